package main

import (
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strings"

	"exhibit"
	"exhibit/internal/casefile"
	"exhibit/internal/claim"
	"exhibit/internal/custody"
	"exhibit/internal/incident"
)

type decideCmd struct {
	Accept   decideAccept  `cmd:"" help:"A proposed claim stands as read."`
	Reject   decideReject  `cmd:"" help:"A proposed claim was misread; it counts nowhere."`
	Correct  decideCorrect `cmd:"" help:"Set fields of a claim; its words stay."`
	Merge    decideMerge   `cmd:"" help:"Two incidents are one."`
	Split    decideSplit   `cmd:"" help:"A reported event is not about this incident."`
	Link     decideLink    `cmd:"" help:"Two reported events are one incident."`
	Unlink   decideUnlink  `cmd:"" help:"Two reported events are not one incident."`
	Undo     decideUndo    `cmd:"" help:"Take an earlier decision back."`
	Restrict decideItem    `cmd:"" help:"Seal an item; it leaves reading, index and submissions."`
	Clear    decideClear   `cmd:"" help:"Let a restricted item, or a version of it, enter reading."`
	Met      decideMet     `cmd:"" name:"conditions-met" help:"The conditions under which an item was given are met for one recipient."`
	Erase    decideErase   `cmd:"" help:"Destroy an item by lawful order."`
	Second   decideSecond  `cmd:"" name:"second-reader" help:"Allow a language model at an address you name to read too, or take that back."`
}

func (decideCmd) Help() string {
	return `A decision names words, not ids, so that it outlives re-reading; ids on the command line are looked up for you.

Examples:
  exhibit decide accept CLAIM --case bucha --reason "read against the original"
  exhibit decide correct CLAIM --case bucha --set killed=12 --set qualifier=at_least --reason "the text says at least twelve"
  exhibit decide merge INCIDENT INCIDENT --case bucha --reason "same strike, two spellings of the street"
  exhibit decide undo 412 --case bucha --reason "decided on the wrong claim"`
}

// decideFlags are common to all decisions.
type decideFlags struct {
	caseFlag
	Reason string `help:"Why; it is signed with the decision."`
	JSON   bool   `help:"As JSON."`
}

// made prints what was recorded, after the case was weighed again.
func (f *decideFlags) made(a *app, cf *casefile.Case, entries ...int64) error {
	if _, err := cf.Assert(a.ctx); err != nil {
		return err
	}
	if _, err := cf.Weigh(a.ctx); err != nil {
		return err
	}
	if f.JSON {
		return a.json(map[string]any{"entries": entries})
	}
	for _, n := range entries {
		a.printf("Recorded as entry %d; exhibit decide undo %d takes it back.\n", n, n)
	}
	return nil
}

func (f *decideFlags) check() error {
	if strings.TrimSpace(f.Reason) == "" {
		return &exitError{exitCannot, casefile.ErrNoReason}
	}
	return nil
}

type decideClaim struct {
	Claim string `arg:"" help:"Claim id (the beginning is enough)."`
	decideFlags
}

type decideAccept struct{ decideClaim }
type decideReject struct{ decideClaim }

func (d *decideAccept) Run(a *app) error { return d.decide(a, casefile.Accept, nil) }
func (d *decideReject) Run(a *app) error { return d.decide(a, casefile.Reject, nil) }

func (d *decideClaim) decide(a *app, action string, set map[string]string) error {
	if err := d.check(); err != nil {
		return err
	}
	return a.with(d.Case, casefile.Write, func(cf *casefile.Case) error {
		s, _, err := cf.Snapshot(a.ctx)
		if err != nil {
			return err
		}
		c, err := findByID(slices.Concat(s.Claims, s.Second), "claim", d.Claim, func(c *claim.Claim) string { return c.ID })
		if err != nil {
			return err
		}
		if slices.ContainsFunc(s.Second, func(x claim.Claim) bool { return x.ID == c.ID }) {
			if i := slices.IndexFunc(s.Claims, func(f claim.Claim) bool {
				return f.Ref == c.Ref && f.Quote == c.Quote && f.Occurrence == c.Occurrence && f.Kind == c.Kind
			}); i >= 0 {
				return fmt.Errorf("both readers propose this kind on the same words, and a decision names words; decide on claim %s of the first reader", s.Claims[i].ID)
			}
		}
		ref, err := exhibit.ParseRef(c.Ref)
		if err != nil {
			return fmt.Errorf("claim %s: %w", c.ID, err)
		}
		n, err := cf.Decide(a.ctx, custody.DecisionBody{Action: action, Target: custody.Target{Ref: ref, Quote: c.Quote, Occurrence: c.Occurrence, Kind: string(c.Kind)}, Set: set, Reason: d.Reason})
		if err != nil {
			return err
		}
		return d.made(a, cf, n...)
	})
}

type decideCorrect struct {
	decideClaim
	Set map[string]string `mapsep:"none" help:"Field and value, e.g. killed=12; an empty value clears the field."`
}

func (d *decideCorrect) Run(a *app) error { return d.decide(a, casefile.Correct, d.Set) }

type decideMerge struct {
	A string `arg:"" help:"Incident id."`
	B string `arg:"" help:"Incident id."`
	decideFlags
}

func (d *decideMerge) Run(a *app) error {
	return d.pairs(a, casefile.Merge, func(s *casefile.Snapshot) ([][2]*claim.Event, error) {
		x, err := findIncident(s, d.A)
		if err != nil {
			return nil, err
		}
		y, err := findIncident(s, d.B)
		if err != nil {
			return nil, err
		}
		if x.ID == y.ID {
			return nil, errors.New("these are one incident already")
		}
		e, f := eventsOf(s, x), eventsOf(s, y)
		return [][2]*claim.Event{{e[0], f[0]}}, nil
	})
}

type decideSplit struct {
	Incident string `arg:"" help:"Incident id."`
	Event    string `arg:"" help:"Id of the reported event that does not belong."`
	decideFlags
}

func (d *decideSplit) Run(a *app) error {
	return d.pairs(a, casefile.Split, func(s *casefile.Snapshot) ([][2]*claim.Event, error) {
		in, err := findIncident(s, d.Incident)
		if err != nil {
			return nil, err
		}
		e, err := findByID(s.Events, "reported event", d.Event, func(e *claim.Event) string { return e.ID })
		if err != nil {
			return nil, err
		}
		if !slices.Contains(in.Events, e.ID) {
			return nil, fmt.Errorf("reported event %s is not part of incident %s", e.ID, in.ID)
		}
		var out [][2]*claim.Event
		for _, other := range eventsOf(s, in) {
			if other.ID != e.ID {
				out = append(out, [2]*claim.Event{e, other})
			}
		}
		if len(out) == 0 {
			return nil, fmt.Errorf("incident %s has only this reported event", in.ID)
		}
		return out, nil
	})
}

type decideLink struct{ twoEvents }
type decideUnlink struct{ twoEvents }

type twoEvents struct {
	A string `arg:"" help:"Id of a reported event."`
	B string `arg:"" help:"Id of a reported event."`
	decideFlags
}

func (d *decideLink) Run(a *app) error   { return d.twoEvents.run(a, casefile.LinkTo) }
func (d *decideUnlink) Run(a *app) error { return d.twoEvents.run(a, casefile.Unlink) }

func (d *twoEvents) run(a *app, action string) error {
	return d.pairs(a, action, func(s *casefile.Snapshot) ([][2]*claim.Event, error) {
		id := func(e *claim.Event) string { return e.ID }
		x, err := findByID(s.Events, "reported event", d.A, id)
		if err != nil {
			return nil, err
		}
		y, err := findByID(s.Events, "reported event", d.B, id)
		if err != nil {
			return nil, err
		}
		if x.ID == y.ID {
			return nil, errors.New("these are one reported event")
		}
		return [][2]*claim.Event{{x, y}}, nil
	})
}

// pairs records one decision per pair of reported events.
func (f *decideFlags) pairs(a *app, action string, find func(*casefile.Snapshot) ([][2]*claim.Event, error)) error {
	if err := f.check(); err != nil {
		return err
	}
	return a.with(f.Case, casefile.Write, func(cf *casefile.Case) error {
		s, _, err := cf.Snapshot(a.ctx)
		if err != nil {
			return err
		}
		pairs, err := find(&s)
		if err != nil {
			return err
		}
		var bodies []custody.DecisionBody
		for _, p := range pairs {
			x, err := anchorOf(p[0])
			if err != nil {
				return err
			}
			y, err := anchorOf(p[1])
			if err != nil {
				return err
			}
			bodies = append(bodies, custody.DecisionBody{Action: action, Target: x, Other: &y, Reason: f.Reason})
		}
		n, err := cf.Decide(a.ctx, bodies...)
		if err != nil {
			return err
		}
		return f.made(a, cf, n...)
	})
}

func anchorOf(e *claim.Event) (custody.Target, error) {
	ref, err := exhibit.ParseRef(e.Ref)
	if err != nil {
		return custody.Target{}, fmt.Errorf("reported event %s: %w", e.ID, err)
	}
	return custody.Target{Ref: ref, Quote: e.Anchor, Occurrence: e.Occurrence}, nil
}

func findIncident(s *casefile.Snapshot, id string) (*incident.Incident, error) {
	return findByID(s.Incidents, "incident", id, func(i *incident.Incident) string { return i.ID })
}

func eventsOf(s *casefile.Snapshot, in *incident.Incident) []*claim.Event {
	var out []*claim.Event
	for i := range s.Events {
		if slices.Contains(in.Events, s.Events[i].ID) {
			out = append(out, &s.Events[i])
		}
	}
	return out
}

// findByID finds the one thing whose id begins with what was given.
func findByID[T any](all []T, what, id string, idOf func(*T) string) (*T, error) {
	var found *T
	for i := range all {
		switch have := idOf(&all[i]); {
		case have == id:
			return &all[i], nil
		case id != "" && strings.HasPrefix(have, id):
			if found != nil {
				return nil, fmt.Errorf("%q begins several %s ids: %s and %s", id, what, idOf(found), have)
			}
			found = &all[i]
		}
	}
	if found == nil {
		return nil, fmt.Errorf("no %s %q in this case%s; exhibit show lists what there is", what, id, near(all, id, idOf))
	}
	return found, nil
}

type decideUndo struct {
	Entry int64 `arg:"" help:"Entry number of the decision."`
	decideFlags
}

func (d *decideUndo) Run(a *app) error {
	if err := d.check(); err != nil {
		return err
	}
	return a.with(d.Case, casefile.Write, func(cf *casefile.Case) error {
		n, err := cf.Undo(a.ctx, d.Entry, d.Reason)
		if err != nil {
			return err
		}
		return d.made(a, cf, n)
	})
}

type decideItem struct {
	Item       string `arg:"" help:"Reference or path of the item."`
	Originator string `help:"Who asked for the restriction."`
	decideFlags
}

func (d *decideItem) Run(a *app) error {
	if err := d.check(); err != nil {
		return err
	}
	return a.withItem(d.Case, d.Item, func(cf *casefile.Case, ref exhibit.Ref) error {
		if err := cf.Restrict(a.ctx, ref, d.Originator, d.Reason); err != nil {
			return err
		}
		if _, err := cf.Weigh(a.ctx); err != nil {
			return err
		}
		if d.JSON {
			return a.json(map[string]string{"restricted": ref.String()})
		}
		a.printf("Sealed %s under its own key; what was made of it is destroyed.\n", ref)
		return nil
	})
}

// withItem opens a case for writing and finds an item in it.
func (a *app) withItem(dir, name string, fn func(*casefile.Case, exhibit.Ref) error) error {
	return a.with(dir, casefile.Write, func(cf *casefile.Case) error {
		items, err := cf.Items(a.ctx)
		if err != nil {
			return err
		}
		it, err := casefile.FindItem(items, name)
		if err != nil {
			return err
		}
		ref, err := exhibit.ParseRef(it.Ref)
		if err != nil {
			return err
		}
		return fn(cf, ref)
	})
}

type decideClear struct {
	Item    string `arg:"" help:"Reference or path of the restricted item."`
	Version string `placeholder:"ITEM" help:"Item that stands in for it; the item itself when left out."`
	decideFlags
}

func (d *decideClear) Run(a *app) error {
	if err := d.check(); err != nil {
		return err
	}
	return a.withItem(d.Case, d.Item, func(cf *casefile.Case, ref exhibit.Ref) error {
		var version exhibit.Ref
		if d.Version != "" {
			items, err := cf.Items(a.ctx)
			if err != nil {
				return err
			}
			it, err := casefile.FindItem(items, d.Version)
			if err != nil {
				return err
			}
			if version, err = exhibit.ParseRef(it.Ref); err != nil {
				return err
			}
		}
		members, err := cf.Clear(a.ctx, ref, version, d.Reason)
		if err != nil {
			return err
		}
		if d.JSON {
			return a.json(map[string]any{"cleared": ref.String(), "members": members})
		}
		if members.Received+members.Refused > 0 {
			a.endProgress()
			a.printf("It holds other things, restricted as it is and cleared with it: %d taken, %d not.\n", members.Received, members.Refused)
		}
		a.printf("Cleared %s; next: exhibit run or exhibit read --case %s\n", ref, d.Case)
		return nil
	})
}

type decideMet struct {
	Item string `arg:"" help:"Reference or path of the item."`
	To   string `required:"" placeholder:"RECIPIENT" help:"For whom, as submit --to will name them."`
	decideFlags
}

func (d *decideMet) Run(a *app) error {
	if err := d.check(); err != nil {
		return err
	}
	return a.withItem(d.Case, d.Item, func(cf *casefile.Case, ref exhibit.Ref) error {
		n, conditions, err := cf.MeetConditions(a.ctx, ref, d.To, d.Reason)
		if err != nil {
			return err
		}
		if d.JSON {
			return a.json(map[string]any{"entry": n, "conditions": conditions})
		}
		a.printf("Recorded as entry %d, for %q and nobody else; it speaks of these conditions: %s\nexhibit decide undo %d takes it back.\n", n, d.To, conditions, n)
		return nil
	})
}

type decideErase struct {
	Item  string `arg:"" help:"Reference or path of the item."`
	Order string `help:"The order this obeys: court, date, number."`
	decideFlags
}

func (d *decideErase) Run(a *app) error {
	if err := d.check(); err != nil {
		return err
	}
	return a.withItem(d.Case, d.Item, func(cf *casefile.Case, ref exhibit.Ref) error {
		done, err := cf.Erase(a.ctx, ref, d.Order, d.Reason)
		if err != nil {
			return err
		}
		if _, err := cf.Weigh(a.ctx); err != nil {
			return err
		}
		if d.JSON {
			return a.json(done)
		}
		a.printf("Erased by entry %d: %d entries, the bytes and all that was made of them.\n", done.Entry, len(done.Entries))
		for _, n := range done.Releases {
			line, err := cf.Ledger().Line(a.ctx, n)
			if err != nil {
				return err
			}
			a.printf("It had been released by entry %d; tell %s.\n", n, recipientOf(line))
		}
		for _, n := range done.Named {
			a.printf("Entry %d says its name in the path of something that came out of it; if the order covers that too, erase it too.\n", n)
		}
		a.printf("Copies and back-ups of the case made before today still hold it.\n")
		return nil
	})
}

// recipientOf says to whom and when an entry released a submission.
func recipientOf(l exhibit.EntryLine) string {
	e, err := l.Open()
	if err != nil {
		return "whoever received it (that entry was erased itself)"
	}
	var b exhibit.ReleasedBody
	if err := json.Unmarshal(e.Body, &b); err != nil {
		return "whoever received it (that entry cannot be read; run exhibit verify)"
	}
	return fmt.Sprintf("%q, who received it on %s", b.Recipient, e.At)
}

type assessCmd struct {
	caseFlag
	Question   string   `help:"What was asked."`
	Conclusion string   `help:"The answer, in a person's words."`
	Value      string   `help:"corroborated, verified, inconclusive or rejected; left out for questions of another kind."`
	Standard   string   `help:"Standard of proof, e.g. \"reasonable grounds to believe\"."`
	AsOf       string   `help:"Day the information runs to."`
	Basis      []string `sep:"none" help:"What it rests on: claim, item or incident ids; may be repeated."`
	Contrary   string   `help:"What speaks against it, and how it was weighed."`
	Dissent    string   `help:"Who disagrees, and why."`
	Authorised string   `name:"authorised-by" help:"Who authorised it."`
	Supersedes int64    `default:"-1" help:"Entry number of the assessment this one replaces."`
	Incident   string   `help:"Incident it concerns."`
	JSON       bool     `help:"As JSON."`
}

func (assessCmd) Help() string {
	return `On the information currently available. The machine never makes one.

Example:
  exhibit assess --case bucha --incident INCIDENT --question "Did the strike hit the hospital?" --conclusion "It did." --value corroborated --standard "reasonable grounds to believe" --as-of 2022-04-10 --basis CLAIM --contrary "the denial of 9 March; no military object is reported"`
}

func (c *assessCmd) Run(a *app) error {
	return a.with(c.Case, casefile.Write, func(cf *casefile.Case) error {
		b := custody.AssessmentBody{Question: c.Question, Conclusion: c.Conclusion, Value: c.Value, Standard: c.Standard, AsOf: c.AsOf, Basis: c.Basis,
			Contrary: c.Contrary, Dissent: c.Dissent, Authorised: c.Authorised}
		if c.Supersedes >= 0 {
			b.Supersedes = &c.Supersedes
		}
		if c.Incident != "" {
			s, _, err := cf.Snapshot(a.ctx)
			if err != nil {
				return err
			}
			in, err := findIncident(&s, c.Incident)
			if err != nil {
				return err
			}
			for _, e := range eventsOf(&s, in) {
				t, err := anchorOf(e)
				if err != nil {
					return err
				}
				b.Anchors = append(b.Anchors, t)
			}
		}
		n, err := cf.Assess(a.ctx, b)
		if err != nil {
			return err
		}
		if c.JSON {
			return a.json(map[string]int64{"entry": n})
		}
		a.printf("Recorded as entry %d; a later assessment replaces it with --supersedes %d.\n", n, n)
		return nil
	})
}

type observeCmd struct {
	caseFlag
	Item   string `arg:"" help:"Reference or path of the item."`
	At     string `help:"Where: \"page 2\", \"region 10,20,300,200\", \"interval 00:01:02-00:01:10\"."`
	Sees   string `help:"What you see, and nothing else."`
	Method string `help:"How: \"looked at full size\", \"played at half speed\", …"`
	JSON   bool   `help:"As JSON."`
}

func (observeCmd) Help() string {
	return `Example:
  exhibit observe photo.jpg --case bucha --at "region 10,20,300,200" --sees "a sign with the word SCHOOL" --method "looked at full size"`
}

func (c *observeCmd) Run(a *app) error {
	return a.withItem(c.Case, c.Item, func(cf *casefile.Case, ref exhibit.Ref) error {
		n, err := cf.Observe(a.ctx, ref, custody.ObservationBody{Where: c.At, Sees: c.Sees, Method: c.Method})
		if err != nil {
			return err
		}
		if c.JSON {
			return a.json(map[string]int64{"entry": n})
		}
		a.printf("Recorded as entry %d.\n", n)
		return nil
	})
}

type rebuildCmd struct {
	caseFlag
	JSON bool `help:"As JSON."`
}

func (rebuildCmd) Help() string {
	return "Decisions stand: they name words. What comes out as before is not recorded again.\n\nExample:\n  exhibit rebuild --case bucha"
}

func (c *rebuildCmd) Run(a *app) error {
	return a.with(c.Case, casefile.Write, func(cf *casefile.Case) error {
		r, err := cf.Rebuild(a.ctx)
		if err != nil {
			return err
		}
		if c.JSON {
			return a.json(r)
		}
		a.printf("Replayed %d entries; read %d (%d without a text), asserted %d; %d outcomes differ from before.\nDecisions: %d find their words, %d do not.\n",
			r.Records, r.Texts.Done, r.Texts.Failed, r.Claims.Done, r.Changed, r.Bound, r.Orphans)
		return nil
	})
}
