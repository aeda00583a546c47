package claim

import (
	"strings"
)

// choice is what a rule makes of a clause.
type choice struct {
	kind Kind
	rule string
	a, b int // the words relied on
}

// classify offers a clause to the rules, the most exact first. A clause makes at most one claim.
func (p *page) classify(c clause) (choice, bool) {
	rules := [...]func(clause) (Kind, string){p.onlyEnglish, p.denial, p.casualty, p.found, p.action, p.share, p.weapon, p.compare, p.verdict, p.calledALabel, p.attack, p.legal, p.pattern, p.evidence, p.oneDeath, p.toldAnyhow}
	if p.has(c.a, c.b, of(cNoDeny)) && p.find(c.a, c.b, of(cLabel, cKill)) < 0 || c.gloss {
		if !c.gloss {
			return choice{}, false
		}
		return choice{LegalLabel, "legal.gloss", c.a, c.b}, true
	}
	for _, rule := range rules {
		if kind, name := rule(c); kind != "" && (c.only == "" || c.only == kind) {
			a, b := p.trim(c.a, c.b)
			if b-a < 2 {
				return choice{}, false
			}
			return choice{kind, name, a, b}, true
		}
	}
	return choice{}, false
}

// casualty: a number of people killed, hurt, found dead …; people killed without a number; the caveat that the true
// number is higher.
func (p *page) casualty(c clause) (Kind, string) {
	if p.historic(c) || p.findWord(c.a, c.b, "if") >= 0 && p.findWord(c.a, c.b, "would") >= 0 {
		return "", ""
	}
	if c.voice == "caption" {
		for _, f := range p.figures(c.a, c.b) {
			if f.m != mDisplaced && !isArticle(p.low(f.Value.First)) {
				return Casualty, "casualty.count"
			}
		}
		return "", ""
	}
	if fs := p.figures(c.a, c.b); len(fs) > 0 && !fs[0].unnumbered && !p.onlyShown(c, fs) && !p.onlyArrested(c, fs) {
		return Casualty, "casualty.count"
	}
	if (p.has(c.a, c.b, of(cToll, cTollKilled, cLosses)) || p.lastTotal != nil && p.findWord(c.a, c.b, "number", "numbers", "figure", "figures", "count") >= 0) && p.has(c.a, c.b, of(cMore)) {
		return Casualty, "casualty.caveat"
	}
	if k := p.find(c.a, c.b, of(cConstitute)); k >= 0 && p.has(p.hits[k].last, c.b, of(cLabel)) {
		return "", ""
	}
	if p.killedWithoutNumber(c.a, c.b) && !p.has(c.a, c.b, of(cAct)) && !p.attackMain(c) {
		return Casualty, "casualty.unnumbered"
	}
	return "", ""
}

func isArticle(w string) bool { return w == "a" || w == "an" || w == "another" }

// onlyShown: "a photograph showing several bodies": what is told of is the picture, nobody counts.
func (p *page) onlyShown(c clause, fs []figure) bool {
	for _, f := range fs {
		if f.m != mBodies || f.Exact != nil {
			return false
		}
	}
	k := p.find(c.a, fs[0].first, of(cEvidence))
	return k >= 0 && p.has(p.hits[k].last, fs[0].first, of(cShow))
}

// killedWithoutNumber: "civilians were killed", "killing villagers".
func (p *page) killedWithoutNumber(a, b int) bool {
	for k := int(p.at[a]); k < len(p.hits) && p.hits[k].first < b; k++ {
		h := p.hits[k]
		if h.last <= b && of(cDead, cEither, cCasualty).has(h.class) && p.toldToBe(h, a) {
			return true
		}
		if h.last > b || !of(cKill, cInjure, cEither, cDie).has(h.class) {
			continue
		}
		if p.denied(max(a, h.first-6), h.first) || p.low(h.first-1) == "the" && p.low(h.last) == "of" && p.has(a, h.first, of(cEvidence)) {
			continue
		}
		if p.lex.sayFirst && p.verbalHarm(h, b) {
			return true
		}
		if h.class == cInjure && p.toldToBe(h, a) {
			return true
		}
		if p.find(max(a, h.first-5), h.first, of(cVictim)) >= 0 && (p.passiveVerb(h.first, a) || h.class == cDie) || p.find(h.last, min(b, h.last+4), of(cVictim)) >= 0 && h.class != cDie {
			return true
		}
	}
	return false
}

// toldToBe: "there are dead", "reports of numerous casualties", in languages where a word says so that stands alone.
func (p *page) toldToBe(h hit, a int) bool {
	if !p.lex.genitive || p.denied(max(a, h.first-5), h.first) {
		return false
	}
	for i := h.first - 1; i >= a && i > h.first-4; i-- {
		switch p.low(i) {
		case "is", "are", "numerous":
			return true
		case "about":
			return p.has(max(a, i-2), i, of(cSource, cSay, cHedge))
		}
		if p.low(i) != "and" && !p.own[i].any(of(cDead, cInjure, cVictim)) && !p.adjective(i) {
			return false
		}
	}
	return false
}

// denied: "no civilians were killed", "whether anyone was hurt" tell of nobody.
func (p *page) denied(a, b int) bool {
	return p.findWord(a, b, "no", "any", "anyone", "nobody", "not", "never", "whether", "if", "none", "n't") >= 0 || p.low(p.findWord(a, b, "how")+1) == "many"
}

// found: a grave, a place of torture, bodies without a number were found.
func (p *page) found(c clause) (Kind, string) {
	if c.sp != nil && c.sp.modality == "call" {
		return "", ""
	}
	if p.has(c.a, c.b, of(cSite, cSiteBody)) && (p.has(c.a, c.b, of(cFind)) || p.lex.genitive && p.has(c.a, c.b, of(cBody))) || p.lex.sayFirst && p.gravesCounted(c) {
		return EvidenceMention, "evidence.site"
	}
	return "", ""
}

// action: what is done about it, or will be, or is called for.
func (p *page) action(c clause) (Kind, string) {
	if p.finding(c) {
		return "", ""
	}
	for k := p.find(c.a, c.b, of(cAct)); k >= 0; k = p.nextHit(k, c.b, of(cAct)) {
		if p.lex.genitive && p.low(p.hits[k].first-1) == "not" && p.hits[k].value == "prosecution" {
			continue // nobody was convicted
		}
		return Action, "action." + p.hits[k].value
	}
	if p.lex.sayFirst && c.sp != nil && c.sp.class == cTell && c.sp.modality == "call" && c.sp.verb >= c.a && c.sp.verb < c.b {
		return Action, "action.call"
	}
	if k := p.find(c.a, c.b, of(cActNeeds)); k >= 0 && p.aims(c.a, c.b, p.hits[k]) {
		return Action, "action." + p.hits[k].value
	}
	if kind, rule := p.undertaken(c); kind != "" {
		return kind, rule
	}
	return p.calledFor(c)
}

// finding: a clause whose verb tells of deeds, not of what is done about them.
func (p *page) finding(c clause) bool {
	k := p.find(c.a, c.b, of(cAct, cActNeeds, cActThing))
	h := p.find(c.a, c.b, of(cAttack, cWeapon, cRuin, cLabel))
	if k < 0 || h < 0 {
		return k < 0 && !(p.lex.english && p.has(c.a, c.b, of(cTell)))
	}
	if kind, _ := p.verdict(c); kind != "" && p.hits[k].value == "documentation" || p.casesOf(c, p.hits[k]) {
		return true
	}
	if p.hits[h].class == cLabel && p.findWord(c.a, p.hits[k].first, "committed", "commit", "committing", "is", "was", "are", "were", "constitute", "constitutes") < 0 {
		return false
	}
	if p.findWord(p.hits[h].last, p.hits[k].last, "must", "should", "will", "shall") >= 0 {
		return false
	}
	first := p.low(c.a)
	return p.hits[h].first < p.hits[k].first && !p.has(c.a, p.hits[h].first, of(cFuture)) && first != "we" && first != "i"
}

// casesOf: "documented cases of soldiers committing violations": what was found, not that something is looked into.
func (p *page) casesOf(c clause, act hit) bool {
	if act.value != "documentation" || !hasAnySuffix(p.low(act.first), "ed") {
		return false
	}
	k := p.findWord(act.last, min(c.b, act.last+5), "cases", "instances", "examples", "incidents")
	return k >= 0 && p.low(k+1) == "of" && p.has(k, c.b, of(cLabel, cAttack, cKill))
}

// aims: the action has an aim beside its own words.
func (p *page) aims(a, b int, act hit) bool {
	for k := int(p.at[a]); k < len(p.hits) && p.hits[k].first < b; k++ {
		h := p.hits[k]
		apart := h.last <= b && (h.first >= act.last || h.last <= act.first)
		about := (act.value == "documentation" || act.value == "investigation") && of(cLabel, cLabelWeak, cDeath).has(h.class) && h.first >= act.last
		if apart && (about || h.class == cAim || act.value == "call" && h.class == cActNeeds && (h.value == "investigation" || h.value == "prosecution")) {
			return true
		}
	}
	return false
}

// weapon: the use of a weapon, not its supply.
func (p *page) weapon(c clause) (Kind, string) {
	k := p.find(c.a, c.b, of(cWeapon, cWeaponSome))
	if k < 0 || p.has(c.a, c.b, of(cSupply)) {
		return "", ""
	}
	w := p.hits[k]
	from := max(c.a, w.first-6)
	used := p.has(from, w.first, of(cUse)) || p.has(w.last, min(c.b, w.last+5), of(cUse)) && p.passiveUse(w.last, c.b)
	if !used && (p.hitWith(c, w) || p.weaponNamed(c, w)) {
		return Weapon, "weapon.named"
	}
	if !used && p.struckWith(c, w) {
		return Weapon, "weapon.use"
	}
	if !used {
		return "", ""
	}
	if p.has(c.a, w.first, of(cAttack, cRuin)) && p.has(c.a, c.b, of(cObject)) {
		return "", ""
	}
	return Weapon, "weapon.use"
}

// struckWith: "struck the station with cluster munitions": of these weapons it is told that they were used, whatever they
// hit.
func (p *page) struckWith(c clause, w hit) bool {
	switch w.value {
	case "cluster munition", "thermobaric", "white phosphorus", "incendiary", "chemical":
		return p.lex.genitive && p.has(max(c.a, w.first-8), w.first, of(cAttack, cHit))
	}
	return false
}

func (p *page) passiveUse(i, b int) bool {
	for k := i; k < b && k < i+5; k++ {
		if w := p.low(k); w == "was" || w == "were" || w == "been" || w == "being" {
			return true
		}
	}
	return false
}

// share: "most of the deaths were caused by shelling" tells how, of all of them, and of no attack.
func (p *page) share(c clause) (Kind, string) {
	k := p.findWord(c.a, min(c.b, c.a+4), "most", "majority")
	if k >= 0 && p.has(k, c.b, of(cDeath, cCasualty, cInjury, cKill, cDead)) && p.findWord(k, c.b, "caused", "resulted", "due", "hit") >= 0 {
		return Pattern, "pattern.share"
	}
	return "", ""
}

// compare: conduct here set beside conduct elsewhere is a pattern, never an event of that elsewhere.
func (p *page) compare(c clause) (Kind, string) {
	if p.has(c.a, c.b, of(cCompare)) && p.has(c.a, c.b, of(cPattern, cPatternNeeds, cAttack, cLabel)) {
		return Pattern, "pattern.comparison"
	}
	return "", ""
}

// verdict: "targeting civilians is a war crime": the sentence gives the label. In "attacks that would be a war crime" it
// tells of the attacks.
func (p *page) verdict(c clause) (Kind, string) {
	for k := p.find(c.a, c.b, of(cLabel)); k >= 0; k = p.find(p.hits[k].last, c.b, of(cLabel)) {
		if kind, name := p.verdictOn(c, k); kind != "" {
			return kind, name
		}
	}
	return p.verdictOn(c, -1)
}

// verdictOn: the label at hit k is what something is said to be; without one, a crime as such.
func (p *page) verdictOn(c clause, k int) (Kind, string) {
	if k < 0 && p.has(c.a, c.b, of(cLabelAttack, cLabelDeliberate)) {
		k = p.find(c.a, c.b, of(cLabelWeak)) // "intentional attacks … are a crime"
	}
	if k < 0 || p.own[p.hits[k].first].has(cAct) {
		return "", ""
	}
	for i := p.hits[k].first - 1; i > c.a && i > p.hits[k].first-7; i-- {
		if p.own[i].has(cConstitute) || p.lex.genitive && isDash(p.low(i)) && p.hits[k].first-i < 4 {
			return LegalLabel, "legal.verdict" // "such strikes — a war crime": the dash stands for the verb
		}
		switch p.low(i) {
		case "is", "are", "was", "were", "be", "constitutes", "constitute", "constituted", "amount", "amounts", "amounted":
			if p.has(i, p.hits[k].first, of(cAct, cActNeeds)) || p.findEnding(i, p.hits[k].first, "ing") {
				return "", ""
			}
			for n := i - 1; n > c.a && n > i-4 && !isPronoun(p.low(n)) && p.low(n) != "we"; n-- {
				if w := p.low(n); w == "that" || w == "which" || w == "who" || w == "whether" {
					return "", ""
				}
			}
			return LegalLabel, "legal.verdict"
		}
		if p.own[i].any(of(cAttack, cVictim, cObject)) || p.low(i) == "that" {
			return "", ""
		}
	}
	return "", ""
}

func (p *page) findEnding(a, b int, suffix string) bool {
	for i := a; i < b; i++ {
		if strings.HasSuffix(p.low(i), suffix) && !p.own[i].any(of(cLabelAttack, cLabelDeliberate)) {
			return true
		}
	}
	return false
}

// fragment: "Including the bus station", "Among them two schools": what was attacked, told on.
func (p *page) fragment(c clause) bool {
	w := p.low(c.a)
	if w != "including" && w != "among" && w != "also" {
		return false
	}
	return p.last != nil && p.last.Kind == Attack && p.has(c.a, min(c.b, c.a+8), of(cObject))
}

// legal: a label of law or of horror, as the speaker's word.
func (p *page) legal(c clause) (Kind, string) {
	if p.has(c.a, c.b, of(cLabel, cLabelAttack)) {
		return LegalLabel, "legal.label"
	}
	if p.has(c.a, c.b, of(cCourt)) && p.has(c.a, c.b, of(cGuilt)) && (p.has(c.a, c.b, of(cLabelWeak)) || p.findWord(c.a, c.b, "criminal") >= 0) {
		return LegalLabel, "legal.court"
	}
	return "", ""
}

// pattern: conduct again and again, or everywhere.
func (p *page) pattern(c clause) (Kind, string) {
	if p.has(c.a, c.b, of(cPattern)) && (p.actor(c.a, c.b) != "" || c.sp != nil || (p.lex.sayFirst || p.lex.genitive) && p.has(c.a, c.b, of(cAttack, cKill))) {
		return Pattern, "pattern.words"
	}
	n := 0
	p.all(c.a, c.b, of(cPatternNeeds), func(hit) { n++ })
	if n > 1 && (c.sp != nil || p.actor(c.a, c.b) != "") {
		return Pattern, "pattern.words"
	}
	return "", ""
}

// evidence: something that may be evidence is said to exist.
func (p *page) evidence(c clause) (Kind, string) {
	// "Those images" are the ones told of before.
	if k := p.find(c.a, c.b, of(cEvidence)); k >= 0 && p.hits[k].first > c.a && c.sp != nil {
		if w := p.low(p.hits[k].first - 1); w == "those" || w == "these" {
			return EvidenceMention, "evidence.shown"
		}
	}
	if p.has(c.a, c.b, of(cDenyWord)) || p.noEvidence(c) {
		return "", ""
	}
	grave := of(cBody, cVictim, cLabel, cDead, cDeath, cSite, cKill, cAttack, cAim)
	if p.lex.sayFirst && p.has(c.a, c.b, of(cEvidence)) && p.has(c.a, c.b, of(cShow, cWeapon, cInjure)) {
		return EvidenceMention, "evidence.shown"
	}
	if p.has(c.a, c.b, of(cRest)) && p.has(c.a, c.b, of(cEvidence, cEvidenceWeak)) {
		return EvidenceMention, "evidence.rests"
	}
	if p.has(c.a, c.b, of(cEvidence)) && (p.has(c.a, c.b, grave) || p.has(c.a, c.b, of(cShowWeak, cPattern, cPatternNeeds, cRuin, cHit))) {
		return EvidenceMention, "evidence.shown"
	}
	return "", ""
}
