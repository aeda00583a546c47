package intake

import (
	"bytes"
	"errors"
	"fmt"
	"hash/fnv"
	"io"
	"strings"
	"time"

	"github.com/jhillyerd/enmime/v2"
	"github.com/jhillyerd/enmime/v2/mediatype"
)

// A mail is taken apart into its attachments and inline parts, each as the very bytes that were attached: only the transfer encoding (base64,
// quoted-printable) is undone, no character set is converted. The text of the mail is no member: it is read from the mail itself.

const (
	// Multiparts in one mail, by their boundaries. Real mail has three or four. The library's time to notice the end of a
	// cut mail doubles with every level of nesting, so the number is kept small.
	maxMultiparts = 16
	maxParts      = 5_000   // parts of one multipart, or fewer of several: the library's time grows with the square of their number
	leastPart     = 4       // bytes: --b and the end of its line
	maxHeaders    = 4 << 20 // bytes of the headers of one part: the library takes twenty times as much memory
)

// mailMembers goes through a mail.
func mailMembers(s *source) members {
	return func(yield func(member, error) bool) {
		if err := bounded(s); err != nil {
			yield(member{}, err)
			return
		}
		parts, problem, err := readMail(s.section(0, s.size))
		if err != nil {
			if s.err != nil || contextError(err) != nil {
				yield(member{}, err)
				return
			}
			yield(member{}, badMail(fmt.Sprintf("is preserved, but cannot be taken apart (%v)", err)))
			return
		}
		for _, p := range parts {
			if !yield(p.member(), nil) {
				return
			}
		}
		if problem != "" {
			yield(member{}, badMail("is preserved, but "+problem))
		}
	}
}

func badMail(reason string) error {
	return &Refusal{Outcome: Outcome{Code: BadMail, Reason: reason}}
}

// mailPart is an attachment or inline part.
type mailPart struct {
	name    string
	raw     []byte // as it stands in the mail
	coding  string // Content-Transfer-Encoding
	modTime time.Time
}

func (p mailPart) member() member {
	content, damage := decodeTransfer(p.raw, p.coding)
	m := member{
		name: p.name, size: int64(len(content)), packed: -1, modTime: p.modTime,
		open: func() (io.ReadCloser, error) { return io.NopCloser(bytes.NewReader(content)), nil },
	}
	if damage != "" {
		m.remark = &verdict{BadMail, fmt.Sprintf("is a part of a mail and was decoded as far as it could be: %s; compare it with the mail itself", damage)}
	}
	return m
}

// readMail finds the parts of a mail that are things of their own. problem says what is wrong with a mail that could be read all the same.
func readMail(r io.Reader) (parts []mailPart, problem string, err error) {
	defer func() {
		// The parser reads whatever strangers send. Should it fail in a way its authors did not foresee, the mail stays preserved.
		if v := recover(); v != nil {
			parts, problem, err = nil, "", fmt.Errorf("its form defeats the mail parser: %v", v)
		}
	}()
	watch := &mediaTypes{opened: map[string]bool{}}
	parser := enmime.NewParser(
		enmime.RawContent(true), // the bytes as attached; text is not converted
		enmime.SkipMalformedParts(true),
		enmime.MultipartWOBoundaryAsSinglePart(true),
		enmime.MaxStoredPartErrors(20),
		enmime.SetCustomParseMediaType(watch.parse),
	)
	root, err := parser.ReadParts(r)
	if err != nil {
		return nil, "", errors.New(firstWords(err.Error()))
	}
	c := &collector{}
	c.walk(root, true)
	if watch.closed {
		c.problems = append(c.problems, fmt.Sprintf("it has more than %d bodies of several parts and the others were left whole", maxMultiparts))
	}
	return c.parts, strings.Join(c.problems, ", and "), nil
}

// firstWords keeps a foreign error to one short line.
func firstWords(s string) string {
	s, _, _ = strings.Cut(s, "\n")
	return cutName(s)
}

// mediaTypes reads the media types of a mail for the parser, and makes it take for a multipart only what says that it is one, and not
// too many of them.
type mediaTypes struct {
	opened map[string]bool // by boundary: the library asks several times about one part
	closed bool            // there were more
}

func (m *mediaTypes) parse(s string) (string, map[string]string, []string, error) {
	mtype, params, invalid, err := mediatype.Parse(s)
	if err != nil {
		// A broken field must not cost the part it stands on.
		return "application/octet-stream", map[string]string{}, nil, nil
	}
	if boundary := params["boundary"]; boundary != "" {
		switch {
		case !isMultipart(mtype):
			delete(params, "boundary")
		case !m.opened[boundary] && len(m.opened) == maxMultiparts:
			m.closed = true
			delete(params, "boundary")
		default:
			m.opened[boundary] = true
		}
	}
	return mtype, params, invalid, nil
}

func isMultipart(mtype string) bool { return strings.HasPrefix(mtype, "multipart/") }

// collector gathers the parts of a mail in their order.
type collector struct {
	parts    []mailPart
	problems []string
}

// walk visits p and what is below it. first: p is the first part of its parent.
func (c *collector) walk(p *enmime.Part, first bool) {
	for _, e := range p.Errors {
		switch {
		case e.Name == enmime.ErrorMissingBoundary:
			c.problem("it breaks off: a closing boundary is missing and the last part may be cut")
		case e.Severe && e.Name == enmime.ErrorMalformedChildPart:
			c.problem("a part of it is malformed and was not taken")
		}
	}
	if p.FirstChild == nil {
		if isMultipart(p.ContentType) && p.Boundary != "" {
			c.problem("a boundary it announces never occurs")
		}
		c.leaf(p, first)
		return
	}
	for child := p.FirstChild; child != nil; child = child.NextSibling {
		c.walk(child, child == p.FirstChild)
	}
}

func (c *collector) problem(s string) {
	for _, had := range c.problems {
		if had == s {
			return
		}
	}
	c.problems = append(c.problems, s)
}

func (c *collector) leaf(p *enmime.Part, first bool) {
	related := p.Parent != nil && p.Parent.ContentType == "multipart/related"
	if isBody(p.ContentType, p.Disposition, p.FileName) && (first || !related) || len(p.Content) == 0 && p.FileName == "" {
		return
	}
	c.parts = append(c.parts, mailPart{
		name: partName(p), raw: p.Content, coding: p.Header.Get("Content-Transfer-Encoding"), modTime: p.FileModDate,
	})
	p.Content = nil
}

// isBody reports whether a part is text of the mail itself: plain text or HTML that is neither attached nor has a file name. In a
// multipart/related (RFC 2387) only the first part can be the body; the others, style sheets or frames, are things it uses.
func isBody(mtype, disposition, fileName string) bool {
	text := mtype == "" || mtype == "text/plain" || mtype == "text/html"
	return text && disposition != "attachment" && fileName == ""
}

// partName is the file name a part states, or one made of its place in the mail.
func partName(p *enmime.Part) string {
	ext := extension(p.ContentType)
	name := p.FileName
	if strings.TrimSpace(name) == "" {
		id := strings.TrimSuffix(p.PartID, ".0")
		return "part-" + id + ext
	}
	if ext == ".eml" && !hasExt(name, ".eml") {
		name += ext // an attached mail is named by its subject
	}
	return name
}

// extension is the usual ending for a media type. The list is short and fixed, so that a report name never depends on what is installed.
func extension(mtype string) string {
	switch mtype {
	case "message/rfc822", "message/global":
		return ".eml"
	case "image/jpeg", "image/jpg":
		return ".jpg"
	case "image/png", "image/gif", "image/webp", "image/heic", "image/bmp":
		return "." + strings.TrimPrefix(mtype, "image/")
	case "image/tiff":
		return ".tif"
	case "image/svg+xml":
		return ".svg"
	case "application/pdf", "application/zip", "application/json", "text/csv", "text/css", "text/xml", "text/html", "video/mp4", "audio/ogg", "video/webm":
		return "." + mtype[strings.IndexByte(mtype, '/')+1:]
	case "audio/mpeg":
		return ".mp3"
	case "video/quicktime":
		return ".mov"
	case "text/calendar":
		return ".ics"
	case "text/plain", "", "message/delivery-status", "message/disposition-notification", "text/rfc822-headers":
		return ".txt"
	case "application/msword":
		return ".doc"
	case "application/vnd.openxmlformats-officedocument.wordprocessingml.document":
		return ".docx"
	case "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet":
		return ".xlsx"
	}
	return ".bin"
}

// bounded refuses a mail that is made to exhaust the library. It looks at lines alone: at how often those of the form --word occur, each of
// which may begin a part, and at how far it is from there to an empty line, for that far go headers. Words are counted in a fixed table by
// hash, so different words may be counted together.
func bounded(s *source) error {
	if s.size <= leastPart*maxParts {
		return nil
	}
	counts := make([]uint32, 1<<16)
	lines := newLines(s.section(0, s.size))
	squares, begin, inHeaders := uint64(0), int64(0), true
	for {
		line, at, err := lines.next()
		if rest, ok := bytes.CutPrefix(line, []byte("--")); ok {
			begin, inHeaders = at, true
			if words := bytes.Fields(rest); len(words) > 0 {
				h := fnv.New32a()
				h.Write(words[0])
				slot := &counts[h.Sum32()&0xffff]
				squares += 2*uint64(*slot) + 1
				*slot++
			}
		}
		if len(bytes.TrimRight(line, "\r\n")) == 0 {
			inHeaders = false
		}
		switch {
		case inHeaders && lines.at-begin > maxHeaders:
			return tooMany(fmt.Sprintf("is preserved, but has headers of more than the %d bytes that are taken; save its attachments and add them", maxHeaders))
		case squares > maxParts*maxParts:
			return tooMany(fmt.Sprintf("is preserved, but has more than the %d parts that are taken; save its attachments and add them", maxParts))
		case err == io.EOF:
			return nil
		case err != nil:
			return err
		}
	}
}

func tooMany(reason string) error { return &Refusal{Outcome: Outcome{Code: TooMany, Reason: reason}} }
