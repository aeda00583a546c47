package lang

import (
	"math"
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
// A token takes 56 bytes; a text that is all marks has as many tokens as bytes.
type Token struct {
	Lower      string // folded, for looking words up: lower case, one form of each letter; digits in ASCII
	Gloss      string // what the rules know a function word by: its English name; see Words.Gloss
	Start, End int32
	Rune       int32
	Runes      int32
	Newlines   uint16 // line ends between the token before and this one
	Kind       TokenKind
	Cap        bool // begins with a capital letter
	AllCaps    bool // two or more letters, all capitals
	Spaced     bool // white space or the beginning of the text stands before it
}

// RuneEnd is the code point offset just behind the token.
func (t *Token) RuneEnd() int { return int(t.Rune + t.Runes) }

// Tokenize cuts text into tokens, in order, without overlap. White space and controls that are not seen are in no
// token, but for those inside a word. Bytes that are not UTF-8 become marks of one byte and one code point each, as Go
// and Python count them. What lies behind the first 2 GB of a text is not read.
func Tokenize(text string) []Token {
	return AppendTokens(make([]Token, 0, min(len(text)/4+8, 256)), text)
}

// AppendTokens is Tokenize for who has room for the tokens from another text: out is empty, and its room is used.
func AppendTokens(out []Token, text string) []Token {
	if len(text) > math.MaxInt32 {
		text = text[:math.MaxInt32]
	}
	var f folder
	runes, newlines, spaced := 0, 0, true
	for i := 0; i < len(text); {
		r, size := decode(text, i)
		if isSpace(r) || isHidden(r) {
			if r == '\n' || r == '\u2029' || r == '\u2028' {
				newlines++
			}
			i, runes, spaced = i+size, runes+1, spaced || !isHidden(r)
			continue
		}
		if len(out) == cap(out) {
			out = grow(out, i, len(text))
		}
		if !spaced && len(out) > 0 && lostLineEnd(text, i, r) {
			newlines++
		}
		out = append(out, Token{Start: int32(i), Rune: int32(runes), Newlines: uint16(min(newlines, math.MaxUint16)), Spaced: spaced})
		t := &out[len(out)-1]
		i = f.token(t, text, i, r, size)
		runes, newlines, spaced = runes+int(t.Runes), 0, false
	}
	return out
}

// grow makes room for as many tokens as the rest of the text holds if it is like what was read, so that a text of
// marks is copied once and not over and over.
func grow(out []Token, read, size int) []Token {
	more := int(float64(len(out))/float64(max(read, 1))*float64(size)*1.06) + 16
	more = min(max(more, len(out)+len(out)/8+16), len(out)+size-read)
	next := make([]Token, len(out), more)
	copy(next, out)
	return next
}

// token reads the token at i and returns the byte behind it.
func (f *folder) token(t *Token, text string, i int, r rune, size int) int {
	if r < utf8.RuneSelf && letters[r]&(isLow|isUp) != 0 {
		if end, up := asciiWord(text, i); end > 0 {
			s := text[i:end]
			t.End, t.Runes, t.Cap = int32(end), int32(end-i), letters[r]&isUp != 0
			t.AllCaps = up > 1 && up == end-i || up > 1 && allCaps(s)
			t.Lower = s
			if up > 0 {
				t.Lower = f.ascii(s, up)
			}
			t.Gloss = t.Lower
			return end
		}
	}
	if r >= 0x400 && r < 0x460 {
		if end := f.cyrillic(t, text, i); end > 0 {
			return end
		}
	}
	var end int
	end, t.Kind = scan(text, i, r, size)
	if t.Kind == Punct {
		end = rule(text, i, end)
	}
	t.End, t.Runes = int32(end), int32(utf8.RuneCountInString(text[i:end]))
	f.fill(t, text[i:end])
	return end
}

const (
	isLow = 1 << iota
	isUp
	isNum
	goesOn // may stand inside a word
)

var letters = func() (t [utf8.RuneSelf]uint8) {
	for c := range t {
		switch {
		case c >= 'a' && c <= 'z':
			t[c] = isLow
		case c >= 'A' && c <= 'Z':
			t[c] = isUp
		case c >= '0' && c <= '9':
			t[c] = isNum
		case c == '-' || c == '\'' || c == '.' || c == '_' || c == '`':
			t[c] = goesOn
		}
	}
	return t
}()

// asciiWord reads a word of letters and digits alone and counts its capitals; 0 where it may be more than that.
func asciiWord(text string, i int) (end, up int) {
	for j := i; ; j++ {
		if j == len(text) {
			return j, up
		}
		c := text[j]
		if c >= utf8.RuneSelf || letters[c]&goesOn != 0 {
			if (c == '.' || c == '-' || c == '\'') && j-i > 1 && (j+1 == len(text) || text[j+1] <= ' ') {
				return j, up // the end of a sentence or line, most often
			}
			return 0, 0
		}
		if letters[c] == 0 {
			return j, up
		}
		if letters[c]&isUp != 0 {
			up++
		}
	}
}

// cyrillic reads a word of plain Cyrillic letters and apostrophes; 0 where it may be more than that.
func (f *folder) cyrillic(t *Token, text string, i int) int {
	j, n, up, same := i, 0, 0, true
scan:
	for j < len(text) {
		c := text[j]
		switch {
		case c == 0xd0 || c == 0xd1:
			if j+1 == len(text) || text[j+1]&0xc0 != 0x80 {
				return 0
			}
			switch r := rune(c&0x1f)<<6 | rune(text[j+1]&0x3f); {
			case r < 0x430:
				up, same = up+1, false
			case r == 'ё':
				same = false
			case r >= 0x460:
				return 0
			}
			j, n = j+2, n+1
		case c == '\'' && n > 0 && j+1 < len(text) && (text[j+1] == 0xd0 || text[j+1] == 0xd1):
			j, n = j+1, n+1
		case c >= utf8.RuneSelf:
			if c == 0xc2 && j+1 < len(text) && (text[j+1] == 0xab || text[j+1] == 0xbb || text[j+1] == 0xa0) {
				break scan // quotation marks and the space that does not break
			}
			return 0
		case letters[c] == 0:
			break scan
		case (c == '.' || c == '-') && (j+1 == len(text) || text[j+1] <= ' '):
			break scan
		default:
			return 0
		}
	}
	s := text[i:j]
	t.End, t.Runes, t.Lower = int32(j), int32(n), s
	first := rune(s[0]&0x1f)<<6 | rune(s[1]&0x3f)
	t.Cap, t.AllCaps = first < 0x430, up > 1 && up == n
	if up > 1 && !t.AllCaps {
		t.AllCaps = up+strings.Count(s, "'") == n
	}
	if !same {
		at := f.room(len(s) + 2)
		f.b.WriteRune(foldRune(first))
		if up == 1 && t.Cap && !strings.Contains(s[2:], "ё") {
			f.b.WriteString(s[2:])
		} else {
			for _, r := range s[2:] {
				f.b.WriteRune(foldRune(r))
			}
		}
		t.Lower = f.b.String()[at:]
	}
	t.Gloss = t.Lower
	return j
}

func allCaps(s string) bool {
	for i := 0; i < len(s); i++ {
		if letters[s[i]]&isLow != 0 {
			return false
		}
	}
	return true
}

// Equal marks in a row are one token from the shortest rule on (the dots of a table of contents, a line of dashes), and
// so are marks of any kind from the longest row on. Nobody writes so many to say something, and millions of them must
// not become millions of tokens.
const (
	shortestRule = 8
	longestRow   = 32
)

// rule finds the end of a run of marks that begins with text[i:end]; where the run is short, that is end.
func rule(text string, i, end int) int {
	if end >= len(text) || letterOrSpace(text, end) {
		return end
	}
	mark, j, n := text[i:end], end, 1
	for strings.HasPrefix(text[j:], mark) {
		if _, size := decode(text, j); size != len(mark) {
			break // a broken byte of the mark begins a whole letter here
		}
		j, n = j+len(mark), n+1
	}
	if n >= shortestRule {
		return j
	}
	for j, n = end, 1; j < len(text); n++ {
		r, size := decode(text, j)
		if isSpace(r) || isLetter(r) || isDigit(r) || isHidden(r) {
			break
		}
		j += size
	}
	if n < longestRow {
		return end
	}
	return j
}

func letterOrSpace(text string, i int) bool {
	c := text[i]
	return c <= ' ' || c < utf8.RuneSelf && letters[c]&(isLow|isUp|isNum) != 0
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
	return r == '\u200b' || r == '\u00a0' || r == 0x85 || r >= 0x1680 && unicode.IsSpace(r)
}

// isHidden reports controls that are not seen and say nothing: joiners, marks and brackets of direction, the soft hyphen.
func isHidden(r rune) bool {
	switch {
	case r < 0xad:
		return false
	case r == 0xad, r == 0x61c, r >= 0x200b && r <= 0x200f, r >= 0x202a && r <= 0x202e, r >= 0x2060 && r <= 0x2069, r == 0xfeff:
		return true
	}
	return false
}

func isLetter(r rune) bool {
	switch {
	case r < 128:
		return letters[r]&(isLow|isUp) != 0
	case r >= 0xc0 && r <= 0x24f:
		return r != '×' && r != '÷'
	case r >= 0x400 && r <= 0x52f:
		return r != 0x482
	case r >= 0x620 && r <= 0x65f:
		return true
	}
	return unicode.IsLetter(r) || unicode.IsMark(r)
}

func isArabic(r rune) bool {
	return r >= 0x600 && r <= 0x6ff || r >= 0x750 && r <= 0x77f || r >= 0xfb50 && r <= 0xfdff || r >= 0xfe70 && r <= 0xfefc
}

func isCyrillic(r rune) bool { return r >= 0x400 && r <= 0x52f }

func isDigit(r rune) bool {
	return r >= '0' && r <= '9' || r >= 0x660 && (r <= 0x669 || r >= 0x6f0 && r <= 0x6f9)
}

// digitOf is the ASCII digit of a digit.
func digitOf(r rune) byte {
	switch {
	case r >= 0x6f0:
		return byte('0' + r - 0x6f0)
	case r >= 0x660:
		return byte('0' + r - 0x660)
	}
	return byte(r)
}

// scan finds the end of the token that begins at i.
func scan(text string, i int, r rune, size int) (int, TokenKind) {
	switch {
	case isDigit(r):
		return scanNumber(text, i)
	case isLetter(r):
		return scanWord(text, i), Word
	case (r == '@' || r == '#') && i+1 < len(text):
		if n, _ := decode(text, i+1); isLetter(n) || isDigit(n) {
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

// scanNumber takes digits with separators between digits; a number that runs on into letters is a word ("10th"), but
// only a hyphen joins it to Cyrillic ("15-го"; "2022р." is a number and a word) and nothing to Arabic.
func scanNumber(text string, i int) (int, TokenKind) {
	if isISODate(text, i) {
		return i + 10, ISODate
	}
	j := i
	for j < len(text) {
		r, size := decode(text, j)
		if isDigit(r) {
			j += size
			continue
		}
		if (r == ',' || r == '.' || r == '٫' || r == '٬') && j+size < len(text) {
			if n, _ := decode(text, j+size); isDigit(n) {
				j += size
				continue
			}
		}
		break
	}
	if j < len(text) {
		r, size := decode(text, j)
		if isLetter(r) && !isCyrillic(r) && !isArabic(r) {
			return scanWord(text, j), Word
		}
		if (r == '-' || r == '‑') && j+size < len(text) {
			if n, _ := decode(text, j+size); isLetter(n) && !isArabic(n) {
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
		if text[i+k] < '0' || text[i+k] > '9' {
			return false
		}
	}
	return i+10 == len(text) || !(text[i+10] >= '0' && text[i+10] <= '9') && text[i+10] != '-'
}

// scanWord takes letters and digits, hyphens and apostrophes between letters, controls that are not seen, and the dots
// of "U.S.". An Arabic word ends before a digit: what stands there is a prefix ("و15").
func scanWord(text string, i int) int {
	j, run, dots := i, 0, false
	prev := rune(0)
	for j < len(text) {
		r, size := decode(text, j)
		if isLetter(r) || r == '_' || isDigit(r) {
			if isArabic(prev) && isDigit(r) || prev >= 0x80 && otherScript(prev, r) || r >= 0x80 && otherScript(prev, r) {
				break
			}
			j, run, prev = j+size, run+1, r
			continue
		}
		if isHidden(r) && j+size < len(text) && j > i {
			if n, _ := decode(text, j+size); isLetter(n) {
				j += size
				continue
			}
			break
		}
		if prev >= 0x600 {
			if next := goesOnBroken(text, j, prev); next > 0 {
				j = next
				continue
			}
		}
		dot := r == '.'
		if !dot && !isJoiner(r, prev) || j+size >= len(text) {
			if dot && run == 1 && dots {
				j += size
			}
			break
		}
		next, nsize := decode(text, j+size)
		if otherScript(prev, next) {
			break
		}
		if !isLetter(next) && !(r == '-' && isDigit(next)) {
			if dot && run == 1 && dots {
				j += size
			}
			break
		}
		if dot && !(run == 1 && singleLetter(text, j+size, nsize)) {
			break
		}
		if r == '\'' || r == '’' {
			if _, ok := scanPossessive(text, j, size); ok && j > i {
				break
			}
		}
		j, run, dots = j+size, 0, dots || dot
	}
	return j
}

// isJoiner reports hyphens and apostrophes; after a Cyrillic letter a grave accent is written for the latter.
func isJoiner(r, prev rune) bool {
	switch r {
	case '-', '‑', '\'', '’':
		return true
	case '`', '´', '‘', '′':
		return isCyrillic(prev)
	}
	return false
}

// singleLetter reports whether the letter at i stands alone before a dot, as in initials.
func singleLetter(text string, i, size int) bool {
	return i+size < len(text) && text[i+size] == '.'
}
