package place

import (
	"bytes"
	"math"
	"slices"
)

// Precision values, finest first. They say how far the coordinate of a Place can be trusted, never more than the words.
const (
	PrecisionPoint    = "point"
	PrecisionTown     = "town"
	PrecisionDistrict = "district"
	PrecisionRegion   = "region"
	PrecisionCountry  = "country"
)

// Kind values of a Place.
const (
	KindCountry      = "country"
	KindCapital      = "capital"
	KindRegion       = "region"        // oblast, state, department, governorate, province, territory
	KindCity         = "city"          // has the status of a city, or is widely known
	KindRaion        = "raion"         // district of Ukraine
	KindHromada      = "hromada"       // municipality of Ukraine
	KindSettlement   = "settlement"    // Ukrainian селище; a smaller town elsewhere
	KindVillage      = "village"       // Ukrainian село
	KindCityDistrict = "city-district" // borough of a city
	KindDistrict     = "district"      // county, municipality or district outside Ukraine
)

// Place is one place of the gazetteer.
type Place struct {
	ID         string   // KATOTTG code in Ukraine; ISO code for countries; COUNTRY.area codes; COUNTRY/slug or COUNTRY/GeoNames number
	Name       string   // canonical English
	Country    string   // ISO 3166-1 alpha-2
	Precision  string   // of the coordinate: point town district region country
	Parents    []string // names, widest to narrowest, the place itself excluded
	ParentIDs  []string // ids in the same order
	Lat, Lon   float64  // meaningful only when HasPoint
	HasPoint   bool
	Kind       string
	Population int // 0: not known
}

// Path is Parents followed by the place's own name: the form of `places` in the machine-readable contract.
func (p Place) Path() []string {
	return append(append(make([]string, 0, len(p.Parents)+1), p.Parents...), p.Name)
}

// Gazetteer is the embedded table, with or without imported places. It is read-only and safe for concurrent use.
type Gazetteer struct {
	*table
	extra *layer // nil: none imported
}

// Lookup returns the places that bear this name, in any script, spelling and grammatical form that is known of them, best
// known first: countries, capitals, regions and cities by inhabitants, districts, communities, smaller places.
// "Gary, Indiana" gives the places of the first name within the second. Nothing is returned for a name that is not held,
// and nothing for one that is an ordinary word as well ("Of", "Mala"): those count only beside words that call for
// them (see Find).
func (g *Gazetteer) Lookup(name string) []Place {
	var space [8]hit
	hits, _ := g.named(space[:0], name)
	return g.placesOf(hits)
}

// Begins reports whether a name that Lookup knows may begin with this word, in any form of the word. A false yes is rare;
// where it says no, Lookup has nothing for any name of several words of which this is the first.
func (g *Gazetteer) Begins(word string) bool {
	var space [MaxName]byte
	first := appendFold(space[:0], word)
	if k := bytes.IndexByte(first, ' '); k >= 0 {
		first = first[:k]
	}
	if len(first) == 0 || first[0] < 0x80 {
		return true // names in Latin letters are known by their sound too
	}
	return g.opens(first)
}

// placesOf makes places of hits.
func (g *Gazetteer) placesOf(hits []hit) []Place {
	if len(hits) == 0 {
		return nil
	}
	out := make([]Place, len(hits))
	for i, h := range hits {
		out[i] = g.place(h.place)
	}
	return out
}

// ByID returns the place with this id.
func (g *Gazetteer) ByID(id string) (Place, bool) {
	i, ok := g.index(id)
	if !ok {
		return Place{}, false
	}
	return g.place(i), true
}

// Within reports whether child lies in parent, by id. A place lies within itself; an unknown id lies nowhere.
func (g *Gazetteer) Within(child, parent string) bool {
	c, ok := g.index(child)
	if !ok {
		return false
	}
	p, ok := g.index(parent)
	return ok && g.within(c, p)
}

func (g *Gazetteer) within(c, p uint32) bool {
	for depth := 0; c != noParent && depth < maxDepth; depth++ {
		if c == p {
			return true
		}
		c = g.parent(c)
	}
	return false
}

func (g *Gazetteer) index(id string) (uint32, bool) {
	if _, i, ok := g.places.seek([]byte(id)); ok {
		return uint32(i), true
	}
	if g.extra != nil {
		if i, ok := g.extra.byID[id]; ok {
			return uint32(g.places.n + i), true
		}
	}
	return 0, false
}

func (g *Gazetteer) parent(i uint32) uint32 {
	if uint64(i) >= uint64(g.places.n) {
		return g.extra.rows[int(i)-g.places.n].parent
	}
	var k entryKey
	return g.row(i, &k).parent
}

func (g *Gazetteer) place(i uint32) Place {
	if uint64(i) >= uint64(g.places.n) {
		return g.imported(int(i) - g.places.n)
	}
	var k entryKey
	r := g.row(i, &k)
	p := placeOf(r, string(k.b[:k.n]))
	g.addParents(&p, r.parent)
	return p
}

func placeOf(r row, id string) Place {
	return Place{
		ID: id, Name: r.name, Country: id[:min(2, len(id))], Population: int(r.population),
		Precision: tablePrecisions[r.precision], Kind: tableKinds[r.kind], Lat: r.lat, Lon: r.lon, HasPoint: r.hasPoint,
	}
}

func (g *Gazetteer) addParents(p *Place, up uint32) {
	for depth := 0; up != noParent && depth < maxDepth; depth++ {
		var k entryKey
		r := g.row(up, &k)
		p.Parents, p.ParentIDs = append(p.Parents, r.name), append(p.ParentIDs, string(k.b[:k.n]))
		up = r.parent
	}
	slices.Reverse(p.Parents)
	slices.Reverse(p.ParentIDs)
}

// region is the id of the first level below the country; empty for countries and for places that are that level.
func region(p Place) string {
	if len(p.ParentIDs) < 2 {
		return ""
	}
	return p.ParentIDs[1]
}

// standing groups kinds that a bare name cannot tell apart.
func standing(p Place) int {
	switch p.Kind {
	case KindCountry:
		return 0
	case KindCapital:
		return 1
	case KindRegion:
		return 2
	case KindCity:
		if p.Population >= 50000 {
			return 3
		}
		return 4
	case KindRaion, KindHromada, KindDistrict:
		return 5
	default:
		return 6
	}
}

const earthRadiusKm = 6371.0088

// Distance is the great-circle distance in kilometres; NaN when either place has no position.
func Distance(a, b Place) float64 {
	if !a.HasPoint || !b.HasPoint {
		return math.NaN()
	}
	return Kilometres(a.Lat, a.Lon, b.Lat, b.Lon)
}

// Kilometres is the great-circle distance between two positions in degrees.
func Kilometres(lat1, lon1, lat2, lon2 float64) float64 {
	const rad = math.Pi / 180
	dLat, dLon := (lat2-lat1)*rad, (lon2-lon1)*rad
	s, t := math.Sin(dLat/2), math.Sin(dLon/2)
	h := s*s + math.Cos(lat1*rad)*math.Cos(lat2*rad)*t*t
	return 2 * earthRadiusKm * math.Asin(math.Min(1, math.Sqrt(h)))
}

// Demonym returns the country id for a word such as "Ukrainian" or "Russians". It is kept apart from Lookup because
// such a word names people or a state, never a place: "Russian shelling" did not happen in Russia.
func (g *Gazetteer) Demonym(word string) (countryID string, ok bool) {
	c, _, ok := g.peoples.seek([]byte(Fold(word)))
	if !ok {
		return "", false
	}
	return c.str(), true
}

// MaxWords is the number of words of the longest name in the table: how far a reader has to look ahead.
func (g *Gazetteer) MaxWords() int {
	if g.extra != nil {
		return max(g.maxWords, g.extra.maxWords)
	}
	return g.maxWords
}
