package lang

import (
	"embed"
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"
	"sync"
)

//go:embed data
var data embed.FS

// Words are the function words of one language and the words that dates and numbers are made of. They do not change
// once made and may be used by many at once.
type Words struct {
	language string
	first    map[string]*forms // by first word
	sieve    Sieve             // of the first words
	traits   trait
}

// forms are the phrases that begin with one word, longest first.
type forms struct {
	in      classes // of all of them
	phrases []phrase
}

type phrase struct {
	rest  []string // words after the first
	class classes
	name  string
	gloss []string
	value int
	high  int
}

// classes is a set of classes of phrases; see data/README.md for what each holds.
type classes uint32

const (
	classMonth     classes = 1 << iota // value 1 to 12
	classWeek                          // value 0 (Sunday) to 6
	classUnit                          // value 0 to 19, or a number that nothing can be put to
	classTen                           // value 20 to 90
	classHundred                       // value 100 to 900
	classScale                         // value; multiplies what stands before it
	classRound                         // value; a scale that also stands alone
	classHalf                          // value in halves; multiplies the scale behind it
	classOrdinal                       // value 1 to 31
	classVague                         // name, lowest, highest
	classBefore                        // name of the qualifier; stands before the number
	classAfter                         // name of the qualifier; stands after the number
	classGloss                         // English words
	classGlossTime                     // English words where a time follows
	classTime                          // English words; the phrase tells a time or begins one
	classRelative                      // canonical name of a date told from another
	classDual                          // English unit; the form says that there are two
	classAbbr                          // name or end
	classPrefix                        // English word; is written in one with the next word
	classOrdEnd                        // what digits are followed by when they count a day
	classNumEnd                        // what digits are followed by when they count things
	classHedged                        // value; what a plural form says behind a hedge, where it is a singular (более сотни)
	classTrait
)

var classNames = map[string]classes{
	"month": classMonth, "weekday": classWeek, "unit": classUnit, "ten": classTen, "hundred": classHundred, "scale": classScale,
	"round": classRound, "half": classHalf, "ordinal": classOrdinal, "vague": classVague, "before": classBefore, "after": classAfter,
	"gloss": classGloss, "gloss-time": classGlossTime, "time": classTime, "relative": classRelative, "dual": classDual,
	"abbreviation": classAbbr, "prefix": classPrefix, "ordinal-ending": classOrdEnd, "number-ending": classNumEnd, "hedged": classHedged, "trait": classTrait,
}

const (
	countClasses = classUnit | classTen | classHundred | classRound | classHalf
	glossClasses = classGloss | classGlossTime | classTime | classRelative
)

type trait uint16

const (
	monthsCapital   trait = 1 << iota // the names of months begin with a capital
	weekdaysCapital                   // and so do those of days
	monthFirst                        // "March 3" is a date
	noCase                            // the script has no capitals
	commaDecimal                      // 2,5 is two and a half; thousands are told apart by a dot or a space
	unitBeforeTen                     // "five and twenty"
	andBetween                        // "and" stands between the parts of a number
	dualNouns                         // a noun may say that there are two of it
	agoFirst                          // "before two days" is two days ago
)

var traitNames = map[string]trait{
	"months-capital": monthsCapital, "weekdays-capital": weekdaysCapital, "month-first": monthFirst, "no-case": noCase,
	"comma-decimal": commaDecimal, "unit-before-ten": unitBeforeTen, "and-between": andBetween, "dual": dualNouns, "ago-first": agoFirst,
}

// English returns the words of English. They are read once, when first asked for.
func English() *Words { return For("en") }

// lists are the word lists, one for each file of data, read when first asked for.
var lists = sync.OnceValue(func() map[string]func() *Words {
	out := map[string]func() *Words{}
	files, err := data.ReadDir("data")
	if err != nil {
		panic(err) // the folder is part of the program
	}
	for _, f := range files {
		if l, ok := strings.CutSuffix(f.Name(), ".tsv"); ok && l != "detect" {
			out[l] = sync.OnceValue(func() *Words { return mustWords(l) })
		}
	}
	return out
})

// Languages are those that have words, by their ISO 639 code, in order.
func Languages() []string { return slices.Sorted(maps.Keys(lists())) }

// For returns the words of a language (its ISO 639 code), nil when there are none. They are read once, when first
// asked for. All methods of a nil *Words find nothing.
func For(language string) *Words {
	if read, ok := lists()[language]; ok {
		return read()
	}
	return nil
}

// Language is the ISO 639 code of the words.
func (w *Words) Language() string {
	if w == nil {
		return ""
	}
	return w.language
}

func mustWords(l string) *Words {
	b, err := data.ReadFile("data/" + l + ".tsv")
	if err != nil {
		panic(err) // the file is part of the program
	}
	w, err := parseWords(string(b))
	if err != nil {
		panic(err)
	}
	w.language = l
	return w
}

// parseWords reads a word list: forms, class and value, apart by tabs; forms apart by semicolons. A line that begins
// with # is a remark.
func parseWords(s string) (*Words, error) {
	w := &Words{first: make(map[string]*forms, len(s)/16)}
	var f folder
	for n := 1; s != ""; n++ {
		line, rest, _ := strings.Cut(s, "\n")
		s = rest
		if line == "" || line[0] == '#' {
			continue
		}
		if err := w.addLine(line, &f); err != nil {
			return nil, fmt.Errorf("reading word list, line %d, %q: %w", n, line, err)
		}
	}
	for form := range w.first {
		w.sieve.Put(form)
	}
	return w, nil
}

// lookup is what the language knows to begin with a folded word; nil for nothing.
func (w *Words) lookup(lower string) *forms {
	if !w.sieve.May(lower) {
		return nil
	}
	return w.first[lower]
}

func (w *Words) addLine(line string, f *folder) error {
	form, rest, _ := strings.Cut(line, "\t")
	class, value, _ := strings.Cut(rest, "\t")
	p := phrase{class: classNames[class]}
	if p.class == 0 {
		return fmt.Errorf("unknown class %q", class)
	}
	if p.class == classTrait {
		t, ok := traitNames[form]
		if !ok {
			return fmt.Errorf("unknown trait %q", form)
		}
		w.traits |= t
		return nil
	}
	if err := p.setValue(value); err != nil {
		return err
	}
	for more := true; more; {
		var one string
		one, form, more = strings.Cut(form, ";")
		w.addForm(one, p, f)
	}
	return nil
}

func (w *Words) addForm(form string, p phrase, f *folder) {
	first, rest, several := strings.Cut(strings.TrimSpace(form), " ")
	if first == "" {
		return
	}
	if several {
		p.rest = strings.Fields(rest)
		for k, r := range p.rest {
			r = foldedForm(r, f)
			if p.rest[k] = r; w.first[r] == nil {
				w.first[r] = &forms{} // known, and begins nothing
			}
		}
	}
	first = foldedForm(first, f)
	at := w.first[first]
	if at == nil {
		at = &forms{}
		w.first[first] = at
	}
	at.in |= p.class
	i := 0
	for i < len(at.phrases) && len(at.phrases[i].rest) >= len(p.rest) {
		i++
	}
	at.phrases = append(at.phrases, phrase{})
	copy(at.phrases[i+1:], at.phrases[i:])
	at.phrases[i] = p
}

// foldedForm folds a form as Tokenize folds the words of a text. Most forms of a list are folded as they stand.
func foldedForm(s string, f *folder) string {
	for _, r := range s {
		if !(r >= 'a' && r <= 'z' || r >= 'а' && r <= 'я' || r == 'і' || r == '\'') {
			return f.fold(s)
		}
	}
	return s
}

func (p *phrase) setValue(s string) error {
	switch p.class {
	case classGloss, classGlossTime, classTime:
		if p.gloss = strings.Fields(s); len(p.gloss) == 0 {
			return fmt.Errorf("want English words")
		}
		return nil
	case classBefore, classAfter, classAbbr, classPrefix, classRelative, classDual:
		if p.name = s; s == "" {
			return fmt.Errorf("want a value")
		}
		if p.class == classRelative {
			p.gloss = strings.Split(strings.TrimPrefix(s, "part-"), "-")
		}
		return nil
	case classOrdEnd, classNumEnd:
		return nil
	case classVague:
		v := strings.Fields(s)
		if len(v) != 3 {
			return fmt.Errorf("want a name and two numbers")
		}
		p.name = v[0]
		var err error
		if p.high, err = strconv.Atoi(v[2]); err != nil {
			return err
		}
		p.value, err = strconv.Atoi(v[1])
		return err
	}
	var err error
	p.value, err = strconv.Atoi(s)
	return err
}

// at is what the language knows to begin with token i; nil for nothing.
func (w *Words) at(tokens []Token, i int) *forms {
	if w == nil || i < 0 || i >= len(tokens) || tokens[i].Kind != Word {
		return nil
	}
	return w.lookup(tokens[i].Lower)
}

// match finds the longest phrase of one of the classes at token i and the token behind it.
func (w *Words) match(tokens []Token, i int, in classes) (*phrase, int, bool) {
	at := w.at(tokens, i)
	if at == nil || at.in&in == 0 {
		return nil, i, false
	}
	return at.match(tokens, i, in)
}

func (at *forms) match(tokens []Token, i int, in classes) (*phrase, int, bool) {
	for k := range at.phrases {
		p := &at.phrases[k]
		if p.class&in == 0 || i+len(p.rest) >= len(tokens) {
			continue
		}
		ok := true
		for n, s := range p.rest {
			if t := &tokens[i+1+n]; t.Kind == Punct || t.Lower != s {
				ok = false
				break
			}
		}
		if ok {
			return p, i + 1 + len(p.rest), true
		}
	}
	return nil, i, false
}

// is reports whether the language has one of the traits.
func (w *Words) is(t trait) bool { return w != nil && w.traits&t != 0 }

// Begins reports whether a number, a date or a hedge of the language may begin with this token.
func (w *Words) Begins(t *Token) bool {
	if t.Kind == Number {
		return true
	}
	if t.Kind != Word || w == nil {
		return false
	}
	if at := w.lookup(t.Lower); at != nil && at.in&^(classGloss|classGlossTime|classAbbr|classPrefix|classOrdEnd|classNumEnd) != 0 {
		return true
	}
	if w.language != "en" && (t.Gloss == "between" || t.Gloss == "from") {
		return true
	}
	_, ok := w.hyphenated(t.Lower)
	return ok
}

// IsDateWord reports whether token i is the name of a month or of a day of the week.
func (w *Words) IsDateWord(tokens []Token, i int) bool {
	_, _, ok := w.match(tokens, i, classMonth|classWeek)
	return ok
}

// Has reports whether the language knows this folded word: as a function word, a number word, a word of dates.
func (w *Words) Has(lower string) bool { return w != nil && w.lookup(lower) != nil }
