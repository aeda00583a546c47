package lang

import (
	"embed"
	"strconv"
	"strings"
	"sync"
)

//go:embed data
var data embed.FS

// Words are the words of one language that dates and numbers are made of.
type Words struct {
	first map[string][]phrase // by first word, longest phrase first
}

type phrase struct {
	rest  []string // words after the first
	class wordClass
	name  string
	value int
	high  int
}

type wordClass uint8

const (
	classNone   wordClass = iota
	classMonth            // value 1 to 12
	classWeek             // value 0 (Sunday) to 6
	classUnit             // value
	classTen              // value; takes a unit after it
	classScale            // value; multiplies what stands before it
	classVague            // name, lowest, highest
	classBefore           // name of the qualifier; stands before the number
	classAfter            // name of the qualifier; stands after the number
)

// English returns the words of English. They are read once, when first asked for.
var English = sync.OnceValue(func() *Words { return mustWords("en") })

func mustWords(l string) *Words {
	b, err := data.ReadFile("data/" + l + ".tsv")
	if err != nil {
		panic(err) // the file is part of the program
	}
	w, err := parseWords(string(b))
	if err != nil {
		panic(err)
	}
	return w
}

func parseWords(s string) (*Words, error) {
	classes := map[string]wordClass{"month": classMonth, "weekday": classWeek, "unit": classUnit, "ten": classTen, "scale": classScale, "vague": classVague, "before": classBefore, "after": classAfter}
	w := &Words{first: map[string][]phrase{}}
	for _, line := range strings.Split(s, "\n") {
		if line == "" || line[0] == '#' {
			continue
		}
		f := strings.Split(line, "\t")
		if len(f) != 3 || classes[f[1]] == classNone {
			return nil, strconvError(line)
		}
		words := strings.Fields(f[0])
		p := phrase{rest: words[1:], class: classes[f[1]]}
		switch v := strings.Fields(f[2]); {
		case len(v) == 3:
			p.name = v[0]
			p.value, _ = strconv.Atoi(v[1])
			p.high, _ = strconv.Atoi(v[2])
		default:
			n, err := strconv.Atoi(f[2])
			if p.value = n; err != nil {
				p.name = f[2]
			}
		}
		w.first[words[0]] = insert(w.first[words[0]], p)
	}
	return w, nil
}

type wordsError string

func (e wordsError) Error() string { return "reading word list: line not understood: " + string(e) }

func strconvError(line string) error { return wordsError(line) }

func insert(ps []phrase, p phrase) []phrase {
	i := 0
	for i < len(ps) && len(ps[i].rest) >= len(p.rest) {
		i++
	}
	ps = append(ps, phrase{})
	copy(ps[i+1:], ps[i:])
	ps[i] = p
	return ps
}

// match finds the longest phrase of one of the classes at token i and the token behind it.
func (w *Words) match(tokens []Token, i int, in ...wordClass) (phrase, int, bool) {
	if i >= len(tokens) || tokens[i].Kind != Word {
		return phrase{}, i, false
	}
	for _, p := range w.first[tokens[i].Lower] {
		if !hasClass(p.class, in) || i+len(p.rest) >= len(tokens) {
			continue
		}
		ok := true
		for k, s := range p.rest {
			if tokens[i+1+k].Lower != s {
				ok = false
				break
			}
		}
		if ok {
			return p, i + 1 + len(p.rest), true
		}
	}
	return phrase{}, i, false
}

// Begins reports whether a number, a date or a hedge of the language may begin with this token.
func (w *Words) Begins(t *Token) bool {
	if t.Kind == Number {
		return true
	}
	if t.Kind != Word {
		return false
	}
	if _, ok := w.first[t.Lower]; ok {
		return true
	}
	_, ok := w.hyphenated(t.Lower)
	return ok
}

// IsDateWord reports whether token i is the name of a month or of a day of the week.
func (w *Words) IsDateWord(tokens []Token, i int) bool {
	_, _, ok := w.match(tokens, i, classMonth, classWeek)
	return ok
}

func hasClass(c wordClass, in []wordClass) bool {
	for _, x := range in {
		if x == c {
			return true
		}
	}
	return false
}
