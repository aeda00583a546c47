package casualty

import (
	"cmp"
	"container/heap"
	"slices"
	"strings"
	"time"

	"exhibit/internal/claim"
)

// Points. A stated value becomes a point for the day the data run to. A day that is stated counts; a report that restates a
// total without its day says only that the total is no later than the report, and joins the point it can mean. Points
// stand in the order of their days; where the days leave it open, the larger total is taken as the later one, since a
// running total grows, and the point says so. No smaller total stands after a larger one unless the days stated put it there.

// byValue is what Point.Order says when the days stated do not decide.
const byValue = "the larger total is taken as the later one; the days stated leave the order open"

// window is the range of days a count may run to, as far as it is stated. A count is not later than the saying of it.
func window(c *claim.Claim) (from, to string) {
	if d := asOf(c); d != "" {
		return d, d
	}
	return c.AsOfMin, least(c.AsOfMax, c.SpeechDate, c.SpeechDateMax)
}

// points makes the points of one series in order and ties each to the one it replaces.
func points(claims []claim.Claim, fs []figure) []Point {
	by := map[int][]figure{}
	var values []int
	for _, f := range fs {
		if by[f.value] == nil {
			values = append(values, f.value)
		}
		by[f.value] = append(by[f.value], f)
	}
	slices.Sort(values)
	var all []Point
	for _, v := range values {
		for _, same := range sameDays(claims, by[v]) {
			all = append(all, point(claims, same))
		}
	}
	out := inOrder(all)
	for i := 1; i < len(out); i++ { // before the days are narrowed by the order itself
		if p, before := &out[i], &out[i-1]; !earlier(before, p) && (p.AsOf == "" || p.AsOf != before.AsOf) {
			p.Order = byValue
		}
	}
	bound(out)
	for i := 1; i < len(out); i++ {
		supersede(out, i)
	}
	return out
}

// supersede ties a point to the one it replaces. Two values for one stated day contradict and replace what was before both.
func supersede(all []Point, i int) {
	p, before := &all[i], &all[i-1]
	if p.AsOf != "" && p.AsOf == before.AsOf {
		for _, q := range slices.Backward(all[:i]) {
			if d := dayOf(&q); d != "" && d < p.AsOf {
				p.Supersedes = d
				return
			}
		}
		return
	}
	p.Supersedes = dayOf(before)
	p.Correction = p.Value < before.Value && p.Supersedes != ""
}

// first and last are the ends of the days a point may be for; "" where nothing is stated.
func (p *Point) first() string { return cmp.Or(p.AsOf, p.AsOfMin) }

func (p *Point) last() string { return cmp.Or(p.AsOf, least(p.AsOfMax, p.Published)) }

func dayOf(p *Point) string { return cmp.Or(p.last(), p.AsOfMin) }

// earlier reports whether the days stated put p before q.
func earlier(p, q *Point) bool { return p.last() != "" && q.first() != "" && p.last() < q.first() }

// inOrder puts points in an order that no stated day contradicts: of all points that may come next, the smallest value.
func inOrder(all []Point) []Point {
	byFirst, byLast := make([]int, len(all)), make([]int, len(all))
	for i := range all {
		byFirst[i], byLast[i] = i, i
	}
	slices.SortFunc(byFirst, func(a, b int) int { return cmp.Or(cmp.Compare(all[a].first(), all[b].first()), cmp.Compare(a, b)) })
	slices.SortFunc(byLast, func(a, b int) int {
		return cmp.Or(cmp.Compare(orLast(all[a].last()), orLast(all[b].last())), cmp.Compare(a, b))
	})
	next := &queue{all: all}
	placed := make([]bool, len(all))
	out := make([]Point, 0, len(all))
	for len(out) < len(all) {
		for placed[byLast[0]] {
			byLast = byLast[1:]
		}
		// Nothing unplaced is certainly before a point that may begin by this day.
		limit := orLast(all[byLast[0]].last())
		for len(byFirst) > 0 && all[byFirst[0]].first() <= limit {
			heap.Push(next, byFirst[0])
			byFirst = byFirst[1:]
		}
		i := heap.Pop(next).(int)
		placed[i] = true
		out = append(out, all[i])
	}
	return out
}

// queue holds the points that may come next, the smallest value first.
type queue struct {
	all  []Point
	open []int
}

func (q *queue) Len() int      { return len(q.open) }
func (q *queue) Swap(i, j int) { q.open[i], q.open[j] = q.open[j], q.open[i] }
func (q *queue) Push(x any)    { q.open = append(q.open, x.(int)) }
func (q *queue) Pop() any {
	i := q.open[len(q.open)-1]
	q.open = q.open[:len(q.open)-1]
	return i
}

func (q *queue) Less(i, j int) bool {
	a, b := &q.all[q.open[i]], &q.all[q.open[j]]
	return cmp.Or(cmp.Compare(a.Value, b.Value), cmp.Compare(orLast(a.last()), orLast(b.last())), cmp.Compare(a.first(), b.first()), slices.Compare(a.Claims, b.Claims)) < 0
}

// bound narrows the days of totals without a day by those around them: what has grown is later than the smaller total before
// it, and not later than the larger one after it.
func bound(points []Point) {
	for i := 1; i < len(points); i++ {
		p, before := &points[i], &points[i-1]
		if p.AsOf == "" && p.AsOfMin == "" && p.AsOfMax != "" && before.AsOf != "" && before.AsOf < p.AsOfMax && before.Value < p.Value {
			if d, err := time.Parse(time.DateOnly, before.AsOf); err == nil {
				p.AsOfMin = d.AddDate(0, 0, 1).Format(time.DateOnly)
			}
		}
	}
	for i := len(points) - 2; i >= 0; i-- {
		p, after := &points[i], &points[i+1]
		if d := cmp.Or(after.AsOf, after.AsOfMax); p.AsOf == "" && d != "" && d < p.AsOfMax && p.Value < after.Value && p.AsOfMin <= d {
			p.AsOfMax = d
		}
	}
}

// sameFigure is the number of days within which one distinctive value is one point: a body's day and the day it is reported
// differ by one or two.
const sameFigure = 2

// cluster is the figures of one value that may be for one day.
type cluster struct {
	from, to string
	figures  []figure
}

// sameDays parts the figures of one value by the day they are for: one set for each stated day, reports that name neighbouring
// days for a distinctive number together. What states no day joins the last of them that it can mean.
func sameDays(claims []claim.Claim, fs []figure) [][]figure {
	slices.SortFunc(fs, func(a, b figure) int {
		ca, cb := &claims[a.claim], &claims[b.claim]
		fa, ta := window(ca)
		fb, tb := window(cb)
		return cmp.Or(cmp.Compare(orLast(asOf(ca)), orLast(asOf(cb))), cmp.Compare(orLast(ta), orLast(tb)), cmp.Compare(fa, fb), compareClaims(ca, cb))
	})
	gap := 0
	if fs[0].value >= distinctive {
		gap = sameFigure
	}
	var all []cluster
	for _, f := range fs {
		c := &claims[f.claim]
		from, to := window(c)
		stated := asOf(c) != ""
		i := len(all) - 1
		for ; i >= 0; i-- {
			k := &all[i]
			if stated && days(k.to, from) <= gap || !stated && (to == "" || k.from == "" || days(to, k.from) <= gap) && (from == "" || k.to == "" || days(k.to, from) <= gap) {
				break
			}
			if stated {
				i = 0 // stated days come in order: no earlier set can be nearer
			}
		}
		if i < 0 {
			all = append(all, cluster{from, to, []figure{f}})
			continue
		}
		k := &all[i]
		k.figures = append(k.figures, f)
		if stated {
			k.to = max(k.to, to)
		} else if asOf(&claims[k.figures[0].claim]) == "" {
			k.from, k.to = max(k.from, from), least(k.to, to)
		}
	}
	out := make([][]figure, 0, len(all))
	for _, k := range all {
		out = append(out, k.figures)
	}
	return out
}

// point makes one point of claims that state one value for one day.
func point(claims []claim.Claim, fs []figure) Point {
	p := Point{Value: fs[0].value}
	votes, quals := map[string]int{}, map[string]int{}
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
		if d := cmp.Or(c.SpeechDate, c.SpeechDateMax); d != "" && (p.Published == "" || d < p.Published) {
			p.Published = d // the day by which it was out
		}
	}
	p.AsOf = winner(votes)
	for _, f := range fs {
		c := &claims[f.claim]
		switch from, to := window(c); {
		case p.AsOf == "": // all that is stated must hold
			p.AsOfMin = max(p.AsOfMin, from)
			p.AsOfMax = least(p.AsOfMax, to)
		case asOf(c) != "": // reports that put one figure on neighbouring days: both days stay visible
			p.AsOfMin, p.AsOfMax = least(p.AsOfMin, from), max(p.AsOfMax, to)
		}
	}
	if p.AsOfMin > p.AsOfMax && p.AsOfMax != "" {
		p.AsOfMin, p.AsOfMax = p.AsOfMax, p.AsOfMin // within the gap of one figure
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

// least is the first of the days that are stated.
func least(days ...string) string {
	out := ""
	for _, d := range days {
		if d != "" && (out == "" || d < out) {
			out = d
		}
	}
	return out
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
