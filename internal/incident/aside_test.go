package incident

import (
	"testing"

	"exhibit/internal/claim"
)

// counted is a casualty claim of an event.
func counted(id, ref, place string, killed int) claim.Claim {
	return claim.Claim{ID: id, Ref: ref, Report: ref + ".txt", Kind: claim.Casualty, Place: place, Killed: num(killed), Speaker: "Counting Office", Quote: "quote " + id}
}

// inCountry is an event of which only the country is known.
func inCountry(id, ref, kind, day string, objects ...string) claim.Event {
	e := town1(id, ref, "Ruthenia", day, objects...)
	e.Type, e.Precision = kind, "country"
	return e
}

func TestATotalOverACountryIsNoIncident(t *testing.T) {
	yes := true
	total := counted("c1", "r1", "Ruthenia", 364)
	total.Cumulative = &yes
	bare := counted("c2", "r2", "Ruthenia", 953) // a report that does not say that it is a running total
	city := counted("c3", "r3", "Brodva", 2100)
	city.Cumulative = &yes
	again := counted("c4", "r4", "Brodva", 2100)
	toll := counted("c5", "r5", "Brodva", 4)
	opinion := claim.Claim{ID: "c6", Ref: "r6", Kind: claim.Attack, Modality: "opinion", Place: "Hora"}
	a, b, d, e, f := inCountry("a", "r1", "killing", "2022-03-06"), inCountry("b", "r2", "killing", "2022-03-22"), town1("d", "r4", "Brodva", "2022-03-22"), town1("e", "r5", "Brodva", "2022-03-05"), town1("f", "r6", "Hora", "")
	a.Claims, b.Claims, d.Claims, e.Claims, f.Claims = []string{"c1"}, []string{"c2"}, []string{"c4"}, []string{"c5"}, []string{"c6"}
	d.Type, e.Type = "killing", "killing"
	claims := []claim.Claim{total, bare, city, again, toll, opinion}
	w := weigh([]claim.Event{a, b, d, e, f}, claims)
	if len(w.Incidents) != 1 || w.Incidents[0].Events[0] != "e" || len(w.Aside) != 4 {
		t.Fatalf("%v, aside %v", groups(w), w.Aside)
	}
	for _, x := range w.Aside {
		if x.Reason == "" {
			t.Errorf("%s is left out without a reason", x.Event)
		}
	}
	for _, p := range w.Propositions {
		if p.Incident != "" && p.Incident != w.Incidents[0].ID {
			t.Errorf("%q belongs to an incident that is none", p.Text)
		}
	}
	// What a person decided on stays.
	w = weigh([]claim.Event{a, e}, claims, Pair{A: anchor(a), B: anchor(e), Must: true, Entry: 3})
	if len(w.Incidents) != 1 || len(w.Incidents[0].Events) != 2 {
		t.Errorf("the decision is lost: %v", groups(w))
	}
}

func TestAStrikeToldWithoutItsTownIsTheOneItCanBe(t *testing.T) {
	hospital := town1("a", "r1", "Brodva", "2022-03-09", "maternity hospital")
	hospital.Places = []string{"Ruthenia", "Brodva"}
	theatre := town1("b", "r2", "Brodva", "2022-03-16", "theatre")
	theatre.Places = hospital.Places
	told := inCountry("c", "r3", "bombing", "2022-03-09", "maternity hospital")
	w := weigh([]claim.Event{hospital, theatre, told}, nil)
	if len(w.Incidents) != 2 {
		t.Fatalf("%v", groups(w))
	}
	for _, in := range w.Incidents {
		if in.Place != "Brodva" || in.ObjectTypes[0] == "maternity hospital" && len(in.Events) != 2 {
			t.Errorf("%+v", in)
		}
	}
	// Two hospitals were hit that day: a person decides which is meant.
	other := town1("d", "r4", "Lisne", "2022-03-09", "maternity hospital")
	other.Places = []string{"Ruthenia", "Lisne"}
	w = weigh([]claim.Event{hospital, other, told}, nil)
	if len(w.Incidents) != 3 {
		t.Errorf("%v", groups(w))
	}
	for _, in := range w.Incidents {
		if len(in.Proposals) == 0 {
			t.Errorf("nobody is asked about %s", in.Title)
		}
	}
}

func TestTwoStrikesNamedInOneBreathDoNotLendEachOtherTheirObjects(t *testing.T) {
	one := town1("a", "r1", "Brodva", "2022-03-09", "hospital")
	exact := town1("b", "r2", "Brodva", "2022-03-09", "maternity hospital")
	both := town1("c", "r3", "Brodva", "2022-03-09", "maternity hospital", "theatre")
	w := weigh([]claim.Event{one, exact, both}, nil)
	if len(w.Incidents) != 1 || w.Incidents[0].Title != "Shelling of a maternity hospital, Brodva, 9 March 2022" || len(w.Incidents[0].ObjectTypes) != 2 {
		t.Errorf("%+v", w.Incidents)
	}
}

func TestAMentionOfSeveralStrikesIsNoStrikeOfItsOwn(t *testing.T) {
	both := town1("c", "r3", "Brodva", "", "theatre", "hospital")
	told := []claim.Event{town1("a", "r1", "Brodva", "2022-03-09", "maternity hospital"), town1("b", "r2", "Brodva", "2022-03-16", "theatre"), both}
	if w := weigh(told, nil); len(w.Incidents) != 2 || len(w.Aside) != 1 || w.Aside[0].Event != "c" {
		t.Errorf("%v, aside %v", groups(w), w.Aside)
	}
	// Where one of the two is told of nowhere else, the mention is all there is of it.
	if w := weigh(told[1:], nil); len(w.Incidents) != 2 || len(w.Aside) != 0 {
		t.Errorf("%v, aside %v", groups(w), w.Aside)
	}
}

func TestOneDiscoveryInTwoWordingsOfItsPlaceIsOneIncident(t *testing.T) {
	yes := true
	found := func(id, place, qualifier string) (claim.Event, claim.Claim) {
		c := claim.Claim{ID: "c" + id, Ref: id, Report: id + ".txt", Kind: claim.Casualty, Place: place, BodiesFound: num(95), Qualifier: qualifier, Cumulative: &yes, Speaker: "Office " + id}
		e := town1(id, id, place, "")
		e.Type, e.Precision, e.Claims, e.DateMax = "site_found", "region", []string{c.ID}, "2022-04-03"
		return e, c
	}
	a, x := found("r1", "towns around Brodva", "exact")
	b, y := found("r2", "towns near Brodva", "at_least")
	w := weigh([]claim.Event{a, b}, []claim.Claim{x, y})
	if len(w.Incidents) != 1 || *w.Incidents[0].BodiesMin != 95 || w.Incidents[0].KilledMin != nil {
		t.Fatalf("%+v", w.Incidents)
	}
	if c := w.Incidents[0].Conflicts; len(c) != 1 || c[0].Field != "qualifier" {
		t.Errorf("the two qualifiers are lost: %+v", c)
	}
}

func TestAStrikeDuringASiegeIsPartOfIt(t *testing.T) {
	siege := town1("a", "r1", "Brodva", "2022-03-01")
	siege.DateMax = "2022-03-20"
	strike, elsewhere, later := town1("b", "r2", "Brodva", "2022-03-09", "school"), town1("c", "r3", "Lisne", "2022-03-09", "school"), town1("d", "r4", "Brodva", "2022-04-09", "school")
	w := weigh([]claim.Event{siege, strike, elsewhere, later}, nil)
	id := map[string]string{}
	for _, in := range w.Incidents {
		id[in.Events[0]] = in.ID
	}
	for _, in := range w.Incidents {
		want := ""
		if in.Events[0] == "b" {
			want = id["a"]
		}
		if in.Parent != want {
			t.Errorf("%s: parent %q, want %q", in.Title, in.Parent, want)
		}
	}
}

func TestATotalIsCheckableWhenItsBodyBreaksItDownByIncident(t *testing.T) {
	yes := true
	total := counted("t", "r1", "Ruthenia", 7)
	total.Cumulative, total.AsOf = &yes, "2022-03-09"
	a, b := town1("a", "r2", "Brodva", "2022-03-05"), town1("b", "r2", "Lisne", "2022-03-06")
	x, y := counted("x", "r2", "Brodva", 3), counted("y", "r2", "Lisne", 4)
	a.Claims, b.Claims = []string{"x"}, []string{"y"}
	for _, n := range []int{4, 5} {
		y.Killed = num(n)
		w := weigh([]claim.Event{a, b}, []claim.Claim{total, x, y})
		if len(w.Series) != 1 || w.Series[0].Checkable != (n == 4) {
			t.Errorf("%d: %+v", n, w.Series)
		}
	}
}
