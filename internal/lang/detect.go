package lang

import (
	"math/bits"
	"strings"
	"sync"
	"unicode"
)

// Detect names the language of a text: en uk ru ar es fr de pl, or "" when the words do not say. It counts letters that
// only one of the languages writes and the commonest small words; a text too short to say is left open, and so is one
// in a language that only resembles one of these.
func Detect(tokens []Token) string {
	words := smallWords()
	var latin, cyrillic, arabic, seen, foreign int
	var marks, small [languages]int
	for i := range tokens {
		t := &tokens[i]
		if t.Kind != Word {
			continue
		}
		if seen++; seen > enough {
			break
		}
		switch script(t.Lower) {
		case 'L':
			latin++
		case 'C':
			cyrillic++
		case 'A':
			arabic++
		}
		for l := words.of(t.Lower); l != 0; l &= l - 1 {
			marks[bits.TrailingZeros32(l)] += 3
			small[bits.TrailingZeros32(l)]++
		}
		if !isASCII(t.Lower) {
			foreign += letterMarks(t.Lower, &marks)
		}
	}
	switch {
	case seen == 0:
		return ""
	case arabic*2 > seen:
		if foreign*8 > arabic { // Persian, Urdu, Kurdish
			return ""
		}
		return "ar"
	case cyrillic*2 > seen:
		return best(&marks, uk, sr, cyrillic)
	case latin*2 > seen:
		for l := en; l <= id; l++ { // letters with accents alone are no language: Kurdish and many others write them
			if small[l] == 0 {
				marks[l] = 0
			}
		}
		return best(&marks, en, id, latin)
	}
	return ""
}

// enough is how many words are looked at.
const enough = 1500

// DetectBlock names the language of one paragraph of a text in another or the same language: what its words say, else
// the language of the text where the paragraph is written in its script, else "".
func DetectBlock(tokens []Token, text string) string {
	if l := Detect(tokens); l != "" {
		return l
	}
	for i := range tokens {
		if tokens[i].Kind != Word {
			continue
		}
		if s := script(tokens[i].Lower); s != 0 && s != scriptOf(text) {
			return ""
		}
	}
	return text
}

func scriptOf(language string) byte {
	switch language {
	case "uk", "ru":
		return 'C'
	case "ar":
		return 'A'
	}
	return 'L'
}

// The languages by script; those from be and pt on are told apart and not named.
const (
	en = iota
	es
	fr
	de
	pl
	pt
	it
	nl
	ro
	cs
	tr
	sv
	id
	uk
	ru
	be
	bg
	sr
	languages
)

var names = [languages]string{"en", "es", "fr", "de", "pl", "pt", "it", "nl", "ro", "cs", "tr", "sv", "id", "uk", "ru", "be", "bg", "sr"}

// best is the language from first to last that has most marks. Fewer than one small word in twelve, or a tie, is no
// language we know; in Cyrillic one mark more than any other is enough, because letters tell.
func best(marks *[languages]int, first, last, words int) string {
	top, second := first, -1
	for l := first + 1; l <= last; l++ {
		switch {
		case marks[l] > marks[top]:
			top, second = l, top
		case second < 0 || marks[l] > marks[second]:
			second = l
		}
	}
	if marks[top] == 0 || marks[top] <= marks[second] || first == en && marks[top]*4 < words {
		return ""
	}
	switch top {
	case en, es, fr, de, pl, uk, ru:
		return names[top]
	}
	return ""
}

// smallWords are the words of data/detect.tsv with the set of their languages.
var smallWords = sync.OnceValue(func() *wordsOfMany {
	b, err := data.ReadFile("data/detect.tsv")
	if err != nil {
		panic(err) // the file is part of the program
	}
	out := &wordsOfMany{in: map[string]uint32{}}
	for _, line := range strings.Split(string(b), "\n") {
		word, in, ok := strings.Cut(line, "\t")
		if !ok || line[0] == '#' {
			continue
		}
		for _, l := range strings.Fields(in) {
			for n, name := range names {
				if name == l {
					out.in[word] |= 1 << n
					out.sieve.Put(word)
				}
			}
		}
	}
	return out
})

// wordsOfMany are words, each with the set of the languages that have it.
type wordsOfMany struct {
	in    map[string]uint32
	sieve Sieve
}

func (s *wordsOfMany) of(lower string) uint32 {
	if !s.sieve.May(lower) {
		return 0
	}
	return s.in[lower]
}

func script(s string) byte {
	for _, r := range s {
		switch {
		case r < 128:
			if isLetter(r) {
				return 'L'
			}
		case isCyrillic(r):
			return 'C'
		case isArabic(r):
			return 'A'
		case unicode.Is(unicode.Latin, r):
			return 'L'
		}
	}
	return 0
}

// letterMarks counts letters that tell; foreign are those of Arabic script that Arabic does not write.
func letterMarks(s string, m *[languages]int) (foreign int) {
	for _, r := range s {
		if r < 128 {
			continue
		}
		switch r {
		case 'і':
			m[uk]++
		case 'ї', 'є', 'ґ':
			m[uk] += 2
		case 'ў':
			m[be] += 6
		case 'ы', 'э':
			m[ru]++
		case 'ъ':
			m[bg]++
		case 'ј', 'њ', 'љ', 'ћ', 'ђ', 'џ', 'ќ', 'ѓ':
			m[sr] += 2
		case 'ә', 'ғ', 'қ', 'ң', 'ө', 'ұ', 'ү', 'һ': // Turkic languages; none of ours
			m[sr] += 4
		case 'ñ':
			m[es] += 2
		case 'ß', 'ä', 'ü':
			m[de]++
		case 'ö':
			m[de]++
			m[tr]++
			m[sv]++
		case 'ç', 'è', 'ê', 'à', 'œ', 'ù', 'û':
			m[fr]++
			if r == 'ç' {
				m[pt]++
				m[tr]++
			}
		case 'ã', 'õ':
			m[pt] += 2
		case 'ą', 'ę', 'ł', 'ś', 'ż', 'ź', 'ć', 'ń':
			m[pl] += 2
		case 'ě', 'ř', 'ů', 'č', 'š', 'ž':
			m[cs] += 2
		case 'ğ', 'ı', 'ş':
			m[tr] += 2
		case 'å':
			m[sv] += 2
		case 'ă', 'ț', 'ș', 'ţ':
			m[ro] += 2
		case 'پ', 'چ', 'گ', 'ژ', 'ٹ', 'ڈ', 'ڑ', 'ے', 'ێ', 'ۆ', 'ڕ':
			foreign++
		}
	}
	return foreign
}
