//go:build unix

package pdf

import (
	"syscall"

	"github.com/tetratelabs/wazero/experimental"
)

// reserve takes the addresses of a machine's memory once, up to the most it may have, and lets the system fill in what
// is touched. A memory that grows in a slice is copied again and again, and a document made to exhaust it would take
// several times the limit; this takes the limit, and gives it back the moment the document is closed.
func reserve(initial, most uint64) experimental.LinearMemory {
	b, err := syscall.Mmap(-1, 0, int(most), syscall.PROT_READ|syscall.PROT_WRITE, syscall.MAP_ANON|syscall.MAP_PRIVATE)
	if err != nil {
		return &slice{make([]byte, 0, initial)}
	}
	return &mapped{b}
}

type mapped struct{ b []byte }

// Reallocate gives the first size bytes, which are zero where nothing was written.
func (m *mapped) Reallocate(size uint64) []byte {
	if size > uint64(len(m.b)) {
		return nil
	}
	return m.b[:size]
}

func (m *mapped) Free() {
	if m.b != nil {
		_ = syscall.Munmap(m.b) // it fails only for addresses that are not its own
		m.b = nil
	}
}
