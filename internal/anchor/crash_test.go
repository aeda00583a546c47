package anchor

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"testing"

	"exhibit"
	"exhibit/internal/store"
)

// power is a disk whose power goes after some operations. Then everything is lost that was not synced: bytes of files
// are gone, names are what they were before.
type power struct {
	store.Disk
	t     *testing.T
	left  int // operations until it goes
	used  int
	noAll bool // a system that cannot sync everything at once
	dirty map[string]bool
	names []unsynced
}

// unsynced is a name in a folder that is not durable, and how it is lost.
type unsynced struct {
	folder string
	undo   func() error
}

var errPower = errors.New("the power is gone")

func (p *power) spend() error {
	if p.used++; p.used > p.left {
		return errPower
	}
	return nil
}

func (p *power) name(path string, undo func() error) {
	p.names = append(p.names, unsynced{filepath.Dir(path), undo})
}

// asBefore returns what gives a name its present bytes back.
func (p *power) asBefore(path string) func() error {
	b, err := os.ReadFile(path)
	if errors.Is(err, fs.ErrNotExist) {
		return func() error { return os.RemoveAll(path) }
	}
	if err != nil {
		p.t.Fatal(err)
	}
	return func() error {
		if err := os.RemoveAll(path); err != nil {
			return err
		}
		return os.WriteFile(path, b, 0o600)
	}
}

func (p *power) Create(name string) (store.File, error) {
	if err := p.spend(); err != nil {
		return nil, err
	}
	f, err := os.OpenFile(name, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o600)
	if err != nil {
		return nil, err
	}
	p.dirty[name] = true
	p.name(name, func() error { return os.RemoveAll(name) })
	return &powered{f, p, name}, nil
}

type powered struct {
	*os.File
	p    *power
	name string
}

func (f *powered) Write(b []byte) (int, error) {
	if err := f.p.spend(); err != nil {
		n, _ := f.File.Write(b[:len(b)/2])
		return n, err
	}
	return f.File.Write(b)
}

func (f *powered) Sync() error { return f.p.Sync(f.name) }

func (p *power) Rename(from, to string) error {
	if err := p.spend(); err != nil {
		return err
	}
	p.name(to, p.asBefore(to))
	if p.dirty[from] {
		delete(p.dirty, from)
		p.dirty[to] = true
	} else {
		delete(p.dirty, to)
	}
	return os.Rename(from, to)
}

func (p *power) Remove(name string) error {
	if err := p.spend(); err != nil {
		return err
	}
	if fi, err := os.Lstat(name); err == nil && !fi.IsDir() {
		p.name(name, p.asBefore(name))
	}
	return os.Remove(name)
}

func (p *power) Mkdir(name string) error {
	if err := p.spend(); err != nil {
		return err
	}
	if _, err := os.Lstat(name); errors.Is(err, fs.ErrNotExist) {
		p.name(name, func() error { return os.RemoveAll(name) })
	}
	return p.Disk.Mkdir(name)
}

func (p *power) Sync(name string) error {
	if err := p.spend(); err != nil {
		return err
	}
	delete(p.dirty, name)
	return nil
}

func (p *power) SyncDir(name string) error {
	if err := p.spend(); err != nil {
		return err
	}
	p.names = slices.DeleteFunc(p.names, func(u unsynced) bool { return u.folder == name })
	return nil
}

func (p *power) SyncAll(string) error {
	if p.noAll {
		return errors.ErrUnsupported
	}
	if err := p.spend(); err != nil {
		return err
	}
	clear(p.dirty)
	p.names = nil
	return nil
}

// crash loses what was not synced.
func (p *power) crash() {
	for path := range p.dirty {
		if err := os.Truncate(path, 0); err != nil && !errors.Is(err, fs.ErrNotExist) {
			p.t.Fatal(err)
		}
	}
	for _, u := range slices.Backward(p.names) {
		// What lies in a folder that is gone is gone with it.
		if err := u.undo(); err != nil && !errors.Is(err, fs.ErrNotExist) {
			p.t.Fatal(err)
		}
	}
}

// After a loss of power at any moment, the folder holds the earlier checkpoint or the new one with all that it covers,
// what was acknowledged is there, and publishing again mends everything.
func TestAfterACrashAtAnyMomentWhatWasPublishedIsWhole(t *testing.T) {
	l := newLog(t, 3000, "c")
	for _, row := range []struct {
		old, size int
		noAll     bool
	}{
		{0, 3, false}, {0, 300, false}, {0, 3000, false}, {0, 3000, true}, {300, 301, false}, {300, 900, false}, {300, 3000, false}, {300, 3000, true},
	} {
		t.Run(fmt.Sprintf("%d to %d, all at once %v", row.old, row.size, !row.noAll), func(t *testing.T) {
			points := 0
			for done := false; !done; points++ {
				dir := filepath.Join(t.TempDir(), "published")
				if row.old > 0 {
					if _, err := l.publish(t, quick{}, row.old, dir); err != nil {
						t.Fatal(err)
					}
				}
				p := &power{t: t, left: points, noAll: row.noAll, dirty: map[string]bool{}}
				_, err := l.publish(t, p, row.size, dir)
				if done = err == nil; !done && !errors.Is(err, errPower) {
					t.Fatalf("operation %d: %v", points, err)
				}
				// Temporary files are removed last; a failure of that is no failure.
				done = done && p.used <= p.left
				acknowledged := err == nil
				p.crash()
				checkAfterCrash(t, dir, row.old, row.size, acknowledged, points)
				if _, err := l.publish(t, quick{}, row.size, dir); err != nil {
					t.Fatalf("after a crash at operation %d: %v", points, err)
				}
				checkFromScratch(t, dir, row.size)
				if rep := verify(t, dir); !rep.Unaltered() {
					t.Fatalf("published again after a crash at operation %d: %+v", points, rep.Findings)
				}
			}
			t.Logf("%d moments", points)
		})
	}
}

func checkAfterCrash(t *testing.T, dir string, old, size int, acknowledged bool, at int) {
	t.Helper()
	if _, err := os.Stat(filepath.Join(dir, "checkpoint")); errors.Is(err, fs.ErrNotExist) && old == 0 && !acknowledged {
		return
	}
	rep, err := exhibit.Verify(t.Context(), os.DirFS(dir), exhibit.Options{})
	if err != nil {
		t.Fatalf("after a crash at operation %d: %v", at, err)
	}
	if rep.Size != int64(size) && (acknowledged || rep.Size != int64(old)) {
		t.Fatalf("after a crash at operation %d the folder holds %d entries", at, rep.Size)
	}
	for _, f := range rep.Findings {
		if f.Code != "tile-unexpected" { // tiles beyond the checkpoint, and temporary files
			t.Fatalf("after a crash at operation %d: %+v", at, f)
		}
	}
}

// quick is a disk that promises nothing, for tests that are about something else.
type quick struct{ store.Disk }

func (d quick) Create(name string) (store.File, error) {
	f, err := d.Disk.Create(name)
	return quickFile{f}, err
}

type quickFile struct{ store.File }

func (quickFile) Sync() error { return nil }

func (quick) Sync(string) error    { return nil }
func (quick) SyncDir(string) error { return nil }
func (quick) SyncAll(string) error { return nil }
