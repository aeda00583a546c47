package claim

import (
	"strings"

	"exhibit/internal/lang"
)

// speakerBehind reads who stands behind a verb of saying that ends at token i, past the day of the saying, where it was
// said and who was told. It returns the first token of the name and the one behind it.
func (p *page) speakerBehind(i, limit int) (who *known, start, end int) {
	for n := 0; n < 7 && i < limit; n++ {
		if next := p.pastWhen(i, limit); next > i {
			i = next
			continue
		}
		w := p.low(i)
		if isOpen(w) && i+2 < limit && p.namesSomebody(i+1) && isClose(p.low(i+2)) {
			if who, _ = p.nameAfter(i+1, i+2); who == nil {
				who = p.remember(&known{name: p.words(i+1, i+2), kind: aBody})
			}
			return who, i, i + 3
		}
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
		if isPronoun(w) {
			return p.pronoun(w), i, i + 1
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
	if !p.lex.verbFirst || h.class != cSay && h.class != cContinue && h.class != cCount {
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

// accordingTo is whom the words "according to" name, by name or, where the form itself says whose words they are ("за
// його словами"), by the pronoun that is its value.
func (p *page) accordingTo(h hit, limit int) (*known, int) {
	if h.value != "" {
		return p.pronoun(h.value), h.last
	}
	who, end := p.nameAfter(h.last, limit)
	if who != nil && who.kind == aPerson && who.listed == nil && len(p.lex.ofNames) > 0 && strings.Contains(who.name, " ") && strings.HasSuffix(p.words(h.last, end), who.name) {
		if base := p.lex.baseName(who.name); p.lastNamed(func(k *known) bool { return k != who && k.name == base }) == nil {
			who.name = base
		}
	}
	return who, end
}

// baseName puts the words of a name, in the case that "according to" takes, as they stand by themselves.
func (lex *lexicon) baseName(name string) string {
	words := strings.Fields(name)
	for i, w := range words {
		for _, e := range lex.ofNames {
			if stem, ok := strings.CutSuffix(w, e[0]); ok {
				words[i] = stem + e[1]
				break
			}
		}
	}
	return strings.Join(words, " ")
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

// inStatement passes over "in a joint statement" before the verb of saying that stands at b; 0 where nothing of the kind
// stands there.
func (p *page) inStatement(b, floor int) int {
	if b-1 <= floor || !p.own[b-1].has(cSource) || p.own[b-1].any(nameWords()) {
		return 0
	}
	for i := b - 2; i > floor && i > b-6 && p.tok[i].Kind == lang.Word; i-- {
		if p.low(i) == "in" {
			return i
		}
	}
	return 0
}

// colonSpeaker is who is named before the colon that ends at token i: "The president: “…”".
func (p *page) colonSpeaker(a, i int) *speech {
	if i-1 <= a || p.low(i-1) != ":" || p.lex.sayFirst {
		return nil
	}
	sa, _, who := p.nameBefore(i-1, a)
	if who == nil || sa > a && p.low(sa-1) != "," && p.tok[sa-1].Kind == lang.Word && !isLead(p.low(sa-1)) {
		return nil
	}
	return &speech{who: who, verb: i - 1, class: cSay}
}

// dataOf reads "Figures of BODY: 12 dead, …": whose they are, and where they begin.
func (p *page) dataOf(a, b int) (*speech, int) {
	i := p.findWord(a+1, min(b, a+9), ":")
	if i < 0 || p.has(a, i, harm()) || p.has(a, i, of(cAttack, cRuin)) || len(p.figures(i+1, b)) == 0 {
		return nil, 0
	}
	_, _, who := p.nameBefore(i, a)
	if who == nil || who.kind == aCountry {
		return nil, 0
	}
	return &speech{who: who, verb: i, class: cSay}, i + 1
}

// ownWords gives what a body does about a deed, or holds as evidence, to the body that the clause begins with.
func (p *page) ownWords(c *clause, ch choice) bool {
	if ch.kind != Action && ch.kind != EvidenceMention || p.lex.sayFirst {
		return false
	}
	who := p.subjectAt(ch.a, min(ch.b, ch.a+8))
	if who == nil || who.kind != aBody && (who.kind != officials || ch.kind != Action) {
		return false
	}
	c.sp, c.voice = &speech{who: who, verb: -1, class: cSay}, "indirect"
	return true
}

// author finds whose words a whole text is: "NAME: …" at its front, or a first line that holds a name and where it was
// published ("NAME, Telegram, 9 May"). A line that tells of a briefing names who speaks where nobody else is named.
func (p *page) author() {
	if p.turns != nil || p.lex.sayFirst {
		return
	}
	p.dashes()
	k := 0
	for k < len(p.sents) && p.sents[k].Last <= p.body {
		k++
	}
	if p.turns != nil || k == len(p.sents) || p.blocks[p.sents[k].Block] == caption || p.blocks[p.sents[k].Block] == byline {
		return
	}
	s := p.sents[k]
	from := max(s.First, p.body)
	limit := min(s.Last, from+14)
	if p.has(from, limit, of(cAttack, cSay, cTell, cSite)) || p.has(from, limit, harm()) {
		if i := p.findWord(from, limit, ":"); i < 0 || p.has(from, i, of(cAttack, cSay, cTell)) || p.has(from, i, harm()) {
			return
		}
	}
	if i := p.findWord(from+1, limit, ":"); i > 0 {
		who, end := p.nameAfter(from, i)
		if who == nil || who.kind != aPerson && who.kind != aBody || end <= from || p.blocks[s.Block] == headline || i+1 < len(p.tok) && isOpen(p.low(i+1)) || !p.onlyWhere(end, i) {
			return
		}
		p.sents[k].First = i + 1
		p.allBy(&speech{who: who, verb: from, class: cSay})
		return
	}
	if s.Last-from > 14 || s.Last < len(p.tok) && p.tok[s.Last].Newlines == 0 && p.low(s.Last-1) != "." || !p.has(from, s.Last, of(cSource, cOutlet)) {
		return
	}
	at := from
	if p.own[from].has(cSource) {
		at++
	}
	who, end := p.nameAfter(at, s.Last)
	if who == nil || who.kind != aPerson && who.kind != aBody {
		return
	}
	if !p.onlyWhere(end, s.Last) {
		return
	}
	sp := &speech{who: who, verb: from, class: cSay}
	if at > from {
		p.briefer, p.spoken = sp, sp
		return
	}
	p.allBy(sp)
}

// onlyWhere: tokens a to b hold nothing but where and when something was published.
func (p *page) onlyWhere(a, b int) bool {
	for i := a; i < b; i++ {
		if p.tok[i].Kind == lang.Word && !p.inDate(i) && !p.own[i].any(of(cSource, cOutlet, cRole, cRoleTitle)) && !isJoining(p.low(i)) && p.low(i) != "own" && p.low(i) != "on" {
			return false
		}
	}
	return true
}

// allBy gives every paragraph to one speaker.
func (p *page) allBy(sp *speech) {
	p.turns, p.asked = make([]*speech, len(p.blocks)), make([]bool, len(p.blocks))
	for i := range p.turns {
		p.turns[i] = sp
	}
}

// insideQuote reads the speaker whom a quotation names between dashes inside its own marks: «…, — says she. — …».
func (p *page) insideQuote(q *quotation) *speech {
	if !p.lex.genitive {
		return nil
	}
	for k := p.find(q.first, q.last, of(cSay, cContinue)); k >= 0 && k < len(p.hits) && p.hits[k].first < q.last; k++ {
		h := p.hits[k]
		if h.class != cSay && h.class != cContinue || !isDash(p.low(h.first-1)) || p.low(h.first-2) != "," {
			continue
		}
		if who, _, _ := p.speakerBehind(h.last, q.last); who != nil {
			return &speech{who: who, verb: h.first, class: cSay}
		}
	}
	return nil
}

// tellsAgain: behind the comma at i-1 the same measure is counted again by a verb of its own: "a man died, four more
// people died in hospital".
func (p *page) tellsAgain(start, i, b int) bool {
	die := of(cDie, cKill, cInjure)
	if !p.has(start, i, of(cDie, cKill, cDeath, cInjure)) || !p.has(i, b, die) {
		return false
	}
	before, after := p.figures(start, i), p.figures(i, b)
	if len(before) == 0 || len(after) == 0 {
		return false
	}
	last := before[len(before)-1]
	if first := &after[0]; p.isPart(first.first, i) || p.ofThem(first.Value.Last) {
		return false // "of them two are in intensive care"
	}
	return last.m == after[0].m && !after[0].part && p.find(after[0].first, min(b, after[0].last+6), die) >= 0 && after[0].Value.First-i < 4
}

// ofThem: "two of them" counts a part of those told of before.
func (p *page) ofThem(next int) bool {
	if w := p.low(next); w != "of" && w != "from" {
		return false
	}
	switch p.low(next + 1) {
	case "them", "their", "whom", "those":
		return true
	}
	return false
}

// inEnglish names an unnamed official by the English values of the words of the post and the body ("head of council"),
// as they stand where the lexicon does not know one of them.
func (p *page) inEnglish(a, b int, name string) string {
	out, at := "", a
	for k := int(p.at[a]); k < len(p.hits) && p.hits[k].first < b; k++ {
		h := p.hits[k]
		if h.first < at || h.last > b || h.value == "" {
			continue
		}
		switch h.class {
		case cRole:
			if out != "" {
				out += " "
			}
		case cNoun, cBodyNoun, cBodyName, cBodyUN, cCountry:
			if out == "" {
				return name
			}
			out += " of "
		default:
			continue
		}
		out += h.value
		at = h.last
	}
	if out == "" {
		return name
	}
	return out
}
