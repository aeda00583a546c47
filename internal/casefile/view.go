package casefile

import (
	"bufio"
	"bytes"
	"context"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"strings"
	"time"

	"exhibit"
	"exhibit/internal/ledger"
)

// View presents the case as exhibit.Verify expects one: the folder as it lies on disk, and in ledger/ what the record
// database holds. It is read-only, and all of ledger/ is of one moment, whoever writes meanwhile. Close lets go of that
// moment; a later View of the same case, and the case's own Close, do so too.
func (c *Case) View(ctx context.Context) *View {
	c.endView()
	v := &View{FS: os.DirFS(c.dir), ctx: ctx, dir: c.dir}
	// The copy beside the database comes first: it is written after what it covers, so that it can never be ahead of
	// the moment the ledger is read at unless something is wrong.
	v.copied, v.copyErr = fs.ReadFile(v.FS, "checkpoint")
	v.ledger, v.end, v.err = c.ledger.Still(ctx)
	c.view = v
	return v
}

// View is a case as files, at one moment.
type View struct {
	fs.FS
	ctx     context.Context
	dir     string
	copied  []byte // the file "checkpoint"
	copyErr error
	ledger  *ledger.Ledger
	end     func()
	err     error // why the ledger cannot be read
}

// Close lets go of the moment.
func (v *View) Close() {
	if v.end != nil {
		v.end()
	}
}

func (c *Case) endView() {
	if c.view != nil {
		c.view.Close()
	}
}

// hidden is what lies in a case and is not evidence: the database behind ledger/, left-overs, the access
// log and what is written for people.
func hidden(name string) bool {
	first, _, _ := strings.Cut(name, "/")
	return first == "tmp" || first == "out" || first == AccessFile || strings.HasPrefix(first, "record.db")
}

func (v *View) Open(name string) (fs.File, error) {
	if !fs.ValidPath(name) || hidden(name) {
		return nil, &fs.PathError{Op: "open", Path: name, Err: fs.ErrNotExist}
	}
	if v.err != nil && strings.HasPrefix(name, "ledger/") {
		return nil, &fs.PathError{Op: "open", Path: name, Err: v.err}
	}
	switch name {
	case "checkpoint":
		if v.copyErr != nil {
			return nil, v.copyErr
		}
		return &streamFile{Reader: bytes.NewReader(v.copied), name: name, size: int64(len(v.copied))}, nil
	case "ledger/entries.jsonl":
		return stream(name, func(w io.Writer) error {
			return v.ledger.Lines(v.ctx, 0, func(l exhibit.EntryLine) error {
				b, err := l.Marshal()
				if err == nil {
					_, err = w.Write(append(b, '\n'))
				}
				return err
			})
		}), nil
	case "ledger/hashes":
		return stream(name, func(w io.Writer) error { return v.ledger.WriteHashes(v.ctx, w) }), nil
	case "ledger/checkpoint":
		_, signed, err := v.ledger.Checkpoint(v.ctx)
		if err != nil {
			return nil, &fs.PathError{Op: "open", Path: name, Err: err}
		}
		return &streamFile{Reader: bytes.NewReader(signed), name: "checkpoint", size: int64(len(signed))}, nil
	case ".", "ledger":
		return &folder{name: name, entries: v.list(name)}, nil
	}
	return v.FS.Open(name)
}

// Stat implements fs.StatFS without opening streams.
func (v *View) Stat(name string) (fs.FileInfo, error) {
	switch name {
	case "ledger/entries.jsonl", "ledger/hashes", "ledger/checkpoint":
		return info{name: path.Base(name)}, nil
	case ".", "ledger":
		return info{name: path.Base(name), dir: true}, nil
	}
	if hidden(name) {
		return nil, &fs.PathError{Op: "stat", Path: name, Err: fs.ErrNotExist}
	}
	return fs.Stat(v.FS, name)
}

// ReadDir implements fs.ReadDirFS.
func (v *View) ReadDir(name string) ([]fs.DirEntry, error) {
	if name == "." || name == "ledger" {
		return v.list(name), nil
	}
	if hidden(name) {
		return nil, &fs.PathError{Op: "readdir", Path: name, Err: fs.ErrNotExist}
	}
	return os.ReadDir(filepath.Join(v.dir, filepath.FromSlash(name)))
}

func (v *View) list(name string) []fs.DirEntry {
	if name == "ledger" {
		return []fs.DirEntry{info{name: "checkpoint"}, info{name: "entries.jsonl"}, info{name: "hashes"}}
	}
	have, err := os.ReadDir(v.dir)
	if err != nil {
		return nil
	}
	out := []fs.DirEntry{info{name: "ledger", dir: true}}
	for _, e := range have {
		if !hidden(e.Name()) {
			out = append(out, e)
		}
	}
	return out
}

// stream is a file made while it is read.
func stream(name string, write func(io.Writer) error) fs.File {
	r, w := io.Pipe()
	go func() {
		b := bufio.NewWriterSize(w, 1<<18)
		err := write(b)
		if err == nil {
			err = b.Flush()
		}
		w.CloseWithError(err)
	}()
	return &streamFile{Reader: r, close: r.Close, name: path.Base(name)}
}

type streamFile struct {
	io.Reader
	close func() error
	name  string
	size  int64
}

func (f *streamFile) Stat() (fs.FileInfo, error) { return info{name: f.name, size: f.size}, nil }
func (f *streamFile) Close() error {
	if f.close == nil {
		return nil
	}
	return f.close()
}

type folder struct {
	name    string
	entries []fs.DirEntry
}

func (f *folder) Stat() (fs.FileInfo, error) { return info{name: path.Base(f.name), dir: true}, nil }
func (f *folder) Read([]byte) (int, error)   { return 0, fmt.Errorf("%s is a folder", f.name) }
func (f *folder) Close() error               { return nil }
func (f *folder) ReadDir(n int) ([]fs.DirEntry, error) {
	out := f.entries
	if n > 0 && len(out) == 0 {
		return nil, io.EOF
	}
	if n > 0 && n < len(out) {
		out = out[:n]
	}
	f.entries = f.entries[len(out):]
	return out, nil
}

// info describes a file that exists only in the view.
type info struct {
	name string
	size int64
	dir  bool
}

func (i info) Name() string               { return i.name }
func (i info) Size() int64                { return i.size }
func (i info) ModTime() time.Time         { return time.Time{} }
func (i info) IsDir() bool                { return i.dir }
func (i info) Sys() any                   { return nil }
func (i info) Type() fs.FileMode          { return i.Mode().Type() }
func (i info) Info() (fs.FileInfo, error) { return i, nil }
func (i info) Mode() fs.FileMode {
	if i.dir {
		return fs.ModeDir | 0o500
	}
	return 0o400
}
