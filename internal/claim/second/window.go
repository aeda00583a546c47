package second

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// window is a stretch of a text.
type window struct {
	text         string
	start, runes int // byte at which it begins; its length in code points
	startRune    int
}

// windows cuts a text into stretches of at most size code points that overlap, so that no sentence is seen in halves
// only. They end with a paragraph, a line or a word where one ends near.
func windows(text string, size, overlap int) []window {
	var out []window
	at, atRune := 0, 0
	for at < len(text) {
		end := after(text, at, size)
		if end < len(text) {
			end = cut(text, at, end)
		}
		w := window{text: text[at:end], start: at, startRune: atRune, runes: utf8.RuneCountInString(text[at:end])}
		if strings.TrimSpace(w.text) != "" {
			out = append(out, w)
		}
		if end == len(text) {
			break
		}
		next := at + wordStart(text[at:end], min(overlap, w.runes/2))
		atRune += utf8.RuneCountInString(text[at:next])
		at = next
	}
	return out
}

// after is the byte n code points behind at.
func after(text string, at, n int) int {
	for i := range text[at:] {
		if n == 0 {
			return at + i
		}
		n--
	}
	return len(text)
}

// cut moves an end back to the best place in the last fifth of a window.
func cut(text string, at, end int) int {
	from := end - (end-at)/5
	for from < end && !utf8.RuneStart(text[from]) {
		from++
	}
	tail := text[from:end]
	for _, mark := range []string{"\n\n", "\n", ". "} {
		if i := strings.LastIndex(tail, mark); i >= 0 {
			return from + i + len(mark)
		}
	}
	if i := strings.LastIndexFunc(tail, unicode.IsSpace); i > 0 {
		return from + i
	}
	return end
}

// wordStart is the byte of s at which its last n code points begin, moved back to the beginning of a word; it is never 0.
func wordStart(s string, n int) int {
	i := len(s)
	for ; n > 0 && i > 0; n-- {
		_, size := utf8.DecodeLastRuneInString(s[:i])
		i -= size
	}
	from := after(s, 0, 1)
	if sp := strings.LastIndexFunc(s[:i], unicode.IsSpace); sp >= len(s)/3 {
		_, size := utf8.DecodeRuneInString(s[sp:])
		i = sp + size
	}
	return max(i, from)
}
