package claim

import (
	"sort"
	"strings"

	"exhibit/internal/lang"
)

// focus is the town that a claim without a place of its own is about, when the words point back to something told
// before ("the attack", "the dead", "my neighbour", an exact number of people): the town named last before it in its
// paragraph, else the only one named there, else the town of the last deed told not long before. Towns abroad are where
// somebody spoke. A total or a general statement has no such town.
func (p *page) focus(c clause, ch choice) (site, bool) {
	if ch.kind != Attack && ch.kind != Casualty && ch.kind != EvidenceMention || c.apart || p.general(c, ch) {
		return site{}, false
	}
	told := p.pointsBack(ch) || ch.kind == EvidenceMention && p.has(ch.a, ch.b, of(cBody, cDead))
	if !told && (!p.fewPeople(ch) || p.nationwide(c)) {
		return site{}, false
	}
	here := p.townsOf(p.block)
	best := sort.Search(len(here.sites), func(i int) bool { return here.sites[i].first >= ch.a }) - 1
	if best < 0 && here.one && told {
		best = 0
	}
	if best >= 0 {
		return here.sites[best], true
	}
	if p.lastDeed != nil && p.block-p.deedBlock <= 4 && p.lastDeed.Place != "" && len(p.lastDeed.Places) < 2 {
		if found := p.look(p.lastDeed.Place); len(found) > 0 && rank(found[0].Precision) <= 1 {
			return site{name: p.lastDeed.Place, known: found[0], found: true}, true
		}
	}
	if before := p.townsOf(p.block - 1); before.one && told {
		return before.sites[0], true
	}
	return site{}, false
}

// townList is the towns of one paragraph, in order; one: all of them are the same.
type townList struct {
	sites []site
	one   bool
}

// general: the words are about a country or a war, not about one thing that was told of.
func (p *page) general(c clause, ch choice) bool {
	return p.has(c.from, c.to, of(cSince, cCumulative, cWide, cAsOf)) || p.theCountry(c.from, c.to) || c.sp != nil && c.sp.who != nil && c.sp.who.un
}

// nationwide: the speaker counts for a whole country (a ministry, a general staff), unless a town is in the name.
func (p *page) nationwide(c clause) bool {
	if c.sp == nil || c.sp.who == nil {
		return false
	}
	w := c.sp.who
	return w.nation != "" && (w.nation == p.homeCountry() || w.kind == aBody || w.kind == aCountry) && len(p.look(w.nation)) > 0 && rank(p.look(w.nation)[0].Precision) == 4
}

// pointsBack: "the attack", "the dead", "the theatre", "my neighbour": something told of before.
func (p *page) pointsBack(ch choice) bool {
	for i := ch.a; i < ch.b; i++ {
		switch p.low(i) {
		case "the", "this", "my", "our":
		default:
			continue
		}
		for k := i + 1; k < ch.b && k < i+4 && p.tok[k].Kind == lang.Word && !isStopWord(p.low(k)); k++ {
			if p.own[k].any(of(cVictim, cDead, cObject, cAttack, cBody, cSite, cTollKilled)) || isSeatNoun(p.low(k)) && p.low(k) != "country" {
				if p.own[k].has(cObject) && strings.HasSuffix(p.low(k), "s") {
					break // "the hospitals" are no one hospital
				}
				return true
			}
		}
	}
	return false
}

// fewPeople: an exact number of people such as one attack may harm.
func (p *page) fewPeople(ch choice) bool {
	if ch.kind != Casualty {
		return false
	}
	for _, f := range p.figures(ch.a, ch.b) {
		if f.Exact != nil && !f.unnumbered && *f.Exact < 500 && f.m != mDisplaced && (f.status != "combatant" || *f.Exact < 50) {
			return true
		}
	}
	return false
}

func isStopWord(w string) bool {
	switch w {
	case "of", "in", "and", "to", "that", "with", "for", "on":
		return true
	}
	return false
}

// townsOf are the towns named in a paragraph that lie in the country the text is about.
func (p *page) townsOf(block int) townList {
	if block < 0 {
		return townList{}
	}
	if known, ok := p.towns[block]; ok {
		return known
	}
	if p.towns == nil {
		p.towns = map[int]townList{}
	}
	var out townList
	for i := p.firstSentence(block); i < len(p.sents) && p.sents[i].Block == block; i++ {
		for _, st := range p.sitesIn(max(p.sents[i].First, p.body), p.sents[i].Last) {
			if rank(st.known.Precision) > 1 || !st.found || st.loose || p.isTitlePlace(st) || p.isActorPlace(st) || st.prep == "to" || p.isAbroad(st) {
				continue
			}
			out.one = len(out.sites) == 0 || out.one && out.sites[0].name == st.name
			out.sites = append(out.sites, st)
		}
	}
	p.towns[block] = out
	return out
}

// firstSentence is the index of the first sentence of a paragraph.
func (p *page) firstSentence(block int) int {
	lo, hi := 0, len(p.sents)
	for lo < hi {
		mid := (lo + hi) / 2
		if p.sents[mid].Block < block {
			lo = mid + 1
		} else {
			hi = mid
		}
	}
	return lo
}
