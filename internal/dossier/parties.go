package dossier

import (
	"sort"
	"strings"

	"exhibit/internal/law"
	"exhibit/internal/responsibility"
)

// party is one party to the conflict, or whoever is said to have acted without words that name a party. Every party
// has the same form, whether it is accused or accuses, and the order is that of the alphabet.
type party struct {
	N, Anchor, Name string
	Actors          []actor
	Accused         bool
	OwnDenials      []words // denials made for this party that answer no assertion shown
	Against         []words // what this party says of others
	MoreAgainst     int
}

// actor is one State, force, unit or holder of a public office, with everything said against it.
type actor struct {
	Name, Level string
	Origins     string
	Accusations []accusation // those with a denial
	Unanswered  []words
	More        int
}

// accusation is an assertion with the denials that answer it.
type accusation struct {
	Said    words
	Action  string
	Denials []answer
}

const (
	partiesShown        = 30
	actorsPerParty      = 20
	accusationsPerActor = 10
	denialsPerAssertion = 3
	ownWordsPerParty    = 8
)

// parties shows who is accused in words, grouped by the party that the words name. Individuals outside a public role
// are counted, not named.
func (b *book) parties() (out []party, more, unnamed int) {
	byKey := map[string]*side{}
	of := func(name string) *side {
		k := fold(name)
		if byKey[k] == nil {
			byKey[k] = &side{name: strings.TrimSpace(name)}
		}
		return byKey[k]
	}
	for _, r := range b.accusations {
		if r.Level == responsibility.Individual {
			unnamed += len(r.Claims)
			continue
		}
		s := of(join("", r.Party, oneOf(r.Party == "", r.Actor)))
		s.rows = append(s.rows, r)
	}
	b.speakers(of, byKey)
	var list []*side
	for _, s := range byKey {
		list = append(list, s)
	}
	sort.Slice(list, func(i, j int) bool { return fold(list[i].name) < fold(list[j].name) })
	t := b.ties()
	for i, s := range list {
		if i == partiesShown {
			return out, len(list) - i, unnamed
		}
		out = append(out, b.party(s, t))
	}
	return out, 0, unnamed
}

// side is what is gathered about one party before it is shown.
type side struct {
	name    string
	rows    []responsibility.Accusation
	speaks  []string // accusations against others
	denials []string
}

// speakers adds what the parties themselves say, as far as an origin says for whom it speaks.
func (b *book) speakers(of func(string) *side, byKey map[string]*side) {
	for i := range b.f.Snapshot.Origins {
		if p := b.f.Snapshot.Origins[i].Party; p != "" {
			of(p)
		}
	}
	for i := range b.f.Snapshot.Claims {
		c := &b.f.Snapshot.Claims[i]
		o := b.origin(c.Origin)
		if o == nil || o.Party == "" || c.Status == "rejected" {
			continue
		}
		switch s := byKey[fold(o.Party)]; {
		case isDenial(c):
			s.denials = append(s.denials, c.ID)
		case c.ActorAccused != "" && fold(c.ActorAccused) != fold(o.Party) && !b.namesPerson(c):
			s.speaks = append(s.speaks, c.ID)
		}
	}
}

func (b *book) party(s *side, t *ties) party {
	p := party{N: b.next(2), Anchor: anchor("party", fold(s.name)), Name: b.mask(s.name), Accused: len(s.rows) > 0}
	answered := map[string]bool{}
	own := map[string]bool{}
	for i, r := range s.rows {
		for _, id := range r.Claims {
			own[id] = true
		}
		if i >= actorsPerParty {
			continue
		}
		a := actor{Name: b.mask(r.Actor), Level: levelWords(r.Level), Origins: plural(len(r.Origins), "origin", "origins")}
		for _, id := range b.inOrder(r.Claims) {
			if len(a.Accusations)+len(a.Unanswered) == accusationsPerActor {
				a.More++
				continue
			}
			if said := b.accusation(id, t, answered); len(said.Denials) > 0 {
				a.Accusations = append(a.Accusations, said)
			} else {
				a.Unanswered = append(a.Unanswered, said.Said)
			}
		}
		p.Actors = append(p.Actors, a)
		for _, d := range r.Denials {
			s.denials = append(s.denials, d.Claim)
		}
	}
	var rest, speaks []string
	for _, id := range s.denials {
		if !answered[id] {
			answered[id] = true
			rest = append(rest, id)
		}
	}
	for _, id := range s.speaks {
		if !own[id] {
			speaks = append(speaks, id)
		}
	}
	p.OwnDenials, _ = b.citeSome(b.inOrder(rest), ownWordsPerParty)
	p.Against, p.MoreAgainst = b.citeSome(b.inOrder(speaks), ownWordsPerParty)
	return p
}

func (b *book) accusation(id string, t *ties, answered map[string]bool) accusation {
	a := accusation{Said: b.cite(id)}
	if c := b.claim(id); c != nil {
		a.Action = plain(c.ActionType)
	}
	for _, d := range t.denialsOf(id, denialsPerAssertion) {
		answered[d.denial] = true
		a.Denials = append(a.Denials, answer{b.cite(d.denial), d.why})
	}
	return a
}

func levelWords(l responsibility.Level) string {
	switch l {
	case responsibility.Office:
		return "holder of a public office"
	case responsibility.Force:
		return "force"
	case responsibility.State:
		return "State"
	}
	return plain(string(l))
}

func oneOf(yes bool, s string) string {
	if yes {
		return s
	}
	return ""
}

// sheet is one incident against the elements of one crime, contrary facts first.
type sheet struct {
	law.Sheet
	N, Anchor   string
	Incident    namedAnchor
	Again       bool // the sheet before is of the same incident
	Against     []fact
	MoreAgainst int
	Asked       []askedFor
	Parts       []element
}

type element struct {
	law.SheetElement
	Stamps  []statusStamp
	For     []fact
	More    int
	Missing []askedFor
}

type statusStamp struct{ Word, Class string }

// fact is a claim with every kind of fact that it is taken to bear on. Its words are printed in full where the sheet
// has it first; further down the sheet their beginning stands for them.
type fact struct {
	Words   words
	First   bool
	Start   string
	Kinds   []factKind
	Origins string
	Denied  []words
}

type factKind struct{ Kind, Says, Rule string }

const (
	sheetsShown    = 60
	factsPerPart   = 6
	factsPerSheet  = 12
	denialsPerFact = 3
)

// sheets shows the elements sheets of the incidents that the page shows.
func (b *book) sheets(shown map[string]string) (out []sheet, more int) {
	for _, s := range b.f.Snapshot.Sheets {
		title, ok := shown[s.Incident]
		if !ok || len(out) == sheetsShown {
			more++
			continue
		}
		v := sheet{Sheet: s, N: b.next(3), Anchor: anchor("sheet", s.Incident+"."+s.Crime),
			Incident: namedAnchor{title, anchor("incident", s.Incident)}, Asked: b.factKinds(s.ContraryAsk)}
		v.Title, v.Source, v.Notes = visible(v.Title), visible(v.Source), visible(v.Notes)
		seen := map[string]bool{}
		v.ConflictType = b.conflictType(v.ConflictType)
		v.Against, v.MoreAgainst = b.facts(s.Contrary, factsPerSheet, seen)
		for _, e := range s.Elements {
			part := element{SheetElement: e, Missing: b.factKinds(e.Missing)}
			part.Text = visible(part.Text)
			part.Stamps = stamps(e.Status)
			part.For, part.More = b.facts(e.Facts, factsPerPart, seen)
			v.Parts = append(v.Parts, part)
		}
		v.Again = len(out) > 0 && out[len(out)-1].Sheet.Incident == s.Incident
		out = append(out, v)
	}
	return out, more
}

// facts gathers facts by claim. seen are the claims whose words the sheet has already.
func (b *book) facts(list []law.Fact, limit int, seen map[string]bool) (out []fact, more int) {
	at := map[string]int{}
	for _, f := range list {
		if c := b.claim(f.Claim); c != nil && c.Status == "rejected" {
			continue
		}
		kind := factKind{visible(f.Kind), b.kinds[f.Kind], visible(f.Basis)}
		if i, ok := at[f.Claim]; ok {
			out[i].Kinds = append(out[i].Kinds, kind)
			continue
		}
		if len(out) == limit {
			more++
			continue
		}
		v := fact{Words: b.cite(f.Claim), Kinds: []factKind{kind}, First: !seen[f.Claim]}
		v.Start, _ = clip(v.Words.Quote, 90)
		if v.Start != v.Words.Quote {
			v.Start += "…"
		}
		if n := len(f.Origins); n > 0 {
			v.Origins = plural(n, "origin", "origins")
		}
		v.Denied, _ = b.citeSome(f.Denied, denialsPerFact)
		at[f.Claim], seen[f.Claim] = len(out), true
		out = append(out, v)
	}
	return out, more
}

// stamps puts the contrary statuses before the others.
func stamps(list []law.Status) []statusStamp {
	var first, rest []statusStamp
	for _, s := range list {
		switch s {
		case law.Contrary:
			first = append([]statusStamp{{string(s), "contrary"}}, first...)
		case law.Disputed:
			first = append(first, statusStamp{string(s), "disputed"})
		case law.NoFact:
			rest = append(rest, statusStamp{string(s), "none"})
		default:
			rest = append(rest, statusStamp{string(s), "some"})
		}
	}
	return append(first, rest...)
}

// askedFor is a kind of fact that was asked for.
type askedFor struct{ Kind, Says string }

func (b *book) factKinds(list []string) []askedFor {
	var out []askedFor
	for _, k := range list {
		out = append(out, askedFor{visible(k), b.kinds[k]})
	}
	return out
}

func (b *book) conflictType(t string) string {
	if says := b.kinds["conflict "+t]; says != "" {
		return visible(says)
	}
	return visible(t)
}

// factKinds reads what each kind of fact asks for, and what each kind of conflict is called, out of the law data;
// without the data the bare names stand.
func factKinds() map[string]string {
	out := map[string]string{}
	l, err := law.Load()
	if err != nil {
		return out
	}
	for _, k := range l.FactKinds {
		out[k.ID] = k.Text
	}
	for k, says := range l.ConflictTypes {
		out["conflict "+k] = says
	}
	return out
}
