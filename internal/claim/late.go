package claim

import "exhibit/internal/lang"

// Who is hurt on one day and dies on another died of the deed of the first: one event, on the day of the deed.

// longestDying is how many days may lie between a deed and the death that a report joins to it without more words.
const longestDying = 60

// diedLater: somebody hurt in the event died after its day.
func (p *page) diedLater(e *Event, d *deed) bool {
	if !d.dying || d.own || e.DateMin == "" || d.day.Min == 0 || e.DateMax >= d.day.Min.String() || len(d.patients) > 1 {
		return false
	}
	if d.day.Min-lang.ParseDay(e.DateMax) > longestDying {
		return false
	}
	st, ok := p.sufferers(d)
	r := p.rosters[e.ID]
	if !ok || r == nil {
		return false
	}
	before := fewest(append(r.hurt[:len(r.hurt):len(r.hurt)], r.struck...))
	for i := range before {
		if before[i].mayBe(&st.of[0].someone) && (len(before) == 1 || before[i].likeness(&st.of[0].someone) > 1) {
			return true
		}
	}
	return false
}

// absorbLate takes in the events of claims that tell of such a death and of nothing else.
func (p *page) absorbLate(events []Event, first int, in map[int][]int, t *told, at map[string]int, gone map[int]bool, into map[int]int) {
	for _, s := range t.late {
		for _, i := range in[s] {
			if i == first || gone[i] || events[i].DateMin == "" || events[i].DateMin <= events[first].DateMin || !only1(events[i].Claims, at, s) {
				continue
			}
			events[first].absorb(&events[i])
			p.handRoster(&events[i], &events[first])
			gone[i], into[i] = true, first
		}
	}
}

// only1: all claims stand in one sentence.
func only1(ids []string, at map[string]int, sent int) bool {
	for _, id := range ids {
		if at[id] != sent {
			return false
		}
	}
	return true
}
