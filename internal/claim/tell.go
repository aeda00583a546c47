package claim

import (
	"slices"

	"exhibit/internal/lang"
	"exhibit/internal/place"
)

// tellings makes events of deeds: what a text tells again and again is one event, as long as nothing it says of one
// telling contradicts another.
func (p *page) tellings(ds []deed) []told {
	var out []told
	for i := range ds {
		d := &ds[i]
		if len(d.patients) == 0 && len(d.targets) == 0 && d.typ != "kidnapping" && d.typ != "bombing" && d.typ != "shooting" && len(out) == 0 {
			continue
		}
		joined := false
		for k := len(out) - 1; k >= 0 && k >= len(out)-16; k-- {
			if p.sameTelling(&out[k].e, d, d.sent-out[k].last) {
				if p.diedLater(&out[k].e, d) {
					out[k].late = append(out[k].late, d.sent)
				}
				p.tell(&out[k].e, d)
				out[k].last, joined = d.sent, true
				out[k].sents = append(out[k].sents, d.sent)
				break
			}
		}
		if joined || len(d.patients) == 0 && len(d.targets) == 0 || d.combat() || !d.particular() {
			continue
		}
		out = append(out, told{e: p.telling(d), last: d.sent, sents: []int{d.sent}})
	}
	return out
}

// told is an event with the sentences that tell of it.
type told struct {
	e     Event
	last  int
	sents []int
	late  []int // that tell when somebody died of it
}

// merge joins what the deeds tell with the events of the claims: people and things by their names, doers, means. What
// no claim tells of is an event of its own.
func (p *page) merge(events []Event, claims []Claim) []Event {
	at := map[string]int{} // sentence of a claim
	for i := range claims {
		at[claims[i].ID] = p.sentenceAt(claims[i].CharStart)
	}
	in := map[int][]int{} // events of claims, by sentence
	for i := range events {
		for _, id := range events[i].Claims {
			in[at[id]] = append(in[at[id]], i)
		}
	}
	gone := map[int]bool{}
	into := map[int]int{} // which event took another in
	for _, t := range p.tellings(p.untold(p.deeds(), claims, at)) {
		same := p.toldIn(events, in, &t)
		if len(same) == 0 {
			events = append(events, t.e)
			p.absorbLate(events, len(events)-1, in, &t, at, gone, into)
			continue
		}
		first := same[0]
		for gone[first] {
			first = into[first]
		}
		events[first].enrich(&t.e)
		p.handRoster(&t.e, &events[first])
		for _, i := range same[1:] {
			if i != first && !gone[i] && p.agree(&events[first], &events[i]) {
				events[first].absorb(&events[i])
				p.handRoster(&events[i], &events[first])
				gone[i], into[i] = true, first
			}
		}
		p.absorbLate(events, first, in, &t, at, gone, into)
	}
	p.settleFaint(events, gone)
	p.settleRetold(events, gone)
	p.blame(events)
	p.broke(events)
	byID := map[string]*Claim{}
	for i := range claims {
		byID[claims[i].ID] = &claims[i]
	}
	out := events[:0]
	for i := range events {
		if !gone[i] && (!p.lex.deeds || !p.blank(&events[i]) && !p.battle(&events[i])) {
			p.lies(&events[i])
			p.settleFigures(&events[i], byID)
			out = append(out, events[i])
		}
	}
	return p.lessVague(out)
}

// faint: nothing but a kind of deed and a place, or less, is told: "after the attack in X".
func (e *Event) faint() bool {
	return e.Type != "site_found" && e.Type != "displacement" && e.DateMin == "" && len(e.ObjectTypes) == 0 && len(e.Targets) == 0 && len(e.Victims) == 0 && e.KilledMin == nil && e.InjuredMin == nil
}

// blank: an event that claims alone tell of, with nothing that would make it one event among others: nobody is counted
// or named, nothing is named that was hit, and no day is given with an object or a town. "Attacks on the city continue".
// People counted who are all fighters fell in fighting between forces.
func (p *page) blank(e *Event) bool {
	if e.Type == "site_found" || e.Type == "displacement" || len(e.Claims) == 0 {
		return false
	}
	told := func(x Party) bool { return x.Name != "" || x.Description != "" }
	if p.shouts && !slices.ContainsFunc(e.Victims, told) && !slices.ContainsFunc(e.Targets, func(x Party) bool { return x.Name != "" }) {
		return true // a town without its capital letter is too little to tell one event from another
	}
	for _, v := range e.Victims {
		if v.Type != "combatant" && v.Type != "active military" && (v.Type != "unknown" || !p.onlyFighters(e.CharStart)) {
			return false
		}
	}
	for _, t := range e.Targets {
		if t.Name != "" {
			return false
		}
	}
	if len(e.Victims) > 0 {
		return len(e.ObjectTypes) == 0
	}
	town := e.Place != "" && rank(e.Precision) <= 2
	for _, id := range e.Claims {
		if town && p.about[id] != "" && (p.types[id] == "" || p.types[id] == "other") {
			return false // judged, or called for: known beyond this report
		}
	}
	for _, o := range e.ObjectTypes {
		switch o {
		case "residential area", "vehicle", "settlement", "building", "convoy", "military", "infrastructure":
		default:
			if town {
				return false // a hospital, a theatre: one building of a town
			}
		}
	}
	return e.DateMin == "" || len(e.ObjectTypes) == 0 && (!town || e.Type == "attack")
}

// onlyFighters: the sentence speaks of people, and all of them are fighters.
func (p *page) onlyFighters(char int) bool {
	s := p.sents[p.sentenceAt(char)]
	fighters := 0
	for _, q := range p.peopleIn(s.First, s.Last) {
		switch {
		case q.culprit || q.typ == "active military" || q.group != "":
			fighters++
		case q.desc != "" || q.name != "":
			return false
		}
	}
	return fighters > 0
}

// settleFaint joins each faint telling with the event that it most likely speaks of: the nearest, within a few sentences,
// that it does not contradict; of two as near the one before.
func (p *page) settleFaint(events []Event, gone map[int]bool) {
	sent := make([]int, len(events))
	order := make([]int, len(events))
	for i := range events {
		sent[i], order[i] = p.sentenceAt(events[i].CharStart), i
	}
	slices.SortStableFunc(order, func(a, b int) int { return sent[a] - sent[b] })
	for n, i := range order {
		if gone[i] || !events[i].faint() {
			continue
		}
		best, distance := -1, faintReach
		look := func(k int) {
			if d := abs(sent[k] - sent[i]); d < distance && !gone[k] && events[k].Type != "site_found" && events[k].Type != "displacement" && p.agree(&events[k], &events[i]) {
				best, distance = k, d
			}
		}
		for m := n - 1; m >= 0 && sent[i]-sent[order[m]] < distance; m-- {
			look(order[m])
		}
		for m := n + 1; m < len(order) && sent[order[m]]-sent[i] < distance; m++ {
			look(order[m])
		}
		if best >= 0 {
			events[best].absorb(&events[i])
			p.handRoster(&events[i], &events[best])
			gone[i] = true
		}
	}
}

// faintReach is how many sentences away a faint telling may find what it speaks of, less one.
const faintReach = 8

// agree: two events of claims that one telling holds together contradict each other in nothing.
func (p *page) agree(a, b *Event) bool {
	if a.DateMin != "" && b.DateMin != "" && (a.DateMax < b.DateMin || a.DateMin > b.DateMax) {
		return false
	}
	if a.Type != b.Type && general(a.Type) == 0 && general(b.Type) == 0 {
		return false
	}
	if len(a.ObjectTypes) > 0 && len(b.ObjectTypes) > 0 && !overlap(a.ObjectTypes, b.ObjectTypes) {
		return false
	}
	return p.samePlace(a.Place, b.Place) || a.Precision == place.PrecisionCountry || b.Precision == place.PrecisionCountry
}

// absorb joins another event of the same report into this one.
func (e *Event) absorb(b *Event) {
	if e.Type == "other" {
		e.Type = b.Type
	}
	e.Claims = append(e.Claims, b.Claims...)
	if e.Precision == place.PrecisionCountry && b.Precision != place.PrecisionCountry && b.Place != "" {
		e.Place, e.Places, e.PlaceID, e.Lat, e.Lon, e.Precision = b.Place, b.Places, b.PlaceID, b.Lat, b.Lon, b.Precision
	}
	for _, o := range b.ObjectTypes {
		e.ObjectTypes = addOnce(e.ObjectTypes, o)
	}
	widen(&e.KilledMin, &e.KilledMax, b.KilledMin, b.KilledMax)
	widen(&e.InjuredMin, &e.InjuredMax, b.InjuredMin, b.InjuredMax)
	widen(&e.MissingMin, &e.MissingMax, b.MissingMin, b.MissingMax)
	e.enrich(b)
}

// untold leaves out deeds of sentences that the claims know to tell of no event: totals, denials, plans, patterns,
// comparisons.
func (p *page) untold(ds []deed, claims []Claim, at map[string]int) []deed {
	no := map[int]bool{}
	for i := range claims {
		c := &claims[i]
		if c.Cumulative != nil && *c.Cumulative || c.Kind == Denial || c.Kind == Pattern || c.Modality == "denied" || c.Modality == "future" || c.Modality == "possible" && !p.apparent(p.sents[at[c.ID]]) {
			no[at[c.ID]] = true
		}
	}
	out := ds[:0]
	for _, d := range ds {
		s := p.sents[d.sent]
		if no[d.sent] || p.has(s.First, s.Last, of(cHistory, cDeny, cReject, cCompare)) || d.wide() {
			continue
		}
		out = append(out, d)
	}
	return out
}

// apparent: "killed in an apparent murder-suicide", "apparently by accident": how it came about is open, not that it did.
func (p *page) apparent(s lang.Sentence) bool {
	return p.findWord(s.First, s.Last, "apparent", "apparently", "appears", "appeared") >= 0
}

// longestDeed is how many days a deed may be spread over: "at least four children died in 2015" tells of several.
const longestDeed = 40

// wide: a whole country, no day and nobody in particular, or more people than one event has.
func (d *deed) wide() bool {
	many := false
	for _, q := range d.patients {
		many = many || q.lo != nil && *q.lo >= 500
		if q.name != "" {
			return false
		}
	}
	return many || d.day.Min > 0 && d.day.Max-d.day.Min > longestDeed || d.placed && d.place.known.Precision == place.PrecisionCountry && d.day.Min == 0
}

func (p *page) sentenceAt(char int) int {
	lo, hi := 0, len(p.sents)-1
	for lo < hi {
		mid := (lo + hi + 1) / 2
		if int(p.tok[p.sents[mid].First].Rune) <= char {
			lo = mid
		} else {
			hi = mid - 1
		}
	}
	return lo
}

// toldIn finds the events of claims in the sentences of a telling.
func (p *page) toldIn(events []Event, in map[int][]int, t *told) (same []int) {
	for _, s := range t.sents {
		for _, i := range in[s] {
			e := &events[i]
			if e.Type == "site_found" || e.Type == "displacement" || e.Type != t.e.Type && general(e.Type) == 0 && general(t.e.Type) == 0 && !(e.Type == "detention" && t.e.Type == "kidnapping") {
				continue
			}
			if e.DateMin != "" && t.e.DateMin != "" && (e.DateMax < t.e.DateMin || e.DateMin > t.e.DateMax) || slices.Contains(same, i) {
				continue
			}
			same = append(same, i)
		}
	}
	return same
}

// enrich adds what the deeds tell of an event of claims.
func (e *Event) enrich(t *Event) {
	if general(t.Type) < general(e.Type) || e.Type == "other" || e.Type == "detention" {
		e.Type = t.Type
	}
	if e.DateMin == "" && t.DateMin != "" {
		e.DateMin, e.DateMax, e.DateBasis = t.DateMin, t.DateMax, t.DateBasis
	}
	if e.Place == "" {
		e.Place, e.Places, e.PlaceID, e.Lat, e.Lon, e.Precision = t.Place, t.Places, t.PlaceID, t.Lat, t.Lon, t.Precision
	}
	if t.Stage != "" {
		e.Stage = t.Stage
	}
	if len(t.Victims) > 0 && (len(e.Victims) == 0 || slices.ContainsFunc(t.Victims, func(x Party) bool { return x.Description != x.Type || x.Name != "" })) {
		for _, v := range e.Victims {
			if !slices.ContainsFunc(t.Victims, func(x Party) bool { return x.Effect == v.Effect || sameBound(x.NumberMin, v.NumberMin) }) {
				t.Victims = append(t.Victims, v)
			}
		}
		e.Victims = t.Victims
	}
	if named := slices.ContainsFunc(t.Targets, func(x Party) bool { return x.Name != "" }); named || len(e.Targets) == 0 {
		e.Targets = t.Targets
	}
	for _, w := range t.Weapons {
		if k := slices.IndexFunc(e.Weapons, func(x Named) bool { return x.Type == w.Type }); k < 0 {
			e.Weapons = append(e.Weapons, w)
		} else if e.Weapons[k].Name == e.Weapons[k].Type {
			e.Weapons[k].Name = w.Name // as the words have it
		}
	}
	for _, a := range t.Alleged {
		e.accuse(a.Name, a.Kind)
	}
	if t.Category != "" {
		e.Category = t.Category
	}
	if e.KilledMin == nil && e.KilledMax == nil {
		e.KilledMin, e.KilledMax = t.KilledMin, t.KilledMax
	}
	if e.InjuredMin == nil && e.InjuredMax == nil {
		e.InjuredMin, e.InjuredMax = t.InjuredMin, t.InjuredMax
	}
}
