package dossier

import (
	"fmt"
	"io"

	"exhibit/internal/incident"
)

// KML writes the incidents as placemarks (OGC KML 2.2) with the columns of the table as extended data. One whose place is
// not known has no point.
func (a *Abroad) KML(out io.Writer) error {
	return valid(out, func(w io.Writer) error {
		if _, err := fmt.Fprint(w, `<?xml version="1.0" encoding="UTF-8"?>`+"\n"+`<kml xmlns="http://www.opengis.net/kml/2.2"><Document><name>Incidents</name>`+"\n"); err != nil {
			return err
		}
		for _, in := range a.list {
			if _, err := fmt.Fprintln(w, a.placemark(in)); err != nil {
				return err
			}
		}
		_, err := fmt.Fprintln(w, `</Document></kml>`)
		return err
	})
}

func (a *Abroad) placemark(in *incident.Incident) string {
	s := `<Placemark id="` + xmlText(in.ID) + `"><name>` + xmlText(a.book.mask(in.Title)) + `</name>`
	if stamp := stampOf(in); stamp != "" {
		s += `<description>` + xmlText(stamp) + `</description>`
	}
	if in.DateMin != "" || in.DateMax != "" {
		s += `<TimeSpan>`
		if in.DateMin != "" {
			s += `<begin>` + xmlText(in.DateMin) + `</begin>`
		}
		if in.DateMax != "" {
			s += `<end>` + xmlText(in.DateMax) + `</end>`
		}
		s += `</TimeSpan>`
	}
	s += `<ExtendedData>`
	for _, c := range a.cells(in) {
		if c.value != "" {
			s += `<Data name="` + c.name + `"><value>` + xmlText(c.value) + `</value></Data>`
		}
	}
	s += `</ExtendedData>`
	if p, ok := spotOf(in); ok {
		s += `<Point><coordinates>` + p.write(p.Lon) + `,` + p.write(p.Lat) + `</coordinates></Point>`
	}
	return s + `</Placemark>`
}
