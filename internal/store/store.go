package store

import (
	"context"
	"crypto/md5"
	"crypto/sha1"
	"crypto/sha256"
	"errors"
	"fmt"
	"hash"
	"io"
	"io/fs"
	"path/filepath"
	"strings"

	"exhibit"
)

// Shelf is one of the three places of a store.
type Shelf string

// The shelves.
const (
	Originals Shelf = "originals"
	Derived   Shelf = "derived"
	Sealed    Shelf = "sealed"
)

// Shelves lists all three.
var shelves = [...]Shelf{Originals, Derived, Sealed}

// Store is a folder with the three shelves.
type Store struct {
	files Files
	root  string
	lease lease
}

// ErrNotHeld says that a store does not hold a Ref.
var ErrNotHeld = errors.New("not held")

// Init makes the shelves of a new store in the folder root, which must exist, and makes them durable.
func Init(files Files, root string) (*Store, error) {
	for _, shelf := range append(shelves[:], "tmp") {
		dir := filepath.Join(root, string(shelf))
		if err := files.Mkdir(dir); err != nil {
			return nil, fmt.Errorf("making %q: %w", dir, err)
		}
		if shelf == "tmp" {
			continue
		}
		for i := range 256 {
			if err := files.Mkdir(filepath.Join(dir, fmt.Sprintf("%02x", i))); err != nil {
				return nil, fmt.Errorf("making shelves in %q: %w", dir, err)
			}
		}
		if err := files.SyncDir(dir); err != nil {
			return nil, err
		}
	}
	if err := files.SyncDir(root); err != nil {
		return nil, err
	}
	return Open(files, root)
}

// Open opens a store that Init made.
func Open(files Files, root string) (*Store, error) {
	for _, shelf := range shelves {
		dir := filepath.Join(root, string(shelf))
		if fi, err := files.Stat(dir); err != nil || !fi.IsDir() {
			return nil, fmt.Errorf("no folder %q: this is not a whole case; copy it again from where it came", dir)
		}
	}
	return &Store{files: files, root: root}, nil
}

// Files returns the file operations the store was opened with.
func (s *Store) Files() Files { return s.files }

// Path returns where the bytes of a Ref lie, relative to the store's folder, with slashes.
func Path(shelf Shelf, ref exhibit.Ref) string {
	h := ref.Hex()
	return string(shelf) + "/" + h[:2] + "/" + h
}

func (s *Store) path(shelf Shelf, ref exhibit.Ref) string {
	return filepath.Join(s.root, filepath.FromSlash(Path(shelf, ref)))
}

// Has reports whether the shelf holds ref, without reading it.
func (s *Store) Has(shelf Shelf, ref exhibit.Ref) bool {
	_, err := s.files.Stat(s.path(shelf, ref))
	return err == nil
}

// Open opens the bytes of ref and says how many they are. The error wraps ErrNotHeld when there are none.
func (s *Store) Open(shelf Shelf, ref exhibit.Ref) (ReadFile, int64, error) {
	f, err := s.files.Open(s.path(shelf, ref))
	if errors.Is(err, fs.ErrNotExist) {
		return nil, 0, fmt.Errorf("%s %s: %w", shelf, ref, ErrNotHeld)
	}
	if err != nil {
		return nil, 0, fmt.Errorf("opening %s %s: %w", shelf, ref, err)
	}
	fi, err := f.Stat()
	if err != nil {
		f.Close()
		return nil, 0, fmt.Errorf("opening %s %s: %w", shelf, ref, err)
	}
	return f, fi.Size(), nil
}

// Read returns the bytes of ref after checking them against it.
func (s *Store) Read(shelf Shelf, ref exhibit.Ref) ([]byte, error) {
	f, _, err := s.Open(shelf, ref)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	b, err := io.ReadAll(f)
	if err != nil {
		return nil, fmt.Errorf("reading %s %s: %w", shelf, ref, err)
	}
	if exhibit.RefOf(b) != ref {
		return nil, fmt.Errorf("%s %s was altered: its bytes have the digest %s", shelf, ref, exhibit.RefOf(b))
	}
	return b, nil
}

// Destroy removes the bytes of ref. It is no error when there are none. The caller has made the reason durable first.
func (s *Store) Destroy(shelf Shelf, ref exhibit.Ref) error {
	p := s.path(shelf, ref)
	if err := s.files.Remove(p); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return fmt.Errorf("destroying %s %s: %w", shelf, ref, err)
	}
	return s.files.SyncDir(filepath.Dir(p))
}

// List calls fn with every Ref on a shelf in ascending order and with the names of files that are no Ref.
func (s *Store) List(shelf Shelf, fn func(ref exhibit.Ref, stray string) error) error {
	for i := range 256 {
		dir := fmt.Sprintf("%02x", i)
		names, err := s.files.ReadDir(filepath.Join(s.root, string(shelf), dir))
		if err != nil {
			return fmt.Errorf("listing %s: %w", shelf, err)
		}
		for _, e := range names {
			ref, err := exhibit.ParseHex(e.Name())
			stray := ""
			if err != nil || !strings.HasPrefix(e.Name(), dir) {
				ref, stray = exhibit.Ref{}, string(shelf)+"/"+dir+"/"+e.Name()
			}
			if err := fn(ref, stray); err != nil {
				return err
			}
		}
	}
	return nil
}

// Put says what was stored.
type Put struct {
	Ref  exhibit.Ref
	Size int64
	MD5  [md5.Size]byte
	SHA1 [sha1.Size]byte
	// New is false when the bytes were already held (in the store or earlier in the same batch).
	New bool
}

// Digests are the hashes of one stream of bytes.
type Digests struct {
	sha256 hash.Hash
	md5    hash.Hash
	sha1   hash.Hash
	size   int64
}

// NewDigests returns digests of nothing yet; all adds MD5 and SHA-1 for the receiver's tools.
func NewDigests(all bool) *Digests {
	d := &Digests{sha256: sha256.New()}
	if all {
		d.md5, d.sha1 = md5.New(), sha1.New()
	}
	return d
}

func (d *Digests) Write(p []byte) (int, error) {
	d.quick(p)
	if d.md5 != nil {
		d.md5.Write(p)
	}
	return len(p), nil
}

// quick adds p to all digests but MD5, for which processors have no instructions: it takes as long as the others and
// the disk together.
func (d *Digests) quick(p []byte) {
	d.size += int64(len(p))
	d.sha256.Write(p)
	if d.sha1 != nil {
		d.sha1.Write(p)
	}
}

// Put returns what the digests say of the bytes written so far.
func (d *Digests) Put() Put {
	p := Put{Size: d.size}
	d.sha256.Sum(p.Ref[:0])
	if d.md5 != nil {
		d.md5.Sum(p.MD5[:0])
		d.sha1.Sum(p.SHA1[:0])
	}
	return p
}

// copyTo reads r to its end into w and the digests, a block at a time, and stops when ctx ends. From the second block on
// MD5 runs beside everything else, a block behind.
func copyTo(ctx context.Context, w io.Writer, d *Digests, r io.Reader, buf []byte) error {
	var beside *aside
	for {
		if err := ctx.Err(); err != nil {
			return errors.Join(err, beside.end())
		}
		n, err := fill(r, buf)
		if n > 0 {
			if _, e := w.Write(buf[:n]); e != nil {
				beside.end()
				return e
			}
			if beside == nil && d.md5 != nil && n == len(buf) && err == nil {
				beside = newAside(d.md5, len(buf))
			}
			if beside == nil {
				d.Write(buf[:n])
			} else {
				next := beside.take(buf, n)
				d.quick(buf[:n])
				buf = next
			}
		}
		switch {
		case err == io.EOF: // this very value: an error of the source may wrap one, as that of a packed member that breaks off does
			return beside.end()
		case err != nil:
			beside.end()
			return &ReadError{err}
		}
	}
}

// aside computes one digest in a goroutine of its own while the caller goes on with another block.
type aside struct {
	work  chan []byte
	free  chan []byte // blocks that may be written again
	ended chan struct{}
}

func newAside(h hash.Hash, size int) *aside {
	a := &aside{work: make(chan []byte), free: make(chan []byte, 2), ended: make(chan struct{})}
	a.free <- make([]byte, size)
	go func() {
		defer close(a.ended)
		for p := range a.work {
			h.Write(p)
			a.free <- p[:cap(p)]
		}
	}()
	return a
}

// take hands over the first n bytes of a block, which the caller may still read, and returns one to be filled next.
func (a *aside) take(buf []byte, n int) []byte {
	a.work <- buf[:n]
	return <-a.free
}

// end waits until everything handed over was added.
func (a *aside) end() error {
	if a != nil {
		close(a.work)
		<-a.ended
	}
	return nil
}

// fill reads until buf is full or r ends. Unlike io.ReadFull it gives the error of r as it is, so that an end that came
// too early is not taken for the end.
func fill(r io.Reader, buf []byte) (n int, err error) {
	for n < len(buf) && err == nil {
		var m int
		m, err = r.Read(buf[n:])
		n += m
	}
	return n, err
}

// ReadError says that the source, not the store, failed.
type ReadError struct{ Err error }

func (e *ReadError) Error() string { return e.Err.Error() }
func (e *ReadError) Unwrap() error { return e.Err }
