package claim

import (
	"bytes"
	"slices"
	"strings"

	"exhibit/internal/lang"
)

// published finds the report's own day: as the caller knows it, else from a header line, else not at all.
func (p *page) published() {
	p.pubMin, p.pubMax, p.pubWhy = lang.ParseDay(p.in.PublishedMin), lang.ParseDay(p.in.PublishedMax), p.in.PublishedBasis
	if n := p.header(); n > 0 {
		p.body = n
	}
	starts := p.lang.DateStarts(p.tok)
	p.dates = p.lang.DatesAt(p.tok, starts, p.anchor())
	if p.pubMax == 0 && (p.postStamp() || p.dateLine() || p.datedTitle() || p.datedDateline()) {
		p.dates = p.lang.DatesAt(p.tok, starts, p.anchor())
	}
	if p.pubMax == 0 && p.shortYear() {
		p.dates = p.lang.DatesAt(p.tok, starts, p.anchor())
	}
	if p.pubMax == 0 {
		p.inferDay(starts)
	}
}

// shortYear takes the day of a dateline whose year has two digits: "LIMA, 4 JAN 90 (AGENCY) --".
func (p *page) shortYear() bool {
	for i := 0; i < len(p.sents) && p.sents[i].Block < 3; i++ {
		s := p.sents[i]
		for n := s.First + 1; n+2 < min(s.Last, s.First+14); n++ {
			if p.tok[n].Kind != lang.Number || p.tok[n+2].Kind != lang.Number || len(p.tok[n+2].Lower) != 2 || !p.lang.IsDateWord(p.tok, n+1) {
				continue
			}
			whole := slices.Clone(p.tok[n : n+3])
			century := "20"
			if p.tok[n+2].Lower >= "40" {
				century = "19"
			}
			whole[2].Lower = century + whole[2].Lower
			whole[2].Gloss = whole[2].Lower
			for _, m := range p.lang.Dates(whole, lang.Anchor{}) {
				if m.IsDay() && m.First == 0 {
					p.pubMin, p.pubMax, p.pubWhy = m.Min, m.Max, "dateline; the year is written with two digits"
					return true
				}
			}
		}
	}
	return false
}

// header reads a leading "date 2022-03-07" or "Published: 7 March 2022" and returns the first token behind it.
func (p *page) header() int {
	if len(p.tok) < 2 {
		return 0
	}
	switch p.form(0) {
	case "date", "published", "posted", "updated":
	default:
		return 0
	}
	i := 1
	for i < len(p.tok) && i < 4 && (p.low(i) == ":" || p.low(i) == "on") {
		i++
	}
	for _, m := range p.lang.Dates(p.tok[:min(len(p.tok), i+8)], lang.Anchor{}) {
		if m.First == i && m.IsDay() {
			if p.pubMax == 0 {
				p.pubMin, p.pubMax, p.pubWhy = m.Min, m.Max, "header of the text"
			}
			return m.Last
		}
	}
	return 0
}

// dateLine takes a full date that stands alone in one of the first paragraphs for the report's day.
func (p *page) dateLine() bool {
	for i := 0; i < len(p.sents) && p.sents[i].Block < 6; i++ {
		s := p.sents[i]
		if s.Last-s.First > 14 {
			continue
		}
		k := p.dateAt(s.Last)
		if k < 0 || p.dates[k].First < s.First || !p.dates[k].IsDay() || p.dates[k].Basis != "as written" {
			continue
		}
		alone := true
		for n := s.First; n < s.Last; n++ {
			inside := n >= p.dates[k].First && n < p.dates[k].Last
			t := &p.tok[n]
			alone = alone && (inside || t.Kind != lang.Word || isStamp(t.Lower) || p.lang.IsDateWord(p.tok, n) || n < p.dates[k].First && p.seat(n, p.dates[k].First) || n >= p.dates[k].Last && (t.AllCaps || p.seat(n, n+1)))
		}
		if alone {
			p.pubMin, p.pubMax, p.pubWhy = p.dates[k].Min, p.dates[k].Max, "date line of the text"
			return true
		}
	}
	return false
}

// seat: token n, before a date that begins at token d, names the town or country that a report is sent from.
func (p *page) seat(n, d int) bool {
	if !p.tok[n].Cap || d-n > 5 {
		return false
	}
	return p.own[n].any(of(cCountry, cMetonym)) || len(p.look(p.words(n, n+1))) > 0
}

// datedTitle takes the full date that ends one of the first three paragraphs, where that is a title: "Casualty update,
// 3 May 2021". A day that the title speaks of ("the raid of 3 May 2021") is not the report's.
func (p *page) datedTitle() bool {
	for i := 0; i < len(p.sents) && p.sents[i].Block < 3; i++ {
		s := p.sents[i]
		k := p.dateAt(s.Last)
		if k < 0 || p.dates[k].First <= s.First || p.dates[k].Last != s.Last || p.dates[k].Prep != "" || !p.dates[k].IsDay() || p.dates[k].Basis != "as written" || p.blocks[s.Block] != headline {
			continue
		}
		if w := p.low(p.dates[k].First - 1); w == "of" || p.has(s.First, s.Last, of(cAttack, cKill, cHit, cDeath)) {
			continue
		}
		p.pubMin, p.pubMax, p.pubWhy = p.dates[k].Min, p.dates[k].Max, "date in the title of the text"
		return true
	}
	return false
}

// datedDateline takes the day in "TOWN, COUNTRY, March 3, 2021 (Agency) -".
func (p *page) datedDateline() bool {
	for i := 0; i < len(p.sents) && p.sents[i].Block < 5; i++ {
		s := p.sents[i]
		end := p.dateline(s)
		if end == s.First {
			continue
		}
		for k := max(0, p.dateAt(s.First+1)); k < len(p.dates) && p.dates[k].First < end; k++ {
			if m := p.dates[k]; m.First >= s.First && m.IsDay() {
				p.pubMin, p.pubMax, p.pubWhy = m.Min, m.Max, "dateline; "+m.Basis
				return true
			}
		}
	}
	return false
}

// isStamp: words that stand beside the date of a report.
func isStamp(w string) bool {
	switch w {
	case "published", "updated", "posted", "date", "on", "at", "am", "pm", "gmt", "utc", "est", "edt", "cet", "et", "last", "modified", "issued", "release", "released":
		return true
	}
	return false
}

func (p *page) anchor() lang.Anchor {
	a := lang.Anchor{Report: lang.Interval{Min: p.pubMin, Max: p.pubMax}}
	if p.pubMax == 0 {
		a.Year, a.Why = p.year()
	} else {
		p.yearLo, _, _ = p.pubMax.Date()
	}
	return a
}

// year finds the only year in which all that the text names can stand together: the terms of the officials it calls by
// their posts and the dated public facts it names.
func (p *page) year() (int, string) {
	lo, hi, why := 1900, 9999, []string{}
	defer func() {
		if lo > 1900 {
			p.yearLo = lo
		}
	}()
	narrow := func(from, until lang.Day, what string) {
		y1, y2 := 1900, 9999
		if from > 0 {
			y1, _, _ = from.Date()
		}
		if until > 0 {
			y2, _, _ = until.Date()
		}
		if y1 > lo || y2 < hi {
			why = append(why, what)
		}
		lo, hi = max(lo, y1), min(hi, y2)
	}
	var text []byte
	if len(p.lex.contexts) > 0 {
		text = p.desk.lowered(p.text)
	}
	for _, c := range p.lex.contexts {
		all := true
		for _, w := range c.words {
			all = all && bytes.Contains(text, []byte(w))
		}
		if all {
			narrow(c.from, c.until, c.what)
		}
	}
	for i := range p.hits {
		if h := p.hits[i]; h.class == cPerson && h.first > 0 && p.own[h.first-1].has(cRole) && !p.former(h.first) {
			if q := p.lex.persons[h.value]; q.from > 0 {
				narrow(q.from, q.until, q.name+" in office")
			}
		}
	}
	if lo != hi {
		return 0, ""
	}
	return lo, strings.Join(unrepeated(why), "; ")
}

// inferDay: a text that gives figures "as of" a day was written on it or within days of it.
func (p *page) inferDay(starts []int32) {
	var last lang.Day
	for _, m := range p.dates {
		if m.Prep == "as-of" && m.IsDay() && m.Max > last {
			last = m.Max
		}
	}
	if last == 0 {
		return
	}
	p.pubMin, p.pubMax, p.pubWhy = last, last+5, "inferred: the text gives figures as of its first day"
	before := p.dates
	p.dates = p.lang.DatesAt(p.tok, starts, p.anchor())
	for i := range p.dates {
		if i < len(before) && before[i].First == p.dates[i].First && before[i].NoYear && before[i].IsDay() {
			p.dates[i] = before[i] // its basis says where the year comes from
		}
	}
}
