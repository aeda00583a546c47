package mail

import (
	"bytes"
	"encoding/base64"
	"io"
	"iter"
	"mime"
	"strings"
	"unicode/utf8"

	"github.com/jhillyerd/enmime/v2"

	"exhibit/internal/reading/charset"
	"exhibit/internal/reading/text"
)

// decodeTransfer undoes the transfer encoding and keeps what can be kept: a damaged message is evidence too.
func decodeTransfer(p *enmime.Part) []byte {
	switch strings.ToLower(strings.TrimSpace(p.Header.Get("Content-Transfer-Encoding"))) {
	case "quoted-printable":
		return quotedPrintable(p.Content)
	case "base64":
		return lenientBase64(p.Content)
	}
	return p.Content
}

// quotedPrintable decodes RFC 2045 section 6.7; an equals sign that begins no escape stays as it is.
func quotedPrintable(b []byte) []byte {
	out := make([]byte, 0, len(b))
	for i := 0; i < len(b); i++ {
		if b[i] != '=' {
			out = append(out, b[i])
			continue
		}
		rest := b[i+1:]
		if len(rest) >= 2 && hexDigit(rest[0]) >= 0 && hexDigit(rest[1]) >= 0 {
			out = append(out, byte(hexDigit(rest[0])<<4|hexDigit(rest[1])))
			i += 2
			continue
		}
		blank := 0
		for blank < len(rest) && (rest[blank] == ' ' || rest[blank] == '\t') {
			blank++
		}
		switch after := rest[blank:]; {
		case bytes.HasPrefix(after, []byte("\r\n")):
			i += blank + 2
		case bytes.HasPrefix(after, []byte("\n")), bytes.HasPrefix(after, []byte("\r")):
			i += blank + 1
		case len(after) == 0:
			i += blank
		default:
			out = append(out, '=')
		}
	}
	return out
}

func hexDigit(c byte) int {
	switch {
	case '0' <= c && c <= '9':
		return int(c - '0')
	case 'A' <= c && c <= 'F':
		return int(c-'A') + 10
	case 'a' <= c && c <= 'f':
		return int(c-'a') + 10
	}
	return -1
}

// lenientBase64 skips what is not of the alphabet and keeps what comes before a cut.
func lenientBase64(b []byte) []byte {
	clean := make([]byte, 0, len(b))
	for _, c := range b {
		switch {
		case 'A' <= c && c <= 'Z', 'a' <= c && c <= 'z', '0' <= c && c <= '9', c == '+', c == '/':
			clean = append(clean, c)
		}
	}
	if len(clean)%4 == 1 {
		clean = clean[:len(clean)-1]
	}
	out := make([]byte, base64.RawStdEncoding.DecodedLen(len(clean)))
	n, _ := base64.RawStdEncoding.Decode(out, clean)
	return out[:n]
}

// decodeHeader gives the words of a header value (RFC 2047), and whether some were lost.
func decodeHeader(v string) (string, bool) {
	if !utf8.ValidString(v) { // bytes straight from an old mail program
		s, _, err := charset.Decode([]byte(v), "")
		if err != nil {
			return text.OneLine(text.Valid(v)), true
		}
		v = s
	}
	lost := false
	d := mime.WordDecoder{CharsetReader: func(name string, r io.Reader) (io.Reader, error) {
		b, err := io.ReadAll(r)
		if err != nil {
			return nil, err
		}
		s, _, err := charset.Decode(b, name)
		if err != nil {
			lost = true
			return strings.NewReader("\uFFFD"), nil
		}
		return strings.NewReader(s), nil
	}}
	s, err := d.DecodeHeader(joinWords(v))
	if err != nil {
		return text.OneLine(v), true
	}
	s = text.OneLine(s)
	return s, lost || strings.Contains(s, "\uFFFD")
}

// joinWords makes one encoded word of neighbours in the same charset: many programs cut a long subject in the middle
// of a character, which each half alone cannot give back.
func joinWords(v string) string {
	fields := strings.Fields(v)
	out := make([]string, 0, len(fields))
	for _, f := range fields {
		if n := len(out); n > 0 {
			a, b := encodedWord(out[n-1]), encodedWord(f)
			if a != nil && b != nil && strings.EqualFold(a[0], b[0]) && strings.EqualFold(a[1], b[1]) && (strings.EqualFold(a[1], "q") || len(a[2])%4 == 0 && !strings.HasSuffix(a[2], "=")) {
				out[n-1] = "=?" + a[0] + "?" + a[1] + "?" + a[2] + b[2] + "?="
				continue
			}
		}
		out = append(out, f)
	}
	return strings.Join(out, " ")
}

// encodedWord takes =?charset?encoding?text?= apart, nil if s is none.
func encodedWord(s string) []string {
	s, ok := strings.CutPrefix(s, "=?")
	if !ok {
		return nil
	}
	if s, ok = strings.CutSuffix(s, "?="); !ok {
		return nil
	}
	if p := strings.Split(s, "?"); len(p) == 3 && len(p[1]) == 1 {
		return p
	}
	return nil
}

// paragraphs are what blank lines separate.
func paragraphs(s string) iter.Seq[string] {
	return func(yield func(string) bool) {
		start, pos := 0, 0
		for line := range strings.Lines(s) {
			if strings.TrimSpace(line) == "" {
				if start < pos && !yield(s[start:pos]) {
					return
				}
				start = pos + len(line)
			}
			pos += len(line)
		}
		if start < pos {
			yield(s[start:pos])
		}
	}
}
