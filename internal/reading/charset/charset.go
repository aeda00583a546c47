package charset

import (
	"bytes"
	"encoding/binary"
	"fmt"
	"slices"
	"strings"
	"unicode/utf16"
	"unicode/utf8"

	"github.com/wlynxg/chardet"
	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/htmlindex"

	"exhibit/internal/reading/text"
)

// How says how bytes were decoded.
type How struct {
	Name     string // utf-8, utf-16le, windows-1251 …
	By       string // "byte order mark", "validity", "declared", "look of the text"
	Replaced int    // characters that could not be decoded
}

// String is a sentence for the notes; "" for flawless UTF-8, of which there is nothing to say.
func (h How) String() string {
	s := fmt.Sprintf("characters read as %s (%s)", h.Name, h.By)
	if h.Replaced > 0 {
		return s + fmt.Sprintf("; %d could not be read and stand as U+FFFD", h.Replaced)
	}
	if h.Name == "utf-8" {
		return ""
	}
	return s
}

// sampleSize bounds what is looked at when only the look of the text is left to judge by.
const sampleSize = 64 << 10

// Decode gives b as valid UTF-8 (NUL and line ends untouched). declared is the name the original gives, or "".
// A byte order mark stays, as U+FEFF, so that UTF-8 comes back byte for byte.
func Decode(b []byte, declared string) (string, How, error) {
	if s, how, ok := byMark(b); ok {
		return s, how, nil
	}
	if s, how, ok := withoutMark(b); ok {
		return s, how, nil
	}
	if utf8.Valid(b) && !shifted(b, declared) {
		if bytes.IndexByte(b, 0) >= 0 && control(b) {
			return "", How{}, notText()
		}
		return string(b), How{Name: "utf-8", By: "validity"}, nil
	}
	if s, how, ok := nearlyUTF8(b); ok {
		return s, how, nil
	}
	if control(b) {
		return "", How{}, notText()
	}
	if name, enc := lookup(declared); enc != nil && !strings.HasPrefix(name, "utf-") {
		if s, how, ok := with(enc, name, "declared", b); ok {
			return s, how, nil
		}
	}
	name := look(sample(b))
	_, enc := lookup(name)
	if enc == nil {
		return "", How{}, notText()
	}
	s, how, ok := with(enc, name, "look of the text", b)
	if !ok {
		return "", How{}, notText()
	}
	return s, how, nil
}

func notText() error {
	return text.Fail(text.BadCharset, "the bytes fit no known way of writing characters; ask the source which program wrote the file, convert it to UTF-8 and add it as a copy")
}

// byMark believes a byte order mark. UTF-32 is asked first: its mark begins like that of UTF-16.
func byMark(b []byte) (string, How, bool) {
	by := "byte order mark"
	switch {
	case bytes.HasPrefix(b, []byte{0xEF, 0xBB, 0xBF}):
		s := string(b)
		n := 0
		if !utf8.Valid(b) {
			s, n = replace(s)
		}
		return s, How{"utf-8", by, n}, true
	case bytes.HasPrefix(b, []byte{0xFF, 0xFE, 0, 0}) && len(b)%4 == 0:
		s, n := fourByte(b, false)
		return s, How{"utf-32le", by, n}, true
	case bytes.HasPrefix(b, []byte{0, 0, 0xFE, 0xFF}):
		s, n := fourByte(b, true)
		return s, How{"utf-32be", by, n}, true
	case bytes.HasPrefix(b, []byte{0xFF, 0xFE}):
		s, n := twoByte(b, false)
		return s, How{"utf-16le", by, n}, true
	case bytes.HasPrefix(b, []byte{0xFE, 0xFF}):
		s, n := twoByte(b, true)
		return s, How{"utf-16be", by, n}, true
	}
	return "", How{}, false
}

// withoutMark recognises UTF-16 and UTF-32 by where their zero bytes lie: text has spaces and line ends, whose
// upper bytes are zero, and hardly any NUL.
func withoutMark(b []byte) (string, How, bool) {
	// Each of the plain characters that fitsWide wants, one in twenty units, has a zero byte.
	if head := b[:min(len(b), sampleSize)]; bytes.Count(head, []byte{0})*40 < len(head)-4 || len(head) == 0 {
		return "", How{}, false
	}
	for _, c := range []struct {
		name string
		unit int
		big  bool
	}{{"utf-32le", 4, false}, {"utf-32be", 4, true}, {"utf-16le", 2, false}, {"utf-16be", 2, true}} {
		if len(b)%c.unit != 0 || !fitsWide(b[:min(len(b), sampleSize)], c.unit, c.big) {
			continue
		}
		var s string
		var n int
		if c.unit == 4 {
			s, n = fourByte(b, c.big)
		} else {
			s, n = twoByte(b, c.big)
		}
		return s, How{c.name, "validity", n}, true
	}
	return "", How{}, false
}

// fitsWide reports whether b reads as text in units of that size: valid, printable, and with the spaces or letters
// that the wrong byte order would not have.
func fitsWide(b []byte, unit int, big bool) bool {
	b = b[:len(b)/unit*unit]
	plain, odd, total := 0, 0, len(b)/unit
	for i := 0; i < len(b) && odd*50 <= total; i += unit {
		r := unitAt(b[i:i+unit], big)
		switch {
		case r == ' ' || r == '\n' || r == '\r' || r == '\t' || 'a' <= r && r <= 'z' || '0' <= r && r <= '9' || r == '.' || r == ',':
			plain++
		case r < ' ' || r == 0xFFFE || r == 0xFFFF || r > utf8.MaxRune:
			odd++
		}
	}
	return total > 0 && odd*50 <= total && plain*20 >= total
}

// unitAt returns the number that two or four bytes write.
func unitAt(b []byte, big bool) uint32 {
	switch {
	case len(b) == 2 && big:
		return uint32(binary.BigEndian.Uint16(b))
	case len(b) == 2:
		return uint32(binary.LittleEndian.Uint16(b))
	case big:
		return binary.BigEndian.Uint32(b)
	}
	return binary.LittleEndian.Uint32(b)
}

func twoByte(b []byte, big bool) (string, int) {
	var out strings.Builder
	out.Grow(len(b))
	bad := 0
	for i := 0; i+1 < len(b); i += 2 {
		r := rune(unitAt(b[i:i+2], big))
		if utf16.IsSurrogate(r) {
			next := rune(utf8.RuneError)
			if i+3 < len(b) {
				next = rune(unitAt(b[i+2:i+4], big))
			}
			if r = utf16.DecodeRune(r, next); r == utf8.RuneError {
				bad++
			} else {
				i += 2
			}
		}
		out.WriteRune(r)
	}
	if len(b)%2 == 1 {
		out.WriteRune(utf8.RuneError)
		bad++
	}
	return out.String(), bad
}

func fourByte(b []byte, big bool) (string, int) {
	var out strings.Builder
	out.Grow(len(b) / 2)
	bad := len(b) % 4
	for i := 0; i+3 < len(b); i += 4 {
		r := unitAt(b[i:i+4], big)
		if r > utf8.MaxRune || !utf8.ValidRune(rune(r)) {
			r = utf8.RuneError
			bad++
		}
		out.WriteRune(rune(r))
	}
	if len(b)%4 != 0 {
		out.WriteRune(utf8.RuneError)
	}
	return out.String(), bad
}

// nearlyUTF8 keeps UTF-8 that was cut in the middle of a character or has a few damaged bytes: no single-byte
// charset produces well-formed sequences by chance ten times as often as ill-formed ones.
func nearlyUTF8(b []byte) (string, How, bool) {
	good, bad, most := 0, 0, len(b)/20+1 // characters beyond ASCII are two bytes at least
	for i := 0; i < len(b); {
		if b[i] < utf8.RuneSelf {
			i++
			continue
		}
		if bad > most {
			return "", How{}, false
		}
		r, n := utf8.DecodeRune(b[i:])
		if r == utf8.RuneError && n == 1 {
			bad++
		} else {
			good++
		}
		i += n
	}
	if bad == 0 || good < 10*bad {
		return "", How{}, false
	}
	s, n := replace(string(b))
	return s, How{"utf-8", "validity", n}, true
}

// replace counts what it replaces: one U+FFFD for each byte that belongs to no character.
func replace(s string) (string, int) {
	var out strings.Builder
	out.Grow(len(s) + 16)
	bad := 0
	for i := 0; i < len(s); {
		r, n := utf8.DecodeRuneInString(s[i:])
		if r == utf8.RuneError && n == 1 {
			bad++
		}
		out.WriteRune(r)
		i += n
	}
	return out.String(), bad
}

// control reports control characters that no text in a single- or multi-byte charset has.
func control(b []byte) bool {
	b = b[:min(len(b), sampleSize)]
	n := 0
	for _, c := range b {
		if c < 9 || c > 13 && c < 32 && c != 0x1B && c != 0x1A {
			if n++; n*100 > len(b) {
				return true
			}
		}
	}
	return false
}

// shifted reports 7-bit text whose declared charset gives ASCII bytes another meaning (ISO-2022-JP and its kin).
func shifted(b []byte, declared string) bool {
	return strings.HasPrefix(strings.ToLower(declared), "iso-2022") && bytes.IndexByte(b, 0x1B) >= 0
}

// with decodes b and refuses when more than one character in fifty is lost.
func with(enc encoding.Encoding, name, by string, b []byte) (string, How, bool) {
	out, err := enc.NewDecoder().Bytes(b)
	if err != nil {
		return "", How{}, false
	}
	s := strings.ToValidUTF8(string(out), "\uFFFD")
	bad, high := strings.Count(s, "\uFFFD"), 0
	for _, r := range s {
		if r >= utf8.RuneSelf {
			high++
		}
	}
	if bad*50 > max(high, 1) && bad > 2 {
		return "", How{}, false
	}
	return s, How{name, by, bad}, true
}

// lookup finds a decoder. Some names that writers use are not in the index of the WHATWG standard.
func lookup(name string) (string, encoding.Encoding) {
	name = strings.ToLower(strings.Trim(strings.TrimSpace(name), `"'`))
	switch name {
	case "":
		return "", nil
	case "maccyrillic":
		name = "x-mac-cyrillic"
	case "cp932":
		name = "shift_jis"
	case "cp949":
		name = "euc-kr"
	case "hz-gb-2312", "gb2312":
		name = "gb18030"
	case "koi8-r":
		name = "koi8-u" // the same, with the four Ukrainian letters where KOI8-R has lines for frames
	case "cp1251", "cp-1251", "win-1251", "windows1251":
		name = "windows-1251"
	}
	enc, err := htmlindex.Get(name)
	if err != nil {
		return "", nil
	}
	if canonical, err := htmlindex.Name(enc); err == nil {
		name = canonical
	}
	if name == "replacement" {
		return "", nil
	}
	return name, enc
}

// Known reports whether name is a charset this package can decode.
func Known(name string) bool {
	_, enc := lookup(name)
	return enc != nil
}

// sample takes the lines that have something other than ASCII in them, where the charset shows.
func sample(b []byte) []byte {
	if len(b) <= sampleSize {
		return b
	}
	out := make([]byte, 0, sampleSize)
	for len(b) > 0 && len(out) < sampleSize {
		i := bytes.IndexByte(b, '\n')
		if i < 0 || i > 4096 {
			i = min(len(b)-1, 4096)
		}
		line := b[:i+1]
		b = b[i+1:]
		for _, c := range line {
			if c >= utf8.RuneSelf {
				out = append(out, line...)
				break
			}
		}
	}
	return out[:min(len(out), sampleSize)]
}

// look judges by the letters: first the scripts of our reports by their frequencies, then a general detector.
func look(b []byte) string {
	if name := byLetters(b); name != "" {
		return name
	}
	r := chardet.Detect(b)
	name, enc := lookup(r.Encoding)
	if enc == nil || strings.HasPrefix(name, "utf-") {
		return "windows-1252"
	}
	if name == "windows-1254" && !slices.ContainsFunc(b, turkish) {
		return "windows-1252" // Turkish without one of the six Turkish letters is German or French
	}
	if _, _, ok := with(enc, name, "", b); ok && (r.Confidence >= 0.5 || manyBytes(name) && r.Confidence >= 0.2) {
		return name
	}
	return "windows-1252"
}

// turkish are the bytes in which windows-1254 differs from windows-1252.
func turkish(c byte) bool { return strings.IndexByte("\xD0\xDD\xDE\xF0\xFD\xFE", c) >= 0 }

// manyBytes names the charsets of several bytes a character, which hardly decode by chance.
func manyBytes(name string) bool {
	switch name {
	case "big5", "euc-jp", "euc-kr", "gb18030", "gbk", "iso-2022-jp", "shift_jis":
		return true
	}
	return false
}
