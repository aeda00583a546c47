package lang

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// TokenKind says what a token is made of.
type TokenKind uint8

// The kinds. A word may hold digits ("73-year-old"), a number never holds letters.
const (
	Word TokenKind = iota
	Number
	ISODate
	Punct
)

// Token is one word, number or mark of a text. Start and End are byte offsets, Rune is the code point offset of Start.
type Token struct {
	Start, End int
	Rune       int
	Runes      int
	Kind       TokenKind
	Cap        bool // begins with a capital letter
	AllCaps    bool // two or more letters, all capitals
	Newlines   int  // line ends between the token before and this one
	Spaced     bool // white space or the beginning of the text stands before it
	Lower      string // folded: lower case, plain apostrophe and hyphen
	Gloss      string // what the rules know a function word by: its English name; see Words.Gloss
}

// RuneEnd is the code point offset just behind the token.
func (t *Token) RuneEnd() int { return t.Rune + t.Runes }

// Tokenize cuts text into tokens, in order, without overlap. White space is in no token. Bytes that are not UTF-8
// become marks of one byte and one code point each, as Go and Python count them.
func Tokenize(text string) []Token {
	out := make([]Token, 0, len(text)/5+4)
	runes, newlines, spaced := 0, 0, true
	for i := 0; i < len(text); {
		r, size := decode(text, i)
		if isSpace(r) {
			if r == '\n' || r == '\u2029' || r == '\u2028' {
				newlines++
			}
			i, runes, spaced = i+size, runes+1, true
			continue
		}
		t := Token{Start: i, Rune: runes, Newlines: newlines, Spaced: spaced}
		t.End, t.Kind = scan(text, i, r, size)
		if t.Kind == Punct {
			t.End = rule(text, i, t.End)
		}
		t.Runes = utf8.RuneCountInString(text[i:t.End])
		fill(&t, text)
		t.Gloss = t.Lower
		out = append(out, t)
		i, runes, newlines, spaced = t.End, runes+t.Runes, 0, false
	}
	return out
}

// shortestRule is how many equal marks in a row are one token: the dots of a table of contents, a line of dashes.
// Nobody writes so many to say something, and millions of them must not become millions of tokens.
const shortestRule = 8

// rule finds the end of a run of the mark text[i:end]; where the run is short, that is end.
func rule(text string, i, end int) int {
	mark, j, n := text[i:end], end, 1
	for strings.HasPrefix(text[j:], mark) {
		j, n = j+len(mark), n+1
	}
	if n < shortestRule {
		return end
	}
	return j
}

func decode(text string, i int) (rune, int) {
	if c := text[i]; c < utf8.RuneSelf {
		return rune(c), 1
	}
	return utf8.DecodeRuneInString(text[i:])
}

func isSpace(r rune) bool {
	if r < 128 {
		return r == ' ' || r >= '\t' && r <= '\r'
	}
	return unicode.IsSpace(r) || r == '\u200b' || r == '\ufeff' || r == '\u2060'
}

func isLetter(r rune) bool {
	if r < 128 {
		return r|0x20 >= 'a' && r|0x20 <= 'z'
	}
	return unicode.IsLetter(r) || unicode.IsMark(r)
}

func isDigit(r rune) bool { return r >= '0' && r <= '9' }

// scan finds the end of the token that begins at i.
func scan(text string, i int, r rune, size int) (int, TokenKind) {
	switch {
	case isDigit(r):
		return scanNumber(text, i)
	case isLetter(r):
		return scanWord(text, i), Word
	case (r == '@' || r == '#') && i+1 < len(text):
		if n, s := decode(text, i+1); isLetter(n) || isDigit(n) {
			_ = s
			return scanWord(text, i+1), Word
		}
	case r == '\'' || r == '’':
		if end, ok := scanPossessive(text, i, size); ok {
			return end, Word
		}
	}
	return i + size, Punct
}

// scanPossessive takes an "'s" that hangs on the word before it as a word of its own.
func scanPossessive(text string, i, size int) (int, bool) {
	j := i + size
	if i == 0 || j >= len(text) || text[j] != 's' && text[j] != 'S' {
		return 0, false
	}
	if prev, _ := utf8.DecodeLastRuneInString(text[:i]); !isLetter(prev) && !isDigit(prev) && prev != '.' && prev != ')' {
		return 0, false
	}
	if j+1 < len(text) {
		if next, _ := decode(text, j+1); isLetter(next) || isDigit(next) {
			return 0, false
		}
	}
	return j + 1, true
}

// scanNumber takes digits with separators between digits; a number that runs on into letters is a word ("10th").
func scanNumber(text string, i int) (int, TokenKind) {
	if isISODate(text, i) {
		return i + 10, ISODate
	}
	j := i
	for j < len(text) {
		c := text[j]
		if isDigit(rune(c)) {
			j++
			continue
		}
		if (c == ',' || c == '.') && j+1 < len(text) && isDigit(rune(text[j+1])) {
			j += 2
			continue
		}
		break
	}
	if j < len(text) {
		r, size := decode(text, j)
		if isLetter(r) {
			return scanWord(text, j), Word
		}
		if (r == '-' || r == '‑') && j+size < len(text) {
			if n, _ := decode(text, j+size); isLetter(n) {
				return scanWord(text, j+size), Word
			}
		}
	}
	return j, Number
}

func isISODate(text string, i int) bool {
	if i+10 > len(text) || text[i+4] != '-' || text[i+7] != '-' {
		return false
	}
	for _, k := range [...]int{0, 1, 2, 3, 5, 6, 8, 9} {
		if !isDigit(rune(text[i+k])) {
			return false
		}
	}
	return i+10 == len(text) || !isDigit(rune(text[i+10])) && text[i+10] != '-'
}

// scanWord takes letters and digits, hyphens and apostrophes between letters, and the dots of "U.S.".
func scanWord(text string, i int) int {
	j, letters := i, 0
	for j < len(text) {
		r, size := decode(text, j)
		if isLetter(r) || isDigit(r) || r == '_' {
			j, letters = j+size, letters+1
			continue
		}
		if r != '-' && r != '‑' && r != '\'' && r != '’' && r != '.' || j+size >= len(text) {
			if r == '.' && letters == 1 && j > i+1 && hasDot(text[i:j]) {
				j += size
			}
			break
		}
		next, nsize := decode(text, j+size)
		if !isLetter(next) && !(r == '-' && isDigit(next)) {
			if r == '.' && letters == 1 && hasDot(text[i:j]) {
				j += size
			}
			break
		}
		if r == '.' && !(letters == 1 && singleLetter(text, j+size, nsize)) {
			break
		}
		if r == '\'' || r == '’' {
			if end, ok := scanPossessive(text, j, size); ok && end > j {
				break
			}
		}
		j, letters = j+size, 0
	}
	return j
}

func hasDot(s string) bool {
	for i := 0; i < len(s); i++ {
		if s[i] == '.' {
			return true
		}
	}
	return false
}

// singleLetter reports whether the letter at i stands alone before a dot, as in initials.
func singleLetter(text string, i, size int) bool {
	return i+size < len(text) && text[i+size] == '.'
}

// fill sets what is known of a token from its letters alone.
func fill(t *Token, text string) {
	s := text[t.Start:t.End]
	if t.Kind != Word {
		t.Lower = s
		return
	}
	ascii, upper, lower := true, 0, 0
	for i := 0; i < len(s); i++ {
		switch c := s[i]; {
		case c >= utf8.RuneSelf:
			ascii = false
		case c >= 'A' && c <= 'Z':
			upper++
		case c >= 'a' && c <= 'z':
			lower++
		}
	}
	if ascii {
		t.Cap = s[0] >= 'A' && s[0] <= 'Z'
		t.AllCaps = upper > 1 && lower == 0
		t.Lower = s
		if upper > 0 {
			t.Lower = asciiLower(s)
		}
		return
	}
	first, _ := utf8.DecodeRuneInString(s)
	t.Cap = unicode.IsUpper(first)
	t.Lower = foldLower(s)
	t.AllCaps = t.Runes > 1 && s == upperOf(s) && t.Lower != s
}
