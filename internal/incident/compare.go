package incident

import (
	"fmt"
	"slices"
	"strings"

	"exhibit/internal/casualty"
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
	sameWords   = 0.35 // the same sentence word for word

	near = 3.0 // kilometres
)

// verdict is what comparing two events gives.
type verdict struct {
	score  float64
	why    reasons
	number int     // the figure of a total
	km     float32 // between points
	join   bool
	like   *likeness // the comparison of the texts, where that was the ground
}

// reasons are the agreements found, one bit each; basis turns them into words.
type reasons uint32

const (
	oneKind reasons = 1 << iota
	aKind
	attackAndKilling
	killingAndFound
	heldAndTortured
	onePlace
	pointsNear
	oneRegion
	placeInside
	oneDay
	dayAfter
	daysOverlap
	daysWithinTen
	daysLoose
	oneObject
	oneWeapon
	oneKilled
	oneInjured
	toldInOne
	toldNear
	oneTotal
	copied
	decided
)

// basis says in words why two events are linked.
func (v *verdict) basis() string {
	var out []string
	for i, words := range []string{"same kind", "like kind", "attack and killing", "killing and what was found", "detention and torture",
		"same place", "places %.1f km apart", "same region", "the one place lies in the other",
		"same day", "neighbouring days", "days overlap", "days overlap within ten", "days overlap widely",
		"same object", "same weapon", "same number killed", "same number injured", "told in one report", "reported within a month",
		"one total: the same figure, %d, for the same places and days", "the same sentence word for word", "a person's decision"} {
		switch bit := reasons(1) << i; {
		case v.why&bit == 0:
		case bit == pointsNear:
			out = append(out, fmt.Sprintf(words, v.km))
		case bit == oneTotal:
			out = append(out, fmt.Sprintf(words, v.number))
		default:
			out = append(out, words)
		}
	}
	return strings.Join(out, "; ")
}

func (v *verdict) add(weight float64, why reasons) {
	v.score += weight
	v.why |= why
}

// compare weighs two events. ok is false when they cannot be one: another place, day or kind of thing.
func compare(a, b *profile, sameReport bool) (v verdict, ok bool) {
	if a.total || b.total {
		return compareTotals(a, b, sameReport)
	}
	kind := v.kinds(a, b)
	if kind == 0 {
		return v, false
	}
	placed := v.places(a, b)
	if placed == apart {
		return v, false
	}
	dated := v.days(a, b)
	if dated == apart {
		return v, false
	}
	if len(a.objects) > 0 && len(b.objects) > 0 {
		if !shareObject(a.objects, b.objects) {
			return v, false
		}
		v.add(likeObject, oneObject)
	} else if len(a.objects)+len(b.objects) == 0 {
		v.add(noObject, 0)
	}
	if share(a.weapons, b.weapons) {
		v.add(likeWeapon, oneWeapon)
	}
	v.numbers(a, b)
	again := a.sentence != 0 && a.sentence == b.sentence && a.told != 0 && b.told != 0 && abs(a.told-b.told) <= 7
	if again {
		v.add(sameWords, copied)
	}
	switch {
	case again: // one report printed twice, or a text that several outlets carry
		v.join = kind >= likeKind || a.kind == b.kind
	case placed == unknown:
	case a.wide() || b.wide(): // a country: one day and one object must agree, and no other place may be meant (see unite)
		v.join = !(a.wide() && b.wide()) && v.why&(oneDay|oneObject) == oneDay|oneObject && v.score >= joinAt
	case dated == agree:
		v.join = v.score >= joinAt && (kind > otherKind || sameReport || a.from == a.to)
	case sameReport && placed == agree:
		// One report that tells twice of one place and thing, without a day, tells of one event.
		v.join = kind >= likeKind || a.family != attack && b.family != attack
		v.add(0.2, toldInOne)
	case a.found && b.found && placed == agree && !disagree(a, b):
		// What is found stays found: reports of one discovery seldom name its day.
		if a.told != 0 && b.told != 0 && abs(a.told-b.told) <= a.lasting(b) {
			v.join = true
			v.add(0.2, toldNear)
		}
	}
	return v, v.join || v.score >= proposeAt
}

// lasting is the number of days within which undated reports of one town tell of one discovery: a month when both tell of what
// was found, a week when one tells of the killing.
func (p *profile) lasting(q *profile) int {
	if p.family == site && q.family == site {
		return longest
	}
	return 7
}

// disagree reports whether the numbers of killed or of bodies exclude each other.
func disagree(a, b *profile) bool {
	return a.bodies >= 0 && b.bodies >= 0 && a.bodies != b.bodies || a.killed[0] >= 0 && b.killed[0] >= 0 && !overlap(a.killed, b.killed)
}

func share(a, b []string) bool {
	for _, x := range a {
		if slices.Contains(b, x) {
			return true
		}
	}
	return false
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
func (v *verdict) kinds(a, b *profile) float64 {
	w, why := 0.0, reasons(0)
	switch {
	case a.kind == b.kind && a.kind != "":
		w, why = sameKind, oneKind
	case a.family == b.family && a.family != other:
		w, why = likeKind, aKind
	case pair(a, b, attack, killing):
		w, why = otherKind, attackAndKilling
	case pair(a, b, killing, site):
		w, why = otherKind, killingAndFound
	case pair(a, b, taking, torture):
		w, why = otherKind, heldAndTortured
	}
	v.add(w, why)
	return w
}

func pair(a, b *profile, x, y family) bool {
	return a.family == x && b.family == y || a.family == y && b.family == x
}

func (v *verdict) places(a, b *profile) agreement {
	switch {
	case a.place == "" || b.place == "":
		return unknown
	case a.place == b.place && a.precision >= district && b.precision >= district:
		v.add(samePlace, onePlace)
		return agree
	case a.point && b.point:
		d := kilometres(a, b)
		if d > near {
			return apart
		}
		v.add(nearPlace, pointsNear)
		v.km = float32(d)
		return agree
	case a.place == b.place:
		v.add(insidePlace, oneRegion)
		return loose
	case slices.Contains(a.around, b.name) || slices.Contains(b.around, a.name):
		v.add(insidePlace, placeInside)
		return loose
	case a.precision <= region && b.precision <= region && casualty.SameArea(a.name, b.name):
		v.add(insidePlace, oneRegion)
		return loose
	}
	return apart
}

func (v *verdict) days(a, b *profile) agreement {
	if a.from == 0 || b.from == 0 {
		if a.from != 0 && b.told != 0 && a.from > b.told || b.from != 0 && a.told != 0 && b.from > a.told {
			return apart // no report tells of what had not happened
		}
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
		v.add(nextDay, dayAfter)
	case span == 0:
		v.add(sameDay, oneDay)
	case span <= 2:
		v.add(closeDays, daysOverlap)
	case span <= 9:
		v.add(someDays, daysWithinTen)
	default:
		v.add(0, daysLoose)
	}
	return agree
}

// numbers weighs killed, or injured where nobody says how many were killed. Tolls rise while reports are written: a different
// number costs little.
func (v *verdict) numbers(a, b *profile) {
	x, y, why := a.killed, b.killed, oneKilled
	if x[0] < 0 || y[0] < 0 {
		x, y, why = a.injured, b.injured, oneInjured
	}
	switch {
	case x[0] < 0 || y[0] < 0:
	case x == y && x[0] > 0:
		v.add(sameNumber, why)
	case overlap(x, y):
		v.add(likeNumber, 0)
	default:
		v.add(otherNumber, 0)
	}
}

func overlap(x, y [2]int) bool {
	return (x[1] < 0 || y[0] <= x[1]) && (y[1] < 0 || x[0] <= y[1])
}

// compareTotals: a total over places or weeks is never joined with an event. Two tellings of one total are one when they
// state one distinctive figure for places that may be the same, in one report or within days.
func compareTotals(a, b *profile, sameReport bool) (v verdict, ok bool) {
	if !a.total || !b.total || a.family != b.family && !pair(a, b, killing, site) {
		return v, false
	}
	i := slices.IndexFunc(a.figures, func(f figure) bool { return f.value >= 10 && slices.Contains(b.figures, f) })
	if i < 0 {
		return v, false
	}
	var details verdict
	place, days := details.places(a, b), details.days(a, b)
	if place == apart && !sameReport || days == apart {
		return v, false
	}
	if days != agree && !sameReport && (a.told == 0 || b.told == 0 || abs(a.told-b.told) > 3) {
		return v, false
	}
	return verdict{score: 0.6 + details.score/4, why: oneTotal, number: a.figures[i].value, join: true}, true
}

func abs(n int) int { return max(n, -n) }
