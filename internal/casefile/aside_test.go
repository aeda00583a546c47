package casefile_test

import (
	"bytes"
	"strings"
	"testing"

	"exhibit"
	"exhibit/internal/casefile"
	"exhibit/internal/custody"
	"exhibit/internal/store"
)

// anchorOf is the target of a decision on a reported event.
func anchorOf(t *testing.T, s *casefile.Snapshot, report string) custody.Target {
	t.Helper()
	for i := range s.Events {
		if e := &s.Events[i]; e.Report == report {
			ref, err := exhibit.ParseRef(e.Ref)
			if err != nil {
				t.Fatal(err)
			}
			return custody.Target{Ref: ref, Quote: e.Anchor, Occurrence: e.Occurrence}
		}
	}
	t.Fatalf("no reported event in %s", report)
	return custody.Target{}
}

func TestWhatHasNoEffectIsShownWithTheReason(t *testing.T) {
	c := newCase(t, config(t, store.Disk{}, t.TempDir(), "rules/1"))
	defer c.Close()
	_, err := c.Add(t.Context(), []string{write(t, t.TempDir(), map[string]string{
		"a.txt":    "2022-03-10\n\nAt least 12 civilians were killed when shells hit a market in Okhtyrka on March 9, 2022, regional officials said.\n",
		"b.txt":    "2022-03-11\n\nA school in Trostianets was shelled on March 4, 2022, the mayor said.\n",
		"view.txt": "2022-03-12\n\nThe killing of 12 civilians in Bucha was a war crime, the president said.\n",
	})}, casefile.AddOptions{})
	if err != nil {
		t.Fatal(err)
	}
	runAll(t, c)
	s, _, err := c.Snapshot(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	if len(s.Aside) != 0 {
		t.Errorf("set aside: %+v", s.Aside)
	}
	for i := range s.Claims {
		if x := &s.Claims[i]; x.Report == "view.txt" {
			opinion := custody.DecisionBody{Action: casefile.Correct, Set: map[string]string{"modality": "opinion"}, Reason: "it judges and tells of no deed",
				Target: custody.Target{Ref: anchorOf(t, &s, "view.txt").Ref, Quote: x.Quote, Occurrence: x.Occurrence, Kind: string(x.Kind)}}
			if _, err := c.Decide(t.Context(), opinion); err != nil {
				t.Fatal(err)
			}
		}
	}
	a, b := anchorOf(t, &s, "a.txt"), anchorOf(t, &s, "b.txt")
	gone := b
	gone.Quote = "words that nobody wrote"
	_, err = c.Decide(t.Context(), custody.DecisionBody{Action: casefile.Merge, Target: a, Other: &b, Reason: "one strike"},
		custody.DecisionBody{Action: casefile.Merge, Target: a, Other: &gone, Reason: "one strike"},
		custody.DecisionBody{Action: casefile.Split, Target: b, Other: &a, Reason: "two towns"})
	if err != nil {
		t.Fatal(err)
	}
	runAll(t, c)
	s, decisions, err := c.Snapshot(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	if len(s.Aside) != 1 || !strings.Contains(s.Aside[0].Reason, "opinion") {
		t.Errorf("set aside: %+v", s.Aside)
	}
	decisions = decisions[len(decisions)-3:]
	for i, want := range []struct{ bound, overruled bool }{{true, true}, {false, false}, {true, false}} {
		if d := decisions[i]; d.Bound != want.bound || d.Overruled != want.overruled {
			t.Errorf("decision %d: bound %v, overruled %v; want %+v", i, d.Bound, d.Overruled, want)
		}
	}
	if len(s.Orphans) != 1 || s.Orphans[0].Entry != decisions[1].Entry || len(s.Overruled) != 1 || s.Overruled[0].Entry != decisions[0].Entry {
		t.Errorf("orphans %+v, overruled %+v", s.Orphans, s.Overruled)
	}
	var events, out bytes.Buffer
	if err := c.Export(t.Context(), "events", &events); err != nil {
		t.Fatal(err)
	}
	if n := strings.Count(events.String(), `"aside":"`); n != 1 {
		t.Errorf("%d of the exported events say why they are no incident, want 1", n)
	}
	if err := c.Export(t.Context(), "decisions", &out); err != nil {
		t.Fatal(err)
	}
	if n := strings.Count(out.String(), `"overruled":true`); n != 1 {
		t.Errorf("%d of the exported decisions are said to be overruled, want 1", n)
	}
}
