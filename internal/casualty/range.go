package casualty

import (
	"cmp"
	"slices"

	"exhibit/internal/claim"
)

// The rules that make a range of what claims about one incident state.
const (
	OneOrigin    = "one origin"                     // everything goes back to one origin: its latest figure
	LatestOfBody = "latest of the counting body"    // the latest figure of the body that counts most often
	OverOrigins  = "range over independent origins" // from the smallest to the largest of the origins' latest figures
	OneReport    = "what the one report tells"      // the people it counts, names or tells apart
	OverReports  = "range over what reports tell"   // the same, from the smallest to the largest report
)

// Range is what may be said about one measure: recorded numbers only, under a named rule.
type Range struct {
	Measure  Measure
	Min, Max *int // Max is nil when the words give no upper end
	Rule     string
	Claims   []string
}

// RangeOf makes a range for one measure under a rule; the empty rule takes OneOrigin when there is one and OverOrigins else.
// Unlike measures never meet. Of several figures of one origin the latest counts, of several for one day the most exact. A word
// such as "hundreds" widens a range and never makes a number.
func RangeOf(claims []*claim.Claim, measure Measure, rule string) Range {
	latest := map[string]stated{}
	counted := map[string]int{} // exact figures by body
	var words []stated
	for _, c := range claims {
		if c.Kind != claim.Casualty || c.Status == "rejected" || c.Modality == "denied" {
			continue
		}
		for _, f := range fields(c) {
			if f.measure != measure || f.n == nil && f.min == nil && f.max == nil {
				continue
			}
			s := stated{claim: c, low: f.min, high: f.max, exact: f.n != nil}
			if f.n != nil {
				s.low, s.high = f.n, f.n
				if c.Qualifier == "at_least" || c.Qualifier == "more_than" {
					s.high = f.max
				}
			}
			if !s.exact {
				words = append(words, s)
				continue
			}
			if b := bodyOf(c); b != "" {
				counted[b]++
			}
			origin := cmp.Or(c.Origin, c.ID)
			if old, ok := latest[origin]; !ok || s.after(old) {
				latest[origin] = s
			}
		}
	}
	if rule == "" {
		rule = OverOrigins
		if len(latest) == 1 {
			rule = OneOrigin
		}
	}
	chosen := make([]stated, 0, len(latest))
	for _, s := range latest {
		chosen = append(chosen, s)
	}
	slices.SortFunc(chosen, func(a, b stated) int { return compareClaims(a.claim, b.claim) })
	if rule == LatestOfBody && len(chosen) > 1 {
		chosen = latestOf(chosen, winner(counted))
	}
	return spread(measure, rule, chosen, words)
}

type stated struct {
	claim     *claim.Claim
	low, high *int
	exact     bool
}

// after reports whether s is the later word of an origin: a later day, else an exact number over a bound.
func (s stated) after(t stated) bool {
	day := func(c *claim.Claim) string { return cmp.Or(asOf(c), c.AsOfMax, c.SpeechDate, c.SpeechDateMax) }
	bound := func(x stated) int {
		if x.high == nil {
			return 0
		}
		return 1
	}
	return cmp.Or(cmp.Compare(day(s.claim), day(t.claim)), cmp.Compare(bound(s), bound(t)), -compareClaims(s.claim, t.claim)) > 0
}

func bodyOf(c *claim.Claim) string { return fold(cmp.Or(c.CountSource, c.Speaker)) }

// latestOf keeps the latest figure of a body.
func latestOf(all []stated, body string) []stated {
	var best []stated
	for _, s := range all {
		if bodyOf(s.claim) == body && (len(best) == 0 || s.after(best[0])) {
			best = []stated{s}
		}
	}
	return best
}

func spread(measure Measure, rule string, chosen, words []stated) Range {
	r := Range{Measure: measure, Rule: rule}
	open := -1 // the largest lower bound without an upper end
	for _, s := range chosen {
		if r.Min == nil || *s.low < *r.Min {
			r.Min = s.low
		}
		if s.high == nil {
			open = max(open, *s.low)
		} else if r.Max == nil || *s.high > *r.Max {
			r.Max = s.high
		}
		r.Claims = append(r.Claims, s.claim.ID)
	}
	for _, s := range words {
		switch {
		case len(chosen) == 0: // words alone give what the words allow
			if s.low != nil && (r.Min == nil || *s.low < *r.Min) {
				r.Min = s.low
			}
			if s.high != nil && (r.Max == nil || *s.high > *r.Max) {
				r.Max = s.high
			}
		case rule == OverOrigins:
			if s.low != nil && *s.low < *r.Min {
				r.Min = s.low
			}
			if s.high != nil && r.Max != nil && *s.high > *r.Max {
				r.Max = s.high
			}
		default:
			continue
		}
		r.Claims = append(r.Claims, s.claim.ID)
	}
	if r.Max != nil && open >= *r.Max {
		r.Max = nil // "at least" reaches as high as everything else that is stated
	}
	if len(r.Claims) == 0 {
		r.Rule = ""
	}
	slices.Sort(r.Claims)
	return r
}
