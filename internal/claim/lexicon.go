package claim

import (
	"embed"
	"fmt"
	"io/fs"
	"path"
	"sort"
	"strings"

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
	first    map[string][]entry // by first word, longest form first
	persons  map[string]*person // by every spelling, lower case
	contexts []context
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
	lex := &lexicon{first: map[string][]entry{}, persons: map[string]*person{}}
	for n, f := range files {
		if f.IsDir() || path.Ext(f.Name()) != ".tsv" {
			continue
		}
		b, err := fs.ReadFile(fsys, path.Join(dir, f.Name()))
		if err != nil {
			return nil, fmt.Errorf("reading the lexicon of %q: %w", language, err)
		}
		name := strings.TrimSuffix(f.Name(), ".tsv")
		for i, line := range strings.Split(string(b), "\n") {
			if line == "" || line[0] == '#' {
				continue
			}
			if err := lex.add(name, uint8(n), strings.Split(line, "\t"), classes); err != nil {
				return nil, fmt.Errorf("reading the lexicon of %q: %s line %d: %w", language, f.Name(), i+1, err)
			}
		}
	}
	for w := range lex.first {
		es := lex.first[w]
		sort.SliceStable(es, func(i, j int) bool { return len(es[i].rest) > len(es[j].rest) })
	}
	return lex, nil
}

func (lex *lexicon) add(file string, group uint8, f []string, classes map[string]class) error {
	switch file {
	case "person":
		return lex.addPerson(f, group)
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
	if strings.Contains(nameGroups, file) {
		group |= hides
	}
	for _, form := range inflect(f[0], inflection) {
		lex.put(form, entry{class: c, value: value, group: group, caps: caps})
	}
	return nil
}

// hides marks the group of a file of names.
const hides = 0x80

func (lex *lexicon) put(form string, e entry) {
	tokens := lang.Tokenize(form)
	if len(tokens) == 0 {
		return
	}
	for _, t := range tokens[1:] {
		e.rest = append(e.rest, t.Lower)
	}
	w := tokens[0].Lower
	lex.first[w] = append(lex.first[w], e)
}

func (lex *lexicon) addPerson(f []string, group uint8) error {
	if len(f) != 6 {
		return fmt.Errorf("want 6 columns, have %d", len(f))
	}
	p := &person{name: f[0], role: f[2], of: f[3], from: lang.ParseDay(f[4]), until: lang.ParseDay(f[5])}
	for _, spelling := range append(strings.Split(f[1], ";"), f[0]) {
		if spelling != "" {
			key := strings.ToLower(spelling)
			lex.persons[key] = p
			lex.put(spelling, entry{class: cPerson, value: key, group: group | hides})
		}
	}
	return nil
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
