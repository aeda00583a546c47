package storetest

import (
	"errors"
	"fmt"
	"io/fs"
	"strings"
	"sync"
	"syscall"

	"exhibit/internal/store"
)

// Fault makes one operation fail.
type Fault struct {
	Kind  Kind
	In    string // what the name must contain; "" for any
	Nth   int    // which operation of that kind and name, from 1 on
	After bool   // the operation is carried out, and fails all the same: what was asked for is there, and nobody knows
	Err   error  // nil: ErrFault
}

// ErrFault is what a fault says that has no error of its own.
var ErrFault = errors.New("the test let this fail")

// Faulty passes operations on and lets some of them fail. Its methods may be called from several goroutines.
type Faulty struct {
	files  store.Files
	mu     sync.Mutex
	faults []*scheduled
	done   map[Kind]int
}

type scheduled struct {
	Fault
	seen int
	used bool
}

// NewFaulty returns files with faults.
func NewFaulty(files store.Files, faults ...Fault) *Faulty {
	f := &Faulty{files: files, done: map[Kind]int{}}
	for _, x := range faults {
		f.faults = append(f.faults, &scheduled{Fault: x})
	}
	return f
}

// Unused returns the faults that never came to pass: a test that leaves some proves less than it says.
func (f *Faulty) Unused() []Fault {
	f.mu.Lock()
	defer f.mu.Unlock()
	var out []Fault
	for _, x := range f.faults {
		if !x.used {
			out = append(out, x.Fault)
		}
	}
	return out
}

// Count returns how many operations of a kind were asked for.
func (f *Faulty) Count(kind Kind) int {
	f.mu.Lock()
	defer f.mu.Unlock()
	return f.done[kind]
}

// due returns the fault that this operation has to fail with.
func (f *Faulty) due(kind Kind, name string) *Fault {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.done[kind]++
	var out *Fault
	for _, x := range f.faults {
		if x.Kind != kind || !strings.Contains(name, x.In) {
			continue
		}
		if x.seen++; x.seen == x.Nth && out == nil {
			x.used, out = true, &x.Fault
		}
	}
	return out
}

func (f *Faulty) do(kind Kind, name string, carryOut func() error) error {
	x := f.due(kind, name)
	if x == nil {
		return carryOut()
	}
	if x.After {
		if err := carryOut(); err != nil {
			return err
		}
	}
	err := x.Err
	if err == nil {
		err = ErrFault
	}
	return &fs.PathError{Op: string(kind), Path: name, Err: err}
}

// Create makes a new file for writing.
func (f *Faulty) Create(name string) (store.File, error) {
	var out store.File
	err := f.do(Create, name, func() (err error) {
		out, err = f.files.Create(name)
		return err
	})
	if err != nil {
		if out != nil {
			out.Close()
		}
		return nil, err
	}
	return &faultyFile{out, f, name}, nil
}

type faultyFile struct {
	store.File
	f    *Faulty
	name string
}

func (w *faultyFile) Write(p []byte) (n int, err error) {
	err = w.f.do(Write, w.name, func() error {
		n, err = w.File.Write(p)
		return err
	})
	return n, err
}

func (w *faultyFile) Sync() error { return w.f.do(Sync, w.name, w.File.Sync) }

// Close always closes, whether or not it says so.
func (w *faultyFile) Close() error {
	err := w.File.Close()
	return errors.Join(err, w.f.do(Close, w.name, func() error { return nil }))
}

// Open opens a file for reading; that never fails here.
func (f *Faulty) Open(name string) (store.ReadFile, error) { return f.files.Open(name) }

// Stat describes a file.
func (f *Faulty) Stat(name string) (fs.FileInfo, error) { return f.files.Stat(name) }

// ReadDir lists a folder.
func (f *Faulty) ReadDir(name string) ([]fs.DirEntry, error) { return f.files.ReadDir(name) }

// Rename moves a file or a folder.
func (f *Faulty) Rename(from, to string) error {
	return f.do(Rename, from, func() error { return f.files.Rename(from, to) })
}

// Remove removes a file or an empty folder.
func (f *Faulty) Remove(name string) error {
	return f.do(Remove, name, func() error { return f.files.Remove(name) })
}

// Mkdir makes a folder.
func (f *Faulty) Mkdir(name string) error {
	return f.do(Mkdir, name, func() error { return f.files.Mkdir(name) })
}

// Sync makes the bytes of a file durable.
func (f *Faulty) Sync(name string) error {
	return f.do(Sync, name, func() error { return f.files.Sync(name) })
}

// SyncDir makes the names in a folder durable.
func (f *Faulty) SyncDir(name string) error {
	return f.do(SyncDir, name, func() error { return f.files.SyncDir(name) })
}

// SyncAll makes everything durable.
func (f *Faulty) SyncAll(name string) error {
	return f.do(SyncAll, name, func() error { return f.files.SyncAll(name) })
}

// Full is a disk with room for so many bytes more; Free makes room again. Only the bytes of files count.
type Full struct {
	store.Files
	mu   sync.Mutex
	left int
	told int
}

// NewFull returns files on a disk that fills up.
func NewFull(files store.Files, room int) *Full { return &Full{Files: files, left: room} }

// Free makes so much room that the disk does not fill up again.
func (f *Full) Free() {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.left = 1 << 62
}

// Told returns how many writes were refused.
func (f *Full) Told() int {
	f.mu.Lock()
	defer f.mu.Unlock()
	return f.told
}

func (f *Full) take(n int) int {
	f.mu.Lock()
	defer f.mu.Unlock()
	if n > f.left {
		n = f.left
		f.told++
	}
	f.left -= n
	return n
}

// Create makes a new file for writing.
func (f *Full) Create(name string) (store.File, error) {
	w, err := f.Files.Create(name)
	if err != nil {
		return nil, err
	}
	return &fullFile{w, f, name}, nil
}

type fullFile struct {
	store.File
	f    *Full
	name string
}

// Write writes what there is room for.
func (w *fullFile) Write(p []byte) (int, error) {
	room := w.f.take(len(p))
	n, err := w.File.Write(p[:room])
	if err == nil && room < len(p) {
		err = &fs.PathError{Op: "write", Path: w.name, Err: syscall.ENOSPC}
	}
	return n, err
}

// String names a fault in a test's output.
func (x Fault) String() string {
	when := "before"
	if x.After {
		when = "after"
	}
	return fmt.Sprintf("%s %d of %q fails %s it is done", x.Kind, x.Nth, x.In, when)
}

// Kinds are the kinds of operations that may fail.
func Kinds() []Kind {
	return []Kind{Create, Write, Close, Rename, Remove, Mkdir, Sync, SyncDir, SyncAll}
}
