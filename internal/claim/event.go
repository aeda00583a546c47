package claim

import (
	"crypto/sha256"
	"encoding/hex"
	"strconv"
	"strings"

	"exhibit/internal/place"
)

// events makes one Event of each thing the claims tell of and joins what they tell twice. Totals over a country or
// over months, patterns, labels, plans and comparisons are no events.
func (p *page) events(claims []Claim) []Event {
	var out []Event
	for i := range claims {
		c := numbered(&claims[i])
		typ := p.eventType(c)
		if typ == "" {
			continue
		}
		joined := false
		for k := len(out) - 1; k >= 0 && k >= len(out)-64; k-- {
			if p.samePlace(out[k].Place, eventPlace(c)) && sameEvent(&out[k], c, typ) || out[k].sameFind(c) {
				p.join(&out[k], c, typ)
				joined = true
				break
			}
		}
		if !joined {
			out = append(out, p.event(c, typ))
		}
	}
	return out
}

// numbered leaves out that one person was killed where no number says so: "the mayor was killed" may tell of the raid in
// which twelve died, and is no event of another size.
func numbered(c *Claim) *Claim {
	if !strings.HasPrefix(c.Basis, "casualty.unnumbered") {
		return c
	}
	bare := *c
	bare.Killed, bare.KilledMin, bare.KilledMax, bare.Injured, bare.InjuredMin, bare.InjuredMax = nil, nil, nil, nil, nil, nil
	return &bare
}

// eventType says what event a claim tells of, "" for none.
func (p *page) eventType(c *Claim) string {
	wide := c.PlacePrecision == place.PrecisionCountry
	if c.Modality == "denied" || c.Kind == Pattern {
		return ""
	}
	if c.Place == "" && (c.Kind != Casualty && c.Kind != Attack || c.IncidentDate == "" && c.KilledMin == nil && c.InjuredMin == nil) {
		return ""
	}
	switch c.Kind {
	case Attack:
		if wide && c.IncidentDate == "" || c.Modality == "future" {
			return ""
		}
		if t := p.types[c.ID]; t != "other" {
			return t
		}
		return "attack"
	case Weapon:
		if wide {
			return ""
		}
		return "attack"
	case Casualty:
		if p.inPassing(c) {
			return ""
		}
		return p.casualtyEvent(c, wide)
	case EvidenceMention:
		if wide {
			return ""
		}
		if strings.HasPrefix(c.Basis, "evidence.site") {
			return "site_found"
		}
	}
	// A label, a call or an image that names killing in a town is about that killing.
	if !wide && c.Kind != Denial {
		return p.about[c.ID]
	}
	return ""
}

// inPassing: the death of one person without a number is no event of its own: the attack beside it is, or the deeds hold it.
func (p *page) inPassing(c *Claim) bool { return strings.HasPrefix(c.Basis, "casualty.one") }

func (p *page) casualtyEvent(c *Claim, wide bool) string {
	if (c.BodiesFound != nil || c.BodiesFoundMin != nil) && !(p.lex.sayFirst && c.KilledMin != nil) {
		if wide && c.IncidentDate == "" {
			return ""
		}
		return "site_found"
	}
	if wide && (c.IncidentDate == "" || c.KilledMin != nil && *c.KilledMin >= 500) || c.Cumulative != nil && *c.Cumulative && !p.tollOfOne(c, wide) || c.Modality == "possible" {
		return ""
	}
	if c.Detained != nil && c.Killed == nil {
		return "detention"
	}
	if c.Displaced != nil && c.Killed == nil {
		return "displacement"
	}
	return p.types[c.ID]
}

// sameEvent: one place, no contradiction in kind, day, object or number. Bodies found are one find when the number is
// the same, whatever the places are called.
func sameEvent(e *Event, c *Claim, typ string) bool {
	if e.bodies() != nil && c.BodiesFound != nil || !sameKind(e, c, typ) {
		return false
	}
	if e.DateMin != "" && c.IncidentDateMin != "" && (e.DateMax < c.IncidentDateMin || e.DateMin > c.IncidentDateMax) {
		return false
	}
	if len(e.ObjectTypes) > 0 && len(c.ObjectTypes) > 0 && !overlap(e.ObjectTypes, c.ObjectTypes) {
		return false
	}
	return e.KilledMin == nil || c.KilledMax == nil || *e.KilledMin <= 2**c.KilledMax+2
}

func (e *Event) sameFind(c *Claim) bool {
	n := e.bodies()
	return n != nil && c.BodiesFound != nil && *n == *c.BodiesFound
}

// samePlace: equal, or one is not said, or one is the region or district that the other lies in.
func (p *page) samePlace(a, b string) bool {
	if a == b || a == "" || b == "" {
		return true
	}
	return p.liesIn(a, b) || p.liesIn(b, a) || regionOf(a) == b || regionOf(b) == a
}

// regionOf: "Sumy region", where no gazetteer holds such a region, is told around the town of that name.
func regionOf(name string) string {
	for _, tail := range [...]string{" region", " province", " oblast", " governorate"} {
		if town, ok := strings.CutSuffix(name, tail); ok {
			return town
		}
	}
	return ""
}

func (p *page) liesIn(outer, inner string) bool {
	found := p.look(inner)
	if len(found) == 0 {
		return false
	}
	for i, name := range found[0].Parents {
		if i > 0 && name == outer {
			return true
		}
	}
	return false
}

func (e *Event) bodies() *int {
	for _, v := range e.Victims {
		if v.Effect == "found_dead" {
			return v.NumberMin
		}
	}
	return nil
}

// sameKind: what is found where a killing is told of (graves, bodies) belongs to it; a place of torture stands alone.
func sameKind(e *Event, c *Claim, typ string) bool {
	site, told := e.Type == "site_found", typ == "site_found"
	if site == told {
		return !site || len(e.ObjectTypes) == 0 == (len(c.ObjectTypes) == 0) || overlap(e.ObjectTypes, c.ObjectTypes)
	}
	objects, other := e.ObjectTypes, e.Type
	if told {
		objects = c.ObjectTypes
	} else {
		other = typ
	}
	if c.BodiesFound != nil && e.Place == c.Place {
		return true // bodies recovered where the report tells of an attack
	}
	if other != "killing" || e.bodies() != nil || c.BodiesFound != nil {
		return false
	}
	return len(objects) == 0 || overlap(objects, []string{"mass grave", "grave"})
}

// eventPlace: several towns listed are no one town.
func eventPlace(c *Claim) string {
	if c.Kind == Casualty && len(c.Places) > 1 {
		return c.Scope
	}
	return c.Place
}

func overlap(a, b []string) bool {
	for _, x := range a {
		for _, y := range b {
			if x == y {
				return true
			}
		}
	}
	return false
}

func (p *page) event(c *Claim, typ string) Event {
	e := Event{Report: c.Report, Ref: c.Ref, Anchor: c.Quote, CharStart: c.CharStart, CharEnd: c.CharEnd, Occurrence: c.Occurrence,
		Type: typ, Stage: "accomplished", Place: eventPlace(c), Lat: c.Lat, Lon: c.Lon, Precision: c.PlacePrecision, Basis: "event.told@" + c.Lang + "/1 (" + Version + ")"}
	if e.Place != c.Place {
		e.Places, e.Lat, e.Lon, e.Precision = c.Places, nil, nil, place.PrecisionRegion
	} else if found := p.look(c.Place); len(found) > 0 {
		e.PlaceID, e.Places = found[0].ID, p.asWritten(found[0].Path(), c.Place)
	} else {
		e.Places = []string{c.Place}
	}
	h := sha256.Sum256([]byte(c.Ref + "\x00" + strconv.Itoa(c.CharStart) + "\x00" + strconv.Itoa(c.CharEnd) + "\x00" + typ + "\x00" + Version))
	e.ID = "e-" + hex.EncodeToString(h[:10])
	p.join(&e, c, typ)
	return e
}

// join adds what a claim tells to its event.
func (p *page) join(e *Event, c *Claim, typ string) {
	e.Claims = append(e.Claims, c.ID)
	if e.Place == "" && eventPlace(c) == c.Place && c.Place != "" {
		e.Place, e.Lat, e.Lon, e.Precision = c.Place, c.Lat, c.Lon, c.PlacePrecision
		if found := p.look(c.Place); len(found) > 0 {
			e.PlaceID, e.Places = found[0].ID, p.asWritten(found[0].Path(), c.Place)
		}
	}
	if e.Type == "attack" && typ != "site_found" || e.Type == "other" || e.Type == "site_found" && typ == "killing" {
		e.Type = typ
	}
	if e.DateMin == "" && c.IncidentDateMin != "" {
		e.DateMin, e.DateMax, e.DateBasis = c.IncidentDateMin, c.IncidentDateMax, c.IncidentDateBasis
	}
	if e.DateMax == "" {
		e.DateMax, e.DateBasis = p.pubMax.String(), "not after the report's day"
	}
	for _, w := range c.Weapons {
		e.addWeapon(w)
	}
	for _, o := range c.ObjectTypes {
		if !overlap(e.ObjectTypes, []string{o}) {
			e.ObjectTypes = append(e.ObjectTypes, o)
			e.Targets = append(e.Targets, Party{Description: o, Type: o})
		}
	}
	if c.ActorAccused != "" {
		p.addAccused(e, c)
	}
	widen(&e.KilledMin, &e.KilledMax, c.KilledMin, c.KilledMax)
	widen(&e.InjuredMin, &e.InjuredMax, c.InjuredMin, c.InjuredMax)
	widen(&e.MissingMin, &e.MissingMax, c.MissingMin, c.MissingMax)
	p.victim(e, c)
}

func (e *Event) addWeapon(w string) {
	for _, x := range e.Weapons {
		if x.Name == w {
			return
		}
	}
	e.Weapons = append(e.Weapons, Named{Name: w, Type: w})
}

func (p *page) addAccused(e *Event, c *Claim) {
	for _, x := range e.Alleged {
		if x.Name == c.ActorAccused {
			return
		}
	}
	confidence := "reported"
	if c.Speaker != "" || c.Modality == "alleged" {
		confidence = "claimed"
	}
	kind := "organisation"
	for _, x := range p.entries(strings.ToLower(lastWord(c.ActorAccused))) {
		if x.class == cPerpetrator {
			kind = "individual" // "gunmen": no body
		}
	}
	e.Alleged = append(e.Alleged, Accused{Name: c.ActorAccused, Kind: kind, Confidence: confidence})
	if e.Category == "" {
		e.Category = p.category(c.ActorAccused)
	}
}

// widen keeps the lowest and highest that any claim of the event states.
func widen(lo, hi **int, min, max *int) {
	if min != nil && (*lo == nil || *min < **lo) {
		*lo = min
	}
	if max != nil && (*hi == nil || *max > **hi) {
		*hi = max
	}
}

// hasVictims: the same number is already there, or there are more lines than anybody would read.
func (e *Event) hasVictims(effect string, lo, hi *int) bool {
	for _, v := range e.Victims {
		if v.Effect == effect && sameBound(v.NumberMin, lo) && sameBound(v.NumberMax, hi) {
			return true
		}
	}
	return len(e.Victims) >= 50
}

func sameBound(a, b *int) bool {
	return a == b || a != nil && b != nil && *a == *b
}

func (p *page) victim(e *Event, c *Claim) {
	if c.Kind != Casualty {
		return
	}
	add := func(effect string, lo, hi *int) {
		if (lo != nil || hi != nil) && !e.hasVictims(effect, lo, hi) {
			v := Party{Description: c.VictimStatus, Type: c.VictimStatus, NumberMin: lo, NumberMax: hi, Effect: effect}
			if p.lex.deeds {
				p.inWords(&v, c)
			}
			e.Victims = append(e.Victims, v)
		}
	}
	add("death", c.KilledMin, c.KilledMax)
	add("injury", c.InjuredMin, c.InjuredMax)
	add("death_or_injury", c.CombinedTotalMin, c.CombinedTotalMax)
	add("missing", c.MissingMin, c.MissingMax)
	add("found_dead", c.BodiesFoundMin, c.BodiesFoundMax)
	add("detained", c.DetainedMin, c.DetainedMax)
	add("displaced", c.DisplacedMin, c.DisplacedMax)
}

// category: whether the party accused is a state, or a group that is none; "" when the words do not say.
func (p *page) category(name string) string {
	for w := range strings.FieldsSeq(strings.ToLower(name)) {
		for _, x := range p.r.nations()[w] {
			switch x.class {
			case cNational, cCountry, cMetonym, cForce:
				return "state"
			case cActor:
				return "non_state"
			}
		}
	}
	return ""
}
