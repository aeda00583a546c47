package html

import (
	"context"
	"net/url"
	"strings"

	"codeberg.org/readeck/go-readability"
	dom "golang.org/x/net/html"
	netcharset "golang.org/x/net/html/charset"

	"exhibit/internal/reading/charset"
	"exhibit/internal/reading/text"
)

// Version changes whenever the same bytes could give another text.
const Version = "html/2"

// Reader reads pages. Limit bounds the bytes of an original.
type Reader struct{ Limit int64 }

func (Reader) Name() string    { return "html" }
func (Reader) Version() string { return Version }

// Read gives the text of in.
func (r Reader) Read(ctx context.Context, in text.Input) (*text.Text, error) {
	b, err := text.Bytes(ctx, in, r.Limit)
	if err != nil {
		return nil, err
	}
	return Parse(ctx, b)
}

// Parse gives the text of the bytes of a page.
func Parse(ctx context.Context, b []byte) (*text.Text, error) {
	s, how, err := charset.Decode(b, declared(b))
	if err != nil {
		return nil, err
	}
	t, err := Page(ctx, text.Clean(strings.TrimPrefix(s, "\uFEFF")))
	if err != nil {
		return nil, err
	}
	if how.String() != "" {
		t.Note("%s", how)
	}
	return t, nil
}

// declared is the charset of a meta element, "" when there is none.
func declared(b []byte) string {
	_, name, certain := netcharset.DetermineEncoding(b[:min(len(b), 1024)], "")
	if !certain {
		return ""
	}
	return name
}

// Page gives the text of a page whose characters are decoded already.
func Page(ctx context.Context, s string) (*text.Text, error) {
	if err := text.Stopped(ctx); err != nil {
		return nil, err
	}
	if costly(s) {
		return inOnePass(ctx, s)
	}
	doc, err := dom.Parse(text.Stoppable(ctx, strings.NewReader(s)))
	if err := text.Stopped(ctx); err != nil {
		return nil, err
	}
	if err != nil { // nested deeper than any page is
		return inOnePass(ctx, s)
	}
	var b text.Builder
	m := readMeta(doc)
	m.describe(b.About())
	all := blocksOf(doc)
	found := blocksOf(article(doc))
	if err := text.Stopped(ctx); err != nil {
		return nil, err
	}
	if enough(found, all) {
		write(&b, m.title, found)
	} else {
		write(&b, m.title, all)
		b.About().Note("no article stands out from the page, so all its words are kept, menus included")
	}
	return finish(&b)
}

// Words puts all words of a page into b, without title and without choosing an article: an e-mail's HTML has no menus.
func Words(ctx context.Context, b *text.Builder, s string) error {
	if costly(s) {
		t, err := inOnePass(ctx, s)
		if err == nil {
			b.Join(t)
		}
		return err
	}
	doc, err := dom.Parse(text.Stoppable(ctx, strings.NewReader(s)))
	if err := text.Stopped(ctx); err != nil {
		return err
	}
	if err != nil {
		return text.Fail(text.Malformed, "the HTML is nested too deeply; open it in its own program and save it as text")
	}
	if readMeta(doc).active {
		b.About().Flag(text.ActiveContent)
	}
	write(b, "", blocksOf(doc))
	return nil
}

// finish refuses a page without words: most often it is a shell that a script would have filled.
func finish(b *text.Builder) (*text.Text, error) {
	if b.Len() == 0 {
		return nil, text.Fail(text.Empty, "the page has no words in it; if a script fills it in, save it from a browser after it has loaded, or as PDF")
	}
	return b.Text(), nil
}

// article is the element that holds the article, or nil. doc is changed by it.
func article(doc *dom.Node) *dom.Node {
	p := readability.NewParser()
	p.DisableJSONLD = true // read in meta.go, with the place each statement was found in
	p.KeepClasses = true
	nowhere := &url.URL{}
	a, err := p.ParseAndMutate(doc, nowhere)
	if err != nil {
		return nil
	}
	return a.Node
}

// enough decides whether what readability found may stand for the page: a few sentences, or most of a short page.
func enough(found, all []block) bool {
	f, a := size(found), size(all)
	return f >= 600 && f*10 >= a || f >= 140 && f*4 >= a || f > 0 && f*3 >= a*2
}

func size(blocks []block) int {
	n := 0
	for _, b := range blocks {
		n += len(b.words)
	}
	return n
}

// writer puts title and blocks into a text. A heading that repeats the title is not written twice.
type writer struct {
	b         *text.Builder
	title     string
	para, row int
}

func write(b *text.Builder, title string, blocks []block) {
	w := writer{b: b, title: title}
	w.begin()
	w.blocks(blocks)
}

func (w *writer) begin() { w.b.Add(text.Part{Kind: "title"}, w.title) }

func (w *writer) blocks(blocks []block) {
	for _, bl := range blocks {
		p := text.Part{Kind: bl.kind}
		switch bl.kind {
		case "heading":
			if text.OneLine(bl.words) == w.title {
				continue
			}
		case "row":
			w.row++
			p.N = w.row
		case "paragraph":
			w.para++
			p.N = w.para
		}
		sep := text.Gap
		if bl.kind == "row" && bl.follows {
			sep = "\n"
		}
		w.b.AddAfter(sep, "", p, bl.words)
	}
}
