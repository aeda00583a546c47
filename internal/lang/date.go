package lang

import "strconv"

// Mention is a date as a text tells it. Interval is what it comes to, zero when the words and the report's day do not
// settle it. A bare weekday is settled towards the past; Next is the same weekday on or after the report's day, for
// sentences that speak of what is to come.
type Mention struct {
	First, Last int // tokens, half-open, the preposition excluded
	Interval
	Next     Interval
	Prep     string // since as-of on by until dated from during before after
	Weekday  bool   // a bare weekday, settled only by the report's day
	Relative bool   // "a day earlier": settled by the mention before it
	NoYear   bool   // month and day stand in the text, the year does not
	Vague    bool   // a week, a month, a year
	Start    Day    // of a period that this date ends ("between 3 and 9 May", "from 3 May to 9 May"); 0 for none
}

// Anchor is what relative dates are settled against: the report's own day, as a closed range, and the years in which a
// month and day without a year may fall (from the text's context, when the report's day is unknown).
type Anchor struct {
	Report Interval
	Year   int // the only year that fits, 0 when unknown
	Why    string

	lastYear bool // "… last year" stands behind the date being read
}

// Dates finds the dates told in tokens, in order.
func (w *Words) Dates(tokens []Token, a Anchor) []Mention {
	var out []Mention
	var last Interval
	for i := 0; i < len(tokens); {
		m, next, ok := w.date(tokens, i, a, last)
		if !ok {
			i++
			continue
		}
		m.First, m.Last = i, next
		m.Prep = preposition(tokens, i)
		if len(out) > 0 {
			endPeriod(&out[len(out)-1], &m)
		}
		if m.IsDay() && m.Prep != "since" && m.Prep != "dated" {
			last = m.Interval
		}
		out = append(out, m)
		i = next
	}
	return out
}

// endPeriod marks the two days of a period: the first by "period", the last by "through", with the first as its start.
func endPeriod(first, last *Mention) {
	apart := last.First - first.Last
	switch {
	case first.Prep == "between" && last.Prep == "and" && apart <= 3:
	case (first.Prep == "from" || first.Prep == "since") && (last.Prep == "to" || last.Prep == "until" || last.Prep == "till" || last.Prep == "through") && apart <= 24:
	default:
		return
	}
	last.Prep = "through"
	if first.IsDay() && last.IsDay() && first.Min <= last.Min {
		last.Start = first.Min
	}
	if first.Prep != "since" {
		first.Prep = "period"
	}
}

func preposition(tokens []Token, i int) string {
	if i == 0 {
		return ""
	}
	p := tokens[i-1].Gloss
	if p == "of" && i > 1 && tokens[i-2].Gloss == "as" {
		return "as-of"
	}
	// "as of midnight on 12 April"
	for k := i - 1; k > 0 && k > i-5; k-- {
		if tokens[k].Gloss == "of" && tokens[k-1].Gloss == "as" {
			return "as-of"
		}
	}
	if w := boundary(tokens, i); w != "" {
		return w
	}
	switch p {
	case "since", "on", "by", "until", "till", "dated", "from", "during", "before", "after", "through", "in", "between", "to", "and", "began", "started":
		if p == "on" && i > 1 && (tokens[i-2].Gloss == "began" || tokens[i-2].Gloss == "started") {
			return "began"
		}
		if p == "on" && i > 1 && tokens[i-2].Gloss == "dated" {
			return "dated"
		}
		return p
	}
	return ""
}

// boundary reads what opens or closes a period some words before its day: "since the start of the war on 3 May", "to
// midnight on 9 May".
func boundary(tokens []Token, i int) string {
	midnight := false
	for k := i - 1; k >= 0 && k > i-9; k-- {
		switch w := tokens[k].Gloss; w {
		case "since":
			return w
		case "midnight":
			midnight = true
		case "to", "until", "till", "through":
			if midnight {
				return "through"
			}
			return ""
		case "and", "but", "that", "said", ",", ";", ".", "(", ")", "\"", "“", "”":
			return ""
		}
	}
	return ""
}

func (w *Words) date(tokens []Token, i int, a Anchor, last Interval) (Mention, int, bool) {
	t := &tokens[i]
	switch t.Kind {
	case ISODate:
		if d := ParseDay(t.Lower); d > 0 {
			return exact(d, "as written"), i + 1, true
		}
		return Mention{}, i, false
	case Number:
		return w.dayFirst(tokens, i, a)
	case Word:
	default:
		return Mention{}, i, false
	}
	if !t.Cap && !w.Begins(t) && !beginsRelative(t.Gloss) && t.Lower[0] > '9' {
		return Mention{}, i, false
	}
	if p, next, ok := w.match(tokens, i, classMonth); ok && (t.Cap || t.AllCaps) {
		return w.monthFirst(tokens, i, next, p.value, a)
	}
	if p, next, ok := w.match(tokens, i, classWeek); ok && t.Cap {
		return w.weekday(tokens, i, next, p.value, a)
	}
	if m, next, ok := w.relative(tokens, i, a, last); ok {
		return m, next, true
	}
	if d, ok := ordinal(t.Lower); ok && t.Lower[0] <= '9' {
		return w.ordinalFirst(tokens, i, d, a)
	}
	return Mention{}, i, false
}

func exact(d Day, basis string) Mention {
	return Mention{Interval: Interval{Min: d, Max: d, Basis: basis}}
}

// monthFirst reads "March 22", "March 22, 2022", "March 2022" and "March 22-25".
func (w *Words) monthFirst(tokens []Token, i, j, month int, a Anchor) (Mention, int, bool) {
	if j < len(tokens) && tokens[j].Gloss == "." && !tokens[j].Spaced {
		j++
	}
	if y, ok := year(tokens, j); ok {
		first := NewDay(y, month, 1)
		return Mention{Interval: Interval{first, monthEnd(y, month), "month as written"}, Vague: true}, j + 1, true
	}
	d, ok := dayOfMonth(tokens, j)
	if !ok {
		return Mention{}, i, false
	}
	end, second := j+1, 0
	if j+2 < len(tokens) && isDash(tokens[j+1].Gloss) {
		if e, ok := dayOfMonth(tokens, j+2); ok && e > d {
			second, end = e, j+3
		}
	}
	k := end
	if k < len(tokens) && tokens[k].Gloss == "," {
		k++
	}
	if y, ok := year(tokens, k); ok {
		return span(y, month, d, second, "as written", k+1)
	}
	a.lastYear = lastYear(tokens, end)
	return settleYear(month, d, second, a, end)
}

// dayFirst reads "22 March 2022", "22.03.2022" and "22/03/2022" where the parts can only be read one way.
func (w *Words) dayFirst(tokens []Token, i int, a Anchor) (Mention, int, bool) {
	if m, next, ok := dotted(tokens, i); ok {
		return m, next, true
	}
	d, ok := dayOfMonth(tokens, i)
	if !ok {
		return Mention{}, i, false
	}
	return w.ordinalFirst(tokens, i, d, a)
}

func (w *Words) ordinalFirst(tokens []Token, i, d int, a Anchor) (Mention, int, bool) {
	j := i + 1
	if j < len(tokens) && tokens[j].Gloss == "of" {
		j++
	}
	p, next, ok := w.match(tokens, j, classMonth)
	if !ok || !tokens[j].Cap && !tokens[j].AllCaps {
		return Mention{}, i, false
	}
	k := next
	if k < len(tokens) && tokens[k].Gloss == "," {
		k++
	}
	if y, ok := year(tokens, k); ok {
		return span(y, p.value, d, 0, "as written", k+1)
	}
	a.lastYear = lastYear(tokens, next)
	return settleYear(p.value, d, 0, a, next)
}

func span(y, month, d, second int, basis string, next int) (Mention, int, bool) {
	lo := NewDay(y, month, d)
	if lo == 0 {
		return Mention{}, next, true // the words are a date's, the day is none
	}
	m := exact(lo, basis)
	if hi := NewDay(y, month, second); second > 0 && hi > 0 {
		m.Max = hi
	}
	return m, next, true
}

// lastYear: "on 3 May last year".
func lastYear(tokens []Token, i int) bool {
	if i < len(tokens) && tokens[i].Gloss == "," {
		i++
	}
	return i+1 < len(tokens) && tokens[i].Gloss == "last" && tokens[i+1].Gloss == "year"
}

// settleYear puts a year to a month and day: the latest such day not after the report's, else the only year the
// context allows. A day some weeks ahead of the report is taken as to come, not as eleven months past.
func settleYear(month, d, second int, a Anchor, next int) (Mention, int, bool) {
	if NewDay(2024, month, d) == 0 {
		return Mention{}, next, true
	}
	y, basis := 0, ""
	switch ref := a.Report.Max; {
	case ref > 0:
		y, _, _ = ref.Date()
		day := NewDay(y, month, d)
		switch {
		case day > ref+60:
			y--
		case day > 0 && ref-day > 300:
			y++
		}
		basis = "year from the report's day"
		if a.lastYear {
			y, _, _ = ref.Date()
			y, basis = y-1, "last year, from the report's day"
		}
	case a.Year > 0:
		y, basis = a.Year, "year from the context: "+a.Why
	}
	if y == 0 {
		return Mention{NoYear: true}, next, true
	}
	m, next, ok := span(y, month, d, second, basis, next)
	m.NoYear = true
	return m, next, ok
}

// weekday reads "Friday", "Friday (4)", "Friday, March 4" and "Friday, March 4, 2022".
func (w *Words) weekday(tokens []Token, i, j, wd int, a Anchor) (Mention, int, bool) {
	k := j
	if k < len(tokens) && (tokens[k].Gloss == "," || tokens[k].Gloss == ".") {
		k++
	}
	if k < len(tokens) {
		p, next, ok := w.match(tokens, k, classMonth)
		if ok && tokens[k].Cap {
			if m, end, ok := w.monthFirst(tokens, k, next, p.value, a); ok {
				return checkWeekday(m, wd), end, true
			}
		}
		if tokens[k].Kind == Number || tokens[k].Kind == Word && tokens[k].Lower[0] <= '9' {
			if d, ok := dayOfMonth(tokens, k); ok {
				if m, end, ok := w.ordinalFirst(tokens, k, d, a); ok {
					return checkWeekday(m, wd), end, true
				}
			}
		}
	}
	if j+2 < len(tokens) && tokens[j].Gloss == "(" && tokens[j+2].Gloss == ")" {
		if d, ok := dayOfMonth(tokens, j+1); ok {
			return weekdayOfMonth(wd, d, a), j + 3, true
		}
	}
	m := Mention{Weekday: true}
	last, next := before(a.Report.Min, wd), after(a.Report.Min, wd)
	if a.Report.Min > 0 && a.Report.Max > 0 && a.Report.Max-a.Report.Min < 7 {
		hi := before(a.Report.Max, wd)
		m.Interval = Interval{last, hi, "weekday before the report's day"}
		m.Next = Interval{next, after(a.Report.Max, wd), "weekday after the report's day"}
		if i > 0 && tokens[i-1].Gloss == "last" && hi == a.Report.Max {
			m.Interval.Min, m.Interval.Max = last-7, hi-7
		}
		if i > 0 && tokens[i-1].Gloss == "next" {
			m.Interval = m.Next
		}
	}
	return m, j, true
}

func before(d Day, wd int) Day {
	if d <= 7 {
		return 0
	}
	return d - Day((d.Weekday()-wd+7)%7)
}

func after(d Day, wd int) Day {
	if d <= 0 {
		return 0
	}
	return d + Day((wd-d.Weekday()+7)%7)
}

func checkWeekday(m Mention, wd int) Mention {
	if m.IsDay() && m.Min.Weekday() != wd {
		m.Basis += "; the weekday written is another"
	}
	return m
}

// weekdayOfMonth settles "Friday (4)" by the nearest day that is both.
func weekdayOfMonth(wd, d int, a Anchor) Mention {
	if a.Report.Max == 0 {
		return Mention{Weekday: true}
	}
	for off := Day(0); off < 40; off++ {
		for _, day := range [...]Day{a.Report.Max - off, a.Report.Max + off} {
			if day <= 0 {
				continue
			}
			if _, _, n := day.Date(); n == d && day.Weekday() == wd && (off <= 20 || day <= a.Report.Max) {
				return exact(day, "weekday and day of the month, nearest the report's day")
			}
		}
	}
	return Mention{Weekday: true}
}

func dayOfMonth(tokens []Token, i int) (int, bool) {
	if i >= len(tokens) {
		return 0, false
	}
	s := tokens[i].Lower
	if tokens[i].Kind == Number && len(s) <= 2 {
		n, err := strconv.Atoi(s)
		return n, err == nil && n >= 1 && n <= 31
	}
	return ordinal(s)
}

// ordinal reads "22nd".
func ordinal(s string) (int, bool) {
	if len(s) < 3 || len(s) > 4 {
		return 0, false
	}
	switch s[len(s)-2:] {
	case "st", "nd", "rd", "th":
		n, err := strconv.Atoi(s[:len(s)-2])
		return n, err == nil && n >= 1 && n <= 31
	}
	return 0, false
}

func year(tokens []Token, i int) (int, bool) {
	if i >= len(tokens) || tokens[i].Kind != Number || len(tokens[i].Lower) != 4 {
		return 0, false
	}
	n, err := strconv.Atoi(tokens[i].Lower)
	return n, err == nil && n >= 1900 && n < 2100
}

func isDash(s string) bool { return s == "-" || s == "–" || s == "—" }

// dotted reads 22.03.2022 and 22/03/2022; 03/04/2022 may be two days and is none.
func dotted(tokens []Token, i int) (Mention, int, bool) {
	var parts [3]int
	var next int
	if s := tokens[i].Lower; len(s) >= 8 && len(s) <= 10 {
		n, at := 0, 0
		for k := 0; k <= len(s); k++ {
			if k == len(s) || s[k] == '.' {
				v, err := strconv.Atoi(s[at:k])
				if err != nil || n > 2 {
					return Mention{}, i, false
				}
				parts[n], at = v, k+1
				n++
			}
		}
		if n != 3 || parts[2] < 1900 {
			return Mention{}, i, false
		}
		next = i + 1
	} else {
		if i+4 >= len(tokens) || tokens[i+1].Gloss != "/" || tokens[i+3].Gloss != "/" {
			return Mention{}, i, false
		}
		for k := range parts {
			v, err := strconv.Atoi(tokens[i+2*k].Lower)
			if err != nil {
				return Mention{}, i, false
			}
			parts[k] = v
		}
		if parts[0] <= 12 && parts[1] <= 12 && parts[0] != parts[1] {
			return Mention{}, i, false
		}
		if parts[1] > 12 {
			parts[0], parts[1] = parts[1], parts[0]
		}
		next = i + 5
	}
	d := NewDay(parts[2], parts[1], parts[0])
	return exact(d, "as written"), next, d > 0
}

func monthEnd(y, m int) Day {
	if m == 12 {
		return NewDay(y+1, 1, 1) - 1
	}
	return NewDay(y, m+1, 1) - 1
}
