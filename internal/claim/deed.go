package claim

import (
	"slices"
	"sort"
	"strings"

	"exhibit/internal/lang"
)

// deed is what one verb or noun of a sentence says was done: to whom, by whom, with what.
type deed struct {
	sent     int // index of the sentence
	at       int // first token of the word that tells it
	typ      string
	effect   string // death injury, or ""
	stage    string
	patients []people
	targets  []Party
	agents   []people
	weapons  []Named
	pronoun  bool   // of "he" or "she"
	dying    bool   // "died", "was pronounced dead": may be days after the deed
	own      bool   // whoever suffers did it: "shot himself"
	sex      string // of the pronoun
	rebels   bool   // a word for those who do deeds stands with it: "a terrorist attack"
	noun     bool   // told by a noun: "the murder of"
	day      lang.Interval
	place    site
	placed   bool
}

// deeds reads what each sentence of the text tells of. Plans, wishes, rules and what is denied are left out.
func (p *page) deeds() []deed {
	var out []deed
	if !p.lex.deeds {
		return nil
	}
	for n, s := range p.sents {
		if s.First < p.body {
			s.First = p.body
		}
		if s.Last-s.First < 3 || p.blocks[s.Block] == byline || !p.has(s.First, s.Last, of(cDeed)) {
			continue
		}
		if d := p.dateline(s); d > s.First {
			s.First = d
		}
		out = append(out, p.deedsOf(n, s)...)
	}
	return out
}

func (p *page) deedsOf(n int, s lang.Sentence) []deed {
	var triggers []hit
	end := 0
	p.all(s.First, s.Last, of(cDeed), func(h hit) {
		if h.first < end || h.last-h.first == 1 && p.own[h.first].has(cWeapon) && (isArticle(p.low(h.first-1)) || p.low(h.first-1) == "the" || p.own[min(h.last, len(p.tok)-1)].has(cDeed)) { // the longer form came first; "a bomb exploded"
			return
		}
		end = h.last
		triggers = append(triggers, h)
	})
	triggers = slices.DeleteFunc(triggers, func(h hit) bool { return p.unreal(h.first, s) })
	if len(triggers) == 0 {
		return nil
	}
	persons := slices.DeleteFunc(p.peopleIn(s.First, s.Last), p.speaks)
	sites := p.sitesIn(s.First, s.Last)
	var out []deed
	for k, h := range triggers {
		lo, hi := s.First, s.Last
		if k > 0 {
			lo = triggers[k-1].last
		}
		for n := k - 1; n >= 0 && p.compound(triggers[n], triggers[n+1]); n-- { // "the victim in a shooting died"
			lo = s.First
			if n > 0 {
				lo = triggers[n-1].last
			}
		}
		if k+1 < len(triggers) {
			hi = triggers[k+1].first
		}
		d := p.deedAt(h, persons, lo, hi, s)
		d.sent = n
		p.circumstances(&d, s, sites)
		p.inherit1(&d, h, out, n)
		out = append(out, d)
		if d, ok := p.thenOneself(&out[len(out)-1], h.last, hi); ok {
			out = append(out, d)
		}
	}
	p.ownDeaths(out)
	return out
}

// speaks: "the mayor said", "said the mayor": whoever tells of a deed.
func (p *page) speaks(q people) bool {
	if p.lex.genitive {
		return p.speaksIn(q)
	}
	b := q.b
	if p.low(b) == "has" || p.low(b) == "have" || p.low(b) == "had" {
		b++
	}
	return p.has(b, b+1, of(cSay)) && p.low(b-1) != "was" || p.has(q.a-2, q.a, of(cSay)) && (p.low(q.a-1) == "the" || p.own[max(0, q.a-1)].has(cSay)) && p.low(q.b) != "was" && p.low(q.b) != "were" && !p.own[min(q.b, len(p.tok)-1)].has(cDeed)
}

// unreal: the deed is denied, planned, wished for or generally spoken of.
func (p *page) unreal(i int, s lang.Sentence) bool {
	for k := i - 1; k >= s.First && k > i-6; k-- {
		switch p.low(k) {
		case "not", "never", "no", "would", "could", "if", "should", "may", "might", "will", "prevent", "against", "avoid", "stop":
			return (p.low(k) != "against" || k == i-1) && !(p.tok[k].Cap && p.lang.IsDateWord(p.tok, k)) // "on 3 May"
		case ",", ";", ":", "that":
			return false
		}
	}
	return false
}

func (p *page) deedAt(h hit, persons []people, lo, hi int, s lang.Sentence) deed {
	typ, effect, how := deedForm(h.value)
	state, own := how == "state", strings.Contains(h.value, " own")
	d := deed{at: h.first, typ: typ, effect: effect, stage: "accomplished", dying: state && effect == "death"}
	if k := p.find(max(s.First, h.first-6), min(s.Last, h.last+3), of(cDeedAttempt)); k >= 0 {
		d.stage = p.hits[k].value
	}
	if effect == "" && typ == "shooting" && (p.inLimb(h.last, hi) || p.survives(s)) {
		d.effect = "injury"
	}
	noun := !state && p.isDeedNoun(h)
	passive := !noun && p.isPassive(h, lo)
	by := p.findWord(h.last, min(hi, h.last+16), "by")
	switch {
	case p.lex.genitive:
		p.freeOrder(&d, h, how, persons, lo, hi)
	case noun:
		d.noun = true
		p.fromNoun(&d, h, persons, lo, hi, by)
	case own:
		d.patients, d.own = p.onlyOne(p.chain(persons, lo, h.first, true)), true
	case passive || state:
		d.patients = p.whoSuffered(persons, lo, h.first)
		d.targets = p.things(lo, h.first)
		i := p.findWord(max(lo, h.first-5), h.first, "he", "she", "him", "her")
		if i >= 0 && p.low(i) == "her" && p.low(i-1) != "pronounced" {
			i = -1 // "her son"
		}
		if i < 0 && len(d.patients) == 0 && (p.low(lo) == "he" || p.low(lo) == "she") {
			i = lo // "She was driven to a hospital by her parents, but died"
		}
		if i >= 0 && (len(d.patients) == 0 || d.patients[len(d.patients)-1].b <= i) {
			d.patients, d.pronoun, d.sex = nil, true, sexOf(p.low(i))
		} else if len(d.patients) == 0 {
			d.pronoun = p.findWord(max(lo, h.first-5), h.first, "who") >= 0
		}
	default:
		d.patients = p.chain(persons, h.last, hi, false)
		d.targets = p.things(h.last, hi)
		d.agents = p.chain(persons, lo, h.first, true)
		if w := p.low(h.last); len(d.patients) == 0 && (w == "him" || w == "her") || len(d.patients) > 0 && w == "him" {
			d.patients, d.pronoun, d.sex = nil, true, sexOf(w)
		}
		if i := p.findWord(h.last, min(hi, h.last+2), "himself", "herself", "self", "itself"); i >= 0 {
			d.patients, d.own, d.sex = append(d.patients, one(d.agents)...), true, sexOf(p.low(i))
		}
	}
	if by >= 0 && !p.lex.genitive {
		d.agents = append(d.agents, p.chain(persons, by, min(hi, by+14), false)...)
	}
	p.manifold(&d, h, s)
	d.patients = lessCulprits(d.patients)
	if (d.effect == "death" || d.effect == "injury" || d.typ == "kidnapping") && len(d.patients) > 0 && d.typ != "bombing" {
		d.targets = nil // "killed in the church", "shot in his car": where, not what was hit
	}
	d.rebels = p.has(lo, hi, of(cPerpetrator))
	if d.effect == "damage" || d.effect == "ruin" {
		for i := range d.targets {
			d.targets[i].Effect = map[string]string{"damage": "damaged", "ruin": "destroyed"}[d.effect]
		}
		d.effect = ""
	}
	if len(d.agents) == 0 {
		for _, q := range persons {
			if q.culprit && q.a >= lo && q.b <= hi {
				d.agents = append(d.agents, q)
			}
		}
	}
	p.all(s.First, s.Last, of(cWeapon), func(w hit) {
		if p.own[w.first].has(cDeed) && w.first >= h.first && w.last <= h.last || (w.first < lo || w.last > hi) && !doneWith(d.typ, w.value) {
			return
		}
		d.weapons = append(d.weapons, Named{Name: p.words(w.first, w.last), Type: w.value})
	})
	return d
}

// doneWith: a weapon named elsewhere in the sentence belongs to the kind of deed that is done with it.
func doneWith(typ, weapon string) bool {
	switch weapon {
	case "bomb", "explosive device", "dynamite", "car bomb", "landmine":
		return typ == "bombing"
	case "firearm", "rifle", "handgun", "machine gun":
		return typ == "shooting" || typ == "killing"
	}
	return false
}

// isDeedNoun: "the murder of", "an attack on", "his death".
func (p *page) isDeedNoun(h hit) bool {
	w := p.form(h.last - 1)
	if strings.HasSuffix(w, "ed") || strings.HasSuffix(w, "n") && w != "assassination" && w != "execution" && w != "abduction" && w != "explosion" && w != "arson" {
		return false
	}
	next, at := p.low(h.last), h.first-1
	for at > 0 && at > h.first-4 && p.tok[at].Kind == lang.Word && !p.tok[at].Cap && isManner(p.tok[at].Lower) {
		at--
	}
	prev := p.low(at)
	if next == "of" || next == "on" && !strings.HasSuffix(w, "ed") || next == "against" {
		return true
	}
	switch prev {
	case "the", "a", "an", "this", "that", "his", "her", "their", "'s", "of", "another", "these", "those", "several", "any", "in", "after", "during", "for":
		return !strings.HasSuffix(w, "ing") || prev != "after" && prev != "in" && prev != "for"
	}
	return false
}

// isManner: what stands between an owner and a deed: "her son's accidental death".
func isManner(w string) bool {
	switch w {
	case "accidental", "apparent", "tragic", "fatal", "violent", "sudden", "brutal", "unsolved", "recent", "alleged", "senseless", "untimely":
		return true
	}
	return false
}

// isPassive: "was killed", "were shot dead", "found murdered", and the shortened form before "by".
func (p *page) isPassive(h hit, lo int) bool {
	w := p.form(h.first)
	for k := h.first - 1; k >= lo && k > h.first-4; k-- {
		switch v := p.low(k); {
		case v == "was" || v == "were" || v == "been" || v == "being" || v == "is" || v == "are" || v == "be" || v == "got" || v == "found":
			return true
		case v == "and" || strings.HasSuffix(v, "ly") || p.own[k].any(of(cDeed)):
		default:
			return p.shortPassive(h, w)
		}
	}
	return p.shortPassive(h, w)
}

func (p *page) shortPassive(h hit, w string) bool {
	if !strings.HasSuffix(w, "ed") && w != "shot" && w != "slain" && w != "fatally" && w != "hurt" && w != "burnt" {
		return false
	}
	if h.last-h.first == 2 && p.low(h.last-1) == "in" { // "injured in a shooting"
		return true
	}
	switch p.low(h.last) {
	case "by", "in", "during", "when", "after", "while", "outside", "inside", "near", "at", "on", "as", ".", "", "early", "late":
		return true
	}
	return p.low(h.first-1) == "," || p.blockOf(h.first) == headline && p.low(h.last) != "the"
}

func (p *page) blockOf(i int) blockKind {
	n := sort.Search(len(p.sents), func(k int) bool { return i < p.sents[k].Last })
	if n == len(p.sents) {
		return bodyText
	}
	return p.blocks[p.sents[n].Block]
}

func (p *page) fromNoun(d *deed, h hit, persons []people, lo, hi, by int) {
	end := hi
	if by >= 0 {
		end = by
	}
	switch p.low(h.last) {
	case "of", "on", "against", "at", "in":
		d.patients = p.chain(persons, h.last, end, false)
		d.targets = p.things(h.last, end)
	default:
		at := h.first - 1
		for at > lo && isManner(p.form(at)) {
			at--
		}
		if p.low(at) == "'s" || p.tok[at].Kind == lang.Word && strings.HasSuffix(p.form(at), "'s") {
			d.patients = p.chain(persons, max(lo, h.first-8), h.first, true)
			if n := len(d.patients); n > 0 && d.patients[n-1].b < at-1 {
				d.patients = nil // whose death it is nobody knows: "three men were held over Ada's death"
			}
		}
	}
}

// chain takes the people nearest to one end of tokens a to b, with those listed beside them.
func (p *page) chain(persons []people, a, b int, fromEnd bool) []people {
	var in []people
	for _, q := range persons {
		if q.a >= a && q.b <= b {
			in = append(in, q)
		}
	}
	if len(in) == 0 {
		return nil
	}
	i, j := 0, 1
	if fromEnd {
		i, j = len(in)-1, len(in)
		for i > 0 && p.listedWith(&in[i-1], &in[i]) {
			i--
		}
		if b-in[j-1].b > 14 {
			return nil
		}
		for i > 0 && j-i == 1 && p.included(&in[i]) {
			i, j = i-1, i
		}
		// "NAME of the party of X was killed": what hangs on a noun by "of" is not the subject.
		for i > 0 && j-i == 1 && p.hangsOn(&in[i-1], &in[i]) && !p.whoBehind(in[i].b, b) {
			i, j = i-1, i
		}
		return in[i:j]
	}
	for j < len(in) && p.listedWith(&in[j-1], &in[j]) {
		j++
	}
	if in[0].a-a > 10 {
		return nil
	}
	return in[i:j]
}

// listedWith: nothing but commas and "and" stands between, or a few words that describe.
func (p *page) listedWith(x, y *people) bool {
	joined := false
	for k := x.b; k < y.a; k++ {
		switch w := p.low(k); {
		case p.tok[k].Kind == lang.Number && p.tok[k].Runes < 3 && p.low(k-1) == ",": // an age
		case p.own[k].has(cSay) && !p.tok[k].Cap:
			return false // "… confirmed that one man"
		case w == "," || w == "and" || w == "or":
			joined = true
		case !joined && p.belongsTo(k):
		case w == "well" || w == "as" || w == "his" || w == "her" || w == "their" || w == "the" || w == "a" || w == "another" || w == "'s" || isKinWord(w) || mayDescribe(&p.tok[k]) && !isAuxiliary(w):
		default:
			return false
		}
	}
	return joined
}

func lessCulprits(in []people) (out []people) {
	for _, q := range in {
		if !q.culprit && q.group == "" {
			out = append(out, q)
		}
	}
	return out
}

// things are the objects in tokens a to b, with their numbers.
func (p *page) things(a, b int) []Party {
	var out []Party
	end := a
	p.all(a, b, of(cTarget), func(h hit) {
		if h.first < end || h.first-a > 24 {
			return
		}
		if p.sameThing(out, end, h) {
			last := &out[len(out)-1]
			if last.Name += " " + p.words(end, h.last); last.Type == "other" {
				last.Type = h.value
			}
			end = h.last
			return
		}
		if p.whereabouts(out, h.first) {
			return
		}
		end = h.last
		one, two := 1, 2
		q := people{a: h.first, b: h.last}
		for q.a > a && (mayDescribe(&p.tok[q.a-1]) && p.low(q.a-1) != "of" && p.low(q.a-1) != "and" && !isAuxiliary(p.low(q.a-1)) || p.own[q.a-1].has(cNational)) && !isArticle(p.low(q.a-1)) {
			q.a--
		}
		t := Party{Type: h.value}
		if t.Name, end = p.nounPhrase(h.first, h.last); !p.lex.english {
			t.Name = p.words(q.a, h.last)
		}
		for n := 1; n <= 4 && q.a-n >= a; n++ {
			if v, e, ok := p.numberAt(p.lang, q.a-n, h.last); ok && e == q.a {
				t.NumberMin, t.NumberMax = v.Low, v.High
				break
			}
		}
		if t.NumberMin == nil {
			if t.NumberMin = &one; strings.HasSuffix(p.form(h.last-1), "s") && p.form(h.last-1) != "headquarters" && p.form(h.last-1) != "premises" {
				t.NumberMin = &two
			} else {
				t.NumberMax = &one
			}
		}
		out = append(out, t)
	})
	return out
}

// circumstances: the day and the place that the sentence gives.
func (p *page) circumstances(d *deed, s lang.Sentence, sites []site) {
	best := 1 << 30
	for k := max(0, p.dateAt(s.First+1)); k < len(p.dates) && p.dates[k].First < s.Last; k++ {
		m := p.dates[k]
		if m.First < s.First || m.IsZero() || p.dayOfOther(d, m, s) || m.Prep == "since" || m.Prep == "until" || m.Prep == "dated" || p.has(m.First-2, m.First, of(cSay)) || p.has(m.Last, m.Last+1, of(cSay)) {
			continue
		}
		if dist := abs(m.First - d.at); dist < best {
			best, d.day = dist, m.Interval
		}
	}
	if d.day.Min == 0 && p.pubMax > 0 && p.pubMin == p.pubMax {
		for k := s.First; k+1 < s.Last; k++ {
			if p.low(k) == "this" && isTimeOfDay(p.form(k+1)) {
				d.day = lang.Interval{Min: p.pubMin, Max: p.pubMax, Basis: "this " + p.form(k+1)}
			}
		}
	}
	best = 1 << 30
	for _, st := range sites {
		if p.isActorPlace(st) || p.nobodysTown(&st) {
			continue
		}
		dist := abs(st.first - d.at)
		if st.prep == "" {
			dist += 40
		}
		if dist < best {
			best, d.place, d.placed = dist, st, true
		}
	}
}

func isTimeOfDay(w string) bool {
	return w == "morning" || w == "afternoon" || w == "evening" || w == "noon"
}

// dayOfOther: a day that belongs to a name ("19 April Movement"), stands in brackets, or says when a deed was spoken of:
// "protested today the murder of", where the deed is a noun behind the verb.
func (p *page) dayOfOther(d *deed, m lang.Mention, s lang.Sentence) bool {
	switch p.low(m.Last) {
	case "movement", "front", "battalion", "brigade", "neighborhood", "avenue", "street", "square", "university":
		return true
	}
	for k := m.First - 1; k >= s.First && k > m.First-6; k-- {
		if w := p.low(k); w == "[" || w == "(" {
			return p.low(m.Last) == "]"
		} else if w == "]" || w == ")" {
			break
		}
	}
	return d.noun && m.Last <= d.at && m.First > s.First+2 && p.low(m.Last) != "," && p.low(m.First-1) != ","
}

func abs(n int) int {
	if n < 0 {
		return -n
	}
	return n
}

// one is the doer where one did it: who shoots himself is who suffers.
func one(in []people) []people {
	if len(in) == 0 || in[len(in)-1].group != "" {
		return nil
	}
	q := in[len(in)-1]
	q.culprit = false
	return []people{q}
}
