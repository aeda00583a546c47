package claim

import (
	"slices"
	"strings"
	"unicode/utf8"
)

// words are some of a text, at a code point; which of several equal ones they are is set in nth.
type words struct {
	quote string
	start int
	nth   *int
}

// counted is a quote and how often it was met so far; end is where its last occurrence ends, next another quote that
// begins alike.
type counted struct {
	quote      string
	count, end int
	next       int32
}

// countOccurrences sets which of several equal quotes each is, counted as a reader would who searches the text for the
// quote from its beginning. They are in order of their beginning. One pass over the text serves all, however many there
// are.
func countOccurrences(text string, all []words) {
	starts := byteStarts(text, all)
	var heads [1 << headBits]int32
	quotes, of := headsOf(all, &heads)
	due := 0 // the first that is not numbered
	for i := 0; i < len(text) && due < len(all); i++ {
		for due < len(all) && starts[due] == i {
			if n := of[due]; n == 0 {
				*all[due].nth = strings.Count(text[:i], all[due].quote)
			} else if q := &quotes[n]; q.end > i {
				*all[due].nth = q.count - 1
			} else {
				*all[due].nth = q.count
			}
			due++
		}
		if i+headBytes > len(text) {
			continue
		}
		for n := heads[head(text[i:])]; n != 0; n = quotes[n].next {
			if q := &quotes[n]; i >= q.end && strings.HasPrefix(text[i:], q.quote) {
				q.count, q.end = q.count+1, i+len(q.quote)
			}
		}
	}
}

// headsOf lists the quotes that differ, from 1, and sets the first of those whose first bytes make the same number; of
// says which each is, 0 for one that is too short to be listed.
func headsOf(all []words, heads *[1 << headBits]int32) (quotes []counted, of []int32) {
	quotes, of = make([]counted, 1, len(all)+1), make([]int32, len(all))
	for i := range all {
		q := all[i].quote
		if len(q) < headBytes {
			continue
		}
		h := head(q)
		n := heads[h]
		for n != 0 && quotes[n].quote != q {
			n = quotes[n].next
		}
		if n == 0 {
			n = int32(len(quotes))
			quotes = append(quotes, counted{quote: q, next: heads[h]})
			heads[h] = n
		}
		of[i] = n
	}
	return quotes, of
}

const (
	headBytes = 8
	headBits  = 10
)

// head is a number of so many bits made of the first bytes.
func head(s string) uint64 {
	x := uint64(s[0]) | uint64(s[1])<<8 | uint64(s[2])<<16 | uint64(s[3])<<24 | uint64(s[4])<<32 | uint64(s[5])<<40 | uint64(s[6])<<48 | uint64(s[7])<<56
	return x * 0x9E3779B97F4A7C15 >> (64 - headBits)
}

// byteStarts gives the byte at which each begins.
func byteStarts(text string, all []words) []int {
	out := make([]int, len(all))
	runes, at := 0, 0
	for i := range all {
		for runes < all[i].start && at < len(text) {
			size := 1
			if text[at] >= utf8.RuneSelf {
				_, size = utf8.DecodeRuneInString(text[at:])
			}
			at, runes = at+size, runes+1
		}
		out[i] = at
	}
	return out
}

// countQuotes numbers the quotes of claims and of the events that no claim told first.
func countQuotes(text string, claims []Claim, events []Event) {
	all := make([]words, 0, len(claims)+len(events))
	for i := range claims {
		all = append(all, words{claims[i].Quote, claims[i].CharStart, &claims[i].Occurrence})
	}
	for i := range events {
		all = append(all, words{events[i].Anchor, events[i].CharStart, &events[i].Occurrence})
	}
	slices.SortStableFunc(all, func(a, b words) int { return a.start - b.start })
	countOccurrences(text, all)
}
