package custody

import (
	"slices"
	"strings"
)

// Decisions that let an item go to one recipient and to nobody else. Both name that recipient in Set.
const (
	ReleaseTo     = "release"        // a restricted item goes to the recipient all the same
	ConditionsMet = "conditions-met" // what it was given under is met; Set says which conditions were meant
)

// Decisions on whether a second reader may be asked. They are about the case and no item of it.
const (
	SecondReader    = "second-reader"     // Set names address and model
	SecondReaderOff = "second-reader-off" // from here on nothing is sent
)

// What such decisions set.
const (
	SetEndpoint = "endpoint"
	SetModel    = "model"
)

// What a decision on an item sets.
const (
	SetRecipient  = "recipient"
	SetConditions = "conditions"
)

// Allowance is a decision that lets an item go to one recipient.
type Allowance struct {
	Entry      int64
	Action     string
	Recipient  string
	Conditions string // those that are met
	Undone     bool
	undos      [][2]int64 // decision, and the one it takes back: this one, or another of these; ascending
}

// allow notes a decision that lets the item go, or takes one back.
func (it *ItemState) allow(n int64, b *DecisionBody) {
	if b.Action == ReleaseTo || b.Action == ConditionsMet {
		it.Allowed = append(it.Allowed, Allowance{Entry: n, Action: b.Action, Recipient: b.Set[SetRecipient], Conditions: b.Set[SetConditions]})
	}
	if b.Undoes == nil {
		return
	}
	if a := it.Allowance(*b.Undoes); a != nil {
		a.undos = append(a.undos, [2]int64{n, *b.Undoes})
		a.Undone = a.undone()
	}
}

// undone reports whether it was taken back and stays so: what takes back may be taken back itself, by a later one.
func (a *Allowance) undone() bool {
	out := map[int64]bool{}
	for _, u := range slices.Backward(a.undos) {
		if by, of := u[0], u[1]; !out[by] {
			out[of] = true
		}
	}
	return out[a.Entry]
}

// Allowance returns the allowance that entry n makes or takes back; nil when it is of another kind.
func (it *ItemState) Allowance(n int64) *Allowance {
	for i := range it.Allowed {
		a := &it.Allowed[i]
		if a.Entry == n {
			return a
		}
		for _, u := range a.undos {
			if u[0] == n {
				return a
			}
		}
	}
	return nil
}

// MayGo reports whether restriction and conditions let an item go to a recipient: each only by a decision that names
// this very recipient, that was not taken back, and that came after what it is about.
func (s *State) MayGo(it *ItemState, recipient string) (restriction, conditions bool) {
	under := s.Conditions(it)
	restriction, conditions = !it.Sealed, under == ""
	for _, a := range it.Allowed {
		if a.Undone || !SameRecipient(a.Recipient, recipient) {
			continue
		}
		restriction = restriction || a.Action == ReleaseTo && a.Entry > it.SealedBy
		conditions = conditions || a.Action == ConditionsMet && a.Conditions == under
	}
	return restriction, conditions
}

// SameRecipient compares recipients as they were typed, but for the spaces.
func SameRecipient(a, b string) bool {
	return strings.Join(strings.Fields(a), " ") == strings.Join(strings.Fields(b), " ") && strings.TrimSpace(a) != ""
}

// Conditions are those under which an item was given: its own, and those of whatever it came out of. Empty means that
// nobody stated any.
func (s *State) Conditions(it *ItemState) string {
	var all []string
	for _, x := range append([]*ItemState{it}, s.Above(it)...) {
		if c := x.Sheet["conditions"]; c != "" && !slices.Contains(all, c) {
			all = append(all, c)
		}
	}
	return strings.Join(all, "; ")
}

// Above lists what an item came out of, and what that came out of: archives and mails that hold its bytes.
func (s *State) Above(it *ItemState) (out []*ItemState) {
	seen := map[*ItemState]bool{it: true}
	var gather func(*ItemState)
	gather = func(it *ItemState) {
		for _, p := range it.Parents {
			for _, from := range s.byReport[p] {
				if !seen[from] {
					seen[from] = true
					out = append(out, from)
					gather(from)
				}
			}
		}
	}
	gather(it)
	return out
}
