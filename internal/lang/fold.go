package lang

import (
	"strings"
	"unicode"
)

func asciiLower(s string) string {
	b := make([]byte, len(s))
	for i := 0; i < len(s); i++ {
		c := s[i]
		if c >= 'A' && c <= 'Z' {
			c += 'a' - 'A'
		}
		b[i] = c
	}
	return string(b)
}

// foldLower lower-cases and writes the typographic apostrophe and hyphen as the plain ones.
func foldLower(s string) string {
	return strings.Map(func(r rune) rune {
		switch r {
		case '’', 'ʼ':
			return '\''
		case '‑':
			return '-'
		}
		return unicode.ToLower(r)
	}, s)
}

func upperOf(s string) string { return strings.ToUpper(s) }
