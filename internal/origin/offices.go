package origin

import (
	"cmp"
	"slices"
	"strings"
	"time"

	"exhibit/internal/claim"
)

// Offices: who speaks for whom, and whom a report means when it names an office and no person.

// portfolio reduces the name of an office or body to the words that say whose and what it is: "US Secretary of State" and
// "Department of State of the United States" are {state us}; "Ukrainian FM" is {foreign ukraine}.
func portfolio(name string) []string {
	var out []string
	for _, w := range states(fold(name)) {
		switch w {
		case "fm":
			w = "foreign"
		case "defense":
			w = "defence"
		case "pm":
			w = "prime"
		}
		if !is("officeholder", w) && !slices.Contains(out, w) {
			out = append(out, w)
		}
	}
	slices.Sort(out)
	return out
}

// subset reports whether every word of a is in b, and a has one.
func subset(a, b []string) bool {
	return len(a) > 0 && !slices.ContainsFunc(a, func(w string) bool { return !slices.Contains(b, w) })
}

// speaks reports whether a holder of role speaks for a body of that name: the body is his department, or the government or
// state he is an officer of. "Authorities" and "officials" may be anybody and are nobody's to speak for.
func speaks(role, body string) bool {
	return role != "" && !anyOf("generic", strings.ReplaceAll(fold(body), "government", "")) && subset(portfolio(body), portfolio(role))
}

// office resolves a name that is only an office ("US State Secretary", "the foreign minister") to the one person whom the
// report names with that office.
func (k *cast) office(report, folded string) (voice, bool) {
	want := portfolio(folded)
	title := titleOf(folded)
	var found voice
	for _, n := range k.roles[report] {
		// A bare title ("the prosecutor") is the one holder of such a title that the report names.
		if title == "" || titleOf(fold(n.role)) != title || len(want) > 0 && !subset(want, portfolio(n.role)) {
			continue
		}
		v := k.who(report, n.name)
		if v.sort != person || found.key != "" && found.key != v.key {
			return voice{}, false
		}
		found = v
	}
	return found, found.key != ""
}

// titleOf is the word of an office that says what its holder is: secretary, minister, president, spokesman.
func titleOf(folded string) string {
	for w := range strings.FieldsSeq(folded) {
		switch w {
		case "fm", "pm":
			return "minister"
		case "spokeswoman", "spokesperson":
			return "spokesman"
		}
		if is("officeholder", w) && !is("connective", w) {
			return w
		}
	}
	return ""
}

// fuller resolves a body's short name ("Defence Ministry") to the one body that the same report names in full.
func (k *cast) fuller(report, folded string) (string, bool) {
	words := strings.Fields(folded)
	found := ""
	for _, other := range k.bodies[report] {
		w := strings.Fields(fold(other))
		if len(w) <= len(words) || !subset(words, w) {
			continue
		}
		if found != "" && k.who(report, found).key != k.who(report, other).key {
			return "", false
		}
		found = other
	}
	return found, found != ""
}

// onlyOffice reports whether a name consists of words for offices and states alone.
func onlyOffice(folded string) bool {
	title := false
	for w := range strings.FieldsSeq(folded) {
		if !is("title", w) && !is("officeholder", w) && w != "fm" && w != "pm" {
			return false
		}
		title = title || is("officeholder", w) && !is("connective", w) && !is("body", w) || w == "fm" || w == "pm"
	}
	return title
}

// offices: what a report ascribes to a department or government is what the officer it quotes for it says.
func (r *Reading) offices() {
	type holder struct {
		role string
		said map[occasion]int
	}
	holders := map[string]map[string]*holder{} // report → voice
	for i := range r.claims {
		c := &r.claims[i]
		l := r.chains[i].links[0]
		if l.voice.sort != person || c.SpeakerRole == "" || r.whoIn(i, c.Speaker).key != l.voice.key {
			continue
		}
		if holders[c.Ref] == nil {
			holders[c.Ref] = map[string]*holder{}
		}
		h := holders[c.Ref][l.voice.key]
		if h == nil {
			h = &holder{role: c.SpeakerRole, said: map[occasion]int{}}
			holders[c.Ref][l.voice.key] = h
		}
		h.role = min(h.role, c.SpeakerRole)
		h.said[r.ids[i]]++
	}
	for i := range r.claims {
		c := &r.claims[i]
		l := r.chains[i].links[0]
		if l.voice.sort != aBody || l.voice.generic != "" || c.Status == "rejected" || len(holders[c.Ref]) == 0 {
			continue
		}
		best, most, name := occasion{}, 0, ""
		for _, key := range sortedKeys(holders[c.Ref]) {
			h := holders[c.Ref][key]
			if !speaks(h.role, l.voice.name) {
				continue
			}
			for o, n := range h.said {
				if c := cmp.Or(cmp.Compare(n, most), compareOccasions(o, best)); n >= most && c > 0 {
					best, most, name = o, n, r.voiceName(key)
				}
			}
		}
		if most > 0 {
			r.depend(r.ids[i], best, name+" speaks for "+l.voice.name, i)
			r.officer[i] = best
		}
	}
	r.officersElsewhere()
}

// sameDays is the number of days within which an assertion ascribed to a government and the same assertion of an officer of it are
// one utterance.
const sameDays = 3

// officersElsewhere: what one report ascribes to a government or department, and another of the same days has from the one officer
// of it who says the same, is what he says.
func (r *Reading) officersElsewhere() {
	type officer struct {
		role string
		at   occasion
	}
	said := map[string][]officer{} // by what is said
	for i := range r.claims {
		c := &r.claims[i]
		l := r.chains[i].links[0]
		if l.voice.sort == person && c.SpeakerRole != "" && c.Status != "rejected" && r.whoIn(i, c.Speaker).key == l.voice.key {
			for _, what := range contents(c) {
				said[what] = append(said[what], officer{c.SpeakerRole, r.ids[i]})
			}
		}
	}
	for i := range r.claims {
		c := &r.claims[i]
		l := r.chains[i].links[0]
		if _, ok := r.officer[i]; ok || l.voice.sort != aBody || l.voice.generic != "" && stateIn(l.voice.generic) == "" || c.Status == "rejected" {
			continue
		}
		best := occasion{}
		for _, what := range contents(c) {
			for _, o := range said[what] {
				switch {
				case !speaks(o.role, l.voice.name) || !within(r.ids[i], o.at, sameDays):
				case best.key == "" || best.key == o.at.key && compareOccasions(o.at, best) < 0:
					best = o.at
				case best.key != o.at.key: // two officers say it: whose words are meant is open
					best = occasion{key: "\x00"}
				}
			}
		}
		if best.key != "" && best.key != "\x00" {
			r.depend(r.ids[i], best, r.voiceName(best.key)+" says the same for "+l.voice.name+" within days", i)
			r.officer[i] = best
		}
	}
}

// contents are the things a claim asserts that can be recognised in another report: a legal label with whom it is said of and
// where, a distinctive figure with its place.
func contents(c *claim.Claim) []string {
	var out []string
	switch c.Kind {
	case claim.LegalLabel:
		for _, l := range c.LegalLabels {
			out = append(out, "label|"+singular(fold(l))+"|"+accusedOf(c)+"|"+fold(c.Place))
		}
	case claim.Casualty:
		for _, n := range numbersOf(c) {
			if n.value >= distinctive {
				out = append(out, n.measure+"|"+itoa(n.value)+"|"+fold(c.Place))
			}
		}
	}
	return out
}

// within reports whether two occasions may be at most n days apart; what has no day may.
func within(a, b occasion, n int) bool {
	return daysBetween(a.to, b.from) <= n && daysBetween(b.to, a.from) <= n
}

// daysBetween is the number of days from a to b; 0 when either is unknown.
func daysBetween(a, b string) int {
	x, errX := time.Parse(time.DateOnly, a)
	y, errY := time.Parse(time.DateOnly, b)
	if errX != nil || errY != nil {
		return 0
	}
	return int(y.Sub(x).Hours() / 24)
}

func sortedKeys[T any](m map[string]T) []string {
	out := make([]string, 0, len(m))
	for k := range m {
		out = append(out, k)
	}
	slices.Sort(out)
	return out
}

// voiceName is the name of a voice that some chain names.
func (r *Reading) voiceName(key string) string {
	return r.voices[key].name
}

// speaksFor drops the body from the head of a chain whose next link is an officer of it: he says it for the body.
func (r *Reading) speaksFor(c *claim.Claim, links []link) []link {
	if len(links) < 2 || links[0].voice.sort != aBody || links[1].voice.sort != person {
		return links
	}
	for _, n := range r.cast.roles[c.Report] {
		if r.cast.who(c.Report, n.name).key == links[1].voice.key && speaks(n.role, links[0].voice.name) {
			return links[1:]
		}
	}
	return links
}
