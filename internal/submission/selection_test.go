package submission

import (
	"slices"
	"testing"

	"exhibit"
	"exhibit/internal/custody"
)

// state folds a ledger's lines.
func state(t *testing.T, l *memoryLedger) *custody.State {
	t.Helper()
	s := custody.NewState()
	for _, line := range l.lines {
		if err := s.Add(line); err != nil {
			t.Fatal(err)
		}
	}
	return s
}

func handedOver(items []Item, entries []int64) []int64 {
	all := slices.Clone(entries)
	for _, it := range items {
		all = append(all, it.Entries...)
	}
	slices.Sort(all)
	return all
}

func TestWordsOfAnItemThatStaysGoWithNoDecision(t *testing.T) {
	l := newLedger(t)
	open, sealed, other := exhibit.RefOf([]byte("open")), exhibit.RefOf([]byte("sealed")), exhibit.RefOf([]byte("other"))
	target := func(r exhibit.Ref) custody.Target { return custody.Target{Ref: r, Quote: "words of " + r.String()} }
	received := []int64{
		l.add(exhibit.Received, open, nil, custody.ReceivedBody{Report: "open.txt"}),
		l.add(exhibit.Received, sealed, nil, custody.ReceivedBody{Report: "sealed.txt", Sealed: exhibit.RefOf([]byte("cipher"))}),
		l.add(exhibit.Received, other, nil, custody.ReceivedBody{Report: "other.txt"}),
	}
	decide := func(on exhibit.Ref, b custody.DecisionBody) int64 { return l.add(exhibit.Decided, on, nil, b) }
	assess := func(on ...exhibit.Ref) int64 {
		var b custody.AssessmentBody
		for _, r := range on {
			b.Anchors = append(b.Anchors, target(r))
		}
		return l.add(exhibit.Assessed, exhibit.Ref{}, nil, b)
	}
	to := func(r exhibit.Ref) *custody.Target { x := target(r); return &x }
	accept := decide(open, custody.DecisionBody{Action: "accept", Target: target(open)})
	withSealed := decide(open, custody.DecisionBody{Action: "merge", Target: target(open), Other: to(sealed)})
	undone := decide(open, custody.DecisionBody{Action: "undo", Target: custody.Target{Ref: open}, Undoes: &withSealed})
	withOther := decide(open, custody.DecisionBody{Action: "merge", Target: target(open), Other: to(other)})
	aboutOpen, aboutBoth, aboutSealed, general := assess(open), assess(open, other), assess(open, sealed), assess()

	for _, c := range []struct {
		name        string
		sel         Selection
		goes, stays []int64
	}{
		{name: "whole case", goes: []int64{0, received[0], received[2], accept, withOther, aboutOpen, aboutBoth, general}, stays: []int64{withSealed, undone, aboutSealed}},
		{name: "one item", sel: Selection{Only: map[exhibit.Ref]string{open: "named"}}, goes: []int64{0, received[0], accept, aboutOpen}, stays: []int64{withSealed, undone, withOther, aboutBoth, aboutSealed, general}},
	} {
		items, entries, withheld := Select(state(t, l), c.sel)
		if got := handedOver(items, entries); !slices.Equal(got, c.goes) {
			t.Errorf("%s: entries %v go, want %v", c.name, got, c.goes)
		}
		said := slices.ContainsFunc(withheld, func(w Withheld) bool { return w.Item == nil && w.Count == int64(len(c.stays)) })
		if !said {
			t.Errorf("%s: the schedule does not count the %d entries that stay: %+v", c.name, len(c.stays), withheld)
		}
	}
}

func TestAnItemHeldBackThatBearsAgainstTheSelectionIsSaidTo(t *testing.T) {
	l := newLedger(t)
	open, sealed := exhibit.RefOf([]byte("open")), exhibit.RefOf([]byte("sealed"))
	l.add(exhibit.Received, open, nil, custody.ReceivedBody{Report: "open.txt"})
	l.add(exhibit.Received, sealed, nil, custody.ReceivedBody{Report: "sealed.txt", Sealed: exhibit.RefOf([]byte("cipher")), Originator: "unit 4"})
	_, _, withheld := Select(state(t, l), Selection{Only: map[exhibit.Ref]string{open: "named"}, Contrary: map[exhibit.Ref]string{sealed: "bears against"}})
	if len(withheld) != 1 || withheld[0].Category != CategoryRestricted || withheld[0].Reason != "restricted by its originator; bears against what was selected" {
		t.Errorf("schedule %+v", withheld)
	}
}

func TestTheSheetAloneSaysWhatIsGraphic(t *testing.T) {
	for _, c := range []struct {
		fields map[string]string
		want   string
	}{
		{map[string]string{"graphic": "yes"}, "yes"},
		{map[string]string{"graphic": "no", "notes": "graphic: bodies"}, "no"},
		{map[string]string{"notes": "graphic: bodies"}, ""},
		{nil, ""},
	} {
		l := newLedger(t)
		ref := exhibit.RefOf([]byte("x"))
		l.add(exhibit.Received, ref, nil, custody.ReceivedBody{Report: "x.jpg"})
		l.add(exhibit.SheetStated, ref, nil, custody.SheetBody{Fields: c.fields})
		items, _, _ := Select(state(t, l), Selection{})
		if items[0].Graphic != c.want {
			t.Errorf("sheet %v: graphic %q, want %q", c.fields, items[0].Graphic, c.want)
		}
	}
}
