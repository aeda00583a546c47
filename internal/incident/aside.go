package incident

import (
	"slices"
	"strconv"

	"exhibit/internal/claim"
)

// Aside is a reported event of which no incident is made, and why. Its claims stay what they are: a running total stands in its
// series, an opinion beside its speaker.
type Aside struct {
	Event  string `json:"event"`
	Reason string `json:"reason"`
}

// Why a reported event is no incident.
const (
	runningTotal = "it states running totals and tells of no deed"
	countryCount = "it counts people over a country and tells of no deed"
	opinionOnly  = "it gives an opinion and tells of no deed"
	severalNamed = "it names several strikes together without a day; each is told of by itself"
	inPassing    = "it is mentioned in passing, and no claim rests on it"
)

// distinctive is the size from which the same number for the same place is the same count and no coincidence.
const distinctive = 50

// setAside marks the events that are no incidents, unless a person decided on them: a total over a country since some day is
// no event, however a report words it.
func (w *weigher) setAside(profiles []profile, fixed map[int]bool) {
	totals := map[string]bool{}
	for i := range w.in.Claims {
		if c := &w.in.Claims[i]; c.Status != "rejected" && stated(c) {
			for _, k := range figureKeys(c) {
				totals[k] = true
			}
		}
	}
	dated := datedObjects(profiles)
	for e := range w.in.Events {
		why := w.noDeed(e, &profiles[e], totals)
		if why == "" && dated.nameSeveral(&profiles[e]) {
			why = severalNamed
		}
		if why != "" && !fixed[e] {
			profiles[e].aside = true
			w.out.Aside = append(w.out.Aside, Aside{w.in.Events[e].ID, why})
		}
	}
	slices.SortFunc(w.out.Aside, func(a, b Aside) int {
		if a.Event != b.Event {
			if a.Event < b.Event {
				return -1
			}
			return 1
		}
		return 0
	})
}

// noDeed says why an event is no incident; "" when it is one.
func (w *weigher) noDeed(e int, p *profile, totals map[string]bool) string {
	n, counts, opinions, running := 0, 0, 0, 0
	for _, c := range w.claimsOf[e] {
		if c.Status == "rejected" {
			continue
		}
		n++
		if c.Modality == "opinion" {
			opinions++
		}
		if c.Kind != claim.Casualty {
			continue
		}
		counts++
		keys := figureKeys(c)
		if stated(c) || len(keys) > 0 && !slices.ContainsFunc(keys, func(k string) bool { return !totals[k] }) {
			running++
		}
	}
	switch bare := p.family == killing && len(p.objects)+len(p.weapons) == 0; {
	case n == 0 && w.in.Events[e].InPassing():
		return inPassing
	case n == 0:
	case opinions == n && p.from == 0:
		return opinionOnly
	case counts < n:
	case running == n && (bare || p.wide() || p.place == ""):
		return runningTotal
	case bare && p.wide():
		return countryCount
	}
	return ""
}

// stated reports whether a claim says itself that its number is a running total.
func stated(c *claim.Claim) bool {
	return c.Kind == claim.Casualty && (c.Cumulative != nil && *c.Cumulative || c.Cumulative == nil && c.AsOf != "")
}

// figureKeys are the distinctive numbers of a claim with their place, as comparable words.
func figureKeys(c *claim.Claim) []string {
	var out []string
	for _, f := range []struct {
		name string
		n    *int
	}{{"killed", c.Killed}, {"injured", c.Injured}, {"combined", c.CombinedTotal}, {"bodies", c.BodiesFound}} {
		if f.n != nil && *f.n >= distinctive {
			out = append(out, f.name+"|"+strconv.Itoa(*f.n)+"|"+fold(c.Place))
		}
	}
	return out
}

// strikes are, by place, the objects of dated attacks, one list for each event that names any.
type strikes map[string][][]string

func datedObjects(profiles []profile) strikes {
	out := strikes{}
	for i := range profiles {
		if p := &profiles[i]; p.family == attack && p.from == 0 && len(p.objects) > 1 && p.place != "" {
			out[p.place] = nil
		}
	}
	if len(out) == 0 {
		return out
	}
	for i := range profiles {
		if p := &profiles[i]; p.family == attack && p.from != 0 && len(p.objects) > 0 {
			if _, ok := out[p.place]; ok {
				out[p.place] = append(out[p.place], p.objects)
			}
		}
	}
	return out
}

// nameSeveral reports whether an undated event names objects of which two were hit by two dated strikes on its place: it is a
// mention of both and no strike of its own.
func (s strikes) nameSeveral(p *profile) bool {
	if p.family != attack || p.from != 0 || len(p.objects) < 2 {
		return false
	}
	var met []string
	for _, o := range p.objects {
		alone := func(list []string) bool {
			return slices.ContainsFunc(list, func(x string) bool { return sameObject(x, o) }) &&
				!slices.ContainsFunc(p.objects, func(other string) bool { return !sameObject(other, o) && shareObject([]string{other}, list) })
		}
		if slices.ContainsFunc(s[p.place], alone) && !shareObject([]string{o}, met) {
			met = append(met, o)
		}
	}
	return len(met) > 1
}
