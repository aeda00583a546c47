package second

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// flat is a text with every run of white space made one space, and the way back.
type flat struct {
	text string
	at   []int32 // byte of the original for each byte of text, and its end
}

func flatten(s string) flat {
	var b strings.Builder
	b.Grow(len(s))
	at := make([]int32, 0, len(s)+1)
	space := true // white space at the beginning goes
	for i, r := range s {
		if unicode.IsSpace(r) {
			if !space {
				b.WriteByte(' ')
				at = append(at, int32(i))
			}
			space = true
			continue
		}
		space = false
		size := utf8.RuneLen(r)
		if r == utf8.RuneError {
			_, size = utf8.DecodeRuneInString(s[i:])
		}
		b.WriteString(s[i : i+size])
		for k := range size {
			at = append(at, int32(i+k))
		}
	}
	return flat{b.String(), append(at, int32(len(s)))}
}

func squeeze(s string) string { return strings.Join(strings.Fields(s), " ") }

// find looks for words in the text, but for white space, and returns the bytes of the first place at which no word and
// no number is cut in two. found says that they stand somewhere, whole or not.
func (f *flat) find(words string) (start, end int, whole, found bool) {
	q := squeeze(words)
	if q == "" {
		return 0, 0, false, false
	}
	for from := 0; ; {
		i := strings.Index(f.text[from:], q)
		if i < 0 {
			return 0, 0, false, found
		}
		i += from
		found = true
		if uncut(f.text, i, i+len(q)) {
			return int(f.at[i]), int(f.at[i+len(q)-1]) + 1, true, true
		}
		_, size := utf8.DecodeRuneInString(f.text[i:])
		from = i + size
	}
}

// uncut reports whether s[a:b] begins and ends where words and numbers do.
func uncut(s string, a, b int) bool {
	return !joined(s, a) && !joined(s, b)
}

// joined reports whether what stands before and behind byte i of s is one word or one number: "unkilled", "2,500",
// "11-12", "1 500".
func joined(s string, i int) bool {
	before, size := utf8.DecodeLastRuneInString(s[:i])
	behind, next := utf8.DecodeRuneInString(s[i:])
	if i == 0 || i == len(s) {
		return false
	}
	if glued(before) && glued(behind) {
		return true
	}
	switch {
	case unicode.IsDigit(behind) && links(before): // …2,|500
		return i-size > 0 && endsInDigit(s[:i-size]) && (before != ' ' || group(s[i:]))
	case unicode.IsDigit(before) && links(behind): // 2|,500
		rest := s[i+next:]
		r, _ := utf8.DecodeRuneInString(rest)
		return unicode.IsDigit(r) && (behind != ' ' || group(rest))
	}
	return false
}

func glued(r rune) bool {
	if unicode.In(r, unicode.Han, unicode.Hiragana, unicode.Katakana, unicode.Thai, unicode.Lao, unicode.Khmer, unicode.Myanmar) {
		return false // written without spaces
	}
	return unicode.IsLetter(r) || unicode.IsDigit(r) || unicode.IsMark(r)
}

// links: marks that a number may hold.
func links(r rune) bool { return strings.ContainsRune(",.'’٫٬-–/: ", r) }

func endsInDigit(s string) bool {
	r, _ := utf8.DecodeLastRuneInString(s)
	return unicode.IsDigit(r)
}

// group reports whether s begins with three digits and no more: a group of a number written with spaces.
func group(s string) bool {
	n := 0
	for _, r := range s {
		if !unicode.IsDigit(r) {
			break
		}
		n++
	}
	return n == 3
}
