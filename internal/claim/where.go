package claim

import (
	"strings"

	"exhibit/internal/lang"
	"exhibit/internal/place"
)

// site is where something happened, as the words say it.
type site struct {
	name  string // as shown: the place's name, or the words ("towns around Lviv")
	first int
	last  int
	known place.Place
	found bool
	loose bool // "around", "near", "outside": not the place itself
	prep  string
}

// sitesIn finds the places named in tokens a to b, in order.
func (p *page) sitesIn(a, b int) []site {
	var out []site
	for i := a; i < b; {
		n := p.siteAt(i, b)
		if n == 0 {
			i++
			continue
		}
		st := site{first: i, last: i + n, name: p.words(i, i+n)}
		if p.lex.caseless {
			st.name = bareName(st.name)
		}
		found := p.look(st.name)
		if len(found) == 0 {
			found = p.formOf(i, n)
		}
		if stated := p.statedAt(i, n); len(stated) > 0 {
			found = stated
			p.meansToo(found)
		}
		if len(found) > 0 {
			st.known, st.found = found[0], true
			if p.lex.caseless && st.name != found[0].Name {
				if p.spelled == nil {
					p.spelled = map[string]string{}
				}
				p.spelled[found[0].Name] = st.name
			}
			st.name = found[0].Name
			if len(found[0].Parents) > 0 {
				if p.abroad == nil {
					p.abroad = map[string]int{}
				}
				p.abroad[found[0].Parents[0]]++
			}
		} else if k := p.find(i, i+n, of(cCountry)); k >= 0 {
			st.name = p.hits[k].value
			st.known = place.Place{Name: st.name, Kind: place.KindCountry, Precision: place.PrecisionCountry}
		}
		p.region(&st)
		p.preposition(&st, a)
		out = append(out, st)
		i = max(i+n, p.pastContainer(i, n))
	}
	return out
}

// region: "the Sumy region" is the region of that name, not its city.
func (p *page) region(st *site) {
	switch p.low(st.last) {
	case "region", "oblast", "province", "governorate":
	default:
		return
	}
	if whole := p.look(p.words(st.first, st.last+1)); len(whole) > 0 && rank(whole[0].Precision) >= 2 {
		st.known, st.found, st.name = whole[0], true, whole[0].Name
		return
	}
	bare := p.words(st.first, st.last)
	for _, tail := range [...]string{" oblast", " region", " governorate", " province"} {
		if found := p.look(bare + tail); len(found) > 0 {
			st.known, st.found, st.name = found[0], true, found[0].Name
			return
		}
	}
	if rank(st.known.Precision) < 3 && st.found {
		st.name, st.loose = st.name+" "+p.form(st.last), true
	}
}

// look is the place that a name most likely means, as far as the report's country is known.
func (p *page) look(name string) []place.Place {
	all := p.desk.lookup(p.r.places, name)
	if len(all) == 0 {
		return nil
	}
	if p.lookedFrom != p.dateCountry { // what was looked up before the report's country was known may have meant another
		p.looked, p.formsAt, p.lookedFrom = nil, nil, p.dateCountry
	}
	if found, ok := p.looked[name]; ok {
		return found
	}
	found := p.meant(name, all)
	if p.looked == nil {
		p.looked = map[string][]place.Place{}
	}
	p.looked[name] = found
	p.meansToo(found)
	return found
}

// misspeltNames are the last names of officials as this text writes them with one letter wrong: no towns, even where there
// is one of that name.
func (p *page) misspeltNames() map[string]bool {
	if p.misspelt == nil {
		p.misspelt = map[string]bool{}
		for i := 0; i+1 < len(p.tok); i++ {
			if p.tok[i].Cap && p.tok[i+1].Cap && p.tok[i+1].Newlines == 0 && p.tok[i].Kind == lang.Word && p.tok[i+1].Kind == lang.Word && p.lex.misspelt(p.form(i), p.form(i+1)) != nil {
				p.misspelt[p.form(i+1)] = true
			}
		}
	}
	return p.misspelt
}

// siteAt returns how many tokens from i name a place: the longest run of capitalised words that the gazetteer knows.
func (p *page) siteAt(i, b int) int {
	if p.lex.caseless {
		return p.siteOnce(i, b)
	}
	t := &p.tok[i]
	if !t.Cap || t.Kind != lang.Word || t.Runes < 2 || p.own[i].any(of(cPerson, cBodyName, cBodyUN, cOutlet, cNational, cRole, cRoleTitle)) && !p.own[i].has(cCountry) {
		return 0
	}
	if p.dateFrom(i) > i || isLead(t.Gloss) || p.inPersonName(i) || p.misspeltNames()[t.Lower] || p.lex.genitive && p.noSite(i, b) {
		return 0
	}
	if k := p.find(i, min(b, i+3), of(cCountry)); k >= 0 && p.hits[k].first == i {
		return p.hits[k].last - i
	}
	n := 1
	for n < 4 && i+n < b && p.tok[i+n].Kind == lang.Word && p.tok[i+n].Cap && p.tok[i+n].Newlines == 0 {
		n++
	}
	full := n
	for ; n > 0; n-- {
		found := p.look(p.words(i, i+n))
		if len(found) == 0 {
			if found = p.formOf(i, n); len(found) == 0 {
				continue
			}
		}
		if n == 1 && p.sentenceStart(i) && found[0].Population < 100000 && found[0].Kind != place.KindCountry && !p.placeLike(i) {
			continue
		}
		if n == 1 && !p.placeLike(i) && found[0].Population < 5000 && found[0].Kind != place.KindCountry {
			continue
		}
		if p.namesNoTown(i, n) {
			return 0
		}
		return n
	}
	return p.unlisted(i, full)
}

// unlisted takes a capitalised name behind "in" or "near", or behind "the town of", for a place that no gazetteer
// holds: a place all the same, without a position.
func (p *page) unlisted(i, n int) int {
	switch p.low(i + n - 1) {
	case "street", "avenue", "square", "road", "boulevard":
		return 0
	}
	for n > 1 && p.lex.genitive && isDistrict(p.low(i+n)) {
		n-- // "в … Луганской области": the name of the region is not the village's
	}
	if i == 0 || n > 3 || p.lang.IsDateWord(p.tok, i) || p.own[i].any(nameWords()) || p.tok[i].AllCaps || isNoPlace(p.low(i)) {
		return 0
	}
	if p.lex.genitive && (p.mayCount[i] || p.low(i) != unknownGloss) {
		return 0
	}
	switch prev := p.low(i - 1); prev {
	case "in", "near", "outside":
		return n
	case "city", "town", "village", "settlement":
		if p.lex.genitive {
			return n
		}
	case "of":
		if w := p.low(i - 2); w == "city" || w == "town" || w == "village" || w == "settlement" || w == "suburb" {
			return n
		}
	}
	return 0
}

// isNoPlace: capitalised words that stand behind "in" and name no place.
func isNoPlace(w string) bool {
	switch w {
	case "congress", "parliament", "english", "arabic", "facebook", "twitter", "telegram", "instagram", "ramadan", "islam", "christmas", "easter", "court", "god", "internet", "general", "phase", "chapter", "article", "section", "europe", "africa", "asia", "operation", "custody", "part":
		return true
	}
	return false
}

// inPersonName: a capitalised word that follows a post or a first name is a person's, not a town's.
func (p *page) inPersonName(i int) bool {
	if i == 0 {
		return false
	}
	if p.own[i-1].any(of(cRole, cRoleTitle)) && p.tok[i-1].Cap {
		return true
	}
	word := p.words(i, i+1)
	for _, k := range p.people {
		if k.kind == aPerson && k.listed == nil && strings.HasSuffix(k.name, word) && p.low(i-1) != "in" && p.low(i-1) != "at" {
			return true
		}
	}
	return false
}

func (p *page) sentenceStart(i int) bool {
	return i == 0 || p.tok[i].Newlines > 0 || p.tok[i-1].Kind == lang.Punct && p.low(i-1) != ","
}

func (p *page) placeLike(i int) bool {
	switch p.low(i - 1) {
	case "in", "at", "near", "of", "around", "outside", "from", "to", "on", "throughout", "across", "inside", "over", "and", ",", "through", "towards", "against", "city", "town", "village":
		return i > 0
	case "central", "north", "south", "east", "west":
		return i > 0 && p.lex.caseless // "the centre of X"
	}
	switch p.low(i + 1) {
	case "region", "city", "district", "province", "oblast", "area", ",", "'s":
		return true
	}
	return false
}

// preposition sets what stands before a place; "around", "near" and the like make it loose, and take the words.
func (p *page) preposition(st *site, floor int) {
	i := st.first - 1
	for i > floor && (p.low(i) == "the" || p.low(i) == "city" || p.low(i) == "town" || p.low(i) == "village" || p.low(i) == "of" && (p.low(i-1) == "city" || p.low(i-1) == "town" || p.low(i-1) == "village" || p.low(i-1) == "outskirts") || p.own[i].has(cNational) || p.low(i) == "besieged" || p.low(i) == "'s" && i > 0 && p.own[i-1].has(cCountry) || p.own[i].has(cCountry) && p.low(i+1) == "'s") {
		i--
	}
	if i < floor || i < 0 {
		return
	}
	st.prep = p.low(i)
	if p.lex.caseless && p.behindSeat(st.first) {
		st.prep = "in" // "shelled the town of X"
		return
	}
	switch st.prep {
	case "around", "near", "outside", "surrounding", "outskirts", "northwest", "north", "south", "east", "west":
		st.loose = true
		j := i
		if j > floor && (p.low(j-1) == "towns" || p.low(j-1) == "villages" || p.low(j-1) == "areas" || p.low(j-1) == "settlements" || p.low(j-1) == "suburbs") {
			j--
		}
		if j < i {
			st.name = p.words(j, st.last)
		}
	}
}

// rank orders precisions, narrow first.
func rank(precision string) int {
	switch precision {
	case place.PrecisionPoint:
		return 0
	case place.PrecisionTown:
		return 1
	case place.PrecisionDistrict:
		return 2
	case place.PrecisionRegion:
		return 3
	case place.PrecisionCountry:
		return 4
	case "":
		return 1 // a town that no gazetteer holds
	}
	return 5
}

// where finds the place of what the words a to b tell: the narrowest that they put it in; all of them when several of
// one kind are listed. Places beyond a word of comparison or of provenance are not where it happened.
func (p *page) where(a, b int) (best site, more []site) {
	sites := p.sitesIn(a, b)
	stop := b
	if k := p.find(a, b, of(cCompare)); k >= 0 {
		stop = p.hits[k].first
	}
	chosen := -1
	for i, st := range sites {
		if st.first >= stop && p.low(st.first-1) != "in" || p.compared(st, a) || p.isActorPlace(st) {
			continue
		}
		if i > 0 && st.loose && st.first-sites[i-1].last <= 3 && rank(sites[i-1].known.Precision) <= 1 && p.low(sites[i-1].last) == "," {
			continue // "X, near Y" is X
		}
		if p.leftOut(st) {
			continue
		}
		if st.prep == "to" || (st.prep == "from" || st.prep == "against") && chosen >= 0 {
			continue
		}
		if p.lex.caseless && chosen >= 0 && st.loose != sites[chosen].loose && rank(st.known.Precision) <= 1 && rank(sites[chosen].known.Precision) <= 1 {
			if !st.loose {
				chosen = i // "the village of X in the country around Y"
			}
			continue
		}
		if chosen < 0 || better(st, sites[chosen]) {
			chosen = i
		}
	}
	if chosen < 0 {
		return site{}, nil
	}
	best = sites[chosen]
	for _, st := range sites {
		if !st.loose && !p.isActorPlace(st) && !p.compared(st, a) && rank(st.known.Precision) == rank(best.known.Precision) && st.first >= best.first && (st.first == best.first || st.first <= endOf(more)+2) {
			more = append(more, st)
		}
	}
	return best, more
}

// leftOut: "Outside X, the body has counted …": X is what the figure does not hold.
func (p *page) leftOut(st site) bool {
	if p.low(st.last) != "," {
		return false
	}
	switch p.low(st.first - 1) {
	case "outside", "beyond", "besides", "excluding", "except":
		return p.sentenceStart(st.first - 1)
	}
	return false
}

func endOf(ss []site) int {
	if len(ss) == 0 {
		return -1
	}
	return ss[len(ss)-1].last
}

func better(a, b site) bool {
	at := a.prep == "in" || a.prep == "at" || a.prep == "near" || a.prep == "on" || a.prep == "over" || a.loose
	bt := b.prep == "in" || b.prep == "at" || b.prep == "near" || b.prep == "on" || b.prep == "over" || b.loose
	if ra, rb := rank(a.known.Precision), rank(b.known.Precision); ra != rb {
		return ra < rb && !(a.loose && a.known.Precision != place.PrecisionTown)
	}
	return at && !bt
}

// compared: a case set beside another ("the same as in X") is not where this happened.
func (p *page) compared(st site, floor int) bool {
	k := p.find(floor, st.first+1, of(cCompare, cCompareWeak))
	return k >= 0 && st.first-p.hits[k].last < 6 && p.hits[k].last <= st.first
}

// isTitlePlace: the region in a post ("the head of the X regional administration") is not where a thing happened.
func (p *page) isTitlePlace(st site) bool {
	for k := st.last; k < st.last+3 && k < len(p.tok); k++ {
		switch p.low(k) {
		case "region", "regional", "oblast", "province", "provincial", "governor", "military", "district":
			continue
		}
		return k > st.last && (p.own[k].any(of(cBodyNoun, cRole, cNoun, cOfficial)) || p.low(k) == "," || p.low(k-1) == "governor")
	}
	return true
}

// isActorPlace: a country that acts ("Russia was shooting", "Russia's attack", "by Russia") is no place of the event.
func (p *page) isActorPlace(st site) bool {
	if p.own[st.first].has(cMetonym) && !p.placeLike(st.first) && !st.loose {
		return true
	}
	if rank(st.known.Precision) != 4 {
		return false
	}
	switch st.prep {
	case "in", "across", "throughout", "on", "against", "over", "inside", "at", "within":
		return false
	}
	if p.low(st.last) == "'s" {
		return true
	}
	return st.prep != ","
}

// country counts, over the whole text, the countries that things are said to happen in; the commonest is where a claim
// without a place of its own lies. A country that acts, or is acted against ("sanctions against X"), does not count.
func (p *page) country() string {
	count := map[string]int{}
	best := ""
	add := func(name string, n int) {
		count[name] += n
		if best == "" || count[name] > count[best] {
			best = name
		}
	}
	if p.lex.genitive {
		p.townCountries(add)
	}
	for k := range p.hits {
		h := p.hits[k]
		if h.first == 0 {
			continue
		}
		prev := p.low(h.first - 1)
		switch h.class {
		case cCountry:
			switch prev {
			case "in", "across", "throughout", "over", "inside", "into", "invaded", "invades", "invading":
				add(h.value, 2)
			case "of", "on", "against":
				if o := p.own[max(0, h.first-2)]; o.any(of(cAttack, cHit)) || isDeed(p.low(h.first-2)) || p.low(h.first-2) == "war" {
					add(h.value, 2)
				}
			}
		case cBodyUN, cBodyName:
			if _, in, ok := strings.Cut(h.value, " in "); ok {
				add(in, 1) // a body that is there for one country
			}
		case cNational:
			if w := p.low(h.last); isSeatNoun(w) || w == "capital" || w == "civilians" || w == "territory" || w == "soil" || w == "cities" || w == "towns" {
				add(h.value, 1)
			}
		}
	}
	return best
}

// homeCountry is the country the text is about: the one things are said to happen in, else the one that most places
// named so far lie in.
func (p *page) homeCountry() string {
	if p.home != "" {
		return p.home
	}
	best := ""
	for name, n := range p.abroad {
		if best == "" || n > p.abroad[best] || n == p.abroad[best] && name < best {
			best = name
		}
	}
	return best
}

// lastPlaceBefore is the town or region named last before token i in its paragraph.
func (p *page) lastPlaceBefore(i int) string {
	from := max(0, i-60)
	sites := p.sitesIn(from, i)
	for k := len(sites) - 1; k >= 0; k-- {
		if rank(sites[k].known.Precision) < 4 {
			return sites[k].name
		}
	}
	return ""
}
