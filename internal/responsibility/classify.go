package responsibility

import (
	_ "embed"
	"strings"
	"sync"
	"unicode"
	"unicode/utf8"

	"exhibit/internal/claim"
	"exhibit/internal/place"
)

//go:embed data/words.txt
var wordData string

// lexicon holds the words by which an actor is understood, each class folded.
type lexicon map[string]map[string]bool

var words = sync.OnceValue(func() lexicon {
	out := lexicon{}
	for line := range strings.Lines(wordData) {
		class, list, ok := strings.Cut(strings.TrimSpace(line), ":")
		if !ok || strings.HasPrefix(class, "#") {
			continue
		}
		if out[class] == nil {
			out[class] = map[string]bool{}
		}
		for w := range strings.SplitSeq(list, ";") {
			if f := place.Fold(w); f != "" {
				out[class][f] = true
			}
		}
	}
	return out
})

// has reports whether one of the folded words, or two in a row, belongs to the class.
func (l lexicon) has(class string, list []string) bool {
	for i, w := range list {
		if l.is(class, w) || i > 0 && l[class][list[i-1]+" "+w] {
			return true
		}
	}
	return false
}

func (l lexicon) is(class, w string) bool { return l[class][w] || l[class][strings.TrimSuffix(w, "s")] }

// office reports whether the folded words name a public office. A head or leader holds one only when the words say of
// which State.
func (l lexicon) office(list []string, party string) bool {
	return l.has("office", list) || party != "" && l.has("office.of", list)
}

// actor is who is accused, as it may be shown.
type actor struct {
	name  string
	level Level
	party string
}

// classify says what sort of actor the words name. What it does not recognise as a State, force, unit, body or holder of a
// public office, and what looks like a person's name, is withheld: a mistake then hides a group rather than names a person.
func classify(g *place.Gazetteer, roles map[string]string, said string) actor {
	name := withoutOwners(g, roles, said)
	list := strings.Fields(place.Fold(name))
	party := partyOf(g, name)
	l := words()
	switch {
	case isState(g, list, name):
		return actor{party, State, party}
	case namesMember(g, name):
		return actor{Withheld, Individual, ""}
	case l.has("unit", list) && (strings.ContainsFunc(name, unicode.IsDigit) || hasProperName(g, name)):
		return actor{name, Unit, party}
	case l.has("force", list) && !strings.Contains(place.Fold(name), "commander"):
		return actor{name, Force, party}
	case l.has("body", list):
		return actor{name, Other, party}
	case l.office(list, party):
		return actor{name, Office, party}
	}
	if role := roles[surname(name)]; role != "" {
		return actor{name + " (" + role + ")", Office, partyOrElse(party, partyOf(g, role))}
	}
	if l.has("crowd", list) && !looksLikeName(name) {
		return actor{name, Other, party}
	}
	return actor{Withheld, Individual, ""}
}

// withoutOwners takes the name of a person outside a public role out of "Ivanenko's troops".
func withoutOwners(g *place.Gazetteer, roles map[string]string, said string) string {
	list := strings.Fields(said)
	for i, w := range list {
		owner, ok := strings.CutSuffix(strings.ReplaceAll(w, "’", "'"), "'s")
		if !ok || !looksLikeName(owner) || stateNamed(g, place.Fold(owner)) != "" || roles[surname(owner)] != "" {
			continue
		}
		if found := g.Lookup(owner); len(found) == 0 {
			list[i] = "[name withheld]'s"
		}
	}
	return strings.Join(list, " ")
}

func partyOrElse(a, b string) string {
	if a != "" {
		return a
	}
	return b
}

// publicRoles maps surnames to the public office that the words state for them: in the role a speaker is quoted in, or
// right before the name ("Russian president Vladimir Putin").
func publicRoles(g *place.Gazetteer, claims []claim.Claim) map[string]string {
	out := map[string]string{}
	add := func(name, role string) {
		if name != "" && role != "" && (out[name] == "" || len(role) > len(out[name]) || len(role) == len(out[name]) && role < out[name]) {
			out[name] = role
		}
	}
	l := words()
	for i := range claims {
		c := &claims[i]
		if c.Status == "rejected" {
			continue
		}
		if role := strings.Fields(place.Fold(c.SpeakerRole)); c.Speaker != "" && l.office(role, partyOf(g, c.SpeakerRole)) {
			add(surname(c.Speaker), c.SpeakerRole)
		}
		rolesInWords(g, c.Quote, add)
	}
	return out
}

// rolesInWords finds offices written right before a name. Punctuation ends both.
func rolesInWords(g *place.Gazetteer, text string, add func(name, role string)) {
	l := words()
	list := strings.Fields(text)
	for i, w := range list {
		state := ""
		if i > 0 {
			state = strings.TrimFunc(list[i-1], unicode.IsPunct)
		}
		party := partyOf(g, state)
		if !l.office([]string{place.Fold(w)}, party) || endsPhrase(w) {
			continue
		}
		role := w
		if party != "" {
			role = state + " " + w
		}
		last := ""
		for _, n := range list[i+1 : min(i+4, len(list))] {
			if r := []rune(n); !unicode.IsUpper(r[0]) {
				break
			}
			if !l.is("office", place.Fold(n)) {
				last = n
			}
			if endsPhrase(n) {
				break
			}
		}
		add(surname(strings.TrimSuffix(strings.TrimSuffix(last, "’s"), "'s")), role)
	}
}

func endsPhrase(w string) bool { return strings.ContainsAny(w[len(w)-1:], ".,;:!?)\"") }

// namesMember reports whether the words name one member of a force ("soldier Ivan P.", "the sergeant, Ivan P.") rather than
// the force itself: a word for a member together with a name that is not that of a State or place.
func namesMember(g *place.Gazetteer, name string) bool {
	l := words()
	list := strings.Fields(name)
	for i, w := range list {
		f := place.Fold(w)
		one, many := l["member"][f], l["member"][strings.TrimSuffix(f, "s")]
		if one && hasProperName(g, name) || many && hasProperName(g, strings.Join(list[i+1:], " ")) {
			return true
		}
	}
	return false
}

// surname is the last word of a name, folded.
func surname(name string) string {
	list := strings.Fields(place.Fold(name))
	if len(list) == 0 {
		return ""
	}
	return list[len(list)-1]
}

// isState reports whether the words name a State and nothing else: "Russia", "the Syrian government", "Moscow".
func isState(g *place.Gazetteer, list []string, name string) bool {
	if found := g.Lookup(name); len(found) > 0 {
		return found[0].Kind == place.KindCountry || found[0].Kind == place.KindCapital
	}
	l := words()
	if n := len(list); n > 0 && n <= 2 && l["seat"][list[n-1]] {
		return true
	}
	if !l.has("state", list) || partyOf(g, name) == "" {
		return false
	}
	for _, w := range list {
		_, people := g.Demonym(w)
		country := len(g.Lookup(w)) > 0
		if !l["state"][w] && !people && !country && w != "the" && w != "of" && w != "s" {
			return false
		}
	}
	return true
}

// partyOf is the State that the words name or are called after; empty when they name none. Possessives count: "Russia's".
func partyOf(g *place.Gazetteer, text string) string {
	for _, w := range strings.Fields(text) {
		if w == "US" || w == "U.S." { // folded, the abbreviation is a pronoun
			p, _ := g.ByID("US")
			return p.Name
		}
	}
	list := strings.Fields(place.Fold(text))
	for n := min(4, len(list)); n > 0; n-- {
		for i := 0; i+n <= len(list); i++ {
			w := strings.Join(list[i:i+n], " ")
			if name := stateNamed(g, w); name != "" {
				return name
			}
			if stem, ok := strings.CutSuffix(w, "s"); ok && len(stem) > 3 {
				if name := stateNamed(g, stem); name != "" {
					return name
				}
			}
		}
	}
	return ""
}

func stateNamed(g *place.Gazetteer, w string) string {
	if id, ok := g.Demonym(w); ok {
		p, _ := g.ByID(id)
		return p.Name
	}
	if known := g.Lookup(w); len(known) > 0 {
		switch p := known[0]; p.Kind {
		case place.KindCountry:
			return p.Name
		case place.KindCapital:
			c, _ := g.ByID(p.Country)
			return c.Name
		}
		return ""
	}
	if words()["seat"][w] {
		return "Russia"
	}
	return ""
}

// partyName brings an origin's party to the name of a State where it names one.
func partyName(g *place.Gazetteer, s string) string {
	if s == "" {
		return ""
	}
	return partyOrElse(partyOf(g, s), s)
}

// hasProperName reports whether a capitalised word stands in the words that is no word for a force and not called after a
// State or place: "the Azov regiment", "Wagner group".
func hasProperName(g *place.Gazetteer, name string) bool {
	l := words()
	for _, w := range strings.Fields(name) {
		f := place.Fold(w)
		if _, people := g.Demonym(f); people || f == "the" || l.is("force", f) || l.is("unit", f) || l.is("state", f) || l.is("member", f) || l.is("body", f) || l.is("plain", f) || stateNamed(g, strings.TrimSuffix(f, "s")) != "" || stateNamed(g, f) != "" {
			continue
		}
		if r := []rune(w); len(r) > 0 && unicode.IsUpper(r[0]) {
			return true
		}
	}
	return false
}

// looksLikeName reports whether the words could be a person's name. Scripts without capitals are never sure: they count as
// names.
func looksLikeName(name string) bool {
	for _, w := range strings.Fields(name) {
		r, _ := utf8.DecodeRuneInString(w)
		if unicode.IsUpper(r) || unicode.IsLetter(r) && !unicode.IsLower(r) {
			return true
		}
	}
	return false
}
