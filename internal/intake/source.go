package intake

import (
	"context"
	"fmt"
	"io"
	"sync"
)

// source is the preserved bytes of a container. It tells a fault of the place they are kept in (err, which ends the walk)
// from damage in the bytes themselves (an outcome).
type source struct {
	ctx    context.Context
	report string
	at     io.ReaderAt
	closer io.Closer
	size   int64
	err    error
}

func openSource(ctx context.Context, got Received, report string) (*source, error) {
	r, size, err := got.Open()
	if err != nil {
		return nil, fmt.Errorf("opening the preserved bytes of %q to look into them: %w", report, err)
	}
	at, ok := r.(io.ReaderAt)
	if !ok {
		at = &seekerAt{r: r}
	}
	return &source{ctx: ctx, report: report, at: at, closer: r, size: size}, nil
}

func (s *source) close() { s.closer.Close() }

// ReadAt reads preserved bytes. What lies beyond the end is io.EOF, as ever.
func (s *source) ReadAt(p []byte, off int64) (int, error) {
	if err := s.ctx.Err(); err != nil {
		return 0, err
	}
	if off < 0 || off >= s.size {
		return 0, io.EOF
	}
	short := false
	if int64(len(p)) > s.size-off {
		p, short = p[:s.size-off], true
	}
	n, err := s.at.ReadAt(p, off)
	if n == len(p) {
		err = nil
		if short {
			err = io.EOF
		}
		return n, err
	}
	if err == io.EOF || err == nil {
		err = io.ErrUnexpectedEOF // the place holds fewer bytes than it said
	}
	s.err = fmt.Errorf("reading the preserved bytes of %q: %w", s.report, err)
	return n, s.err
}

// section reads the bytes from off to end.
func (s *source) section(off, end int64) *io.SectionReader {
	return io.NewSectionReader(s, off, end-off)
}

// stream reads it all, from the beginning; each call begins anew.
func (s *source) stream() (io.Reader, error) { return s.section(0, s.size), nil }

// seekerAt gives ReadAt to what can only seek and read.
type seekerAt struct {
	mu sync.Mutex
	r  io.ReadSeeker
}

func (s *seekerAt) ReadAt(p []byte, off int64) (int, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if _, err := s.r.Seek(off, io.SeekStart); err != nil {
		return 0, err
	}
	n, err := io.ReadFull(s.r, p)
	if err == io.ErrUnexpectedEOF {
		err = io.EOF
	}
	return n, err
}
