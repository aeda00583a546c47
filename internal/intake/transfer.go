package intake

import (
	"bytes"
	"encoding/base64"
	"fmt"
	"strings"
)

// decodeTransfer undoes a transfer encoding (RFC 2045 6). It always gives as much as can be had; damage says what was wrong.
func decodeTransfer(raw []byte, coding string) (content []byte, damage string) {
	words := strings.FieldsFunc(strings.ToLower(coding), func(r rune) bool { return r == ' ' || r == ';' || r == '\t' })
	if len(words) == 0 {
		return raw, ""
	}
	switch words[0] {
	case "base64":
		return decodeBase64(raw)
	case "quoted-printable":
		return decodeQuoted(raw)
	case "7bit", "8bit", "binary":
		return raw, ""
	}
	return raw, fmt.Sprintf("its transfer encoding %q is not known and it was left as it stands", cutName(words[0]))
}

// decodeBase64 passes over characters that do not belong (RFC 2045 6.8 demands it), and reads on after padding, as some programs join
// pieces that were encoded one by one.
func decodeBase64(raw []byte) (content []byte, damage string) {
	content = make([]byte, 0, base64.StdEncoding.DecodedLen(len(raw)))
	var quad []byte
	foreign, cutOff := 0, false
	flush := func() {
		var out [3]byte
		n, err := base64.RawStdEncoding.Decode(out[:], quad)
		cutOff = cutOff || err != nil
		content = append(content, out[:n]...)
		quad = quad[:0]
	}
	for _, c := range raw {
		switch {
		case c >= 'A' && c <= 'Z', c >= 'a' && c <= 'z', c >= '0' && c <= '9', c == '+', c == '/':
			if quad = append(quad, c); len(quad) == 4 {
				flush()
			}
		case c == '=':
			if len(quad) > 0 {
				flush()
			}
		case c != '\r' && c != '\n' && c != ' ' && c != '\t':
			foreign++
		}
	}
	if len(quad) > 0 {
		flush()
	}
	switch {
	case foreign > 0:
		damage = fmt.Sprintf("%d characters are not base64", foreign)
	case cutOff:
		damage = "its base64 breaks off"
	}
	return content, damage
}

// decodeQuoted leaves what is no valid escape as it stands.
func decodeQuoted(raw []byte) (content []byte, damage string) {
	content = make([]byte, 0, len(raw))
	wrong := 0
	for len(raw) > 0 {
		line, rest, found := bytes.Cut(raw, []byte("\n"))
		raw = rest
		ending := ""
		if found {
			ending = "\n"
			if l, ok := bytes.CutSuffix(line, []byte("\r")); ok {
				line, ending = l, "\r\n"
			}
		}
		line = bytes.TrimRight(line, " \t") // added on the way, says RFC 2045 6.7 (3)
		if l, ok := bytes.CutSuffix(line, []byte("=")); ok {
			line, ending = l, ""
		}
		for i := 0; i < len(line); i++ {
			if line[i] == '=' {
				if i+2 < len(line) && isHex(line[i+1]) && isHex(line[i+2]) {
					content = append(content, unhex(line[i+1])<<4|unhex(line[i+2]))
					i += 2
					continue
				}
				wrong++
			}
			content = append(content, line[i])
		}
		content = append(content, ending...)
	}
	if wrong > 0 {
		damage = fmt.Sprintf("%d escapes are not quoted-printable", wrong)
	}
	return content, damage
}

func isHex(c byte) bool {
	return c >= '0' && c <= '9' || c >= 'A' && c <= 'F' || c >= 'a' && c <= 'f'
}

func unhex(c byte) byte {
	switch {
	case c <= '9':
		return c - '0'
	case c <= 'F':
		return c - 'A' + 10
	}
	return c - 'a' + 10
}
