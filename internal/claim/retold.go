package claim

import (
	"slices"
	"strconv"
	"strings"

	"exhibit/internal/lang"
	"exhibit/internal/place"
)

// A report of one deed tells of it over and over: in the headline, in the lead, under a photograph, in the words of the police.
// Where a later telling has a narrower place, a false one or none, or names the day of the charge, it looks like a deed of its
// own. Two tellings of one report are one event when nothing keeps them apart and something holds them together.

const (
	retoldReach = 24   // events before it that a telling is compared with
	retoldNear  = 40.0 // kilometres between a town and the suburb or the hospital that a telling names
	retoldDays  = 21   // between the days that a report gives for what one person of a name suffered
	retoldAged  = 7    // the same for one person of an age
)

// settleRetold joins the tellings of one deed. Events are gone through as the text has them, each is compared with a bounded
// number of those before it.
func (p *page) settleRetold(events []Event, gone map[int]bool) {
	if !p.lex.deeds || p.shouts {
		return
	}
	var order []int
	for i := range events {
		if !gone[i] && ofPersons(&events[i]) {
			order = append(order, i)
		}
	}
	slices.SortStableFunc(order, func(a, b int) int { return events[a].CharStart - events[b].CharStart })
	for n := 1; n < len(order); n++ {
		b := order[n]
		best, most := -1, 0
		for m := max(0, n-retoldReach); m < n; m++ {
			if a := order[m]; !gone[a] {
				if like := p.retold(&events[a], &events[b]); like > most {
					best, most = a, like
				}
			}
		}
		if best < 0 {
			continue
		}
		a, typ := &events[best], toldKind(events[best].Type, events[b].Type)
		p.keepBetter(a, &events[b])
		a.absorb(&events[b])
		a.Type = typ
		p.handRoster(&events[b], a)
		gone[b] = true
	}
}

// toldKind is the kind of an event that two tellings give: that of the deed rather than of what was found or of no kind.
func toldKind(a, b string) string {
	if a == "site_found" || a == "other" || b != "site_found" && b != "other" && general(b) < general(a) {
		return b
	}
	return a
}

// ofPersons: a deed done to persons, where what stands around them is only where it happened.
func ofPersons(e *Event) bool {
	switch e.Type {
	case "killing", "shooting", "attack", "other", "stabbing", "robbery":
		return true
	case "site_found": // a body where somebody was shot; a grave stands alone
		return len(e.ObjectTypes) == 0
	}
	return false
}

// retold says how much holds two events together; 0 when something keeps them apart.
func (p *page) retold(a, b *Event) int {
	if !p.oneKindOfDeed(a, b) || p.anotherDeed(b) {
		return 0
	}
	who, gap, places, tolls := p.samePeople(a, b), daysBetween(a, b), p.placesOf(a, b), figuresDiffer(a, b)
	switch {
	case who == othersTold || gap > retoldDays:
		return 0
	case who == oneNamed:
		return 100
	case who == oneAged && gap <= retoldAged && (gap == 0 && !tolls || places > placesNear && !many(a) && !many(b)):
		return 50
	case gap > 0 || tolls || places == placesApart || places == placesNear && p.countsAny(a) && p.countsAny(b):
		return 0
	}
	like := int(places)
	if a.DateMin != "" && b.DateMin != "" {
		like += 4
	}
	return like
}

// many: so many died that the report tells of several deeds together, each with its own people.
func many(e *Event) bool { return e.KilledMax != nil && *e.KilledMax > 4 }

// oneKindOfDeed: one kind, or the one wider than the other; a body is found where somebody was killed.
func (p *page) oneKindOfDeed(a, b *Event) bool {
	x, y := a.Type, b.Type
	if x == y {
		return x != "attack"
	}
	byHand := func(t string) bool { return t == "shooting" || t == "stabbing" }
	deadly := func(t string) bool { return t == "killing" || byHand(t) }
	switch {
	case x == "site_found" || y == "site_found":
		return deadly(x) || deadly(y)
	case x == "attack" || y == "attack": // between forces, every attack is one of its own
		return byHand(x) || byHand(y)
	}
	return general(x) > 0 || general(y) > 0 || x == "other" || y == "other"
}

// anotherDeed: the sentence says that what it tells of is not what the report is about.
func (p *page) anotherDeed(e *Event) bool {
	s := p.sents[p.sentenceAt(e.CharStart)]
	if p.findWord(s.First, s.Last, "separate", "separately", "unrelated", "previous", "previously", "similar", "elsewhere") >= 0 {
		return true
	}
	for i := s.First; i < s.Last; i++ {
		switch p.form(i) {
		case "ago":
			switch p.form(i - 1) {
			case "year", "years", "month", "months", "decade", "decades", "half":
				return true
			}
		case "another", "second", "third", "other", "earlier", "recent", "also":
			for k := i + 1; k < min(i+3, s.Last); k++ {
				switch p.form(k) {
				case "shooting", "shootings", "killing", "killings", "murder", "murders", "homicide", "homicides", "incident", "incidents", "attack", "attacks", "case", "cases":
					return true
				}
			}
		}
	}
	return false
}

// daysBetween is how many days lie between two events; 0 when they may be of one day.
func daysBetween(a, b *Event) int {
	if a.DateMin == "" || b.DateMin == "" || a.DateMax >= b.DateMin && b.DateMax >= a.DateMin {
		return 0
	}
	if a.DateMax < b.DateMin {
		return int(lang.ParseDay(b.DateMin) - lang.ParseDay(a.DateMax))
	}
	return int(lang.ParseDay(a.DateMin) - lang.ParseDay(b.DateMax))
}

// people is what two events say of whom they were done to.
type peopleRelation int

const (
	peopleOpen peopleRelation = iota
	oneAged                   // somebody of the same years is told of in both
	oneNamed                  // somebody of the same name is
	othersTold                // nobody of the one can be anybody of the other
)

func (p *page) samePeople(a, b *Event) peopleRelation {
	x, y := p.peopleOf(a), p.peopleOf(b)
	met, other, same := len(x) == 0 || len(y) == 0, false, peopleOpen
	for i := range y {
		other = other || y[i].another
		for k := range x {
			if !x[k].mayBe(&y[i].someone) {
				continue
			}
			met = true
			switch {
			case y[i].another:
			case x[k].name != "" && x[k].name == y[i].name:
				same = oneNamed
			case x[k].old > 0 && x[k].old == y[i].old:
				same = max(same, oneAged)
			}
		}
	}
	shared, all := sharedAges(x, y)
	switch {
	case !met || other && same == peopleOpen || same < oneNamed && shared == 0 && all:
		return othersTold
	case same == oneAged && !all:
		return peopleOpen
	}
	return same
}

// sharedAges counts the years that both lists give. all says whether those of the one are all among those of the other, or
// whether none is where both give some.
func sharedAges(x, y []mention) (shared int, all bool) {
	a, b := ages(x), ages(y)
	for _, n := range a {
		if slices.Contains(b, n) {
			shared++
		}
	}
	if shared == 0 {
		return 0, len(a) > 0 && len(b) > 0
	}
	return shared, shared == len(a) || shared == len(b)
}

func ages(list []mention) (out []int) {
	for i := range list {
		if n := list[i].old; n > 0 && !slices.Contains(out, n) {
			out = append(out, n)
		}
	}
	return out
}

// peopleOf are those whom the deeds of an event tell of, and those whom its claims call by name.
func (p *page) peopleOf(e *Event) []mention {
	var out []mention
	if r := p.rosters[e.ID]; r != nil {
		for _, list := range [][]statement{r.dead, r.hurt, r.struck} {
			for _, st := range list {
				out = append(out, st.of...)
			}
		}
	}
	for _, v := range e.Victims {
		m := mention{lo: v.NumberMin, hi: v.NumberMax}
		m.name = personName(v.Name)
		for w := range strings.FieldsSeq(strings.ToLower(v.Description)) {
			if n, ok := strings.CutSuffix(w, "-year-old"); ok {
				m.old, _ = strconv.Atoi(n)
			}
		}
		if m.old > 0 || m.name != "" && e.Claims == nil {
			out = append(out, m)
		}
	}
	if len(out) == 0 {
		s := p.sents[p.sentenceAt(e.CharStart)]
		for _, q := range p.peopleIn(s.First, s.Last) {
			if m := p.mention(&q); !q.culprit && m.old > 0 {
				out = append(out, m)
			}
		}
	}
	return out[:min(len(out), mostOnRoster)]
}

// figuresDiffer: the numbers of the dead or of the hurt exclude each other.
func figuresDiffer(a, b *Event) bool {
	return disjoint(a.KilledMin, a.KilledMax, b.KilledMin, b.KilledMax) || disjoint(a.InjuredMin, a.InjuredMax, b.InjuredMin, b.InjuredMax)
}

func disjoint(lo1, hi1, lo2, hi2 *int) bool {
	return lo1 != nil && hi2 != nil && *lo1 > *hi2 || lo2 != nil && hi1 != nil && *lo2 > *hi1
}

// countsAny: the event says how many died or were hurt.
func (p *page) countsAny(e *Event) bool {
	return e.KilledMin != nil || e.InjuredMin != nil || len(p.peopleOf(e)) > 0
}

type placeRelation int

const (
	placesApart placeRelation = iota
	placesUnknown
	placesNear
	placesSame
)

// placesOf compares the places of two events. A place that no words of place stand before, and that lies nowhere near, may be a
// surname, a street or a paper: nothing is known by it.
func (p *page) placesOf(a, b *Event) placeRelation {
	switch {
	case a.Place == "" || b.Place == "" || a.Precision == place.PrecisionCountry || b.Precision == place.PrecisionCountry:
		return placesUnknown
	case p.samePlace(a.Place, b.Place) || beginsWith(a.Place, b.Place) || beginsWith(b.Place, a.Place):
		return placesSame
	case a.Lat != nil && b.Lat != nil && place.Kilometres(*a.Lat, *a.Lon, *b.Lat, *b.Lon) <= retoldNear:
		return placesNear
	case p.surePlace(a) && p.surePlace(b):
		return placesApart
	}
	return placesUnknown
}

// beginsWith: "Sumy" and "Sumy County": a place and what is called after it.
func beginsWith(long, short string) bool {
	rest, ok := strings.CutPrefix(long, short)
	return ok && (rest == "" || rest[0] == ' ' || rest[0] == ',')
}

// surePlace: a gazetteer holds the place of an event, and the text says somewhere that it is one.
func (p *page) surePlace(e *Event) bool {
	if e.PlaceID == "" || p.survey == nil {
		return false
	}
	return slices.ContainsFunc(p.survey.sure, func(m place.Mention) bool { return m.Name == e.Place })
}

// keepBetter gives the event that stays the better place and the earlier day: a later one is that of the charge, of the funeral
// or of the news.
func (p *page) keepBetter(to, from *Event) {
	if p.betterPlace(to, from) {
		to.Place, to.Places, to.PlaceID, to.Lat, to.Lon, to.Precision = from.Place, from.Places, from.PlaceID, from.Lat, from.Lon, from.Precision
	}
	if from.DateMin != "" && (to.DateMin == "" || from.DateMax < to.DateMin && daysBetween(to, from) <= retoldAged) {
		to.DateMin, to.DateMax, to.DateBasis = from.DateMin, from.DateMax, from.DateBasis
	}
}

// betterPlace: a place that is one, for what no gazetteer knows or what may be a name; a town for its county. Where somebody
// was taken to is not where it happened.
func (p *page) betterPlace(to, from *Event) bool {
	if from.Place == "" || from.Precision == place.PrecisionCountry || p.treatedThere(from) {
		return false
	}
	if to.Place == "" || to.Precision == place.PrecisionCountry || p.treatedThere(to) {
		return true
	}
	old, fresh := p.look(to.Place), p.look(from.Place)
	switch {
	case len(fresh) == 0 || rank(fresh[0].Precision) > 2:
		return false
	case len(old) == 0:
		return p.surePlace(from)
	}
	switch p.placesOf(to, from) {
	case placesSame:
		return p.liesIn(to.Place, from.Place)
	case placesNear:
		return rank(fresh[0].Precision) < rank(old[0].Precision)
	}
	return p.surePlace(from) && !p.surePlace(to)
}

// treatedThere: the sentence that gives the place is about the treatment or the end of the hurt.
func (p *page) treatedThere(e *Event) bool {
	s := p.sents[p.sentenceAt(e.CharStart)]
	return p.findWord(s.First, s.Last, "hospital", "pronounced", "medical") >= 0
}
