package main

import (
	"fmt"
	"slices"
	"strings"
	"unicode"

	"exhibit/internal/place"
)

const (
	arabic   = " SY PS IQ SD LB YE LY JO EG SA AE KW QA BH OM DZ TN MA MR DJ SO TD EH IL TR IR "
	cyrillic = " UA RU BY MD KZ KG GE AM AZ BG RS MK ME BA "
	spanish  = " SV CO PE GT HN NI CL BO EC MX AR VE CR PA CU DO PY UY ES "
)

// addTowns adds the towns of the world under their areas. A town that the hand-written table holds keeps its id and name
// and gains what the source knows.
func (t *table) addTowns(w *world) {
	byHand := map[string][]*entry{}
	for _, e := range t.entries {
		if e.kind == place.KindCity || e.kind == place.KindCapital {
			byHand[e.country] = append(byHand[e.country], e)
		}
	}
	merged := 0
	for _, x := range w.towns {
		country := t.byID[x.country]
		if country == nil || x.country == "UA" || x.feature == "PPLH" || x.feature == "PPLQ" || x.feature == "PPLW" || x.feature == "PPLCH" {
			continue
		}
		e := t.twin(byHand[x.country], x)
		if e != nil {
			merged++
			e.parent = t.container(x, country)
			e.population = max(e.population, x.population)
		} else {
			e = t.add(&entry{id: fmt.Sprintf("%s/%d", x.country, x.number), name: shownName(x), country: x.country, kind: townKind(x), parent: t.container(x, country), population: x.population})
			e.at(x.lat, x.lon, place.PrecisionTown)
		}
		t.nameTown(e, x)
		for up := e.parent; up != nil && up.kind != place.KindCountry; up = up.parent {
			up.weight += x.population
		}
	}
	t.centreAreas()
	fmt.Printf("%d towns of the hand-written table are in the source\n", merged)
}

// shownName is the name as news write it: GeoNames puts marks under Arabic letters that nobody prints.
func shownName(x *town) string {
	if strings.Contains(arabic, " "+x.country+" ") && x.country != "TR" {
		if x.ascii != "" {
			return strings.TrimLeft(strings.ReplaceAll(x.ascii, "`", ""), "'")
		}
		return strings.TrimSpace(strings.NewReplacer("‘", "", "’", "").Replace(x.name))
	}
	return x.name
}

func townKind(x *town) string {
	switch {
	case x.feature == "PPLC":
		return place.KindCapital
	case x.feature == "PPLX":
		return place.KindCityDistrict
	case x.population >= 15000 || x.feature == "PPLA" || x.feature == "PPLA2" && x.population >= 5000:
		return place.KindCity
	}
	return place.KindSettlement
}

// twin is the hand-written city that the town is: a common name, at most 30 km away, and not taken yet.
func (t *table) twin(cities []*entry, x *town) *entry {
	for _, e := range cities {
		if place.Kilometres(e.lat, e.lon, x.lat, x.lon) > 30 || e.weight < 0 {
			continue
		}
		for _, n := range append([]string{x.name, x.ascii}, x.others...) {
			if t.answers(e, place.Fold(n)) && (x.population >= e.population/4 || x.feature == "PPLC") {
				e.weight = -1
				return e
			}
		}
	}
	return nil
}

func (t *table) container(x *town, country *entry) *entry {
	if x.admin1 != "" && x.admin1 != "00" {
		first := t.byID[x.country+"."+x.admin1]
		if first != nil && x.admin2 != "" {
			if second := t.byID[x.country+"."+x.admin1+"."+x.admin2]; second != nil {
				return second
			}
		}
		if first != nil {
			return first
		}
	}
	return country
}

// nameTown gives a town those of its other names that reports may write.
func (t *table) nameTown(e *entry, x *town) {
	in := func(list string) bool { return strings.Contains(list, " "+x.country+" ") }
	known := x.population >= 100000 || x.feature == "PPLC"
	t.call(e, x.name, x.ascii)
	for _, n := range x.others {
		var wanted bool
		switch scriptOf(n) {
		case "latin":
			wanted = in(arabic) && !in(" TR IR ") || in(" UA BY ") || in(cyrillic) && x.population >= 15000 || in(spanish) && x.population >= 5000 || known
			wanted = wanted && x.country != "US" && writable(n)
		case "cyrillic":
			wanted = in(cyrillic) || in(" SY PS IQ LB LY YE IL TR ") || known
		case "arabic":
			wanted = in(arabic) || known
		}
		if wanted && strings.Count(n, " ") < 5 {
			t.callOther(e, n)
		}
	}
	if x.country == "US" || x.country == "CA" {
		for _, pair := range [][2]string{{"Saint ", "St "}, {"St. ", "Saint "}, {"Fort ", "Ft "}, {"Ft. ", "Fort "}, {"Mount ", "Mt "}} {
			if b, ok := strings.CutPrefix(x.name, pair[0]); ok {
				t.call(e, pair[1]+b)
			}
		}
	}
	if in(spanish) {
		if b, ok := strings.CutPrefix(x.name, "Ciudad "); ok && !strings.HasPrefix(b, "de ") {
			t.callWeak(e, b)
		}
	}
}

func scriptOf(s string) string {
	script := ""
	for _, r := range s {
		var is string
		switch {
		case unicode.Is(unicode.Latin, r):
			is = "latin"
		case unicode.Is(unicode.Cyrillic, r):
			is = "cyrillic"
		case unicode.Is(unicode.Arabic, r):
			is = "arabic"
		case unicode.IsLetter(r) && !unicode.Is(unicode.Lm, r), unicode.IsDigit(r):
			return ""
		default:
			continue
		}
		if script != "" && script != is {
			return ""
		}
		script = is
	}
	return script
}

// writable leaves out codes ("NYC", "alkramt") and single letters that GeoNames lists among the names.
func writable(n string) bool {
	first, vowel, lower := true, false, 0
	for _, r := range n {
		if first && !unicode.IsUpper(r) && r != '`' && r != '\'' && r != '‘' && r != '’' {
			return false
		}
		first = false
		if strings.ContainsRune("aeiouyAEIOUY", r) || r > 0x7f {
			vowel = true
		}
		if unicode.IsLower(r) {
			lower++
		}
	}
	return vowel && lower >= 2
}

// centreAreas gives areas the rounded middle of their towns: the place where people live, not the middle of the map.
func (t *table) centreAreas() {
	lats, lons := map[*entry][]float64{}, map[*entry][]float64{}
	for _, e := range t.entries {
		if e.kind != place.KindCity && e.kind != place.KindCapital && e.kind != place.KindSettlement || !e.hasPoint {
			continue
		}
		for up := e.parent; up != nil; up = up.parent {
			lats[up], lons[up] = append(lats[up], e.lat), append(lons[up], e.lon)
		}
	}
	for _, e := range t.entries {
		if e.hasPoint || len(lats[e]) == 0 {
			continue
		}
		switch e.kind {
		case place.KindRegion:
			e.at(round(median(lats[e]), 1), round(median(lons[e]), 1), place.PrecisionRegion)
		case place.KindDistrict:
			e.at(round(median(lats[e]), 1), round(median(lons[e]), 1), place.PrecisionDistrict)
		case place.KindCountry:
			e.at(round(median(lats[e]), 0), round(median(lons[e]), 0), place.PrecisionCountry)
		}
	}
	for _, e := range t.entries {
		e.weight = max(e.weight, 0)
		if e.kind == place.KindRegion && e.population == 0 && e.weight == 0 && slices.Contains([]string{"US", "SY"}, e.country) {
			fmt.Printf("no towns in %s\n", e.id)
		}
	}
}
