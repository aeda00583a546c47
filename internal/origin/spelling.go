package origin

import (
	"strings"
	"sync"
)

// skeleton reduces spellings of one sound to one: Zelenskyy, Zelenskiy and Zelensky; Antony and Anthony; Alexei and Aleksey.
// It is coarse on purpose and never decides alone: given names and offices must fit too.
func skeleton(s string) string {
	s = sounds().Replace(s)
	var b strings.Builder
	var last rune
	for _, r := range s { // double letters
		if r != last {
			b.WriteRune(r)
		}
		last = r
	}
	return strings.TrimSuffix(b.String(), "y")
}

var sounds = sync.OnceValue(func() *strings.Replacer {
	return strings.NewReplacer(
		"kh", "h", "gh", "g", "th", "t", "ph", "f", "ck", "k", "x", "ks", "tch", "ch", "dzh", "j", "zh", "z", "w", "v",
		"iyi", "y", "yi", "y", "iy", "y", "ij", "y", "yj", "y", "ii", "y", "yy", "y", "ei", "e", "ey", "e", "ej", "e",
		"ie", "e", "ye", "e", "yo", "o", "iu", "u", "yu", "u", "ia", "a", "ya", "a", "ai", "a", "ay", "a", "i", "y", "oleks", "aleks",
		"ий", "и", "ій", "и", "і", "и", "ї", "и", "ы", "и", "є", "е", "э", "е", "ё", "е", "ґ", "г",
	)
})

// slips is the number of slips of the pen between two words: a letter more, less, other, or two changed places.
// It stops counting at 3.
func slips(a, b string) int {
	s, t := []rune(a), []rune(b)
	if d := len(s) - len(t); d > 2 || d < -2 {
		return 3
	}
	before, prev, row := make([]int, len(t)+1), make([]int, len(t)+1), make([]int, len(t)+1)
	for j := range prev {
		prev[j] = j
	}
	for i := 1; i <= len(s); i++ {
		row[0] = i
		for j := 1; j <= len(t); j++ {
			cost := 1
			if s[i-1] == t[j-1] {
				cost = 0
			}
			row[j] = min(prev[j]+1, row[j-1]+1, prev[j-1]+cost)
			if i > 1 && j > 1 && s[i-1] == t[j-2] && s[i-2] == t[j-1] {
				row[j] = min(row[j], before[j-2]+1)
			}
		}
		before, prev, row = prev, row, before
	}
	return min(prev[len(t)], 3)
}

// deletions are the forms of word with no and with one letter left out, sorted pairs swapped: words one slip apart share one.
func deletions(word string) []string {
	r := []rune(word)
	out := []string{word}
	if len(r) < 5 {
		return out
	}
	for i := range r {
		out = append(out, string(r[:i])+string(r[i+1:]))
	}
	return out
}
