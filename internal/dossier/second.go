package dossier

import (
	"strings"

	"exhibit/internal/claim"
	"exhibit/internal/claim/second"
)

// secondShown is how many differences between two readers the page shows.
const secondShown = 24

// readers is where the two readers of a case differ. Neither is taken for right.
type readers struct {
	Names       []tally // the second readers, by model
	Agreed      int
	OnlyFirst   int
	Total       int
	Differences []unlike
	More        int
}

// unlike is one stretch of words that two readers read in two ways, or that only the second reads as a claim.
type unlike struct {
	Item     itemLink
	First    *words // nil: the first reader has no claim there
	Kind     string
	Quote    string
	Held     string
	Lang     string
	From, To int
	Fields   []second.Field
}

func (b *book) readers() *readers {
	all := b.f.Snapshot.Second
	if len(all) == 0 {
		return nil
	}
	names, byID := map[string]int{}, map[string]*claim.Claim{}
	for i := range all {
		names[all[i].Reader]++
		byID[all[i].ID] = &all[i]
	}
	x := second.Compare(b.f.Snapshot.Claims, all)
	out := &readers{Names: literal(names), Agreed: x.Agreed, OnlyFirst: x.OnlyFirst, Total: len(x.Differences)}
	for _, d := range x.Differences {
		if len(out.Differences) == secondShown {
			out.More++
			continue
		}
		out.Differences = append(out.Differences, b.unlike(d, byID[d.Second]))
	}
	return out
}

func (b *book) unlike(d second.Difference, c *claim.Claim) unlike {
	u := unlike{Item: b.link(b.itemAt(c.Ref, c.Report)), Kind: kindWords(c.Kind), From: c.CharStart, To: c.CharEnd, Held: b.heldWhy(c), Lang: tongue(c.Lang)}
	var f *claim.Claim
	if d.First != "" {
		w := b.cite(d.First)
		u.First, f = &w, b.claim(d.First)
		if w.Held != "" && u.Held == "" {
			u.Held = w.Held
		}
	}
	if u.Held == "" && c.ActorAccused != "" && (f == nil || fold(f.ActorAccused) != fold(c.ActorAccused)) {
		u.Held = "are not printed: a second reader takes them for an accusation, and no person has decided on it"
	}
	if u.Held != "" {
		return u
	}
	quote, left := clip(strings.ToValidUTF8(c.Quote, "\uFFFD"), quoteLimit)
	if left > 0 {
		quote += "…"
	}
	u.Quote = b.mask(quote)
	for _, x := range d.Fields {
		u.Fields = append(u.Fields, second.Field{Name: plain(x.Name), First: b.mask(x.First), Second: b.mask(x.Second)})
	}
	return u
}
