package mail

import (
	"bytes"
	"context"
	"hash/fnv"
	netmail "net/mail"
	"strings"
	"time"

	"github.com/jhillyerd/enmime/v2"
	"github.com/jhillyerd/enmime/v2/mediatype"

	"exhibit/internal/reading/charset"
	"exhibit/internal/reading/html"
	"exhibit/internal/reading/text"
)

// Version changes whenever the same bytes could give another text.
const Version = "mail/2"

const (
	// Multipart bodies in one message; the next ones are not opened, and a note says so. Real mail has three or four. The
	// library's time to notice the end of a cut message doubles with every level of nesting, so the number is kept small.
	maxMultiparts = 16
	maxParts      = 5_000   // parts of one multipart, or fewer of several: the library's time grows with the square of their number
	leastPart     = 4       // bytes: --b and the end of its line
	maxHeaders    = 4 << 20 // bytes of the headers of one part: the library takes twenty times as much memory
	maxNames      = 200     // attachments listed by name
	maxHeader     = 10_000
)

// Reader reads messages. Limit bounds the bytes of an original, attachments included.
type Reader struct{ Limit int64 }

func (Reader) Name() string    { return "mail" }
func (Reader) Version() string { return Version }

// Read gives the text of in.
func (r Reader) Read(ctx context.Context, in text.Input) (*text.Text, error) {
	b, err := text.Bytes(ctx, in, r.Limit)
	if err != nil {
		return nil, err
	}
	return Parse(ctx, b)
}

// Parse gives the text of the bytes of a message.
func Parse(ctx context.Context, b []byte) (*text.Text, error) {
	root, unopened, err := tree(ctx, bytes.TrimLeft(bytes.TrimPrefix(b, []byte("\xEF\xBB\xBF")), "\r\n"))
	if err != nil {
		return nil, err
	}
	m := message{ctx: ctx}
	if unopened {
		m.b.About().Note("the message has more than %d bodies of several parts; the words of the others are not read", maxMultiparts)
	}
	m.headers(root)
	start := m.b.Len()
	if err := m.bodies(root); err != nil {
		return nil, err
	}
	switch {
	case m.b.Len() > start:
		skip := 0
		if start > 0 {
			skip = len(text.Gap)
		}
		m.b.Mark(text.Part{Kind: "body"}, start+skip)
	case m.sealed:
		return nil, text.Fail(text.Encrypted, "the message is encrypted; ask its recipient for a decrypted copy and add that as well")
	case m.b.Len() == 0:
		return nil, text.Fail(text.Empty, "the message has neither headers nor words; ask the source for it again")
	default:
		m.b.About().Note("the message has no words of its own")
	}
	m.closing(root)
	return m.b.Text(), nil
}

// tree takes the message apart without decoding anything: enmime finds the parts, we decode those that are text, by
// the same rules as for files.
// The bool reports that some were left closed.
func tree(ctx context.Context, b []byte) (*enmime.Part, bool, error) {
	if len(b) > leastPart*maxParts {
		if err := bounded(b); err != nil {
			return nil, false, err
		}
	}
	opened := map[string]bool{} // by boundary: the library asks several times about one part
	unopened := false
	p := enmime.NewParser(enmime.RawContent(true), enmime.SkipMalformedParts(true), enmime.MultipartWOBoundaryAsSinglePart(true),
		enmime.MaxStoredPartErrors(20), enmime.SetCustomParseMediaType(func(s string) (string, map[string]string, []string, error) {
			kind, params, invalid, err := mediatype.ParseWithOptions(s, mediatype.ParseOptions{StripMediaTypeInvalidCharacters: true})
			if err != nil { // a part with a garbled type is still a part
				return "application/octet-stream", nil, nil, nil
			}
			if strings.HasPrefix(kind, "multipart/") {
				if !opened[params["boundary"]] && len(opened) == maxMultiparts {
					unopened = true
					return "application/octet-stream", nil, nil, nil
				}
				opened[params["boundary"]] = true
			} else if params != nil {
				delete(params, "boundary")
			}
			return kind, params, invalid, nil
		}))
	root, err := p.ReadParts(text.Stoppable(ctx, bytes.NewReader(b)))
	if err := text.Stopped(ctx); err != nil {
		return nil, false, err
	}
	if err != nil {
		return nil, false, text.Fail(text.Malformed, "the message cannot be taken apart (%.120v); export it anew from the mail program", err)
	}
	return root, unopened, nil
}

// bounded refuses a message that is made to exhaust the library. It looks at lines alone: at how often those of the form
// --word occur, each of which may begin a part, and at how far it is from there to an empty line, for that far go headers.
// Words are counted in a fixed table by hash, so different words may be counted together.
func bounded(b []byte) error {
	counts := make([]uint32, 1<<16)
	squares, at, begin, inHeaders := uint64(0), 0, 0, true
	for line := range bytes.Lines(b) {
		if rest, ok := bytes.CutPrefix(line, []byte("--")); ok {
			begin, inHeaders = at, true
			word := bytes.TrimLeft(rest, " \t\r\n")
			if i := bytes.IndexAny(word, " \t\r\n"); i > 0 {
				word = word[:i]
			}
			if len(word) > 0 {
				h := fnv.New32a()
				h.Write(word)
				slot := &counts[h.Sum32()&0xffff]
				squares += 2*uint64(*slot) + 1
				*slot++
			}
		}
		at += len(line)
		if len(bytes.TrimRight(line, "\r\n")) == 0 {
			inHeaders = false
		}
		if inHeaders && at-begin > maxHeaders {
			return text.Fail(text.TooLarge, "the message has headers of more than %d bytes, which no mail program writes; find out what it is, and export it anew", maxHeaders)
		}
		if squares > maxParts*maxParts {
			return text.Fail(text.TooLarge, "the message has more than %d parts; export it anew, or split it", maxParts)
		}
	}
	return nil
}

// message is the text under construction.
type message struct {
	ctx      context.Context
	b        text.Builder
	para     int
	attached []string
	sealed   bool // an encrypted part was met
	saved    bool // a page saved by a browser
}

// headers writes the fields a reader of mail looks at.
func (m *message) headers(root *enmime.Part) {
	t := m.b.About()
	get := func(name string) string {
		v := root.Header.Get(name)
		if len(v) > maxHeader {
			v = v[:maxHeader]
			t.Note("the %s header is cut after %d bytes", name, maxHeader)
		}
		s, lost := decodeHeader(v)
		if lost {
			t.Note("the %s header could not be decoded whole", name)
		}
		return s
	}
	for _, name := range []string{"Subject", "From", "To", "Cc", "Date"} {
		v := get(name)
		m.b.AddAfter("\n", name+": ", text.Part{Kind: "header", Label: name}, v)
		switch name {
		case "Subject":
			t.Title = v
		case "From":
			t.Author = v
			m.saved = strings.Contains(v, "Saved by")
		case "Date":
			m.date(v)
		}
	}
	if u := get("Snapshot-Content-Location"); u != "" {
		t.URL, m.saved = u, true
	}
	if l, _, _ := strings.Cut(get("Content-Language"), ","); len(l) == 2 {
		t.Lang = strings.ToLower(l)
	}
}

func (m *message) date(v string) {
	t := m.b.About()
	if v == "" {
		return
	}
	when, err := netmail.ParseDate(v)
	if err != nil {
		if when, err = time.Parse(time.RFC3339, v); err != nil {
			t.Note("the Date header cannot be read as a date")
			return
		}
	}
	if y := when.Year(); y < 1971 || y > 2200 {
		t.Note("the Date header gives the year %d, which is not believed", y)
		return
	}
	day := when.Format(time.DateOnly)
	t.PublishedMin, t.PublishedMax, t.PublishedBasis = day, day, "mail Date header"
}

// bodies writes the text parts below p in their order and lists the rest.
func (m *message) bodies(p *enmime.Part) error {
	if err := text.Stopped(m.ctx); err != nil {
		return err
	}
	switch kind := p.ContentType; {
	case kind == "multipart/encrypted" || strings.HasSuffix(kind, "pkcs7-mime") && !strings.Contains(p.ContentTypeParams["smime-type"], "signed"):
		m.sealed = true
	case kind == "multipart/alternative" && p.FirstChild != nil:
		return m.alternative(p)
	case p.FirstChild != nil:
		for c := p.FirstChild; c != nil; c = c.NextSibling {
			if err := m.bodies(c); err != nil {
				return err
			}
		}
	case attachment(p):
		m.list(p)
	case kind == "text/html":
		return m.html(p)
	case strings.HasPrefix(kind, "text/") || kind == "" || strings.HasPrefix(kind, "multipart/"):
		return m.plain(p)
	default:
		m.list(p)
	}
	return nil
}

// alternative takes the plain version, unless it is only a pointer to the HTML one.
func (m *message) alternative(p *enmime.Part) error {
	var plain, rich *enmime.Part
	for c := p.FirstChild; c != nil; c = c.NextSibling {
		switch {
		case c.ContentType == "text/plain" && plain == nil:
			plain = c
		case (c.ContentType == "text/html" || c.FirstChild != nil) && rich == nil:
			rich = c
		default:
			m.list(c)
		}
	}
	if plain != nil && rich != nil {
		if size := len(bytes.TrimSpace(decodeTransfer(plain))); size == 0 || size < 200 && len(rich.Content) > 20*size {
			plain = nil
		}
	}
	switch {
	case plain != nil:
		if rich != nil && rich.FirstChild != nil { // pictures and files that belong to the version not shown
			for c := rich.FirstChild; c != nil; c = c.NextSibling {
				if c.ContentType != "text/html" {
					m.list(c)
				}
			}
		}
		return m.plain(plain)
	case rich != nil:
		return m.bodies(rich)
	}
	return nil
}

func (m *message) plain(p *enmime.Part) error {
	s, err := m.decode(p)
	if err != nil {
		return nil // noted; the other parts are still read
	}
	for para := range paragraphs(text.Clean(s)) {
		if m.b.Add(text.Part{Kind: "paragraph", N: m.para + 1}, para) {
			m.para++
		}
	}
	return nil
}

func (m *message) html(p *enmime.Part) error {
	s, err := m.decode(p)
	if err != nil {
		return nil
	}
	s = text.Clean(s)
	if !m.saved {
		return html.Words(m.ctx, &m.b, s)
	}
	m.saved = false // the first page is the one saved; frames follow
	t, err := html.Page(m.ctx, s)
	if err != nil {
		return err
	}
	about := m.b.About()
	m.b.Join(t)
	about.Title, about.Author, about.Outlet, about.Lang = t.Title, t.Author, t.Outlet, t.Lang
	if about.URL == "" {
		about.URL = t.URL
	}
	if t.PublishedMin != "" {
		about.PublishedMin, about.PublishedMax, about.PublishedBasis = t.PublishedMin, t.PublishedMax, t.PublishedBasis
	} else if about.PublishedMin != "" {
		about.PublishedMin, about.PublishedMax, about.PublishedBasis = "", "", "" // the day it was saved is not the day it was published
	}
	return nil
}

// decode gives a text part in UTF-8. What cannot be decoded is noted and left out.
func (m *message) decode(p *enmime.Part) (string, error) {
	b := decodeTransfer(p)
	if len(b) == 0 {
		return "", nil
	}
	declared := p.Charset
	if strings.EqualFold(declared, "us-ascii") {
		declared = ""
	}
	s, how, err := charset.Decode(b, declared)
	if err != nil {
		m.b.About().Note("part %s could not be decoded (declared charset %q) and is left out", p.PartID, p.Charset)
		return "", err
	}
	if declared != "" && !charset.Known(declared) {
		m.b.About().Note("part %s declares the unknown charset %q", p.PartID, declared)
	}
	if how.String() != "" {
		m.b.About().Note("part %s: %s", p.PartID, how)
	}
	return s, nil
}

// attachment reports that a part is a file rather than words of the message.
func attachment(p *enmime.Part) bool {
	return p.Disposition == "attachment" || p.FileName != "" && p.ContentType != "text/html" && p.Disposition != "inline"
}

func (m *message) list(p *enmime.Part) {
	name := p.FileName
	if name == "" {
		name = "without a name"
	}
	if len(m.attached) < maxNames {
		m.attached = append(m.attached, text.OneLine(name)+" ("+text.OneLine(p.ContentType)+")")
	}
}

// closing notes what a reader of the text should know of the rest.
func (m *message) closing(root *enmime.Part) {
	t := m.b.About()
	for _, a := range m.attached {
		t.Note("attachment: %s", a)
	}
	if m.sealed {
		t.Note("a part of the message is encrypted and was not read")
	}
	for _, p := range root.DepthMatchAll(func(p *enmime.Part) bool { return len(p.Errors) > 0 }) {
		for _, e := range p.Errors {
			switch {
			case e.Name == enmime.ErrorMissingBoundary:
				t.Note("part %s has no closing boundary: its end may be missing", p.PartID)
			case e.Severe:
				t.Note("part %s: %s", p.PartID, text.OneLine(e.Name))
			}
		}
	}
}
