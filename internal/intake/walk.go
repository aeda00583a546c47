package intake

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
)

// Walk takes files and folders, in the order given; a folder with everything below it, hidden files too, in byte order of the
// paths. It returns an error if a path cannot be looked at (before anything is taken), if the sink fails, or if ctx ends.
// A path that is itself a symbolic link is followed: whoever named it meant what it leads to.
func Walk(ctx context.Context, sink Sink, cfg Config, paths ...string) error {
	w := &walk{sink: sink, cfg: cfg, limits: cfg.Limits.withDefaults()}
	if err := w.exclude(cfg.Except); err != nil {
		return err
	}
	for _, p := range paths {
		if _, err := os.Stat(p); err != nil {
			return fmt.Errorf("looking at %q: %w; nothing was taken, check the path", EncodeName(p), cause(err))
		}
	}
	for _, p := range paths {
		if err := w.path(ctx, p); err != nil {
			return err
		}
	}
	return nil
}

// Survey counts the regular files Walk would meet on disk and their bytes, for a progress display. What cannot be looked at counts nothing.
func Survey(ctx context.Context, paths ...string) (files int, bytes int64, err error) {
	for _, p := range paths {
		real, err := filepath.EvalSymlinks(p)
		if err != nil {
			continue
		}
		err = filepath.WalkDir(real, func(_ string, d fs.DirEntry, err error) error {
			if ctx.Err() != nil {
				return ctx.Err()
			}
			if err != nil || !d.Type().IsRegular() {
				return nil
			}
			if info, err := d.Info(); err == nil {
				files++
				bytes += info.Size()
			}
			return nil
		})
		if err != nil {
			return files, bytes, err
		}
	}
	return files, bytes, nil
}

// walk is one call of Walk.
type walk struct {
	sink   Sink
	cfg    Config
	limits Limits
	except []fs.FileInfo
	done   Progress
	quiet  int64 // bytes since progress was last told
}

func (w *walk) exclude(paths []string) error {
	for _, p := range paths {
		info, err := os.Stat(p)
		if errors.Is(err, fs.ErrNotExist) {
			continue
		}
		if err != nil {
			return fmt.Errorf("looking at %q, which is to be left out: %w", EncodeName(p), cause(err))
		}
		w.except = append(w.except, info)
	}
	return nil
}

func (w *walk) path(ctx context.Context, p string) error {
	real, err := filepath.EvalSymlinks(p)
	if err != nil {
		return w.refused(ctx, refuseFile(EncodeName(filepath.Base(p)), err))
	}
	info, err := os.Stat(real)
	if err != nil {
		return w.refused(ctx, refuseFile(EncodeName(filepath.Base(p)), err))
	}
	dir := real
	if !info.IsDir() {
		dir = filepath.Dir(real)
	}
	root, err := os.OpenRoot(dir)
	if err != nil {
		return w.refused(ctx, refuseFile(EncodeName(filepath.Base(p)), err))
	}
	defer root.Close()
	if info.IsDir() {
		if w.excluded(info) {
			return fmt.Errorf("%q is the folder of the case itself; name the folder that holds the reports", EncodeName(p))
		}
		return w.folder(ctx, folder{path: p, root: root}, ".")
	}
	return w.entry(ctx, folder{path: dir, root: root}, filepath.Base(real), EncodeName(filepath.Base(p)), info)
}

// folder takes what is in a folder, in byte order of the paths: "a.txt" comes before "a/b.txt", as "." comes before "/".
func (w *walk) folder(ctx context.Context, in folder, name string) error {
	entries, err := readFolder(in.root, name)
	if err != nil { // what could be listed is taken all the same
		if err := w.refused(ctx, refuseFile(reportOf(name), err)); err != nil {
			return err
		}
	}
	for _, e := range entries {
		if err := ctx.Err(); err != nil {
			return err
		}
		child := filepath.Join(name, e.Name())
		info, err := in.root.Lstat(child)
		if err != nil {
			err = w.refused(ctx, refuseFile(reportOf(child), err))
		} else {
			err = w.entry(ctx, in, child, reportOf(child), info)
		}
		if err != nil {
			return err
		}
	}
	return nil
}

func readFolder(root *os.Root, name string) ([]fs.DirEntry, error) {
	h, err := root.Open(name)
	if err != nil {
		return nil, err
	}
	defer h.Close()
	entries, err := h.ReadDir(-1)
	key := func(e fs.DirEntry) string {
		if e.IsDir() {
			return e.Name() + "/"
		}
		return e.Name()
	}
	slices.SortFunc(entries, func(a, b fs.DirEntry) int { return strings.Compare(key(a), key(b)) })
	return entries, err
}

func (w *walk) entry(ctx context.Context, in folder, name, report string, info fs.FileInfo) error {
	switch mode := info.Mode(); {
	case mode.IsDir():
		if w.excluded(info) {
			return w.refuse(ctx, report, Excluded, "is the folder of the case itself; its content is not evidence")
		}
		return w.folder(ctx, in, name)
	case mode&fs.ModeSymlink != 0:
		return w.symlink(ctx, in, name, report)
	case !mode.IsRegular():
		return w.refuse(ctx, report, SpecialFile, "is a device, a pipe or a socket and has no bytes of its own; save what it gives as a file and add that")
	}
	f := &file{in: in, name: name, report: report, found: info, onRead: w.read}
	w.done.Files++
	arrived, err := w.take(ctx, f.arrival(ctx), newBudget(w.limits, info.Size()))
	if err != nil || !arrived {
		return err
	}
	if o := f.remark(); o != nil {
		return w.sink.Outcome(ctx, *o)
	}
	return nil
}

// symlink records where a link leads. It is never followed: what lies inside the folder is taken under its own path.
func (w *walk) symlink(ctx context.Context, in folder, name, report string) error {
	target, err := in.root.Readlink(name)
	if err != nil {
		return w.refused(ctx, refuseFile(report, err))
	}
	// A path of this machine has no place in an entry.
	shown := EncodeName(target)
	if filepath.IsAbs(target) {
		shown = "…/" + EncodeName(filepath.Base(target))
	}
	full, err := filepath.EvalSymlinks(filepath.Join(in.path, name))
	if err != nil {
		return w.refuse(ctx, report, SymlinkDangling, fmt.Sprintf("is a link to %q, which leads nowhere or in a circle; find what it meant and add that", shown))
	}
	if inside(in.path, full) {
		return w.refuse(ctx, report, Symlink, fmt.Sprintf("is a link to %q inside the folder, which is taken under its own path", shown))
	}
	return w.refuse(ctx, report, SymlinkOutside, fmt.Sprintf("is a link to %q, outside the folder given; add that by its own path if it belongs to the case", shown))
}

// inside reports whether full, free of links, lies in dir or is dir.
func inside(dir, full string) bool {
	dir, err := filepath.EvalSymlinks(dir)
	if err == nil {
		dir, err = filepath.Abs(dir)
	}
	if err != nil {
		return false
	}
	if full, err = filepath.Abs(full); err != nil {
		return false
	}
	rel, err := filepath.Rel(dir, full)
	return err == nil && filepath.IsLocal(rel)
}

func (w *walk) excluded(info fs.FileInfo) bool {
	return slices.ContainsFunc(w.except, func(e fs.FileInfo) bool { return os.SameFile(e, info) })
}

// refuse records that a thing on disk was not taken.
func (w *walk) refuse(ctx context.Context, report, code, reason string) error {
	return w.refused(ctx, &Refusal{Outcome: Outcome{Report: report, Code: code, Reason: reason}})
}

// refused tells the sink of a refusal; any other error goes back to the caller.
func (w *walk) refused(ctx context.Context, err error) error {
	r, ok := asRefusal(err)
	if !ok {
		return err
	}
	w.met(r.Report)
	return w.sink.Outcome(ctx, r.Outcome)
}

func (w *walk) met(report string) {
	w.done.Things++
	w.done.Report = report
	w.tell()
}

// read counts bytes of files on disk as they are read.
func (w *walk) read(n int) {
	const often = 4 << 20
	w.done.Bytes += int64(n)
	w.quiet += int64(n)
	if w.quiet >= often {
		w.tell()
	}
}

func (w *walk) tell() {
	w.quiet = 0
	if w.cfg.Progress != nil {
		w.cfg.Progress(w.done)
	}
}

// reportOf is the report name of a file on disk.
func reportOf(name string) string { return EncodeName(filepath.ToSlash(name)) }
