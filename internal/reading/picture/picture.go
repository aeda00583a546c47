package picture

import (
	"context"
	"errors"
	"image"
	"image/gif"
	"image/jpeg"
	"image/png"
	"io"
	"strings"
	"sync"
	"time"

	"exhibit/internal/reading/text"
)

// Version changes whenever the same bytes could give other points.
const Version = "picture/1"

// Config bounds what one picture may cost. Zero fields take the default.
type Config struct {
	MaxBytes  int64         // of an original (default 128 MiB)
	MaxPixels int64         // of a picture (default 64 Mi, which the largest telephones stay below)
	Time      time.Duration // for one original (default one minute)
}

// Decoder unpacks pictures. It is safe for use by several goroutines at once.
type Decoder struct {
	config Config
	large  sync.Mutex // held while a large picture is unpacked: two at once may be too much for a laptop
}

// largePixels is the number of points from which a picture is unpacked alone.
const largePixels = 16 << 20

// New makes a Decoder.
func New(c Config) *Decoder {
	if c.MaxBytes == 0 {
		c.MaxBytes = 128 << 20
	}
	if c.MaxPixels == 0 {
		c.MaxPixels = 64 << 20
	}
	if c.Time == 0 {
		c.Time = time.Minute
	}
	return &Decoder{config: c}
}

// Is reports whether a media type is that of a picture.
func Is(mediaType string) bool { return strings.HasPrefix(mediaType, "image/") }

// format is one way of storing pictures.
type format struct {
	size   func(io.Reader) (image.Config, error)
	decode func(io.Reader) (image.Image, error)
}

func formatOf(mediaType string) (format, bool) {
	switch mediaType {
	case "image/jpeg":
		return format{jpeg.DecodeConfig, jpeg.Decode}, true
	case "image/png", "image/vnd.mozilla.apng": // the first picture of several
		return format{png.DecodeConfig, png.Decode}, true
	case "image/gif":
		return format{gif.DecodeConfig, gif.Decode}, true
	}
	return format{}, false
}

// Use unpacks in and gives it to fn, which must not keep it: no second large picture is unpacked until fn returns.
func (d *Decoder) Use(ctx context.Context, in text.Input, fn func(image.Image)) error {
	f, ok := formatOf(in.MediaType)
	if !ok {
		return text.Fail(text.Unsupported, "pictures of the type %s are not unpacked; add a copy as JPEG or PNG beside it to have it compared", in.MediaType)
	}
	if in.Size > d.config.MaxBytes {
		return text.Fail(text.TooLarge, "the picture has %d bytes, more than the limit of %d; add a smaller copy beside it to have it compared", in.Size, d.config.MaxBytes)
	}
	ctx, cancel := context.WithTimeout(ctx, d.config.Time)
	defer cancel()
	_, err := text.Guard(func() (*text.Text, error) { return nil, d.use(ctx, in, f, fn) })
	return err
}

func (d *Decoder) use(ctx context.Context, in text.Input, f format, fn func(image.Image)) error {
	r, err := in.Open()
	if err != nil {
		return err
	}
	defer r.Close()
	s := d.bounded(ctx, r)
	c, err := f.size(s)
	if err != nil {
		return outcome(ctx, s, err)
	}
	pixels := int64(c.Width) * int64(c.Height)
	if c.Width <= 0 || c.Height <= 0 {
		return text.Fail(text.Malformed, "the picture says it has %d by %d points; ask the source for it again", c.Width, c.Height)
	}
	if pixels/int64(c.Width) != int64(c.Height) || pixels > d.config.MaxPixels {
		return text.Fail(text.TooLarge, "the picture has %d by %d points, more than the limit of %d in all; add a smaller copy beside it to have it compared", c.Width, c.Height, d.config.MaxPixels)
	}
	if pixels >= largePixels {
		d.large.Lock()
		defer d.large.Unlock()
	}
	if _, err := r.Seek(0, io.SeekStart); err != nil {
		return err
	}
	s = d.bounded(ctx, r)
	img, err := f.decode(s)
	if err != nil {
		return outcome(ctx, s, err)
	}
	fn(img)
	return nil
}

// source is an original within the limits of bytes and time; a file may grow while it is read. It remembers what went
// wrong with the file itself, which says nothing about the picture.
type source struct {
	r      io.Reader
	failed error
}

func (d *Decoder) bounded(ctx context.Context, r io.Reader) *source {
	return &source{r: io.LimitReader(text.Stoppable(ctx, r), d.config.MaxBytes)}
}

func (s *source) Read(b []byte) (int, error) {
	n, err := s.r.Read(b)
	if err != nil && !errors.Is(err, io.EOF) {
		s.failed = err
	}
	return n, err
}

// outcome says what it means that a picture cannot be unpacked.
func outcome(ctx context.Context, s *source, err error) error {
	if stopped := text.Stopped(ctx); stopped != nil {
		return stopped
	}
	var j jpeg.UnsupportedError
	var p png.UnsupportedError
	switch says := err.Error(); {
	case s.failed != nil:
		return s.failed
	case errors.As(err, &j) || errors.As(err, &p):
		return text.Fail(text.Unsupported, "the picture is stored in a way that is not unpacked (%.100s); add a copy as PNG beside it to have it compared", says)
	case strings.HasSuffix(says, "EOF") || strings.HasSuffix(says, "short Huffman data"):
		return text.Fail(text.Truncated, "the picture breaks off; ask the source for the whole file")
	default:
		return text.Fail(text.Malformed, "the picture is not what its type says (%.100s); open it with its own program and save a copy beside it", says)
	}
}
