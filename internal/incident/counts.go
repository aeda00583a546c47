package incident

import (
	"slices"
	"strings"

	"exhibit/internal/casualty"
	"exhibit/internal/claim"
)

// count sets the ranges of an incident, each measure for itself. A rule that a person chose looks at stated figures alone. Without one,
// each report says how many: the total it states, or the people it names and tells apart, who may be more than any one sentence
// counts.
func (w *weigher) count(in *Incident, claims []*claim.Claim, events []int) {
	var rules []string
	for _, m := range []struct {
		measure   casualty.Measure
		low, high **int
	}{{casualty.Killed, &in.KilledMin, &in.KilledMax}, {casualty.Injured, &in.InjuredMin, &in.InjuredMax}, {casualty.BodiesFound, &in.BodiesMin, &in.BodiesMax}} {
		r := casualty.RangeOf(claims, m.measure, w.in.Rule)
		if w.in.Rule == "" {
			if told, ok := w.told(events, m.measure); ok {
				r = told
			}
		}
		*m.low, *m.high = r.Min, r.Max
		if r.Rule != "" && !slices.Contains(rules, r.Rule) {
			rules = append(rules, r.Rule)
		}
	}
	in.CountRule = strings.Join(rules, "; ")
}

// told is the range over what each report tells of the incident; ok is false when none tells a number.
func (w *weigher) told(events []int, m casualty.Measure) (r casualty.Range, ok bool) {
	reports, open := set{}, false
	for _, e := range events {
		low, high := w.toldBy(e, m)
		if low == nil && high == nil {
			continue
		}
		reports.add(w.in.Events[e].Ref)
		if low != nil && (r.Min == nil || *low < *r.Min) {
			r.Min = low
		}
		open = open || high == nil
		if high != nil && (r.Max == nil || *high > *r.Max) {
			r.Max = high
		}
	}
	if open {
		r.Max = nil // "at least" reaches as high as anything
	}
	r.Measure, r.Rule = m, casualty.OverReports
	if len(reports) == 1 {
		r.Rule = casualty.OneReport
	}
	return r, len(reports) > 0
}

// toldBy is how many one reported event tells of. What a person rejected or corrected, and what is denied, undoes the reader's figure:
// then the claims that are left count.
func (w *weigher) toldBy(e int, m casualty.Measure) (low, high *int) {
	ev := &w.in.Events[e]
	var claims []*claim.Claim
	undone := false
	for _, id := range ev.Claims {
		if i, ok := w.claimAt[id]; ok {
			c := &w.in.Claims[i]
			claims = append(claims, c)
			undone = undone || c.Status == "rejected" || c.Status == "corrected" || c.Modality == "denied"
		}
	}
	switch m {
	case casualty.Killed:
		low, high = ev.KilledMin, ev.KilledMax
	case casualty.Injured:
		low, high = ev.InjuredMin, ev.InjuredMax
	default:
		return nil, nil
	}
	// People told apart are no fewer than a sentence counts: where they are, they are not all.
	if r := casualty.RangeOf(claims, m, ""); undone || r.Min != nil && (low == nil || *r.Min > *low) {
		return r.Min, r.Max
	}
	return low, high
}
