package similar

import (
	"math/bits"
	"slices"
	"unicode"
	"unicode/utf8"
)

const (
	places = 64 // length of a signature
	run    = 5  // words in a run
	rows   = 4  // places in a band; 16 bands find nine in ten pairs that share 0.6 of their runs
	bands  = places / rows

	// Near is the estimated share of common runs from which two texts count as one text. Unrelated news texts share less
	// than 0.05; a text with a changed headline, dateline and last paragraph shares 0.6 and more.
	Near = 0.6
	// MinRuns is the number of runs below which a text is too short for its likeness to mean anything.
	MinRuns = 12
)

// Sig is the signature of a text. The zero Sig is that of an empty text and is like nothing. Sigs compare with ==.
type Sig struct {
	Runs int // distinct positions cut, the length of the text in words less four
	Min  [places]uint32
}

// Signature returns the signature of text. Case, punctuation and white space make no difference.
func Signature(text string) Sig {
	s := Sig{}
	for i := range s.Min {
		s.Min[i] = ^uint32(0)
	}
	var orders [places]uint64
	for i := range orders {
		orders[i] = order(i)
	}
	var window [run]uint64
	n := 0
	words(text, func(w uint64) {
		window[n%run] = w
		n++
		if n >= run {
			s.add(&orders, &window, n, run)
		}
	})
	if n > 0 && n < run {
		s.add(&orders, &window, n, n)
	}
	if s.Runs == 0 {
		return Sig{}
	}
	return s
}

// add takes the run of the last k words of window, n words having been read.
func (s *Sig) add(orders *[places]uint64, window *[run]uint64, n, k int) {
	h := uint64(offset)
	for i := n - k; i < n; i++ {
		h = mix(h ^ window[i%run])
	}
	for i := range s.Min {
		// Multiply-shift by the i-th odd constant: one fixed ordering of all runs for each place.
		if v := uint32((h * orders[i]) >> 32); v < s.Min[i] {
			s.Min[i] = v
		}
	}
	s.Runs++
}

// words calls f with a hash of each word of text in order. Letters and digits make words; a character of a script
// written without spaces is a word by itself.
func words(text string, f func(uint64)) {
	h, open := uint64(offset), false
	end := func() {
		if open {
			f(h)
			h, open = offset, false
		}
	}
	for i := 0; i < len(text); {
		r, n := rune(text[i]), 1
		if r >= utf8.RuneSelf {
			r, n = utf8.DecodeRuneInString(text[i:])
		}
		i += n
		switch {
		case r < utf8.RuneSelf && (r >= 'a' && r <= 'z' || r >= '0' && r <= '9'):
		case r >= 'A' && r <= 'Z':
			r += 'a' - 'A'
		case r < utf8.RuneSelf:
			end()
			continue
		case unicode.In(r, unicode.Han, unicode.Hiragana, unicode.Katakana, unicode.Thai):
			end()
			f(mix(offset ^ uint64(r)))
			continue
		case unicode.IsLetter(r) || unicode.IsDigit(r):
			r = unicode.ToLower(r)
		case unicode.IsMark(r):
			continue // vowel signs and accents are written in one outlet and left out in the next
		default:
			end()
			continue
		}
		h = (h ^ uint64(r)) * prime
		open = true
	}
	end()
}

// FNV-1a over code points, and the finaliser of SplitMix64. Fixed for ever: signatures are kept.
const (
	offset = 14695981039346656037
	prime  = 1099511628211
)

func mix(x uint64) uint64 {
	x ^= x >> 30
	x *= 0xbf58476d1ce4e5b9
	x ^= x >> 27
	x *= 0x94d049bb133111eb
	return x ^ x>>31
}

func order(i int) uint64 { return mix(uint64(i+1)*0x9e3779b97f4a7c15) | 1 }

// Share estimates which share of their runs two texts have in common, 0 to 1.
func Share(a, b Sig) float64 {
	if a.Runs == 0 || b.Runs == 0 {
		return 0
	}
	n := 0
	for i := range a.Min {
		if a.Min[i] == b.Min[i] {
			n++
		}
	}
	return float64(n) / places
}

// Group is a set of texts that are one text.
type Group struct {
	Members []int   // indices of the signatures, ascending
	Least   float64 // the smallest share by which a member was joined
}

// Groups returns the groups of two and more, ordered by their first members. Which texts end in one group does not
// depend on the order of sigs.
func Groups(sigs []Sig) []Group {
	// Equal texts first: they are many in a case (one agency text, forty outlets) and need no comparison.
	heads := make([]int, 0, len(sigs)) // one index for each distinct signature
	first := make(map[Sig]int, len(sigs))
	parent := make([]int, len(sigs))
	least := make([]float64, len(sigs))
	for i, s := range sigs {
		parent[i], least[i] = i, 1
		if s.Runs < MinRuns {
			continue
		}
		if j, ok := first[s]; ok {
			parent[i] = j
		} else {
			first[s] = i
			heads = append(heads, i)
		}
	}
	clear(first)
	find := func(i int) int {
		for parent[i] != i {
			parent[i] = parent[parent[i]]
			i = parent[i]
		}
		return i
	}
	join := func(a, b int) {
		share := Share(sigs[a], sigs[b])
		if share < Near {
			return
		}
		ra, rb := find(a), find(b)
		if ra == rb {
			return
		}
		if rb < ra {
			ra, rb = rb, ra
		}
		parent[rb] = ra
		least[ra] = min(least[ra], least[rb], share)
	}
	type slot struct {
		key uint64
		sig int
	}
	slots := make([]slot, len(heads))
	for band := range bands {
		for k, i := range heads {
			slots[k] = slot{bandKey(&sigs[i], band), i}
		}
		slices.SortFunc(slots, func(a, b slot) int {
			if a.key != b.key {
				return cmpUint(a.key, b.key)
			}
			return compare(&sigs[a.sig], &sigs[b.sig])
		})
		for i := 1; i < len(slots); i++ {
			// A crowded bucket (a form letter) is compared in order of content with a bounded number of neighbours.
			for j := i - 1; j >= 0 && j >= i-neighbours && slots[j].key == slots[i].key; j-- {
				join(slots[j].sig, slots[i].sig)
			}
		}
	}
	return collect(parent, least, find)
}

const neighbours = 16

func collect(parent []int, least []float64, find func(int) int) []Group {
	size := make([]int32, len(parent))
	for i := range parent {
		size[find(i)]++
	}
	at := map[int]int{}
	var out []Group
	for i := range parent {
		root := find(i)
		if size[root] < 2 {
			continue
		}
		k, ok := at[root]
		if !ok {
			k = len(out)
			at[root] = k
			out = append(out, Group{Least: least[root]})
		}
		out[k].Members = append(out[k].Members, i)
	}
	return out
}

func bandKey(s *Sig, band int) uint64 {
	h := uint64(offset)
	for _, v := range s.Min[band*rows : (band+1)*rows] {
		h = mix(h ^ uint64(v))
	}
	return bits.RotateLeft64(h, band)
}

func cmpUint(a, b uint64) int {
	if a < b {
		return -1
	}
	return 1
}

func compare(a, b *Sig) int {
	if a.Runs != b.Runs {
		return a.Runs - b.Runs
	}
	return slices.Compare(a.Min[:], b.Min[:])
}
