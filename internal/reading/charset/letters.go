package charset

import (
	"math"
	"strings"
	"unicode"
	"unicode/utf8"
)

// A general detector knows Russian and little else of what we read: Ukrainian in KOI8-U and Arabic in windows-1256
// come out as something Western. So the charsets of these scripts are tried one after another, and the text that
// looks most like letters in words wins.
var candidates = []struct {
	name   string
	script string
}{
	{"windows-1251", "cyrillic"}, {"koi8-u", "cyrillic"}, {"iso-8859-5", "cyrillic"}, {"ibm866", "cyrillic"}, {"x-mac-cyrillic", "cyrillic"},
	{"windows-1256", "arabic"}, {"iso-8859-6", "arabic"},
}

// Letters from frequent to rare in running text: for Cyrillic, Russian and Ukrainian together.
const (
	cyrillicOrder = "оаинетвсрлкдумпзяьбгійчхжшюцщєїфыэъґё"
	arabicOrder   = "اليمنتروبةعدفسهكقأحجشطصخإىذثئغضزءظآؤ"
)

// byLetters names the charset under which b reads as words of its script, or "" when none clearly does.
func byLetters(b []byte) string {
	best, bestScore := "", math.Inf(-1)
	for _, c := range candidates {
		_, enc := lookup(c.name)
		out, err := enc.NewDecoder().Bytes(b)
		if err != nil {
			continue
		}
		if s := score(string(out), c.script); s > bestScore {
			best, bestScore = c.name, s
		}
	}
	if bestScore < minScore {
		return ""
	}
	return best
}

// minScore is a mean that text of the script reaches (-8 to -10) and that text of another does not (-15 and worse).
const minScore = -13

// score is the mean, over the characters beyond ASCII, of minus the letter's rank; characters that do not belong
// into words of the script cost most. Only -Inf is certain: nothing beyond ASCII at all.
func score(s, script string) float64 {
	order, table := cyrillicOrder, unicode.Cyrillic
	if script == "arabic" {
		order, table = arabicOrder, unicode.Arabic
	}
	rank := make(map[rune]float64, 64)
	n := 0
	for _, r := range order {
		rank[r] = float64(n)
		n++
	}
	const wrong = 60
	sum, count := 0.0, 0
	prev := rune(' ')
	for _, r := range s {
		if r < utf8.RuneSelf {
			prev = r
			continue
		}
		lower := unicode.ToLower(r)
		cost, known := rank[lower]
		switch {
		case !known && (unicode.IsLetter(r) || r == utf8.RuneError || unicode.IsControl(r) || unicode.IsSymbol(r) && !strings.ContainsRune("№°±", r)):
			cost = wrong
		case !known: // quotation marks, dashes, hard spaces: at home everywhere
			prev = r
			continue
		case lower != r && unicode.IsLower(prev):
			cost = wrong // a capital after a small letter, as KOI8 and windows-1251 show each other
		case prev < utf8.RuneSelf && unicode.IsLetter(prev) && unicode.Is(table, r):
			cost = wrong // a letter of the script right after a Latin one: accents of a Western text
		}
		sum, count = sum+cost, count+1
		prev = r
	}
	if count == 0 {
		return math.Inf(-1)
	}
	return -sum / float64(count)
}
