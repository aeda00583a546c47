package law

import (
	"cmp"
	"slices"

	"exhibit/internal/claim"
	"exhibit/internal/origin"
)

// support answers how many independent origins stand behind facts.
type support struct {
	origins map[string]*origin.Origin
	roots   map[string][]string // of each origin: the voices it goes back to, sorted
}

func newSupport(list []origin.Origin) *support {
	s := &support{origins: make(map[string]*origin.Origin, len(list)), roots: make(map[string][]string, len(list))}
	for i := range list {
		s.origins[list[i].ID] = &list[i]
	}
	for i := range list {
		found := map[string]bool{}
		s.walk(list[i].ID, map[string]bool{}, found)
		if len(found) == 0 {
			found[s.voice(list[i].ID)] = true // origins that depend on each other in a circle
		}
		for r := range found {
			s.roots[list[i].ID] = append(s.roots[list[i].ID], r)
		}
		slices.Sort(s.roots[list[i].ID])
	}
	return s
}

// voice is who speaks: two occasions of one speaker are one voice.
func (s *support) voice(id string) string {
	if o := s.origins[id]; o != nil && o.Speaker != "" {
		return "speaker " + fold(o.Speaker)
	}
	return "origin " + id
}

func (s *support) walk(id string, seen, found map[string]bool) {
	if seen[id] {
		return
	}
	seen[id] = true
	o := s.origins[id]
	if o == nil || len(o.DependsOn) == 0 {
		found[s.voice(id)] = true
		return
	}
	for _, d := range o.DependsOn {
		s.walk(d.Origin, seen, found)
	}
}

// firstHand reports whether words state that the claim rests on first-hand knowledge, its own or its origin's.
func (s *support) firstHand(c *claim.Claim) bool {
	if c.BasisOfKnowledge != "" {
		return origin.Basis(c.BasisOfKnowledge).FirstHand()
	}
	o := s.origins[c.Origin]
	return o != nil && o.BasisOfKnowledge.FirstHand()
}

// independent counts origins no two of which go back to a common voice. Where the choice matters it takes those that go
// back to fewest voices first, so that the count does not depend on order.
func (s *support) independent(ids []string) int {
	ids = slices.Clone(ids)
	slices.SortFunc(ids, func(a, b string) int {
		return cmp.Or(cmp.Compare(len(s.roots[a]), len(s.roots[b])), cmp.Compare(a, b))
	})
	used := map[string]bool{}
	n := 0
	for _, id := range slices.Compact(ids) {
		roots := s.roots[id]
		if roots == nil {
			roots = []string{"origin " + id}
		}
		if slices.ContainsFunc(roots, func(r string) bool { return used[r] }) {
			continue
		}
		for _, r := range roots {
			used[r] = true
		}
		n++
	}
	return n
}
