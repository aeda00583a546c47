package dossier

import (
	"encoding/csv"
	"io"
	"strconv"
	"strings"
	"time"

	"exhibit/internal/incident"
)

// cell is one value of an incident in a table. A number is written as it is; a text is guarded against being taken for a
// formula.
type cell struct {
	name, value string
	number      bool
}

// CSV writes a table of the incidents with the columns that tables of conflict events have, and the ranges that they
// lack (docs/format/incidents.md). A plain column is empty wherever only a range is known.
func (a *Abroad) CSV(out io.Writer) error {
	return valid(out, func(out io.Writer) error {
		w := csv.NewWriter(out)
		var names []string
		for _, c := range a.cells(&incident.Incident{}) {
			names = append(names, c.name)
		}
		if err := w.Write(names); err != nil {
			return err
		}
		for _, in := range a.list {
			var line []string
			for _, c := range a.cells(in) {
				if !c.number {
					c.value = safe(c.value)
				}
				line = append(line, c.value)
			}
			if err := w.Write(line); err != nil {
				return err
			}
		}
		w.Flush()
		return w.Error()
	})
}

func (a *Abroad) cells(in *incident.Incident) []cell {
	country, region := a.around(in)
	c := []cell{{name: "event_id", value: in.ID}}
	c = append(c, dateCells(in)...)
	c = append(c, cell{name: "event_type", value: plain(in.Type)}, cell{name: "actor1_alleged", value: strings.Join(a.maskAll(in.Alleged), "; ")},
		cell{name: "country", value: country}, cell{name: "admin1", value: region}, cell{name: "location", value: a.book.mask(in.Place)})
	c = append(c, spotCells(in)...)
	c = append(c, cell{name: "source", value: strings.Join(a.maskAll(in.Reports), "; ")}, cell{name: "notes", value: a.book.mask(in.Title)},
		cell{name: "fatalities", value: only(in.KilledMin, in.KilledMax), number: true})
	for _, n := range []struct {
		name   string
		lo, hi *int
	}{{"fatalities", in.KilledMin, in.KilledMax}, {"injured", in.InjuredMin, in.InjuredMax}, {"bodies_found", in.BodiesMin, in.BodiesMax}} {
		c = append(c, cell{n.name + "_min", opt(n.lo), true}, cell{n.name + "_max", opt(n.hi), true})
	}
	return append(c, cell{name: "count_rule", value: in.CountRule}, cell{name: "object_types", value: strings.Join(in.ObjectTypes, "; ")},
		cell{name: "weapons", value: strings.Join(in.Weapons, "; ")},
		cell{"origins_min", strconv.Itoa(in.OriginsMin), true}, cell{"origins_max", strconv.Itoa(in.OriginsMax), true},
		cell{name: "support", value: in.Support}, cell{name: "disputed", value: strconv.FormatBool(in.Disputed)},
		cell{name: "assessment", value: assessmentOf(in)}, cell{name: "parent", value: a.parent(in)}, cell{name: "stamp", value: stampOf(in)})
}

// only is a number that is known as one; of a range nothing is picked.
func only(lo, hi *int) string {
	if lo == nil || hi == nil || *lo != *hi {
		return ""
	}
	return strconv.Itoa(*lo)
}

func dateCells(in *incident.Incident) []cell {
	day, year := "", ""
	if in.DateMin == in.DateMax {
		day = in.DateMin
	}
	if len(in.DateMin) >= 4 && len(in.DateMax) >= 4 && in.DateMin[:4] == in.DateMax[:4] {
		year = in.DateMin[:4]
	}
	return []cell{{name: "event_date", value: day}, {name: "event_date_min", value: in.DateMin}, {name: "event_date_max", value: in.DateMax},
		{name: "year", value: year}, {"time_precision", timePrecision(in.DateMin, in.DateMax), true}}
}

// timePrecision is 1 for a day, 2 for up to a week, 3 for up to a month, and empty for more or where an end is unknown.
func timePrecision(lo, hi string) string {
	from, errFrom := time.Parse(time.DateOnly, lo)
	to, errTo := time.Parse(time.DateOnly, hi)
	if errFrom != nil || errTo != nil {
		return ""
	}
	switch days := int(to.Sub(from).Hours()/24+0.5) + 1; {
	case days < 1 || days > 31:
		return ""
	case days == 1:
		return "1"
	case days <= 7:
		return "2"
	}
	return "3"
}

func spotCells(in *incident.Incident) []cell {
	lat, lon, km := "", "", ""
	if s, ok := spotOf(in); ok {
		lat, lon, km = s.write(s.Lat), s.write(s.Lon), strconv.FormatFloat(s.Km, 'f', -1, 64)
	}
	geo := map[string]string{"point": "1", "town": "1", "district": "2", "region": "3"}[in.Precision]
	return []cell{{"latitude", lat, true}, {"longitude", lon, true}, {name: "place_precision", value: in.Precision}, {"precision_km", km, true}, {"geo_precision", geo, true}}
}

func (s spot) write(v float64) string { return strconv.FormatFloat(v, 'f', s.decimals, 64) }
