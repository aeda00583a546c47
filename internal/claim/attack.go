package claim

import (
	"strconv"

	"exhibit/internal/lang"
)

func (p *page) attackMain(c clause) bool {
	k := p.find(c.a, c.b, of(cAttack))
	h := p.find(c.a, c.b, of(cKill, cInjure, cEither, cDie))
	return k >= 0 && h >= 0 && p.hits[k].first < p.hits[h].first && !p.passiveVerb(p.hits[h].first, c.a)
}

// attack: an attack on somebody or something, or damage done by one.
func (p *page) attack(c clause) (Kind, string) {
	if p.fragment(c) {
		return Attack, "attack.continued"
	}
	if p.againAndAgain(c) {
		return Pattern, "pattern.repeated"
	}
	if p.branded(c.a, c.b) != "" || p.lex.sayFirst && p.otherThanAttack(c) || p.lex.genitive && p.shownFirst(c) {
		return "", ""
	}
	k := p.find(c.a, c.b, of(cAttack))
	if k >= 0 && p.accusedOf(c) {
		return Attack, "attack.accused"
	}
	if k >= 0 && c.sp != nil && c.sp.class == cTell && p.quote[p.hits[k].first] != 0 {
		return "", "" // called it a "cowardly attack on …": a name for it
	}
	// "A state that has bombed people across the world": a counter-accusation, of no place here.
	if k >= 0 && (!p.historic(c) || p.worldwide(c)) && p.attackCounts(c, p.hits[k]) {
		return Attack, "attack.words"
	}
	if p.has(c.a, c.b, of(cRuin)) && (p.has(c.a, c.b, of(cObject)) && (p.actor(c.a, c.b) != "" || c.sp != nil || c.voice == "narration" || c.voice == "caption")) {
		return Attack, "attack.damage"
	}
	if k := p.find(c.a, c.b, of(cHit)); k >= 0 {
		h := p.hits[k]
		if p.lex.genitive && p.has(max(c.a, h.first-8), h.first, of(cObject)) || p.has(h.last, min(c.b, h.last+8), of(cObject, cVictim)) || p.passiveVerb(h.first, c.a) && p.has(max(c.a, h.first-8), h.first, of(cObject)) {
			return Attack, "attack.hit"
		}
	}
	if p.dropped(c) {
		return Attack, "attack.hit"
	}
	if p.townRuined(c) {
		return Attack, "attack.damage"
	}
	return "", ""
}

// townRuined: "the town of X has been destroyed", "X was razed".
func (p *page) townRuined(c clause) bool {
	k := p.find(c.a, c.b, of(cRuin))
	if k < 0 || c.voice == "headline" || p.historic(c) {
		return false
	}
	v := p.skipAdverbs(p.hits[k].first, c.a)
	if v == p.hits[k].first || !hasAnySuffix(p.low(p.hits[k].first), "ed", "to") {
		return false
	}
	for _, st := range p.sitesIn(max(c.a, v-4), v) {
		if st.last == v && rank(st.known.Precision) <= 1 && !st.loose && p.isSubject(st.first, c.a) {
			return true
		}
	}
	return false
}

// isSubject: before the town stand only "the … town of" and the front of the clause.
func (p *page) isSubject(i, floor int) bool {
	for i > floor && (p.low(i-1) == "the" || p.low(i-1) == "of" || isSeatNoun(p.low(i-1)) || p.own[i-1].any(of(cNational)) || isPlainAdjective(p.low(i-1)) || hasAnySuffix(p.low(i-1), "ern", "ged")) {
		i--
	}
	if i <= floor {
		return true
	}
	switch p.low(i - 1) {
	case ",", "that", "and", "where":
		return true
	}
	return false
}

// attackCounts: a word of attack counts when it has an aim, a weapon, a victim, a place or a party beside it.
func (p *page) attackCounts(c clause, h hit) bool {
	a, b := p.background(c, h)
	if a > c.a && isBackground(p.low(a-1)) && p.has(h.last, c.b, of(cEvacuate)) {
		return false // "because of shelling, patients were moved"
	}
	if p.has(a, b, of(cObject, cVictim, cWeapon, cLabelAttack, cLabelDeliberate)) {
		return true
	}
	if b-a < c.b-c.a {
		return false
	}
	if p.suffered(c, h) {
		return true
	}
	if p.theyWere(c, h) || p.lex.sayFirst && p.verbalAttack(c) {
		return true
	}
	if p.actor(c.a, c.b) != "" && len(p.sitesIn(c.a, c.b)) > 0 {
		return true
	}
	return h.value != "attack" && len(p.sitesIn(c.a, c.b)) > 0
}

// theyWere: "they were shot", "some were tortured": the people spoken of before are the victims.
func (p *page) theyWere(c clause, h hit) bool {
	if !p.passiveVerb(h.first, c.a) || h.value == "attack" && c.voice != "direct" {
		return false
	}
	switch p.low(p.skipAdverbs(h.first, c.a) - 1) {
	case "they", "some", "many", "others", "he", "she", "all":
		return p.last != nil && p.block-p.lastBlock <= 2
	}
	return false
}

// background: an attack named only to say when or why something else happened ("Following attacks on the country, …")
// counts by its own phrase alone.
func (p *page) background(c clause, h hit) (int, int) {
	a, b := h.first, h.last
	for a > c.a && p.low(a-1) != "," && !isBackground(p.low(a-1)) {
		a--
	}
	for b < c.b && p.low(b) != "," {
		b++
	}
	if a > c.a && isBackground(p.low(a-1)) && (a-1 == c.a || p.low(a-2) == "," || h.first-a <= 2 && p.has(c.a, a, of(cActRescue))) {
		return a, b
	}
	return c.a, c.b
}

func isBackground(w string) bool {
	switch w {
	case "following", "after", "since", "amid", "during", "despite", "before", "until", "through", "because":
		return true
	}
	return false
}

// historic: the clause tells of a war or a year long before the text.
func (p *page) historic(c clause) bool {
	if k := p.find(c.a, c.b, of(cHistory)); k >= 0 && p.low(p.hits[k].first-1) != "since" && p.low(p.hits[k].first-2) != "since" {
		return true
	}
	if p.yearLo == 0 {
		return false
	}
	for i := c.a + 1; i < c.b; i++ {
		if t := &p.tok[i]; t.Kind == lang.Number && len(t.Lower) == 4 && isYear(t.Lower) && p.before(i) && p.low(i+1) != "people" {
			if y, err := strconv.Atoi(t.Lower); err == nil && y < p.yearLo-3 {
				return true
			}
		}
	}
	return false
}

// worldwide: what is told is told of the whole world.
func (p *page) worldwide(c clause) bool {
	k := p.find(c.a, c.b, of(cHistory))
	return k >= 0 && p.hits[k].value == "world" && c.sp != nil
}

// before: the word before a year that something happened in.
func (p *page) before(i int) bool {
	switch p.low(i - 1) {
	case "in", "between", "since", "until", "from":
		return true
	case "and", "to":
		return i > 1 && p.tok[i-2].Kind == lang.Number && len(p.tok[i-2].Lower) == 4
	}
	return p.lang.IsDateWord(p.tok, i-1)
}
