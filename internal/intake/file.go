package intake

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"syscall"
)

// folder is the folder a walk was given. Files are opened through an os.Root, so that a link put in place of a folder while
// the walk is under way cannot lead outside.
type folder struct {
	path string // as given
	root *os.Root
}

// file is one regular file as it was met.
type file struct {
	in     folder
	name   string // relative to the folder
	report string
	found  fs.FileInfo

	onRead func(n int)

	last *fileReader // the latest reading
}

// open opens the file if it is still the one that was found.
func (f *file) open(ctx context.Context) (io.ReadCloser, error) {
	// Not blocking: if a pipe was put in its place, opening must not wait for a writer.
	h, err := f.in.root.OpenFile(f.name, os.O_RDONLY|syscall.O_NONBLOCK, 0)
	if err != nil {
		if now, gone := f.in.root.Lstat(f.name); gone == nil && !now.Mode().IsRegular() {
			return nil, f.changed("was replaced by something that is no file")
		}
		return nil, f.refuse(err)
	}
	now, err := h.Stat()
	if err != nil {
		h.Close()
		return nil, f.refuse(err)
	}
	if !now.Mode().IsRegular() || !os.SameFile(f.found, now) || !sameBytes(f.found, now) {
		h.Close()
		return nil, f.changed("was changed or replaced between being found and being opened")
	}
	f.last = &fileReader{ctx: ctx, f: f, h: h}
	return f.last, nil
}

func sameBytes(a, b fs.FileInfo) bool {
	return a.Size() == b.Size() && a.ModTime().Equal(b.ModTime())
}

// check says whether the latest reading got the file whole and unchanged.
func (f *file) check() error {
	r := f.last
	switch {
	case r == nil || !r.ended:
		return f.changed("was not read to its end")
	case r.after != nil:
		return f.refuse(r.after)
	case r.n != f.found.Size() || !sameBytes(f.found, r.at):
		return f.changed("was changed while it was read")
	}
	return nil
}

// remark says what happened to the file's name while the file was read whole and unchanged: the bytes are safe then, but
// whoever looks for the file where it was found should know.
func (f *file) remark() *Outcome {
	now, err := f.in.root.Lstat(f.name)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return &Outcome{Report: f.report, Code: Vanished, Preserved: true,
			Reason: "was read whole, and was gone from its folder afterwards; what is preserved may be the only copy"}
	case err == nil && !os.SameFile(f.found, now):
		return &Outcome{Report: f.report, Code: Changed, Preserved: true,
			Reason: "was read whole, and another file had taken its place afterwards; add it again to take that one too"}
	}
	return nil
}

func (f *file) changed(how string) error {
	return &Refusal{Outcome: Outcome{Report: f.report, Code: Changed, Reason: how + "; wait until nothing writes to it and add it again"}}
}

// refuse turns an error of the file system into an outcome.
func (f *file) refuse(err error) error { return refuseFile(f.report, err) }

func refuseFile(report string, err error) error {
	if ctxErr := contextError(err); ctxErr != nil {
		return ctxErr
	}
	o := Outcome{Report: report, Code: Unreadable}
	switch {
	case errors.Is(err, fs.ErrNotExist):
		o.Code, o.Reason = Vanished, "was gone before it could be read; find where it went and add it from there"
	case errors.Is(err, fs.ErrPermission):
		o.Reason = "may not be read by this user; give read permission and add it again"
	default:
		o.Reason = fmt.Sprintf("could not be read (%v); check the medium and add it again", cause(err))
	}
	return &Refusal{Outcome: o, Err: err}
}

// cause strips the path off an error of the file system: the outcome names the thing already.
func cause(err error) error {
	var p *fs.PathError
	if errors.As(err, &p) {
		return p.Err
	}
	return err
}

func contextError(err error) error {
	if errors.Is(err, context.Canceled) || errors.Is(err, context.DeadlineExceeded) {
		return err
	}
	return nil
}

// fileReader reads a file, notes how much came and what the file was like when it ended.
type fileReader struct {
	ctx   context.Context
	f     *file
	h     *os.File
	n     int64
	ended bool
	at    fs.FileInfo
	after error
}

func (r *fileReader) Read(p []byte) (int, error) {
	if err := r.ctx.Err(); err != nil {
		return 0, err
	}
	n, err := r.h.Read(p)
	r.n += int64(n)
	if r.f.onRead != nil {
		r.f.onRead(n)
	}
	switch {
	case r.n > r.f.found.Size():
		// A log that is being written could go on for ever.
		return n, r.f.changed("grew while it was read")
	case err == io.EOF:
		r.ended = true
		r.at, r.after = r.h.Stat()
		return n, io.EOF
	case err != nil:
		return n, r.f.refuse(err)
	}
	return n, nil
}

func (r *fileReader) Close() error { return r.h.Close() }

// arrival describes the file to the sink.
func (f *file) arrival(ctx context.Context) Arrival {
	path := filepath.Join(f.in.path, filepath.FromSlash(f.name))
	return Arrival{
		Report: f.report, Path: path, Name: filepath.Base(path),
		Size: f.found.Size(), ModTime: f.found.ModTime(), BirthTime: birthTime(path), Mode: f.found.Mode(),
		Open:  func() (io.ReadCloser, error) { return f.open(ctx) },
		check: f.check,
	}
}
