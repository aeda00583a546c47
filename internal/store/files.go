package store

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
)

// Files are the file operations a case is made of. One implementation writes to the disk; tests put a recorder in its
// place and replay every prefix of what was done as a crash. Nothing is durable before Sync, SyncDir or SyncAll
// returned: bytes of a file need Sync (or SyncAll), its name needs SyncDir of its folder (or SyncAll).
type Files interface {
	// Create makes a new file for writing; it fails with fs.ErrExist when the name is taken.
	Create(name string) (File, error)
	// Open opens a file for reading, at any offset.
	Open(name string) (ReadFile, error)
	// Rename moves a file over whatever has the new name.
	Rename(from, to string) error
	Remove(name string) error
	// Mkdir makes a folder; it is no error when it is there. Parents must exist.
	Mkdir(name string) error
	Stat(name string) (fs.FileInfo, error)
	ReadDir(name string) ([]fs.DirEntry, error)
	// Sync makes the bytes of a closed file durable.
	Sync(name string) error
	// SyncDir makes the names in a folder durable.
	SyncDir(name string) error
	// SyncAll makes everything written below a folder durable, bytes and names, by asking the whole file system once.
	// It returns errors.ErrUnsupported where a system cannot; the caller then syncs one by one.
	SyncAll(name string) error
}

// early asks the system to begin writing a large file out while it still grows, so that the sync at its end has little
// left to wait for. It promises nothing.
type early struct {
	*os.File
	written, begun int64
}

const beginEvery = 32 << 20

func (e *early) Write(p []byte) (int, error) {
	n, err := e.File.Write(p)
	e.written += int64(n)
	if e.written-e.begun >= beginEvery {
		beginWriting(e.File, e.begun, e.written-e.begun)
		e.begun = e.written
	}
	return n, err
}

func (e *early) Close() error {
	if e.written > e.begun {
		beginWriting(e.File, e.begun, e.written-e.begun)
	}
	return e.File.Close()
}

// File is a file being written.
type File interface {
	io.Writer
	Sync() error
	Close() error
}

// ReadFile is a file being read.
type ReadFile interface {
	io.ReadSeekCloser
	io.ReaderAt
	Stat() (fs.FileInfo, error)
}

// Disk is the real file system.
type Disk struct{}

func (Disk) Create(name string) (File, error) {
	f, err := os.OpenFile(name, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o400)
	if err != nil {
		return nil, err
	}
	return &early{File: f}, nil
}
func (Disk) Open(name string) (ReadFile, error)         { return os.Open(name) }
func (Disk) Rename(from, to string) error               { return os.Rename(from, to) }
func (Disk) Remove(name string) error                   { return os.Remove(name) }
func (Disk) Stat(name string) (fs.FileInfo, error)      { return os.Lstat(name) }
func (Disk) ReadDir(name string) ([]fs.DirEntry, error) { return os.ReadDir(name) }

func (Disk) Mkdir(name string) error {
	err := os.Mkdir(name, 0o700)
	if errors.Is(err, fs.ErrExist) {
		if fi, e := os.Stat(name); e == nil && fi.IsDir() {
			return nil
		}
	}
	return err
}

func (Disk) SyncDir(name string) error {
	d, err := os.Open(name)
	if err != nil {
		return err
	}
	defer d.Close()
	if err := d.Sync(); err != nil {
		return fmt.Errorf("syncing folder %q: %w", name, err)
	}
	return nil
}

func (Disk) Sync(name string) error {
	f, err := os.Open(name) // fsync asks for a descriptor, not for one that may write
	if err != nil {
		return err
	}
	defer f.Close()
	return f.Sync()
}

func (Disk) SyncAll(name string) error { return syncFS(name) }

// MakeFolder makes a folder and those above it that are missing, and makes their names durable: what is synced in a
// folder is lost all the same when the folder's own name is.
func MakeFolder(files Files, dir string) error {
	dir = filepath.Clean(dir)
	above := filepath.Dir(dir)
	if _, err := files.Stat(dir); err != nil {
		if !errors.Is(err, fs.ErrNotExist) {
			return err
		}
		if above != dir {
			if err := MakeFolder(files, above); err != nil {
				return err
			}
		}
		if err := files.Mkdir(dir); err != nil {
			return err
		}
	}
	// A folder that was there may have been made a moment ago by a process that was killed. One that we may not list was
	// not made by us.
	if err := files.SyncDir(above); err != nil && !errors.Is(err, fs.ErrPermission) {
		return err
	}
	return nil
}

// WriteFile replaces a small file atomically: temporary name, sync, rename, sync of the folder dir.
func WriteFile(files Files, dir, name string, b []byte) error {
	tmp := dir + "/." + name + ".tmp"
	if err := files.Remove(tmp); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return fmt.Errorf("clearing %q: %w", tmp, err)
	}
	f, err := files.Create(tmp)
	if err != nil {
		return fmt.Errorf("writing %q: %w", name, err)
	}
	_, err = f.Write(b)
	if err == nil {
		err = f.Sync()
	}
	if e := f.Close(); err == nil {
		err = e
	}
	if err == nil {
		err = files.Rename(tmp, dir+"/"+name)
	}
	if err != nil {
		files.Remove(tmp)
		return fmt.Errorf("writing %q: %w", name, err)
	}
	return files.SyncDir(dir)
}
