package lang

import (
	"math"
	"strings"
)

// figures reads a number in digits, with the scale word behind it ("2.5 million", "2,5 тис.") and, where the language
// writes them so, with thousands apart by spaces ("12 500").
func (w *Words) figures(tokens []Token, i int) (n, scale, next int, ok bool) {
	s, j := tokens[i].Lower, i+1
	european := w.is(commaDecimal)
	var frac float64
	unclear := false
	if european {
		if grouped, end := spaced(tokens, i); end > j {
			s, j = grouped, end
		}
		n, frac, unclear, ok = european3(s)
	} else {
		n, frac, ok = digits(s)
	}
	if !ok {
		return 0, 1, i, false
	}
	p, end, ok := w.match(tokens, j, classScale|classRound)
	if !ok || p.value < 100 {
		return n, 1, j, n >= 0
	}
	if unclear {
		return 0, 1, i, false // "2,500 thousand" may be two and a half
	}
	f := frac * float64(p.value)
	whole := math.Round(f)
	if f > maxCount || math.Abs(f-whole) > 1e-3 {
		return 0, 1, i, false
	}
	end = w.afterScale(tokens, end-1, end, p)
	if _, _, again := w.match(tokens, end, classScale); again {
		return 0, 1, i, false
	}
	n = int(whole)
	if european && n%1000 == 0 && end < len(tokens) && tokens[end].Kind == Number && len(tokens[end].Lower) == 3 { // "5 тисяч 200"
		if more, _, plain := digits(tokens[end].Lower); plain && more > 0 {
			return n + more, p.value, end + 1, true
		}
	}
	return n, p.value, end, true
}

// spaced joins the groups of "1 000 000"; the token itself where there are none.
func spaced(tokens []Token, i int) (string, int) {
	j := i + 1
	if len(tokens[i].Lower) > 3 || tokens[i].Lower[0] == '0' {
		return tokens[i].Lower, j
	}
	for j < len(tokens) && j < i+4 {
		t := &tokens[j]
		if t.Kind != Number || len(t.Lower) != 3 || !t.Spaced || t.Newlines > 0 || t.Rune-tokens[j-1].Rune-tokens[j-1].Runes != 1 {
			break
		}
		j++
	}
	if j == i+1 {
		return tokens[i].Lower, j
	}
	var b strings.Builder
	for k := i; k < j; k++ {
		b.WriteString(tokens[k].Lower)
	}
	return b.String(), j
}

// european3 reads digits where a comma is the decimal mark and thousands are told apart by dots, and where both are also
// used the English way: a single mark before three digits parts thousands. Unclear says that a decimal mark could be
// meant. n is -1 when only a scale makes it whole.
func european3(s string) (n int, frac float64, unclear, ok bool) {
	marks := strings.Count(s, ",") + strings.Count(s, ".")
	at := strings.LastIndexAny(s, ",.")
	switch {
	case len(s) > 24:
		return 0, 0, false, false
	case marks == 0:
		n, frac, ok = digits(s)
		return n, frac, false, ok
	case len(s)-at-1 != 3:
		if len(s)-at > 4 || strings.IndexByte(s[:at], s[at]) >= 0 {
			return 0, 0, false, false
		}
		whole, _, _, fine := european3(s[:at])
		if !fine || whole < 0 {
			return 0, 0, false, false
		}
		places, tail := 1.0, 0.0
		for _, c := range s[at+1:] {
			tail, places = tail*10+float64(c-'0'), places*10
		}
		return -1, float64(whole) + tail/places, false, true
	case marks > 1 && strings.Count(s, ",") > 0 && strings.Count(s, ".") > 0:
		return 0, 0, false, false // 1.234,567: which mark is which cannot be told
	}
	group := 0
	for i := 0; i < len(s); i++ {
		if s[i] != ',' && s[i] != '.' {
			group++
			continue
		}
		if group > 3 || group == 0 || i > 3 && group != 3 {
			return 0, 0, false, false
		}
		group = 0
	}
	if s[0] == '0' {
		return 0, 0, false, false
	}
	n, frac, ok = digits(strings.NewReplacer(",", "", ".", "").Replace(s))
	return n, frac, marks == 1, ok
}

// digits reads "2,500" as 2500 and "2.5" as a fraction for a scale word after it; n is -1 when only a scale makes it
// whole.
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
		case c < '0' || c > '9':
			return 0, 0, false
		case dot:
			places /= 10
			whole += float64(c-'0') * places
		default:
			whole = whole*10 + float64(c-'0')
		}
		if whole > maxCount {
			return 0, 0, false
		}
	}
	if dot {
		return -1, whole, true
	}
	return int(whole), whole, true
}
