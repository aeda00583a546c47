package claim

import (
	"slices"

	"exhibit/internal/lang"
)

// actor is who the words a to b say did it: the party before the deed, after "by", whose attack it is, or who is
// accused of it. Empty when the words name nobody. Never a private person: only parties and listed officials.
func (p *page) actor(a, b int) string {
	if p.lex.sayFirst {
		return p.verbalActor(a, b)
	}
	deed := p.find(a, b, of(cAttack, cHit, cRuin, cKill, cInjure, cEither, cLabel, cWeapon, cPattern, cPatternNeeds, cDetain, cDisplace, cCasualty))
	if k := p.findWord(a, b, "by"); k >= 0 {
		for ; k >= 0 && k < b; k = p.findWord(k+1, b, "by") {
			if name, _ := p.partyAt(k+1, b); name != "" {
				return name
			}
		}
	}
	if k := p.findWord(a, b, "accused", "accuses", "accusing", "blamed", "blames", "blaming"); k >= 0 {
		if name, _ := p.partyAt(k+1, b); name != "" {
			return name
		}
	}
	if name := p.branded(a, b); name != "" {
		return name
	}
	limit := b
	if deed >= 0 {
		limit = p.hits[deed].first
	}
	for i := a; i < limit; i++ {
		name, end := p.partyAt(i, b)
		if name == "" {
			continue
		}
		if w := p.low(i - 1); i > a && w == "against" && p.low(end) == "for" {
			return name
		} else if i > a && (w == "against" || w == "in" || w == "on" || w == "across" || w == "throughout" || w == "of" && !p.own[i-2].any(of(cHit, cLabel, cAttack)) && p.low(i-2) != "victims" && !isCases(p.low(i-2)) || w == "to" || w == "from" || w == "with" || w == "for") {
			i = end - 1
			continue
		}
		if p.bystander(i, end, limit) || p.own[i].has(cBodyName) || end < b && p.own[end].any(of(cRole, cOfficial, cBodyNoun, cPerson)) || p.own[i].has(cPerson) && !p.does(end, limit) || i > a && p.low(i-1) == "," && p.own[i].has(cCountry) || end < b && (p.low(end) == "–" || p.low(end) == "—" || p.low(end) == "-") {
			i = max(i, end-1)
			continue
		}
		return name
	}
	for i := limit; i < b; i++ {
		if p.own[i].has(cNational) && i+1 < b && (p.own[i+1].any(of(cAttack, cHit, cForce)) || isDeed(p.low(i+1))) {
			if name, _ := p.partyAt(i, b); name != "" && p.low(i-1) != "against" && p.low(i-1) != "on" {
				return name
			}
		}
		if w := p.low(i); w == "of" || w == "from" {
			if name, end := p.partyAt(i+1, b); name != "" && end-i > 2 {
				return name
			}
		}
	}
	// "attacks … Putin's troops": a party in forces anywhere, when nothing stood before the deed.
	for i := limit; i < b; i++ {
		if name, end := p.partyAt(i, b); name != "" && end-i >= 2 && p.own[end-1].has(cForce) && p.low(i-1) != "against" && p.low(i-1) != "on" {
			return name
		}
	}
	return ""
}

// branded is whom a speaker calls a criminal: "called the president of X, NAME, a war criminal". Listed officials only.
func (p *page) branded(a, b int) string {
	k := p.findWord(a, b, "called", "calls", "calling", "branded", "branding", "labelled", "labeled")
	if k < 0 || !p.has(k, b, of(cLabel)) {
		return ""
	}
	q := p.find(k+1, min(b, k+9), of(cPerson))
	if q < 0 || !p.has(p.hits[q].last, min(b, p.hits[q].last+5), of(cLabel)) || p.low(p.hits[q].last) == "'s" {
		return ""
	}
	return p.lex.persons[p.hits[q].value].name
}

// bystander: tokens i to end name a country or an official that does not do the deed at token deed: the country of
// somebody or something else ("the country's prosecutor", "a US citizen"), or one who speaks of it.
func (p *page) bystander(i, end, deed int) bool {
	if p.own[end-1].has(cForce) && !p.has(end-1, end, of(cRole)) && p.low(end-1) != "government" {
		return p.has(end, min(deed, end+4), of(cSay, cTell)) && p.low(end) != "who"
	}
	if p.own[i].has(cMetonym) && end-i == 1 && i > 0 {
		switch p.low(i - 1) {
		case "around", "near", "outside", "to", "towards", "of", "in", "from", "at", "on", "over", "into", "north", "south", "east", "west", "central", "with":
			return true // the town, not its government
		}
	}
	next := end
	if p.low(next) == "'s" {
		next++
		for k := next; k < len(p.tok) && k < next+4; k++ {
			if o := p.own[k]; o.any(of(cAttack, cHit, cForce, cWeapon, cRuin, cLabel, cKill, cDeath, cPattern, cPatternNeeds)) && !o.any(of(cRole, cOfficial, cBodyNoun)) || isDeed(p.low(k)) {
				return false
			}
			if p.tok[k].Kind != lang.Word || p.own[k].any(of(cRole, cOfficial, cBodyNoun, cSay, cTell)) {
				break
			}
		}
		return true
	}
	if p.own[i].has(cPerson) {
		for k := next; k < deed; k++ { // a person does what stands right behind the name
			if !isAuxiliary(p.low(k)) && !hasAnySuffix(p.low(k), "ly") {
				return true
			}
		}
		return false
	}
	if p.own[min(next, len(p.tok)-1)].any(of(cVictim, cObject)) && !p.own[next].has(cForce) {
		return true
	}
	return p.has(next, min(deed, next+5), of(cSay, cTell, cDeny))
}

// isCases: "cases of soldiers shooting …": what stands behind "of" acts.
func isCases(w string) bool {
	switch w {
	case "members", "cases", "case", "instances", "examples", "incidents", "reports", "accounts", "allegations":
		return true
	}
	return false
}

func isDeed(w string) bool {
	switch w {
	case "action", "actions", "aggression", "invasion", "offensive", "campaign", "occupation", "operation", "operations", "hatred", "brutality", "violence":
		return true
	}
	return false
}

// does: between the person and the deed nothing is said or thought, and little else stands.
func (p *page) does(a, deed int) bool {
	return deed-a <= 6 && !p.has(a, deed, of(cSay, cTell, cContinue, cStatus))
}

// answerable is whom an action is directed at: held to account, sanctioned, or the doer of what it is about.
func (p *page) answerable(a, b int) string {
	if k := p.find(a, b, of(cAct)); k >= 0 {
		h := p.hits[k]
		if h.value == "expulsion" {
			if q := p.find(h.last, b, of(cNational)); q >= 0 {
				return p.hits[q].value
			}
		}
		if h.value == "accountability" && h.first > a {
			for i := h.first - 1; i >= a && i > h.first-8; i-- {
				if q := p.find(i, h.first, of(cPerson, cNational, cCountry)); q >= 0 && p.hits[q].first == i {
					if p.hits[q].class == cPerson {
						return p.lex.persons[p.hits[q].value].name
					}
					return p.hits[q].value
				}
			}
		}
		if h.value == "expulsion" || h.value == "sanctions" {
			for i := h.last; i < b; i++ {
				if w := p.low(i); w == "of" || w == "on" {
					if name, _ := p.partyAt(i+1, b); name != "" {
						return name
					}
				}
			}
		}
	}
	if k := p.findWord(a, b, "against", "by"); k >= 0 {
		if name, _ := p.partyAt(k+1, b); name != "" {
			return name
		}
	}
	return ""
}

// findWord is the first of tokens a to b that is one of the words, -1 for none. None of the words is empty.
func (p *page) findWord(a, b int, words ...string) int {
	var heads uint64 // what the words begin with: few tokens begin so
	for _, w := range words {
		heads |= 1 << (w[0] & 63)
	}
	for i := max(a, 0); i < min(b, len(p.tok)); i++ {
		if w := p.tok[i].Gloss; w != "" && heads&(1<<(w[0]&63)) != 0 && slices.Contains(words, w) {
			return i
		}
	}
	return -1
}

// partyAt reads a party at token i: a country, a nationality with forces, a leader's troops, an armed group, a listed
// head of state.
func (p *page) partyAt(i, b int) (string, int) {
	for i < b && (p.low(i) == "the" || p.low(i) == "retreating" || p.low(i) == "invading" || p.low(i) == "occupying") {
		i++
	}
	if i >= b {
		return "", i
	}
	k := p.find(i, min(b, i+6), of(cCountry, cNational, cMetonym, cActor, cPerson))
	if k < 0 || p.hits[k].first != i {
		return "", i
	}
	h := p.hits[k]
	end := h.last
	if end < b && p.low(end) == "'s" {
		end++
	}
	for n := 0; n < 2 && end < b && (p.low(end) == "armed" || p.low(end) == "military" || p.low(end) == "ground" || p.low(end) == "government"); n++ {
		if f := p.find(end, min(b, end+3), of(cForce)); f >= 0 && p.hits[f].first == end && p.hits[f].last > end+1 {
			break
		}
		if end+1 < b && p.own[end+1].has(cForce) {
			end++
			continue
		}
		break
	}
	if f := p.find(end, min(b, end+3), of(cForce)); f >= 0 && p.hits[f].first == end {
		end = p.hits[f].last
		return p.words(i, end), end
	}
	switch h.class {
	case cPerson:
		q := p.lex.persons[h.value]
		if q == nil || end > h.last {
			return "", end
		}
		return q.name, end
	case cNational:
		if end < b && (p.own[end].any(of(cAttack, cHit, cRuin, cWeapon, cLabel)) || isDeed(p.low(end))) {
			return h.value, end
		}
		if p.low(i-1) == "the" && hasAnySuffix(p.low(i), "ians", "ans") {
			return h.value, end
		}
		return "", end
	}
	return h.value, h.last
}
