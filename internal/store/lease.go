package store

import (
	"crypto/rand"
	"encoding/hex"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"sync"
)

// lease is what shows that the maker of temporary files lives: a file beside them that is locked as long as the process
// runs. The lock ends with the process however that ends, and it is seen from other containers and, where the file
// system passes locks on, from other machines: the number of a process means nothing there. Locks are no data and go
// past Files.
type lease struct {
	mu    sync.Mutex
	maker string // first part of every temporary name: number of the process and a random number
	lock  *os.File
	seq   int64
}

const lockSuffix = ".lock"

// errTaken says that a process that sweeps took a fresh lock for a left-over.
var errTaken = errors.New("the lock was taken away")

// tmpName returns a name in tmp/ that no other process or goroutine uses.
func (s *Store) tmpName() (string, error) {
	l := &s.lease
	l.mu.Lock()
	defer l.mu.Unlock()
	for l.lock == nil {
		random := make([]byte, 8)
		if _, err := rand.Read(random); err != nil {
			return "", err
		}
		maker := strconv.Itoa(os.Getpid()) + "-" + hex.EncodeToString(random)
		f, err := newLock(s.tmp(maker + lockSuffix))
		if errors.Is(err, errTaken) {
			continue
		}
		if err != nil {
			return "", fmt.Errorf("marking temporary files as in use: %w", err)
		}
		l.maker, l.lock = maker, f
	}
	l.seq++
	return s.tmp(l.maker + "-" + strconv.FormatInt(l.seq, 10)), nil
}

func (s *Store) tmp(name string) string { return filepath.Join(s.root, "tmp", name) }

// newLock makes a locked file that is there when it returns.
func newLock(name string) (*os.File, error) {
	f, err := os.OpenFile(name, os.O_RDWR|os.O_CREATE|os.O_EXCL, 0o600)
	if err != nil {
		return nil, err
	}
	err = lock(f)
	if errors.Is(err, errHeld) { // somebody sweeps
		err = errTaken
	} else if errors.Is(err, errNoLocks) {
		err = nil // the number of the process has to do
	}
	if err == nil {
		err = stillThere(f, name)
	}
	if err != nil {
		f.Close()
		return nil, err
	}
	return f, nil
}

func stillThere(f *os.File, name string) error {
	have, err := os.Stat(name)
	if errors.Is(err, fs.ErrNotExist) {
		return errTaken
	}
	if err != nil {
		return err
	}
	own, err := f.Stat()
	if err == nil && !os.SameFile(own, have) {
		err = errTaken
	}
	return err
}

// end gives the lease up.
func (l *lease) end() error {
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.lock == nil {
		return nil
	}
	f := l.lock
	l.lock = nil
	return release(f)
}

// release removes a lock and lets go of it, in the order the system can do.
func release(f *os.File) error {
	err := os.Remove(f.Name())
	if e := f.Close(); err == nil {
		return e
	}
	if err = os.Remove(f.Name()); errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	return err
}

// Close gives up what shows that this process works in tmp/. What it left there is a left-over from here on.
func (s *Store) Close() error { return s.lease.end() }

// TempDir makes a folder in tmp/ for the time being; remove takes it away with all that is in it. What it cannot take
// away, and what a crash leaves, is swept like everything there.
func (s *Store) TempDir() (dir string, remove func(), err error) {
	dir, err = s.tmpName()
	if err == nil {
		err = s.files.Mkdir(dir)
	}
	if err != nil {
		return "", nil, fmt.Errorf("making a folder for the time being: %w", err)
	}
	return dir, func() { _ = s.removeAll(dir) }, nil
}

// removeAll removes a file, or a folder with all that is in it.
func (s *Store) removeAll(name string) error {
	fi, err := s.files.Stat(name)
	if err == nil && fi.IsDir() {
		var inside []fs.DirEntry
		inside, err = s.files.ReadDir(name)
		for _, e := range inside {
			err = errors.Join(err, s.removeAll(filepath.Join(name, e.Name())))
		}
	}
	if err == nil {
		err = s.files.Remove(name)
	}
	if errors.Is(err, fs.ErrNotExist) {
		return nil // somebody else swept it
	}
	return err
}

// makerOf returns who made a temporary file, and whether it is the maker's lock; "" for a name not given here.
func makerOf(name string) (maker string, isLock bool) {
	pid, rest, _ := strings.Cut(name, "-")
	if _, err := strconv.Atoi(pid); err != nil {
		return "", false
	}
	random, isLock := strings.CutSuffix(rest, lockSuffix)
	if !isLock {
		random, _, _ = strings.Cut(rest, "-")
	}
	if len(random) != 16 {
		return "", false
	}
	return pid + "-" + random, isLock
}

// Sweep removes what a crash left in tmp/: everything whose maker does not live. Where locks cannot be asked for, alive
// says whether a process of that number runs.
func (s *Store) Sweep(alive func(pid int) bool) (removed int, err error) {
	names, err := s.files.ReadDir(filepath.Join(s.root, "tmp"))
	if err != nil {
		return 0, fmt.Errorf("looking for left-overs: %w", err)
	}
	lives := map[string]bool{}
	var locks []*os.File // of makers that are dead, held until all of theirs is gone
	defer func() {
		for _, f := range locks {
			if e := release(f); err == nil && e != nil {
				err = fmt.Errorf("removing left-over %q: %w", f.Name(), e)
			}
		}
	}()
	for _, e := range names {
		maker, isLock := makerOf(e.Name())
		if _, asked := lives[maker]; !asked && maker != "" {
			held, err := s.takeOver(maker, alive)
			if err != nil {
				return removed, fmt.Errorf("looking for left-overs: %w", err)
			}
			if held != nil {
				locks = append(locks, held)
			}
			lives[maker] = held == nil && s.lives(maker)
		}
		if lives[maker] || isLock {
			continue
		}
		if err := s.removeAll(s.tmp(e.Name())); err != nil {
			return removed, fmt.Errorf("removing left-over %q: %w", e.Name(), err)
		}
		removed++
	}
	return removed, nil
}

// takeOver gives the lock of a maker that does not live; nil when it lives, or has no lock.
func (s *Store) takeOver(maker string, alive func(pid int) bool) (*os.File, error) {
	f, err := os.OpenFile(s.tmp(maker+lockSuffix), os.O_RDWR, 0)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	err = lock(f)
	pid, _, _ := strings.Cut(maker, "-")
	if n, e := strconv.Atoi(pid); errors.Is(err, errNoLocks) && e == nil && !alive(n) {
		return f, nil
	}
	if err == nil {
		return f, nil
	}
	f.Close()
	if errors.Is(err, errHeld) || errors.Is(err, errNoLocks) {
		err = nil
	}
	return nil, err
}

// lives reports whether a maker whose lock could not be taken over has one: it is made before anything else, and goes
// last.
func (s *Store) lives(maker string) bool {
	_, err := os.Stat(s.tmp(maker + lockSuffix))
	return err == nil
}
