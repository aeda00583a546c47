package exhibit

import (
	"archive/zip"
	"bytes"
	"context"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"strings"
)

// VerifyZip checks what Verify checks, in a ZIP file. Of a submission it checks the archive's own structure too: it has
// one form to the byte, so that nothing can stand between, before or after the files (docs/format/submission.md, 9).
func VerifyZip(ctx context.Context, r io.ReaderAt, size int64, opt Options) (*Report, error) {
	c, err := newChecker(ctx, opt)
	if err != nil {
		return nil, err
	}
	z, err := zip.NewReader(r, size)
	if err != nil && !errors.Is(err, zip.ErrInsecurePath) {
		return nil, fmt.Errorf("this is no ZIP file that can be read: %w", err)
	}
	for _, f := range z.File {
		if f.Flags&1 != 0 {
			return nil, fmt.Errorf("file %q in the ZIP file is encrypted: unpack it with its password and check the folder", f.Name)
		}
	}
	c.archive = func() {
		if err := checkZip(r, size, z.File); err != nil {
			c.find("zip-form", "", -1, "the ZIP file is not written as a submission's is: %v", err)
		}
	}
	if err := c.zipNames(z.File); err != nil {
		return nil, err
	}
	return c.verify(z)
}

// zipNames finds names that unpacking would put elsewhere or over one another. archive/zip shows neither.
func (c *checker) zipNames(files []*zip.File) error {
	seen := map[string]bool{}
	for _, f := range files {
		name := strings.TrimSuffix(f.Name, "/")
		if !safePath(name) {
			c.find("path-unsafe", f.Name, -1, "unpacking the ZIP file would write to %q, outside of a folder of its own", f.Name)
		}
		if seen[name] {
			c.find("path-unsafe", f.Name, -1, "the ZIP file has two files of the name %q", f.Name)
		}
		seen[name] = true
	}
	return nil
}

const (
	zipMax32 = 1<<32 - 1
	zipMax16 = 1<<16 - 1
)

// checkZip makes every header again from names, sizes and checksums and compares it with what is there.
func checkZip(r io.ReaderAt, size int64, files []*zip.File) error {
	var at int64
	var central []byte
	last := ""
	for i, f := range files {
		if i > 0 && f.Name <= last {
			return fmt.Errorf("%q does not come in the order of names", f.Name)
		}
		last = f.Name
		length := int64(f.UncompressedSize64)
		if f.Method != zip.Store || f.CompressedSize64 != f.UncompressedSize64 || length < 0 || length > size {
			return fmt.Errorf("%q is not stored as it is", f.Name)
		}
		local, entry := zipHeaders(f.Name, f.CRC32, length, at)
		if err := same(r, at, local); err != nil {
			return fmt.Errorf("the header of %q: %w", f.Name, err)
		}
		central = append(central, entry...)
		at += int64(len(local)) + length
	}
	central = zipEnd(central, int64(len(files)), at)
	if err := same(r, at, central); err != nil {
		return fmt.Errorf("the directory at the end: %w", err)
	}
	if end := at + int64(len(central)); end != size {
		return fmt.Errorf("%d bytes stand after its end", size-end)
	}
	return nil
}

// same compares what stands at an offset, a piece at a time.
func same(r io.ReaderAt, at int64, want []byte) error {
	have := make([]byte, min(len(want), 1<<20))
	for len(want) > 0 {
		n := min(len(want), len(have))
		if _, err := r.ReadAt(have[:n], at); err != nil && !errors.Is(err, io.EOF) {
			return err
		}
		if !bytes.Equal(have[:n], want[:n]) {
			return errors.New("it is not as it should be")
		}
		want, at = want[n:], at+int64(n)
	}
	return nil
}

// zipHeaders gives the two headers of a file (APPNOTE 6.3.10, 4.3.7 and 4.3.12).
func zipHeaders(name string, crc uint32, size, at int64) (local, central []byte) {
	le := binary.LittleEndian
	need, made, short := uint16(20), uint16(20), uint32(min(size, zipMax32))
	var extraLocal, extra []byte
	if size >= zipMax32 {
		need, made = 45, 45
		extra = le.AppendUint64(le.AppendUint64(nil, uint64(size)), uint64(size))
		extraLocal = append([]byte{1, 0, 16, 0}, extra...)
	}
	local = zipCommon([]byte("PK\x03\x04"), need, crc, short, len(name), len(extraLocal))
	local = append(append(local, name...), extraLocal...)
	if at >= zipMax32 {
		made = 45
		extra = le.AppendUint64(extra, uint64(at))
	}
	if len(extra) > 0 {
		extra = append([]byte{1, 0, byte(len(extra)), 0}, extra...)
	}
	central = le.AppendUint16([]byte("PK\x01\x02"), 3<<8|made)
	central = zipCommon(central, made, crc, short, len(name), len(extra))
	central = append(central, make([]byte, 6)...)                 // comment, disk, internal attributes
	central = le.AppendUint32(central, 0o100444<<16)              // a regular file that may be read
	central = le.AppendUint32(central, uint32(min(at, zipMax32))) // where its local header stands
	return local, append(append(central, name...), extra...)
}

func zipCommon(b []byte, version uint16, crc, size uint32, name, extra int) []byte {
	le := binary.LittleEndian
	b = le.AppendUint16(le.AppendUint16(b, version), 1<<11) // names in UTF-8
	b = le.AppendUint16(b, 0)                               // stored
	b = le.AppendUint16(le.AppendUint16(b, 0), 1<<5|1)      // 1980-01-01 00:00:00
	b = le.AppendUint32(le.AppendUint32(le.AppendUint32(b, crc), size), size)
	return le.AppendUint16(le.AppendUint16(b, uint16(name)), uint16(extra))
}

// zipEnd appends what stands after the directory (4.3.14 to 4.3.16).
func zipEnd(central []byte, count, at int64) []byte {
	le, size := binary.LittleEndian, int64(len(central))
	if count >= zipMax16 || at >= zipMax32 || size >= zipMax32 {
		central = append(central, "PK\x06\x06"...)
		central = le.AppendUint64(central, 44)
		central = le.AppendUint16(le.AppendUint16(central, 3<<8|45), 45)
		central = append(central, make([]byte, 8)...)
		for _, v := range []int64{count, count, size, at} {
			central = le.AppendUint64(central, uint64(v))
		}
		central = append(central, "PK\x06\x07\x00\x00\x00\x00"...)
		central = le.AppendUint32(le.AppendUint64(central, uint64(at+size)), 1)
	}
	central = append(central, "PK\x05\x06\x00\x00\x00\x00"...)
	n := uint16(min(count, zipMax16))
	central = le.AppendUint16(le.AppendUint16(central, n), n)
	central = le.AppendUint32(le.AppendUint32(central, uint32(min(size, zipMax32))), uint32(min(at, zipMax32)))
	return append(central, 0, 0)
}
