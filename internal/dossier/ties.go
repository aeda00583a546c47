package dossier

import (
	"sort"

	"exhibit/internal/claim"
)

// How a denial is tied to an assertion, the closest first.
const (
	tieNamed    = "names this assertion"
	tieSame     = "denies the same thing"
	tieIncident = "about the same incident; the words name no single assertion"
	tieNone     = "no assertion in this file was found that it answers"
)

// ties finds the denials of an assertion and the assertions of a denial. It keeps only where claims stand and looks
// the rest up when it is asked, so that it stays small in a large case.
type ties struct {
	b        *book
	named    map[string][]string // assertion → denials whose words name it
	asserted [][]int32           // claim → propositions that assert it
	denied   [][]int32           // claim → propositions that it denies
	incident [][]int32           // claim → incidents
	loose    map[int32][]string  // incident → denials that name nothing and deny no proposition
}

func isDenial(c *claim.Claim) bool { return c.Kind == claim.Denial || c.DenialKind != "" }

func (b *book) ties() *ties {
	s := &b.f.Snapshot
	n := len(s.Claims)
	t := &ties{b: b, named: map[string][]string{}, asserted: make([][]int32, n), denied: make([][]int32, n), incident: make([][]int32, n), loose: map[int32][]string{}}
	note := func(to [][]int32, ids []string, at int) {
		for _, id := range ids {
			if i, ok := b.claims[id]; ok {
				to[i] = append(to[i], int32(at))
			}
		}
	}
	for i := range s.Claims {
		if c := &s.Claims[i]; t.counts(c) && b.claim(c.Denies) != nil {
			t.named[c.Denies] = append(t.named[c.Denies], c.ID)
		}
	}
	for i := range s.Propositions {
		note(t.asserted, s.Propositions[i].Claims, i)
		note(t.denied, s.Propositions[i].Denials, i)
	}
	for i := range s.Incidents {
		note(t.incident, s.Incidents[i].Claims, i)
		for _, id := range s.Incidents[i].Claims {
			k, ok := b.claims[id]
			if c := b.claim(id); ok && t.counts(c) && b.claim(c.Denies) == nil && len(t.denied[k]) == 0 {
				t.loose[int32(i)] = append(t.loose[int32(i)], id)
			}
		}
	}
	return t
}

func (t *ties) counts(c *claim.Claim) bool { return isDenial(c) && c.Status != "rejected" }

// tie is one denial of an assertion.
type tie struct{ denial, why string }

// denialsOf lists at most limit denials of an assertion, the closest ties first.
func (t *ties) denialsOf(id string, limit int) (out []tie) {
	have := map[string]bool{id: true}
	add := func(list []string, why string, fits func(*claim.Claim) bool) {
		for _, d := range list {
			if c := t.b.claim(d); len(out) < limit && c != nil && !have[d] && c.Status != "rejected" && fits(c) {
				have[d] = true
				out = append(out, tie{d, why})
			}
		}
	}
	all := func(*claim.Claim) bool { return true }
	add(t.named[id], tieNamed, all)
	i, ok := t.b.claims[id]
	if !ok {
		return out
	}
	for _, p := range t.asserted[i] {
		add(t.b.f.Snapshot.Propositions[p].Denials, tieSame, all)
	}
	c := t.b.claim(id)
	if c.ActorAccused != "" {
		for _, in := range t.incident[i] {
			add(t.loose[in], tieIncident, func(d *claim.Claim) bool { return !t.b.oneSide(d, c) })
		}
	}
	return out
}

// assertionsOf lists what a denial answers by the closest tie that there is.
func (t *ties) assertionsOf(id string) (out []string, why string) {
	c, i := t.b.claim(id), t.b.claims[id]
	if t.b.claim(c.Denies) != nil {
		return []string{c.Denies}, tieNamed
	}
	seen := map[string]bool{id: true}
	add := func(a string) {
		if !seen[a] {
			seen[a] = true
			out = append(out, a)
		}
	}
	for _, p := range t.denied[i] {
		for _, a := range t.b.f.Snapshot.Propositions[p].Claims {
			add(a)
		}
	}
	if len(out) > 0 {
		return t.b.inOrder(out), tieSame
	}
	for _, in := range t.incident[i] {
		for _, a := range t.b.f.Snapshot.Incidents[in].Claims {
			if k := t.b.claim(a); k != nil && k.ActorAccused != "" && !isDenial(k) && !t.b.oneSide(c, k) {
				add(a)
			}
		}
	}
	if len(out) > 0 {
		return t.b.inOrder(out), tieIncident
	}
	return nil, tieNone
}

// oneSide reports whether two claims come from one speaker or one party: nobody denies their own accusation.
func (b *book) oneSide(x, y *claim.Claim) bool {
	if x.Speaker != "" && fold(x.Speaker) == fold(y.Speaker) {
		return true
	}
	o, p := b.origin(x.Origin), b.origin(y.Origin)
	return o != nil && p != nil && (o.ID == p.ID || o.Party != "" && fold(o.Party) == fold(p.Party))
}

// beside is an assertion and its denial.
type beside struct {
	N       string
	Said    []words
	More    int
	Denials []answer
}

// answer is a denial and how it is tied to the assertion.
type answer struct {
	Words words
	Tie   string
}

const besideShown = 60

// denials sets every denial beside what it denies; those that name it come first.
func (b *book) denials() (out []beside, more int) {
	t := b.ties()
	var list []string
	for i := range b.f.Snapshot.Claims {
		if c := &b.f.Snapshot.Claims[i]; t.counts(c) {
			list = append(list, c.ID)
		}
	}
	rank := func(id string) int {
		switch c, i := b.claim(id), b.claims[id]; {
		case b.claim(c.Denies) != nil:
			return 0
		case len(t.denied[i]) > 0:
			return 1
		case len(t.incident[i]) > 0:
			return 2
		}
		return 3
	}
	sort.SliceStable(list, func(i, j int) bool { return rank(list[i]) < rank(list[j]) })
	for _, id := range list {
		if len(out) == besideShown {
			return out, len(list) - besideShown
		}
		said, why := t.assertionsOf(id)
		v := beside{N: b.next(6), Denials: []answer{{b.cite(id), why}}}
		v.Said, v.More = b.citeSome(said, 3)
		out = append(out, v)
	}
	return out, 0
}
