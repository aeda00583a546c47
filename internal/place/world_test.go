package place

import (
	"math"
	"slices"
	"testing"

	"pgregory.net/rapid"
)

func TestCountriesAreKnownInFourLanguages(t *testing.T) {
	g := Default()
	for id, names := range map[string][]string{
		"UA": {"Ukraine", "Україна", "Украина", "أوكرانيا", "the Ukraine"},
		"SY": {"Syria", "Сирія", "Сирия", "سوريا", "سورية"},
		"RU": {"Russia", "Russian Federation", "the Russian Federation", "Росія", "Россия", "روسيا"},
		"US": {"United States", "the United States", "USA", "U.S.", "США"},
		"NL": {"Netherlands", "the Netherlands", "هولندا"},
		"CD": {"DRC", "Democratic Republic of the Congo", "Congo"},
	} {
		for _, n := range names {
			got := g.Lookup(n)
			if len(got) == 0 || got[0].ID != id {
				t.Errorf("%q does not lead to %s: %v", n, id, got)
			}
		}
	}
}

func TestACountryHasNoPositionFinerThanItself(t *testing.T) {
	g := Default()
	countries := 0
	for i := range g.rows {
		p := g.place(uint32(i))
		if p.Kind != KindCountry {
			continue
		}
		countries++
		if p.Precision != PrecisionCountry || len(p.Parents) != 0 {
			t.Errorf("%s: precision %q, parents %v", p.Name, p.Precision, p.Parents)
		}
	}
	if countries < 190 {
		t.Errorf("only %d countries", countries)
	}
}

func TestAreasNeverClaimTheirMiddleAsAPoint(t *testing.T) {
	g := Default()
	for i := range g.rows {
		p := g.place(uint32(i))
		allowed := map[string][]string{
			KindRegion:  {PrecisionRegion},
			KindRaion:   {PrecisionDistrict},
			KindHromada: {PrecisionDistrict},
			KindCountry: {PrecisionCountry},
		}[p.Kind]
		if allowed == nil {
			allowed = []string{PrecisionTown, PrecisionDistrict}
		}
		if !slices.Contains(allowed, p.Precision) {
			t.Errorf("%s (%s) claims the precision %q", p.Name, p.Kind, p.Precision)
		}
		if !p.HasPoint && (p.Lat != 0 || p.Lon != 0) {
			t.Errorf("%s has coordinates and no position", p.Name)
		}
	}
}

func TestPeopleAreNotPlaces(t *testing.T) {
	g := Default()
	for word, country := range map[string]string{"Russian": "RU", "Ukrainians": "UA", "Syrian": "SY"} {
		if got := g.Lookup(word); len(got) != 0 {
			t.Errorf("%q was taken for a place: %v", word, got)
		}
		if id, ok := g.Demonym(word); !ok || id != country {
			t.Errorf("%q belongs to %q", word, id)
		}
	}
	if _, ok := g.Demonym("Kyiv"); ok {
		t.Error("a city was taken for a people")
	}
}

func TestWellKnownPlacesComeBeforeNamesakes(t *testing.T) {
	g := Default()
	for name, want := range map[string]string{
		"Kherson": KindCity, "Bucha": KindCity, "Kyiv": KindCapital, "Georgia": KindCountry, "Moscow": KindCapital,
		"Grozny": KindCity, "Aleppo": KindCity, "Idlib": KindCity, "The Hague": KindCity, "Srebrenica": KindCity,
		"Gaza": KindCity, "Gaza Strip": KindRegion, "Crimea": KindRegion, "Geneva": KindCity, "غزة": KindCity, "إدلب": KindCity,
	} {
		if got := g.Lookup(name); len(got) == 0 || got[0].Kind != want {
			t.Errorf("%q: %v", name, got)
		}
	}
}

func TestAnUnknownNameGivesNothing(t *testing.T) {
	for _, name := range []string{"", " ", "the", "Nowhereville", "Kharki", "область", "’"} {
		if got := Default().Lookup(name); len(got) != 0 {
			t.Errorf("%q: %v", name, got)
		}
	}
}

func TestSurroundingWordsSettleANamesake(t *testing.T) {
	g := Default()
	villages := g.Lookup("Andriivka")
	if len(villages) < 10 {
		t.Fatalf("only %d villages of that name", len(villages))
	}
	if p, ok := g.Choose(villages); ok {
		t.Errorf("%v was picked among namesakes without a reason", p)
	}
	district := g.Lookup("Bucha district")[0]
	p, ok := g.Choose(villages, district)
	if !ok || !g.Within(p.ID, district.ID) {
		t.Errorf("the district did not settle it: %v", p)
	}
	city := g.Lookup("Kupiansk")[0]
	if p, ok := g.Choose(g.Lookup("Zolochiv"), city); !ok || region(p) != region(city) {
		t.Errorf("a town of the same region did not settle it: %v", p)
	}
	if p, ok := g.Choose(g.Lookup("Mariupol")); !ok || p.Population == 0 {
		t.Errorf("the city was not preferred to the village: %v", p)
	}
	if _, ok := g.Choose(nil); ok {
		t.Error("something was chosen from nothing")
	}
}

func TestWithinFollowsTheHierarchy(t *testing.T) {
	g := Default()
	bucha, oblast, lviv := g.Lookup("Bucha")[0].ID, g.Lookup("Kyiv region")[0].ID, g.Lookup("Lviv oblast")[0].ID
	for _, row := range []struct {
		child, parent string
		want          bool
	}{
		{bucha, oblast, true}, {bucha, "UA", true}, {bucha, bucha, true}, {bucha, lviv, false}, {oblast, bucha, false},
		{"UA", "RU", false}, {"nowhere", "UA", false}, {bucha, "nowhere", false},
	} {
		if got := g.Within(row.child, row.parent); got != row.want {
			t.Errorf("Within(%s, %s) = %v", row.child, row.parent, got)
		}
	}
}

func TestDistanceIsInKilometres(t *testing.T) {
	g := Default()
	d := Distance(g.Lookup("Kyiv")[0], g.Lookup("Kharkiv")[0])
	if d < 400 || d > 420 {
		t.Errorf("Kyiv to Kharkiv: %.0f km", d)
	}
	if !math.IsNaN(Distance(Place{}, g.Lookup("Kyiv")[0])) {
		t.Error("a place without a position has a distance")
	}
}

func TestEveryPositionOfUkraineLiesInUkraine(t *testing.T) {
	g := Default()
	for i := range g.rows {
		p := g.place(uint32(i))
		if p.Country == "UA" && p.HasPoint && (p.Lat < 44.2 || p.Lat > 52.5 || p.Lon < 22 || p.Lon > 40.4) {
			t.Errorf("%s lies at %v, %v", p.Name, p.Lat, p.Lon)
		}
	}
}

func TestFoldBringsSpellingsTogether(t *testing.T) {
	for _, row := range [][]string{
		{"Kryvyi Rih", "KRYVYI-RIH", " kryvyi  rih ", "Kryvyi\u00a0Rih"},
		{"Слов’янськ", "Слов'янськ", "СЛОВʼЯНСЬК"},
		{"إدلب", "ادلب", "إِدْلِب", "إدلـب"},
		{"Łódź", "lodz"},
		{"غزة", "غزه"},
		{"Харьков", "ХАРЬКОВ"},
	} {
		for _, s := range row[1:] {
			if Fold(s) != Fold(row[0]) {
				t.Errorf("Fold(%q) = %q, Fold(%q) = %q", s, Fold(s), row[0], Fold(row[0]))
			}
		}
	}
}

func TestFoldingTwiceChangesNothing(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s := rapid.String().Draw(t, "s")
		if once := Fold(s); Fold(once) != once {
			t.Fatalf("Fold(%q) = %q, again %q", s, once, Fold(once))
		}
	})
}

func TestEveryNameInTheTableIsFolded(t *testing.T) {
	g := Default()
	for i := range g.keyEnd {
		if k := g.key(i); Fold(k) != k {
			t.Errorf("%q folds to %q", k, Fold(k))
		}
	}
}

func TestADamagedTableIsRefused(t *testing.T) {
	for name, b := range map[string][]byte{"empty": nil, "cut": embedded[:len(embedded)/2], "not gzip": []byte("exhibit/place/1\n")} {
		if _, err := decode(b); err == nil {
			t.Errorf("%s: accepted", name)
		}
	}
	if _, err := decodeRaw(tableMagic + "\x00\x00\x00tail"); err == nil {
		t.Error("bytes after the end: accepted")
	}
}

func FuzzDecodeTable(f *testing.F) {
	f.Add(tableMagic + "\x00\x00\x00")
	f.Add(tableMagic + "\x01\x00\x00\x04UA\x02UA\x07Ukraine\x00\x00" + "\x01\x00\x07ukraine\x01\x00" + "\x01\x09ukrainian\x02UA")
	f.Fuzz(func(t *testing.T, s string) {
		g, err := decodeRaw(s)
		if err != nil {
			return
		}
		for i := range g.keyEnd {
			g.Lookup(g.key(i))
		}
		for i := range g.rows {
			g.place(uint32(i))
		}
	})
}

func FuzzFold(f *testing.F) {
	f.Add("Слов’янськ")
	f.Add("إِدْلِب")
	f.Fuzz(func(t *testing.T, s string) {
		if once := Fold(s); Fold(once) != once {
			t.Errorf("Fold(%q) = %q, again %q", s, once, Fold(once))
		}
	})
}

func BenchmarkDecode(b *testing.B) {
	b.ReportAllocs()
	for b.Loop() {
		if _, err := decode(embedded); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkLookup(b *testing.B) {
	g := Default()
	for b.Loop() {
		g.Lookup("Zaporizhzhia")
	}
}
