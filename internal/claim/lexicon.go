package claim

import (
	"embed"
	"errors"
	"fmt"
	"io/fs"
	"path"
	"slices"
	"sort"
	"strings"
	"unicode/utf8"

	"exhibit/internal/lang"
)

//go:embed lexicon
var embedded embed.FS

// entry is one form of a lexicon.
type entry struct {
	rest  []string // words after the first
	class class
	value string
	group uint8 // file it stands in: the longest form of a file hides the shorter ones inside it
	caps  bool  // counts only when written in capitals
}

// lexicon holds the words of one language.
type lexicon struct {
	first     map[string][]entry  // by first word, longest form first
	stems     map[string][]entry  // by a first word that any ending may follow
	sieve     lang.Sieve          // of first
	lengths   []int               // of the stems, in bytes, longest first
	persons   map[string]*person  // by every spelling, lower case
	fullNames map[string][]string // spellings of a first and a last name, by how they open
	contexts  []context
	paradigms map[string]paradigm
	files     map[uint8]string // names of its files, by group
	caseless  bool             // the script has no capitals
	english   bool
	verbFirst bool            // what happened may stand before the number of people it happened to, and who says it behind the verb
	adverbs   []string        // endings of the adverbs that may stand before a verb of saying
	genitive  bool            // "of" is an ending: "bodies of 12 people" has no word between
	endings   []string        // of adjectives
	ofNames   [][2]string     // endings of names behind "according to", longest first, and those the names have by themselves
	sayFirst  bool            // the verb of saying stands before the one who speaks, most often with "that" behind them
	articles  bool            // the article is written in one with its word; forms stand without it
	deeds     bool            // has words of deeds
	parts     map[string]bool // words of forms behind the first
}

// paradigm is a way in which words of a language change: the ending that goes and those that come.
type paradigm struct {
	drop string
	add  []string
}

// longestEnding is how many bytes may follow a stem.
const longestEnding = 12

// entries are the forms that may begin with the word w. A word written out hides the stems of its own class that would fit
// it too, and all of them where it is written out to mean nothing. Of the stems of one file that are forms by themselves the
// longest that fits counts; any stem may begin a form of several words.
func (lex *lexicon) entries(w string) []entry {
	exact := lex.written(w)
	var written set
	for _, e := range exact {
		if len(e.rest) == 0 {
			written.add(e.class)
		}
	}
	if written.has(cNone) {
		return exact
	}
	var all []entry
	var longer [256]bool // by group: a longer stem that is a form by itself was found
	for _, n := range lex.lengths {
		if n > len(w) || len(w)-n > longestEnding {
			continue
		}
		es := lex.stems[w[:n]]
		for _, e := range es {
			if len(e.rest) > 0 || !longer[e.group] && !written.has(e.class) {
				all = append(all, e)
			}
		}
		for _, e := range es {
			longer[e.group] = longer[e.group] || len(e.rest) == 0
		}
	}
	if len(all) == 0 {
		return exact
	}
	return longestFirst(append(exact[:len(exact):len(exact)], all...))
}

// written are the forms that begin with the word w as it stands.
func (lex *lexicon) written(w string) []entry {
	if !lex.sieve.May(w) {
		return nil
	}
	return lex.first[w]
}

func longestFirst(es []entry) []entry {
	sort.SliceStable(es, func(i, j int) bool { return len(es[i].rest) > len(es[j].rest) })
	return es
}

// anyEnding marks a word of a form that stands for itself and what may be joined to its end.
const anyEnding = "*"

// sameForm reports whether a word of the text is the word of a form.
func sameForm(w, form string) bool {
	if stem, ok := strings.CutSuffix(form, anyEnding); ok {
		return strings.HasPrefix(w, stem) && len(w)-len(stem) <= longestEnding
	}
	return w == form
}

// person is a public official: one person under several spellings.
type person struct {
	name, role, of string
	from, until    lang.Day
}

// context is a dated public fact that tells the year of a text which names it.
type context struct {
	words       []string
	from, until lang.Day
	what        string
}

// names are the groups whose forms hide every other group's forms inside them.
const nameGroups = "body party person role"

func loadLexicon(fsys fs.FS, language string) (*lexicon, error) {
	dir := path.Join("lexicon", language)
	files, err := fs.ReadDir(fsys, dir)
	if err != nil {
		return nil, fmt.Errorf("reading the lexicon of %q: %w", language, err)
	}
	classes := classIndex()
	lex := &lexicon{first: map[string][]entry{}, stems: map[string][]entry{}, persons: map[string]*person{}, paradigms: map[string]paradigm{}, files: map[uint8]string{}, parts: map[string]bool{}, english: language == "en"}
	if !lex.english {
		if err := lex.officials(fsys); err != nil {
			return nil, err
		}
	}
	if err := lex.loadParadigms(fsys, dir); err != nil {
		return nil, fmt.Errorf("reading the lexicon of %q: %w", language, err)
	}
	for n, f := range files {
		if f.IsDir() || path.Ext(f.Name()) != ".tsv" {
			continue
		}
		b, err := fs.ReadFile(fsys, path.Join(dir, f.Name()))
		if err != nil {
			return nil, fmt.Errorf("reading the lexicon of %q: %w", language, err)
		}
		name := strings.TrimSuffix(f.Name(), ".tsv")
		if name == paradigmFile {
			continue
		}
		lex.files[uint8(n)] = f.Name()
		for i, line := range strings.Split(string(b), "\n") {
			if line == "" || line[0] == '#' {
				continue
			}
			if err := lex.add(name, uint8(n), strings.Split(line, "\t"), classes); err != nil {
				return nil, fmt.Errorf("reading the lexicon of %q: %s line %d: %w", language, f.Name(), i+1, err)
			}
		}
	}
	for w, es := range lex.first {
		longestFirst(es)
		lex.sieve.Put(w)
	}
	for w := range lex.stems {
		if !slices.Contains(lex.lengths, len(w)) {
			lex.lengths = append(lex.lengths, len(w))
		}
	}
	slices.SortFunc(lex.lengths, func(a, b int) int { return b - a })
	lex.fullNames = map[string][]string{}
	for spelling := range lex.persons {
		if strings.Count(spelling, " ") == 1 {
			lex.fullNames[opening(spelling)] = append(lex.fullNames[opening(spelling)], spelling)
		}
	}
	return lex, nil
}

// officials takes over the public officials of the English lexicon under their English names, so that other languages
// need only add spellings.
func (lex *lexicon) officials(fsys fs.FS) error {
	b, err := fs.ReadFile(fsys, "lexicon/en/person.tsv")
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	if err != nil {
		return fmt.Errorf("reading the officials: %w", err)
	}
	for i, line := range strings.Split(string(b), "\n") {
		if line == "" || line[0] == '#' {
			continue
		}
		if err := lex.addPerson(strings.Split(line, "\t"), 0); err != nil {
			return fmt.Errorf("reading the officials: line %d: %w", i+1, err)
		}
	}
	return nil
}

// paradigmFile holds the ways in which words of a language change.
const paradigmFile = "inflection"

func (lex *lexicon) loadParadigms(fsys fs.FS, dir string) error {
	b, err := fs.ReadFile(fsys, path.Join(dir, paradigmFile+".tsv"))
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	if err != nil {
		return err
	}
	for i, line := range strings.Split(string(b), "\n") {
		if line == "" || line[0] == '#' {
			continue
		}
		f := strings.Split(line, "\t")
		if len(f) != 3 {
			return fmt.Errorf("%s.tsv line %d: want 3 columns, have %d", paradigmFile, i+1, len(f))
		}
		lex.paradigms[f[0]] = paradigm{f[1], strings.Fields(f[2])}
	}
	return nil
}

func (lex *lexicon) add(file string, group uint8, f []string, classes map[string]class) error {
	switch file {
	case "person":
		return lex.addPerson(f, group)
	case "grammar":
		return lex.trait(f)
	case "context":
		if len(f) != 4 {
			return fmt.Errorf("want 4 columns, have %d", len(f))
		}
		lex.contexts = append(lex.contexts, context{strings.Split(f[0], ";"), lang.ParseDay(f[1]), lang.ParseDay(f[2]), f[3]})
		return nil
	}
	if len(f) < 2 {
		return fmt.Errorf("want at least a form and a class")
	}
	name, caps := strings.CutSuffix(f[1], ".caps")
	c, ok := classes[name]
	if !ok {
		return fmt.Errorf("unknown class %q", f[1])
	}
	value, inflection := "", ""
	if len(f) > 2 {
		value = f[2]
	}
	if len(f) > 3 {
		inflection = f[3]
	}
	lex.deeds = lex.deeds || c == cDeed
	if strings.Contains(nameGroups, file) {
		group |= hides
	}
	forms, err := lex.inflect(f[0], inflection)
	if err != nil {
		return err
	}
	for _, form := range forms {
		if err := lex.put(form, entry{class: c, value: value, group: group, caps: caps}); err != nil {
			return err
		}
	}
	return nil
}

// trait sets how the language builds its sentences; "-х" with the trait adjective is an ending of adjectives,
// with the trait adverb one of adverbs.
func (lex *lexicon) trait(f []string) error {
	switch {
	case f[0] == "verb-first":
		lex.verbFirst = true
	case f[0] == "genitive":
		lex.genitive = true
	case f[0] == "speaker-after":
		lex.sayFirst = true
	case f[0] == "article-prefix":
		lex.articles = true
	case f[0] == "caseless":
		lex.caseless = true
	case len(f) > 2 && f[1] == "name":
		lex.ofNames = append(lex.ofNames, [2]string{strings.TrimPrefix(f[0], "-"), strings.TrimPrefix(f[2], "-")})
		sort.SliceStable(lex.ofNames, func(i, j int) bool { return len(lex.ofNames[i][0]) > len(lex.ofNames[j][0]) })
	case len(f) > 1 && f[1] == "adverb" && len(f[0]) > 1 && f[0][0] == '-':
		lex.adverbs = append(lex.adverbs, f[0][1:])
	case len(f) > 1 && f[1] == "adjective" && len(f[0]) > 1 && f[0][0] == '-':
		lex.endings = append(lex.endings, f[0][1:])
	default:
		return fmt.Errorf("unknown trait %q", f[0])
	}
	return nil
}

// inflect gives the forms of an entry: by the paradigm of the language that is named, else as English does.
func (lex *lexicon) inflect(form, how string) ([]string, error) {
	p, ok := lex.paradigms[how]
	if how == "" || !ok && lex.english {
		return inflect(form, how), nil
	}
	if !ok {
		return nil, fmt.Errorf("no paradigm %q in %s.tsv", how, paradigmFile)
	}
	head, tail, several := strings.Cut(form, " ")
	stem, ends := strings.CutSuffix(head, p.drop)
	if !ends {
		return nil, fmt.Errorf("%q does not end in %q as paradigm %q wants", head, p.drop, how)
	}
	if several {
		tail = " " + tail
	}
	out := []string{form}
	for _, end := range p.add {
		out = append(out, stem+strings.TrimPrefix(end, "0")+tail)
	}
	return out, nil
}

// hides marks the group of a file of names.
const hides = 0x80

func (lex *lexicon) put(form string, e entry) error {
	words := strings.Fields(form)
	var all []string
	for _, w := range words {
		w, stem := strings.CutSuffix(w, anyEnding)
		tokens := lang.Tokenize(w)
		for i, t := range tokens {
			f := t.Lower
			if stem && i == len(tokens)-1 {
				f += anyEnding
			}
			all = append(all, f)
		}
	}
	if len(all) == 0 {
		return nil
	}
	e.rest = all[1:]
	if !lex.english {
		for _, w := range e.rest {
			lex.parts[w] = true
		}
	}
	if stem, ok := strings.CutSuffix(all[0], anyEnding); ok {
		if utf8.RuneCountInString(stem) < shortestStem {
			return fmt.Errorf("the stem %q is shorter than %d letters and would fit too much", form, shortestStem)
		}
		lex.stems[stem] = append(lex.stems[stem], e)
		return nil
	}
	lex.first[all[0]] = append(lex.first[all[0]], e)
	return nil
}

// shortestStem is the number of letters from which a stem tells enough.
const shortestStem = 3

func (lex *lexicon) addPerson(f []string, group uint8) error {
	var p *person
	switch {
	case len(f) == 6:
		p = &person{name: f[0], role: f[2], of: f[3], from: lang.ParseDay(f[4]), until: lang.ParseDay(f[5])}
		f[1] += ";" + f[0]
	case len(f) == 2:
		if p = lex.persons[strings.ToLower(f[0])]; p == nil {
			return fmt.Errorf("%q is no official of the English lexicon", f[0])
		}
	default:
		return fmt.Errorf("want 6 columns, or 2 with the English name first, have %d", len(f))
	}
	for _, spelling := range strings.Split(f[1], ";") {
		if spelling == "" {
			continue
		}
		key := strings.ToLower(spelling)
		lex.persons[key] = p
		if err := lex.put(spelling, entry{class: cPerson, value: key, group: group | hides}); err != nil {
			return err
		}
	}
	return nil
}

// misspelt is the one official whose first name this is and whose last name is written with one letter wrong; nil when
// none or several are.
func (lex *lexicon) misspelt(first, last string) *person {
	var found *person
	for _, spelling := range lex.fullNames[opening(first)] {
		a, b, _ := strings.Cut(spelling, " ")
		if !sameForm(first, a) || !oneLetter(last, b) {
			continue
		}
		q := lex.persons[spelling]
		if found != nil && found != q {
			return nil
		}
		found = q
	}
	return found
}

// opening is the first two letters of a word, by which full names are found.
func opening(w string) string {
	n := 0
	for i := range w {
		if n == 2 {
			return w[:i]
		}
		n++
	}
	return w
}

// oneLetter: of six letters or more, as long as the name but for an ending, and another in one letter behind the first.
func oneLetter(w, name string) bool {
	stem, open := strings.CutSuffix(name, anyEnding)
	x, y := []rune(w), []rune(stem)
	if len(y) < 6 || len(x) < len(y) || !open && len(x) != len(y) || len(x) > len(y)+3 || x[0] != y[0] {
		return false
	}
	apart := 0
	for i, r := range y {
		if x[i] != r {
			apart++
		}
	}
	return apart == 1
}

// inPost is the one official of a country whose post is named by these words on a day; nil when none or several are.
func (lex *lexicon) inPost(post, nation string, day lang.Day) *person {
	switch post {
	case "president", "prime minister", "foreign minister", "defence minister", "defense minister", "chancellor":
	default:
		return nil
	}
	post = strings.ReplaceAll(post, "defense", "defence")
	var found *person
	for _, p := range lex.persons {
		if p.of != nation || p == found || p.from == 0 || day < p.from || p.until > 0 && day > p.until {
			continue
		}
		if w := strings.ToLower(p.role); !strings.HasPrefix(w, post) && !strings.HasSuffix(w, " "+post) || strings.Contains(w, "former") || strings.Contains(w, "vice") || strings.Contains(w, "deputy") {
			continue
		}
		if found != nil {
			return nil
		}
		found = p
	}
	return found
}

// inflect gives the forms of a regular verb (on its first word) or noun (on its last).
func inflect(form, how string) []string {
	switch how {
	case "n":
		return []string{form, plural(form)}
	case "v":
		head, tail, _ := strings.Cut(form, " ")
		if tail != "" {
			tail = " " + tail
		}
		out := []string{form}
		for _, v := range verbForms(head) {
			out = append(out, v+tail)
		}
		return out
	}
	return []string{form}
}

func plural(s string) string {
	switch {
	case strings.HasSuffix(s, "y") && len(s) > 1 && !isVowel(s[len(s)-2]):
		return s[:len(s)-1] + "ies"
	case hasAnySuffix(s, "s", "x", "ch", "sh"):
		return s + "es"
	}
	return s + "s"
}

func verbForms(s string) []string {
	switch {
	case strings.HasSuffix(s, "e") && !strings.HasSuffix(s, "ee"):
		return []string{s + "s", s + "d", s[:len(s)-1] + "ing"}
	case strings.HasSuffix(s, "y") && len(s) > 1 && !isVowel(s[len(s)-2]):
		return []string{s[:len(s)-1] + "ies", s[:len(s)-1] + "ied", s + "ing"}
	case hasAnySuffix(s, "s", "x", "ch", "sh"):
		return []string{s + "es", s + "ed", s + "ing"}
	case doubles(s):
		d := s + s[len(s)-1:]
		return []string{s + "s", d + "ed", d + "ing"}
	}
	return []string{s + "s", s + "ed", s + "ing"}
}

// doubles: a single vowel before a last consonant under stress ("drop", "refer").
func doubles(s string) bool {
	switch s {
	case "drop", "refer", "slam", "ram", "plan", "kidnap", "admit", "commit", "stab", "brag":
		return true
	}
	return false
}

func isVowel(c byte) bool { return strings.IndexByte("aeiou", c) >= 0 }

func hasAnySuffix(s string, suffixes ...string) bool {
	for _, x := range suffixes {
		if strings.HasSuffix(s, x) {
			return true
		}
	}
	return false
}
