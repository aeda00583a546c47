package claim

import (
	"strings"

	"exhibit/internal/lang"
	"exhibit/internal/place"
)

// finder finds a name in the words of a text, with the words beside it; *place.Gazetteer satisfies it.
type finder interface {
	Find(words []string, at int) (place.Match, int)
}

// formOf is the place that tokens i to i+n name in an inflected form that only the words beside it vouch for.
func (p *page) formOf(i, n int) []place.Place {
	g, ok := p.r.places.(finder)
	if !ok || !p.lex.genitive {
		return nil
	}
	key := int64(i)<<3 | int64(n)
	found, known := p.formsAt[key]
	if !known {
		if p.formsAt == nil {
			p.formsAt = map[int64][]place.Place{}
		}
		found = p.findForm(g, i, n)
		p.formsAt[key] = found
	}
	return found
}

func (p *page) findForm(g finder, i, n int) []place.Place {
	from, to := max(0, i-2), min(len(p.tok), i+n+3)
	words := make([]string, 0, to-from)
	for k := from; k < to; k++ {
		words = append(words, p.text[p.tok[k].Start:p.tok[k].End])
	}
	if m, _ := g.Find(words, i-from); m.Name == n && len(m.Candidates) > 0 {
		return p.meant(p.words(i, i+n), m.Candidates)
	}
	return nil
}

func isDistrict(w string) bool {
	return w == "oblast" || w == "region" || w == "district" || w == "province"
}

// noSite: the capitalised word at i is part of a body's name or a person's first name.
func (p *page) noSite(i, b int) bool {
	if p.own[i].any(of(cBodyNoun, cOfficial, cNoun)) {
		return true
	}
	switch p.low(i - 1) {
	case "in", "on", "near", "at", "to", "of", "from", "city", "village", "settlement":
		return false
	}
	n := i + 1
	return n < b && p.tok[n].Kind == lang.Word && p.tok[n].Cap && p.tok[n].Newlines == 0 && !p.own[n].any(nameWords()) && !isDistrict(p.low(n+1)) && p.low(n) == unknownGloss && len(p.look(p.words(i, n+1))) == 0
}

// shortText is how many tokens a report of one event has at most.
const shortText = 300

// aCountrysToll is the number of killed from which a figure without a place is a country's and not that of the town a report comes from.
const aCountrysToll = 1000

// countsMoreThanATown: a body of another country counts, or counts thousands: its figure is none of the town that the report names first,
// which may be no more than where it was written.
func (p *page) countsMoreThanATown(out *Claim, c clause, town *place.Place) bool {
	if out.Kind != Casualty {
		return false
	}
	for _, n := range []*int{out.Killed, out.Injured, out.CombinedTotal} {
		if n != nil && *n >= aCountrysToll {
			return true
		}
	}
	return c.sp != nil && c.sp.who != nil && c.sp.who.nation != "" && !inCountry(town, c.sp.who.nation)
}

// homeTown gives a claim without a place of its own the town that a short report is about: that of the deed told before,
// else the first one it names. What is told of a whole country has none.
func (p *page) homeTown(out *Claim, c clause) bool {
	if len(p.tok) > shortText || c.apart || p.has(c.from, c.to, of(cWide)) || p.theCountry(c.from, c.to) || out.Kind == Casualty && c.sp != nil && c.sp.who != nil && c.sp.who.un || p.speaksFar(c) {
		return false
	}
	if d := p.lastDeed; d != nil && d.Place != "" && d.PlacePrecision != place.PrecisionCountry {
		out.Place, out.Places, out.PlacePrecision, out.Lat, out.Lon = d.Place, d.Places, d.PlacePrecision, d.Lat, d.Lon
		return true
	}
	if !p.townKnown {
		p.townKnown = true
		for b := 0; b < len(p.blocks) && p.townSeen == ""; b++ {
			if here := p.townsOf(b); len(here.sites) > 0 && !p.inPersonName(here.sites[0].first) {
				p.townSeen = here.sites[0].name
			}
		}
	}
	if p.townSeen == "" && c.sp != nil && c.sp.who != nil && c.sp.who.listed != nil {
		if _, town, ok := strings.Cut(c.sp.who.listed.role, "mayor of "); ok && len(p.look(town)) > 0 {
			p.setPlace(out, site{name: town, known: p.look(town)[0], found: true})
			return true
		}
	}
	if p.townSeen == "" {
		return false
	}
	if found := p.look(p.townSeen); len(found) > 0 && !p.countsMoreThanATown(out, c, &found[0]) {
		p.setPlace(out, site{name: p.townSeen, known: found[0], found: true})
		return true
	}
	return false
}

// speaksFar: an official of a state or a body of the world speaks of more than one town: nothing places their words but
// the words themselves.
func (p *page) speaksFar(c clause) bool {
	if c.sp == nil || c.sp.who == nil {
		return false
	}
	who := c.sp.who
	return who.un || who.listed != nil && !strings.Contains(who.listed.role, "mayor") && !strings.Contains(who.listed.role, "overnor") && !strings.Contains(who.listed.role, "regional")
}

// townCountries counts the countries of the towns that things are said to happen in: "in" may also say where to.
func (p *page) townCountries(add func(string, int)) {
	for i := 1; i < len(p.tok); i++ {
		if !p.tok[i].Cap || p.low(i-1) != "in" || p.own[i].any(of(cCountry, cBodyName, cBodyUN, cBodyNoun)) {
			continue
		}
		if found := p.look(p.words(i, i+1)); len(found) > 0 && rank(found[0].Precision) <= 1 && len(found[0].Parents) > 0 {
			add(found[0].Parents[0], 2)
		}
	}
}

// countryAt is the government named by its country or capital at token a: "Moscow its part in it denies".
func (p *page) countryAt(a, limit int) *known {
	if k := p.find(a, min(limit, a+2), of(cCountry, cMetonym)); k >= 0 && p.hits[k].first == a {
		return &known{name: p.hits[k].value, kind: aCountry, nation: p.hits[k].value}
	}
	// "the Russian side": a party that denies speaks for itself.
	if k := p.find(a, min(limit, a+3), of(cActor)); k >= 0 && p.hits[k].first == a && p.lex.genitive {
		return &known{name: p.hits[k].value, kind: aCountry, nation: p.nationIn(p.hits[k].value)}
	}
	return nil
}
