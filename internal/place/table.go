package place

import (
	"bytes"
	"compress/gzip"
	_ "embed"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"math"
	"sort"
	"strings"
	"sync"
)

// The embedded table, made by internal/place/gen from the sources named in data/ATTRIBUTION.md.
//
// Layout, after gzip. Numbers are unsigned varints unless said otherwise; a string is its length and its bytes.
//
//	"exhibit/place/1\n"
//	number of places, sorted by id, then each:
//	    parent (its number + 1; 0 none; parents come before children), kind, precision, country (2 bytes), id, name,
//	    population, 1 or 0 for a position; if 1: latitude, longitude as signed varints of ten-thousandths of a degree
//	number of names, sorted by bytes, then each:
//	    bytes shared with the name before, the remaining bytes as a string, number of places, place numbers best first
//	number of demonyms, sorted by bytes, then each: word, country id
//
//go:embed data/table.bin.gz
var embedded []byte

const tableMagic = "exhibit/place/1\n"

// maxTable bounds what the decoder will unpack.
const maxTable = 64 << 20

// maxName bounds a folded name.
const maxName = 200

const noParent = math.MaxUint32

var tableKinds = [...]string{KindCountry, KindCapital, KindRegion, KindCity, KindRaion, KindHromada, KindSettlement, KindVillage, KindCityDistrict}

var tablePrecisions = [...]string{PrecisionPoint, PrecisionTown, PrecisionDistrict, PrecisionRegion, PrecisionCountry}

// Gazetteer is the decoded table. It is read-only and safe for concurrent use.
type Gazetteer struct {
	rows     []row  // sorted by id
	keys     string // all folded names, one after another, sorted
	keyEnd   []uint32
	hits     []uint32 // row numbers, best first within each name
	hitEnd   []uint32
	demonyms []demonym
	maxWords int
}

type row struct {
	id, name, country string
	lat, lon          float64
	population        uint32
	parent            uint32
	kind, precision   uint8
	hasPoint          bool
}

type demonym struct{ word, country string }

var defaultTable = sync.OnceValue(func() *Gazetteer {
	g, err := decode(embedded)
	if err != nil {
		// The table is part of the program; a program whose table is damaged is not this program.
		panic(err)
	}
	return g
})

// Default returns the embedded gazetteer, decoded on first call.
func Default() *Gazetteer { return defaultTable() }

func decode(packed []byte) (*Gazetteer, error) {
	zr, err := gzip.NewReader(bytes.NewReader(packed))
	if err != nil {
		return nil, fmt.Errorf("reading gazetteer table: %w", err)
	}
	var raw strings.Builder
	// gzip ends with the length of what it holds; a false one only costs a reallocation.
	raw.Grow(int(min(binary.LittleEndian.Uint32(packed[len(packed)-4:]), maxTable)))
	n, err := io.Copy(&raw, io.LimitReader(zr, maxTable+1))
	if err != nil {
		return nil, fmt.Errorf("reading gazetteer table: %w", err)
	}
	if n > maxTable {
		return nil, fmt.Errorf("reading gazetteer table: more than %d bytes", maxTable)
	}
	return decodeRaw(raw.String())
}

func decodeRaw(s string) (*Gazetteer, error) {
	s, ok := strings.CutPrefix(s, tableMagic)
	if !ok {
		return nil, errors.New("reading gazetteer table: not in format exhibit/place/1")
	}
	c := &cursor{s: s}
	g := new(Gazetteer)
	g.decodeRows(c)
	g.decodeNames(c)
	g.decodeDemonyms(c)
	if c.bad {
		return nil, errors.New("reading gazetteer table: damaged")
	}
	if c.s != "" {
		return nil, fmt.Errorf("reading gazetteer table: %d bytes after the end", len(c.s))
	}
	return g, nil
}

func (g *Gazetteer) decodeRows(c *cursor) {
	n := c.count(8)
	g.rows = make([]row, 0, n)
	for i := 0; i < n && !c.bad; i++ {
		r := row{parent: uint32(c.upTo(uint64(i))) - 1} // 0 becomes noParent
		r.kind = uint8(c.upTo(uint64(len(tableKinds) - 1)))
		r.precision = uint8(c.upTo(uint64(len(tablePrecisions) - 1)))
		r.country = c.take(2)
		r.id = c.str()
		r.name = c.str()
		if i > 0 && r.id <= g.rows[i-1].id {
			c.bad = true
		}
		r.population = uint32(c.upTo(math.MaxUint32))
		if r.hasPoint = c.upTo(1) == 1; r.hasPoint {
			r.lat = float64(c.signed()) / 1e4
			r.lon = float64(c.signed()) / 1e4
		}
		g.rows = append(g.rows, r)
	}
}

func (g *Gazetteer) decodeNames(c *cursor) {
	n := c.count(4)
	g.keyEnd = make([]uint32, 0, n)
	g.hitEnd = make([]uint32, 0, n)
	g.hits = make([]uint32, 0, 2*n)
	keys := make([]byte, 0, 16*n)
	prev := 0 // where the name before begins in keys
	for i := 0; i < n && !c.bad; i++ {
		start := len(keys)
		shared := int(c.upTo(uint64(start - prev)))
		keys = append(keys, keys[prev:prev+shared]...)
		keys = append(keys, c.str()...)
		key := keys[start:]
		if len(key) > maxName || i > 0 && bytes.Compare(key, keys[prev:start]) <= 0 {
			c.bad = true
			return
		}
		prev = start
		g.maxWords = max(g.maxWords, 1+bytes.Count(key, []byte{' '}))
		g.keyEnd = append(g.keyEnd, uint32(len(keys)))
		for range c.count(1) {
			g.hits = append(g.hits, uint32(c.below(uint64(len(g.rows)))))
		}
		g.hitEnd = append(g.hitEnd, uint32(len(g.hits)))
	}
	g.keys = string(keys)
}

func (g *Gazetteer) decodeDemonyms(c *cursor) {
	n := c.count(2)
	for i := 0; i < n && !c.bad; i++ {
		g.demonyms = append(g.demonyms, demonym{c.str(), c.str()})
	}
	if !sort.SliceIsSorted(g.demonyms, func(i, j int) bool { return g.demonyms[i].word < g.demonyms[j].word }) {
		c.bad = true
	}
}

// key returns the i-th folded name.
func (g *Gazetteer) key(i int) string {
	start := uint32(0)
	if i > 0 {
		start = g.keyEnd[i-1]
	}
	return g.keys[start:g.keyEnd[i]]
}

func (g *Gazetteer) find(key string) []uint32 {
	i := sort.Search(len(g.keyEnd), func(i int) bool { return g.key(i) >= key })
	if key == "" || i == len(g.keyEnd) || g.key(i) != key {
		return nil
	}
	start := uint32(0)
	if i > 0 {
		start = g.hitEnd[i-1]
	}
	return g.hits[start:g.hitEnd[i]]
}

func (g *Gazetteer) index(id string) (uint32, bool) {
	i := sort.Search(len(g.rows), func(i int) bool { return g.rows[i].id >= id })
	if i < len(g.rows) && g.rows[i].id == id {
		return uint32(i), true
	}
	return 0, false
}

func (g *Gazetteer) place(i uint32) Place {
	r := &g.rows[i]
	p := Place{
		ID: r.id, Name: r.name, Country: r.country, Population: int(r.population),
		Precision: tablePrecisions[r.precision], Kind: tableKinds[r.kind],
		Lat: r.lat, Lon: r.lon, HasPoint: r.hasPoint,
	}
	depth := 0
	for up := r.parent; up != noParent; up = g.rows[up].parent {
		depth++
	}
	p.Parents, p.ParentIDs = make([]string, depth), make([]string, depth)
	for up := r.parent; up != noParent; up = g.rows[up].parent {
		depth--
		p.Parents[depth], p.ParentIDs[depth] = g.rows[up].name, g.rows[up].id
	}
	return p
}

// cursor reads the table and remembers that something did not fit, so that callers check once.
type cursor struct {
	s   string
	bad bool
}

func (c *cursor) number() uint64 {
	if c.s != "" && c.s[0] < 0x80 {
		v := c.s[0]
		c.s = c.s[1:]
		return uint64(v)
	}
	var v uint64
	for i := 0; i < len(c.s) && i < binary.MaxVarintLen64; i++ {
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

// below reads a number that must be less than end.
func (c *cursor) below(end uint64) uint64 {
	if end == 0 {
		c.bad, c.s = true, ""
		return 0
	}
	return c.upTo(end - 1)
}

// count reads how many entries follow, each of at least size bytes, so that a false number reserves no memory.
func (c *cursor) count(size int) int { return int(c.upTo(uint64(len(c.s) / size))) }

func (c *cursor) take(n int) string {
	if n > len(c.s) {
		c.bad, c.s = true, ""
		return ""
	}
	t := c.s[:n]
	c.s = c.s[n:]
	return t
}

func (c *cursor) str() string { return c.take(int(c.upTo(uint64(len(c.s))))) }
