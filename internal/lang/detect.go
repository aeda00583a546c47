package lang

import "unicode"

// Detect names the language of a text: en uk ru ar es fr de pl, or "" when the words do not say. It counts letters that
// only one of the languages writes and the commonest small words; a text too short to say is left open.
func Detect(tokens []Token) string {
	var latin, cyrillic, arabic, words int
	var marks scores
	seen := 0
	for i := range tokens {
		t := &tokens[i]
		if t.Kind != Word {
			continue
		}
		if seen++; seen > 1500 {
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
		words++
		small, letters := smallWords(t.Lower), letterMarks(t.Lower)
		for l := range marks {
			marks[l] += 3*small[l] + letters[l]
		}
	}
	switch {
	case words == 0:
		return ""
	case arabic*2 > words:
		return "ar"
	case cyrillic*2 > words:
		if marks[uk] > marks[ru] {
			return "uk"
		}
		if marks[ru] > 0 {
			return "ru"
		}
		return ""
	}
	best, second := -1, -1
	for _, l := range [...]int{en, es, fr, de, pl} {
		if best < 0 || marks[l] > marks[best] {
			best, second = l, best
		} else if second < 0 || marks[l] > marks[second] {
			second = l
		}
	}
	// Fewer than one small word in twelve, or a tie, is no language we know.
	if latin*2 <= words || marks[best] == 0 || marks[best] <= marks[second] || marks[best]*4 < latin {
		return ""
	}
	return names[best]
}

const (
	en = iota
	uk
	ru
	es
	fr
	de
	pl
	languages
)

var names = [languages]string{"en", "uk", "ru", "es", "fr", "de", "pl"}

type scores [languages]int

func script(s string) byte {
	for _, r := range s {
		switch {
		case r < 128:
			if isLetter(r) {
				return 'L'
			}
		case unicode.Is(unicode.Latin, r):
			return 'L'
		case unicode.Is(unicode.Cyrillic, r):
			return 'C'
		case unicode.Is(unicode.Arabic, r):
			return 'A'
		}
	}
	return 0
}

func letterMarks(s string) (m scores) {
	for _, r := range s {
		if r < 128 {
			continue
		}
		switch r {
		case 'і', 'ї', 'є', 'ґ':
			m[uk]++
		case 'ы', 'э', 'ё', 'ъ':
			m[ru]++
		case 'ñ', '¿', '¡':
			m[es] += 2
		case 'ß', 'ä', 'ö', 'ü':
			m[de]++
		case 'ç', 'è', 'ê', 'à', 'œ':
			m[fr]++
		case 'ą', 'ę', 'ł', 'ś', 'ż', 'ź', 'ć', 'ń':
			m[pl] += 2
		}
	}
	return m
}

// smallWords lists words so common that every paragraph of the language holds some.
func smallWords(w string) (m scores) {
	switch w {
	case "the", "and", "of", "is", "was", "were", "that", "with", "for", "by", "has", "have", "from", "this", "which", "been", "are", "they", "their", "said", "people", "killed", "after", "it", "be", "or":
		m[en] = 1
	case "to", "on", "he", "at":
		m[en] = 1
	case "in":
		m[en], m[de] = 1, 1
	case "a":
		m[en], m[es], m[pl] = 1, 1, 1
	case "as":
		m[en] = 1
	case "та", "що", "від", "його", "було", "були", "які", "також", "із", "під", "про", "цього", "щоб", "й", "є", "це":
		m[uk] = 1
	case "и", "что", "как", "это", "его", "было", "были", "из", "также", "от", "при", "который", "этого", "чтобы", "или", "с":
		m[ru] = 1
	case "el", "los", "las", "que", "una", "por", "con", "del", "para", "más", "fue", "y":
		m[es] = 1
	case "la":
		m[es], m[fr] = 1, 1
	case "un":
		m[es], m[fr] = 1, 1
	case "de":
		m[es], m[fr] = 1, 1
	case "en":
		m[es], m[fr] = 1, 1
	case "le", "les", "et", "dans", "une", "qui", "pour", "sur", "au", "aux", "par", "est", "ont", "été", "avec":
		m[fr] = 1
	case "des":
		m[fr], m[de] = 1, 1
	case "der", "die", "und", "das", "den", "von", "mit", "ist", "auf", "dem", "ein", "eine", "nicht", "wurden", "im", "zu", "sich":
		m[de] = 1
	case "w", "i", "na", "z", "się", "nie", "że", "do", "jest", "przez", "oraz", "po", "od", "był", "były":
		m[pl] = 1
	}
	return m
}
