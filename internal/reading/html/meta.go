package html

import (
	"net/url"
	"strings"

	dom "golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"exhibit/internal/reading/text"
)

// meta is what a page says of itself. Where it says a thing several times, the first in the order of the lists below
// stands, and a second day of publication that differs is noted.
type meta struct {
	title, author, outlet, lang, url string
	days                             []stated
	active                           bool
}

// stated is a date with the place it was found in.
type stated struct{ min, max, basis string }

// maxDays bounds how many statements of the day are kept.
const maxDays = 8

// Names under which pages give the day of publication, best first.
var dayNames = []string{
	"article:published_time", "og:article:published_time", "datepublished", "article.published", "parsely-pub-date", "sailthru.date", "pubdate",
	"publishdate", "publish-date", "publication_date", "dc.date.issued", "dcterms.issued", "dc.date", "dcterms.date", "dcterms.created", "date",
}

func readMeta(doc *dom.Node) meta {
	c := collector{named: map[string]string{}}
	c.walk(doc)
	var m meta
	m.active = c.active
	m.outlet = first(c.named["og:site_name"], c.ld.outlet, c.named["application-name"])
	m.title = headline(c, m.outlet)
	m.author = first(c.ld.author, c.named["author"], notAddress(c.named["article:author"]), c.named["parsely-author"], c.named["dc.creator"], c.named["byl"], c.byline)
	m.url = first(address(c.canonical), address(c.named["og:url"]), address(c.ld.url))
	m.lang = language(first(c.lang, c.named["content-language"], c.ld.lang, c.named["og:locale"]))
	for _, name := range dayNames {
		m.add(c.named[name], "html meta "+name)
	}
	m.add(c.ld.published, "html JSON-LD datePublished")
	m.add(c.itemDay, "html time datePublished")
	m.add(c.timeDay, "html time element")
	return m
}

func (m *meta) add(value, basis string) {
	if lo, hi, ok := day(value); ok && len(m.days) < maxDays {
		m.days = append(m.days, stated{lo, hi, basis})
	}
}

func (m meta) describe(t *text.Text) {
	t.Title, t.Author, t.Outlet, t.Lang, t.URL = m.title, m.author, m.outlet, m.lang, m.url
	if m.active {
		t.Flag(text.ActiveContent)
	}
	for i, d := range m.days {
		if i == 0 {
			t.PublishedMin, t.PublishedMax, t.PublishedBasis = d.min, d.max, d.basis
		} else if d.max < t.PublishedMin || d.min > t.PublishedMax {
			t.Note("the page also gives %s as its day (%s)", d.min, d.basis)
		}
	}
}

// headline prefers what is shown above the article. The title element often ends with the outlet's name.
func headline(c collector, outlet string) string {
	title := c.title
	if outlet != "" {
		for _, sep := range []string{" | ", " - ", " – ", " — ", " :: ", " • ", " / "} {
			if cut, ok := strings.CutSuffix(title, sep+outlet); ok {
				title = cut
			}
		}
	}
	if len(c.h1) > 10 && strings.HasPrefix(title, c.h1) {
		title = c.h1
	}
	return first(c.ld.headline, c.named["og:title"], c.named["twitter:title"], title, c.h1)
}

// collector walks the page once.
type collector struct {
	named                                                map[string]string // meta elements, first of each name
	title, h1, lang, canonical, itemDay, timeDay, byline string
	ld                                                   linked
	active                                               bool
}

func (c *collector) walk(n *dom.Node) {
	if n.Type == dom.ElementNode {
		c.element(n)
	}
	for k := n.FirstChild; k != nil; k = k.NextSibling {
		c.walk(k)
	}
}

func (c *collector) element(n *dom.Node) {
	for _, a := range n.Attr {
		c.active = c.active || active(a.Key, a.Val)
	}
	switch n.DataAtom {
	case atom.Html:
		c.lang = first(c.lang, attr(n, "lang"), attr(n, "xml:lang"))
	case atom.Meta:
		name := strings.ToLower(first(attr(n, "property"), attr(n, "name"), attr(n, "itemprop"), attr(n, "http-equiv")))
		if name != "" && len(c.named) < 200 && c.named[name] == "" {
			c.named[name] = short(attr(n, "content"))
		}
	case atom.Title:
		if n.Namespace == "" {
			c.title = first(c.title, short(inside(n, 1000)))
		}
	case atom.H1:
		c.h1 = first(c.h1, short(inside(n, 1000)))
	case atom.Link:
		if strings.EqualFold(attr(n, "rel"), "canonical") {
			c.canonical = first(c.canonical, attr(n, "href"))
		}
	case atom.Time:
		c.time(n)
	case atom.Script:
		if strings.Contains(strings.ToLower(attr(n, "type")), "ld+json") {
			c.ld.read(inside(n, maxLinked+1))
			return
		}
	}
	if strings.EqualFold(attr(n, "rel"), "author") || strings.EqualFold(attr(n, "itemprop"), "author") || strings.EqualFold(attr(n, "class"), "byline") {
		if w := short(inside(n, 200)); len(w) <= 120 {
			c.byline = first(c.byline, w)
		}
	}
	c.active = c.active || runs(n.DataAtom)
}

func (c *collector) time(n *dom.Node) {
	d := first(attr(n, "datetime"), attr(n, "content"), short(inside(n, 100)))
	switch {
	case strings.EqualFold(attr(n, "itemprop"), "datePublished") || has(n, "pubdate"):
		c.itemDay = first(c.itemDay, d)
	case strings.EqualFold(attr(n, "itemprop"), "dateModified"):
	case attr(n, "datetime") != "":
		c.timeDay = first(c.timeDay, d)
	}
}

// runs names the elements that run or fetch something when the page is opened.
func runs(a atom.Atom) bool {
	switch a {
	case atom.Script, atom.Iframe, atom.Object, atom.Embed, atom.Applet, atom.Frame:
		return true
	}
	return false
}

// active reports an attribute that holds script.
func active(key, val string) bool {
	if strings.HasPrefix(key, "on") && len(key) > 3 {
		return true
	}
	switch key {
	case "href", "src", "action", "formaction":
		return len(val) > 10 && strings.EqualFold(strings.TrimSpace(val)[:min(11, len(strings.TrimSpace(val)))], "javascript:")
	}
	return false
}

func attr(n *dom.Node, key string) string {
	for _, a := range n.Attr {
		if a.Key == key {
			return strings.TrimSpace(a.Val)
		}
	}
	return ""
}

func has(n *dom.Node, key string) bool {
	for _, a := range n.Attr {
		if a.Key == key {
			return true
		}
	}
	return false
}

// inside is the words below n, at most limit bytes of them.
func inside(n *dom.Node, limit int) string {
	var b strings.Builder
	var walk func(*dom.Node)
	walk = func(n *dom.Node) {
		for c := n.FirstChild; c != nil && b.Len() < limit; c = c.NextSibling {
			if c.Type == dom.TextNode {
				b.WriteString(c.Data[:min(len(c.Data), limit)])
			}
			walk(c)
		}
	}
	walk(n)
	return b.String()
}

// short makes one line of a statement and cuts what is too long to be one.
func short(s string) string {
	s = text.OneLine(s)
	if len(s) > 500 {
		s = strings.ToValidUTF8(s[:500], "")
	}
	return s
}

func first(ss ...string) string {
	for _, s := range ss {
		if s != "" {
			return s
		}
	}
	return ""
}

// address accepts web addresses only.
func address(s string) string {
	u, err := url.Parse(s)
	if err != nil || u.Host == "" || u.Scheme != "http" && u.Scheme != "https" || len(s) > 2000 {
		return ""
	}
	return u.String()
}

func notAddress(s string) string {
	if address(s) != "" {
		return ""
	}
	return s
}

// language keeps the language of "uk-UA" or "en_GB".
func language(s string) string {
	s, _, _ = strings.Cut(s, ",")
	s, _, _ = strings.Cut(strings.ReplaceAll(strings.TrimSpace(s), "_", "-"), "-")
	if len(s) < 2 || len(s) > 3 {
		return ""
	}
	for _, r := range s {
		if (r < 'a' || r > 'z') && (r < 'A' || r > 'Z') {
			return ""
		}
	}
	return strings.ToLower(s)
}
