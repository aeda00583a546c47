package claim

import (
	"bytes"
	"compress/gzip"
	_ "embed" // the list of ordinary words
	"io"
	"strings"
	"sync"

	"exhibit/internal/lang"
)

// ordinaryList holds words that are written in small letters, one a line, gzipped (see ordinary/ATTRIBUTION.txt).
//
//go:embed ordinary/en.gz
var ordinaryList []byte

// ordinary are the words of English that are no names. They are needed only for texts in capitals.
var ordinary = sync.OnceValue(func() map[string]struct{} {
	r, err := gzip.NewReader(bytes.NewReader(ordinaryList))
	if err != nil {
		panic(err) // the list is part of the program
	}
	b, err := io.ReadAll(r)
	if err != nil {
		panic(err)
	}
	out := make(map[string]struct{}, 48<<10)
	for line := range strings.Lines(string(b)) {
		out[strings.TrimSuffix(line, "\n")] = struct{}{}
	}
	return out
})

// shouting: of a hundred words this many are in capitals when a text or wire is written in capitals throughout.
const shouting = 70

// capitals: in a text written in capitals throughout, a capital says nothing. Words that are ordinary ones or that the
// lexicon knows for something else than a name are taken as small; the others may be names.
func (p *page) capitals() {
	words, upper := 0, 0
	for i := range p.tok {
		if t := &p.tok[i]; t.Kind == lang.Word && t.Runes > 1 {
			words++
			if t.AllCaps {
				upper++
			}
		}
	}
	if words < 8 || upper*100 < words*shouting {
		return
	}
	p.shouts = true
	var known map[string]struct{}
	if p.lex.english {
		known = ordinary()
	}
	for i := range p.tok {
		t := &p.tok[i]
		if t.Kind != lang.Word {
			continue
		}
		t.AllCaps = false
		switch {
		case p.lang.IsDateWord(p.tok, i):
			t.Cap = t.Lower != "may" && t.Lower != "march" || i > 0 && p.tok[i-1].Kind == lang.Number || i+1 < len(p.tok) && p.tok[i+1].Kind == lang.Number
		case p.entries(t.Lower) != nil && !p.mayName(t.Lower):
			t.Cap = false
		case !p.lex.english && p.entries(t.Lower) != nil:
			t.Cap = true
		case !p.lex.english:
			// No list of ordinary words: function words and what has the ending of an adjective are small.
			t.Cap = t.Gloss == unknownGloss && !p.lex.isAdjective(t.Lower)
		default:
			_, small := known[t.Lower]
			t.Cap = !small && !endsLikeOrdinary(t.Lower, known)
		}
	}
	p.datelineCapitals()
}

// datelineCapitals gives the words of a dateline their capitals back: "LIMA, 4 JAN 90 (NATIONAL TELEVISION) --".
func (p *page) datelineCapitals() {
	for i := range p.tok {
		if i > 0 && p.tok[i].Newlines == 0 {
			continue
		}
		dated := false
		for k := i; k < len(p.tok) && k < i+26 && (k == i || p.tok[k].Newlines < 2); k++ {
			if w := p.tok[k].Gloss; dated && (w == "-" || w == "–" || w == "—") {
				for n := i; n < k; n++ {
					p.tok[n].Cap = p.tok[n].Kind == lang.Word
				}
				break
			}
			dated = dated || p.tok[k].Kind == lang.Number && k+1 < len(p.tok) && p.lang.IsDateWord(p.tok, k+1)
		}
	}
}

// unknownGloss is what package lang gives a word that is no function word.
const unknownGloss = "_"

// mayName: a form of the lexicon that is a name or part of one.
func (p *page) mayName(w string) bool {
	for _, e := range p.entries(w) {
		switch e.class {
		case cCountry, cNational, cMetonym, cActor, cBodyName, cBodyUN, cPerson, cOutlet, cGiven, cHonorific, cNamedFor:
			return true
		}
	}
	return false
}

// endsLikeOrdinary: an inflected or joined form of an ordinary word ("anti-government", "machinegunned").
func endsLikeOrdinary(w string, known map[string]struct{}) bool {
	if a, b, ok := strings.Cut(w, "-"); ok {
		_, x := known[a]
		_, y := known[b]
		return x || y
	}
	for _, end := range [...]string{"s", "es", "d", "ed", "ing", "ly", "'s"} {
		if stem, ok := strings.CutSuffix(w, end); ok && len(stem) > 3 {
			if _, ok := known[stem]; ok {
				return true
			}
		}
	}
	return false
}
