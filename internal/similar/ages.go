package similar

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// oldest is the greatest number taken for an age.
const oldest = 115

// units are what follows the number of an age: joined to it (10-year-old, 34-річний, 34-летняя) or after a space (10 years old,
// 34 роки, 34 лет, ٣٤ عاما, 34 años).
var units = [...]string{"year", "month", "річн", "рік", "рок", "місячн", "летн", "лет", "год", "месячн", "عام", "سن", "año"}

// ages are the ages of persons that a text states: a number with a unit, or one that stands between commas after a name
// ("Name, 34,"). A number of years that is no age ("5 years in prison") is taken too: two reports that share it lose nothing.
func ages(text string) []uint8 {
	var out []uint8
	for i := 0; i < len(text); {
		r, size := utf8.DecodeRuneInString(text[i:])
		if !unicode.IsDigit(r) || i > 0 && !opensNumber(text[:i]) {
			i += size
			continue
		}
		n, end := number(text[i:])
		rest := text[i+end:]
		if n > 0 && n <= oldest && (withUnit(rest) || apposed(text[:i], rest)) {
			out = append(out, uint8(n))
		}
		i += end
	}
	slices.Sort(out)
	return slices.Compact(out)
}

func opensNumber(before string) bool {
	r, _ := utf8.DecodeLastRuneInString(before)
	return !unicode.IsDigit(r) && !unicode.IsLetter(r) && r != '.' && r != '-' && r != '$' && r != ':' && r != '/'
}

// number reads the digits of any script at the start of s: their value (0 for more than three), and how many bytes they take.
func number(s string) (n, end int) {
	digits := 0
	for i, r := range s {
		if !unicode.IsDigit(r) {
			return n, i
		}
		if digits++; digits > 3 {
			n = 0
			continue
		}
		n = 10*n + digit(r)
	}
	return n, len(s)
}

// digit is the value of a decimal digit: those of Unicode stand in runs of ten, and the ones in use here begin at a multiple of
// sixteen.
func digit(r rune) int { return int(r&0xf) % 10 }

func withUnit(rest string) bool {
	rest = strings.TrimLeft(rest, "-‑– \u00a0")
	r, _ := utf8.DecodeRuneInString(rest)
	if !unicode.IsLetter(r) {
		return false
	}
	for _, u := range units {
		if strings.HasPrefix(rest, u) {
			return true
		}
	}
	return false
}

func apposed(before, rest string) bool {
	before, ok := strings.CutSuffix(before, ", ")
	if !ok || rest == "" || rest[0] != ',' && rest[0] != '.' {
		return false
	}
	at := strings.LastIndexAny(before, " \n")
	r, _ := utf8.DecodeRuneInString(before[at+1:])
	return unicode.IsUpper(r) && !strings.ContainsAny(before[at+1:], "0123456789")
}
