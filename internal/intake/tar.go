package intake

import (
	"archive/tar"
	"bufio"
	"bytes"
	"compress/bzip2"
	"compress/gzip"
	"errors"
	"fmt"
	"io"
	"path"
	"strings"
)

// tarMembers goes through a TAR. A TAR has no directory: opening a member again means reading from the beginning.
func tarMembers(stream func() (io.Reader, error)) members {
	return func(yield func(member, error) bool) {
		r, err := stream()
		if err != nil {
			yield(member{}, err)
			return
		}
		t := tar.NewReader(r)
		at := 0 // the member t stands at
		for {
			h, err := nextTar(t)
			if err == io.EOF {
				return
			}
			if err != nil {
				yield(member{}, err)
				return
			}
			at++
			index, unread := at, true
			m, ok := tarMember(h)
			if !ok {
				continue
			}
			m.open = func() (io.ReadCloser, error) {
				if unread && at == index {
					unread = false
					return io.NopCloser(t), nil
				}
				return reopenTar(stream, index)
			}
			if !yield(m, nil) {
				return
			}
		}
	}
}

func nextTar(t *tar.Reader) (*tar.Header, error) {
	h, err := t.Next()
	if errors.Is(err, tar.ErrInsecurePath) {
		err = nil // names are made safe by memberName
	}
	return h, err
}

func reopenTar(stream func() (io.Reader, error), index int) (io.ReadCloser, error) {
	r, err := stream()
	if err != nil {
		return nil, err
	}
	t := tar.NewReader(r)
	for range index {
		if _, err := nextTar(t); err != nil {
			return nil, err
		}
	}
	return io.NopCloser(t), nil
}

// tarMember describes a member; ok is false for what is no thing: folders and headers that speak of others.
func tarMember(h *tar.Header) (m member, ok bool) {
	name := h.Name
	for strings.HasPrefix(name, "./") {
		name = name[2:] // "tar cf x.tar ." writes every name like that
	}
	m = member{name: name, size: h.Size, packed: -1, modTime: h.ModTime, mode: h.FileInfo().Mode()}
	switch h.Typeflag {
	case tar.TypeDir, tar.TypeXGlobalHeader:
		return m, false
	case tar.TypeSymlink, tar.TypeLink:
		m.refuse = &verdict{Link, fmt.Sprintf("is a link to %q and has no bytes of its own; look for what it leads to in the archive", cutName(h.Linkname))}
	case tar.TypeChar, tar.TypeBlock, tar.TypeFifo:
		m.refuse = &verdict{SpecialFile, "is a device or a pipe and has no bytes of its own; nothing can be done about it"}
	}
	return m, true
}

func cutName(name string) string {
	if name = EncodeName(name); len(name) > 200 {
		return cut(name, 200) + "…"
	}
	return name
}

// packedMembers goes through a file packed by gzip or bzip2: a TAR in it is gone through as if it were not packed, anything
// else is one member, named like the file without its ending.
func packedMembers(s *source, k kind, name string, l Limits) members {
	stream := func() (io.Reader, error) { return unpack(s, k, l) }
	return func(yield func(member, error) bool) {
		r, err := stream()
		if err != nil {
			yield(member{}, err)
			return
		}
		head := make([]byte, 8<<10)
		n, err := io.ReadFull(r, head)
		if err != nil && err != io.EOF && err != io.ErrUnexpectedEOF && n == 0 {
			yield(member{}, err)
			return
		}
		if isTar(head[:n]) {
			tarMembers(stream)(yield)
			return
		}
		yield(member{name: innerName(name, k), size: -1, packed: -1, open: func() (io.ReadCloser, error) {
			r, err := stream()
			return io.NopCloser(r), err
		}}, nil)
	}
}

func innerName(name string, k kind) string {
	base := path.Base(strings.ReplaceAll(name, `\`, "/"))
	ext := path.Ext(base)
	switch lower := strings.ToLower(ext); {
	case ext == base:
	case k == gzipFile && lower == ".gz", k == bzip2File && lower == ".bz2":
		return strings.TrimSuffix(base, ext)
	case lower == ".tgz", lower == ".tbz", lower == ".tbz2":
		return strings.TrimSuffix(base, ext) + ".tar"
	}
	return base + ".content"
}

// unpack reads a packed file from its beginning, as long as it does not expand out of proportion.
func unpack(s *source, k kind, l Limits) (io.Reader, error) {
	in := &counter{r: s.section(0, s.size)}
	var out io.Reader
	if k == bzip2File {
		out = bzip2.NewReader(in)
	} else {
		z, err := newGzip(in)
		if err != nil {
			return nil, err
		}
		out = z
	}
	return &ratioGuard{r: out, packed: in, limits: l}, nil
}

// gzipReader reads one gzip stream after another, as gzip files may hold several, and stops at what is none: many tapes and
// downloads carry padding behind the last.
type gzipReader struct {
	in *bufio.Reader
	z  *gzip.Reader
}

func newGzip(r io.Reader) (*gzipReader, error) {
	in := bufio.NewReader(r)
	z, err := gzip.NewReader(in)
	if err != nil {
		return nil, err
	}
	z.Multistream(false)
	return &gzipReader{in: in, z: z}, nil
}

func (g *gzipReader) Read(p []byte) (int, error) {
	for {
		n, err := g.z.Read(p)
		if err != io.EOF || n > 0 {
			if err == io.EOF {
				err = nil
			}
			return n, err
		}
		next, err := g.in.Peek(3)
		if !bytes.Equal(next, []byte("\x1f\x8b\x08")) {
			if len(next) > 0 || err == io.EOF {
				return 0, io.EOF
			}
			return 0, err
		}
		if err := g.z.Reset(g.in); err != nil {
			return 0, err
		}
		g.z.Multistream(false)
	}
}
