package claim

import (
	"strings"

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
		if h.last > b || !verbs.has(h.class) || p.own[h.first].any(of(cPerson)) {
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
