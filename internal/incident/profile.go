package incident

import (
	"cmp"
	"hash/fnv"
	"math"
	"slices"
	"strings"
	"time"
	"unicode"

	"golang.org/x/text/unicode/norm"

	"exhibit/internal/claim"
)

// family groups the types of events that reports use for one thing: a shelling in one report is an attack in the next.
type family int

const (
	other family = iota
	attack
	killing
	site
	taking // detention, kidnapping
	torture
	sexual
	robbery
	displacement
)

func familyOf(kind string) family {
	switch kind {
	case "attack", "bombing", "shelling", "airstrike", "arson":
		return attack
	case "killing", "shooting":
		return killing
	case "site_found":
		return site
	case "kidnapping", "detention", "hijacking", "forced_work":
		return taking
	case "torture":
		return torture
	case "sexual_violence":
		return sexual
	case "robbery":
		return robbery
	case "displacement":
		return displacement
	}
	return other
}

// profile is what a reported event is compared by.
type profile struct {
	event     int // index
	family    family
	kind      string
	place     string   // comparable name or gazetteer id of the narrowest place; "" when unknown
	name      string   // comparable name of that place
	around    []string // comparable names of the places it lies in
	precision int      // see precisionOf
	lat, lon  float64
	point     bool
	from, to  int    // days since 1970; both 0 when unknown
	told      int    // the day by which it had happened: the report's, when the words name none; 0 when unknown
	found     bool   // tells of bodies or graves
	sentence  uint64 // of the words that first tell of it, when they are many; 0 else
	objects   []string
	weapons   []string
	killed    [2]int // -1 unknown
	injured   [2]int
	bodies    int // -1 unknown
	total     bool
	aside     bool     // a running total or an opinion: no incident
	figures   []figure // of a total
	text      int      // index of the report's words, -1 when there are none
	siblings  int      // events its report tells of, itself included
	first     bool     // told of before the others
}

// wide reports whether no more than the country is known of an event's place.
func (p *profile) wide() bool { return p.precision == country }

type figure struct {
	measure string
	value   int
}

const (
	nowhere = iota
	country
	region
	district
	town
	spot
)

func precisionOf(s string) int {
	switch s {
	case "point":
		return spot
	case "town":
		return town
	case "district":
		return district
	case "region":
		return region
	case "country":
		return country
	}
	return nowhere
}

// profileOf reads an event and the claims it rests on.
func profileOf(i int, e *claim.Event, claims []*claim.Claim, told int) profile {
	p := profile{event: i, text: -1, siblings: 1, first: true, family: familyOf(e.Type), kind: e.Type, told: told, killed: [2]int{-1, -1}, injured: [2]int{-1, -1}, bodies: -1}
	p.name = fold(e.Place)
	p.place = cmp.Or(e.PlaceID, p.name)
	for _, a := range slices.Concat(e.Around, e.Places) {
		if a = fold(a); a != "" && a != fold(e.Place) {
			p.around = append(p.around, a)
		}
	}
	p.precision = precisionOf(e.Precision)
	if p.place != "" && p.precision == nowhere {
		p.precision = town // a name with no word about what it names: taken at its face, as a town
	}
	if e.Lat != nil && e.Lon != nil && p.precision >= town {
		p.lat, p.lon, p.point = *e.Lat, *e.Lon, true
	}
	p.from, p.to = day(e.DateMin), day(e.DateMax)
	if p.from == 0 || p.to == 0 || p.to < p.from {
		p.from, p.to = 0, 0
	}
	if last := day(e.DateMax); last != 0 && (p.told == 0 || last < p.told) {
		p.told = last
	}
	p.objects = objectsOf(e.ObjectTypes)
	p.found = p.family == site || p.family == killing && (remains(e.Anchor) || slices.ContainsFunc(e.ObjectTypes, remains))
	for _, w := range e.Weapons {
		if t := fold(cmp.Or(w.Type, w.Name)); t != "" {
			p.weapons = append(p.weapons, t)
		}
	}
	slices.Sort(p.weapons)
	p.weapons = slices.Compact(p.weapons)
	p.sentence = sentenceOf(e.Anchor)
	bounds(&p.killed, e.KilledMin, e.KilledMax)
	bounds(&p.injured, e.InjuredMin, e.InjuredMax)
	for _, c := range claims {
		if c.Status != "rejected" {
			p.count(c)
		}
	}
	slices.SortFunc(p.figures, func(a, b figure) int { return cmp.Or(cmp.Compare(a.measure, b.measure), cmp.Compare(a.value, b.value)) })
	p.figures = slices.Compact(p.figures)
	// What is told of a country on one day and of one object is a strike whose town the report does not name; all else told of
	// a country is a total.
	if p.precision == country && (len(p.objects) == 0 || p.from == 0 || p.from != p.to) || p.from != 0 && p.to-p.from > longest {
		p.total = true
	}
	return p
}

// longest is the number of days beyond which a thing is a campaign and not one event.
const longest = 31

// count takes the numbers of one claim of the event.
func (p *profile) count(c *claim.Claim) {
	if c.BodiesFound != nil {
		p.bodies = *c.BodiesFound
		p.found = true
	}
	if c.Kind != claim.Casualty {
		return
	}
	several := len(c.Places) > 1 && (c.PlacePrecision == "region" || c.PlacePrecision == "country" || c.PlacePrecision == "district")
	if c.Cumulative != nil && *c.Cumulative || several && c.AsOf != "" {
		p.total = true
	}
	for _, m := range []struct {
		name string
		n    *int
	}{{"killed", c.Killed}, {"injured", c.Injured}, {"combined", c.CombinedTotal}, {"bodies", c.BodiesFound}} {
		if m.n != nil {
			p.figures = append(p.figures, figure{m.name, *m.n})
		}
	}
}

// sentenceWords is the length from which a sentence repeated word for word is a copy and not a coincidence.
const sentenceWords = 9

// sentenceOf is a number that equal sentences share, whatever their case and punctuation; 0 for short ones.
func sentenceOf(anchor string) uint64 {
	words := fold(anchor)
	if strings.Count(words, " ")+1 < sentenceWords {
		return 0
	}
	h := fnv.New64a()
	h.Write([]byte(words))
	return h.Sum64() | 1
}

// remains reports whether words tell of bodies or graves.
func remains(text string) bool {
	for w := range strings.FieldsSeq(fold(text)) {
		switch w {
		case "body", "bodies", "corpse", "corpses", "grave", "graves", "buried", "remains", "тело", "тела", "тіло", "тіла", "могила", "могилы", "могили", "трупы", "جثة", "جثث", "مقبرة":
			return true
		}
	}
	return false
}

func bounds(to *[2]int, low, high *int) {
	if low != nil {
		to[0] = *low
	}
	if high != nil {
		to[1] = *high
	}
}

// objectsOf drops what fits everything ("building", "civilian object") and folds the rest.
func objectsOf(types []string) []string {
	var out []string
	for _, t := range types {
		switch t = fold(t); t {
		case "", "building", "buildings", "object", "civilian object", "civilian objects", "infrastructure", "civilian infrastructure", "settlement", "unknown", "other":
		default:
			out = append(out, t)
		}
	}
	slices.Sort(out)
	return slices.Compact(out)
}

// sameObject reports whether two words may name one object: the words of the one are among the other's ("hospital", "maternity
// hospital").
func sameObject(a, b string) bool {
	if a == b {
		return true
	}
	if len(a) > len(b) {
		a, b = b, a
	}
	b = " " + strings.ReplaceAll(b, "_", " ") + " "
	for w := range strings.FieldsSeq(strings.ReplaceAll(a, "_", " ")) {
		if !strings.Contains(b, " "+w+" ") {
			return false
		}
	}
	return true
}

// shareObject reports whether two lists of objects, neither empty, have one that may be the same.
func shareObject(a, b []string) bool {
	for _, x := range a {
		for _, y := range b {
			if sameObject(x, y) {
				return true
			}
		}
	}
	return false
}

// day is the number of days from 1970-01-01 to an ISO day, 0 when there is none.
func day(s string) int {
	t, err := time.Parse(time.DateOnly, s)
	if err != nil {
		return 0
	}
	return int(t.Unix() / 86400)
}

// kilometres between two points, on a sphere.
func kilometres(a, b *profile) float64 {
	const radius, degree = 6371, math.Pi / 180
	x := (b.lon - a.lon) * degree * math.Cos((a.lat+b.lat)/2*degree)
	y := (b.lat - a.lat) * degree
	return radius * math.Hypot(x, y)
}

// fold makes names comparable: lower case, no accents, no punctuation, single spaces.
func fold(s string) string {
	if plain(s) {
		return s
	}
	var b strings.Builder
	gap := false
	for _, r := range norm.NFKD.String(s) {
		switch {
		case unicode.IsLetter(r) || unicode.IsDigit(r):
			if gap && b.Len() > 0 {
				b.WriteByte(' ')
			}
			gap = false
			b.WriteRune(unicode.ToLower(r))
		case unicode.IsMark(r) || r == '\'' || r == '’':
		default:
			gap = true
		}
	}
	return b.String()
}

// plain reports whether s is already folded.
func plain(s string) bool {
	for i := range len(s) {
		if c := s[i]; (c < 'a' || c > 'z') && (c < '0' || c > '9') && (c != ' ' || i == 0 || i == len(s)-1 || s[i-1] == ' ') {
			return false
		}
	}
	return true
}
