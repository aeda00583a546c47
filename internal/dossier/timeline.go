package dossier

import (
	"slices"
	"sort"

	"exhibit/internal/casefile"
	"exhibit/internal/claim"
)

// Moment is one line of a timeline: an incident, or what one voice said on one occasion. DateMin and DateMax are the
// interval in which it lies; an end that nobody states is empty, and no day is ever picked out of an interval.
type Moment struct {
	Kind     string   `json:"kind"` // incident statement
	ID       string   `json:"id"`   // of the incident or origin
	Title    string   `json:"title"`
	DateMin  string   `json:"date_min,omitempty"`
	DateMax  string   `json:"date_max,omitempty"`
	Place    string   `json:"place,omitempty"`
	Places   []string `json:"places,omitempty"` // the place and what lies around it, as the reports and the gazetteer name them
	Speaker  string   `json:"speaker,omitempty"`
	Claims   []string `json:"claims"`
	Quote    string   `json:"quote,omitempty"` // of a statement: its first words in the case
	Quotes   int      `json:"quotes,omitempty"`
	Reports  []string `json:"reports"`
	Origins  []int    `json:"origins,omitempty"` // of an incident: lower and upper end
	Support  string   `json:"support,omitempty"`
	Disputed bool     `json:"disputed,omitempty"`
	Stamp    string   `json:"stamp,omitempty"` // where nobody decided
}

// Dated reports whether anything is known of the day.
func (m *Moment) Dated() bool { return m.DateMin != "" || m.DateMax != "" }

// May reports whether something may lie between two ISO days, either of which may be empty. Of the undated nobody knows.
func (m *Moment) May(from, to string) bool {
	return (from == "" || m.DateMax == "" || m.DateMax >= from) && (to == "" || m.DateMin == "" || m.DateMin <= to)
}

// At reports whether something lies at a place or within it. An empty place is everywhere.
func (m *Moment) At(place string) bool {
	return place == "" || slices.ContainsFunc(m.Places, func(p string) bool { return fold(p) == fold(place) })
}

// Timeline lists incidents and statements by day; those of whose day nothing is known stand at the end.
func Timeline(f *casefile.File) []Moment {
	b := open(f)
	var out []Moment
	for i := range f.Snapshot.Incidents {
		in := &f.Snapshot.Incidents[i]
		m := Moment{Kind: "incident", ID: in.ID, Title: in.Title, DateMin: in.DateMin, DateMax: in.DateMax, Place: in.Place, Places: b.around(in.Place, in.Events),
			Claims: in.Claims, Reports: in.Reports, Origins: []int{in.OriginsMin, in.OriginsMax}, Support: in.Support, Disputed: in.Disputed}
		if !in.Reviewed {
			m.Stamp = Unreviewed
		}
		out = append(out, m)
	}
	out = append(out, b.spoken()...)
	sort.SliceStable(out, func(i, j int) bool {
		x, y := &out[i], &out[j]
		if c := compareDays(x.DateMin, x.DateMax, y.DateMin, y.DateMax); c != 0 {
			return c < 0
		}
		return x.Kind < y.Kind || x.Kind == y.Kind && x.ID < y.ID
	})
	return out
}

// around lists a place and the places around it, as the events of an incident name them.
func (b *book) around(place string, events []string) []string {
	var out []string
	add := func(list ...string) {
		for _, p := range list {
			if p != "" && !slices.Contains(out, p) {
				out = append(out, p)
			}
		}
	}
	add(place)
	for _, id := range events {
		if e := b.event(id); e != nil {
			add(e.Place)
			add(e.Places...)
			add(e.Around...)
		}
	}
	return out
}

// spoken makes one line of what one voice said on one occasion, in however many reports it stands.
func (b *book) spoken() []Moment {
	s := &b.f.Snapshot
	at := map[string]int{}
	var out []Moment
	for i := range s.Claims {
		c := &s.Claims[i]
		o := b.origin(c.Origin)
		if c.Speaker == "" || c.Status == "rejected" || o == nil {
			continue
		}
		k, have := at[o.ID]
		if !have {
			k = len(out)
			at[o.ID] = k
			out = append(out, Moment{Kind: "statement", ID: o.ID, Speaker: o.Speaker, Title: o.Speaker + " speaks", Quote: c.Quote})
			out[k].DateMin, out[k].DateMax = interval(o.Date, o.DateMin, o.DateMax)
		}
		out[k].add(c)
	}
	return out
}

// add takes a claim into what was said on one occasion.
func (m *Moment) add(c *claim.Claim) {
	m.Claims = append(m.Claims, c.ID)
	m.Quotes++
	if !slices.Contains(m.Reports, c.Report) {
		m.Reports = append(m.Reports, c.Report)
	}
	for _, p := range append([]string{c.Place}, c.Places...) {
		if p != "" && !slices.Contains(m.Places, p) {
			m.Places = append(m.Places, p)
		}
	}
	if c.DecidedBy == "" {
		m.Stamp = Unreviewed
	}
	if m.Place == "" {
		m.Place = c.Place
	}
}

func interval(day, lo, hi string) (string, string) {
	if day != "" {
		return day, day
	}
	return lo, hi
}
