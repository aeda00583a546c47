package html

import (
	"encoding/json"
	"strings"

	"exhibit/internal/reading/text"
)

// linked is what the page's JSON-LD says of the article (schema.org words).
type linked struct{ headline, author, outlet, published, lang, url string }

const (
	maxLinked = 1 << 20 // bytes of one JSON-LD block
	maxNested = 12      // objects within objects
)

// read takes the first object that is an article, or failing that a page. Blocks that are no JSON say nothing.
func (l *linked) read(s string) {
	if len(s) > maxLinked || l.published != "" {
		return
	}
	var v any
	if json.Unmarshal([]byte(strings.TrimSpace(s)), &v) == nil {
		_ = l.find(v, isArticle, 0) || l.find(v, isPage, 0)
	}
}

func (l *linked) find(v any, wanted func(string) bool, depth int) bool {
	if depth > maxNested {
		return false
	}
	switch v := v.(type) {
	case []any:
		for _, e := range v {
			if l.find(e, wanted, depth+1) {
				return true
			}
		}
	case map[string]any:
		if isA(v["@type"], wanted) {
			l.article(v)
			return true
		}
		return l.find(v["@graph"], wanted, depth+1) || l.find(v["mainEntity"], wanted, depth+1)
	}
	return false
}

// isA asks wanted about a type or each of a list of types.
func isA(t any, wanted func(string) bool) bool {
	switch t := t.(type) {
	case string:
		return wanted(t)
	case []any:
		for _, e := range t {
			if s, ok := e.(string); ok && wanted(s) {
				return true
			}
		}
	}
	return false
}

func isArticle(t string) bool {
	return strings.HasSuffix(t, "Article") || strings.HasSuffix(t, "Posting") || t == "Report"
}

func isPage(t string) bool { return t == "WebPage" }

func (l *linked) article(v map[string]any) {
	l.headline = first(l.headline, name(v["headline"], 0))
	l.author = first(l.author, name(v["author"], 0))
	l.outlet = first(l.outlet, name(v["publisher"], 0))
	l.published = first(l.published, name(v["datePublished"], 0))
	l.lang = first(l.lang, name(v["inLanguage"], 0))
	l.url = first(l.url, name(v["url"], 0))
}

// name gives a string, the name of an object, or the names of a list.
func name(v any, depth int) string {
	switch v := v.(type) {
	case string:
		return short(v)
	case map[string]any:
		if depth < maxNested {
			return name(v["name"], depth+1)
		}
	case []any:
		var names []string
		for _, e := range v {
			if n := name(e, depth+1); depth < maxNested && n != "" && len(names) < 10 {
				names = append(names, n)
			}
		}
		return text.OneLine(strings.Join(names, ", "))
	}
	return ""
}
