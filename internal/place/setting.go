package place

import (
	"cmp"
	"fmt"
	"math"
	"slices"
)

// Setting is where a text is at home: the places that its names were settled as. Further names, such as one that a
// reader comes upon later, are held against it one by one; that changes nothing in it. Safe for concurrent use.
type Setting struct {
	g         *Gazetteer
	hints     Hints
	settled   map[string]Place  // by id
	inside    map[string]Place  // by id of what contains it: the deepest place settled there
	regions   map[string]string // id of the first level below the country: a place settled there
	towns     []Place           // settled, with a position of their own; none when there are too many to tell anything
	countries map[string]int    // places settled, by country
	country   string            // the one that most lie in; empty when two are alike
}

// Setting settles the names of a text for further questions. Give it only names that surely are places: a family name
// that is a town elsewhere would speak for that region.
func (g *Gazetteer) Setting(mentions []Mention, hints Hints) *Setting {
	s, _ := g.setting(mentions, hints)
	return s
}

// Resolve says which place a mention means in this setting.
func (s *Setting) Resolve(m Mention) Resolution {
	if r := alone(m.Candidates); r.Settled || r.Basis == BasisUnknown {
		return r
	}
	if p, basis, ok := s.decide(m.Candidates); ok {
		return Resolution{Place: p, Settled: true, Basis: basis}
	}
	return s.open(m.Candidates)
}

// Countries returns the ids of the countries that places of the text lie in, the one with most places first.
func (s *Setting) Countries() []string {
	out := make([]string, 0, len(s.countries))
	for c := range s.countries {
		out = append(out, c)
	}
	slices.SortFunc(out, func(a, b string) int {
		return cmp.Or(cmp.Compare(s.countries[b], s.countries[a]), cmp.Compare(a, b))
	})
	return out
}

// mostTowns is how many towns a text may name for nearness to one of them to tell anything.
const mostTowns = 64

// gather sets the places settled so far, each once. What it keeps depends on the places and not on their order.
func (s *Setting) gather(rs []Resolution) {
	var ps []Place
	s.settled = map[string]Place{}
	for _, r := range rs {
		if _, twice := s.settled[r.Place.ID]; r.Settled && !twice {
			s.settled[r.Place.ID] = r.Place
			ps = append(ps, r.Place)
		}
	}
	slices.SortFunc(ps, func(a, b Place) int { return cmp.Compare(a.ID, b.ID) })
	s.inside, s.regions, s.countries, s.towns = map[string]Place{}, map[string]string{}, map[string]int{}, nil
	for _, n := range ps {
		s.countries[n.Country]++
		if n.Precision == PrecisionTown && n.HasPoint {
			s.towns = append(s.towns, n)
		}
		for _, id := range n.ParentIDs {
			if old, ok := s.inside[id]; !ok || len(n.ParentIDs) > len(old.ParentIDs) {
				s.inside[id] = n
			}
		}
		r := region(n)
		if len(n.ParentIDs) == 1 {
			r = n.ID
		}
		if _, ok := s.regions[r]; r != "" && !ok {
			s.regions[r] = n.Name
		}
	}
	if len(s.towns) > mostTowns {
		s.towns = nil
	}
	s.country = ""
	if cs := s.Countries(); len(cs) == 1 || len(cs) > 1 && s.countries[cs[0]] > s.countries[cs[1]] {
		s.country = cs[0]
	}
}

// narrowed are candidates cut down step by step, the most telling ground first, and the basis of each step.
func (s *Setting) narrowed(cs []Place, step func(only []Place, basis string) (done bool)) {
	for _, ground := range [...]func([]Place) ([]Place, string){s.named, s.contained} {
		if only, basis := ground(cs); len(only) > 0 {
			if cs = withSeats(only, cs); step(cs, basis) {
				return
			}
		}
	}
	for _, ground := range [...]func([]Place) ([]Place, string){s.hinted, s.sameRegion, s.nearest, s.sameCountry} {
		if only, basis := ground(cs); len(only) > 0 && !outvoted(only, cs) {
			if cs = withSeats(only, cs); step(cs, basis) {
				return
			}
		}
	}
}

// withSeats adds to areas the towns that they are named after: what speaks for a region speaks for its town.
func withSeats(only, all []Place) []Place {
	if len(only) == len(all) || !slices.ContainsFunc(only, isArea) {
		return only
	}
	return keep(all, func(c *Place) bool {
		return slices.ContainsFunc(only, func(o Place) bool { return o.ID == c.ID || isArea(o) && slices.Contains(c.ParentIDs, o.ID) })
	})
}

// decide narrows the candidates until one is left.
func (s *Setting) decide(cs []Place) (p Place, basis string, ok bool) {
	s.narrowed(cs, func(only []Place, why string) bool {
		cs, basis = only, why
		if p, ok = only[0], len(only) == 1; !ok {
			p, ok = seatOf(only)
		}
		return ok
	})
	if ok {
		return p, basis, true
	}
	p, ok = farKnown(cs)
	return p, BasisKnown, ok
}

func (s *Setting) named(cs []Place) ([]Place, string) {
	return keep(cs, func(c *Place) bool { _, ok := s.settled[c.ID]; return ok }), BasisNamed
}

func (s *Setting) contained(cs []Place) (best []Place, basis string) {
	depth, by := 0, ""
	for i := range cs {
		d, name := s.touches(&cs[i])
		switch {
		case d == 0 || d < depth:
		case d > depth:
			depth, by, best = d, name, []Place{cs[i]}
		default:
			best = append(best, cs[i])
		}
	}
	return best, fmt.Sprintf(BasisContains, by)
}

// touches finds the settled place, no country, that contains c or lies in it, and how deep in its country that lies.
func (s *Setting) touches(c *Place) (depth int, name string) {
	if n, ok := s.inside[c.ID]; ok {
		depth, name = len(n.ParentIDs), n.Name
	}
	for _, id := range c.ParentIDs {
		if n, ok := s.settled[id]; ok && n.Kind != KindCountry && len(n.ParentIDs) > depth {
			depth, name = len(n.ParentIDs), n.Name
		}
	}
	return depth, name
}

func (s *Setting) hinted(cs []Place) ([]Place, string) {
	for _, id := range s.hints.Within {
		in := keep(cs, func(c *Place) bool { return c.ID == id || slices.Contains(c.ParentIDs, id) })
		if len(in) > 0 {
			p, _ := s.g.ByID(id)
			return in, fmt.Sprintf(BasisHint, p.Name)
		}
	}
	return nil, ""
}

func (s *Setting) sameRegion(cs []Place) ([]Place, string) {
	by := ""
	in := keep(cs, func(c *Place) bool {
		name, ok := s.regions[region(*c)]
		if ok && by == "" {
			by = name
		}
		return ok
	})
	return in, fmt.Sprintf(BasisRegion, by)
}

// nearest keeps the one candidate that lies near a settled town while all others lie much farther from all of them.
func (s *Setting) nearest(cs []Place) ([]Place, string) {
	best, by, d, next := -1, "", math.Inf(1), math.Inf(1)
	for i, c := range cs {
		own, name := math.Inf(1), ""
		for _, n := range s.towns {
			if x := Distance(c, n); x < own {
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

func (s *Setting) sameCountry(cs []Place) ([]Place, string) {
	return keep(cs, func(c *Place) bool { return c.Country == s.country && s.country != "" }), BasisCountry
}

// farGreater is how many times the people of a town a city has that is meant all the same.
const farGreater = 10

// outvoted: the places near by are small towns, and a great city abroad bears their name ("London").
func outvoted(in, all []Place) bool {
	if len(in) == 0 || all[0].Population < greatCity {
		return false
	}
	for _, c := range in {
		if c.ID == all[0].ID || c.Population >= max(smallTown, all[0].Population/farGreater) || c.Kind == KindCountry || c.Kind == KindRegion {
			return false
		}
	}
	return true
}

// open leaves a mention open: what is left after the grounds that narrow, and the narrowest place around all of it.
func (s *Setting) open(cs []Place) Resolution {
	s.narrowed(cs, func(only []Place, _ string) bool {
		cs = only
		return false
	})
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
		r.Place, _ = s.g.ByID(common[len(common)-1])
	}
	return r
}

func keep(cs []Place, wanted func(*Place) bool) (out []Place) {
	for i := range cs {
		if wanted(&cs[i]) {
			out = append(out, cs[i])
		}
	}
	return out
}
