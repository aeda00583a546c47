package casefile

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"exhibit"
	"exhibit/internal/claim"
	"exhibit/internal/custody"
	"exhibit/internal/incident"
	"exhibit/internal/ledger"
)

// Actions a person may decide on claims and joins. Restrict, clear and erase have functions of their own.
const (
	Accept  = "accept"
	Reject  = "reject"
	Correct = "correct"
	Merge   = "merge"
	Split   = "split"
	LinkTo  = "link"
	Unlink  = "unlink"
	Undo    = "undo"
)

// ErrNoReason says that a decision came without one.
var ErrNoReason = errors.New(`a decision needs a reason; say --reason "…"`)

// Decide records decisions on words, all in one transaction, and returns their entry numbers.
func (c *Case) Decide(ctx context.Context, bodies ...custody.DecisionBody) ([]int64, error) {
	for _, b := range bodies {
		if strings.TrimSpace(b.Reason) == "" {
			return nil, ErrNoReason
		}
		if b.Action == Correct {
			if err := checkCorrection(b.Set); err != nil {
				return nil, err
			}
		}
	}
	var out []int64
	err := c.ledger.Write(ctx, func(tx *ledger.Tx) error {
		book := custody.NewBook(ctx, tx)
		defer book.Close()
		out = out[:0]
		for i := range bodies {
			n, err := book.Record(exhibit.Decided, bodies[i].Target.Ref, nil, &bodies[i])
			if err != nil {
				return err
			}
			out = append(out, n)
		}
		return nil
	})
	return out, err
}

// Undo takes an earlier decision back. The decision stays in the ledger.
func (c *Case) Undo(ctx context.Context, n int64, reason string) (int64, error) {
	line, err := c.ledger.Line(ctx, n)
	if err != nil {
		return 0, err
	}
	e, err := line.Open()
	if err != nil {
		return 0, err
	}
	if e.Type != exhibit.Decided {
		return 0, fmt.Errorf("entry %d is %q, not a decision that can be undone", n, e.Type)
	}
	out, err := c.Decide(ctx, custody.DecisionBody{Action: Undo, Target: custody.Target{Ref: e.Item}, Undoes: &n, Reason: reason})
	if err != nil {
		return 0, err
	}
	return out[0], nil
}

// Assess records a person's or body's conclusion.
func (c *Case) Assess(ctx context.Context, b custody.AssessmentBody) (int64, error) {
	for _, f := range []struct{ name, value string }{{"--question", b.Question}, {"--conclusion", b.Conclusion}, {"--standard", b.Standard}, {"--as-of", b.AsOf}, {"--contrary", b.Contrary}} {
		if strings.TrimSpace(f.value) == "" {
			return 0, fmt.Errorf("an assessment says its %s; give %s (\"none found\" is an answer where it is true)", strings.TrimPrefix(f.name, "--"), f.name)
		}
	}
	if b.Value != "" && !slices.Contains([]string{"corroborated", "verified", "inconclusive", "rejected"}, b.Value) {
		return 0, fmt.Errorf("%q is not an assessment; use corroborated, verified, inconclusive or rejected", b.Value)
	}
	return c.one(ctx, exhibit.Assessed, exhibit.Ref{}, &b)
}

// Observe records what the acting person sees in an item.
func (c *Case) Observe(ctx context.Context, item exhibit.Ref, b custody.ObservationBody) (int64, error) {
	if strings.TrimSpace(b.Where) == "" || strings.TrimSpace(b.Sees) == "" || strings.TrimSpace(b.Method) == "" {
		return 0, errors.New(`an observation says where, what is seen and by what method: --at "page 2" --sees "…" --method "…"`)
	}
	return c.one(ctx, exhibit.Observed, item, &b)
}

func (c *Case) one(ctx context.Context, typ string, item exhibit.Ref, body any) (int64, error) {
	var n int64
	err := c.ledger.Write(ctx, func(tx *ledger.Tx) error {
		book := custody.NewBook(ctx, tx)
		defer book.Close()
		var err error
		n, err = book.Record(typ, item, nil, body)
		return err
	})
	return n, err
}

// entriesOf decodes the entries of one rare type. Erased ones are passed over.
func entriesOf[T any](ctx context.Context, c *Case, typ string, fn func(exhibit.Entry, T) error) error {
	return c.ledger.LinesOfType(ctx, typ, func(l exhibit.EntryLine) error {
		if l.Erased {
			return nil
		}
		e, err := l.Open()
		if err != nil {
			return err
		}
		var body T
		if err := json.Unmarshal(e.Body, &body); err != nil {
			return fmt.Errorf("entry %d (%s) has a body of another shape: %w", e.N, typ, err)
		}
		return fn(e, body)
	})
}

// Decisions lists what people decided, in order. Bound is set by bind.
func (c *Case) Decisions(ctx context.Context) ([]Decision, error) {
	var out []Decision
	undone := map[int64]int64{}
	err := entriesOf(ctx, c, exhibit.Decided, func(e exhibit.Entry, b custody.DecisionBody) error {
		if b.Undoes != nil {
			undone[*b.Undoes] = e.N
		}
		out = append(out, decisionOf(e, b))
		return nil
	})
	undo(out, undone)
	return out, err
}

func decisionOf(e exhibit.Entry, b custody.DecisionBody) Decision {
	d := Decision{Entry: e.N, By: e.Actor, Role: e.Role, At: e.At, Action: b.Action, Set: b.Set, Reason: b.Reason,
		Target: Target{b.Target.Ref.String(), b.Target.Quote, b.Target.Occurrence, b.Target.Kind, b.Target.Field}}
	if b.Target.Ref.IsZero() {
		d.Target.Ref = "" // it is about the case
	}
	if b.Other != nil {
		d.Other = &incident.Anchor{Ref: b.Other.Ref.String(), Quote: b.Other.Quote, Occurrence: b.Other.Occurrence}
	}
	return d
}

// undo marks the decisions that a later one took back. An undo that was itself undone takes nothing back.
func undo(ds []Decision, undone map[int64]int64) {
	for i := len(ds) - 1; i >= 0; i-- {
		if by, ok := undone[ds[i].Entry]; ok && !isUndone(ds, by) {
			ds[i].Undone = by
		}
	}
}

func isUndone(ds []Decision, n int64) bool {
	for _, d := range ds {
		if d.Entry == n {
			return d.Undone != 0
		}
	}
	return false
}

// words is the key by which decisions find claims.
type words struct {
	ref, quote string
	occurrence int
	kind       string
}

// bind applies decisions to claims and says which found their words. Of contradictory decisions the later entry holds.
// A decision that another program wrote and that makes no sense is not bound, and stops nobody else's.
// Where two readers propose one kind on the same words, a decision is on what the first proposes.
func bind(ds []Decision, claims, second []claim.Claim, events []claim.Event) []incident.Pair {
	at := map[words]*claim.Claim{}
	for _, of := range [][]claim.Claim{second, claims} {
		for i := range of {
			c := &of[i]
			at[words{c.Ref, c.Quote, c.Occurrence, string(c.Kind)}] = c
		}
	}
	anchors := map[incident.Anchor]bool{}
	if hasJoins(ds) {
		for i := range events {
			anchors[incident.Anchor{Ref: events[i].Ref, Quote: events[i].Anchor, Occurrence: events[i].Occurrence}] = true
		}
	}
	var pairs []incident.Pair
	for i := range ds {
		d := &ds[i]
		if d.Undone != 0 || d.Action == Undo {
			d.Bound = true
			continue
		}
		switch d.Action {
		case Accept, Reject, Correct:
			c, ok := at[words{d.Target.Ref, d.Target.Quote, d.Target.Occurrence, d.Target.Kind}]
			d.Bound = ok && applyDecision(c, d) == nil
		case Merge, LinkTo, Split, Unlink:
			if d.Other == nil {
				continue
			}
			p := incident.Pair{A: incident.Anchor{Ref: d.Target.Ref, Quote: d.Target.Quote, Occurrence: d.Target.Occurrence}, B: *d.Other,
				Must: d.Action == Merge || d.Action == LinkTo, Entry: d.Entry}
			d.Bound = anchors[p.A] && anchors[p.B]
			pairs = append(pairs, p)
		default:
			d.Bound = true
		}
	}
	return pairs
}

func hasJoins(ds []Decision) bool {
	return slices.ContainsFunc(ds, func(d Decision) bool { return d.Other != nil })
}

// applyDecision changes nothing when it fails.
func applyDecision(c *claim.Claim, d *Decision) error {
	switch d.Action {
	case Accept:
		c.Status = "accepted"
	case Reject:
		c.Status = "rejected"
	case Correct:
		if err := checkCorrection(d.Set); err != nil {
			return err
		}
		if err := setFields(c, d.Set); err != nil {
			return err
		}
		c.Status = "corrected"
	}
	c.DecidedBy, c.Reason = d.By+" (entry "+strconv.FormatInt(d.Entry, 10)+")", d.Reason
	return nil
}

// bound fields: a correction may not move a claim off its words or forge how it was made.
var fixedFields = []string{"id", "report", "ref", "quote", "char_start", "char_end", "occurrence", "kind", "basis", "reader", "status", "decided_by", "reason", "origin"}

func checkCorrection(set map[string]string) error {
	if len(set) == 0 {
		return errors.New(`a correction says what to set: --set killed=12`)
	}
	for f := range set {
		// JSON takes names for equal that differ in case only, the long s and the Kelvin sign among them.
		if slices.ContainsFunc(fixedFields, func(fixed string) bool { return strings.EqualFold(f, fixed) }) {
			return fmt.Errorf("%q is bound to the words and cannot be corrected; reject the claim instead", f)
		}
	}
	var c claim.Claim
	return setFields(&c, set)
}

// setFields sets fields of a claim by their names in the contract; an empty value clears one.
func setFields(c *claim.Claim, set map[string]string) error {
	b, err := json.Marshal(c)
	if err != nil {
		return fmt.Errorf("correcting a claim: %w", err)
	}
	fields := map[string]json.RawMessage{}
	if err := json.Unmarshal(b, &fields); err != nil {
		return fmt.Errorf("correcting a claim: %w", err)
	}
	for f, v := range set {
		if v == "" {
			delete(fields, f)
			continue
		}
		fields[f] = rawValue(f, v)
	}
	if b, err = json.Marshal(fields); err != nil {
		return fmt.Errorf("correcting a claim: %w", err)
	}
	var out claim.Claim
	dec := json.NewDecoder(strings.NewReader(string(b)))
	dec.DisallowUnknownFields()
	if err := dec.Decode(&out); err != nil {
		return fmt.Errorf("a claim has no field that takes this correction; docs/format/export.md lists them: %w", err)
	}
	*c = out
	return nil
}

var listFields = map[string]bool{"attribution": true, "places": true, "object_types": true, "weapons": true, "legal_labels": true}

func rawValue(field, v string) json.RawMessage {
	if listFields[field] {
		parts := strings.Split(v, ";")
		for i := range parts {
			parts[i] = strings.TrimSpace(parts[i])
		}
		b, _ := json.Marshal(parts) // strings always encode
		return b
	}
	if field == "cumulative" || isNumber(field) {
		return json.RawMessage(v)
	}
	b, _ := json.Marshal(v) // a string always encodes
	return b
}

func isNumber(field string) bool {
	field = strings.TrimSuffix(strings.TrimSuffix(field, "_min"), "_max")
	return slices.Contains([]string{"killed", "injured", "combined_total", "missing", "detained", "displaced", "bodies_found", "lat", "lon"}, field)
}

// Assessments lists conclusions in order, each with what superseded it.
func (c *Case) Assessments(ctx context.Context) ([]Assessment, []custody.AssessmentBody, error) {
	var out []Assessment
	var bodies []custody.AssessmentBody
	err := entriesOf(ctx, c, exhibit.Assessed, func(e exhibit.Entry, b custody.AssessmentBody) error {
		a := Assessment{Entry: e.N, Question: b.Question, Conclusion: b.Conclusion, Value: b.Value, Standard: b.Standard, AsOf: b.AsOf, Basis: b.Basis,
			Contrary: b.Contrary, Dissent: b.Dissent, Authorised: b.Authorised, By: e.Actor, Role: e.Role, At: e.At}
		if b.Supersedes != nil {
			a.Supersedes = *b.Supersedes
			for i := range out {
				if out[i].Entry == a.Supersedes {
					out[i].Superseded = e.N
				}
			}
		}
		out, bodies = append(out, a), append(bodies, b)
		return nil
	})
	return out, bodies, err
}

// Observations lists what people saw, in order.
func (c *Case) Observations(ctx context.Context, items []Item) ([]Observation, error) {
	reports := map[string]string{}
	for _, it := range items {
		if len(it.Reports) > 0 {
			reports[it.Ref] = it.Reports[0]
		}
	}
	var out []Observation
	err := entriesOf(ctx, c, exhibit.Observed, func(e exhibit.Entry, b custody.ObservationBody) error {
		out = append(out, Observation{Entry: e.N, Ref: e.Item.String(), Report: reports[e.Item.String()], Where: b.Where, Sees: b.Sees, Method: b.Method, By: e.Actor, Role: e.Role, At: e.At})
		return nil
	})
	return out, err
}
