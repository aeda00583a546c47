package main

import (
	"fmt"
	"strings"

	"golang.org/x/text/language"
	"golang.org/x/text/language/display"

	"exhibit/internal/place"
)

// withSecondLevel are countries whose districts, counties or municipalities are held.
const withSecondLevel = " SY PS IQ SD LB YE LY JO US SV CO PE GT HN NI CL BO EC MX ET MM AF SO ML IL "

// generic is the English word for the first level that reports put behind its name.
var generic = map[string]string{
	"SY": "Governorate", "IQ": "Governorate", "LB": "Governorate", "JO": "Governorate", "YE": "Governorate", "EG": "Governorate", "TN": "Governorate",
	"SV": "Department", "GT": "Department", "HN": "Department", "NI": "Department", "CO": "Department", "BO": "Department", "PY": "Department", "UY": "Department",
	"SD": "State", "SS": "State", "MM": "State", "NG": "State", "MX": "State", "BR": "State", "IN": "State", "VE": "State",
	"AF": "Province", "TR": "Province", "IR": "Province", "AR": "Province", "EC": "Province", "CD": "Province", "CU": "Province", "PA": "Province", "CR": "Province",
	"ET": "Region", "PE": "Region", "CL": "Region", "ML": "Region", "SO": "Region", "TD": "Region", "NE": "Region", "BF": "Region", "GE": "Region", "BY": "Region", "RU": "Region",
}

// addAreas adds the countries that the hand-written table leaves out, the first level of all countries but Ukraine, and
// the second level of some.
func (t *table) addAreas(_ string, w *world) error {
	t.nameCountries(w)
	for _, a := range w.admin1 {
		iso, _, _ := strings.Cut(a.Code, ".")
		country := t.byID[iso]
		if iso == "UA" || country == nil {
			continue
		}
		e := t.knownRegion(iso, a.Name)
		if e == nil {
			e = t.add(&entry{id: a.Code, name: a.Name, country: iso, kind: place.KindRegion, precision: place.PrecisionRegion, parent: country})
		}
		t.byID[a.Code] = e
		t.nameRegion(e, iso, a)
	}
	t.nameDivisions(w)
	if err := t.nameStates(); err != nil {
		return err
	}
	for _, a := range w.admin2 {
		iso, _, _ := strings.Cut(a.Code, ".")
		if !strings.Contains(withSecondLevel, " "+iso+" ") {
			continue
		}
		up := t.byID[a.Code[:strings.LastIndexByte(a.Code, '.')]]
		if up == nil {
			continue
		}
		e := &entry{id: a.Code, name: a.Name, country: iso, kind: place.KindDistrict, precision: place.PrecisionDistrict, parent: up}
		if t.byID[e.id] != nil {
			continue
		}
		t.add(e)
		t.nameDistrict(e, iso)
	}
	return nil
}

// knownRegion is the hand-written region of that name in the country, so that it is not held twice.
func (t *table) knownRegion(iso, name string) *entry {
	for _, key := range []string{place.Fold(name), place.Fold(bareArea(name))} {
		for _, e := range t.names[key] {
			if e.country == iso && e.kind == place.KindRegion {
				return e
			}
		}
	}
	return nil
}

// nameCountries adds countries and territories that only GeoNames lists, and the names of all in five languages.
func (t *table) nameCountries(w *world) {
	isos := map[string]bool{}
	for _, x := range w.towns {
		isos[x.country] = true
	}
	for _, iso := range sorted(isos) {
		region, err := language.ParseRegion(iso)
		if err != nil {
			continue
		}
		e := t.byID[iso]
		if e == nil {
			e = t.add(&entry{id: iso, name: display.English.Regions().Name(region), country: iso, kind: place.KindCountry, precision: place.PrecisionCountry})
		}
		for _, l := range []language.Tag{language.English, language.Ukrainian, language.Russian, language.Arabic, language.Spanish} {
			t.call(e, display.Regions(l).Name(region))
		}
	}
}

func (t *table) nameRegion(e *entry, iso string, a area) {
	bare := bareArea(a.Name)
	t.call(e, a.Name, bare)
	if g := generic[iso]; g != "" {
		t.call(e, bare+" "+g)
		if g != "Region" {
			t.call(e, bare+" Region")
		}
		if g == "Governorate" || g == "State" {
			t.call(e, bare+" Province", g+" of "+bare)
		}
		if g == "Region" && (iso == "RU" || iso == "BY") {
			t.call(e, bare+" oblast")
		}
		if g == "Department" || g == "Region" && iso != "RU" && iso != "BY" || g == "Province" && iso != "AF" && iso != "TR" && iso != "IR" {
			t.call(e, bare+" Province", bare+" Department")
		}
		if !strings.Contains(e.name, " ") && e.name == bare && (g == "Governorate" || g == "Department") {
			e.name = bare + " " + g
		}
	}
	if iso == "US" {
		t.call(e, "State of "+bare, bare+" State")
	}
}

// areaWords stand before or behind the proper name of an area.
var areaWords = []string{
	"Governorate", "Department", "Province", "State", "Region", "District", "Oblast", "Municipality", "County", "Parish", "Borough", "Krai", "Republic", "Prefecture",
	"Department of", "Departamento de", "Departamento del", "Departamento", "Provincia de", "Provincia del", "Provincia", "Región de", "Región del", "Región", "Province of", "State of", "Estado de", "Municipio de", "Cantón", "Qaḑā’", "Muhafazat", "Region of",
	"محافظة", "ولاية", "إدارة", "مقاطعة", "منطقة", "إقليم", "دائرة", "قضاء", "لواء",
	"область", "губернаторство", "мухафаза", "провінція", "провинция", "департамент", "штат", "округ", "район", "край", "вілаєт", "вилайет", "регіон", "регион", "Мухафаза", "Департамент", "Провінція", "Провинция", "Штат", "Регіон", "Регион", "Округ",
	"gobernación de", "Gobernación de", "gobernación", "provincia de", "departamento de", "estado de",
}

// bareArea is an area's name without the word for its kind.
func bareArea(name string) string {
	for range 2 {
		for _, w := range areaWords {
			if cut := strings.TrimSpace(strings.TrimPrefix(strings.TrimSuffix(name, " "+w), w+" ")); cut != "" {
				name = cut
			}
		}
	}
	return name
}

// nameDivisions gives first-level areas their names in five languages, where the English name tells which is which.
func (t *table) nameDivisions(w *world) {
	byKey := map[string][]string{} // country and plain English name to CLDR codes
	for code, name := range w.divisions["en"] {
		k := code[:2] + plain(bareArea(name))
		byKey[k] = append(byKey[k], code)
	}
	named := 0
	for _, a := range w.admin1 {
		iso, rest, _ := strings.Cut(a.Code, ".")
		e := t.byID[a.Code]
		if e == nil || iso == "UA" {
			continue
		}
		codes := byKey[strings.ToLower(iso)+plain(bareArea(a.Name))]
		if iso == "US" {
			codes = []string{"us" + strings.ToLower(rest)}
		}
		if len(codes) != 1 {
			continue
		}
		named++
		for _, lang := range []string{"en", "uk", "ru", "ar", "es"} {
			if n := w.divisions[lang][codes[0]]; n != "" {
				t.call(e, n)
				if b := bareArea(n); b != n && !strings.HasSuffix(b, "ская") && !strings.HasSuffix(b, "ська") && !strings.HasSuffix(b, "ский") && !strings.HasSuffix(b, "ський") {
					t.call(e, b)
				}
			}
		}
	}
	fmt.Printf("%d of %d first-level areas have names in five languages\n", named, len(w.admin1))
}

// plain is a name as many spellings as possible share: folded, without article, doubled letters and silent h.
func plain(s string) string {
	if k := place.Skeleton(place.Fold(s)); k != "" {
		return k
	}
	return place.Fold(s)
}

// nameStates gives the states of the USA their abbreviations, which count only behind a comma.
func (t *table) nameStates() error {
	rows, err := readTable("states.tsv", 2)
	if err != nil {
		return err
	}
	for _, r := range rows {
		e := t.byID["US."+r[0]]
		if e == nil {
			return fmt.Errorf("states.tsv: no state %q", r[0])
		}
		t.callWeak(e, r[0])
		for _, n := range strings.Split(r[1], "|") {
			if n != "" {
				t.callWeak(e, n)
			}
		}
	}
	return nil
}

func (t *table) nameDistrict(e *entry, iso string) {
	bare := bareArea(e.name)
	switch iso {
	case "US":
		if b, ok := strings.CutSuffix(e.name, "'s County"); ok {
			t.call(e, b+" s County") // where 's is a word of its own
		}
		if b, ok := strings.CutSuffix(e.name, " County"); ok {
			t.call(e, "County of "+b)
			t.callWeak(e, b+" Co")
		}
		if b, ok := strings.CutPrefix(e.name, "Saint "); ok {
			t.call(e, "St "+b)
		} else if b, ok := strings.CutPrefix(e.name, "St. "); ok {
			t.call(e, "Saint "+b)
		}
	default:
		t.call(e, bare)
	}
}
