package submission

import (
	"bytes"
	"context"
	"crypto/ed25519"
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"exhibit"
	"exhibit/internal/store"
)

// verify checks a package, folder or ZIP.
func verify(t testing.TB, path string, opt exhibit.Options) *exhibit.Report {
	t.Helper()
	fi, err := os.Stat(path)
	if err != nil {
		t.Fatal(err)
	}
	var r *exhibit.Report
	if fi.IsDir() {
		r, err = exhibit.Verify(t.Context(), os.DirFS(path), opt)
	} else {
		var f *os.File
		if f, err = os.Open(path); err != nil {
			t.Fatal(err)
		}
		defer f.Close()
		r, err = exhibit.VerifyZip(t.Context(), f, fi.Size(), opt)
	}
	if err != nil {
		t.Fatal(err)
	}
	return r
}

func TestSubmissionIsUnalteredForAStranger(t *testing.T) {
	for _, name := range []string{"out", "out.zip"} {
		for _, md5 := range []bool{false, true} {
			h := newHouse(t)
			h.req.MD5 = md5
			h.req.Analysis = []Analysis{{"dossier.html", func(w io.Writer) error { _, err := io.WriteString(w, "<p>"); return err }}}
			target := filepath.Join(t.TempDir(), name)
			var done, total int64
			w := h.writer()
			w.Progress = func(d, n int64) { done, total = d, n }
			res, err := w.Write(t.Context(), target, h.req)
			if err != nil {
				t.Fatal(err)
			}
			r := verify(t, target, exhibit.Options{Keys: []string{exhibit.MinisignKey(h.ledger.key.Public().(ed25519.PublicKey))}})
			if !r.Unaltered() {
				t.Errorf("%s: %v", name, r.Findings)
			}
			if r.Kind != "submission" || r.Items != 3 || r.Released == nil || r.Released.Entry != res.Entry || r.Released.Recipient != h.req.Recipient || res.Items != 3 || done != total || done != res.Bytes {
				t.Errorf("%s: report %+v, result %+v", name, r, res)
			}
			nothingElse(t, target)
		}
	}
}

// nothingElse checks that the target's folder holds the target alone.
func nothingElse(t testing.TB, target string) {
	t.Helper()
	list, err := os.ReadDir(filepath.Dir(target))
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range list {
		if e.Name() != filepath.Base(target) {
			t.Errorf("left behind: %s", e.Name())
		}
	}
}

func TestSameInputGivesTheSameZip(t *testing.T) {
	var all [][]byte
	for range 2 {
		h := newHouse(t)
		target := filepath.Join(t.TempDir(), "case 7.zip")
		if _, err := h.writer().Write(t.Context(), target, h.req); err != nil {
			t.Fatal(err)
		}
		b, err := os.ReadFile(target)
		if err != nil {
			t.Fatal(err)
		}
		all = append(all, b)
	}
	if !bytes.Equal(all[0], all[1]) {
		t.Error("two packages of the same things differ")
	}
}

func TestExistingTargetIsRefused(t *testing.T) {
	h := newHouse(t)
	target := t.TempDir()
	if _, err := h.writer().Write(t.Context(), target, h.req); err == nil || h.ledger.releases != 0 {
		t.Errorf("error %v, releases %d", err, h.ledger.releases)
	}
}

// failing stands in for a disk that fills up: every operation after the first few fails.
type failing struct {
	store.Disk
	left int
	err  error
}

func (f *failing) spend() error {
	if f.left--; f.left < 0 {
		return f.err
	}
	return nil
}

func (f *failing) Create(name string) (store.File, error) {
	if err := f.spend(); err != nil {
		return nil, &fs.PathError{Op: "create", Path: name, Err: err}
	}
	file, err := f.Disk.Create(name)
	return &failingFile{file, f}, err
}

func (f *failing) Rename(a, b string) error {
	if err := f.spend(); err != nil {
		return err
	}
	return f.Disk.Rename(a, b)
}

func (f *failing) SyncAll(name string) error {
	if err := f.spend(); err != nil {
		return err
	}
	return f.Disk.SyncAll(name)
}

type failingFile struct {
	store.File
	f *failing
}

func (f *failingFile) Write(b []byte) (int, error) {
	if err := f.f.spend(); err != nil {
		n, _ := f.File.Write(b[:len(b)/2])
		return n, err
	}
	return f.File.Write(b)
}

func (f *failingFile) Sync() error {
	if err := f.f.spend(); err != nil {
		return err
	}
	return f.File.Sync()
}

func TestFullDiskLeavesNothingHalfMade(t *testing.T) {
	full := errors.New("no space left on device")
	for _, name := range []string{"out", "out.zip"} {
		finished := false
		for steps := 0; !finished && steps < 500; steps++ {
			h := newHouse(t)
			h.req.Analysis = []Analysis{{"a.txt", func(w io.Writer) error { _, err := w.Write([]byte("a")); return err }}}
			target := filepath.Join(t.TempDir(), name)
			w := h.writer()
			w.Files = &failing{left: steps, err: full}
			_, err := w.Write(t.Context(), target, h.req)
			nothingElse(t, target)
			if _, statErr := os.Stat(target); (statErr == nil) != (err == nil) {
				t.Fatalf("%s after %d steps: error %v, target %v", name, steps, err, statErr)
			}
			var un *Unfinished
			switch {
			case err == nil:
				finished = true
			case !errors.Is(err, full):
				t.Errorf("%s after %d steps: %v", name, steps, err)
			case errors.As(err, &un) != (h.ledger.releases == 1):
				t.Errorf("%s after %d steps: %d releases and %v", name, steps, h.ledger.releases, err)
			}
		}
		if !finished {
			t.Errorf("%s never finished", name)
		}
	}
}

func TestReleaseIsRecordedOnlyWhenThePayloadLiesOnDisk(t *testing.T) {
	for _, name := range []string{"out", "out.zip"} {
		h := newHouse(t)
		rec := &syncing{}
		w := h.writer()
		w.Files = rec
		h.ledger.beforeDone = func() error {
			if rec.unsynced {
				t.Errorf("%s: released before the payload was durable", name)
			}
			return nil
		}
		if _, err := w.Write(t.Context(), filepath.Join(t.TempDir(), name), h.req); err != nil {
			t.Fatal(err)
		}
	}
}

// syncing notes whether anything was written since the last sync.
type syncing struct {
	store.Disk
	unsynced bool
}

func (s *syncing) Create(name string) (store.File, error) {
	s.unsynced = true
	f, err := s.Disk.Create(name)
	return &syncingFile{f, s}, err
}

func (s *syncing) SyncAll(name string) error { s.unsynced = false; return s.Disk.SyncAll(name) }

type syncingFile struct {
	store.File
	s *syncing
}

func (f *syncingFile) Write(b []byte) (int, error) { f.s.unsynced = true; return f.File.Write(b) }
func (f *syncingFile) Sync() error                 { f.s.unsynced = false; return f.File.Sync() }

func TestStoppedWriterLeavesNothing(t *testing.T) {
	for _, name := range []string{"out", "out.zip"} {
		h := newHouse(t)
		ctx, cancel := context.WithCancel(t.Context())
		target := filepath.Join(t.TempDir(), name)
		w := h.writer()
		w.Progress = func(int64, int64) { cancel() }
		_, err := w.Write(ctx, target, h.req)
		if err == nil || h.ledger.releases != 0 || !strings.Contains(err.Error(), "stopped") {
			t.Errorf("%s: error %v, releases %d", name, err, h.ledger.releases)
		}
		if _, err := os.Stat(target); err == nil {
			t.Errorf("%s: is there", name)
		}
		nothingElse(t, target)
	}
}

func TestAlteredOriginalIsNotHandedOver(t *testing.T) {
	h := newHouse(t)
	ref := h.req.Items[0].Ref
	target := filepath.Join(t.TempDir(), "out")
	w := h.writer()
	w.Blobs = altered{h.blobs, ref}
	_, err := w.Write(t.Context(), target, h.req)
	if err == nil || h.ledger.releases != 0 || !strings.Contains(err.Error(), "altered") {
		t.Errorf("error %v, releases %d", err, h.ledger.releases)
	}
	nothingElse(t, target)
}

// altered gives other bytes for one Ref.
type altered struct {
	shelves
	ref exhibit.Ref
}

func (a altered) Open(shelf store.Shelf, ref exhibit.Ref) (store.ReadFile, int64, error) {
	f, n, err := a.shelves.Open(shelf, ref)
	if ref == a.ref && err == nil {
		return flipped{f}, n, nil
	}
	return f, n, err
}

type flipped struct{ store.ReadFile }

func (f flipped) Read(b []byte) (int, error) {
	n, err := f.ReadFile.Read(b)
	if n > 0 {
		b[0] ^= 1
	}
	return n, err
}

func TestItemLargerThanMemoryIsMeantForGoesIntoTheZip(t *testing.T) {
	h := newHouse(t)
	h.add("video.mp4", strings.Repeat("0123456789abcdef", (inMemoryUpTo+1<<20)/16), "")
	h.req.MD5 = true
	target := filepath.Join(t.TempDir(), "out.zip")
	if _, err := h.writer().Write(t.Context(), target, h.req); err != nil {
		t.Fatal(err)
	}
	if r := verify(t, target, exhibit.Options{}); !r.Unaltered() || r.Items != 4 {
		t.Errorf("findings %v", r.Findings)
	}
	w := h.writer()
	w.Blobs = altered{h.blobs, h.req.Items[len(h.req.Items)-1].Ref}
	other := filepath.Join(t.TempDir(), "out.zip")
	if _, err := w.Write(t.Context(), other, h.req); err == nil || !strings.Contains(err.Error(), "altered") {
		t.Errorf("an altered large item was handed over: %v", err)
	}
	nothingElse(t, other)
}

func TestNamesAreSafeEverywhereAndStayReadable(t *testing.T) {
	for in, want := range map[string]string{
		"reports/first.txt":               "first.txt",
		"mail.eml!Звіт №7.pdf":            "Звіт _7.pdf",
		"../../../etc/passwd":             "passwd",
		`C:\Windows\con.txt`:              "_con.txt",
		".bashrc":                         "_.bashrc",
		"a\u202egpj.exe":                  "a_gpj.exe",
		"line\nbreak":                     "line_break",
		"100%.txt":                        "100_.txt",
		"e\u0301te\u0301.txt":             "\u00e9t\u00e9.txt",
		"":                                "item",
		"...":                             "item",
		"ends with a dot. ":               "ends with a dot",
		"\xff\xfe.txt":                    "_.txt",
		strings.Repeat("я", 200) + ".txt": strings.Repeat("я", 58) + ".txt",
	} {
		if got := safeName(in); got != want {
			t.Errorf("safeName(%q) = %q, want %q", in, got, want)
		}
	}
	taken := names{}
	for _, row := range [][2]string{{"a.txt", "d/a.txt"}, {"A.txt", "d/A-2.txt"}, {"a.txt", "d/a-3.txt"}} {
		if got := taken.take("d/", row[0]); got != row[1] {
			t.Errorf("take(%q) = %q, want %q", row[0], got, row[1])
		}
	}
}

func FuzzSafeName(f *testing.F) {
	f.Add("reports/first.txt")
	f.Add("a\u202egpj.exe")
	f.Add(strings.Repeat("я", 200))
	f.Fuzz(func(t *testing.T, s string) {
		got := safeName(s)
		if got == "" || len(got) > maxName+1 || strings.ContainsAny(got, "/\\%\n\r:*?\"<>|~") || !fs.ValidPath(got) || got == "." {
			t.Fatalf("safeName(%q) = %q", s, got)
		}
	})
}
