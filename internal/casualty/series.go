package casualty

import (
	"cmp"
	"slices"
	"strconv"
	"strings"

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
	retold(claims, sets)
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

// same is what two statements of one figure have in common.
type same struct {
	area, without string
	measure       Measure
	value         int
}

// retold gives a total whose counter nobody names, or names only as "officials", to the one body that states the same
// distinctive figure for the same place in the case: an outlet counts nobody. Where no body states it, all that tell it so tell
// one figure.
func retold(claims []claim.Claim, sets map[key][]figure) {
	have := map[same][]key{}
	order := keys(sets)
	for _, k := range order {
		seen := map[int]bool{}
		for _, f := range sets[k] {
			if f.value >= distinctive && !seen[f.value] {
				seen[f.value] = true
				s := same{k.area, k.without, k.measure, f.value}
				have[s] = append(have[s], k)
			}
		}
	}
	for _, k := range order {
		var kept []figure
		for _, f := range sets[k] {
			to := k
			if f.nameless > 0 && f.value >= distinctive {
				to = counterOf(claims, sets, have[same{k.area, k.without, k.measure, f.value}], k, &f)
			}
			if to == k {
				kept = append(kept, f)
			} else {
				sets[to] = append(sets[to], f)
			}
		}
		if sets[k] = kept; len(kept) == 0 {
			delete(sets, k)
		}
	}
}

// counterOf is the key, of those that state the figure of f too, under which it belongs: the one body that is named; else
// the first of those that name nobody; else its own.
func counterOf(claims []claim.Claim, sets map[key][]figure, stating []key, own key, f *figure) key {
	var named, other []key
	for _, k := range stating {
		fs := sets[k]
		if k == own || !populations(k.group, own.group) || !statuses(k.status, own.status) && (k.status == "unverified" || own.status == "unverified") || !compatible(claims, fs, f) {
			continue
		}
		if slices.ContainsFunc(fs, func(x figure) bool { return x.value == f.value && x.nameless == 0 }) {
			named = append(named, k)
		} else {
			other = append(other, k)
		}
	}
	first := func(a, b key) int {
		return cmp.Or(cmp.Compare(least1(sets[a]), least1(sets[b])), compareKeys(a, b))
	}
	switch {
	case len(named) == 1:
		return named[0]
	case len(named) > 1 || len(other) == 0:
		return own
	}
	best := slices.MinFunc(other, first)
	if f.nameless < least1(sets[best]) || f.nameless == least1(sets[best]) && compareKeys(own, best) < 0 {
		return own
	}
	return best
}

// least1 is how far the best named of figures is from a name.
func least1(fs []figure) int {
	n := 2
	for i := range fs {
		n = min(n, fs[i].nameless)
	}
	return n
}

// compatible reports whether f may be for the day of the same value among fs.
func compatible(claims []claim.Claim, fs []figure, f *figure) bool {
	fx, tx := window(&claims[f.claim])
	for i := range fs {
		if fs[i].value != f.value {
			continue
		}
		fy, ty := window(&claims[fs[i].claim])
		if (tx == "" || fy == "" || days(tx, fy) <= sameFigure) && (fx == "" || ty == "" || days(ty, fx) <= sameFigure) {
			return true
		}
	}
	return false
}

// repeats adds a number that states no day and no running total to the point of the same area and measure that has it: a
// headline repeats the figure of the text below it. The body must be the same, or not named.
func repeats(sets map[key][]figure, loose []figure) {
	have := map[same][]key{}
	for _, k := range keys(sets) {
		for _, f := range sets[k] {
			s := same{k.area, "", k.measure, f.value}
			if !slices.Contains(have[s], k) {
				have[s] = append(have[s], k)
			}
		}
	}
	for _, f := range loose {
		var to []key
		for _, k := range have[same{f.area, "", f.measure, f.value}] {
			if f.body != "" && k.body == fold(f.body) || f.nameless > 0 && f.value >= distinctive {
				to = append(to, k)
			}
		}
		if len(to) == 1 && populations(to[0].group, f.group) && statuses(to[0].status, f.status) {
			sets[to[0]] = append(sets[to[0]], f)
		}
	}
}

// series makes one series of the figures of a key.
func series(claims []claim.Claim, k key, fs []figure, caveats caveats) Series {
	slices.SortFunc(fs, func(a, b figure) int { return compareClaims(&claims[a.claim], &claims[b.claim]) })
	s := Series{
		ID:           "se-" + digest(k.body, k.area, k.without, k.group, k.status, string(k.measure)),
		CountingBody: commonest(bestNamed(fs), func(f figure) string { return f.body }),
		Scope:        commonest(fs, func(f figure) string { return f.scope }),
		Measure:      k.measure,
		Status:       k.status,
		Points:       points(claims, fs),
	}
	if k.without != "" && !strings.Contains(fold(s.Scope), k.without) {
		s.Scope = s.Scope + " (excluding " + k.without + ")"
	}
	s.Caveats = caveats.of(claims, k, fs)
	return s
}

// bestNamed keeps the figures that name their counter best.
func bestNamed(fs []figure) []figure {
	n := least1(fs)
	return slices.DeleteFunc(slices.Clone(fs), func(f figure) bool { return f.nameless > n })
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

func compareClaims(a, b *claim.Claim) int {
	return cmp.Or(cmp.Compare(a.Ref, b.Ref), cmp.Compare(a.CharStart, b.CharStart), cmp.Compare(a.CharEnd, b.CharEnd), cmp.Compare(a.ID, b.ID))
}

func itoa(n int) string { return strconv.Itoa(n) }
