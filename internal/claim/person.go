package claim

import (
	"strings"

	"exhibit/internal/lang"
)

// people are some tokens that name or describe people: "two peasants", "the mayor of X, NAME", "NAME".
type people struct {
	a, b    int
	name    string // proper name
	desc    string // head of the description, as written
	words   string // the whole of it
	of      string // the group or force that they are said to belong to: "members of the …"
	ofState bool   // it is a state's
	typ     string // of the head: civilian, law enforcement …
	culprit bool   // a word for those who do deeds
	group   string // an armed group or force
	state   bool   // the group is a state's
	force   string // a state's forces, with the state
	the     bool   // "the senator": somebody spoken of before
	object  bool   // the form is never the subject of a sentence
	by      bool   // the form tells by whom a passive was done
	lo, hi  *int
}

// peopleIn finds the people in tokens a to b, in order.
func (p *page) peopleIn(a, b int) []people {
	var out []people
	for i := a; i < b; {
		q, ok := p.peopleAt(i, a, b)
		if !ok {
			i++
			continue
		}
		if n := len(out); n > 0 && p.apposed(&out[n-1], &q) {
			i = q.b
			continue
		}
		out = append(out, q)
		i = max(q.b, i+1)
	}
	return out
}

// apposed joins a name and the description beside it: "judge NAME", "NAME, mayor of X".
func (p *page) apposed(before, q *people) bool {
	if before.group != "" || q.group != "" {
		return false
	}
	between := p.beyondAge(before.b, q.a)
	if q.name != "" && p.lex.genitive && p.ofOffice(before.b, q.a) {
		between = 0
	}
	comma := between == 1 && p.low(before.b) == ","
	switch {
	case between > 1 || between == 1 && !comma:
		return false
	case before.name == "" && q.name != "" && before.single():
		before.name, before.b = q.name, q.b
	case before.name != "" && before.desc == "" && q.name == "" && q.desc != "" && comma && q.single() && p.low(q.b) != "and":
		before.desc, before.words, before.typ, before.b, before.culprit = q.desc, q.words, q.typ, q.b, q.culprit
	default:
		return false
	}
	return true
}

// beyondAge counts the tokens from a to b without an age and an article: "his friend, 34-year-old NAME", "NAME, 34, a teacher".
func (p *page) beyondAge(a, b int) int {
	n := b - a
	if n < 2 || n > 5 || p.low(a) != "," {
		return n
	}
	for i := a + 1; i < b; i++ {
		t := &p.tok[i]
		switch {
		case strings.HasSuffix(t.Lower, "-year-old") || isArticle(t.Lower) || t.Lower == "aged" || t.Lower == "age" || t.Lower == ",":
		case t.Kind == lang.Number && t.Runes < 3:
		default:
			return n
		}
	}
	return 1
}

func (q *people) single() bool { return q.lo == nil || *q.lo == 1 }

func (p *page) peopleAt(i, floor, b int) (people, bool) {
	if k := p.find(i, min(b, i+6), of(cHuman, cPerpetrator)); k >= 0 && p.hits[k].first == i {
		if q := p.described(k, floor, b); !p.describesThing(&q) {
			return q, true
		}
	}
	if k := p.find(i, min(b, i+6), of(cActor)); k >= 0 && p.hits[k].first == i {
		h := p.hits[k]
		q := people{a: i, b: h.last, group: h.value, name: p.words(h.first, h.last)}
		if n := p.find(q.b, min(b, q.b+4), of(cHuman, cPerpetrator)); n >= 0 && p.hits[n].first == q.b {
			if m := p.described(n, q.b, b); m.culprit || m.typ == "active military" || isMember(lastWord(m.desc)) {
				q.desc, q.words, q.b = m.desc, m.words, m.b
			}
		}
		return q, true
	}
	if k := p.find(i, min(b, i+4), of(cForce)); k >= 0 && p.hits[k].first == i && !p.own[i].any(of(cHuman)) {
		from := i
		for from > floor && p.own[from-1].has(cNational) {
			from--
		}
		return people{a: from, b: p.hits[k].last, group: p.words(from, p.hits[k].last), name: p.words(from, p.hits[k].last), state: true}, true
	}
	if t := &p.tok[i]; t.Kind == lang.Word && strings.HasSuffix(t.Lower, "-year-old") && p.aged(i, b) {
		one := 1
		return people{a: i, b: i + 1, desc: p.words(i, i+1), words: p.words(i, i+1), typ: "civilian", lo: &one, hi: &one}, true
	}
	if p.low(i) == "another" && i+1 < b && (isAuxiliary(p.low(i+1)) || p.own[i+1].any(of(cDeed)) || p.low(i+1) == "in") || p.ordinalOne(i, b) {
		one := 1 // "one man died and another was wounded"
		return people{a: i, b: i + 1, desc: p.words(i, i+1), typ: "civilian", lo: &one, hi: &one}, true
	}
	if n := p.nameAt(i, b); n > 0 {
		one := 1
		return people{a: i, b: i + n, name: p.words(i, i+n), lo: &one, hi: &one}, true
	}
	return people{}, false
}

// describesThing: "a police truck", "the civilian population", "terrorist attacks" speak of no person.
func (p *page) describesThing(q *people) bool {
	last := q.b - 1
	if p.lex.genitive && (!p.adjective(last) || p.oneNumeral(q.a)) {
		return false // "the driver of a bus", "two workers of a plant"
	}
	if q.b >= len(p.tok) || p.tok[q.b].Kind != lang.Word || strings.HasSuffix(p.form(last), "s") || strings.HasSuffix(p.form(last), "men") {
		return false
	}
	switch p.form(q.b) {
	case "act", "acts", "action", "actions", "activity", "activities", "organization", "organizations", "organisation", "movement", "violence", "offensive", "war", "life", "clothes", "uniform", "uniforms", "sources", "source", "operation", "operations", "campaign", "plan", "plot", "justice":
		return true
	}
	if p.own[q.b].any(of(cTarget, cWeapon)) && !p.tok[q.b].Cap {
		return true
	}
	return q.culprit && p.own[q.b].has(cDeed) && p.isNounHere(q.b)
}

// isNounHere: "terrorist attacks on": no article of an object follows, as it would behind a verb.
func (p *page) isNounHere(i int) bool {
	if p.lex.genitive {
		return p.toldByNoun(i)
	}
	switch p.low(i + 1) {
	case "the", "a", "an", "him", "her", "them", "two", "three":
		return false
	}
	return !strings.HasSuffix(p.form(i), "ed")
}

// aged: "a 14-year-old" without a noun behind it is the person.
func (p *page) aged(i, b int) bool {
	return i+1 >= b || !p.own[i+1].any(of(cHuman, cPerpetrator)) && !p.tok[i+1].Cap && (i+2 >= b || !p.own[i+2].any(of(cHuman, cPerpetrator)))
}

// described takes a noun for people with what stands before it: a number, an article, adjectives, other nouns.
func (p *page) described(k, floor, b int) people {
	h := p.hits[k]
	for n := k + 1; n < len(p.hits) && p.hits[n].first == h.first; n++ {
		if x := p.hits[n]; (x.class == cHuman || x.class == cPerpetrator) && x.last > h.last && x.last <= b {
			h = x
		}
	}
	q := people{b: h.last, desc: p.words(h.first, h.last), typ: h.value, culprit: h.class == cPerpetrator}
	for again := true; again; { // "army officers", "police agents": the last noun is the head
		again = false
		if n := p.find(q.b, min(b, q.b+4), of(cHuman, cPerpetrator)); n >= 0 && p.hits[n].first == q.b {
			x := p.hits[n]
			q.desc, q.b, again = p.words(h.first, x.last), x.last, true
			if q.culprit = q.culprit || x.class == cPerpetrator; x.value != "individual" && x.value != "civilian" {
				q.typ = x.value
			}
		}
	}
	q.a = h.first
	for q.a > floor && p.tok[q.a-1].Kind == lang.Word && !(p.own[q.a-1].has(cDeed) && strings.HasSuffix(p.form(q.a-1), "ing")) && !p.doneTo(q.a) && (p.own[q.a-1].any(of(cNational, cForce)) || mayDescribe(&p.tok[q.a-1]) && !p.tok[q.a-1].Cap && !isAuxiliary(p.low(q.a-1)) && p.low(q.a-1) != "and" && p.low(q.a-1) != "of") {
		q.a--
	}
	if (q.typ == "active military" || q.typ == "law enforcement") && p.has(q.a, h.first, of(cNational)) {
		q.force = p.words(q.a, q.b)
	}
	q.the = p.low(q.a-1) == "the"
	if p.lex.genitive {
		p.describedIn(&q, h.value, floor)
		return q
	}
	p.countPeople(&q, floor)
	if q.words = q.desc; p.lex.deeds {
		end := q.b
		q.words, q.b = p.nounPhrase(h.first, end)
		p.belong(&q, end)
	}
	return q
}

// doneTo: the word before is what was done to the people that begin here: "wounded his wife".
func (p *page) doneTo(i int) bool {
	switch p.low(i) {
	case "his", "her", "their", "its", "the":
		return i > 0 && p.own[i-1].has(cDeed)
	}
	return false
}

// countPeople reads the number of a description: "three", "a"; a plural alone is two or more.
func (p *page) countPeople(q *people, floor int) {
	two, one := 2, 1
	for n := 1; n <= 5 && q.a-n >= floor; n++ {
		v, end, ok := p.numberAt(p.lang, q.a-n, q.b)
		if ok && end == q.a && !p.notPeople(q.a-n, end, q.b) {
			q.lo, q.hi, q.a = v.Low, v.High, q.a-n
			if v.Exact != nil && q.lo == nil {
				q.lo = v.Exact
			}
			return
		}
	}
	if k := p.find(q.b-1, q.b, of(cWho)); k >= 0 && strings.HasSuffix(p.hits[k].value, "two") && p.low(q.b) != "of" {
		q.lo, q.hi = &two, &two // "a couple"
		return
	}
	last := p.form(q.b - 1)
	plural := strings.HasSuffix(last, "s") && !strings.HasSuffix(last, "ss")
	if k := q.a; plural && k > floor && p.tok[k-1].Cap { // "two Lincoln High School students"
		for k > floor && k > q.a-5 && p.tok[k-1].Cap && p.tok[k-1].Kind == lang.Word {
			k--
		}
		if k > floor {
			if v, end, ok := p.numberAt(p.lang, k-1, q.b); ok && end == k && v.Exact != nil && !p.notPeople(k-1, end, q.b) {
				q.lo, q.hi, q.a = v.Exact, v.Exact, k-1
				return
			}
		}
	}
	switch {
	case p.low(q.a) == "a" || p.low(q.a) == "an" || q.a > floor && (p.low(q.a-1) == "a" || p.low(q.a-1) == "an"):
		q.lo, q.hi = &one, &one
	case plural || strings.HasSuffix(last, "men") || last == "children" || last == "people" || last == "police" || last == "personnel" || last == "persons" || last == "wives":
		q.lo = &two
	default:
		q.lo, q.hi = &one, &one
	}
}

// nameAt returns how many tokens from i are the name of a person nobody has on a list: two or more capitalised words,
// or one that such a name ended with before.
func (p *page) nameAt(i, b int) int {
	if !p.mayBeName(i) || p.namesPlace(i) {
		return 0
	}
	switch p.form(i) {
	case "de", "del", "la", "las", "los", "el", "y", "e", "da", "dos":
		return 0 // no name begins with these
	}
	n := 1
	for i+n < b && n < 6 {
		switch w := p.low(i + n); {
		case p.mayBeName(i + n):
		case (w == "de" || w == "la" || w == "del" || w == "los" || w == "las" || w == "van" || w == "von" || w == "al" || w == "el" || w == "y" || w == "e" || w == ".") && i+n+1 < b && p.mayBeName(i+n+1) && (w != "." || p.tok[i+n-1].Runes == 1):
		default:
			goto end
		}
		n++
	}
end:
	for k := n; k > 0; k-- {
		if len(p.look(p.words(i, i+k))) > 0 && (k == n || k > 1) {
			return 0
		}
	}
	if k := p.find(i, i+n, of(cWho)); k >= 0 && p.hits[k].value == "nobody" {
		return 0
	}
	if n == 1 && !p.surname(p.form(i)) && !p.own[i].has(cPerson) {
		return 0
	}
	return n
}

// namesPlace: what stands behind "in", "near", "the", or begins as towns do, is nobody's name.
func (p *page) namesPlace(i int) bool {
	switch p.low(i - 1) {
	case "in", "at", "near", "from", "the", "to", "on", "outside", "around":
		return true
	}
	switch p.form(i - 1) {
	case "san", "santa", "santo", "puerto", "villa", "rio": // inside the name of a town
		return true
	}
	switch p.form(i) {
	case "san", "santa", "santo", "el", "la", "los", "las", "puerto", "villa", "rio", "banco", "radio":
		return true
	}
	for k := i + 1; k < len(p.tok) && k < i+5; k++ {
		if p.own[k].has(cTarget) || p.own[k].any(of(cBodyNoun)) {
			return true
		}
		if !p.tok[k].Cap {
			break
		}
	}
	return false
}

func (p *page) mayBeName(i int) bool {
	t := &p.tok[i]
	return t.Cap && t.Gloss != "'s" && !strings.HasSuffix(t.Lower, "-old") && t.Kind == lang.Word && !t.AllCaps && !p.own[i].any(of(cCountry, cNational, cMetonym, cActor, cBodyName, cBodyUN, cOutlet, cHuman, cPerpetrator, cTarget, cForce, cRole)) && !p.lang.IsDateWord(p.tok, i) && !isLead(t.Gloss)
}

// surname: the text has named somebody in full who is called so.
func (p *page) surname(w string) bool {
	if p.surnames == nil {
		p.surnames = map[string]bool{}
		for i := 0; i+1 < len(p.tok); i++ {
			if p.mayBeName(i) && p.mayBeName(i+1) && p.tok[i+1].Newlines == 0 && (i+2 >= len(p.tok) || !p.mayBeName(i+2)) {
				p.surnames[p.form(i+1)] = true
			}
		}
	}
	return p.surnames[w] && len(p.look(w)) == 0
}
