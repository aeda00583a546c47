package claim

import (
	"strings"
)

// framed is a verb of saying with its subject.
type framed struct {
	sp     *speech
	sa, sb int // the subject
	v, ve  int // the verb
	after  bool
}

// frame finds the first verb of saying outside quotation that has a subject.
func (p *page) frame(a, b int) *framed {
	if p.lex.sayFirst {
		if f := p.verbalFrame(a, b); f != nil && f.sp != nil {
			return f
		}
		return nil
	}
	verbs := of(cSay, cTell, cContinue, cCount, cDeny, cReject, cStatus)
	for k := int(p.at[a]); k < len(p.hits) && p.hits[k].first < b; k++ {
		h := p.hits[k]
		if h.last > b || !verbs.has(h.class) || p.own[h.first].any(of(cPerson)) || p.actsBySaying(h) {
			continue
		}
		if h.class == cStatus && p.low(h.last-1) != "confirmed" && p.low(h.last-1) != "verified" && p.low(h.last-1) != "documented" {
			continue
		}
		if p.tok[h.first].Cap && h.first > a && p.tok[h.first-1].Cap || p.passive(h.first, a) || p.asNoun(h.first) {
			continue
		}
		f := &framed{v: h.first, ve: h.last}
		var who *known
		if p.invertedFirst(h, a) {
			if who, f.sa, f.sb = p.speakerBehind(h.last, b); who != nil {
				f.after = true
			}
		}
		if who == nil {
			f.sa, f.sb, who = p.nameBefore(h.first, a)
		}
		if who == nil && p.lex.verbFirst && (h.class == cSay || h.class == cContinue) {
			var first, end int
			if who, first, end = p.speakerBehind(h.last, b); who != nil {
				f.sa, f.sb, f.after = first, end, true
			}
		}
		if who == nil && (h.class == cSay || h.class == cContinue) && p.mayInvert(h, a, b) {
			var end int
			if who, end = p.nameAfter(h.last, b); who != nil {
				f.sa, f.sb, f.after = h.last, end, true
			}
		}
		if w := p.low(h.first); who == nil && p.low(h.first-1) == "," && (h.class == cSay && (w == "saying" || w == "adding" || w == "claiming" || w == "announcing") && p.low(h.last) == "that" || w == "accusing" || w == "blaming") {
			who = p.subjectAt(a, h.first) // "The ministry gave another number, saying that …"
			f.sa, f.sb = a, h.first
		}
		if who == nil && p.lex.verbFirst && (h.class == cDeny || h.class == cReject) {
			if who = p.subjectAt(a, h.first); who == nil {
				who = p.countryAt(a, h.first)
			}
			f.sa, f.sb = a, h.first
		}
		if who == nil {
			if who = p.statementOf(h.first, a); who != nil {
				f.sa, f.sb = a, h.first
			}
		}
		if who == nil && p.lex.english {
			if who = p.coordinated(h, a); who != nil {
				f.sa, f.sb = a, h.first
			} else {
				who, f.sa, f.sb = p.anyone(h, a)
			}
		}
		if who == nil {
			continue
		}
		if w := p.low(f.sa - 1); f.sa > a && !f.after && (w == "what" || w == "which" || w == "whom") {
			continue // "in what they call …"
		}
		f.sp = &speech{who: who, verb: h.first, class: h.class}
		if h.class == cSay || h.class == cTell {
			f.sp.modality = h.value
		}
		return f
	}
	return nil
}

// subjectAt is who the sentence that begins at token a is about, when its first words name somebody who speaks.
func (p *page) subjectAt(a, limit int) *known {
	for b := min(limit, a+7); b > a; b-- {
		if p.own[b-1].any(of(cBodyName, cBodyUN, cBodyNoun, cPerson, cOfficial, cRole)) && p.nameStart(b, a) == a {
			return p.interpret(a, b)
		}
	}
	return nil
}

// asNoun reports that the word at i is a noun here: "the report", "a statement", "their claims".
func (p *page) asNoun(i int) bool {
	if p.lex.verbFirst && i > 1 && p.low(i-1) == "this" && p.low(i-2) == "about" {
		return false // "about this told the mayor"
	}
	switch p.low(i - 1) {
	case "the", "a", "an", "this", "their", "its", "his", "her", "of", "'s", "these", "no", "any", "such", "credible", "unverified", "numerous":
		return p.low(i) != "said"
	}
	return false
}

// passive: "was reported", "were confirmed", "been documented" have no speaker before them.
func (p *page) passive(i, floor int) bool {
	for k := i - 1; k >= floor && k > i-4; k-- {
		switch w := p.low(k); {
		case w == "been" || w == "was" || w == "were" || w == "are" || w == "be" || w == "being":
			return p.low(i) != "saying" && p.low(i) != "told" && len(p.low(i)) > 2 && hasAnySuffix(p.low(i), "ed", "d", "told")
		case w == "to":
			return k == i-1
		case isAuxiliary(w) || hasAnySuffix(w, "ly"):
		default:
			return false
		}
	}
	return false
}

// mayInvert: "…," said X. The verb stands after a quotation, a comma, or what a headline says before it.
func (p *page) mayInvert(h hit, a, b int) bool {
	prev := p.low(h.first - 1)
	return h.first == a || prev == "," || isClose(prev) || prev == "?"
}

// statementOf reads "X's statement notes", "a report by X says": the words before a verb name whose words they are.
func (p *page) statementOf(v, floor int) *known {
	i := p.skipAdverbs(v, floor)
	if i-1 <= floor || !p.own[i-1].has(cSource) {
		return nil
	}
	if p.low(i-2) == "'s" || p.low(i-2) == "’s" {
		_, _, who := p.nameBefore(i-2, floor)
		return who
	}
	return nil
}

// said makes the segments of a sentence whose verb of saying is f.
func (p *page) said(f *framed, a, b, from, to int) []segment {
	trailing := f.after || b-f.ve <= 2 && f.sp.class != cDeny || p.onlyMarks(f.ve, b) || f.sa-a > 8 && p.low(f.sa-1) == "," && !isAppearing(p.low(a))
	if trailing {
		said := f.sa
		if f.after {
			said = f.v
		}
		p.settle(f.sp, said, to) // a date in what is told before the speaker is the event's
	} else {
		p.settle(f.sp, from, to)
	}
	sg := segment{a: a, b: b, from: from, to: to, sp: f.sp, voice: "indirect"}
	if trailing && (b-f.ve <= 2 && f.sp.class != cDeny || f.after || p.onlyMarks(f.ve, b) || f.sp.class == cSay && b-f.ve < 14 && !p.has(f.ve, b, harm()) && !p.has(f.ve, b, of(cAttack, cLabel))) {
		sg.b = min(f.v, f.sa)
		if f.after {
			sg.b = f.v
		}
		var out []segment
		if sg.b-sg.a >= 3 {
			out = append(out, sg)
		}
		if rest := p.behindSpeaker(f, b); rest > 0 {
			return append(out, p.restOf(f, rest, b, sg)...)
		}
		// "…, X said, but Y denied it": the rest is Y's.
		if end := f.ve; !f.after {
			for end < b && p.low(end) != "," {
				end++
			}
			if g := p.frame(end, b); g != nil && !g.after && g.v-end < 8 && b-end > 4 && (p.low(end+1) == "but" || p.low(end+1) == "while" || p.low(end+1) == "and") {
				out = append(out, p.said(g, end+1, b, end+1, b)...)
			}
		}
		return out
	}
	if f.sp.class != cSay && f.sp.class != cContinue {
		return []segment{sg}
	}
	if f.sp.modality == "confirmed" {
		return []segment{sg}
	}
	start := p.contentStart(f.ve, b)
	if strings.HasPrefix(p.low(f.v), "t") && p.own[f.v].has(cOutletTold) || p.low(f.v) == "tells" {
		start = p.behindListener(f, start, b)
	}
	if start >= b-2 {
		return []segment{sg}
	}
	// Words before the subject that are more than a date or a link belong to the reporter.
	out := []segment{}
	behind := f.ve
	if p.low(behind) == "on" {
		behind++
	}
	behind = p.dateFrom(behind)
	if w := p.low(behind); p.low(f.sa-1) == "," && (w == "," || w == ";" || w == "with") && f.sa-a > 6 {
		// "…, officials said, with …": both sides are theirs.
		before := sg
		before.b, before.to, sg.from = f.sa, f.ve, f.sa
		out = append(out, before)
	} else if lead := f.sa - a; lead > 12 && !p.isRelative(f) && p.has(a, f.sa, of(cAttack, cKill, cDie, cDead, cLabel)) {
		out = append(out, segment{a: a, b: f.sa, from: a, to: f.sa, voice: "narration"})
	}
	sg.a = start
	if w := p.low(f.sa - 1); (w == "that" || w == "which") && f.sa-a > 3 && isBeing(p.low(start)) {
		sg.a = a // "a clinic that the ministry says was hit": what is told began before the speaker
		return []segment{sg}
	}
	if g := p.frame(start, b); g != nil && (g.sp.class == cSay || g.sp.class == cTell) && !g.after && g.v-start < 14 && g.sp.who != f.sp.who && !p.vaguePronoun(g) {
		inner := p.said(g, start, b, start, b)
		g.sp.via = append(g.sp.via, f.sp.who)
		for i := range inner {
			inner[i].nested, inner[i].outer, inner[i].voice = true, f.sp, "nested"
		}
		if !g.sp.dated && f.sp.dated {
			g.sp.when, g.sp.dated = f.sp.when, f.sp.dated
		}
		p.remember(f.sp.who) // a later "he" is the one who spoke, not the one spoken of
		if len(inner) > 0 {
			return append(out, inner...)
		}
	}
	return append(out, sg)
}

func (p *page) isRelative(f *framed) bool {
	w := p.low(f.sa - 1)
	return (w == "that" || w == "which") && isBeing(p.low(f.ve))
}

func isBeing(w string) bool {
	switch w {
	case "was", "were", "is", "are", "had", "has", "have":
		return true
	}
	return false
}

// vaguePronoun: "he said that they had stated …" names nobody new.
func (p *page) vaguePronoun(f *framed) bool {
	w := p.low(f.sa)
	return f.sb-f.sa == 1 && (w == "they" || w == "it")
}

// behindListener passes over who was told: "told the council last week that", "told Reuters that".
func (p *page) behindListener(f *framed, start, b int) int {
	if k := p.find(start, min(b, start+4), of(cOutlet)); k >= 0 {
		f.sp.outlet = p.hits[k].value
	}
	if w := p.low(start); w == "of" || w == "about" {
		return start
	}
	if k := p.findWord(start, min(b, start+12), "that"); k >= 0 {
		return k + 1
	}
	return start
}

// contentStart passes over "that", dates and places of saying behind the verb.
func (p *page) contentStart(i, b int) int {
	// "said in a statement that", "wrote on Monday in a letter that"
	if k := p.findWord(i, min(b, i+9), "that"); k > i && !p.has(i, k, harm()) && !p.has(i, k, of(cAttack, cLabel, cObject, cWeapon, cHit, cRuin, cVictim, cEvidence)) && p.quote[k] == p.quote[i] {
		switch p.low(i) {
		case "in", "on", "at", "during", "to", "late", "early", "via", "earlier", "through":
			return k + 1
		}
	}
	for i < b {
		w := p.low(i)
		if w == "that" || w == "," || w == ":" || w == "also" || w == "—" || w == "–" {
			i++
			continue
		}
		if d := p.dateFrom(i); d > i {
			i = d
			continue
		}
		if w == "on" || w == "late" || w == "early" {
			if d := p.dateFrom(i + 1); d > i+1 {
				i = d
				continue
			}
		}
		return i
	}
	return i
}

// dateFrom returns the end of the date that begins at i, or i.
func (p *page) dateFrom(i int) int {
	if k := p.dateAt(i + 1); k >= 0 && p.dates[k].First == i {
		return p.dates[k].Last
	}
	return i
}
