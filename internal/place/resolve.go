package place

import (
	"cmp"
	"fmt"
	"math"
	"slices"
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
	wellKnown      = 100000
	farBetterKnown = 10 // times
)

// Resolve settles which places the names of a text mean. All names are looked at in rounds; what is settled in one round
// counts as a neighbour in the next, so the order of the names makes no difference. Nothing is settled by taking the
// first of several.
func (g *Gazetteer) Resolve(mentions []Mention, hints Hints) []Resolution {
	out := make([]Resolution, len(mentions))
	left := make([][]Place, len(mentions))
	for i, m := range mentions {
		left[i] = m.Candidates
		switch len(m.Candidates) {
		case 0:
			out[i].Basis = BasisUnknown
		case 1:
			out[i] = Resolution{Place: m.Candidates[0], Settled: true, Basis: BasisOnly}
		default:
			if p, ok := farKnown(m.Candidates); ok && p.Kind == KindCountry {
				out[i] = Resolution{Place: p, Settled: true, Basis: BasisKnown}
			}
		}
	}
	for changed := true; changed; {
		changed = false
		next := slices.Clone(out)
		for i := range mentions {
			if out[i].Settled || len(left[i]) == 0 {
				continue
			}
			if p, basis, ok := g.decide(left[i], g.neighbours(out, i), hints); ok {
				next[i] = Resolution{Place: p, Settled: true, Basis: basis}
				changed = true
			}
		}
		out = next
	}
	for i := range out {
		if !out[i].Settled && len(left[i]) > 0 {
			out[i] = g.open(left[i], g.neighbours(out, i), hints)
		}
	}
	return out
}

// neighbours are the places settled so far, the mention itself left out, each once, in the order of their ids.
func (g *Gazetteer) neighbours(out []Resolution, self int) []Place {
	var ps []Place
	for i, r := range out {
		if i != self && r.Settled {
			ps = append(ps, r.Place)
		}
	}
	slices.SortFunc(ps, func(a, b Place) int { return cmp.Compare(a.ID, b.ID) })
	return slices.CompactFunc(ps, func(a, b Place) bool { return a.ID == b.ID })
}

// decide narrows the candidates, the most telling ground first, until one is left.
func (g *Gazetteer) decide(cs []Place, near []Place, hints Hints) (Place, string, bool) {
	for _, ground := range []func([]Place, []Place, Hints) ([]Place, string){g.contained, g.hinted, sameRegion, nearest, sameCountry} {
		only, basis := ground(cs, near, hints)
		if len(only) == 1 {
			return only[0], basis, true
		}
		if len(only) > 0 {
			cs = only
			if p, ok := seatOf(cs); ok {
				return p, basis, true
			}
		}
	}
	if p, ok := farKnown(cs); ok {
		return p, BasisKnown, true
	}
	return Place{}, "", false
}

// seatOf: a town and the areas named after it, nested in each other, are no namesakes: the town is meant.
func seatOf(cs []Place) (Place, bool) {
	town := -1
	for i, c := range cs {
		switch c.Kind {
		case KindRegion, KindDistrict, KindRaion, KindHromada:
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
	for i, c := range cs {
		if i != town && !slices.Contains(cs[town].ParentIDs, c.ID) {
			return Place{}, false
		}
	}
	return cs[town], true
}

func (g *Gazetteer) contained(cs, near []Place, _ Hints) ([]Place, string) {
	depth, by := 0, ""
	var best []Place
	for _, c := range cs {
		d, name := 0, ""
		for _, n := range near {
			if n.Kind == KindCountry || n.ID == c.ID {
				continue
			}
			if slices.Contains(c.ParentIDs, n.ID) || slices.Contains(n.ParentIDs, c.ID) {
				if x := len(n.ParentIDs); x > d {
					d, name = x, n.Name
				}
			}
		}
		switch {
		case d == 0 || d < depth:
		case d > depth:
			depth, by, best = d, name, []Place{c}
		default:
			best = append(best, c)
		}
	}
	return best, fmt.Sprintf(BasisContains, by)
}

func (g *Gazetteer) hinted(cs, _ []Place, hints Hints) ([]Place, string) {
	for _, id := range hints.Within {
		var in []Place
		for _, c := range cs {
			if c.ID == id || slices.Contains(c.ParentIDs, id) {
				in = append(in, c)
			}
		}
		if len(in) > 0 {
			p, _ := g.ByID(id)
			return in, fmt.Sprintf(BasisHint, p.Name)
		}
	}
	return nil, ""
}

func sameRegion(cs, near []Place, _ Hints) ([]Place, string) {
	var in []Place
	by := ""
	for _, c := range cs {
		for _, n := range near {
			if r := region(c); r != "" && (r == region(n) || r == n.ID) {
				in = append(in, c)
				if by == "" {
					by = n.Name
				}
				break
			}
		}
	}
	return in, fmt.Sprintf(BasisRegion, by)
}

// nearest keeps the one candidate that lies near a settled place while all others lie much farther from all of them.
func nearest(cs, near []Place, _ Hints) ([]Place, string) {
	best, by, d, next := -1, "", math.Inf(1), math.Inf(1)
	for i, c := range cs {
		own, name := math.Inf(1), ""
		for _, n := range near {
			if x := Distance(c, n); n.Precision == PrecisionTown && x < own {
				own, name = x, n.Name
			}
		}
		switch {
		case own < d:
			best, by, d, next = i, name, own, d
		case own < next:
			next = own
		}
	}
	if best < 0 || d > nearEnough || next < muchFarther*d+nearEnough {
		return nil, ""
	}
	return cs[best : best+1], fmt.Sprintf(BasisNear, int(math.Round(d)), by)
}

func sameCountry(cs, near []Place, _ Hints) ([]Place, string) {
	count := map[string]int{}
	for _, n := range near {
		count[n.Country]++
	}
	best, most := "", 0
	for _, n := range near {
		if count[n.Country] > most {
			best, most = n.Country, count[n.Country]
		}
	}
	for c, n := range count {
		if c != best && n == most {
			return nil, "" // two countries alike
		}
	}
	var in []Place
	for _, c := range cs {
		if c.Country == best {
			in = append(in, c)
		}
	}
	return in, BasisCountry
}

// farKnown: a country or capital, or a city of a hundred thousand and ten times the next; towns do not count against the
// areas that are named after them.
func farKnown(cs []Place) (Place, bool) {
	first := cs[0]
	if len(cs) == 1 {
		return first, true
	}
	second := Place{}
	for _, c := range cs[1:] {
		if !slices.Contains(first.ParentIDs, c.ID) && !slices.Contains(c.ParentIDs, first.ID) {
			second = c
			break
		}
	}
	switch {
	case second.ID == "":
		return first, true
	case standing(first) <= 1 && standing(second) > 1:
		return first, true
	case first.Population >= wellKnown && first.Population >= farBetterKnown*second.Population && second.Kind != KindRegion && standing(second) > 1:
		return first, true
	}
	return Place{}, false
}

// open leaves a mention open: what is left after the grounds that narrow, and the narrowest place around all of it.
func (g *Gazetteer) open(cs, near []Place, hints Hints) Resolution {
	for _, ground := range []func([]Place, []Place, Hints) ([]Place, string){g.contained, g.hinted, sameRegion, sameCountry} {
		if only, _ := ground(cs, near, hints); len(only) > 0 {
			cs = only
		}
	}
	r := Resolution{Open: cs, Basis: BasisOpen}
	common := cs[0].ParentIDs
	for _, c := range cs[1:] {
		n := 0
		for n < len(common) && n < len(c.ParentIDs) && common[n] == c.ParentIDs[n] {
			n++
		}
		common = common[:n]
	}
	if len(common) > 0 {
		r.Place, _ = g.ByID(common[len(common)-1])
	}
	return r
}
