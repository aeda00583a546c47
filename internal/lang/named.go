package lang

import "strings"

// named settles a date that a phrase of the word list names; next is the token behind the phrase. The names are those
// of data/README.md.
func (w *Words) named(tokens []Token, next int, name string, a Anchor, s soFar) (Mention, int, bool) {
	r := a.Report
	known := r.Min > 0 && r.Max > 0
	switch name {
	case "today", "tonight":
		return shift(r, 0, name), next, true
	case "yesterday":
		return shift(r, -1, "the day before the report's"), next, true
	case "two-days-ago":
		return shift(r, -2, "two days before the report's"), next, true
	case "tomorrow":
		return shift(r, 1, "the day after the report's"), next, true
	case "last-night":
		m := Mention{Relative: true}
		if known {
			m.Interval = Interval{r.Min - 1, r.Max, "the night before the report's day"}
		}
		return m, next, true
	case "past-day":
		m := Mention{Relative: true}
		if known {
			m.Interval = Interval{r.Min - 1, r.Max, "counted back from the report's day"}
		}
		return m, next, true
	case "previous-day":
		return fromTold(s.last, -1), next, s.last.IsDay()
	case "following-day":
		return fromTold(s.last, 1), next, s.last.IsDay()
	case "same-day":
		return fromTold(s.last, 0), next, s.last.IsDay()
	case "night-into":
		return w.nightInto(tokens, next, a, s)
	}
	if part, ok := strings.CutPrefix(name, "part-"); ok {
		return w.part(tokens, next, part, a)
	}
	which, unit, _ := strings.Cut(name, "-")
	switch unit {
	case "week", "month", "year", "weekend", "weeks", "days", "months":
		m, ok := calendar(which, unit, 1, a)
		return m, next, ok
	}
	return Mention{}, next, false
}

func fromTold(last Interval, by Day) Mention {
	if !last.IsDay() {
		return Mention{Relative: true}
	}
	return told(last, by)
}

// nightInto reads the date behind "overnight into": the night belongs to two days.
func (w *Words) nightInto(tokens []Token, next int, a Anchor, s soFar) (Mention, int, bool) {
	k := next
	for k < len(tokens) && k < next+2 && (tokens[k].Gloss == "the" || tokens[k].Gloss == "day" || tokens[k].Gloss == "on") {
		k++
	}
	if k >= len(tokens) || w.at(tokens, k).has(classRelative) && w.match3(tokens, k) == "night-into" {
		return Mention{}, next, false
	}
	m, end, ok := w.date(tokens, k, a, s)
	if !ok || !m.IsDay() && !m.IsZero() || m.Vague {
		return Mention{}, next, false
	}
	if m.IsDay() {
		m.Min--
		m.Basis += "; the night before it"
	}
	if m.Next.IsDay() {
		m.Next.Min--
	}
	return m, end, true
}

func (w *Words) match3(tokens []Token, i int) string {
	if p, _, ok := w.match(tokens, i, classRelative); ok {
		return p.name
	}
	return ""
}

// part reads the month behind "early", "at the end of".
func (w *Words) part(tokens []Token, next int, part string, a Anchor) (Mention, int, bool) {
	k := w.skipTo(tokens, next)
	p, end, ok := w.match(tokens, k, classMonth)
	if !ok || !w.capital(tokens, k, monthsCapital) {
		return Mention{}, next, false
	}
	if w.is(monthFirst) {
		if _, day := w.dayOfMonth(tokens, end); day {
			return Mention{}, next, false
		}
	}
	lo, hi := partDays(part)
	return w.monthPart(tokens, end, p.value, lo, hi, a)
}

// partDays are the days of a month that a part of it has; 31 stands for the last.
func partDays(part string) (lo, hi int) {
	switch part {
	case "early":
		return 1, 10
	case "mid":
		return 10, 20
	case "late":
		return 20, 31
	case "first-half":
		return 1, 15
	case "second-half":
		return 16, 31
	}
	return 1, 31
}

// monthPart settles days lo to hi of a month whose name ends before token end.
func (w *Words) monthPart(tokens []Token, end, month, lo, hi int, a Anchor) (Mention, int, bool) {
	end = w.alias(tokens, end, month)
	if y, next, ok := w.yearAt(tokens, end); ok {
		return partOf(y, month, lo, hi, "part of a month as written"), next, true
	}
	a.lastYear = lastYear(tokens, end)
	m, _, _ := settleYear(month, lo, 0, a, end)
	if m.IsZero() {
		return Mention{NoYear: true, Vague: true}, end, true
	}
	y, _, _ := m.Min.Date()
	out := partOf(y, month, lo, hi, m.Basis)
	out.NoYear = true
	return out, end, true
}

func partOf(y, month, lo, hi int, basis string) Mention {
	last := monthEnd(y, month)
	m := Mention{Vague: true, Interval: Interval{NewDay(y, month, lo), last, basis}}
	if d := NewDay(y, month, hi); d > 0 && d < last {
		m.Max = d
	}
	return m
}

// midMonth reads "mid-April".
func (w *Words) midMonth(tokens []Token, i int, a Anchor) (Mention, int, bool) {
	s, ok := strings.CutPrefix(tokens[i].Lower, "mid-")
	if !ok || w.language != "en" {
		return Mention{}, i, false
	}
	at := w.lookup(s)
	if !at.has(classMonth) {
		return Mention{}, i, false
	}
	month, _ := w.oneWord(s, classMonth)
	return w.monthPart(tokens, i+1, month, 10, 20, a)
}

// wholeMonth reads the bare month of "in March" where no day and no year stands with it.
func (w *Words) wholeMonth(tokens []Token, i, next, month int, a Anchor) (Mention, int, bool) {
	if w.language == "en" || i == 0 {
		return Mention{}, i, false
	}
	switch tokens[i-1].Gloss {
	case "in", "on", "during", "since", "month":
		return w.monthPart(tokens, next, month, 1, 31, a)
	}
	return Mention{}, i, false
}
