package claim

import (
	"strings"

	"exhibit/internal/lang"
)

// oneHarmed: "Adam Haroun was shot dead", "the driver died", "killed his brother": one person is told of by name or by a
// word for one, without a number. English only: other languages say it by the form of the verb (see single).
func (p *page) oneHarmed(a, b int) (figure, bool) {
	if !p.lex.english {
		return figure{}, false
	}
	for k := int(p.at[a]); k < len(p.hits) && p.hits[k].first < b; k++ {
		h := p.hits[k]
		if h.last > b || !of(cKill, cDie, cInjure, cDead).has(h.class) || p.own[h.first].has(cCasualty) {
			continue
		}
		if p.low(h.first-1) == "to" || p.low(h.first-1) == "not" || p.findWord(max(a, h.first-4), h.first, "if", "whether", "would", "could", "might", "may", "who", "not", "never", "nobody", "been") >= 0 {
			continue
		}
		first, victim := -1, -1
		if h.class == cDie || p.passiveVerb(h.first, a) {
			first, victim = p.oneBefore(h.first, a)
		} else if h.class == cKill {
			first, victim = p.oneBehind(h.last, b)
		}
		if first < 0 {
			continue
		}
		one := 1
		f := figure{Value: lang.Value{Low: &one, High: &one, Exact: &one, Qualifier: "exact", First: first, Last: first + 1}, first: min(first, h.first), last: max(h.last, victim+1), unnumbered: true}
		if f.m = p.measureAt(h.first, b); f.m != mKilled && f.m != mInjured {
			continue
		}
		p.describe(&f, victim)
		return f, true
	}
	return figure{}, false
}

// oneDeath takes a clause that tells of one person's death or hurt and of nothing that another rule reads; beside an
// attack the clause that causes adds is of this kind alone.
func (p *page) oneDeath(c clause) (Kind, string) {
	if fs := p.figures(c.a, c.b); len(fs) == 0 || !fs[0].unnumbered || c.voice == "caption" || p.historic(c) {
		return "", ""
	}
	return Casualty, "casualty.one"
}

// oneBefore finds the one person who is the subject of the verb at v: where the words begin, and the noun or last name.
func (p *page) oneBefore(v, floor int) (first, noun int) {
	i := p.skipAdverbs(v, floor)
	if i > floor && p.low(i-1) == "," { // "Adam Haroun, a driver, was …"
		for k := i - 2; k > floor && k > i-14; k-- {
			if p.low(k) == "," {
				i = k
				if p.tok[k-1].Kind == lang.Number && k-2 > floor && p.low(k-2) == "," {
					i = k - 2 // "Adam Haroun, 34, a driver, was …"
				}
				break
			}
		}
		if p.low(i) != "," {
			return -1, -1
		}
	}
	noun = i - 1
	if noun < floor || p.tok[noun].Kind != lang.Word {
		return -1, -1
	}
	if p.isOnePerson(noun) {
		for k := noun - 1; k >= floor && k > noun-5; k-- {
			switch w := p.low(k); {
			case w == "the" || w == "his" || w == "her" || w == "my" || w == "our" || w == "their" || w == "'s":
				return k, noun
			case p.tok[k].Kind != lang.Word || isAuxiliary(w) || w == "and" || w == "of" || w == "with":
				return -1, -1
			}
		}
		return -1, -1
	}
	return p.oneNamed(noun, floor)
}

// oneNamed reads the name that ends at token i: two capitalised words or more that stand alone as a subject, and that
// name no place, body or force.
func (p *page) oneNamed(i, floor int) (first, last int) {
	k := i
	for k >= floor && i-k < 4 && p.tok[k].Kind == lang.Word && (p.tok[k].Cap || isParticle(p.low(k)) && k < i) {
		if !p.namesNothingElse(k) {
			return -1, -1
		}
		k--
	}
	if i-k < 2 || k >= floor && (p.low(k) == "and" || p.low(k) == "of" || p.low(k) == "in" || p.low(k) == "the" || p.low(k) == "for" || p.low(k) == "from") {
		return -1, -1
	}
	if len(p.look(p.words(k+1, i+1))) > 0 || p.tok[k+1].AllCaps && p.tok[i].AllCaps {
		return -1, -1
	}
	return k + 1, i
}

// namesNothingElse: a capitalised word that the lists know as nothing else than a post or title.
func (p *page) namesNothingElse(i int) bool {
	o := p.own[i]
	if o.any(of(cRole, cRoleTitle, cPerson)) {
		return true
	}
	return !o.any(nameWords()) && !o.any(of(cVictim, cObject, cAttack, cWeapon, cSite, cKill, cSay)) && !p.inDate(i) && !isDeterminer(p.low(i)) && !isLead(p.low(i))
}

// oneBehind finds the one person whom an active verb that ends at token i kills.
func (p *page) oneBehind(i, b int) (first, noun int) {
	if i >= b {
		return -1, -1
	}
	switch p.low(i) {
	case "the", "his", "her", "their", "my", "our":
		for k := i + 1; k < b && k < i+4 && p.tok[k].Kind == lang.Word; k++ {
			if p.isOnePerson(k) && (k+1 >= b || !p.own[k+1].has(cVictim) && !p.isOnePerson(k+1)) {
				return i, k
			}
		}
		return -1, -1
	}
	k := i
	for k < b && k < i+4 && p.tok[k].Kind == lang.Word && p.tok[k].Cap && p.namesNothingElse(k) {
		k++
	}
	if k-i < 2 || k < b && (p.own[k].any(of(cVictim, cForce)) || p.tok[k].Kind == lang.Word && p.tok[k].Cap) || len(p.look(p.words(i, k))) > 0 {
		return -1, -1
	}
	return i, k - 1
}

// isOnePerson: a word for people in the singular.
func (p *page) isOnePerson(i int) bool {
	w := p.low(i)
	if strings.HasSuffix(w, "s") || !p.own[i].any(of(cVictim, cHuman)) && !(p.own[i].has(cRole) && !p.tok[i].Cap) {
		return false
	}
	switch w {
	case "people", "men", "women", "children", "police", "staff", "family", "crew", "team", "group", "couple", "personnel", "population", "crowd", "troop", "chief", "servicemen", "gunmen", "policemen", "fishermen", "firemen", "schoolchildren", "townspeople", "suspect", "gunman", "attacker", "gunwoman", "element", "subject", "friend", "general", "deputy", "youth":
		return w == "friend"
	}
	return !hasAnySuffix(w, "men", "people")
}
