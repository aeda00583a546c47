package casualty

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"exhibit/internal/claim"
)

// The rules by which a sum is refused, the most telling first.
const (
	UnlikeMeasures   = "unlike-measures"
	BodiesNotDeaths  = "bodies-not-deaths"
	RunningTotal     = "running-total"
	UnlikeStatus     = "unlike-status"
	OverlappingScope = "overlapping-scope"
)

const (
	perReport  = 8   // series of one report that are paired
	widest     = 16  // series of the case with most claims that are paired wherever they stand
	mostTerms  = 6   // points of a running total that a refusal shows, the last ones
	mostAlso   = 60  // further claims that a term names
	mostPerSet = 400 // refusals in all
)

// Refusals lists the sums that somebody might make of the figures in series and that are refused, the most telling first: one
// for each rule, pair of scopes and pair of measures, whatever the words and the reports, with the figures that most
// reports state together. Figures are paired when one report states both, or when both are among the most repeated of the case;
// the number of pairs grows with the number of reports and is bounded.
func Refusals(claims []claim.Claim, series []Series) []Refusal {
	r := refuser{claims: map[string]*claim.Claim{}, sets: map[string]*refused{}}
	need := map[string]bool{}
	for _, s := range series {
		for _, p := range s.Points {
			for _, c := range p.Claims {
				need[c] = true
			}
		}
	}
	for i := range claims {
		if need[claims[i].ID] {
			r.claims[claims[i].ID] = &claims[i]
		}
	}
	for i := range series {
		r.successive(&series[i])
		r.twoWordings(&series[i])
	}
	r.pairs(series)
	all := make([]*refused, 0, len(r.sets))
	for _, x := range r.sets {
		all = append(all, x)
	}
	slices.SortFunc(all, func(a, b *refused) int {
		return cmp.Or(cmp.Compare(place(a.Rule), place(b.Rule)), cmp.Compare(b.apart, a.apart), cmp.Compare(len(b.reports), len(a.reports)),
			cmp.Compare(b.size(), a.size()), cmp.Compare(a.key, b.key))
	})
	all = telling(all)
	out := make([]Refusal, 0, min(len(all), mostPerSet))
	for _, x := range all[:min(len(all), mostPerSet)] {
		out = append(out, x.finish())
	}
	return out
}

// telling keeps what one report states together, and of the sums that only a reader of several reports could make the most telling
// one for each figure: who has been told that bodies found are not added to the killed of a country need not be told so again of
// every scope of that country.
func telling(all []*refused) []*refused {
	had := map[string]bool{}
	for _, x := range all {
		if x.across && len(x.reports) > 0 {
			had[x.Rule+"|"+x.narrow] = true
		}
	}
	return slices.DeleteFunc(all, func(x *refused) bool {
		k := x.Rule + "|" + x.narrow
		if !x.across || len(x.reports) > 0 {
			return false
		}
		if had[k] || x.size() < distinctive {
			return true
		}
		had[k] = true
		return false
	})
}

func place(rule string) int {
	return slices.Index([]string{UnlikeMeasures, BodiesNotDeaths, RunningTotal, UnlikeStatus, OverlappingScope}, rule)
}

// refused is a refusal while it is gathered: one rule, two scopes, two measures, and every pair of figures that falls under it.
type refused struct {
	key string
	Refusal
	apart   int             // 1 when the figures are of two scopes or two bodies: the sum that is made most often
	reports map[string]bool // that state both
	stated  map[string]int  // pairs of figures, with how many reports state both
	best    string
	across  bool         // of two series
	narrow  string       // the side that holds no combined total
	also    []alsoStated // by each term
}

// alsoStated are the claims behind a term, of every point that was shown in it. One point comes again with every report that
// states it and is taken once.
type alsoStated struct {
	claims map[string]bool
	taken  map[*string]bool // lists of claims, by their first
}

func (a *alsoStated) take(list []string) {
	if len(list) == 0 || a.taken[&list[0]] {
		return
	}
	a.taken[&list[0]] = true
	for _, id := range list {
		a.claims[id] = true
	}
}

func (x *refused) size() int {
	n := x.Terms[0].Value
	for _, t := range x.Terms {
		n = min(n, t.Value)
	}
	return n
}

// finish writes the further claims behind the terms.
func (x *refused) finish() Refusal {
	for i := range x.Terms {
		if i >= len(x.also) {
			break
		}
		t := &x.Terms[i]
		for id := range x.also[i].claims {
			if id != t.Claim {
				t.Also = append(t.Also, id)
			}
		}
		slices.Sort(t.Also)
		t.Also = t.Also[:min(len(t.Also), mostAlso)]
	}
	return x.Refusal
}

type refuser struct {
	claims map[string]*claim.Claim
	sets   map[string]*refused
}

// add notes a refusal under key. Of several pairs under one key the one that most reports state is shown, the larger one and
// then the first in order among equals.
func (r *refuser) add(key, rule, reason, ref string, apart bool, terms []Term, also ...[]string) {
	x := r.sets[key]
	if x == nil {
		x = &refused{key: key, reports: map[string]bool{}, stated: map[string]int{}}
		x.ID = "re-" + digest(key)
		r.sets[key] = x
	}
	if ref != "" {
		x.reports[ref] = true
	}
	figures := ""
	for _, t := range terms {
		figures += fmt.Sprint(t.Value) + "|" + t.AsOf + "|" + fold(t.Body) + "|"
	}
	if ref != "" {
		x.stated[figures]++
	} else if x.stated[figures] == 0 {
		x.stated[figures] = 0
	}
	for i, list := range also {
		if i == len(x.also) {
			x.also = append(x.also, alsoStated{map[string]bool{}, map[*string]bool{}})
		}
		x.also[i].take(list)
	}
	if x.Terms != nil && figures != x.best && !x.better(figures, terms) {
		return
	}
	if figures == x.best && x.Reason <= reason {
		return
	}
	x.best, x.Terms, x.Rule, x.Reason = figures, terms, rule, reason
	x.apart = 0
	if apart {
		x.apart = 1
	}
}

// better reports whether figures are more telling than those shown so far.
func (x *refused) better(figures string, terms []Term) bool {
	size := terms[0].Value
	for _, t := range terms {
		size = min(size, t.Value)
	}
	return cmp.Or(cmp.Compare(x.stated[figures], x.stated[x.best]), cmp.Compare(size, x.size()), cmp.Compare(x.best, figures)) > 0
}

// successive refuses to add the points of one running total.
func (r *refuser) successive(s *Series) {
	if len(s.Points) < 2 {
		return
	}
	var terms []Term
	var said []string
	var also [][]string
	open := false
	for i := max(0, len(s.Points)-mostTerms); i < len(s.Points); i++ {
		terms = append(terms, term(s, &s.Points[i], ""))
		also = append(also, s.Points[i].Claims)
		said = append(said, number(s.Points[i].Value))
		open = open || i > 0 && s.Points[i].Order != ""
	}
	last := s.Points[len(s.Points)-1]
	why := fmt.Sprintf("%s %s are successive states of one running total of %s (%s): each contains the one before, so the last, %s, stands and none are added",
		list(said), s.Measure.words(), s.CountingBody, s.Scope, number(last.Value))
	if open {
		why += "; where the days stated leave the order open, the larger is taken as the later"
	}
	r.add(RunningTotal+"|"+s.ID, RunningTotal, why+".", "", false, terms, also...)
}

// twoWordings refuses to add one figure that a report words twice.
func (r *refuser) twoWordings(s *Series) {
	for i := range s.Points {
		p := &s.Points[i]
		for a := 0; a < len(p.Claims) && a < perReport; a++ {
			for b := a + 1; b < len(p.Claims) && b < perReport; b++ {
				x, y := r.claims[p.Claims[a]], r.claims[p.Claims[b]]
				if x == nil || y == nil || x.Ref != y.Ref || !twoScopes(x, y) {
					continue
				}
				tx, ty := term(s, p, x.ID), term(s, p, y.ID)
				tx.Scope, ty.Scope, tx.Qualifier, ty.Qualifier = scopeWords(x), scopeWords(y), x.Qualifier, y.Qualifier
				if compareClaims(y, x) < 0 {
					tx, ty = ty, tx
				}
				r.add("wordings|"+s.ID+"|"+number(p.Value), OverlappingScope,
					fmt.Sprintf("%s %s is one count in two wordings (“%s”, “%s”): it is counted once.", number(p.Value), s.Measure.words(), tx.Scope, ty.Scope),
					x.Ref, false, []Term{tx, ty}, p.Claims, nil)
				return
			}
		}
	}
}

// twoScopes reports whether two claims word their scope so differently that a reader may take one count for two.
func twoScopes(x, y *claim.Claim) bool {
	a, b := fold(scopeWords(x)), fold(scopeWords(y))
	return a != "" && b != "" && !strings.Contains(a, b) && !strings.Contains(b, a)
}

// pairs refuses sums of the last points of two series.
func (r *refuser) pairs(series []Series) {
	byReport := map[string][]int{}
	var refs []string
	size := make([]int, len(series))
	by := make([]figures, len(series))
	for i := range series {
		for _, p := range series[i].Points {
			size[i] += len(p.Claims)
		}
		by[i] = r.figuresBy(&series[i])
		for ref := range by[i].of {
			if byReport[ref] == nil {
				refs = append(refs, ref)
			}
			byReport[ref] = append(byReport[ref], i)
		}
	}
	slices.Sort(refs)
	larger := func(a, b int) int { return cmp.Or(cmp.Compare(size[b], size[a]), cmp.Compare(a, b)) }
	pair := func(list []int, ref string) {
		for x := range list {
			for y := x + 1; y < len(list); y++ {
				r.pair(&by[min(list[x], list[y])], &by[max(list[x], list[y])], ref)
			}
		}
	}
	for _, ref := range refs {
		list := byReport[ref]
		slices.SortFunc(list, larger)
		pair(list[:min(len(list), perReport)], ref)
	}
	all := make([]int, len(series))
	for i := range all {
		all[i] = i
	}
	slices.SortFunc(all, larger)
	pair(all[:min(len(all), widest)], "")
}

// pair refuses the sum of two series' figures, when there is a rule against it; ref is the report that states both.
func (r *refuser) pair(fa, fb *figures, ref string) {
	if fa.series.Measure > fb.series.Measure {
		fa, fb = fb, fa
	}
	a, b := fa.series, fb.series
	pa, ca := fa.stated(ref)
	pb, cb := fb.stated(ref)
	if pa == nil || pb == nil {
		return
	}
	x, y := r.claims[ca], r.claims[cb]
	rule, why := refuse(a, b, pa, pb, x, y, ref != "")
	if rule == "" {
		return
	}
	ka, kb := slot(a, x), slot(b, y)
	ta, tb := term(a, pa, ca), term(b, pb, cb)
	alsoA, alsoB := pa.Claims, pb.Claims
	if a.Measure == b.Measure && cmp.Or(cmp.Compare(ka, kb), cmp.Compare(a.ID, b.ID)) > 0 {
		ka, kb, ta, tb, alsoA, alsoB = kb, ka, tb, ta, alsoB, alsoA
	}
	narrow := kb
	if rule == BodiesNotDeaths {
		narrow = ka
	}
	apart := ka[strings.IndexByte(ka, '|'):] != kb[strings.IndexByte(kb, '|'):] || a.CountingBody != b.CountingBody
	key := rule + "|" + ka + "|" + kb
	r.add(key, rule, fmt.Sprintf("%s and %s are not added: %s.", figureWords(&ta), figureWords(&tb), why), ref, apart, []Term{ta, tb}, alsoA, alsoB)
	r.sets[key].across, r.sets[key].narrow = true, narrow
}

// slot is what one side of a refusal counts: measure and scope.
func slot(s *Series, c *claim.Claim) string {
	area, without := areaOf(c)
	return string(s.Measure) + "|" + area + "|" + without + "|" + groupOf(c)
}

// figures are the points of one series by the reports that state them.
type figures struct {
	series *Series
	of     map[string]told // by item, the last point that it states
	last   told            // of all
}

type told struct {
	point *Point
	claim string
}

func (r *refuser) figuresBy(s *Series) figures {
	f := figures{series: s, of: map[string]told{}}
	for i := len(s.Points) - 1; i >= 0; i-- {
		p := &s.Points[i]
		for _, id := range p.Claims {
			c := r.claims[id]
			if c == nil {
				continue
			}
			if f.last.point == nil {
				f.last = told{p, id}
			}
			if _, later := f.of[c.Ref]; !later {
				f.of[c.Ref] = told{p, id}
			}
		}
	}
	return f
}

// stated is the point that a report states, with its claim; the last one of all for no report.
func (f *figures) stated(ref string) (*Point, string) {
	s := f.last
	if ref != "" {
		s = f.of[ref]
	}
	return s.point, s.claim
}

// refuse names the rule against adding two series, and why; "" when nobody would add them or there is no rule against it. The
// measure of a comes first in order.
func refuse(a, b *Series, pa, pb *Point, ca, cb *claim.Claim, oneReport bool) (rule, why string) {
	ma, mb := a.Measure, b.Measure
	people := func(m Measure) bool { return m == Killed || m == Injured || m == Combined || m == BodiesFound }
	if !people(ma) || !people(mb) {
		return "", ""
	}
	overlap, sure := overlapping(ca, cb)
	if !oneReport && (overlap == "" || ma == mb && !sure) { // a guess about two reports tells nobody anything
		return "", ""
	}
	also := ""
	if overlap != "" {
		also = "; " + overlap
	}
	switch {
	case ma == BodiesFound && mb == Killed:
		return BodiesNotDeaths, "bodies found are not attributed deaths and may be among them" + also
	case ma == BodiesFound && mb == Combined:
		return BodiesNotDeaths, "bodies found are not attributed deaths, and the other figure counts killed and injured together" + also
	case ma == Combined && (mb == Killed || mb == Injured):
		return UnlikeMeasures, fmt.Sprintf("one counts %s, the other killed and injured together%s", mb.words(), also)
	case ma != mb: // killed beside injured: everybody reads them as two figures
		return "", ""
	case pa.Value == pb.Value && pa.Value >= distinctive && sure:
		return OverlappingScope, "it is one figure, told for one place by two who count or in two wordings, and is counted once"
	case a.Status != b.Status && a.Status != "" && b.Status != "":
		return UnlikeStatus, fmt.Sprintf("one is %s and the other %s by those who count%s", a.Status, b.Status, also)
	case overlap != "":
		return OverlappingScope, overlap
	}
	return "", ""
}

// overlapping says in words that two counts may hold the same people, and whether that is stated; "" when nothing says so.
func overlapping(a, b *claim.Claim) (words string, sure bool) {
	aa, wa := areaOf(a)
	ab, wb := areaOf(b)
	switch {
	case aa == "" || ab == "":
		return "", false
	case aa == ab && wa == wb:
		return "both are for the same place and may hold the same people", true
	case wa != "" || wb != "":
		return "the one leaves out a part that the other may hold, as its scope says", true
	case contains(a, b) || contains(b, a):
		return "the one place lies within the other", true
	case country(a) != country(b) && a.PlacePrecision != "" && b.PlacePrecision != "":
		return "the one place may lie within the other", false
	}
	return "", false
}

// contains reports whether the place of a is known to hold the place of b.
func contains(a, b *claim.Claim) bool {
	area := fold(a.Place)
	for _, p := range b.Places {
		if p := fold(p); p != "" && p == area && p != fold(b.Place) {
			return true
		}
	}
	return false
}

func country(c *claim.Claim) bool { return c.PlacePrecision == "country" }

func term(s *Series, p *Point, id string) Term {
	if id == "" && len(p.Claims) > 0 {
		id = p.Claims[0]
	}
	return Term{Value: p.Value, Measure: s.Measure, Qualifier: p.Qualifier, Status: s.Status, Body: s.CountingBody, Scope: s.Scope, AsOf: p.AsOf, Claim: id}
}

func figureWords(t *Term) string {
	q := map[string]string{"more_than": "more than ", "at_least": "at least ", "approx": "about "}[t.Qualifier]
	s := q + number(t.Value) + " " + t.Measure.words()
	if t.Scope != "" {
		s += " (" + t.Scope + ")"
	}
	return s
}

func (m Measure) words() string {
	switch m {
	case Combined:
		return "killed or injured"
	case BodiesFound:
		return "bodies found"
	}
	return string(m)
}

// number writes 2400 as 2,400.
func number(n int) string {
	s := itoa(n)
	for i := len(s) - 3; i > 0; i -= 3 {
		s = s[:i] + "," + s[i:]
	}
	return s
}

func list(words []string) string {
	if len(words) < 2 {
		return strings.Join(words, "")
	}
	return strings.Join(words[:len(words)-1], ", ") + " and " + words[len(words)-1]
}
