package dossier

import (
	"math"
	"slices"

	"exhibit/internal/casefile"
	"exhibit/internal/incident"
)

// Exports of incidents (tables, maps) are made to be passed on. So they hold no words of reports, no name of an accused
// individual whom nobody accepted, and nothing that rests on words of items to hold back.

// Abroad is what may be passed on of the incidents of a case.
type Abroad struct {
	book    *book
	list    []*incident.Incident
	chosen  map[string]bool // their ids
	LeftOut int             // incidents that rest on words of items held back
}

// Outward chooses the incidents of a file that rest on no word of the items held back, named by their references.
func Outward(f *casefile.File, heldBack func(ref string) bool) *Abroad {
	a := &Abroad{book: open(f), chosen: map[string]bool{}}
	all := make([]int, len(f.Snapshot.Incidents))
	for i := range all {
		all[i] = i
	}
	for _, i := range a.book.byDate(all) {
		in := &f.Snapshot.Incidents[i]
		if a.book.restsOn(in, heldBack) {
			a.LeftOut++
		} else {
			a.list, a.chosen[in.ID] = append(a.list, in), true
		}
	}
	return a
}

// Incidents are those chosen.
func (a *Abroad) Incidents() []*incident.Incident { return a.list }

// restsOn reports whether any claim or reported event of an incident stands in an item that fits; so does one that
// cannot be found.
func (b *book) restsOn(in *incident.Incident, fits func(ref string) bool) bool {
	return slices.ContainsFunc(in.Claims, func(id string) bool { c := b.claim(id); return c == nil || fits(c.Ref) }) ||
		slices.ContainsFunc(in.Events, func(id string) bool { e := b.event(id); return e == nil || fits(e.Ref) })
}

// parent is the wider incident, where that is passed on too.
func (a *Abroad) parent(in *incident.Incident) string {
	if a.chosen[in.Parent] {
		return in.Parent
	}
	return ""
}

// spot is where an incident lies, no finer than is known: the coordinates are rounded, and a circle of so many
// kilometres stands for all that the words may mean. The radius is nominal and no border.
type spot struct {
	Lat, Lon float64
	Km       float64
	decimals int
}

// spotOf is where an incident lies; false when no place, no coordinate or no precision is known, or they are no place on
// earth. The point 0, 0 lies in the sea and is what programs write for nothing.
func spotOf(in *incident.Incident) (spot, bool) {
	if in.Lat == nil || in.Lon == nil || math.Abs(*in.Lat) > 90 || math.Abs(*in.Lon) > 180 || *in.Lat == 0 && *in.Lon == 0 ||
		math.IsNaN(*in.Lat) || math.IsNaN(*in.Lon) {
		return spot{}, false
	}
	var s spot
	switch in.Precision {
	case "point":
		s.Km, s.decimals = 0.5, 3
	case "town":
		s.Km, s.decimals = 5, 2
	case "district":
		s.Km, s.decimals = 30, 1
	case "region":
		s.Km, s.decimals = 100, 1
	case "country":
		s.Km, s.decimals = 500, 0
	default:
		return spot{}, false
	}
	s.Lat, s.Lon = rounded(*in.Lat, s.decimals), rounded(*in.Lon, s.decimals)
	return s, true
}

func rounded(v float64, decimals int) float64 {
	by := math.Pow(10, float64(decimals))
	return math.Round(v*by) / by
}

// country and region around the place of an incident, as the gazetteer knows them; empty where an event of another place
// would have to be asked.
func (a *Abroad) around(in *incident.Incident) (country, region string) {
	for _, id := range in.Events {
		e := a.book.event(id)
		if e == nil || in.Place == "" || fold(e.Place) != fold(in.Place) || len(e.Around) == 0 {
			continue
		}
		country = e.Around[0]
		if len(e.Around) > 1 {
			region = e.Around[1]
		}
		return country, region
	}
	return "", ""
}

func stampOf(in *incident.Incident) string {
	if in.Reviewed {
		return ""
	}
	return Unreviewed
}

func assessmentOf(in *incident.Incident) string {
	if in.Assessment == nil {
		return ""
	}
	return in.Assessment.Value
}

func (a *Abroad) maskAll(list []string) []string {
	out := make([]string, 0, len(list))
	for _, s := range list {
		out = append(out, a.book.mask(s))
	}
	return out
}
