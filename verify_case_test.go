package exhibit

import (
	"bytes"
	"context"
	"crypto/ed25519"
	"encoding/base64"
	"errors"
	"io"
	"io/fs"
	"slices"
	"strings"
	"testing"
	"testing/fstest"
)

// sampleCase has one of everything.
func sampleCase(t testing.TB) *testCase {
	c := newTestCase(t)
	one := c.receive("the first report\n")
	c.receive("the second report\n")
	c.receive("the first report\n")
	text := c.put("derived", "THE FIRST REPORT\n")
	c.add(ReadDone, one, []Ref{text}, map[string]any{"reader": "plain/1", "text": text})
	return c
}

func check(t testing.TB, fsys fs.FS, opt Options) *Report {
	t.Helper()
	r, err := Verify(t.Context(), fsys, opt)
	if err != nil {
		t.Fatal(err)
	}
	return r
}

func TestWholeCaseIsUnaltered(t *testing.T) {
	r := check(t, sampleCase(t).view(), Options{})
	if !r.Unaltered() {
		t.Fatalf("findings: %v", r.Findings)
	}
	if r.Kind != "case" || r.Entries != 5 || r.Items != 2 || r.Files != 3 || r.Size != 5 {
		t.Errorf("report: %+v", r)
	}
	for _, want := range []string{"--key", "cut off", "stated by the operator, not independently anchored", "not authentic"} {
		if !strings.Contains(strings.Join(r.Limits, "\n"), want) {
			t.Errorf("no limit says %q", want)
		}
	}
}

func flip(f *fstest.MapFile, at int) { f.Data[at] ^= 1 }

func TestEveryAlterationOfACaseIsNamed(t *testing.T) {
	first := RefOf([]byte("the first report\n"))
	text := RefOf([]byte("THE FIRST REPORT\n"))
	for name, row := range map[string]struct {
		change func(fstest.MapFS)
		code   string
		path   string
	}{
		"a bit of an original":     {func(f fstest.MapFS) { flip(f[shelfPath("originals", first)], 3) }, "item-altered", shelfPath("originals", first)},
		"a bit of a derivation":    {func(f fstest.MapFS) { flip(f[shelfPath("derived", text)], 3) }, "derivation-altered", shelfPath("derived", text)},
		"an original taken away":   {func(f fstest.MapFS) { delete(f, shelfPath("originals", first)) }, "item-missing", shelfPath("originals", first)},
		"a derivation taken away":  {func(f fstest.MapFS) { delete(f, shelfPath("derived", text)) }, "derivation-missing", shelfPath("derived", text)},
		"a word of an entry":       {func(f fstest.MapFS) { replaceIn(f[entriesPath], "A1", "A2") }, "entry-leaf", entriesPath},
		"a bit of a hash":          {func(f fstest.MapFS) { flip(f[hashesPath], 100) }, "hash-wrong", hashesPath},
		"hashes cut off":           {func(f fstest.MapFS) { f[hashesPath].Data = f[hashesPath].Data[:64] }, "hash-missing", hashesPath},
		"hashes added":             {func(f fstest.MapFS) { f[hashesPath].Data = append(f[hashesPath].Data, 1) }, "hash-wrong", hashesPath},
		"a bit of the checkpoint":  {func(f fstest.MapFS) { replaceIn(f[ledgerHeadPath], "\n5\n", "\n4\n") }, "checkpoint-signature", ledgerHeadPath},
		"a bit of the disk copy":   {func(f fstest.MapFS) { replaceIn(f[diskCheckpointPath], "\n5\n", "\n4\n") }, "checkpoint-signature", diskCheckpointPath},
		"no disk copy":             {func(f fstest.MapFS) { delete(f, diskCheckpointPath) }, "checkpoint-form", diskCheckpointPath},
		"a line left out":          {func(f fstest.MapFS) { f[entriesPath].Data = dropLine(f[entriesPath].Data, 2) }, "entry-number", entriesPath},
		"the last line left out":   {func(f fstest.MapFS) { f[entriesPath].Data = dropLine(f[entriesPath].Data, 4) }, "tail-cut", ledgerHeadPath},
		"the last line cut":        {func(f fstest.MapFS) { f[entriesPath].Data = bytes.TrimSuffix(f[entriesPath].Data, []byte("\n")) }, "entry-line", entriesPath},
		"a space in a line":        {func(f fstest.MapFS) { replaceIn(f[entriesPath], `{"n":2,`, `{"n": 2,`) }, "entry-line", entriesPath},
		"a stranger on the shelf":  {func(f fstest.MapFS) { f["originals/ab/notes.txt"] = &fstest.MapFile{} }, "file-unexpected", "originals/ab/notes.txt"},
		"a false name":             {func(f fstest.MapFS) { f[shelfPath("originals", Ref{7})] = &fstest.MapFile{Data: []byte("x")} }, "file-unexpected", shelfPath("originals", Ref{7})},
		"another origin":           {func(f fstest.MapFS) { replaceIn(f["case.json"], "66ff", "66fe") }, "origin-differs", entriesPath},
		"an origin that is none":   {func(f fstest.MapFS) { replaceIn(f["case.json"], "66ff", "66FF") }, "case-form", "case.json"},
		"a line erased in silence": {func(f fstest.MapFS) { f[entriesPath].Data = eraseLine(t, f[entriesPath].Data, 2) }, "erasure-unnamed", entriesPath},
	} {
		t.Run(name, func(t *testing.T) {
			view := sampleCase(t).view()
			row.change(view)
			r := check(t, view, Options{})
			if !slices.ContainsFunc(r.Findings, func(f Finding) bool { return f.Code == row.code && f.Path == row.path && f.Rule != "" }) {
				t.Errorf("no finding %s at %s among %v", row.code, row.path, r.Findings)
			}
		})
	}
}

func replaceIn(f *fstest.MapFile, old, new string) {
	if !bytes.Contains(f.Data, []byte(old)) {
		panic("nothing to replace: " + old)
	}
	f.Data = bytes.Replace(f.Data, []byte(old), []byte(new), 1)
}

func dropLine(b []byte, n int) []byte {
	lines := bytes.SplitAfter(b, []byte("\n"))
	return bytes.Join(slices.Delete(lines, n, n+1), nil)
}

func eraseLine(t testing.TB, b []byte, n int) []byte {
	lines := bytes.SplitAfter(b, []byte("\n"))
	l, err := ParseEntryLine(lines[n])
	if err != nil {
		t.Fatal(err)
	}
	l.Salt, l.Entry, l.Erased = nil, "", true
	lines[n] = marshalLines(t, []EntryLine{l})
	return bytes.Join(lines, nil)
}

// A bit of every third byte of each file of the ledger is flipped in turn.
func TestEveryFlippedBitOfTheLedgerIsFound(t *testing.T) {
	view := sampleCase(t).view()
	for _, p := range []string{entriesPath, hashesPath, ledgerHeadPath, diskCheckpointPath} {
		f := view[p]
		for at := range f.Data {
			if at%3 != 0 {
				continue
			}
			bit := byte(1) << (at % 8)
			f.Data[at] ^= bit
			if r, err := Verify(t.Context(), view, Options{Workers: 1}); err == nil && r.Unaltered() {
				t.Errorf("bit %d of byte %d of %s: not found", at%8, at, p)
			}
			f.Data[at] ^= bit
		}
	}
}

func TestKeysAreKnownByEarlierEntriesOnly(t *testing.T) {
	introduce := func(c *testCase, typ string, key ed25519.PrivateKey, replaces string) {
		pub := key.Public().(ed25519.PublicKey)
		c.add(typ, Ref{}, nil, KeyBody{PublicKey: pub, Fingerprint: Fingerprint(pub), Actor: "B2", Role: "analyst", Replaces: replaces})
	}
	a, b := testKey('a'), testKey('b')
	aPrint := Fingerprint(a.Public().(ed25519.PublicKey))
	for name, row := range map[string]struct {
		build func(c *testCase)
		want  []string
	}{
		"an added key signs":          {func(c *testCase) { introduce(c, KeyAdded, b, ""); c.key = b; c.receive("x") }, nil},
		"a stranger's key signs":      {func(c *testCase) { c.key = b; c.receive("x") }, []string{"entry-key", "checkpoint-signature"}},
		"a key introduces itself":     {func(c *testCase) { c.key = b; introduce(c, KeyAdded, b, "") }, []string{"entry-key", "checkpoint-signature"}},
		"a rotated key signs on":      {func(c *testCase) { introduce(c, KeyRotated, b, aPrint); c.receive("x") }, []string{"entry-key", "checkpoint-signature"}},
		"the new key signs":           {func(c *testCase) { introduce(c, KeyRotated, b, aPrint); c.key = b; c.receive("x") }, nil},
		"the old key closes its last": {func(c *testCase) { introduce(c, KeyRotated, b, aPrint) }, nil},
		"a lost key signs on": {func(c *testCase) {
			introduce(c, KeyAdded, b, "")
			c.key = b
			c.add(KeyLost, Ref{}, nil, KeyBody{Fingerprint: aPrint})
			c.key = a
			c.receive("x")
		}, []string{"entry-key", "checkpoint-signature"}},
		"a key nobody knows is lost": {func(c *testCase) { c.add(KeyLost, Ref{}, nil, KeyBody{Fingerprint: "00"}) }, []string{"key-form"}},
		"a key with a wrong name": {func(c *testCase) {
			c.add(KeyAdded, Ref{}, nil, KeyBody{PublicKey: b.Public().(ed25519.PublicKey), Fingerprint: "00"})
		}, []string{"key-form"}},
		"a case is created twice":       {func(c *testCase) { c.add(CaseCreated, Ref{}, nil, KeyBody{}) }, []string{"entry-form"}},
		"an entry of one name twice":    {func(c *testCase) { c.addRaw(`{"v":1,"log":"` + testOrigin + `","n":1,"type":"decided","type":"note"}`) }, []string{"entry-form"}},
		"an entry of a name in capital": {func(c *testCase) { c.addRaw(`{"v":1,"log":"` + testOrigin + `","n":1,"type":"decided","TYPE":"note"}`) }, []string{"entry-form"}},
		"an entry with a further field": {func(c *testCase) {
			c.addRaw(`{"v":1,"log":"` + testOrigin + `","n":1,"type":"note","later":[{"a":1},{"a":2}]}`)
		}, nil},
	} {
		t.Run(name, func(t *testing.T) {
			c := newTestCase(t)
			row.build(c)
			r := check(t, c.view(), Options{})
			got := codes(r)
			for _, w := range row.want {
				if !slices.Contains(got, w) {
					t.Errorf("no finding %s among %v", w, r.Findings)
				}
			}
			if row.want == nil && !r.Unaltered() {
				t.Errorf("findings: %v", r.Findings)
			}
		})
	}
}

// addRaw appends an entry of these very bytes.
func (c *testCase) addRaw(text string) {
	n := c.add("note", Ref{}, nil, nil)
	l := &c.lines[n]
	l.Entry = text
	l.Leaf = Leaf([SaltSize]byte(l.Salt), []byte(text))
	l.Sig = SignEntry(c.key, testOrigin, n, l.Leaf)
	c.rehash()
}

func TestToldKeysDecideWhoIsTrusted(t *testing.T) {
	c := sampleCase(t)
	view := c.view()
	pub, other := testKey('a').Public().(ed25519.PublicKey), testKey('b').Public().(ed25519.PublicKey)
	for _, told := range []string{Fingerprint(pub), MinisignKey(pub), VerifierKey(testOrigin, pub), base64.StdEncoding.EncodeToString(pub),
		"untrusted comment: minisign public key 0\n" + MinisignKey(pub) + "\n"} {
		if r := check(t, view, Options{Keys: []string{told}}); !r.Unaltered() || !r.Keys[0].Trusted {
			t.Errorf("told %q: %v", told, r.Findings)
		}
	}
	if r := check(t, view, Options{Keys: []string{Fingerprint(other)}}); !slices.Equal(codes(r), []string{"key-untrusted"}) {
		t.Errorf("a stranger's case: %v", r.Findings)
	}
	if _, err := Verify(t.Context(), view, Options{Keys: []string{"mine"}}); err == nil {
		t.Error("a key that is none was taken")
	}
}

func TestEarlierCheckpointsCatchWhatTheCaseCannotShow(t *testing.T) {
	c := sampleCase(t)
	early := c.checkpoint(3)
	late := c.checkpoint(5)
	c.receive("later")
	whole := c.view()
	if r := check(t, whole, Options{Since: early, Head: late}); !r.Unaltered() {
		t.Errorf("a ledger that went on: %v", r.Findings)
	}
	cut := newTestCase(t).view()
	if r := check(t, cut, Options{}); !r.Unaltered() {
		t.Errorf("a cut ledger without any checkpoint: %v", r.Findings)
	}
	if r := check(t, cut, Options{Since: early}); !slices.Equal(codes(r), []string{"tail-cut"}) {
		t.Errorf("a cut ledger: %v", r.Findings)
	}
	other := newTestCase(t)
	for range 6 {
		other.receive("invented")
	}
	if r := check(t, other.view(), Options{Head: late}); !slices.Equal(codes(r), []string{"history-rewritten"}) {
		t.Errorf("a rewritten ledger: %v", r.Findings)
	}
	// After a crash the copy on disk lags behind.
	view := c.view()
	view["checkpoint"] = &fstest.MapFile{Data: early}
	if r := check(t, view, Options{}); !r.Unaltered() {
		t.Errorf("a copy that lags behind: %v", r.Findings)
	}
}

func TestErasureIsNamedByItsEntry(t *testing.T) {
	c := sampleCase(t)
	second := RefOf([]byte("the second report\n"))
	c.add(Erased, Ref{}, nil, ErasedBody{Entries: []int64{2}, Reason: "order", Order: "court 7"})
	if r := check(t, c.view(), Options{}); !slices.Equal(codes(r), []string{"erasure-undone"}) {
		t.Errorf("an erasure that was not carried out: %v", r.Findings)
	}
	c.lines[2].Salt, c.lines[2].Entry, c.lines[2].Erased = nil, "", true
	delete(c.files, shelfPath("originals", second))
	r := check(t, c.view(), Options{})
	if !r.Unaltered() || len(r.Erased) != 1 || r.Erased[0].By != 5 || r.Erased[0].Order != "court 7" {
		t.Errorf("erased: %v, %v", r.Erased, r.Findings)
	}
}

func TestOrphanIsReportedAndNoFinding(t *testing.T) {
	c := sampleCase(t)
	p := shelfPath("originals", c.put("originals", "left by a crash"))
	if r := check(t, c.view(), Options{}); !r.Unaltered() || !slices.Equal(r.Orphans, []string{p}) {
		t.Errorf("orphans %v, findings %v", r.Orphans, r.Findings)
	}
}

func TestSealedItemIsCheckedAsCiphertextAndOpenedWithAKey(t *testing.T) {
	c := sampleCase(t)
	plain := RefOf([]byte("the second report\n"))
	cipher := rot("the second report\n")
	delete(c.files, shelfPath("originals", plain))
	c.add(Restricted, plain, nil, RestrictedBody{Sealed: RefOf([]byte(cipher))})
	c.files[shelfPath("sealed", plain)] = &fstest.MapFile{Data: []byte(cipher)}
	open := func(_ Ref, r io.Reader) (io.Reader, error) {
		b, err := io.ReadAll(r)
		return strings.NewReader(rot(string(b))), err
	}
	if r := check(t, c.view(), Options{}); !r.Unaltered() || !strings.Contains(strings.Join(r.Limits, "\n"), "ciphertext only") {
		t.Errorf("sealed: %v %v", r.Findings, r.Limits)
	}
	if r := check(t, c.view(), Options{Open: open}); !r.Unaltered() || strings.Contains(strings.Join(r.Limits, "\n"), "ciphertext only") {
		t.Errorf("sealed and opened: %v %v", r.Findings, r.Limits)
	}
	wrong := func(Ref, io.Reader) (io.Reader, error) { return strings.NewReader("another"), nil }
	if r := check(t, c.view(), Options{Open: wrong}); !slices.Equal(codes(r), []string{"sealed-altered"}) {
		t.Errorf("other bytes under the seal: %v", r.Findings)
	}
	view := c.view()
	flip(view[shelfPath("sealed", plain)], 2)
	if r := check(t, view, Options{}); !slices.Equal(codes(r), []string{"sealed-altered"}) {
		t.Errorf("a flipped bit of ciphertext: %v", r.Findings)
	}
	delete(view, shelfPath("sealed", plain))
	if r := check(t, view, Options{}); !slices.Equal(codes(r), []string{"sealed-missing"}) {
		t.Errorf("no ciphertext: %v", r.Findings)
	}
}

func rot(s string) string {
	return strings.Map(func(r rune) rune { return r ^ 1 }, s)
}

func TestNewerCaseIsRefused(t *testing.T) {
	view := sampleCase(t).view()
	view["case.json"] = &fstest.MapFile{Data: []byte(`{"format":"exhibit.case/2","origin":"` + testOrigin + `"}`)}
	if _, err := Verify(t.Context(), view, Options{}); !errors.Is(err, ErrNewer) {
		t.Errorf("error %v", err)
	}
	if _, err := Verify(t.Context(), fstest.MapFS{"readme": {}, "b": {}}, Options{}); err == nil {
		t.Error("what is nothing was checked")
	}
}

func TestStoppedVerifyIsAnErrorAndNoReport(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if r, err := Verify(ctx, sampleCase(t).view(), Options{}); !errors.Is(err, context.Canceled) || r != nil {
		t.Errorf("report %v, error %v", r, err)
	}
}

func TestProgressEndsWhereItSaidItWould(t *testing.T) {
	var last Progress
	check(t, sampleCase(t).view(), Options{Progress: func(p Progress) { last = p }})
	if last.Files != last.FilesTotal || last.Bytes != last.BytesTotal || last.Files != 3 {
		t.Errorf("progress ends at %+v", last)
	}
}
