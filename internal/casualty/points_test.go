package casualty

import (
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"exhibit/internal/claim"
)

// undated is a total that a report restates without its day: it is known to be no later than the report.
func undated(id, ref string, killed int, upTo string) claim.Claim {
	c := total(id, killed, "")
	c.Ref, c.AsOfMax, c.SpeechDateMax = ref, upTo, upTo
	return c
}

func TestASmallerEarlierTotalNeverStandsAfterALargerLaterOne(t *testing.T) {
	// The report of the 28th restates the total of the 4th beside that of the 6th.
	s := SeriesOf([]claim.Claim{total("a", 100, "2022-03-03"), undated("b", "r9", 130, "2022-03-28"), total("c", 170, "2022-03-06")}, nil)
	if len(s) != 1 || !cmp.Equal(values(s[0]), []int{100, 130, 170}) {
		t.Fatalf("%+v", s)
	}
	p := s[0].Points
	if p[1].Correction || p[2].Correction || p[1].Order == "" || p[1].AsOf != "" || p[1].AsOfMin != "2022-03-04" || p[1].AsOfMax != "2022-03-06" {
		t.Errorf("%+v", p)
	}
	if p[1].Supersedes != "2022-03-03" || p[2].Supersedes == "" {
		t.Errorf("supersedes %q, %q", p[1].Supersedes, p[2].Supersedes)
	}
}

func TestARestatementWithoutADayIsThePointItRestates(t *testing.T) {
	s := SeriesOf([]claim.Claim{total("a", 100, "2022-03-03"), undated("b", "r2", 130, "2022-03-05"), undated("c", "r3", 130, "2022-03-28"), undated("d", "r4", 100, "2022-03-20")}, nil)
	if len(s) != 1 || len(s[0].Points) != 2 {
		t.Fatalf("%+v", s)
	}
	if p := s[0].Points; !cmp.Equal(p[0].Claims, []string{"a", "d"}) || p[0].AsOf != "2022-03-03" || !cmp.Equal(p[1].Claims, []string{"b", "c"}) || p[1].AsOfMax != "2022-03-05" {
		t.Errorf("%+v", p)
	}
}

func TestATotalThatAnOutletTellsIsThatOfTheBodyWhoStatesIt(t *testing.T) {
	told, officials := total("told", 130, "2022-03-05"), total("officials", 130, "2022-03-05")
	told.CountSource, told.CountStatus, told.Ref = "", "", "r5"
	officials.CountSource, officials.CountStatus, officials.Ref = "local authorities", "claimed", "r6"
	later := undated("later", "r7", 130, "2022-03-20")
	later.CountSource, later.Cumulative, later.CountStatus = "", nil, ""
	body := func(i int) string { return "The Weekly" } // who tells it, where nobody is named
	s := SeriesOf([]claim.Claim{total("a", 100, "2022-03-03"), total("b", 130, "2022-03-05"), told, officials, later}, func(i int) string {
		if i == 2 || i == 4 {
			return body(i)
		}
		return ""
	})
	if len(s) != 1 || s[0].CountingBody != "Counting Office" || len(s[0].Points) != 2 || len(s[0].Points[1].Claims) != 4 {
		t.Errorf("%+v", s)
	}
	// Two bodies that state one figure: whose the outlet means is not known.
	other := total("ministry", 130, "2022-03-05")
	other.CountSource = "Ministry of Health"
	s = SeriesOf([]claim.Claim{total("b", 130, "2022-03-05"), other, told}, nil)
	if len(s) != 2 {
		t.Errorf("%+v", s)
	}
}

func TestPointsFollowTheDaysStatedAndFallOnlyWhereTheySaySo(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		days := []string{"2022-03-03", "2022-03-05", "2022-03-08", "2022-03-12"}
		var claims []claim.Claim
		for i := range rapid.IntRange(1, 10).Draw(t, "claims") {
			v := rapid.SampledFrom([]int{80, 100, 130, 170, 200}).Draw(t, "value")
			d := rapid.SampledFrom(days).Draw(t, "day")
			c := total(string(rune('a'+i)), v, d)
			if rapid.Bool().Draw(t, "undated") {
				c = undated(string(rune('a'+i)), "r2", v, d)
			}
			claims = append(claims, c)
		}
		for _, s := range SeriesOf(claims, nil) {
			for i := range s.Points {
				for j := range i {
					p, q := s.Points[j], s.Points[i]
					if p.AsOf != "" && q.AsOf != "" && p.AsOf > q.AsOf {
						t.Fatalf("%s stands before %s", p.AsOf, q.AsOf)
					}
				}
				if i > 0 && s.Points[i].Value < s.Points[i-1].Value && s.Points[i].Order != "" {
					t.Fatalf("a total falls where no day says so: %+v", s.Points)
				}
			}
		}
	})
}

func TestOneRefusalForOnePairOfScopesWhateverTheReports(t *testing.T) {
	var claims []claim.Claim
	for _, ref := range []string{"r1", "r2", "r3"} {
		city := total("city "+ref, 2100, "2022-03-22")
		city.Ref, city.Place, city.Scope, city.PlacePrecision, city.CountSource, city.Qualifier = ref, "Brodva", "Brodva", "town", "officials", "more_than"
		country := total("country "+ref, 0, "")
		country.Ref, country.Killed, country.CombinedTotal, country.AsOfMax = ref, nil, num(2300), "2022-03-23"
		claims = append(claims, city, country)
	}
	r := Refusals(claims, SeriesOf(claims, nil))
	if len(r) != 1 || r[0].Rule != UnlikeMeasures || len(r[0].Terms) != 2 || len(r[0].Terms[0].Also) != 2 || len(r[0].Terms[1].Also) != 2 {
		t.Errorf("%+v", r)
	}
}

func TestTheSumOfTwoBodiesIsToldBeforeThePartsOfOneTotal(t *testing.T) {
	city := total("city", 2100, "2022-03-22")
	city.Place, city.Scope, city.PlacePrecision, city.CountSource = "Brodva", "Brodva", "town", "City council"
	both := total("both", 7000, "2022-03-22")
	both.CombinedTotal = num(9000)
	again := both
	again.ID, again.Ref = "again", "r2"
	claims := []claim.Claim{both, again, city}
	r := Refusals(claims, SeriesOf(claims, nil))
	if len(r) < 2 || r[0].Terms[1].Value != 2100 {
		t.Errorf("first: %+v", r)
	}
}

func TestWordsForWhatLiesAroundATownAreOneScopeAndNotTheTown(t *testing.T) {
	for in, want := range map[string]string{"towns near brodva": "around brodva", "villages around brodva": "around brodva",
		"brodva": "brodva", "brodva region": "brodva region", "towns around": "towns around"} {
		if got := vicinity(in); got != want {
			t.Errorf("%q is %q, want %q", in, got, want)
		}
	}
	if vicinity("the outskirts of brodva") != vicinity("towns near brodva") {
		t.Error("two wordings of one scope differ")
	}
}

func TestAFigureIsRefusedOnceAcrossReports(t *testing.T) {
	bodies := total("bodies", 0, "2022-04-03")
	bodies.Ref, bodies.Killed, bodies.BodiesFound, bodies.Place, bodies.Scope, bodies.PlacePrecision = "r2", nil, num(95), "Hora", "Hora", "town"
	both := total("both", 0, "2022-03-05")
	both.Ref, both.Killed, both.CombinedTotal = "r3", nil, num(300)
	claims := []claim.Claim{bodies, total("a", 100, "2022-03-03"), both}
	n := 0
	for _, r := range Refusals(claims, SeriesOf(claims, nil)) {
		if r.Rule == BodiesNotDeaths {
			n++
		}
	}
	if n != 1 {
		t.Errorf("one discovery is refused %d times", n)
	}
}

func TestOfficialsOfOnePlaceWithOneFigureAreOneCount(t *testing.T) {
	var claims []claim.Claim
	for i, name := range []string{"officials", "City officials", "Brodva officials", "officials in Brodva"} {
		c := total(string(rune('a'+i)), 2100, "2022-03-22")
		c.Ref, c.CountSource, c.CountStatus, c.Place, c.Scope = "r"+string(rune('1'+i)), name, "claimed", "Brodva", "Brodva"
		claims = append(claims, c)
	}
	if s := SeriesOf(claims, nil); len(s) != 1 || len(s[0].Points) != 1 || len(s[0].Points[0].Claims) != 4 {
		t.Errorf("%+v", s)
	}
	claims[1].CountSource = "Brodva city council" // a body with a name of its own
	if s := SeriesOf(claims, nil); len(s) != 1 || s[0].CountingBody != "Brodva city council" {
		t.Errorf("%+v", s)
	}
}

func TestWhatAPointSupersedesIsNotAfterIt(t *testing.T) {
	s := SeriesOf([]claim.Claim{total("a", 100, "2022-03-03"), undated("b", "r2", 130, "2022-03-24"), total("c", 170, "2022-03-22")}, nil)
	for _, p := range s[0].Points {
		if p.AsOf != "" && p.Supersedes > p.AsOf {
			t.Errorf("the total of %s replaces one of %s", p.AsOf, p.Supersedes)
		}
	}
}
