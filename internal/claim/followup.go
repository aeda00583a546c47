package claim

// undertaken: "ordered an inquiry", "sanctions were imposed", "asked for a truce": a verb of doing or wanting beside the
// name of what is done about a deed. Neither is an action by itself.
func (p *page) undertaken(c clause) (Kind, string) {
	for k := p.find(c.a, c.b, of(cActThing)); k >= 0; k = p.nextHit(k, c.b, of(cActThing)) {
		h := p.hits[k]
		if p.untaken(c, h) {
			continue
		}
		if d := p.find(max(c.a, h.first-9), h.first, of(cActDo)); d >= 0 && p.near(p.hits[d].last, h.first) {
			return Action, "action." + h.value
		}
		if d := p.find(h.last, min(c.b, h.last+6), of(cActDo)); d >= 0 && p.passive(p.hits[d].first, h.last) {
			return Action, "action." + h.value
		}
	}
	return "", ""
}

// near: no other clause begins between a verb that ends at token a and its object at token b.
func (p *page) near(a, b int) bool {
	for i := a; i < b; i++ {
		switch p.low(i) {
		case ";", "because", "when", "while", "which", "who", "after", "before":
			return false
		}
	}
	return true
}

// untaken: "no charges", "without a trial", "an end to sanctions": the thing is not done, or done away with.
func (p *page) untaken(c clause, h hit) bool {
	for i := h.first - 1; i >= c.a && i > h.first-4; i-- {
		switch p.low(i) {
		case "no", "without", "not", "never":
			return true
		}
	}
	return false
}

// calledFor: a clause whose verb calls on somebody, or for something, is an action of the one who calls; a warning to
// leave or to take cover is none.
func (p *page) calledFor(c clause) (Kind, string) {
	verb := -1
	if w := p.low(c.a); w == "we" || w == "i" {
		if k := p.find(c.a, min(c.b, c.a+5), of(cTell)); k >= 0 && p.hits[k].value == "call" {
			verb = p.hits[k].first // "We call on all governments …", whoever speaks
		}
	}
	if c.sp != nil && c.sp.class == cTell && c.sp.modality == "call" && c.sp.verb >= c.a && c.sp.verb < c.b {
		verb = c.sp.verb
	}
	if verb < 0 {
		return "", ""
	}
	if p.has(verb, c.b, of(cEvacuate, cDisplace)) || p.findWord(verb, c.b, "stay", "remain", "shelter", "shelters", "indoors", "leave", "avoid", "calm", "vigilant", "careful", "money", "ransom") >= 0 {
		return "", ""
	}
	return Action, "action.call"
}
