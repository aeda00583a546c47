package incident

import (
	"fmt"
	"slices"
	"strings"
)

// The weights are frozen: a change of one is a new version of the joining, and every case is joined anew with it.
// A score is a sum of agreements; it orders links and proposals and is no probability.
const (
	joinAt    = 0.60 // from here two reported events are joined
	proposeAt = 0.40 // from here a person is asked

	samePlace   = 0.35
	nearPlace   = 0.30 // points at most near kilometres apart
	insidePlace = 0.20 // the one place lies in the other
	sameDay     = 0.30
	closeDays   = 0.20 // ranges that overlap and span three days together
	someDays    = 0.10 // ranges that overlap and span ten days together
	nextDay     = 0.12 // neighbouring days: reports written around midnight
	sameKind    = 0.15
	likeKind    = 0.10 // a shelling and an attack
	otherKind   = 0.05 // an attack and a killing
	likeObject  = 0.15
	noObject    = 0.03 // neither says what was hit
	likeWeapon  = 0.05
	sameNumber  = 0.15
	likeNumber  = 0.05
	otherNumber = -0.10

	near = 3.0 // kilometres
)

// verdict is what comparing two events gives.
type verdict struct {
	score float64
	basis string
	join  bool
}

// compare weighs two events. ok is false when they cannot be one: another place, day or kind of thing.
func compare(a, b *profile, sameReport bool) (v verdict, ok bool) {
	if a.total || b.total {
		return compareTotals(a, b, sameReport)
	}
	var why []string
	add := func(w float64, words string) {
		v.score += w
		if words != "" {
			why = append(why, words)
		}
	}
	kind, words := kinds(a, b)
	if kind == 0 {
		return v, false
	}
	add(kind, words)
	placed := weighPlace(a, b, add)
	if placed == apart {
		return v, false
	}
	dated := weighDays(a, b, add)
	if dated == apart {
		return v, false
	}
	if len(a.objects) > 0 && len(b.objects) > 0 {
		if !shareObject(a.objects, b.objects) {
			return v, false
		}
		add(likeObject, "same object")
	} else if len(a.objects)+len(b.objects) == 0 {
		add(noObject, "")
	}
	if slices.ContainsFunc(a.weapons, func(w string) bool { return slices.Contains(b.weapons, w) }) {
		add(likeWeapon, "same weapon")
	}
	numbers(a, b, add)
	switch {
	case placed == unknown:
		v.join = false
	case dated == agree:
		v.join = v.score >= joinAt && (kind > otherKind || sameReport || a.from == a.to)
	case sameReport && placed == agree:
		// One report that tells twice of one place and thing, without a day, tells of one event.
		v.join = kind >= likeKind || a.family != attack && b.family != attack
		add(0.2, "told in one report")
	case a.family == site && b.family == site && placed == agree:
		// What is found stays found: reports of one discovery seldom name its day.
		v.join = a.told != 0 && b.told != 0 && abs(a.told-b.told) <= longest
		if v.join {
			add(0.2, "reported within a month")
		}
	}
	v.basis = strings.Join(why, "; ")
	return v, v.join || v.score >= proposeAt
}

// agreement of one field.
type agreement int

const (
	unknown agreement = iota
	agree
	loose // the one place holds the other
	apart
)

// kinds weighs the types of two events; 0 when they cannot be one.
func kinds(a, b *profile) (float64, string) {
	switch {
	case a.kind == b.kind && a.kind != "":
		return sameKind, "same kind"
	case a.family == b.family && a.family != other:
		return likeKind, "like kind"
	case pair(a, b, attack, killing):
		return otherKind, "attack and killing"
	case pair(a, b, killing, site):
		return otherKind, "killing and what was found"
	case pair(a, b, taking, torture):
		return otherKind, "detention and torture"
	}
	return 0, ""
}

func pair(a, b *profile, x, y family) bool {
	return a.family == x && b.family == y || a.family == y && b.family == x
}

func weighPlace(a, b *profile, add func(float64, string)) agreement {
	switch {
	case a.place == "" || b.place == "":
		return unknown
	case a.place == b.place && a.precision >= district && b.precision >= district:
		add(samePlace, "same place")
		return agree
	case a.point && b.point:
		if d := kilometres(a, b); d <= near {
			add(nearPlace, fmt.Sprintf("places %.1f km apart", d))
			return agree
		}
		return apart
	case a.place == b.place:
		add(insidePlace, "same region")
		return loose
	case slices.Contains(a.around, b.place) || slices.Contains(b.around, a.place):
		add(insidePlace, "the one place lies in the other")
		return loose
	}
	return apart
}

func weighDays(a, b *profile, add func(float64, string)) agreement {
	if a.from == 0 || b.from == 0 {
		return unknown
	}
	span := max(a.to, b.to) - min(a.from, b.from)
	gap := max(a.from, b.from) - min(a.to, b.to)
	switch {
	case gap > 1:
		return apart
	case gap == 1:
		if span > 1 { // ranges that only touch say nothing
			return apart
		}
		add(nextDay, "neighbouring days")
	case span == 0:
		add(sameDay, "same day")
	case span <= 2:
		add(closeDays, "days overlap")
	case span <= 9:
		add(someDays, "days overlap within ten")
	default:
		add(0, "days overlap")
	}
	return agree
}

// numbers weighs killed and injured. Tolls rise while reports are written: a different number costs little.
func numbers(a, b *profile, add func(float64, string)) {
	for _, n := range []struct {
		x, y [2]int
		word string
	}{{a.killed, b.killed, "killed"}, {a.injured, b.injured, "injured"}} {
		if n.x[0] < 0 || n.y[0] < 0 {
			continue
		}
		switch {
		case n.x == n.y && n.x[0] > 0:
			add(sameNumber, "same number "+n.word)
		case overlap(n.x, n.y):
			add(likeNumber, "")
		default:
			add(otherNumber, "")
		}
		return
	}
}

func overlap(x, y [2]int) bool {
	return (x[1] < 0 || y[0] <= x[1]) && (y[1] < 0 || x[0] <= y[1])
}

// compareTotals: a total over places or weeks is never joined with an event. Two tellings of one total are one when they
// state one distinctive figure for places that may be the same, in one report or within days.
func compareTotals(a, b *profile, sameReport bool) (verdict, bool) {
	if !a.total || !b.total || a.family != b.family && !pair(a, b, killing, site) || len(a.figures) == 0 {
		return verdict{}, false
	}
	i := slices.IndexFunc(a.figures, func(f figure) bool { return f.value >= 10 && slices.Contains(b.figures, f) })
	if i < 0 {
		return verdict{}, false
	}
	score := 0.0
	place := weighPlace(a, b, func(w float64, _ string) { score += w })
	days := weighDays(a, b, func(w float64, _ string) { score += w })
	close := days == agree || sameReport && days != apart || a.told != 0 && b.told != 0 && abs(a.told-b.told) <= 3 && days != apart
	if place == apart && !sameReport || !close {
		return verdict{}, false
	}
	return verdict{score: 0.6 + score/4, basis: fmt.Sprintf("one total: the same figure, %d, for the same places and days", a.figures[i].value), join: true}, true
}

func abs(n int) int { return max(n, -n) }
