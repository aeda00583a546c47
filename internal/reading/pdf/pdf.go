package pdf

import (
	"bytes"
	"context"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"strings"
	"time"
	"unicode/utf16"

	"github.com/tetratelabs/wazero/api"
	"github.com/tetratelabs/wazero/sys"

	"exhibit/internal/reading/text"
)

// Version changes whenever the same bytes could give another text.
const Version = "pdf/1+pdfium-" + ModuleVersion

// Config bounds what one document may cost. Zero fields take the default.
type Config struct {
	Limit    int64  // bytes of a document (default 128 MiB)
	Memory   int64  // bytes of the machine it is read in (default 512 MiB); one document at a time may have more than Share
	Share    int64  // bytes that each of the documents read at a time may have (default 96 MiB)
	Pages    int    // pages of a document (default 5,000)
	MaxText  int    // bytes of text out of a document (default 32 MiB)
	AtOnce   int    // documents at a time (default 2): together at most Memory and AtOnce-1 times Share
	CacheDir string // folder for the compiled module; "": compile once in every process

	Time time.Duration // of reading a document, without waiting for others (0: until the caller gives up)
}

// Reader reads PDF documents. It is safe for use by several goroutines at once.
type Reader struct{ e *engine }

// New makes a Reader. The module is not touched before the first document.
func New(c Config) *Reader {
	if c.Limit == 0 {
		c.Limit = 128 << 20
	}
	if c.Memory == 0 {
		c.Memory = 512 << 20
	}
	if c.Share == 0 {
		c.Share = 96 << 20
	}
	if c.Pages == 0 {
		c.Pages = 5000
	}
	if c.MaxText == 0 {
		c.MaxText = 32 << 20
	}
	if c.AtOnce == 0 {
		c.AtOnce = 2
	}
	return &Reader{e: &engine{config: c}}
}

func (*Reader) Name() string    { return "pdf" }
func (*Reader) Version() string { return Version }

// Close gives back the compiled module. No Read may be under way.
func (r *Reader) Close() error { return r.e.close() }

// Parse gives the text of the bytes of a document.
func (r *Reader) Parse(ctx context.Context, b []byte) (*text.Text, error) {
	open := func() (io.ReadSeekCloser, error) { return inMemory{bytes.NewReader(b)}, nil }
	return r.Read(ctx, text.Input{Name: "PDF document", Size: int64(len(b)), Open: open})
}

type inMemory struct{ *bytes.Reader }

func (inMemory) Close() error { return nil }

// Read gives the text of in. The bytes go into the machine as they are read and are in no other memory. The first call
// compiles the module, which takes a second, or a tenth of one with a filled CacheDir.
func (r *Reader) Read(ctx context.Context, in text.Input) (*text.Text, error) {
	if err := r.e.start(); err != nil {
		return nil, err
	}
	select {
	case r.e.slots <- struct{}{}:
		defer func() { <-r.e.slots }()
	case <-ctx.Done():
		return nil, text.Stopped(ctx)
	}
	ctx, clock, done := timed(ctx, r.e.config.Time)
	defer done()
	g := &guest{}
	t, err := r.read(context.WithValue(ctx, guestKey{}, g), clock, in)
	return t, r.outcome(ctx, g, err)
}

// outcome says what the end of a machine means for the document.
func (r *Reader) outcome(ctx context.Context, g *guest, err error) error {
	var f *text.Failure
	var exit *sys.ExitError
	switch {
	case err == nil || errors.As(err, &f) && !g.refused:
		return err
	case errors.As(err, &exit) && ctx.Err() != nil:
		return text.Stopped(ctx)
	case g.refused:
		return text.Fail(text.MemoryLimit, "reading the PDF document needs more than %d MiB of memory and may be made to exhaust it; find out where it comes from, split it and add the parts as copies", r.e.config.Memory>>20)
	case ctx.Err() != nil:
		return text.Stopped(ctx)
	}
	return text.Fail(text.Malformed, "the PDF document made its parser fail; open it in a viewer, print it to a new PDF and add that as a copy")
}

// Error numbers of FPDF_GetLastError.
const (
	errPassword = 4
	errSecurity = 5
)

func (r *Reader) read(ctx context.Context, clock *clock, in text.Input) (*text.Text, error) {
	f, size, err := r.open(ctx, in)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	mod, end, err := r.e.instance(ctx, clock)
	if err != nil {
		return nil, err
	}
	defer end()
	m := machine{ctx: ctx, mod: mod}
	at, b, err := m.fill(f, size)
	if err != nil {
		return nil, err
	}
	runs := active(b)
	doc, err := m.load(at, size)
	if err != nil {
		return nil, err
	}
	pages, err := m.call("FPDF_GetPageCount", doc)
	if err != nil {
		return nil, err
	}
	n := int(int32(pages))
	if n < 1 {
		return nil, text.Fail(text.Malformed, "the PDF document has no pages that can be found; open it in a viewer and save it anew")
	}
	if n > r.e.config.Pages {
		return nil, text.Fail(text.TooLarge, "the PDF document has %d pages, more than the %d this reader takes; split it and add the parts as copies", n, r.e.config.Pages)
	}
	var w writer
	if err := m.about(doc, w.b.About()); err != nil {
		return nil, err
	}
	for i := range n {
		if err := text.Stopped(ctx); err != nil {
			return nil, err
		}
		s, label, err := m.page(doc, i)
		if err != nil {
			return nil, err
		}
		w.page(i+1, label, s)
		if w.b.Bytes() > r.e.config.MaxText {
			return nil, text.Fail(text.TooLarge, "the PDF document gives more than %d bytes of text; split it and add the parts as copies", r.e.config.MaxText)
		}
	}
	if runs || m.scripts(doc) {
		w.b.About().Flag(text.ActiveContent)
	}
	return w.text(n)
}

// open opens a document that is whole and not too large, and says how large it is.
func (r *Reader) open(ctx context.Context, in text.Input) (io.ReadSeekCloser, int64, error) {
	f, err := in.Open()
	if err != nil {
		return nil, 0, fmt.Errorf("opening %q: %w", in.Name, err)
	}
	size, err := whole(ctx, f, r.e.config.Limit)
	var failed *text.Failure
	switch {
	case errors.As(err, &failed) || err != nil && ctx.Err() != nil:
		f.Close()
		return nil, 0, err
	case err != nil:
		f.Close()
		return nil, 0, fmt.Errorf("reading %q: %w", in.Name, err)
	}
	return f, size, nil
}

// whole looks at both ends of a document and leaves f at the beginning.
func whole(ctx context.Context, f io.ReadSeeker, limit int64) (int64, error) {
	if err := text.Stopped(ctx); err != nil {
		return 0, err
	}
	size, err := f.Seek(0, io.SeekEnd)
	switch {
	case err != nil:
		return 0, err
	case size == 0:
		return 0, text.Fail(text.Empty, "the file has no bytes; ask the source for it again")
	case size > limit:
		return 0, text.Fail(text.TooLarge, "the file has %d bytes, more than the %d this reader takes; split it and add the parts as copies", size, limit)
	}
	ends := make([]byte, 64<<10)
	look := func(at int64, n int64) []byte {
		b := ends[:min(size-at, n)]
		if _, serr := f.Seek(at, io.SeekStart); err == nil {
			err = serr
		}
		if _, rerr := io.ReadFull(f, b); err == nil {
			err = rerr
		}
		return b
	}
	begins := bytes.Contains(look(0, 1024), []byte("%PDF-"))
	closed := bytes.Contains(look(max(0, size-int64(len(ends))), int64(len(ends))), []byte("%%EOF"))
	if _, serr := f.Seek(0, io.SeekStart); err == nil {
		err = serr
	}
	switch {
	case err != nil:
		return 0, err
	case !begins:
		return 0, text.Fail(text.Malformed, "the file does not begin as a PDF document does; find out what it is and add it under its own name")
	case !closed:
		return 0, text.Fail(text.Truncated, "the end of the PDF document is missing; ask the source for the whole file, or open this one in a viewer and record what it shows as an observation")
	}
	return size, nil
}

// machine calls the functions of one instance.
type machine struct {
	ctx context.Context
	mod api.Module
}

func (m *machine) call(name string, args ...uint64) (uint64, error) {
	res, err := m.mod.ExportedFunction(name).Call(m.ctx, args...)
	if err != nil || len(res) == 0 {
		return 0, err
	}
	return res[0], nil
}

// bytes copies b into the machine and gives its address there.
func (m *machine) bytes(b []byte) (uint64, error) {
	p, err := m.call("malloc", uint64(len(b)))
	if err != nil {
		return 0, err
	}
	if p == 0 || !m.mod.Memory().Write(uint32(p), b) {
		return 0, errAborted
	}
	return p, nil
}

// fill reads size bytes into the machine. The bytes it returns are the machine's own: they hold until it is called.
func (m *machine) fill(f io.Reader, size int64) (at uint64, b []byte, err error) {
	if at, err = m.call("malloc", uint64(size)); err != nil {
		return 0, nil, err
	}
	b, ok := m.mod.Memory().Read(uint32(at), uint32(size))
	if at == 0 || !ok {
		return 0, nil, errAborted
	}
	if _, err := io.ReadFull(text.Stoppable(m.ctx, f), b); err != nil {
		if stopped := text.Stopped(m.ctx); stopped != nil {
			return 0, nil, stopped
		}
		return 0, nil, fmt.Errorf("reading the PDF document: %w", err)
	}
	return at, b, nil
}

func (m *machine) load(at uint64, size int64) (uint64, error) {
	doc, err := m.call("FPDF_LoadMemDocument", at, uint64(size), 0)
	if err != nil || doc != 0 {
		return doc, err
	}
	code, err := m.call("FPDF_GetLastError")
	switch {
	case err != nil:
		return 0, err
	case code == errPassword || code == errSecurity:
		return 0, text.Fail(text.Encrypted, "the PDF document needs a password; ask the source for it, save an open copy and add that as well")
	}
	return 0, text.Fail(text.Malformed, "the PDF document cannot be opened (PDFium error %d); ask the source for an undamaged copy", code)
}

// page gives the words of a page and its label ("iv", "A-3"), if it has one.
func (m *machine) page(doc uint64, i int) (string, string, error) {
	page, err := m.call("FPDF_LoadPage", doc, uint64(i))
	if err != nil || page == 0 {
		return "", "", err
	}
	words, err := m.call("FPDFText_LoadPage", page)
	if err != nil {
		return "", "", err
	}
	var s string
	if words != 0 {
		if s, err = m.words(words); err != nil {
			return "", "", err
		}
		if _, err := m.call("FPDFText_ClosePage", words); err != nil {
			return "", "", err
		}
	}
	if _, err := m.call("FPDF_ClosePage", page); err != nil {
		return "", "", err
	}
	label, err := m.wide(func(buf, size uint64) (uint64, error) { return m.call("FPDF_GetPageLabel", doc, uint64(i), buf, size) })
	return s, label, err
}

func (m *machine) words(page uint64) (string, error) {
	count, err := m.call("FPDFText_CountChars", page)
	n := int32(count)
	if err != nil || n <= 0 {
		return "", err
	}
	buf, err := m.call("malloc", uint64(n+1)*2)
	if err != nil {
		return "", err
	}
	if buf == 0 {
		return "", errAborted
	}
	got, err := m.call("FPDFText_GetText", page, 0, uint64(n), buf)
	if err != nil {
		return "", err
	}
	s, err := m.utf16(buf, uint64(min(uint32(got), uint32(n)+1))*2)
	if err != nil {
		return "", err
	}
	_, err = m.call("free", buf)
	return s, err
}

// wide calls a function that writes UTF-16 into a buffer and returns the bytes it needs.
func (m *machine) wide(f func(buf, size uint64) (uint64, error)) (string, error) {
	const size = 4096
	buf, err := m.call("malloc", size)
	if err != nil {
		return "", err
	}
	if buf == 0 {
		return "", errAborted
	}
	need, err := f(buf, size)
	if err != nil {
		return "", err
	}
	s := ""
	if need = uint64(uint32(need)); need > 2 && need <= size {
		if s, err = m.utf16(buf, need); err != nil {
			return "", err
		}
	}
	_, err = m.call("free", buf)
	return text.OneLine(s), err
}

func (m *machine) utf16(at, n uint64) (string, error) {
	b, ok := m.mod.Memory().Read(uint32(at), uint32(n))
	if !ok {
		return "", errAborted
	}
	u := make([]uint16, len(b)/2)
	for i := range u {
		u[i] = binary.LittleEndian.Uint16(b[2*i:])
	}
	return strings.TrimRight(string(utf16.Decode(u)), "\x00"), nil
}

// about reads what the document says of itself.
func (m *machine) about(doc uint64, t *text.Text) error {
	for _, field := range []struct {
		key string
		set func(string)
	}{
		{"Title", func(s string) { t.Title = s }},
		{"Author", func(s string) { t.Author = s }},
		{"CreationDate", func(s string) {
			if d := day(s); d != "" {
				t.PublishedMin, t.PublishedMax, t.PublishedBasis = d, d, "PDF CreationDate (made, not necessarily published)"
			}
		}},
	} {
		key, err := m.bytes([]byte(field.key + "\x00"))
		if err != nil {
			return err
		}
		s, err := m.wide(func(buf, size uint64) (uint64, error) { return m.call("FPDF_GetMetaText", doc, key, buf, size) })
		if err != nil {
			return err
		}
		field.set(s)
	}
	lang, err := m.wide(func(buf, size uint64) (uint64, error) { return m.call("FPDFCatalog_GetLanguage", doc, buf, size) })
	if lang, _, _ = strings.Cut(lang, "-"); len(lang) == 2 {
		t.Lang = strings.ToLower(lang)
	}
	return err
}

// scripts asks PDFium, which also sees what compression hides from active. It is asked last: a failure here costs only
// the answer.
func (m *machine) scripts(doc uint64) bool {
	for _, f := range []string{"FPDFDoc_GetJavaScriptActionCount", "FPDFDoc_GetAttachmentCount"} {
		if n, err := m.call(f, doc); err == nil && int32(n) > 0 {
			return true
		}
	}
	return false
}

// active looks for the names under which a document keeps things that run or are embedded.
func active(b []byte) bool {
	for _, name := range []string{"/JavaScript", "/JS", "/Launch", "/EmbeddedFile", "/RichMedia"} {
		for rest := b; ; {
			i := bytes.Index(rest, []byte(name))
			if i < 0 {
				break
			}
			rest = rest[i+len(name):]
			if len(rest) > 0 && (strings.ContainsRune(" \t\r\n(<[/>", rune(rest[0])) || rest[0] == 's') {
				return true
			}
		}
	}
	return false
}

// day reads D:20220308101500+02'00' (ISO 32000-1, 7.9.4) as the day written.
func day(s string) string {
	s = strings.TrimPrefix(s, "D:")
	if len(s) < 8 {
		return ""
	}
	for _, c := range s[:8] {
		if c < '0' || c > '9' {
			return ""
		}
	}
	d := fmt.Sprintf("%s-%s-%s", s[:4], s[4:6], s[6:8])
	if !calendar(d) {
		return ""
	}
	return d
}
