package place

import (
	"math"
	"slices"
	"strings"
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
	for i := range g.places.n {
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
	for i := range g.places.n {
		p := g.place(uint32(i))
		allowed := map[string][]string{
			KindRegion:   {PrecisionRegion},
			KindRaion:    {PrecisionDistrict},
			KindDistrict: {PrecisionDistrict},
			KindHromada:  {PrecisionDistrict},
			KindCountry:  {PrecisionCountry},
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
	for i := range g.places.n {
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
	for _, k := range keysOf(t, &Default().names) {
		if name, sound := strings.CutPrefix(k, SkeletonMark); sound && len(name) < minSkeleton || !sound && Fold(k) != k {
			t.Errorf("%q folds to %q", k, Fold(k))
		}
	}
}

func TestTheTableIsWholeAndInOrder(t *testing.T) {
	g := Default()
	for i := range g.places.n {
		var k entryKey
		r := g.row(uint32(i), &k)
		if id := string(k.b[:k.n]); r.name == "" || id == "" || r.parent == uint32(i) {
			t.Fatalf("place %d: %q %+v", i, id, r)
		} else if j, ok := g.index(id); !ok || j != uint32(i) {
			t.Fatalf("%q is not found by its id", id)
		}
	}
	for name, keys := range map[string][]string{
		"places": keysOf(t, &g.places), "names": keysOf(t, &g.names), "peoples": keysOf(t, &g.peoples),
	} {
		if !slices.IsSorted(keys) || len(slices.Compact(slices.Clone(keys))) != len(keys) {
			t.Errorf("the %s are out of order", name)
		}
	}
}

func keysOf(t *testing.T, s *section) []string {
	t.Helper()
	var out []string
	for b := range len(s.starts) / 4 {
		c := s.block(b)
		var k entryKey
		for i := b * perBlock; i < min((b+1)*perBlock, s.n); i++ {
			k.next(&c)
			out = append(out, string(k.b[:k.n]))
			s.skip(&c)
		}
		if c.bad {
			t.Fatalf("block %d is damaged", b)
		}
	}
	return out
}

func TestADamagedTableIsRefused(t *testing.T) {
	for name, s := range map[string]string{
		"empty": "", "header only": embedded[:tableHeader], "cut": embedded[:len(embedded)/2], "older": "exhibit/place/1\n" + embedded[16:], "longer": embedded + "tail",
	} {
		if _, err := openTable(s); err == nil {
			t.Errorf("%s: accepted", name)
		}
	}
}

// FuzzDamagedTable changes bytes of a table behind its header: whatever a lookup then says, it ends and does not crash.
func FuzzDamagedTable(f *testing.F) {
	f.Add(uint32(100), []byte{0xff, 0xff}, "Kharkiv")
	f.Add(uint32(5_000_000), []byte{0, 1, 2, 3}, "у Бучі")
	f.Fuzz(func(t *testing.T, at uint32, change []byte, name string) {
		if len(change) > 64 {
			return
		}
		b := []byte(embedded)
		copy(b[tableHeader+int(at)%(len(b)-tableHeader):], change)
		table, err := openTable(string(b))
		if err != nil {
			return
		}
		g := &Gazetteer{table: table}
		for _, p := range g.Lookup(name) {
			g.Within(p.ID, "UA")
		}
		g.ByID(name)
		g.Demonym(name)
		words := strings.Fields(name)
		for i := range words {
			g.Find(words, i)
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

func TestPlainLettersFoldAsTheTablesSay(t *testing.T) {
	for r := rune(0); r < 0x700; r++ {
		q, ok := simple(r)
		if !ok || !isPlainLetter(q) {
			continue
		}
		if slow, _ := foldRune(nil, 0, false, q); string(slow) != string(q) {
			t.Errorf("%q folds to %q", r, slow)
		}
	}
}
