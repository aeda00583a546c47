package claim

import (
	"strings"

	"exhibit/internal/lang"
)

// attribute gives the quotations that begin in a sentence their speakers: from the verb of saying before or behind the
// marks, else from the quotation before in the same paragraph, else from the one it continues.
func (p *page) attribute(s lang.Sentence) {
	for ; p.nextQuote < len(p.qs) && p.qs[p.nextQuote].first < s.Last; p.nextQuote++ {
		q := &p.qs[p.nextQuote]
		if q.scrap {
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
	if sp := p.insideQuote(q); sp != nil {
		return sp
	}
	if sp := p.after(q); sp != nil {
		return sp
	}
	if sp := p.colonSpeaker(s.First, q.first-1); sp != nil {
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
		return p.unnamed(i, end)
	}
	p.settle(f.sp, i, end)
	if k := p.find(i, end, of(cOutletIn)); k >= 0 {
		if who, _ := p.nameAfter(p.hits[k].last, end); who != nil && who.kind == aPress {
			f.sp.outlet = who.name
		}
	}
	return f.sp
}

// unnamed: a verb of saying stands behind the quotation, with a speaker whom no rule knows ("said one driver"). The
// words name them; the quotation is never given to somebody else.
func (p *page) unnamed(i, end int) *speech {
	k := p.find(i, min(end, i+8), of(cSay, cContinue))
	if k < 0 {
		return nil
	}
	v := p.hits[k]
	a, b := i, v.first
	if b-a < 1 {
		a, b = v.last, v.last
		for b < end && b < a+6 && p.tok[b].Kind == lang.Word && p.low(b) != "who" && p.low(b) != "that" && p.dateFrom(b) == b && p.low(b) != "in" && p.low(b) != "on" && p.low(b) != "at" {
			b++
		}
	}
	if a, b = p.trim(a, b); a >= b {
		return nil
	}
	who := &known{name: p.words(a, b), kind: witnesses}
	if isPronoun(p.low(a)) && b-a == 1 {
		return nil
	}
	sp := &speech{who: who, verb: v.first, class: v.class}
	p.settle(sp, i, end)
	return sp
}

func (p *page) lowerStart(i int) bool { return !p.tok[i].Cap }

// inherit fills from the context what the words of a claim leave out: the party of the claim it continues, the place.
func (p *page) inherit(out *Claim, c clause, ch choice) {
	if out.ActorAccused == "" && p.last != nil && p.continues(c, ch) {
		out.ActorAccused = p.last.ActorAccused
	}
	if out.Place == "" && out.Kind == Denial {
		p.homeTown(out, c)
	}
	if out.Place == "" && out.Kind != Denial {
		if p.lastTotal != nil && ch.rule == "casualty.caveat" && p.lastTotal.Place != "" {
			out.Place, out.Places, out.PlacePrecision = p.lastTotal.Place, p.lastTotal.Places, p.lastTotal.PlacePrecision
		} else if out.Kind == Casualty && p.lastTotal != nil && p.lastTotal.CountSource == out.CountSource && out.CountSource != "" {
			out.Place, out.Places, out.PlacePrecision = p.lastTotal.Place, p.lastTotal.Places, p.lastTotal.PlacePrecision
		} else if p.sameDeed(c, ch) {
			d := p.lastDeed
			out.Place, out.Places, out.PlacePrecision, out.Lat, out.Lon = d.Place, d.Places, d.PlacePrecision, d.Lat, d.Lon
		} else if st, ok := p.focus(c, ch); ok {
			p.setPlace(out, st)
		} else if p.last != nil && (out.Kind != Attack || rank(p.last.PlacePrecision) >= 4 || p.pointsBack(ch) || c.sp != nil) && out.Kind != Pattern && (p.lastBlock == p.block && (out.Kind == EvidenceMention || out.Kind == Casualty) || p.last.Speaker == out.Speaker && (c.sp != nil || p.block-p.lastBlock <= 1)) && p.last.Place != "" {
			out.Place, out.PlacePrecision, out.Lat, out.Lon = p.last.Place, p.last.PlacePrecision, p.last.Lat, p.last.Lon
		} else if ch.rule != "pattern.comparison" && p.homeTown(out, c) {
		} else if home := p.homeCountry(); home != "" && p.findWord(ch.a, ch.b, "world", "worldwide", "abroad", "countries") < 0 {
			out.Place, out.PlacePrecision = home, "country"
		}
	}
}

// sameDeed: "the attack", "the shelling" goes on about the attack told of just before.
func (p *page) sameDeed(c clause, ch choice) bool {
	if p.lastDeed == nil || p.block-p.deedBlock > 2 || p.lastDeed.Place == "" || p.lastDeed.PlacePrecision == "country" {
		return false
	}
	k := p.find(ch.a, ch.b, of(cAttack))
	return k >= 0 && p.hits[k].first > 0 && (p.low(p.hits[k].first-1) == "the" || p.low(p.hits[k].first-1) == "this")
}

// continues: the clause goes on about the deed of the claim before: "as a result of which …", "Similarly, …".
func (p *page) continues(c clause, ch choice) bool {
	if out := ch.kind; out != Attack && out != Casualty && out != Weapon {
		return false
	}
	if ch.rule == "attack.continued" {
		return true
	}
	switch p.low(ch.a) {
	case "similarly", "likewise":
		return true
	case "as":
		return p.low(ch.a+1) == "a" && p.low(ch.a+2) == "result"
	case "leaving", "killing", "injuring", "wounding":
		return true
	}
	return false
}

// datedSpeech is when somebody was last said to speak, and in which paragraph.
type datedSpeech struct {
	when  lang.Mention
	block int
}

// recall gives an undated saying the day of the same speaker's saying one to three paragraphs before: a report tells of
// one appearance in several paragraphs.
func (p *page) recall(sg *segment) {
	if sg.sp == nil || sg.sp.who == nil || sg.nested {
		return
	}
	if p.lastDated == nil {
		p.lastDated = map[*known]datedSpeech{}
	}
	if sg.sp.dated {
		// "had confirmed" looks back; what follows is not of that day.
		if v := sg.sp.verb; !sg.sp.when.Vague && sg.sp.when.IsDay() && (v < 1 || p.low(v-1) != "had") {
			p.lastDated[sg.sp.who] = datedSpeech{sg.sp.when, p.block}
		}
		return
	}
	if d, ok := p.lastDated[sg.sp.who]; ok && p.block-d.block <= 3 && sg.voice != "headline" {
		d.when.Basis = "as the saying told before; " + d.when.Basis
		d.when.First, d.when.Last = -1, -1
		sg.sp.when, sg.sp.dated = d.when, true
	}
}

// carry gives a clause of bare numbers the speaker of the total told before, when it counts its day from that total's.
func (p *page) carry(c *clause) {
	p.turn(c)
	if c.sp != nil || p.spoken == nil || c.gloss {
		return
	}
	if p.has(c.a, min(c.b, c.a+4), of(cLink)) {
		c.sp, c.voice = p.spoken, "indirect"
		return
	}
	if p.lastTotal == nil {
		return
	}
	for k := max(0, p.dateAt(c.a+1)); k < len(p.dates) && p.dates[k].First < c.b; k++ {
		m := p.dates[k]
		if m.First < c.a || !strings.HasPrefix(m.Basis, "counted from the day told") && !p.isUpdate(m) || len(p.figures(c.a, c.b)) == 0 {
			continue
		}
		c.sp = &speech{who: p.spoken.who, verb: m.First, when: m, dated: true, class: cCount, modality: p.spoken.modality}
		c.voice = "indirect"
		return
	}
}

// turn gives the second half of a sentence ("…, while the army rejected …") its own speaker, when it names one.
func (p *page) turn(c *clause) {
	w := p.low(c.a)
	if c.gloss || c.voice == "direct" || w != "while" && w != "whilst" && w != "but" && w != "although" && w != "though" && w != "and" {
		return
	}
	f := p.frame(c.a, c.b)
	if f == nil || f.after || f.sb <= f.sa || isPronoun(p.low(f.sa)) || c.sp != nil && f.sp.who == c.sp.who {
		return
	}
	c.sp, c.outer, c.nested, c.voice = f.sp, nil, false, "indirect"
}

// extend joins to an action the sentence that goes on about it in the same quotation ("They are … and we …").
func (p *page) extend(c clause, ch choice, out *[]Claim) bool {
	n := len(*out)
	if n == 0 || ch.kind != Action || c.voice != "direct" {
		return false
	}
	prev := &(*out)[n-1]
	w := p.low(ch.a)
	if prev.Kind != Action || prev.Voice != "direct" || c.sp == nil || c.sp.who == nil || prev.Speaker != c.sp.who.name || w != "they" && w != "it" && w != "these" && w != "this" {
		return false
	}
	gap := int(p.tok[ch.a].Rune) - prev.CharEnd
	if gap < 0 || gap > 3 {
		return false
	}
	last := &p.tok[ch.b-1]
	start := int(last.End) - (last.RuneEnd() - prev.CharStart) // bytes, exact when all of it is ASCII
	for i := ch.b - 1; i >= 0 && int(p.tok[i].Rune) >= prev.CharStart; i-- {
		start = int(p.tok[i].Start)
	}
	prev.Quote, prev.CharEnd = p.text[start:last.End], last.RuneEnd()
	prev.ID = claimID(*prev)
	return true
}

// behindDateline passes over "TOWN, COUNTRY – MONTH 06:" at the front of a caption.
func (p *page) behindDateline(a, b int) int {
	for i := a; i < b && i < a+14; i++ {
		if p.low(i) == ":" && i > a+2 && p.tok[a].AllCaps {
			return i + 1
		}
	}
	return a
}

// restate gives a headline's figure the source, day and scope of the figure of the body of the text that it restates:
// equal numbers, and a speaker that is not another one.
func restate(claims []Claim) {
	for i := range claims {
		h := &claims[i]
		if h.Kind != Casualty || h.Voice != "headline" {
			continue
		}
		for k := range claims {
			c := &claims[k]
			if c.Kind != Casualty || c.Voice == "headline" || !sameFigure(h, c) || h.Speaker != "" && h.Speaker != c.Speaker && !(h.Speaker == "United Nations" && strings.HasPrefix(c.Speaker, "UN ")) {
				continue
			}
			if h.Speaker != "" {
				h.Speaker = c.Speaker
			}
			h.CountSource, h.CountStatus, h.Scope, h.Cumulative, h.Place = c.CountSource, c.CountStatus, c.Scope, c.Cumulative, c.Place
			h.AsOf, h.AsOfMin, h.AsOfMax, h.AsOfBasis = c.AsOf, c.AsOfMin, c.AsOfMax, c.AsOfBasis
			break
		}
	}
}

// sameFigure: at least one number equal, and none unequal.
func sameFigure(a, b *Claim) bool {
	equal := false
	for _, p := range [...][2]*int{{a.Killed, b.Killed}, {a.Injured, b.Injured}, {a.CombinedTotal, b.CombinedTotal}, {a.BodiesFound, b.BodiesFound}} {
		if p[0] == nil {
			continue
		}
		if p[1] == nil || *p[0] != *p[1] {
			return false
		}
		equal = true
	}
	return equal
}

// settleStatus: a body that confirms one point of its running total confirms its other points in the same text.
func (p *page) settleStatus(claims []Claim) []Claim {
	confirms := map[string]bool{}
	for i := range claims {
		c := &claims[i]
		if c.Kind == Casualty && c.CountStatus == "confirmed" && c.CountSource != "" && c.Cumulative != nil {
			confirms[c.CountSource] = true
		}
	}
	for i := range claims {
		c := &claims[i]
		if c.Kind == Casualty && confirms[c.CountSource] && c.CountStatus == "claimed" && c.Cumulative != nil && !p.isParty(c.CountSource) {
			c.CountStatus = "confirmed"
		}
	}
	restate(claims)
	return claims
}

func (p *page) isParty(name string) bool {
	for _, k := range p.people {
		if k.name == name {
			return k.party()
		}
	}
	return false
}
