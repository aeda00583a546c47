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
	for _, end := range p.lex.endings {
		if strings.HasSuffix(p.tok[i].Lower, end) {
			return true
		}
	}
	return false
}

// speakerBehind reads who stands behind a verb of saying that ends at token i, past the day of the saying, where it was
// said and who was told. It returns the first token of the name and the one behind it.
func (p *page) speakerBehind(i, limit int) (who *known, start, end int) {
	for n := 0; n < 7 && i < limit; n++ {
		if next := p.pastWhen(i, limit); next > i {
			i = next
			continue
		}
		w := p.low(i)
		if p.tok[i].Kind != lang.Word || w == "that" || w == "about" || w == "and" || w == "whether" {
			return nil, 0, 0
		}
		if w == "in" || w == "on" {
			if p.has(i+1, min(limit, i+4), of(cBodyName, cBodyUN, cBodyNoun, cNoun)) {
				break // "said in the ministry": the ministry said it
			}
			for i += 2; i < limit && !p.namesSomebody(i) && p.adjective(i-1) && p.tok[i].Kind == lang.Word; i++ {
			}
			continue
		}
		if p.namesSomebody(i) || p.adjective(i) && p.namesSomebody(i+1) {
			break
		}
		if p.own[i].any(harm()) || p.own[i].any(of(cAttack, cSay)) {
			return nil, 0, 0
		}
		i++
	}
	if i >= limit {
		return nil, 0, 0
	}
	who, end = p.nameAfter(i, limit)
	return who, i, end
}

func (p *page) namesSomebody(i int) bool {
	return p.tok[i].Kind == lang.Word && (p.tok[i].Cap || p.own[i].any(nameWords()))
}

// pastWhen passes over a day, and over the small words that say when, from token i.
func (p *page) pastWhen(i, limit int) int {
	for i < limit {
		if d := p.dateFrom(i); d > i {
			i = d
			continue
		}
		switch p.low(i) {
		case "on", "in", "at", "late", "early", "about":
			if d := p.dateFrom(i + 1); d > i+1 {
				i = d
				continue
			}
		case "also", "earlier", "later", "then", "already", "now", "still", "again", "first":
			i++
			continue
		}
		return i
	}
	return i
}

// invertedFirst: the verb of saying stands behind a comma, a dash or a quotation, where its subject follows it.
func (p *page) invertedFirst(h hit, a int) bool {
	if !p.lex.verbFirst || h.class != cSay && h.class != cContinue {
		return false
	}
	switch prev := p.low(h.first - 1); {
	case h.first == a:
		return true
	case prev == "," || prev == "—" || prev == "–" || prev == "-" || isClose(prev):
		return true
	}
	return false
}

// toldNext is the speaker whom the next sentence of the paragraph gives for this one: "This was reported by X".
func (p *page) toldNext(s lang.Sentence) *speech {
	if !p.lex.verbFirst || s.Last >= len(p.tok) || p.tok[s.Last].Newlines > 0 {
		return nil
	}
	end := min(len(p.tok), s.Last+24)
	if p.low(s.Last) != "about" || p.low(s.Last+1) != "this" {
		return nil
	}
	for i := s.Last; i < end; i++ {
		if p.low(i) == "." {
			end = i
		}
	}
	if f := p.frame(s.Last, end); f != nil && f.v-s.Last < 8 {
		p.settle(f.sp, s.Last, end)
		return f.sp
	}
	return nil
}

// goOn gives a figure or an attack that nobody is said to tell of the speaker of the sentence before it in the
// paragraph: a report names its source once and goes on. What has a day of its own is the report's.
func (p *page) goOn(c *clause, ch choice) {
	if c.sp != nil || c.outer != nil || c.gloss || c.voice != "narration" || p.spoken == nil || p.spoken.who == nil || p.sentenceNo-p.spokenAt > 1 {
		return
	}
	sp := p.spoken
	if sp.class == cDeny || sp.class == cReject || sp.class == cTell || sp.modality == "opinion" || sp.who.kind == aPress {
		return
	}
	switch ch.kind {
	case Casualty:
	case Attack, EvidenceMention, Weapon:
		if p.dateAt(ch.b) >= 0 && p.dates[p.dateAt(ch.b)].First >= ch.a {
			return
		}
	default:
		return
	}
	c.sp = &speech{who: sp.who, verb: -1, class: cSay, when: sp.when, dated: sp.dated, via: sp.via}
	c.sp.when.First, c.sp.when.Last = -1, -1
	c.voice, p.spokenAt = "indirect", p.sentenceNo
}

// single: "a woman died" in a language without articles: a verb that tells of one person, with one; or one person behind
// a verb of killing. No number may stand beside it.
func (p *page) single(a, b int) (figure, bool) {
	if !p.lex.genitive {
		return figure{}, false
	}
	for k := int(p.at[a]); k < len(p.hits) && p.hits[k].first < b; k++ {
		h := p.hits[k]
		if h.last > b {
			continue
		}
		var v int
		switch {
		case h.class == cDie && h.value == "one":
			if v = p.findVictim(h.last, min(b, h.last+4)); v < 0 {
				v = p.findVictim(max(a, h.first-4), h.first)
			}
		case h.class == cKill || h.class == cInjure:
			if v = p.findVictim(h.last, min(b, h.last+4)); v >= 0 && !p.isOne(v) {
				v = -1
			}
		default:
			continue
		}
		if v < 0 || p.denied(max(a, h.first-5), h.first) {
			continue
		}
		first, last := min(h.first, v), max(h.last, v+1)
		if p.numbered(max(a, first-4), min(b, last+3)) {
			continue
		}
		one := 1
		f := figure{Value: lang.Value{Low: &one, High: &one, Exact: &one, Qualifier: "exact", First: v, Last: v + 1}, first: first, last: last}
		if f.m = p.measureAt(h.first, b); f.m == noMeasure {
			continue
		}
		p.describe(&f, v)
		return f, true
	}
	return figure{}, false
}

// numbered: a number stands in tokens a to b.
func (p *page) numbered(a, b int) bool {
	for i := a; i < b; i++ {
		if !p.mayCount[i] {
			continue
		}
		if _, _, ok := p.lang.Number(p.tok[:b], i); ok && !p.inDate(i) {
			return true
		}
	}
	return false
}

func (p *page) findVictim(a, b int) int {
	if k := p.find(a, b, of(cVictim)); k >= 0 {
		return p.hits[k].first
	}
	return -1
}

// isOne: the noun at i names one person by its form.
func (p *page) isOne(i int) bool {
	for k := int(p.at[i]); k < len(p.hits) && p.hits[k].first == i; k++ {
		if p.hits[k].class == cVictim && strings.HasSuffix(p.hits[k].value, " one") {
			return true
		}
	}
	return false
}

// accordingTo is whom the words "according to" name, by name or, where the form itself says whose words they are ("за
// його словами"), by the pronoun that is its value.
func (p *page) accordingTo(h hit, limit int) (*known, int) {
	if h.value != "" {
		return p.pronoun(h.value), h.last
	}
	return p.nameAfter(h.last, limit)
}

// behindSpeaker is where something more is told behind "…, said X on Monday, …" or "Said X that …"; 0 for nothing.
func (p *page) behindSpeaker(f *framed, b int) int {
	if !f.after || !p.lex.verbFirst {
		return 0
	}
	i := p.pastWhen(f.sb, b)
	for i < b && p.tok[i].Kind == lang.Punct || p.low(i) == "that" || p.low(i) == "and" {
		i++
	}
	if b-i < 4 {
		return 0
	}
	return i
}

// restOf reads what stands behind the speaker: another's words where it names somebody who says them, else the same
// speaker's.
func (p *page) restOf(f *framed, a, b int, sg segment) []segment {
	if g := p.frame(a, b); g != nil && g.sb > g.sa {
		return p.said(g, a, b, a, b)
	}
	sg.a, sg.b, sg.from, sg.to = a, b, a, b
	return []segment{sg}
}
