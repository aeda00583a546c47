package main

import (
	"bufio"
	"encoding/json"
	"encoding/xml"
	"fmt"
	"math"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
)

// town is one populated place of GeoNames.
type town struct {
	number         int
	name, ascii    string
	others         []string
	lat, lon       float64
	country        string
	admin1, admin2 string
	feature        string
	population     int
}

// world is what the sources say of places outside Ukraine, and of Ukraine for comparison.
type world struct {
	towns     []*town
	admin1    []area
	admin2    []area
	divisions map[string]map[string]string // language, then subdivision ("sydi"), name
}

type area struct {
	Code string `json:"code"`
	Name string `json:"name"`
}

func readWorld(dir string) (*world, error) {
	w := &world{divisions: map[string]map[string]string{}}
	if err := readJSON(filepath.Join(dir, "admin1.json"), &w.admin1); err != nil {
		return nil, err
	}
	if err := readJSON(filepath.Join(dir, "admin2.json"), &w.admin2); err != nil {
		return nil, err
	}
	for _, lang := range []string{"en", "uk", "ru", "ar", "es"} {
		names, err := readDivisions(filepath.Join(dir, "subdivisions", lang+".xml"))
		if err != nil {
			return nil, err
		}
		w.divisions[lang] = names
	}
	return w, w.readTowns(dir)
}

func readJSON(path string, to any) error {
	b, err := os.ReadFile(path)
	if err != nil {
		return err
	}
	if err := json.Unmarshal(b, to); err != nil {
		return fmt.Errorf("reading %q: %w", path, err)
	}
	return nil
}

// readDivisions reads one language of CLDR's names of subdivisions.
func readDivisions(path string) (map[string]string, error) {
	b, err := os.ReadFile(path)
	if err != nil {
		return nil, err
	}
	var doc struct {
		Subdivisions []struct {
			Type string `xml:"type,attr"`
			Name string `xml:",chardata"`
		} `xml:"localeDisplayNames>subdivisions>subdivision"`
	}
	if err := xml.Unmarshal(b, &doc); err != nil {
		return nil, fmt.Errorf("reading %q: %w", path, err)
	}
	out := map[string]string{}
	for _, s := range doc.Subdivisions {
		out[s.Type] = strings.TrimSpace(s.Name)
	}
	return out, nil
}

// smallTowns are countries of which places of 500 people and more are held; elsewhere it is 1,000.
const smallTowns = " SY PS IQ SD SS LB YE LY JO SV CO PE GT HN NI CL BO EC US BY UA MM AF ET SO ML CD CF BF NE TD RW BI "

// largeTowns are countries with long lists of hamlets and little need of them here: places of 5,000 people and more.
const largeTowns = " IT FR DE ES RO GB AU AT CH NL CZ GR JP BE SE NO DK FI PT HU SK SI HR CA NZ IE KR BG LT LV EE IS LU PL CY MT ID TH BR AR IN CN PH TR VN KP ZA MY LK TW PR "

// kept reports whether a town is large enough for its country.
func (t *town) kept() bool {
	switch {
	case strings.HasPrefix(t.feature, "PPLA") && t.feature <= "PPLA2" || t.feature == "PPLC":
		return true
	case strings.Contains(largeTowns, " "+t.country+" "):
		return t.population >= 5000
	}
	return true
}

func (w *world) readTowns(dir string) error {
	byNumber, err := readDump(filepath.Join(dir, "cities1000.txt"))
	if err != nil {
		return err
	}
	var newer map[string]struct {
		ID         int      `json:"geonameid"`
		Name       string   `json:"name"`
		Lat        float64  `json:"latitude"`
		Lon        float64  `json:"longitude"`
		Country    string   `json:"countrycode"`
		Admin1     string   `json:"admin1code"`
		Population int      `json:"population"`
		Others     []string `json:"alternatenames"`
	}
	if err := readJSON(filepath.Join(dir, "cities500.json"), &newer); err != nil {
		return err
	}
	seats, err := readSeats(filepath.Join(dir, "cities.json"))
	if err != nil {
		return err
	}
	for _, n := range newer {
		t := byNumber[n.ID]
		if t == nil {
			if n.Population < 1000 && !strings.Contains(smallTowns, " "+n.Country+" ") {
				continue
			}
			t = &town{number: n.ID, feature: "PPL"}
			byNumber[n.ID] = t
		}
		if t.admin1 != n.Admin1 || t.country != n.Country {
			t.admin2 = ""
		}
		t.name, t.lat, t.lon, t.country, t.admin1, t.population = n.Name, n.Lat, n.Lon, n.Country, n.Admin1, n.Population
		for _, o := range n.Others {
			if !slices.Contains(t.others, o) {
				t.others = append(t.others, o)
			}
		}
		if s, ok := seats[seatKey(n.Country, n.Name, n.Lat, n.Lon)]; ok {
			t.admin2 = s
		}
	}
	for _, t := range byNumber {
		if !t.kept() {
			continue
		}
		w.towns = append(w.towns, t)
	}
	slices.SortFunc(w.towns, func(a, b *town) int { return a.number - b.number })
	return nil
}

// readDump reads GeoNames' own table.
func readDump(path string) (map[int]*town, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	out := map[int]*town{}
	sc := bufio.NewScanner(f)
	sc.Buffer(nil, 1<<20)
	for line := 1; sc.Scan(); line++ {
		r := strings.Split(sc.Text(), "\t")
		if len(r) < 15 {
			continue
		}
		t := &town{name: r[1], ascii: r[2], country: r[8], admin1: r[10], admin2: r[11], feature: r[7]}
		var errs [4]error
		t.number, errs[0] = strconv.Atoi(r[0])
		t.lat, errs[1] = strconv.ParseFloat(r[4], 64)
		t.lon, errs[2] = strconv.ParseFloat(r[5], 64)
		t.population, errs[3] = strconv.Atoi(r[14])
		for _, err := range errs {
			if err != nil {
				return nil, fmt.Errorf("reading %q line %d: %w", path, line, err)
			}
		}
		if r[3] != "" {
			t.others = strings.Split(r[3], ",")
		}
		out[t.number] = t
	}
	return out, sc.Err()
}

// readSeats reads which second-level area the places lie in, by name and position.
func readSeats(path string) (map[string]string, error) {
	var rows []struct{ Name, Lat, Lng, Country, Admin2 string }
	if err := readJSON(path, &rows); err != nil {
		return nil, err
	}
	out := map[string]string{}
	for _, r := range rows {
		lat, err1 := strconv.ParseFloat(r.Lat, 64)
		lon, err2 := strconv.ParseFloat(r.Lng, 64)
		if err1 != nil || err2 != nil {
			return nil, fmt.Errorf("reading %q: position of %q is not a number", path, r.Name)
		}
		out[seatKey(r.Country, r.Name, lat, lon)] = r.Admin2
	}
	return out, nil
}

func seatKey(country, name string, lat, lon float64) string {
	return fmt.Sprintf("%s %s %d %d", country, name, int(math.Round(lat*50)), int(math.Round(lon*50)))
}
