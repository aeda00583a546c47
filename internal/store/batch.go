package store

import (
	"context"
	"errors"
	"fmt"
	"io"
	"path/filepath"
	"slices"
	"sync"

	"exhibit"
)

// Batch stores several things and makes them durable together. Its methods may be called from several goroutines,
// Commit and Discard from one, last.
type Batch struct {
	s       *Store
	mu      sync.Mutex
	held    map[held]bool
	moves   []move
	adopted []held // there already, under a name that may not be durable yet
}

type held struct {
	shelf Shelf
	ref   exhibit.Ref
}

type move struct {
	held
	from, to string
}

// Open opens bytes that this batch took, or that the store held before, without waiting for Commit.
func (b *Batch) Open(shelf Shelf, ref exhibit.Ref) (ReadFile, int64, error) {
	b.mu.Lock()
	for _, m := range b.moves {
		if m.held == (held{shelf, ref}) {
			defer b.mu.Unlock()
			f, err := b.s.files.Open(m.from)
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
	}
	b.mu.Unlock()
	return b.s.Open(shelf, ref)
}

// Drop forgets bytes that this batch took, before Commit; the store never holds them.
func (b *Batch) Drop(shelf Shelf, ref exhibit.Ref) {
	b.mu.Lock()
	defer b.mu.Unlock()
	key := held{shelf, ref}
	b.moves = slices.DeleteFunc(b.moves, func(m move) bool {
		if m.held == key {
			b.s.files.Remove(m.from)
		}
		return m.held == key
	})
	b.adopted = slices.DeleteFunc(b.adopted, func(h held) bool { return h == key })
	delete(b.held, key)
}

// Len returns the number of files waiting for Commit.
func (b *Batch) Len() int {
	b.mu.Lock()
	defer b.mu.Unlock()
	return len(b.moves)
}

// NewBatch returns an empty batch.
func (s *Store) NewBatch() *Batch { return &Batch{s: s, held: map[held]bool{}} }

// blockSize is how much is read at a time: large enough for the disk, small enough for many files at once.
const blockSize = 1 << 20

var blocks = sync.Pool{New: func() any { b := make([]byte, blockSize); return &b }}

// Put stores what r gives on a shelf. Durable only after Commit. MD5 and SHA-1 are computed for originals. An error of
// the source is a *ReadError; any other error is the store's, and the batch should be discarded.
func (b *Batch) Put(ctx context.Context, shelf Shelf, r io.Reader) (Put, error) {
	return b.put(ctx, shelf, r, func(w io.Writer) (io.WriteCloser, error) { return nopCloser{w}, nil })
}

// PutSealed stores on the sealed shelf, under the Ref of the plain bytes that r gives, what seal makes of them; cipher
// is the Ref of the ciphertext. The plain bytes are never written. A ciphertext that is there already is replaced on
// Commit, since the key to it may have been lost in a crash; the caller drops the new one where the old one is to stay.
func (b *Batch) PutSealed(ctx context.Context, r io.Reader, seal func(io.Writer) (io.WriteCloser, error)) (plain Put, cipher exhibit.Ref, err error) {
	digest := NewDigests(false)
	plain, err = b.put(ctx, Sealed, r, func(w io.Writer) (io.WriteCloser, error) {
		return seal(io.MultiWriter(w, digest))
	})
	return plain, digest.Put().Ref, err
}

type nopCloser struct{ io.Writer }

func (nopCloser) Close() error { return nil }

func (b *Batch) put(ctx context.Context, shelf Shelf, r io.Reader, wrap func(io.Writer) (io.WriteCloser, error)) (Put, error) {
	buf := blocks.Get().(*[]byte)
	defer blocks.Put(buf)
	tmp, err := b.s.tmpName()
	if err != nil {
		return Put{}, fmt.Errorf("storing: %w", err)
	}
	f, err := b.s.files.Create(tmp)
	if err != nil {
		return Put{}, fmt.Errorf("storing: %w", err)
	}
	digests := NewDigests(shelf != Derived)
	w, err := wrap(f)
	if err == nil {
		err = copyTo(ctx, w, digests, r, *buf)
	}
	if err == nil {
		err = w.Close()
	}
	if e := f.Close(); err == nil {
		err = e
	}
	if err != nil {
		b.s.files.Remove(tmp)
		if re := (*ReadError)(nil); errors.As(err, &re) || errors.Is(err, context.Canceled) || errors.Is(err, context.DeadlineExceeded) {
			return Put{}, err
		}
		return Put{}, fmt.Errorf("storing: %w", err)
	}
	put := digests.Put()
	put.New = b.claim(shelf, put.Ref, tmp)
	if !put.New {
		if err := b.s.files.Remove(tmp); err != nil {
			return Put{}, fmt.Errorf("storing: %w", err)
		}
	}
	return put, nil
}

// claim notes that tmp is to become ref and reports whether it is the first to.
func (b *Batch) claim(shelf Shelf, ref exhibit.Ref, tmp string) bool {
	b.mu.Lock()
	defer b.mu.Unlock()
	key := held{shelf, ref}
	if b.held[key] {
		return false
	}
	b.held[key] = true
	if b.s.intact(shelf, ref) {
		b.adopted = append(b.adopted, key)
		return false
	}
	b.moves = append(b.moves, move{key, tmp, b.s.path(shelf, ref)})
	return true
}

// intact reports whether what is held under ref can stand for a copy that arrives. It is read again: a second copy must
// not be dropped in favour of a damaged first one. A ciphertext never can, as no two are alike.
func (s *Store) intact(shelf Shelf, ref exhibit.Ref) bool {
	if shelf == Sealed {
		return false
	}
	f, _, err := s.Open(shelf, ref)
	if err != nil {
		return false
	}
	defer f.Close()
	d := NewDigests(false)
	buf := blocks.Get().(*[]byte)
	defer blocks.Put(buf)
	return copyTo(context.Background(), io.Discard, d, f, *buf) == nil && d.Put().Ref == ref
}

// oneByOne is the number of files up to which each is synced by itself; beyond, the file system is asked once.
const oneByOne = 8

// Commit makes everything in the batch durable: bytes first, then names. The batch is empty afterwards. When it
// fails nothing is promised; files that already have their name are whole. What was held before the batch came is made
// durable too: it may have been left by a process that was killed before it got so far.
func (b *Batch) Commit(ctx context.Context) error {
	if len(b.moves)+len(b.adopted) == 0 {
		return nil
	}
	defer b.Discard()
	if err := ctx.Err(); err != nil {
		return err
	}
	for _, h := range b.adopted {
		if !b.s.Has(h.shelf, h.ref) {
			return fmt.Errorf("%s %s was destroyed by another process meanwhile; try again", h.shelf, h.ref)
		}
	}
	all := len(b.moves)+len(b.adopted) > oneByOne
	if all {
		err := b.s.files.SyncAll(b.s.root)
		if errors.Is(err, errors.ErrUnsupported) {
			all = false
		} else if err != nil {
			return fmt.Errorf("making originals durable: %w", err)
		}
	}
	if !all {
		if err := b.syncEach(); err != nil {
			return fmt.Errorf("making originals durable: %w", err)
		}
	}
	if all && len(b.moves) == 0 {
		return nil // the one sync was for names too
	}
	dirs, err := b.rename()
	if err != nil {
		return fmt.Errorf("giving an original its name: %w", err)
	}
	if all {
		err = b.s.files.SyncAll(b.s.root)
	} else {
		err = b.syncNames(dirs)
	}
	if err != nil {
		return fmt.Errorf("making names of originals durable: %w", err)
	}
	return nil
}

// syncEach makes the bytes of each file durable.
func (b *Batch) syncEach() error {
	for _, m := range b.moves {
		if err := b.s.files.Sync(m.from); err != nil {
			return err
		}
	}
	for _, h := range b.adopted {
		if err := b.s.files.Sync(b.s.path(h.shelf, h.ref)); err != nil {
			return err
		}
	}
	return nil
}

// rename gives every file its name and returns the folders whose names have to be made durable.
func (b *Batch) rename() (dirs []string, err error) {
	for len(b.moves) > 0 {
		m := b.moves[0]
		if err := b.s.files.Rename(m.from, m.to); err != nil {
			return nil, err
		}
		dirs = append(dirs, filepath.Dir(m.to))
		b.moves = b.moves[1:]
	}
	for _, h := range b.adopted {
		dirs = append(dirs, filepath.Dir(b.s.path(h.shelf, h.ref)))
	}
	slices.Sort(dirs)
	return slices.Compact(dirs), nil
}

func (b *Batch) syncNames(dirs []string) error {
	for _, d := range dirs {
		if err := b.s.files.SyncDir(d); err != nil {
			return err
		}
	}
	return nil
}

// Discard drops what was not committed.
func (b *Batch) Discard() {
	for _, m := range b.moves {
		b.s.files.Remove(m.from)
	}
	b.moves, b.adopted, b.held = nil, nil, map[held]bool{}
}
