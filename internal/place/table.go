package place

import (
	_ "embed"
	"errors"
	"fmt"
	"strings"
	"sync"
)

// The embedded table, made by internal/place/gen from the sources named in data/ATTRIBUTION.md. It is read where it
// lies: nothing is unpacked or parsed when the program starts, and only the pages that a name touches are ever loaded.
//
// Layout. "u32" is four bytes, little end first; other numbers are unsigned varints unless said otherwise; a string is
// its length and its bytes.
//
//	"exhibit/place/2\n"
//	three times (places, names, words for people): u32 entries, u32 offset of the block starts, u32 offset of the blocks
//	u32 offset of the filter, u32 bits in it, u32 words in the longest name
//
// A block holds 16 entries in the order of their keys. An entry begins with its key: the number of bytes shared with the
// key before (0 at the start of a block) and the rest as a string. Behind the key stands
//
//	of a place (key: id): one byte (kind; 16 when there is a position; precision times 32), number of the parent + 1
//	    (0 none), population, latitude and longitude as signed varints of ten-thousandths of a degree, name as a string
//	of a name (key: folded name): number of places, then each place's number times 2, best known first,
//	    plus 1 when the name is an ordinary word as well (see Lookup); no places at all for a word that is no name
//	    but looks like a form of one
//	of a word for people (key: folded word): id of the country as a string
//
// The filter has two bits set (Bits) for every run of words that begins a name.
//
//go:embed data/table.bin
var embedded string

const tableMagic = "exhibit/place/2\n"

const (
	tableHeader = 16 + 4*12
	perBlock    = 16
	noParent    = ^uint32(0)
	maxDepth    = 16 // of parents; the table has five
)

// MaxName bounds a folded name, in bytes.
const MaxName = 200

var tableKinds = [...]string{KindCountry, KindCapital, KindRegion, KindCity, KindRaion, KindHromada, KindSettlement, KindVillage, KindCityDistrict, KindDistrict}

var tablePrecisions = [...]string{PrecisionPoint, PrecisionTown, PrecisionDistrict, PrecisionRegion, PrecisionCountry}

// section is one of the three runs of blocks.
type section struct {
	what   int // places, names or peoples: what stands behind a key
	n      int
	starts string // u32 for each block
	data   string
}

// table is the embedded table as laid out above.
type table struct {
	places, names, peoples section
	filter                 string
	filterBits             uint32
	maxWords               int
}

var defaultTable = sync.OnceValue(func() *Gazetteer {
	t, err := openTable(embedded)
	if err != nil {
		// The table is part of the program; a program whose table is damaged is not this program.
		panic(err)
	}
	return &Gazetteer{table: t}
})

// Default returns the embedded gazetteer.
func Default() *Gazetteer { return defaultTable() }

// openTable looks at the header only.
func openTable(s string) (*table, error) {
	if !strings.HasPrefix(s, tableMagic) {
		return nil, errors.New("reading gazetteer table: not in format exhibit/place/2")
	}
	if len(s) < tableHeader {
		return nil, errors.New("reading gazetteer table: damaged")
	}
	var h [12]uint32
	for i := range h {
		h[i] = u32(s, 16+4*i)
	}
	t := &table{filterBits: h[10], maxWords: int(h[11])}
	for i, sec := range []*section{&t.places, &t.names, &t.peoples} {
		n, starts, data, end := h[3*i], h[3*i+1], h[3*i+2], h[3*i+4]
		if i == 2 {
			end = h[9]
		}
		blocks := (uint64(n) + perBlock - 1) / perBlock
		if starts > data || data > end || uint64(end) > uint64(len(s)) || uint64(data-starts) != 4*blocks {
			return nil, fmt.Errorf("reading gazetteer table: section %d is damaged", i)
		}
		*sec = section{what: i, n: int(n), starts: s[starts:data], data: s[data:end]}
	}
	t.filter = s[h[9]:]
	if uint64(len(t.filter))*8 != uint64(t.filterBits) || t.maxWords > MaxName {
		return nil, errors.New("reading gazetteer table: its filter is damaged")
	}
	return t, nil
}

func u32(s string, i int) uint32 {
	return uint32(s[i]) | uint32(s[i+1])<<8 | uint32(s[i+2])<<16 | uint32(s[i+3])<<24
}

// block returns a cursor at the start of block b.
func (s *section) block(b int) cursor {
	at := u32(s.starts, 4*b)
	if uint64(at) > uint64(len(s.data)) {
		return cursor{bad: true}
	}
	return cursor{s: s.data[at:]}
}

// firstKey is the key of a block's first entry, which stands whole.
func (s *section) firstKey(b int) string {
	c := s.block(b)
	if c.number() != 0 {
		return ""
	}
	return c.str()
}

// blockOf finds the block that holds key if any does; -1 when key comes before all.
func (s *section) blockOf(key []byte) int {
	lo, hi := 0, len(s.starts)/4
	for lo < hi {
		mid := int(uint(lo+hi) / 2)
		if s.firstKey(mid) <= string(key) {
			lo = mid + 1
		} else {
			hi = mid
		}
	}
	return lo - 1
}

// entryKey is a key in the making: front-coded keys are put together in it.
type entryKey struct {
	b [MaxName + 56]byte
	n int
}

// next reads the next key.
func (k *entryKey) next(c *cursor) {
	shared := int(c.upTo(uint64(k.n)))
	rest := c.str()
	if c.bad || shared+len(rest) > len(k.b) {
		c.bad = true
		return
	}
	k.n = shared + copy(k.b[shared:], rest)
}

// seek returns a cursor behind the entry's key, and the entry's number.
func (s *section) seek(key []byte) (cursor, int, bool) {
	b := s.blockOf(key)
	if b < 0 {
		return cursor{}, 0, false
	}
	c := s.block(b)
	var k entryKey
	for i := b * perBlock; i < min((b+1)*perBlock, s.n) && !c.bad; i++ {
		k.next(&c)
		switch cmp := compare(k.b[:k.n], key); {
		case cmp == 0:
			return c, i, !c.bad
		case cmp > 0:
			return cursor{}, 0, false
		}
		s.skip(&c)
	}
	return cursor{}, 0, false
}

// skip passes over what stands behind a key.
func (s *section) skip(c *cursor) {
	switch s.what {
	case 0:
		skipRow(c)
	case 1:
		for n := c.count(1); n > 0 && !c.bad; n-- {
			c.number()
		}
	default:
		c.str()
	}
}

func compare(a, b []byte) int {
	switch x, y := string(a), string(b); {
	case x < y:
		return -1
	case x > y:
		return 1
	}
	return 0
}

// row is what the table says of one place.
type row struct {
	name            string
	lat, lon        float64
	population      uint32
	parent          uint32
	kind, precision uint8
	hasPoint        bool
}

func readRow(c *cursor) row {
	flags := c.byte()
	r := row{kind: min(flags&15, uint8(len(tableKinds)-1)), precision: min(flags>>5, uint8(len(tablePrecisions)-1)), hasPoint: flags&16 != 0}
	r.parent = uint32(c.upTo(1<<31)) - 1 // 0 becomes noParent
	r.population = uint32(c.upTo(1<<32 - 1))
	if r.hasPoint {
		r.lat = float64(c.signed()) / 1e4
		r.lon = float64(c.signed()) / 1e4
	}
	r.name = c.str()
	return r
}

// skipRow passes over a place.
func skipRow(c *cursor) {
	flags := c.byte()
	c.number()
	c.number()
	if flags&16 != 0 {
		c.number()
		c.number()
	}
	c.str()
}

// row decodes place i. The id is put together in k.
func (t *table) row(i uint32, k *entryKey) row {
	if uint64(i) >= uint64(t.places.n) {
		return row{parent: noParent}
	}
	c := t.places.block(int(i / perBlock))
	k.n = 0
	for range i % perBlock {
		k.next(&c)
		skipRow(&c)
	}
	k.next(&c)
	r := readRow(&c)
	if r.parent != noParent && uint64(r.parent) >= uint64(t.places.n) || c.bad {
		r.parent = noParent
	}
	return r
}

// hit is one place a name leads to.
type hit struct {
	place uint32
	weak  bool // the name is an ordinary word as well
}

// find appends the places of a folded name.
func (t *table) find(to []hit, key []byte) []hit {
	if len(key) == 0 || !t.begins(hash(key)) {
		return to
	}
	c, _, ok := t.names.seek(key)
	if !ok {
		return to
	}
	for n := c.count(1); n > 0 && !c.bad; n-- {
		v := c.number()
		if v>>1 < uint64(t.places.n) {
			to = append(to, hit{uint32(v >> 1), v&1 != 0})
		}
	}
	return to
}

// isWord reports whether the folded name is held as an ordinary word: no place bears it without words that call for it.
func (t *table) isWord(key []byte) bool {
	if !t.begins(hash(key)) {
		return false
	}
	c, _, ok := t.names.seek(key)
	if !ok {
		return false
	}
	for n := c.count(1); n > 0 && !c.bad; n-- {
		if c.number()&1 == 0 {
			return false
		}
	}
	return !c.bad
}

// begins reports whether words that hash to h may begin a name. A false yes is rare and costs a search.
func (t *table) begins(h uint64) bool {
	if t.filterBits == 0 {
		return false
	}
	for _, b := range Bits(h, t.filterBits) {
		if t.filter[b/8]&(1<<(b%8)) == 0 {
			return false
		}
	}
	return true
}

// Hash and Bits are how the table's filter is addressed; the maker of the table uses them too.
func Hash(folded string) uint64 { return hash([]byte(folded)) }

func hash(b []byte) uint64 { return hashOn(hashStart, b) }

const hashStart = 14695981039346656037

// hashOn continues a hash (FNV-1a), so that a longer run of words costs its new bytes only.
func hashOn(h uint64, b []byte) uint64 {
	for _, c := range b {
		h = (h ^ uint64(c)) * 1099511628211
	}
	return h
}

// Bits are the two bits of a filter of that size which stand for h.
func Bits(h uint64, size uint32) [2]uint32 {
	h ^= h >> 29
	h *= 0xbf58476d1ce4e5b9
	h ^= h >> 32
	return [2]uint32{uint32(uint64(uint32(h)) * uint64(size) >> 32), uint32(uint64(uint32(h>>32)*0x9e3779b1) * uint64(size) >> 32)}
}

// cursor reads the table and remembers that something did not fit, so that callers check once.
type cursor struct {
	s   string
	bad bool
}

func (c *cursor) byte() byte {
	if c.s == "" {
		c.bad = true
		return 0
	}
	b := c.s[0]
	c.s = c.s[1:]
	return b
}

func (c *cursor) number() uint64 {
	if len(c.s) > 0 && c.s[0] < 0x80 {
		v := uint64(c.s[0])
		c.s = c.s[1:]
		return v
	}
	var v uint64
	for i := 0; i < len(c.s) && i < 10; i++ {
		b := c.s[i]
		v |= uint64(b&0x7f) << (7 * i)
		if b < 0x80 {
			c.s = c.s[i+1:]
			return v
		}
	}
	c.bad, c.s = true, ""
	return 0
}

func (c *cursor) signed() int64 {
	v := c.number()
	return int64(v>>1) ^ -int64(v&1)
}

// upTo reads a number that may be at most top.
func (c *cursor) upTo(top uint64) uint64 {
	v := c.number()
	if v > top {
		c.bad, c.s = true, ""
		return 0
	}
	return v
}

// count reads how many entries follow, each of at least size bytes.
func (c *cursor) count(size int) int { return int(c.upTo(uint64(len(c.s) / size))) }

func (c *cursor) str() string {
	n := int(c.upTo(uint64(len(c.s))))
	if n > len(c.s) {
		c.bad, c.s = true, ""
		return ""
	}
	v := c.s[:n]
	c.s = c.s[n:]
	return v
}
