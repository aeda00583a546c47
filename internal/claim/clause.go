package claim

import "exhibit/internal/lang"

// clause is a stretch of a segment that may make one claim.
type clause struct {
	segment
	gloss bool // a parenthesis of the reporter's inside somebody's words
	only  Kind // the one kind of claim these words may make, told elsewhere for the rest
	apart bool // "…, a day after a raid killed 12": told beside, of another place and day
}

// clauses cuts a segment where a new assertion begins: at a semicolon, at a parenthesis with a clause in it, and at the
// joining phrases after which another thing is told.
func (p *page) clauses(sg segment) []clause {
	if p.lex.sayFirst {
		return p.verbalClauses(sg)
	}
	var out []clause
	start := sg.a
	flush := func(end int) {
		if end-start >= 2 {
			c := clause{segment: sg}
			c.a, c.b = p.bare(start, end), end
			if start > sg.a && p.isDayAfter(start) {
				c.apart, c.from, c.to = true, start, end
			}
			out = append(out, c)
		}
	}
	for i := sg.a + 1; i < sg.b; i++ {
		w := p.low(i)
		if w == "(" && sg.voice != "direct" {
			if end := p.gloss(i, sg.b); end > 0 {
				flush(i)
				g := clause{segment: sg, gloss: true}
				g.a, g.b = i, end
				g.sp, g.outer, g.voice = nil, nil, "narration"
				out = append(out, g)
				start, i = end, end-1
				continue
			}
		}
		if w == ";" || p.breaksAt(i, start, sg.b) || p.breaksInEnglish(i, start, sg.b) {
			flush(i)
			start = i
			if w == ";" {
				start++
			}
		}
	}
	flush(sg.b)
	return p.causes(out)
}

// bare passes over "and announced that", "adding that" at the front of a clause.
func (p *page) bare(a, b int) int {
	i := a
	if p.low(i) == "and" || p.low(i) == "," {
		i++
	}
	if i < b && p.own[i].has(cSay) && p.low(i+1) == "that" {
		return i + 2
	}
	if i+1 < b && p.low(i) == "also" && p.own[i+1].has(cSay) && p.low(i+2) == "that" {
		return i + 3
	}
	return a
}

// gloss returns the end of a parenthesis that itself asserts something (a label of law), 0 for any other.
func (p *page) gloss(i, b int) int {
	for k := i + 1; k < b && k < i+40; k++ {
		if p.low(k) == ")" {
			if k-i > 3 && p.has(i, k, of(cLabel)) {
				return k + 1
			}
			return 0
		}
	}
	return 0
}

// breaksAt reports a joining phrase at i that begins another assertion, with enough words on both sides.
func (p *page) breaksAt(i, start, b int) bool {
	if p.lex.genitive && p.low(i-1) == "," && i-start >= 4 && b-i >= 3 && p.struckThenHarmed(start, i, b) {
		return true
	}
	if p.thisIs(start, i, b) {
		return true
	}
	if b-i < 5 || i-start < 5 {
		return false
	}
	w, n := p.low(i), p.low(i+1)
	comma := p.low(i-1) == ","
	switch {
	case p.lex.genitive && comma && p.tellsAgain(start, i, b):
		return true
	case p.lex.genitive && p.low(i-1) == ":":
		return p.harmFigure(i, b) && p.has(start, i, of(cAttack, cHit, cWeapon)) && !p.harmFigure(start, i)
	case w == "while" || w == "whilst":
		return comma || hasAnySuffix(n, "ing")
	case w == "as" && n == "a" && p.low(i+2) == "result":
		return comma
	case comma && (w == "stating" || w == "adding" || w == "noting" || w == "emphasizing" || w == "emphasising" || w == "stressing" || w == "warning" || w == "saying" || w == "claiming"):
		return true
	case comma && p.isDayAfter(i):
		return p.harmFigure(i, b)
	case w == "adding" && n == "that":
		return true
	case w == "in" && n == "the" && (p.low(i+2) == "wake" || p.low(i+2) == "aftermath"):
		return p.has(i, b, of(cLabel, cAttack, cKill, cDeath)) && !p.has(start, i, of(cLabel, cAttack, cKill, cDeath, cAct, cWeapon))
	case comma && w == "based" && n == "on", comma && w == "citing":
		return true
	case comma && (w == "but" || w == "though" || w == "although"):
		return p.has(i, b, of(cToll, cTollKilled, cLosses)) && p.has(i, b, of(cMore)) || p.newSpeaker(i, b)
	case comma && w == "where":
		return p.has(i, b, of(cSite, cSiteBody)) && p.has(i, b, of(cFind)) || p.new(i, b)
	case comma && w == "with" && p.has(i, min(b, i+12), of(cKill, cInjure, cDead)):
		return p.harmFigure(i, b)
	case comma && (hasAnySuffix(w, "killing", "injuring", "wounding") || w == "leaving"):
		return p.harmFigure(i, b) && p.has(start, i, of(cAttack, cRuin))
	case comma && w == "and" && (n == "in" || n == "at" || n == "near"):
		return p.harmFigure(i, b) && p.harmFigure(start, i)
	case w == "and" && (comma || p.quote[i] == 0):
		return p.newAfterAnd(i, start, b)
	}
	return false
}

// isDayAfter: "a day after", "two days after", "hours after".
func (p *page) isDayAfter(i int) bool {
	for k := i; k < i+3; k++ {
		switch p.low(k) {
		case "day", "days", "hours", "week", "weeks":
			return p.low(k+1) == "after"
		}
	}
	return false
}

// newSpeaker: the words from i begin with somebody else who says or denies something.
func (p *page) newSpeaker(i, b int) bool {
	f := p.frame(i, min(b, i+12))
	return f != nil && !f.after && f.sb > f.sa && !isPronoun(p.low(f.sa))
}

// new: the words from i tell of figures of their own.
func (p *page) new(i, b int) bool { return p.harmFigure(i, b) }

// harmFigure: people are counted in tokens i to b; a single death told without a number opens no clause.
func (p *page) harmFigure(i, b int) bool {
	fs := p.figures(i, b)
	return len(fs) > 0 && !fs[0].unnumbered
}

// newAfterAnd: both sides of "and" have a subject and a verb of their own, and tell of unlike things.
func (p *page) newAfterAnd(i, start, b int) bool {
	found := p.find(i, min(b, i+10), of(cSite))
	if found >= 0 && p.has(i, b, of(cFind)) && p.has(start, i, of(cLabel, cAttack, cKill)) {
		return true
	}
	// "…, and they have been working to document it": what was done, then what is done about it.
	if p.low(i-1) == "," && (isPronoun(p.low(i+1)) || p.low(i+1) == "we") && isAuxiliary(p.low(i+2)) && p.has(i, b, of(cAct, cActNeeds)) && p.has(start, i, of(cLabel, cAttack, cKill)) && !p.has(start, i, of(cAct)) {
		return true
	}
	t := &p.tok[i+1]
	if t.Kind != lang.Word || p.quote[i] != 0 {
		return false
	}
	if k := p.dateFrom(i + 1); k > i+1 {
		return false
	}
	// "… and the ministry said", "… and announced that": a verb of saying opens the second half.
	if k := p.find(i+1, min(b, i+3), of(cTell)); k >= 0 && p.hits[k].first == i+1 && p.hits[k].value == "call" && i-start > 4 && p.has(start, i, of(cLabel)) {
		return true
	}
	if k := p.find(i+1, min(b, i+7), of(cSay)); k >= 0 && p.hits[k].first <= i+5 && (i-start > 8 || i-start > 4 && p.has(start, i, of(cLabel))) && !p.asNoun(p.hits[k].first) && p.hits[k].value == "" && hasAnySuffix(p.low(p.hits[k].first), "ed", "said") {
		return true
	}
	return false
}
