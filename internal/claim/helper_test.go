package claim

import (
	"strings"
	"sync"
	"testing"
	"unicode/utf8"

	"exhibit/internal/place"
)

// towns is a gazetteer of a few places, enough for sentences of our own.
type towns map[string]place.Place

func (g towns) Lookup(name string) []place.Place {
	if p, ok := g[strings.ToLower(name)]; ok {
		return []place.Place{p}
	}
	return nil
}

func fewTowns() towns {
	g := towns{}
	add := func(name, country, precision string, parents ...string) {
		g[strings.ToLower(name)] = place.Place{ID: strings.ToLower(name), Name: name, Country: country, Precision: precision, Parents: parents, HasPoint: true, Lat: 1, Lon: 2, Population: 200000}
	}
	add("Sumy", "UA", "town", "Ukraine", "Sumy oblast")
	add("Kherson", "UA", "town", "Ukraine", "Kherson oblast")
	add("Nikopol", "UA", "town", "Ukraine", "Dnipropetrovsk oblast")
	add("Aleppo", "SY", "town", "Syria", "Aleppo governorate")
	add("Nyala", "SD", "town", "Sudan", "South Darfur")
	add("El Geneina", "SD", "town", "Sudan", "West Darfur")
	add("Ukraine", "UA", "country")
	add("Sudan", "SD", "country")
	add("Syria", "SY", "country")
	return g
}

func reader(t testing.TB) *Reader {
	t.Helper()
	r, err := New(Config{Gazetteer: fewTowns()})
	if err != nil {
		t.Fatal(err)
	}
	return r
}

// shared is one reader for all sentences: reading needs no other state.
func shared(t testing.TB) *Reader {
	t.Helper()
	return sharedReader()
}

var sharedReader = sync.OnceValue(func() *Reader {
	r, err := New(Config{Gazetteer: fewTowns()})
	if err != nil {
		panic(err)
	}
	return r
})

// read gives the claims of a text dated Wednesday 12 May 2021, in a paragraph of ordinary English.
func read(t testing.TB, text string) Result {
	t.Helper()
	d := Doc{Ref: "sha256-test", Report: "report.txt", Text: text, Lang: "en", PublishedMin: "2021-05-12", PublishedMax: "2021-05-12", PublishedBasis: "sheet"}
	res := shared(t).Read(d)
	checkIntegrity(t, text, res)
	return res
}

// checkIntegrity fails when a claim or an anchor does not stand in the text where it says, or an id comes twice.
func checkIntegrity(t testing.TB, text string, res Result) {
	t.Helper()
	runes := []rune(text)
	ids := map[string]bool{}
	check := func(id, quote string, start, end, occurrence int) {
		if start < 0 || end > len(runes) || start >= end {
			t.Fatalf("%s: span %d..%d outside a text of %d code points", id, start, end, len(runes))
		}
		if utf8.ValidString(text) && string(runes[start:end]) != quote {
			t.Fatalf("%s: the text says %q, the quote %q", id, string(runes[start:end]), quote)
		}
		if ids[id] {
			t.Fatalf("id %s comes twice", id)
		}
		ids[id] = true
		if utf8.ValidString(text) {
			if got := strings.Count(string(runes[:start]), quote); got != occurrence {
				t.Fatalf("%q: occurrence %d, counted %d", quote, occurrence, got)
			}
		}
	}
	for _, c := range res.Claims {
		check(c.ID, c.Quote, c.CharStart, c.CharEnd, c.Occurrence)
	}
	for _, e := range res.Events {
		check(e.ID, e.Anchor, e.CharStart, e.CharEnd, e.Occurrence)
		for _, id := range e.Claims {
			if !ids[id] {
				t.Fatalf("event %s names claim %s, which is not there", e.ID, id)
			}
		}
	}
}

// only returns the claims of one kind.
func only(res Result, kind Kind) []Claim {
	var out []Claim
	for _, c := range res.Claims {
		if c.Kind == kind {
			out = append(out, c)
		}
	}
	return out
}

func num(p *int) int {
	if p == nil {
		return -1
	}
	return *p
}
