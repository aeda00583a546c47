package dossier

import (
	"sort"
	"strings"

	"exhibit/internal/casualty"
	"exhibit/internal/claim"
)

// words is a claim as the page shows it: the quote, where it stands, who says it, and what was decided.
type words struct {
	Anchor string
	Label  string // 7:3, the third words of item 7
	Known  bool   // false: the file names a claim it does not hold
	ID     string

	Quote string
	Cut   int // characters left out of a very long quote
	Lang  string
	Held  string // why the words are not printed

	Item       itemLink
	From, To   int
	Occurrence int

	Speaker, Role, Chain string
	Voice                string
	Said, Happened       string
	Place                string
	Kind, Basis          string
	Figures              []string
	CountStatus          string
	Scope                string
	Knows                string
	Accused              string
	Denies               string
	Status               string // proposed accepted rejected corrected
	By, Why              string
}

// Unreviewed reports whether no person has decided on the claim.
func (w words) Unreviewed() bool { return w.Status == "" || w.Status == "proposed" }

// itemLink names an item in passing.
type itemLink struct {
	N      int
	Anchor string // empty: the item is in no list of this file
	Name   string
}

const quoteLimit = 900

// cite returns the words of a claim and makes sure that the page carries them.
func (b *book) cite(id string) words {
	i, ok := b.claims[id]
	if !ok {
		return words{ID: id, Label: "missing", Held: "the file names words that it does not hold"}
	}
	b.cited[i] = true
	return b.wordsOf(i)
}

func (b *book) wordsOf(i int) words {
	c := &b.f.Snapshot.Claims[i]
	w := words{Anchor: anchor("claim", c.ID), ID: c.ID, Known: true, From: c.CharStart, To: c.CharEnd, Occurrence: c.Occurrence,
		Kind: kindWords(c.Kind), Basis: visible(c.Basis), Status: c.Status, By: visible(c.DecidedBy), Why: b.mask(c.Reason)}
	at := b.itemAt(c.Ref, c.Report)
	itemLabel := "?"
	if at >= 0 {
		itemLabel = number(at + 1)
	}
	w.Item = b.link(at)
	w.Label = itemLabel + ":" + number(int(b.numbers[i]))
	w.Held = b.heldWhy(c)
	if w.Held != "" {
		return w
	}
	w.Quote, w.Cut = clip(strings.ToValidUTF8(c.Quote, "\uFFFD"), quoteLimit)
	w.Lang = tongue(c.Lang)
	w.Speaker, w.Role, w.Voice = b.mask(c.Speaker), b.mask(c.SpeakerRole), plain(c.Voice)
	if len(c.Attribution) > 1 {
		w.Chain = b.mask(strings.Join(c.Attribution, " → "))
	}
	w.Said = one(c.SpeechDate, c.SpeechDateMin, c.SpeechDateMax)
	w.Happened = one(c.IncidentDate, c.IncidentDateMin, c.IncidentDateMax)
	w.Place = b.mask(c.Place)
	for _, s := range countsOf(c) {
		if s.there() {
			w.Figures = append(w.Figures, s.words(c.Qualifier))
		}
	}
	if c.Kind == claim.Casualty {
		w.CountStatus = plain(c.CountStatus)
	}
	w.Scope = join(", ", b.mask(c.Scope), asOfWords(c.AsOf))
	if c.BasisOfKnowledge != "" && c.BasisOfKnowledge != "unknown" {
		w.Knows = basisWords(c.BasisOfKnowledge)
	}
	w.Accused = b.mask(c.ActorAccused)
	w.Denies = deniesWords(c)
	return w
}

func one(day, lo, hi string) string {
	if day != "" {
		return days(day, day)
	}
	return days(lo, hi)
}

func kindWords(k claim.Kind) string {
	switch k {
	case claim.LegalLabel:
		return "legal label used by a speaker"
	case claim.EvidenceMention:
		return "mention of evidence"
	case claim.Casualty:
		return "count"
	}
	return plain(string(k))
}

// deniesWords says what a denial denies, which is never more than its words do.
func deniesWords(c *claim.Claim) string {
	if c.Kind != claim.Denial && c.DenialKind == "" {
		return ""
	}
	switch c.DenialKind {
	case "fact":
		return "denies the fact"
	case "label":
		return "denies the label, not the fact"
	case "standing":
		return "denies the standing of whoever judges or reports"
	case "counter_accusation", "counter-accusation":
		return "answers with a counter-accusation"
	}
	return "denies; what is denied is not clear from the words"
}

// link names an item and makes sure that the page lists it.
func (b *book) link(i int) itemLink {
	if i < 0 {
		return itemLink{Name: "an item that is not in this file"}
	}
	b.listed[i] = true
	return itemLink{N: i + 1, Anchor: "item-" + plainNumber(i+1), Name: b.itemName(i)}
}

func (b *book) itemName(i int) string {
	it := &b.f.Items[i]
	if b.secret(i) {
		return b.held[it.Ref].words()
	}
	if it.Title != "" {
		t, left := clip(b.mask(it.Title), 120)
		if left > 0 {
			t += "…"
		}
		return t
	}
	if len(it.Reports) > 0 {
		return b.mask(it.Reports[0])
	}
	return "untitled"
}

// citeSome cites at most limit of the claims, in order, leaving out those a person rejected; more says how many stay
// in the annexes.
func (b *book) citeSome(ids []string, limit int) (some []words, more int) {
	for _, id := range ids {
		if c := b.claim(id); c != nil && c.Status == "rejected" {
			continue
		}
		if len(some) == limit {
			more++
			continue
		}
		some = append(some, b.cite(id))
	}
	return some, more
}

// inOrder sorts claim ids by item and place in the text.
func (b *book) inOrder(ids []string) []string {
	out := append([]string(nil), ids...)
	sort.SliceStable(out, func(i, j int) bool {
		x, y := b.claim(out[i]), b.claim(out[j])
		if x == nil || y == nil {
			return x != nil
		}
		if a, c := b.itemAt(x.Ref, x.Report), b.itemAt(y.Ref, y.Report); a != c {
			return a < c
		}
		return x.CharStart < y.CharStart
	})
	return out
}

// states reports whether a claim states a number of a measure.
func states(c *claim.Claim, m casualty.Measure) bool {
	for _, s := range countsOf(c) {
		if s.measure == m {
			return s.there()
		}
	}
	return false
}
