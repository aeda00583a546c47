package lang

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// folder folds words. It keeps what it makes in a few long strings instead of one for each word.
type folder struct{ b strings.Builder }

// chunk is how much folded text shares one allocation.
const chunk = 2048

// room makes sure that n bytes can be written without moving what was written before.
func (f *folder) room(n int) int {
	if f.b.Cap()-f.b.Len() < n {
		f.b = strings.Builder{}
		f.b.Grow(max(n, min(chunk, 64+2*f.b.Cap())))
	}
	return f.b.Len()
}

// ascii lower-cases a word with so many capitals.
func (f *folder) ascii(s string, up int) string {
	at := f.room(len(s))
	if up == 1 && s[0] <= 'Z' && s[0] >= 'A' {
		f.b.WriteByte(s[0] + 'a' - 'A')
		f.b.WriteString(s[1:])
		return f.b.String()[at:]
	}
	for i := 0; i < len(s); i++ {
		c := s[i]
		if c >= 'A' && c <= 'Z' {
			c += 'a' - 'A'
		}
		f.b.WriteByte(c)
	}
	return f.b.String()[at:]
}

// fill sets what is known of a token from its letters alone.
func (f *folder) fill(t *Token, s string) {
	switch t.Kind {
	case Punct:
		t.Lower, t.Gloss = s, plainMark(s)
		return
	case Number, ISODate:
		t.Lower = f.digits(s)
		t.Gloss = t.Lower
		return
	}
	first, _ := utf8.DecodeRuneInString(s)
	t.Cap = unicode.IsUpper(first)
	same, upper, lower := true, 0, 0
	for _, r := range s {
		switch {
		case r < utf8.RuneSelf:
			if letters[r]&isUp != 0 {
				same = false
				upper++
			} else if letters[r]&isLow != 0 {
				lower++
			} else if r == '`' {
				same = false
			}
		case r >= 'а' && r <= 'я' || r == 'і' || r == 'ї' || r == 'є' || r == 'ґ':
			lower++
		default:
			same = false
			if unicode.IsUpper(r) {
				upper++
			} else if unicode.IsLower(r) {
				lower++
			}
		}
	}
	t.AllCaps = upper > 1 && lower == 0
	t.Lower = s
	if !same || mixed(s) {
		if t.Lower = f.fold(s); t.Lower == "" {
			t.Lower = s // marks without a letter; a token is never without its folded form
		}
	}
	t.Gloss = t.Lower
}

func (f *folder) digits(s string) string {
	if s[0] < utf8.RuneSelf && s[len(s)-1] < utf8.RuneSelf && isASCII(s) {
		return s
	}
	at := f.room(len(s))
	for _, r := range s {
		switch {
		case r == '٫':
			f.b.WriteByte('.')
		case r == '٬':
			f.b.WriteByte(',')
		case isDigit(r):
			f.b.WriteByte(digitOf(r))
		default:
			f.b.WriteRune(r)
		}
	}
	return f.b.String()[at:]
}

func isASCII(s string) bool {
	for i := 0; i < len(s); i++ {
		if s[i] >= utf8.RuneSelf {
			return false
		}
	}
	return true
}

// mixed reports whether a word holds Latin and Cyrillic letters.
func mixed(s string) bool {
	latin, cyrillic := false, false
	for _, r := range s {
		latin = latin || r < utf8.RuneSelf && letters[r]&(isLow|isUp) != 0
		cyrillic = cyrillic || isCyrillic(r)
	}
	return latin && cyrillic
}

// fold lower-cases a word and gives each letter one form: the plain apostrophe and hyphen, е for ё, one Arabic alef, heh
// for teh marbuta, yeh for alef maqsura, letters for their presentation forms, composed for combined accents, and the
// letter of the word's own script for one that looks the same. Stress marks, vowel points, tatweel and what is not
// seen are left out.
func (f *folder) fold(s string) string {
	if unusual(s) {
		s = prepared(s)
	}
	if isArabicWord(s) && isBroken(s) {
		s = unbroken(s)
	}
	at := f.room(len(s) + utf8.UTFMax*2)
	for _, r := range s {
		if r = foldRune(r); r >= 0 {
			if f.b.Cap()-f.b.Len() < utf8.UTFMax {
				rest := f.b.String()[at:]
				at = f.room(2*len(rest) + 4*utf8.UTFMax)
				f.b.WriteString(rest)
			}
			f.b.WriteRune(r)
		}
	}
	return f.b.String()[at:]
}

// unusual reports words that single letters do not settle.
func unusual(s string) bool {
	for _, r := range s {
		if r >= 0x300 && r <= 0x36f || r >= 0xfb00 && r <= 0xfdff || r >= 0xfe70 && r <= 0xffef {
			return true
		}
	}
	return mixed(s)
}

// prepared composes accents, resolves presentation forms and look-alikes.
func prepared(s string) string {
	s = turned(s)
	hasCyrillic := false
	for _, r := range s {
		hasCyrillic = hasCyrillic || isCyrillic(r)
	}
	if hasCyrillic {
		s = strings.Map(func(r rune) rune {
			if r == 0x300 || r == 0x301 { // stress, not a letter of its own
				return -1
			}
			return r
		}, s)
	}
	s = norm.NFC.String(s)
	s = strings.Map(func(r rune) rune { // what NFKC does to letters; the rest stays as it is
		if r >= 0xfe70 && r <= 0xfefc || r >= 0xfb50 && r <= 0xfdff || r >= 0xff21 && r <= 0xff5a {
			if k, size := utf8.DecodeRuneInString(norm.NFKC.String(string(r))); size == len(norm.NFKC.String(string(r))) {
				return k
			}
		}
		return r
	}, s)
	if strings.ContainsAny(s, "ﻵﻶﻷﻸﻹﻺﻻﻼﬀﬁﬂﬃﬄ") {
		s = strings.NewReplacer("ﻵ", "لا", "ﻶ", "لا", "ﻷ", "لا", "ﻸ", "لا", "ﻹ", "لا", "ﻺ", "لا", "ﻻ", "لا", "ﻼ", "لا",
			"ﬀ", "ff", "ﬁ", "fi", "ﬂ", "fl", "ﬃ", "ffi", "ﬄ", "ffl").Replace(s)
	}
	if mixed(s) {
		s = ownScript(s)
	}
	return s
}

// turned puts an Arabic word that stands in the order of the page, last letter first, the right way round. It shows
// where the word is written in presentation forms: a final form stands first or an initial one last.
func turned(s string) string {
	first, _ := utf8.DecodeRuneInString(s)
	last, _ := utf8.DecodeLastRuneInString(s)
	if len(s) < 4 || formOf(first) != 'f' && formOf(last) != 'i' || formOf(first) == 'i' || formOf(last) == 'f' {
		return s
	}
	rs := []rune(s)
	for i, j := 0, len(rs)-1; i < j; i, j = i+1, j-1 {
		rs[i], rs[j] = rs[j], rs[i]
	}
	return string(rs)
}

// formOf is 'f' for a final and 'i' for an initial presentation form of Arabic, 0 for anything else.
func formOf(r rune) byte {
	switch {
	case r >= 0xfe89 && r <= 0xfe8c, r >= 0xfe8f && r <= 0xfe92, r >= 0xfe95 && r <= 0xfea8, r >= 0xfeb1 && r <= 0xfeec, r >= 0xfef1 && r <= 0xfef4:
		base := rune(0xfe89)
		switch {
		case r >= 0xfef1:
			base = 0xfef1
		case r >= 0xfeb1:
			base = 0xfeb1
		case r >= 0xfe95:
			base = 0xfe95
		case r >= 0xfe8f:
			base = 0xfe8f
		}
		switch (r - base) % 4 {
		case 1:
			return 'f'
		case 2:
			return 'i'
		}
	case r >= 0xfe82 && r <= 0xfe88 && r%2 == 0, r == 0xfe8e, r == 0xfe94, r >= 0xfeaa && r <= 0xfeb0 && r%2 == 0, r == 0xfeee, r == 0xfef0, r >= 0xfef6 && r <= 0xfefc && r%2 == 0:
		return 'f'
	}
	return 0
}

const (
	latinTwins    = "aceiopxyABCEHIKMOPTXY"
	cyrillicTwins = "асеіорхуАВСЕНІКМОРТХУ"
)

// ownScript writes letters of one script that look like those of the other with the letters of the script the word is
// in. A word with letters of both that look like nothing else ("VIP-особа") stays as it is.
func ownScript(s string) string {
	cyr := []rune(cyrillicTwins)
	latin, cyrillic, latinOwn, cyrillicOwn := 0, 0, 0, 0
	for _, r := range s {
		switch {
		case isCyrillic(r):
			cyrillic++
			if !strings.ContainsRune(cyrillicTwins, r) {
				cyrillicOwn++
			}
		case r < utf8.RuneSelf && isLetter(r):
			latin++
			if !strings.ContainsRune(latinTwins, r) {
				latinOwn++
			}
		}
	}
	switch {
	case latinOwn == 0 && (cyrillicOwn > 0 || cyrillic >= latin):
		return strings.Map(func(r rune) rune {
			if k := strings.IndexRune(latinTwins, r); k >= 0 {
				return cyr[k]
			}
			return r
		}, s)
	case cyrillicOwn == 0:
		return strings.Map(func(r rune) rune {
			for k, c := range cyr {
				if c == r {
					return rune(latinTwins[k])
				}
			}
			return r
		}, s)
	}
	return s
}

// foldRune is the folded form of one letter, -1 for one that is left out.
func foldRune(r rune) rune {
	switch {
	case r < utf8.RuneSelf:
		if letters[r]&isUp != 0 {
			return r + 'a' - 'A'
		}
		if r == '`' {
			return '\''
		}
		return r
	case r >= 0x400 && r <= 0x45f:
		switch {
		case r >= 0x410 && r < 0x430:
			return r + 0x20
		case r < 0x410:
			r += 0x50
		}
		if r == 'ё' {
			return 'е'
		}
		return r
	case r >= 0x600 && r <= 0x6ff:
		return foldArabic(r)
	case isHidden(r):
		return -1
	}
	switch r {
	case '’', 'ʼ', '‘', '´', '′':
		return '\''
	case '‑':
		return '-'
	case 'İ':
		return 'i'
	}
	return unicode.ToLower(r)
}

func foldArabic(r rune) rune {
	switch r {
	case 'أ', 'إ', 'آ', 'ٱ':
		return 'ا'
	case 'ة', 'ہ', 'ۀ':
		return 'ه'
	case 'ى', 'ی', 'ئ':
		return 'ي'
	case 'ؤ':
		return 'و'
	case 'ک':
		return 'ك'
	case 0x640, 0x670, 0x61c:
		return -1
	}
	switch {
	case r >= 0x64b && r <= 0x65f, r >= 0x610 && r <= 0x61a, r >= 0x6d6 && r <= 0x6dc, r >= 0x6df && r <= 0x6e8, r >= 0x6ea && r <= 0x6ed:
		return -1
	case isDigit(r):
		return rune(digitOf(r))
	}
	return r
}

// plainMark is a mark as the rules compare it.
func plainMark(s string) string {
	if s[0] < utf8.RuneSelf {
		return s
	}
	switch s {
	case "،", "、":
		return ","
	case "؛":
		return ";"
	case "؟", "⸮":
		return "?"
	case "٪", "﹪", "％":
		return "%"
	case "۔", "。":
		return "."
	case "‚":
		return ","
	}
	return s
}

func hasCase(s string) bool {
	for _, r := range s {
		if unicode.IsLower(r) || unicode.IsUpper(r) {
			return true
		}
	}
	return false
}
