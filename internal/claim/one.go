package claim

import (
	"strings"

	"exhibit/internal/lang"
)

// The rules of this file count people whom no number counts, in languages without articles: nouns whose form says that
// they name one person ("lone" as the subject, "ofone" behind a noun) or two ("a married couple").

// persons is how many people the form of the noun at token i names: 1, 2, or 0 where the form does not say.
func (p *page) persons(i int, form string) int {
	for k := int(p.at[i]); k < len(p.hits) && p.hits[k].first == i; k++ {
		if p.hits[k].class != cVictim || p.hits[k].last != i+1 {
			continue
		}
		switch lastWord(p.hits[k].value) {
		case form, "one": // "one" is the object's form, and in most nouns that behind "of" too
			return 1
		case "two":
			return 2
		}
	}
	return 0
}

// unnumbered finds the people of tokens a to b whom no number counts.
func (p *page) unnumbered(a, b int) (figure, bool) {
	if !p.lex.genitive {
		return figure{}, false
	}
	for k := int(p.at[a]); k < len(p.hits) && p.hits[k].first < b; k++ {
		h := p.hits[k]
		if h.last > b || !harm().has(h.class) || p.denied(max(a, h.first-5), h.first) {
			continue
		}
		n, v, last, m := 0, -1, 0, noMeasure
		switch h.class {
		case cBody:
			if h.value == "one" && p.has(a, b, of(cFind)) && !p.numbered(max(a, h.first-3), h.first) {
				n, v, last, m = 1, h.first, h.last, mBodies
			}
		case cDeath, cInjury:
			n, v, last = p.ofNoun(h.last, b)
			m = p.measureAt(h.first, b)
			if n == 0 && h.class == cInjury {
				n, v, last = p.whoReceived(h, a, b)
			}
		case cKill, cDie, cInjure:
			n, v, last = p.listOfOnes(h.last, b)
			m = p.measureAt(h.first, b)
		}
		if n == 0 || m == noMeasure {
			continue
		}
		f := figure{Value: lang.Value{Low: &n, High: &n, Exact: &n, Qualifier: "exact", First: v, Last: v + 1}, m: m, first: min(h.first, v), last: max(h.last, last)}
		p.describe(&f, v)
		return f, true
	}
	return figure{}, false
}

// ofNoun: "the death of a driver", "injuries of a 5-year-old girl and her mother": the case that "of" stands for.
func (p *page) ofNoun(i, b int) (n, v, last int) { return p.list(i, b, "ofone", 1) }

// whoReceived: "the boy received severe burns": the verb stands in the singular beside the noun.
func (p *page) whoReceived(h hit, a, b int) (n, v, last int) {
	lo, hi := max(a, h.first-4), min(b, h.last+3)
	verb := p.findWord(lo, h.first, "received", "sustained")
	if verb < 0 {
		verb = p.findWord(h.last, hi, "received", "sustained")
	}
	if verb < 0 {
		return 0, -1, 0
	}
	if n, v, last = p.listOfOnes(max(verb+1, h.last), b); n > 0 {
		return n, v, last
	}
	if p.low(verb) == "sustained" {
		return 0, -1, 0 // of several, whom the words do not list
	}
	for k := verb - 1; k >= a && k > verb-5; k-- {
		if n := p.persons(k, "lone"); n > 0 {
			return n, k, h.last
		}
	}
	for k := max(verb+1, h.last); k < b && k < verb+8; k++ {
		if n := p.persons(k, "lone"); n > 0 {
			return n, k, k + 1
		}
		if !p.describesPerson(k) && k >= h.last {
			break
		}
	}
	return 0, -1, 0
}

// describesPerson: an adjective, an age, "her": what may stand before the noun of a person.
func (p *page) describesPerson(i int) bool {
	switch p.low(i) {
	case "his", "her", "their", "own", "year-old", "-", "local", "another one", "old", "young":
		return true
	}
	return p.adjective(i) || mayDescribe(&p.tok[i]) && !p.tok[i].Cap && p.low(i) != "and" || p.tok[i].Kind == lang.Number && p.isAgeAt(i) || strings.HasSuffix(p.low(i), "year-old")
}

// isAgeAt: a number with "-year-old" behind it.
func (p *page) isAgeAt(i int) bool {
	return p.low(i+1) == "year-old" || (p.low(i+1) == "-" || p.low(i+1) == "–") && p.low(i+2) == "year-old"
}

// listOfOnes: "a mother and her son died": nouns of one person each, joined, beside the verb. A noun by itself is read
// where the verb says that it tells of one, and a couple by its own form.
func (p *page) listOfOnes(i, b int) (n, v, last int) { return p.list(i, b, "lone", 2) }

// list counts the joined people from token i, each named in the form, with a number at the end of the list; none where
// fewer than the least are named or somebody uncounted stands in it.
func (p *page) list(i, b int, form string, least int) (n, v, last int) {
	v = -1
	for k := i; k < b; k++ {
		if one := p.persons(k, form); one > 0 {
			if v < 0 {
				v = k
			}
			if n > 0 && (!p.joinedPeople(last, k) || k+1 < b && p.own[k+1].any(of(cKill, cDie, cInjure))) {
				break // "a teacher died, her neighbour is wounded": he has a verb of his own
			}
			n, last = n+one, k+1
			continue
		}
		if k-max(i, last) > 4 || p.tok[k].Kind == lang.Number && !p.isAgeAt(k) || !p.describesPerson(k) && !joinsPeople(p.low(k)) {
			break
		}
	}
	if n > 0 && last+1 < b && joinsPeople(p.low(last)) {
		more, next := p.numbersGoOn(last+1, b)
		if n, last = n+more, max(last, next); more == 0 && p.low(last) == "and" && p.findVictim(last+1, min(b, last+3)) >= 0 {
			return 0, -1, 0 // "a teacher and pupils"
		}
	}
	if n < least {
		return 0, -1, 0
	}
	return n, v, last
}

func joinsPeople(w string) bool { return w == "and" || w == "," || w == "with" || w == "from" }

// joinedPeople: a word that joins people stands in tokens a to b.
func (p *page) joinedPeople(a, b int) bool {
	for i := a; i < b; i++ {
		if joinsPeople(p.low(i)) {
			return true
		}
	}
	return false
}

// numbersGoOn: the list ends with a number of people: "a man, a woman and two children".
func (p *page) numbersGoOn(i, b int) (n, last int) {
	if !p.mayCount[i] {
		return 0, 0
	}
	v, next, ok := p.lang.Number(p.tok[:b], i)
	if !ok || v.Exact == nil || v.Qualifier != "exact" {
		return 0, 0
	}
	k := p.findVictim(next, min(b, next+3))
	if k < 0 || k+1 < b && p.find(k+1, min(b, k+3), harm()) >= 0 {
		return 0, 0
	}
	return *v.Exact, k + 1
}

// withOnes adds to a number of people the single ones listed before it under the same verb: "a man, a woman and two
// children died".
func (p *page) withOnes(fs []figure, a int) {
	if !p.lex.genitive || len(fs) == 0 {
		return
	}
	f := &fs[0]
	if f.part || f.m != mKilled && f.m != mInjured || f.Exact == nil || f.Qualifier != "exact" {
		return
	}
	n, from, i := 0, f.Value.First, f.Value.First-1
	for i >= a && joinsPeople(p.low(i)) {
		k := i - 1
		if k < a || p.persons(k, "lone") == 0 {
			return // somebody else stands in the list, or it is none
		}
		n += p.persons(k, "lone")
		from = k
		for k--; k >= a && p.describesPerson(k) && !p.own[k].any(harm()); k-- {
			from = k
		}
		i = k
	}
	if n == 0 {
		return
	}
	before := noMeasure
	if i >= a {
		before = p.measureAt(p.startOf(i), f.Value.Last)
	}
	behind := f.first == f.Value.First && before == noMeasure && p.low(f.first-1) == "and" // "a guard and two visitors died"
	if before != f.m && !behind {
		return
	}
	if behind {
		i = from
	}
	sum := *f.Exact + n
	f.Exact, f.Low, f.High = &sum, &sum, &sum
	f.first = min(f.first, from, p.startOf(i))
}

// oneMore adds to a number of people the one listed behind it: "three women and a man were killed".
func (p *page) oneMore(f *figure, b int) {
	if !p.lex.genitive || f.part || f.m != mKilled && f.m != mInjured || f.Exact == nil || f.Qualifier != "exact" {
		return
	}
	v := p.findVictim(f.Value.Last, min(b, f.Value.Last+3))
	if v < 0 || v+2 >= b || p.low(v+1) != "and" || p.persons(v+2, "lone") == 0 || v+3 < b && p.own[v+3].any(harm()) && p.measureAt(v+3, b) != f.m {
		return
	}
	sum := *f.Exact + 1
	f.Exact, f.Low, f.High, f.last = &sum, &sum, &sum, max(f.last, v+3)
}

// takenAway: people "taken" somewhere are held only where a party takes them or a country is where they go; rescuers
// take people out too.
func (p *page) takenAway(h hit, b int) bool {
	return p.has(max(0, h.first-8), h.first, of(cActor, cCountry, cMetonym)) || p.has(h.last, min(b, h.last+14), of(cCountry, cMetonym))
}
