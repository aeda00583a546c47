package incident

import (
	"cmp"
	"slices"
	"strconv"

	"exhibit/internal/claim"
)

// conflicts lists the fields on which claims of one incident disagree, each value with the claims that state it. A number
// replaced by a later one of the same origin is no conflict.
func conflicts(claims []*claim.Claim) []Conflict {
	var out []Conflict
	for _, f := range []struct {
		name  string
		value func(*claim.Claim) string
	}{
		{"killed", func(c *claim.Claim) string { return number(c, c.Killed) }},
		{"injured", func(c *claim.Claim) string { return number(c, c.Injured) }},
		{"bodies_found", func(c *claim.Claim) string { return number(c, c.BodiesFound) }},
		{"incident_date", func(c *claim.Claim) string { return c.IncidentDate }},
		{"victim_status", victimStatus},
	} {
		if c, ok := conflict(f.name, claims, f.value); ok {
			out = append(out, c)
		}
	}
	if c, ok := qualifiers(claims); ok {
		out = append(out, c)
	}
	return out
}

func number(c *claim.Claim, n *int) string {
	if n == nil || c.Kind != claim.Casualty {
		return ""
	}
	return strconv.Itoa(*n)
}

func victimStatus(c *claim.Claim) string {
	if c.VictimStatus == "unknown" {
		return ""
	}
	return c.VictimStatus
}

// conflict gathers the values of one field; one value of an origin is replaced by that origin's later one.
func conflict(name string, claims []*claim.Claim, value func(*claim.Claim) string) (Conflict, bool) {
	last := map[string]*claim.Claim{}
	for _, c := range claims {
		if !counts(c) || value(c) == "" {
			continue
		}
		o := cmp.Or(c.Origin, c.ID)
		if old := last[o]; old == nil || saidOn(c) > saidOn(old) {
			last[o] = c
		}
	}
	by := map[string][]string{}
	for _, c := range claims {
		if !counts(c) || value(c) == "" {
			continue
		}
		if old := last[cmp.Or(c.Origin, c.ID)]; saidOn(c) < saidOn(old) {
			continue
		}
		by[value(c)] = append(by[value(c)], c.ID)
	}
	return disagreement(name, by)
}

// qualifiers is a conflict of its own: one number, exact in one report and a lower bound in the next.
func qualifiers(claims []*claim.Claim) (Conflict, bool) {
	by := map[string]map[string][]string{}
	for _, c := range claims {
		if !counts(c) || c.Kind != claim.Casualty || c.Qualifier == "" {
			continue
		}
		n := number(c, c.Killed) + "|" + number(c, c.Injured) + "|" + number(c, c.CombinedTotal) + "|" + number(c, c.BodiesFound)
		if n == "|||" {
			continue
		}
		if by[n] == nil {
			by[n] = map[string][]string{}
		}
		by[n][c.Qualifier] = append(by[n][c.Qualifier], c.ID)
	}
	keys := make([]string, 0, len(by))
	for k := range by {
		keys = append(keys, k)
	}
	slices.Sort(keys)
	for _, k := range keys {
		if c, ok := disagreement("qualifier", by[k]); ok {
			return c, true
		}
	}
	return Conflict{}, false
}

func disagreement(name string, by map[string][]string) (Conflict, bool) {
	if len(by) < 2 {
		return Conflict{}, false
	}
	c := Conflict{Field: name}
	for v, ids := range by {
		slices.Sort(ids)
		c.Values = append(c.Values, ConflictValue{v, ids})
	}
	slices.SortFunc(c.Values, func(a, b ConflictValue) int { return cmp.Compare(a.Value, b.Value) })
	return c, true
}

func counts(c *claim.Claim) bool {
	return c.Status != "rejected" && c.Kind != claim.Denial && c.Modality != "denied"
}

// saidOn is the day of an utterance for "earlier" and "later".
func saidOn(c *claim.Claim) string {
	return cmp.Or(c.AsOf, c.AsOfMax, c.SpeechDate, c.SpeechDateMax)
}
