package dossier

import (
	"slices"
	"testing"

	"exhibit/internal/casefile"
	"exhibit/internal/claim"
	"exhibit/internal/incident"
	"exhibit/internal/origin"
)

func TestATimelineNeverPicksADayOutOfARange(t *testing.T) {
	f := &casefile.File{Snapshot: casefile.Snapshot{
		Incidents: []incident.Incident{
			{ID: "in-undated"},
			{ID: "in-range", DateMin: "2031-03-01", DateMax: "2031-03-10"},
			{ID: "in-day", DateMin: "2031-03-01", DateMax: "2031-03-01", Reviewed: true},
			{ID: "in-before", DateMax: "2031-02-27"},
			{ID: "in-after", DateMin: "2031-03-01"},
		},
		Origins: []origin.Origin{{ID: "or-1", Speaker: "Mayor", DateMin: "2031-03-01", DateMax: "2031-03-02"}},
		Claims: []claim.Claim{
			{ID: "c-1", Speaker: "Mayor", Origin: "or-1", Report: "a.txt", Quote: "first words"},
			{ID: "c-2", Speaker: "Mayor", Origin: "or-1", Report: "b.txt", Quote: "second words"},
			{ID: "c-3", Speaker: "Mayor", Origin: "or-1", Report: "c.txt", Quote: "misread", Status: "rejected"},
			{ID: "c-4", Origin: "or-2", Report: "c.txt", Quote: "told by the outlet"},
		},
	}}
	all := Timeline(f)
	var got []string
	for _, m := range all {
		got = append(got, m.ID+" "+m.DateMin+" "+m.DateMax)
	}
	want := []string{"in-before  2031-02-27", "in-day 2031-03-01 2031-03-01", "or-1 2031-03-01 2031-03-02", "in-range 2031-03-01 2031-03-10", "in-after 2031-03-01 ", "in-undated  "}
	if !slices.Equal(got, want) {
		t.Errorf("the timeline is\n%q, want\n%q", got, want)
	}
	if m := all[2]; m.Quotes != 2 || len(m.Reports) != 2 || m.Quote != "first words" || m.Stamp != Unreviewed {
		t.Errorf("what one voice said on one occasion is %+v", m)
	}
	if all[1].Stamp != "" {
		t.Error("a reviewed incident is stamped as unreviewed")
	}
}

func TestAFilterKeepsWhatMayLieInIt(t *testing.T) {
	for _, c := range []struct {
		lo, hi, from, to string
		want             bool
	}{
		{"2031-03-01", "2031-03-10", "2031-03-08", "2031-03-09", true},
		{"2031-03-01", "2031-03-10", "2031-03-11", "", false},
		{"2031-03-01", "2031-03-10", "", "2031-02-28", false},
		{"", "2031-03-10", "", "2031-02-28", true},
		{"2031-03-01", "", "2031-06-01", "", true},
		{"", "", "2031-06-01", "2031-06-01", true},
	} {
		m := Moment{DateMin: c.lo, DateMax: c.hi}
		if m.May(c.from, c.to) != c.want {
			t.Errorf("%q to %q may lie between %q and %q: %v", c.lo, c.hi, c.from, c.to, !c.want)
		}
	}
}

func TestADenialStandsBesideWhatTheSameReportTellsOfThePlace(t *testing.T) {
	town := func(c claim.Claim) claim.Claim {
		c.Place, c.PlacePrecision = "Lebedyn", "town"
		return c
	}
	f := &casefile.File{Snapshot: casefile.Snapshot{Claims: []claim.Claim{
		town(claim.Claim{ID: "c-said", Ref: "r1", Kind: claim.Attack, Speaker: "Governor"}),
		town(claim.Claim{ID: "c-denied", Ref: "r1", Kind: claim.Denial, DenialKind: "fact", Speaker: "Ministry", SpeechDateMax: "2031-03-02"}),
		town(claim.Claim{ID: "c-other-report", Ref: "r2", Kind: claim.Attack, Speaker: "Governor"}),
		town(claim.Claim{ID: "c-later", Ref: "r1", Kind: claim.Attack, Speaker: "Governor", IncidentDateMin: "2031-03-05"}),
		town(claim.Claim{ID: "c-own", Ref: "r1", Kind: claim.Attack, Speaker: "Ministry"}),
		town(claim.Claim{ID: "c-label", Ref: "r1", Kind: claim.Denial, DenialKind: "label", Speaker: "Ministry"}),
	}}}
	for _, s := range Statements(f) {
		var against []string
		for _, a := range s.Against {
			against = append(against, a.Claim)
		}
		var want []string
		if s.Claim == "c-said" {
			want = []string{"c-denied"}
		}
		if !slices.Equal(against, want) {
			t.Errorf("beside %s stands %q, want %q", s.Claim, against, want)
		}
	}
}
