package lang

import (
	"strconv"
)

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
	return n, n >= 1 && n <= 31 && w.lookup(s[k:]).has(classOrdEnd)
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
