//go:build !unix

package pdf

import "github.com/tetratelabs/wazero/experimental"

func reserve(initial, _ uint64) experimental.LinearMemory { return &slice{make([]byte, 0, initial)} }
