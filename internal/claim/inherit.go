package claim

import "exhibit/internal/lang"

// attribute gives the quotations that begin in a sentence their speakers: from the verb of saying before or behind the
// marks, else from the quotation before in the same paragraph, else from the one it continues.
func (p *page) attribute(s lang.Sentence) {
	for n := range p.qs {
		q := &p.qs[n]
		if q.speech != nil || q.scrap || q.first < s.First || q.first >= s.Last {
			continue
		}
		q.speech = p.quoteSpeaker(q, s)
		if q.speech != nil {
			p.lastQuoted = q.speech
		}
	}
}

func (p *page) quoteSpeaker(q *quotation, s lang.Sentence) *speech {
	if q.goesOn {
		return p.lastQuoted
	}
	if f := p.frame(s.First, q.first-1); f != nil && !f.after {
		p.settle(f.sp, s.First, q.first-1)
		return f.sp
	}
	if sp, _, _ := p.accordingIn(s.First, q.first); sp != nil {
		p.settle(sp, s.First, q.first)
		return sp
	}
	if sp := p.after(q); sp != nil {
		return sp
	}
	return p.lastQuoted
}

// after reads the `," said X` behind a quotation.
func (p *page) after(q *quotation) *speech {
	i := q.last + 1
	if i >= len(p.tok) || p.tok[i].Newlines > 0 {
		return nil
	}
	end := i
	for end < len(p.tok) && end < i+30 && p.tok[end].Newlines == 0 && p.quote[end] == 0 && p.low(end) != "." {
		end++
	}
	if !p.lowerStart(i) && p.low(q.last-1) != "," {
		return nil
	}
	f := p.frame(i, end)
	if f == nil {
		return nil
	}
	p.settle(f.sp, i, end)
	if k := p.find(i, end, of(cOutletIn)); k >= 0 {
		if who, _ := p.nameAfter(p.hits[k].last, end); who != nil && who.kind == aPress {
			f.sp.outlet = who.name
		}
	}
	return f.sp
}

func (p *page) lowerStart(i int) bool { return !p.tok[i].Cap }

// inherit fills from the context what the words of a claim leave out: the party of the claim it continues, the place.
func (p *page) inherit(out *Claim, c clause, ch choice) {
	if ch.rule == "attack.continued" && out.ActorAccused == "" && p.last != nil {
		out.ActorAccused = p.last.ActorAccused
	}
	if out.Place == "" && out.Kind != Denial {
		if p.last != nil && (out.Kind == Casualty || c.sp != nil && p.last.Speaker == out.Speaker) && p.last.Place != "" {
			out.Place, out.PlacePrecision, out.Lat, out.Lon = p.last.Place, p.last.PlacePrecision, p.last.Lat, p.last.Lon
		} else if p.home != "" {
			out.Place, out.PlacePrecision = p.home, "country"
		}
	}
}
