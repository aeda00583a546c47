package incident

import (
	"cmp"
	"slices"
)

const (
	proposeBelow = 1.0  // a sum short of a join by no more than this is shown to a person
	unlike       = -4.0 // what two events count that are told of in one report, or whose texts are not compared
	compared     = 8    // nodes of a set that are compared with those of another
	mostTold     = 12   // events of one report that are compared by its text, the first
)

// allLinks are the links by what is told and those by the texts, strongest first. Where both say that two are one, the stronger stands.
func (j *joiner) allLinks() []pairLink {
	out := append(j.links(), j.textLinks()...)
	slices.SortFunc(out, func(a, b pairLink) int {
		return cmp.Or(cmp.Compare(b.score, a.score), cmp.Compare(a.a, b.a), cmp.Compare(a.b, b.b), cmp.Compare(boolInt(a.like != nil), boolInt(b.like != nil)))
	})
	return out
}

// textLinks compares the events of texts that share rare words. A text says nothing about which of its events another text tells of:
// each event counts for the one event of the other text that it fits best, and only the best-fitting two may lean on the texts alone.
func (j *joiner) textLinks() []pairLink {
	told := make([][]int, len(j.words.terms)) // nodes by text
	for n := range j.nodes {
		for _, e := range j.nodes[n] {
			p := &j.profiles[e]
			if p.text < 0 || p.aside || p.total || len(told[p.text]) == mostTold {
				continue
			}
			told[p.text] = append(told[p.text], n)
		}
	}
	var out []pairLink
	j.words.meet(func(x, y int) {
		if len(told[x]) > 0 && len(told[y]) > 0 {
			out = append(out, j.fit(x, y, told[x], told[y])...)
		}
	})
	slices.SortFunc(out, func(a, b pairLink) int {
		return cmp.Or(cmp.Compare(a.a, b.a), cmp.Compare(a.b, b.b), cmp.Compare(b.score, a.score))
	})
	return slices.CompactFunc(out, func(a, b pairLink) bool { return a.a == b.a && a.b == b.b })
}

type fitting struct {
	a, b int
	like likeness
}

// fit pairs the events of two texts, the best-fitting first.
func (j *joiner) fit(x, y int, xs, ys []int) []pairLink {
	texts := j.words.textual(x, y)
	var all []fitting
	for _, a := range xs {
		for _, b := range ys {
			if a != b {
				all = append(all, fitting{min(a, b), max(a, b), j.like(texts, a, b)})
			}
		}
	}
	slices.SortFunc(all, func(p, q fitting) int {
		return cmp.Or(cmp.Compare(q.like.sum, p.like.sum), cmp.Compare(p.a, q.a), cmp.Compare(p.b, q.b))
	})
	var out []pairLink
	used := map[int]bool{}
	for k := range all {
		f := &all[k]
		if used[f.a] || used[f.b] {
			continue
		}
		if f.like.sum < -proposeBelow {
			break
		}
		used[f.a], used[f.b] = true, true
		like := f.like // a copy: the link outlives all that did not fit
		v := verdict{score: scoreOf(like.sum), like: &like, join: like.sum >= 0 && like.contradicts() < 2}
		if k > 0 {
			v.join = v.join && like.ties() > 0 && like.contradicts() == 0
		} else if j.head(f.a).siblings > 1 && j.head(f.b).siblings > 1 {
			v.join = v.join && like.ties() > 0 // of several events on both sides, words alone say of none that it is meant
		}
		out = append(out, pairLink{f.a, f.b, v})
	}
	return out
}

// ties counts the fields that speak for one event, whatever the texts share.
func (l *likeness) ties() float64 {
	f := &l.features
	return f[fSamePlace] + f[fWithinPlace] + f[fSameDay] + f[fObject] + f[fKilled] + f[fInjured]
}

// like compares two nodes whose texts compare as given.
func (j *joiner) like(texts likeness, a, b int) likeness {
	l := texts
	p, q := j.head(a), j.head(b)
	l.eventful(p, q)
	l.features[fEvents] = logOf(p.siblings * q.siblings)
	l.features[fFirst] = flag(p.first && q.first)
	l.weigh(j.weights)
	return l
}

// scoreOf puts a sum on the scale of the other links: 0 is where events are joined.
func scoreOf(sum float64) float64 { return min(0.99, max(proposeAt, joinAt+sum/20)) }

// alikeOnTheWhole reports whether two sets are alike on the average of their members: one striking likeness joins two events and not
// two crowds.
func (j *joiner) alikeOnTheWhole(a, b int) bool {
	c, d := &j.cells[a], &j.cells[b]
	if len(c.objects) > 0 && len(d.objects) > 0 && !shareObject(c.objects, d.objects) {
		return false
	}
	sum := 0.0
	for _, m := range c.some {
		for _, n := range d.some {
			sum += j.whole(m, n)
		}
	}
	return sum >= 0
}

func (j *joiner) whole(m, n int) float64 {
	p, q := j.head(m), j.head(n)
	if p.text < 0 || q.text < 0 || p.text == q.text {
		return unlike
	}
	l := j.like(j.words.textual(p.text, q.text), m, n)
	return max(l.sum, unlike)
}
