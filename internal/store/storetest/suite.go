package storetest

import (
	"bytes"
	"context"
	"crypto/md5"
	"crypto/sha1"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"testing/iotest"

	"exhibit"
	"exhibit/internal/store"
)

// Suite is what every way of storing has to pass. open gives an empty folder and the operations for it.
func Suite(t *testing.T, open func(t *testing.T) (files store.Files, root string)) {
	for _, c := range []struct {
		name string
		test func(*testing.T, store.Files, string)
	}{
		{"a name that is taken cannot be created", takenName},
		{"a rename replaces what has the name", renameReplaces},
		{"what is not there is said to be missing", missing},
		{"a folder is made once", folderOnce},
		{"a file that is written whole replaces the one before", wholeFile},
	} {
		t.Run(c.name, func(t *testing.T) {
			files, root := open(t)
			c.test(t, files, root)
		})
	}
	for _, c := range []struct {
		name string
		test func(*testing.T, *store.Store, string)
	}{
		{"what was committed is there under its Ref, with the digests of its bytes", committedIsThere},
		{"nothing is held before Commit", notBeforeCommit},
		{"what a batch took can be read before Commit", readableBeforeCommit},
		{"what was dropped or discarded is never held", droppedIsGone},
		{"the same bytes are held once", sameBytesOnce},
		{"many put at once are all there", manyAtOnce},
		{"a source that fails leaves nothing", failingSource},
		{"a source that is cut off by its context leaves nothing", cancelledSource},
		{"a damaged original is replaced by the good bytes that arrive", damagedIsReplaced},
		{"altered bytes are not given out as the Ref's", alteredIsRefused},
		{"a second ciphertext replaces the first", secondCiphertext},
		{"what was destroyed is gone, and destroying it again is no error", destroyedIsGone},
		{"left-overs are swept, those of a living process are not", leftOvers},
	} {
		t.Run(c.name, func(t *testing.T) {
			files, root := open(t)
			s, err := store.Init(files, root)
			if err != nil {
				t.Fatal(err)
			}
			c.test(t, s, root)
		})
	}
}

// writeNew makes a file.
func writeNew(t *testing.T, files store.Files, name, content string) {
	t.Helper()
	f, err := files.Create(name)
	if err == nil {
		_, err = io.WriteString(f, content)
		err = errors.Join(err, f.Sync(), f.Close())
	}
	if err != nil {
		t.Fatal(err)
	}
}

func content(t *testing.T, files store.Files, name string) string {
	t.Helper()
	f, err := files.Open(name)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	b, err := io.ReadAll(f)
	if err != nil {
		t.Fatal(err)
	}
	return string(b)
}

func takenName(t *testing.T, files store.Files, root string) {
	name := filepath.Join(root, "a")
	writeNew(t, files, name, "first")
	if _, err := files.Create(name); !errors.Is(err, fs.ErrExist) {
		t.Errorf("creating it again gives %v", err)
	}
	if got := content(t, files, name); got != "first" {
		t.Errorf("it holds %q", got)
	}
}

func renameReplaces(t *testing.T, files store.Files, root string) {
	a, b := filepath.Join(root, "a"), filepath.Join(root, "b")
	writeNew(t, files, a, "new")
	writeNew(t, files, b, "old")
	if err := errors.Join(files.Rename(a, b), files.SyncDir(root)); err != nil {
		t.Fatal(err)
	}
	if got := content(t, files, b); got != "new" {
		t.Errorf("it holds %q", got)
	}
	if _, err := files.Stat(a); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("the old name: %v", err)
	}
}

func missing(t *testing.T, files store.Files, root string) {
	name := filepath.Join(root, "a")
	_, open := files.Open(name)
	_, stat := files.Stat(name)
	_, list := files.ReadDir(name)
	for what, err := range map[string]error{"open": open, "stat": stat, "list": list, "remove": files.Remove(name), "rename": files.Rename(name, name+"b"), "sync": files.Sync(name), "syncdir": files.SyncDir(name)} {
		if !errors.Is(err, fs.ErrNotExist) {
			t.Errorf("%s gives %v", what, err)
		}
	}
}

func folderOnce(t *testing.T, files store.Files, root string) {
	dir := filepath.Join(root, "d")
	for range 2 {
		if err := files.Mkdir(dir); err != nil {
			t.Fatal(err)
		}
	}
	writeNew(t, files, filepath.Join(dir, "a"), "x")
	if err := files.Mkdir(filepath.Join(dir, "a")); err == nil {
		t.Error("a file passes for a folder")
	}
	if err := files.Mkdir(filepath.Join(root, "no", "parent")); err == nil {
		t.Error("a folder was made below one that is not there")
	}
	if err := files.Remove(dir); err == nil {
		t.Error("a folder that is not empty was removed")
	}
	if err := files.SyncAll(dir); err != nil && !errors.Is(err, errors.ErrUnsupported) {
		t.Error(err)
	}
}

func wholeFile(t *testing.T, files store.Files, root string) {
	for _, text := range []string{"first", "second", ""} {
		if err := store.WriteFile(files, root, "a", []byte(text)); err != nil {
			t.Fatal(err)
		}
		if got := content(t, files, filepath.Join(root, "a")); got != text {
			t.Errorf("it holds %q, want %q", got, text)
		}
	}
	if names, err := files.ReadDir(root); err != nil || len(names) != 1 {
		t.Errorf("%d names, %v", len(names), err)
	}
}

func put(t *testing.T, b *store.Batch, shelf store.Shelf, text string) store.Put {
	t.Helper()
	p, err := b.Put(t.Context(), shelf, strings.NewReader(text))
	if err != nil {
		t.Fatal(err)
	}
	return p
}

func commit(t *testing.T, b *store.Batch) {
	t.Helper()
	if err := b.Commit(t.Context()); err != nil {
		t.Fatal(err)
	}
}

// samples are contents of sizes around those at which reading goes another way.
func samples() []string {
	long := strings.Repeat("0123456789abcdef", 1<<16) // one block of a megabyte
	return []string{"", "a", long[:len(long)-1], long, long + "b", long + long + "c"}
}

func committedIsThere(t *testing.T, s *store.Store, _ string) {
	b := s.NewBatch()
	for _, shelf := range []store.Shelf{store.Originals, store.Derived} {
		for i, text := range samples() {
			// A reader may give its bytes in any portions, and its end with the last of them or after.
			r := []io.Reader{strings.NewReader(text), iotest.HalfReader(strings.NewReader(text)), iotest.DataErrReader(strings.NewReader(text))}[i%3]
			p, err := b.Put(t.Context(), shelf, r)
			if err != nil {
				t.Fatal(err)
			}
			want := store.Put{Ref: exhibit.RefOf([]byte(text)), Size: int64(len(text)), New: true}
			if shelf != store.Derived {
				want.MD5, want.SHA1 = md5.Sum([]byte(text)), sha1.Sum([]byte(text))
			}
			if p != want {
				t.Errorf("%s of %d bytes: %+v, want %+v", shelf, len(text), p, want)
			}
		}
	}
	commit(t, b)
	for _, shelf := range []store.Shelf{store.Originals, store.Derived} {
		var listed int
		if err := s.List(shelf, func(_ exhibit.Ref, stray string) error {
			if listed++; stray != "" {
				t.Errorf("stray %s", stray)
			}
			return nil
		}); err != nil || listed != len(samples()) {
			t.Errorf("%s lists %d, %v", shelf, listed, err)
		}
		for _, text := range samples() {
			ref := exhibit.RefOf([]byte(text))
			if got, err := s.Read(shelf, ref); err != nil || string(got) != text || !s.Has(shelf, ref) {
				t.Errorf("%s %s: %d bytes, %v", shelf, ref, len(got), err)
			}
		}
	}
}

func notBeforeCommit(t *testing.T, s *store.Store, _ string) {
	b := s.NewBatch()
	p := put(t, b, store.Originals, "x")
	if s.Has(store.Originals, p.Ref) {
		t.Error("held before Commit")
	}
	if _, _, err := s.Open(store.Originals, p.Ref); !errors.Is(err, store.ErrNotHeld) {
		t.Errorf("opening gives %v", err)
	}
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if err := b.Commit(ctx); !errors.Is(err, context.Canceled) || s.Has(store.Originals, p.Ref) {
		t.Errorf("a commit that was called off gives %v", err)
	}
	if b.Len() != 0 {
		t.Error("a batch that failed is not empty")
	}
}

func readableBeforeCommit(t *testing.T, s *store.Store, _ string) {
	b := s.NewBatch()
	p := put(t, b, store.Originals, "x")
	for range 2 { // before and after
		f, size, err := b.Open(store.Originals, p.Ref)
		if err != nil || size != 1 {
			t.Fatalf("%d bytes, %v", size, err)
		}
		if got, err := io.ReadAll(f); err != nil || string(got) != "x" {
			t.Errorf("%q, %v", got, err)
		}
		f.Close()
		commit(t, b)
	}
}

func droppedIsGone(t *testing.T, s *store.Store, root string) {
	b := s.NewBatch()
	gone, kept := put(t, b, store.Originals, "gone"), put(t, b, store.Originals, "kept")
	b.Drop(store.Originals, gone.Ref)
	b.Drop(store.Originals, exhibit.RefOf([]byte("never seen")))
	if b.Len() != 1 {
		t.Errorf("%d wait for Commit", b.Len())
	}
	commit(t, b)
	if s.Has(store.Originals, gone.Ref) || !s.Has(store.Originals, kept.Ref) {
		t.Error("the wrong one was dropped")
	}
	b = s.NewBatch()
	other := put(t, b, store.Originals, "discarded")
	b.Discard()
	commit(t, b)
	if s.Has(store.Originals, other.Ref) {
		t.Error("what was discarded is held")
	}
	empty(t, s, root)
}

// empty checks that nothing temporary is left.
func empty(t *testing.T, s *store.Store, root string) {
	t.Helper()
	if left := temporary(t, s, root); len(left) > 0 {
		t.Errorf("left are %v", left)
	}
}

func sameBytesOnce(t *testing.T, s *store.Store, root string) {
	for round := range 2 {
		b := s.NewBatch()
		for i := range 2 {
			if p := put(t, b, store.Originals, "x"); p.New != (round == 0 && i == 0) {
				t.Errorf("round %d, copy %d: new %v", round, i, p.New)
			}
		}
		if p := put(t, b, store.Derived, "x"); p.New != (round == 0) {
			t.Errorf("on another shelf, round %d: new %v", round, p.New)
		}
		commit(t, b)
	}
	empty(t, s, root)
}

func manyAtOnce(t *testing.T, s *store.Store, root string) {
	const workers, each = 4, 25
	b := s.NewBatch()
	var wg sync.WaitGroup
	for w := range workers {
		wg.Go(func() {
			for i := range each {
				for _, text := range []string{fmt.Sprint("own ", w, i), fmt.Sprint("shared ", i)} {
					if _, err := b.Put(t.Context(), store.Originals, strings.NewReader(text)); err != nil {
						t.Error(err)
					}
				}
			}
		})
	}
	wg.Wait()
	if want := workers*each + each; b.Len() != want {
		t.Errorf("%d wait for Commit, want %d", b.Len(), want)
	}
	commit(t, b)
	for i := range each {
		for _, text := range []string{fmt.Sprint("own ", 0, i), fmt.Sprint("own ", workers-1, i), fmt.Sprint("shared ", i)} {
			if _, err := s.Read(store.Originals, exhibit.RefOf([]byte(text))); err != nil {
				t.Error(err)
			}
		}
	}
	empty(t, s, root)
}

func failingSource(t *testing.T, s *store.Store, root string) {
	cause := errors.New("the cable was pulled")
	for _, read := range []string{"", "some", samples()[4]} {
		b := s.NewBatch()
		_, err := b.Put(t.Context(), store.Originals, io.MultiReader(strings.NewReader(read), iotest.ErrReader(cause)))
		if re := (*store.ReadError)(nil); !errors.As(err, &re) || !errors.Is(err, cause) {
			t.Errorf("after %d bytes: %v", len(read), err)
		}
		commit(t, b)
		if s.Has(store.Originals, exhibit.RefOf([]byte(read))) {
			t.Errorf("%d bytes of a source that failed are held", len(read))
		}
	}
	empty(t, s, root)
}

func cancelledSource(t *testing.T, s *store.Store, root string) {
	ctx, cancel := context.WithCancel(t.Context())
	b := s.NewBatch()
	r := io.MultiReader(strings.NewReader(samples()[3]), readFunc(func(p []byte) (int, error) {
		cancel()
		return copy(p, "more"), nil // and never an end
	}))
	if _, err := b.Put(ctx, store.Originals, r); !errors.Is(err, context.Canceled) {
		t.Errorf("the source was cut off and Put gives %v", err)
	}
	b.Discard()
	empty(t, s, root)
}

type readFunc func([]byte) (int, error)

func (f readFunc) Read(p []byte) (int, error) { return f(p) }

// damage replaces the bytes held under ref, as a disk that fails does.
func damage(t *testing.T, s *store.Store, root string, shelf store.Shelf, ref exhibit.Ref) {
	t.Helper()
	name := filepath.Join(root, filepath.FromSlash(store.Path(shelf, ref)))
	if err := s.Files().Remove(name); err != nil {
		t.Fatal(err)
	}
	writeNew(t, s.Files(), name, "damaged")
}

func damagedIsReplaced(t *testing.T, s *store.Store, root string) {
	b := s.NewBatch()
	p := put(t, b, store.Originals, "good")
	commit(t, b)
	damage(t, s, root, store.Originals, p.Ref)
	b = s.NewBatch()
	if again := put(t, b, store.Originals, "good"); !again.New {
		t.Error("good bytes were dropped in favour of damaged ones")
	}
	commit(t, b)
	if got, err := s.Read(store.Originals, p.Ref); err != nil || string(got) != "good" {
		t.Errorf("%q, %v", got, err)
	}
}

func alteredIsRefused(t *testing.T, s *store.Store, root string) {
	b := s.NewBatch()
	p := put(t, b, store.Derived, "good")
	commit(t, b)
	damage(t, s, root, store.Derived, p.Ref)
	if got, err := s.Read(store.Derived, p.Ref); err == nil {
		t.Errorf("%q was given out", got)
	}
}

// sealing stands for a cipher of which no two texts are alike.
func sealing(mark string) func(io.Writer) (io.WriteCloser, error) {
	return func(w io.Writer) (io.WriteCloser, error) {
		_, err := io.WriteString(w, mark)
		return &sealer{w}, err
	}
}

type sealer struct{ w io.Writer }

func (s *sealer) Write(p []byte) (int, error) { return s.w.Write(bytes.ToUpper(p)) }
func (s *sealer) Close() error {
	_, err := io.WriteString(s.w, "end")
	return err
}

func secondCiphertext(t *testing.T, s *store.Store, root string) {
	plain := exhibit.RefOf([]byte("secret"))
	for _, mark := range []string{"one ", "two "} {
		b := s.NewBatch()
		p, cipher, err := b.PutSealed(t.Context(), strings.NewReader("secret"), sealing(mark))
		if err != nil {
			t.Fatal(err)
		}
		if p.Ref != plain || !p.New || p.MD5 != md5.Sum([]byte("secret")) {
			t.Errorf("%+v", p)
		}
		if _, _, err := b.PutSealed(t.Context(), strings.NewReader("secret"), sealing("lost ")); err != nil {
			t.Fatal(err)
		}
		commit(t, b)
		want := mark + "SECRETend"
		if got := content(t, s.Files(), filepath.Join(root, filepath.FromSlash(store.Path(store.Sealed, plain)))); got != want || cipher != exhibit.RefOf([]byte(want)) {
			t.Errorf("held is %q, want %q with its digest", got, want)
		}
	}
	b := s.NewBatch()
	if _, _, err := b.PutSealed(t.Context(), strings.NewReader("secret"), sealing("three ")); err != nil {
		t.Fatal(err)
	}
	b.Drop(store.Sealed, plain)
	commit(t, b)
	if got := content(t, s.Files(), filepath.Join(root, filepath.FromSlash(store.Path(store.Sealed, plain)))); got != "two SECRETend" {
		t.Errorf("held is %q", got)
	}
	if s.Has(store.Originals, plain) {
		t.Error("the plain bytes are held")
	}
	empty(t, s, root)
}

func destroyedIsGone(t *testing.T, s *store.Store, _ string) {
	b := s.NewBatch()
	p := put(t, b, store.Originals, "x")
	commit(t, b)
	for range 2 {
		if err := s.Destroy(store.Originals, p.Ref); err != nil {
			t.Fatal(err)
		}
		if s.Has(store.Originals, p.Ref) {
			t.Error("it is still held")
		}
	}
}

func leftOvers(t *testing.T, s *store.Store, root string) {
	b := s.NewBatch()
	put(t, b, store.Originals, "being written")
	mine := temporary(t, s, root)
	for _, name := range []string{"11-0123456789abcdef-1", "22-1", "of nobody"} {
		writeNew(t, s.Files(), filepath.Join(root, "tmp", name), "left")
	}
	other, err := store.Open(s.Files(), root)
	if err != nil {
		t.Fatal(err)
	}
	dir, _, err := other.TempDir()
	if err != nil {
		t.Fatal(err)
	}
	writeNew(t, s.Files(), filepath.Join(dir, "annex"), "left")
	for what, sweeper := range map[string]*store.Store{"itself": s, "another": other} { // both live, whatever the numbers of processes say
		if _, err := sweeper.Sweep(func(int) bool { return false }); err != nil {
			t.Fatal(err)
		}
		if left := temporary(t, s, root); !slices.Equal(left, slices.Sorted(slices.Values(append(slices.Clone(mine), filepath.Base(dir))))) {
			t.Errorf("swept by %s, left are %v", what, left)
		}
	}
	if err := other.Close(); err != nil {
		t.Fatal(err)
	}
	if n, err := s.Sweep(func(int) bool { return true }); err != nil || n != 1 {
		t.Errorf("%d swept, %v", n, err)
	}
	commit(t, b)
	empty(t, s, root)
}

// temporary lists what is in tmp/, without the locks that show who is at work there.
func temporary(t *testing.T, s *store.Store, root string) (left []string) {
	t.Helper()
	names, err := s.Files().ReadDir(filepath.Join(root, "tmp"))
	if err != nil {
		t.Fatal(err)
	}
	for _, n := range names {
		if !strings.HasSuffix(n.Name(), ".lock") {
			left = append(left, n.Name())
		}
	}
	return left
}
