package place

import (
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"
)

// Fold brings the spellings of one name in one script together: lower case, no accents or vowel points, no apostrophes,
// hyphens and punctuation as single spaces. It does not transliterate and folding twice changes nothing.
// What it makes is a key to compare, not a text to show: й becomes и and ї becomes і.
func Fold(name string) string {
	var b strings.Builder
	b.Grow(len(name))
	gap := false
	for _, r := range norm.NFKD.String(strings.ToValidUTF8(name, " ")) {
		if unicode.Is(unicode.Mn, r) || dropped(r) {
			continue
		}
		r = unicode.ToLower(r)
		to, special := foldedAs(r)
		switch {
		case special:
		case unicode.IsLetter(r) || unicode.IsDigit(r):
		default:
			gap = true
			continue
		}
		if gap && b.Len() > 0 {
			b.WriteByte(' ')
		}
		gap = false
		if special {
			b.WriteString(to)
		} else {
			b.WriteRune(r)
		}
	}
	return b.String()
}

// dropped are marks that some writers put inside a name and others leave out.
func dropped(r rune) bool {
	switch r {
	case '\'', '`', '´', 'ʼ', 'ʻ', 'ʹ', 'ʿ', 'ʾ', '’', '‘', '‛', '′', '"', '“', '”',
		'ـ',                                                                            // Arabic tatweel
		'\u00ad', '\u200b', '\u200c', '\u200d', '\u200e', '\u200f', '\u2060', '\ufeff': // invisible
		return true
	}
	return false
}

// foldedAs maps letters that no decomposition takes apart.
func foldedAs(r rune) (string, bool) {
	switch r {
	case 'ł':
		return "l", true
	case 'đ', 'ð':
		return "d", true
	case 'ø':
		return "o", true
	case 'ı':
		return "i", true
	case 'æ':
		return "ae", true
	case 'œ':
		return "oe", true
	case 'ß':
		return "ss", true
	case 'þ':
		return "th", true
	case 'ґ':
		return "г", true
	case 'ة':
		return "ه", true
	case 'ى', 'ی':
		return "ي", true
	case 'ک':
		return "ك", true
	}
	return "", false
}
