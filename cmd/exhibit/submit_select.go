package main

import (
	"errors"
	"fmt"
	"slices"
	"strings"

	"exhibit"
	"exhibit/internal/casefile"
	"exhibit/internal/claim"
	"exhibit/internal/incident"
	"exhibit/internal/law"
	"exhibit/internal/submission"
)

// selection works out what was asked for. What bears against a selected incident goes with it, and so does what bears
// against an incident of which a selected item tells.
func (c *submitCmd) selection(a *app, cf *casefile.Case) (submission.Selection, error) {
	sel := submission.Selection{Recipient: c.To}
	items, err := cf.Items(a.ctx)
	if err != nil {
		return sel, err
	}
	if sel.LeaveOut, err = named(items, c.LeaveOut); err != nil {
		return sel, err
	}
	release, err := named(items, c.Restricted)
	if err != nil {
		return sel, err
	}
	sel.Release = map[exhibit.Ref]bool{}
	for ref, reason := range release {
		if err := cf.AllowRelease(a.ctx, ref, c.To, reason); err != nil {
			return sel, err
		}
		sel.Release[ref] = true
	}
	met, err := named(items, c.ConditionsMet)
	if err != nil {
		return sel, err
	}
	for ref, reason := range met {
		if _, _, err := cf.MeetConditions(a.ctx, ref, c.To, reason); err != nil {
			return sel, err
		}
	}
	if len(c.Item) == 0 && len(c.Incident) == 0 {
		return sel, nil
	}
	sel.Only, sel.Contrary = map[exhibit.Ref]string{}, map[exhibit.Ref]string{}
	for _, name := range c.Item {
		it, err := casefile.FindItem(items, name)
		if err != nil {
			return sel, err
		}
		ref, err := exhibit.ParseRef(it.Ref)
		if err != nil {
			return sel, err
		}
		sel.Only[ref] = "selected by name"
	}
	return sel, c.gather(a, cf, &sel)
}

func named(items []casefile.Item, reasons map[string]string) (map[exhibit.Ref]string, error) {
	out := map[exhibit.Ref]string{}
	for name, reason := range reasons {
		it, err := casefile.FindItem(items, name)
		if err != nil {
			return nil, err
		}
		if strings.TrimSpace(reason) == "" {
			return nil, fmt.Errorf("say why: %s=REASON", name)
		}
		ref, err := exhibit.ParseRef(it.Ref)
		if err != nil {
			return nil, err
		}
		out[ref] = reason
	}
	return out, nil
}

// gatherer adds to a selection what a snapshot says of it.
type gatherer struct {
	s   *casefile.Snapshot
	sel *submission.Selection
	ref map[string]exhibit.Ref // of claims
}

// gather adds the items that tell of the incidents selected, and those that bear against what is selected.
func (c *submitCmd) gather(a *app, cf *casefile.Case, sel *submission.Selection) error {
	s, _, err := cf.Snapshot(a.ctx)
	if errors.Is(err, casefile.ErrStale) {
		return fmt.Errorf("what bears against the selection goes with it, and that cannot be told: %w", err)
	}
	if err != nil {
		return err
	}
	return gather(&s, sel, c.Incident)
}

func gather(s *casefile.Snapshot, sel *submission.Selection, incidents []string) error {
	var err error
	g := &gatherer{s, sel, map[string]exhibit.Ref{}}
	for i := range s.Claims {
		if g.ref[s.Claims[i].ID], err = exhibit.ParseRef(s.Claims[i].Ref); err != nil {
			return fmt.Errorf("claim %s: %w", s.Claims[i].ID, err)
		}
	}
	told := g.told() // by the items named, before incidents add others
	for _, id := range incidents {
		in, err := findIncident(s, id)
		if err != nil {
			return err
		}
		for _, cid := range in.Claims {
			if err := g.add(sel.Only, cid, "tells of: "+in.Title); err != nil {
				return err
			}
		}
		told = append(told, in)
	}
	opposed, err := against(s, told)
	if err != nil {
		return err
	}
	for _, in := range told {
		for _, cid := range opposed[in.ID] {
			if err := g.add(sel.Contrary, cid, "bears against: "+in.Title); err != nil {
				return err
			}
		}
	}
	return g.denied()
}

// told lists the incidents of which the items selected by name tell.
func (g *gatherer) told() []*incident.Incident {
	var out []*incident.Incident
	for i := range g.s.Incidents {
		if g.any(g.s.Incidents[i].Claims) {
			out = append(out, &g.s.Incidents[i])
		}
	}
	return out
}

// denied adds what denies a proposition that a selected item carries, whether it is part of an incident or not.
func (g *gatherer) denied() error {
	for i := range g.s.Propositions {
		p := &g.s.Propositions[i]
		if len(p.Denials) == 0 || !g.any(p.Claims) {
			continue
		}
		for _, cid := range p.Denials {
			if err := g.add(g.sel.Contrary, cid, "denies: "+p.Text); err != nil {
				return err
			}
		}
	}
	return nil
}

// any reports whether one of the claims is a selected item's.
func (g *gatherer) any(claims []string) bool {
	return slices.ContainsFunc(claims, func(id string) bool {
		_, ok := g.sel.Only[g.ref[id]]
		return ok
	})
}

// add adds the item of a claim, with the basis of its relevance, unless it is selected already.
func (g *gatherer) add(to map[exhibit.Ref]string, cid, basis string) error {
	ref, ok := g.ref[cid]
	if !ok {
		return casefile.ErrStale
	}
	if _, ok := g.sel.Only[ref]; ok {
		return nil
	}
	if _, ok := to[ref]; !ok {
		to[ref] = basis
	}
	return nil
}

// against lists the claims that speak against incidents, by their ids: denials among their own, contrary facts of their
// sheets, denials of facts in them, and denials of their propositions.
func against(s *casefile.Snapshot, all []*incident.Incident) (map[string][]string, error) {
	out, denial := map[string][]string{}, map[string]bool{}
	for i := range s.Claims {
		denial[s.Claims[i].ID] = s.Claims[i].Kind == claim.Denial
	}
	for _, in := range all {
		out[in.ID] = slices.DeleteFunc(slices.Clone(in.Claims), func(id string) bool { return !denial[id] })
	}
	if len(all) == 0 {
		return out, nil
	}
	err := s.EachSheet(func(x *law.Sheet) error {
		if _, asked := out[x.Incident]; asked {
			out[x.Incident] = append(out[x.Incident], opposing(x)...)
		}
		return nil
	})
	for _, p := range s.Propositions {
		if _, asked := out[p.Incident]; asked {
			out[p.Incident] = append(out[p.Incident], p.Denials...)
		}
	}
	for id := range out {
		slices.Sort(out[id])
		out[id] = slices.Compact(out[id])
	}
	return out, err
}

// opposing lists the claims of a sheet that speak against it.
func opposing(x *law.Sheet) (out []string) {
	for _, f := range x.Contrary {
		out = append(out, f.Claim)
	}
	for _, e := range x.Elements {
		for _, f := range e.Facts {
			out = append(out, f.Denied...)
		}
	}
	return out
}
