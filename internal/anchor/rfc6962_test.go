package anchor

import (
	"archive/tar"
	"bytes"
	"compress/gzip"
	"crypto/sha256"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"path"
	"strings"
	"testing"

	"golang.org/x/mod/sumdb/tlog"
)

// A second reading of RFC 6962, 2.1 and of C2SP tlog-tiles, from their text and sharing no code with the product: no
// x/mod. It checks others' vectors first and then what Publish writes.

type hash = [32]byte

func leafHash(data []byte) hash { return sha256.Sum256(append([]byte{0}, data...)) }

func nodeHash(left, right hash) hash {
	return sha256.Sum256(append(append([]byte{1}, left[:]...), right[:]...))
}

// split is the largest power of two smaller than n.
func split(n int) int {
	k := 1
	for 2*k < n {
		k *= 2
	}
	return k
}

// treeHash is MTH of 2.1, over the hashes of the leaves.
func treeHash(leaves []hash) hash {
	switch n := len(leaves); n {
	case 0:
		return sha256.Sum256(nil)
	case 1:
		return leaves[0]
	default:
		return nodeHash(treeHash(leaves[:split(n)]), treeHash(leaves[split(n):]))
	}
}

// inclusion is PATH of 2.1.1.
func inclusion(m int, leaves []hash) []hash {
	n := len(leaves)
	if n == 1 {
		return nil
	}
	k := split(n)
	if m < k {
		return append(inclusion(m, leaves[:k]), treeHash(leaves[k:]))
	}
	return append(inclusion(m-k, leaves[k:]), treeHash(leaves[:k]))
}

// consistency is SUBPROOF of 2.1.2; whole is its b.
func consistency(m int, leaves []hash, whole bool) []hash {
	n := len(leaves)
	if m == n {
		if whole {
			return nil
		}
		return []hash{treeHash(leaves)}
	}
	k := split(n)
	if m <= k {
		return append(consistency(m, leaves[:k], whole), treeHash(leaves[k:]))
	}
	return append(consistency(m-k, leaves[k:], false), treeHash(leaves[:k]))
}

var errProof = errors.New("the proof does not hold")

// checkInclusion climbs from the leaf to the root (RFC 9162, 2.1.3.2).
func checkInclusion(index, size uint64, leaf, root hash, proof []hash) error {
	if index >= size {
		return errProof
	}
	at, last, h := index, size-1, leaf
	for _, p := range proof {
		if last == 0 {
			return errProof
		}
		if at%2 == 1 || at == last {
			h = nodeHash(p, h)
			for at%2 == 0 && at != 0 {
				at, last = at/2, last/2
			}
		} else {
			h = nodeHash(h, p)
		}
		at, last = at/2, last/2
	}
	if last != 0 || h != root {
		return errProof
	}
	return nil
}

// checkConsistency follows RFC 9162, 2.1.4.2. An empty first tree goes with every second, and with an empty proof.
func checkConsistency(first, second uint64, root1, root2 hash, proof []hash) error {
	switch {
	case first > second, (first == 0 || first == second) != (len(proof) == 0):
		return errProof
	case first == second && root1 != root2, first == 0 && root1 != treeHash(nil):
		return errProof
	case first == 0 || first == second:
		return nil
	}
	if first&(first-1) == 0 {
		proof = append([]hash{root1}, proof...)
	}
	at, last := first-1, second-1
	for at%2 == 1 {
		at, last = at/2, last/2
	}
	h1, h2 := proof[0], proof[0]
	for _, p := range proof[1:] {
		if last == 0 {
			return errProof
		}
		if at%2 == 1 || at == last {
			h1, h2 = nodeHash(p, h1), nodeHash(p, h2)
			for at%2 == 0 && at != 0 {
				at, last = at/2, last/2
			}
		} else {
			h2 = nodeHash(h2, p)
		}
		at, last = at/2, last/2
	}
	if last != 0 || h1 != root1 || h2 != root2 {
		return errProof
	}
	return nil
}

// tileName is the path of a tile after C2SP tlog-tiles, "Merkle Tree".
func tileName(level, n, width int) string {
	name := fmt.Sprintf("%03d", n%1000)
	for n /= 1000; n > 0; n /= 1000 {
		name = fmt.Sprintf("x%03d/%s", n%1000, name)
	}
	if width < 256 {
		name += fmt.Sprintf(".p/%d", width)
	}
	return fmt.Sprintf("tile/%d/%s", level, name)
}

// vectors reads the files of testdata/<kind> that end in .json.
func vectors(t *testing.T, kind string, each func(name string, b []byte)) {
	t.Helper()
	f, err := os.Open("../../testdata/conformance/merkle.tar.gz")
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	z, err := gzip.NewReader(f)
	if err != nil {
		t.Fatal(err)
	}
	n := 0
	for r := tar.NewReader(z); ; {
		h, err := r.Next()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			t.Fatal(err)
		}
		if !strings.HasPrefix(h.Name, "testdata/"+kind+"/") || path.Ext(h.Name) != ".json" {
			continue
		}
		b, err := io.ReadAll(r)
		if err != nil {
			t.Fatal(err)
		}
		each(h.Name, b)
		n++
	}
	t.Logf("%d vectors of %s", n, kind)
	if n < 50 {
		t.Errorf("only %d vectors of %s", n, kind)
	}
}

// asHash takes a hash of a vector; some vectors have hashes of another length, which no code that knows lengths can be
// given and which must be refused.
func asHash(b []byte) (hash, bool) {
	if len(b) != len(hash{}) {
		return hash{}, false
	}
	return hash(b), true
}

func asHashes(list [][]byte) (out []hash, ok bool) {
	for _, b := range list {
		h, ok := asHash(b)
		if !ok {
			return nil, false
		}
		out = append(out, h)
	}
	return out, true
}

func asTlog(list []hash) (out []tlog.Hash) {
	for _, h := range list {
		out = append(out, h)
	}
	return out
}

func TestProofsOfInclusionAreJudgedAsOthersJudgeThem(t *testing.T) {
	vectors(t, "inclusion", func(name string, b []byte) {
		var v struct {
			LeafIdx, TreeSize uint64
			Root, LeafHash    []byte
			Proof             [][]byte
			WantErr           bool
		}
		if err := json.Unmarshal(b, &v); err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		proof, ok1 := asHashes(v.Proof)
		root, ok2 := asHash(v.Root)
		leaf, ok3 := asHash(v.LeafHash)
		if !ok1 || !ok2 || !ok3 {
			if !v.WantErr {
				t.Errorf("%s: a hash of another length should be accepted", name)
			}
			return
		}
		if err := checkInclusion(v.LeafIdx, v.TreeSize, leaf, root, proof); (err != nil) != v.WantErr {
			t.Errorf("%s: from scratch: %v, wantErr %v", name, err, v.WantErr)
		}
		if v.TreeSize < 1<<62 && v.LeafIdx < 1<<62 { // beyond, x/mod's sizes have no room
			if err := tlog.CheckRecord(asTlog(proof), int64(v.TreeSize), root, int64(v.LeafIdx), leaf); (err != nil) != v.WantErr {
				t.Errorf("%s: as Verify checks: %v, wantErr %v", name, err, v.WantErr)
			}
		}
	})
}

func TestProofsOfConsistencyAreJudgedAsOthersJudgeThem(t *testing.T) {
	vectors(t, "consistency", func(name string, b []byte) {
		var v struct {
			Size1, Size2 uint64
			Root1, Root2 []byte
			Proof        [][]byte
			WantErr      bool
		}
		if err := json.Unmarshal(b, &v); err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		proof, ok1 := asHashes(v.Proof)
		root1, ok2 := asHash(v.Root1)
		root2, ok3 := asHash(v.Root2)
		if !ok1 || !ok2 || !ok3 {
			// One good vector compares two equal roots that are no SHA-256, which do not occur here.
			if !v.WantErr && path.Base(name) != "sizes-are-equal-one-and-proof-is-empty.json" {
				t.Errorf("%s: a hash of another length should be accepted", name)
			}
			return
		}
		if err := checkConsistency(v.Size1, v.Size2, root1, root2, proof); (err != nil) != v.WantErr {
			t.Errorf("%s: from scratch: %v, wantErr %v", name, err, v.WantErr)
		}
		if v.Size1 > 0 && v.Size1 < 1<<62 && v.Size2 < 1<<62 {
			if err := tlog.CheckTree(asTlog(proof), int64(v.Size2), root2, int64(v.Size1), root1); (err != nil) != v.WantErr {
				t.Errorf("%s: as Verify checks: %v, wantErr %v", name, err, v.WantErr)
			}
		}
	})
}

// The two halves of the second reading agree with each other, for every leaf and size up to a hundred.
func TestTheSecondReadingAgreesWithItself(t *testing.T) {
	var leaves []hash
	for n := 1; n <= 100; n++ {
		leaves = append(leaves, leafHash(bytes.Repeat([]byte{byte(n)}, n)))
		root := treeHash(leaves)
		for m := range n {
			if err := checkInclusion(uint64(m), uint64(n), leaves[m], root, inclusion(m, leaves)); err != nil {
				t.Fatalf("leaf %d of %d: %v", m, n, err)
			}
			if err := checkConsistency(uint64(m+1), uint64(n), treeHash(leaves[:m+1]), root, consistency(m+1, leaves, true)); err != nil {
				t.Fatalf("%d in %d: %v", m+1, n, err)
			}
		}
	}
}
