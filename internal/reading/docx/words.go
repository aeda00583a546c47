package docx

import (
	"archive/zip"
	"context"
	"encoding/xml"
	"errors"
	"io"
	"strconv"
	"strings"

	"exhibit/internal/reading/text"
)

// paragraph is one paragraph, or one table row of several cells.
type paragraph struct {
	kind  string // heading title; "" for running text
	text  string
	cells []string
	table int // which table the row belongs to
	note  int // number of the footnote

	gathered []byte // text while the paragraph is open
}

func (p paragraph) words() string {
	if len(p.cells) > 0 {
		return strings.Join(p.cells, "\t")
	}
	return p.text
}

// open gives an entry's bytes, at most maxUnpacked of them; nil when there is no such entry.
func (d *document) open(name string) (*bounded, error) {
	f := d.files[name]
	if f == nil {
		return nil, nil
	}
	if f.Flags&1 != 0 {
		return nil, text.Fail(text.Encrypted, "the document is encrypted; ask the source for an open copy and add that as well")
	}
	if f.UncompressedSize64 > maxUnpacked {
		return nil, bomb()
	}
	rc, err := f.Open()
	if err != nil {
		return nil, damaged(name)
	}
	return &bounded{ctx: d.ctx, ReadCloser: rc, left: maxUnpacked, token: maxToken}, nil
}

func bomb() error {
	return text.Fail(text.TooLarge, "a part of the document unpacks to more than %d bytes; it may be made to exhaust memory, so find out where it comes from before opening it", maxUnpacked)
}

func damaged(name string) error {
	return text.Fail(text.Malformed, "the part %q of the document is damaged; open it in a word processor, let it repair the document and add the result as a copy", name)
}

// bounded ends an entry that unpacks to too much, whatever its directory says, or holds an element or a comment as large as
// a book, and stops when the time is over.
type bounded struct {
	io.ReadCloser
	ctx   context.Context
	left  int64
	token int64 // bytes left of what is being read
}

func (b *bounded) Read(p []byte) (int, error) {
	if err := text.Stopped(b.ctx); err != nil {
		return 0, err
	}
	n, err := b.ReadCloser.Read(p)
	if b.left -= int64(n); b.left < 0 {
		return 0, bomb()
	}
	if b.token -= int64(n); b.token < 0 {
		return 0, text.Fail(text.TooLarge, "the document holds an element of more than %d bytes, which no word processor writes; find out where it comes from before opening it", maxToken)
	}
	return n, err
}

// tokens gives each XML token of an entry to f. XML entities of the document's own making are not expanded.
func (d *document) tokens(name string, f func(xml.Token)) error {
	rc, err := d.open(name)
	if rc == nil || err != nil {
		return err
	}
	defer rc.Close()
	x := xml.NewDecoder(rc)
	depth := 0
	for {
		tok, err := x.RawToken()
		if errors.Is(err, io.EOF) && depth == 0 {
			return nil
		}
		if err != nil {
			return outcome(name, err)
		}
		switch tok.(type) {
		case xml.StartElement:
			if depth++; depth > maxNested {
				return text.Fail(text.Malformed, "the document nests its parts %d deep, which no word processor does; find out where it comes from before opening it", maxNested)
			}
		case xml.EndElement:
			if depth--; depth < 0 {
				return damaged(name)
			}
		}
		f(tok)
		rc.token = maxToken
	}
}

// outcome keeps what bounded said and calls all else damage.
func outcome(name string, err error) error {
	var f *text.Failure
	if errors.As(err, &f) || errors.Is(err, context.Canceled) {
		return err
	}
	if errors.Is(err, zip.ErrChecksum) {
		return text.Fail(text.Malformed, "the part %q of the document does not match its checksum; ask the source for an undamaged copy", name)
	}
	return damaged(name)
}

// gatherer turns the tokens of a part into paragraphs.
type gatherer struct {
	emit   func(paragraph)
	open   []paragraph // paragraphs within paragraphs: text boxes
	rows   [][]string  // open rows; only the outermost row's cells stay apart
	cell   []string    // paragraphs of the open cell
	tables int
	skip   int // depth inside what is not shown
	inText int
	note   int
	seen   *observed
	field  strings.Builder
	inCode int
}

// words gives each paragraph and row of a part to emit, in their order.
func (d *document) words(name string, emit func(paragraph)) error {
	g := gatherer{seen: &d.seen, emit: emit}
	return d.tokens(name, func(tok xml.Token) {
		switch t := tok.(type) {
		case xml.StartElement:
			g.start(t)
		case xml.EndElement:
			g.end(t.Name.Local)
		case xml.CharData:
			switch {
			case g.skip > 0:
			case g.inText > 0:
				g.write(string(t))
			case g.inCode > 0 && g.field.Len() < 1<<10:
				g.field.Write(t)
			}
		}
	})
}

func (g *gatherer) write(s string) {
	if n := len(g.open); n > 0 {
		p := &g.open[n-1]
		p.gathered = append(p.gathered, s...)
	}
}

func (g *gatherer) start(t xml.StartElement) {
	if g.skip > 0 {
		g.skip++
		return
	}
	switch t.Name.Local {
	case "Fallback", "del", "moveFrom": // a second version of a drawing; words deleted or moved away
		if t.Name.Local != "Fallback" {
			g.seen.deleted = true
		}
		g.skip = 1
	case "ins", "moveTo":
		g.seen.inserted = true
	case "vanish":
		g.seen.hidden = g.seen.hidden || attr(t, "val") != "0" && attr(t, "val") != "false"
	case "tbl":
		if len(g.rows) == 0 {
			g.tables++
		}
	case "tr":
		g.rows = append(g.rows, nil)
	case "tc":
		if len(g.rows) == 1 {
			g.cell = nil
		}
	case "p":
		g.open = append(g.open, paragraph{note: g.note})
	case "pStyle":
		g.style(attr(t, "val"))
	case "t":
		g.inText++
	case "instrText":
		g.inCode++
	case "tab", "ptab":
		g.write(" ")
	case "br", "cr":
		g.write("\n")
	case "noBreakHyphen":
		g.write("-")
	case "footnote", "endnote":
		g.note, _ = strconv.Atoi(attr(t, "id"))
		if k := attr(t, "type"); k == "separator" || k == "continuationSeparator" || k == "continuationNotice" {
			g.skip = 1
		}
	}
}

func (g *gatherer) end(name string) {
	if g.skip > 0 {
		g.skip--
		return
	}
	switch name {
	case "t":
		g.inText = max(0, g.inText-1)
	case "instrText":
		if g.inCode = max(0, g.inCode-1); strings.Contains(strings.ToUpper(g.field.String()), "DDE") {
			g.seen.dde = true
		}
		g.field.Reset()
	case "p":
		if n := len(g.open); n > 0 {
			p := g.open[n-1]
			g.open = g.open[:n-1]
			p.text, p.gathered = string(p.gathered), nil
			g.put(p)
		}
	case "tc":
		if len(g.rows) == 1 {
			g.rows[0] = append(g.rows[0], strings.Join(g.cell, " "))
			g.cell = nil
		}
	case "tr":
		n := len(g.rows)
		if n == 1 {
			g.endRow(g.rows[0])
		}
		g.rows = g.rows[:max(0, n-1)]
	}
}

// put keeps a finished paragraph: in its cell, or by itself.
func (g *gatherer) put(p paragraph) {
	if strings.TrimSpace(p.text) == "" {
		return
	}
	if len(g.rows) > 0 {
		g.cell = append(g.cell, text.OneLine(p.text))
		return
	}
	g.emit(p)
}

// endRow keeps a finished row. A row of one cell is layout, not a table.
func (g *gatherer) endRow(cells []string) {
	if strings.Join(cells, "") == "" {
		return
	}
	p := paragraph{cells: cells, table: g.tables, note: g.note}
	if len(cells) == 1 {
		p.text, p.cells = cells[0], nil
	}
	g.emit(p)
}

func (g *gatherer) style(name string) {
	n := len(g.open)
	if n == 0 {
		return
	}
	switch low := strings.ToLower(name); {
	case low == "title":
		g.open[n-1].kind = "title"
	case strings.HasPrefix(low, "heading") || low == "subtitle":
		g.open[n-1].kind = "heading"
	case low == "caption":
		g.open[n-1].kind = "caption"
	}
}

func attr(t xml.StartElement, name string) string {
	for _, a := range t.Attr {
		if a.Name.Local == name {
			return a.Value
		}
	}
	return ""
}
