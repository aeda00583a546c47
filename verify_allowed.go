package exhibit

import (
	"encoding/json"
	"slices"
	"strings"
)

// DecidedBody is what Verify reads in the body of a decided entry: whether it lets a restricted item go, and to whom.
type DecidedBody struct {
	Action string            `json:"action"`
	Set    map[string]string `json:"set,omitempty"`
	Undoes *int64            `json:"undoes,omitempty"` // entry that is taken back
}

// allowances are the decisions of a package by which restricted items go to a recipient.
type allowances struct {
	sealed   map[Ref]int64 // entry that last sealed the item
	released map[Ref][]allowance
	undos    [][2]int64 // entry, and the one it takes back; ascending
}

type allowance struct {
	entry     int64
	recipient string
}

func newAllowances() allowances {
	return allowances{sealed: map[Ref]int64{}, released: map[Ref][]allowance{}}
}

// take notes what an entry says of restriction and release.
func (a *allowances) take(c *checker, path string, e *Entry) {
	bad := func(err error) bool {
		if err != nil {
			c.find("entry-form", path, e.N, "entry %d (%s) has a body of another shape: %v", e.N, e.Type, err)
		}
		return err != nil
	}
	switch e.Type {
	case Received:
		var b ReceivedBody
		if _, known := a.sealed[e.Item]; !known && len(e.Body) > 0 && !bad(json.Unmarshal(e.Body, &b)) && !b.Sealed.IsZero() {
			a.sealed[e.Item] = e.N
		}
	case Restricted:
		a.sealed[e.Item] = e.N
	case Decided:
		var b DecidedBody
		if bad(json.Unmarshal(e.Body, &b)) {
			return
		}
		if b.Action == "release" {
			a.released[e.Item] = append(a.released[e.Item], allowance{e.N, b.Set["recipient"]})
		}
		if b.Undoes != nil {
			a.undos = append(a.undos, [2]int64{e.N, *b.Undoes})
		}
	}
}

// undone lists what was taken back and stays so: what takes back may be taken back itself, by a later entry only.
func (a *allowances) undone() map[int64]bool {
	out := map[int64]bool{}
	for _, u := range slices.Backward(a.undos) {
		if by, of := u[0], u[1]; !out[by] {
			out[of] = true
		}
	}
	return out
}

// check asks for every restricted item handed over whether a decision releases it to this recipient.
func (a *allowances) check(c *checker, path string, held map[Ref]bool, recipient string) {
	undone := a.undone()
	for ref, sealed := range a.sealed {
		ok := slices.ContainsFunc(a.released[ref], func(x allowance) bool {
			return x.entry > sealed && !undone[x.entry] && sameWords(x.recipient, recipient)
		})
		if held[ref] && !ok {
			c.find("release-undecided", path, sealed, "item %s is restricted (entry %d), and no decision handed over releases it to %q", ref, sealed, recipient)
		}
	}
}

// sameWords compares what was typed, but for the spaces; nothing is the same as nothing.
func sameWords(a, b string) bool {
	return strings.TrimSpace(a) != "" && strings.Join(strings.Fields(a), " ") == strings.Join(strings.Fields(b), " ")
}
