package casualty

import (
	"cmp"
	"slices"
	"strconv"
	"strings"
	"time"

	"exhibit/internal/claim"
)

// key keeps series apart.
type key struct {
	body, area, without, group, status string
	measure                            Measure
}

// SeriesOf gathers running totals, and single totals of a body for a scope up to a day, into series, ordered by body, scope and
// measure. The result does not depend on the order of claims.
func SeriesOf(claims []claim.Claim, body Body) []Series {
	figures := figuresOf(claims, body)
	sets := map[key][]figure{}
	var loose []figure // numbers of no stated total, which may repeat a point (a headline)
	for _, f := range figures {
		if !f.total {
			loose = append(loose, f)
			continue
		}
		k := f.key()
		sets[k] = append(sets[k], f)
	}
	settle(sets)
	oneFigure(claims, sets)
	repeats(sets, loose)
	caveats := caveatsOf(claims, body)
	out := make([]Series, 0, len(sets))
	for k, fs := range sets {
		out = append(out, series(claims, k, fs, caveats))
	}
	slices.SortFunc(out, func(a, b Series) int {
		return cmp.Or(cmp.Compare(a.CountingBody, b.CountingBody), cmp.Compare(a.Scope, b.Scope), cmp.Compare(a.Measure, b.Measure), cmp.Compare(a.ID, b.ID))
	})
	return out
}

func (f *figure) key() key {
	return key{fold(f.body), f.area, f.without, f.group, f.status, f.measure}
}

// settle gives figures that leave the status open, or the area, to the one series of their body that states it; where several
// could be meant they stay apart. A body that confirms its count and in another sentence merely reports it counts one thing;
// what it passes on unverified is another.
func settle(sets map[key][]figure) {
	move(sets, func(k key) key { k.status = ""; return k })
	move(sets, func(k key) key {
		if k.status == "confirmed" {
			k.status = "claimed"
		}
		return k
	})
	move(sets, func(k key) key {
		if k.without == "" {
			k.area = ""
		}
		return k
	})
}

// move gives the figures of each key that is its own open form to the only other key that has this open form.
func move(sets map[key][]figure, open func(key) key) {
	to := map[key][]key{}
	for k := range sets {
		if o := open(k); o != k {
			to[o] = append(to[o], k)
		}
	}
	for o, list := range to {
		if fs, ok := sets[o]; ok && len(list) == 1 {
			sets[list[0]] = append(sets[list[0]], fs...)
			delete(sets, o)
		}
	}
}

func keys(sets map[key][]figure) []key {
	out := make([]key, 0, len(sets))
	for k := range sets {
		out = append(out, k)
	}
	slices.SortFunc(out, compareKeys)
	return out
}

func compareKeys(a, b key) int {
	return cmp.Or(cmp.Compare(a.body, b.body), cmp.Compare(a.area, b.area), cmp.Compare(a.without, b.without),
		cmp.Compare(a.group, b.group), cmp.Compare(a.measure, b.measure), cmp.Compare(a.status, b.status))
}

// distinctive is the size from which one body's same number in two wordings of a scope, days apart at most, is one figure
// ("410 in towns around the capital", "410 in three towns and other villages").
const distinctive = 50

// oneFigure joins two one-figure series of one body and measure that state the same distinctive number for the same days.
func oneFigure(claims []claim.Claim, sets map[key][]figure) {
	type same struct {
		body, without string
		measure       Measure
		value         int
	}
	lone := map[same][]key{}
	for _, k := range keys(sets) {
		fs := sets[k]
		if v := fs[0].value; v >= distinctive && !slices.ContainsFunc(fs, func(f figure) bool { return f.value != v }) {
			s := same{k.body, k.without, k.measure, v}
			lone[s] = append(lone[s], k)
		}
	}
	for _, list := range lone {
		head := list[0]
		for _, k := range list[1:] {
			// Another population is another count even when the number is the same.
			if populations(head.group, k.group) && statuses(head.status, k.status) && near(claims, sets[head], sets[k]) {
				sets[head] = append(sets[head], sets[k]...)
				delete(sets, k)
			}
		}
	}
}

// populations may be one when one of them is open, or named by nationality alone.
func populations(a, b string) bool {
	special := func(g string) bool { return slices.Contains([]string{"children", "women", "combatants"}, g) }
	return a == b || !special(a) && !special(b)
}

func statuses(a, b string) bool { return a == b || a == "" || b == "" }

func near(claims []claim.Claim, a, b []figure) bool {
	for _, x := range a {
		for _, y := range b {
			fx, tx := window(&claims[x.claim])
			fy, ty := window(&claims[y.claim])
			if fx == "" || fy == "" || days(tx, fy) <= 3 && days(ty, fx) <= 3 {
				return true
			}
		}
	}
	return false
}

// repeats adds a number that states no day and no running total to the point of the same body, area and measure that has it:
// a headline repeats the figure of the text below it.
func repeats(sets map[key][]figure, loose []figure) {
	type same struct {
		body, area string
		measure    Measure
		value      int
	}
	have := map[same][]key{}
	for _, k := range keys(sets) {
		for _, f := range sets[k] {
			s := same{k.body, k.area, k.measure, f.value}
			if !slices.Contains(have[s], k) {
				have[s] = append(have[s], k)
			}
		}
	}
	for _, f := range loose {
		if f.body == "" {
			continue
		}
		if to := have[same{fold(f.body), f.area, f.measure, f.value}]; len(to) == 1 && populations(to[0].group, f.group) && statuses(to[0].status, f.status) {
			sets[to[0]] = append(sets[to[0]], f)
		}
	}
}

// series makes one series of the figures of a key.
func series(claims []claim.Claim, k key, fs []figure, caveats map[string][]string) Series {
	slices.SortFunc(fs, func(a, b figure) int { return compareClaims(&claims[a.claim], &claims[b.claim]) })
	s := Series{
		ID:           "se-" + digest(k.body, k.area, k.without, k.group, k.status, string(k.measure)),
		CountingBody: commonest(fs, func(f figure) string { return f.body }),
		Scope:        commonest(fs, func(f figure) string { return f.scope }),
		Measure:      k.measure,
		Status:       k.status,
		Points:       points(claims, fs),
	}
	if k.without != "" && !strings.Contains(fold(s.Scope), k.without) {
		s.Scope = s.Scope + " (excluding " + k.without + ")"
	}
	seen := map[string]bool{}
	for _, c := range []string{k.body + "|" + k.area, k.body + "|"} {
		for _, w := range caveats[c] {
			if !seen[w] {
				seen[w] = true
				s.Caveats = append(s.Caveats, w)
			}
		}
	}
	return s
}

// commonest is the words used most, the longer and then the first in order among equals.
func commonest(fs []figure, words func(figure) string) string {
	n := map[string]int{}
	for _, f := range fs {
		n[words(f)]++
	}
	best := ""
	for w, k := range n {
		if w == "" {
			continue
		}
		if best == "" || cmp.Or(cmp.Compare(k, n[best]), cmp.Compare(len(w), len(best)), cmp.Compare(best, w)) > 0 {
			best = w
		}
	}
	return best
}

// points makes one point of each value and day, in the order of the days, and ties each to the one it replaces.
func points(claims []claim.Claim, fs []figure) []Point {
	byValue := map[int][]figure{}
	var values []int
	for _, f := range fs {
		if byValue[f.value] == nil {
			values = append(values, f.value)
		}
		byValue[f.value] = append(byValue[f.value], f)
	}
	slices.Sort(values)
	var out []Point
	for _, v := range values {
		out = append(out, pointsOf(claims, byValue[v])...)
	}
	slices.SortFunc(out, comparePoints)
	bound(out)
	for i := 1; i < len(out); i++ {
		before := &out[i-1]
		out[i].Supersedes = cmp.Or(before.AsOf, before.AsOfMax, before.Published)
		if out[i].Supersedes == "" || dayOf(&out[i]) == dayOf(before) {
			out[i].Supersedes = superseded(out[:i], dayOf(&out[i]))
		}
		out[i].Correction = out[i].Value < before.Value && out[i].Supersedes != ""
	}
	return out
}

// bound gives a total without a day the earliest it can have: a total that has grown is later than the smaller one.
func bound(points []Point) {
	for i := 1; i < len(points); i++ {
		p, before := &points[i], &points[i-1]
		if p.AsOf == "" && p.AsOfMin == "" && p.AsOfMax != "" && before.AsOf != "" && before.AsOf < p.AsOfMax && before.Value < p.Value {
			if d, err := time.Parse(time.DateOnly, before.AsOf); err == nil {
				p.AsOfMin = d.AddDate(0, 0, 1).Format(time.DateOnly)
			}
		}
	}
}

// superseded is the last day before day among the points: two values for one day contradict, they do not replace each other.
func superseded(before []Point, day string) string {
	for i := len(before) - 1; i >= 0; i-- {
		if d := dayOf(&before[i]); d != "" && d < day {
			return d
		}
	}
	return ""
}

func dayOf(p *Point) string { return cmp.Or(p.AsOf, p.AsOfMax, p.DataThrough, p.Published) }

func comparePoints(a, b Point) int {
	return cmp.Or(cmp.Compare(dayOf(&a), dayOf(&b)), cmp.Compare(a.Value, b.Value), slices.Compare(a.Claims, b.Claims))
}

// sameFigure is the number of days within which one distinctive value is one point: a body's day and the day it is reported
// differ by one or two.
const sameFigure = 2

// pointsOf makes the points of one value: one for each day, reports that name neighbouring days for a distinctive number
// together.
func pointsOf(claims []claim.Claim, fs []figure) []Point {
	slices.SortFunc(fs, func(a, b figure) int {
		fa, ta := window(&claims[a.claim])
		fb, tb := window(&claims[b.claim])
		return cmp.Or(cmp.Compare(orLast(fa), orLast(fb)), cmp.Compare(ta, tb), compareClaims(&claims[a.claim], &claims[b.claim]))
	})
	var out []Point
	var run []figure
	end := ""
	flush := func() {
		if len(run) > 0 {
			out = append(out, point(claims, run))
			run, end = nil, ""
		}
	}
	for _, f := range fs {
		from, to := window(&claims[f.claim])
		gap := 0
		if f.value >= distinctive {
			gap = sameFigure
		}
		if len(run) > 0 && from != "" && days(end, from) > gap {
			flush()
		}
		run = append(run, f) // an undated repetition joins the last point of its value
		end = max(end, to)
	}
	flush()
	return out
}

// point makes one point of claims that state one value for one day.
func point(claims []claim.Claim, fs []figure) Point {
	p := Point{Value: fs[0].value}
	votes := map[string]int{}
	quals := map[string]int{}
	for _, f := range fs {
		c := &claims[f.claim]
		p.Claims = append(p.Claims, c.ID)
		if d := asOf(c); d != "" {
			votes[d] += vote(c)
		}
		if f.qualifier != "" {
			n := 2
			if c.Voice == "headline" {
				n = 1 // a headline rounds
			}
			quals[f.qualifier] += n
		}
		if c.AsOfMin != "" && (p.AsOfMin == "" || c.AsOfMin < p.AsOfMin) {
			p.AsOfMin = c.AsOfMin
		}
		p.AsOfMax = max(p.AsOfMax, c.AsOfMax)
		if d := cmp.Or(c.SpeechDate, c.SpeechDateMax); d != "" && (p.Published == "" || d < p.Published) {
			p.Published = d // the day by which it was out
		}
	}
	p.AsOf = winner(votes)
	for d := range votes {
		if d != p.AsOf { // another report puts the same figure on a neighbouring day: both days stay visible
			p.AsOfMin, p.AsOfMax = least(p.AsOfMin, d, p.AsOf), max(p.AsOfMax, d, p.AsOf)
		}
	}
	p.Qualifier = winner(quals)
	slices.Sort(p.Claims)
	p.Claims = slices.Compact(p.Claims)
	return p
}

// vote weighs how a day came about: one stated beats one worked out.
func vote(c *claim.Claim) int {
	switch b := strings.ToLower(c.AsOfBasis); {
	case strings.HasPrefix(b, "explicit"), strings.Contains(b, "stated"):
		return 100
	case strings.HasPrefix(b, "relative"), strings.Contains(b, "weekday"):
		return 10
	}
	return 1
}

// winner is the key with most votes, the first in order among equals.
func winner(votes map[string]int) string {
	best := ""
	for k, n := range votes {
		if best == "" || n > votes[best] || n == votes[best] && k < best {
			best = k
		}
	}
	return best
}

func least(days ...string) string {
	out := ""
	for _, d := range days {
		if d != "" && (out == "" || d < out) {
			out = d
		}
	}
	return out
}

// window is the range of days a count may run to; empty when nothing is stated.
func window(c *claim.Claim) (from, to string) {
	if d := asOf(c); d != "" {
		return d, d
	}
	return c.AsOfMin, c.AsOfMax
}

func orLast(day string) string {
	if day == "" {
		return "~"
	}
	return day
}

// days is the number of days from a to b; 0 when either is unknown.
func days(a, b string) int {
	x, errX := time.Parse(time.DateOnly, a)
	y, errY := time.Parse(time.DateOnly, b)
	if errX != nil || errY != nil {
		return 0
	}
	return int(y.Sub(x).Hours() / 24)
}

// caveatsOf lists, by body and area, what counting bodies say of their own undercount: casualty claims without a number that
// are no event.
func caveatsOf(claims []claim.Claim, body Body) map[string][]string {
	out := map[string][]string{}
	for i := range claims {
		c := &claims[i]
		if c.Kind != claim.Casualty || c.Status == "rejected" || numbered(c) || !undercount(c.Quote) {
			continue
		}
		f := common(claims, i, body)
		for _, k := range []string{fold(f.body) + "|" + f.area} {
			if !slices.Contains(out[k], c.Quote) {
				out[k] = append(out[k], c.Quote)
			}
		}
	}
	for k := range out {
		slices.Sort(out[k])
	}
	return out
}

func numbered(c *claim.Claim) bool {
	for _, f := range fields(c) {
		if f.n != nil || f.min != nil || f.max != nil {
			return true
		}
	}
	return false
}

// undercount reports whether words say that the true number is another, higher one.
func undercount(quote string) bool {
	q := " " + fold(quote) + " "
	for _, w := range []string{" higher ", " more ", " undercount ", " incomplete ", " rise ", " increase ", " grow ", " larger ", " greater ",
		" выше ", " больше ", " вище ", " більше ", " أعلى ", " أكثر ", " اكثر ", " اعلى "} {
		if strings.Contains(q, w) {
			return true
		}
	}
	return false
}

func compareClaims(a, b *claim.Claim) int {
	return cmp.Or(cmp.Compare(a.Ref, b.Ref), cmp.Compare(a.CharStart, b.CharStart), cmp.Compare(a.CharEnd, b.CharEnd), cmp.Compare(a.ID, b.ID))
}

func itoa(n int) string { return strconv.Itoa(n) }
