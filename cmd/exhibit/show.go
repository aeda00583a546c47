package main

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"

	"exhibit"
	"exhibit/internal/casefile"
	"exhibit/internal/casualty"
	"exhibit/internal/claim"
	"exhibit/internal/dossier"
	"exhibit/internal/incident"
	"exhibit/internal/law"
	"exhibit/internal/origin"
)

type showCmd struct {
	What string `arg:"" enum:"item,claim,second,event,aside,incident,series,origin,proposition,refusal,sheet,custody,decisions,access" help:"item, claim, second (where two readers differ), event, aside (events that are no incidents), incident, series, origin, proposition, refusal, sheet, custody, decisions or access."`
	ID   string `arg:"" optional:"" help:"Reference, path or id; the beginning is enough. A series also by its number in the list or by its counting body. Left out: a list."`
	caseFlag
	Svg  bool `name:"svg" help:"As a picture (series, proposition, refusal)."`
	Why  bool `name:"why" help:"Of a claim: the rule, and the words and lexicon entries that made every field."`
	JSON bool `help:"As JSON."`
}

func (showCmd) Help() string {
	return `Examples:
  exhibit show incident --case bucha
  exhibit show series OHCHR --case bucha
  exhibit show claim 4f1c --case bucha --why
  exhibit show custody reports/01.txt --case bucha
  exhibit show access --case bucha
  exhibit show proposition 9ab2 --case bucha --svg > tree.svg`
}

func (c *showCmd) Run(a *app) error {
	return a.with(c.Case, casefile.ReadOnly, func(cf *casefile.Case) error {
		switch c.What {
		case "item":
			return c.item(a, cf)
		case "custody":
			return c.custody(a, cf)
		case "access":
			return c.access(a, cf)
		}
		s, decisions, err := cf.Snapshot(a.ctx)
		if err != nil {
			return err
		}
		return c.derived(a, cf, &s, decisions)
	})
}

func (c *showCmd) derived(a *app, cf *casefile.Case, s *casefile.Snapshot, decisions []casefile.Decision) error {
	protected, err := cf.Protected(a.ctx)
	if err != nil {
		return err
	}
	v := &viewer{app: a, c: c, s: s, cf: cf, words: newWords(protected, s)}
	switch c.What {
	case "claim":
		return show(v, "claim", slices.Concat(s.Claims, s.Second), func(x *claim.Claim) string { return x.ID }, claimLine, v.claim)
	case "second":
		v.look(s.Second)
		return v.second("")
	case "event":
		return show(v, "reported event", s.Events, func(x *claim.Event) string { return x.ID }, eventLine, v.event)
	case "aside":
		return show(v, "reported event set aside", s.Aside, func(x *incident.Aside) string { return x.Event }, v.asideLine, v.aside)
	case "incident":
		return show(v, "incident", s.Incidents, func(x *incident.Incident) string { return x.ID }, incidentLine, v.incident)
	case "series":
		return v.findSeries()
	case "origin":
		return show(v, "origin", s.Origins, func(x *origin.Origin) string { return x.ID }, originLine, v.origin)
	case "proposition":
		return show(v, "proposition", s.Propositions, func(x *origin.Proposition) string { return x.ID }, propositionLine, func(p *origin.Proposition) error { return v.proposition(cf, p) })
	case "refusal":
		return show(v, "refused sum", s.Refusals, func(x *casualty.Refusal) string { return x.ID }, func(r *casualty.Refusal) string { return r.ID + "  " + r.Reason }, v.refusal)
	case "sheet":
		return v.sheets()
	case "decisions":
		v.look(decisions)
		if c.JSON {
			return a.json(decisions)
		}
		for _, d := range decisions {
			state := ""
			if !d.Bound {
				state = "  (its words are found nowhere now)"
			}
			if d.Overruled {
				state = "  (overruled: later decisions make it impossible)"
			}
			if d.Undone != 0 {
				state = fmt.Sprintf("  (undone by entry %d)", d.Undone)
			}
			a.printf("%d  %s  %s (%s)  %s: %s%s\n", d.Entry, d.At, d.By, d.Role, d.Action, d.Reason, state)
		}
	}
	return nil
}

func sheetID(x *law.Sheet) string { return x.Incident + "/" + x.Crime }

func sheetLine(x *law.Sheet) string {
	return fmt.Sprintf("%s  art. %s  %s", sheetID(x), x.Article, x.Title)
}

// sheets prints one sheet, or a line for each. Those of a large case are laid out one by one and not held together.
func (v *viewer) sheets() error {
	if v.c.ID == "" && !v.c.JSON {
		v.looked(v.cf, casefile.Access{Act: casefile.Showed, What: v.c.What, Items: v.words.all(true)})
		none := true
		err := v.s.EachSheet(func(x *law.Sheet) error {
			none = false
			v.printf("%s\n", sheetLine(x))
			return nil
		})
		if none && err == nil {
			v.printf("No sheet in this case.\n")
		}
		return err
	}
	var found []law.Sheet
	err := v.s.EachSheet(func(x *law.Sheet) error {
		if strings.HasPrefix(sheetID(x), v.c.ID) {
			found = append(found, *x)
		}
		return nil
	})
	if err != nil {
		return err
	}
	return show(v, "sheet", found, sheetID, sheetLine, v.sheet)
}

// viewer prints derived things.
type viewer struct {
	*app
	c        *showCmd
	s        *casefile.Snapshot
	cf       *casefile.Case
	words    *words
	events   map[string]*claim.Event // by id, once asked for
	claims   map[string]*claim.Claim // by id, once asked for
	speakers map[string]string       // by id of an origin, once asked for
}

// look enters what is about to be shown in the access log.
func (v *viewer) look(x any) {
	v.looked(v.cf, casefile.Access{Act: casefile.Showed, What: v.c.What, Items: v.words.in(x)})
}

// show prints one thing, or a line for each when no id was given.
func show[T any](v *viewer, what string, all []T, id func(*T) string, line func(*T) string, one func(*T) error) error {
	if v.c.ID == "" {
		v.look(all)
		if v.c.JSON {
			return v.json(all)
		}
		for i := range all {
			v.printf("%s\n", line(&all[i]))
		}
		if len(all) == 0 {
			v.printf("No %s in this case.\n", what)
		}
		return nil
	}
	x, err := findByID(all, what, v.c.ID, id)
	if err != nil {
		return err
	}
	return showOne(v, x, one)
}

func showOne[T any](v *viewer, x *T, one func(*T) error) error {
	v.look([]any{x, v.beside(x)})
	if v.c.JSON && !v.c.Why {
		return v.json(x)
	}
	return one(x)
}

func claimLine(c *claim.Claim) string {
	return fmt.Sprintf("%s  %-22s %s  %s", c.ID, c.Kind, c.Report, shorten(c.Quote, 80))
}

func eventLine(e *claim.Event) string {
	return fmt.Sprintf("%s  %-10s %s  %s  %s", e.ID, e.Type, interval(e.DateMin, e.DateMax), e.Place, shorten(e.Anchor, 60))
}

func incidentLine(i *incident.Incident) string {
	return fmt.Sprintf("%s  %s  %s  %s  %d reports, origins %s, %s", i.ID, interval(i.DateMin, i.DateMax), i.Place, i.Title, len(i.Reports), between(i.OriginsMin, i.OriginsMax), i.Support)
}

func seriesLine(s *casualty.Series) string {
	return fmt.Sprintf("%s  %s  %s  %s  %d points", s.ID, s.CountingBody, s.Measure, s.Scope, len(s.Points))
}

func originLine(o *origin.Origin) string {
	return fmt.Sprintf("%s  %s  %s  %d claims in %d reports  (%s)", o.ID, o.Speaker, o.Date, len(o.Claims), len(o.Reports), o.BasisOfKnowledge)
}

func propositionLine(p *origin.Proposition) string {
	return fmt.Sprintf("%s  %d mentions, %s origins  %s", p.ID, p.Mentions, between(p.OriginsMin, p.OriginsMax), p.Text)
}

func shorten(s string, n int) string {
	r := []rune(strings.Join(strings.Fields(s), " "))
	if len(r) > n {
		return string(r[:n-1]) + "…"
	}
	return string(r)
}

func interval(lo, hi string) string {
	switch {
	case lo == "" && hi == "":
		return "undated"
	case lo == hi:
		return lo
	}
	return lo + "…" + hi
}

func between(lo, hi int) string {
	if lo == hi {
		return fmt.Sprint(lo)
	}
	return fmt.Sprintf("%d to %d", lo, hi)
}

// fields prints the non-empty JSON fields of a value, in their order.
func (v *viewer) fields(x any, skip ...string) error {
	b, err := json.Marshal(x)
	if err != nil {
		return err
	}
	dec := json.NewDecoder(strings.NewReader(string(b)))
	if _, err := dec.Token(); err != nil {
		return err
	}
	for dec.More() {
		key, err := dec.Token()
		if err != nil {
			return err
		}
		var val json.RawMessage
		if err := dec.Decode(&val); err != nil {
			return err
		}
		text := strings.Trim(string(val), `"`)
		if slices.Contains(skip, key.(string)) || text == "" || text == "null" || text == "[]" {
			continue
		}
		var s string
		if json.Unmarshal(val, &s) == nil {
			text = s
		}
		v.printf("  %-22s %s\n", key, text)
	}
	return nil
}

func (v *viewer) claim(c *claim.Claim) error {
	if v.c.Why {
		return v.why(c)
	}
	v.printf("“%s”\n", c.Quote)
	return v.fields(c, "quote")
}

// why prints what made every field of a claim.
func (v *viewer) why(c *claim.Claim) error {
	if c.DecidedBy != "" && c.Basis == "" {
		return fmt.Errorf("claim %s was made by %s and by no rule: %s", c.ID, c.DecidedBy, c.Reason)
	}
	rule, because, err := v.cf.Why(v.ctx, c)
	if err != nil {
		return err
	}
	if v.c.JSON {
		return v.json(map[string]any{"claim": c.ID, "rule": rule, "because": because})
	}
	v.printf("“%s”\n  rule %s\n", c.Quote, rule)
	for _, b := range because {
		value := ""
		if b.Value != "" {
			value = " " + b.Value
		}
		v.printf("  %-16s %s “%s” (%d to %d)  %s\n", b.Field, strings.TrimSpace(value), oneLine(b.Words), b.CharStart, b.CharEnd, b.Known)
	}
	return nil
}

// event prints a reported event and what became of it: the incident it is part of, or why it is none.
func (v *viewer) event(e *claim.Event) error {
	v.printf("“%s”\n", e.Anchor)
	for i := range v.s.Incidents {
		if in := &v.s.Incidents[i]; slices.Contains(in.Events, e.ID) {
			v.printf("Part of incident %s, %s\n", in.ID, in.Title)
		}
	}
	for _, a := range v.s.Aside {
		if a.Event == e.ID {
			v.printf("No incident is made of it: %s\n", a.Reason)
		}
	}
	return v.fields(e, "anchor")
}

func (v *viewer) asideLine(a *incident.Aside) string {
	e := v.eventByID(a.Event)
	return fmt.Sprintf("%s  %s  %s: %s", a.Event, e.Report, a.Reason, shorten(e.Anchor, 60))
}

func (v *viewer) aside(a *incident.Aside) error { return v.event(v.eventByID(a.Event)) }

// eventByID finds a reported event; one that is not there is empty.
func (v *viewer) eventByID(id string) *claim.Event {
	if v.events == nil {
		v.events = map[string]*claim.Event{}
		for i := range v.s.Events {
			v.events[v.s.Events[i].ID] = &v.s.Events[i]
		}
	}
	if e := v.events[id]; e != nil {
		return e
	}
	return &claim.Event{ID: id}
}

func (v *viewer) proposition(cf *casefile.Case, p *origin.Proposition) error {
	if v.c.Svg {
		items, err := cf.Items(v.ctx)
		if err != nil {
			return err
		}
		v.printf("%s", dossier.OriginTreeSVG(*p, v.s.Origins, v.s.Claims, items))
		return nil
	}
	v.printf("%s\n%d mentions, %s independent origins\n", p.Text, p.Mentions, between(p.OriginsMin, p.OriginsMax))
	for n, group := range p.Origins {
		v.printf("  group %d\n", n+1)
		for _, id := range group {
			i := slices.IndexFunc(v.s.Origins, func(o origin.Origin) bool { return o.ID == id })
			if i >= 0 {
				v.printf("    %s\n", originLine(&v.s.Origins[i]))
			}
		}
	}
	v.quotes(p.Claims)
	return nil
}

func (v *viewer) refusal(r *casualty.Refusal) error {
	if v.c.Svg {
		v.printf("%s", dossier.RefusalSVG(*r))
		return nil
	}
	v.printf("Refused (%s): %s\n", r.Rule, r.Reason)
	for _, t := range r.Terms {
		v.printf("  %s %d %s, %s, %s, as of %s\n", t.Qualifier, t.Value, t.Measure, t.Scope, t.Body, t.AsOf)
		v.quotes([]string{t.Claim})
		if len(t.Also) > 0 {
			v.printf("    told elsewhere too\n")
			v.quotes(t.Also)
		}
	}
	return nil
}

func (v *viewer) sheet(x *law.Sheet) error {
	v.printf("Article %s: %s. Conflict: %s. The court establishes guilt; numbers of origins are not sufficiency.\n", x.Article, x.Title, x.ConflictType)
	if !x.Verified {
		v.printf("This part of the law data is unverified (%s).\n", x.Source)
	}
	v.printf("  against\n")
	for _, f := range x.Contrary {
		v.printf("    %s (%s)\n", f.Kind, f.Basis)
		v.quotes([]string{f.Claim})
	}
	if len(x.Contrary) == 0 {
		v.printf("    asked for and not found: %s\n", strings.Join(x.ContraryAsk, ", "))
	}
	for _, e := range x.Elements {
		var status []string
		for _, s := range e.Status {
			status = append(status, string(s))
		}
		v.printf("  %d. %s [%s]\n", e.N, e.Text, strings.Join(status, "; "))
		for _, f := range e.Facts {
			v.printf("    %s (%s)\n", f.Kind, f.Basis)
			v.quotes([]string{f.Claim})
		}
		if len(e.Missing) > 0 {
			v.printf("    missing: %s\n", strings.Join(e.Missing, ", "))
		}
	}
	return nil
}

func (c *showCmd) item(a *app, cf *casefile.Case) error {
	items, err := cf.Items(a.ctx)
	if err != nil {
		return err
	}
	protected, err := cf.Protected(a.ctx)
	if err != nil {
		return err
	}
	v := &viewer{app: a, c: c, cf: cf, words: newWords(protected, nil)}
	if c.ID == "" {
		v.look(items)
		if c.JSON {
			return a.json(items)
		}
		for _, it := range items {
			a.printf("%-20.20s  %-9s %s  %s\n", it.Ref, it.Outcome, strings.Join(it.Reports, ", "), it.Title)
		}
		return nil
	}
	it, err := casefile.FindItem(items, c.ID)
	if err != nil {
		return err
	}
	if err := cf.Pictures(a.ctx, items, func(x *casefile.Item) bool { return x == it }); err != nil {
		return err
	}
	v.look(it)
	if c.JSON {
		return a.json(it)
	}
	if err := v.fields(it, "twins", "earliest_copy"); err != nil {
		return err
	}
	v.twins(it)
	return v.itemReaders(it)
}

// twins prints the items that show the same picture, and the earliest known copy of it.
func (v *viewer) twins(it *casefile.Item) {
	if len(it.Twins) == 0 {
		return
	}
	v.printf("  the same picture, by hashes that match; look at both\n")
	for _, t := range it.Twins {
		turned := ""
		if t.Turned != "" {
			turned = ", " + t.Turned
		}
		v.printf("    %.20s  %s  (%d of 256 bits differ%s)  known by %s: %s\n", t.Ref, t.Report, t.Distance, turned, t.By, t.Basis)
	}
	if it.TwinsMore > 0 {
		v.printf("    and %d more\n", it.TwinsMore)
	}
	if e := it.Earliest; e != nil {
		v.printf("  earliest known copy    %.20s  %s  known by %s: %s\n", e.Ref, e.Report, e.By, e.Basis)
	}
}

// link is one event of an item's custody chain.
type link struct {
	Entry int64           `json:"entry"`
	At    string          `json:"at"`
	Clock string          `json:"clock"`
	Actor string          `json:"actor"`
	Role  string          `json:"role"`
	Type  string          `json:"type"`
	Tool  string          `json:"tool"`
	Body  json.RawMessage `json:"body"`
}

func (c *showCmd) custody(a *app, cf *casefile.Case) error {
	items, err := cf.Items(a.ctx)
	if err != nil {
		return err
	}
	it, err := casefile.FindItem(items, c.ID)
	if err != nil {
		return err
	}
	ref, err := exhibit.ParseRef(it.Ref)
	if err != nil {
		return err
	}
	protected, err := cf.Protected(a.ctx)
	if err != nil {
		return err
	}
	(&viewer{app: a, c: c, cf: cf, words: newWords(protected, nil)}).look(it)
	var chain []link
	err = cf.Ledger().LinesOf(a.ctx, ref, func(l exhibit.EntryLine) error {
		e, err := l.Open()
		if err != nil {
			return err
		}
		chain = append(chain, link{e.N, e.At, e.Clock, e.Actor, e.Role, e.Type, e.Tool, e.Body})
		return nil
	})
	if err != nil {
		return err
	}
	if c.JSON {
		return a.json(chain)
	}
	a.printf("%s\n%s\nTimes are stated by the operator; only an anchor proves \"not later than\". Before entry %d: %s\n", it.Ref, strings.Join(it.Reports, "\n"), chain[0].Entry, before(it))
	for _, l := range chain {
		a.printf("%6d  %s  %s (%s)  %-13s %s\n", l.Entry, l.At, l.Actor, l.Role, l.Type, shorten(string(l.Body), 160))
	}
	return nil
}

// before says what is known of an item's life before it arrived.
func before(it *casefile.Item) string {
	if s := it.Sheet["custody_before"]; s != "" {
		return s
	}
	return "not stated"
}
