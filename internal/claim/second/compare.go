package second

import (
	"fmt"
	"strings"

	"exhibit/internal/claim"
)

// Difference is where two readers read the same words in two ways, or where only the second finds a claim. Neither is
// taken for right, and nothing is averaged: a person looks at the words.
type Difference struct {
	Ref    string  `json:"ref"`
	First  string  `json:"first,omitempty"` // claim id; empty: the first reader has no claim on these words
	Second string  `json:"second"`
	Fields []Field `json:"fields,omitempty"`
}

// Field is what each reader says in a field; empty where it says nothing.
type Field struct {
	Name   string `json:"field"`
	First  string `json:"first"`
	Second string `json:"second"`
}

// Compared is what a comparison of two readers gives.
type Compared struct {
	Agreed      int          // claims on the same words that differ in no field both state
	Differences []Difference // in the order of the second reader's claims
	OnlyFirst   int          // claims of the first reader, in reports the second has claims of, that it has none on
}

// Compare lays the claims of two readers side by side.
func Compare(first, second []claim.Claim) Compared {
	var out Compared
	byRef := map[string][]*claim.Claim{}
	for i := range second {
		byRef[second[i].Ref] = nil
	}
	for i := range first {
		if _, ok := byRef[first[i].Ref]; ok {
			byRef[first[i].Ref] = append(byRef[first[i].Ref], &first[i])
		}
	}
	met := map[*claim.Claim]bool{}
	for i := range second {
		s := &second[i]
		f := closest(byRef[s.Ref], s)
		if f == nil {
			out.Differences = append(out.Differences, Difference{Ref: s.Ref, Second: s.ID})
			continue
		}
		met[f] = true
		if fields := differing(f, s); len(fields) > 0 {
			out.Differences = append(out.Differences, Difference{s.Ref, f.ID, s.ID, fields})
		} else {
			out.Agreed++
		}
	}
	for _, all := range byRef {
		for _, f := range all {
			if !met[f] {
				out.OnlyFirst++
			}
		}
	}
	return out
}

// closest is the claim that shares most words with s, those of its kind before others; nil when none shares a third.
func closest(all []*claim.Claim, s *claim.Claim) *claim.Claim {
	var best *claim.Claim
	most := 0.0
	for _, f := range all {
		both := min(f.CharEnd, s.CharEnd) - max(f.CharStart, s.CharStart)
		if both <= 0 {
			continue
		}
		share := float64(both) / float64(max(f.CharEnd, s.CharEnd)-min(f.CharStart, s.CharStart))
		if inside := both == min(f.CharEnd-f.CharStart, s.CharEnd-s.CharStart); share < 0.3 && !(inside && share >= 0.1) {
			continue
		}
		if f.Kind == s.Kind {
			share++
		}
		if share > most {
			best, most = f, share
		}
	}
	return best
}

// differing lists the fields in which two claims on the same words differ: those that both state, and the numbers also
// where only one does.
func differing(f, s *claim.Claim) []Field {
	var out []Field
	text := func(name, a, b string) {
		if x, y := squeeze(strings.ToLower(a)), squeeze(strings.ToLower(b)); x != "" && y != "" && x != y {
			out = append(out, Field{name, a, b})
		}
	}
	name := func(field, a, b string) { // "the governor" and "governor Oleh …" are not two people
		x, y := squeeze(strings.ToLower(a)), squeeze(strings.ToLower(b))
		if !strings.Contains(x, y) && !strings.Contains(y, x) {
			text(field, a, b)
		}
	}
	text("kind", string(f.Kind), string(s.Kind))
	for _, n := range []struct {
		name         string
		a, al, b, bl *int
	}{
		{"killed", f.Killed, f.KilledMin, s.Killed, s.KilledMin}, {"injured", f.Injured, f.InjuredMin, s.Injured, s.InjuredMin},
		{"combined_total", f.CombinedTotal, f.CombinedTotalMin, s.CombinedTotal, s.CombinedTotalMin}, {"missing", f.Missing, f.MissingMin, s.Missing, s.MissingMin},
		{"detained", f.Detained, f.DetainedMin, s.Detained, s.DetainedMin}, {"displaced", f.Displaced, f.DisplacedMin, s.Displaced, s.DisplacedMin},
		{"bodies_found", f.BodiesFound, f.BodiesFoundMin, s.BodiesFound, s.BodiesFoundMin},
	} {
		if a, b := figure(n.a, n.al), figure(n.b, n.bl); a != b {
			out = append(out, Field{n.name, a, b})
		}
	}
	name("speaker", f.Speaker, s.Speaker)
	name("place", f.Place, s.Place)
	name("actor_accused", f.ActorAccused, s.ActorAccused)
	name("count_source", f.CountSource, s.CountSource)
	text("incident_date", f.IncidentDate, s.IncidentDate)
	text("as_of", f.AsOf, s.AsOf)
	text("qualifier", f.Qualifier, s.Qualifier)
	text("count_status", f.CountStatus, s.CountStatus)
	text("denial_kind", f.DenialKind, s.DenialKind)
	if s.VictimStatus != "unknown" && f.VictimStatus != "unknown" {
		text("victim_status", f.VictimStatus, s.VictimStatus)
	}
	return out
}

func figure(v, low *int) string {
	switch {
	case v != nil:
		return fmt.Sprint(*v)
	case low != nil:
		return fmt.Sprintf("%d or more", *low)
	}
	return ""
}
