package origin

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"exhibit/internal/claim"
)

// About says what a claim is tied to: the id and title of an incident; empty when it is tied to none.
type About func(i int) (incident, title string)

// Propositions gathers what is asserted, with everyone who asserts it and how many of them may be independent, ordered by id.
// Rejected claims and denials assert nothing; a denial stands beside what it denies. about may be nil.
func (r *Reading) Propositions(about About) []Proposition {
	if about == nil {
		about = func(int) (string, string) { return "", "" }
	}
	at := map[string]int{}
	var all []gathered
	note := func(i int, key, text, incident string) {
		k, ok := at[key]
		if !ok {
			k = len(all)
			at[key] = k
			all = append(all, gathered{key: key, text: text, incident: incident})
		}
		g := &all[k]
		g.text = min(g.text, text) // one wording, whichever claim came first
		if len(g.claims) == 0 || g.claims[len(g.claims)-1] != i {
			g.claims = append(g.claims, i)
		}
	}
	for i := range r.claims {
		if r.asserts(i) {
			incident, title := about(i)
			r.assertions(i, incident, title, note)
		}
	}
	denials := r.denials(about)
	links := r.edgesByClaim()
	out := make([]Proposition, 0, len(all))
	for k := range all {
		out = append(out, r.weigh(&all[k], denials, links))
	}
	slices.SortFunc(out, func(a, b Proposition) int { return cmp.Compare(a.ID, b.ID) })
	return out
}

type gathered struct {
	key, text, incident string
	claims              []int
}

func (r *Reading) asserts(i int) bool {
	c := &r.claims[i]
	return c.Status != "rejected" && c.Kind != claim.Denial && c.Modality != "denied"
}

// assertions calls note for each thing claim i asserts.
func (r *Reading) assertions(i int, incident, title string, note func(i int, key, text, incident string)) {
	c := &r.claims[i]
	place := c.Place
	if place == "" {
		place = c.Scope
	}
	where := incident
	if where == "" {
		where = fold(place)
	}
	if incident != "" {
		switch c.Kind {
		case claim.Attack, claim.Casualty, claim.EvidenceMention, claim.Weapon:
			note(i, "event|"+incident, title, incident)
		}
	}
	switch c.Kind {
	case claim.Casualty:
		for _, n := range counts(c) {
			note(i, "count|"+n.key+"|"+where, join(n.text, place), incident)
		}
	case claim.Attack:
		if incident == "" && where != "" {
			objects := slices.Sorted(slices.Values(c.ObjectTypes))
			day, _ := span(c.IncidentDate, c.IncidentDateMin, c.IncidentDateMax)
			note(i, "attack|"+strings.Join(objects, ",")+"|"+where+"|"+day, join("attack on "+orWord(strings.Join(objects, ", "), attacked(c)), place, day), "")
		}
	case claim.Weapon:
		for _, w := range c.Weapons {
			note(i, "weapon|"+fold(w)+"|"+where, join(w+" used", place), incident)
		}
	case claim.LegalLabel:
		// Whom a label is said of is part of what is asserted: "war crimes" said of one army is not "war crimes" said of another,
		// or of nobody.
		accused := accusedOf(c)
		text := "called “%s”"
		if accused != "" {
			text = "“%s” said of the forces of " + stateName(accused)
		}
		for _, l := range c.LegalLabels {
			note(i, "label|"+singular(fold(l))+"|"+accused+"|"+where, join(fmt.Sprintf(text, l), place), incident)
		}
	}
}

// attacked says who or what, when no object is named.
func attacked(c *claim.Claim) string {
	if c.VictimStatus != "" && c.VictimStatus != "unknown" {
		return strings.TrimSuffix(c.VictimStatus, "s") + "s"
	}
	return "something not named"
}

type count struct{ key, text string }

// counts are the figures of a casualty claim, a word such as "hundreds" included.
func counts(c *claim.Claim) []count {
	var out []count
	for _, f := range []struct {
		word        string
		n, low, top *int
	}{
		{"killed", c.Killed, c.KilledMin, c.KilledMax}, {"injured", c.Injured, c.InjuredMin, c.InjuredMax},
		{"killed or injured", c.CombinedTotal, c.CombinedTotalMin, c.CombinedTotalMax}, {"missing", c.Missing, c.MissingMin, c.MissingMax},
		{"detained", c.Detained, c.DetainedMin, c.DetainedMax}, {"displaced", c.Displaced, c.DisplacedMin, c.DisplacedMax},
		{"bodies found", c.BodiesFound, c.BodiesFoundMin, c.BodiesFoundMax},
	} {
		switch {
		case f.n != nil:
			out = append(out, count{f.word + "|" + itoa(*f.n), thousands(*f.n) + " " + f.word})
		case f.low != nil || f.top != nil:
			word := orWord(c.Qualifier, "a range")
			out = append(out, count{f.word + "|" + word, word + " " + f.word})
		}
	}
	return out
}

// thousands writes 2400 as 2,400.
func thousands(n int) string {
	s := itoa(n)
	for i := len(s) - 3; i > 0; i -= 3 {
		s = s[:i] + "," + s[i:]
	}
	return s
}

func join(parts ...string) string {
	return strings.Join(slices.DeleteFunc(parts, func(s string) bool { return s == "" }), ", ")
}

func orWord(s, other string) string {
	if s == "" {
		return other
	}
	return s
}

// denials lists, by claim id and by "event|incident", the claims that deny it.
func (r *Reading) denials(about About) map[string][]string {
	out := map[string][]string{}
	for i := range r.claims {
		c := &r.claims[i]
		if c.Kind != claim.Denial || c.Status == "rejected" {
			continue
		}
		if c.Denies != "" {
			out[c.Denies] = append(out[c.Denies], c.ID)
		}
		if incident, _ := about(i); incident != "" {
			out["event|"+incident] = append(out["event|"+incident], c.ID)
		}
	}
	return out
}

func (r *Reading) edgesByClaim() map[int][]edge {
	out := map[int][]edge{}
	for e, claims := range r.edges {
		for _, i := range claims {
			out[i] = append(out[i], e)
		}
	}
	return out
}

// weigh counts who stands behind one proposition. Voices are one group when they are one person or body, or when one of the
// claims gathered here shows that the one goes back to the other. A group counts for the lower bound only when one of its
// claims here states a basis of knowledge of its own.
func (r *Reading) weigh(g *gathered, denials map[string][]string, links map[int][]edge) Proposition {
	p := Proposition{ID: "pr-" + digest(g.key), Text: g.text, Mentions: 1, Incident: g.incident}
	if len(g.claims) == 1 { // most things are said once
		i := g.claims[0]
		p.Claims, p.Origins, p.OriginsMax = []string{r.claims[i].ID}, [][]string{{r.claims[i].Origin}}, 1
		if r.bases[i].FirstHand() {
			p.OriginsMin = 1
		}
		p.Denials = sorted(denials[g.key], denials[r.claims[i].ID])
		return p
	}
	parent := map[string]string{}
	find := func(s string) string {
		for parent[s] != "" {
			s = parent[s]
		}
		return s
	}
	unite := func(a, b string) {
		if a, b = find(a), find(b); a != b {
			parent[max(a, b)] = min(a, b)
		}
	}
	for _, i := range g.claims {
		for _, e := range links[i] {
			unite(ownKey(e.from), ownKey(e.to))
		}
	}
	origins := map[string]map[string]bool{}
	known := map[string]bool{}
	mentions := map[[2]string]bool{} // a headline and the text below it mention a thing once
	denied := denials[g.key]
	for _, i := range g.claims {
		root := find(ownKey(r.ids[i]))
		if origins[root] == nil {
			origins[root] = map[string]bool{}
		}
		origins[root][r.claims[i].Origin] = true
		mentions[[2]string{r.claims[i].Ref, root}] = true
		known[root] = known[root] || r.bases[i].FirstHand()
		p.Claims = append(p.Claims, r.claims[i].ID)
		denied = append(denied[:len(denied):len(denied)], denials[r.claims[i].ID]...)
	}
	for root, ids := range origins {
		list := make([]string, 0, len(ids))
		for id := range ids {
			list = append(list, id)
		}
		slices.Sort(list)
		p.Origins = append(p.Origins, list)
		if known[root] {
			p.OriginsMin++
		}
	}
	p.OriginsMax, p.Mentions = len(p.Origins), len(mentions)
	slices.SortFunc(p.Origins, slices.Compare)
	slices.Sort(p.Claims)
	p.Denials = sorted(denied)
	return p
}

// sorted is all lists as one, in order and without repetitions; nil when there is nothing.
func sorted(lists ...[]string) []string {
	all := slices.Concat(lists...)
	slices.Sort(all)
	return slices.Compact(all)
}

// ownKey is the voice of an occasion; an outlet and its unnamed sources are one.
func ownKey(o occasion) string {
	return strings.TrimSuffix(o.key, "|unnamed")
}
