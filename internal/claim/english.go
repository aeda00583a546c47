package claim

import "exhibit/internal/lang"

// The rules of this file hold for English sentences alone: its word order and its ways of naming a thing by "the weapon
// was", "arrested and charged", "the fourth such attack this year". They come before the rules for every language, each
// for words that those would take for something else.

func (p *page) onlyEnglish(c clause) (Kind, string) {
	if !p.lex.english || c.voice == "headline" {
		return "", ""
	}
	for _, rule := range [...]func(clause) (Kind, string){p.identified, p.arrested, p.exhumed, p.oneOfMany, p.namedAs, p.mustStop, p.pleads, p.again, p.inARow, p.contests, p.deniedBySubject, p.violates, p.weakVerdict, p.traces, p.examined, p.sentAgainst, p.confirmedStrike} {
		if kind, name := rule(c); kind != "" {
			return kind, name
		}
	}
	return "", ""
}

// identified: "the weapon was an Iskander", "the missile was probably a Kh-22": what kind of weapon it was.
func (p *page) identified(c clause) (Kind, string) {
	for k := p.find(c.a, c.b, of(cWeapon)); k >= 0; k = p.nextHit(k, c.b, of(cWeapon)) {
		h := p.hits[k]
		i := h.first - 1
		for i > c.a && i > h.first-5 && (p.tok[i].Cap || hasAnySuffix(p.low(i), "-made", "-built", "-type", "-era", "ly") || isArticle(p.low(i)) || p.own[i].any(of(cNational, cHedge)) || p.low(i) == "modified") {
			i--
		}
		if w := p.low(i); w != "was" && w != "were" && w != "been" || i == h.first-1 && !p.tok[h.first].Cap {
			continue
		}
		for i > c.a && (isAuxiliary(p.low(i)) || p.own[i].has(cHedge)) {
			i--
		}
		switch p.low(i) {
		case "weapon", "munition", "projectile", "device", "missile", "missiles", "rocket", "rockets", "shell", "shells", "bomb", "bombs", "drone", "drones", "weapons", "munitions":
			return Weapon, "weapon.identified"
		}
	}
	return "", ""
}

// arrested: police who arrest a suspect prosecute; nobody is counted as detained.
func (p *page) arrested(c clause) (Kind, string) {
	k := p.find(c.a, c.b, of(cDetain))
	if k < 0 {
		return "", ""
	}
	v := p.hits[k]
	switch p.low(v.first) {
	case "arrest", "arrests", "arrested", "arresting", "detained", "taken", "apprehended":
	default:
		return "", ""
	}
	if p.findWord(v.last, min(c.b, v.last+8), "suspect", "suspects", "suspected", "gunman", "shooter", "killer", "attacker", "perpetrator", "perpetrators") >= 0 ||
		p.findWord(max(c.a, v.first-6), v.first, "suspect", "suspects", "gunman", "shooter", "attacker", "perpetrator", "perpetrators") >= 0 ||
		p.findWord(v.last, c.b, "charged", "charges", "suspicion", "warrant") >= 0 ||
		p.low(p.findWord(v.last, c.b, "connection")-1) == "in" {
		return Action, "action.prosecution"
	}
	return "", ""
}

// exhumed: "teams began exhuming bodies": what is done about the dead, without a number of them.
func (p *page) exhumed(c clause) (Kind, string) {
	k := p.findWord(c.a, c.b, "exhuming", "exhumation", "exhumations")
	if k < 0 || len(p.figures(c.a, c.b)) > 0 {
		return "", ""
	}
	return Action, "action.documentation"
}

// oneOfMany: "the city's fourth fatal shooting this year", "the second attack on the town in three days".
func (p *page) oneOfMany(c clause) (Kind, string) {
	for i := c.a; i < c.b; i++ {
		if !isOrdinal(p.low(i)) || p.inDate(i) {
			continue
		}
		k := p.find(i+1, min(c.b, i+5), of(cAttack, cDeath, cLabel))
		if k < 0 {
			continue
		}
		end := p.hits[k].last
		for n := end; n < c.b && n < end+8; n++ {
			switch w, next := p.low(n), p.low(n+1); {
			case w == "this" && isPeriod(next), w == "in" && (next == "as" || next == "less" || next == "a" && isPeriod(p.low(n+2)) || p.tok[n+1].Kind == lang.Number || isPeriod(p.low(n+2)) && !p.inDate(n+1)), w == "since", w == "within" && next == "a":
				return Pattern, "pattern.ordinal"
			}
		}
	}
	return "", ""
}

func isOrdinal(w string) bool {
	switch w {
	case "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth", "eleventh", "twelfth", "umpteenth":
		return true
	}
	return len(w) > 3 && w[0] >= '0' && w[0] <= '9' && hasAnySuffix(w, "th", "st", "nd", "rd")
}

// inARow: "for the third night running", "five days in a row": conduct that goes on, where no one day is told of.
func (p *page) inARow(c clause) (Kind, string) {
	if !p.has(c.a, c.b, of(cAttack, cHit, cKill, cRuin)) || p.harmFigure(c.a, c.b) {
		return "", ""
	}
	for i := c.a + 1; i < c.b; i++ {
		w := p.low(i)
		row := w == "running" || w == "straight" || w == "row" && p.low(i-2) == "in" || w == "succession" && p.low(i-1) == "in"
		if w == "consecutive" || w == "successive" || w == "straight" {
			row = isPeriod(p.low(i + 1))
		} else if row {
			back := i - 1
			if w == "row" {
				back = i - 3
			} else if w == "succession" {
				back = i - 2
			}
			row = isPeriod(p.low(back))
		}
		if row {
			return Pattern, "pattern.running"
		}
	}
	return "", ""
}

func isPeriod(w string) bool {
	switch w {
	case "year", "month", "week", "day", "night", "nights", "morning", "hour", "summer", "winter", "spring", "autumn", "fall", "years", "months", "weeks", "days", "hours", "season":
		return true
	}
	return false
}

// namedAs: "condemned what it called deliberate attacks on civilians", "described it as a targeted attack": the label is
// the speaker's name for it.
func (p *page) namedAs(c clause) (Kind, string) {
	labels := of(cLabel, cLabelAttack, cLabelDeliberate, cLabelWeak)
	for k := p.find(c.a, c.b, labels); k >= 0; k = p.nextHit(k, c.b, labels) {
		first := p.hits[k].first
		for i := first - 1; i >= max(c.a-4, first-4, 1); i-- {
			switch p.low(i) {
			case "called", "calls", "termed", "labelled", "labeled", "branded":
				if w := p.low(i - 1); w == "it" || w == "he" || w == "she" || w == "they" {
					if p.low(i-2) == "what" {
						return LegalLabel, "legal.named"
					}
				}
				if w := p.low(i + 1); (w == "it" || w == "them" || w == "this") && i+2 < first && isArticle(p.low(i+2)) {
					return LegalLabel, "legal.named" // "called it a deliberate attack"
				}
			case "as":
				if w := p.low(i - 2); w == "described" || w == "describes" || w == "condemned" {
					return LegalLabel, "legal.named"
				}
			}
		}
	}
	return "", ""
}

// again: "hospitals are hit again and again", "in every village they take": conduct, without a number of people.
func (p *page) again(c clause) (Kind, string) {
	k := p.find(c.a, c.b, of(cPattern))
	if k < 0 || p.hits[k].value != "repetition" || len(p.figures(c.a, c.b)) > 0 {
		return "", ""
	}
	return Pattern, "pattern.again"
}

// mustStop: "the attacks had to stop now", "the killing must end".
func (p *page) mustStop(c clause) (Kind, string) {
	if c.sp == nil || p.has(c.a, c.b, of(cObject)) {
		return "", "" // "attacks on schools must end" tells of the attacks
	}
	for i := c.a + 1; i < c.b; i++ {
		switch p.low(i) {
		case "stop", "end", "cease", "halt":
		default:
			continue
		}
		w, before := p.low(i-1), p.low(i-2)
		if w != "must" && w != "should" && (w != "to" || before != "had" && before != "has" && before != "have" && before != "need" && before != "needs" && before != "needed") {
			continue
		}
		if p.has(c.a, i, of(cAttack, cDeath, cKill, cLabel)) || p.findWord(c.a, i, "this", "violence", "war", "fighting", "it") >= 0 {
			return Action, "action.call"
		}
	}
	return "", ""
}

// pleads: "Please send help", "Please can a journalist come": a call by whoever writes.
func (p *page) pleads(c clause) (Kind, string) {
	if p.low(c.a) != "please" || c.voice == "direct" && c.sp == nil {
		return "", ""
	}
	for i := c.a + 1; i < c.b; i++ {
		switch p.low(i) {
		case "help", "come", "send", "share", "investigate", "document", "report", "stop", "evacuate", "rescue", "pray", "look", "act", "spread":
			return Action, "action.call"
		}
	}
	return "", ""
}

// deniedBySubject: "The officials denied any executions", with a subject that no list of names holds; "which is a lie".
func (p *page) deniedBySubject(c clause) (Kind, string) {
	if c.sp != nil && c.voice == "direct" {
		return "", ""
	}
	if k := p.find(c.a, c.b, of(cDeny)); k >= 0 {
		v := p.hits[k].first
		if v > c.a && v-c.a < 8 && !p.passive(v, c.a) && !p.asNoun(v) && hasAnySuffix(p.low(v), "ied", "ies", "ected", "ects", "issed", "isses", "uted", "utes") && !p.has(c.a, c.b, of(cNoDeny)) && !p.has(c.a, v, of(cAttack, cKill)) {
			return Denial, "denial.verb"
		}
	}
	for i := c.a + 2; i+2 < c.b; i++ {
		if w := p.low(i); (w == "which" || w == "this" || w == "that") && (p.low(i+1) == "is" || p.low(i+1) == "was") && p.has(i, min(c.b, i+6), of(cDenyWord)) {
			return Denial, "denial.words"
		}
	}
	return "", ""
}

// traces: what was left at the place or on the dead, and pictures that somebody holds or publishes.
func (p *page) traces(c clause) (Kind, string) {
	if p.noEvidence(c) {
		return "", ""
	}
	if k := p.find(c.a, c.b, of(cWeapon)); k >= 0 && p.findWord(max(c.a, p.hits[k].first-6), p.hits[k].first, "recovered", "seized", "confiscated") >= 0 {
		return EvidenceMention, "evidence.seized"
	}
	if k := p.find(c.a, min(c.b, c.a+4), of(cEvidence)); k >= 0 && len(p.figures(c.a, c.b)) == 0 {
		if v := p.findWord(p.hits[k].last, min(c.b, p.hits[k].last+12), "show", "shows", "showed", "showing"); v > 0 && p.has(v, c.b, of(cAttack, cKill, cHit, cRuin, cBody, cSite)) {
			return EvidenceMention, "evidence.shown" // "a video shows men shooting a prisoner"
		}
	}
	for k := p.find(c.a, c.b, of(cEvidence, cEvidenceWeak)); k >= 0; k = p.nextHit(k, c.b, of(cEvidence, cEvidenceWeak)) {
		h := p.hits[k]
		switch h.value {
		case "weapon remnants", "impact site", "weapon", "documents":
			if p.has(max(c.a, h.first-8), h.first, of(cFind, cGather)) || h.class == cEvidence && p.has(c.a, c.b, of(cShow, cFind)) || p.findWord(max(c.a, h.first-3), h.first, "lay", "left", "lies", "lie") >= 0 {
				return EvidenceMention, "evidence.found"
			}
		case "forensic", "signs of violence":
			if h.class == cEvidence && (p.has(c.a, c.b, of(cVictim, cSiteBody, cBody, cShow)) || c.sp != nil) || p.has(max(c.a, h.first-4), h.first, of(cShow)) || p.findWord(max(c.a, h.first-4), h.first, "bore", "bear", "bearing", "had", "have") >= 0 && p.has(c.a, c.b, of(cVictim, cBody)) {
				if len(p.figures(c.a, c.b)) == 0 || h.class == cEvidence && p.has(max(c.a, h.first-8), h.first, of(cBody)) || p.has(max(c.a, h.first-3), h.first, of(cShow)) {
					return EvidenceMention, "evidence.body"
				}
			}
		case "video", "photographs", "images", "recordings", "satellite imagery":
			if h.class != cEvidence || len(p.figures(c.a, c.b)) > 0 {
				continue
			}
			if p.findWord(max(c.a, h.first-3), h.first, "have", "has", "had", "hold", "holds", "authenticity", "keep", "kept") >= 0 || p.passive(p.verbBehind(h.last, c.b), h.last) {
				return EvidenceMention, "evidence.held"
			}
		}
	}
	return "", ""
}

// verbBehind is the word of showing that follows tokens a to b's first: "a video of the square was published".
func (p *page) verbBehind(a, b int) int {
	if k := p.find(a, b, of(cShow)); k >= 0 && p.hits[k].first-a < 10 {
		return p.hits[k].first
	}
	return a
}

// sentAgainst: "sent missiles against our cities", "aimed rockets at the port".
func (p *page) sentAgainst(c clause) (Kind, string) {
	k := p.find(c.a, c.b, of(cWeapon))
	if k < 0 {
		return "", ""
	}
	h := p.hits[k]
	i := max(c.a, h.first-4)
	if p.findWord(i, h.first, "sent", "sends", "sending", "send", "directed", "aimed", "hurled", "rained", "threw", "lobbed") < 0 {
		return "", ""
	}
	if w := p.low(h.last); w == "against" || w == "at" || w == "into" || w == "onto" {
		return Attack, "attack.sent"
	}
	return "", ""
}

// confirmedStrike: "The spokesman confirmed the strike": the deed is owned, or borne out, by who says so.
func (p *page) confirmedStrike(c clause) (Kind, string) {
	if c.sp == nil || c.sp.modality != "confirmed" && c.sp.class != cStatus || c.sp.verb < 0 || c.sp.verb+2 >= len(p.tok) {
		return "", ""
	}
	i := c.sp.verb + 1
	if w := p.low(i); w != "the" && w != "this" && w != "its" {
		return "", ""
	}
	if p.own[i+1].has(cAttack) || p.own[min(i+2, len(p.tok)-1)].has(cAttack) && i+2 < c.b {
		return Attack, "attack.confirmed"
	}
	return "", ""
}

// causes adds to clauses that count people the attack that did it: "… were killed when a shell hit the market", "… in a
// strike on a school".
func (p *page) causes(out []clause) []clause {
	if !p.lex.english {
		return out
	}
	for n := len(out) - 1; n >= 0; n-- {
		c := out[n]
		if c.gloss || c.only != "" {
			continue
		}
		if fs := p.figures(c.a, c.b); len(fs) > 0 && fs[0].unnumbered && p.has(c.a, c.b, of(cAttack)) {
			death := c
			death.only = Casualty
			out = append(out, death)
			continue
		}
		if from := p.causedFrom(c); from > 0 {
			cause := c
			cause.a, cause.only = from, Attack
			out = append(out, cause)
		}
	}
	return out
}

// causedFrom is where the cause of the harm counted in c begins; 0 when none is told.
func (p *page) causedFrom(c clause) int {
	if p.has(c.a, c.b, of(cSince, cCumulative, cAsOf, cWide)) || c.voice == "headline" || c.voice == "caption" {
		return 0
	}
	for i := c.a + 3; i+2 < c.b; i++ {
		w := p.low(i)
		if w != "when" && w != "after" && w != "as" && w != "by" && w != "in" || !p.harmFigure(c.a, i) {
			continue
		}
		end := min(c.b, i+9)
		switch w {
		case "when", "after", "as":
			if p.has(i, end, of(cAttack, cHit)) && p.has(i, c.b, of(cObject, cWeapon)) {
				return i + 1
			}
		case "by":
			if p.has(i, min(c.b, i+5), of(cAttack, cWeapon)) && (p.has(i, min(c.b, i+4), of(cForce, cActor, cNational)) && len(p.sitesIn(i, c.b)) > 0 || p.has(i, c.b, of(cObject))) {
				return i + 1
			}
		case "in":
			if k := p.find(i, min(c.b, i+6), of(cAttack)); k >= 0 && (isArticle(p.low(i+1)) || p.own[i+1].any(of(cNational, cActor)) || p.own[i+1].has(cAttack)) && p.has(p.hits[k].last, min(c.b, p.hits[k].last+5), of(cObject)) {
				return i + 1
			}
		}
	}
	return 0
}

// breaksInEnglish: another assertion begins at token i: "… and that", "but said", "… and denied".
func (p *page) breaksInEnglish(i, start, b int) bool {
	if !p.lex.english {
		return false
	}
	grave := of(cAttack, cKill, cDeath, cLabel, cWeapon, cRuin, cHit)
	w, n := p.low(i), p.low(i+1)
	switch {
	case w == "and" && n == "that":
		if p.has(start, i, of(cStanding)) {
			return p.has(i, b, of(cAttack, cKill))
		}
		return p.has(start, i, of(cAttack, cHit)) && !p.harmFigure(start, i) && p.harmFigure(i, b)
	case w == "but":
		return p.own[i+1].any(of(cSay, cDeny, cTell)) && p.has(start, i, grave)
	case w == "and" && i-start >= 4 && p.own[i+1].any(of(cTell, cDeny)) && hasAnySuffix(p.low(i+1), "ed", "ejects", "enies", "alls") && !p.own[i+2].has(cLabel):
		return p.has(start, i, of(cTell, cSay)) || p.has(start, i, grave)
	case w == "and" && i-start >= 4 && p.own[i+1].any(of(cKill, cInjure, cDetain, cCapture)) && hasAnySuffix(p.low(i+1), "ed", "ped", "took"):
		return p.has(start, i, of(cAttack, cRuin, cHit)) && p.has(start, i, of(cObject)) && !p.harmFigure(start, i) && p.harmFigure(i, b)
	case w == "and" && p.low(i-1) == ",":
		return p.own[i+1].any(of(cTell, cDeny, cReject)) && !p.asNoun(i+1) && p.has(start, i, grave) && !p.has(start, i, of(cTell, cDeny, cReject))
	}
	return false
}
