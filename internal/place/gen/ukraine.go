package main

import (
	"bufio"
	"encoding/csv"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"

	"exhibit/internal/place"
)

// unit is one row of the codifier.
type unit struct {
	*entry
	uk       string // the codifier's Ukrainian name
	category string // O K P H M X C B
	level    [5]string
	source   int // how far its position can be trusted: 0 none, 1 postal list, 2 city list
}

type ukraine struct {
	*table
	units    []*unit
	unitByID map[string]*unit
	inArea   map[string][]*unit // settlements by raion and by community
}

func addUkraine(t *table, dir string, world *world) error {
	u := &ukraine{table: t, unitByID: map[string]*unit{}, inArea: map[string][]*unit{}}
	steps := []func(string) error{u.readCodifier, u.readPostal, u.readCities, u.readPositions, u.readPopulations}
	for _, step := range steps {
		if err := step(dir); err != nil {
			return err
		}
	}
	u.centre()
	u.nameAll()
	if err := u.nameByHand(); err != nil {
		return err
	}
	u.nameFromWorld(world)
	return nil
}

// nameFromWorld gives settlements the further names, and where it knows better the position and inhabitants, that
// GeoNames has: of a place of the same name within 12 km, or within 30 km of a settlement whose own position is unknown.
func (u *ukraine) nameFromWorld(w *world) {
	matched := 0
	for _, x := range w.towns {
		if x.country != "UA" {
			continue
		}
		best, near := (*entry)(nil), 1e9
		for _, n := range append([]string{x.name, x.ascii}, x.others...) {
			for _, e := range u.names[place.Fold(n)] {
				if e.country != "UA" || !e.hasPoint || !slices.Contains([]string{place.KindCapital, place.KindCity, place.KindSettlement, place.KindVillage}, e.kind) {
					continue
				}
				reach := 12.0
				if e.precision == place.PrecisionDistrict {
					reach = 30
				}
				if d := place.Kilometres(e.lat, e.lon, x.lat, x.lon) / reach; d <= 1 && d < near {
					best, near = e, d
				}
			}
		}
		if best == nil {
			continue
		}
		matched++
		if best.population == 0 {
			best.population = x.population
		}
		if best.precision == place.PrecisionDistrict {
			best.at(x.lat, x.lon, place.PrecisionTown)
		}
		u.nameTown(best, x)
	}
	fmt.Printf("%d settlements of Ukraine are in GeoNames\n", matched)
}

func (u *ukraine) readCodifier(dir string) error {
	rows, err := readCSV(filepath.Join(dir, "katottg_2025-05-16.csv"), ';')
	if err != nil {
		return err
	}
	country := u.countryEntry("UA")
	for _, r := range rows[1:] {
		if len(r) < 7 {
			return fmt.Errorf("reading codifier: row of %d fields", len(r))
		}
		n := &unit{uk: strings.TrimSpace(r[6]), category: r[5]}
		copy(n.level[:], r[:5])
		id, parent := "", country
		for _, l := range n.level {
			if l == "" {
				continue
			}
			if p := u.unitByID[id]; p != nil {
				parent = p.entry
			}
			id = l
		}
		kind, precision := unitKind(n.category)
		if kind == "" {
			return fmt.Errorf("reading codifier: unknown category %q", n.category)
		}
		n.entry = &entry{id: id, country: "UA", kind: kind, precision: precision, parent: parent}
		if id == "UA80000000000093317" {
			n.kind = place.KindCapital
		}
		n.entry.number = len(u.entries)
		u.entries = append(u.entries, n.entry)
		u.units = append(u.units, n)
		u.unitByID[id] = n
		if n.settled() {
			u.inArea[n.level[1]] = append(u.inArea[n.level[1]], n)
			u.inArea[n.level[2]] = append(u.inArea[n.level[2]], n)
		}
	}
	return nil
}

func unitKind(category string) (kind, precision string) {
	switch category {
	case "O":
		return place.KindRegion, place.PrecisionRegion
	case "K", "M":
		return place.KindCity, place.PrecisionTown
	case "P":
		return place.KindRaion, place.PrecisionDistrict
	case "H":
		return place.KindHromada, place.PrecisionDistrict
	case "X":
		return place.KindSettlement, place.PrecisionTown
	case "C":
		return place.KindVillage, place.PrecisionTown
	case "B":
		return place.KindCityDistrict, place.PrecisionTown
	}
	return "", ""
}

// settled reports whether the unit is a place where people live rather than an area of several.
func (n *unit) settled() bool { return slices.Contains([]string{"K", "M", "X", "C"}, n.category) }

func (u *ukraine) countryEntry(iso string) *entry {
	for _, e := range u.entries {
		if e.id == iso {
			return e
		}
	}
	return nil
}

func readCSV(path string, comma rune) ([][]string, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	r := csv.NewReader(f)
	r.Comma, r.LazyQuotes, r.FieldsPerRecord = comma, true, -1
	rows, err := r.ReadAll()
	if err != nil {
		return nil, fmt.Errorf("reading %q: %w", path, err)
	}
	return rows, nil
}

type point struct{ lat, lon float64 }

func (p point) km(q point) float64 { return place.Kilometres(p.lat, p.lon, q.lat, q.lon) }

// oblastInPostal maps the postal list's region word to the codifier's prefix.
var oblastInPostal = map[string]string{
	"Cherkaska": "UA71", "Chernihivska": "UA74", "Chernivetska": "UA73", "Dnipropetrovska": "UA12", "Donetska": "UA14",
	"Ivano-Frankivska": "UA26", "Kharkivska": "UA63", "Khersonska": "UA65", "Khmelnytska": "UA68", "Kirovohradska": "UA35",
	"Kyiv": "UA80", "Kyivska": "UA32", "Luhanska": "UA44", "Lvivska": "UA46", "Mykolaivska": "UA48", "Odeska": "UA51",
	"Poltavska": "UA53", "Rivnenska": "UA56", "Sumska": "UA59", "Ternopilska": "UA61", "Vinnytska": "UA05", "Volynska": "UA07",
	"Zakarpatska": "UA21", "Zaporizka": "UA23", "Zhytomyrska": "UA18",
}

// key under which a settlement of the postal list and one of the codifier are the same name in the same oblast.
func settlementKey(prefix, name string) string {
	if i := strings.IndexByte(name, '('); i > 0 {
		name = name[:i] // the village council, in brackets
	}
	return prefix + " " + place.Fold(name)
}

// readPostal takes positions from the postal list, only where they can belong to one settlement:
// its own name, matched by the list's publisher to a place (accuracy 4) and not estimated from neighbouring codes.
func (u *ukraine) readPostal(dir string) error {
	clusters, err := postalClusters(filepath.Join(dir, "geonames_postal_UA.txt"))
	if err != nil {
		return err
	}
	byKey := map[string][]*unit{}
	for _, n := range u.units {
		if n.settled() {
			k := settlementKey(n.id[:4], n.uk)
			byKey[k] = append(byKey[k], n)
		}
	}
	for k, units := range byKey { // order does not matter: each key touches its own units
		if c := clusters[k]; len(units) == 1 && len(c) == 1 {
			units[0].at(c[0].lat, c[0].lon, place.PrecisionTown)
			units[0].source = 1
		}
	}
	u.dropOutliers()
	u.assignNamesakes(byKey, clusters)
	return nil
}

// postalClusters groups the list's positions by settlement name and oblast; positions within 3 km are one.
func postalClusters(path string) (map[string][]point, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	out := map[string][]point{}
	sc := bufio.NewScanner(f)
	for sc.Scan() {
		r := strings.Split(sc.Text(), "\t")
		if len(r) < 12 || r[11] != "4" {
			continue
		}
		prefix, ok := oblastInPostal[r[3]]
		if !ok {
			return nil, fmt.Errorf("reading %q: unknown region %q", path, r[3])
		}
		lat, err1 := strconv.ParseFloat(r[9], 64)
		lon, err2 := strconv.ParseFloat(r[10], 64)
		if err1 != nil || err2 != nil {
			return nil, fmt.Errorf("reading %q: position of %q is not a number", path, r[1])
		}
		k, p := settlementKey(prefix, r[2]), point{lat, lon}
		if !slices.ContainsFunc(out[k], func(q point) bool { return p.km(q) < 3 }) {
			out[k] = append(out[k], p)
		}
	}
	return out, sc.Err()
}

// dropOutliers takes away positions that lie far from the middle of their raion: wrong matches of the list.
func (u *ukraine) dropOutliers() {
	middles := u.middles(1, 3)
	for _, n := range u.units {
		if m, ok := middles[n.level[1]]; n.source == 1 && ok && m.km(point{n.lat, n.lon}) > 60 {
			n.hasPoint, n.source = false, 0
		}
	}
}

// middles is the median position of the placed settlements of each unit at a level, where at least atLeast are placed.
func (u *ukraine) middles(level, atLeast int) map[string]point {
	lats, lons := map[string][]float64{}, map[string][]float64{}
	for _, n := range u.units {
		if id := n.level[level]; n.source > 0 && id != "" {
			lats[id] = append(lats[id], n.lat)
			lons[id] = append(lons[id], n.lon)
		}
	}
	out := map[string]point{}
	for id := range lats {
		if len(lats[id]) >= atLeast {
			out[id] = point{median(lats[id]), median(lons[id])}
		}
	}
	return out
}

func median(v []float64) float64 {
	v = slices.Sorted(slices.Values(v))
	return v[len(v)/2]
}

// assignNamesakes places settlements that share their name with others of the oblast: a position goes to the settlement
// whose community lies nearest, within 20 km, and only when the next one lies more than twice as far.
func (u *ukraine) assignNamesakes(byKey map[string][]*unit, clusters map[string][]point) {
	communities := u.middles(2, 3)
	for k, units := range byKey {
		if len(units) < 2 && len(clusters[k]) < 2 {
			continue
		}
		taken := map[*unit]int{}
		for _, p := range clusters[k] {
			best, next := (*unit)(nil), 1e9
			d, unplaced := 1e9, false // unplaced: a namesake that may lie anywhere
			for _, n := range units {
				m, ok := communities[n.level[2]]
				if !ok {
					unplaced = true
					break
				}
				switch x := m.km(p); {
				case x < d:
					best, d, next = n, x, d
				case x < next:
					next = x
				}
			}
			if unplaced || best == nil || d > 20 || next < 2*d+5 {
				continue
			}
			taken[best]++
			best.at(p.lat, p.lon, place.PrecisionTown)
		}
		for n, times := range taken {
			if times > 1 {
				n.hasPoint = false
				continue
			}
			n.source = 1
		}
	}
}

// readCities takes names, positions and populations of the 98 largest cities; of several cities of one name the one
// nearest to the stated position is meant.
func (u *ukraine) readCities(dir string) error {
	rows, err := readCSV(filepath.Join(dir, "ua_98cities_en_uk_ru.csv"), ',')
	if err != nil {
		return err
	}
	middles := u.middles(1, 1)
	for _, r := range rows[1:] {
		lat, err1 := strconv.ParseFloat(r[4], 64)
		lon, err2 := strconv.ParseFloat(r[5], 64)
		population, err3 := strconv.Atoi(r[6])
		if err1 != nil || err2 != nil || err3 != nil {
			return fmt.Errorf("reading cities: a number of %q does not parse", r[1])
		}
		at, best, d := point{lat, lon}, (*unit)(nil), 1e9
		for _, n := range u.units {
			if (n.category != "M" && n.category != "K" && n.category != "X") || !u.answers(n, r[2]) {
				continue
			}
			x := 500.0
			if n.hasPoint {
				x = at.km(point{n.lat, n.lon})
			} else if m, ok := middles[n.level[1]]; ok {
				x = at.km(m)
			}
			if x < d || best == nil {
				best, d = n, x
			}
		}
		if best == nil {
			fmt.Printf("city %s (%s) is not in the codifier under this name\n", r[1], r[2])
			continue
		}
		best.at(lat, lon, place.PrecisionTown)
		best.source, best.population = 2, population
		u.call(best.entry, r[1], r[2], r[3])
	}
	return nil
}

// readPositions takes the hand-written positions of towns that no source places.
func (u *ukraine) readPositions(string) error {
	rows, err := readTable("positions.tsv", 3)
	if err != nil {
		return err
	}
	for _, r := range rows {
		lat, lon, err := position(r[2])
		if err != nil {
			return fmt.Errorf("positions.tsv: %s: %w", r[0], err)
		}
		found := false
		for _, n := range u.units {
			if n.category != "M" || n.id[:4] != r[1] || place.Fold(n.uk) != place.Fold(r[0]) {
				continue
			}
			found = true
			if n.source == 0 {
				n.at(lat, lon, place.PrecisionTown)
				n.source = 1
			}
		}
		if !found {
			fmt.Printf("positions.tsv: %s (%s) is no city of the codifier\n", r[0], r[1])
		}
	}
	return nil
}

// readPopulations takes round numbers of inhabitants for regions, towns and capitals that the sources give none for.
func (u *ukraine) readPopulations(string) error {
	rows, err := readTable("populations.tsv", 3)
	if err != nil {
		return err
	}
	capitals := map[string]*entry{}
	for _, e := range u.entries {
		if e.kind == place.KindCapital && e.country != "UA" {
			capitals[e.name+" "+e.country] = e
		}
	}
	for _, r := range rows {
		thousands, err := strconv.Atoi(r[2])
		if err != nil {
			return fmt.Errorf("populations.tsv: population of %q is not a number", r[0])
		}
		e := capitals[r[0]+" "+r[1]]
		if e == nil {
			e = u.bestKnown(r[1], r[0])
		}
		switch {
		case e == nil:
			fmt.Printf("populations.tsv: %s (%s) is not in the table\n", r[0], r[1])
		case e.population == 0:
			e.population = thousands * 1000
		}
	}
	return nil
}

// bestKnown is the region with this prefix (*), or its city or settlement of this name.
func (u *ukraine) bestKnown(prefix, name string) *entry {
	var best *unit
	for _, n := range u.units {
		if n.id[:4] != prefix || name == "*" && n.category != "O" || name != "*" && (!n.settled() || place.Fold(n.uk) != place.Fold(name)) {
			continue
		}
		if best == nil || rank(n.entry) < rank(best.entry) {
			best = n
		}
	}
	if best == nil {
		return nil
	}
	return best.entry
}

// answers reports whether the city list's Ukrainian name is this unit's present or former name.
func (u *ukraine) answers(n *unit, name string) bool {
	return place.Fold(n.uk) == place.Fold(name) || slices.Contains(formerly[place.Fold(name)], n.uk)
}

// formerly maps former names in the city list to present ones of the codifier.
var formerly = map[string][]string{
	place.Fold("Сєвєродонецьк"):       {"Сіверськодонецьк"},
	place.Fold("Новомосковськ"):       {"Самар"},
	place.Fold("Новоград-Волинський"): {"Звягель"},
	place.Fold("Червоноград"):         {"Шептицький"},
	place.Fold("Покровськ"):           {"Покровськ"},
}

// centre gives areas the rounded middle of their placed settlements, and settlements that no source places the middle
// of their community with the precision of the community.
func (u *ukraine) centre() {
	oblasts, raions, communities := u.middles(0, 1), u.middles(1, 1), u.middles(2, 1)
	for _, n := range u.units {
		if n.source > 0 {
			continue
		}
		switch n.category {
		case "O":
			if m, ok := oblasts[n.id]; ok {
				n.at(round(m.lat, 1), round(m.lon, 1), place.PrecisionRegion)
			}
		case "P":
			if m, ok := raions[n.id]; ok {
				n.at(round(m.lat, 1), round(m.lon, 1), place.PrecisionDistrict)
			}
		case "B":
			if p := n.parent; p != nil && p.hasPoint {
				n.at(p.lat, p.lon, p.precision)
			}
		default:
			m, ok := communities[n.level[2]]
			if !ok {
				m, ok = raions[n.level[1]]
			}
			if ok {
				n.at(round(m.lat, 2), round(m.lon, 2), place.PrecisionDistrict)
			}
		}
	}
}

func round(v float64, per int) float64 {
	s, _ := strconv.ParseFloat(strconv.FormatFloat(v, 'f', per, 64), 64)
	return s
}
