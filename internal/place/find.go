package place

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// Match is a name found in a run of words, and the places it may mean.
type Match struct {
	Words      int     // how many of the words name it, the container behind it included
	Name       int     // how many of them are its own
	Candidates []Place // best known first; those that the words beside the name allow
	How        string  // HowExact, HowInflected, HowPrefix or HowSpelling
	Stated     string  // what the words beside the name say it is or lies in, as they stand ("Ill.", "village"); may be empty
}

// maxRun is how many words a name may have where text is searched.
const maxRun = 7

// run is the words from one token on, folded and put together.
type run struct {
	text  [MaxName]byte
	start [maxRun]int
	end   [maxRun]int
	token [maxRun]int // tokens up to and with this word
	n     int
	bare  bool // 's is taken off
	owned bool // a word has 's
}

// Find looks for the longest name that begins at words[at] and returns it with the number of words taken, 0 for none.
// Words are the tokens of a text as they stand, punctuation included; hyphens and dots within a name may be tokens of
// their own. In scripts that have capitals a name begins with one.
//
// A name that is an ordinary word as well is taken only beside words that call for it: a container behind a comma
// ("Mobile, Alabama"), or a word for what it is ("the town of Same", "село Мала"). An inflected name of a village needs a
// preposition or such a word before it. Scanning a text costs time in proportion to its length: where nothing begins a
// name, one look into a filter.
func (g *Gazetteer) Find(words []string, at int) (Match, int) {
	if at < 0 || at >= len(words) || !mayBegin(words[at]) {
		return Match{}, 0
	}
	if m, n, owned := g.findAs(words, at, false); n > 0 || !owned {
		return m, n
	}
	m, n, _ := g.findAs(words, at, true)
	return m, n
}

// findAs finds a name with 's at the end of a word kept ("Prince George's County") or taken off ("Kharkiv's mayor").
// It reports whether a word of the run has any.
func (g *Gazetteer) findAs(words []string, at int, bare bool) (Match, int, bool) {
	f := finder{g: g, words: words, at: at}
	f.r.bare = bare
	f.r.extend(words, at, 1)
	if f.r.n == 0 || !f.r.owned && !g.mayStart(&f.r) {
		return Match{}, 0, false
	}
	f.r.extend(words, at+1, maxRun)
	m, n := f.find()
	return m, n, f.r.owned
}

// mayBegin: a capital, or a letter of a script without capitals.
func mayBegin(w string) bool {
	for _, r := range w {
		if dropped(r) {
			continue
		}
		if r < 0x80 {
			return 'A' <= r && r <= 'Z'
		}
		return unicode.IsUpper(r) || unicode.IsLetter(r) && !unicode.IsLower(r)
	}
	return false
}

// extend folds tokens from words[at] on until the run holds most words, or something that is no part of a name.
func (r *run) extend(words []string, at, most int) {
	used := 0
	if r.n > 0 {
		used = r.token[r.n-1]
	}
	for ; at < len(words) && r.n < most; at++ {
		used++
		w := trimmedPossessive(words[at])
		owned := len(w) != len(words[at])
		if r.owned = r.owned || owned; owned && !r.bare {
			w, owned = words[at], false
		}
		if isJoiner(w) && r.n > 0 {
			continue
		}
		var space [MaxName]byte
		folded := appendFold(space[:0], w)
		if len(folded) == 0 || !r.append(folded, used) {
			return
		}
		if owned {
			return // nothing follows a possessive
		}
	}
}

func isJoiner(w string) bool {
	switch w {
	case "-", "‐", "‑", "–", "'", "’", "ʼ", ".":
		return true
	}
	return false
}

// append adds a folded token, which may be several words ("Івано-Франківськ").
func (r *run) append(folded []byte, used int) bool {
	from := 0
	for i := 0; i <= len(folded); i++ {
		if i < len(folded) && folded[i] != ' ' {
			continue
		}
		at := 0
		if r.n > 0 {
			at = r.end[r.n-1] + 1
		}
		if r.n == maxRun || at+i-from > len(r.text) {
			return false
		}
		if at > 0 {
			r.text[at-1] = ' '
		}
		r.start[r.n], r.end[r.n], r.token[r.n] = at, at+copy(r.text[at:], folded[from:i]), used
		r.n++
		from = i + 1
	}
	return true
}

func (r *run) word(i int) string { return string(r.text[r.start[i]:r.end[i]]) }

func (r *run) key(n int) []byte { return r.text[:r.end[n-1]] }

// wholeTokens reports whether n words end where a token ends.
func (r *run) wholeTokens(n int) bool { return n == r.n || r.token[n] != r.token[n-1] }

// mayStart: does any name begin with the first word, in any form?
func (g *Gazetteer) mayStart(r *run) bool {
	first := r.text[r.start[0]:r.end[0]]
	if g.starts(hash(first)) {
		return true
	}
	if first[0] < 0x80 {
		// Only names of Arab countries are known by their sound, and they have at least five letters.
		return r.end[r.n-1] >= minSound || isArticle(string(first))
	}
	return g.opens(first)
}

// opens: does any name begin with a folded word, in any form of it?
func (g *Gazetteer) opens(word []byte) bool {
	var f forms
	f.of(word)
	for i := range f.n {
		if g.starts(hash(f.list[i].b[:f.list[i].n])) {
			return true
		}
	}
	return false
}

func (g *Gazetteer) starts(h uint64) bool {
	return g.begins(h) || g.extra != nil && g.extra.starts[h]
}

// hitsOf finds a folded name in the table and among what was imported.
func (g *Gazetteer) hitsOf(to []hit, key []byte) []hit {
	to = g.table.find(to, key)
	if g.extra != nil {
		for _, i := range g.extra.names[string(key)] {
			if !slices.ContainsFunc(to, func(h hit) bool { return h.place == i }) {
				to = append(to, hit{place: i})
			}
		}
	}
	return to
}

// finder is one search from one token on.
type finder struct {
	g     *Gazetteer
	words []string
	at    int
	r     run
	best  found
}

// found is the best name so far. It holds the key and not the places, so that looking costs no memory.
type found struct {
	key  [MaxName + 100]byte
	size int
	n    int // words of the run
	how  string
}

func (b *found) set(key []byte, n int, how string) {
	b.size, b.n, b.how = copy(b.key[:], key), n, how
}

func (f *finder) find() (Match, int) {
	f.exact()
	if f.best.n == 0 {
		f.formed(0, nil, hashStart, HowExact)
	}
	if f.best.n == 0 {
		f.sounding()
	}
	if f.best.n == 0 {
		return Match{}, 0
	}
	return f.settle()
}

// exact takes the longest run of words that is a name as it stands.
func (f *finder) exact() {
	h, n := uint64(hashStart), 0
	for ; n < f.r.n; n++ {
		from := 0
		if n > 0 {
			from = f.r.end[n-1]
		}
		if h = hashOn(h, f.r.text[from:f.r.end[n]]); !f.g.starts(h) {
			break
		}
	}
	for ; n > 0; n-- {
		var space [16]hit
		if f.r.wholeTokens(n) && f.written(n) && len(f.allowed(f.g.hitsOf(space[:0], f.r.key(n)), n, HowExact)) > 0 {
			f.best.set(f.r.key(n), n, HowExact)
			return
		}
	}
}

// written: the last word of a name is written large as the first is, unless it says what the place is ("область").
func (f *finder) written(n int) bool {
	last := f.r.token[n-1] - 1
	if last == 0 || f.at+last >= len(f.words) {
		return true
	}
	r, _ := utf8.DecodeRuneInString(f.words[f.at+last])
	return !unicode.IsLower(r) || classOf(f.r.word(n-1)) != nil
}

// formed tries every form of the word, one behind the other, and keeps the longest name.
func (f *finder) formed(i int, before []byte, h uint64, how string) {
	if i >= f.r.n || i >= 4 {
		return
	}
	var fs forms
	fs.of(f.r.text[f.r.start[i]:f.r.end[i]])
	if i == 0 && f.g.isWord(f.r.text[:f.r.end[0]]) {
		fs.n = 1 // an ordinary word is not a form of a name, though it may be the first of one
	}
	for j := range fs.n {
		one := &fs.list[j]
		hh := hashOn(h, one.b[:one.n])
		if len(before)+one.n > MaxName || !f.g.starts(hh) {
			continue
		}
		key := append(slices.Clone(before), one.b[:one.n]...)
		now := how
		if one.how != HowExact {
			now = one.how
		}
		if i+1 > f.best.n && f.r.wholeTokens(i+1) && f.written(i+1) {
			var space [16]hit
			if len(f.allowed(f.g.hitsOf(space[:0], key), i+1, now)) > 0 {
				f.best.set(key, i+1, now)
			}
		}
		f.formed(i+1, append(key, ' '), hashOn(hh, []byte{' '}), now)
	}
}

// minSound is the length from which a Latin name is compared by its sound.
const minSound = 5

// sounding compares Latin spellings of Arabic names by their sound, the longest first.
func (f *finder) sounding() {
	if f.r.text[0] >= 0x80 {
		return
	}
	for n := min(f.r.n, 4); n > 0; n-- {
		if !f.r.wholeTokens(n) || f.r.end[n-1] < minSound || !f.capitals(n) {
			continue
		}
		var space [MaxName + 8]byte
		if s := appendSkeleton(append(space[:0], SkeletonMark...), f.r.key(n)); len(s) > len(SkeletonMark) && len(f.g.table.find(nil, s)) > 0 {
			f.best.set(s, n, HowSpelling)
			return
		}
	}
}

func (g *Gazetteer) sounds(key string) []hit {
	s := appendSkeleton([]byte(SkeletonMark), []byte(key))
	if len(s) == len(SkeletonMark) {
		return nil
	}
	return g.table.find(nil, s)
}

// capitals: every word of a name known by sound alone is written large, but for the article.
func (f *finder) capitals(n int) bool {
	for _, w := range f.words[f.at:min(len(f.words), f.at+f.r.token[n-1])] {
		if r, _ := utf8.DecodeRuneInString(w); unicode.IsLower(r) && !isArticle(strings.TrimSuffix(strings.ToLower(w), "-")) {
			return false
		}
	}
	return true
}

// allowed leaves out what the words beside the name do not call for.
func (f *finder) allowed(hits []hit, n int, how string) []hit {
	out := hits[:0]
	vouched, asked := false, false
	for _, h := range hits {
		if h.weak || how == HowInflected && f.isSmall(h.place) {
			if !asked {
				vouched, asked = f.vouched(h.weak, n), true
			}
			if !vouched && !(h.weak && f.inContainer(h.place, n)) {
				continue
			}
		}
		out = append(out, h)
	}
	return out
}

// hits are the places of the best name.
func (f *finder) hits() []hit {
	return f.allowed(f.g.hitsOf(nil, f.best.key[:f.best.size]), f.best.n, f.best.how)
}

func (f *finder) isSmall(i uint32) bool {
	p := f.g.kindOf(i)
	return p == KindVillage || p == KindSettlement || p == KindCityDistrict || p == KindHromada
}

func (g *Gazetteer) kindOf(i uint32) string {
	if uint64(i) >= uint64(g.places.n) {
		return g.extra.rows[int(i)-g.places.n].place.Kind
	}
	var k entryKey
	return tableKinds[g.row(i, &k).kind]
}

// vouched: a word for what it is stands beside the name; for a name that is no ordinary word a preposition will do.
func (f *finder) vouched(weak bool, n int) bool {
	if _, ok := f.class(n); ok {
		return true
	}
	return !weak && f.at > 0 && isPreposition(Fold(f.words[f.at-1]))
}
