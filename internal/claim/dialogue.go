package claim

// dialogue gives the paragraphs of an interview their speakers: at least two paragraphs begin with a name and a colon
// ("SECRETARY NAME: …", "Q: …"). A question asserts nothing. A paragraph without a name goes on with the speaker before.
func (p *page) dialogue() {
	type turn struct{ first, colon int }
	var turns []turn
	named := 0
	for i, s := range p.sents {
		if i > 0 && p.sents[i-1].Block == s.Block {
			continue
		}
		if k := p.turnAt(s.First, s.Last); k > 0 {
			turns = append(turns, turn{i, k})
			if !isQuestion(p.low(s.First)) {
				named++
			}
		}
	}
	if len(turns) < 3 || named == 0 {
		return
	}
	p.turns = make([]*speech, len(p.blocks))
	p.asked = make([]bool, len(p.blocks))
	for n, t := range turns {
		end := len(p.sents)
		if n+1 < len(turns) {
			end = turns[n+1].first
		}
		first := p.sents[t.first].First
		question := isQuestion(p.low(first))
		var sp *speech
		if !question {
			if who := p.interpret(first, t.colon); who != nil {
				sp = &speech{who: who, verb: first, class: cSay}
			}
		}
		for i := t.first; i < end; i++ {
			p.turns[p.sents[i].Block], p.asked[p.sents[i].Block] = sp, question
		}
		p.sents[t.first].First = t.colon + 1
	}
}

// turnAt returns the colon behind a name in capitals, or behind Q or A, at the front of a paragraph; 0 for none.
func (p *page) turnAt(a, b int) int {
	for i := a; i < b && i < a+6; i++ {
		if p.low(i) == ":" && i > a {
			return i
		}
		short := p.tok[i].Cap && p.tok[i].Runes == 1
		if !p.tok[i].AllCaps && !short && p.low(i) != "." && !isQuestion(p.low(i)) {
			return 0
		}
	}
	return 0
}

func isQuestion(w string) bool {
	switch w {
	case "question", "q", "reporter", "journalist", "interviewer", "moderator":
		return true
	}
	return false
}
