package submission

import (
	"slices"
	"strings"
	"testing"

	"exhibit"
	"exhibit/internal/custody"
)

// allowed is a ledger with one item; it returns what a selection of everything hands over.
type allowed struct {
	t   *testing.T
	l   *memoryLedger
	ref exhibit.Ref
}

func newAllowed(t *testing.T, sealed bool, conditions string) *allowed {
	a := &allowed{t, newLedger(t), exhibit.RefOf([]byte("given"))}
	b := custody.ReceivedBody{Report: "given.txt"}
	if sealed {
		b.Sealed = exhibit.RefOf([]byte("cipher"))
	}
	a.l.add(exhibit.Received, a.ref, nil, b)
	if conditions != "" {
		a.state(conditions)
	}
	return a
}

func (a *allowed) state(conditions string) {
	a.l.add(exhibit.SheetStated, a.ref, nil, custody.SheetBody{Fields: map[string]string{"conditions": conditions}})
}

func (a *allowed) decide(action, recipient, conditions string) int64 {
	set := map[string]string{custody.SetRecipient: recipient}
	if conditions != "" {
		set[custody.SetConditions] = conditions
	}
	return a.l.add(exhibit.Decided, a.ref, nil, custody.DecisionBody{Action: action, Target: custody.Target{Ref: a.ref}, Set: set, Reason: "asked"})
}

func (a *allowed) undo(n int64) int64 {
	return a.l.add(exhibit.Decided, a.ref, nil, custody.DecisionBody{Action: "undo", Target: custody.Target{Ref: a.ref}, Undoes: &n, Reason: "no"})
}

// to says what goes to a recipient, and the category under which the item stays otherwise.
func (a *allowed) to(recipient string) ([]Item, string) {
	a.t.Helper()
	items, _, withheld := Select(state(a.t, a.l), Selection{Recipient: recipient, Release: map[exhibit.Ref]bool{a.ref: true}})
	for _, w := range withheld {
		if w.Item != nil {
			return items, w.Category
		}
	}
	return items, ""
}

func TestAReleaseToOneRecipientReleasesToNobodyElse(t *testing.T) {
	a := newAllowed(t, true, "")
	if items, why := a.to("Court"); len(items) != 0 || why != CategoryRestricted {
		t.Errorf("without any decision: %d items, %q", len(items), why)
	}
	n := a.decide(custody.ReleaseTo, "Court", "")
	if items, why := a.to(" Court "); len(items) != 1 || why != "" || !slices.Contains(items[0].Entries, n) {
		t.Errorf("to the court: %+v, %q", items, why)
	}
	for _, other := range []string{"Commission", "court", "Court of Appeal", ""} {
		if items, why := a.to(other); len(items) != 0 || why != CategoryRestricted {
			t.Errorf("to %q on the strength of a decision for the court: %d items, %q", other, len(items), why)
		}
	}
	// A second decision lets it go to another, who is not told of the first.
	m := a.decide(custody.ReleaseTo, "Commission", "")
	if items, _ := a.to("Commission"); len(items) != 1 || slices.Contains(items[0].Entries, n) || !slices.Contains(items[0].Entries, m) || strings.Contains(items[0].Custody, "4 events") {
		t.Errorf("to the commission: %+v", items)
	}
}

func TestAReleaseTakenBackReleasesNothing(t *testing.T) {
	a := newAllowed(t, true, "")
	undo := a.undo(a.decide(custody.ReleaseTo, "Court", ""))
	if items, _ := a.to("Court"); len(items) != 0 {
		t.Error("a decision that was taken back hands the item over")
	}
	again := a.undo(undo)
	if items, _ := a.to("Court"); len(items) != 1 {
		t.Error("the undo was taken back, and the decision does not hold")
	}
	a.undo(again)
	if items, _ := a.to("Court"); len(items) != 0 {
		t.Error("the undo of the undo was taken back, and the item goes")
	}
}

func TestAReleaseFromBeforeTheRestrictionReleasesNothing(t *testing.T) {
	a := newAllowed(t, true, "")
	a.decide(custody.ReleaseTo, "Court", "")
	a.l.add(exhibit.Restricted, a.ref, nil, custody.RestrictedBody{Sealed: exhibit.RefOf([]byte("cipher"))})
	if items, why := a.to("Court"); len(items) != 0 || why != CategoryRestricted {
		t.Errorf("%d items, %q", len(items), why)
	}
}

func TestConditionsHoldAnItemBackUntilTheyAreMetForThisRecipient(t *testing.T) {
	const terms = "not before the trial opens"
	a := newAllowed(t, false, terms)
	if items, why := a.to("Court"); len(items) != 0 || why != CategoryConditions {
		t.Fatalf("without a decision: %d items, %q", len(items), why)
	}
	_, _, withheld := Select(state(t, a.l), Selection{Recipient: "Court"})
	if len(withheld) != 1 || withheld[0].Reference != a.ref.String() || strings.Contains(withheld[0].Reason, terms) {
		t.Errorf("schedule %+v", withheld)
	}
	a.decide(custody.ConditionsMet, "Commission", terms)
	if _, why := a.to("Court"); why != CategoryConditions {
		t.Error("met for the commission, and the court is handed it")
	}
	n := a.decide(custody.ConditionsMet, "Court", terms)
	if items, _ := a.to("Court"); len(items) != 1 {
		t.Error("met for the court, and held back")
	}
	undone := a.undo(n)
	if _, why := a.to("Court"); why != CategoryConditions {
		t.Error("taken back, and handed over")
	}
	a.undo(undone)
	a.state("not to be copied")
	if _, why := a.to("Court"); why != CategoryConditions {
		t.Error("other conditions were stated since, which nobody has said are met")
	}
}

func TestARestrictedItemUnderConditionsNeedsBothDecisions(t *testing.T) {
	a := newAllowed(t, true, "by courier only")
	a.decide(custody.ReleaseTo, "Court", "")
	if _, why := a.to("Court"); why != CategoryConditions {
		t.Errorf("released, conditions open: %q", why)
	}
	a.decide(custody.ConditionsMet, "Court", "by courier only")
	if items, why := a.to("Court"); len(items) != 1 {
		t.Errorf("both decided: %q", why)
	}
}

func TestConditionsOfAnArchiveBindWhatCameOutOfIt(t *testing.T) {
	l := newLedger(t)
	archive, inner, member := exhibit.RefOf([]byte("zip")), exhibit.RefOf([]byte("inner")), exhibit.RefOf([]byte("member"))
	l.add(exhibit.Received, archive, nil, custody.ReceivedBody{Report: "a.zip"})
	l.add(exhibit.Received, inner, nil, custody.ReceivedBody{Report: "a.zip!b.zip", Parent: "a.zip"})
	l.add(exhibit.Received, member, nil, custody.ReceivedBody{Report: "a.zip!b.zip!c.txt", Parent: "a.zip!b.zip"})
	l.add(exhibit.SheetStated, archive, nil, custody.SheetBody{Fields: map[string]string{"conditions": "by courier only"}})
	items, _, withheld := Select(state(t, l), Selection{Recipient: "Court"})
	if len(items) != 0 || len(withheld) != 3 {
		t.Errorf("%d items go, schedule %+v", len(items), withheld)
	}
}

func TestAnItemUnderConditionsThatBearsAgainstTheSelectionIsSaidTo(t *testing.T) {
	a := newAllowed(t, false, "by courier only")
	_, _, withheld := Select(state(t, a.l), Selection{Recipient: "Court", Only: map[exhibit.Ref]string{}, Contrary: map[exhibit.Ref]string{a.ref: "bears against"}})
	if len(withheld) != 1 || withheld[0].Category != CategoryConditions || !strings.HasSuffix(withheld[0].Reason, "bears against what was selected") {
		t.Errorf("schedule %+v", withheld)
	}
}
