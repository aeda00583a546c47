//go:build darwin || dragonfly || freebsd || illumos || linux || netbsd || openbsd

package store

import (
	"errors"
	"os"

	"golang.org/x/sys/unix"
)

// errHeld says that another open file has the lock; errNoLocks, that this file system has none.
var (
	errHeld    = errors.New("somebody else holds the lock")
	errNoLocks = errors.New("this file system has no locks")
)

// lock locks an open file until it is closed (flock(2)), without waiting.
func lock(f *os.File) error {
	switch err := unix.Flock(int(f.Fd()), unix.LOCK_EX|unix.LOCK_NB); {
	case errors.Is(err, unix.EWOULDBLOCK):
		return errHeld
	case errors.Is(err, unix.ENOLCK), errors.Is(err, unix.ENOTSUP), errors.Is(err, unix.ENOSYS), errors.Is(err, unix.EINVAL):
		return errNoLocks
	default:
		return err
	}
}
