package place

import (
	"math"
	"slices"
	"sort"
	"strings"
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
	KindRegion       = "region"        // oblast, autonomous republic, province, territory
	KindCity         = "city"          // has the status of a city, or is widely known
	KindRaion        = "raion"         // district of Ukraine
	KindHromada      = "hromada"       // municipality of Ukraine
	KindSettlement   = "settlement"    // Ukrainian селище
	KindVillage      = "village"       // Ukrainian село
	KindCityDistrict = "city-district" // borough of a city
)

// Place is one place of the gazetteer.
type Place struct {
	ID         string   // KATOTTG code in Ukraine; ISO code for countries; COUNTRY/slug elsewhere
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

// Lookup returns the places that bear exactly this name, folded, in any script and spelling the table holds, best known
// first: countries, capitals, regions, cities by population, districts, communities, settlements, villages.
// Nothing is returned for a name that is not in the table.
func (g *Gazetteer) Lookup(name string) []Place {
	key := Fold(name)
	hits := g.find(key)
	if hits == nil {
		if rest, ok := strings.CutPrefix(key, "the "); ok {
			hits = g.find(rest)
		}
	}
	if hits == nil {
		return nil
	}
	out := make([]Place, len(hits))
	for i, h := range hits {
		out[i] = g.place(h)
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
	if !ok {
		return false
	}
	for {
		if c == p {
			return true
		}
		up := g.rows[c].parent
		if up == noParent {
			return false
		}
		c = up
	}
}

// Choose settles which of several places of one name is meant. A single candidate is chosen; so is one that alone lies
// within, or contains, a place of the context, or failing that alone lies in the region of one; so is one that is better
// known in kind than all others (a city beside villages of the same name). Otherwise ok is false and nobody may pick one:
// the first is returned for display only.
func (g *Gazetteer) Choose(candidates []Place, context ...Place) (chosen Place, ok bool) {
	switch len(candidates) {
	case 0:
		return Place{}, false
	case 1:
		return candidates[0], true
	}
	for _, belongs := range []func(c, x Place) bool{
		func(c, x Place) bool { return g.Within(c.ID, x.ID) || g.Within(x.ID, c.ID) },
		func(c, x Place) bool { r := region(x); return r != "" && r == region(c) },
	} {
		near := belonging(candidates, context, belongs)
		if len(near) > 0 {
			candidates = near
			break
		}
	}
	first := candidates[0]
	if len(candidates) == 1 || standing(first) < standing(candidates[1]) {
		return first, true
	}
	return first, false
}

func belonging(candidates, context []Place, belongs func(c, x Place) bool) []Place {
	var near []Place
	for _, c := range candidates {
		if slices.ContainsFunc(context, func(x Place) bool { return c.ID != x.ID && belongs(c, x) }) {
			near = append(near, c)
		}
	}
	return near
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
	case KindRaion, KindHromada:
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
	key := Fold(word)
	i := sort.Search(len(g.demonyms), func(i int) bool { return g.demonyms[i].word >= key })
	if i < len(g.demonyms) && g.demonyms[i].word == key {
		return g.demonyms[i].country, true
	}
	return "", false
}

// MaxWords is the number of words of the longest name in the table: how far a reader has to look ahead.
func (g *Gazetteer) MaxWords() int { return g.maxWords }
