package lang

import (
	"strconv"
	"strings"
)

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
	if w == nil {
		return nil
	}
	var out []Mention
	var s soFar
	for i := 0; i < len(tokens); {
		m, next, ok := w.date(tokens, i, a, s)
		if !ok {
			i++
			continue
		}
		m.First, m.Last = i, next
		m.Prep = preposition(tokens, i)
		if len(out) > 0 {
			endPeriod(&out[len(out)-1], &m)
		}
		if m.IsDay() {
			if m.Prep == "since" || m.Prep == "began" {
				s.began = m.Interval
			}
			if m.Prep != "since" && m.Prep != "dated" {
				s.last = m.Interval
			}
		}
		out = append(out, m)
		i = next
	}
	return out
}

// soFar is what relative dates are counted from besides the report's day.
type soFar struct {
	last  Interval // the day told before
	began Interval // the day on which what the text is about began
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
	// "desde el 14", "منذ يوم الجمعة"
	for n := 0; n < 3 && i > 0 && (tokens[i-1].Gloss == "the" || tokens[i-1].Gloss == "day" || tokens[i-1].Gloss == ""); n++ {
		i--
	}
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

func (w *Words) date(tokens []Token, i int, a Anchor, s soFar) (Mention, int, bool) {
	t := &tokens[i]
	switch t.Kind {
	case ISODate:
		if d := ParseDay(t.Lower); d > 0 {
			return exact(d, "as written"), i + 1, true
		}
		return Mention{}, i, false
	case Number:
		if m, next, ok := w.dayFirst(tokens, i, a); ok {
			return m, next, true
		}
		if i+2 < len(tokens) && tokens[i+1].Kind == Word { // "3 days ago"
			return w.counted(tokens, i, a, s.last)
		}
		return Mention{}, i, false
	case Word:
	default:
		return Mention{}, i, false
	}
	at := w.first[t.Lower]
	if at == nil {
		if t.Lower[0] <= '9' || t.Runes > 6 && strings.IndexByte(t.Lower, '-') > 0 {
			return w.joined(tokens, i, a, s)
		}
		if !beginsRelative(t.Gloss) {
			return Mention{}, i, false
		}
		return w.relative(tokens, i, a, s)
	}
	if at.has(classMonth) && w.capital(tokens, i, monthsCapital) {
		if p, next, ok := at.match(tokens, i, classMonth); ok {
			if m, end, ok := w.monthFirst(tokens, i, next, p.value, a); ok {
				return m, end, true
			}
			if m, end, ok := w.wholeMonth(tokens, i, next, p.value, a); ok {
				return m, end, true
			}
		}
	}
	if at.has(classWeek) && w.capital(tokens, i, weekdaysCapital) {
		if p, next, ok := at.match(tokens, i, classWeek); ok {
			return w.weekday(tokens, i, next, p.value, a)
		}
	}
	if at.has(classOrdinal) {
		if p, next, ok := at.match(tokens, i, classOrdinal); ok {
			if m, end, ok := w.withMonth(tokens, i, next, p.value, 0, a); ok {
				return m, end, true
			}
		}
	}
	if at.has(classRelative) {
		if p, next, ok := at.match(tokens, i, classRelative); ok {
			if m, end, ok := w.named(tokens, next, p.name, a, s); ok {
				return m, end, true
			}
		}
	}
	if at.in&(countClasses|classDual) != 0 || beginsRelative(t.Gloss) || w.language != "en" && isUnit(t.Gloss) || t.Gloss == "before" && w.is(agoFirst) {
		return w.relative(tokens, i, a, s)
	}
	return Mention{}, i, false
}

// joined reads what is written in one: "22nd", "mid-April", "twenty-one days ago".
func (w *Words) joined(tokens []Token, i int, a Anchor, s soFar) (Mention, int, bool) {
	if d, ok := w.ordinal(tokens[i].Lower); ok {
		return w.withMonth(tokens, i, i+1, d, 0, a)
	}
	if m, next, ok := w.midMonth(tokens, i, a); ok {
		return m, next, true
	}
	if _, ok := w.hyphenated(tokens[i].Lower); ok {
		return w.counted(tokens, i, a, s.last)
	}
	return Mention{}, i, false
}

func isUnit(gloss string) bool {
	days, _ := unitDays(gloss)
	return days > 0
}

// capital reports whether token i may be a name of a month or day as it is written: with a capital where the language
// writes one; elsewhere in small letters, at the beginning of a sentence, or in a line of capitals.
func (w *Words) capital(tokens []Token, i int, names trait) bool {
	t := &tokens[i]
	if w.is(names) {
		return t.Cap
	}
	return !t.Cap || t.AllCaps || w.is(noCase) || i == 0 || t.Newlines > 0 || tokens[i-1].Kind == Punct || tokens[i-1].Cap && tokens[i-1].Runes < 4
}

func exact(d Day, basis string) Mention {
	return Mention{Interval: Interval{Min: d, Max: d, Basis: basis}}
}

// monthFirst reads "March 22", "March 22, 2022", "March 2022" and "March 22-25".
func (w *Words) monthFirst(tokens []Token, i, j, month int, a Anchor) (Mention, int, bool) {
	if j < len(tokens) && tokens[j].Gloss == "." && !tokens[j].Spaced {
		j++
	}
	if y, end, ok := w.yearAt(tokens, w.alias(tokens, j, month)); ok {
		first := NewDay(y, month, 1)
		return Mention{Interval: Interval{first, monthEnd(y, month), "month as written"}, Vague: true}, end, true
	}
	if !w.is(monthFirst) {
		return Mention{}, i, false
	}
	d, ok := w.dayOfMonth(tokens, j)
	if !ok {
		return Mention{}, i, false
	}
	end, second := j+1, 0
	if j+2 < len(tokens) && isDash(tokens[j+1].Gloss) {
		if e, ok := w.dayOfMonth(tokens, j+2); ok && e > d {
			second, end = e, j+3
		}
	}
	return w.withYear(tokens, end, month, d, second, a)
}

// alias passes over a second name of the same month ("مارس/آذار").
func (w *Words) alias(tokens []Token, j, month int) int {
	k := j
	if k < len(tokens) && (tokens[k].Gloss == "/" || tokens[k].Gloss == "(") {
		if p, next, ok := w.match(tokens, k+1, classMonth); ok && p.value == month {
			if tokens[k].Gloss == "/" {
				return next
			}
			if next < len(tokens) && tokens[next].Gloss == ")" {
				return next + 1
			}
		}
	}
	return j
}

// withYear reads the year behind a month and day, or settles it.
func (w *Words) withYear(tokens []Token, end, month, d, second int, a Anchor) (Mention, int, bool) {
	if y, next, ok := w.yearAt(tokens, end); ok {
		return span(y, month, d, second, "as written", next)
	}
	a.lastYear = lastYear(tokens, end)
	return settleYear(month, d, second, a, end)
}

// yearAt reads a year with what stands around it: ", 2022", "de 2022", "2022 року", "عام 2022".
func (w *Words) yearAt(tokens []Token, i int) (y, next int, ok bool) {
	k := i
	for n := 0; n < 3 && k < len(tokens); n++ {
		if g := tokens[k].Gloss; n == 0 && g == "," || w.language != "en" && (g == "of" || g == "in" || g == "from" || g == "year" || g == "the") {
			k++
			continue
		}
		break
	}
	if y, ok = year(tokens, k); !ok {
		return 0, i, false
	}
	if k++; w.language != "en" && k < len(tokens) && tokens[k].Gloss == "year" {
		if k++; k < len(tokens) && tokens[k].Lower == "." && !tokens[k].Spaced && tokens[k-1].Runes <= 2 {
			k++
		}
	}
	return y, k, true
}

// dayFirst reads "22 March 2022", "3-5 March", "22.03.2022" and "22/03/2022" where the parts can only be read one way.
func (w *Words) dayFirst(tokens []Token, i int, a Anchor) (Mention, int, bool) {
	if m, next, ok := w.dotted(tokens, i); ok {
		return m, next, true
	}
	d, ok := w.dayOfMonth(tokens, i)
	if !ok {
		return Mention{}, i, false
	}
	if i+2 < len(tokens) && w.joinsDays(tokens, i+1) {
		if e, ok := w.dayOfMonth(tokens, i+2); ok && e > d {
			if m, next, ok := w.withMonth(tokens, i, i+3, d, e, a); ok {
				return m, next, true
			}
		}
	}
	return w.withMonth(tokens, i, i+1, d, 0, a)
}

// joinsDays: the mark or word between the two days of "3-5 March", "from 3 to 5 March", "the night of 3 into 4 March".
func (w *Words) joinsDays(tokens []Token, i int) bool {
	switch g := tokens[i].Gloss; g {
	case "-", "–", "—":
		return true
	case "to", "through", "until", "into", "by":
		return true
	case "and":
		return i > 1 && (tokens[i-2].Gloss == "between" || w.language != "en")
	case "on":
		return w.language != "en"
	}
	return false
}

// withMonth reads the month, and the year, of a day of the month that ends before token j.
func (w *Words) withMonth(tokens []Token, i, j, d, second int, a Anchor) (Mention, int, bool) {
	if j < len(tokens) && (tokens[j].Gloss == "of" || w.language != "en" && tokens[j].Gloss == "from") {
		j++
	}
	if j < len(tokens) && w.language != "en" && (tokens[j].Gloss == "month" || tokens[j].Gloss == "the") {
		j++
	}
	p, next, ok := w.match(tokens, j, classMonth)
	if !ok || !w.capital(tokens, j, monthsCapital) {
		return Mention{}, i, false
	}
	next = w.alias(tokens, next, p.value)
	if next+1 < len(tokens) && tokens[next].Gloss == "." && !tokens[next].Spaced && tokens[next-1].Runes <= 4 {
		if _, _, ok := w.yearAt(tokens, next+1); ok {
			next++
		}
	}
	return w.withYear(tokens, next, p.value, d, second, a)
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
	for k < len(tokens) && k < j+3 && (tokens[k].Gloss == "," || tokens[k].Gloss == "." && !tokens[k].Spaced || w.language != "en" && (tokens[k].Gloss == "the" || tokens[k].Gloss == "on")) {
		k++
	}
	if k < len(tokens) {
		p, next, ok := w.match(tokens, k, classMonth)
		if ok && w.capital(tokens, k, monthsCapital) {
			if m, end, ok := w.monthFirst(tokens, k, next, p.value, a); ok && !m.Vague {
				return checkWeekday(m, wd), end, true
			}
		}
		if tokens[k].Kind == Number {
			if m, end, ok := w.dayFirst(tokens, k, a); ok {
				return checkWeekday(m, wd), end, true
			}
		} else if d, ok := w.dayOfMonth(tokens, k); ok {
			if m, end, ok := w.withMonth(tokens, k, k+1, d, 0, a); ok {
				return checkWeekday(m, wd), end, true
			}
		}
	}
	if j+2 < len(tokens) && tokens[j].Gloss == "(" && tokens[j+2].Gloss == ")" {
		if d, ok := w.dayOfMonth(tokens, j+1); ok {
			return weekdayOfMonth(wd, d, a), j + 3, true
		}
	}
	which := ""
	if i > 0 {
		which = tokens[i-1].Gloss
	}
	if j < len(tokens) && w.language != "en" && (tokens[j].Gloss == "last" || tokens[j].Gloss == "next" || tokens[j].Gloss == "past") {
		which, j = tokens[j].Gloss, j+1
	}
	m := Mention{Weekday: true}
	last, next := before(a.Report.Min, wd), after(a.Report.Min, wd)
	if a.Report.Min > 0 && a.Report.Max > 0 && a.Report.Max-a.Report.Min < 7 {
		hi := before(a.Report.Max, wd)
		m.Interval = Interval{last, hi, "weekday before the report's day"}
		m.Next = Interval{next, after(a.Report.Max, wd), "weekday after the report's day"}
		if (which == "last" || which == "past" && w.language != "en") && hi == a.Report.Max {
			m.Interval.Min, m.Interval.Max = last-7, hi-7
		}
		if which == "next" {
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

func (w *Words) dayOfMonth(tokens []Token, i int) (int, bool) {
	if i >= len(tokens) {
		return 0, false
	}
	s := tokens[i].Lower
	if tokens[i].Kind == Number && len(s) <= 2 {
		n, err := strconv.Atoi(s)
		return n, err == nil && n >= 1 && n <= 31
	}
	return w.ordinal(s)
}

// ordinal reads "22nd", "15-го", "1º".
func (w *Words) ordinal(s string) (int, bool) {
	k := 0
	for k < len(s) && k < 3 && s[k] >= '0' && s[k] <= '9' {
		k++
	}
	if k == 0 || k > 2 || k == len(s) || len(s) > 10 {
		return 0, false
	}
	n, _ := strconv.Atoi(s[:k])
	if s[k] == '-' {
		k++
	}
	return n, n >= 1 && n <= 31 && w.first[s[k:]].has(classOrdEnd)
}

func year(tokens []Token, i int) (int, bool) {
	if i >= len(tokens) || tokens[i].Kind != Number || len(tokens[i].Lower) != 4 {
		return 0, false
	}
	n, err := strconv.Atoi(tokens[i].Lower)
	return n, err == nil && n >= 1900 && n < 2100
}

func isDash(s string) bool { return s == "-" || s == "–" || s == "—" }

// dotted reads 22.03.2022, 22/03/2022 and 22-3-2022. In English 03/04/2022 may be two days and is none; the other
// languages write the day first.
func (w *Words) dotted(tokens []Token, i int) (Mention, int, bool) {
	var parts [3]int
	var next int
	if s := tokens[i].Lower; len(s) >= 8 && len(s) <= 10 {
		if !dottedParts(s, &parts) || parts[2] < 1900 && !(len(s) == 8 && w.is(commaDecimal) && s[2] == '.' && s[5] == '.') {
			return Mention{}, i, false
		}
		if parts[2] < 100 {
			parts[2] += 2000
		}
		next = i + 1
	} else {
		if i+4 >= len(tokens) || len(s) > 2 {
			return Mention{}, i, false
		}
		mark := tokens[i+1].Lower
		if mark != "/" && (mark != "-" || w.language == "en") || tokens[i+3].Lower != mark || tokens[i+1].Spaced || tokens[i+4].Kind != Number || len(tokens[i+4].Lower) != 4 {
			return Mention{}, i, false
		}
		for k := range parts {
			v, err := strconv.Atoi(tokens[i+2*k].Lower)
			if err != nil {
				return Mention{}, i, false
			}
			parts[k] = v
		}
		if w.language == "en" && parts[0] <= 12 && parts[1] <= 12 && parts[0] != parts[1] {
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

func dottedParts(s string, parts *[3]int) bool {
	n, at := 0, 0
	for k := 0; k <= len(s); k++ {
		if k == len(s) || s[k] == '.' {
			v, err := strconv.Atoi(s[at:k])
			if err != nil || n > 2 {
				return false
			}
			parts[n], at = v, k+1
			n++
		}
	}
	return n == 3
}

func monthEnd(y, m int) Day {
	if m == 12 {
		return NewDay(y+1, 1, 1) - 1
	}
	return NewDay(y, m+1, 1) - 1
}
