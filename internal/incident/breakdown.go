package incident

import (
	"exhibit/internal/casualty"
	"exhibit/internal/claim"
)

// breakdowns marks the running totals that can be checked against incidents: the counting body itself states how many it counts
// in each of several incidents, and these parts make up its last total exactly. Nothing is counted by it; a total without such a
// breakdown rests on the word of its body.
func (w *weigher) breakdowns(body casualty.Body) {
	type part struct {
		body    string
		measure casualty.Measure
	}
	parts := map[part]map[int32]int{}
	for i := range w.in.Claims {
		c := &w.in.Claims[i]
		e := w.eventOf[i]
		if c.Kind != claim.Casualty || c.Status == "rejected" || e < 0 || w.incOf[e] < 0 || stated(c) {
			continue
		}
		for _, f := range []struct {
			measure casualty.Measure
			n       *int
		}{{casualty.Killed, c.Killed}, {casualty.Injured, c.Injured}, {casualty.Combined, c.CombinedTotal}, {casualty.BodiesFound, c.BodiesFound}} {
			if f.n == nil {
				continue
			}
			k := part{body(i), f.measure}
			if parts[k] == nil {
				parts[k] = map[int32]int{}
			}
			parts[k][w.incOf[e]] = max(parts[k][w.incOf[e]], *f.n)
		}
	}
	for i := range w.out.Series {
		s := &w.out.Series[i]
		incidents := parts[part{s.CountingBody, s.Measure}]
		if len(incidents) < 2 || len(s.Points) == 0 {
			continue
		}
		whole := 0
		for _, n := range incidents {
			whole += n
		}
		s.Checkable = whole == s.Points[len(s.Points)-1].Value
	}
}
