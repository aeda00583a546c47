package store

import (
	"fmt"
	"os"

	"golang.org/x/sys/unix"
)

// syncFS asks the file system that holds name to write everything out (syncfs(2); since Linux 5.8 it reports errors of
// writing back).
func syncFS(name string) error {
	d, err := os.Open(name)
	if err != nil {
		return err
	}
	defer d.Close()
	if err := unix.Syncfs(int(d.Fd())); err != nil {
		return fmt.Errorf("syncing the file system of %q: %w", name, err)
	}
	return nil
}

// beginWriting starts writing a range of a file out and does not wait (sync_file_range(2)).
func beginWriting(f *os.File, off, n int64) {
	_ = unix.SyncFileRange(int(f.Fd()), off, n, unix.SYNC_FILE_RANGE_WRITE) // a hint: Sync decides
}
