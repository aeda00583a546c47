package lang

// relative reads dates told from the report's day ("yesterday", "last week", "two days ago") or from the day told
// before ("a day earlier").
func (w *Words) relative(tokens []Token, i int, a Anchor, s soFar) (Mention, int, bool) {
	last := s.last
	word := func(k int) string {
		if i+k < len(tokens) {
			return tokens[i+k].Gloss
		}
		return ""
	}
	switch word(0) {
	case "a", "the": // only as "a day earlier", "the week before"
		if !isUnit(word(1)) {
			return Mention{}, i, false
		}
		return w.counted(tokens, i, a, last)
	case "today", "tonight":
		return shift(a.Report, 0, word(0)), i + 1, true
	case "yesterday":
		return shift(a.Report, -1, "the day before the report's"), i + 1, true
	case "tomorrow":
		return shift(a.Report, 1, "the day after the report's"), i + 1, true
	case "last", "past", "this", "next":
		return w.week(tokens, i, a)
	case "previous", "preceding":
		if word(1) == "day" && last.IsDay() {
			return told(last, -1), i + 2, true
		}
	case "following":
		if word(1) == "day" && last.IsDay() {
			return told(last, 1), i + 2, true
		}
	case "earlier":
		switch word(2) {
		case "day":
			if word(1) == "the" && last.IsDay() {
				return told(last, -1), i + 3, true
			}
		}
		if word(1) == "today" {
			return shift(a.Report, 0, "today"), i + 2, true
		}
		if word(1) == "this" && word(2) == "week" {
			m, _, ok := w.week(tokens, i+1, a)
			return m, i + 3, ok
		}
	case "same":
		if word(1) == "day" && last.IsDay() {
			return told(last, 0), i + 2, true
		}
	}
	if m, next, ok := w.firstDays(tokens, i, a, s); ok {
		return m, next, true
	}
	return w.counted(tokens, i, a, last)
}

// beginsRelative: the words that relative and counted use first, number words apart.
func beginsRelative(s string) bool {
	switch s {
	case "today", "tonight", "yesterday", "tomorrow", "last", "past", "this", "next", "previous", "preceding", "following", "earlier", "same", "a", "the", "first", "ago":
		return true
	}
	return false
}

// counted reads "two days ago", "a day earlier", "a day after", "three weeks ago" (a range).
func (w *Words) counted(tokens []Token, i int, a Anchor, last Interval) (Mention, int, bool) {
	if g := tokens[i].Gloss; g == "ago" || g == "before" && w.is(agoFirst) {
		return w.agoFirst(tokens, i, a)
	}
	n, j, ok := w.plain(tokens, i)
	if !ok && (tokens[i].Gloss == "a" || tokens[i].Gloss == "the") {
		n, j, ok = 1, i+1, true
	}
	days, slack := 0, 0
	if p, next, two := w.match(tokens, i, classDual); two && !ok {
		days, slack = unitDays(p.name)
		n, j, ok = 2, next-1, true
	} else if ok && j < len(tokens) {
		days, slack = unitDays(tokens[j].Gloss)
	}
	if !ok && w.language != "en" {
		if days, slack = unitDays(tokens[i].Gloss); days > 0 { // "тиждень тому"
			n, j, ok = 1, i, true
		}
	}
	if !ok || j+1 >= len(tokens) || n < 1 || n > 60 || days == 0 {
		return Mention{}, i, false
	}
	back := Day(n * days)
	switch tokens[j+1].Gloss {
	case "ago":
		m := shift(a.Report, -back, "counted back from the report's day")
		return widen(m, slack), j + 2, true
	case "earlier", "before":
		if tokens[j+1].Gloss == "before" && j+2 < len(tokens) && tokens[i].Gloss != "the" && !isStop(tokens[j+2].Gloss) && tokens[j+2].Gloss != "," {
			return Mention{}, i, false
		}
		if last.IsDay() {
			return widen(told(last, -back), slack), j + 2, true
		}
		m := shift(a.Report, -back, "counted back from the report's day")
		return widen(m, slack), j + 2, true
	case "later":
		if last.IsDay() {
			return widen(told(last, back), slack), j + 2, true
		}
	case "after":
		if w.is(agoFirst) {
			break // "بعد" stands before what it counts
		}
		if i > 1 && tokens[i-1].Gloss == "," && last.IsDay() {
			return widen(told(last, -back), slack), j + 2, true // "came on Tuesday, a day after …"
		}
		// "This comes a day after he said": what is told after it lies that far before the report.
		m := shift(a.Report, -back, "counted back from the report's day")
		return widen(m, slack), j + 2, true
	}
	return Mention{}, i, false
}

// agoFirst reads "hace dos días", "قبل يومين".
func (w *Words) agoFirst(tokens []Token, i int, a Anchor) (Mention, int, bool) {
	n, j, ok := w.plain(tokens, i+1)
	unit := ""
	if p, next, two := w.match(tokens, i+1, classDual); two && !ok {
		n, j, unit = 2, next, p.name
	} else {
		if !ok {
			n, j = 1, i+1
			if j < len(tokens) && (tokens[j].Gloss == "a" || tokens[j].Gloss == "one") {
				j++
			}
		}
		if j >= len(tokens) || tokens[j].Kind != Word {
			return Mention{}, i, false
		}
		unit, j = tokens[j].Gloss, j+1
	}
	days, slack := unitDays(unit)
	if days == 0 || n < 1 || n > 60 {
		return Mention{}, i, false
	}
	return widen(shift(a.Report, -Day(n*days), "counted back from the report's day"), slack), j, true
}

// firstDays reads "the first two days" (counted from the day on which it began, where the text tells it) and "the first
// two days of March".
func (w *Words) firstDays(tokens []Token, i int, a Anchor, s soFar) (Mention, int, bool) {
	j, n, seen := i, 0, false
	for j < len(tokens) && j < i+5 && tokens[j].Kind != Punct {
		g := tokens[j].Gloss
		if g == "the" || g == "first" && !seen {
			seen = seen || g == "first"
			j++
			continue
		}
		if v, next, ok := w.plain(tokens, j); ok && n == 0 {
			n, j = v, next
			continue
		}
		break
	}
	if p, next, ok := w.match(tokens, j, classDual); ok && n == 0 && p.name == "days" {
		n, j = 2, next
	} else if j < len(tokens) && (tokens[j].Gloss == "days" || tokens[j].Gloss == "day" && n > 0 && w.language != "en") {
		j++
	} else {
		return Mention{}, i, false
	}
	if !seen && j < len(tokens) && w.language != "en" && tokens[j].Gloss == "first" {
		seen, j = true, j+1
	}
	if !seen || n < 1 || n > 31 {
		return Mention{}, i, false
	}
	if k := w.skipTo(tokens, j); k < len(tokens) {
		if p, next, ok := w.match(tokens, k, classMonth); ok && w.capital(tokens, k, monthsCapital) {
			return w.monthPart(tokens, next, p.value, 1, n, a)
		}
	}
	m := Mention{Relative: true, Vague: true}
	if s.began.IsDay() {
		m.Interval = Interval{s.began.Min, s.began.Min + Day(n) - 1, "counted from the day told as the beginning"}
	}
	return m, j, true
}

// skipTo passes over "of", "the" and "month" before the name of a month.
func (w *Words) skipTo(tokens []Token, j int) int {
	for n := 0; n < 3 && j < len(tokens); n++ {
		switch tokens[j].Gloss {
		case "of", "the", "month", "in", "from", "":
			j++
			continue
		}
		break
	}
	return j
}

func unitDays(s string) (days, slack int) {
	switch s {
	case "day", "days":
		return 1, 0
	case "week", "weeks":
		return 7, 3
	case "month", "months":
		return 30, 15
	}
	return 0, 0
}

func shift(report Interval, by Day, basis string) Mention {
	m := Mention{Relative: true}
	if report.Min > 0 && report.Max > 0 {
		m.Interval = Interval{report.Min + by, report.Max + by, basis}
	}
	return m
}

func told(last Interval, by Day) Mention {
	return Mention{Relative: true, Interval: Interval{last.Min + by, last.Max + by, "counted from the day told before"}}
}

func widen(m Mention, slack int) Mention {
	if slack > 0 && !m.IsZero() {
		m.Min, m.Max, m.Vague = m.Min-Day(slack), m.Max+Day(slack), true
	}
	return m
}

// week reads "last week", "this month", "the past three weeks", "last night". Weeks begin on Monday.
func (w *Words) week(tokens []Token, i int, a Anchor) (Mention, int, bool) {
	which, j := tokens[i].Gloss, i+1
	n := 1
	if v, next, ok := w.plain(tokens, j); ok && v > 0 && v < 100 {
		n, j = v, next
	}
	if j >= len(tokens) {
		return Mention{}, i, false
	}
	m, ok := calendar(which, tokens[j].Gloss, n, a)
	if !ok {
		return Mention{}, i, false
	}
	return m, j + 1, true
}

// calendar settles "last week", "this month", "the past three weeks", "last night" from the report's day.
func calendar(which, unit string, n int, a Anchor) (Mention, bool) {
	r, m := a.Report, Mention{Relative: true, Vague: true}
	known := r.Min > 0 && r.Max > 0
	switch {
	case unit == "night" && which == "last" && n == 1:
		m.Vague = false
		if known {
			m.Interval = Interval{r.Min - 1, r.Max, "the night before the report's day"}
		}
	case unit == "hours" && (which == "last" || which == "past"):
		if m.Vague = false; known {
			m.Interval = Interval{r.Min - Day((n+23)/24), r.Max, "counted back from the report's day"}
		}
	case (unit == "weeks" || unit == "days" || unit == "months") && (which == "last" || which == "past"):
		if days, _ := unitDays(unit); known {
			m.Interval = Interval{r.Min - Day(n*days), r.Max, "counted back from the report's day"}
		}
	case unit == "week" && n == 1:
		if lo, hi := monday(r.Min), monday(r.Max); known && lo == hi {
			switch which {
			case "last", "past":
				lo -= 7
			case "next":
				lo += 7
			}
			m.Interval = Interval{lo, lo + 6, "calendar week, from the report's day"}
			if which == "this" {
				m.Max = min(m.Max, r.Max)
			}
		}
	case unit == "month" && n == 1 && known:
		y, mon, _ := r.Min.Date()
		if which == "last" {
			if mon--; mon == 0 {
				y, mon = y-1, 12
			}
		}
		if which != "next" && which != "past" {
			m.Interval = Interval{NewDay(y, mon, 1), monthEnd(y, mon), "calendar month, from the report's day"}
		}
	case unit == "month" || unit == "year" || unit == "weekend":
	default:
		return Mention{}, false
	}
	return m, true
}

func monday(d Day) Day {
	if d <= 7 {
		return 0
	}
	return d - Day((d.Weekday()+6)%7)
}
