package claim

import (
	"strings"

	"exhibit/internal/lang"
)

// The rules of this file read languages in which the speaker may stand behind the verb of saying, the people behind
// what happened to them, and a noun of one person needs no article. Which languages those are is said in their lexicon.

// adjective: the word at i has an ending of the adjectives of the language and is no name.
func (p *page) adjective(i int) bool {
	if i < 0 || i >= len(p.tok) || p.tok[i].Kind != lang.Word || p.tok[i].Cap || p.tok[i].Runes < 5 {
		return false
	}
	return p.lex.isAdjective(p.tok[i].Lower)
}

func (lex *lexicon) isAdjective(w string) bool {
	for _, end := range lex.endings {
		if strings.HasSuffix(w, end) {
			return true
		}
	}
	return false
}

// goOn gives a figure or an attack that nobody is said to tell of the speaker of the sentence before it in the
// paragraph: a report names its source once and goes on. What has a day of its own is the report's.
func (p *page) goOn(c *clause, ch choice) {
	if c.sp != nil || c.outer != nil || c.gloss || c.voice != "narration" {
		return
	}
	if p.ownWords(c, ch) {
		return
	}
	sp := p.spoken
	if sp == nil || p.sentenceNo-p.spokenAt > 2 {
		sp = p.briefer
	}
	if sp == nil || sp.who == nil || sp.class == cDeny || sp.class == cReject || sp.class == cTell || sp.modality == "opinion" || sp.modality == "alleged" || sp.who.kind == aPress {
		return
	}
	switch ch.kind {
	case Casualty:
	case Attack, EvidenceMention, Weapon:
		if d := p.dateAt(ch.b); d >= 0 && p.dates[d].First >= ch.a {
			return
		}
	default:
		if p.briefer == nil {
			return
		}
	}
	c.sp = &speech{who: sp.who, verb: -1, class: cSay, when: sp.when, dated: sp.dated, via: sp.via}
	c.sp.when.First, c.sp.when.Last = -1, -1
	c.voice, p.spokenAt = "indirect", p.sentenceNo
}

// againAndAgain: "strikes the city every day": a word of repetition beside the attack tells of conduct, not of one deed.
func (p *page) againAndAgain(c clause) bool {
	if !p.lex.genitive || p.has(c.a, c.b, harm()) {
		return false
	}
	for k := int(p.at[c.a]); k < len(p.hits) && p.hits[k].first < c.b; k++ {
		h := p.hits[k]
		if h.last <= c.b && h.class == cAttack && (c.sp != nil || p.actor(c.a, c.b) != "" || p.has(c.a, c.b, of(cWeapon))) &&
			(p.has(max(c.a, h.first-4), h.first, of(cPattern)) || p.repeats(max(c.a, h.first-5), h.first) || p.repeats(h.last, min(c.b, h.last+5))) {
			return true
		}
	}
	return false
}

func (p *page) repeats(a, b int) bool {
	yes := false
	p.all(a, b, of(cPatternNeeds), func(h hit) { yes = yes || h.value == "repetition" || h.value == "systematic" })
	return yes
}

func isJoining(w string) bool { return w == "in" || w == "at" || w == "the" || w == "of" || w == "and" }

// dashes reads an interview whose turns begin with a dash: a question asserts nothing, the answers are those of the one
// who is named in one of them.
func (p *page) dashes() {
	var first []int // sentence that begins a turn
	questions := 0
	for i, s := range p.sents {
		if (i == 0 || p.sents[i-1].Block != s.Block) && s.Last > p.body && isDash(p.low(max(s.First, p.body))) {
			first = append(first, i)
			if p.asks(i) {
				questions++
			}
		}
	}
	if len(first) < 3 || questions == 0 {
		return
	}
	sp := &speech{who: &known{name: "witness", kind: witnesses}, verb: -1, class: cSay}
	turns, asked := make([]*speech, len(p.blocks)), make([]bool, len(p.blocks))
	answered := true
	for _, i := range first {
		b := p.sents[i].Block
		if asked[b] = p.asks(i) || answered && i > 0; asked[b] {
			answered = false
			continue
		}
		answered = true
		turns[b] = sp
		for k := i; k < len(p.sents) && p.sents[k].Block == b; k++ {
			if f := p.frame(p.sents[k].First, p.sents[k].Last); f != nil && f.after && isDash(p.low(f.v-1)) {
				sp.who = f.sp.who
			}
		}
	}
	p.turns, p.asked = turns, asked
}

// asks: the paragraph that begins with sentence i ends with a question.
func (p *page) asks(i int) bool {
	for i+1 < len(p.sents) && p.sents[i+1].Block == p.sents[i].Block {
		i++
	}
	return p.low(p.sents[i].Last-1) == "?"
}

// datedAsDeed gives a figure or an attack without a day the day of the deed told before in a short report, when it is
// told of the same place and is no running total of a country.
func (p *page) datedAsDeed(out *Claim, c clause) {
	switch out.Kind {
	case Attack, Casualty, Weapon:
	default:
		return
	}
	if out.IncidentDateMin != "" {
		if out.IncidentDate != "" {
			copied := *out
			p.dayOfDeed = &copied
		}
		return
	}
	d := p.dayOfDeed
	if p.findWord(c.from, c.to, "year", "years", "month", "months", "week", "weeks") >= 0 {
		return // told of a period
	}
	if d == nil || len(p.tok) > shortText || d.Place != out.Place || c.apart || c.voice == "headline" || p.has(c.from, c.to, of(cSince, cWide)) || p.theCountry(c.from, c.to) {
		return
	}
	out.IncidentDate, out.IncidentDateMin, out.IncidentDateMax = d.IncidentDate, d.IncidentDateMin, d.IncidentDateMax
	out.IncidentDateBasis = "as the deed told before; " + d.IncidentDateBasis
}

// accusedOf: "accused Y of the strike": an attack told as an accusation. The words need no aim beside it.
func (p *page) accusedOf(c clause) bool {
	if !p.lex.genitive || c.sp == nil || c.sp.class != cTell || c.sp.modality != "alleged" || c.sp.verb < c.a || p.has(c.a, c.b, of(cLabel)) {
		return false
	}
	return p.has(c.sp.verb+1, c.b, of(cAttack)) && p.has(c.sp.verb+1, c.b, of(cCountry, cMetonym, cActor, cNational))
}

// calledALabel: "called the strike on the theatre a war crime": the label is what is said, the deed what it is said of.
func (p *page) calledALabel(c clause) (Kind, string) {
	if !p.lex.genitive || c.sp == nil || c.sp.class != cTell || c.sp.modality != "" || c.sp.verb < c.a {
		return "", ""
	}
	k := p.find(c.sp.verb+1, c.b, of(cLabel))
	if k < 0 || p.hits[k].first-c.sp.verb > 14 || p.findWord(c.sp.verb+1, p.hits[k].first, "that", "which") >= 0 {
		return "", ""
	}
	return LegalLabel, "legal.called"
}

// actsBySaying: "notified of suspicion" is what is done about a deed: the verb of saying is a part of it.
func (p *page) actsBySaying(h hit) bool {
	if !p.lex.genitive || h.class != cSay {
		return false
	}
	for k := int(p.at[h.first]); k < len(p.hits) && p.hits[k].first == h.first; k++ {
		if p.hits[k].class == cAct && p.hits[k].last > h.last {
			return true
		}
	}
	return false
}

// thisIs: "took 19,000 children — this is genocide": behind the dash at i-1 a deed that was just told gets its name.
func (p *page) thisIs(start, i, b int) bool {
	return p.lex.genitive && i-start >= 4 && b-i >= 2 && p.low(i) == "this" && isDash(p.low(i-1)) && p.has(i, b, of(cLabel)) && (p.harmFigure(start, i) || p.has(start, i, of(cAttack)))
}

// dropped: "dropped three guided bombs on the town": a weapon that was let go, and the place it was let go on.
func (p *page) dropped(c clause) bool {
	if !p.lex.genitive {
		return false
	}
	k := p.find(c.a, c.b, of(cHit))
	return k >= 0 && p.has(p.hits[k].last, c.b, of(cWeapon)) && len(p.sitesIn(p.hits[k].last, c.b)) > 0
}

// suffered: torture and rape need no aim beside them: who suffers them is a person. Traces of them are evidence.
func (p *page) suffered(c clause, h hit) bool {
	return p.lex.genitive && (h.value == "torture" || h.value == "sexual_violence") && c.sp != nil && !p.has(c.a, c.b, of(cEvidence, cAct, cActNeeds))
}

// hitWith: "hit the city with rockets": the weapon is what the words add.
func (p *page) hitWith(c clause, w hit) bool {
	for i := w.first - 1; i > c.a && i > w.first-4; i-- {
		if p.low(i) == "with" {
			return p.has(max(c.a, i-6), i, of(cHit)) && !p.has(c.a, w.first, of(cObject, cVictim))
		}
	}
	return false
}

// weaponNamed: "the weapon was an Iskander": what the weapon was, as somebody says.
func (p *page) weaponNamed(c clause, w hit) bool {
	for i := w.first - 1; i > c.a && i > w.first-5; i-- {
		switch p.low(i) {
		case "was", "were", "is", "been":
			return c.sp != nil && (p.low(i-1) == "weapon" || p.low(i-1) == "missile" || p.low(i-1) == "munition" || p.low(i-1) == "rocket" || p.low(i-1) == "bomb")
		}
	}
	return false
}
