package incident

import (
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
	"pgregory.net/rapid"

	"exhibit/internal/claim"
	"exhibit/internal/origin"
	"exhibit/internal/similar"
)

func num(n int) *int { return &n }

// town is an attack in a town on a day, told by one report.
func town1(id, ref, place, day string, objects ...string) claim.Event {
	return claim.Event{ID: id, Ref: ref, Report: ref + ".txt", Anchor: "anchor " + id, Type: "shelling", Place: place, Precision: "town",
		DateMin: day, DateMax: day, ObjectTypes: objects}
}

func weigh(events []claim.Event, claims []claim.Claim, pairs ...Pair) Weighed {
	return Weigh(Input{Events: events, Claims: claims, Pairs: pairs})
}

func groups(w Weighed) [][]string {
	var out [][]string
	for _, in := range w.Incidents {
		out = append(out, in.Events)
	}
	return out
}

var anyOrder = cmpopts.SortSlices(func(a, b []string) bool { return a[0] < b[0] })

func TestTwoReportsOfOneTownDayAndKindAreOneIncident(t *testing.T) {
	w := weigh([]claim.Event{town1("a", "r1", "Brodva", "2022-03-05"), town1("b", "r2", "Brodva", "2022-03-05")}, nil)
	if len(w.Incidents) != 1 || len(w.Incidents[0].Links) != 1 || w.Incidents[0].Links[0].Basis == "" {
		t.Fatalf("%+v", w.Incidents)
	}
	if got, want := w.Incidents[0].Title, "Shelling, Brodva, 5 March 2022"; got != want {
		t.Errorf("title %q, want %q", got, want)
	}
}

func TestDifferentObjectsInOneTownAreTwoIncidents(t *testing.T) {
	w := weigh([]claim.Event{
		town1("a", "r1", "Brodva", "2022-03-05", "maternity hospital"), town1("b", "r2", "Brodva", "2022-03-05", "theatre"),
		town1("c", "r3", "Brodva", "2022-03-05"), // says nothing of what was hit, and must not bridge the two
	}, nil)
	for _, in := range w.Incidents {
		if len(in.ObjectTypes) > 1 {
			t.Errorf("one incident with %v", in.ObjectTypes)
		}
	}
	if len(w.Incidents) < 2 {
		t.Error("the objects were joined")
	}
}

func TestOtherTownsAndOtherDaysAreOtherIncidents(t *testing.T) {
	w := weigh([]claim.Event{
		town1("a", "r1", "Brodva", "2022-03-05"), town1("b", "r2", "Lisne", "2022-03-05"), town1("c", "r3", "Brodva", "2022-04-05"),
	}, nil)
	if len(w.Incidents) != 3 {
		t.Errorf("incidents %v", groups(w))
	}
}

func TestAnEventWithoutADayIsProposedAndNotJoined(t *testing.T) {
	w := weigh([]claim.Event{town1("a", "r1", "Brodva", "2022-03-05", "school"), town1("b", "r2", "Brodva", "", "school")}, nil)
	if len(w.Incidents) != 2 || len(w.Incidents[0].Proposals) != 1 || len(w.Incidents[1].Proposals) != 1 {
		t.Errorf("%+v", w.Incidents)
	}
}

func TestWhatWasFoundInOneTownIsOneIncidentAlsoWithoutADay(t *testing.T) {
	found := func(id, ref, day string) claim.Event {
		e := town1(id, ref, "Brodva", day)
		e.Type = "site_found"
		return e
	}
	w := Weigh(Input{
		Events: []claim.Event{found("a", "r1", "2022-04-03"), found("b", "r2", "")},
		Sources: []origin.Source{{Ref: "r1", PublishedMin: "2022-04-03", PublishedMax: "2022-04-03"},
			{Ref: "r2", PublishedMin: "2022-04-05", PublishedMax: "2022-04-05"}},
	})
	if len(w.Incidents) != 1 {
		t.Errorf("%+v", w.Incidents)
	}
}

func TestASentenceThatTwoOutletsCarryIsOneEvent(t *testing.T) {
	words := "Late on Monday the old market hall was hit and burned down to the ground"
	a, b := town1("a", "r1", "Brodva", "2022-03-05"), town1("b", "r2", "", "")
	a.Anchor, b.Anchor = words, words+"."
	day := func(ref string) origin.Source {
		return origin.Source{Ref: ref, PublishedMin: "2022-03-06", PublishedMax: "2022-03-06"}
	}
	w := Weigh(Input{Events: []claim.Event{a, b}, Sources: []origin.Source{day("r1"), day("r2")}})
	if len(w.Incidents) != 1 || w.Incidents[0].Links[0].Basis != "same kind; the same sentence word for word" {
		t.Errorf("%+v", w.Incidents)
	}
}

func TestAnEventWithoutAPlaceIsProposedBesideItsDayAndNumber(t *testing.T) {
	a, b := town1("a", "r1", "Brodva", "2022-03-05"), town1("b", "r2", "", "2022-03-05")
	a.KilledMin, a.KilledMax, b.KilledMin, b.KilledMax = num(17), num(17), num(17), num(17)
	w := weigh([]claim.Event{a, b}, nil)
	if len(w.Incidents) != 2 || len(w.Incidents[0].Proposals) != 1 {
		t.Errorf("%+v", w.Incidents)
	}
}

func TestNoReportTellsOfWhatHadNotHappened(t *testing.T) {
	found := func(id, ref, day string) claim.Event {
		e := town1(id, ref, "Brodva", day)
		e.Type = "site_found"
		return e
	}
	w := Weigh(Input{
		Events: []claim.Event{found("a", "r1", "2022-04-09"), found("b", "r2", "")},
		Sources: []origin.Source{{Ref: "r1", PublishedMin: "2022-04-10", PublishedMax: "2022-04-10"},
			{Ref: "r2", PublishedMin: "2022-04-05", PublishedMax: "2022-04-05"}},
	})
	if len(w.Incidents) != 2 || len(w.Incidents[0].Proposals) != 0 {
		t.Errorf("%+v", w.Incidents)
	}
}

func TestATotalIsNeverJoinedWithAnEvent(t *testing.T) {
	yes := true
	claims := []claim.Claim{{ID: "c1", Ref: "r1", Kind: claim.Casualty, BodiesFound: num(95), Cumulative: &yes, Speaker: "Regional police"}}
	total := town1("a", "r1", "Brodva", "2022-04-03")
	total.Type, total.Claims = "site_found", []string{"c1"}
	one := town1("b", "r2", "Brodva", "2022-04-03")
	one.Type = "site_found"
	if w := weigh([]claim.Event{total, one}, claims); len(w.Incidents) != 2 {
		t.Errorf("joined: %v", groups(w))
	}
}

func anchor(e claim.Event) Anchor { return Anchor{e.Ref, e.Anchor, e.Occurrence} }

func TestAPersonsDecisionStandsAndTheLaterOneHolds(t *testing.T) {
	a, b, c := town1("a", "r1", "Brodva", "2022-03-05"), town1("b", "r2", "Brodva", "2022-03-05"), town1("c", "r3", "Lisne", "2022-03-09")
	not := Pair{A: anchor(a), B: anchor(b), Entry: 4}
	must := Pair{A: anchor(b), B: anchor(c), Must: true, Entry: 5}
	w := weigh([]claim.Event{a, b, c}, nil, not, must)
	if diff := cmp.Diff([][]string{{"a"}, {"b", "c"}}, groups(w), anyOrder); diff != "" {
		t.Error(diff)
	}
	w = weigh([]claim.Event{a, b, c}, nil, not, must, Pair{A: anchor(b), B: anchor(a), Must: true, Entry: 9}, Pair{A: anchor(c), B: anchor(b), Entry: 7})
	if diff := cmp.Diff([][]string{{"a", "b"}, {"c"}}, groups(w), anyOrder); diff != "" {
		t.Error(diff)
	}
	if diff := cmp.Diff([]Pair{not, must}, w.Overruled); diff != "" {
		t.Errorf("the earlier ones are not said to be overruled: %s", diff)
	}
}

func TestOfDecisionsThatCannotAllStandTheLaterStand(t *testing.T) {
	a, b, c := town1("a", "r1", "Brodva", "2022-03-05"), town1("b", "r2", "Hora", "2022-03-05"), town1("c", "r3", "Lisne", "2022-03-09")
	pairs := []Pair{{anchor(a), anchor(b), true, 1}, {anchor(b), anchor(c), true, 2}, {anchor(a), anchor(c), false, 3}}
	w := weigh([]claim.Event{a, b, c}, nil, pairs...)
	if diff := cmp.Diff([][]string{{"a"}, {"b", "c"}}, groups(w), anyOrder); diff != "" || len(w.Overruled) != 1 || w.Overruled[0].Entry != 1 {
		t.Error(diff, w.Overruled)
	}
	pairs[2].Entry = 0
	w = weigh([]claim.Event{a, b, c}, nil, pairs...)
	if len(w.Incidents) != 1 || len(w.Overruled) != 1 || w.Overruled[0].Must {
		t.Error(groups(w), w.Overruled)
	}
}

func TestADecisionOnWordsThatNoEventHasIsAnOrphan(t *testing.T) {
	a := town1("a", "r1", "Brodva", "2022-03-05")
	w := weigh([]claim.Event{a}, nil, Pair{A: anchor(a), B: Anchor{Ref: "r9", Quote: "gone"}, Must: true})
	if len(w.Orphans) != 1 {
		t.Errorf("orphans %v", w.Orphans)
	}
}

// draw makes a small case with many coincidences.
func draw(t *rapid.T) Input {
	var in Input
	places, days := []string{"Brodva", "Lisne", "", "Hora"}, []string{"2022-03-05", "2022-03-06", "", "2022-03-20"}
	speakers := []string{"Olena Koval", "Olenna Koval", "Koval", "Regional police", "the UN", "UN human rights office", ""}
	n := rapid.IntRange(1, 14).Draw(t, "events")
	for i := range n {
		id := string(rune('a' + i))
		ref := "r" + string(rune('0'+rapid.IntRange(0, 5).Draw(t, "report")))
		e := town1(id, ref, rapid.SampledFrom(places).Draw(t, "place"), rapid.SampledFrom(days).Draw(t, "day"))
		e.CharStart = i
		e.Type = rapid.SampledFrom([]string{"shelling", "attack", "site_found", "killing"}).Draw(t, "type")
		if o := rapid.SampledFrom([]string{"", "school", "hospital", "maternity hospital", "theatre"}).Draw(t, "object"); o != "" {
			e.ObjectTypes = []string{o}
		}
		cum := rapid.Bool().Draw(t, "cumulative")
		c := claim.Claim{ID: "c" + id, Ref: ref, Report: e.Report, CharStart: i, CharEnd: i + 1, Kind: claim.Casualty, Place: e.Place, Quote: "quote " + id,
			Speaker: rapid.SampledFrom(speakers).Draw(t, "speaker"), Killed: num(rapid.SampledFrom([]int{3, 40, 120}).Draw(t, "killed")),
			Cumulative: &cum, AsOf: rapid.SampledFrom(days).Draw(t, "as of"), SpeechDate: rapid.SampledFrom(days).Draw(t, "said"),
			CountStatus: rapid.SampledFrom([]string{"", "confirmed", "claimed"}).Draw(t, "status")}
		e.Claims = []string{c.ID}
		in.Events = append(in.Events, e)
		in.Claims = append(in.Claims, c)
		if i > 0 && rapid.IntRange(0, 5).Draw(t, "decide") == 0 {
			in.Pairs = append(in.Pairs, Pair{anchor(in.Events[i-1]), anchor(e), rapid.Bool().Draw(t, "must"), int64(rapid.IntRange(0, 3).Draw(t, "entry"))})
		}
	}
	for _, r := range []string{"r0", "r1", "r2", "r3", "r4", "r5"} {
		in.Sources = append(in.Sources, origin.Source{Ref: r, Report: r + ".txt", Outlet: rapid.SampledFrom([]string{"Daily", "Weekly", ""}).Draw(t, "outlet"),
			PublishedMin: "2022-03-21", PublishedMax: "2022-03-21",
			Sig: similar.Signature(rapid.SampledFrom([]string{"", "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen"}).Draw(t, "text"))})
	}
	return in
}

func shuffled[T any](t *rapid.T, s []T, label string) []T {
	if len(s) == 0 {
		return nil
	}
	return rapid.Permutation(s).Draw(t, label)
}

func TestTheSameCaseInAnyOrderGivesTheSame(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		in := draw(t)
		again := Input{Claims: shuffled(t, in.Claims, "claims"), Events: shuffled(t, in.Events, "events order"),
			Sources: shuffled(t, in.Sources, "sources"), Pairs: shuffled(t, in.Pairs, "pairs")}
		in.Claims = append([]claim.Claim(nil), in.Claims...)
		if diff := cmp.Diff(Weigh(in), Weigh(again)); diff != "" {
			t.Fatal(diff)
		}
	})
}

func TestARejectedClaimCountsNowhereAndStaysListed(t *testing.T) {
	e := town1("a", "r1", "Brodva", "2022-03-05")
	e.Claims = []string{"c1", "c2"}
	claims := []claim.Claim{
		{ID: "c1", Ref: "r1", Kind: claim.Casualty, Killed: num(3), Speaker: "Regional police"},
		{ID: "c2", Ref: "r1", CharStart: 9, Kind: claim.Casualty, Killed: num(300), Speaker: "Somebody Else", Status: "rejected"},
	}
	w := weigh([]claim.Event{e}, claims)
	in := w.Incidents[0]
	if *in.KilledMin != 3 || *in.KilledMax != 3 || in.OriginsMax != 1 || in.Disputed {
		t.Errorf("%+v", in)
	}
	if len(in.Claims) != 2 || w.Claims[1].Origin == "" {
		t.Error("the rejected claim is not listed")
	}
}
