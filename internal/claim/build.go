package claim

import (
	"crypto/sha256"
	"encoding/hex"
	"strconv"
	"strings"

	"exhibit/internal/lang"
)

// claim makes the Claim of a clause that a rule has taken.
func (p *page) claim(c clause, ch choice) Claim {
	out := Claim{Report: p.in.Report, Ref: p.in.Ref, Kind: ch.kind, Lang: p.language, Voice: c.voice, Status: "proposed",
		Basis: ch.rule + "@" + p.language + "/1 (" + Version + ")"}
	p.bind(&out, ch.a, ch.b)
	p.speaker(&out, c)
	p.saidWhen(&out, c)
	out.Modality = p.modality(c, ch)
	out.ActorAccused = p.actor(ch.a, ch.b)
	if ch.kind == Action {
		out.ActorAccused = p.answerable(ch.a, ch.b)
	}
	p.vocabulary(&out, ch)
	p.place(&out, c, ch)
	switch ch.kind {
	case Casualty:
		p.count(&out, c, ch)
	case Attack, Weapon:
		p.happened(&out, c, ch)
		out.VictimStatus = p.victims(ch.a, ch.b)
	case Denial:
		p.denies(&out, ch)
	case Action:
		out.ActionType = strings.TrimPrefix(ch.rule, "action.")
		if out.Modality == "asserted" && p.has(ch.a, ch.b, of(cFuture)) {
			out.Modality = "future"
		}
	case EvidenceMention:
		if k := p.find(ch.a, ch.b, of(cEvidence)); k >= 0 {
			out.Wanted = p.hits[k].value
		} else if k := p.find(ch.a, ch.b, of(cEvidenceWeak, cSite)); k >= 0 {
			out.Wanted = p.hits[k].value
		}
	}
	if ch.kind != Casualty {
		p.inherit(&out, c, ch)
	}
	if c.gloss && p.last != nil && p.last.Kind == Weapon {
		out.Weapons = p.last.Weapons // "(weapons banned …)" speaks of the weapons just named
	}
	out.ID = claimID(out)
	return out
}

// bind ties the claim to its words; offsets are code points.
func (p *page) bind(out *Claim, a, b int) {
	first, last := &p.tok[a], &p.tok[b-1]
	out.Quote = p.text[first.Start:last.End]
	out.CharStart, out.CharEnd = int(first.Rune), last.RuneEnd()
}

func claimID(c Claim) string {
	h := sha256.New()
	h.Write([]byte(c.Ref + "\x00" + strconv.Itoa(c.CharStart) + "\x00" + strconv.Itoa(c.CharEnd) + "\x00" + string(c.Kind) + "\x00" + Version))
	return "c-" + hex.EncodeToString(h.Sum(nil)[:10])
}

func (p *page) speaker(out *Claim, c clause) {
	if c.sp == nil || c.sp.who == nil {
		if p.agency != "" {
			out.Attribution = append(out.Attribution, p.agency)
		}
		if p.in.Outlet != "" {
			out.Attribution = append(out.Attribution, p.in.Outlet)
		}
		return
	}
	w := c.sp.who
	out.Speaker, out.SpeakerRole = w.name, w.role
	if w.kind == witnesses {
		out.BasisOfKnowledge = "eyewitness"
	}
	if w.kind == hearsay {
		out.BasisOfKnowledge = "anonymous_hearsay"
	}
	for _, v := range c.sp.from {
		out.Attribution = append(out.Attribution, v.name)
	}
	out.Attribution = append(out.Attribution, w.name)
	for _, v := range c.sp.via {
		out.Attribution = append(out.Attribution, v.name)
	}
	if c.sp.outlet != "" {
		out.Attribution = append(out.Attribution, c.sp.outlet)
	}
	if p.agency != "" {
		out.Attribution = addOnce(out.Attribution, p.agency)
	}
	if p.in.Outlet != "" {
		out.Attribution = append(out.Attribution, p.in.Outlet)
	}
}

// saidWhen: the day of the saying, else no later than the report.
func (p *page) saidWhen(out *Claim, c clause) {
	sp := c.sp
	if sp == nil && c.outer != nil {
		sp = c.outer
	}
	if sp != nil && sp.dated {
		m := sp.when
		if m.Weekday && p.has(c.a, c.b, of(cFuture)) && c.sp == nil && !m.Next.IsZero() {
			m.Interval = m.Next
		}
		setDay(m.Interval, &out.SpeechDate, &out.SpeechDateMin, &out.SpeechDateMax, &out.SpeechDateBasis)
		return
	}
	if p.pubMax > 0 {
		if c.sp == nil && p.pubMin == p.pubMax {
			setDay(lang.Interval{Min: p.pubMin, Max: p.pubMax, Basis: "the report's day"}, &out.SpeechDate, &out.SpeechDateMin, &out.SpeechDateMax, &out.SpeechDateBasis)
			return
		}
		lo := p.pubMin
		if lo == p.pubMax {
			lo--
		}
		out.SpeechDateMin, out.SpeechDateMax = lo.String(), p.pubMax.String()
		out.SpeechDateBasis = "not stated; taken as the days up to the report's"
		if c.nested && c.sp != nil && c.sp.class == cAccording {
			out.SpeechDateMin, out.SpeechDateBasis = "", "not stated; not after the report's day"
		}
	}
}

// nightBefore ends the basis of a date told as a night into a day.
const nightBefore = "; the night before it"

func setDay(v lang.Interval, day, lo, hi, basis *string) {
	if v.IsZero() {
		return
	}
	if v.IsDay() {
		*day = v.Min.String()
	} else if v.Max == v.Min+1 && strings.HasSuffix(v.Basis, nightBefore) {
		*day = v.Max.String() // "overnight into 15 March": the day that the words name, within the two that the night belongs to
	}
	*lo, *hi, *basis = v.Min.String(), v.Max.String(), v.Basis
}

// modality is how sure the words are, never how sure we are.
func (p *page) modality(c clause, ch choice) string {
	if ch.kind == Denial {
		return "denied"
	}
	if ch.rule == "casualty.caveat" {
		return "possible"
	}
	found := map[string]bool{}
	p.all(ch.a, ch.b, of(cHedge), func(h hit) {
		// "alleged war crimes" is the label's reserve where the clause is about something else.
		ofLabel := (h.value == "alleged" || h.value == "possible" && ch.rule == "action.documentation") && h.last < len(p.tok) && p.own[h.last].any(of(cLabel, cLabelWeak)) && (ch.kind == Action || ch.rule == "legal.court")
		if !ofLabel && (ch.kind != Action || p.low(h.first) != "whether" && p.low(h.first) != "if") {
			found[h.value] = true
		}
	})
	if ch.kind == Action {
		if c.sp != nil && c.sp.modality == "call" && c.sp.verb >= ch.a && c.sp.verb < ch.b || p.callsFor(ch) {
			return "call"
		}
		if k := p.findWord(ch.a, ch.b, "should", "must"); k >= 0 && (p.low(k+1) == "be" || p.low(k+1) == "not") {
			return "call"
		}
		if p.has(ch.a, ch.b, of(cFuture)) {
			return "future"
		}
	}
	for _, m := range [...]string{"unverified", "reported", "alleged"} {
		if found[m] {
			if m == "unverified" {
				return "reported (unverified)"
			}
			return m
		}
	}
	if c.sp != nil {
		switch c.sp.modality {
		case "alleged":
			return "alleged"
		case "opinion":
			return "opinion"
		}
	}
	if found["possible"] {
		return "possible"
	}
	if found["opinion"] {
		return "opinion"
	}
	return "asserted"
}

func (p *page) callsFor(ch choice) bool {
	yes := false
	p.all(ch.a, ch.b, of(cTell), func(h hit) { yes = yes || h.value == "call" })
	return yes
}

// vocabulary fills objects, weapons and labels from the words of the claim.
func (p *page) vocabulary(out *Claim, ch choice) {
	for k := int(p.at[ch.a]); k < len(p.hits) && p.hits[k].first < ch.b; k++ {
		h := p.hits[k]
		if h.last > ch.b {
			continue
		}
		switch h.class {
		case cObject:
			generic := h.value == "building" && h.first > ch.a && p.own[h.first-1].has(cObject) || p.lex.sayFirst && p.isScene(h)
			if !generic && (ch.kind == Attack || ch.kind == Weapon || ch.kind == Casualty && p.has(ch.a, ch.b, of(cAttack, cRuin, cHit))) {
				out.ObjectTypes = addOnce(out.ObjectTypes, h.value)
			}
		case cSite:
			if ch.kind == EvidenceMention {
				out.ObjectTypes = addOnce(out.ObjectTypes, h.value)
			}
		case cWeapon, cWeaponSome:
			if !p.isAlso(h, cAttack) || ch.kind == Weapon || p.lex.sayFirst && !p.isShadowed(out, h) || p.has(max(ch.a, h.first-4), h.first, of(cUse)) {
				out.Weapons = addOnce(out.Weapons, h.value)
			}
		case cLabel, cLabelAttack, cLabelWeak:
			out.LegalLabels = addOnce(out.LegalLabels, p.hedged(h))
		case cLabelDeliberate:
			if p.has(ch.a, ch.b, of(cVictim, cObject)) && !p.has(ch.a, ch.b, of(cLabel)) {
				out.LegalLabels = addOnce(out.LegalLabels, h.value)
			}
		}
	}
}

// isAlso: the very same words are a form of the class too ("shells" the verb and the noun).
func (p *page) isAlso(h hit, c class) bool {
	for k := int(p.at[h.first]); k < len(p.hits) && p.hits[k].first == h.first; k++ {
		if p.hits[k].class == c && p.hits[k].last == h.last {
			return true
		}
	}
	return false
}

// hedged keeps the reserve that stands before a label: "alleged war crimes".
func (p *page) hedged(h hit) string {
	if h.first > 0 && p.own[h.first-1].has(cHedge) {
		if w := p.low(h.first - 1); w == "alleged" || w == "potential" || w == "possible" || w == "suspected" {
			return w + " " + h.value
		}
	}
	return h.value
}

func addOnce(list []string, s string) []string {
	for _, x := range list {
		if x == s {
			return list
		}
	}
	return append(list, s)
}

// place sets where the thing asserted happened.
func (p *page) place(out *Claim, c clause, ch choice) {
	if ch.rule == "pattern.comparison" {
		return
	}
	best, more := p.where(ch.a, ch.b)
	if (best.name == "" || rank(best.known.Precision) >= 4) && p.theCountry(ch.a, ch.b) && p.homeCountry() != "" {
		out.Place, out.PlacePrecision = p.homeCountry(), "country"
		return
	}
	if best.name == "" && !c.gloss && !c.apart && ch.rule != "casualty.caveat" && !p.speaksElsewhere(c, ch) {
		if best, more = p.where(c.from, ch.a); best.name == "" || rank(best.known.Precision) == 4 {
			best, more = p.where(c.from, c.to)
		}
		if best.name != "" && c.sp != nil && (p.isTitlePlace(best) || p.isAbroad(best)) {
			return
		}
	}
	if best.name == "" || ch.kind == Action && rank(best.known.Precision) == 4 && (best.prep == "against" || best.prep == "on" || best.prep == "from") {
		return
	}
	p.setPlace(out, best)
	if len(more) > 1 {
		for _, m := range more {
			out.Places = addOnce(out.Places, m.name)
		}
	}
}

// isAbroad: a town in another country than the one the text is about.
func (p *page) isAbroad(st site) bool {
	home := p.homeCountry()
	return home != "" && len(st.known.Parents) > 0 && st.known.Parents[0] != home
}

// speaksElsewhere: "Speaking in Geneva, she said …": the places of the frame are those of the speech.
func (p *page) speaksElsewhere(c clause, ch choice) bool {
	return c.sp != nil && p.findWord(c.from, ch.a, "speaking", "addressing", "visiting", "told", "conference", "briefing", "interview", "meeting", "speech") >= 0
}

// theCountry: "in the country", "across the country", "nationwide".
func (p *page) theCountry(a, b int) bool {
	for i := a; i < b; i++ {
		switch p.low(i) {
		case "nationwide", "countrywide":
			return true
		case "country":
			before := i - 1
			if p.low(before) == "the" {
				before--
			} else if p.lex.english {
				continue // "in country" is no country in particular; other languages need no article
			}
			switch p.low(before) {
			case "in", "across", "throughout":
				return true
			}
		}
	}
	return false
}

func (p *page) setPlace(out *Claim, st site) {
	out.Place, out.PlacePrecision = st.name, st.known.Precision
	if st.known.HasPoint && !st.loose {
		lat, lon := st.known.Lat, st.known.Lon
		out.Lat, out.Lon = &lat, &lon
	}
	if st.loose {
		out.PlacePrecision = "region"
	}
}

// happened sets the day of an event: a date in its words, else at the front of its sentence, that is not the day of the
// saying.
func (p *page) happened(out *Claim, c clause, ch choice) {
	p.happenedIn(out, c, ch, ch.a, ch.b)
	if out.IncidentDateMin == "" {
		p.happenedIn(out, c, ch, c.from, min(ch.a, c.from+8))
	}
	if out.IncidentDateMin == "" && ch.b-ch.a > 4 && c.voice == "caption" {
		p.happenedIn(out, c, ch, c.from, c.to)
	}
}

func (p *page) happenedIn(out *Claim, c clause, ch choice, from, to int) {
	for k := max(0, p.dateAt(from+1)); k < len(p.dates) && p.dates[k].First < to; k++ {
		m := p.dates[k]
		if m.First < from || p.isUpdate(m) || p.isShowing(m) || m.Prep == "since" || m.Prep == "period" || m.Prep == "began" || m.Prep == "dated" || m.Prep == "as-of" || m.Prep == "until" || m.IsZero() {
			continue
		}
		if m.Start > 0 {
			m.Min = m.Start // "between 3 and 9 May" is a range
		} else if m.Prep == "through" {
			continue
		}
		if c.sp != nil && c.sp.dated && c.sp.when.First == m.First && c.voice != "narration" && c.voice != "caption" || c.outer != nil && c.outer.dated && c.outer.when.First == m.First {
			continue
		}
		if m.First < ch.a && c.sp != nil && c.voice != "caption" {
			continue
		}
		setDay(m.Interval, &out.IncidentDate, &out.IncidentDateMin, &out.IncidentDateMax, &out.IncidentDateBasis)
		return
	}
}

// isShowing: "a video that spread on 3 May", "images published on 3 May": the day of the showing.
func (p *page) isShowing(m lang.Mention) bool {
	k := m.First - 1
	if p.low(k) == "on" {
		k--
	}
	switch p.low(k) {
	case "spread", "published", "posted", "shared", "circulated", "circulating", "released", "surfaced", "emerged", "appeared", "broadcast":
		return true
	}
	return false
}

func (p *page) victims(a, b int) string {
	status := ""
	p.all(a, b, of(cVictim), func(h hit) {
		w, _, _ := strings.Cut(h.value, " ")
		if status == "" || status == "unknown" {
			status = w
		}
	})
	return status
}

func (p *page) denies(out *Claim, ch choice) {
	kind := "fact"
	if k := p.find(ch.a, ch.b, of(cStanding)); k >= 0 || ch.rule == "denial.standing" {
		kind = "standing"
	} else if k := p.find(ch.a, ch.b, of(cDenyWord, cDeny, cReject)); k >= 0 {
		kind = p.hits[k].value
		if kind == "fact" && p.has(ch.a, ch.b, of(cLabel)) && !p.has(ch.a, ch.b, of(cAttack, cKill, cRuin, cHit)) {
			kind = "label"
		}
	}
	out.DenialKind = kind
	if k := p.find(ch.a, ch.b, of(cDeny)); k >= 0 {
		a, b := p.trim(p.hits[k].last, ch.b)
		out.Denies = p.words(a, b)
	}
	out.ActorAccused = ""
}
