package text

import (
	"context"
	"errors"
	"fmt"
	"io"
	"slices"
)

// Input is an original to be read.
type Input struct {
	Name      string // as added; used in no decision except by the caller's choice of a media type
	MediaType string // "" asks package reading to find out
	Size      int64
	// Open gives the bytes from the beginning. Each call is independent of the others.
	Open func() (io.ReadSeekCloser, error)
}

// Part is a stretch of Body with a place in the original: a page, a paragraph, a header, a table row.
// Parts of different kinds may overlap (paragraphs lie on pages); parts of one kind are in order and do not.
type Part struct {
	Kind  string `json:"kind"`            // title header body paragraph page cell footnote
	N     int    `json:"n,omitempty"`     // page or paragraph number from 1; 0 where numbers say nothing
	Label string `json:"label,omitempty"` // name of the header, label of the page
	Start int    `json:"start"`           // code points of Body, half-open
	End   int    `json:"end"`
}

// Text is what a reader found in an original.
type Text struct {
	Body string `json:"-"`              // valid UTF-8 without NUL; kept as a file of its own
	Same bool   `json:"same,omitempty"` // Body is byte for byte the original

	// As the original states them; "" is not stated.
	Title  string `json:"title,omitempty"`
	Author string `json:"author,omitempty"`
	Outlet string `json:"outlet,omitempty"`
	Lang   string `json:"lang,omitempty"`
	URL    string `json:"url,omitempty"`

	// ISO days, equal when the day is known; the basis says where it was found.
	PublishedMin   string `json:"published_min,omitempty"`
	PublishedMax   string `json:"published_max,omitempty"`
	PublishedBasis string `json:"published_basis,omitempty"`

	Parts []Part   `json:"parts,omitempty"`
	Flags []string `json:"flags,omitempty"` // ActiveContent
	Notes []string `json:"notes,omitempty"` // what a person should know: charset used, attachments, what was left out
}

// ActiveContent marks an original that could run something on the reader's machine: script, macro, external link.
const ActiveContent = "active-content"

// Flag adds f once.
func (t *Text) Flag(f string) {
	if !slices.Contains(t.Flags, f) {
		t.Flags = append(t.Flags, f)
	}
}

// Note adds one sentence.
func (t *Text) Note(format string, args ...any) {
	t.Notes = append(t.Notes, fmt.Sprintf(format, args...))
}

// Stable codes of failures. They appear in outcomes and exports; a code keeps its meaning.
const (
	Unsupported = "unsupported"  // there is no reader for this type
	Encrypted   = "encrypted"    // a password is needed
	Truncated   = "truncated"    // the end is missing
	TooLarge    = "too-large"    // larger than the limit, as it is or unpacked
	TimeLimit   = "time-limit"   // reading took longer than allowed
	MemoryLimit = "memory-limit" // reading needed more memory than allowed
	Empty       = "empty"        // no bytes, or no words
	BadCharset  = "bad-charset"  // no known way of writing characters fits
	Malformed   = "malformed"    // not what its type says
)

// Failure is the outcome of an original that was preserved and could not be read.
type Failure struct {
	Code   string // one of the constants above
	Reason string // one sentence with a next step
}

func (f *Failure) Error() string { return f.Reason }

// Fail makes a Failure.
func Fail(code, format string, args ...any) error {
	return &Failure{Code: code, Reason: fmt.Sprintf(format, args...)}
}

// Stopped turns the end of ctx into the outcome it means: the time limit is a Failure of this original, a
// cancellation is the caller's own wish and is returned as it is.
func Stopped(ctx context.Context) error {
	switch err := ctx.Err(); {
	case err == nil:
		return nil
	case errors.Is(context.Cause(ctx), context.DeadlineExceeded):
		return Fail(TimeLimit, "reading took longer than the time limit; split it and add the parts as copies, or read it by hand and record what it says as an observation")
	default:
		return err
	}
}

// Stoppable is r until ctx ends; then it fails, which ends a parser that reads from it.
func Stoppable(ctx context.Context, r io.Reader) io.Reader { return stoppable{ctx, r} }

type stoppable struct {
	ctx context.Context
	r   io.Reader
}

func (s stoppable) Read(b []byte) (int, error) {
	if err := s.ctx.Err(); err != nil {
		return 0, err
	}
	return s.r.Read(b)
}

// Guard runs f and turns a panic of a parser into a Failure, so that one original cannot stop the others.
func Guard(f func() (*Text, error)) (t *Text, err error) {
	defer func() {
		if r := recover(); r != nil {
			t, err = nil, Fail(Malformed, "the parser gave up on this file (%.120v); open it with its own program and save it anew", r)
		}
	}()
	return f()
}

// Bytes reads all of in, at most limit bytes. It does not trust in.Size: a file may grow while it is read.
func Bytes(ctx context.Context, in Input, limit int64) ([]byte, error) {
	if in.Size > limit {
		return nil, tooLarge(in.Size, limit)
	}
	f, err := in.Open()
	if err != nil {
		return nil, fmt.Errorf("opening %q: %w", in.Name, err)
	}
	defer f.Close()
	b := make([]byte, 0, max(in.Size, 0)+512)
	for {
		if err := Stopped(ctx); err != nil {
			return nil, err
		}
		if len(b) == cap(b) {
			b = slices.Grow(b, len(b)/2+512)
		}
		n, err := f.Read(b[len(b):min(cap(b), len(b)+1<<20)])
		b = b[:len(b)+n]
		switch {
		case int64(len(b)) > limit:
			return nil, tooLarge(int64(len(b)), limit)
		case errors.Is(err, io.EOF):
			if len(b) == 0 {
				return nil, Fail(Empty, "the file has no bytes; ask the source for it again")
			}
			return b, nil
		case err != nil:
			return nil, fmt.Errorf("reading %q: %w", in.Name, err)
		}
	}
}

func tooLarge(size, limit int64) error {
	return Fail(TooLarge, "the file has %d bytes, more than the %d this reader takes; split it and add the parts as copies", size, limit)
}
