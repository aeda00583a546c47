package incident

import (
	"testing"

	"exhibit/internal/casualty"
	"exhibit/internal/claim"
)

// unlikeReports are one event of two reports; the second names two people of whom its claim counts one.
func unlikeReports() ([]claim.Event, []claim.Claim) {
	a, b := town1("a", "r1", "Brodva", "2022-03-05"), town1("b", "r2", "Brodva", "2022-03-05")
	a.KilledMin, a.KilledMax, a.Claims = num(3), num(3), []string{"ca"}
	b.KilledMin, b.KilledMax, b.Claims = num(2), num(2), []string{"cb"}
	return []claim.Event{a, b}, []claim.Claim{
		{ID: "ca", Ref: "r1", Report: "r1.txt", Kind: claim.Casualty, Killed: num(3)},
		{ID: "cb", Ref: "r2", Report: "r2.txt", Kind: claim.Casualty, Killed: num(1)},
	}
}

func TestAReportCountsWithThePeopleItTellsApart(t *testing.T) {
	in := weigh(unlikeReports()).Incidents[0]
	if *in.KilledMin != 2 || *in.KilledMax != 3 || in.CountRule != casualty.OverReports {
		t.Errorf("%d to %d, %s", *in.KilledMin, *in.KilledMax, in.CountRule)
	}
}

func TestARejectedFigureDoesNotCount(t *testing.T) {
	events, claims := unlikeReports()
	claims[0].Status = "rejected"
	in := weigh(events, claims).Incidents[0]
	if *in.KilledMin != 2 || *in.KilledMax != 2 || in.CountRule != casualty.OneReport {
		t.Errorf("%d to %d, %s", *in.KilledMin, *in.KilledMax, in.CountRule)
	}
}

func TestAnOpenUpperEndStaysOpen(t *testing.T) {
	events, claims := unlikeReports()
	events[0].KilledMax = nil
	if in := weigh(events, claims).Incidents[0]; *in.KilledMin != 2 || in.KilledMax != nil {
		t.Errorf("%+v", in)
	}
}

func TestARuleThatAPersonChoseLooksAtStatedFigures(t *testing.T) {
	events, claims := unlikeReports()
	in := Weigh(Input{Events: events, Claims: claims, Rule: casualty.OverOrigins}).Incidents[0]
	if *in.KilledMin != 1 || *in.KilledMax != 3 || in.CountRule != casualty.OverOrigins {
		t.Errorf("%d to %d, %s", *in.KilledMin, *in.KilledMax, in.CountRule)
	}
}
