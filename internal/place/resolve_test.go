package place

import (
	"slices"
	"strconv"
	"strings"
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

func TestACityIsMeantBesideVillagesOfItsCountry(t *testing.T) {
	g := Default()
	for _, name := range []string{"Izium", "Bakhmut", "Bucha", "Mariupol"} {
		if r := g.Resolve([]Mention{mention(name)}, Hints{})[0]; !r.Settled || r.Place.Kind != KindCity {
			t.Errorf("%s: %+v", name, r)
		}
	}
}

func TestAFurtherNameIsHeldAgainstTheSetting(t *testing.T) {
	g := Default()
	ohio := g.Lookup("Springfield, Ohio")
	s := g.Setting([]Mention{{Name: "Springfield", Candidates: ohio}, mention("Dayton"), mention("United States")}, Hints{})
	for _, row := range []struct{ name, in string }{
		{"Springfield", "US.OH"}, // named with its state elsewhere
		{"London", "GB"},         // a great city abroad, not the small town of that name
		{"Troy", "US"},
	} {
		if r := s.Resolve(mention(row.name)); r.Settled && !g.Within(r.Place.ID, row.in) || !r.Settled && row.name != "Troy" {
			t.Errorf("%s: %+v", row.name, r)
		}
	}
	if cs := s.Countries(); len(cs) == 0 || cs[0] != "US" {
		t.Errorf("countries %v", cs)
	}
}

func TestASettingWithoutPlacesSettlesNothingByItself(t *testing.T) {
	s := Default().Setting(nil, Hints{})
	if r := s.Resolve(mention("Andriivka")); r.Settled || len(r.Open) < 10 {
		t.Errorf("%+v", r)
	}
	if len(s.Countries()) != 0 {
		t.Errorf("%v", s.Countries())
	}
}

// A text may name thousands of places; twice as many must not take four times as long.
func BenchmarkResolve(b *testing.B) {
	g := Default()
	var ms []Mention
	for _, name := range []string{"Andriivka", "Springfield", "Zolochiv", "Kharkiv", "San Miguel", "Peoria", "Illinois", "Kupiansk"} {
		ms = append(ms, mention(name))
	}
	for _, n := range []int{1, 16, 256} {
		many := slices.Repeat(ms, n)
		b.Run(strconv.Itoa(len(many)), func(b *testing.B) {
			for range b.N {
				g.Resolve(many, Hints{})
			}
		})
	}
}

func FuzzResolve(f *testing.F) {
	f.Add("Springfield\nOhio\nLondon", "US")
	f.Add("Андріївка\nХарків\nЗолочів", "UA")
	f.Add("\n\n~", "")
	g := Default()
	f.Fuzz(func(t *testing.T, names, within string) {
		var ms []Mention
		for name := range strings.SplitSeq(names, "\n") {
			ms = append(ms, mention(name))
		}
		for i, r := range g.Resolve(ms, Hints{Within: []string{within}}) {
			switch is := func(p Place) bool { return p.ID == r.Place.ID }; {
			case r.Basis == "":
				t.Fatalf("%q: no basis", ms[i].Name)
			case r.Settled && !slices.ContainsFunc(ms[i].Candidates, is):
				t.Fatalf("%q: settled as %s, which does not bear the name", ms[i].Name, r.Place.ID)
			case !r.Settled && len(r.Open) == 0 && len(ms[i].Candidates) > 0:
				t.Fatalf("%q: neither settled nor open", ms[i].Name)
			}
		}
	})
}

func TestAGreatCityIsMeantInATextThatNamesTheCountryOfItsSmallNamesake(t *testing.T) {
	g := Default()
	mentions := []Mention{{Name: "Россия", Candidates: g.Lookup("Россия")}, {Name: "Москва", Candidates: g.Lookup("Москва")}}
	got := g.Setting(mentions, Hints{}).Resolve(Mention{Name: "Донецк", Candidates: g.Lookup("Донецк")})
	if !got.Settled || got.Place.Country != "UA" {
		t.Errorf("%+v", got)
	}
}
