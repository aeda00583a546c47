package main

import (
	"cmp"
	"encoding/binary"
	"fmt"
	"math"
	"slices"
	"sort"
	"strings"

	"exhibit/internal/place"
)

// entry is one place on its way into the table.
type entry struct {
	id, name, country, kind, precision string
	lat, lon                           float64
	hasPoint                           bool
	population                         int
	weight                             int // of the people in it, for ordering; the population where that is known
	parent                             *entry
	number                             int
}

func (e *entry) at(lat, lon float64, precision string) {
	e.lat, e.lon, e.hasPoint, e.precision = lat, lon, true, precision
}

// within reports whether e lies in p or is p.
func (e *entry) within(p *entry) bool {
	for ; e != nil; e = e.parent {
		if e == p {
			return true
		}
	}
	return false
}

// table collects places, parents before children, and the folded names that lead to them.
type table struct {
	entries  []*entry
	byID     map[string]*entry
	names    map[string][]*entry
	weak     map[string]map[*entry]bool // names that lead to a place only when the words beside them say so
	other    map[string]map[*entry]bool // names that only GeoNames lists, among them former ones and mistakes
	demonyms map[string]string
}

func newTable() *table {
	return &table{byID: map[string]*entry{}, names: map[string][]*entry{}, weak: map[string]map[*entry]bool{}, other: map[string]map[*entry]bool{}, demonyms: map[string]string{}}
}

func (t *table) add(e *entry) *entry {
	e.number = len(t.entries)
	t.entries = append(t.entries, e)
	t.byID[e.id] = e
	t.call(e, e.name)
	return e
}

// call gives a place one more name.
func (t *table) call(e *entry, names ...string) {
	for _, n := range names {
		if n == "-" {
			continue
		}
		key := place.Fold(n)
		if key != "" && len(key) <= place.MaxName && !slices.Contains(t.names[key], e) {
			t.names[key] = append(t.names[key], e)
		}
	}
}

// callOther gives a place a name that does not come before places whose own name it is.
func (t *table) callOther(e *entry, name string) {
	key := place.Fold(name)
	if slices.Contains(t.names[key], e) {
		return
	}
	t.call(e, name)
	if t.other[key] == nil {
		t.other[key] = map[*entry]bool{}
	}
	t.other[key][e] = true
}

// callWeak gives a place a name that counts only beside words that call for it ("Ill." after "Chicago,").
func (t *table) callWeak(e *entry, names ...string) {
	for _, n := range names {
		key := place.Fold(n)
		if key == "" || slices.Contains(t.names[key], e) {
			continue
		}
		t.call(e, n)
		t.weaken(key, e)
	}
}

func (t *table) weaken(key string, e *entry) {
	if t.weak[key] == nil {
		t.weak[key] = map[*entry]bool{}
	}
	t.weak[key][e] = true
}

func (t *table) answers(e *entry, key string) bool { return slices.Contains(t.names[key], e) }

// rank orders places of one name: better known kinds first.
func rank(e *entry) int {
	switch e.kind {
	case place.KindCountry:
		return 0
	case place.KindCapital:
		return 1
	case place.KindRegion, place.KindCity:
		return 2
	case place.KindRaion:
		return 4
	case place.KindHromada, place.KindDistrict:
		return 5
	case place.KindSettlement:
		return 6
	case place.KindVillage:
		return 7
	}
	return 8
}

// ordered sorts the places of one name, best known first. A region that shares its name with a city in it stands right
// behind that city: "Aleppo" is the city unless the words say otherwise.
func (t *table) ordered(key string) []*entry {
	hits := t.names[key]
	weight := map[*entry]int{}
	for _, h := range hits {
		weight[h] = 2 * max(h.population, h.weight)
		if h.kind == place.KindCity && weight[h] == 0 {
			weight[h] = 10000
		}
	}
	for _, h := range hits {
		if h.kind != place.KindRegion {
			continue
		}
		for _, c := range hits {
			if c != h && rank(c) <= 2 && c.within(h) && weight[c] < weight[h] {
				weight[h] = weight[c] - 1
			}
		}
	}
	out := slices.Clone(hits)
	slices.SortStableFunc(out, func(x, y *entry) int {
		return cmp.Or(cmp.Compare(t.borrowed(key, x), t.borrowed(key, y)), cmp.Compare(rank(x), rank(y)), cmp.Compare(weight[y], weight[x]), strings.Compare(x.id, y.id))
	})
	return out
}

func (t *table) borrowed(key string, e *entry) int {
	if t.other[key][e] && rank(e) > 1 {
		return 1
	}
	return 0
}

var kinds = []string{place.KindCountry, place.KindCapital, place.KindRegion, place.KindCity, place.KindRaion,
	place.KindHromada, place.KindSettlement, place.KindVillage, place.KindCityDistrict, place.KindDistrict}

var precisions = []string{place.PrecisionPoint, place.PrecisionTown, place.PrecisionDistrict, place.PrecisionRegion, place.PrecisionCountry}

// perBlock entries are written one behind the other, each as what differs from the one before; the first of a block
// stands whole, so that a reader can begin at any block.
const perBlock = 16

// section is a run of front-coded blocks and where each begins.
type section struct {
	starts []uint32
	data   []byte
	n      int
	prev   string
}

// key begins the next entry of the section.
func (s *section) key(k string) {
	shared := 0
	if s.n%perBlock == 0 {
		s.starts = append(s.starts, uint32(len(s.data)))
	} else {
		for shared < len(k) && shared < len(s.prev) && k[shared] == s.prev[shared] {
			shared++
		}
	}
	s.num(shared)
	s.str(k[shared:])
	s.prev = k
	s.n++
}

func (s *section) num(n int) { s.data = binary.AppendUvarint(s.data, uint64(n)) }

func (s *section) str(v string) {
	s.num(len(v))
	s.data = append(s.data, v...)
}

func (t *table) encode() ([]byte, error) {
	slices.SortFunc(t.entries, func(x, y *entry) int { return strings.Compare(x.id, y.id) })
	for i, e := range t.entries {
		e.number = i
		if i > 0 && e.id == t.entries[i-1].id {
			return nil, fmt.Errorf("encoding: %q is there twice", e.id)
		}
	}
	places, err := t.encodePlaces()
	if err != nil {
		return nil, err
	}
	names, filter, words := t.encodeNames()
	peoples := new(section)
	for _, w := range sorted(t.demonyms) {
		peoples.key(w)
		peoples.str(t.demonyms[w])
	}
	return assemble([]*section{places, names, peoples}, filter, words), nil
}

func sorted[V any](m map[string]V) []string {
	keys := make([]string, 0, len(m))
	for k := range m {
		keys = append(keys, k)
	}
	sort.Strings(keys)
	return keys
}

func (t *table) encodePlaces() (*section, error) {
	s := new(section)
	for _, e := range t.entries {
		k, p := slices.Index(kinds, e.kind), slices.Index(precisions, e.precision)
		if k < 0 || p < 0 || len(e.country) != 2 || !strings.HasPrefix(e.id, e.country) {
			return nil, fmt.Errorf("encoding %q: kind %q, precision %q or country %q is not in the format", e.id, e.kind, e.precision, e.country)
		}
		s.key(e.id)
		flags := byte(k) | byte(p)<<5
		if e.hasPoint {
			flags |= 1 << 4
		}
		s.data = append(s.data, flags)
		parent := 0
		if e.parent != nil {
			parent = e.parent.number + 1
		}
		s.num(parent)
		s.num(e.population)
		if e.hasPoint {
			s.data = binary.AppendVarint(s.data, int64(math.Round(e.lat*1e4)))
			s.data = binary.AppendVarint(s.data, int64(math.Round(e.lon*1e4)))
		}
		s.str(e.name)
	}
	return s, nil
}

// encodeNames writes the names and the filter of all beginnings of names.
func (t *table) encodeNames() (s *section, filter []byte, maxWords int) {
	s = new(section)
	starts := map[uint64]bool{}
	for _, k := range sorted(t.names) {
		s.key(k)
		hits := t.ordered(k)
		s.num(len(hits))
		for _, h := range hits {
			v := h.number << 1
			if t.weak[k][h] {
				v |= 1
			}
			s.num(v)
		}
		words := strings.Split(k, " ")
		maxWords = max(maxWords, len(words))
		for i := range words {
			starts[place.Hash(strings.Join(words[:i+1], " "))] = true
		}
	}
	size := 1 << 16
	for size < len(starts)*8 {
		size += 1 << 16
	}
	filter = make([]byte, size/8)
	for h := range starts {
		for _, bit := range place.Bits(h, uint32(size)) {
			filter[bit/8] |= 1 << (bit % 8)
		}
	}
	return s, filter, maxWords
}

func assemble(sections []*section, filter []byte, maxWords int) []byte {
	const header = 16 + 4*12
	numbers := []uint32{}
	at := uint32(header)
	for _, s := range sections {
		numbers = append(numbers, uint32(s.n), at, at+uint32(4*len(s.starts)))
		at += uint32(4*len(s.starts) + len(s.data))
	}
	numbers = append(numbers, at, uint32(8*len(filter)), uint32(maxWords))
	b := []byte("exhibit/place/2\n")
	for _, n := range numbers {
		b = binary.LittleEndian.AppendUint32(b, n)
	}
	for _, s := range sections {
		for _, o := range s.starts {
			b = binary.LittleEndian.AppendUint32(b, o)
		}
		b = append(b, s.data...)
	}
	return append(b, filter...)
}
