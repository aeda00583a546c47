package dossier

import (
	"math"
	"strings"
	"testing"
)

func TestACircleOfTheMapIsAsWideAsThePlaceIsKnown(t *testing.T) {
	rows := []mapRow{
		{spot: spot{Lat: 50, Lon: 34, Km: 100}, Placed: true, N: 1, Place: "Sumy oblast"},
		{spot: spot{Lat: 50.5, Lon: 34.9, Km: 5}, Placed: true, N: 2, Place: "Lebedyn"},
		{spot: spot{Lat: 50.5, Lon: 34.9, Km: 5}, Placed: true, N: 3, Place: "Lebedyn"},
		{N: 4},
	}
	all := marks(rows)
	if len(all) != 2 || all[0].Km != 100 || len(all[1].Rows) != 2 {
		t.Fatalf("the circles are %+v", all)
	}
	f := frameOf(all)
	x1, y1 := f.at(50, 34)
	x2, y2 := f.at(51, 34)
	if got := math.Hypot(x2-x1, y2-y1) / f.px(kmPerDegree); math.Abs(got-1) > 0.001 {
		t.Errorf("a degree of latitude is %.3f of what the radius is measured by", got)
	}
	for _, m := range all {
		if x, y := f.at(m.Lat, m.Lon); x-f.px(m.Km) < 0 || y-f.px(m.Km) < 0 || x+f.px(m.Km) > f.width || y+f.px(m.Km) > f.height {
			t.Errorf("%s lies outside the picture", m.Place)
		}
	}
}

func TestAMapLoadsNothingAndNamesWhatHasNoPlace(t *testing.T) {
	var out strings.Builder
	a := Outward(outward(), openOnly)
	if err := a.HTML(&out); err != nil {
		t.Fatal(err)
	}
	page := out.String()
	for _, not := range []string{"<script", "src=", "url(http", "<link", "<img", "<b>&amp;", "in-held", "\x1b"} {
		if strings.Contains(page, not) {
			t.Errorf("the page holds %q", not)
		}
	}
	for _, want := range []string{"2 incidents are on no map", "1 incident that rests on words of restricted items", `id="in-nowhere"`, "Unreviewed machine proposal", "<circle"} {
		if !strings.Contains(page, want) {
			t.Errorf("the page does not say %q", want)
		}
	}
	if err := Outward(outward(), func(string) bool { return true }).HTML(&out); err != nil || !strings.Contains(out.String(), "No incident of which it is known where it lies.") {
		t.Errorf("an empty map: %v", err)
	}
}

func TestAMapOfOneCountryOrAtThePoleIsDrawn(t *testing.T) {
	for _, s := range []spot{{Lat: 49, Lon: 32, Km: 500}, {Lat: 90, Lon: 180, Km: 0.5, decimals: 3}, {Lat: -90, Lon: -180, Km: 5}} {
		c := drawMap([]mapRow{{spot: s, Placed: true, N: 1, Place: "there"}})
		if got := c.inline(); strings.Contains(got, "NaN") || strings.Contains(got, "Inf") || len(got) > 100_000 {
			t.Errorf("%+v: %d bytes of picture", s, len(got))
		}
	}
}
