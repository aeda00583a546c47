package claim

import (
	"crypto/sha256"
	"encoding/hex"
	"strconv"

	"exhibit/internal/place"
)

// events makes one Event of each thing the claims tell of and joins what they tell twice. Totals over a country or
// over months, patterns, labels, plans and comparisons are no events.
func (p *page) events(claims []Claim) []Event {
	var out []Event
	for i := range claims {
		c := &claims[i]
		typ := p.eventType(c)
		if typ == "" {
			continue
		}
		joined := false
		for k := range out {
			if sameEvent(&out[k], c, typ) {
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

// eventType says what event a claim tells of, "" for none.
func (p *page) eventType(c *Claim) string {
	if c.Modality == "future" || c.Modality == "denied" || c.Place == "" {
		return ""
	}
	wide := c.PlacePrecision == place.PrecisionCountry
	switch c.Kind {
	case Attack:
		if wide && c.IncidentDate == "" {
			return ""
		}
		return p.types[c.ID]
	case Weapon:
		if wide {
			return ""
		}
		return "attack"
	case Casualty:
		if c.BodiesFound != nil || c.BodiesFoundMin != nil {
			return "site_found"
		}
		if wide && c.IncidentDate == "" || c.Cumulative != nil && *c.Cumulative || c.Modality == "possible" {
			return ""
		}
		if c.Detained != nil && c.Killed == nil {
			return "detention"
		}
		if c.Displaced != nil && c.Killed == nil {
			return "displacement"
		}
		return p.types[c.ID]
	case EvidenceMention:
		if len(c.ObjectTypes) > 0 && !wide {
			return "site_found"
		}
	}
	return ""
}

func sameEvent(e *Event, c *Claim, typ string) bool {
	if e.Place != c.Place || (e.Type == "site_found") != (typ == "site_found") {
		return false
	}
	if e.DateMin != "" && c.IncidentDateMin != "" && (e.DateMax < c.IncidentDateMin || e.DateMin > c.IncidentDateMax) {
		return false
	}
	if len(e.ObjectTypes) > 0 && len(c.ObjectTypes) > 0 && !overlap(e.ObjectTypes, c.ObjectTypes) {
		return false
	}
	if e.KilledMin != nil && c.KilledMax != nil && *e.KilledMin > 2**c.KilledMax+2 {
		return false
	}
	return true
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
		Type: typ, Stage: "accomplished", Place: c.Place, Lat: c.Lat, Lon: c.Lon, Precision: c.PlacePrecision, Basis: "event.told@" + c.Lang + "/1 (" + Version + ")"}
	if found := p.look(c.Place); len(found) > 0 {
		e.PlaceID, e.Places = found[0].ID, found[0].Path()
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
	if e.Type == "attack" || e.Type == "other" {
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
		e.addAccused(c)
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

func (e *Event) addAccused(c *Claim) {
	for _, x := range e.Alleged {
		if x.Name == c.ActorAccused {
			return
		}
	}
	confidence := "reported"
	if c.Speaker != "" || c.Modality == "alleged" {
		confidence = "claimed"
	}
	e.Alleged = append(e.Alleged, Accused{Name: c.ActorAccused, Kind: "organisation", Confidence: confidence})
	if e.Category == "" {
		e.Category = "state"
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

func (p *page) victim(e *Event, c *Claim) {
	if c.Kind != Casualty {
		return
	}
	add := func(effect string, lo, hi *int) {
		if lo != nil || hi != nil {
			e.Victims = append(e.Victims, Party{Description: c.VictimStatus, Type: c.VictimStatus, NumberMin: lo, NumberMax: hi, Effect: effect})
		}
	}
	add("death", c.KilledMin, c.KilledMax)
	add("injury", c.InjuredMin, c.InjuredMax)
	add("death_or_injury", c.CombinedTotalMin, c.CombinedTotalMax)
	add("missing", c.MissingMin, c.MissingMax)
	add("found_dead", c.BodiesFoundMin, c.BodiesFoundMax)
}
