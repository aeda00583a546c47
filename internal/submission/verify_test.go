package submission

import (
	"archive/zip"
	"bytes"
	"crypto/ed25519"
	"crypto/sha256"
	"encoding/binary"
	"encoding/hex"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"exhibit"
)

// packed writes the house's package to a folder and reads it into memory.
func packed(t testing.TB, h *house) fstest.MapFS {
	t.Helper()
	dir := filepath.Join(t.TempDir(), "out")
	if _, err := h.writer().Write(t.Context(), dir, h.req); err != nil {
		t.Fatal(err)
	}
	out := fstest.MapFS{}
	err := fs.WalkDir(os.DirFS(dir), ".", func(p string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		b, err := os.ReadFile(filepath.Join(dir, filepath.FromSlash(p)))
		out[p] = &fstest.MapFile{Data: b}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return out
}

// reseal makes payload manifest, tag manifest and signature again, as a forger would who has a key.
func reseal(t testing.TB, f fstest.MapFS, key ed25519.PrivateKey, entry int64) {
	lines := func(data bool) []byte {
		var paths []string
		for p := range f {
			if strings.HasPrefix(p, "data/") == data && !strings.HasPrefix(p, "tagmanifest") {
				paths = append(paths, p)
			}
		}
		slices.Sort(paths)
		var b bytes.Buffer
		for _, p := range paths {
			sum := sha256.Sum256(f[p].Data)
			b.WriteString(hex.EncodeToString(sum[:]) + "  " + p + "\n")
		}
		return b.Bytes()
	}
	f["manifest-sha256.txt"] = &fstest.MapFile{Data: lines(true)}
	tags := lines(false)
	sig, err := exhibit.SignMinisign(key, tags, exhibit.SignatureComment(origin, entry))
	if err != nil {
		t.Fatal(err)
	}
	f["tagmanifest-sha256.txt"] = &fstest.MapFile{Data: tags}
	f["tagmanifest-sha256.txt.minisig"] = &fstest.MapFile{Data: sig}
}

func replaced(t testing.TB, f *fstest.MapFile, old, new string) {
	t.Helper()
	if !bytes.Contains(f.Data, []byte(old)) {
		t.Fatalf("nothing to replace: %q", old)
	}
	f.Data = bytes.Replace(f.Data, []byte(old), []byte(new), 1)
}

func firstItem(f fstest.MapFS) string {
	for p := range f {
		if strings.HasSuffix(p, "/first.txt") {
			return p
		}
	}
	return ""
}

func TestEveryAlterationOfASubmissionIsNamed(t *testing.T) {
	h := newHouse(t)
	h.req.MD5 = true
	whole := packed(t, h)
	released := int64(len(h.ledger.lines)) - 1
	stranger := ed25519.NewKeyFromSeed([]byte(strings.Repeat("s", ed25519.SeedSize)))
	for name, row := range map[string]struct {
		change func(fstest.MapFS)
		codes  []string // at least these
	}{
		"a bit of an item":            {func(f fstest.MapFS) { f[firstItem(f)].Data[0] ^= 1 }, []string{"payload-altered"}},
		"an item taken away":          {func(f fstest.MapFS) { delete(f, firstItem(f)) }, []string{"payload-missing"}},
		"a file slipped in":           {func(f fstest.MapFS) { f["data/evidence/items/new.txt"] = &fstest.MapFile{} }, []string{"payload-unlisted"}},
		"a tag file slipped in":       {func(f fstest.MapFS) { f["machine/more.txt"] = &fstest.MapFile{} }, []string{"tag-unlisted"}},
		"a bit of the README":         {func(f fstest.MapFS) { f["README.txt"].Data[0] ^= 1 }, []string{"tag-altered"}},
		"a tag file taken away":       {func(f fstest.MapFS) { delete(f, "machine/keys.txt") }, []string{"tag-missing"}},
		"no signature":                {func(f fstest.MapFS) { delete(f, "tagmanifest-sha256.txt.minisig") }, []string{"package-signature"}},
		"the marks taken out":         {func(f fstest.MapFS) { f["bag-info.txt"].Data = []byte("Bagging-Date: 2026-01-31\n") }, []string{"package-form", "tag-altered"}},
		"a stranger seals it again":   {func(f fstest.MapFS) { reseal(t, f, stranger, released) }, []string{"package-signature"}},
		"an item changed and sealed":  {func(f fstest.MapFS) { f[firstItem(f)].Data[0] ^= 1; reseal(t, f, h.ledger.key, released) }, []string{"release-manifest", "item-unrecorded"}},
		"an item dropped and sealed":  {func(f fstest.MapFS) { delete(f, firstItem(f)); reseal(t, f, h.ledger.key, released) }, []string{"release-manifest", "index-differs"}},
		"an entry dropped and sealed": {func(f fstest.MapFS) { dropLine(f["machine/entries.jsonl"], 2); reseal(t, f, h.ledger.key, released) }, []string{"release-entries", "proof-wrong"}},
		"a proof dropped and sealed":  {func(f fstest.MapFS) { dropLine(f["machine/proofs.jsonl"], 1); reseal(t, f, h.ledger.key, released) }, []string{"proof-missing"}},
		"a proof swapped and sealed": {func(f fstest.MapFS) {
			replaced(t, f["machine/proofs.jsonl"], `{"n":0,`, `{"n":1,`)
			reseal(t, f, h.ledger.key, released)
		}, []string{"proof-wrong", "proof-missing"}},
		"a key added to the list": {func(f fstest.MapFS) {
			f["machine/keys.txt"].Data = append(f["machine/keys.txt"].Data, "x\n"...)
			reseal(t, f, h.ledger.key, released)
		}, []string{"keys-differ"}},
		"a manifest in upper case":   {func(f fstest.MapFS) { b := f["manifest-sha256.txt"].Data; copy(b, bytes.ToUpper(b[:64])) }, []string{"package-form", "tag-altered"}},
		"a manifest with one space":  {func(f fstest.MapFS) { replaced(t, f["manifest-sha256.txt"], "  data", " data") }, []string{"package-form"}},
		"a manifest with CR LF":      {func(f fstest.MapFS) { replaced(t, f["manifest-sha256.txt"], "\n", "\r\n") }, []string{"path-unsafe"}},
		"a bagit.txt with CR LF":     {func(f fstest.MapFS) { replaced(t, f["bagit.txt"], "\n", "\r\n") }, []string{"package-form"}},
		"a comment of another entry": {func(f fstest.MapFS) { reseal(t, f, h.ledger.key, 77) }, []string{"package-signature"}},
		"an index that lies": {func(f fstest.MapFS) {
			replaced(t, f["data/evidence/index.csv"], "first.txt", "thirst.txt")
			reseal(t, f, h.ledger.key, released)
		}, []string{"index-differs"}},
		"a derivation nobody made": {func(f fstest.MapFS) {
			f["data/evidence/derivations/abcdefabcdef/text.txt"] = &fstest.MapFile{Data: []byte("x")}
			reseal(t, f, h.ledger.key, released)
		}, []string{"derivation-unrecorded"}},
		"a checkpoint of another ledger": {func(f fstest.MapFS) { replaced(t, f["machine/checkpoint"], origin, "exhibit.case/ffffffffffffffff") }, []string{"origin-differs"}},
	} {
		t.Run(name, func(t *testing.T) {
			f := fstest.MapFS{}
			for p, file := range whole {
				f[p] = &fstest.MapFile{Data: bytes.Clone(file.Data)}
			}
			row.change(f)
			r, err := exhibit.Verify(t.Context(), f, exhibit.Options{})
			if err != nil {
				t.Fatal(err)
			}
			for _, code := range row.codes {
				if !slices.ContainsFunc(r.Findings, func(f exhibit.Finding) bool { return f.Code == code }) {
					t.Errorf("no finding %s among %v", code, r.Findings)
				}
			}
		})
	}
}

func dropLine(f *fstest.MapFile, n int) {
	lines := bytes.SplitAfter(f.Data, []byte("\n"))
	f.Data = bytes.Join(slices.Delete(lines, n, n+1), nil)
}

func TestWholeForgeryIsCaughtByTheKeyTold(t *testing.T) {
	h := newHouse(t)
	f := packed(t, h)
	r, err := exhibit.Verify(t.Context(), f, exhibit.Options{Keys: []string{"00112233445566778899aabbccddeeff"}})
	if err != nil {
		t.Fatal(err)
	}
	if len(r.Findings) == 0 || slices.ContainsFunc(r.Findings, func(f exhibit.Finding) bool { return f.Code != "key-untrusted" }) {
		t.Errorf("findings: %v", r.Findings)
	}
}

func TestEarlierSubmissionIsContinued(t *testing.T) {
	h := newHouse(t)
	early := h.ledger.at(3)
	h.req.Since = []int64{3}
	f := packed(t, h)
	if r, err := exhibit.Verify(t.Context(), f, exhibit.Options{Since: early}); err != nil || !r.Unaltered() || strings.Contains(strings.Join(r.Limits, "\n"), "no proof between") {
		t.Errorf("%v, %v, %v", r.Findings, r.Limits, err)
	}
	other := newHouse(t)
	other.add("another.txt", "another", "")
	other.ledger.lines, other.ledger.hashes = other.ledger.lines[:1], other.ledger.hashes[:1]
	other.ledger.add("note", exhibit.Ref{}, nil, "x")
	other.ledger.add("note", exhibit.Ref{}, nil, "y")
	if r, err := exhibit.Verify(t.Context(), f, exhibit.Options{Since: other.ledger.at(3)}); err != nil || len(r.Findings) != 1 || r.Findings[0].Code != "history-rewritten" {
		t.Errorf("%v, %v", r.Findings, err)
	}
	if r, err := exhibit.Verify(t.Context(), f, exhibit.Options{Since: h.ledger.at(2)}); err != nil || !r.Unaltered() || !strings.Contains(strings.Join(r.Limits, "\n"), "no proof between") {
		t.Errorf("%v, %v, %v", r.Findings, r.Limits, err)
	}
}

func TestNewerSubmissionIsRefused(t *testing.T) {
	f := packed(t, newHouse(t))
	replaced(t, f["bag-info.txt"], "exhibit.submission/1", "exhibit.submission/2")
	if _, err := exhibit.Verify(t.Context(), f, exhibit.Options{}); err == nil || !strings.Contains(err.Error(), "newer") {
		t.Errorf("error %v", err)
	}
}

// A bit of every seventeenth byte of a ZIP, and everything that can be put between, before or after, is found.
func TestNothingHidesInTheZip(t *testing.T) {
	h := newHouse(t)
	path := filepath.Join(t.TempDir(), "out.zip")
	if _, err := h.writer().Write(t.Context(), path, h.req); err != nil {
		t.Fatal(err)
	}
	whole, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	unaltered := func(b []byte) bool {
		r, err := exhibit.VerifyZip(t.Context(), bytes.NewReader(b), int64(len(b)), exhibit.Options{Workers: 1})
		return err == nil && r.Unaltered()
	}
	if !unaltered(whole) {
		t.Fatal("the whole package has findings")
	}
	for at := range whole {
		b := bytes.Clone(whole)
		b[at] ^= 1 << (at % 8)
		if at%17 == 0 && unaltered(b) {
			t.Errorf("a flipped bit in byte %d of %d is not found", at, len(whole))
		}
	}
	if unaltered(append(bytes.Clone(whole), 0)) {
		t.Error("a byte after the end is not found")
	}
	if unaltered(append([]byte{0}, whole...)) {
		t.Error("a byte before the beginning is not found")
	}
	comment := bytes.Clone(whole)
	binary.LittleEndian.PutUint16(comment[len(comment)-2:], 3)
	if unaltered(append(comment, "abc"...)) {
		t.Error("a comment is not found")
	}
	if unaltered(rezip(t, whole)) {
		t.Error("the same files in a ZIP of another writer are not found")
	}
}

// rezip packs the same files with archive/zip.
func rezip(t *testing.T, b []byte) []byte {
	r, err := zip.NewReader(bytes.NewReader(b), int64(len(b)))
	if err != nil {
		t.Fatal(err)
	}
	var out bytes.Buffer
	w := zip.NewWriter(&out)
	for _, f := range r.File {
		content, err := f.Open()
		if err != nil {
			t.Fatal(err)
		}
		to, err := w.CreateHeader(&zip.FileHeader{Name: f.Name, Method: zip.Store})
		if err == nil {
			_, err = io.Copy(to, content)
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}
