package custody

import (
	"encoding/json"
	"fmt"
	"maps"
	"slices"

	"exhibit"
)

// State is what the entries of a case say of its items, worked out from the entries alone: what is handed over rests on
// this and on no record that could be rebuilt.
type State struct {
	Items   []*ItemState // in the order of their first arrival
	Refused []RefusedState
	Case    []int64       // entries about the case and its keys, erasures and anchors
	Persons []PersonState // decisions and assessments that concern no single item
	Erased  []ErasedState
	// Released are the sizes of the ledger when submissions left the house.
	Released []int64
	byRef    map[exhibit.Ref]*ItemState
	byReport map[string][]*ItemState
}

// ItemState is one item.
type ItemState struct {
	Ref      exhibit.Ref
	Entry    int64   // first received
	Entries  []int64 // all about it
	Received ReceivedBody
	At       string   // of the first arrival, stated by the operator
	Reports  []string // paths, first first
	Sheet    map[string]string
	Read     *ReadBody
	Failed   *FailedBody
	Sealed   bool
	SealedBy int64    // entry by which it was last sealed
	Parents  []string // reports of what it came out of
	Allowed  []Allowance
	Cleared  exhibit.Ref
	Versions []exhibit.Ref // commitments to the restricted originals it stands in for
	Custody  []Event
	// Others names, for a decision about this item that quotes another one too, that other one.
	Others map[int64]exhibit.Ref
}

// PersonState is what a person said of several items or of none.
type PersonState struct {
	Entry int64
	Items []exhibit.Ref // whose words it quotes
}

// Event is one event in the life of an item.
type Event struct {
	N     int64
	At    string
	Actor string
	Role  string
	Type  string
}

// RefusedState is something offered that could not be taken.
type RefusedState struct {
	Entry int64
	Body  NotReceivedBody
}

// ErasedState is one erasure.
type ErasedState struct {
	Entry int64
	Body  exhibit.ErasedBody
}

// NewState returns the state of a case without entries.
func NewState() *State {
	return &State{byRef: map[exhibit.Ref]*ItemState{}, byReport: map[string][]*ItemState{}}
}

// Item returns an item; nil when there is none.
func (s *State) Item(ref exhibit.Ref) *ItemState { return s.byRef[ref] }

// Add takes the next line of the ledger into the state. Erased lines say nothing any more.
func (s *State) Add(l exhibit.EntryLine) error {
	if l.Erased {
		return nil
	}
	e, err := l.Open()
	if err != nil {
		return err
	}
	switch e.Type {
	case exhibit.CaseCreated, exhibit.KeyAdded, exhibit.KeyRotated, exhibit.KeyLost, exhibit.Anchored:
		s.Case = append(s.Case, e.N)
		return nil
	case exhibit.Erased:
		s.Case = append(s.Case, e.N)
		var b exhibit.ErasedBody
		if err := json.Unmarshal(e.Body, &b); err != nil {
			return fmt.Errorf("entry %d (%s) has a body of another shape: %w", e.N, e.Type, err)
		}
		s.Erased = append(s.Erased, ErasedState{e.N, b})
		return nil
	case exhibit.ReleasedEntry:
		s.Released = append(s.Released, e.N+1)
		return nil
	}
	if e.Item.IsZero() {
		return s.general(e)
	}
	return s.item(e)
}

func (s *State) general(e exhibit.Entry) error {
	switch e.Type {
	case exhibit.Decided, exhibit.Assessed:
		p, err := personOf(e)
		if err != nil {
			return err
		}
		s.Persons = append(s.Persons, p)
	case exhibit.NotReceived:
		var b NotReceivedBody
		if err := json.Unmarshal(e.Body, &b); err != nil {
			return fmt.Errorf("entry %d (%s) has a body of another shape: %w", e.N, e.Type, err)
		}
		if !b.Preserved {
			s.Refused = append(s.Refused, RefusedState{e.N, b})
		}
	}
	return nil
}

// personOf reads whose words a decision or an assessment quotes.
func personOf(e exhibit.Entry) (PersonState, error) {
	p := PersonState{Entry: e.N}
	var b struct {
		Target  Target   `json:"target"`
		Other   *Target  `json:"other"`
		Anchors []Target `json:"anchors"`
	}
	if err := json.Unmarshal(e.Body, &b); err != nil {
		return p, fmt.Errorf("entry %d (%s) has a body of another shape: %w", e.N, e.Type, err)
	}
	quoted := append(b.Anchors, b.Target)
	if b.Other != nil {
		quoted = append(quoted, *b.Other)
	}
	for _, t := range quoted {
		if !t.Ref.IsZero() && !slices.Contains(p.Items, t.Ref) {
			p.Items = append(p.Items, t.Ref)
		}
	}
	return p, nil
}

func (s *State) item(e exhibit.Entry) error {
	body, err := decode(e)
	if err != nil {
		return err
	}
	it := s.byRef[e.Item]
	if it == nil {
		r, ok := body.(*ReceivedBody)
		if !ok {
			return fmt.Errorf("entry %d speaks of item %s before it was received", e.N, e.Item)
		}
		it = &ItemState{Ref: e.Item, Entry: e.N, Received: *r, At: e.At, Sheet: map[string]string{}}
		s.byRef[e.Item] = it
		s.Items = append(s.Items, it)
	}
	it.Entries = append(it.Entries, e.N)
	it.Custody = append(it.Custody, Event{e.N, e.At, e.Actor, e.Role, e.Type})
	it.take(e.N, body)
	if r, ok := body.(*ReceivedBody); ok && !slices.Contains(s.byReport[r.Report], it) {
		s.byReport[r.Report] = append(s.byReport[r.Report], it)
	}
	if e.Type == exhibit.Decided {
		return it.decided(e)
	}
	return nil
}

// decided notes whose words a decision about the item quotes beside its own; taking such a decision back is about them
// too.
func (it *ItemState) decided(e exhibit.Entry) error {
	var b DecisionBody
	if err := json.Unmarshal(e.Body, &b); err != nil {
		return fmt.Errorf("entry %d (%s) has a body of another shape: %w", e.N, e.Type, err)
	}
	it.allow(e.N, &b)
	var other exhibit.Ref
	switch {
	case b.Other != nil && b.Other.Ref != it.Ref:
		other = b.Other.Ref
	case b.Undoes != nil:
		other = it.Others[*b.Undoes]
	}
	if other.IsZero() {
		return nil
	}
	if it.Others == nil {
		it.Others = map[int64]exhibit.Ref{}
	}
	it.Others[e.N] = other
	return nil
}

func (it *ItemState) take(n int64, body any) {
	switch b := body.(type) {
	case *ReceivedBody:
		if !slices.Contains(it.Reports, b.Report) {
			it.Reports = append(it.Reports, b.Report)
		}
		if !b.Sealed.IsZero() && len(it.Entries) == 1 {
			it.Sealed, it.SealedBy = true, n
		}
		if b.Parent != "" && !slices.Contains(it.Parents, b.Parent) {
			it.Parents = append(it.Parents, b.Parent)
		}
	case *SheetBody:
		maps.Copy(it.Sheet, b.Fields)
	case *ReadBody:
		it.Read, it.Failed = b, nil
	case *FailedBody:
		if b.Stage == TextStage {
			it.Read, it.Failed = nil, b
		}
	case *RestrictedBody:
		it.Sealed, it.SealedBy, it.Read, it.Cleared = true, n, nil, exhibit.Ref{}
	case *exhibit.VersionBody:
		it.Versions = append(it.Versions, b.Commitment)
	case *ClearedBody:
		it.Cleared = b.Version
		if it.Cleared.IsZero() {
			it.Cleared = it.Ref
		}
	}
}
