package claim

import "exhibit/internal/lang"

// The rules ask how a thing is told; people tell it in more ways than rules know. What no rule took and tells of harm, of a strike
// or of people taken in words that leave no other reading is taken here, last, and says so in its basis.

// toldAnyhow: words of harm, of a strike on something, of people taken or driven out, in a clause that supposes nothing.
func (p *page) toldAnyhow(c clause) (Kind, string) {
	if c.voice == "caption" || p.historic(c) || p.supposes(c) || p.has(c.a, c.b, of(cAct, cNoDeny, cLabel)) {
		return "", ""
	}
	if k := p.find(c.a, c.b, of(cKill, cDie, cInjure, cEither, cDead, cMissing, cCasualty)); k >= 0 && p.toldAsDone(c, p.hits[k]) && !p.numberBeside(p.hits[k]) &&
		(p.has(c.a, c.b, of(cVictim, cHuman, cForce, cActor, cUnit)) || p.pronounBeside(c, p.hits[k])) {
		return Casualty, "casualty.told"
	}
	if p.has(c.a, c.b, of(cToll, cTollKilled, cLosses)) && p.has(c.a, c.b, of(cVictim, cHuman, cCount, cForce, cSource, cCumulative)) {
		return Casualty, "casualty.told"
	}
	if k := p.find(c.a, c.b, of(cHit, cRuin, cAttack)); k >= 0 && p.toldAsDone(c, p.hits[k]) && p.has(c.a, c.b, of(cWeapon, cObject, cVictim)) &&
		(p.has(c.a, c.b, of(cWeapon)) || p.actor(c.a, c.b) != "" || len(p.sitesIn(c.a, c.b)) > 0) {
		return Attack, "attack.told"
	}
	if k := p.find(c.a, c.b, of(cDeny, cDenyWord, cReject)); k >= 0 && p.has(c.a, c.b, of(cForce, cActor, cOfficial, cCountry, cMetonym, cNational, cRole)) && p.has(c.a, c.b, of(cAttack, cHit, cKill, cWeapon, cRuin, cObject, cVictim, cDeath, cUnit, cDetain)) {
		return Denial, "denial.told"
	}
	if k := p.find(c.a, c.b, of(cActNeeds)); k >= 0 && !p.denied(max(c.a, p.hits[k].first-3), p.hits[k].first) && p.has(c.a, c.b, of(cBodyName, cBodyUN, cBodyNoun, cOfficial, cCourt, cRole, cCountry)) {
		return Action, "action.told"
	}
	if k := p.find(c.a, c.b, of(cEvidence)); k >= 0 && p.toldAsDone(c, p.hits[k]) && !p.noEvidence(c) && p.has(c.a, c.b, of(cWeapon, cSay, cFind, cInjure, cDead)) {
		return EvidenceMention, "evidence.told"
	}
	return "", ""
}

// numberBeside: "200 cows died": a number that is no number of people.
func (p *page) numberBeside(h hit) bool {
	return p.isNumber(h.first-1) || p.isNumber(h.first-2) && !p.own[h.first-1].any(of(cVictim, cHuman)) || p.isNumber(h.last) || p.isNumber(h.last+1)
}

func (p *page) isNumber(i int) bool { return i >= 0 && i < len(p.tok) && p.tok[i].Kind == lang.Number }

// pronounBeside: somebody spoken of before is the one who suffered.
func (p *page) pronounBeside(c clause, h hit) bool {
	return p.findWord(max(c.a, h.first-4), min(c.b, h.last+4), "he", "she", "they", "him", "her", "them", "his", "me", "us") >= 0
}

// toldAsDone: the word is neither denied nor an aim ("no one was hurt", "to kill").
func (p *page) toldAsDone(c clause, h hit) bool {
	from := max(c.a, h.first-5)
	return !p.denied(from, h.first) && p.low(h.first-1) != "to" && !p.has(from, h.first, of(cDenyWord))
}

// supposes: what might have been, what is asked, what is meant to come.
func (p *page) supposes(c clause) bool {
	return p.low(c.b) == "?" || p.has(c.a, c.b, of(cFuture)) ||
		p.findWord(c.a, c.b, "if", "whether", "could", "would", "might", "may", "unless", "should", "must") >= 0
}
