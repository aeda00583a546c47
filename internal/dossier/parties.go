package dossier

import (
	"sort"
	"strings"

	"exhibit/internal/claim"
	"exhibit/internal/law"
)

// party is one party to the conflict, or whoever is said to have acted. Every party has the same form, whether it is
// accused or accuses, and the order is that of the alphabet.
type party struct {
	N, Anchor, Name string
	Accusations     []accusation
	More            int
	OwnDenials      []words // denials by this party that answer no single assertion shown
	Against         []words // what this party says of others
	MoreAgainst     int
}

// accusation is an assertion with the denials that answer it.
type accusation struct {
	Said    words
	Action  string
	Denials []answer
}

// answer is a denial and how it is tied to the assertion.
type answer struct {
	Words words
	Tie   string
}

const (
	partiesShown       = 40
	accusationsPerSide = 14
)

// parties gathers who is accused in words. Individuals whom no person has accepted are counted, not named.
func (b *book) parties() (out []party, more, unnamed int) {
	type gathered struct {
		name            string
		accused, speaks []string
	}
	byKey := map[string]*gathered{}
	of := func(name string) *gathered {
		k := fold(name)
		if byKey[k] == nil {
			byKey[k] = &gathered{name: strings.TrimSpace(name)}
		}
		return byKey[k]
	}
	claims := b.f.Snapshot.Claims
	for i := range b.f.Snapshot.Origins {
		if p := b.f.Snapshot.Origins[i].Party; p != "" {
			of(p)
		}
	}
	denials := map[string][]string{} // incident-free: party of the speaker → denials
	for i := range claims {
		c := &claims[i]
		if c.Status == "rejected" {
			continue
		}
		side := ""
		if o := b.origin(c.Origin); o != nil {
			side = o.Party
		}
		if isDenial(c) && side != "" {
			denials[fold(side)] = append(denials[fold(side)], c.ID)
		}
		if c.ActorAccused == "" || isDenial(c) {
			continue
		}
		if b.namesPerson(c) {
			unnamed++
			continue
		}
		of(c.ActorAccused).accused = append(of(c.ActorAccused).accused, c.ID)
		if side != "" && fold(side) != fold(c.ActorAccused) {
			of(side).speaks = append(of(side).speaks, c.ID)
		}
	}
	var list []*gathered
	for _, g := range byKey {
		list = append(list, g)
	}
	sort.Slice(list, func(i, j int) bool { return fold(list[i].name) < fold(list[j].name) })
	ties := b.denialTies()
	for _, g := range list {
		if len(out) == partiesShown {
			more++
			continue
		}
		p := party{N: b.next(2), Anchor: anchor("party", fold(g.name)), Name: b.mask(g.name)}
		answered := map[string]bool{}
		for _, id := range b.inOrder(g.accused) {
			if len(p.Accusations) == accusationsPerSide {
				p.More++
				continue
			}
			p.Accusations = append(p.Accusations, b.accusation(id, ties, answered))
		}
		var own []string
		for _, id := range denials[fold(g.name)] {
			if !answered[id] {
				own = append(own, id)
			}
		}
		p.OwnDenials, _ = b.citeSome(own, 8)
		p.Against, p.MoreAgainst = b.citeSome(b.inOrder(g.speaks), 8)
		out = append(out, p)
	}
	return out, more, unnamed
}

func isDenial(c *claim.Claim) bool { return c.Kind == claim.Denial || c.DenialKind != "" }

// denialTies maps an assertion to the denials that answer it, with why.
func (b *book) denialTies() map[string][]tie {
	out := map[string][]tie{}
	have := map[[2]string]bool{}
	add := func(of, denial, why string) {
		if of != denial && !have[[2]string{of, denial}] {
			have[[2]string{of, denial}] = true
			out[of] = append(out[of], tie{denial, why})
		}
	}
	s := &b.f.Snapshot
	for i := range s.Claims {
		if c := &s.Claims[i]; isDenial(c) && c.Status != "rejected" && b.claim(c.Denies) != nil {
			add(c.Denies, c.ID, tieNamed)
		}
	}
	for i := range s.Propositions {
		for _, d := range s.Propositions[i].Denials {
			for _, id := range s.Propositions[i].Claims {
				add(id, d, tieSame)
			}
		}
	}
	answered := map[string]bool{} // denials whose words name what they deny
	for _, list := range out {
		for _, t := range list {
			answered[t.denial] = true
		}
	}
	for i := range s.Incidents {
		for _, d := range s.Incidents[i].Claims {
			denial := b.claim(d)
			if denial == nil || !isDenial(denial) || denial.Status == "rejected" || answered[d] {
				continue
			}
			for _, id := range s.Incidents[i].Claims {
				if c := b.claim(id); c != nil && c.ActorAccused != "" && !isDenial(c) && !b.oneSide(denial, c) {
					add(id, d, tieIncident)
				}
			}
		}
	}
	return out
}

// oneSide reports whether two claims come from one speaker or one party: nobody denies their own accusation.
func (b *book) oneSide(x, y *claim.Claim) bool {
	if x.Speaker != "" && fold(x.Speaker) == fold(y.Speaker) {
		return true
	}
	o, p := b.origin(x.Origin), b.origin(y.Origin)
	return o != nil && p != nil && (o.ID == p.ID || o.Party != "" && fold(o.Party) == fold(p.Party))
}

// How a denial is tied to an assertion, the closest first.
const (
	tieNamed    = "names this assertion"
	tieSame     = "denies the same thing"
	tieIncident = "about the same incident; the words name no single assertion"
)

type tie struct{ denial, why string }

const denialsPerAssertion = 5

func (b *book) accusation(id string, ties map[string][]tie, answered map[string]bool) accusation {
	a := accusation{Said: b.cite(id)}
	if c := b.claim(id); c != nil {
		a.Action = plain(c.ActionType)
	}
	for _, t := range ties[id] {
		answered[t.denial] = true
		if len(a.Denials) < denialsPerAssertion {
			a.Denials = append(a.Denials, answer{b.cite(t.denial), t.why})
		}
	}
	return a
}

// sheet is one incident against the elements of one crime, contrary facts first.
type sheet struct {
	law.Sheet
	N, Anchor   string
	Incident    namedAnchor
	Against     []fact
	MoreAgainst int
	Asked       string
	Parts       []element
}

type element struct {
	law.SheetElement
	Stamps  []statusStamp
	For     []fact
	More    int
	Missing string
}

type statusStamp struct{ Word, Class string }

type fact struct {
	Kind    string
	Words   words
	Origins string
	Basis   string
	Denied  []words
}

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
			Incident: namedAnchor{title, anchor("incident", s.Incident)}, Asked: plainFacts(s.ContraryAsk)}
		v.Title, v.Source = visible(v.Title), visible(v.Source)
		v.Against, v.MoreAgainst = b.facts(s.Contrary, factsPerSheet)
		for _, e := range s.Elements {
			part := element{SheetElement: e, Missing: plainFacts(e.Missing)}
			part.Text = visible(part.Text)
			part.Stamps = stamps(e.Status)
			part.For, part.More = b.facts(e.Facts, factsPerPart)
			v.Parts = append(v.Parts, part)
		}
		out = append(out, v)
	}
	return out, more
}

func (b *book) facts(list []law.Fact, limit int) (out []fact, more int) {
	for _, f := range list {
		if c := b.claim(f.Claim); c != nil && c.Status == "rejected" {
			continue
		}
		if len(out) == limit {
			more++
			continue
		}
		v := fact{Kind: f.Kind, Words: b.cite(f.Claim), Basis: visible(f.Basis)}
		if n := len(f.Origins); n > 0 {
			v.Origins = plural(n, "origin", "origins")
		}
		v.Denied, _ = b.citeSome(f.Denied, denialsPerFact)
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

func plainFacts(list []string) string { return visible(strings.Join(list, ", ")) }
