package dossier

import (
	"encoding/csv"
	"encoding/json"
	"encoding/xml"
	"io"
	"strings"
	"testing"

	"exhibit/internal/casefile"
	"exhibit/internal/claim"
	"exhibit/internal/incident"
)

// outward is a case with an incident in a town, one known to the region, one nowhere, and one from a held item.
func outward() *casefile.File {
	at := func(v float64) *float64 { return &v }
	n := func(v int) *int { return &v }
	f := &casefile.File{}
	add := func(in incident.Incident, ref string) {
		c := claim.Claim{ID: "c-" + in.ID, Ref: ref, Report: ref + ".txt", Quote: "words of " + in.ID}
		in.Claims, in.Reports = []string{c.ID}, []string{c.Report}
		f.Snapshot.Incidents = append(f.Snapshot.Incidents, in)
		f.Snapshot.Claims = append(f.Snapshot.Claims, c)
	}
	add(incident.Incident{ID: "in-town", Title: `=HYPERLINK("x") <b>&amp;` + "\x1b", Type: "shelling", DateMin: "2031-03-01", DateMax: "2031-03-01", Place: "Lebedyn",
		Lat: at(-50.58312), Lon: at(34.48249), Precision: "town", KilledMin: n(3), KilledMax: n(3), Parent: "in-held"}, "open")
	add(incident.Incident{ID: "in-region", Title: "Killing", Type: "killing", DateMin: "2031-03-01", DateMax: "2031-03-09", Place: "Sumy oblast",
		Lat: at(50.91234), Lon: at(34.81234), Precision: "region", KilledMin: n(3), KilledMax: n(7), Reviewed: true, Alleged: []string{" =1+1"}}, "open")
	add(incident.Incident{ID: "in-nowhere", Title: "Event", Lat: at(50.9), Lon: at(34.8)}, "open")
	add(incident.Incident{ID: "in-zero", Title: "Event", Lat: at(0), Lon: at(0), Precision: "town"}, "open")
	add(incident.Incident{ID: "in-held", Title: "Held", Place: "Trostianets", Lat: at(50.4), Lon: at(34.9), Precision: "town"}, "secret")
	return f
}

func openOnly(ref string) bool { return ref == "secret" }

func TestNoCoordinateIsFinerThanThePlaceIsKnown(t *testing.T) {
	var out strings.Builder
	a := Outward(outward(), openOnly)
	if err := a.GeoJSON(&out); err != nil {
		t.Fatal(err)
	}
	if a.LeftOut != 1 || strings.Contains(out.String(), "in-held") || strings.Contains(out.String(), "secret") {
		t.Errorf("%d left out of\n%s", a.LeftOut, out.String())
	}
	var got struct {
		Features []struct {
			ID         string
			Geometry   json.RawMessage
			Properties map[string]any
		}
	}
	if err := json.Unmarshal([]byte(out.String()), &got); err != nil {
		t.Fatal(err)
	}
	want := map[string]string{"in-town": `{"type":"Point","coordinates":[34.48,-50.58]}`, "in-region": `{"type":"Point","coordinates":[34.8,50.9]}`, "in-nowhere": "null", "in-zero": "null"}
	if len(got.Features) != len(want) {
		t.Errorf("%d features, want %d", len(got.Features), len(want))
	}
	for _, f := range got.Features {
		if string(f.Geometry) != want[f.ID] {
			t.Errorf("%s lies at %s, want %s", f.ID, f.Geometry, want[f.ID])
		}
		if _, stamped := f.Properties["stamp"]; stamped == (f.ID == "in-region") {
			t.Errorf("%s: stamped %v", f.ID, stamped)
		}
	}
}

func TestATableHasNoDayOrFigureWhereARangeIsKnownAndNoFormula(t *testing.T) {
	var out strings.Builder
	if err := Outward(outward(), openOnly).CSV(&out); err != nil {
		t.Fatal(err)
	}
	rows, err := csv.NewReader(strings.NewReader(out.String())).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	byID := map[string]map[string]string{}
	for _, r := range rows[1:] {
		m := map[string]string{}
		for i, name := range rows[0] {
			m[name] = r[i]
		}
		byID[m["event_id"]] = m
	}
	for _, c := range []struct{ id, column, want string }{
		{"in-town", "event_date", "2031-03-01"}, {"in-town", "time_precision", "1"}, {"in-town", "fatalities", "3"}, {"in-town", "latitude", "-50.58"},
		{"in-town", "notes", `'=HYPERLINK("x") <b>&amp;⟨U+001B⟩`}, {"in-town", "parent", ""}, {"in-town", "geo_precision", "1"},
		{"in-region", "event_date", ""}, {"in-region", "year", "2031"}, {"in-region", "time_precision", "3"}, {"in-region", "fatalities", ""},
		{"in-region", "fatalities_max", "7"}, {"in-region", "actor1_alleged", "' =1+1"}, {"in-region", "stamp", ""}, {"in-region", "precision_km", "100"},
		{"in-nowhere", "latitude", ""}, {"in-nowhere", "year", ""}, {"in-nowhere", "stamp", Unreviewed}, {"in-zero", "longitude", ""},
	} {
		if got := byID[c.id][c.column]; got != c.want {
			t.Errorf("%s of %s is %q, want %q", c.column, c.id, got, c.want)
		}
	}
}

func TestPlacemarksAreEscapedAndTheUnplacedHaveNoPoint(t *testing.T) {
	var out strings.Builder
	if err := Outward(outward(), openOnly).KML(&out); err != nil {
		t.Fatal(err)
	}
	d := xml.NewDecoder(strings.NewReader(out.String()))
	seen := map[string]int{}
	for {
		tok, err := d.Token()
		if err == io.EOF {
			break
		}
		if err != nil {
			t.Fatalf("%v in\n%s", err, out.String())
		}
		if e, ok := tok.(xml.StartElement); ok {
			seen[e.Name.Local]++
		}
	}
	if seen["Placemark"] != 4 || seen["Point"] != 2 || seen["b"] != 0 || seen["TimeSpan"] != 2 {
		t.Errorf("%v in\n%s", seen, out.String())
	}
}

func TestNoAccusedIndividualIsNamedOutside(t *testing.T) {
	f := outward()
	f.Snapshot.Incidents[0].Alleged = []string{"Jan Example"}
	f.Snapshot.Incidents[0].Title = "Killing by Jan Example"
	f.Snapshot.Incidents[0].Events = []string{"e-1"}
	f.Snapshot.Events = []claim.Event{{ID: "e-1", Ref: "open", Alleged: []claim.Accused{{Name: "Jan Example", Kind: "individual"}}}}
	a := Outward(f, openOnly)
	for name, write := range map[string]func(io.Writer) error{"csv": a.CSV, "geojson": a.GeoJSON, "kml": a.KML} {
		var out strings.Builder
		if err := write(&out); err != nil {
			t.Fatal(err)
		}
		if strings.Contains(out.String(), "Example") || !strings.Contains(out.String(), "an individual") {
			t.Errorf("%s names an accused individual:\n%s", name, out.String())
		}
	}
}
