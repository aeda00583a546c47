package claim

import "exhibit/internal/lang"

// quotation is a stretch of somebody's own words: tokens first to last between the marks. A scrap is a few quoted words
// inside the reporter's sentence ("torture chamber"); it is no speech of its own.
type quotation struct {
	first, last int
	scrap       bool
	closed      bool
	goesOn      bool // continues a quotation that the paragraph before left open
	speech      *speech
}

// quotations finds the quoted stretches. A mark left open ends with its paragraph, and is taken up again when the next
// paragraph closes a mark that it did not open.
func (p *page) quotations() {
	p.quote = emptied(p.desk.quote, len(p.tok))
	open, mark, dangling := -1, "", false
	for s := 0; s < len(p.sents); s++ {
		if s > 0 && p.sents[s].Block != p.sents[s-1].Block {
			if open >= 0 {
				p.addQuote(open, p.sents[s].First, false, false)
				dangling, open = mark == "“" || mark == "«", -1
			} else {
				dangling = false
			}
			if dangling {
				if end := p.closesFirst(s, mark); end > 0 {
					p.addQuote(p.sents[s].First, end, true, true)
				}
			}
		}
		for i := p.sents[s].First; i < p.sents[s].Last; i++ {
			if p.quote[i] != 0 {
				continue
			}
			w := p.low(i)
			switch {
			case open < 0 && (w == "“" || w == "«" || w == "„" || w == "\"" && p.opensHere(i)):
				open, mark = i+1, w
			case open >= 0 && isQuoteEnd(w, mark):
				if i > open {
					p.addQuote(open, i, true, false)
				}
				open = -1
			case open >= 0 && w == "“" && mark == "“" && i-open > 3:
				// A second opening mark: the first was left open, or this one stands inside it.
				if p.outer(i) {
					continue
				}
				p.addQuote(open, i, false, false)
				open = i + 1
			}
		}
	}
	if open >= 0 {
		p.addQuote(open, len(p.tok), false, false)
	}
}

// opensHere tells an opening straight mark from a closing one without a fellow.
func (p *page) opensHere(i int) bool {
	return i+1 < len(p.tok) && (p.tok[i].Spaced || i == 0 || p.tok[i-1].Kind == lang.Punct) && !p.tok[i+1].Spaced
}

func isQuoteEnd(w, mark string) bool {
	switch mark {
	case "“", "„":
		return w == "”" || mark == "„" && w == "“"
	case "«":
		return w == "»"
	}
	return w == mark
}

// outer reports whether the mark at i opens a quotation inside another: two closing marks follow in the paragraph, or
// its own closing mark is followed by more of the outer words.
func (p *page) outer(i int) bool {
	opens, closes := 1, 0
	for k := i + 1; k < len(p.tok) && p.tok[k].Newlines == 0 && k < i+400; k++ {
		switch p.low(k) {
		case "“":
			opens++
		case "”":
			closes++
			if closes > opens {
				return true
			}
		}
	}
	return closes < opens || closes == opens && i+1 < len(p.tok) && !p.tok[i+1].Cap
}

// closesFirst returns the closing mark that ends a quotation begun in the paragraph before s.
func (p *page) closesFirst(s int, mark string) int {
	depth := 0
	want := "”"
	if mark == "«" {
		want = "»"
	}
	for k := s; k < len(p.sents) && p.sents[k].Block == p.sents[s].Block; k++ {
		for i := p.sents[k].First; i < p.sents[k].Last; i++ {
			switch p.low(i) {
			case mark:
				depth++
			case want:
				if depth == 0 {
					return i
				}
				depth--
			}
		}
	}
	return 0
}

func (p *page) addQuote(a, b int, closed, goesOn bool) {
	for b > a && p.tok[b-1].Kind == lang.Punct && !isClose(p.low(b-1)) && p.low(b-1) != "." && p.low(b-1) != "!" && p.low(b-1) != "?" && p.low(b-1) != "," {
		b--
	}
	if b <= a {
		return
	}
	q := quotation{first: a, last: b, closed: closed, goesOn: goesOn}
	words := 0
	for i := a; i < b; i++ {
		if p.tok[i].Kind != lang.Punct {
			words++
		}
	}
	prev := ""
	if a > 1 {
		prev = p.low(a - 2)
	}
	begins := a < 2 || p.tok[a-1].Newlines > 0 || prev == "," || prev == ":" || prev == "." || prev == "!" || prev == "?" || prev == "”"
	// Words woven into the reporter's sentence ("had “…” in") stay part of it.
	woven := !begins && a > 1 && p.tok[a-2].Kind == lang.Word && prev != "that" && prev != "and" && !p.own[a-2].any(of(cSay, cContinue, cTell))
	q.scrap = !goesOn && (words < 5 || woven || words < 9 && !begins && !p.tok[a].Cap)
	p.qs = append(p.qs, q)
	for i := a; i < b; i++ {
		p.quote[i] = int32(len(p.qs))
	}
}

// speechQuote is the quotation token i stands in, scraps left out.
func (p *page) speechQuote(i int) *quotation {
	if i < 0 || i >= len(p.tok) || p.quote[i] == 0 {
		return nil
	}
	q := &p.qs[p.quote[i]-1]
	if q.scrap {
		return nil
	}
	return q
}
