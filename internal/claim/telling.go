package claim

import (
	"crypto/sha256"
	"encoding/hex"
	"slices"
	"strconv"
	"strings"

	"exhibit/internal/lang"
	"exhibit/internal/place"
)

// longestAnchor is how many tokens of a sentence on either side of a deed anchor it.
const longestAnchor = 60

func (p *page) telling(d *deed) Event {
	s := p.sents[d.sent]
	a, b := max(s.First, d.at-longestAnchor), min(s.Last, d.at+longestAnchor) // a text without an end of a sentence is no anchor
	for b > a+1 && p.tok[b-1].Kind == lang.Punct {
		b--
	}
	e := Event{Report: p.in.Report, Ref: p.in.Ref, Type: d.typ, Stage: d.stage, Basis: "event.deed@" + p.language + "/1 (" + Version + ")"}
	e.CharStart, e.CharEnd = int(p.tok[a].Rune), p.tok[b-1].RuneEnd()
	e.Anchor = p.text[p.tok[a].Start:p.tok[b-1].End]
	h := sha256.Sum256([]byte(e.Ref + "\x00" + strconv.Itoa(e.CharStart) + "\x00" + strconv.Itoa(d.at) + "\x00" + d.typ + "\x00" + Version))
	e.ID = "e-" + hex.EncodeToString(h[:10])
	p.tell(&e, d)
	return e
}

// general are the types that another may make more exact.
func general(typ string) int {
	switch typ {
	case "attack":
		return 2
	case "killing", "shooting":
		return 1
	}
	return 0
}

// sameTelling: the deed may be the event that was told of before.
func (p *page) sameTelling(e *Event, d *deed, apart int) bool {
	if e.Type != d.typ && general(e.Type) == 0 && general(d.typ) == 0 {
		return false
	}
	if (e.Type == "arson") != (d.typ == "arson") && general(e.Type) == 0 || (e.Type == "kidnapping") != (d.typ == "kidnapping") && apart > 1 {
		return false
	}
	if e.DateMin != "" && d.day.Min > 0 && (e.DateMax < d.day.Min.String() || e.DateMin > d.day.Max.String()) && !p.diedLater(e, d) {
		return false
	}
	if d.placed && e.Place != "" && rank(d.place.known.Precision) <= 2 && e.Precision != place.PrecisionCountry && e.Precision != place.PrecisionRegion && !p.samePlace(e.Place, d.place.name) {
		return false
	}
	shared := 0
	for _, q := range d.patients {
		for _, v := range e.Victims {
			switch {
			case q.name != "" && v.Name != "" && sameLast(lastWord(strings.ToLower(q.name)), lastWord(strings.ToLower(v.Name))):
				return true
			case q.name != "" && v.Name != "":
				shared--
			case q.desc != "" && strings.EqualFold(lastWord(q.desc), headWord(v.Description)):
				shared++
			}
		}
	}
	if shared < 0 && apart > 2 {
		return false
	}
	return apart <= 6 || shared > 0 || len(d.patients) == 0 && len(d.targets) == 0
}

// tell adds what a deed tells to its event.
func (p *page) tell(e *Event, d *deed) {
	if general(d.typ) < general(e.Type) {
		e.Type = d.typ
	}
	if e.Stage == "" || d.stage == "accomplished" && e.Stage != "accomplished" && d.effect == "death" {
		e.Stage = d.stage
	}
	if d.day.Min > 0 && e.DateMin == "" {
		e.DateMin, e.DateMax, e.DateBasis = d.day.Min.String(), d.day.Max.String(), d.day.Basis
	} else if e.DateMax == "" && p.pubMax > 0 {
		e.DateMax, e.DateBasis = p.pubMax.String(), "not after the report's day"
	}
	if d.placed && (e.Place == "" || rank(d.place.known.Precision) < rank(e.Precision) && e.Precision != "") {
		st := d.place
		e.Place, e.Precision, e.Lat, e.Lon = st.name, st.known.Precision, nil, nil
		e.Places, e.PlaceID = []string{st.name}, ""
		if st.found {
			e.PlaceID, e.Places = st.known.ID, st.known.Path()
			if st.known.HasPoint && !st.loose {
				lat, lon := st.known.Lat, st.known.Lon
				e.Lat, e.Lon = &lat, &lon
			}
		}
	}
	for _, w := range d.weapons {
		if !slices.ContainsFunc(e.Weapons, func(x Named) bool { return x.Type == w.Type }) && len(e.Weapons) < 6 {
			e.Weapons = append(e.Weapons, w)
		}
	}
	for _, t := range d.targets {
		if !slices.ContainsFunc(e.Targets, func(x Party) bool { return strings.EqualFold(headWord(x.Name), headWord(t.Name)) }) && len(e.Targets) < 20 {
			e.Targets = append(e.Targets, t)
		}
	}
	for i := range d.patients {
		e.suffer(&d.patients[i], d.effect)
	}
	if d.pronoun {
		e.pronoun(d.effect)
	}
	p.countSufferers(e, d)
	for i := range d.agents {
		p.accuse(e, &d.agents[i])
	}
	if d.rebels {
		e.side("non_state")
	}
}

// countSufferers adds what a deed says of how many suffered.
func (p *page) countSufferers(e *Event, d *deed) {
	lo, hi, ok := d.number()
	st, told := p.sufferers(d)
	r := p.roster(e)
	switch d.effect {
	case "death":
		if ok {
			widen(&e.KilledMin, &e.KilledMax, lo, hi)
		}
		if told && (ok || len(d.patients) == 0) {
			r.dead = append(r.dead, st)
		}
	case "injury":
		if ok {
			widen(&e.InjuredMin, &e.InjuredMax, lo, hi)
		}
		if told && ok {
			r.hurt = append(r.hurt, st)
		}
	case "":
		if told && ok && d.typ == "shooting" && !d.noun {
			r.struck = append(r.struck, st)
		}
	}
}

// suffer adds a victim, or what is new of one.
func (e *Event) suffer(q *people, effect string) {
	for i := range e.Victims {
		v := &e.Victims[i]
		switch {
		case q.name != "" && v.Name != "" && !sameLast(lastWord(strings.ToLower(q.name)), lastWord(strings.ToLower(v.Name))):
			continue
		case q.name == "" && !strings.EqualFold(lastWord(q.desc), headWord(v.Description)):
			continue
		case q.name != "" && v.Name == "" && (q.desc == "" || !strings.EqualFold(lastWord(q.desc), headWord(v.Description))):
			continue
		}
		if v.Name == "" {
			v.Name = q.name
		}
		if v.Description == "" {
			v.Type = q.typ
		}
		if len(q.inFull()) > len(v.Description) && (v.Description == "" || strings.EqualFold(headWord(v.Description), lastWord(q.desc))) {
			v.Description = q.inFull()
		}
		if v.Effect == "" || effect == "death" {
			v.Effect = effect
		}
		return
	}
	if len(e.Victims) >= 50 || e.known(q, effect) {
		return
	}
	e.Victims = append(e.Victims, Party{Name: q.name, Description: q.inFull(), Type: q.typ, NumberMin: q.lo, NumberMax: q.hi, Effect: effect})
}

// known: the same people in other words: "the people" after "six priests", "the Jesuits" after "the Jesuit priests", "the
// senator" after a name.
func (e *Event) known(q *people, effect string) bool {
	fits := func(v *Party) bool { return v.Effect == effect || v.Effect == "" || effect == "" }
	var bare *Party // the one person named without a description
	for i := range e.Victims {
		v := &e.Victims[i]
		if !fits(v) {
			continue
		}
		if q.name == "" && q.hi == nil {
			switch strings.ToLower(lastWord(q.desc)) {
			case "people", "persons", "victims", "individuals", "civilians", "members":
				return true
			}
		}
		if q.name == "" && q.desc != "" && !q.single() && strings.Contains(strings.ToLower(v.Description)+"s ", strings.TrimSuffix(strings.ToLower(lastWord(q.desc)), "s")+" ") {
			return true
		}
		if v.Name != "" && v.Description == "" {
			if bare != nil {
				return false
			}
			bare = v
		}
	}
	if q.name == "" && q.desc != "" && q.single() && q.the && bare != nil && len(e.Victims) == 1 {
		bare.Description, bare.Type = q.inFull(), q.typ
		return true
	}
	if v := 0; q.name != "" && q.desc == "" && len(e.Victims) == 1 && e.Victims[v].Name == "" && fits(&e.Victims[v]) && sameBound(e.Victims[v].NumberMax, q.hi) && q.hi != nil {
		e.Victims[v].Name = q.name
		return true
	}
	return false
}

// pronoun: "he died" speaks of the one victim named last.
func (e *Event) pronoun(effect string) {
	if len(e.Victims) == 0 {
		return
	}
	v := &e.Victims[len(e.Victims)-1]
	if effect != "death" || v.Effect == "death" || v.NumberMax == nil || *v.NumberMax != 1 {
		return
	}
	one, none := 1, 0
	v.Effect = effect
	if e.KilledMin == nil {
		e.KilledMin, e.KilledMax = &one, &one
		if e.InjuredMax != nil && *e.InjuredMax == 1 {
			e.InjuredMin, e.InjuredMax = &none, &none
		}
	}
}

// accuse adds who is said to have done it, in the report's words.
func (p *page) accuse(e *Event, q *people) {
	switch {
	case q.force != "" || q.typ == "active military" || q.typ == "law enforcement" || q.state:
		e.side("state")
	case q.group != "" || q.culprit:
		e.side("non_state")
	}
	if q.of != "" {
		e.side(map[bool]string{true: "state", false: "non_state"}[q.ofState])
		e.accuse(q.of, "organisation")
		e.accuse(q.inFull(), "individual")
		return
	}
	if q.group != "" {
		e.accuse(q.group, "organisation")
	}
	if q.force != "" {
		e.accuse(q.force, "organisation")
		return
	}
	if q.desc != "" && (q.culprit || q.group != "" && isMember(lastWord(q.desc)) || q.group == "" && (q.typ == "active military" || q.typ == "law enforcement")) {
		e.accuse(q.inFull(), "individual")
	}
}

// side sets who is said to have acted, where nothing said so before.
func (e *Event) side(category string) {
	if e.Category == "" {
		e.Category = category
	}
}

func (e *Event) accuse(name, kind string) {
	if !slices.ContainsFunc(e.Alleged, func(x Accused) bool { return strings.EqualFold(x.Name, name) }) && len(e.Alleged) < 10 {
		e.Alleged = append(e.Alleged, Accused{Name: name, Kind: kind, Confidence: "reported"})
	}
}

// combat: soldiers alone suffer; fighting between forces is no attack on civilians.
func (d *deed) combat() bool {
	if len(d.targets) > 0 || len(d.patients) == 0 {
		return false
	}
	for _, q := range d.patients {
		if q.typ != "active military" {
			return false
		}
	}
	return true
}

// particular: something of the deed is said that belongs to one event: a name, a number, a day, a place, a thing hit.
// "They kill people" tells of none.
func (d *deed) particular() bool {
	if d.day.Min > 0 && d.day.Max-d.day.Min < 8 || len(d.agents) > 0 && d.placed {
		return true
	}
	for _, q := range d.patients {
		if q.name != "" || q.hi != nil || q.lo != nil && *q.lo > 2 {
			return true
		}
	}
	for _, t := range d.targets {
		if t.NumberMax != nil || d.placed {
			return true
		}
	}
	return false
}

// number counts the people of one deed as the words list them: "a man and his two sons were killed". It is no number
// when one of them is a plural without one.
func (d *deed) number() (lo, hi *int, ok bool) {
	low, high := 0, 0
	for _, q := range d.patients {
		if q.lo == nil || q.hi == nil {
			return nil, nil, false
		}
		low, high = low+*q.lo, high+*q.hi
	}
	return &low, &high, len(d.patients) > 0
}
