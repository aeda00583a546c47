package lang

import (
	"strings"
	"unicode/utf8"
)

// Writers on social networks break Arabic words up so that filters do not find them: with a tatweel and a dot or star
// inside ("قصـ.ـف", "قت*ل"), or with a gap between two tatweels ("قصـ ـف"). The word is whole all the same.

const tatweel = 'ـ'

// goesOnBroken returns the byte at which an Arabic word goes on behind the break at j, 0 where none is broken there.
func goesOnBroken(text string, j int, prev rune) int {
	r, size := decode(text, j)
	for prev == tatweel && r == '.' && size < 3 && j+size < len(text) && text[j+size] == '.' {
		size++ // "قصـ..ـف"
	}
	if !isArabic(prev) || j+size >= len(text) {
		return 0
	}
	next, nsize := decode(text, j+size)
	if !isArabic(next) || !isLetter(next) {
		return 0
	}
	switch r {
	case '*':
		return j + size
	case '.', '/', '\'', '"':
		if prev == tatweel || next == tatweel && startsArabic(text, j+size+nsize) {
			return j + size
		}
	case ' ':
		if prev == tatweel && next == tatweel && startsArabic(text, j+size+nsize) {
			return j + size
		}
	}
	return 0
}

func startsArabic(text string, i int) bool {
	if i >= len(text) {
		return false
	}
	r, _ := decode(text, i)
	return isArabic(r) && isLetter(r)
}

// isBroken: the word has a break inside.
func isBroken(s string) bool {
	if strings.IndexByte(s, '*') > 0 {
		return true
	}
	return strings.ContainsRune(s, tatweel) && strings.ContainsAny(s, "./'\" ")
}

// unbroken leaves the breaks of a word out.
func unbroken(s string) string {
	return strings.Map(func(r rune) rune {
		switch r {
		case '*', '.', '/', '\'', '"', ' ', tatweel:
			return -1
		}
		return r
	}, s)
}

// otherScript: a Latin letter behind an Arabic one or the other way round, as where a line end got lost.
func otherScript(prev, r rune) bool {
	return isArabic(prev) && isLatin(r) || isLatin(prev) && isArabic(r) && isLetter(r)
}

func isLatin(r rune) bool { return r < 0x250 && isLetter(r) }

func isArabicWord(s string) bool {
	if s == "" {
		return false
	}
	r, _ := decode(s, 0)
	return r == '#' || isArabic(r)
}

// lostLineEnd: a Latin capital stands right behind an Arabic letter or an Arabic letter right behind a Latin one: pages
// saved as text lose the ends of lines so.
func lostLineEnd(text string, i int, r rune) bool {
	if r >= 0x80 && !isArabic(r) || r < 0x80 && letters[r]&isUp == 0 {
		return false
	}
	prev, _ := utf8.DecodeLastRuneInString(text[:i])
	return otherScript(prev, r)
}
