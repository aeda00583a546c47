package claim

import (
	"strings"

	"exhibit/internal/lang"
	"exhibit/internal/place"
)

// siteWithoutCapitals returns how many tokens from i name a place in a script without capitals: a name the gazetteer
// knows, or what stands behind a word such as "village".
func (p *page) siteWithoutCapitals(i, b int) int {
	t := &p.tok[i]
	if t.Kind != lang.Word || t.Runes < 2 {
		return 0
	}
	if n := p.longPlace(i, b); n > 1 && (p.own[i].has(cPlaceHead) || !p.lang.Has(t.Lower)) && !p.own[i].any(of(cPerson, cBodyName, cBodyUN, cOutlet, cRole)) {
		return n
	}
	if p.own[i].any(of(cPerson, cBodyName, cBodyUN, cOutlet, cRole, cRoleTitle, cActor, cVictim, cKill, cAttack, cSay)) && !p.own[i].has(cCountry) || p.dateFrom(i) > i {
		return 0
	}
	if k := p.find(i, min(b, i+4), of(cCountry)); k >= 0 && p.hits[k].first == i {
		return p.hits[k].last - i
	}
	if p.mayBePlace(i) {
		return 1
	}
	if p.namedByNoun(i, b) {
		return 2
	}
	if p.low(i) == "the" || !p.behindSeat(i) || p.own[i].any(heads()) || p.own[i].any(of(cNational, cObject, cWeapon, cDie, cInjure)) || p.lang.Has(t.Lower) && !p.own[i].has(cPlaceHead) {
		return 0
	}
	n := 1
	if p.own[i].has(cPlaceHead) {
		n = 2
		if i+2 < b && p.low(i+1) == "the" && !p.tok[i+2].Spaced {
			n = 3
		}
	}
	if i+n > b {
		return 0
	}
	return n
}

// namedByNoun: an article and a noun behind "town" or "village" without an article are its name, though the noun is an
// ordinary word: "the village of the Mill".
func (p *page) namedByNoun(i, b int) bool {
	if p.low(i) != "the" || i == 0 || i+1 >= b || p.tok[i+1].Spaced || p.tok[i+1].Kind != lang.Word || i > 1 && p.low(i-2) == "the" {
		return false
	}
	switch p.low(i - 1) {
	case "city", "town", "village", "suburb":
	default:
		return false
	}
	o := p.own[i+1]
	return (p.low(i+1) == unknownGloss || p.low(i+1) == "new") && !o.any(harm()) && !o.any(heads()) && !o.any(of(cVictim, cAttack, cHit, cRuin, cObject, cWeapon, cNational, cSay, cLabel, cPattern))
}

// behindSeat: a word such as "town" or "village" stands right before token i.
func (p *page) behindSeat(i int) bool {
	switch p.low(i - 1) {
	case "city", "town", "village", "settlement", "suburb", "outskirts":
		return true
	}
	return strings.HasPrefix(p.tok[i].Lower, "#") && i > 0 && p.low(i-1) == "in"
}

// bareName takes the mark of a hashtag and its joints from a name.
func bareName(s string) string {
	if strings.ContainsAny(s, "#_") {
		return strings.ReplaceAll(strings.TrimPrefix(s, "#"), "_", " ")
	}
	return s
}

// siteOnce looks once for the place that begins at token i.
func (p *page) siteOnce(i, b int) int {
	if len(p.sitesAt) == 0 {
		p.sitesAt = make([]int8, len(p.tok))
	}
	if p.sitesAt[i] == 0 {
		p.sitesAt[i] = int8(p.siteWithoutCapitals(i, len(p.tok)) + 1)
	}
	n := int(p.sitesAt[i]) - 1
	if i+n > b {
		return p.siteWithoutCapitals(i, b)
	}
	return n
}

// maySite: a place may begin at token i, by what stands before it.
func (p *page) maySite(i int) bool {
	if i == 0 || p.tok[i].Lower[0] == '#' || p.own[i].has(cPlaceHead) || p.tok[i-1].Kind == lang.Punct || p.behindSeat(i) {
		return true
	}
	switch p.low(i - 1) {
	case "in", "on", "to", "from", "and", "near", "the", "north", "south", "east", "west", "northwest", "central", "around", "inside", "towards", "about", "between", "over", "region", "governorate", "district", "area", "areas":
		return true
	}
	return false
}

// longPlace returns how many tokens from i, more than one, name a place that the gazetteer knows; 0 for none.
func (p *page) longPlace(i, b int) int {
	if !p.maySite(i) {
		return 0
	}
	if o := p.own[i]; p.low(i) == "the" || p.low(i) == "and" || p.low(i) == "in" || i+1 >= b || o.any(of(cAttack, cSay, cKill, cInjure, cForce)) || o.has(cObject) && !o.has(cPlaceHead) {
		return 0
	}
	for n := min(4, b-i); n > 1; n-- {
		whole := true
		for k := i; k < i+n && whole; k++ {
			whole = p.tok[k].Kind == lang.Word && (k == i || p.tok[k].Newlines == 0)
		}
		if whole && len(p.look(bareName(p.words(i, i+n)))) > 0 {
			return n
		}
	}
	return 0
}

// mayBePlace: the word at i is the name of a place that the gazetteer knows, and stands where one may stand. Many names
// of villages are ordinary words too.
func (p *page) mayBePlace(i int) bool {
	t := &p.tok[i]
	if !p.behindSeat(i) && t.Lower[0] != '#' && (p.lang.Has(t.Lower) || p.own[i] != (set{}) && !p.own[i].any(of(cPlaceHead, cCountry, cMetonym))) {
		return false
	}
	found := p.look(bareName(p.words(i, i+1)))
	if len(found) == 0 {
		return false
	}
	x := &found[0]
	if p.dateCountry != "" && !inCountry(x, p.dateCountry) && x.Kind != place.KindCountry && x.Population < 500_000 {
		return false
	}
	if x.Kind == place.KindCountry || x.Population >= 100_000 || p.behindSeat(i) || strings.HasPrefix(t.Lower, "#") {
		return true
	}
	if p.lang.Has(t.Lower) || p.own[i] != (set{}) && !p.own[i].has(cPlaceHead) {
		return false
	}
	switch p.low(i - 1) {
	case "in", "near", "north", "south", "east", "west", "northwest", "inside", "around", "towards", "central", "about":
		return i > 0
	case "on", "to", "and", ",", "between", "from":
		return x.Population >= 5000
	}
	return false
}

// seatCountry is the country that most places named in the text lie in, "" when no two agree or none is named.
func (p *page) seatCountry() string {
	count := map[string]int{}
	best := ""
	for i := p.body; i < len(p.tok); i++ {
		if i > p.body && p.low(i-1) != "in" && !p.behindSeat(i) {
			continue
		}
		n := p.siteWithoutCapitals(i, len(p.tok))
		if n == 0 {
			continue
		}
		found := p.look(bareName(p.words(i, i+n)))
		i += n - 1
		if len(found) == 0 {
			continue
		}
		country := countryOf(&found[0])
		if country == "" {
			continue
		}
		if count[country]++; best == "" || count[country] > count[best] || count[country] == count[best] && country == p.home {
			best = country
		}
	}
	return best
}

// asWritten adds to the names of a place the one that the text writes, where that is another.
func (p *page) asWritten(path []string, name string) []string {
	if w := p.spelled[name]; w != "" && len(path) > 0 {
		return append(path[:len(path):len(path)], w)
	}
	return path
}

// isScene: "in the village of X" says where, not what was hit.
func (p *page) isScene(h hit) bool {
	return h.value == "settlement" && (p.low(h.first-1) == "in" || p.low(h.first-1) == "the" && p.low(h.first-2) == "in")
}
