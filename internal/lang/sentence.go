package lang

// Sentence is a half-open range of tokens. Block numbers the paragraph it stands in, from 0.
type Sentence struct {
	First, Last int
	Block       int
}

// longest is where a sentence without an end is cut, so that work on one stays bounded.
const longest = 400

// Sentences groups tokens into sentences and paragraphs. A line end closes a paragraph unless the text is wrapped at a
// fixed width, or the line plainly runs on.
func Sentences(tokens []Token, text string) []Sentence {
	var out []Sentence
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
		if i > first && (i-first >= longest || endsSentence(tokens, i, text)) {
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
			width++
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
	for i := 1; i+1 < len(text); i++ {
		if text[i] != '\n' || text[i-1] == '\n' || text[i-1] == '.' || text[i+1] == '\n' || text[i+1] == '\r' {
			continue
		}
		single++
		if c := text[i+1]; c >= 'a' && c <= 'z' {
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
	return (t.Kind != Word || t.Cap || isStop(prev.Gloss)) && !runsOn(prev)
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
	case "\"", "“", "‘", "'", "«", "„", "(", "[":
		return true
	}
	return false
}

// endsSentence reports whether a new sentence begins at token i.
func endsSentence(tokens []Token, i int, text string) bool {
	j := i - 1
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
		return beginsSentence(t.Gloss) && t.Cap
	}
	if stop.Gloss == "." && j > 0 {
		p := &tokens[j-1]
		if p.Kind == Word && !stop.Spaced && (isAbbreviation(p.Lower) || p.Cap && p.Runes == 1) {
			return false
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

func hasCase(s string) bool { return upperOf(s) != s }

// beginsSentence: after "U.S." a capital letter says little, these words say enough.
func beginsSentence(w string) bool {
	switch w {
	case "the", "he", "she", "they", "it", "in", "on", "at", "a", "an", "this", "that", "these", "those", "we", "but", "and", "as", "according", "for", "his", "her", "their", "there", "meanwhile":
		return true
	}
	return false
}

func isAbbreviation(w string) bool {
	switch w {
	case "mr", "mrs", "ms", "dr", "prof", "gen", "lt", "col", "maj", "capt", "sgt", "cpl", "pvt", "cmdr", "adm", "brig", "sen", "rep", "gov", "pres", "hon", "rev", "st", "no", "nos", "vs", "etc", "inc", "ltd", "co", "corp", "jr", "sr", "jan", "feb", "mar", "apr", "jun", "jul", "aug", "sep", "sept", "oct", "nov", "dec", "approx", "art", "fig", "vol", "pp":
		return true
	}
	return false
}
