package lang

import (
	"strings"
	"unicode"
)

// Sentence is a half-open range of tokens. Block numbers the paragraph it stands in, from 0.
type Sentence struct {
	First, Last int
	Block       int
}

// longest is where a sentence without an end is cut, so that work on one stays bounded.
const longest = 400

// Sentences groups the tokens of an English text into sentences and paragraphs; see Words.Sentences.
func Sentences(tokens []Token, text string) []Sentence { return English().Sentences(tokens, text) }

// Sentences groups tokens into sentences and paragraphs. A line end closes a paragraph unless the text is wrapped at a
// fixed width, or the line plainly runs on. Tokens should have their glosses.
func (w *Words) Sentences(tokens []Token, text string) []Sentence {
	out := make([]Sentence, 0, len(tokens)/24+4)
	wrapped := isWrapped(text)
	first, block := 0, 0
	flush := func(end int) {
		if end > first {
			out = append(out, Sentence{First: first, Last: end, Block: block})
		}
		first = end
	}
	for i := range tokens {
		t := &tokens[i]
		if i > 0 && t.Newlines > 0 && breaksBlock(tokens, i, wrapped) {
			flush(i)
			block++
			continue
		}
		if i > first && (i-first >= longest || w.endsSentence(tokens, i, text)) {
			flush(i)
		}
	}
	flush(len(tokens))
	return out
}

// isWrapped reports whether most lines end where a fixed width ended them.
func isWrapped(text string) bool {
	lines, full, width := 0, 0, 0
	var last byte
	for i := 0; i <= len(text); i++ {
		if i < len(text) && text[i] != '\n' {
			if text[i]&0xc0 != 0x80 {
				width++
			}
			if text[i] > ' ' {
				last = text[i]
			}
			continue
		}
		if width > 0 {
			lines++
			if width >= 45 && width <= 100 && last != '.' && last != '!' && last != '?' && last != '"' {
				full++
			}
		}
		width, last = 0, 0
	}
	return lines >= 4 && full*2 > lines || runsOver(text)
}

// runsOver reports whether single line ends stand inside sentences, as in text taken from a page: most lines that follow
// one without a full stop before it go on in lower case.
func runsOver(text string) bool {
	single, lower := 0, 0
	for i := 0; i < len(text); {
		k := strings.IndexByte(text[i:], '\n')
		if k < 0 {
			break
		}
		at := i + k
		i = at + 1
		if at == 0 || at+1 >= len(text) || text[at-1] == '\n' || text[at-1] == '.' || text[at+1] == '\n' || text[at+1] == '\r' {
			continue
		}
		single++
		if r, _ := decode(text, at+1); unicode.IsLower(r) {
			lower++
		}
	}
	return single >= 3 && lower*5 >= single*2
}

func breaksBlock(tokens []Token, i int, wrapped bool) bool {
	t, prev := &tokens[i], &tokens[i-1]
	if t.Newlines > 1 {
		return true
	}
	if wrapped {
		return false
	}
	return (t.Kind != Word || t.Cap || isArabicWord(t.Lower) || isStop(prev.Gloss)) && !runsOn(prev) // Arabic has no capitals to tell a new line by
}

// runsOn: a line that ends in one of these words has not ended its sentence.
func runsOn(prev *Token) bool {
	switch prev.Gloss {
	case "of", "in", "on", "at", "to", "by", "from", "with", "and", "or", "the", "a", "an", "for", "that", "had", "has", "have", "was", "were", "as", "its", "their", "between", "since", "until":
		return !prev.Cap
	}
	return false
}

func isStop(s string) bool {
	switch s {
	case ".", "!", "?", "…", "۔", "؟":
		return true
	}
	return false
}

// IsClosing reports marks that may follow a full stop and still belong to the sentence.
func IsClosing(s string) bool {
	switch s {
	case "\"", "”", "’", "'", "»", ")", "]":
		return true
	}
	return false
}

// IsOpening reports marks that may begin a sentence.
func IsOpening(s string) bool {
	switch s {
	case "\"", "“", "‘", "'", "«", "„", "(", "[", "¿", "¡", "—", "–":
		return true
	}
	return false
}

// endsSentence reports whether a new sentence begins at token i.
func (w *Words) endsSentence(tokens []Token, i int, text string) bool {
	j := i - 1
	if p := &tokens[j]; p.Kind != Punct && text[p.End-1] != '.' && p.Gloss != "." {
		return false // most tokens
	}
	for j > 0 && IsClosing(tokens[j].Gloss) && !tokens[j].Spaced {
		j--
	}
	stop := &tokens[j]
	dotted := stop.Kind == Word && stop.End-stop.Start > 2 && text[stop.End-1] == '.'
	if !isStop(stop.Gloss) && !dotted {
		return false
	}
	t := &tokens[i]
	if IsClosing(t.Gloss) && !t.Spaced || isStop(t.Gloss) {
		return false
	}
	// A mark glued to the next word ("crimes.United") ends a sentence only between a long word and a capital.
	if !t.Spaced && j == i-1 {
		return t.Cap && j > 0 && tokens[j-1].Kind == Word && tokens[j-1].Runes > 3
	}
	if dotted {
		return w.beginsSentence(t)
	}
	if stop.Gloss == "." && j > 0 {
		p := &tokens[j-1]
		if p.Kind == Word && !stop.Spaced && p.Cap && p.Runes == 1 {
			return false
		}
		if q, _, ok := w.match(tokens[:j], j-1, classAbbr); ok && !stop.Spaced {
			return q.name == "end" && w.beginsSentence(t)
		}
	}
	return !startsLower(tokens, i)
}

func startsLower(tokens []Token, i int) bool {
	for i < len(tokens) && IsOpening(tokens[i].Gloss) {
		i++
	}
	if i >= len(tokens) {
		return false
	}
	t := &tokens[i]
	return t.Kind == Word && !t.Cap && t.Lower != "" && hasCase(t.Lower)
}

// beginsSentence: after "U.S." a capital letter says little, these words say enough. In other languages any function
// word does that is written with a capital.
func (w *Words) beginsSentence(t *Token) bool {
	if !t.Cap {
		return false
	}
	switch t.Gloss {
	case "the", "he", "she", "they", "it", "in", "on", "at", "a", "an", "this", "that", "these", "those", "we", "but", "and", "as", "according", "for", "his", "her", "their", "there", "meanwhile":
		return true
	}
	return w.Language() != "en" && w.Language() != "" && t.Kind == Word && t.Gloss != unknownWord && t.Gloss != t.Lower
}
