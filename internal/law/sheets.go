package law

import (
	"cmp"
	"slices"
	"strings"

	"exhibit/internal/claim"
	"exhibit/internal/incident"
	"exhibit/internal/origin"
)

// Input is what sheets are made from. The order of claims and origins does not matter.
type Input struct {
	Law       *Law
	Incidents []incident.Incident
	Claims    []claim.Claim
	Origins   []origin.Origin
	// Limit is the number of sheets an incident may have; 0 means eight. The crimes most of whose elements have a fact
	// come first, and crimes beyond the limit are not laid out.
	Limit int
}

const sheetsPerIncident = 8

// Sheets lays each incident out against the elements of the crimes whose conduct a fact bears on: incidents in the order
// given, crimes by the number of elements with a fact and then in the order of the law data. The same input gives the same
// sheets. Facts are shared among the sheets of an incident and not to be written to.
func Sheets(in Input) []Sheet {
	var out []Sheet
	_ = Each(in, func(s *Sheet) error { // fails only with fn
		out = append(out, *s)
		return nil
	})
	return out
}

// Each calls fn with the sheets that Sheets returns, one after another, and holds those of one incident at a time. It
// stops with the first error of fn.
func Each(in Input, fn func(*Sheet) error) error {
	if in.Law == nil || in.Law.rules == nil {
		return nil
	}
	limit := in.Limit
	if limit <= 0 {
		limit = sheetsPerIncident
	}
	claims := make(map[string]*claim.Claim, len(in.Claims))
	for i := range in.Claims {
		claims[in.Claims[i].ID] = &in.Claims[i]
	}
	support := newSupport(in.Origins)
	for i := range in.Incidents {
		sheets := newBench(in.Law, support, &in.Incidents[i], claims).sheets(limit)
		for j := range sheets {
			if err := fn(&sheets[j]); err != nil {
				return err
			}
		}
	}
	return nil
}

// bench holds the facts of one incident while its sheets are laid out.
type bench struct {
	law      *Law
	rules    *rules
	support  *support
	incident *incident.Incident
	claims   map[string]*claim.Claim
	facts    map[string][]Fact // by kind, ordered by claim
}

func newBench(l *Law, s *support, inc *incident.Incident, claims map[string]*claim.Claim) *bench {
	b := &bench{law: l, rules: l.rules, support: s, incident: inc, claims: claims, facts: map[string][]Fact{}}
	ids := slices.Clone(inc.Claims)
	slices.Sort(ids)
	var denials []*claim.Claim
	for _, id := range slices.Compact(ids) {
		c := claims[id]
		if c == nil || c.Status == "rejected" {
			continue
		}
		if c.Kind == claim.Denial {
			denials = append(denials, c)
		}
		b.take(c)
	}
	for _, d := range denials {
		b.deny(d)
	}
	return b
}

// take adds the facts a claim bears on: once for each kind, with every rule that said so.
func (b *bench) take(c *claim.Claim) {
	if c.Kind != claim.Denial && !b.rules.asserts(c) {
		return
	}
	s := b.rules.subject(c, b.incident.Type)
	var origins []string
	for i := range b.rules.Facts {
		f := &b.rules.Facts[i]
		if !b.rules.holds(f, s) {
			continue
		}
		for _, kind := range f.Facts {
			list := b.facts[kind]
			if n := len(list); n > 0 && list[n-1].Claim == c.ID {
				list[n-1].Basis += "; " + f.basis
				continue
			}
			fact := Fact{Kind: kind, Claim: c.ID, Basis: f.whole}
			if c.Origin != "" {
				if origins == nil {
					origins = []string{c.Origin}
				}
				fact.Origins = origins
			}
			b.facts[kind] = append(list, fact)
		}
	}
}

// deny attaches a denial to the facts it denies. Only a denial of the fact, or a counter-accusation against the fact of who
// acted, disputes anything; a denial of the label or of the speaker's standing does not.
func (b *bench) deny(d *claim.Claim) {
	for kind, list := range b.facts {
		if _, contrary := b.rules.Contrary[kind]; contrary {
			continue
		}
		for i := range list {
			if list[i].Claim != d.ID && b.denies(d, kind, b.claims[list[i].Claim]) {
				list[i].Denied = append(list[i].Denied, d.ID)
			}
		}
	}
}

func (b *bench) denies(d *claim.Claim, kind string, c *claim.Claim) bool {
	switch d.DenialKind {
	case "fact":
	case "counter_accusation":
		return strings.HasPrefix(kind, "perp.")
	default:
		return false
	}
	if _, known := b.claims[d.Denies]; known {
		return d.Denies == c.ID
	}
	// The denial is not bound to one claim: it denies what its words repeat, otherwise the acts told of this incident.
	denied, told := fold(d.Denies), fold(c.Quote)
	if denied != "" && told != "" && (strings.Contains(told, denied) || strings.Contains(denied, told)) {
		return true
	}
	return strings.HasPrefix(kind, "act.") || strings.HasPrefix(kind, "attack.") || strings.HasPrefix(kind, "perp.")
}

// sheets lays out the crimes that are worth it, most elements with a fact first.
func (b *bench) sheets(limit int) []Sheet {
	type candidate struct {
		crime   *Crime
		touched int
	}
	var list []candidate
	for i := range b.law.Crimes {
		c := &b.law.Crimes[i]
		if !b.worth(c) || b.otherConflict(c) {
			continue
		}
		n := 0
		for _, e := range c.Elements {
			if slices.ContainsFunc(e.Facts, b.has) {
				n++
			}
		}
		list = append(list, candidate{c, n})
	}
	slices.SortStableFunc(list, func(x, y candidate) int { return cmp.Compare(y.touched, x.touched) })
	if len(list) > limit {
		list = list[:limit]
	}
	out := make([]Sheet, 0, len(list))
	for _, c := range list {
		out = append(out, b.sheet(c.crime))
	}
	return out
}

func (b *bench) has(kind string) bool { return len(b.facts[kind]) > 0 }

// worth reports whether a fact bears on the crime's conduct and the facts are there without which a sheet says nothing.
func (b *bench) worth(c *Crime) bool {
	for _, any := range b.rules.needs[c.ID] {
		if !slices.ContainsFunc(any, b.has) {
			return false
		}
	}
	stated := len(b.rules.needs[c.ID]) > 0
	for _, e := range conduct(c) {
		for _, kind := range e.Facts {
			_, contrary := b.rules.Contrary[kind]
			if b.has(kind) && !contrary && (stated || !b.rules.generic[kind]) {
				return true
			}
		}
	}
	return false
}

// conduct returns the conduct elements; a crime that has none is touched through its first element.
func conduct(c *Crime) []Element {
	var out []Element
	for _, e := range c.Elements {
		if e.Type == "conduct" {
			out = append(out, e)
		}
	}
	if out == nil {
		out = c.Elements[:min(1, len(c.Elements))]
	}
	return out
}

// otherConflict reports whether the crime belongs to the kind of conflict that is not laid out here: crimes of a conflict
// within a State are when claims state such a conflict and none between States, else those of a conflict between States.
func (b *bench) otherConflict(c *Crime) bool {
	internal := b.has("ctx.niac") && !b.has("ctx.iac")
	return c.ConflictType == "IAC" && internal || c.ConflictType == "NIAC" && !internal
}

func (b *bench) sheet(c *Crime) Sheet {
	s := Sheet{
		Incident: b.incident.ID, Crime: c.ID, Article: c.Article, Title: c.Title, ConflictType: c.ConflictType,
		Twin: b.rules.twin[c.ID], Verified: c.Verified(), Source: c.Source, Notes: c.Notes, ContraryAsk: b.asked(c),
	}
	for _, kind := range s.ContraryAsk {
		s.Contrary = with(s.Contrary, b.facts[kind])
	}
	for _, e := range c.Elements {
		s.Elements = append(s.Elements, b.element(c, e, s.ContraryAsk))
	}
	return s
}

// asked lists the contrary kinds of fact asked for: the crime's own, then those asked for on every sheet, then any other
// that claims of this incident state.
func (b *bench) asked(c *Crime) []string {
	out := slices.Clone(c.Contrary)
	add := func(kind string) {
		if !slices.Contains(out, kind) {
			out = append(out, kind)
		}
	}
	for _, kind := range b.rules.Always {
		add(kind)
	}
	for _, k := range b.law.FactKinds {
		if _, contrary := b.rules.Contrary[k.ID]; contrary && b.has(k.ID) {
			add(k.ID)
		}
	}
	return out
}

func (b *bench) element(c *Crime, e Element, asked []string) SheetElement {
	out := SheetElement{N: e.N, Text: e.Text, Type: e.Type}
	for _, kind := range asked {
		if b.bears(c, e, kind) {
			out.Against = with(out.Against, b.facts[kind])
		}
	}
	for _, kind := range e.Facts {
		_, contrary := b.rules.Contrary[kind]
		switch {
		case !b.has(kind):
			out.Missing = append(out.Missing, kind)
		case !contrary:
			out.Facts = with(out.Facts, b.facts[kind])
		}
	}
	out.Status = b.status(out)
	return out
}

// bears reports whether a contrary kind of fact bears on this element: on those that name it, else on the crime's first
// element of the type the rules state.
func (b *bench) bears(c *Crime, e Element, kind string) bool {
	naming := func(e Element) bool { return slices.Contains(e.Facts, kind) }
	if slices.ContainsFunc(c.Elements, naming) {
		return naming(e)
	}
	for _, first := range c.Elements {
		if first.Type == b.rules.Contrary[kind] {
			return first.N == e.N
		}
	}
	return e.N == c.Elements[0].N
}

// status is the set of what is there, contrary first.
func (b *bench) status(e SheetElement) []Status {
	var out []Status
	if len(e.Against) > 0 {
		out = append(out, Contrary)
	}
	if slices.ContainsFunc(e.Facts, func(f Fact) bool { return len(f.Denied) > 0 }) {
		out = append(out, Disputed)
	}
	one, several, alleged := false, false, false
	for start := 0; start < len(e.Facts); {
		end := start
		for end < len(e.Facts) && e.Facts[end].Kind == e.Facts[start].Kind {
			end++
		}
		n, weak := b.count(e.Facts[start:end])
		one, several, alleged = one || n == 1, several || n > 1, alleged || weak
		start = end
	}
	for _, s := range []struct {
		there bool
		is    Status
	}{{several, SeveralOrigins}, {one, OneOrigin}, {alleged, Alleged}, {len(e.Facts) == 0, NoFact}} {
		if s.there {
			out = append(out, s.is)
		}
	}
	return out
}

// count says how many independent origins with a stated first-hand basis assert facts of one kind, and whether other
// claims allege it.
func (b *bench) count(facts []Fact) (independent int, alleged bool) {
	var known []string
	for _, f := range facts {
		c := b.claims[f.Claim]
		if c.Origin == "" || b.rules.hedged[c.Modality] || !b.support.firstHand(c) {
			alleged = true
			continue
		}
		known = append(known, c.Origin)
	}
	return b.support.independent(known), alleged
}

// with adds facts to a list. The facts of one kind, which is what most lists hold, are not copied.
func with(list, more []Fact) []Fact {
	if list == nil {
		return slices.Clip(more)
	}
	return append(list, more...)
}
