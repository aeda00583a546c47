package exhibit

import (
	"crypto/ed25519"
	"crypto/sha256"
	"encoding/base64"
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"golang.org/x/mod/sumdb/tlog"
)

// mth is the Merkle tree hash as RFC 6962, 2.1 writes it down, without any library.
func mth(leaves [][]byte) [32]byte {
	switch n := len(leaves); n {
	case 0:
		return sha256.Sum256(nil)
	case 1:
		return sha256.Sum256(append([]byte{0}, leaves[0]...))
	default:
		k := 1
		for 2*k < n {
			k *= 2
		}
		l, r := mth(leaves[:k]), mth(leaves[k:])
		return sha256.Sum256(append(append([]byte{1}, l[:]...), r[:]...))
	}
}

// tilePath is the path of a tile as C2SP tlog-tiles writes it down.
func tilePath(level, n, width int) string {
	s := fmt.Sprintf("%03d", n%1000)
	for n >= 1000 {
		n /= 1000
		s = fmt.Sprintf("x%03d/%s", n%1000, s)
	}
	if width < 256 {
		s += fmt.Sprintf(".p/%d", width)
	}
	return fmt.Sprintf("tile/%d/%s", level, s)
}

// published makes a published ledger of these leaves by the text of the standards alone.
func published(t testing.TB, leaves [][]byte, key ed25519.PrivateKey) fstest.MapFS {
	f := fstest.MapFS{}
	for level, span := 0, 1; span <= len(leaves) && len(leaves) > 0; level, span = level+1, span*256 {
		for n := 0; n*256*span+span <= len(leaves); n++ {
			var b []byte
			for i := n * 256; i < n*256+256 && (i+1)*span <= len(leaves); i++ {
				h := mth(leaves[i*span : (i+1)*span])
				b = append(b, h[:]...)
			}
			f[tilePath(level, n, len(b)/32)] = &fstest.MapFile{Data: b}
		}
	}
	note, err := SignCheckpoint(Checkpoint{Origin: testOrigin, Size: int64(len(leaves)), Root: mth(leaves)}, key)
	if err != nil {
		t.Fatal(err)
	}
	f["checkpoint"] = &fstest.MapFile{Data: note}
	return f
}

func leaves(n int) [][]byte {
	out := make([][]byte, n)
	for i := range out {
		r := RefOf(fmt.Append(nil, "leaf ", i))
		out[i] = r[:]
	}
	return out
}

func TestPublishedLedgerByTheStandardsIsUnaltered(t *testing.T) {
	pub := testKey('a').Public().(ed25519.PublicKey)
	for _, n := range []int{0, 1, 2, 255, 256, 257, 1000, 66000} {
		f := published(t, leaves(n), testKey('a'))
		r := check(t, f, Options{Keys: []string{VerifierKey(testOrigin, pub)}})
		if !r.Unaltered() || r.Kind != "ledger" || r.Size != int64(n) {
			t.Errorf("%d leaves: %v", n, r.Findings)
		}
	}
}

func TestTilesWrittenHereAreThoseOfTheStandards(t *testing.T) {
	all := leaves(700)
	var hashes []tlog.Hash
	read := tlog.HashReaderFunc(func(indexes []int64) ([]tlog.Hash, error) {
		out := make([]tlog.Hash, len(indexes))
		for i, x := range indexes {
			out[i] = hashes[x]
		}
		return out, nil
	})
	got := fstest.MapFS{}
	for n, leaf := range all {
		h, err := tlog.StoredHashesForRecordHash(int64(n), RecordHash(Ref(leaf)), read)
		if err != nil {
			t.Fatal(err)
		}
		hashes = append(hashes, h...)
	}
	for _, tile := range NewTiles(0, 700) {
		b, err := tlog.ReadTileData(tile, read)
		if err != nil {
			t.Fatal(err)
		}
		got[TilePath(tile)] = &fstest.MapFile{Data: b}
		if back, err := ParseTilePath(TilePath(tile)); err != nil || back != tile {
			t.Errorf("path %s of %v is read as %v, %v", TilePath(tile), tile, back, err)
		}
	}
	want := published(t, all, testKey('a'))
	delete(want, "checkpoint")
	if !slices.Equal(slices.Sorted(maps.Keys(got)), slices.Sorted(maps.Keys(want))) {
		t.Fatalf("tiles %v, want %v", slices.Sorted(maps.Keys(got)), slices.Sorted(maps.Keys(want)))
	}
	for p := range want {
		if string(got[p].Data) != string(want[p].Data) {
			t.Errorf("tile %s differs", p)
		}
	}
}

func TestAlteredPublishedLedgerIsNamed(t *testing.T) {
	pub := testKey('a').Public().(ed25519.PublicKey)
	for name, row := range map[string]struct {
		change func(fstest.MapFS)
		code   string
		path   string
	}{
		"a bit of a full tile":    {func(f fstest.MapFS) { flip(f["tile/0/001"], 40) }, "tile-wrong", "tile/1/000.p/2"},
		"a bit of a partial tile": {func(f fstest.MapFS) { flip(f["tile/0/002.p/188"], 40) }, "checkpoint-root", "checkpoint"},
		"a bit of an upper tile":  {func(f fstest.MapFS) { flip(f["tile/1/000.p/2"], 40) }, "tile-wrong", "tile/1/000.p/2"},
		"a tile cut off":          {func(f fstest.MapFS) { f["tile/0/001"].Data = f["tile/0/001"].Data[:64] }, "tile-wrong", "tile/0/001"},
		"a tile missing":          {func(f fstest.MapFS) { delete(f, "tile/0/001") }, "tile-missing", "tile/0/001"},
		"an upper tile missing":   {func(f fstest.MapFS) { delete(f, "tile/1/000.p/2") }, "tile-missing", "tile/1/000.p/2"},
		"entries among the tiles": {func(f fstest.MapFS) { f["tile/entries/000"] = f["tile/0/001"] }, "tile-unexpected", "tile/entries/000"},
		"a false partial tile":    {func(f fstest.MapFS) { f["tile/0/001.p/1"] = &fstest.MapFile{Data: make([]byte, 32)} }, "tile-unexpected", "tile/0/001.p/1"},
		"another file":            {func(f fstest.MapFS) { f["notes.txt"] = &fstest.MapFile{} }, "tile-unexpected", "notes.txt"},
		"another size":            {func(f fstest.MapFS) { replaceIn(f["checkpoint"], "\n700\n", "\n699\n") }, "checkpoint-signature", "checkpoint"},
	} {
		t.Run(name, func(t *testing.T) {
			f := published(t, leaves(700), testKey('a'))
			row.change(f)
			r := check(t, f, Options{Keys: []string{MinisignKey(pub)}})
			if !slices.ContainsFunc(r.Findings, func(f Finding) bool { return f.Code == row.code && f.Path == row.path }) {
				t.Errorf("no finding %s at %s among %v", row.code, row.path, r.Findings)
			}
		})
	}
	f := published(t, leaves(700), testKey('a'))
	f["tile/0/002.p/3"] = &fstest.MapFile{Data: f["tile/0/002.p/188"].Data[:96]} // of an earlier size
	f["tile/0/007"] = f["tile/0/001"]                                            // written before a checkpoint that was never signed
	f[".tmp-1/0"] = f["tile/0/001"]
	if r := check(t, f, Options{}); !r.Unaltered() || len(r.Limits) != 6 {
		t.Errorf("left by an interrupted publication: %v, %q", r.Findings, r.Limits)
	}
	early := published(t, leaves(300), testKey('a'))["checkpoint"].Data
	if r := check(t, f, Options{Since: early}); !r.Unaltered() {
		t.Errorf("a ledger that went on: %v", r.Findings)
	}
	other := published(t, append([][]byte{make([]byte, 32)}, leaves(299)...), testKey('a'))["checkpoint"].Data
	if r := check(t, f, Options{Since: other, Keys: []string{MinisignKey(pub)}}); !slices.Equal(codes(r), []string{"history-rewritten"}) {
		t.Errorf("another history: %v", r.Findings)
	}
}

type merkleCase struct {
	LeafIdx   uint64   `json:"leafIdx"`
	TreeSize  uint64   `json:"treeSize"`
	Size1     uint64   `json:"size1"`
	Size2     uint64   `json:"size2"`
	Root      string   `json:"root"`
	Root1     string   `json:"root1"`
	Root2     string   `json:"root2"`
	LeafHash  string   `json:"leafHash"`
	Proof     []string `json:"proof"`
	WantError bool     `json:"wantErr"`
}

// Proofs over subtrees, which the suite has too, are not used here.
func TestMerkleConformanceSuite(t *testing.T) {
	count := map[string]int{}
	for p, f := range unpack(t, "merkle.tar.gz") {
		kind := strings.SplitN(strings.TrimPrefix(p, "testdata/"), "/", 2)[0]
		if kind != "inclusion" && kind != "consistency" {
			continue
		}
		count[kind]++
		var c merkleCase
		if err := json.Unmarshal(f.Data, &c); err != nil {
			t.Fatal(err)
		}
		short := false // leaf or proof of another length: no such hash can be written here. Of roots the suite has symbolic ones
		hash := func(s string) (h tlog.Hash) {
			b, err := base64.StdEncoding.DecodeString(s)
			short = short || err != nil || len(b) != len(h)
			copy(h[:], b)
			return h
		}
		root := func(s string) (h tlog.Hash) {
			b, _ := base64.StdEncoding.DecodeString(s)
			copy(h[:], b)
			return h
		}
		var proof []tlog.Hash
		for _, s := range c.Proof {
			proof = append(proof, hash(s))
		}
		var err error
		if kind == "inclusion" {
			leaf := hash(c.LeafHash)
			err = tlog.CheckRecord(proof, int64(c.TreeSize), root(c.Root), int64(c.LeafIdx), leaf)
		} else {
			err = checkTree(proof, Checkpoint{Size: int64(c.Size2), Root: root(c.Root2)}, Checkpoint{Size: int64(c.Size1), Root: root(c.Root1)})
		}
		if got := err != nil || short; got != c.WantError {
			t.Errorf("%s: error %v, want one: %v", p, err, c.WantError)
		}
	}
	if count["inclusion"] != 98 || count["consistency"] != 98 {
		t.Errorf("cases read: %v", count)
	}
}
