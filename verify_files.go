package exhibit

import (
	"crypto/sha256"
	"errors"
	"fmt"
	"hash"
	"io"
	"io/fs"
	"sync"
)

// blockSize is how much is read at a time.
const blockSize = 1 << 20

type buffers struct{ pool sync.Pool }

func newBuffers() *buffers {
	return &buffers{sync.Pool{New: func() any { b := make([]byte, blockSize); return &b }}}
}

// digest reads a whole file into hashes and returns its length.
func (c *checker) digest(path string, buf []byte, hashes ...hash.Hash) (int64, error) {
	f, err := c.open(path)
	if err != nil {
		return 0, err
	}
	defer f.Close()
	return c.feed(f, buf, hashes...)
}

func (c *checker) feed(r io.Reader, buf []byte, hashes ...hash.Hash) (int64, error) {
	var size int64
	for {
		if err := c.ctx.Err(); err != nil {
			return size, err
		}
		n, err := r.Read(buf)
		for _, h := range hashes {
			h.Write(buf[:n])
		}
		size += int64(n)
		if n > 0 {
			c.advance(0, int64(n))
		}
		if errors.Is(err, io.EOF) {
			return size, nil
		}
		if err != nil {
			return size, err
		}
	}
}

// sha256Of returns the Ref of a file's bytes.
func (c *checker) sha256Of(path string, buf []byte) (Ref, int64, error) {
	h := sha256.New()
	size, err := c.digest(path, buf, h)
	var r Ref
	h.Sum(r[:0])
	return r, size, err
}

// advance counts what was read and tells the caller.
func (c *checker) advance(files, bytes int64) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.prog.Files += files
	c.prog.Bytes += bytes
	if c.opt.Progress != nil {
		c.opt.Progress(c.prog)
	}
}

// expect adds to the totals that progress is measured against.
func (c *checker) expect(entries []fs.DirEntry) {
	if c.opt.Progress == nil {
		return
	}
	var files, bytes int64
	for _, e := range entries {
		if fi, err := e.Info(); err == nil && fi.Mode().IsRegular() {
			files, bytes = files+1, bytes+fi.Size()
		}
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	c.prog.FilesTotal += files
	c.prog.BytesTotal += bytes
}

// why says in words why a file could not be read.
func why(err error) string {
	if errors.Is(err, fs.ErrNotExist) {
		return "it is not there"
	}
	if pe := (*fs.PathError)(nil); errors.As(err, &pe) {
		err = pe.Err
	}
	return fmt.Sprintf("it cannot be read (%v)", err)
}
