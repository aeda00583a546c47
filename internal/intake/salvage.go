package intake

import (
	"bufio"
	"compress/flate"
	"encoding/binary"
	"errors"
	"fmt"
	"hash/crc32"
	"io"
)

// salvage goes through a ZIP whose directory is missing, as it is when a download broke off: from one local header to the next
// (APPNOTE.TXT 4.3.7). Members that are whole are yielded; the error at the end is why the directory was not used.
func salvage(s *source, l Limits, why error) members {
	return func(yield func(member, error) bool) {
		for off := int64(0); ; {
			h, err := readLocal(s, off)
			if err == nil {
				err = h.findEnd(s, l)
			}
			if err == nil && h.next > s.size {
				err = errors.New("it breaks off within a member")
			}
			if err != nil {
				if r, ok := asRefusal(err); ok {
					yield(member{}, r)
				} else if err == errNoMember {
					yield(member{}, why)
				} else {
					yield(member{}, fmt.Errorf("%w, and %w", why, err))
				}
				return
			}
			if !(h.size == 0 && len(h.name) > 0 && h.name[len(h.name)-1] == '/') && !yield(h.member(s), nil) {
				return
			}
			off = h.next
		}
	}
}

// local is a local header.
type local struct {
	name         string
	flags        uint16
	method       uint16
	crc          uint32
	packed, size int64
	data, next   int64 // where its bytes begin, and where the next header should
}

var errNoMember = errors.New("no further member begins there")

func readLocal(s *source, off int64) (local, error) {
	le := binary.LittleEndian
	b := make([]byte, localLen)
	n, _ := s.ReadAt(b, off) // a short read is the end of the file; a failing source keeps its error in s.err
	if s.err != nil {
		return local{}, s.err
	}
	if n >= 4 && le.Uint32(b) == descrSig && off == 0 { // the mark of a ZIP that was meant for several disks
		return readLocal(s, 4)
	}
	if n < len(b) || le.Uint32(b) != localSig {
		return local{}, errNoMember
	}
	h := local{
		flags: le.Uint16(b[6:]), method: le.Uint16(b[8:]), crc: le.Uint32(b[14:]),
		packed: int64(le.Uint32(b[18:])), size: int64(le.Uint32(b[22:])),
	}
	names := make([]byte, int(le.Uint16(b[26:]))+int(le.Uint16(b[28:])))
	if n, err := s.ReadAt(names, off+localLen); n < len(names) {
		if s.err == nil {
			err = errors.New("it breaks off within a header")
		}
		return local{}, err
	}
	h.name = string(names[:le.Uint16(b[26:])])
	h.data = off + localLen + int64(len(names))
	return h, h.read64(names[len(h.name):])
}

// read64 takes sizes beyond four gigabytes from the extra field (APPNOTE.TXT 4.5.3).
func (h *local) read64(extra []byte) error {
	le := binary.LittleEndian
	for len(extra) >= 4 {
		id, n := le.Uint16(extra), int(le.Uint16(extra[2:]))
		if n > len(extra)-4 {
			break
		}
		if id == 1 && n >= 16 && h.size == 0xffffffff {
			h.size, h.packed = int64(le.Uint64(extra[4:])), int64(le.Uint64(extra[12:]))
		}
		extra = extra[4+n:]
	}
	if h.packed < 0 || h.size < 0 || h.packed > 1<<62 {
		return errors.New("a member states an impossible size")
	}
	return nil
}

// findEnd works out where the member's bytes end. When the sizes follow the bytes instead of preceding them, a deflated member says
// itself where it ends and any other does not.
func (h *local) findEnd(s *source, l Limits) error {
	const sizesFollow = 1 << 3
	h.next = h.data + h.packed
	if h.flags&sizesFollow == 0 || h.packed > 0 {
		return nil
	}
	if h.method != 8 || h.flags&1 != 0 {
		return errors.New("where a member ends cannot be told without it")
	}
	in := &byteCounter{r: bufio.NewReader(s.section(h.data, s.size))}
	sum := crc32.NewIEEE()
	out := flate.NewReader(in)
	buf := make([]byte, 32<<10)
	for {
		n, err := out.Read(buf)
		sum.Write(buf[:n])
		h.size += int64(n)
		if h.size > l.Free && h.size/l.Ratio > in.n {
			return &Refusal{Outcome: Outcome{Code: Bomb, Reason: fmt.Sprintf("is preserved, but a member expands more than %d to one", l.Ratio)}}
		}
		if err == io.EOF {
			break
		}
		if err != nil {
			return fmt.Errorf("a member is damaged or breaks off (%w)", err)
		}
	}
	h.packed, h.crc = in.n, sum.Sum32()
	h.next = h.data + h.packed + descriptorLen(s, h)
	return nil
}

// descriptorLen is the length of what follows a member whose sizes do not precede it: check sum and sizes, in four or eight bytes,
// with or without a mark (APPNOTE.TXT 4.3.9).
func descriptorLen(s *source, h *local) int64 {
	le := binary.LittleEndian
	b := make([]byte, 24)
	n, _ := s.ReadAt(b, h.data+h.packed)
	b = b[:n]
	mark := int64(0)
	if len(b) >= 4 && le.Uint32(b) == descrSig {
		b, mark = b[4:], 4
	}
	if len(b) >= 20 && le.Uint32(b[8:]) == 0 && le.Uint32(b[12:]) == uint32(h.size) && h.size != 0 {
		return mark + 20
	}
	return mark + 12
}

func (h *local) member(s *source) member {
	m := member{name: h.name, size: h.size, packed: h.packed}
	m.open = func() (io.ReadCloser, error) {
		packed := s.section(h.data, h.data+h.packed)
		if h.method == 0 {
			return &checked{r: io.NopCloser(packed), want: h.crc, size: h.size}, nil
		}
		return &checked{r: flate.NewReader(packed), want: h.crc, size: h.size}, nil
	}
	switch {
	case h.flags&1 != 0:
		m.refuse = &verdict{Encrypted, "is under a password; ask for it, unpack the archive and add what comes out"}
	case h.method != 0 && h.method != 8:
		m.refuse = &verdict{Unsupported, fmt.Sprintf("is packed by method %d, which is not known here; unpack it with another program and add it", h.method)}
	}
	return m
}

// checked reads a member and compares its size and check sum at the end.
type checked struct {
	r    io.ReadCloser
	n    int64
	sum  uint32
	want uint32
	size int64
}

func (c *checked) Read(p []byte) (int, error) {
	n, err := c.r.Read(p)
	c.n += int64(n)
	c.sum = crc32.Update(c.sum, crc32.IEEETable, p[:n])
	if err == io.EOF && (c.n != c.size || c.sum != c.want) {
		err = errors.New("size or check sum differ from what the archive states")
	}
	return n, err
}

func (c *checked) Close() error { return c.r.Close() }

// byteCounter counts exactly what a decompressor takes: flate reads no further than it must from an io.ByteReader.
type byteCounter struct {
	r *bufio.Reader
	n int64
}

func (c *byteCounter) Read(p []byte) (int, error) {
	n, err := c.r.Read(p)
	c.n += int64(n)
	return n, err
}

func (c *byteCounter) ReadByte() (byte, error) {
	b, err := c.r.ReadByte()
	if err == nil {
		c.n++
	}
	return b, err
}
