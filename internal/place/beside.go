package place

import (
	"slices"
	"strings"
)

// isPreposition: words behind which a place is named, folded.
func isPreposition(w string) bool {
	switch w {
	case "у", "в", "на", "під", "біля", "до", "з", "із", "зі", "від", "поблизу", "над", "через", "по", "за", "між", "неподалік", "та", "і", "и",
		"под", "около", "возле", "к", "ко", "из", "от", "вблизи", "близ", "между", "во", "со", "с",
		"in", "at", "near", "from", "to", "of", "outside", "around", "في", "من", "الى", "قرب", "باتجاه", "نحو":
		return true
	}
	return false
}

// classOf is what a word beside a name says the place is: the kinds it may be, best first. The words are folded.
func classOf(w string) []string {
	switch w {
	case "city", "town", "місто", "міста", "місті", "містом", "місту", "м", "город", "города", "городе", "городом", "городу", "г", "مدينه", "بمدينه", "لمدينه", "ciudad", "ville":
		return []string{KindCity, KindCapital, KindSettlement, KindVillage}
	case "village", "hamlet", "село", "села", "селі", "селом", "селу", "селе", "с", "деревня", "деревни", "деревне", "хутір", "хутора", "قريه", "بقريه", "لقريه", "قريتي", "aldea", "caserío", "caserio":
		return []string{KindVillage, KindSettlement, KindCity}
	case "settlement", "селище", "селища", "селищі", "смт", "поселок", "поселка", "поселке", "пгт", "بلده", "ببلده", "لبلده", "بلدتي", "township", "suburb", "пригород", "пригороде":
		return []string{KindSettlement, KindVillage, KindCity}
	case "neighborhood", "neighbourhood", "borough", "мікрораион", "микрораион", "حي", "بحي", "احياء", "barrio", "colonia":
		return []string{KindCityDistrict, KindSettlement, KindVillage, KindCity}
	case "county", "district", "municipality", "раион", "раиону", "раионі", "раиона", "раионе", "قضاء", "ناحيه", "منطقه", "municipio", "громада", "громади", "громаді":
		return []string{KindDistrict, KindRaion, KindHromada, KindCityDistrict}
	case "region", "oblast", "province", "governorate", "department", "state", "область", "області", "области", "محافظه", "بمحافظه", "ولايه", "اقليم", "ريف", "بريف", "departamento", "provincia", "штат", "штаті", "штате", "провинция", "провинции", "провінція", "провінції":
		return []string{KindRegion, KindDistrict, KindRaion}
	}
	return nil
}

// class reads a word for what the place is, before the name ("the village of X", "село X") or behind it ("X district").
// It returns the kinds, and the word as it stands.
func (f *finder) class(n int) (said string, ok bool) {
	said, _ = f.classKinds(n)
	return said, said != ""
}

func (f *finder) classKinds(n int) (said string, kinds []string) {
	word := func(i int) string {
		if i < 0 || i >= len(f.words) {
			return ""
		}
		return Fold(f.words[i])
	}
	i := f.at - 1
	if i >= 0 && f.words[i] == "." && i > 0 {
		i-- // "м.", "г."
	}
	switch word(i) {
	case "of", "de", "del":
		i--
		if word(i) == "" {
			return "", nil
		}
		if k := classOf(word(i)); k != nil {
			return f.words[i], k
		}
		return "", nil
	}
	if i >= 0 && !isBareLatinClass(word(i)) {
		if k := classOf(word(i)); k != nil {
			return f.words[i], k
		}
	}
	if j := f.at + f.r.token[n-1]; j < len(f.words) {
		if k := classOf(word(j)); k != nil && word(j) != "м" && word(j) != "г" && word(j) != "с" {
			return f.words[j], k
		}
	}
	return "", nil
}

// isBareLatinClass: in English the word stands before the name only with "of" ("the village Same" is no English).
func isBareLatinClass(w string) bool {
	return w != "" && w[0] < 0x80 && w != "aldea" && w != "ciudad" && w != "barrio" && w != "colonia"
}

// settle makes the match: candidates narrowed by the word for what it is and by the container behind a comma.
func (f *finder) settle() (Match, int) {
	m := Match{Name: f.r.token[f.best.n-1], How: f.best.how}
	m.Words = m.Name
	hits := f.hits()
	if len(hits) == 0 {
		return Match{}, 0
	}
	if said, kinds := f.classKinds(f.best.n); said != "" {
		if only := f.ofKind(hits, kinds); len(only) > 0 {
			hits, m.Stated = only, said
		}
	}
	for range 2 { // "Joliet, Will County, Ill."
		only, words, said := f.container(hits, m.Words)
		if words == 0 {
			break
		}
		hits, m.Words = only, m.Words+words
		m.Stated = strings.TrimSpace(m.Stated + " " + said)
	}
	m.Candidates = f.g.placesOf(hits)
	return m, m.Words
}

// ofKind keeps the hits of the first group of kinds that has any: first the kind said, then those it may stand for.
func (f *finder) ofKind(hits []hit, kinds []string) []hit {
	var out []hit
	for _, h := range hits {
		if slices.Contains(kinds, f.g.kindOf(h.place)) {
			out = append(out, h)
		}
	}
	return out
}

// container reads a wider place behind the name, with a comma or in brackets, and keeps the hits that lie in it.
func (f *finder) container(hits []hit, words int) (only []hit, n int, said string) {
	i := f.at + words
	if i+1 >= len(f.words) || f.words[i] != "," && f.words[i] != "(" && f.words[i] != "،" {
		return nil, 0, ""
	}
	wide, took := f.g.wider(f.words, i+1)
	if took == 0 {
		return nil, 0, ""
	}
	for _, h := range hits {
		for _, w := range wide {
			if h.place != w.place && f.g.within(h.place, w.place) {
				only = append(only, h)
				break
			}
		}
	}
	if len(only) == 0 {
		return nil, 0, ""
	}
	n = 1 + took
	if f.words[i] == "(" && i+n < len(f.words) && f.words[i+n] == ")" {
		n++
	}
	return only, n, strings.Join(f.words[i+1:i+1+took], " ")
}

// wider finds the places named at words[at] that may contain others, ordinary words and abbreviations included.
func (g *Gazetteer) wider(words []string, at int) (hits []hit, n int) {
	if !mayBegin(words[at]) {
		return nil, 0
	}
	var r run
	r.extend(words, at, maxRun)
	for k := r.n; k > 0; k-- {
		if !r.wholeTokens(k) {
			continue
		}
		for _, h := range g.hitsOf(nil, r.key(k)) {
			switch g.kindOf(h.place) {
			case KindCountry, KindRegion, KindDistrict, KindRaion, KindCity, KindCapital:
				hits = append(hits, h)
			}
		}
		if len(hits) > 0 {
			n = r.token[k-1]
			if at+n < len(words) && words[at+n] == "." && r.end[k-1] <= 5 {
				n++ // "Ill."
			}
			return hits, n
		}
	}
	var f forms
	if r.n > 0 {
		f.of(r.text[:r.end[0]])
		for i := 1; i < f.n; i++ {
			for _, h := range g.hitsOf(nil, f.list[i].b[:f.list[i].n]) {
				if k := g.kindOf(h.place); k == KindCountry || k == KindRegion {
					hits = append(hits, h)
				}
			}
		}
		if len(hits) > 0 && r.wholeTokens(1) {
			return hits, r.token[0]
		}
	}
	return nil, 0
}

// inContainer: the container behind the comma holds the place.
func (f *finder) inContainer(i uint32, n int) bool {
	only, _, _ := f.container([]hit{{place: i}}, f.r.token[n-1])
	return len(only) > 0
}

// named finds the places of a name given as a whole.
func (g *Gazetteer) named(to []hit, name string) (hits []hit, how string) {
	if i := strings.IndexAny(name, ",،("); i > 0 {
		if hits := g.namedWithin(name[:i], strings.Trim(name[i+1:], " ,،()")); len(hits) > 0 {
			return hits, HowExact
		}
	}
	key := Fold(name)
	if len(key) > MaxName {
		return nil, ""
	}
	all := g.hitsOf(to, []byte(key))
	if len(all) == 0 {
		if rest, ok := strings.CutPrefix(key, "the "); ok {
			all = g.hitsOf(to, []byte(rest))
		}
	}
	if len(all) > 0 {
		return strong(all), HowExact
	}
	if key == "" || key[0] < 0x80 {
		if len(key) >= minSound {
			return g.sounds(key), HowSpelling
		}
		return nil, ""
	}
	f := finder{g: g}
	f.r.extend(strings.Fields(name), 0, maxRun)
	f.formed(0, nil, hashStart, HowExact)
	if f.best.n != f.r.n {
		return nil, ""
	}
	return f.hits(), f.best.how
}

func strong(hits []hit) []hit {
	out := hits[:0]
	for _, h := range hits {
		if !h.weak {
			out = append(out, h)
		}
	}
	return out
}

// namedWithin finds places by name that lie in one of the places of the other name.
func (g *Gazetteer) namedWithin(name, container string) []hit {
	var out []hit
	wide := g.hitsOf(nil, []byte(Fold(container)))
	if len(wide) == 0 {
		wide, _ = g.named(nil, container)
	}
	inner := g.hitsOf(nil, []byte(Fold(name)))
	if len(inner) == 0 {
		inner, _ = g.named(nil, name)
	}
	for _, h := range inner {
		if slices.ContainsFunc(wide, func(w hit) bool { return w.place != h.place && g.within(h.place, w.place) }) {
			out = append(out, h)
		}
	}
	return out
}
