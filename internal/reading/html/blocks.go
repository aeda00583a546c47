package html

import (
	"strings"

	dom "golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// block is a stretch of words that stands by itself on the page.
type block struct {
	kind    string // paragraph heading caption row
	words   string
	follows bool // a row after another row of the same table
}

// gatherer collects words into blocks. It serves the tree and the single pass alike.
type gatherer struct {
	blocks []block
	words  strings.Builder
	kinds  []string // kinds of the open elements that give one
	cells  int      // cells so far in the open row
	inRow  int
	fresh  bool // a table has begun and no row of it is written
	pre    int
}

func (g *gatherer) kind() string {
	if len(g.kinds) == 0 {
		return "paragraph"
	}
	return g.kinds[len(g.kinds)-1]
}

// flush ends the block under way.
func (g *gatherer) flush() {
	if g.inRow > 0 {
		g.space()
		return
	}
	g.end(g.kind())
}

func (g *gatherer) end(kind string) {
	w := tidy(g.words.String())
	g.words.Reset()
	if w == "" {
		return
	}
	b := block{kind: kind, words: w}
	if kind == "row" {
		b.follows = !g.fresh
		g.fresh = false
	}
	g.blocks = append(g.blocks, b)
}

func (g *gatherer) space() { g.words.WriteByte(' ') }

// tidy folds blanks but keeps line breaks (from br and pre) and the tabs between cells.
func tidy(s string) string {
	var out strings.Builder
	out.Grow(len(s))
	pending := rune(0)
	for _, r := range s {
		switch r {
		case '\n', '\t':
			if pending != '\n' {
				pending = r
			}
		case ' ', '\f', '\v', '\u00A0', '\r':
			if pending == 0 {
				pending = ' '
			}
		case '\u200B', '\uFEFF', '\u00AD': // no width: they would split a name that a search looks for
		default:
			if pending != 0 && out.Len() > 0 {
				out.WriteRune(pending)
			}
			pending = 0
			out.WriteRune(r)
		}
	}
	return out.String()
}

// word adds the characters of a text node.
func (g *gatherer) word(s string) {
	if g.pre > 0 && g.inRow == 0 {
		g.words.WriteString(s)
		return
	}
	g.words.WriteString(strings.Map(func(r rune) rune {
		if r == '\n' || r == '\t' || r == '\r' {
			return ' '
		}
		return r
	}, s))
}

// open and shut are called for each element. open reports whether its inside counts.
func (g *gatherer) open(a atom.Atom) bool {
	if skipped(a) {
		return false
	}
	switch a {
	case atom.Br:
		if g.inRow > 0 {
			g.space()
		} else {
			g.br()
		}
	case atom.H1, atom.H2, atom.H3, atom.H4, atom.H5, atom.H6:
		g.flush()
		g.kinds = append(g.kinds, "heading")
	case atom.Figcaption, atom.Caption:
		g.flush()
		g.kinds = append(g.kinds, "caption")
	case atom.Pre:
		g.flush()
		g.pre++
	case atom.Table:
		g.flush()
		g.fresh = true
	case atom.Tr:
		g.flush()
		if g.inRow++; g.inRow == 1 {
			g.cells = 0
		}
	case atom.Td, atom.Th:
		if g.inRow == 1 {
			if g.cells++; g.cells > 1 {
				g.words.WriteByte('\t')
			}
		} else {
			g.flush()
		}
	default:
		if breaks(a) {
			g.flush()
		}
	}
	return true
}

// br breaks the line; two in a row are how old pages separate paragraphs.
func (g *gatherer) br() {
	s := strings.TrimRight(g.words.String(), " ")
	if strings.HasSuffix(s, "\n") {
		g.flush()
		return
	}
	g.words.WriteByte('\n')
}

func (g *gatherer) shut(a atom.Atom) {
	switch a {
	case atom.H1, atom.H2, atom.H3, atom.H4, atom.H5, atom.H6, atom.Figcaption, atom.Caption:
		g.flush()
		if len(g.kinds) > 0 {
			g.kinds = g.kinds[:len(g.kinds)-1]
		}
	case atom.Pre:
		g.flush()
		g.pre = max(0, g.pre-1)
	case atom.Tr:
		if g.inRow == 1 {
			kind := "row"
			if g.cells < 2 { // one cell: the page uses tables to place paragraphs
				kind = "paragraph"
			}
			g.end(kind)
		}
		g.inRow = max(0, g.inRow-1)
	case atom.Table:
		if g.inRow == 0 {
			g.flush()
		}
	default:
		if breaks(a) {
			g.flush()
		}
	}
}

// skipped elements hold no words of the author's, or words nobody sees.
func skipped(a atom.Atom) bool {
	switch a {
	case atom.Script, atom.Style, atom.Noscript, atom.Template, atom.Iframe, atom.Object, atom.Svg, atom.Math, atom.Canvas, atom.Select,
		atom.Textarea, atom.Button, atom.Nav, atom.Head, atom.Title, atom.Datalist, atom.Audio, atom.Video, atom.Dialog, atom.Frameset, atom.Noframes:
		return true
	}
	return false
}

// breaks are the elements that begin on a line of their own.
func breaks(a atom.Atom) bool {
	switch a {
	case atom.P, atom.Div, atom.Li, atom.Ul, atom.Ol, atom.Dl, atom.Dt, atom.Dd, atom.Blockquote, atom.Section, atom.Article, atom.Main,
		atom.Header, atom.Footer, atom.Aside, atom.Figure, atom.Address, atom.Hr, atom.Form, atom.Fieldset, atom.Details, atom.Summary,
		atom.Body, atom.Center, atom.Tbody, atom.Thead, atom.Tfoot, atom.Hgroup, atom.Legend, atom.Option:
		return true
	}
	return false
}

// blocksOf gives the words of a tree in blocks. The tree is no deeper than the parser allows (512).
func blocksOf(n *dom.Node) []block {
	if n == nil {
		return nil
	}
	var g gatherer
	g.walk(n)
	g.inRow = 0
	g.end(g.kind())
	return g.blocks
}

func (g *gatherer) walk(n *dom.Node) {
	kind := n.DataAtom
	if kind == 0 { // elements that readability made have only their name
		kind = atom.Lookup([]byte(n.Data))
	}
	switch n.Type {
	case dom.TextNode:
		g.word(n.Data)
		return
	case dom.ElementNode:
		if hidden(n) || !g.open(kind) {
			return
		}
	}
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		g.walk(c)
	}
	if n.Type == dom.ElementNode {
		g.shut(kind)
	}
}

// hidden reports what the page itself marks as not shown.
func hidden(n *dom.Node) bool {
	for _, a := range n.Attr {
		switch a.Key {
		case "hidden":
			return true
		case "style":
			s := strings.ReplaceAll(strings.ToLower(a.Val), " ", "")
			if strings.Contains(s, "display:none") || strings.Contains(s, "visibility:hidden") {
				return true
			}
		}
	}
	return false
}
