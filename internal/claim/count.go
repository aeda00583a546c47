package claim

import (
	"strings"

	"exhibit/internal/lang"
)

// measure is what a number counts. Unlike measures are never turned into one another.
type measure uint8

const (
	noMeasure measure = iota
	mKilled
	mInjured
	mCombined
	mMissing
	mDetained
	mDisplaced
	mBodies
)

// figure is one number of people with what it counts.
type figure struct {
	lang.Value
	m           measure
	first, last int // words from the number to the word that says what happened
	status      string
	sex, age    string
	part        bool // "including three children": a part of the figure before
	unnumbered  bool // one person, told of by name or by a word for one
}

// figures finds the numbers of people in tokens a to b.
func (p *page) figures(a, b int) []figure {
	key := uint64(a)<<32 | uint64(b)
	out, ok := p.figuresOf[key]
	if !ok {
		out = p.findFigures(a, b)
		p.figuresOf[key] = out
	}
	return append([]figure(nil), out...)
}

func (p *page) findFigures(a, b int) []figure {
	if p.lex.sayFirst {
		return p.verbalFigures(a, b)
	}
	var out []figure
	w := p.lang
	for i := a; i < b; {
		if !p.mayCount[i] {
			i++
			continue
		}
		v, next, ok := p.numberAt(w, i, b)
		if !ok {
			i++
			continue
		}
		f := figure{Value: v, first: i, last: next}
		if p.notPeople(i, next, b) || !p.measureOf(&f, a, b) && !p.goesOn(&f, out, b) {
			i = next
			continue
		}
		if f.part && len(out) > 0 && p.partsOf(&out[len(out)-1], f, next, b) {
			out[len(out)-1].m = mCombined
		}
		if f.part && p.isPart(f.Value.First, a) && f.age == "" && f.sex == "" && (f.m == mKilled || f.m == mInjured) && (len(out) == 0 || out[len(out)-1].m == mCombined) {
			f.part = false // "90 casualties, including 30 killed": a number of its own
		}
		if f.part && len(out) > 0 {
			out[len(out)-1].last = max(out[len(out)-1].last, f.last)
		}
		out = append(out, f)
		i = max(next, i+1)
	}
	if len(out) == 0 {
		list, listed := p.unnumbered(a, b)
		if out = p.singles(a, b); listed && (len(out) == 0 || *list.Exact > 1 && out[0].m == list.m) {
			out = append(out[:0], list)
		} else if f, ok := p.oneHarmed(a, b); len(out) == 0 && ok {
			out = append(out, f)
		}
	} else if f, ok := p.single(a, min(b, out[0].first)); ok && f.m != out[0].m {
		out = append([]figure{f}, out...) // "a woman died, three more people were hurt"
	}
	p.risen(out, a)
	p.withOnes(out, a)
	if len(out) == 1 {
		p.oneMore(&out[0], b)
	}
	return out
}

// goesOn: "killing a woman, her two sons and a friend": a number in a list of people under one verb counts what the
// verb says.
func (p *page) goesOn(f *figure, before []figure, b int) bool {
	if len(before) == 0 || before[len(before)-1].part || f.part {
		return false
	}
	prev := &before[len(before)-1]
	joined, people := false, false
	for i := prev.Last; i < f.Value.First; i++ {
		switch w := p.low(i); {
		case w == "," || w == "and":
			joined = true
		case p.own[i].has(cVictim):
			people = true
		case w == "her" || w == "his" || w == "their" || mayDescribe(&p.tok[i]) && !isAuxiliary(w):
		default:
			return false
		}
	}
	victim := -1
	for i := f.Value.Last; i < b && i < f.Value.Last+4 && victim < 0; i++ {
		if p.own[i].has(cVictim) {
			for victim = i; victim+1 < b && p.own[victim+1].has(cVictim); victim++ {
			}
		} else if !mayDescribe(&p.tok[i]) {
			return false
		}
	}
	if !joined || !people || victim < 0 || victim+1 < b && !endsList(p.low(victim+1)) {
		return false
	}
	f.m, f.last = prev.m, victim+1
	p.describe(f, victim)
	return true
}

func endsList(w string) bool {
	switch w {
	case ",", ".", ";", "and", "in", "on", "at", "near", "during", "when", "\"", "”":
		return true
	}
	return false
}

// numberAt reads a number, or "a" and "an" before a person.
func (p *page) numberAt(w *lang.Words, i, b int) (lang.Value, int, bool) {
	v, next, ok := w.Number(p.tok[:b], i)
	if ok {
		return v, next, true
	}
	if t := p.low(i); (t == "a" || t == "an" || t == "another") && i+1 < b {
		for k := i + 1; k < b && k < i+4; k++ {
			if h := p.find(k, k+1, of(cVictim)); h >= 0 && p.hits[h].first == k && !strings.HasSuffix(p.low(k), "s") && p.low(k) != "people" && p.low(k) != "family" {
				one := 1
				return lang.Value{Low: &one, High: &one, Exact: &one, Qualifier: "exact", First: i, Last: i + 1}, i + 1, true
			}
			if p.tok[k].Kind != lang.Word {
				break
			}
		}
	}
	return lang.Value{}, i, false
}

// notPeople rules out money, ages, dates, votes, distances, weapons: numbers that count no people.
func (p *page) notPeople(i, next, b int) bool {
	if k := p.dateAt(next); k >= 0 && p.dates[k].Last > i {
		return true
	}
	if i > 3 && p.low(i-1) == "the" && p.low(i-2) == "of" && p.low(i-3) == "many" {
		return true // "how many of the 410" counts nobody
	}
	switch p.low(i - 1) {
	case "of":
		switch p.low(i - 2) {
		case "father", "mother", "parent", "son", "daughter", "age", "member", "group", "part", "team", "gang":
			return i > 1
		}
	case "$", "€", "£", "aged", "age", "#", "article", "resolution", "no", "number", "route", "highway", "figure", "at":
		if i > 0 && !(p.low(i-1) == "at" && p.low(i) != "at") {
			return p.low(i-1) != "at"
		}
	}
	if p.isAgeOrAddress(i, next, b) {
		return true
	}
	if next < b {
		switch n := p.low(next); n {
		case "%", "-", "–", "/", "percent", "pm", "am", "p.m.", "a.m.", "°":
			return true
		case ":":
			return next+1 >= b || p.tok[next+1].Kind == lang.Number || p.tok[i].Kind == lang.Number
		}
	}
	for k := next; k < b && k < next+4; k++ {
		if p.own[k].has(cVictim) {
			return false
		}
		if p.own[k].has(cUnit) {
			return true
		}
		if p.own[k].any(harm()) {
			return false
		}
		if p.tok[k].Kind != lang.Word || p.low(k) == "of" && k > next {
			break
		}
	}
	return p.tok[i].Kind == lang.Number && len(p.tok[i].Lower) == 4 && p.low(i)[0] != '0' && isYear(p.low(i)) && next < b && !p.own[next].any(of(cVictim)) && !p.own[next].any(harm())
}

// isAgeOrAddress: "Name, 28, of", "the 900 block of", "29 year-old", "in 2012", "turned 21".
func (p *page) isAgeOrAddress(i, next, b int) bool {
	if p.tok[i].Kind != lang.Number {
		return false
	}
	prev, n := p.low(i-1), p.low(next)
	switch {
	case i > 1 && prev == "," && p.tok[i-2].Cap && (n == "," || n == "." || n == "and"):
		return true
	case n == "block" || n == "year-old" || n == "years" || n == "yr" || n == "-year-old" || n == "caliber" || n == "calibre":
		return true
	case prev == "turned" || prev == "hwy" || prev == "street" || prev == "room" || prev == "channel" || prev == ".":
		return true
	case len(p.tok[i].Lower) == 4 && isYear(p.tok[i].Lower) && (prev == "in" || prev == "since" || prev == "of" || prev == "by" || prev == "from" || prev == "until" || prev == ","):
		return next >= b || !p.own[next].has(cVictim)
	}
	return i > 0 && p.tok[i-1].Cap && p.tok[i-1].Kind == lang.Word && p.dateFrom(i-1) == i-1 && !p.own[i-1].any(harm()) && !p.sentenceStart(i-1) && len(p.tok[i].Lower) < 4 && next < b && !p.own[next].any(of(cVictim)) && !p.own[next].any(harm())
}

func isYear(s string) bool { return strings.HasPrefix(s, "19") || strings.HasPrefix(s, "20") }

func harm() set {
	return of(cKill, cDie, cDead, cDeath, cInjure, cInjury, cEither, cCasualty, cBody, cMissing, cDetain, cDisplace)
}

// unsplit: "60 killed and wounded", "60 casualties, including those killed and wounded" is one figure for both.
func (p *page) unsplit(f *figure, b int) {
	if f.m != mKilled && f.m != mInjured {
		return
	}
	i := f.last
	if i+1 >= b || p.low(i) != "and" && p.low(i) != "or" && p.low(i) != "/" {
		return
	}
	if m := p.measureAt(i+1, b); (m == mKilled || m == mInjured) && m != f.m {
		next := p.endAt(i + 1)
		// "killed and wounded 60 others" counts on: the second verb has a number of its own.
		if _, _, ok := p.numberAt(p.lang, next, b); ok && p.low(next) != "in" {
			return
		}
		f.m, f.last = mCombined, next
	}
}

// isPart: "including three children", "among them two women", "of whom five".
func (p *page) isPart(i, floor int) bool {
	for k := i - 1; k >= floor && k > i-4; k-- {
		switch p.low(k) {
		case "including", "among", "them", "whom", "includes", "included":
			return true
		}
		if w := p.low(k - 1); p.low(k) == "their" && (w == "from" || w == "of" || w == "among" || w == "with") {
			return p.lex.genitive
		}
		if p.low(k) != "at" && p.low(k) != "least" && p.low(k) != "were" {
			return false
		}
	}
	return false
}

// describe keeps the status, sex and age that the noun states.
func (p *page) describe(f *figure, i int) {
	for k := int(p.at[i]); k < len(p.hits) && p.hits[k].first == i; k++ {
		if p.hits[k].class != cVictim {
			continue
		}
		n := -1
		for w := range strings.FieldsSeq(p.hits[k].value) {
			n++
			switch {
			case n == 0:
				f.status = w
			case w == "child":
				f.age = w
			case w == "one", w == "two", w == "lone", w == "ofone":
			default:
				f.sex = w
			}
		}
	}
}
