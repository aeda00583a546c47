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
	Case    []int64 // entries about the case and its keys, erasures and anchors
	Persons []int64 // decisions and assessments that concern no single item
	Erased  []ErasedState
	// Released are the sizes of the ledger when submissions left the house.
	Released []int64
	byRef    map[exhibit.Ref]*ItemState
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
	Cleared  exhibit.Ref
	Custody  []Event
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
func NewState() *State { return &State{byRef: map[exhibit.Ref]*ItemState{}} }

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
		s.Persons = append(s.Persons, e.N)
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
	it.take(body)
	return nil
}

func (it *ItemState) take(body any) {
	switch b := body.(type) {
	case *ReceivedBody:
		if !slices.Contains(it.Reports, b.Report) {
			it.Reports = append(it.Reports, b.Report)
		}
		if !b.Sealed.IsZero() && len(it.Entries) == 1 {
			it.Sealed = true
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
		it.Sealed, it.Read, it.Cleared = true, nil, exhibit.Ref{}
	case *ClearedBody:
		it.Cleared = b.Version
		if it.Cleared.IsZero() {
			it.Cleared = it.Ref
		}
	}
}
