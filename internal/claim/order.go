package claim

import (
	"strings"

	"exhibit/internal/lang"
	"exhibit/internal/place"
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
		if h.class == cDie && p.numbered(max(a, first-4), min(b, last+3)) || h.class != cDie && p.numbered(h.last, v+1) {
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

// againAndAgain: "strikes the city every day": a word of repetition beside the attack tells of conduct, not of one deed.
func (p *page) againAndAgain(c clause) bool {
	if !p.lex.genitive || p.has(c.a, c.b, harm()) {
		return false
	}
	for k := int(p.at[c.a]); k < len(p.hits) && p.hits[k].first < c.b; k++ {
		h := p.hits[k]
		if h.last <= c.b && h.class == cAttack && (c.sp != nil || p.actor(c.a, c.b) != "") &&
			(p.has(max(c.a, h.first-4), h.first, of(cPattern)) || p.repeats(max(c.a, h.first-3), h.first) || p.repeats(h.last, min(c.b, h.last+5))) {
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

// allBy gives every paragraph to one speaker.
func (p *page) allBy(sp *speech) {
	p.turns, p.asked = make([]*speech, len(p.blocks)), make([]bool, len(p.blocks))
	for i := range p.turns {
		p.turns[i] = sp
	}
}

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

// finder finds a name in the words of a text, with the words beside it; *place.Gazetteer satisfies it.
type finder interface {
	Find(words []string, at int) (place.Match, int)
}

// formOf is the place that tokens i to i+n name in an inflected form that only the words beside it vouch for.
func (p *page) formOf(i, n int) []place.Place {
	g, ok := p.r.places.(finder)
	if !ok || !p.lex.genitive {
		return nil
	}
	from, to := max(0, i-2), min(len(p.tok), i+n+3)
	words := make([]string, 0, to-from)
	for k := from; k < to; k++ {
		words = append(words, p.text[p.tok[k].Start:p.tok[k].End])
	}
	if m, _ := g.Find(words, i-from); m.Name == n && len(m.Candidates) > 0 {
		return m.Candidates[:1]
	}
	return nil
}

func isDistrict(w string) bool {
	return w == "oblast" || w == "region" || w == "district" || w == "province"
}

// noSite: the capitalised word at i is part of a body's name or a person's first name.
func (p *page) noSite(i, b int) bool {
	if p.own[i].any(of(cBodyNoun, cOfficial, cNoun)) {
		return true
	}
	switch p.low(i - 1) {
	case "in", "on", "near", "at", "to", "of", "from", "city", "village", "settlement":
		return false
	}
	n := i + 1
	return n < b && p.tok[n].Kind == lang.Word && p.tok[n].Cap && p.tok[n].Newlines == 0 && !p.own[n].any(nameWords()) && !isDistrict(p.low(n+1)) && p.low(n) == unknownGloss && len(p.look(p.words(i, n+1))) == 0
}

// shortText is how many tokens a report of one event has at most.
const shortText = 300

// homeTown gives a claim without a place of its own the town that a short report is about: that of the deed told before,
// else the first one it names. What is told of a whole country has none.
func (p *page) homeTown(out *Claim, c clause) bool {
	if len(p.tok) > shortText || c.apart || p.has(c.from, c.to, of(cWide)) || p.theCountry(c.from, c.to) || out.Kind == Casualty && c.sp != nil && c.sp.who != nil && c.sp.who.un || p.speaksFar(c) {
		return false
	}
	if d := p.lastDeed; d != nil && d.Place != "" && d.PlacePrecision != place.PrecisionCountry {
		out.Place, out.Places, out.PlacePrecision, out.Lat, out.Lon = d.Place, d.Places, d.PlacePrecision, d.Lat, d.Lon
		return true
	}
	if !p.townKnown {
		p.townKnown = true
		for b := 0; b < len(p.blocks) && p.townSeen == ""; b++ {
			if here := p.townsOf(b); len(here.sites) > 0 && !p.inPersonName(here.sites[0].first) {
				p.townSeen = here.sites[0].name
			}
		}
	}
	if p.townSeen == "" && c.sp != nil && c.sp.who != nil && c.sp.who.listed != nil {
		if _, town, ok := strings.Cut(c.sp.who.listed.role, "mayor of "); ok && len(p.look(town)) > 0 {
			p.setPlace(out, site{name: town, known: p.look(town)[0], found: true})
			return true
		}
	}
	if p.townSeen == "" {
		return false
	}
	if found := p.look(p.townSeen); len(found) > 0 {
		p.setPlace(out, site{name: p.townSeen, known: found[0], found: true})
		return true
	}
	return false
}

// speaksFar: an official of a state or a body of the world speaks of more than one town: nothing places their words but
// the words themselves.
func (p *page) speaksFar(c clause) bool {
	if c.sp == nil || c.sp.who == nil {
		return false
	}
	who := c.sp.who
	return who.un || who.listed != nil && !strings.Contains(who.listed.role, "mayor") && !strings.Contains(who.listed.role, "overnor") && !strings.Contains(who.listed.role, "regional")
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

// partsOf: "5 casualties, of them 2 dead and 3 hurt": a figure of the dead whose parts are killed and hurt counts both.
func (p *page) partsOf(whole *figure, part figure, next, b int) bool {
	if !p.lex.genitive || whole.m != mKilled || part.m != mKilled || whole.Exact == nil || part.Exact == nil {
		return false
	}
	for i := next; i < b && i < next+6; i++ {
		if !p.mayCount[i] {
			continue
		}
		if v, end, ok := p.lang.Number(p.tok[:b], i); ok && v.Exact != nil {
			return *v.Exact+*part.Exact == *whole.Exact && p.measureAt(end, b) == mInjured
		}
	}
	return false
}

func (p *page) combatant(i int) bool {
	for k := int(p.at[i]); k < len(p.hits) && p.hits[k].first == i; k++ {
		if p.hits[k].class == cVictim && strings.HasPrefix(p.hits[k].value, "combatant") {
			return true
		}
	}
	return false
}

// accusedOf: "accused Y of the strike": an attack told as an accusation. The words need no aim beside it.
func (p *page) accusedOf(c clause) bool {
	if !p.lex.genitive || c.sp == nil || c.sp.class != cTell || c.sp.modality != "alleged" || c.sp.verb < c.a || p.has(c.a, c.b, of(cLabel)) {
		return false
	}
	return p.has(c.sp.verb+1, c.b, of(cAttack)) && p.has(c.sp.verb+1, c.b, of(cCountry, cMetonym, cActor, cNational))
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
	return last.m == after[0].m && !after[0].part && p.find(after[0].first, min(b, after[0].last+6), die) >= 0 && after[0].Value.First-i < 4
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

// risen: "the toll rose to seven" counts seven, not up to seven.
func (p *page) risen(fs []figure, floor int) {
	for i := range fs {
		if f := &fs[i]; p.lex.genitive && f.Qualifier == "up_to" && p.has(max(floor, f.Value.First-4), f.Value.First, of(cMore)) {
			f.Qualifier, f.Exact, f.Low = "exact", f.High, f.High
		}
	}
}

// townCountries counts the countries of the towns that things are said to happen in: "in" may also say where to.
func (p *page) townCountries(add func(string, int)) {
	for i := 1; i < len(p.tok); i++ {
		if !p.tok[i].Cap || p.low(i-1) != "in" || p.own[i].any(of(cCountry, cBodyName, cBodyUN, cBodyNoun)) {
			continue
		}
		if found := p.look(p.words(i, i+1)); len(found) > 0 && rank(found[0].Precision) <= 1 && len(found[0].Parents) > 0 {
			add(found[0].Parents[0], 2)
		}
	}
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

// onlyArrested: "arrested a suspect and charged him with murder" is what is done about the deed.
func (p *page) onlyArrested(c clause, fs []figure) bool {
	for _, f := range fs {
		if f.m != mDetained {
			return false
		}
	}
	k := p.find(c.a, c.b, of(cAct))
	return k >= 0 && p.hits[k].value == "prosecution"
}

// struckThenHarmed: "a missile hit the school, three people died": before the comma at i-1 the attack is told, behind it
// whom it harmed. An attack that is only the cause ("because of the shelling of the school, …") is no telling of its own.
func (p *page) struckThenHarmed(start, i, b int) bool {
	k := p.find(start, i, of(cAttack, cHit))
	if k < 0 || !p.has(start, i, of(cObject)) || p.harmFigure(start, i) || p.figuresFrom(i, b) > 4 {
		return false
	}
	for n := p.hits[k].first - 1; n >= start && n > p.hits[k].first-3; n-- {
		switch p.low(n) {
		case "through", "after", "during", "from", "because", "as", "at", "result", "by", "with":
			return false
		}
	}
	return true
}

// figuresFrom is how many tokens behind i the first figure of people begins; many where there is none.
func (p *page) figuresFrom(i, b int) int {
	if fs := p.figures(i, b); len(fs) > 0 {
		return fs[0].first - i
	}
	return b
}

// countryAt is the government named by its country or capital at token a: "Moscow its part in it denies".
func (p *page) countryAt(a, limit int) *known {
	if k := p.find(a, min(limit, a+2), of(cCountry, cMetonym)); k >= 0 && p.hits[k].first == a {
		return &known{name: p.hits[k].value, kind: aCountry, nation: p.hits[k].value}
	}
	return nil
}
