package lang

import (
	"strings"
	"unicode/utf8"
)

// unknownWord is the gloss of a word that is no function word, so that a word of another language that is written like
// an English one ("has", "me") is not taken for it.
const unknownWord = "_"

// Tokenize cuts a text of the language into tokens, cuts prefixes off where known (which may be nil) knows what is left
// over, and gives function words their gloss.
func (w *Words) Tokenize(text string, known func(form string) bool) []Token {
	tokens := Tokenize(text)
	if w == nil {
		return tokens
	}
	tokens = w.Split(tokens, text, known)
	w.Gloss(tokens)
	return tokens
}

// Gloss sets the gloss of every token: the English name of a function word, "_" for any other word, "" for the further
// words of a phrase that has fewer words in English. Marks and numbers keep what they have. English is left as it is.
func (w *Words) Gloss(tokens []Token) {
	if w == nil || w.language == "en" {
		return
	}
	for i := 0; i < len(tokens); {
		if tokens[i].Kind != Word {
			i++
			continue
		}
		at := w.lookup(tokens[i].Lower)
		if at == nil || at.in&(glossClasses|classUnit|classPrefix) == 0 {
			tokens[i].Gloss = unknownWord
			i++
			continue
		}
		i = w.glossAt(tokens, i, at)
	}
}

func (w *Words) glossAt(tokens []Token, i int, at *forms) int {
	if at.in&glossClasses != 0 {
		p, next, ok := at.match(tokens, i, classGloss|classTime|classRelative)
		if at.in&classGlossTime != 0 {
			if q, end, found := at.match(tokens, i, classGlossTime); found && (!ok || end >= next) && w.timeFollows(tokens, end) {
				p, next, ok = q, end, true
			}
		}
		if ok {
			for k := i; k < next; k++ {
				tokens[k].Gloss = ""
				if k-i < len(p.gloss) {
					tokens[k].Gloss = p.gloss[k-i]
				}
			}
			return next
		}
	}
	tokens[i].Gloss = unknownWord
	if p, next, ok := at.match(tokens, i, classUnit); ok {
		if p.value < len(numberNames) {
			tokens[i].Gloss = numberNames[p.value]
		}
		for k := i + 1; k < next; k++ {
			tokens[k].Gloss = ""
		}
		return next
	}
	if p, _, ok := at.match(tokens, i, classPrefix); ok && i+1 < len(tokens) && !tokens[i+1].Spaced {
		tokens[i].Gloss = p.name
		if p.name == "to" && i > 0 && tokens[i-1].End == tokens[i].Start && tokens[i-1].Lower == tokens[i].Lower {
			tokens[i].Gloss = "the" // what is left of the article behind "to"
		}
	}
	return i + 1
}

var numberNames = [...]string{"zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"}

// timeFollows reports whether a time is told from token i on: a date, a month, a day of the week, "the beginning of".
func (w *Words) timeFollows(tokens []Token, i int) bool {
	const times = classMonth | classWeek | classTime | classRelative
	for n := 0; n < 3 && i < len(tokens); n++ {
		t := &tokens[i]
		if t.Kind == ISODate {
			return true
		}
		if t.Kind == Number {
			if _, _, ok := w.dotted(tokens, i); ok {
				return true
			}
			if i+1 < len(tokens) && isDash(tokens[i+1].Lower) {
				i++ // "3-5 May"
				continue
			}
			k := i + 1
			if at := w.at(tokens, k); at != nil && at.in&classMonth == 0 && (tokens[k].Runes <= 3 || at.in&classPrefix != 0) {
				k++ // "14 de marzo"
			}
			at := w.at(tokens, k)
			if at == nil {
				return false
			}
			if at.in&classMonth != 0 {
				return true
			}
			p, _, ok := at.match(tokens, k, glossClasses)
			return ok && p.gloss[0] == "year" || k == i+1 && isYear(t.Lower)
		}
		at := w.at(tokens, i)
		if at == nil {
			return false
		}
		if _, _, ok := at.match(tokens, i, times); ok {
			return true
		}
		if p, next, ok := at.match(tokens, i, classGloss); !ok || p.gloss[0] != "the" {
			return false
		} else {
			i = next
		}
	}
	return false
}

func isYear(s string) bool { return len(s) == 4 && (s[:2] == "19" || s[:2] == "20") }

// Split cuts off what is written in one with the word behind it (in Arabic: and, so, in, to, as, the) as tokens of
// their own, where known, or the language, knows the rest as a word and not the whole. Known is asked for folded forms.
// Offsets stay exact: what is cut is not changed.
func (w *Words) Split(tokens []Token, text string, known func(form string) bool) []Token {
	return w.AppendSplit(nil, tokens, text, known)
}

// AppendSplit is Split for who has room for the tokens from another text: out is empty, and its room is used.
func (w *Words) AppendSplit(out, tokens []Token, text string, known func(form string) bool) []Token {
	if w == nil || w.language != "ar" {
		return tokens
	}
	knows := func(s string) bool { return w.Has(s) || known != nil && known(s) }
	if cap(out) < len(tokens) {
		out = make([]Token, 0, len(tokens)+len(tokens)/6)
	}
	for i := range tokens {
		t := tokens[i]
		if t.Kind != Word || t.Runes < 3 || knows(t.Lower) || unusual(text[t.Start:t.End]) {
			out = append(out, t)
			continue
		}
		var cuts [4]int // letters in each prefix
		n := prefixes(t.Lower, knows, &cuts)
		for _, c := range cuts[:n] {
			var head Token
			head, t = cut(t, text, c)
			out = append(out, head)
		}
		out = append(out, t)
	}
	return out
}

// prefixes finds how many letters each prefix of the word has, and how many prefixes there are: و or ف, then ب, ل or ك,
// then the article. None where the rest is not known.
func prefixes(s string, knows func(string) bool, cuts *[4]int) int {
	try := func(rest string, n int) int {
		if utf8.RuneCountInString(rest) < 2 {
			return 0
		}
		if knows(rest) {
			return n
		}
		if tail, ok := cutPrefix(rest, "ال"); ok && utf8.RuneCountInString(tail) > 2 && knows(tail) {
			cuts[n] = 2
			return n + 1
		}
		return 0
	}
	if n := try(s, 0); n > 0 {
		return n
	}
	r, size := utf8.DecodeRuneInString(s)
	switch r {
	case 'و', 'ف':
		cuts[0] = 1
		if n := try(s[size:], 1); n > 0 {
			return n
		}
		return inner(s[size:], 1, cuts, try, knows)
	}
	return inner(s, 0, cuts, try, knows)
}

func inner(s string, n int, cuts *[4]int, try func(string, int) int, knows func(string) bool) int {
	r, size := utf8.DecodeRuneInString(s)
	switch r {
	case 'ب', 'ل', 'ك':
		cuts[n] = 1
		if k := try(s[size:], n+1); k > 0 {
			return k
		}
		// to the: the article loses its alef (للمدينة)
		if tail, ok := cutPrefix(s[size:], "ل"); ok && r == 'ل' && utf8.RuneCountInString(tail) > 2 {
			if knows(tail) || knows("ال"+tail) {
				cuts[n+1] = 1
				return n + 2
			}
		}
	}
	return 0
}

// Bare is a folded word without the article that is written in one with it; other words stay as they are.
func (w *Words) Bare(lower string) string {
	if w == nil || w.language != "ar" {
		return lower
	}
	rest, _ := cutPrefix(lower, "ال")
	return rest
}

// Joined: the word is "and" or "so" written in one with a function word, so that it is no name though one looks like it.
func (w *Words) Joined(lower string) bool {
	if w == nil || w.language != "ar" {
		return false
	}
	r, size := utf8.DecodeRuneInString(lower)
	return (r == 'و' || r == 'ف') && w.Has(lower[size:])
}

// Stripped is a folded noun without the ending of the indefinite accusative (سوقا of سوق). Other words stay as they are.
func (w *Words) Stripped(lower string) string {
	if w == nil || w.language != "ar" {
		return lower
	}
	if s, ok := strings.CutSuffix(lower, "ا"); ok && utf8.RuneCountInString(s) >= 3 {
		return s
	}
	return lower
}

func cutPrefix(s, prefix string) (string, bool) {
	if len(s) > len(prefix) && s[:len(prefix)] == prefix {
		return s[len(prefix):], true
	}
	return s, false
}

// cut parts a token behind its first n letters and the marks that belong to them.
func cut(t Token, text string, n int) (Token, Token) {
	at, runes, seen, lower := int(t.Start), 0, 0, 0
	for at < int(t.End) {
		r, size := utf8.DecodeRuneInString(text[at:])
		if foldRune(r) >= 0 {
			if seen == n {
				break
			}
			seen++
		}
		at, runes = at+size, runes+1
	}
	for k := 0; k < n; k++ {
		_, size := utf8.DecodeRuneInString(t.Lower[lower:])
		lower += size
	}
	head, tail := t, t
	head.End, head.Runes, head.Lower = int32(at), int32(runes), t.Lower[:lower]
	head.Gloss = head.Lower
	tail.Start, tail.Rune, tail.Runes, tail.Lower = int32(at), t.Rune+int32(runes), t.Runes-int32(runes), t.Lower[lower:]
	tail.Spaced, tail.Newlines, tail.Gloss = false, 0, tail.Lower
	return head, tail
}

// Dual gives the singular of a noun whose form says that there are two of it (شخصان, طفلتين), where known knows the
// singular. Known is asked for folded forms.
func (w *Words) Dual(lower string, known func(form string) bool) (string, bool) {
	if !w.is(dualNouns) || known == nil || utf8.RuneCountInString(lower) < 5 {
		return "", false
	}
	stem := ""
	for _, ending := range [...]string{"ان", "ين"} {
		if len(lower) > len(ending) && lower[len(lower)-len(ending):] == ending {
			stem = lower[:len(lower)-len(ending)]
		}
	}
	if stem == "" {
		return "", false
	}
	if known(stem) {
		return stem, true
	}
	// The feminine ending shows its t before the dual: طفلتان, of طفلة, folded طفله.
	if len(stem) > 4 && stem[len(stem)-2:] == "ت" {
		if s := stem[:len(stem)-2] + "ه"; known(s) {
			return s, true
		}
	}
	return "", false
}
