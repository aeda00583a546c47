package claim

import (
	"slices"
	"strings"
	"sync"
	"unicode"
	"unicode/utf8"

	"exhibit/internal/lang"
	"exhibit/internal/place"
)

// desk is what one text after another is read on: slices that are used again, and what the gazetteer answered. Reports of
// one case name the same places again and again, and most words that are looked up are no places. A desk serves one text
// at a time, so that nothing on it is locked.
type desk struct {
	tokens  []lang.Token
	split   []lang.Token
	hits    []hit
	at      []int32
	own     []set
	counts  []bool
	quote   []int32
	claims  []Claim
	deed    Claim // the last deed and the last running total
	total   Claim
	lower   []byte
	answers map[string][]place.Place
	begins  map[string]bool
}

const (
	mostRemembered = 1 << 15 // answers kept; when there are more they are forgotten, and asked for again
	mostKept       = 1 << 16 // tokens of the longest text whose slices are kept
)

// desks are the free ones of a Reader: as many as texts were read at the same time.
type desks struct {
	mu   sync.Mutex
	free []*desk
}

func (d *desks) take() *desk {
	d.mu.Lock()
	defer d.mu.Unlock()
	n := len(d.free)
	if n == 0 {
		return &desk{}
	}
	out := d.free[n-1]
	d.free = d.free[:n-1]
	return out
}

// putBack frees the desk of a text that was read; nothing of the text may be looked at any more.
func (d *desks) putBack(p *page) {
	k := p.desk
	if k == nil {
		return
	}
	p.desk = nil
	k.keep(p)
	d.mu.Lock()
	d.free = append(d.free, k)
	d.mu.Unlock()
}

// keep takes the slices of a text over.
func (k *desk) keep(p *page) {
	if len(p.tok) > mostKept {
		k.tokens, k.split, k.hits, k.at, k.own, k.counts, k.quote, k.claims, k.lower = nil, nil, nil, nil, nil, nil, nil, nil, nil
		k.deed, k.total = Claim{}, Claim{}
		return
	}
	if p.lex == nil {
		return
	}
	clear(k.claims)
	k.deed, k.total = Claim{}, Claim{}
	k.hits, k.at, k.own, k.counts, k.quote = p.hits[:0], p.at, p.own, p.mayCount, p.quote
}

// emptied gives a slice of n zeros, in the old one's place where that is large enough.
func emptied[T any](old []T, n int) []T {
	if cap(old) < n {
		return make([]T, n, n+n/4)
	}
	old = old[:n]
	clear(old)
	return old
}

// lowered is a text in small letters, until the next is asked for.
func (k *desk) lowered(text string) []byte {
	out := slices.Grow(k.lower[:0], len(text)+utf8.UTFMax)
	for i := 0; i < len(text); {
		c := text[i]
		if c < utf8.RuneSelf {
			if 'A' <= c && c <= 'Z' {
				c += 'a' - 'A'
			}
			out = append(out, c)
			i++
			continue
		}
		r, size := utf8.DecodeRuneInString(text[i:])
		out = utf8.AppendRune(out, unicode.ToLower(r))
		i += size
	}
	k.lower = out
	return out
}

// lookup asks a gazetteer, once for each name.
func (k *desk) lookup(g Gazetteer, name string) []place.Place {
	if g == nil || !k.mayName(g, name) {
		return nil
	}
	found, ok := k.answers[name]
	if ok {
		return found
	}
	found = g.Lookup(name)
	if k.answers == nil || len(k.answers) >= mostRemembered {
		k.answers = make(map[string][]place.Place, 1024)
	}
	k.answers[strings.Clone(name)] = found
	return found
}

// beginner tells of a word that no name begins with it, in any form; *place.Gazetteer satisfies it.
type beginner interface {
	Begins(word string) bool
}

// mayName is false for a name of several words of which the first begins no name. There are few words and many names.
func (k *desk) mayName(g Gazetteer, name string) bool {
	first, _, several := strings.Cut(name, " ")
	if !several || first == "" || first[0] < 0x80 {
		return true
	}
	may, ok := k.begins[first]
	if ok {
		return may
	}
	b, is := g.(beginner)
	may = !is || b.Begins(first)
	if k.begins == nil || len(k.begins) >= mostRemembered {
		k.begins = make(map[string]bool, 1024)
	}
	k.begins[strings.Clone(first)] = may
	return may
}
