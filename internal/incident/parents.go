package incident

import (
	"cmp"
	"slices"
)

// parents ties an incident of one day to the wider one it is part of: an attack on the same place, or on what the place lies in,
// that is told to have lasted several days around that day, such as a siege. The narrowest wider one is taken. Nothing is counted
// twice or together by it: it is a pointer for the reader.
func (w *weigher) parents() {
	type wide struct {
		from, to int
		index    int
	}
	by := map[string][]wide{} // by place
	for i := range w.out.Incidents {
		in := &w.out.Incidents[i]
		from, to := day(in.DateMin), day(in.DateMax)
		if in.Place != "" && precisionOf(in.Precision) != country && from != 0 && to-from >= 2 && familyOf(in.Type) == attack && len(in.ObjectTypes) == 0 {
			by[fold(in.Place)] = append(by[fold(in.Place)], wide{from, to, i})
		}
	}
	if len(by) == 0 {
		return
	}
	for k := range by {
		slices.SortFunc(by[k], func(a, b wide) int {
			return cmp.Or(cmp.Compare(a.to-a.from, b.to-b.from), cmp.Compare(a.index, b.index))
		})
	}
	around := make([][]string, len(w.out.Incidents))
	for e := range w.in.Events {
		if i := w.incOf[e]; i >= 0 && w.in.Events[e].Place == w.out.Incidents[i].Place {
			around[i] = append(append(around[i], w.in.Events[e].Around...), w.in.Events[e].Places...)
		}
	}
	for i := range w.out.Incidents {
		in := &w.out.Incidents[i]
		from, to := day(in.DateMin), day(in.DateMax)
		if f := familyOf(in.Type); from == 0 || from != to || in.Place == "" || f != attack && f != killing {
			continue
		}
		best := wide{index: -1}
		for _, place := range append([]string{in.Place}, around[i]...) {
			for _, p := range by[fold(place)] {
				if p.from <= from && to <= p.to {
					if best.index < 0 || cmp.Or(cmp.Compare(p.to-p.from, best.to-best.from), cmp.Compare(p.index, best.index)) < 0 {
						best = p
					}
					break
				}
			}
		}
		if best.index >= 0 {
			in.Parent = w.out.Incidents[best.index].ID
		}
	}
}
