package dossier

import (
	"strings"
	"testing"

	"exhibit/internal/casefile"
	"exhibit/internal/incident"
)

func TestWhatWasSetAsideStandsWithItsReasonAndItsWords(t *testing.T) {
	f := fixture()
	e := f.Snapshot.Events[0]
	f.Snapshot.Aside = []incident.Aside{{Event: e.ID, Reason: "it gives an opinion and tells of no deed"}, {Event: "not in this file", Reason: "x"}}
	page := render(t, f)
	checkPage(t, page)
	if s := text(parse(t, page)); !strings.Contains(s, "it gives an opinion and tells of no deed1 reported event") {
		t.Error("the reason does not stand with its number")
	}
	csv := annexes(t, f)["aside.csv"].String()
	if lines := strings.Split(strings.TrimSpace(csv), "\n"); len(lines) != 2 || !strings.HasPrefix(lines[1], e.ID+",") || !strings.Contains(lines[1], ":") {
		t.Errorf("aside.csv:\n%s", csv)
	}
}

func TestADecisionWithoutEffectIsNamedAmongTheGaps(t *testing.T) {
	f := fixture()
	a := f.Snapshot.Events[0]
	f.Decisions = append(f.Decisions, casefile.Decision{Entry: 191, By: "A-01", Role: "lead", Action: "merge", Reason: "one strike", Bound: true, Overruled: true,
		Target: casefile.Target{Ref: a.Ref, Quote: a.Anchor}, Other: &incident.Anchor{Ref: a.Ref, Quote: a.Anchor}})
	page := render(t, f)
	checkPage(t, page)
	s := text(parse(t, page))
	for _, want := range []string{"entry 190: nothing that is proposed now has its words", "entry 191: later decisions make it impossible", "Overruled by later decisions"} {
		if !strings.Contains(s, want) {
			t.Errorf("%q is nowhere on the page", want)
		}
	}
	if strings.Contains(s, "entry 188: ") {
		t.Error("a decision that has its effect is named among the gaps")
	}
}

func TestTheOrderOfATotalAndWhereElseAFigureStandsAreSaid(t *testing.T) {
	f := fixture()
	s := &f.Snapshot.Series[0]
	s.Points[1].Order = "the larger total is taken as the later one; the days stated leave the order open"
	term := &f.Snapshot.Refusals[0].Terms[0]
	for _, c := range f.Snapshot.Claims {
		if c.ID != term.Claim && c.Status != "rejected" {
			term.Also = append(term.Also, c.ID)
		}
	}
	page := render(t, f)
	checkPage(t, page)
	shown := text(parse(t, page))
	if !strings.Contains(shown, s.Points[1].Order) || !strings.Contains(shown, "told elsewhere too:") {
		t.Error("the page does not say it")
	}
}
