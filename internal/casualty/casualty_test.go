package casualty

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"exhibit/internal/claim"
)

func num(n int) *int { return &n }

func yes() *bool { b := true; return &b }

// total is a running total of killed in a country, as an office states it up to a day.
func total(id string, killed int, asOf string) claim.Claim {
	return claim.Claim{ID: id, Ref: "r1", CharStart: killed, Kind: claim.Casualty, CountSource: "Counting Office", CountStatus: "confirmed", Place: "Ruthenia", PlacePrecision: "country",
		Scope: "Ruthenia since 24 February", Cumulative: yes(), AsOf: asOf, Killed: num(killed), Qualifier: "exact", VictimStatus: "civilian"}
}

func values(s Series) []int {
	var out []int
	for _, p := range s.Points {
		out = append(out, p.Value)
	}
	return out
}

func TestARunningTotalSupersedesAndIsNotAdded(t *testing.T) {
	s := SeriesOf([]claim.Claim{total("b", 130, "2022-03-05"), total("a", 100, "2022-03-03"), total("c", 170, "2022-03-09")}, nil)
	if len(s) != 1 || !cmp.Equal(values(s[0]), []int{100, 130, 170}) {
		t.Fatalf("%+v", s)
	}
	p := s[0].Points
	if p[0].Supersedes != "" || p[1].Supersedes != "2022-03-03" || p[2].Supersedes != "2022-03-05" || p[2].Correction {
		t.Errorf("%+v", p)
	}
}

func TestOneFigureInSeveralReportsIsOnePoint(t *testing.T) {
	again := total("d", 130, "2022-03-05")
	again.Ref = "r2"
	headline := claim.Claim{ID: "h", Ref: "r3", Kind: claim.Casualty, Voice: "headline", CountSource: "Counting Office", Place: "Ruthenia", Killed: num(130), Qualifier: "at_least"}
	s := SeriesOf([]claim.Claim{total("a", 100, "2022-03-03"), total("b", 130, "2022-03-05"), again, headline}, nil)
	if len(s) != 1 || len(s[0].Points) != 2 {
		t.Fatalf("%+v", s)
	}
	if p := s[0].Points[1]; !cmp.Equal(p.Claims, []string{"b", "d", "h"}) || p.Qualifier != "exact" {
		t.Errorf("%+v", p)
	}
}

func TestATotalThatFallsIsACorrection(t *testing.T) {
	s := SeriesOf([]claim.Claim{total("a", 100, "2022-03-03"), total("b", 90, "2022-03-05")}, nil)
	if p := s[0].Points; len(p) != 2 || !p[1].Correction || p[1].Supersedes != "2022-03-03" {
		t.Errorf("%+v", p)
	}
}

func TestUnlikeCountsAreSeriesOfTheirOwn(t *testing.T) {
	base := total("a", 100, "2022-03-03")
	for name, change := range map[string]func(*claim.Claim){
		"combined":            func(c *claim.Claim) { c.Killed, c.CombinedTotal = nil, num(260) },
		"injured":             func(c *claim.Claim) { c.Killed, c.Injured = nil, num(160) },
		"bodies":              func(c *claim.Claim) { c.Killed, c.BodiesFound = nil, num(60) },
		"another body":        func(c *claim.Claim) { c.CountSource = "Ministry of Health" },
		"another place":       func(c *claim.Claim) { c.Place, c.Scope = "Brodva", "Brodva" },
		"an exclusion":        func(c *claim.Claim) { c.Scope = "Ruthenia, excluding Brodva" },
		"in addition to":      func(c *claim.Claim) { c.Scope = "Ruthenia, in addition to these figures" },
		"children":            func(c *claim.Claim) { c.Scope = "children in Ruthenia" },
		"unverified":          func(c *claim.Claim) { c.CountStatus = "unverified" },
		"combatants":          func(c *claim.Claim) { c.VictimStatus = "combatant" },
		"a figure nobody has": func(c *claim.Claim) { c.Status = "rejected" },
	} {
		c := total("b", 130, "2022-03-05")
		change(&c)
		for _, s := range SeriesOf([]claim.Claim{base, c}, nil) {
			if len(s.Points) != 1 {
				t.Errorf("%s: one series with %v", name, values(s))
			}
		}
	}
}

func TestAFigureThatLeavesTheStatusOpenJoinsTheOnlySeriesOfItsBody(t *testing.T) {
	c := total("b", 130, "2022-03-05")
	c.CountStatus, c.VictimStatus = "", "unknown"
	if s := SeriesOf([]claim.Claim{total("a", 100, "2022-03-03"), c}, nil); len(s) != 1 {
		t.Errorf("%+v", s)
	}
}

func TestADayThatNobodyStatedHasNoPoint(t *testing.T) {
	s := SeriesOf([]claim.Claim{total("a", 100, "2022-03-03"), total("c", 170, "2022-03-09")}, nil)
	if len(s[0].Points) != 2 {
		t.Errorf("%+v", s[0].Points)
	}
}

func TestOneFigureInTwoWordingsOfAPlaceIsCountedOnce(t *testing.T) {
	a, b := total("a", 95, "2022-04-03"), total("bb", 95, "2022-04-03")
	a.Place, a.Scope, b.Place, b.Scope = "", "towns around Brodva", "", "Hora, Lisne and other villages"
	claims := []claim.Claim{a, b}
	s := SeriesOf(claims, nil)
	if len(s) != 1 || len(s[0].Points) != 1 || len(s[0].Points[0].Claims) != 2 {
		t.Fatalf("%+v", s)
	}
	if r := Refusals(claims, s); len(r) != 1 || r[0].Rule != OverlappingScope || len(r[0].Terms) != 2 {
		t.Errorf("%+v", r)
	}
}

func TestWhatTheBodySaysOfItsUndercountTravelsWithTheFigure(t *testing.T) {
	c := claim.Claim{ID: "z", Ref: "r1", Kind: claim.Casualty, CountSource: "Counting Office", Place: "Ruthenia", Quote: "the true number is likely much higher"}
	s := SeriesOf([]claim.Claim{total("a", 100, "2022-03-03"), c}, nil)
	if !cmp.Equal(s[0].Caveats, []string{"the true number is likely much higher"}) {
		t.Errorf("%+v", s[0].Caveats)
	}
}

func TestAnIncidentsCountIsNoRunningTotal(t *testing.T) {
	no := false
	c := claim.Claim{ID: "a", Kind: claim.Casualty, CountSource: "Mayor", Place: "Brodva", Killed: num(3), Cumulative: &no, AsOf: "2022-03-03"}
	if s := SeriesOf([]claim.Claim{c}, nil); len(s) != 0 {
		t.Errorf("%+v", s)
	}
}

func TestSumsOfUnlikeCountsAreRefusedAndTheMostTellingComesFirst(t *testing.T) {
	city := total("city", 2100, "2022-03-22")
	city.Place, city.Scope, city.PlacePrecision, city.CountSource, city.CountStatus, city.Qualifier = "Brodva", "Brodva", "town", "City council", "claimed", "more_than"
	country := total("country", 0, "2022-03-22")
	country.Killed, country.CombinedTotal, country.Scope, country.Qualifier = nil, num(2300), "Ruthenia, excluding Brodva", "more_than"
	bodies := total("bodies", 0, "2022-04-03")
	bodies.Killed, bodies.BodiesFound, bodies.Place, bodies.PlacePrecision = nil, num(95), "Hora", "town"
	claims := []claim.Claim{city, country, bodies, total("a", 100, "2022-03-03"), total("b", 130, "2022-03-05")}
	r := Refusals(claims, SeriesOf(claims, nil))
	rules := map[string]bool{}
	for _, x := range r {
		rules[x.Rule] = true
		if x.Reason == "" || strings.Count(x.Reason, ". ") > 0 || !strings.HasSuffix(x.Reason, ".") {
			t.Errorf("not one sentence: %q", x.Reason)
		}
		for _, forbidden := range []string{"4400", "4,400", "230 ", "2,230", "2230"} {
			if strings.Contains(x.Reason, forbidden) {
				t.Errorf("a refusal prints the sum: %q", x.Reason)
			}
		}
	}
	if len(r) == 0 || r[0].Rule != UnlikeMeasures || r[0].Terms[0].Value+r[0].Terms[1].Value != 4400 {
		t.Errorf("first: %+v", r)
	}
	if !rules[RunningTotal] || !rules[BodiesNotDeaths] {
		t.Errorf("rules %v", rules)
	}
}

func TestRangesNameTheirRuleAndKeepMeasuresApart(t *testing.T) {
	c := func(id, origin string, killed int, qualifier, said string) *claim.Claim {
		return &claim.Claim{ID: id, Origin: origin, Kind: claim.Casualty, Killed: num(killed), Qualifier: qualifier, SpeechDate: said, Speaker: origin}
	}
	injured := &claim.Claim{ID: "i", Origin: "x", Kind: claim.Casualty, Injured: num(50)}
	hundreds := &claim.Claim{ID: "w", Origin: "y", Kind: claim.Casualty, KilledMin: num(200), KilledMax: num(999), Qualifier: "hundreds"}
	for _, row := range []struct {
		name     string
		claims   []*claim.Claim
		rule     string
		min, max int // 0: none
		want     string
	}{
		{"one origin, its latest figure", []*claim.Claim{c("a", "x", 3, "exact", "2022-03-05"), c("b", "x", 5, "exact", "2022-03-06")}, "", 5, 5, OneOrigin},
		{"two origins", []*claim.Claim{c("a", "x", 3, "exact", ""), c("b", "y", 7, "exact", "")}, "", 3, 7, OverOrigins},
		{"a lower bound has no upper end", []*claim.Claim{c("a", "x", 3, "at_least", "")}, "", 3, 0, OneOrigin},
		{"injured are not killed", []*claim.Claim{c("a", "x", 3, "exact", ""), injured}, "", 3, 3, OneOrigin},
		{"a word widens", []*claim.Claim{c("a", "x", 300, "exact", ""), c("b", "z", 320, "exact", ""), hundreds}, "", 200, 999, OverOrigins},
		{"a word makes no number", []*claim.Claim{c("a", "x", 300, "exact", ""), hundreds}, OneOrigin, 300, 300, OneOrigin},
		{"the latest of the body that counts", []*claim.Claim{c("a", "x", 3, "exact", "2022-03-05"), c("b", "x", 9, "exact", "2022-03-08"), c("c", "y", 40, "exact", "2022-03-09")}, LatestOfBody, 9, 9, LatestOfBody},
	} {
		r := RangeOf(row.claims, Killed, row.rule)
		low, high := 0, 0
		if r.Min != nil {
			low = *r.Min
		}
		if r.Max != nil {
			high = *r.Max
		}
		if low != row.min || high != row.max || r.Rule != row.want {
			t.Errorf("%s: %d to %d by %q, want %d to %d by %q", row.name, low, high, r.Rule, row.min, row.max, row.want)
		}
	}
	if r := RangeOf(nil, Killed, ""); r.Min != nil || r.Rule != "" {
		t.Errorf("nothing stated gives %+v", r)
	}
}

func TestSeriesDoNotDependOnOrderAndStateNothingNobodyStated(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		var claims []claim.Claim
		stated := map[int]bool{}
		for i := range rapid.IntRange(0, 12).Draw(t, "claims") {
			v := rapid.SampledFrom([]int{40, 90, 100, 130, 170}).Draw(t, "value")
			c := total(string(rune('a'+i)), v, rapid.SampledFrom([]string{"2022-03-03", "2022-03-04", "2022-03-09", ""}).Draw(t, "as of"))
			c.CharStart = i
			c.Ref = rapid.SampledFrom([]string{"r1", "r2"}).Draw(t, "report")
			c.CountStatus = rapid.SampledFrom([]string{"", "confirmed", "claimed"}).Draw(t, "status")
			c.Scope = rapid.SampledFrom([]string{"Ruthenia", "Ruthenia excluding Brodva", "children in Ruthenia", ""}).Draw(t, "scope")
			c.Place = rapid.SampledFrom([]string{"Ruthenia", "Brodva", ""}).Draw(t, "place")
			c.CountSource = rapid.SampledFrom([]string{"Counting Office", "City council", ""}).Draw(t, "body")
			if rapid.Bool().Draw(t, "loose") {
				c.Cumulative = nil
			}
			stated[v] = true
			claims = append(claims, c)
		}
		s := SeriesOf(claims, nil)
		other := rapid.Permutation(claims).Draw(t, "order")
		again := SeriesOf(other, nil)
		if diff := cmp.Diff(s, again); diff != "" {
			t.Fatal(diff)
		}
		if diff := cmp.Diff(Refusals(claims, s), Refusals(other, again)); diff != "" {
			t.Fatal(diff)
		}
		for _, x := range s {
			for _, p := range x.Points {
				if !stated[p.Value] {
					t.Fatalf("%d was never stated", p.Value)
				}
			}
		}
	})
}
