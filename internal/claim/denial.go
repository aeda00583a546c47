package claim

import (
	"exhibit/internal/lang"
)

// denial: somebody denies a fact, refuses a label, or denies another the standing to accuse.
func (p *page) denial(c clause) (Kind, string) {
	if c.sp != nil && c.sp.class == cReject && p.lex.sayFirst && !p.has(c.a, c.b, of(cHedge, cLabel, cAttack, cDenyWord)) {
		return "", "" // what is refused is no accusation
	}
	if c.sp != nil && (c.sp.class == cDeny || c.sp.class == cReject) && !p.tellsBeside(c) {
		return Denial, "denial.verb"
	}
	if c.sp == nil {
		return "", ""
	}
	if p.has(c.a, c.b, of(cStanding)) {
		return Denial, "denial.standing"
	}
	indignant := 0
	p.all(c.a, c.b, of(cStandingWord), func(hit) { indignant++ })
	if indignant > 1 {
		return Denial, "denial.standing"
	}
	words, labels := p.has(c.a, c.b, of(cDenyWord)), p.has(c.a, c.b, of(cAttack, cLabel, cKill, cWeapon, cRuin, cObject, cBody))
	if k := p.find(max(c.a, c.sp.verb), c.b, of(cDenyWord)); k >= 0 && c.sp.class == cTell && c.sp.verb >= c.a {
		return Denial, "denial.called" // "called the pictures a staging"
	}
	if words && (labels || c.b-c.a < 12 || p.flatDenial(c)) && !p.has(c.a, c.b, of(cNoDeny)) {
		return Denial, "denial.words"
	}
	if p.negatedDeed(c) || p.nobodyOfOurs(c) {
		return Denial, "denial.negated"
	}
	if k := p.find(c.a, min(c.b, c.a+6), of(cDeny, cReject)); k >= 0 && c.voice == "direct" {
		if w := p.low(c.a); w == "we" || w == "i" {
			return Denial, "denial.verb" // "We reject all accusations"
		}
	}
	if k := p.find(c.a, c.b, of(cDeny)); k >= 0 && labels && p.hits[k].first-c.a < 12 {
		return Denial, "denial.verb"
	}
	return "", ""
}

// tellsBeside: "…, saying its jets were elsewhere" behind a denial is what the denier tells, not what is denied.
func (p *page) tellsBeside(c clause) bool {
	if !p.lex.english || c.sp.verb >= c.a {
		return false
	}
	switch p.low(c.a) {
	case "saying", "adding", "stating", "noting", "while":
		return !p.has(c.a, c.b, of(cDenyWord))
	}
	return false
}

// flatDenial: "it is simply a fake", "not a single resident suffered": the word of denial is what the clause says.
func (p *page) flatDenial(c clause) bool {
	k := p.find(c.a, c.b, of(cDenyWord))
	if k < 0 {
		return false
	}
	first := p.hits[k].first
	switch p.low(first) {
	case "not", "no", "there":
		return true
	}
	return p.findWord(max(c.a, first-4), first, "is", "are", "was", "were") >= 0
}

// negatedDeed: "we do not strike hospitals", "our troops never used such weapons".
func (p *page) negatedDeed(c clause) bool {
	for k := int(p.at[c.a]); k < len(p.hits) && p.hits[k].first < c.b; k++ {
		h := p.hits[k]
		if h.last > c.b || !of(cAttack, cHit, cKill, cUse, cRuin).has(h.class) {
			continue
		}
		at := h.first
		if h.class != cUse { // "did not carry out any strikes"
			for n := 0; n < 4 && at-1 > c.a && p.low(at-1) != "not" && p.tok[at-1].Kind == lang.Word; n++ {
				at--
			}
			if p.low(at-1) != "not" || at < h.first && !isCarrying(p.low(at)) {
				at = h.first
			}
		}
		w, before := p.low(at-1), p.low(at-2)
		plain := w == "not" && (before == "do" || before == "did" || before == "does" || before == "have" || before == "had" || before == "has") ||
			w == "never" || w == "don't" || w == "didn't" || w == "doesn't" || w == "haven't" || w == "hasn't"
		if p.lex.genitive && w == "not" && at == h.first && p.ofOurs(c.a, at) && (h.class != cUse || p.has(h.last, c.b, of(cWeapon, cWeaponSome))) {
			return true // "our troops do not strike hospitals" in one word
		}
		if plain && h.first-1 > c.a && (h.class != cUse || p.has(h.last, c.b, of(cWeapon, cWeaponSome))) {
			return true
		}
	}
	return false
}

// ofOurs: tokens a to b are about us or about a party.
func (p *page) ofOurs(a, b int) bool {
	return p.findWord(a, b, "we", "our") >= 0 || p.has(a, b, of(cActor, cForce, cCountry, cNational))
}

// nobodyOfOurs: a country's speaker says that none of its forces were there.
func (p *page) nobodyOfOurs(c clause) bool {
	if p.lex.genitive && c.sp != nil {
		for i := c.a; i+1 < c.b; i++ {
			if p.low(i) == "not" && p.low(i+1) == "was" && p.has(c.a, c.b, of(cForce, cActor)) {
				return true // "there were no soldiers there"
			}
		}
	}
	k := p.findWord(c.a, c.b, "no", "none")
	if k < 0 || c.sp == nil || c.sp.who == nil || c.sp.who.nation == "" {
		return false
	}
	n := p.find(k+1, min(c.b, k+3), of(cNational))
	return n >= 0 && p.hits[n].value == c.sp.who.nation && p.has(p.hits[n].last, min(c.b, p.hits[n].last+3), of(cForce))
}

func isCarrying(w string) bool {
	switch w {
	case "carry", "carried", "conduct", "conducted", "commit", "committed", "launch", "launched", "order", "ordered", "make", "made", "deliberately", "intentionally", "ever":
		return true
	}
	return false
}

// noEvidence: "he gave no evidence", "it does not publish what it relies on".
func (p *page) noEvidence(c clause) bool {
	k := p.find(c.a, c.b, of(cEvidence, cEvidenceWeak))
	return k >= 0 && p.findWord(max(c.a, p.hits[k].first-4), p.hits[k].first, "no", "not", "without", "any", "n't") >= 0
}
