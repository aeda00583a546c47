package place

import (
	"slices"
	"strings"
)

// Mention is one name in a text with the places it may mean, best known first.
type Mention struct {
	Name       string
	Candidates []Place
}

// Hints are what is known of a text apart from its names: ids of countries, regions or districts it is about, the most
// telling first. They decide only between candidates and never rule all of them out.
type Hints struct {
	Within []string
}

// Resolution says which place a mention means, or how far that can be said.
type Resolution struct {
	Place   Place   // Settled: the place. Otherwise the narrowest place that holds all that are left; empty when none does
	Settled bool    // false: nothing decides, and nobody may pick one
	Open    []Place // the candidates left when not settled
	Basis   string  // why
}

// Bases of a Resolution.
const (
	BasisOnly      = "only one place bears the name"
	BasisNamed     = "the text names it elsewhere with what it lies in"
	BasisHint      = "the text is about %s"
	BasisContains  = "%s, named in the text, contains it or lies in it"
	BasisRegion    = "it lies in the same region as %s"
	BasisNear      = "it lies %d km from %s, all others much farther"
	BasisCountry   = "the other places of the text lie in the same country"
	BasisKnown     = "it is far better known than all others of the name"
	BasisOpen      = "several places bear the name and nothing decides"
	BasisUnknown   = "no place of that name is held"
	nearEnough     = 60.0 // kilometres
	muchFarther    = 3.0  // times
	wellKnown      = 50_000
	farBetterKnown = 10   // times
	besides        = 20.0 // kilometres: the old heart of a great city bears its name too
	greatCity      = 500_000
	knownTown      = 10_000 // of a city among villages of its name
	smallTown      = 20_000
)

// Resolve settles which places the names of a text mean, each answer in the place of its mention. It costs time in
// proportion to the number of mentions. Nothing is settled by taking the first of several.
func (g *Gazetteer) Resolve(mentions []Mention, hints Hints) []Resolution {
	s, out := g.setting(mentions, hints)
	for i, m := range mentions {
		if !out[i].Settled && len(m.Candidates) > 0 {
			out[i] = s.open(m.Candidates)
		}
	}
	return out
}

// mostRounds bounds how long a chain of names may be of which each settles the next.
const mostRounds = 8

// setting looks at all mentions in rounds; what is settled in one round counts as a neighbour in the next, so the order
// of the mentions makes no difference.
func (g *Gazetteer) setting(mentions []Mention, hints Hints) (*Setting, []Resolution) {
	s := &Setting{g: g, hints: hints}
	out := make([]Resolution, len(mentions))
	for i, m := range mentions {
		out[i] = alone(m.Candidates)
	}
	for range mostRounds {
		s.gather(out)
		next, changed := slices.Clone(out), false
		for i, m := range mentions {
			if out[i].Settled || len(m.Candidates) == 0 {
				continue
			}
			if p, basis, ok := s.decide(m.Candidates); ok {
				next[i] = Resolution{Place: p, Settled: true, Basis: basis}
				changed = true
			}
		}
		if !changed {
			break
		}
		out = next
	}
	s.gather(out)
	return s, out
}

// alone is what can be said of candidates without a text around them.
func alone(cs []Place) Resolution {
	switch len(cs) {
	case 0:
		return Resolution{Basis: BasisUnknown}
	case 1:
		return Resolution{Place: cs[0], Settled: true, Basis: BasisOnly}
	}
	if p, ok := farKnown(cs); ok && p.Kind == KindCountry {
		return Resolution{Place: p, Settled: true, Basis: BasisKnown}
	}
	return Resolution{}
}

// seatOf: a town and the areas around it that bear its name, nested in each other, are no namesakes. The town is meant
// when the areas are named after it, otherwise the one that is better known ("Antioquia" is the department).
func seatOf(cs []Place) (Place, bool) {
	town := -1
	for i, c := range cs {
		if isArea(c) {
			continue
		}
		if town >= 0 {
			return Place{}, false
		}
		town = i
	}
	if town < 0 {
		return Place{}, false
	}
	after := true
	for i, c := range cs {
		if i == town {
			continue
		}
		if !slices.Contains(cs[town].ParentIDs, c.ID) {
			return Place{}, false
		}
		after = after && strings.HasPrefix(Fold(c.Name), Fold(cs[town].Name))
	}
	if after {
		return cs[town], true
	}
	return cs[0], true
}

// farKnown: a country or capital, a city among villages of its own country, or a city of fifty thousand and ten times
// the next; towns do not count against the areas that are named after them.
func farKnown(cs []Place) (Place, bool) {
	first := cs[0]
	if len(cs) == 1 {
		return first, true
	}
	second := Place{}
	for _, c := range cs[1:] {
		twice := standing(first) <= 3 && c.Country == first.Country && Distance(first, c) < besides
		if !twice && !slices.Contains(first.ParentIDs, c.ID) && !slices.Contains(c.ParentIDs, first.ID) {
			second = c
			break
		}
	}
	switch {
	case second.ID == "":
		return first, true
	case standing(first) <= 1 && standing(second) > 1:
		return first, true
	case first.Kind == KindCity && first.Population >= knownTown && isSmall(second) && first.Country == second.Country && first.Population >= farBetterKnown*second.Population:
		return first, true
	case first.Population >= wellKnown && first.Population >= farBetterKnown*second.Population && (second.Kind != KindRegion || first.Population >= greatCity) && standing(second) > 1:
		return first, true
	}
	return Place{}, false
}

func isSmall(p Place) bool {
	return p.Kind == KindVillage || p.Kind == KindSettlement || p.Kind == KindHromada || p.Kind == KindCityDistrict
}

func isArea(p Place) bool {
	return p.Kind == KindRegion || p.Kind == KindDistrict || p.Kind == KindRaion || p.Kind == KindHromada
}
