package incident

import (
	"cmp"
	"math"
	"slices"

	"exhibit/internal/origin"
	"exhibit/internal/similar"
)

// What the texts themselves have in common: two reports of one event share words that are rare elsewhere, names above all, however
// differently they are written. How rare a word is comes from general language, and from the case itself the more the larger
// it grows: in a case about one city its name says nothing.

const (
	prior    = 100 // as many documents of general language stand beside those of the case
	blockers = 24  // words of a text under which it meets others
	crowd    = 128 // texts beyond which a word brings no two together
	// besideText is the number of following texts under a word that a text is compared with.
	besideText = 48
)

// wording is what is known of the words of all texts.
type wording struct {
	of      map[string]int // ref → index
	terms   []similar.Terms
	weights [][]float32 // of each word of each text; their squares add up to 1
	told    []int       // day of publication, 0 when unknown
	words   []uint32    // those of two texts and more, ascending
	in      []uint32    // the number of texts of each
}

func newWording(sources []origin.Source) *wording {
	w := &wording{of: make(map[string]int, len(sources))}
	var words []uint32
	for i := range sources {
		s := &sources[i]
		if _, ok := w.of[s.Ref]; ok {
			continue
		}
		w.of[s.Ref] = len(w.terms)
		w.terms = append(w.terms, s.Terms)
		w.told = append(w.told, day(s.PublishedMax))
		words = append(words, s.Terms.Words...)
	}
	w.words, w.in = several(words)
	w.weights = make([][]float32, len(w.terms))
	for i := range w.terms {
		w.weights[i] = w.weigh(&w.terms[i])
	}
	return w
}

// several counts what occurs more than once.
func several(all []uint32) (keys, counts []uint32) {
	slices.Sort(all)
	for i := 0; i < len(all); {
		k := i + 1
		for k < len(all) && all[k] == all[i] {
			k++
		}
		if k > i+1 {
			keys, counts = append(keys, all[i]), append(counts, uint32(k-i))
		}
		i = k
	}
	return slices.Clip(keys), slices.Clip(counts)
}

func count(keys, counts []uint32, key uint32) float64 {
	if i, ok := slices.BinarySearch(keys, key); ok {
		return float64(counts[i])
	}
	return 1
}

func (w *wording) weigh(t *similar.Terms) []float32 {
	out := make([]float32, len(t.Words))
	sum := 0.0
	for i, word := range t.Words {
		v := (1 + math.Log(float64(t.Counts[i]))) * w.rarity(word)
		out[i] = float32(v)
		sum += v * v
	}
	if sum > 0 {
		norm := float32(math.Sqrt(sum))
		for i := range out {
			out[i] /= norm
		}
	}
	return out
}

// rarity is the negative logarithm of the share of texts that hold a word.
func (w *wording) rarity(word uint32) float64 {
	n := float64(len(w.terms))
	return -math.Log((count(w.words, w.in, word) + prior*math.Exp(-similar.Rarity(word))) / (n + prior))
}

// elsewhere is the negative logarithm of the share of texts that hold a word, two that do left out: what it says that these two
// share it.
func (w *wording) elsewhere(word uint32) float64 {
	n := float64(len(w.terms))
	return -math.Log((max(0, count(w.words, w.in, word)-2) + prior*math.Exp(-similar.Rarity(word))) / (n + prior))
}

// cosine is what two texts share of their words, by weight, 0 to 1; and the sum of the rarities of the five rarest they share, above what is
// common.
func (w *wording) cosine(a, b int) (cosine, rare float64) {
	x, y := w.terms[a].Words, w.terms[b].Words
	var five top
	meeting(x, y, func(i, k int) {
		cosine += float64(w.weights[a][i]) * float64(w.weights[b][k])
		five.add(w.elsewhere(x[i]) - common)
	})
	return cosine, five.sum()
}

// common is the rarity below which a word is no sign: the name of an outlet or of a town.
const common = 3

// meeting calls f with the positions of what two ascending lists have in common.
func meeting(x, y []uint32, f func(i, k int)) {
	for i, k := 0, 0; i < len(x) && k < len(y); {
		switch {
		case x[i] < y[k]:
			i++
		case x[i] > y[k]:
			k++
		default:
			f(i, k)
			i++
			k++
		}
	}
}

// top holds the five greatest numbers above 0, the greatest first.
type top [5]float64

func (t *top) add(v float64) {
	for i := range t {
		if v > t[i] {
			t[i], v = v, t[i]
		}
	}
}

func (t *top) sum() (sum float64) {
	for _, v := range t {
		sum += v
	}
	return sum
}

// ages compares the ages stated: the share of the shorter list that is in the other, and whether both state some and none agrees.
func (w *wording) ages(a, b int) (share float64, other bool) {
	x, y := w.terms[a].Ages, w.terms[b].Ages
	if len(x) == 0 || len(y) == 0 {
		return 0, false
	}
	n := 0
	for _, v := range x {
		if slices.Contains(y, v) {
			n++
		}
	}
	return float64(n) / float64(min(len(x), len(y))), n == 0
}

// meet calls f once with each two texts that share one of their strongest words, as long as not many share it. What is held
// meanwhile grows with the number of texts, not of pairs.
func (w *wording) meet(f func(a, b int)) {
	type slot struct {
		key  uint32
		text int
	}
	var slots []slot
	for i := range w.terms {
		for _, key := range w.keys(i) {
			slots = append(slots, slot{key, i})
		}
	}
	slices.SortFunc(slots, func(a, b slot) int {
		return cmp.Or(cmp.Compare(a.key, b.key), cmp.Compare(w.told[a.text], w.told[b.text]), cmp.Compare(a.text, b.text))
	})
	at := make([][]int32, len(w.terms)) // the slots of each text
	for k := range slots {
		at[slots[k].text] = append(at[slots[k].text], int32(k))
	}
	var met []int
	for i := range at {
		met = met[:0]
		for _, p := range at[i] {
			for k := int(p) + 1; k < len(slots) && k <= int(p)+besideText && slots[k].key == slots[p].key; k++ {
				met = append(met, slots[k].text) // later in the order of days, under every key they share
			}
		}
		slices.Sort(met)
		for _, b := range slices.Compact(met) {
			f(i, b)
		}
	}
}

// keys are those of a text under which it meets others: its strongest words that some texts share.
func (w *wording) keys(i int) []uint32 {
	t := &w.terms[i]
	strongest := make([]int, len(t.Words))
	for k := range strongest {
		strongest[k] = k
	}
	slices.SortFunc(strongest, func(a, b int) int {
		return cmp.Or(cmp.Compare(w.weights[i][b], w.weights[i][a]), cmp.Compare(t.Words[a], t.Words[b]))
	})
	var out []uint32
	for _, k := range strongest {
		if c := count(w.words, w.in, t.Words[k]); c > 1 && c <= crowd && len(out) < blockers {
			out = append(out, t.Words[k])
		}
	}
	return out
}
