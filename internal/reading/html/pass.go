package html

import (
	"context"
	"errors"
	"io"
	"strings"

	dom "golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"exhibit/internal/reading/text"
)

// Above these a page is not made into a tree. A real article has a few thousand elements; 8 MiB of mark-up as a tree
// stays under 200 MB.
const (
	treeBytes = 8 << 20
	treeTags  = 100_000
	// The rules for unclosed <b>, <i>, <font> … copy all of them into every following paragraph, so their product with
	// the number of elements is what the tree grows to.
	treeCopies = 500_000

	onePassText = 32 << 20 // bytes of words out of one page
)

// costly reports that s should be read in one pass.
func costly(s string) bool {
	if len(s) > treeBytes || strings.Count(s, "<") > treeTags {
		return true
	}
	z := dom.NewTokenizer(strings.NewReader(s))
	tags, open, most := 0, 0, 0
	for {
		switch z.Next() {
		case dom.ErrorToken:
			return most > 20 && most*tags > treeCopies
		case dom.StartTagToken:
			tags++
			if name, _ := z.TagName(); formatting(name) {
				open++
				most = max(most, open)
			}
		case dom.EndTagToken:
			if name, _ := z.TagName(); formatting(name) {
				open = max(0, open-1)
			}
		}
	}
}

func formatting(name []byte) bool {
	switch atom.Lookup(name) {
	case atom.A, atom.B, atom.Big, atom.Code, atom.Em, atom.Font, atom.I, atom.Nobr, atom.S, atom.Small, atom.Strike, atom.Strong, atom.Tt, atom.U:
		return true
	}
	return false
}

// inOnePass takes all words in order without a tree: time and memory grow with the size of the page and no faster.
func inOnePass(ctx context.Context, s string) (*text.Text, error) {
	var b text.Builder
	m := headMeta(s)
	m.describe(b.About())
	b.About().Note("the page is too large or too deeply nested for the article to be told from the rest, so all its words are kept")
	w := writer{b: &b, title: m.title}
	w.begin()
	g := gatherer{}
	z := dom.NewTokenizer(text.Stoppable(ctx, strings.NewReader(s)))
	var skip atom.Atom
	depth := 0
	for {
		kind := z.Next()
		if kind == dom.ErrorToken {
			if err := text.Stopped(ctx); err != nil {
				return nil, err
			}
			if err := z.Err(); !errors.Is(err, io.EOF) {
				return nil, text.Fail(text.Malformed, "the page cannot be read as HTML (%v); save it anew from a browser", err)
			}
			break
		}
		if len(g.blocks) >= 64 { // nothing is kept that need not be
			w.blocks(g.blocks)
			g.blocks = g.blocks[:0]
		}
		name, more := z.TagName()
		a := atom.Lookup(name)
		switch kind {
		case dom.StartTagToken, dom.SelfClosingTagToken:
			switch {
			case skip != 0 && a == skip && kind == dom.StartTagToken:
				depth++
			case skip != 0:
			case skipped(a) && kind == dom.StartTagToken && a != atom.Head:
				skip, depth = a, 1
			case !skipped(a):
				g.open(a)
			}
			if runs(a) || more && runsAttribute(z) {
				b.About().Flag(text.ActiveContent)
			}
		case dom.EndTagToken:
			switch {
			case skip != 0 && a == skip:
				if depth--; depth == 0 {
					skip = 0
				}
			case skip == 0 && !skipped(a):
				g.shut(a)
			}
		case dom.TextToken:
			if skip != 0 {
				break
			}
			words := z.Text()
			if b.Bytes()+g.words.Len()+len(words) > onePassText { // before they are copied
				return nil, tooLong()
			}
			g.word(string(words))
		}
	}
	g.inRow = 0
	g.end(g.kind())
	w.blocks(g.blocks)
	return finish(&b)
}

func tooLong() error {
	return text.Fail(text.TooLarge, "the page has more than %d bytes of words; split it, or save the part that matters", onePassText)
}

// headMeta reads what the page says of itself from its beginning only.
func headMeta(s string) meta {
	s = s[:min(len(s), 256<<10)]
	if i := strings.Index(strings.ToLower(s), "<body"); i > 0 {
		s = s[:i]
	}
	if strings.Count(s, "<") > 5000 {
		return meta{}
	}
	doc, err := dom.Parse(strings.NewReader(s))
	if err != nil {
		return meta{}
	}
	return readMeta(doc)
}

func runsAttribute(z *dom.Tokenizer) bool {
	for {
		key, val, more := z.TagAttr()
		if active(string(key), string(val)) {
			return true
		}
		if !more {
			return false
		}
	}
}
