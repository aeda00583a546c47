package claim

import (
	"strings"

	"exhibit/internal/lang"
)

// singles: "the driver died, a paramedic is wounded": one person of each measure, where no number stands.
func (p *page) singles(a, b int) []figure {
	var out []figure
	for f, ok := p.single(a, b); ok; f, ok = p.single(a, b) {
		if len(out) == 0 || f.m != out[len(out)-1].m {
			out = append(out, f)
		}
		if a = f.last; len(out) == 2 || a >= b {
			break
		}
	}
	return out
}

// single: "a woman died", "the driver is wounded" in a language without articles: a verb that tells of one person, with
// one; or one person behind a verb of killing. No number but an age may stand beside it.
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
		case of(cDie, cKill, cInjure).has(h.class) && h.value == "one":
			if v = p.findVictim(h.last, p.commaFrom(h.last, min(b, h.last+4))); v < 0 {
				v = p.findVictim(max(a, h.first-4), h.first)
			}
		case h.class == cKill || h.class == cInjure || h.class == cDetain && !p.has(a, b, of(cAct, cHedge)): // no suspect
			if v = p.findVictim(h.last, min(b, h.last+4)); v >= 0 && !p.isOne(v) {
				v = -1
			} else if v < 0 && h.first > a && p.isOne(h.first-1) {
				v = h.first - 1 // "an activist" in the case of what is done to him, before the verb
			}
		default:
			continue
		}
		if v < 0 || p.denied(max(a, h.first-5), h.first) {
			continue
		}
		first, last := min(h.first, v), max(h.last, v+1)
		if h.value == "one" && p.numbered(p.commaBefore(first, max(a, first-4)), p.commaFrom(last, min(b, last+3))) || h.value != "one" && p.numbered(h.last, v+1) {
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

// commaFrom is the first comma in tokens i to b, b where there is none.
func (p *page) commaFrom(i, b int) int {
	for i < b && p.low(i) != "," {
		i++
	}
	return i
}

// commaBefore is behind the last comma in tokens a to i, a where there is none.
func (p *page) commaBefore(i, a int) int {
	for i > a && p.low(i-1) != "," {
		i--
	}
	return i
}

// numbered: a number that may count people stands in tokens a to b.
func (p *page) numbered(a, b int) bool {
	for i := a; i < b; i++ {
		if !p.mayCount[i] {
			continue
		}
		if _, next, ok := p.lang.Number(p.tok[:b], i); ok && !p.inDate(i) && !p.isAge(i, next) {
			return true
		}
	}
	return false
}

// isAge: "62-year-old", "aged 15", "a boy of 7 years".
func (p *page) isAge(i, next int) bool {
	if isAged(p.low(i - 1)) {
		return true
	}
	if p.low(next) == "-" {
		next++
	}
	switch p.low(next) {
	case "year-old", "-year-old", "years", "year":
		return true
	}
	return false
}

func isAged(w string) bool { return w == "aged" || w == "age" }

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

// risen: "the toll rose to seven" counts seven, not up to seven.
func (p *page) risen(fs []figure, floor int) {
	for i := range fs {
		if f := &fs[i]; p.lex.genitive && f.Qualifier == "up_to" && p.has(max(floor, f.Value.First-4), f.Value.First, of(cMore)) {
			f.Qualifier, f.Exact, f.Low = "exact", f.High, f.High
		}
	}
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
	if k < 0 || !p.has(start, i, of(cObject)) && !(p.has(start, i, of(cWeapon)) && len(p.sitesIn(start, i)) > 0) || p.harmFigure(start, i) || p.figuresFrom(i, b) > 4 {
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
