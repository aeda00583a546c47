package pdq

import "slices"

// Set finds hashes near another one. It is safe for use by several goroutines.
//
// Two hashes that differ in at most 31 bits differ in at most one bit in one of sixteen runs of sixteen. So a table for
// each run names the hashes by the value they have there, and 17 values of 16 runs lead to every match (multi-index hashing).
// Farther away, and in a small set, every hash is compared.
type Set struct {
	hashes []Hash
	slots  []slotTable // none in a small set
}

// slotTable names the hashes by one run of their bits: those with value v are ids[begin[v]:begin[v+1]].
type slotTable struct {
	begin []uint32
	ids   []uint32
}

const (
	slots      = 16
	slotValues = 1 << 16
	tablesFrom = 4096 // hashes; below it, comparing all takes less than the tables would cost
)

// NewSet makes a set of hashes, which it keeps and does not change. It takes 96 bytes for each.
func NewSet(hashes []Hash) *Set {
	s := &Set{hashes: hashes}
	if len(hashes) < tablesFrom {
		return s
	}
	s.slots = make([]slotTable, slots)
	for i := range s.slots {
		s.slots[i] = tableOf(hashes, i)
	}
	return s
}

func tableOf(hashes []Hash, slot int) slotTable {
	t := slotTable{begin: make([]uint32, slotValues+1), ids: make([]uint32, len(hashes))}
	for i := range hashes {
		t.begin[int(hashes[i].slot(slot))+1]++
	}
	for v := range slotValues {
		t.begin[v+1] += t.begin[v]
	}
	next := slices.Clone(t.begin[:slotValues])
	for i := range hashes {
		v := hashes[i].slot(slot)
		t.ids[next[v]] = uint32(i)
		next[v]++
	}
	return t
}

// Near calls fn with every hash at most within bits from h, each once, in no order.
func (s *Set) Near(h Hash, within int, fn func(i, distance int)) {
	if s.slots == nil || within >= 2*slots {
		for i := range s.hashes {
			if d := h.Distance(s.hashes[i]); d <= within {
				fn(i, d)
			}
		}
		return
	}
	for slot := range s.slots {
		v := h.slot(slot)
		s.near(&h, slot, v, within, fn)
		for b := range 16 {
			s.near(&h, slot, v^1<<b, within, fn)
		}
	}
}

// near goes through the hashes with one value of one run, and passes over those an earlier run led to.
func (s *Set) near(h *Hash, slot int, value uint16, within int, fn func(i, distance int)) {
	t := &s.slots[slot]
	for _, id := range t.ids[t.begin[value]:t.begin[int(value)+1]] {
		g := &s.hashes[id]
		if d := h.Distance(*g); d <= within && !metBefore(h, g, slot) {
			fn(int(id), d)
		}
	}
}

// metBefore reports whether two hashes are within a bit of each other in a run before slot.
func metBefore(h, g *Hash, slot int) bool {
	for i := range slot {
		if x := h.slot(i) ^ g.slot(i); x&(x-1) == 0 {
			return true
		}
	}
	return false
}

// Nearest returns the hash nearest to h, at most within bits away; of several, the first in the set.
func (s *Set) Nearest(h Hash, within int) (i, distance int, ok bool) {
	best, at := within+1, -1
	s.Near(h, within, func(i, d int) {
		if d < best || d == best && i < at {
			best, at = d, i
		}
	})
	return at, best, at >= 0
}
