package origin

import (
	"cmp"
	_ "embed"
	"slices"
	"strings"
	"sync"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

//go:embed data/bodies.txt
var bodiesText string

//go:embed data/words.txt
var wordsText string

//go:embed data/basis.txt
var basisText string

//go:embed data/polities.txt
var politiesText string

// body is a line of data/bodies.txt.
type body struct {
	name string
	kind string // body agency channel
}

// wordLists is what the data files hold, read once, on first use.
type wordLists struct {
	bodies map[string]body            // by folded name
	class  map[string]map[string]bool // class of data/words.txt, folded word
	basis  map[string][]expression    // expressions by their first word

	polities map[string][]replacement // by the first word, longest first
	states   map[string]bool          // the word kept for each State
}

// replacement of folded words by one.
type replacement struct {
	from []string
	to   string
}

type expression struct {
	words []string
	basis Basis
}

var lists = sync.OnceValue(func() *wordLists {
	w := &wordLists{bodies: map[string]body{}, class: map[string]map[string]bool{}, basis: map[string][]expression{}, polities: map[string][]replacement{}, states: map[string]bool{}}
	for line := range dataLines(bodiesText) {
		part := strings.Split(line, "|")
		b := body{name: strings.TrimSpace(part[0]), kind: strings.TrimSpace(part[1])}
		w.bodies[fold(b.name)] = b
		if len(part) > 2 {
			for name := range strings.SplitSeq(part[2], ";") {
				w.bodies[fold(name)] = b
			}
		}
	}
	for line := range dataLines(wordsText) {
		class, rest, _ := strings.Cut(line, ":")
		set := w.class[class]
		if set == nil {
			set = map[string]bool{}
			w.class[class] = set
		}
		for word := range strings.SplitSeq(rest, ";") {
			set[fold(word)] = true
		}
	}
	for line := range dataLines(politiesText) {
		to, rest, _ := strings.Cut(line, ":")
		w.states[to] = to != "un" && to != "eu" // unions of States
		for word := range strings.SplitSeq(rest, ";") {
			from := strings.Fields(fold(word))
			w.polities[from[0]] = append(w.polities[from[0]], replacement{from, to})
		}
	}
	for _, list := range w.polities {
		slices.SortFunc(list, func(a, b replacement) int {
			return cmp.Or(cmp.Compare(len(b.from), len(a.from)), slices.Compare(a.from, b.from))
		})
	}
	for line := range dataLines(basisText) {
		name, rest, _ := strings.Cut(line, ":")
		for said := range strings.SplitSeq(rest, ";") {
			e := expression{strings.Fields(fold(said)), Basis(name)}
			if len(e.words) > 0 {
				w.basis[e.words[0]] = append(w.basis[e.words[0]], e)
			}
		}
	}
	return w
})

// dataLines yields the lines of a data file that say something.
func dataLines(text string) func(func(string) bool) {
	return func(yield func(string) bool) {
		for line := range strings.Lines(text) {
			line = strings.TrimSpace(line)
			if line != "" && line[0] != '#' && !yield(line) {
				return
			}
		}
	}
}

func is(class, word string) bool { return lists().class[class][word] }

// anyOf reports whether a word of folded is of class.
func anyOf(class, folded string) bool {
	for w := range strings.FieldsSeq(folded) {
		if is(class, w) {
			return true
		}
	}
	return false
}

// allOf reports whether folded has words and each is of class.
func allOf(class, folded string) bool {
	for w := range strings.FieldsSeq(folded) {
		if !is(class, w) {
			return false
		}
	}
	return folded != ""
}

// fold makes names comparable: lower case, no accents, no punctuation, single spaces, no leading "the".
// The apostrophe vanishes ("Ukraine's" is "ukraines"), every other mark parts words.
func fold(s string) string {
	ascii := true
	for i := range len(s) {
		if s[i] >= utf8.RuneSelf {
			ascii = false
			break
		}
	}
	if !ascii {
		s = norm.NFKD.String(s)
	}
	var b strings.Builder
	b.Grow(len(s))
	gap := false
	for _, r := range s {
		switch {
		case unicode.IsLetter(r) || unicode.IsDigit(r):
			if gap && b.Len() > 0 {
				b.WriteByte(' ')
			}
			gap = false
			b.WriteRune(unicode.ToLower(r))
		case unicode.IsMark(r) || r == '\'' || r == '’' || r == 'ʼ':
		case r == '.' && b.Len() > 0: // U.S., U.N.
			gap = gap || !initial(b.String())
		default:
			gap = true
		}
	}
	return strings.TrimPrefix(b.String(), "the ")
}

// initial reports whether s ends in a word of one or two letters, as an abbreviation with full stops does.
func initial(s string) bool {
	i := strings.LastIndexByte(s, ' ')
	return utf8.RuneCountInString(s[i+1:]) <= 2
}

// statedBasis finds the words by which text says how somebody knows; Unknown when there are none.
func statedBasis(text string) Basis {
	words := strings.Fields(fold(text))
	best := Unknown
	for i, w := range words {
		for _, e := range lists().basis[w] {
			if len(e.words) <= len(words)-i && equal(e.words, words[i:i+len(e.words)]) && e.basis.before(best) {
				best = e.basis
			}
		}
	}
	return best
}

func equal(a, b []string) bool {
	for i := range a {
		if a[i] != b[i] {
			return false
		}
	}
	return true
}

// before fixes which of several stated bases is named. It is an order of naming, not of worth.
func (b Basis) before(c Basis) bool { return b.place() < c.place() }

func (b Basis) place() int {
	for i, k := range []Basis{Eyewitness, Participant, Forensic, Record, Imagery, Hearsay, AnonymousHearsay} {
		if k == b {
			return i
		}
	}
	return 7
}

// FirstHand reports whether b is a way of knowing that does not go through somebody else's telling.
func (b Basis) FirstHand() bool {
	switch b {
	case Eyewitness, Participant, Record, Forensic, Imagery:
		return true
	}
	return false
}
