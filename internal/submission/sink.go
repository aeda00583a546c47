package submission

import (
	"context"
	"crypto/md5"
	"crypto/sha256"
	"errors"
	"fmt"
	"hash"
	"io"
	"io/fs"
	"path"
	"path/filepath"
	"slices"
	"strings"

	"exhibit"
	"exhibit/internal/store"
)

// sink is where a package is written to: a folder or an archive. Files come in the order of their paths. Nothing has
// the name that was asked for before finish returned.
type sink interface {
	// put writes one file.
	put(ctx context.Context, p part) (sums, error)
	// settle makes what was put durable.
	settle() error
	// finish makes the whole durable and gives it its name.
	finish() error
	// abort removes what was written.
	abort() error
}

// sums are the digests of what was written.
type sums struct {
	sha256 exhibit.Ref
	md5    [md5.Size]byte
	size   int64
}

// digester hashes a stream on its way.
type digester struct {
	sha256, md5 hash.Hash
	size        int64
}

// newDigester makes one; MD5 is only computed for those who ask for it.
func newDigester(withMD5 bool) *digester {
	d := &digester{sha256: sha256.New()}
	if withMD5 {
		d.md5 = md5.New()
	}
	return d
}

func (d *digester) Write(b []byte) (int, error) {
	d.sha256.Write(b)
	if d.md5 != nil {
		d.md5.Write(b)
	}
	d.size += int64(len(b))
	return len(b), nil
}

func (d *digester) sums() sums {
	s := sums{size: d.size}
	d.sha256.Sum(s.sha256[:0])
	if d.md5 != nil {
		d.md5.Sum(s.md5[:0])
	}
	return s
}

// check compares what was written with what the part should be.
func (s sums) check(p part) error {
	if !p.ref.IsZero() && s.sha256 != p.ref {
		return fmt.Errorf("%s was altered where it is kept: its bytes have the digest %s and should have %s; run exhibit verify", p.path, s.sha256, p.ref)
	}
	if s.size != p.size {
		return fmt.Errorf("%s has %d bytes and should have %d", p.path, s.size, p.size)
	}
	return nil
}

const blockSize = 1 << 20

// copyTo copies r until its end, or until ctx ends.
func copyTo(ctx context.Context, w io.Writer, r io.Reader, buf []byte) error {
	for {
		if err := ctx.Err(); err != nil {
			return err
		}
		n, err := r.Read(buf)
		if n > 0 {
			if _, e := w.Write(buf[:n]); e != nil {
				return e
			}
		}
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err != nil {
			return err
		}
	}
}

// partial is the name under which something is written before it has its own.
func partial(target string, pid int, what string) string {
	return filepath.Join(filepath.Dir(target), fmt.Sprintf(".%s.%d.%s", filepath.Base(target), pid, what))
}

// folder writes a package as files below a folder.
type folder struct {
	files        store.Files
	root, target string
	dirs         []string // made, in order
	has          map[string]bool
	made         []string // files made
	buf          []byte
	md5          bool
	settled      int // files that are durable
}

func newFolder(files store.Files, target string, pid int, withMD5 bool) (*folder, error) {
	f := &folder{files: files, md5: withMD5, root: partial(target, pid, "partial"), target: target, has: map[string]bool{}, buf: make([]byte, blockSize)}
	if err := f.mkdir(f.root); err != nil {
		return nil, err
	}
	return f, nil
}

func (f *folder) mkdir(dir string) error {
	if f.has[dir] {
		return nil
	}
	if dir != f.root {
		if err := f.mkdir(filepath.Dir(dir)); err != nil {
			return err
		}
	}
	if err := f.files.Mkdir(dir); err != nil {
		return fmt.Errorf("making folder %q: %w", dir, err)
	}
	f.dirs, f.has[dir] = append(f.dirs, dir), true
	return nil
}

func (f *folder) put(ctx context.Context, p part) (sums, error) {
	name := filepath.Join(f.root, filepath.FromSlash(p.path))
	if err := f.mkdir(filepath.Dir(name)); err != nil {
		return sums{}, err
	}
	r, err := p.open()
	if err != nil {
		return sums{}, err
	}
	defer r.Close()
	out, err := f.files.Create(name)
	if err != nil {
		return sums{}, err
	}
	f.made = append(f.made, name)
	d := newDigester(f.md5)
	err = copyTo(ctx, io.MultiWriter(out, d), r, f.buf)
	if e := out.Close(); err == nil {
		err = e
	}
	if err != nil {
		return sums{}, err
	}
	return d.sums(), d.sums().check(p)
}

func (f *folder) settle() error {
	err := f.files.SyncAll(f.root)
	if !errors.Is(err, errors.ErrUnsupported) {
		f.settled = len(f.made)
		return err
	}
	for ; f.settled < len(f.made); f.settled++ {
		if err := f.files.Sync(f.made[f.settled]); err != nil {
			return err
		}
	}
	for _, d := range slices.Backward(f.dirs) {
		if err := f.files.SyncDir(d); err != nil {
			return err
		}
	}
	return nil
}

func (f *folder) finish() error {
	if err := f.settle(); err != nil {
		return err
	}
	return place(f.files, f.root, f.target)
}

// place gives what is complete its name, unless the name was taken meanwhile.
func place(files store.Files, from, target string) error {
	if err := refuseExisting(files, target); err != nil {
		return err
	}
	if err := files.Rename(from, target); err != nil {
		return err
	}
	return files.SyncDir(filepath.Dir(target))
}

func refuseExisting(files store.Files, target string) error {
	_, err := files.Stat(target)
	if err == nil {
		return fmt.Errorf("%q is there already: name another place, nothing is overwritten", target)
	}
	if !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	return nil
}

func (f *folder) abort() error {
	var errs []error
	for _, name := range slices.Backward(f.made) {
		errs = append(errs, removed(f.files, name))
	}
	for _, dir := range slices.Backward(f.dirs) {
		errs = append(errs, removed(f.files, dir))
	}
	return errors.Join(errs...)
}

func removed(files store.Files, name string) error {
	if err := files.Remove(name); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	return nil
}

// stage holds files whose size must be known before they are written to their place.
type stage struct {
	folder *folder
}

func newStage(files store.Files, target string, pid int) (*stage, error) {
	f := &folder{files: files, root: partial(target, pid, "stage"), has: map[string]bool{}, buf: make([]byte, blockSize)}
	return &stage{f}, f.mkdir(f.root)
}

// write lets fn write a file and returns the part it is to become.
func (s *stage) write(ctx context.Context, name string, fn func(io.Writer) error) (part, error) {
	tmp := filepath.Join(s.folder.root, fmt.Sprintf("%d-%s", len(s.folder.made), path.Base(name)))
	out, err := s.folder.files.Create(tmp)
	if err != nil {
		return part{}, err
	}
	s.folder.made = append(s.folder.made, tmp)
	d := newDigester(false)
	err = fn(cancellable{ctx, io.MultiWriter(out, d)})
	if e := out.Close(); err == nil {
		err = e
	}
	if err != nil {
		return part{}, err
	}
	sums := d.sums()
	return part{path: name, size: sums.size, ref: sums.sha256, open: func() (io.ReadCloser, error) { return s.folder.files.Open(tmp) }}, nil
}

// cancellable stops writing when its context ends.
type cancellable struct {
	ctx context.Context
	w   io.Writer
}

func (c cancellable) Write(b []byte) (int, error) {
	if err := c.ctx.Err(); err != nil {
		return 0, err
	}
	return c.w.Write(b)
}

// isArchive reports whether a package with this name is one file.
func isArchive(target string) bool { return strings.EqualFold(filepath.Ext(target), ".zip") }
