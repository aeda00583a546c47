package main

import (
	"cmp"
	"slices"
	"strings"
)

// nearest is how many ids are offered instead of one that is not there.
const nearest = 3

// near names the ids that are a slip of the hand away from one that is not there, as a part of a sentence; empty when
// there is none.
func near[T any](all []T, id string, idOf func(*T) string) string {
	type close struct {
		id  string
		off int
	}
	var found []close
	limit := min(3, len(id)/4)
	for i := range all {
		have := idOf(&all[i])
		if off := slips(id, have[:min(len(have), len(id))], limit); off <= limit {
			found = append(found, close{have, off})
		}
	}
	if id == "" || len(found) == 0 {
		return ""
	}
	slices.SortStableFunc(found, func(a, b close) int { return cmp.Or(cmp.Compare(a.off, b.off), strings.Compare(a.id, b.id)) })
	var ids []string
	for _, f := range found[:min(nearest, len(found))] {
		ids = append(ids, f.id)
	}
	return ", but " + strings.Join(ids, ", ")
}

// slips counts the letters that were mistyped, left out or added between two ids; more than limit is limit + 1.
func slips(a, b string, limit int) int {
	if len(a)-len(b) > limit || len(b)-len(a) > limit {
		return limit + 1
	}
	row := make([]int, len(b)+1)
	for j := range row {
		row[j] = j
	}
	for i := range len(a) {
		before, best := row[0], limit+1
		row[0] = i + 1
		for j := range len(b) {
			cost := before
			if a[i] != b[j] {
				cost = 1 + min(before, row[j], row[j+1])
			}
			before, row[j+1] = row[j+1], cost
			best = min(best, cost)
		}
		if best > limit && row[0] > limit {
			return limit + 1
		}
	}
	return row[len(b)]
}
