package lang

import (
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
	return w.DatesAt(tokens, w.DateStarts(tokens), a)
}

// DateStarts are the tokens with which a date may begin, in order: all others begin none, whatever it is settled against.
func (w *Words) DateStarts(tokens []Token) []int32 {
	if w == nil {
		return nil
	}
	var out []int32
	for i := range tokens {
		if w.mayDate(&tokens[i]) {
			out = append(out, int32(i))
		}
	}
	return out
}

func (w *Words) mayDate(t *Token) bool {
	switch t.Kind {
	case ISODate, Number:
		return true
	case Word:
		at := w.lookup(t.Lower)
		if at == nil {
			return t.Lower[0] <= '9' || isJoined(t) || beginsRelative(t.Gloss)
		}
		return at.in&(classMonth|classWeek|classOrdinal|classRelative) != 0 || w.mayRelate(t, at)
	}
	return false
}

// isJoined: the word may be a date written in one: "mid-April".
func isJoined(t *Token) bool { return t.Runes > 6 && strings.IndexByte(t.Lower, '-') > 0 }

// mayRelate: a date told from another may begin with a known word.
func (w *Words) mayRelate(t *Token, at *forms) bool {
	return at.in&(countClasses|classDual) != 0 || beginsRelative(t.Gloss) || w.language != "en" && isUnit(t.Gloss) || t.Gloss == "before" && w.is(agoFirst)
}

// DatesAt finds the dates told in tokens, in order, where starts are the tokens that DateStarts gives for them: who reads
// a text several times against different days looks for these once.
func (w *Words) DatesAt(tokens []Token, starts []int32, a Anchor) []Mention {
	var out []Mention
	var s soFar
	next := 0
	for _, start := range starts {
		i := int(start)
		if i < next {
			continue
		}
		m, end, ok := w.date(tokens, i, a, s)
		if !ok {
			continue
		}
		next = end
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
	at := w.lookup(t.Lower)
	if at == nil {
		if t.Lower[0] <= '9' || isJoined(t) {
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
	if w.mayRelate(t, at) {
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
