package intake

import (
	"archive/zip"
	"bufio"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"slices"
	"strings"
)

// A ZIP says at its end where its directory lies, and archive/zip reads that directory whole. A directory of a million entries takes
// half a gigabyte then. So the directory is read here in windows: for some thousand entries at a time archive/zip is shown a file that has the
// same members and a directory of these entries alone.

const (
	windowEntries = 4096
	windowBytes   = 4 << 20
)

// zipMembers goes through a ZIP. doc is not empty if it is a document and no archive, and says of what kind.
func zipMembers(s *source, l Limits) (doc string, seq members) {
	dir, err := findDirectory(s)
	if err != nil {
		return "", salvage(s, l, err)
	}
	first, err := dir.window(s, dir.reader(s))
	if len(first) == 0 && err != nil && err != io.EOF && s.err == nil {
		return "", salvage(s, l, err)
	}
	if doc := documentKind(first); doc != "" {
		return doc, nil
	}
	return "", func(yield func(member, error) bool) {
		entries := dir.reader(s)
		for {
			files, err := dir.window(s, entries)
			for _, f := range files {
				if f.UncompressedSize64 == 0 && strings.HasSuffix(f.Name, "/") {
					continue // a folder
				}
				if !yield(zipMember(f), nil) {
					return
				}
			}
			if err == io.EOF {
				return
			}
			if err != nil {
				yield(member{}, err)
				return
			}
		}
	}
}

func zipMember(f *zip.File) member {
	m := member{
		name: f.Name, size: int64(f.UncompressedSize64), packed: int64(f.CompressedSize64),
		modTime: f.Modified, mode: f.Mode(), open: f.Open,
	}
	const encrypted = 1
	switch {
	case m.size < 0 || m.packed < 0:
		m.refuse = &verdict{BadArchive, "states an impossible size; ask for another copy of the archive"}
	case f.Flags&encrypted != 0:
		m.refuse = &verdict{Encrypted, "is under a password; ask for it, unpack the archive and add what comes out, naming the archive as its source"}
	case f.Method != zip.Store && f.Method != zip.Deflate:
		m.refuse = &verdict{Unsupported, fmt.Sprintf("is packed by method %d, which is not known here; unpack it with another program and add it", f.Method)}
	case m.mode&fs.ModeSymlink != 0:
		m.refuse = &verdict{Link, "is a link and has no bytes of its own; where it leads is written in the archive"}
	}
	return m
}

// documentKind says what a ZIP is when it is no archive.
func documentKind(files []*zip.File) string {
	has := func(name string) bool {
		return slices.ContainsFunc(files, func(f *zip.File) bool { return f.Name == name })
	}
	switch {
	case len(files) > 0 && files[0].Name == "mimetype" && files[0].UncompressedSize64 < 128:
		return "an OpenDocument or EPUB document"
	case has("[Content_Types].xml") && has("_rels/.rels"):
		return "an Office document (DOCX, XLSX, PPTX …)"
	case has("AndroidManifest.xml") && has("classes.dex"):
		return "an Android program"
	case len(files) > 0 && has("META-INF/MANIFEST.MF") && strings.HasPrefix(files[0].Name, "META-INF/"):
		return "a Java program"
	case has("Index/Document.iwa"):
		return "an iWork document"
	}
	return ""
}

// documentHead guesses from the first bytes of a ZIP alone whether it is a document; only for words, never to leave something out.
func documentHead(head []byte) bool {
	if len(head) < localLen {
		return false
	}
	name := string(head[localLen:])
	for _, first := range []string{"mimetype", "[Content_Types].xml", "_rels/", "docProps/", "word/", "META-INF/"} {
		if strings.HasPrefix(name, first) {
			return true
		}
	}
	return false
}

// directory is where the directory of a ZIP lies.
type directory struct {
	start, end int64  // in the file
	offset     uint64 // where the ZIP says it starts; smaller than start if something stands before the ZIP
	count      uint64
}

const (
	endSig   = 0x06054b50
	end64Sig = 0x06064b50
	loc64Sig = 0x07064b50
	entrySig = 0x02014b50
	localSig = 0x04034b50
	descrSig = 0x08074b50

	endLen   = 22
	end64Len = 56
	loc64Len = 20
	entryLen = 46
	localLen = 30
)

var errNoDirectory = errors.New("its directory is missing")

// findDirectory reads the end of a ZIP (APPNOTE.TXT 4.3.14 to 4.3.16).
func findDirectory(s *source) (directory, error) {
	tail := make([]byte, min(s.size, 65<<10))
	if _, err := s.ReadAt(tail, s.size-int64(len(tail))); err != nil && err != io.EOF {
		return directory{}, err
	}
	le := binary.LittleEndian
	p := len(tail) - endLen
	for p >= 0 && !(le.Uint32(tail[p:]) == endSig && p+endLen+int(le.Uint16(tail[p+20:])) <= len(tail)) {
		p--
	}
	if p < 0 {
		return directory{}, errNoDirectory
	}
	endAt := s.size - int64(len(tail)) + int64(p)
	d := directory{end: endAt, count: uint64(le.Uint16(tail[p+10:])), offset: uint64(le.Uint32(tail[p+16:]))}
	size := uint64(le.Uint32(tail[p+12:]))
	if d.count == 0xffff || size == 0xffffffff || d.offset == 0xffffffff {
		if err := d.read64(s, endAt, &size); err != nil {
			return directory{}, err
		}
	}
	d.start = d.end - int64(size)
	if size > uint64(d.end) || d.offset > uint64(d.start) {
		return directory{}, errNoDirectory
	}
	// Some writers state a wrong size; where an entry begins at the stated offset, archive/zip believes the offset, and so do we.
	sig := make([]byte, 4)
	if n, _ := s.ReadAt(sig, int64(d.offset)); n == len(sig) && le.Uint32(sig) == entrySig {
		d.start = int64(d.offset)
	}
	return d, s.err
}

// read64 takes the figures from the ZIP64 end of directory, if there is one.
func (d *directory) read64(s *source, endAt int64, size *uint64) error {
	le := binary.LittleEndian
	loc := make([]byte, loc64Len)
	if n, _ := s.ReadAt(loc, endAt-loc64Len); n < len(loc) || le.Uint32(loc) != loc64Sig {
		return s.err
	}
	at := int64(le.Uint64(loc[8:]))
	end := make([]byte, end64Len)
	if n, _ := s.ReadAt(end, at); n < len(end) || le.Uint32(end) != end64Sig {
		if s.err != nil {
			return s.err
		}
		return errNoDirectory
	}
	d.end, d.count, *size, d.offset = at, le.Uint64(end[32:]), le.Uint64(end[40:]), le.Uint64(end[48:])
	return nil
}

// entries reads the directory on from where it stopped.
type entries struct {
	r    *bufio.Reader
	read uint64
}

func (d directory) reader(s *source) *entries {
	return &entries{r: bufio.NewReaderSize(s.section(d.start, d.end), 64<<10)}
}

// window gives the next entries. The error is io.EOF after the last; with any other error the files that came with it still hold.
func (d directory) window(s *source, e *entries) ([]*zip.File, error) {
	var dir []byte
	var err error
	n := 0
	for n < windowEntries && len(dir) < windowBytes {
		var entry []byte
		if entry, err = e.next(); err != nil {
			break
		}
		dir = append(dir, entry...)
		n++
	}
	if err == io.EOF && e.read != d.count && uint16(e.read) != uint16(d.count) {
		err = fmt.Errorf("its directory has %d entries and states %d", e.read, d.count)
	}
	if s.err != nil {
		return nil, s.err
	}
	if n == 0 {
		return nil, err
	}
	view := &zipView{s: s, head: d.start, tail: append(dir, d.closing(n, len(dir))...)}
	z, zerr := zip.NewReader(view, view.head+int64(len(view.tail)))
	if z == nil {
		return nil, zerr
	}
	return z.File, err
}

// next reads one entry of the directory as it stands.
func (e *entries) next() ([]byte, error) {
	fixed, err := e.r.Peek(entryLen)
	le := binary.LittleEndian
	if len(fixed) < 4 || le.Uint32(fixed) != entrySig {
		if err != nil && err != io.EOF {
			return nil, err
		}
		return nil, io.EOF // the end, or a signature over the directory
	}
	if len(fixed) < entryLen {
		return nil, errors.New("its directory breaks off")
	}
	size := entryLen + int(le.Uint16(fixed[28:])) + int(le.Uint16(fixed[30:])) + int(le.Uint16(fixed[32:]))
	entry := make([]byte, size)
	if _, err := io.ReadFull(e.r, entry); err != nil {
		return nil, errors.New("its directory breaks off")
	}
	e.read++
	return entry, nil
}

// closing writes the end of a directory of n entries and size bytes, in the ZIP64 form, which has room for every figure.
func (d directory) closing(n, size int) []byte {
	le := binary.LittleEndian
	b := le.AppendUint32(nil, end64Sig)
	b = le.AppendUint64(b, end64Len-12)
	b = append(b, make([]byte, 4+8)...) // versions, disks
	b = le.AppendUint64(b, uint64(n))
	b = le.AppendUint64(b, uint64(n))
	b = le.AppendUint64(b, uint64(size))
	b = le.AppendUint64(b, d.offset)

	b = le.AppendUint32(b, loc64Sig)
	b = le.AppendUint32(b, 0)
	b = le.AppendUint64(b, uint64(d.start)+uint64(size))
	b = le.AppendUint32(b, 1)

	b = le.AppendUint32(b, endSig)
	b = append(b, make([]byte, 4)...)
	b = append(b, "\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\x00\x00"...)
	return b
}

// zipView is the members of a ZIP, as preserved, with another directory behind them.
type zipView struct {
	s    *source
	head int64 // bytes taken from s
	tail []byte
}

func (v *zipView) ReadAt(p []byte, off int64) (int, error) {
	n := 0
	if off < v.head {
		part := p[:min(int64(len(p)), v.head-off)]
		got, err := v.s.ReadAt(part, off)
		if n = got; got < len(part) {
			return n, err
		}
	}
	if n == len(p) {
		return n, nil
	}
	from := off + int64(n) - v.head
	if from >= int64(len(v.tail)) {
		return n, io.EOF
	}
	n += copy(p[n:], v.tail[from:])
	if n < len(p) {
		return n, io.EOF
	}
	return n, nil
}
