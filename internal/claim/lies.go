package claim

import (
	"slices"
	"strings"

	"exhibit/internal/place"
)

// prefer puts the place that a report most likely means first: of several towns of one name the one in the country the
// report was sent from, unless another is a country, or a great city beside a village.
func (p *page) prefer(found []place.Place) []place.Place {
	if len(found) < 2 || p.dateCountry == "" || inCountry(&found[0], p.dateCountry) || found[0].Kind == place.KindCountry {
		return found
	}
	for i := range found {
		x := &found[i]
		if !inCountry(x, p.dateCountry) {
			continue
		}
		if found[0].Population >= 500_000 && x.Population < 20_000 && rank(x.Precision) < 2 {
			return found
		}
		return found[i : i+1]
	}
	return found
}

func inCountry(x *place.Place, country string) bool {
	return len(x.Parents) > 0 && x.Parents[0] == country || x.Name == country
}

// nobodysTown: in a text written in capitals a family name may look like a town far away. What lies in another country
// than the report's is taken for a town there only behind "in" or "at", or when it is a great city.
func (p *page) nobodysTown(st *site) bool {
	home := p.reportCountry()
	if !p.shouts || st.known.Kind == place.KindCountry || home == "" || st.known.Population >= 500_000 && st.prep != "" {
		return false
	}
	switch st.prep {
	case "in", "at", "near", "outside", "from", "to":
		return false
	}
	return !st.found || !inCountry(&st.known, home)
}

// lies sets the larger places that an event's place lies in: the country, those that the words around it name, and the
// place itself; what only the gazetteer knows of goes beside it.
func (p *page) lies(e *Event) {
	p.complete(e)
	if e.Place == "" {
		if home := p.reportCountry(); home != "" && (p.shouts || strings.HasPrefix(e.Basis, "event.deed")) {
			e.Place, e.Precision = home, place.PrecisionCountry
			e.Places = []string{home}
		}
		return
	}
	found := p.look(e.Place)
	if len(found) == 0 || e.PlaceID != "" && found[0].ID != e.PlaceID {
		if home := p.reportCountry(); e.PlaceID == "" && home != "" && len(e.Places) == 1 && e.Places[0] != home {
			e.Places = []string{home, e.Places[0]}
		}
		return
	}
	if len(found[0].Parents) == 0 && (found[0].ID != "" || p.dateCountry == "") {
		return
	}
	if home := p.reportCountry(); p.shouts && home != "" && !inCountry(&found[0], home) && len(found[0].Parents) > 0 {
		p.farAway(e, home)
		return
	}
	e.Around = found[0].Parents
	e.Places = e.Places[:0:0]
	for i, name := range found[0].Parents {
		switch bare := bareArea(name); {
		case i == 0:
			e.Places = append(e.Places, name)
		case !strings.HasPrefix(place.Fold(bare), place.Fold(bareArea(found[0].Name))) && p.namesNear(e.CharStart, bare):
			e.Places = append(e.Places, p.asSpelt(bare))
		}
	}
	e.Places = p.asWritten(append(e.Places, p.asSpelt(bareArea(found[0].Name))), found[0].Name)
}

// complete: a shooting is done with a firearm; the country that a thing happened in is not who did it ("Salvadoran rebels").
func (p *page) complete(e *Event) {
	if e.Type == "shooting" && len(e.Weapons) == 0 {
		e.Weapons = []Named{{Type: "firearm"}}
	}
	p.theirGroup(e)
	e.Alleged = slices.DeleteFunc(e.Alleged, func(a Accused) bool {
		return p.dateCountry != "" && a.Name == p.dateCountry && (e.Place == "" || len(e.Places) > 0 && e.Places[0] == p.dateCountry)
	})
}

// farAway: in a text in capitals the words that look like a town of another country are a quarter of a town at home, or
// nobody's town at all. They stay, without a position, where the text says "in" of them.
func (p *page) farAway(e *Event, home string) {
	name := strings.Fields(place.Fold(e.Place))
	e.PlaceID, e.Lat, e.Lon, e.Around = "", nil, nil, nil
	for _, i := range p.behindIn(name) {
		if slices.Equal(name, p.folded(i, len(name))) && (i+len(name) == len(p.tok) || !p.mayBeName(i+len(name))) {
			e.Place = p.words(i, i+len(name))
			e.Places = []string{home, e.Place}
			return
		}
	}
	e.Place, e.Places, e.Precision = home, []string{home}, place.PrecisionCountry
}

// ofContinent: "Latin American", "Central American" belong to no one country.
func (p *page) ofContinent(i int) bool {
	switch p.form(i - 1) {
	case "latin", "central", "south", "north", "inter", "pan":
		return true
	}
	return false
}

// reportCountry is the country that a report tells of when it does not say: the one it was sent from, unless it was sent
// from nowhere or abroad and speaks of another one all the time.
func (p *page) reportCountry() string {
	if p.ownCountryKnown {
		return p.ownCountry
	}
	p.ownCountryKnown = true
	count := map[string]int{}
	best := ""
	for k := range p.hits {
		if h := p.hits[k]; h.class == cCountry || h.class == cNational && !p.ofContinent(h.first) {
			if count[h.value]++; best == "" || count[h.value] > count[best] {
				best = h.value
			}
		}
	}
	for name, n := range p.abroad {
		if count[name] += n; count[name] > count[best] || count[name] == count[best] && name < best {
			best = name
		}
	}
	p.ownCountry = p.dateCountry
	if count[best] >= 3 && count[best] > 2*count[p.dateCountry] {
		p.ownCountry = best
	}
	return p.ownCountry
}

// asSpelt is a name as a text in capitals spells it, most often without the marks on its letters.
func (p *page) asSpelt(name string) string {
	words := strings.Fields(place.Fold(name))
	if !p.shouts || len(words) == 0 {
		return name
	}
	if w, ok := p.spelt[name]; ok {
		return w
	}
	if p.spelt == nil {
		p.spelt = map[string]string{}
	}
	p.spelt[name] = name
	for i := range p.tok {
		if p.tok[i].Cap && slices.Equal(words, p.folded(i, len(words))) {
			p.spelt[name] = p.words(i, i+len(words))
			break
		}
	}
	return p.spelt[name]
}

// behindIn are the tokens behind "in" or "near" that are the first word of a folded name. The text is gone through once,
// however many names are asked for.
func (p *page) behindIn(name []string) []int {
	if p.inPlace == nil {
		p.inPlace = map[string][]int{}
		for i := 1; i < len(p.tok); i++ {
			switch p.low(i - 1) {
			case "in", "at", "near", "outside":
				word := place.Fold(p.tok[i].Lower)
				p.inPlace[word] = append(p.inPlace[word], i)
			}
		}
	}
	if len(name) == 0 {
		return nil
	}
	return p.inPlace[name[0]]
}

// bareArea is the name of an area without the word for its kind.
func bareArea(name string) string {
	for _, tail := range [...]string{" Department", " Province", " Region", " D.C."} {
		if bare, ok := strings.CutSuffix(name, tail); ok {
			return bare
		}
	}
	for _, front := range [...]string{"Municipio de ", "Provincia de ", "Departamento de "} {
		if bare, ok := strings.CutPrefix(name, front); ok {
			return bare
		}
	}
	return name
}

// namesNear: the sentence that tells of an event, or one beside it, has the name.
func (p *page) namesNear(char int, name string) bool {
	words := strings.Fields(place.Fold(name))
	if len(words) == 0 {
		return false
	}
	n := p.sentenceAt(char)
	for i := p.sents[n].First; i < p.sents[min(n+1, len(p.sents)-1)].Last; i++ {
		if p.tok[i].Cap && slices.Equal(words, p.folded(i, len(words))) {
			return true
		}
	}
	return false
}

func (p *page) folded(i, n int) []string {
	out := make([]string, 0, n)
	for ; n > 0 && i < len(p.tok); i, n = i+1, n-1 {
		out = append(out, place.Fold(p.tok[i].Lower))
	}
	return out
}
