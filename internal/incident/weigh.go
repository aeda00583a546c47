package incident

import (
	"cmp"
	"crypto/sha256"
	"encoding/hex"
	"slices"
	"strconv"

	"exhibit/internal/casualty"
	"exhibit/internal/claim"
	"exhibit/internal/origin"
	"exhibit/internal/similar"
)

// Input is a case's claims and reported events with what is known of their items and what persons decided.
type Input struct {
	Claims  []claim.Claim   // Weigh takes them over: it orders them and sets Origin
	Events  []claim.Event   // Weigh takes them over: it orders them
	Sources []origin.Source // Weigh takes them over: it orders them
	Pairs   []Pair
	// Pictures are pairs of reports that hold the same picture.
	Pictures []SamePicture
	Rule     string // for ranges; see package casualty. Empty: by the number of origins
}

// Weighed is what a case amounts to before a person has judged it.
type Weighed struct {
	Claims       []claim.Claim // in order of item and place in the text, Origin set
	Incidents    []Incident
	Series       []casualty.Series
	Refusals     []casualty.Refusal
	Origins      []origin.Origin
	Propositions []origin.Proposition
	Aside        []Aside // reported events that are no incidents, each with the reason
	Orphans      []Pair  // decisions whose words no event is anchored on
	Overruled    []Pair  // decisions that later ones make impossible
}

// Weigh joins reported events into incidents and weighs who stands behind them. The same input in any order gives the same
// output.
func Weigh(in Input) Weighed {
	w := weigher{in: in}
	w.order()
	w.index()
	w.join()
	w.incidents()
	w.joined, w.taken, w.proposed, w.claimsOf = nil, nil, nil, nil // large, and not needed again
	reading := origin.Read(in.Claims, w.in.Sources)
	w.out.Claims = in.Claims
	w.out.Origins = reading.Origins()
	w.out.Propositions = reading.Propositions(w.about)
	body := func(i int) string { return reading.Body(i) }
	w.out.Series = casualty.SeriesOf(in.Claims, body)
	w.breakdowns(body)
	w.out.Refusals = casualty.Refusals(in.Claims, w.out.Series)
	w.finish()
	w.pictures()
	return w.out
}

type weigher struct {
	in       Input
	out      Weighed
	claimAt  map[string]int   // claim id → index
	eventOf  []int32          // first event of each claim, -1 without
	claimsOf [][]*claim.Claim // of each event
	joined   *joiner
	taken    []pairLink
	proposed []pairLink
	incOf    []int32 // incident of each event, -1 without
}

// order puts claims, events and sources in an order that depends on their content alone.
func (w *weigher) order() {
	arrange(w.in.Claims, func(a, b *claim.Claim) int {
		return cmp.Or(cmp.Compare(a.Ref, b.Ref), cmp.Compare(a.CharStart, b.CharStart), cmp.Compare(a.CharEnd, b.CharEnd), cmp.Compare(a.Kind, b.Kind), cmp.Compare(a.ID, b.ID))
	})
	arrange(w.in.Events, func(a, b *claim.Event) int {
		return cmp.Or(cmp.Compare(a.Ref, b.Ref), cmp.Compare(a.CharStart, b.CharStart), cmp.Compare(a.CharEnd, b.CharEnd), cmp.Compare(a.Type, b.Type), cmp.Compare(a.ID, b.ID))
	})
	slices.SortFunc(w.in.Sources, func(a, b origin.Source) int {
		return cmp.Or(cmp.Compare(a.Ref, b.Ref), cmp.Compare(a.Report, b.Report))
	})
}

// arrange sorts large values by moving each of them once.
func arrange[T any](s []T, compare func(a, b *T) int) {
	at := make([]int, len(s))
	for i := range at {
		at[i] = i
	}
	slices.SortFunc(at, func(a, b int) int { return compare(&s[a], &s[b]) })
	for start := range at {
		if at[start] < 0 || at[start] == start {
			continue
		}
		first := s[start]
		to := start
		for {
			from := at[to]
			at[to] = -1
			if from == start {
				s[to] = first
				break
			}
			s[to] = s[from]
			to = from
		}
	}
}

func (w *weigher) index() {
	w.claimAt = make(map[string]int, len(w.in.Claims))
	for i := range w.in.Claims {
		w.claimAt[w.in.Claims[i].ID] = i
	}
	w.eventOf = make([]int32, len(w.in.Claims))
	for i := range w.eventOf {
		w.eventOf[i] = -1
	}
	w.claimsOf = make([][]*claim.Claim, len(w.in.Events))
	for e := range w.in.Events {
		for _, id := range w.in.Events[e].Claims {
			if i, ok := w.claimAt[id]; ok {
				if w.eventOf[i] < 0 {
					w.eventOf[i] = int32(e)
				}
				w.claimsOf[e] = append(w.claimsOf[e], &w.in.Claims[i])
			}
		}
	}
}

// join compares the events and unites what is one.
func (w *weigher) join() {
	words := newWording(w.in.Sources)
	for i := range w.in.Sources {
		w.in.Sources[i].Terms = similar.Terms{} // large, and not needed again
	}
	profiles := make([]profile, len(w.in.Events))
	for i := range w.in.Events {
		x, ok := words.of[w.in.Events[i].Ref]
		if !ok {
			profiles[i] = profileOf(i, &w.in.Events[i], w.claimsOf[i], 0)
			continue
		}
		profiles[i] = profileOf(i, &w.in.Events[i], w.claimsOf[i], words.told[x])
		profiles[i].text = x
	}
	w.siblings(profiles)
	w.joined = newJoiner(w.in.Events, profiles, words)
	pairs, fixed := w.decisions()
	w.setAside(profiles, fixed)
	w.joined.gather(fixed)
	for i := range pairs {
		d := &pairs[i]
		d.a, d.b = w.joined.nodeOf[d.a], w.joined.nodeOf[d.b]
	}
	w.taken, w.proposed = w.joined.unite(pairs, w.joined.allLinks())
	w.out.Overruled = append(w.out.Overruled, w.joined.overruled...)
	slices.SortFunc(w.out.Orphans, comparePairs)
	slices.SortFunc(w.out.Overruled, comparePairs)
}

// siblings sets how many events each report tells of, and which of them first: events lie in order of report and place in it.
func (w *weigher) siblings(profiles []profile) {
	for i := 0; i < len(profiles); {
		k := i + 1
		for k < len(profiles) && w.in.Events[k].Ref == w.in.Events[i].Ref {
			k++
		}
		for e := i; e < k; e++ {
			profiles[e].siblings, profiles[e].first = k-i, e == i
		}
		i = k
	}
}

// decisions resolves the pairs to events, the latest entry first: of several on one pair the later holds, and of two of one entry
// the one that keeps apart. Words that no event is anchored on make an orphan.
func (w *weigher) decisions() ([]decision, map[int]bool) {
	if len(w.in.Pairs) == 0 {
		return nil, nil
	}
	at := map[Anchor]int{}
	for i := range w.in.Events {
		e := &w.in.Events[i]
		a := Anchor{e.Ref, e.Anchor, e.Occurrence}
		if _, ok := at[a]; !ok {
			at[a] = i
		}
	}
	var all []decision
	last := map[[2]int]decision{}
	for _, p := range w.in.Pairs {
		a, okA := at[p.A]
		b, okB := at[p.B]
		if !okA || !okB || a == b {
			w.out.Orphans = append(w.out.Orphans, p)
			continue
		}
		d := decision{a: min(a, b), b: max(a, b), must: p.Must, pair: p}
		k := [2]int{d.a, d.b}
		all = append(all, d)
		if old, ok := last[k]; !ok || d.later(&old) {
			last[k] = d
		}
	}
	for _, d := range all {
		if last[[2]int{d.a, d.b}].must != d.must {
			w.out.Overruled = append(w.out.Overruled, d.pair)
		}
	}
	var out []decision
	fixed := map[int]bool{}
	for _, d := range last {
		out = append(out, d)
		fixed[d.a], fixed[d.b] = true, true
	}
	slices.SortFunc(out, func(x, y decision) int {
		return cmp.Or(cmp.Compare(y.pair.Entry, x.pair.Entry), cmp.Compare(x.a, y.a), cmp.Compare(x.b, y.b))
	})
	return out, fixed
}

// later reports whether d holds against an older decision on the same pair.
func (d *decision) later(old *decision) bool {
	if d.pair.Entry != old.pair.Entry {
		return d.pair.Entry > old.pair.Entry
	}
	return d.must != old.must && !d.must || d.must == old.must && comparePairs(d.pair, old.pair) < 0
}

func comparePairs(a, b Pair) int {
	anchors := func(x, y Anchor) int {
		return cmp.Or(cmp.Compare(x.Ref, y.Ref), cmp.Compare(x.Quote, y.Quote), cmp.Compare(x.Occurrence, y.Occurrence))
	}
	return cmp.Or(cmp.Compare(a.Entry, b.Entry), anchors(a.A, b.A), anchors(a.B, b.B))
}

// about ties a claim to the incident of its first event.
func (w *weigher) about(i int) (string, string) {
	if e := w.eventOf[i]; e >= 0 && w.incOf[e] >= 0 {
		in := &w.out.Incidents[w.incOf[e]]
		return in.ID, in.Title
	}
	return "", ""
}

// digest is 16 hex digits of the SHA-256 of the parts, parted by a byte that no part holds.
func digest(parts ...string) string {
	h := sha256.New()
	for _, p := range parts {
		h.Write([]byte(p))
		h.Write([]byte{0})
	}
	return hex.EncodeToString(h.Sum(nil)[:8])
}

func anchorID(e *claim.Event) string {
	return "in-" + digest(e.Ref, e.Anchor, strconv.Itoa(e.Occurrence), e.Type)
}
