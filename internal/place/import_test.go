package place

import (
	"strings"
	"testing"
)

// line is one row in the format of GeoNames.
func line(number, name, others, lat, lon, class, code, country, admin1, population string) string {
	return strings.Join([]string{number, name, name, others, lat, lon, class, code, country, "", admin1, "", "", "", population, "", "", "", "2024-01-01"}, "\t")
}

func TestImportedPlacesAreFoundInAllTheirSpellings(t *testing.T) {
	file := line("900000001", "Kafr Misal", "Kafr Mithal,كفر مثال", "35.9", "36.6", "P", "PPL", "SY", "12", "900")
	in, err := ReadGeoNames(strings.NewReader(file))
	if err != nil {
		t.Fatal(err)
	}
	g := Default().With(in)
	for _, n := range []string{"Kafr Misal", "كفر مثال", "KAFR MITHAL"} {
		got := g.Lookup(n)
		if len(got) != 1 || got[0].ID != "SY/900000001" || got[0].Precision != PrecisionTown || got[0].Country != "SY" || !g.Within(got[0].ID, "SY") {
			t.Errorf("%q: %+v", n, got)
		}
		if len(Default().Lookup(n)) != 0 {
			t.Errorf("%q is known without the import", n)
		}
	}
	words := strings.Fields("قصف على قرية كفر مثال فجرا")
	if m, n := g.Find(words, 3); n != 2 || m.Candidates[0].ID != "SY/900000001" {
		t.Errorf("%d %+v", n, m)
	}
	if p, ok := g.ByID("SY/900000001"); !ok || len(p.Parents) == 0 || p.Parents[0] != "Syria" {
		t.Errorf("%+v", p)
	}
	if g.Lookup("Kharkiv")[0].ID != Default().Lookup("Kharkiv")[0].ID {
		t.Error("the import changed another place")
	}
}

func TestAnImportedLineForAPlaceThatIsHeldAddsNamesOnly(t *testing.T) {
	file := line("900000002", "Kharkiv", "Kharkivograd", "49.98", "36.25", "P", "PPLA", "UA", "07", "1400000")
	in, err := ReadGeoNames(strings.NewReader(file))
	if err != nil {
		t.Fatal(err)
	}
	g := Default().With(in)
	if got := g.Lookup("Kharkivograd"); len(got) != 1 || got[0].ID != Default().Lookup("Kharkiv")[0].ID {
		t.Errorf("%+v", got)
	}
}

func TestEveryLineOfAnImportHasOneOutcome(t *testing.T) {
	good := line("900000003", "Somewhere New", "", "1", "2", "P", "PPL", "SY", "", "0")
	for name, row := range map[string]struct{ line, reason string }{
		"columns":    {"1\tx", "2 columns"},
		"number":     {line("x", "A b", "", "1", "2", "P", "PPL", "SY", "", "0"), "no GeoNames number"},
		"name":       {line("5", "–", "", "1", "2", "P", "PPL", "SY", "", "0"), "no name"},
		"country":    {line("5", "Abc", "", "1", "2", "P", "PPL", "Syria", "", "0"), "no country code"},
		"position":   {line("5", "Abc", "", "91", "2", "P", "PPL", "SY", "", "0"), "no position"},
		"nan":        {line("5", "Abc", "", "NaN", "2", "P", "PPL", "SY", "", "0"), "no position"},
		"mountain":   {line("5", "Abc", "", "1", "2", "T", "MT", "SY", "", "0"), "neither"},
		"population": {line("5", "Abc", "", "1", "2", "P", "PPL", "SY", "", "-4"), "inhabitants"},
		"utf8":       {strings.Replace(good, "Somewhere", "\xff", 1), "not UTF-8"},
		"twice":      {good, "same GeoNames number"},
		"long":       {strings.Repeat("x", maxLine+10), "longer than"},
	} {
		in, err := ReadGeoNames(strings.NewReader("\ufeff" + good + "\r\n\n" + row.line + "\n"))
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		if len(in.Outcomes) != 2 || in.Outcomes[0].ID == "" || in.Outcomes[1].Line != 3 || !strings.Contains(in.Outcomes[1].Reason, row.reason) || len(in.Places) != 1 {
			t.Errorf("%s: %+v", name, in.Outcomes)
		}
	}
}

func TestAnImportedAreaIsNoPoint(t *testing.T) {
	in, err := ReadGeoNames(strings.NewReader(line("900000004", "Upper Valley Region", "", "1", "2", "A", "ADM1", "SY", "", "0")))
	if err != nil || len(in.Places) != 1 || in.Places[0].Place.Precision != PrecisionRegion {
		t.Errorf("%+v %v", in, err)
	}
}

func FuzzReadGeoNames(f *testing.F) {
	f.Add(line("900000003", "Somewhere New", "Іншеде,مكان", "1", "2", "P", "PPL", "SY", "09", "12"))
	f.Add("1\t2\n\n\r\n\xff")
	f.Fuzz(func(t *testing.T, s string) {
		in, err := ReadGeoNames(strings.NewReader(s))
		if err != nil {
			t.Fatal(err)
		}
		lines := 0
		for l := range strings.SplitSeq(strings.TrimPrefix(s, "\ufeff"), "\n") {
			if strings.TrimRight(l, "\r") != "" {
				lines++
			}
		}
		if len(in.Outcomes) != lines {
			t.Errorf("%d outcomes for %d lines", len(in.Outcomes), lines)
		}
		g := Default().With(in)
		for _, p := range in.Places {
			if p.Place.Lat < -90 || p.Place.Lat > 90 {
				t.Errorf("%+v", p.Place)
			}
			for _, n := range p.Names {
				g.Lookup(n)
			}
		}
	})
}
