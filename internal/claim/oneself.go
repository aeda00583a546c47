package claim

import "strings"

// Who kills others and then himself is one of the dead, and no victim of anybody else.

// sexOf is what a pronoun says of one person.
func sexOf(pronoun string) string {
	switch pronoun {
	case "himself", "he", "his", "him":
		return "male"
	case "herself", "she", "her":
		return "female"
	}
	return ""
}

// onlyOne is the last of some people where it is one: "the suspect killed himself".
func (p *page) onlyOne(in []people) []people {
	if len(in) == 0 {
		return nil
	}
	return one(in[len(in)-1:])
}

// thenOneself: "shot his brother and then himself", "killed two people before turning the gun on herself".
func (p *page) thenOneself(d *deed, from, to int) (deed, bool) {
	i := p.findWord(from+2, min(to, from+24), "himself", "herself", "self")
	if d.noun || d.own || i < 0 {
		return deed{}, false
	}
	switch p.low(i - 1) {
	case "and", "then", "on", ",", "before", "&":
	default:
		return deed{}, false
	}
	if p.low(i-1) == "on" && !p.gunTurned(i, from) {
		return deed{}, false
	}
	self := *d
	self.patients, self.targets, self.own, self.sex = one(d.agents), nil, true, sexOf(p.low(i))
	if len(self.patients) > 0 && p.sexDiffers(&self.patients[0], self.sex) {
		self.patients = nil
	}
	if p.low(i-1) == "on" {
		self.effect = ""
	}
	return self, true
}

// inLimb: "shot in the leg", "shot himself in the left hand": who is hit there is hurt, whatever else is said.
func (p *page) inLimb(from, to int) bool {
	i := p.findWord(from, min(to, from+5), "in", "through")
	if i < 0 {
		return false
	}
	switch p.low(i + 1) {
	case "the", "his", "her", "their", "both":
		i++
	}
	switch p.low(i + 1) {
	case "left", "right", "upper", "lower":
		i++
	}
	switch p.form(i + 1) {
	case "leg", "legs", "arm", "arms", "foot", "feet", "hand", "hands", "ankle", "thigh", "knee", "knees", "shoulder", "buttocks", "calf", "finger", "toe", "hip", "wrist", "elbow", "shin", "heel", "thumb", "forearm":
		return true
	}
	return false
}

// gunTurned: "turned the gun on himself".
func (p *page) gunTurned(i, from int) bool {
	return p.findWord(max(from, i-7), i, "turned", "turning", "turns", "turn", "used", "using") >= 0
}

// ownDeaths gives a death by one's own hand its person, who did the deed before it in the sentence: "a man killed his wife before
// killing himself". Who shoots himself is dead where the report calls it a suicide.
func (p *page) ownDeaths(ds []deed) {
	for k := range ds {
		d := &ds[k]
		if !d.own {
			continue
		}
		if d.effect == "" && p.tellsOfSuicide() {
			d.effect = "death"
		}
		for n := k - 1; n >= 0; n-- {
			if ds[n].sent == d.sent && !ds[n].own && len(ds[n].patients) > 0 && !ds[n].noun {
				d.patients = one(ds[n].agents)
				if ds[n].effect == "" && ds[n].typ == "shooting" && p.namesSuicide(p.sents[d.sent].First, p.sents[d.sent].Last) {
					ds[n].effect = "death" // "shot his son and then himself in a murder-suicide"
				}
				break
			}
		}
		if len(d.patients) > 0 && p.sexDiffers(&d.patients[0], d.sex) {
			d.patients = nil
		}
		d.agents = nil
	}
}

func (p *page) sexDiffers(q *people, sex string) bool {
	m := p.mention(q)
	return !differ(m.sex, sex)
}

// tellsOfSuicide: the report says that somebody took his own life, and not that it was attempted.
func (p *page) tellsOfSuicide() bool {
	if p.suicide == 0 {
		p.suicide = -1
		if p.namesSuicide(0, len(p.tok)) {
			p.suicide = 1
		}
	}
	return p.suicide > 0
}

// namesSuicide: "a murder-suicide", "committed suicide".
func (p *page) namesSuicide(a, b int) bool {
	for i := a; i < b; i++ {
		w := p.tok[i].Lower
		if w != "suicide" && !strings.HasSuffix(w, "-suicide") || p.low(i-1) == "attempted" || p.low(i-2) == "attempted" {
			continue
		}
		if w != "suicide" {
			return true
		}
		switch p.low(i - 1) {
		case "murder", "homicide", "/", "-", "committed", "commits", "committing":
			return true
		}
	}
	return false
}
