package similar

import (
	"cmp"
	_ "embed"
	"encoding/binary"
	"math"
	"slices"
	"sort"
	"sync"
	"unicode"
	"unicode/utf8"
)

// Two reports of one event in different words share what is rare elsewhere: the street, the family name, the calibre. Terms
// keeps the words of a text that are rare in its language; how rare they are among the texts at hand is for the caller to add.

const (
	mostTerms = 160 // words kept of a text, the rarest and most repeated
	rarest    = 12  // natural logarithm of one in about 160,000 documents: the rarity of a word that is in no list
)

// Terms are the words that tell a text from others, as hashes. The zero Terms are those of a text without words.
type Terms struct {
	Words  []uint32 // ascending
	Counts []uint8  // how often each stands in the text, at most 255
	Ages   []uint8  // of persons, in years or months as written; ascending
}

// TermsOf hashes the words of a text as Terms does, in order.
func TermsOf(text string) []uint32 {
	var out []uint32
	terms(text, func(w uint32) { out = append(out, w) })
	return out
}

// NewTerms returns the terms of text.
func NewTerms(text string) Terms {
	counts := map[uint32]int{}
	terms(text, func(w uint32) { counts[w]++ })
	t := Terms{Ages: ages(text)}
	t.Words = strongest(counts, mostTerms)
	t.Counts = make([]uint8, len(t.Words))
	for i, w := range t.Words {
		t.Counts[i] = uint8(min(counts[w], math.MaxUint8))
	}
	return t
}

// strongest returns the n words of most weight in ascending order; ties go to the smaller hash.
func strongest(counts map[uint32]int, n int) []uint32 {
	type weighed struct {
		word   uint32
		weight float64
	}
	all := make([]weighed, 0, len(counts))
	for w, c := range counts {
		all = append(all, weighed{w, (1 + math.Log(float64(c))) * Rarity(w)})
	}
	slices.SortFunc(all, func(a, b weighed) int {
		return cmp.Or(cmp.Compare(b.weight, a.weight), cmp.Compare(a.word, b.word))
	})
	out := make([]uint32, min(n, len(all)))
	for i := range out {
		out[i] = all[i].word
	}
	slices.Sort(out)
	return out
}

// terms calls f with a hash of each word of three letters and more. Case, accents and vowel signs make no difference, nor do the
// article and the conjunctions that Arabic writes in one with a word.
func terms(text string, f func(w uint32)) {
	var word [64]rune
	n := 0
	end := func() {
		if n > 0 {
			if w := bare(word[:n]); len(w) >= 3 {
				f(hashOf(w))
			}
		}
		n = 0
	}
	for i := 0; i < len(text); {
		r, size := utf8.DecodeRuneInString(text[i:])
		i += size
		switch {
		case unicode.IsLetter(r) || unicode.IsDigit(r):
			if n < len(word) {
				word[n] = plain(r)
				n++
			}
		case unicode.IsMark(r) || r == '\'' || r == '’' || r == 'ʼ' || r == 'ـ':
		default:
			end()
		}
	}
	end()
}

// plain folds a letter: its case, and the spellings of one letter that differ between outlets.
func plain(r rune) rune {
	switch r {
	case 'أ', 'إ', 'آ', 'ٱ':
		return 'ا'
	case 'ة':
		return 'ه'
	case 'ى':
		return 'ي'
	case 'ё', 'Ё':
		return 'е'
	case 'ґ', 'Ґ':
		return 'г'
	}
	return unicode.ToLower(r)
}

// bare takes off what Arabic writes in one with the next word: and, in, for, like, the.
func bare(w []rune) []rune {
	if !unicode.Is(unicode.Arabic, w[0]) {
		return w
	}
	for _, lead := range [...]string{"وال", "بال", "فال", "كال", "لل", "ال", "و"} {
		if k := utf8.RuneCountInString(lead); len(w) >= k+3 && string(w[:k]) == lead {
			return w[k:]
		}
	}
	return w
}

func hashOf(w []rune) uint32 {
	h := uint64(offset)
	for _, r := range w {
		h = (h ^ uint64(r)) * prime
	}
	return uint32(mix(h) >> 32)
}

// The table: a line that names the format, the number of words as a little-endian uint32, their hashes in ascending order, one
// byte of rarity for each in steps of a sixteenth.

//go:embed data/usual.bin
var embedded string

const usualHeader = "exhibit/usual/1\n"

// EncodeUsual writes the table of usual words from the share of documents in which each stands; for gen.
func EncodeUsual(shares map[uint32]float64) []byte {
	words := make([]uint32, 0, len(shares))
	for w := range shares {
		words = append(words, w)
	}
	slices.Sort(words)
	b := binary.LittleEndian.AppendUint32([]byte(usualHeader), uint32(len(words)))
	for _, w := range words {
		b = binary.LittleEndian.AppendUint32(b, w)
	}
	for _, w := range words {
		b = append(b, byte(math.Round(min(rarest, -math.Log(shares[w]))*16)))
	}
	return b
}

var usual = sync.OnceValue(func() string {
	if len(embedded) < len(usualHeader)+4 || embedded[:len(usualHeader)] != usualHeader {
		return ""
	}
	return embedded[len(usualHeader)+4:]
})

// Rarity is the negative natural logarithm of the share of documents in which a word stands in general language, 0 (in all) to
// 12 (in none of the lists).
func Rarity(word uint32) float64 {
	table := usual()
	n := len(table) / 5
	at := func(i int) uint32 {
		return uint32(table[4*i]) | uint32(table[4*i+1])<<8 | uint32(table[4*i+2])<<16 | uint32(table[4*i+3])<<24
	}
	if i := sort.Search(n, func(i int) bool { return at(i) >= word }); i < n && at(i) == word {
		return float64(table[4*n+i]) / 16
	}
	return rarest
}
