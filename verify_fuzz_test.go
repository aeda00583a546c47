package exhibit

import (
	"archive/zip"
	"bytes"
	"crypto/ed25519"
	"encoding/json"
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"testing/fstest"
)

// A set of files as one sequence of bytes, for fuzzing: "\n-- path --\n" and content, over and over.
func bundle(f fs.FS) []byte {
	var b bytes.Buffer
	fs.WalkDir(f, ".", func(p string, d fs.DirEntry, err error) error {
		if err == nil && !d.IsDir() {
			content, _ := fs.ReadFile(f, p)
			b.WriteString("\n-- " + p + " --\n")
			b.Write(content)
		}
		return nil
	})
	return b.Bytes()
}

func unbundle(b []byte) fstest.MapFS {
	f := fstest.MapFS{}
	parts := strings.Split("\n"+string(b), "\n-- ")
	for _, part := range parts[1:] {
		name, content, ok := strings.Cut(part, " --\n")
		if ok && fs.ValidPath(name) && len(f) < 200 {
			f[name] = &fstest.MapFile{Data: []byte(content)}
		}
	}
	return f
}

// vector is the package that docs/format/submission.md is written about.
func vector(t testing.TB) (fs.FS, []byte) {
	b, err := os.ReadFile(filepath.Join("testdata", "vectors", "submission.zip"))
	if err != nil {
		t.Fatal(err)
	}
	z, err := zip.NewReader(bytes.NewReader(b), int64(len(b)))
	if err != nil {
		t.Fatal(err)
	}
	inside, err := fs.Sub(z, "submission")
	if err != nil {
		t.Fatal(err)
	}
	return inside, b
}

// fullCase has every kind of entry that Verify reads.
func fullCase(t testing.TB) *testCase {
	c := sampleCase(t)
	two := RefOf([]byte("the second report\n"))
	other := testKey('b').Public().(ed25519.PublicKey)
	c.add(KeyAdded, Ref{}, nil, KeyBody{PublicKey: other, Fingerprint: Fingerprint(other), Actor: "B", Role: "analyst"})
	c.add(KeyLost, Ref{}, nil, KeyBody{Fingerprint: Fingerprint(other)})
	c.put("sealed", "cipher")
	c.add(Restricted, two, nil, RestrictedBody{Sealed: RefOf([]byte("cipher"))})
	var salt [SaltSize]byte
	bound := VersionCommitment(salt, two)
	c.add(VersionStated, RefOf([]byte("the first report\n")), nil, VersionBody{Commitment: bound})
	c.add(Cleared, two, nil, ClearedBody{Version: RefOf([]byte("the first report\n")), Commitment: bound, Salt: salt[:]})
	c.add(Erased, Ref{}, nil, ErasedBody{Entries: []int64{3}, Reason: "order"})
	c.add(Anchored, Ref{}, []Ref{c.put("derived", string(fixture(t, "test_tsa/response.tsr")))}, AnchoredBody{Size: 2, Checkpoint: string(c.checkpoint(2)), Token: RefOf(fixture(t, "test_tsa/response.tsr"))})
	return c
}

func FuzzVerify(f *testing.F) {
	f.Add(bundle(sampleCase(f).view()))
	f.Add(bundle(fullCase(f).view()))
	f.Add(bundle(published(f, leaves(3), testKey('a'))))
	package1, _ := vector(f)
	f.Add(bundle(package1))
	f.Add([]byte("\n-- bagit.txt --\nBagIt-Version: 0.97\nTag-File-Character-Encoding: UTF-16\n\n-- manifest-md5.txt --\nd41d8cd98f00b204e9800998ecf8427e *./data/a%0A\n-- fetch.txt --\nhttp://a - data/b\n-- data/a --\n"))
	f.Fuzz(func(t *testing.T, b []byte) {
		r, err := Verify(t.Context(), unbundle(b), Options{Workers: 1})
		sound(t, r, err)
	})
}

// sound checks what every report must be, whatever was checked.
func sound(t *testing.T, r *Report, err error) {
	if err != nil {
		if r != nil {
			t.Fatal("both an error and a report")
		}
		return
	}
	if _, err := json.Marshal(r); err != nil || r.Kind == "" || len(r.Limits) == 0 {
		t.Fatalf("report %+v: %v", r, err)
	}
	for _, f := range r.Findings {
		if f.Code == "" || f.Sentence == "" || f.Rule == "" {
			t.Fatalf("finding %+v", f)
		}
	}
}

func FuzzVerifyZip(f *testing.F) {
	_, whole := vector(f)
	f.Add(whole)
	var b bytes.Buffer
	w := zip.NewWriter(&b)
	for _, name := range []string{"../a", "bagit.txt", "bagit.txt", "data/", "/x"} {
		w.Create(name)
	}
	w.Close()
	f.Add(b.Bytes())
	f.Fuzz(func(t *testing.T, b []byte) {
		r, err := VerifyZip(t.Context(), bytes.NewReader(b), int64(len(b)), Options{Workers: 1})
		sound(t, r, err)
		if err == nil && r.Kind == "submission" && r.Unaltered() && !bytes.Equal(b, whole) {
			t.Fatal("another package than the vector is unaltered, and nobody has its key")
		}
	})
}

func FuzzCheckpoint(f *testing.F) {
	c := newTestCase(f)
	f.Add(c.checkpoint(1))
	f.Add([]byte("a\n0\n47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=\n\n"))
	pub := c.key.Public().(ed25519.PublicKey)
	f.Fuzz(func(t *testing.T, b []byte) {
		cp, err := unsignedCheckpoint(b)
		if err == nil && !strings.HasPrefix(string(b), cp.Text()) {
			t.Fatalf("%q was read as %q", b, cp.Text())
		}
		if _, _, err := OpenCheckpoint(b, pub); err == nil && !bytes.HasPrefix(b, []byte(testOrigin+"\n1\n")) {
			t.Fatalf("a checkpoint nobody signed: %q", b)
		}
		parseTold(string(b))
	})
}

func FuzzEntryLine(f *testing.F) {
	for line := range bytes.SplitSeq(marshalLines(f, fullCase(f).lines), []byte("\n")) {
		f.Add(line)
	}
	f.Fuzz(func(t *testing.T, b []byte) {
		l, err := ParseEntryLine(b)
		if err != nil {
			return
		}
		again, err := l.Marshal()
		if err != nil {
			t.Fatal(err)
		}
		if second, err := ParseEntryLine(again); err != nil || second.Leaf != l.Leaf || second.N != l.N {
			t.Fatalf("%s is read back as %+v, %v", again, second, err)
		}
		if e, err := l.Open(); err == nil {
			unambiguous(&e, l.Entry)
		}
	})
}

func FuzzManifest(f *testing.F) {
	f.Add("d41d8cd98f00b204e9800998ecf8427e  data/a\n", 16)
	f.Add("D41D8CD98F00B204E9800998ECF8427E\t*./data/%0d%0A%25\r\n", 16)
	f.Fuzz(func(t *testing.T, text string, size int) {
		if size < 1 || size > 64 {
			return
		}
		for _, v := range []bagVersion{{0, 97}, {1, 0}} {
			lines, err := parseBagManifest(text, v, size)
			if err != nil {
				continue
			}
			for _, l := range lines {
				if len(l.sum) != 2*size || l.path == "" {
					t.Fatalf("%+v", l)
				}
			}
		}
		parseBagInfo(text, bagVersion{1, 0})
		parseDeclaration([]byte(text))
		decodeTagFile([]byte(text), "UTF-16")
	})
}

func TestBundleIsReadBack(t *testing.T) {
	view := fullCase(t).view()
	back := unbundle(bundle(view))
	for p, f := range view {
		if back[p] == nil || !bytes.Equal(back[p].Data, f.Data) {
			t.Errorf("%s is not read back", p)
		}
	}
	if r := check(t, back, Options{}); len(r.Findings) == 0 {
		t.Error("an erasure that was not carried out is not found")
	}
}

func TestVectorIsUnaltered(t *testing.T) {
	inside, whole := vector(t)
	if r := check(t, inside, Options{}); !r.Unaltered() {
		t.Errorf("the files: %v", r.Findings)
	}
	r, err := VerifyZip(t.Context(), bytes.NewReader(whole), int64(len(whole)), Options{})
	if err != nil || !r.Unaltered() {
		t.Errorf("the archive: %v, %v", r.Findings, err)
	}
	if _, err := VerifyZip(t.Context(), bytes.NewReader(whole[1:]), int64(len(whole)-1), Options{}); err == nil {
		t.Log("a ZIP with its first byte cut off is read, with findings")
	}
	if _, err := VerifyZip(t.Context(), readerAt{}, 100, Options{}); err == nil {
		t.Error("a file that cannot be read was checked")
	}
}

type readerAt struct{}

func (readerAt) ReadAt([]byte, int64) (int, error) { return 0, errors.Join(io.ErrUnexpectedEOF) }
