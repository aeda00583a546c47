package claim

import (
	"encoding/binary"
	"strings"
	"unicode/utf8"
)

// countOccurrences sets which of several equal quotes each claim is, counted as a reader would who searches the text
// for the quote from its beginning. One pass over the text serves all claims, however many there are.
func countOccurrences(text string, claims []Claim) {
	if len(claims)*len(text) < 1<<22 {
		for i, at := range byteStarts(text, claims) {
			claims[i].Occurrence = strings.Count(text[:at], claims[i].Quote)
		}
		return
	}
	type seen struct{ count, end int }
	starts := byteStarts(text, claims)
	byHead := map[uint64][]string{}
	found := map[string]*seen{}
	at := map[int][]int{}
	for i := range claims {
		q := claims[i].Quote
		at[starts[i]] = append(at[starts[i]], i)
		if len(q) < 8 {
			claims[i].Occurrence = strings.Count(text[:starts[i]], q)
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
				if claims[n].Quote == q {
					claims[n].Occurrence = s.count
				}
			}
			if i >= s.end {
				s.count, s.end = s.count+1, i+len(q)
			}
		}
	}
}

func head(s string) uint64 { return binary.LittleEndian.Uint64([]byte(s[:8])) }

// byteStarts gives the byte at which each claim begins; the claims are in order of their beginning.
func byteStarts(text string, claims []Claim) []int {
	out := make([]int, len(claims))
	runes, at := 0, 0
	for i := range claims {
		for runes < claims[i].CharStart && at < len(text) {
			_, size := utf8.DecodeRuneInString(text[at:])
			at, runes = at+size, runes+1
		}
		out[i] = at
	}
	return out
}
