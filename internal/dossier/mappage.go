package dossier

import (
	"html/template"
	"io"
)

// mapRow is one incident in the table below the map.
type mapRow struct {
	spot
	Placed              bool
	N                   int
	Title, When, Place  string
	Precision           string
	Killed, Injured     string
	Bodies, Origins, ID string
	Reviewed, Disputed  bool
}

// mapPage is the map with its table, in one file that loads nothing.
type mapPage struct {
	Title   string
	Style   template.CSS
	Policy  string
	Map     template.HTML
	Rows    []mapRow
	LeftOut int
	Nowhere int
}

// HTML writes a map of the incidents as one file that works offline: circles whose radius is how finely the place is
// known, and below it every incident, those without a place too.
func (a *Abroad) HTML(out io.Writer) error {
	p := mapPage{Title: a.book.mask(a.book.f.Case.Title), LeftOut: a.LeftOut}
	if p.Title == "" {
		p.Title = "Untitled case"
	}
	p.Style, p.Policy = dress("Map · " + p.Title)
	for i, in := range a.list {
		r := mapRow{N: i + 1, ID: in.ID, Title: a.book.mask(in.Title), When: days(in.DateMin, in.DateMax), Place: a.book.mask(in.Place), Precision: precisionWords(in.Precision),
			Killed: span(in.KilledMin, in.KilledMax), Injured: span(in.InjuredMin, in.InjuredMax), Bodies: span(in.BodiesMin, in.BodiesMax),
			Origins: originsWords(in.OriginsMin, in.OriginsMax), Reviewed: in.Reviewed, Disputed: in.Disputed}
		if r.spot, r.Placed = spotOf(in); !r.Placed {
			p.Nowhere++
		}
		p.Rows = append(p.Rows, r)
	}
	p.Map = template.HTML(drawMap(p.Rows).inline()) // every text in it is escaped where it is drawn
	return valid(out, func(w io.Writer) error { return templates().ExecuteTemplate(w, "map.html", &p) })
}
