package reading

import (
	"context"
	"errors"
	"fmt"
	"io"
	"strings"
	"time"

	"exhibit/internal/reading/docx"
	"exhibit/internal/reading/html"
	"exhibit/internal/reading/mail"
	"exhibit/internal/reading/pdf"
	"exhibit/internal/reading/plain"
	"exhibit/internal/reading/text"
)

// The words of package text, which readers and callers share.
type (
	Input   = text.Input
	Part    = text.Part
	Text    = text.Text
	Failure = text.Failure
)

// Codes of failures; see package text for what each means.
const (
	Unsupported = text.Unsupported
	Encrypted   = text.Encrypted
	Truncated   = text.Truncated
	TooLarge    = text.TooLarge
	TimeLimit   = text.TimeLimit
	MemoryLimit = text.MemoryLimit
	Empty       = text.Empty
	BadCharset  = text.BadCharset
	Malformed   = text.Malformed
)

// ActiveContent is the flag of an original that could run something.
const ActiveContent = text.ActiveContent

// Reader reads originals of one format. Read is safe for use by several goroutines at once, returns either a Text or
// an error, and a *Failure among the errors is the outcome of this original; any other error (the file vanished, the
// caller gave up) says nothing about it.
type Reader interface {
	Name() string
	Version() string
	Read(ctx context.Context, in Input) (*Text, error)
}

// Config bounds what one original may cost. Zero fields take the default.
type Config struct {
	MaxBytes int64         // of a text, HTML, mail or DOCX original (default 64 MiB)
	MaxText  int           // bytes of text out of one original (default 32 MiB)
	Time     time.Duration // for one original (default one minute)

	MaxPDFBytes int64  // of a PDF original (default 128 MiB)
	MaxPages    int    // of a PDF original (default 5,000)
	PDFMemory   int64  // bytes of the machine a PDF is read in (default 512 MiB); what runs beside it has far less
	CacheDir    string // folder for the compiled PDF module; with it a process starts on PDF in a tenth of the time
}

const (
	defaultMaxBytes = 64 << 20
	defaultMaxText  = 32 << 20
	defaultTime     = time.Minute
)

// Set is the readers there are. It is safe for use by several goroutines at once.
type Set struct {
	config  Config
	readers []entry
}

// entry is one line of the table of readers.
type entry struct {
	types  []string // media types without parameters
	reader Reader
	timed  bool // keeps the time of an original itself
}

// New makes a Set. Nothing costly happens before the first original that needs it.
func New(c Config) *Set {
	if c.MaxBytes == 0 {
		c.MaxBytes = defaultMaxBytes
	}
	if c.MaxText == 0 {
		c.MaxText = defaultMaxText
	}
	if c.Time == 0 {
		c.Time = defaultTime
	}
	s := &Set{config: c}
	s.readers = []entry{
		{plainTypes, plain.Reader{Limit: c.MaxBytes}, false},
		{[]string{HTMLType, "application/xhtml+xml"}, html.Reader{Limit: c.MaxBytes}, false},
		{[]string{MailType}, mail.Reader{Limit: c.MaxBytes}, false},
		{[]string{DOCXType, "application/vnd.ms-word.document.macroenabled.12"}, docx.Reader{Limit: c.MaxBytes}, false},
		{[]string{PDFType}, pdf.New(pdf.Config{Limit: c.MaxPDFBytes, Memory: c.PDFMemory, Pages: c.MaxPages, MaxText: c.MaxText, CacheDir: c.CacheDir, Time: c.Time}), true},
	}
	return s
}

// plainTypes are read as they are: who checks a quote from a table or a feed sees the same lines in an editor.
var plainTypes = []string{
	"text/plain", "application/x-subrip", "application/json", "application/x-ndjson", "application/geo+json", "application/rss+xml", "application/atom+xml",
	"application/vnd.google-earth.kml+xml", "application/gpx+xml",
}

// For gives the reader of a media type.
func (s *Set) For(mediaType string) (Reader, bool) {
	for _, e := range s.readers {
		for _, t := range e.types {
			if t == mediaType {
				return limited{e.reader, s.config, e.timed}, true
			}
		}
	}
	if strings.HasPrefix(mediaType, "text/") && mediaType != "text/rtf" { // programs, subtitles, logs: words as they are
		return s.For("text/plain")
	}
	return nil, false
}

// Read finds out what in is, unless it says so, and reads it.
func (s *Set) Read(ctx context.Context, in Input) (*Text, error) {
	if in.MediaType == "" {
		var err error
		if in.MediaType, err = mediaType(in); err != nil {
			return nil, err
		}
	}
	if in.MediaType == EmptyType {
		return nil, text.Fail(Empty, "the file has no bytes; ask the source for it again")
	}
	r, ok := s.For(in.MediaType)
	if !ok {
		return nil, text.Fail(Unsupported, "there is no reader for %s; the original is preserved and listed, and a person can record what it shows as an observation", in.MediaType)
	}
	return r.Read(ctx, in)
}

// Close gives back what readers hold. A Set is not used after Close.
func (s *Set) Close() error {
	var errs []error
	for _, e := range s.readers {
		if c, ok := e.reader.(io.Closer); ok {
			errs = append(errs, c.Close())
		}
	}
	return errors.Join(errs...)
}

// mediaType looks at the beginning of the original.
func mediaType(in Input) (string, error) {
	f, err := in.Open()
	if err != nil {
		return "", fmt.Errorf("opening %q: %w", in.Name, err)
	}
	defer f.Close()
	head := make([]byte, HeadSize)
	n, err := io.ReadFull(f, head)
	if err != nil && !errors.Is(err, io.EOF) && !errors.Is(err, io.ErrUnexpectedEOF) {
		return "", fmt.Errorf("reading %q: %w", in.Name, err)
	}
	return Detect(head[:n], in.Name), nil
}

// limited stands before every reader: it bounds time and text and turns a panic into a Failure.
type limited struct {
	Reader
	config Config
	timed  bool
}

func (l limited) Read(ctx context.Context, in Input) (*Text, error) {
	// What a reader sets up once, and waiting for others, is not the fault of an original: where there is such, the reader
	// keeps the time.
	if !l.timed {
		var cancel context.CancelFunc
		ctx, cancel = context.WithTimeout(ctx, l.config.Time)
		defer cancel()
	}
	t, err := text.Guard(func() (*Text, error) { return l.Reader.Read(ctx, in) })
	if err != nil {
		return nil, err
	}
	if len(t.Body) > l.config.MaxText && !t.Same {
		return nil, text.Fail(TooLarge, "the text has %d bytes, more than the limit of %d; split the original and add the parts as copies", len(t.Body), l.config.MaxText)
	}
	return t, nil
}
