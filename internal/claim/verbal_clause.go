package claim

import (
	"exhibit/internal/lang"
)

// verbalClauses cuts a segment where another thing is told: at a semicolon, at a second "that", where harm comes of an
// attack told before. Where harm is told by its cause, the cause may be an attack that nothing else tells of.
func (p *page) verbalClauses(sg segment) []clause {
	var out []clause
	start := sg.a
	add := func(a, b int, only Kind) {
		for a < b && (p.low(a) == "," || p.low(a) == ";") {
			a++
		}
		if b-a >= 2 {
			c := clause{segment: sg, only: only}
			c.a, c.b = a, b
			out = append(out, c)
		}
	}
	for i := sg.a + 1; i < sg.b; i++ {
		if p.low(i) == ";" || p.verbalBreak(i, start, sg.b) {
			add(start, i, "")
			start = i
		}
	}
	add(start, sg.b, "")
	n := len(out)
	for k := 0; k < n; k++ {
		c := out[k]
		if i := p.causeAt(c); i > 0 {
			add(i, c.b, Attack)
		}
	}
	return out
}

// verbalBreak: another assertion begins at token i.
func (p *page) verbalBreak(i, start, b int) bool {
	if i-start < 3 || b-i < 3 {
		return false
	}
	w, n := p.low(i), p.low(i+1)
	comma := p.low(i-1) == ","
	switch {
	case w == "and" && n == "that":
		return true
	case comma && p.named(i, b):
		return true
	case comma && w == "while", w == "and" && n == "this":
		return true
	case comma && w == "after" && n == "that", w == "after that" && comma:
		return p.harmFigure(i, b)
	}
	if k := p.find(i, min(b, i+5), of(cResult)); k >= 0 && p.hits[k].first == i && i-start >= 4 && p.has(start, i, of(cAttack, cRuin, cWeapon)) && p.harmFigure(i, b) {
		return true
	}
	if (w == "and" || w == "so") && p.tok[i].Kind == lang.Word {
		v := p.pastJoiners(i, b)
		attack, told := p.own[min(v, b-1)].any(of(cAttack, cHit, cUse, cRuin)), p.has(start, i, of(cAttack, cRuin, cUse))
		if p.own[min(v, b-1)].any(of(cKill, cDie, cInjure, cMissing, cDetain, cDisplace)) && told && !p.harmFigure(start, i) && p.harmFigure(v, b) {
			return true
		}
		return comma && attack && p.harmFigure(start, i) && !p.attackedBy(v)
	}
	// Posts have no marks: a count of dead stands behind the attack.
	if p.mayCount[i] && p.own[i].any(of(cDead, cInjure)) && p.countOf(i) > 0 && p.tok[i-1].Kind == lang.Word && !p.mayCount[i-1] && p.low(i-1) != "and" && p.low(i-1) != "the" && p.low(i-1) != "in" && p.low(i-1) != "to" && p.low(i-1) != "from" && !p.own[i-1].any(harm()) && !p.has(max(start, i-3), i, of(cResult)) {
		return i-start > 4 && p.has(start, i, of(cAttack)) && p.has(start, i, of(cObject, cWeapon))
	}
	return false
}

// named: the words from token i on give what was told a name in law: ", which amounts to a war crime".
func (p *page) named(i, b int) bool {
	if p.low(i) == "and" {
		i++
	}
	switch p.low(i) {
	case "he", "she", "this", "that", "what", "which":
	default:
		return false
	}
	end := min(b, i+9)
	return p.has(i, end, of(cLabel)) && p.findWord(i, end, "constitutes", "amounts", "what") >= 0 && !p.has(i, end, harm())
}

func (p *page) attackedBy(i int) bool { return i < len(p.tok) && p.low(i) == "the" }

// causeAt: "… were killed in a raid on a school", "… by shelling of the market": where the cause begins; 0 for none.
func (p *page) causeAt(c clause) int {
	for k := p.find(c.a+2, c.b, of(cAttack)); k >= 0; k = p.nextHit(k, c.b, of(cAttack)) {
		h := p.hits[k]
		i := h.first
		if !p.harmFigure(c.a, i) {
			continue
		}
		switch p.low(i - 1) {
		case "in", "because", "after", "the", "":
			if p.has(h.first, c.b, of(cObject)) || p.has(i, c.b, of(cWeapon)) && len(p.sitesIn(i, c.b)) > 0 {
				return i
			}
		}
	}
	return 0
}

// verbalActor is the first party in the words a to b that nothing is done against.
func (p *page) verbalActor(a, b int) string {
	for k := p.find(a, b, of(cActor, cForce, cPerson)); k >= 0; k = p.nextHit(k, b, of(cActor, cForce, cPerson)) {
		h := p.hits[k]
		i := h.first - 1
		if p.low(i) == "the" {
			i--
		}
		if w := p.low(i); w == "on" || w == "against" || p.own[h.first].any(of(cRole, cObject)) || p.own[max(0, i)].any(of(cObject, cRole, cKill, cInjure)) {
			continue
		}
		switch h.class {
		case cActor:
			return h.value
		case cPerson:
			continue
		}
		if n := p.find(h.first, min(b, h.last+3), of(cNational)); n >= 0 {
			return p.words(h.first, p.hits[n].last)
		}
		return p.words(h.first, h.last)
	}
	return p.nationOfAttack(a, b)
}

// nationOfAttack is the country that the noun of an attack is said to be of: "an Israeli air strike", "Turkish shelling".
func (p *page) nationOfAttack(a, b int) string {
	for k := p.find(a, b, of(cAttack)); k >= 0; k = p.nextHit(k, b, of(cAttack)) {
		h := p.hits[k]
		for i := h.last; i < b && i < h.last+3; i++ {
			if n := p.find(i, min(b, i+1), of(cNational)); n >= 0 && p.hits[n].first == i {
				return p.hits[n].value
			}
			if !p.own[i].has(cWeapon) && p.low(i) != "the" && p.low(i) != "military" {
				break
			}
		}
	}
	return ""
}

// otherThanAttack: the words tell of conduct again and again, or call the attack a name.
func (p *page) otherThanAttack(c clause) bool {
	if p.shownFirst(c) {
		return true
	}
	return c.only == "" && (p.has(c.a, c.b, of(cPattern)) || c.sp != nil && c.sp.class == cTell && c.sp.modality == "" && p.has(c.a, c.b, of(cLabel)))
}

// shownFirst: "the video published by residents shows burnt cars": the clause begins with a thing that is shown.
func (p *page) shownFirst(c clause) bool {
	k := p.find(c.a, c.b, of(cEvidence))
	return k >= 0 && p.hits[k].first < c.a+4 && c.only == "" && p.has(c.a, min(c.b, p.hits[k].last+3), of(cShow))
}

// verbalAttack: a party attacked ("their aircraft carried out the strike"), whoever suffered; or one claims it.
func (p *page) verbalAttack(c clause) bool {
	if c.sp != nil && c.sp.class == cTell && c.sp.modality == "" {
		return false // "condemned the attack"
	}
	if p.actor(c.a, c.b) != "" && (c.sp != nil || len(p.sitesIn(c.a, c.b)) > 0) {
		return true
	}
	return c.sp != nil && c.sp.who != nil && c.sp.who.kind == aCountry && c.b-c.a < 8 && c.sp.class == cSay
}

// toldOf: an attack at the same place was told before.
func (p *page) toldOf(before []Claim, c *Claim) bool {
	for i := range before {
		b := &before[i]
		if b.Kind == Attack && (b.Place == c.Place || c.Place == "") && (b.IncidentDate == c.IncidentDate || b.IncidentDate == "" || c.IncidentDate == "") {
			return true
		}
	}
	return false
}

// isShadowed: "shelling" says nothing more where the munition is named.
func (p *page) isShadowed(out *Claim, h hit) bool {
	return h.value == "shelling" && len(out.Weapons) > 0
}
