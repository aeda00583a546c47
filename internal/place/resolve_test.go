package place

import (
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func mention(name string) Mention {
	return Mention{Name: name, Candidates: Default().Lookup(name)}
}

func TestNeighboursSettleANamesakeAndSayWhy(t *testing.T) {
	g := Default()
	rs := g.Resolve([]Mention{mention("Springfield"), mention("Peoria"), mention("Illinois")}, Hints{})
	if r := rs[0]; !r.Settled || !g.Within(r.Place.ID, "US.IL") || r.Basis == "" {
		t.Errorf("Springfield beside Illinois: %+v", r)
	}
	rs = g.Resolve([]Mention{mention("Andriivka"), mention("Bucha district")}, Hints{})
	if r := rs[0]; r.Settled && !g.Within(r.Place.ID, g.Lookup("Bucha district")[0].ID) {
		t.Errorf("Andriivka beside the district of Bucha: %+v", r)
	}
}

func TestAHintSettlesANamesake(t *testing.T) {
	g := Default()
	rs := g.Resolve([]Mention{mention("San Miguel")}, Hints{Within: []string{"SV"}})
	if r := rs[0]; !r.Settled || r.Place.Country != "SV" || r.Place.Kind == KindRegion {
		t.Errorf("%+v", r)
	}
}

func TestWhatNothingDecidesStaysOpenAndIsWidened(t *testing.T) {
	g := Default()
	r := g.Resolve([]Mention{mention("Andriivka")}, Hints{Within: []string{"UA"}})[0]
	if r.Settled || len(r.Open) < 10 || r.Place.ID != "UA" || r.Place.Precision != PrecisionCountry || r.Basis != BasisOpen {
		t.Errorf("settled %v at %s: %s", r.Settled, r.Place.ID, r.Basis)
	}
	if r := g.Resolve([]Mention{{Name: "Nowhereville"}}, Hints{})[0]; r.Settled || r.Basis != BasisUnknown {
		t.Errorf("%+v", r)
	}
}

func TestTheOrderOfNamesDecidesNothing(t *testing.T) {
	g := Default()
	names := []string{"Andriivka", "Springfield", "Zolochiv", "Kharkiv", "San Miguel", "Peoria", "Illinois", "Kupiansk"}
	want := map[string]Resolution{}
	for turn := range len(names) {
		var ms []Mention
		for i := range names {
			ms = append(ms, mention(names[(i+turn)%len(names)]))
		}
		for i, r := range g.Resolve(ms, Hints{}) {
			n := ms[i].Name
			if turn == 0 {
				want[n] = r
			} else if d := cmp.Diff(want[n], r); d != "" {
				t.Errorf("%s, turned by %d:\n%s", n, turn, d)
			}
		}
	}
}

func TestTheWellKnownCityIsMeantAndNotTheHamlet(t *testing.T) {
	rs := Default().Resolve([]Mention{mention("Kharkiv"), mention("Syria"), mention("Aleppo")}, Hints{})
	for i, want := range []string{"UA", "SY", "SY"} {
		if !rs[i].Settled || rs[i].Place.Country != want {
			t.Errorf("%d: %+v", i, rs[i])
		}
	}
	if slices.Contains([]string{PrecisionTown, PrecisionPoint}, rs[1].Place.Precision) {
		t.Error("a country was given the coordinate of a point")
	}
}
