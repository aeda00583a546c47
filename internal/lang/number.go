package lang

import "strings"

// Value is a number as words state it. Exact is the number stated, if one is; Low and High are the bounds the words
// give, each nil when they give none. "At least 12": Exact 12, Low 12. "Hundreds": no Exact, Low 200, High 999.
type Value struct {
	Low, High, Exact *int
	Qualifier        string // exact at_least more_than approx nearly up_to fewer_than range several dozens hundreds …
	First, Last      int    // tokens, half-open, hedges included
	Digits           bool   // written in digits
}

// Number reads a number with its hedges at token i and returns the token behind it.
func (w *Words) Number(tokens []Token, i int) (Value, int, bool) {
	if w == nil || i < 0 || i >= len(tokens) {
		return Value{}, i, false
	}
	if i > 0 && w.at(tokens, i).has(classScale|classRound|classVague) && w.at(tokens, i-1).has(classScale|classRound) && tokens[i].Newlines == 0 {
		return Value{}, i, false // the rest of a number that could not be read
	}
	start, j, qualifier := i, i, ""
	for hedges := 0; hedges < 2; hedges++ {
		p, next, ok := w.match(tokens, j, classBefore)
		if !ok {
			break
		}
		if qualifier == "" || qualifier == "exact" {
			qualifier = p.name
		}
		j = next
	}
	if v, next, ok := w.between(tokens, start); ok {
		return v, next, true
	}
	if v, next, ok := w.vague(tokens, start, j, qualifier); ok {
		return v, next, true
	}
	n, scale, next, ok := w.count(tokens, j)
	if !ok {
		if a, b, found := w.oneOrTwo(tokens, j); found {
			lo, hi := a, b
			return Value{Low: &lo, High: &hi, Qualifier: "range", First: start, Last: j + 1}, j + 1, true
		}
		return Value{}, i, false
	}
	digits := tokens[j].Kind == Number
	if a, b, end, ok := w.rangeEnd(tokens, next, n, scale); ok {
		lo, hi := a, b
		return Value{Low: &lo, High: &hi, Qualifier: "range", First: start, Last: end, Digits: digits}, end, true
	}
	if p, end, ok := w.match(tokens, next, classAfter); ok {
		if qualifier == "" {
			qualifier = p.name
		}
		next = end
	} else if next < len(tokens) && tokens[next].Lower == "+" && !tokens[next].Spaced && qualifier == "" {
		qualifier, next = "at_least", next+1
	}
	v := bounded(n, qualifier)
	v.First, v.Last, v.Digits = start, next, digits
	return v, next, true
}

// vague reads "hundreds of" and "several". With a greater scale behind it ("dozens of billions") it says nothing.
func (w *Words) vague(tokens []Token, start, j int, qualifier string) (Value, int, bool) {
	p, next, ok := w.match(tokens, j, classVague)
	if !ok {
		return Value{}, start, false
	}
	if q, end, singular := w.match(tokens, j, classHedged); singular && j > start && end >= next && qualifier != "exact" {
		v := bounded(q.value, qualifier)
		v.First, v.Last = start, end
		return v, end, true
	}
	if q, _, more := w.match(tokens, next, classScale|classRound|classVague); more && q.value >= 100 {
		return Value{}, start, false
	}
	lo, hi := p.value, p.high
	v := Value{Low: &lo, High: &hi, Qualifier: p.name, First: start, Last: next}
	switch qualifier {
	case "up_to", "fewer_than", "nearly":
		v.Low = nil
	case "at_least", "more_than":
		v.High = nil
	}
	return v, next, true
}

func bounded(n int, qualifier string) Value {
	if qualifier == "" {
		qualifier = "exact"
	}
	v := Value{Exact: &n, Qualifier: qualifier}
	below, above := n-1, n+1
	switch qualifier {
	case "exact":
		v.Low, v.High = &n, &n
	case "at_least":
		v.Low = &n
	case "more_than":
		v.Low = &above
	case "up_to":
		v.High = &n
	case "fewer_than", "nearly":
		v.High = &below
	}
	return v
}

// between reads "between 12 and 15" and "from 12 to 15".
func (w *Words) between(tokens []Token, i int) (Value, int, bool) {
	if i >= len(tokens) || tokens[i].Gloss != "between" && tokens[i].Gloss != "from" {
		return Value{}, i, false
	}
	low, scale, j, ok := w.count(tokens, i+1)
	if !ok || j >= len(tokens) || tokens[j].Gloss != "and" && !isTo(tokens[j].Gloss) {
		return Value{}, i, false
	}
	high, upper, end, ok := w.count(tokens, j+1)
	low = scaled(low, scale, high, upper)
	if !ok || high < low {
		return Value{}, i, false
	}
	lo, hi := low, high
	return Value{Low: &lo, High: &hi, Qualifier: "range", First: i, Last: end, Digits: tokens[i+1].Kind == Number}, end, true
}

func isTo(gloss string) bool { return gloss == "to" || gloss == "until" }

// scaled: the "10" of "10 to 12 thousand" is ten thousand.
func scaled(low, scale, high, upper int) int {
	if scale == 1 && upper > 1 && low > 0 && low <= high/upper {
		return low * upper
	}
	return low
}

// rangeEnd reads the "-15" of "12-15" and the "to 15" of "12 to 15".
func (w *Words) rangeEnd(tokens []Token, i, low, scale int) (int, int, int, bool) {
	if i >= len(tokens) {
		return 0, 0, i, false
	}
	t := &tokens[i]
	switch t.Gloss {
	case "-", "–", "—", "to", "or":
	default:
		return 0, 0, i, false
	}
	hi, upper, end, ok := w.count(tokens, i+1)
	if !ok {
		return 0, 0, i, false
	}
	low = scaled(low, scale, hi, upper)
	if hi <= low || t.Gloss == "or" && hi != low+1 || t.Kind == Punct && t.Spaced {
		return 0, 0, i, false
	}
	return low, hi, end, true
}

// oneOrTwo reads "два-три", "two-three".
func (w *Words) oneOrTwo(tokens []Token, i int) (int, int, bool) {
	if i >= len(tokens) || tokens[i].Kind != Word {
		return 0, 0, false
	}
	a, b, ok := w.halves(tokens[i].Lower, classUnit|classTen, classUnit|classTen)
	if !ok || b <= a || a == 0 || a >= 20 && b < 10 {
		return 0, 0, false
	}
	return a, b, true
}

// Plain reads a bare number, in digits or words, without hedges.
func (w *Words) Plain(tokens []Token, i int) (int, int, bool) { return w.plain(tokens, i) }

func (w *Words) plain(tokens []Token, i int) (int, int, bool) {
	n, _, next, ok := w.count(tokens, i)
	return n, next, ok
}

// count reads a bare number and says by which scale word it was multiplied, 1 for none. What stands in an exponent, or
// has one, is no number that can be told from its digits.
func (w *Words) count(tokens []Token, i int) (n, scale, next int, ok bool) {
	if w == nil || i < 0 || i >= len(tokens) {
		return 0, 1, i, false
	}
	switch tokens[i].Kind {
	case Number:
		if i > 0 && isPower(&tokens[i-1]) && !tokens[i].Spaced || i+1 < len(tokens) && isPower(&tokens[i+1]) && !tokens[i+1].Spaced {
			return 0, 1, i, false
		}
		return w.figures(tokens, i)
	case Word:
		if c := tokens[i].Lower[0]; c >= '0' && c <= '9' {
			return w.ending(tokens, i)
		}
		return w.spelled(tokens, i)
	}
	return 0, 1, i, false
}

func isPower(t *Token) bool {
	switch t.Lower {
	case "^", "¹", "²", "³", "⁴", "⁵", "⁶", "⁷", "⁸", "⁹", "⁰", "*":
		return true
	}
	return false
}

// ending reads the "20-ти" of "20-ти людей".
func (w *Words) ending(tokens []Token, i int) (int, int, int, bool) {
	s := tokens[i].Lower
	for k := 0; k < len(s); k++ {
		if s[k] >= '0' && s[k] <= '9' {
			continue
		}
		if s[k] != '-' || k > 9 {
			break
		}
		if at := w.lookup(s[k+1:]); at == nil || at.in&classNumEnd == 0 {
			break
		}
		n, _, ok := digits(s[:k])
		return n, 1, i + 1, ok
	}
	return 0, 1, i, false
}

// spelled reads number words: "four hundred and ten", "twenty-one", "two dozen", "خمسة وعشرون".
func (w *Words) spelled(tokens []Token, i int) (n, scale, next int, ok bool) {
	s := sum{w: w, last: 1 << 40, scale: 1}
	j := i
	for j < len(tokens) && j-i < 16 && tokens[j].Kind == Word {
		k := j
		if s.any && tokens[j].Gloss == "and" {
			if k = s.join(tokens, j); k == j {
				break
			}
		}
		if n, ok := w.hyphenated(tokens[k].Lower); ok {
			if s.current%100 != 0 {
				break
			}
			s.current, s.any, j = s.current+n, true, k+1
			continue
		}
		p, end, ok := w.match(tokens, k, countClasses|classScale)
		if !ok || !s.put(p, k > j) {
			break
		}
		if s.broken {
			return 0, 1, i, false
		}
		j = w.afterScale(tokens, k, end, p)
	}
	if !s.any || s.half || s.total+s.current > maxCount {
		return 0, 1, i, false
	}
	return s.total + s.current, s.scale, j, true
}

// afterScale passes over the dot of a shortened scale word ("тис.").
func (w *Words) afterScale(tokens []Token, k, end int, p *phrase) int {
	if p.class&(classScale|classRound) != 0 && end < len(tokens) && tokens[end].Lower == "." && !tokens[end].Spaced && w.at(tokens, end-1).has(classAbbr) && k == end-1 {
		return end + 1
	}
	return end
}

func (at *forms) has(c classes) bool { return at != nil && at.in&c != 0 }

const maxCount = 1<<31 - 1

// sum is a number while its words are read.
type sum struct {
	w              *Words
	total, current int
	last           int // least scale so far; a greater one cannot follow
	scale          int
	any, half      bool
	broken         bool // the words are a number's, and no number comes of them
}

// join returns the token behind an "and" that stands inside a number, else the "and" itself.
func (s *sum) join(tokens []Token, j int) int {
	p, _, ok := s.w.match(tokens, j+1, countClasses)
	if !ok {
		if _, is := s.w.hyphenated(lowerAt(tokens, j+1)); !is || s.w.language != "en" || s.current%100 != 0 {
			return j
		}
		return j + 1
	}
	if s.w.is(andBetween) {
		return j + 1
	}
	if s.w.language != "en" || !(s.current >= 100 && s.current%100 == 0 || s.current == 0 && s.total > 0) || p.class&(classUnit|classTen) == 0 {
		return j
	}
	if q, _, again := s.w.match(tokens, j+2, classScale); again && q.value >= 100 {
		return j
	}
	return j + 1
}

func lowerAt(tokens []Token, i int) string {
	if i >= len(tokens) {
		return ""
	}
	return tokens[i].Lower
}

// put adds one number word; false when it begins another number.
func (s *sum) put(p *phrase, joined bool) bool {
	if s.half && p.class&(classScale|classRound) == 0 {
		return false
	}
	switch p.class {
	case classUnit:
		return s.putUnit(p)
	case classTen:
		if rest := s.current % 100; rest != 0 && !(joined && s.w.is(unitBeforeTen) && rest < 10) {
			return false
		}
		s.current += p.value
	case classHundred:
		if s.current != 0 {
			return false
		}
		s.current = p.value
	case classHalf:
		if s.any {
			return false
		}
		s.current, s.half = p.value, true
	default:
		return s.multiply(p)
	}
	s.any = true
	return true
}

func (s *sum) putUnit(p *phrase) bool {
	switch {
	case p.value >= 1000: // "a thousand"
		if s.any {
			return false
		}
		s.total, s.last, s.scale = p.value, p.value, p.value
	case s.any && (p.value == 0 || s.current%10 != 0 || s.current%100 == 10 || p.value >= 10 && s.current%100 != 0 || p.value >= 20):
		return false
	default:
		s.current += p.value
	}
	s.any = true
	return true
}

// multiply reads a scale word. A scale that follows one that is not greater makes no number that people say.
func (s *sum) multiply(p *phrase) bool {
	if !s.any && p.class == classScale {
		return false
	}
	n := s.current
	if p.value >= 1e6 && s.last == 1000 && s.total > 0 { // "two thousand million"
		n, s.total, s.last = n+s.total, 0, p.value+1
	}
	if n == 0 {
		if p.class == classScale || s.any && p.value >= s.last {
			s.broken = p.value >= 1000
			return s.broken
		}
		n = 1
	}
	switch {
	case s.half:
		if n = n * p.value; n%2 != 0 {
			s.broken = true
		}
		n, s.half = n/2, false
	case p.value < 1000 && n >= 100:
		return false
	default:
		n *= p.value
	}
	if p.value >= 1000 {
		if p.value >= s.last || n > maxCount || s.total+n > maxCount {
			s.broken = true
			return true
		}
		s.total, s.current, s.last = s.total+n, 0, p.value
	} else {
		s.current = n
	}
	s.any, s.scale = true, p.value
	return true
}

// hyphenated reads "twenty-one".
func (w *Words) hyphenated(s string) (int, bool) {
	if len(s) < 7 || s[0] <= '9' {
		return 0, false
	}
	t, u, ok := w.halves(s, classTen, classUnit)
	if !ok || u > 9 {
		return 0, false
	}
	return t + u, true
}

// halves reads two number words with a hyphen between them.
func (w *Words) halves(s string, left, right classes) (int, int, bool) {
	k := strings.IndexByte(s, '-')
	if k <= 0 {
		return 0, 0, false
	}
	a, ok := w.oneWord(s[:k], left)
	if !ok {
		return 0, 0, false
	}
	b, ok := w.oneWord(s[k+1:], right)
	return a, b, ok
}

func (w *Words) oneWord(s string, in classes) (int, bool) {
	at := w.lookup(s)
	if at == nil {
		return 0, false
	}
	for k := range at.phrases {
		if p := &at.phrases[k]; p.class&in != 0 && len(p.rest) == 0 {
			return p.value, true
		}
	}
	return 0, false
}
