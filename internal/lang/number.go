package lang

import (
	"math"
	"strings"
)

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
	if p, next, ok := w.match(tokens, j, classVague); ok {
		lo, hi := p.value, p.high
		v := Value{Low: &lo, High: &hi, Qualifier: p.name, First: start, Last: next}
		if qualifier == "up_to" {
			v.Low = nil
		}
		return v, next, true
	}
	n, next, ok := w.plain(tokens, j)
	if !ok {
		return Value{}, i, false
	}
	if hi, end, ok := w.rangeEnd(tokens, next, n); ok {
		lo := n
		return Value{Low: &lo, High: &hi, Qualifier: "range", First: start, Last: end, Digits: tokens[j].Kind == Number}, end, true
	}
	if p, end, ok := w.match(tokens, next, classAfter); ok {
		if qualifier == "" {
			qualifier = p.name
		}
		next = end
	}
	v := bounded(n, qualifier)
	v.First, v.Last, v.Digits = start, next, tokens[j].Kind == Number
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
	lo, j, ok := w.plain(tokens, i+1)
	if !ok || j >= len(tokens) || tokens[j].Gloss != "and" && tokens[j].Gloss != "to" {
		return Value{}, i, false
	}
	hi, end, ok := w.plain(tokens, j+1)
	if !ok || hi < lo {
		return Value{}, i, false
	}
	return Value{Low: &lo, High: &hi, Qualifier: "range", First: i, Last: end, Digits: tokens[i+1].Kind == Number}, end, true
}

// rangeEnd reads the "-15" of "12-15" and the "to 15" of "12 to 15".
func (w *Words) rangeEnd(tokens []Token, i, low int) (int, int, bool) {
	if i >= len(tokens) {
		return 0, i, false
	}
	switch tokens[i].Gloss {
	case "-", "–", "—", "to", "or":
	default:
		return 0, i, false
	}
	hi, end, ok := w.plain(tokens, i+1)
	if !ok || hi <= low || tokens[i].Gloss == "or" && hi != low+1 || tokens[i].Kind == Punct && tokens[i].Spaced {
		return 0, i, false
	}
	return hi, end, true
}

// Plain reads a bare number, in digits or words, without hedges.
func (w *Words) Plain(tokens []Token, i int) (int, int, bool) { return w.plain(tokens, i) }

func (w *Words) plain(tokens []Token, i int) (int, int, bool) {
	if i >= len(tokens) {
		return 0, i, false
	}
	if tokens[i].Kind == Number {
		n, frac, ok := digits(tokens[i].Lower)
		if !ok {
			return 0, i, false
		}
		if p, next, ok := w.match(tokens, i+1, classScale); ok && p.value > 1 && p.value != 12 {
			f := frac * float64(p.value)
			if f > math.MaxInt32 {
				return 0, i, false
			}
			return int(math.Round(f)), next, true
		}
		return n, i + 1, n >= 0
	}
	return w.spelled(tokens, i)
}

// spelled reads number words: "four hundred and ten", "twenty-one", "two dozen".
func (w *Words) spelled(tokens []Token, i int) (int, int, bool) {
	total, current, j, any := 0, 0, i, false
	for j < len(tokens) && j-i < 12 {
		if n, ok := w.hyphenated(tokens[j].Lower); ok {
			if current%100 != 0 {
				break
			}
			current, j, any = current+n, j+1, true
			continue
		}
		if p, next, ok := w.match(tokens, j, classUnit, classTen); ok {
			if any && (current%10 != 0 || p.class == classTen && current%100 != 0 || p.value >= 100 || len(p.rest) > 0 || current == 10) {
				break
			}
			current, j, any = current+p.value, next, true
			continue
		}
		p, next, ok := w.match(tokens, j, classScale)
		if ok && any {
			if p.value >= 1000 {
				total, current = total+current*p.value, 0
			} else {
				current *= p.value
			}
			j = next
			continue
		}
		if any && tokens[j].Gloss == "and" && (current >= 100 && current%100 == 0 || current == 0 && total > 0) && j+1 < len(tokens) {
			if _, _, ok := w.match(tokens, j+1, classUnit, classTen); ok {
				if p, _, again := w.match(tokens, j+2, classScale); !again || p.value < 100 {
					j++
					continue
				}
			}
		}
		break
	}
	if total+current > math.MaxInt32 {
		return 0, i, false
	}
	return total + current, j, any
}

func (w *Words) hyphenated(s string) (int, bool) {
	a, b, ok := strings.Cut(s, "-")
	if !ok {
		return 0, false
	}
	ten, unit := w.first[a], w.first[b]
	if len(ten) == 0 || len(unit) == 0 {
		return 0, false
	}
	t, u := ten[len(ten)-1], unit[len(unit)-1]
	if t.class != classTen || u.class != classUnit || u.value > 9 || len(u.rest) > 0 {
		return 0, false
	}
	return t.value + u.value, true
}

// digits reads "2,500" as 2500 and "2.5" as a fraction for a scale word after it; n is -1 when only a scale makes it whole.
func digits(s string) (n int, frac float64, ok bool) {
	whole, places, dot, groups := 0.0, 1.0, false, 0
	for i := 0; i < len(s); i++ {
		switch c := s[i]; {
		case c == ',' || c == '.':
			rest := len(s) - i - 1
			if k := strings.IndexAny(s[i+1:], ",."); k >= 0 {
				rest = k
			}
			if rest == 3 && !dot && (c == ',' || groups > 0) {
				groups++
				continue
			}
			if c == '.' && !dot {
				dot = true
				continue
			}
			return 0, 0, false
		case dot:
			places /= 10
			whole += float64(c-'0') * places
		default:
			whole = whole*10 + float64(c-'0')
		}
		if whole > math.MaxInt32 {
			return 0, 0, false
		}
	}
	if dot {
		return -1, whole, true
	}
	return int(whole), whole, true
}
