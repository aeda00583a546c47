package claim

import (
	"exhibit/internal/lang"
)

// speech is one act of saying: who, when, with what reserve.
type speech struct {
	who      *known
	verb     int    // token of the verb
	modality string // alleged, confirmed, opinion … when the verb itself says so
	when     lang.Mention
	dated    bool
	outlet   string   // "in an interview with CNN"
	via      []*known // between the origin and the outlet, nearest the origin first
	from     []*known // whom the speaker names as the source
	class    class
}

// segment is a stretch of one sentence with one speaker.
type segment struct {
	a, b   int // the words said, or the whole clause where the saying is part of what is told
	from   int // where dates of the saying are looked for
	to     int
	sp     *speech
	outer  *speech // who passes it on
	voice  string
	nested bool
}

// segments cuts sentence s by who speaks.
func (p *page) segments(s lang.Sentence) []segment {
	var out []segment
	p.told = nil
	for i := s.First; i < s.Last; {
		q := p.speechQuote(i)
		j := i
		for j < s.Last && p.speechQuote(j) == q {
			j++
		}
		if q != nil {
			out = append(out, p.quoted(i, j, q)...)
		} else {
			out = append(out, p.reported(i, j, s)...)
		}
		i = j
	}
	return out
}

func (p *page) quoted(a, b int, q *quotation) []segment {
	sg := segment{a: a, b: b, from: a, to: b, sp: q.speech, voice: "direct"}
	if in, rest := p.within(sg); in != nil {
		return append(rest, *in)
	}
	// Somebody named inside the quotation says something: that is theirs, passed on by the one quoted.
	if f := p.frame(a, b); f != nil && f.v-a < 14 && f.sp.class == cSay && !f.after && f.sp.modality != "confirmed" && f.sb-f.sa > 0 && !isPronoun(p.low(f.sa)) && (q.speech == nil || f.sp.who != q.speech.who) {
		if q.speech != nil && q.speech.who != nil {
			f.sp.via = append(f.sp.via, q.speech.who)
			p.remember(q.speech.who)
		}
		inner := p.said(f, a, b, a, b)
		for i := range inner {
			inner[i].nested, inner[i].outer, inner[i].voice = true, q.speech, "nested"
		}
		return inner
	}
	return []segment{sg}
}

// within finds somebody quoted inside another's words: "…, according to X, …".
func (p *page) within(sg segment) (*segment, []segment) {
	k := p.find(sg.a, sg.b, of(cAccording))
	if k < 0 {
		return nil, nil
	}
	h := p.hits[k]
	who, end := p.accordingTo(h, sg.b)
	if who == nil {
		return nil, nil
	}
	if p.low(h.first) == "as" && h.first-sg.a > 3 {
		// "…, as noted in the report of X": the speaker relies on X and still says it.
		if sg.sp != nil {
			relying := *sg.sp
			relying.from = append(relying.from, who)
			sg.sp = &relying
		}
		return &sg, nil
	}
	in := segment{a: end, b: sg.b, from: h.first, to: sg.b, voice: "nested", nested: true, outer: sg.sp}
	in.sp = &speech{who: who, verb: h.first, class: cAccording}
	if sg.sp != nil && sg.sp.who != nil {
		in.sp.via = append(in.sp.via, sg.sp.who)
	}
	before := sg
	before.b = h.first
	if end >= sg.b-1 || p.onlyMarks(end, sg.b) {
		in.a, in.b = p.clauseStart(sg.a, h.first), h.first
		before.b = in.a
	}
	if before.b-before.a < 4 {
		return &in, nil
	}
	return &in, []segment{before}
}

func (p *page) onlyMarks(a, b int) bool {
	for i := a; i < b; i++ {
		if p.tok[i].Kind != lang.Punct {
			return false
		}
	}
	return true
}

// clauseStart is where the clause that ends at b begins, not before a.
func (p *page) clauseStart(a, b int) int {
	for i := b - 2; i > a; i-- {
		if w := p.low(i); w == ";" || w == "." || w == "," && i < b-12 && (p.low(i+1) == "and" || p.low(i+1) == "but") {
			return i + 1
		}
	}
	return a
}

// nameAfter reads the name that begins at token i and returns the token behind it.
func (p *page) nameAfter(i, limit int) (*known, int) {
	if p.lex.sayFirst {
		return p.nameRun(i, limit, false)
	}
	classes := nameWords()
	j := i
	for j < limit && j-i < 18 {
		t := &p.tok[j]
		w := t.Gloss
		if p.quote[j] != 0 && (j == 0 || p.quote[j-1] != p.quote[j]) && j > i {
			break
		}
		ok := t.Kind == lang.Word && (t.Cap || p.own[j].any(classes) || w == "the" || w == "of" || w == "for" || w == "'s" || w == "a" || w == "an" || w == "from" || w == "this" || w == "statement" || w == "reports" || w == "report" || w == "in" && j == i || isPlainAdjective(w) || p.adjective(j) || w == "besieged" || isPronoun(w) && j == i || isParticle(w))
		ok = ok || p.lex.genitive && j > i && j+1 < limit && (isDistrict(w) || isSeatNoun(w) || w == unknownGloss && t.Kind == lang.Word && !p.own[j].any(harm()) && !p.own[j].any(of(cSay, cAttack))) && (p.tok[j+1].Cap && p.tok[j+1].Kind == lang.Word || p.adjective(j+1)) && p.has(i, j, of(cRole, cRoleTitle))
		ok = ok || w == "." && j > i && (isTitle(p.low(j-1)) || p.tok[j-1].Runes == 1) || w == "(" && j+2 < limit && p.low(j+2) == ")" || w == ")" && j > i+1 && p.low(j-2) == "("
		if !ok || j > i && t.Newlines > 0 {
			break
		}
		j++
	}
	for j > i && (p.low(j-1) == "from" || p.low(j-1) == "in" || p.low(j-1) == "for" || p.low(j-1) == "the") {
		j--
	}
	if j == i {
		return nil, i
	}
	start := i
	for start < j && (p.low(start) == "the" || p.low(start) == "in" || p.low(start) == "a") {
		start++
	}
	who := p.interpretSource(start, j)
	if who != nil && who.kind == officials && who.noun != "" && p.low(j) == "," {
		// "the governor of X region, NAME"
		end := j + 1
		for end < limit && end < j+5 && p.tok[end].Kind == lang.Word && p.tok[end].Cap {
			end++
		}
		if end > j+1 && (end >= limit || p.tok[end].Kind == lang.Punct) && p.isName(j+1, end) {
			if named := p.interpret(j+1, end); named != nil {
				if named.role == "" {
					named.role, named.noun = who.name, who.noun
				}
				return named, end
			}
		}
	}
	return who, j
}

// interpretSource reads the source named after "according to": figures, a report or a statement stand for whose they are.
func (p *page) interpretSource(a, b int) *known {
	if a >= b {
		return nil
	}
	// "official figures from this besieged city" are officials of the place last named.
	for i := a; i < b; i++ {
		if w := p.low(i); (w == "of" || w == "from" || w == "by") && p.own[i-1].any(of(cSource, cHearsay, cOfficial, cEvidenceWeak)) || w == "from" {
			k := p.interpret(i+1, b)
			if k == nil || p.own[a].has(cOfficial) {
				if place := p.lastPlaceBefore(a); place != "" && p.own[a].has(cOfficial) {
					return p.remember(&known{name: place + " officials", kind: officials, nation: place})
				}
			}
			if k != nil {
				return k
			}
		}
	}
	return p.interpret(a, b)
}

// reported cuts a stretch that is not quoted: who is said to say it, and what.
func (p *page) reported(a, b int, s lang.Sentence) []segment {
	if p.lex.sayFirst {
		return p.verbal(a, b)
	}
	whole := segment{a: a, b: b, from: a, to: b, voice: "narration"}
	if sp, sa, sb := p.accordingIn(a, b); sp != nil {
		whole.sp, whole.voice = sp, "indirect"
		whole.a, whole.b = sa, sb
		if p.lex.genitive && sp.verb-a > 8 {
			p.settle(sp, sp.verb, b) // a date before it is that of the event
		} else {
			p.settle(sp, a, b)
		}
		// "According to X, Y said …": the inner verb has its own speaker.
		if f := p.frame(sa, sb); f != nil && f.sp.who != sp.who {
			f.sp.via = append(f.sp.via, sp.who)
			return p.said(f, sa, sb, a, b)
		}
		return []segment{whole}
	}
	if out := p.passedOn(a, b); out != nil {
		return out
	}
	if main := p.mainClause(a, b); main > a {
		if f := p.frame(main, b); f != nil && !f.after && f.v-main < 14 {
			p.told = f.sp
			return p.said(f, main, b, a, b)
		}
	}
	f := p.frame(a, b)
	if f == nil {
		if p.told != nil && a > s.First {
			whole.sp, whole.voice = p.told, "indirect"
		} else if sp := p.toldNext(s); sp != nil {
			whole.sp, whole.voice = sp, "indirect"
		} else if sp, from := p.dataOf(a, b); sp != nil {
			whole.sp, whole.voice, whole.a = sp, "indirect", from
		}
		return []segment{whole}
	}
	p.told = f.sp
	return p.said(f, a, b, a, b)
}

// mainClause is where the main clause begins behind "After X called it a crime on Monday, …"; a when nothing leads.
func (p *page) mainClause(a, b int) int {
	switch p.low(a) {
	case "after", "when", "while", "although", "though", "before", "as":
	default:
		return a
	}
	if g := p.frame(a+1, b); g == nil || g.after {
		return a
	}
	for i := a + 4; i < b && i < a+40; i++ {
		if p.low(i) == "," && p.frame(a+1, i) != nil && p.dateFrom(i+1) == i+1 {
			return i + 1
		}
	}
	return a
}

// passedOn reads "Y says …, X announced on Monday": what Y says is told by X, on that day.
func (p *page) passedOn(a, b int) []segment {
	for k := p.find(max(a, b-12), b, of(cSay)); k >= 0 && k < len(p.hits) && p.hits[k].first < b; k++ {
		h := p.hits[k]
		if h.class != cSay || p.passive(h.first, a) || p.asNoun(h.first) {
			continue
		}
		sa, _, who := p.nameBefore(h.first, a)
		end := h.last
		if p.lex.verbFirst && p.low(h.first-1) == "," {
			if who, _, end = p.speakerBehind(h.last, b); who != nil {
				sa = h.first
			}
		}
		if who == nil || sa-a < 8 || p.low(sa-1) != "," || !p.onlyDates(end, b) {
			continue
		}
		f := p.frame(a, sa-1)
		if f == nil || f.after || f.sp.class != cSay || f.v-a > 10 || f.sp.who == who {
			return nil
		}
		outer := &speech{who: who, verb: h.first, class: cSay}
		p.settle(outer, sa, b)
		p.remember(who)
		if who.kind == aBody && f.sp.who.kind == officials && f.sp.who.nation == "" {
			f.sp.who, f.sp.when, f.sp.dated = who, outer.when, outer.dated // "rescuers confirmed …, the service said": its own people
			return p.said(f, a, sa-1, a, sa-1)
		}
		f.sp.via = append(f.sp.via, who)
		in := p.said(f, a, sa-1, a, sa-1)
		if !f.sp.dated && outer.dated {
			f.sp.when, f.sp.dated = outer.when, true
		}
		for i := range in {
			in[i].nested, in[i].outer = true, outer
			if in[i].voice == "indirect" {
				in[i].voice = "nested"
			}
		}
		return in
	}
	return nil
}

// onlyDates: tokens a to b are dates, marks and the words that lead to a date.
func (p *page) onlyDates(a, b int) bool {
	for a < b {
		if d := p.dateFrom(a); d > a {
			a = d
			continue
		}
		switch w := p.low(a); {
		case p.tok[a].Kind == lang.Punct, w == "on", w == "late", w == "early", w == "today", p.own[a].any(of(cSource, cOutlet)):
			a++
		case w == "in", w == "at", w == "a", w == "an", w == "the", w == "his", w == "her", w == "to", w == "written", w == "news", w == "press", w == "conference", w == "briefing", w == "reporters", w == "joint", w == "separate", w == "televised", w == "address":
			a++
		default:
			return false
		}
	}
	return true
}

// accordingIn reads "According to X, …" and "…, according to X".
func (p *page) accordingIn(a, b int) (*speech, int, int) {
	k := p.find(a, b, of(cAccording, cAccordingReport))
	if k < 0 {
		return nil, 0, 0
	}
	h := p.hits[k]
	if p.low(h.first) == "as" && p.low(h.first+1) == "per" || h.class == cAccording {
		who, end := p.accordingTo(h, b)
		if who == nil {
			return nil, 0, 0
		}
		sp := &speech{who: who, verb: h.first, class: h.class}
		if c := p.find(end, min(b, end+4), of(cCiting)); c >= 0 {
			if origin, after := p.nameAfter(p.hits[c].last, b); origin != nil {
				sp.who, sp.via, end = origin, append(sp.via, who), after
			}
		}
		if p.onlyMarks(a, h.first) || h.first-a <= 2 {
			for end < b && p.tok[end].Kind == lang.Punct {
				end++
			}
			return sp, end, b
		}
		if p.onlyMarks(end, b) || b-end < 12 {
			return sp, a, b
		}
		return sp, a, b
	}
	return nil, 0, 0
}

// settle finds when something was said: a date in the sentence that belongs to the verb, not to what is told.
func (p *page) settle(sp *speech, a, b int) {
	for k := p.dateAt(a + 1); k < len(p.dates); k++ {
		if k < 0 {
			continue
		}
		m := p.dates[k]
		if m.First < a {
			continue
		}
		if m.First >= b {
			break
		}
		if m.IsZero() {
			continue
		}
		if m.Prep == "period" || m.Prep == "through" || m.Prep == "since" || m.Prep == "began" || m.Prep == "dated" || m.Prep == "as-of" || m.Prep == "until" || m.Prep == "by" || m.Prep == "from" || p.quote[m.First] != 0 {
			continue
		}
		near := m.First < sp.verb || m.First <= sp.verb+4 || sp.class == cCount && m.Prep == "on" && m.First <= sp.verb+8
		if !near && sp.class == cCount && m.Prep == "on" && m.First > sp.verb+2 && p.own[m.First-2].has(cSay) {
			sp.when, sp.dated = m, true // "has recorded …, it said on 3 May"
			return
		}
		if !near && m.First > sp.verb && m.First <= sp.verb+12 && p.low(m.Last) == "that" && p.low(m.First-1) == "on" {
			near = true // "told the council on Monday that"
		}
		if !near && m.First > sp.verb && m.First <= sp.verb+7 && (p.low(sp.verb) == "told" || p.low(sp.verb) == "said") && p.low(m.First-1) == "on" && m.Last >= b-1 && !p.has(sp.verb+1, m.First, of(cAttack, cKill, cObject, cLabel)) {
			sp.when, sp.dated = m, true // "told reporters in Town on Monday."
			return
		}
		if !near && m.First > sp.verb && m.First <= sp.verb+10 && p.low(m.First-1) == "on" && p.low(m.Last) != "'s" && p.has(sp.verb+1, m.First, of(cSource)) && !p.has(sp.verb+1, m.First, of(cAttack, cKill, cVictim, cObject, cLabel)) {
			sp.when, sp.dated = m, true // "added in a statement on Monday"
			return
		}
		if near && m.First > sp.verb && p.low(m.Last) != "that" && p.low(m.First-1) != "on" && m.First > sp.verb+2 {
			near = false
		}
		if near {
			sp.when, sp.dated = m, true
			return
		}
	}
}
