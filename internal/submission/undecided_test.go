package submission

import (
	"testing"

	"exhibit"
	"exhibit/internal/custody"
)

func TestARestrictedItemWithoutADecisionForThisRecipientIsReported(t *testing.T) {
	type entry struct {
		typ  string
		body any
	}
	release := func(to string) entry {
		return entry{exhibit.Decided, custody.DecisionBody{Action: custody.ReleaseTo, Set: map[string]string{custody.SetRecipient: to}}}
	}
	restricted := entry{exhibit.Restricted, custody.RestrictedBody{Sealed: exhibit.RefOf([]byte("cipher"))}}
	undo := func(n int64) entry { return entry{exhibit.Decided, custody.DecisionBody{Action: "undo", Undoes: &n}} }
	const us = "Office of the Prosecutor"
	for name, c := range map[string]struct {
		entries []entry // from number 5 on
		fine    bool
	}{
		"released to this recipient":    {[]entry{restricted, release(" Office of  the Prosecutor")}, true},
		"not released":                  {[]entry{restricted}, false},
		"released to another":           {[]entry{restricted, release("Commission")}, false},
		"released before it was closed": {[]entry{release(us), restricted}, false},
		"taken back":                    {[]entry{restricted, release(us), undo(6)}, false},
		"taken back, and that too":      {[]entry{restricted, release(us), undo(6), undo(7)}, true},
		"and that thrice":               {[]entry{restricted, release(us), undo(6), undo(7), undo(8)}, false},
		"twice back, once not":          {[]entry{restricted, release(us), undo(6), undo(6), undo(7)}, false},
		"released again":                {[]entry{restricted, release("Commission"), undo(6), release(us)}, true},
		"never restricted":              {nil, true},
	} {
		t.Run(name, func(t *testing.T) {
			h := newHouse(t)
			it := &h.req.Items[0]
			for _, e := range c.entries {
				it.Entries = append(it.Entries, h.ledger.add(e.typ, it.Ref, nil, e.body))
			}
			if len(c.entries) > 0 && it.Entries[len(it.Entries)-len(c.entries)] != 5 {
				t.Fatalf("the entries begin at %v", it.Entries)
			}
			r := verifyFS(t, packed(t, h))
			if fine := r.Unaltered(); fine != c.fine || !fine && r.Findings[0].Code != "release-undecided" {
				t.Errorf("findings %v", r.Findings)
			}
		})
	}
}
