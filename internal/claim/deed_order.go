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

// numberOf splits the value of a noun for people into its type and what the form says of their number and of their part:
// never the subject, or by whom a passive was done.
func numberOf(value string) (typ, number string, object, by bool) {
	value, by = strings.CutSuffix(value, " by")
	value, object = strings.CutSuffix(value, " obj")
	for _, n := range [...]string{"one", "two", "many"} {
		if t, ok := strings.CutSuffix(value, " "+n); ok {
			return t, n, object || by, by
		}
	}
	return value, "", object || by, by
}

// freeOrder fills who did what to whom for a form that tells the deed in one of the ways of the lexicon.
func (p *page) freeOrder(d *deed, h hit, how string, persons []people, lo, hi int) {
	lo, hi = p.clauseOf(h, lo, hi)
	behind, before := p.chain(persons, h.last, hi, false), p.chain(persons, lo, h.first, true)
	d.noun = how == "noun"
	behind, before = p.lessOwn(behind, h.last, hi), p.lessTold(before, lo, h.first)
	switch how {
	case "noun":
		if p.meets(h.last, behind) {
			d.patients = behind
		}
		d.targets = p.things(h.last, min(hi, h.last+9))
	case "passive", "state":
		if how == "passive" && len(behind) > 0 && behind[0].by {
			d.agents, behind = behind, nil
		}
		d.patients = p.nearer(h, before, behind)
		if d.targets = p.things(h.last, min(hi, h.last+9)); len(d.targets) == 0 {
			d.targets = p.things(max(lo, h.first-9), h.first)
		}
		if how == "state" && d.effect != "ruin" {
			d.targets = nil // where somebody died
		}
		if len(d.patients) == 0 {
			d.pronoun = p.findWord(max(lo, h.first-4), h.first, "he", "she", "who", "his", "her") >= 0
		}
	default:
		d.patients, d.agents = behind, before
		if acts(behind) && (!acts(before) || p.areObjects(before)) { // "two residents killed snipers": the object stands first
			d.patients, d.agents = before, behind
		}
		if d.targets = p.things(h.last, min(hi, h.last+9)); len(d.targets) == 0 && len(behind) == 0 {
			d.targets = p.things(max(lo, h.first-9), h.first)
		}
		if len(behind) == 0 && len(d.targets) == 0 && p.areObjects(before) {
			d.patients, d.agents = before, nil
		}
	}
	if len(d.patients) > 0 && d.effect != "death" && d.effect != "injury" { // "a bus with passengers"
		d.patients = slices.DeleteFunc(slices.Clone(d.patients), func(q people) bool { return q.by })
	}
	d.agents = slices.DeleteFunc(slices.Clone(d.agents), func(q people) bool { return !q.does() && !(q.by && q.armed()) })
}

// acts: these are people of a kind that does deeds.
func acts(qs []people) bool {
	return len(qs) > 0 && !slices.ContainsFunc(qs, func(q people) bool { return !q.does() })
}

// does: a group, a word for those who do deeds, or soldiers and police in the form of a subject.
func (q *people) does() bool { return q.group != "" || q.culprit || !q.object && q.armed() }

// armed: soldiers and police.
func (q *people) armed() bool { return q.typ == "active military" || q.typ == "law enforcement" }

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

// lessOwn leaves out the last of a list behind a deed who stands directly before the next: "a driver died, two volunteers
// were hurt".
func (p *page) lessOwn(qs []people, from, hi int) []people {
	n := len(qs)
	if n < 2 || hi >= len(p.tok) || qs[n-1].b != hi || !p.own[hi].has(cDeed) || qs[0].a-from > 6 {
		return qs
	}
	return qs[:n-1]
}

// lessTold leaves out whom the deed before took: the first of a list that stands directly behind it.
func (p *page) lessTold(qs []people, lo, at int) []people {
	n := len(qs)
	if n < 2 || lo == 0 || qs[n-1].b != at || !p.own[lo-1].has(cDeed) || p.commas(lo, qs[0].a) > 0 || p.toldByNoun(lo-1) {
		return qs
	}
	return qs[n-1:]
}

// belongsTo: the word at token i may stand behind a noun as what it belongs to: "the headwoman of the village of X".
func (p *page) belongsTo(i int) bool {
	return p.lex.genitive && p.tok[i].Kind == lang.Word && (p.own[i].any(of(cTarget, cBodyNoun)) || p.tok[i].Cap && p.low(i-1) != "," && p.own[i-1].has(cTarget))
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
	typ, number, object, by := numberOf(value)
	q.typ, q.object, q.by = typ, object, by
	for q.a > floor && (p.adjective(q.a-1) || p.low(q.a-1) == "year-old") && !p.oneNumeral(q.a-1) && !p.own[q.a-1].any(of(cDeed, cHuman, cPerpetrator)) {
		q.a--
	}
	if q.lo != nil && q.a < q.b {
		q.lo, q.hi = nil, nil
	}
	for n := 1; n <= 5 && q.a-n >= floor; n++ {
		v, end, ok := p.numberAt(p.lang, q.a-n, q.b)
		if ok && end == q.a && !p.notPeople(q.a-n, end, q.b) {
			q.lo, q.hi, q.a = v.Low, v.High, q.a-n
			q.object = object && number != "many" // "five soldiers": the number may be the subject
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

// oneNumeral: the word at token i is a number, though it ends as adjectives do.
func (p *page) oneNumeral(i int) bool {
	_, end, ok := p.numberAt(p.lang, i, len(p.tok))
	return ok && end == i+1
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

// ofOffice: what a post belongs to, between it and the name of who holds it: "a deputy of the town council NAME".
func (p *page) ofOffice(a, b int) bool {
	if b-a < 1 || b-a > 4 {
		return false
	}
	for k := a; k < b; k++ {
		if t := &p.tok[k]; t.Kind != lang.Word || t.Cap || t.Gloss != "_" || p.own[k].any(of(cDeed, cSay, cTell, cHuman)) || p.own[k].any(harm()) {
			return false
		}
	}
	return true
}

// sameThing: a thing directly behind another is what it belongs to, as in "the building of a theatre", "a column of cars".
func (p *page) sameThing(out []Party, end int, h hit) bool {
	if !p.lex.genitive || len(out) == 0 || end > h.first {
		return false
	}
	for k := end; k < h.first; k++ {
		if !p.adjective(k) {
			return false
		}
	}
	return true
}

// whereabouts: a thing behind a preposition, told of after another, says where that one was: "a bus at the station".
func (p *page) whereabouts(out []Party, i int) bool {
	if !p.lex.genitive || len(out) == 0 {
		return false
	}
	for i > 0 && p.adjective(i-1) {
		i--
	}
	switch p.low(i - 1) {
	case "in", "at", "near", "from", "behind", "outside", "under", "on":
		return !strings.EqualFold(p.low(i-2), "and")
	}
	return false
}
