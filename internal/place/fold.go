package place

import (
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// Fold brings the spellings of one name in one script together: lower case, no accents or vowel points, no apostrophes,
// hyphens and punctuation as single spaces. It does not transliterate and folding twice changes nothing.
// What it makes is a key to compare, not a text to show: й becomes и and ї becomes і.
func Fold(name string) string {
	return string(appendFold(make([]byte, 0, len(name)), name))
}

// appendFold appends the folded name. It allocates nothing for names in plain Latin, Cyrillic or Arabic letters.
func appendFold(b []byte, name string) []byte {
	start, gap := len(b), false
	for _, r := range name {
		if q, ok := simple(r); ok {
			if isPlainLetter(q) {
				if gap && len(b) > start {
					b = append(b, ' ')
				}
				b, gap = utf8.AppendRune(b, q), false
				continue
			}
			b, gap = foldRune(b, start, gap, q)
			continue
		}
		for _, q := range norm.NFKD.String(string(r)) {
			b, gap = foldRune(b, start, gap, q)
		}
	}
	return b
}

// simple lowers and takes the marks off the letters that most names are made of.
func simple(r rune) (rune, bool) {
	switch {
	case r < 0x80:
		if 'A' <= r && r <= 'Z' {
			r += 'a' - 'A'
		}
		return r, true
	case 0x400 <= r && r <= 0x45f:
		if r <= 0x40f {
			r += 0x50
		} else if r <= 0x42f {
			r += 0x20
		}
		switch r {
		case 'й', 'ѝ':
			r = 'и'
		case 'ї':
			r = 'і'
		case 'ё', 'ѐ':
			r = 'е'
		case 'ѓ':
			r = 'г'
		case 'ќ':
			r = 'к'
		case 'ў':
			r = 'у'
		}
		return r, true
	case 0x621 <= r && r <= 0x64a:
		switch r {
		case 'آ', 'أ', 'إ':
			r = 'ا'
		case 'ؤ':
			r = 'و'
		case 'ئ':
			r = 'ي'
		}
		return r, true
	}
	return r, false
}

// isPlainLetter: a letter, made small, of which foldRune would ask a dozen tables and find nothing to do.
func isPlainLetter(r rune) bool {
	return 'a' <= r && r <= 'z' || 0x430 <= r && r <= 0x45f || 0x621 <= r && r <= 0x64a && r != 'ـ' && r != 'ة' && r != 'ى' && (r <= 0x63a || r >= 0x641)
}

// foldRune appends one letter of a name that began at start; gap says that a space or mark stands before it.
// It hands its buffer back rather than keep it, so that callers' buffers stay on the stack.
func foldRune(b []byte, start int, gap bool, r rune) ([]byte, bool) {
	if r >= 0x80 && unicode.Is(unicode.Mn, r) || dropped(r) {
		return b, gap
	}
	if r >= 0x80 {
		r = unicode.ToLower(r)
	} else if 'A' <= r && r <= 'Z' {
		r += 'a' - 'A' // out of Á
	}
	to, special := foldedAs(r)
	if !special && !(unicode.IsLetter(r) || unicode.IsDigit(r)) {
		return b, true
	}
	if gap && len(b) > start {
		b = append(b, ' ')
	}
	if special {
		return append(b, to...), false
	}
	return utf8.AppendRune(b, r), false
}

// dropped are marks that some writers put inside a name and others leave out.
func dropped(r rune) bool {
	switch r {
	case '\'', '`', '´', 'ʼ', 'ʻ', 'ʹ', 'ʿ', 'ʾ', '’', '‘', '‛', '′', '"', '“', '”',
		'ـ',                                                                            // Arabic tatweel
		'\u00ad', '\u200b', '\u200c', '\u200d', '\u200e', '\u200f', '\u2060', '\ufeff', // invisible
		'\u202a', '\u202b', '\u202c', '\u202d', '\u202e', '\u2066', '\u2067', '\u2068', '\u2069': // direction
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
