package main

import (
	"bytes"
	"cmp"
	"compress/gzip"
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
	parent                             *entry
	number                             int
}

func (e *entry) at(lat, lon float64, precision string) {
	e.lat, e.lon, e.hasPoint, e.precision = lat, lon, true, precision
}

// table collects places, parents before children, and the folded names that lead to them.
type table struct {
	entries  []*entry
	names    map[string][]*entry
	demonyms map[string]string
}

func newTable() *table {
	return &table{names: map[string][]*entry{}, demonyms: map[string]string{}}
}

func (t *table) add(e *entry) *entry {
	e.number = len(t.entries)
	t.entries = append(t.entries, e)
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
		if key != "" && !slices.Contains(t.names[key], e) {
			t.names[key] = append(t.names[key], e)
		}
	}
}

// rank orders places of one name: better known kinds first.
func rank(e *entry) int {
	switch e.kind {
	case place.KindCountry:
		return 0
	case place.KindCapital:
		return 1
	case place.KindRegion:
		return 2
	case place.KindCity:
		return 3
	case place.KindRaion:
		return 4
	case place.KindHromada:
		return 5
	case place.KindSettlement:
		return 6
	case place.KindVillage:
		return 7
	}
	return 8
}

var kinds = []string{place.KindCountry, place.KindCapital, place.KindRegion, place.KindCity, place.KindRaion,
	place.KindHromada, place.KindSettlement, place.KindVillage, place.KindCityDistrict}

var precisions = []string{place.PrecisionPoint, place.PrecisionTown, place.PrecisionDistrict, place.PrecisionRegion, place.PrecisionCountry}

func (t *table) encode() ([]byte, error) {
	// Sorted by id, a parent's id comes before those of its children; the check below holds that to be so.
	slices.SortFunc(t.entries, func(x, y *entry) int { return strings.Compare(x.id, y.id) })
	for i, e := range t.entries {
		e.number = i
	}
	var b []byte
	str := func(s string) { b = append(binary.AppendUvarint(b, uint64(len(s))), s...) }
	num := func(n int) { b = binary.AppendUvarint(b, uint64(n)) }
	b = append(b, "exhibit/place/1\n"...)
	num(len(t.entries))
	for _, e := range t.entries {
		parent := 0
		if e.parent != nil {
			parent = e.parent.number + 1
		}
		k, p := slices.Index(kinds, e.kind), slices.Index(precisions, e.precision)
		if k < 0 || p < 0 || len(e.country) != 2 || parent > e.number {
			return nil, fmt.Errorf("encoding %q: kind %q, precision %q or country %q is not in the format", e.id, e.kind, e.precision, e.country)
		}
		num(parent)
		num(k)
		num(p)
		b = append(b, e.country...)
		str(e.id)
		str(e.name)
		num(e.population)
		if !e.hasPoint {
			num(0)
			continue
		}
		num(1)
		b = binary.AppendVarint(b, int64(math.Round(e.lat*1e4)))
		b = binary.AppendVarint(b, int64(math.Round(e.lon*1e4)))
	}
	t.encodeNames(&b)
	words := make([]string, 0, len(t.demonyms))
	for w := range t.demonyms {
		words = append(words, w)
	}
	sort.Strings(words)
	num(len(words))
	for _, w := range words {
		str(w)
		str(t.demonyms[w])
	}
	return pack(b)
}

func (t *table) encodeNames(b *[]byte) {
	keys := make([]string, 0, len(t.names))
	for k := range t.names {
		keys = append(keys, k)
	}
	sort.Strings(keys)
	*b = binary.AppendUvarint(*b, uint64(len(keys)))
	prev := ""
	for _, k := range keys {
		shared := 0
		for shared < len(k) && shared < len(prev) && k[shared] == prev[shared] {
			shared++
		}
		*b = binary.AppendUvarint(*b, uint64(shared))
		*b = binary.AppendUvarint(*b, uint64(len(k)-shared))
		*b = append(*b, k[shared:]...)
		prev = k
		hits := slices.Clone(t.names[k])
		slices.SortStableFunc(hits, func(x, y *entry) int {
			return cmp.Or(cmp.Compare(rank(x), rank(y)), cmp.Compare(y.population, x.population), strings.Compare(x.id, y.id))
		})
		*b = binary.AppendUvarint(*b, uint64(len(hits)))
		for _, h := range hits {
			*b = binary.AppendUvarint(*b, uint64(h.number))
		}
	}
}

func pack(b []byte) ([]byte, error) {
	var out bytes.Buffer
	zw, err := gzip.NewWriterLevel(&out, gzip.BestCompression)
	if err != nil {
		return nil, err
	}
	if _, err := zw.Write(b); err != nil {
		return nil, err
	}
	if err := zw.Close(); err != nil {
		return nil, err
	}
	return out.Bytes(), nil
}
