package submission

import (
	"bytes"
	"context"
	"encoding/binary"
	"fmt"
	"hash/crc32"
	"io"
	"path/filepath"
	"strings"

	"exhibit/internal/store"
)

// archive writes a package as one ZIP file whose every byte follows from its content (docs/format/submission.md, 9):
// files in the order of their paths, stored, one fixed time, sizes in front of the bytes. archive/zip cannot be told
// to write such headers for large files, so the few structures are written here; exhibit verify and the tests read
// them with other code.
type archive struct {
	files        store.Files
	name, target string
	base         string // folder that everything lies in (RFC 8493, 4)
	out          store.File
	at           int64
	central      bytes.Buffer
	count        int64
	buf          []byte
	md5          bool
}

const (
	zipFlags   = 1 << 11 // names are UTF-8
	zipDate    = 1<<5 | 1
	zipMode    = 0o100444 << 16
	zipUnix    = 3 << 8
	zipVersion = 20
	zip64      = 45
	zipMax32   = 1<<32 - 1
	zipMax16   = 1<<16 - 1
)

func newArchive(files store.Files, target string, pid int, withMD5 bool) (*archive, error) {
	a := &archive{files: files, md5: withMD5, name: partial(target, pid, "partial"), target: target, buf: make([]byte, blockSize)}
	a.base = safeName(strings.TrimSuffix(filepath.Base(target), filepath.Ext(target))) + "/"
	out, err := files.Create(a.name)
	if err != nil {
		return nil, err
	}
	a.out = out
	return a, nil
}

func (a *archive) write(b []byte) error {
	n, err := a.out.Write(b)
	a.at += int64(n)
	return err
}

// inMemoryUpTo is the size up to which a file is read once and kept, because its checksum stands in front of it.
const inMemoryUpTo = 8 << 20

func (a *archive) put(ctx context.Context, p part) (sums, error) {
	if p.size > inMemoryUpTo {
		return a.putLarge(ctx, p)
	}
	r, err := p.open()
	if err != nil {
		return sums{}, err
	}
	defer r.Close()
	var b bytes.Buffer
	if err := copyTo(ctx, &b, io.LimitReader(r, p.size+1), a.buf); err != nil {
		return sums{}, err
	}
	d := newDigester(a.md5)
	d.Write(b.Bytes())
	if err := d.sums().check(p); err != nil {
		return sums{}, err
	}
	if err := a.header(p, crc32.ChecksumIEEE(b.Bytes())); err != nil {
		return sums{}, err
	}
	return d.sums(), a.write(b.Bytes())
}

// putLarge reads a file twice: once for its checksum, once to copy it.
func (a *archive) putLarge(ctx context.Context, p part) (sums, error) {
	first := crc32.NewIEEE()
	if err := a.read(ctx, p, first); err != nil {
		return sums{}, err
	}
	if err := a.header(p, first.Sum32()); err != nil {
		return sums{}, err
	}
	d, second := newDigester(a.md5), crc32.NewIEEE()
	if err := a.read(ctx, p, io.MultiWriter(d, second, counted{a})); err != nil {
		return sums{}, err
	}
	if second.Sum32() != first.Sum32() {
		return sums{}, fmt.Errorf("%s changed while it was read", p.path)
	}
	return d.sums(), d.sums().check(p)
}

func (a *archive) read(ctx context.Context, p part, w io.Writer) error {
	r, err := p.open()
	if err != nil {
		return err
	}
	defer r.Close()
	return copyTo(ctx, w, r, a.buf)
}

// counted writes to the archive.
type counted struct{ a *archive }

func (c counted) Write(b []byte) (int, error) { return len(b), c.a.write(b) }

// header writes a file's local header and notes its entry of the central directory.
func (a *archive) header(p part, crc uint32) error {
	name := a.base + p.path
	at, le := a.at, binary.LittleEndian
	big := p.size >= zipMax32
	version, size32, local := uint16(zipVersion), uint32(min(p.size, zipMax32)), []byte(nil)
	if big {
		version = zip64
		local = le.AppendUint16(le.AppendUint16(nil, 1), 16)
		local = le.AppendUint64(le.AppendUint64(local, uint64(p.size)), uint64(p.size))
	}
	common := func(b []byte, extra int) []byte {
		b = le.AppendUint16(b, version)
		b = le.AppendUint16(b, zipFlags)
		b = le.AppendUint16(b, 0) // stored
		b = le.AppendUint16(b, 0) // time
		b = le.AppendUint16(b, zipDate)
		b = le.AppendUint32(b, crc)
		b = le.AppendUint32(b, size32)
		b = le.AppendUint32(b, size32)
		b = le.AppendUint16(b, uint16(len(name)))
		return le.AppendUint16(b, uint16(extra))
	}
	if err := a.write(append(append(common([]byte("PK\x03\x04"), len(local)), name...), local...)); err != nil {
		return err
	}
	central := []byte(nil)
	if big {
		central = le.AppendUint64(le.AppendUint64(nil, uint64(p.size)), uint64(p.size))
	}
	if at >= zipMax32 {
		central = le.AppendUint64(central, uint64(at))
		version = zip64
	}
	if len(central) > 0 {
		central = append(le.AppendUint16(le.AppendUint16(nil, 1), uint16(len(central))), central...)
	}
	h := le.AppendUint16([]byte("PK\x01\x02"), zipUnix|version)
	h = common(h, len(central))
	h = append(h, 0, 0, 0, 0, 0, 0) // comment, disk, internal attributes
	h = le.AppendUint32(h, zipMode)
	h = le.AppendUint32(h, uint32(min(at, zipMax32)))
	a.central.Write(append(append(h, name...), central...))
	a.count++
	return nil
}

func (a *archive) settle() error { return a.out.Sync() }

func (a *archive) finish() error {
	if err := a.write(a.end()); err != nil {
		return err
	}
	if err := a.out.Sync(); err != nil {
		return err
	}
	out := a.out
	a.out = nil
	if err := out.Close(); err != nil {
		return err
	}
	return place(a.files, a.name, a.target)
}

// end is the central directory and what stands after it.
func (a *archive) end() []byte {
	le, at, size := binary.LittleEndian, a.at, int64(a.central.Len())
	b := a.central.Bytes()
	if a.count >= zipMax16 || at >= zipMax32 || size >= zipMax32 {
		b = le.AppendUint64(append(b, "PK\x06\x06"...), 44)
		b = le.AppendUint16(le.AppendUint16(b, zipUnix|zip64), zip64)
		b = append(b, 0, 0, 0, 0, 0, 0, 0, 0)
		b = le.AppendUint64(le.AppendUint64(b, uint64(a.count)), uint64(a.count))
		b = le.AppendUint64(le.AppendUint64(b, uint64(size)), uint64(at))
		b = append(append(b, "PK\x06\x07"...), 0, 0, 0, 0)
		b = le.AppendUint32(le.AppendUint64(b, uint64(at+size)), 1)
	}
	b = append(append(b, "PK\x05\x06"...), 0, 0, 0, 0)
	count := uint16(min(a.count, zipMax16))
	b = le.AppendUint16(le.AppendUint16(b, count), count)
	b = le.AppendUint32(le.AppendUint32(b, uint32(min(size, zipMax32))), uint32(min(at, zipMax32)))
	return append(b, 0, 0)
}

func (a *archive) abort() error {
	if a.out != nil {
		a.out.Close()
		a.out = nil
	}
	return removed(a.files, a.name)
}
