package place

import (
	"bufio"
	"cmp"
	"fmt"
	"io"
	"math"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"
)

// Outcome is what became of one line of an imported file. Every line that is not empty has one.
type Outcome struct {
	Line   int
	ID     string // of the place, when it was taken
	Reason string // why it was not; empty when it was taken
}

// Imported is the content of a file in the format of GeoNames.
type Imported struct {
	Places   []ImportedPlace
	Outcomes []Outcome
}

// ImportedPlace is one line: a place and all its names.
type ImportedPlace struct {
	Place  Place // without parents
	Names  []string
	Admin1 string // code of the first level, "" when not stated
	Admin2 string
}

// geoNamesFields is the number of columns of GeoNames' main table.
const geoNamesFields = 19

// maxLine bounds one line: the longest in GeoNames' own files has some 15,000 bytes.
const maxLine = 1 << 20

// ReadGeoNames reads a table in the format of GeoNames' allCountries.txt: 19 columns with tabs between. A line that
// cannot be used has an outcome with the reason, and nothing of it is taken. The error is for what ends the reading.
func ReadGeoNames(r io.Reader) (*Imported, error) {
	in := new(Imported)
	seen := map[string]int{}
	br := bufio.NewReaderSize(r, 64<<10)
	for line := 1; ; line++ {
		text, long, err := readLine(br)
		if err != nil && err != io.EOF {
			return nil, fmt.Errorf("reading line %d: %w", line, err)
		}
		if line == 1 {
			text = strings.TrimPrefix(text, "\ufeff")
		}
		if text = strings.TrimRight(text, "\r\n"); text != "" || long {
			p, reason := parseLine(text, long)
			if first := seen[p.Place.ID]; reason == "" && first > 0 {
				reason = fmt.Sprintf("line %d has the same GeoNames number", first)
			}
			if reason == "" {
				seen[p.Place.ID] = line
				in.Places = append(in.Places, p)
				in.Outcomes = append(in.Outcomes, Outcome{Line: line, ID: p.Place.ID})
			} else {
				in.Outcomes = append(in.Outcomes, Outcome{Line: line, Reason: reason})
			}
		}
		if err == io.EOF {
			return in, nil
		}
	}
}

// readLine reads to the next line feed; of a line that is too long the rest is passed over.
func readLine(br *bufio.Reader) (text string, long bool, err error) {
	var b []byte
	for {
		part, err := br.ReadSlice('\n')
		if len(b)+len(part) <= maxLine {
			b = append(b, part...)
		} else {
			long = true
		}
		if err != bufio.ErrBufferFull {
			return string(b), long, err
		}
	}
}

func parseLine(text string, long bool) (ImportedPlace, string) {
	if long {
		return ImportedPlace{}, fmt.Sprintf("longer than %d bytes", maxLine)
	}
	if !utf8.ValidString(text) {
		return ImportedPlace{}, "not UTF-8"
	}
	f := strings.Split(text, "\t")
	if len(f) != geoNamesFields {
		return ImportedPlace{}, fmt.Sprintf("%d columns, not %d", len(f), geoNamesFields)
	}
	number, err := strconv.ParseUint(f[0], 10, 32)
	if err != nil || number == 0 {
		return ImportedPlace{}, fmt.Sprintf("%.40q is no GeoNames number", f[0])
	}
	if Fold(f[1]) == "" || len(Fold(f[1])) > MaxName {
		return ImportedPlace{}, "no name that could be looked up"
	}
	if len(f[8]) != 2 || f[8][0] < 'A' || f[8][0] > 'Z' || f[8][1] < 'A' || f[8][1] > 'Z' {
		return ImportedPlace{}, fmt.Sprintf("%.20q is no country code", f[8])
	}
	kind, precision := importedKind(f[6], f[7])
	if kind == "" {
		return ImportedPlace{}, fmt.Sprintf("feature %.2s.%.10s is neither a place where people live nor an area of one", f[6], f[7])
	}
	p := ImportedPlace{Admin1: f[10], Admin2: f[11], Place: Place{
		ID: f[8] + "/" + strconv.FormatUint(number, 10), Name: f[1], Country: f[8], Kind: kind, Precision: precision}}
	var reason string
	if p.Place.Lat, p.Place.Lon, reason = position(f[4], f[5]); reason != "" {
		return ImportedPlace{}, reason
	}
	p.Place.HasPoint = true
	if f[14] != "" {
		n, err := strconv.ParseUint(f[14], 10, 40)
		if err != nil {
			return ImportedPlace{}, fmt.Sprintf("%.40q is no number of inhabitants", f[14])
		}
		p.Place.Population = int(min(n, math.MaxUint32))
	}
	p.Names = []string{f[1]}
	for _, n := range append([]string{f[2]}, strings.Split(f[3], ",")...) {
		if k := Fold(n); k != "" && len(k) <= MaxName && utf8.RuneCountInString(k) > 1 && !slices.Contains(p.Names, n) {
			p.Names = append(p.Names, n)
		}
	}
	return p, ""
}

func position(lat, lon string) (float64, float64, string) {
	la, err1 := strconv.ParseFloat(lat, 64)
	lo, err2 := strconv.ParseFloat(lon, 64)
	if err1 != nil || err2 != nil || !(la >= -90 && la <= 90) || !(lo >= -180 && lo <= 180) {
		return 0, 0, fmt.Sprintf("%.20q, %.20q is no position on the globe", lat, lon)
	}
	return la, lo, ""
}

// importedKind maps GeoNames' feature codes. An area's coordinate is its middle, and its precision says so.
func importedKind(class, code string) (kind, precision string) {
	switch {
	case code == "PPLC":
		return KindCapital, PrecisionTown
	case code == "PPLA", code == "PPLA2":
		return KindCity, PrecisionTown
	case code == "PPLX":
		return KindCityDistrict, PrecisionTown
	case class == "P":
		return KindSettlement, PrecisionTown
	case code == "ADM1":
		return KindRegion, PrecisionRegion
	case class == "A" && (code == "ADM2" || code == "ADM3" || code == "ADM4" || code == "ADMD"):
		return KindDistrict, PrecisionDistrict
	case code == "CMP" || code == "RFC" || code == "CMPRF":
		return KindSettlement, PrecisionTown
	}
	return "", ""
}

// layer is imported places beside the table.
type layer struct {
	rows     []layerRow
	byID     map[string]int
	names    map[string][]uint32 // numbers as in hit
	starts   map[uint64]bool
	maxWords int
}

type layerRow struct {
	place  Place
	parent uint32
}

// With returns a gazetteer that also knows the imported places. Places the table holds under the same id keep what it
// says and answer to the imported names as well; imported areas are not containers.
func (g *Gazetteer) With(in *Imported) *Gazetteer {
	l := &layer{byID: map[string]int{}, names: map[string][]uint32{}, starts: map[uint64]bool{}}
	if g.extra != nil {
		l.take(g.extra)
	}
	for _, p := range in.Places {
		i, known := g.held(p)
		if !known {
			i = uint32(g.places.n + l.put(p.Place, g.containerOf(p)))
		}
		for _, n := range p.Names {
			l.call(i, Fold(n))
		}
	}
	merged := &Gazetteer{table: g.table, extra: l}
	for _, is := range l.names {
		merged.order(is)
	}
	return merged
}

// held finds the place of the table that an imported line speaks of: the same id, or a common name and at most 5 km.
func (g *Gazetteer) held(p ImportedPlace) (uint32, bool) {
	if _, i, ok := g.places.seek([]byte(p.Place.ID)); ok {
		return uint32(i), true
	}
	if p.Place.Precision != PrecisionTown {
		return 0, false
	}
	for _, n := range p.Names {
		for _, h := range g.table.find(nil, []byte(Fold(n))) {
			if q := g.place(h.place); q.Country == p.Place.Country && q.Precision == PrecisionTown && Distance(p.Place, q) < 5 {
				return h.place, true
			}
		}
	}
	return 0, false
}

// order sorts the places of one name, best known first.
func (g *Gazetteer) order(is []uint32) {
	slices.SortFunc(is, func(a, b uint32) int {
		x, y := g.place(a), g.place(b)
		return cmp.Or(cmp.Compare(standing(x), standing(y)), cmp.Compare(y.Population, x.Population), strings.Compare(x.ID, y.ID))
	})
}

func (l *layer) put(p Place, parent uint32) int {
	i, known := l.byID[p.ID]
	if !known {
		i = len(l.rows)
		l.byID[p.ID] = i
		l.rows = append(l.rows, layerRow{})
	}
	l.rows[i] = layerRow{place: p, parent: parent}
	return i
}

func (l *layer) take(from *layer) {
	l.rows = slices.Clone(from.rows)
	l.maxWords = from.maxWords
	for id, i := range from.byID {
		l.byID[id] = i
	}
	for k, is := range from.names {
		l.names[k] = slices.Clone(is)
	}
	for h := range from.starts {
		l.starts[h] = true
	}
}

func (l *layer) call(i uint32, key string) {
	if slices.Contains(l.names[key], i) {
		return
	}
	l.names[key] = append(l.names[key], i)
	words := 0
	for end := 0; end <= len(key); end++ {
		if end == len(key) || key[end] == ' ' {
			l.starts[Hash(key[:end])] = true
			words++
		}
	}
	l.maxWords = max(l.maxWords, words)
}

// containerOf is the narrowest area of the table that the line names.
func (g *Gazetteer) containerOf(p ImportedPlace) uint32 {
	c := p.Place.Country
	for _, id := range []string{c + "." + p.Admin1 + "." + p.Admin2, c + "." + p.Admin1, c} {
		if _, i, ok := g.places.seek([]byte(id)); ok {
			return uint32(i)
		}
	}
	return noParent
}

func (g *Gazetteer) imported(i int) Place {
	r := g.extra.rows[i]
	p := r.place
	g.addParents(&p, r.parent)
	return p
}
