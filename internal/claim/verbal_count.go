package claim

import (
	"strings"

	"exhibit/internal/lang"
)

// countOf is how many people or bodies the form of the noun at token i tells of: one, two, or 0 for no number.
func (p *page) countOf(i int) int {
	for k := int(p.at[i]); k < len(p.hits) && p.hits[k].first == i; k++ {
		if h := p.hits[k]; h.class == cVictim || harm().has(h.class) {
			switch {
			case h.value == "one" || strings.HasSuffix(h.value, " one"):
				return 1
			case h.value == "two" || strings.HasSuffix(h.value, " two"):
				return 2
			}
		}
	}
	return 0
}

// verbalFigures finds the numbers of people in tokens a to b: what happened stands before the number, or is the noun
// counted ("7 martyrs"), or stands behind the people.
func (p *page) verbalFigures(a, b int) []figure {
	var out []figure
	last := -1 // the token behind the number before
	for i := a; i < b; {
		v, next, ok := lang.Value{}, i, false
		if p.mayCount[i] {
			v, next, ok = p.lang.Number(p.tok[:b], i)
			if ok && v.Low != nil && *v.Low < 3 && p.countOf(i) > 0 && next == i+1 {
				ok = false
			}
		}
		noun := false
		if !ok && i != last && p.countOf(i) > 0 && !p.alreadyCounted(i, a) {
			n := p.countOf(i)
			v, next, ok, noun = lang.Value{Low: &n, High: &n, Exact: &n, Qualifier: "exact", First: i, Last: i + 1}, i+1, true, true
			if p.low(i+1) == "and" && i+2 < b && p.own[i+2].has(cVictim) && p.countOf(i+2) == 0 && !p.own[i+2].any(of(cDead, cInjure)) {
				v.Exact, v.High, v.Qualifier = nil, nil, "at_least" // "a woman and her children"
			}
		}
		if !ok {
			i++
			continue
		}
		f := figure{Value: v, first: i, last: next}
		if !noun {
			last = next
			if p.notCounted(i, next, b) {
				i = max(next, i+1)
				continue
			}
		}
		if !p.verbalMeasure(&f, out, a, b, noun) {
			i = max(next, i+1)
			continue
		}
		if n := len(out); n > 0 && noun && !f.part && !out[n-1].part && out[n-1].m == f.m && f.first <= out[n-1].last+3 && out[n-1].Exact != nil && p.joined(out[n-1].last, f.Value.First) {
			sum := *out[n-1].Exact + *f.Exact
			out[n-1].Exact, out[n-1].Low, out[n-1].High, out[n-1].last, out[n-1].Last = &sum, &sum, &sum, f.last, f.Last
		} else {
			if f.part && n > 0 {
				out[n-1].last = max(out[n-1].last, f.last)
			}
			out = append(out, f)
		}
		i = max(next, i+1)
	}
	return out
}

// alreadyCounted: a number or a word such as "every" stands right before the noun at token i.
func (p *page) alreadyCounted(i, floor int) bool {
	for k := i - 1; k >= floor && k > i-3; k-- {
		if p.tok[k].Kind == lang.Number || p.mayCount[k] && p.countOf(k) == 0 && k == i-1 {
			return true
		}
		switch p.low(k) {
		case "each", "without", "not", "any":
			return true
		case "the":
		default:
			return false
		}
	}
	return false
}

// notCounted: the number is of a day, money, a share, an age or of things, or says that nobody was hurt.
func (p *page) notCounted(i, next, b int) bool {
	if k := p.dateAt(next); k >= 0 && p.dates[k].Last > i && next <= p.dates[k].Last {
		return true
	}
	if next < b && p.tok[next].Kind == lang.Punct {
		switch p.low(next) {
		case "%", ":", "/", "°", "-", "–":
			return true
		}
	}
	for k := next; k < b && k < next+2; k++ {
		switch w := p.low(k); {
		case w == "percent" || w == "years" || w == "year" || w == "hours":
			return true
		case p.own[k].has(cVictim) || p.own[k].any(harm()):
			k = b
		case p.own[k].has(cUnit) && !p.own[k].any(harm()):
			return true
		case p.tok[k].Kind != lang.Word || w == "and":
			k = b
		}
	}
	return p.numbersAThing(i, next) || p.denied(max(0, i-3), i) || p.has(max(0, i-4), i, of(cAct)) || p.low(i-1) == "without" || p.low(i-2) == "without"
}

// numbersAThing: the number behind a noun with its article is the noun's own: "article 8", "the hour 5", "regiment
// 46". People stand behind a number that counts them.
func (p *page) numbersAThing(i, next int) bool {
	if next < len(p.tok) && (p.own[next].has(cVictim) || p.own[next].any(harm())) {
		return false
	}
	return i > 1 && p.low(i-2) == "the" && p.tok[i-1].Kind == lang.Word && p.low(i-1) != "others" && !p.own[i-1].any(harm()) && !p.own[i-1].any(of(cToll, cTollKilled, cVictim)) && p.dateFrom(i-1) == i-1 && !p.inDate(i-1)
}

func (p *page) joined(a, b int) bool {
	for i := a; i < b; i++ {
		if p.low(i) == "and" || p.low(i) == "," {
			return true
		}
	}
	return false
}

// verbalMeasure says what the number counts.
func (p *page) verbalMeasure(f *figure, before []figure, a, b int, noun bool) bool {
	at := f.Value.First
	part := false
	for k := at - 1; k >= a && k > at-4; k-- {
		if w := p.low(k); w == "including" || w == "among" {
			part = true
		} else if w != "" && w != "them" && w != "the" && w != "at" && w != "least" {
			break
		}
	}
	f.part = part && len(before) > 0
	// The noun itself, or the noun behind the number.
	victim := -1
	from := f.last
	if noun {
		from = at
	}
	for k := from; k < b && k < f.last+5; k++ {
		m := p.measureAt(k, b)
		if m != noMeasure && !(k > f.last && p.verbHere(k)) {
			if m == mKilled && at > a && p.own[at-1].has(cBody) {
				m = mBodies // "recovered the bodies of 9 martyrs"
			}
			f.m, f.last = m, p.endAt(k)
			break
		}
		if p.own[k].has(cVictim) {
			victim = k
			p.describe(f, k)
			f.last = k + 1
			break
		}
		if w := p.low(k); p.tok[k].Kind != lang.Word || w == "and" || w == "including" || w == "which" || w == "that" {
			break
		}
	}
	if noun && p.own[at].has(cVictim) && f.m == noMeasure {
		victim = at
	}
	if f.m == noMeasure && victim >= 0 && p.findWord(max(a, at-2), at, "still") >= 0 {
		f.m = p.measureAhead(f, victim, b, noun) // "7 others are still missing"
	}
	if f.m == noMeasure {
		f.m = p.measureBehind(f, a, noun)
	}
	if f.m == noMeasure && victim >= 0 {
		f.m = p.measureAhead(f, victim, b, noun)
	}
	if f.m == noMeasure && len(before) > 0 && victim >= 0 && p.onlyPeople(before[len(before)-1].Last, at) {
		f.m, f.part = before[len(before)-1].m, before[len(before)-1].part
	}
	if f.part && f.m != noMeasure && victim < 0 && before[len(before)-1].m != f.m {
		f.part = false // "30 casualties, of them 12 dead"
	}
	if f.part && f.m == noMeasure {
		f.m = before[len(before)-1].m
	}
	return f.m != noMeasure
}

// verbHere: the word of harm at token k is a verb, which has people of its own behind it.
func (p *page) verbHere(k int) bool {
	return p.low(k-1) == "and" || p.own[k].any(of(cKill, cDie, cDetain, cDisplace, cMissing))
}

// measureBehind is what the words before the number tell of the people counted.
func (p *page) measureBehind(f *figure, a int, noun bool) measure {
	reach := 9
	if noun {
		reach = 5
	}
	for k := f.Value.First - 1; k >= a && k > f.Value.First-reach; k-- {
		t, w := &p.tok[k], p.low(k)
		if t.Kind == lang.Number && !p.inDate(k) {
			return noMeasure
		}
		if t.Kind == lang.Punct && w != "," && w != ":" && w != "(" {
			return noMeasure
		}
		if s := p.startOf(k); p.own[k].any(harm()) && s <= k {
			if m := p.measureAt(s, len(p.tok)); m != noMeasure && p.low(s-1) != "not" {
				f.first = s
				return m
			}
		}
		if p.own[k].any(of(cTollKilled)) {
			f.first = k
			return mKilled
		}
		if w == "," || w == "which" || w == "that" || p.own[k].any(of(cVictim, cObject)) && k < f.Value.First-3 || p.own[k].any(of(cAttack, cRuin, cWeapon)) {
			return noMeasure
		}
	}
	return noMeasure
}

// measureAhead: "471 people were killed": what happened stands behind the people.
func (p *page) measureAhead(f *figure, victim, b int, noun bool) measure {
	limit := min(b, victim+7)
	if noun {
		limit = min(b, victim+3)
	}
	for k := victim + 1; k < limit; k++ {
		switch w := p.low(k); {
		case p.tok[k].Kind != lang.Word, w == "and", w == "including" && noun, w == "which" && noun, w == "during", w == "after", w == "because", w == "through", w == "near":
			return noMeasure
		}
		if m := p.measureAt(k, b); m != noMeasure {
			end := p.endAt(k)
			if noun && p.has(end, min(b, end+3), of(cVictim)) {
				return noMeasure
			}
			f.last = end
			return m
		}
		if p.own[k].any(of(cAttack, cSay, cObject)) {
			return noMeasure
		}
	}
	return noMeasure
}

// onlyPeople: between two numbers stand only people and joining words.
func (p *page) onlyPeople(a, b int) bool {
	joined := false
	for i := a; i < b; i++ {
		switch w := p.low(i); {
		case w == "and":
			joined = true
		case w == "," || w == "the" || w == "from" || w == "":
		case p.own[i].any(of(cVictim, cDead, cInjure)):
		default:
			return false
		}
	}
	return joined && b-a < 8
}

// verbalHarm: "civilians were killed" without a number, the people behind the verb.
func (p *page) verbalHarm(h hit, b int) bool {
	k := p.find(h.last, min(b, h.last+4), of(cVictim))
	return k >= 0 && p.countOf(p.hits[k].first) == 0 && !p.has(h.last, p.hits[k].first, of(cAttack, cObject))
}

// gravesCounted: "the province holds more than 95 mass graves".
func (p *page) gravesCounted(c clause) bool {
	k := p.find(c.a, c.b, of(cSite))
	return k >= 0 && p.numbered(max(c.a, p.hits[k].first-3), p.hits[k].first)
}

// tollOfOne: "the toll of the shelling rose to 7": the total of one event in one town, not of a war.
func (p *page) tollOfOne(c *Claim, wide bool) bool {
	return p.lex.sayFirst && !wide && c.Place != "" && !strings.Contains(c.Scope, " since ") && c.KilledMin != nil && *c.KilledMin < 500
}
