package generate

import (
	"math/rand/v2"
	"sync"
	"time"
)

const (
	eventsPerDay    = 14
	reportsPerEvent = 4
	window          = 10 // events that are in the news at one time
)

// Streams keep the random numbers of events, reports, agency texts and speeches apart.
const (
	eventStream uint64 = iota + 1
	reportStream
	agencyStream
	speechStream
	countStream
)

// random gives the numbers of one thing of one kind.
func random(seed int64, stream uint64, n int) *rand.Rand {
	return rand.New(rand.NewPCG(uint64(seed)*0x9E3779B97F4A7C15+stream, uint64(n)))
}

// firstDay is when the period begins; heavyDay is the day with a hundredth of all events.
var (
	firstDay = time.Date(2022, 2, 24, 0, 0, 0, 0, time.UTC)
	heavyDay = firstDay.AddDate(0, 0, 12)
)

// allTowns is made once, on first use.
var allTowns = sync.OnceValue(towns)

// event is what reports tell of.
type event struct {
	number          int
	day             time.Time // when it happened
	known           time.Time // when it got into the news; the same day, but for late accounts of the heavy day
	place           town
	kind            kind
	object          string
	street          string
	killed, injured int
	other           bool // laid to Ukrainian forces
}

// eventOf gives event n of a seed.
func eventOf(seed int64, n int) event {
	r := random(seed, eventStream, n)
	e := event{number: n}
	e.known = firstDay.AddDate(0, 0, n/eventsPerDay)
	e.day = e.known
	if e.known.After(heavyDay) && r.IntN(100) == 0 {
		e.day = heavyDay
	}
	all := allTowns()
	if r.IntN(10) == 0 {
		e.place = all[0]
	} else {
		u := r.Float64()
		e.place = all[1+int(u*u*float64(len(all)-1))]
	}
	e.kind = kinds[weighted(r, kindWeights)]
	e.object = pick(r, objects)
	e.street = pick(r, streets)
	e.killed = few(r, 12)
	e.injured = e.killed + few(r, 30)
	e.other = e.place.name == "Donetsk" || e.place.name == "Makiivka" || e.place.name == "Horlivka" || r.IntN(25) == 0
	return e
}

// few is a number from 0 to top, small ones far more often.
func few(r *rand.Rand, top int) int {
	u := r.Float64()
	return int(u * u * float64(top+1))
}

// pick takes one of a list.
func pick[T any](r *rand.Rand, list []T) T { return list[r.IntN(len(list))] }

// weighted takes an index, each as often as its weight says.
func weighted(r *rand.Rand, weights []int) int {
	sum := 0
	for _, w := range weights {
		sum += w
	}
	n := r.IntN(sum)
	for i, w := range weights {
		if n -= w; n < 0 {
			return i
		}
	}
	return len(weights) - 1
}

// total is the running total of the UN office after so many days. It only rises.
func total(days int) (killed, injured int) {
	if days < 0 {
		days = 0
	}
	return 120 + 21*days + days*days%13, 260 + 38*days + days*days%23
}
