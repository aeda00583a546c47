package claim

import (
	"encoding/binary"
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

// countOccurrences sets which of several equal quotes each is, counted as a reader would who searches the text for the
// quote from its beginning. They are in order of their beginning. One pass over the text serves all, however many there
// are.
func countOccurrences(text string, all []words) {
	starts := byteStarts(text, all)
	if len(all)*len(text) < 1<<22 {
		for i, at := range starts {
			*all[i].nth = strings.Count(text[:at], all[i].quote)
		}
		return
	}
	type seen struct{ count, end int }
	byHead := map[uint64][]string{}
	found := map[string]*seen{}
	at := map[int][]int{}
	for i := range all {
		q := all[i].quote
		at[starts[i]] = append(at[starts[i]], i)
		if len(q) < 8 {
			*all[i].nth = strings.Count(text[:starts[i]], q)
		} else if found[q] == nil {
			found[q] = &seen{}
			h := head(q)
			byHead[h] = append(byHead[h], q)
		}
	}
	for i := 0; i+8 <= len(text); i++ {
		for _, q := range byHead[head(text[i:])] {
			s := found[q]
			if !strings.HasPrefix(text[i:], q) {
				continue
			}
			for _, n := range at[i] {
				if all[n].quote == q {
					*all[n].nth = s.count
				}
			}
			if i >= s.end {
				s.count, s.end = s.count+1, i+len(q)
			}
		}
	}
}

func head(s string) uint64 { return binary.LittleEndian.Uint64([]byte(s[:8])) }

// byteStarts gives the byte at which each begins.
func byteStarts(text string, all []words) []int {
	out := make([]int, len(all))
	runes, at := 0, 0
	for i := range all {
		for runes < all[i].start && at < len(text) {
			_, size := utf8.DecodeRuneInString(text[at:])
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
