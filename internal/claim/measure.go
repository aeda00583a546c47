package claim

import (
	"strings"

	"exhibit/internal/lang"
)

// measureOf says what the number counts, from the words after it, else from the verb before it.
func (p *page) measureOf(f *figure, a, b int) bool {
	f.part = p.isPart(f.first, a)
	if p.low(f.last) == "of" && (p.low(f.last+1) == "the" || p.low(f.last+1) == "those" || p.low(f.last+1) == "them") && p.own[min(f.last+2, len(p.tok)-1)].any(of(cDead, cVictim, cKill, cInjure)) {
		f.part = true // "seven of the dead"
	}
	victim := -1
	limit := min(b, f.last+14)
	for i := f.last; i < limit; i++ {
		if next := p.overApposition(i, victim, b); next > i {
			i, limit = next, min(b, next+8)
		}
		t := &p.tok[i]
		o := p.own[i]
		if victim < 0 && o.has(cVictim) {
			victim = i
			p.describe(f, i)
			continue
		}
		if m := p.measureAt(i, b); m != noMeasure {
			if m == mBodies && (victim < 0 || p.isBuried(i)) || m != mBodies && !p.mayFlee(i, m) {
				f.m, f.last = m, p.endAt(i)
				p.unsplit(f, b)
				return p.active(f, i, victim, a)
			}
		}
		if victim < 0 && !mayDescribe(t) && !p.adjective(i) && !o.any(of(cNational, cCountry)) && !((t.Gloss == "of" || p.lex.genitive && t.Gloss == "from") && i == f.last) {
			break
		}
		if t.Kind == lang.Punct && t.Gloss != "-" && t.Gloss != "(" && t.Gloss != ")" {
			break
		}
		if o.has(cSay) && victim >= 0 && (p.passive(i, f.first) || p.lex.verbFirst && i+1 < b && p.own[i+1].any(harm())) {
			continue // "hundreds are reported dead"
		}
		if victim < 0 && t.Kind == lang.Number || i > f.last && o.any(of(cSay, cAttack)) && victim >= 0 {
			break
		}
		if victim >= 0 && !passes(t.Gloss) && i-victim > 6 {
			break
		}
		if t.Gloss == "and" || t.Gloss == "who" && victim < 0 {
			if victim < 0 {
				break
			}
			if t.Gloss == "and" && i+1 < b && p.own[i+1].has(cVictim) {
				continue // "17 staff and patients"
			}
			if t.Gloss == "and" && !p.sharedVerb(i, b) {
				break
			}
		}
	}
	return p.fromVerb(f, victim, a, b) || f.part && victim >= 0
}

// mayDescribe: words that may stand between a number and the people it counts.
func mayDescribe(t *lang.Token) bool {
	if t.Kind != lang.Word {
		return false
	}
	switch t.Gloss {
	case "more", "other", "others", "additional", "new", "confirmed", "reported", "innocent", "unarmed", "young", "elderly", "local", "its", "their", "his", "her", "the", "of", "our", "such", "different", "further", "documented", "verified", "known", "violent", "military", "foreign", "ordinary", "peaceful", "pregnant", "unidentified", "security", "army", "government", "regime", "members", "aid", "health", "medical", "combat", "and", "separate", "small", "little", "school", "displaced", "wounded", "old", "burned", "burnt", "charred", "mutilated", "decomposed", "unnamed", "family", "female", "male":
		return true
	}
	return isAuxiliary(t.Gloss) || hasAnySuffix(t.Lower, "-old", "ian", "ese", "ish") || t.Cap && t.Runes > 1
}

// overApposition: "a girl, named by the hospital as …, was killed": what stands between the commas is passed over when
// a verb of being follows it.
func (p *page) overApposition(i, victim, b int) int {
	if victim < 0 || i != victim+1 || p.low(i) != "," {
		return i
	}
	for k := i + 1; k < b && k < i+22; k++ {
		if p.low(k) == "," {
			if (p.lex.genitive || p.lex.english) && k+1 < b && k < i+9 && p.measureAt(k+1, b) != noMeasure && !p.has(i, k, of(cKill, cDie, cInjure)) {
				return k + 1 // "five people, two of them children, died"
			}
			switch p.low(k + 1) {
			case "was", "were", "died", "has", "have", "had", "is", "are":
				return k + 1
			}
		}
		if p.tok[k].Newlines > 0 {
			break
		}
	}
	return i
}

// passes are words that may stand between the people counted and what happened to them.
func passes(w string) bool {
	switch w {
	case "were", "was", "had", "have", "has", "been", "are", "is", "being", "reportedly", "also", "confirmed", "in", "the", "of", "and", "who", "dead", "civilian", "more", "others", "other":
		return true
	}
	return false
}

// sharedVerb: "two men and a child were killed": the verb after the list counts for its members.
func (p *page) sharedVerb(i, b int) bool {
	for k := i + 1; k < b && k < i+8; k++ {
		if p.own[k].any(of(cKill, cInjure, cDie, cEither)) {
			return p.low(k-1) == "were" || p.low(k-1) == "been" || p.own[k].has(cDie)
		}
		if p.tok[k].Kind == lang.Punct {
			return false
		}
		if n := p.tok[k].Kind; n == lang.Number {
			return false
		}
	}
	return false
}

// isBuried: "280 people were buried in mass graves" counts bodies, as nothing else is said of how they died; who is
// buried under rubble may be alive.
func (p *page) isBuried(i int) bool {
	if p.low(i) != "buried" && p.low(i) != "laid" {
		return false
	}
	return p.findWord(i+1, min(len(p.tok), i+4), "under", "beneath", "alive", "underneath") < 0
}

// mayFlee: who gathers to flee has not fled.
func (p *page) mayFlee(i int, m measure) bool {
	return m == mDisplaced && i > 1 && p.low(i-1) == "to" && p.low(i-2) != "forced" && p.low(i-2) != "had"
}

// measureAt says what the word at i counts.
func (p *page) measureAt(i, b int) measure {
	k := p.find(i, min(b, i+5), harm())
	if k < 0 || p.hits[k].first != i {
		return noMeasure
	}
	best := p.hits[k]
	for ; k < len(p.hits) && p.hits[k].first == i; k++ {
		if h := p.hits[k]; harm().has(h.class) && h.last <= b && h.last > best.last {
			best = h
		}
	}
	switch best.class {
	case cKill, cDie, cDead, cDeath:
		if best.class == cDead && p.low(i+1) == "or" {
			return noMeasure
		}
		return mKilled
	case cInjure, cInjury:
		return mInjured
	case cEither, cCasualty:
		return mCombined
	case cMissing:
		return mMissing
	case cDetain:
		if best.value == "taken" && !p.takenAway(best, b) {
			return noMeasure
		}
		return mDetained
	case cDisplace:
		return mDisplaced
	case cBody:
		return mBodies
	}
	return noMeasure
}

func (p *page) endAt(i int) int {
	end := i + 1
	for k := int(p.at[i]); k < len(p.hits) && p.hits[k].first == i; k++ {
		if harm().has(p.hits[k].class) {
			end = max(end, p.hits[k].last)
		}
	}
	return end
}

// active: "12 soldiers killed a man" counts the killers: a number before a verb with an object of its own is none.
func (p *page) active(f *figure, verb, victim, a int) bool {
	if victim < 0 || !p.own[verb].any(of(cKill, cInjure, cDetain)) {
		return true
	}
	if k := p.findVictim(verb+1, min(len(p.tok), verb+4)); p.lex.genitive && k >= 0 && p.isOne(k) {
		return false
	}
	for k := victim + 1; k < verb; k++ {
		switch p.low(k) {
		case "were", "was", "been", "are", "is", "being", "be":
			return true
		}
	}
	// "12 people killed in the raid" is a shortened passive; "12 men killed a boy" is not.
	next := p.endAt(verb)
	if next >= len(p.tok) {
		return true
	}
	if _, _, ok := p.numberAt(p.lang, next, min(len(p.tok), next+6)); ok || p.low(next) == "the" {
		return false
	}
	return !strings.HasSuffix(p.low(verb), "ing") || p.low(verb) == "missing"
}

// fromVerb: "killed 12 people", "leaving 12 dead", "bodies of 12 civilians", "toll rose to 12".
func (p *page) fromVerb(f *figure, victim, a, b int) bool {
	if p.reached(f, a) {
		return true
	}
	from := max(a, f.first-7)
	for i := f.first - 1; i >= from; i-- {
		o := p.own[i]
		switch {
		case p.lex.verbFirst && o.any(of(cKill, cDie, cInjure, cDetain, cDisplace, cDead, cMissing, cEither)) || p.lex.genitive && o.has(cCasualty), o.any(of(cKill)) && !p.passiveVerb(i, a), o.has(cInjure) && !p.passiveVerb(i, a), o.any(of(cDetain, cDisplace)) && !p.passiveVerb(i, a):
			if victim < 0 && !p.bareAfter(f, b) {
				return false
			}
			f.m = p.measureAt(p.startOf(i), b)
			f.first = p.startOf(i)
			if victim >= 0 {
				f.last = max(f.last, victim+1)
			}
			if f.m == mKilled && i+1 < f.first && p.low(i+1) == "or" {
				f.m = mCombined
			}
			return f.m != noMeasure
		case p.lex.english && o.has(cCapture) && victim >= 0 && !p.passiveVerb(i, a):
			f.m, f.first, f.last = mDetained, i, max(f.last, victim+1) // "captured 14 soldiers"
			return true
		case p.lex.genitive && o.has(cRuin) && victim >= 0 && p.combatant(victim):
			f.m, f.first, f.last = mKilled, i, max(f.last, victim+1) // "destroyed 30 soldiers"
			return true
		case o.has(cBody) && (p.low(f.first-1) == "of" || p.lex.genitive && (f.first == i+1 || f.first == i+2 && p.low(i+1) == "still")):
			f.m = mBodies
			f.first = i
			if victim >= 0 {
				f.last = max(f.last, victim+1)
			}
			return true
		case o.any(of(cDeath, cInjury)) && (p.low(i+1) == "of" && f.first == i+2 || p.lex.genitive && f.first == i+1):
			if f.m = mKilled; o.has(cInjury) {
				f.m = mInjured
			}
			if f.first = i; victim >= 0 {
				f.last = max(f.last, victim+1)
			}
			return true
		case o.any(of(cTollKilled)):
			f.m, f.first = mKilled, p.startOf(i)
			return true
		case o.any(of(cBody)) && p.low(f.first-1) != "of":
		}
		if p.tok[i].Kind == lang.Punct && p.low(i) != "," || p.tok[i].Kind == lang.Number {
			return false
		}
		if w := p.low(i); w == "," && i < f.first-1 {
			return false
		}
	}
	return false
}

// reached: "the number of people killed since … had passed 900".
func (p *page) reached(f *figure, a int) bool {
	if p.lex.genitive && p.own[max(0, f.first-1)].has(cMore) && f.Qualifier == "up_to" { // "rose" before a number that holds "to"
		return p.tolls(f, a)
	}
	switch p.low(f.first - 1) {
	case "to", "at", "passed", "reached", "exceeded", "topped", "surpassed", "numbered", "totalled", "totaled", "hit", "is", "was", "stands", "stood", "of":
	default:
		return false
	}
	return p.tolls(f, a)
}

// tolls: words for a death toll stand before the number.
func (p *page) tolls(f *figure, a int) bool {
	for i := f.first - 1; i >= a && i > f.first-18; i-- {
		k := p.find(i, f.first, of(cTollKilled, cToll))
		if k >= 0 && p.hits[k].first == i && p.hits[k].value == "injured" {
			f.m, f.first = mInjured, i
			return true
		}
		if k >= 0 && p.hits[k].first == i && (p.hits[k].class == cTollKilled || p.low(i) == "toll" && p.low(f.first-1) != "of") {
			f.m, f.first = mKilled, i
			return true
		}
	}
	return false
}

// bareAfter: "killed 12 and wounded 30", "killed 12.": a number without a noun after a verb of harm counts people.
func (p *page) bareAfter(f *figure, b int) bool {
	if f.last >= b {
		return true
	}
	t := &p.tok[f.last]
	if p.lex.genitive && t.Kind == lang.Word && t.Gloss == unknownGloss && !t.Cap && p.own[f.last] == (set{}) {
		return true // a trade or a people that no list has
	}
	switch t.Gloss {
	case "and", ",", ".", "in", "on", "at", "during", "others", "more", "near", "after", "when", ";", ":", "since", "of", "including", ")":
		return true
	}
	return t.Newlines > 0
}

func (p *page) startOf(i int) int {
	for k := int(p.at[max(0, i-4)]); k < len(p.hits) && p.hits[k].first <= i; k++ {
		if p.hits[k].last > i && harm().has(p.hits[k].class) {
			return p.hits[k].first
		}
	}
	return i
}

func (p *page) passiveVerb(i, floor int) bool {
	for k := i - 1; k >= floor && k > i-4; k-- {
		switch p.low(k) {
		case "were", "was", "been", "are", "being", "be":
			return true
		}
		if !isAuxiliary(p.low(k)) {
			return false
		}
	}
	return false
}
