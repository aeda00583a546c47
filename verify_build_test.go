package exhibit

import (
	"bytes"
	"crypto/ed25519"
	"encoding/json"
	"fmt"
	"testing"
	"testing/fstest"

	"golang.org/x/mod/sumdb/tlog"
)

const testOrigin = "exhibit.case/00112233445566ff"

// testCase makes a case in memory, entry by entry, without any code of the writer.
type testCase struct {
	t      testing.TB
	key    ed25519.PrivateKey
	lines  []EntryLine
	hashes []tlog.Hash
	files  fstest.MapFS
}

func newTestCase(t testing.TB) *testCase {
	c := &testCase{t: t, key: testKey('a'), files: fstest.MapFS{}}
	pub := c.key.Public().(ed25519.PublicKey)
	c.add(CaseCreated, Ref{}, nil, KeyBody{PublicKey: pub, Fingerprint: Fingerprint(pub), Actor: "A1", Role: "lead", Title: "Test", Format: CaseFormat})
	return c
}

func (c *testCase) ReadHashes(indexes []int64) ([]tlog.Hash, error) {
	out := make([]tlog.Hash, len(indexes))
	for i, x := range indexes {
		out[i] = c.hashes[x]
	}
	return out, nil
}

// add appends an entry and returns its number.
func (c *testCase) add(typ string, item Ref, derived []Ref, body any) int64 {
	n := int64(len(c.lines))
	raw, err := json.Marshal(body)
	if err != nil {
		c.t.Fatal(err)
	}
	e := Entry{V: 1, Log: testOrigin, N: n, At: fmt.Sprintf("2026-01-02T03:04:%02dZ", n%60), Clock: "system", Actor: "A1", Role: "lead", Tool: "exhibit/test", Type: typ, Item: item, Derived: derived, Body: raw}
	b, err := e.Marshal()
	if err != nil {
		c.t.Fatal(err)
	}
	var salt [SaltSize]byte
	copy(salt[:], fmt.Sprintf("salt of entry %d", n))
	leaf := Leaf(salt, b)
	pub := c.key.Public().(ed25519.PublicKey)
	c.lines = append(c.lines, EntryLine{N: n, Leaf: leaf, Key: Fingerprint(pub), Sig: SignEntry(c.key, testOrigin, n, leaf), Salt: salt[:], Entry: string(b)})
	h, err := tlog.StoredHashesForRecordHash(n, RecordHash(leaf), c)
	if err != nil {
		c.t.Fatal(err)
	}
	c.hashes = append(c.hashes, h...)
	return n
}

// put lays bytes on a shelf.
func (c *testCase) put(shelf, content string) Ref {
	r := RefOf([]byte(content))
	c.files[shelfPath(shelf, r)] = &fstest.MapFile{Data: []byte(content)}
	return r
}

// receive adds an item and its entry.
func (c *testCase) receive(content string) Ref {
	r := c.put("originals", content)
	c.add(Received, r, nil, map[string]any{"report": "a.txt", "bytes": len(content)})
	return r
}

func (c *testCase) checkpoint(size int64) []byte {
	root, err := tlog.TreeHash(size, c)
	if err != nil {
		c.t.Fatal(err)
	}
	b, err := SignCheckpoint(Checkpoint{Origin: testOrigin, Size: size, Root: root}, c.key)
	if err != nil {
		c.t.Fatal(err)
	}
	return b
}

func marshalLines(t testing.TB, lines []EntryLine) []byte {
	var b bytes.Buffer
	for _, l := range lines {
		line, err := l.Marshal()
		if err != nil {
			t.Fatal(err)
		}
		b.Write(append(line, '\n'))
	}
	return b.Bytes()
}

// view presents the case as Verify sees one.
func (c *testCase) view() fstest.MapFS {
	out := fstest.MapFS{}
	for p, f := range c.files {
		out[p] = &fstest.MapFile{Data: bytes.Clone(f.Data)}
	}
	var hashes []byte
	for _, h := range c.hashes {
		hashes = append(hashes, h[:]...)
	}
	n := int64(len(c.lines))
	for p, b := range map[string][]byte{"case.json": fmt.Appendf(nil, `{"format":"exhibit.case/1","origin":%q}`, testOrigin), "checkpoint": c.checkpoint(n),
		"ledger/checkpoint": c.checkpoint(n), "ledger/entries.jsonl": marshalLines(c.t, c.lines), "ledger/hashes": hashes} {
		out[p] = &fstest.MapFile{Data: b}
	}
	return out
}

// rehash makes the tree again after lines were changed.
func (c *testCase) rehash() {
	c.hashes = nil
	for n := range c.lines {
		h, err := tlog.StoredHashesForRecordHash(int64(n), RecordHash(c.lines[n].Leaf), c)
		if err != nil {
			c.t.Fatal(err)
		}
		c.hashes = append(c.hashes, h...)
	}
}

// codes lists the codes of a report's findings, each once.
func codes(r *Report) []string {
	var out []string
	seen := map[string]bool{}
	for _, f := range r.Findings {
		if !seen[f.Code] {
			seen[f.Code] = true
			out = append(out, f.Code)
		}
	}
	return out
}
