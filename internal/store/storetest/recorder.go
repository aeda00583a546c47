package storetest

import (
	"bytes"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"

	"exhibit/internal/store"
)

// Kind is what an operation does.
type Kind string

// The kinds of operations.
const (
	Create  Kind = "create"
	Write   Kind = "write"
	Close   Kind = "close"
	Rename  Kind = "rename"
	Remove  Kind = "remove"
	Mkdir   Kind = "mkdir"
	Sync    Kind = "sync"
	SyncDir Kind = "syncdir"
	SyncAll Kind = "syncall"
	Trusted Kind = "trusted" // a file that is not written through store.Files has this content from here on
	Mark    Kind = "mark"    // the test noted something
)

// Op is one operation that was carried out. Names are relative to the recorder's folder, with slashes.
type Op struct {
	Kind Kind
	Name string
	To   string // new name of a rename
	Data []byte // bytes of a write, content of a trusted file
	file int    // which of the files created, for what is done through an open file
}

func (o Op) String() string {
	switch o.Kind {
	case Rename:
		return fmt.Sprintf("rename %s to %s", o.Name, o.To)
	case Write, Trusted:
		return fmt.Sprintf("%s %s (%d bytes)", o.Kind, o.Name, len(o.Data))
	}
	return fmt.Sprintf("%s %s", o.Kind, o.Name)
}

// Recorder is store.Files for everything below one folder of the disk. It carries operations out, without making
// anything durable, and notes those that succeeded. Its methods may be called from several goroutines; operations have
// the order in which they were carried out.
type Recorder struct {
	// Changed, when set, is asked before every operation and mark for the trusted files that changed since it was last
	// asked, by their names relative to the folder. One call at a time.
	Changed func() map[string][]byte
	// OneByOne makes SyncAll say errors.ErrUnsupported, as on systems without syncfs.
	OneByOne bool

	disk    store.Disk
	root    string
	trusted []string
	mu      sync.Mutex
	base    *node
	ops     []Op
	files   int
}

// NewRecorder returns a recorder for the folder root. What is there already counts as synced. Files whose names,
// relative to root, begin with one of trusted are left to Changed.
func NewRecorder(root string, trusted ...string) (*Recorder, error) {
	r := &Recorder{root: root, trusted: trusted}
	var err error
	r.base, err = r.read(".")
	return r, err
}

func (r *Recorder) isTrusted(name string) bool {
	return slices.ContainsFunc(r.trusted, func(t string) bool { return strings.HasPrefix(name, t) })
}

func (r *Recorder) read(name string) (*node, error) {
	d := newFolder()
	entries, err := os.ReadDir(filepath.Join(r.root, name))
	if err != nil {
		return nil, err
	}
	for _, e := range entries {
		child := filepath.Join(name, e.Name())
		if r.isTrusted(filepath.ToSlash(child)) {
			continue
		}
		var n *node
		if e.IsDir() {
			n, err = r.read(child)
		} else {
			var b []byte
			b, err = os.ReadFile(filepath.Join(r.root, child))
			r.files++
			n = &node{id: r.files, chunks: [][]byte{b}, safe: 1}
		}
		if err != nil {
			return nil, err
		}
		d.names[e.Name()], d.lasting[e.Name()] = n, n
	}
	return d, nil
}

// rel is the name under which a path is recorded.
func (r *Recorder) rel(name string) (string, error) {
	rel, err := filepath.Rel(r.root, name)
	if err != nil || !filepath.IsLocal(rel) {
		return "", fmt.Errorf("%q lies outside the recorded folder %q", name, r.root)
	}
	return filepath.ToSlash(rel), nil
}

// do carries an operation out and notes it when it succeeded.
func (r *Recorder) do(op Op, carryOut func() error) error {
	for _, name := range []*string{&op.Name, &op.To} {
		if *name == "" {
			continue
		}
		rel, err := r.rel(*name)
		if err != nil {
			return err
		}
		*name = rel
	}
	r.mu.Lock()
	defer r.mu.Unlock()
	r.noteChanged()
	if err := carryOut(); err != nil {
		return err
	}
	r.ops = append(r.ops, op)
	return nil
}

func (r *Recorder) noteChanged() {
	if r.Changed == nil {
		return
	}
	for name, b := range r.Changed() {
		r.ops = append(r.ops, Op{Kind: Trusted, Name: name, Data: b})
	}
}

// Mark notes that something is true from here on, for instance that a call returned.
func (r *Recorder) Mark(what string) {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.noteChanged()
	r.ops = append(r.ops, Op{Kind: Mark, Name: what})
}

// Recording returns what was recorded so far.
func (r *Recorder) Recording() *Recording {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.noteChanged()
	return &Recording{base: r.base, ops: slices.Clone(r.ops)}
}

// Create makes a new file for writing.
func (r *Recorder) Create(name string) (store.File, error) {
	w := &writing{r: r, name: name}
	r.mu.Lock()
	r.files++
	w.id = r.files
	r.mu.Unlock()
	err := r.do(Op{Kind: Create, Name: name, file: w.id}, func() (err error) {
		w.File, err = r.disk.Create(name)
		return err
	})
	if err != nil {
		return nil, err
	}
	return w, nil
}

// writing is a file being written.
type writing struct {
	store.File
	r    *Recorder
	name string
	id   int
}

func (w *writing) Write(p []byte) (n int, err error) {
	err = w.r.do(Op{Kind: Write, Name: w.name, Data: bytes.Clone(p), file: w.id}, func() error {
		n, err = w.File.Write(p)
		return err
	})
	return n, err
}

func (w *writing) Sync() error {
	return w.r.do(Op{Kind: Sync, Name: w.name, file: w.id}, func() error { return nil })
}

func (w *writing) Close() error {
	return w.r.do(Op{Kind: Close, Name: w.name, file: w.id}, w.File.Close)
}

// Open opens a file for reading.
func (r *Recorder) Open(name string) (store.ReadFile, error) { return r.disk.Open(name) }

// Stat describes a file.
func (r *Recorder) Stat(name string) (fs.FileInfo, error) { return r.disk.Stat(name) }

// ReadDir lists a folder.
func (r *Recorder) ReadDir(name string) ([]fs.DirEntry, error) { return r.disk.ReadDir(name) }

// Rename moves a file or a folder.
func (r *Recorder) Rename(from, to string) error {
	return r.do(Op{Kind: Rename, Name: from, To: to}, func() error { return r.disk.Rename(from, to) })
}

// Remove removes a file or an empty folder.
func (r *Recorder) Remove(name string) error {
	return r.do(Op{Kind: Remove, Name: name}, func() error { return r.disk.Remove(name) })
}

// Mkdir makes a folder.
func (r *Recorder) Mkdir(name string) error {
	return r.do(Op{Kind: Mkdir, Name: name}, func() error { return r.disk.Mkdir(name) })
}

// Sync makes the bytes of a file safe.
func (r *Recorder) Sync(name string) error {
	return r.do(Op{Kind: Sync, Name: name}, r.there(name))
}

// SyncDir makes the names in a folder safe.
func (r *Recorder) SyncDir(name string) error {
	return r.do(Op{Kind: SyncDir, Name: name}, r.there(name))
}

// SyncAll makes everything safe that the recorder knows of, as the file system holds more than the folder.
func (r *Recorder) SyncAll(name string) error {
	if r.OneByOne {
		return errors.ErrUnsupported
	}
	return r.do(Op{Kind: SyncAll, Name: name}, r.there(name))
}

// there stands for a sync: safe is what the model says, the disk is not asked.
func (r *Recorder) there(name string) func() error {
	return func() error {
		_, err := r.disk.Stat(name)
		return err
	}
}
