package claim

import (
	"slices"
	"strings"

	"exhibit/internal/lang"
)

// The rules of this file read deeds in languages where the order of words is free: the lexicon says of each form how it
// tells the deed (a noun, a passive, a state, or somebody does it), and of each noun how many its form names.

// deedForm splits the value of a deed into type, effect and how the form tells it.
func deedForm(value string) (typ, effect, how string) {
	typ, rest, _ := strings.Cut(value, " ")
	for _, w := range strings.Fields(rest) {
		switch w {
		case "state", "noun", "passive":
			how = w
		case "own":
		default:
			effect = w
		}
	}
	return typ, effect, how
}

// toldByNoun: the word at token i tells a deed as a noun.
func (p *page) toldByNoun(i int) bool {
	k := p.find(i, i+1, of(cDeed))
	if k < 0 {
		return false
	}
	_, _, how := deedForm(p.hits[k].value)
	return how == "noun"
}

// numberOf splits the value of a noun for people into its type and what the form says of their number.
func numberOf(value string) (typ, number string, object bool) {
	value, object = strings.CutSuffix(value, " obj")
	for _, n := range [...]string{"one", "two", "many"} {
		if t, ok := strings.CutSuffix(value, " "+n); ok {
			return t, n, object
		}
	}
	return value, "", object
}

// freeOrder fills who did what to whom for a form that tells the deed in one of the ways of the lexicon.
func (p *page) freeOrder(d *deed, h hit, how string, persons []people, lo, hi int) {
	lo, hi = p.clauseOf(h, lo, hi)
	behind, before := p.chain(persons, h.last, hi, false), p.chain(persons, lo, h.first, true)
	d.noun = how == "noun"
	switch how {
	case "noun":
		if p.meets(h.last, behind) {
			d.patients = behind
		}
		d.targets = p.things(h.last, min(hi, h.last+9))
	case "passive", "state":
		d.patients = p.nearer(h, before, behind)
		if d.targets = p.things(h.last, min(hi, h.last+9)); len(d.targets) == 0 {
			d.targets = p.things(max(lo, h.first-9), h.first)
		}
		if how == "state" {
			d.targets = nil // where somebody died
		}
		if len(d.patients) == 0 {
			d.pronoun = p.findWord(max(lo, h.first-4), h.first, "he", "she", "who", "his", "her") >= 0
		}
	default:
		d.patients, d.agents = behind, before
		if acts(behind) && !acts(before) { // "two residents killed snipers": the object stands first
			d.patients, d.agents = before, behind
		}
		if d.targets = p.things(h.last, min(hi, h.last+9)); len(d.targets) == 0 && len(behind) == 0 {
			d.targets = p.things(max(lo, h.first-9), h.first)
		}
		if len(behind) == 0 && len(d.targets) == 0 && p.areObjects(before) {
			d.patients, d.agents = before, nil
		}
	}
	d.agents = slices.DeleteFunc(slices.Clone(d.agents), func(q people) bool { return q.group == "" && !q.culprit })
}

// acts: these are people of a kind that does deeds.
func acts(qs []people) bool {
	return len(qs) > 0 && !slices.ContainsFunc(qs, func(q people) bool { return q.group == "" && !q.culprit })
}

// clauseOf narrows lo and hi to the clause around the form: what stands behind "that", a semicolon or a verb of saying is
// told apart.
func (p *page) clauseOf(h hit, lo, hi int) (int, int) {
	for i := h.last; i < hi; i++ {
		if p.tellsApart(i) {
			hi = i
		}
	}
	for i := h.first - 1; i >= lo; i-- {
		if p.tellsApart(i) && (p.low(i) != "which" || p.commas(i, h.first)%2 == 0) { // "the man, who …, died": the remark is closed
			lo = i + 1
		}
	}
	return lo, hi
}

func (p *page) tellsApart(i int) bool {
	switch p.low(i) {
	case ";", ":", "that", "which", "where", "when", "because":
		return true
	}
	return isDash(p.low(i)) || p.own[i].any(of(cSay, cAccording))
}

// meets: people stand directly behind a noun of a deed, or behind a word of aim.
func (p *page) meets(i int, qs []people) bool {
	if len(qs) == 0 {
		return false
	}
	for k := i; k < qs[0].a; k++ {
		switch p.low(k) {
		case "on", "of", "against", "at", "for":
			return true
		}
		if !p.describesPerson(k) {
			return false
		}
	}
	return true
}

// nearer chooses whom a passive or a state speaks of: those behind it where they stand close, else those before.
func (p *page) nearer(h hit, before, behind []people) []people {
	if n := len(before); n > 0 && p.commas(before[n-1].b, h.first)%2 == 1 {
		before = nil // behind one comma something else is told; two hold a remark
	}
	switch {
	case len(behind) == 0:
		return before
	case len(before) == 0:
		return behind
	}
	back, ahead := h.first-before[len(before)-1].b, behind[0].a-h.last
	if p.commas(h.last, behind[0].a) > 0 {
		return before
	}
	if ahead <= back {
		return behind
	}
	return before
}

func (p *page) commas(a, b int) (n int) {
	for i := a; i < b; i++ {
		if p.low(i) == "," {
			n++
		}
	}
	return n
}

// areObjects: people in a form that is never the subject, before a verb without an object behind it: "two women they shot".
func (p *page) areObjects(qs []people) bool {
	return len(qs) > 0 && !slices.ContainsFunc(qs, func(q people) bool { return !q.object || q.culprit || q.group != "" })
}

// describedIn gives a noun for people what the lexicon says of its form, and takes the adjectives before it.
func (p *page) describedIn(q *people, value string, floor int) {
	typ, number, object := numberOf(value)
	q.typ, q.object = typ, object
	for q.a > floor && (p.adjective(q.a-1) || p.low(q.a-1) == "year-old") && !p.own[q.a-1].any(of(cDeed, cHuman, cPerpetrator)) {
		q.a--
	}
	if q.lo != nil && q.a < q.b {
		q.lo, q.hi = nil, nil
	}
	for n := 1; n <= 5 && q.a-n >= floor; n++ {
		v, end, ok := p.numberAt(p.lang, q.a-n, q.b)
		if ok && end == q.a && !p.notPeople(q.a-n, end, q.b) {
			q.lo, q.hi, q.a = v.Low, v.High, q.a-n
			return
		}
	}
	one, two := 1, 2
	switch number {
	case "one":
		q.lo, q.hi = &one, &one
	case "two":
		q.lo, q.hi = &two, &two
	case "many":
		q.lo = &two
	default:
		q.lo = &one
	}
}

// speaksIn: whom words of attribution or of saying stand beside tells of the deed, and did not suffer it; so does one who
// is named only behind a post.
func (p *page) speaksIn(q people) bool {
	if p.has(max(0, q.a-6), q.a, of(cAccording)) && p.findWord(max(0, q.a-6), q.a, ",") < 0 {
		return true
	}
	for k := q.a - 1; k >= 0 && k > q.a-5 && p.tok[k].Kind == lang.Word; k-- {
		if p.own[k].any(of(cSay, cTell)) || q.name != "" && p.own[k].any(of(cRole, cRoleTitle, cBodyNoun, cBodyName)) {
			return true
		}
	}
	for k := q.b; k < len(p.tok) && k < q.b+3 && p.tok[k].Kind == lang.Word; k++ {
		if p.own[k].any(of(cSay, cTell)) {
			return true
		}
	}
	return q.name != "" && q.desc == "" && p.own[q.a].has(cPerson)
}
