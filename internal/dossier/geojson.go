package dossier

import (
	"encoding/json"
	"fmt"
	"io"

	"exhibit/internal/incident"
)

// feature is one incident as GeoJSON (RFC 7946).
type feature struct {
	Type       string     `json:"type"`
	ID         string     `json:"id"`
	Geometry   *geometry  `json:"geometry"` // null: nobody knows where
	Properties properties `json:"properties"`
}

type geometry struct {
	Type        string        `json:"type"`
	Coordinates []json.Number `json:"coordinates"` // longitude, latitude
}

type properties struct {
	Title          string   `json:"title"`
	Stamp          string   `json:"stamp,omitempty"`
	Type           string   `json:"type"`
	Parent         string   `json:"parent,omitempty"`
	DateMin        string   `json:"date_min,omitempty"`
	DateMax        string   `json:"date_max,omitempty"`
	Place          string   `json:"place,omitempty"`
	Country        string   `json:"country,omitempty"`
	Admin1         string   `json:"admin1,omitempty"`
	PlacePrecision string   `json:"place_precision,omitempty"`
	PrecisionKm    float64  `json:"precision_km,omitempty"`
	ObjectTypes    []string `json:"object_types,omitempty"`
	Weapons        []string `json:"weapons,omitempty"`
	Alleged        []string `json:"alleged_perpetrators,omitempty"`
	KilledMin      *int     `json:"killed_min,omitempty"`
	KilledMax      *int     `json:"killed_max,omitempty"`
	InjuredMin     *int     `json:"injured_min,omitempty"`
	InjuredMax     *int     `json:"injured_max,omitempty"`
	BodiesMin      *int     `json:"bodies_found_min,omitempty"`
	BodiesMax      *int     `json:"bodies_found_max,omitempty"`
	CountRule      string   `json:"count_rule,omitempty"`
	Reports        []string `json:"reports"`
	OriginsMin     int      `json:"origins_min"`
	OriginsMax     int      `json:"origins_max"`
	Support        string   `json:"support"`
	Assessment     string   `json:"assessment,omitempty"`
	Disputed       bool     `json:"disputed"`
	Reviewed       bool     `json:"reviewed"`
}

// GeoJSON writes the incidents as a collection of features, one on each line. No coordinate is finer than the place is
// known; where that is unknown the geometry is null.
func (a *Abroad) GeoJSON(out io.Writer) error {
	return valid(out, func(w io.Writer) error {
		if _, err := fmt.Fprint(w, `{"type":"FeatureCollection","features":[`); err != nil {
			return err
		}
		for i, in := range a.list {
			b, err := json.Marshal(a.feature(in))
			if err != nil {
				return fmt.Errorf("writing incident %s: %w", in.ID, err)
			}
			sep := ",\n"
			if i == 0 {
				sep = "\n"
			}
			if _, err := fmt.Fprintf(w, "%s%s", sep, b); err != nil {
				return err
			}
		}
		_, err := fmt.Fprintln(w, "\n]}")
		return err
	})
}

func (a *Abroad) feature(in *incident.Incident) feature {
	f := feature{Type: "Feature", ID: in.ID}
	country, region := a.around(in)
	f.Properties = properties{Title: a.book.mask(in.Title), Stamp: stampOf(in), Type: in.Type, Parent: a.parent(in), DateMin: in.DateMin, DateMax: in.DateMax,
		Place: a.book.mask(in.Place), Country: country, Admin1: region, PlacePrecision: in.Precision, ObjectTypes: in.ObjectTypes, Weapons: in.Weapons,
		Alleged: a.maskAll(in.Alleged), KilledMin: in.KilledMin, KilledMax: in.KilledMax, InjuredMin: in.InjuredMin, InjuredMax: in.InjuredMax,
		BodiesMin: in.BodiesMin, BodiesMax: in.BodiesMax, CountRule: in.CountRule, Reports: a.maskAll(in.Reports), OriginsMin: in.OriginsMin, OriginsMax: in.OriginsMax,
		Support: in.Support, Assessment: assessmentOf(in), Disputed: in.Disputed, Reviewed: in.Reviewed}
	if s, ok := spotOf(in); ok {
		f.Geometry = &geometry{"Point", []json.Number{json.Number(s.write(s.Lon)), json.Number(s.write(s.Lat))}}
		f.Properties.PrecisionKm = s.Km
	}
	return f
}
