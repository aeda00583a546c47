package main

import (
	"maps"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"

	"exhibit"
	"exhibit/internal/casefile"
	"exhibit/internal/claim"
	"exhibit/internal/incident"
	"exhibit/internal/law"
	"exhibit/internal/origin"
	"exhibit/internal/submission"
)

// weighed is a case of two incidents: reports a and b tell of the first, d of the second; the others bear against them in
// one way each, and bystander against neither.
func weighed() *casefile.Snapshot {
	s := &casefile.Snapshot{
		Incidents: []incident.Incident{{ID: "i1", Title: "strike on a market", Claims: []string{"a", "b", "denial"}}, {ID: "i2", Title: "strike on a bridge", Claims: []string{"d"}}},
		Sheets: []law.Sheet{{Incident: "i1", Contrary: []law.Fact{{Claim: "contrary"}}, Elements: []law.SheetElement{{Facts: []law.Fact{{Claim: "a", Denied: []string{"denied-fact"}}}}}},
			{Incident: "i2", Contrary: []law.Fact{{Claim: "of-the-bridge"}}}},
		Propositions: []origin.Proposition{{ID: "p1", Text: "it was hit", Incident: "i1", Claims: []string{"b"}, Denials: []string{"denied-words"}},
			{ID: "p2", Text: "it was aimed at", Claims: []string{"a"}, Denials: []string{"of-no-incident"}}},
	}
	for _, id := range []string{"a", "b", "d", "denial", "contrary", "denied-fact", "of-the-bridge", "denied-words", "of-no-incident", "bystander"} {
		c := claim.Claim{ID: id, Ref: refFor(id).String()}
		if id == "denial" {
			c.Kind = claim.Denial
		}
		s.Claims = append(s.Claims, c)
	}
	return s
}

func refFor(id string) exhibit.Ref { return exhibit.RefOf([]byte(id)) }

func TestWhatBearsAgainstASelectionGoesWithIt(t *testing.T) {
	names := map[exhibit.Ref]string{}
	for _, c := range weighed().Claims {
		names[refFor(c.ID)] = c.ID
	}
	sorted := func(m map[exhibit.Ref]string) []string {
		var out []string
		for r := range maps.Keys(m) {
			out = append(out, names[r])
		}
		slices.Sort(out)
		return out
	}
	for name, c := range map[string]struct {
		items, incidents []string
		only, contrary   []string
	}{
		"an item":                        {items: []string{"a"}, only: []string{"a"}, contrary: []string{"contrary", "denial", "denied-fact", "denied-words", "of-no-incident"}},
		"an incident":                    {incidents: []string{"i1"}, only: []string{"a", "b", "denial"}, contrary: []string{"contrary", "denied-fact", "denied-words", "of-no-incident"}},
		"an item and another's incident": {items: []string{"d"}, incidents: []string{"i1"}, only: []string{"a", "b", "d", "denial"}, contrary: []string{"contrary", "denied-fact", "denied-words", "of-no-incident", "of-the-bridge"}},
		"an item that nothing speaks to": {items: []string{"bystander"}, only: []string{"bystander"}},
		"what bears against, by itself":  {items: []string{"contrary"}, only: []string{"contrary"}},
	} {
		sel := submission.Selection{Only: map[exhibit.Ref]string{}, Contrary: map[exhibit.Ref]string{}}
		for _, id := range c.items {
			sel.Only[refFor(id)] = "selected by name"
		}
		if err := gather(weighed(), &sel, c.incidents); err != nil {
			t.Fatal(err)
		}
		if d := cmp.Diff(c.only, sorted(sel.Only)); d != "" {
			t.Errorf("%s: selected %s", name, d)
		}
		if d := cmp.Diff(c.contrary, sorted(sel.Contrary)); d != "" {
			t.Errorf("%s: bears against %s", name, d)
		}
	}
}
