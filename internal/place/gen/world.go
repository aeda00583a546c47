package main

import (
	"fmt"
	"strconv"
	"strings"

	"exhibit/internal/place"
)

// addWorld adds countries with their capitals, and cities and regions outside Ukraine.
func addWorld(t *table) error {
	countries, err := readTable("countries.tsv", 10)
	if err != nil {
		return err
	}
	byISO := map[string]*entry{}
	for _, r := range countries {
		lat, lon, err := position(r[7])
		if err != nil {
			return fmt.Errorf("countries.tsv: %s: %w", r[0], err)
		}
		c := t.add(&entry{id: r[0], name: r[1], country: r[0], kind: place.KindCountry})
		c.at(lat, lon, place.PrecisionCountry)
		byISO[r[0]] = c
		for _, names := range []string{r[2], r[4], r[5], r[6]} {
			t.call(c, strings.Split(names, "|")...)
		}
		for _, w := range strings.Split(r[3], "|") {
			t.demonyms[place.Fold(w)] = r[0]
		}
	}
	for _, r := range countries {
		if r[0] == "UA" || r[8] == "-" {
			continue // the capital of Ukraine comes from its codifier
		}
		if err := t.addCity(byISO[r[0]], place.KindCapital, r[8], r[9], 0); err != nil {
			return fmt.Errorf("countries.tsv: %s: %w", r[0], err)
		}
	}
	cities, err := readTable("cities.tsv", 5)
	if err != nil {
		return err
	}
	for _, r := range cities {
		c := byISO[r[0]]
		if c == nil {
			return fmt.Errorf("cities.tsv: country %q is not in countries.tsv", r[0])
		}
		population, err := strconv.Atoi(r[4])
		if err != nil {
			return fmt.Errorf("cities.tsv: population of %q is not a number", r[2])
		}
		if err := t.addCity(c, r[1], r[2], r[3], population*1000); err != nil {
			return fmt.Errorf("cities.tsv: %w", err)
		}
	}
	return nil
}

// addCity adds a place under a country; names begin with the canonical one.
func (t *table) addCity(country *entry, kind, names, at string, population int) error {
	lat, lon, err := position(at)
	if err != nil {
		return fmt.Errorf("%s: %w", names, err)
	}
	all := strings.Split(names, "|")
	slug := strings.ReplaceAll(place.Fold(all[0]), " ", "-")
	e := &entry{id: country.id + "/" + slug, name: all[0], country: country.id, kind: kind, parent: country, population: population}
	if t.byID[e.id] != nil {
		return fmt.Errorf("%s is there twice", e.id)
	}
	precision := place.PrecisionTown
	if kind == place.KindRegion {
		precision = place.PrecisionRegion
	}
	t.add(e).at(lat, lon, precision)
	t.call(e, all...)
	return nil
}

func position(s string) (lat, lon float64, err error) {
	a, b, ok := strings.Cut(s, ",")
	if !ok {
		return 0, 0, fmt.Errorf("position %q is not latitude,longitude", s)
	}
	if lat, err = strconv.ParseFloat(a, 64); err != nil {
		return 0, 0, fmt.Errorf("latitude %q is not a number", a)
	}
	if lon, err = strconv.ParseFloat(b, 64); err != nil {
		return 0, 0, fmt.Errorf("longitude %q is not a number", b)
	}
	if lat < -90 || lat > 90 || lon < -180 || lon > 180 {
		return 0, 0, fmt.Errorf("position %q is not on the globe", s)
	}
	return lat, lon, nil
}
