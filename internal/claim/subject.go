package claim

import "strings"

// compound: the deed before is a noun that nobody suffers in its own right.
func (p *page) compound(before, next hit) bool {
	w := p.form(before.last - 1)
	return (strings.HasSuffix(w, "ing") || strings.HasSuffix(w, "ings") || w == "attack" || w == "robbery") && p.isDeedNoun(before) && p.low(before.last) != "of" && next.first-before.last < 4
}

// inherit1 gives a death without a person the people of the deed before it in the sentence: "a boy wounded on Monday has died", "the
// man who shot himself died".
func (p *page) inherit1(d *deed, h hit, before []deed, sent int) {
	if p.lex.genitive || !strings.HasSuffix(h.value, " state") || d.effect != "death" || len(d.patients) > 0 || d.pronoun || d.noun || p.low(h.first-1) == "and" && !p.diedOf(h) || p.someOfThem(h.first) {
		return
	}
	for k := len(before) - 1; k >= 0 && before[k].sent == sent; k-- {
		b := &before[k]
		if b.noun && len(b.patients) == 0 {
			continue
		}
		if len(b.agents) == 0 || b.own {
			d.patients = b.patients
		}
		return
	}
}

// whoSuffered is who stands before what befell them: not those behind "by", and before a clause of "who" the one it is about: "a man, who was
// out with his wife, died".
func (p *page) whoSuffered(persons []people, a, b int) []people {
	out := p.chain(persons, a, b, true)
	if p.low(b-1) == "," {
		for i := range persons {
			if q := &persons[i]; q.a >= a && q.b+1 < b && p.low(q.b) == "," && p.low(q.b+1) == "who" {
				return persons[i : i+1 : i+1]
			}
		}
	}
	if n := len(out); n > 0 && p.low(out[n-1].a-1) == "by" {
		return nil
	}
	return out
}

// hangsOn: "the grandson of NAME", "the widow of the late judge NAME".
func (p *page) hangsOn(x, y *people) bool {
	k := y.a - 1
	for k > x.b && (p.tok[k].Cap || p.low(k) == "." || p.low(k) == "the" || isArticle(p.low(k))) {
		k--
	}
	return p.low(k) == "of" && k-x.b <= 1
}

// included: "four people, including a girl, were killed": the girl is one of the four.
func (p *page) included(q *people) bool {
	k := q.a - 1
	if isArticle(p.low(k)) {
		k--
	}
	return p.low(k) == "including" || p.low(k) == "among" || p.low(k) == "them" && p.low(k-1) == "of"
}

// whoBehind: "the mother of a girl who died": it is the girl.
func (p *page) whoBehind(i, b int) bool {
	return p.findWord(i, min(b, i+2), "who", "whose") >= 0
}

// isKinWord: what stands before the people of a family: "his wife and younger brother".
func isKinWord(w string) bool {
	switch w {
	case "older", "younger", "elder", "eldest", "youngest", "oldest", "estranged", "unborn", "teenage", "infant", "adult", "newborn", "former", "longtime", "own":
		return true
	}
	return false
}
