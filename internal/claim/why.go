package claim

import (
	"fmt"
	"slices"
	"strings"

	"exhibit/internal/lang"
)

// Because says what made one field of a claim: the words of the text, and the entry of the lexicon, the date, the number
// or the place that they are known by. Offsets are those of the text, in code points.
type Because struct {
	Field     string `json:"field"`
	Value     string `json:"value,omitempty"`
	Words     string `json:"words"`
	CharStart int    `json:"char_start"`
	CharEnd   int    `json:"char_end"`
	Known     string `json:"known_by"` // lexicon/uk/harm.tsv: загинул* (die); date: as written; gazetteer: …
}

// Why reads the document again and says what made the claim with that id: its rule, and the words behind each field.
// The error says that this reader makes no such claim of it.
func (r *Reader) Why(d Doc, id string) (rule string, because []Because, err error) {
	p := r.page(d)
	if p.lex == nil {
		return "", nil, fmt.Errorf("this reader has no lexicon of the language of %q", d.Report)
	}
	claims := p.settleStatus(p.read())
	k := slices.IndexFunc(claims, func(c Claim) bool { return c.ID == id })
	if k < 0 {
		return "", nil, fmt.Errorf("this reader makes no claim %s of %q; it may have been made by an earlier version: exhibit rebuild reads everything again", id, d.Report)
	}
	return claims[k].Basis, p.why(&claims[k]), nil
}

func (p *page) why(c *Claim) []Because {
	a, b := p.tokensOf(c.CharStart, c.CharEnd)
	s := p.sents[p.sentenceAt(c.CharStart)]
	from, to := min(a, s.First), max(b, s.Last)
	var out []Because
	add := func(field, value string, i, j int, known string) {
		out = append(out, Because{field, value, p.text[p.tok[i].Start:p.tok[j-1].End], int(p.tok[i].Rune), p.tok[j-1].RuneEnd(), known})
	}
	for _, f := range p.figures(a, b) {
		add(f.m.field(), f.Qualifier, f.Value.First, f.Value.Last, "number of "+p.language)
	}
	for i := max(0, p.dateAt(from)); i < len(p.dates) && p.dates[i].First < to; i++ {
		m := p.dates[i]
		if m.First < from || m.IsZero() {
			continue
		}
		lo, hi := m.Min.String(), m.Max.String()
		for _, f := range [...]struct{ field, lo, hi string }{{"incident_date", c.IncidentDateMin, c.IncidentDateMax}, {"speech_date", c.SpeechDateMin, c.SpeechDateMax}, {"as_of", c.AsOfMin, c.AsOfMax}} {
			if f.lo == lo && f.hi == hi && lo != "" {
				add(f.field, strings.Join(unrepeated([]string{lo, hi}), " to "), m.First, m.Last, "date: "+m.Basis)
			}
		}
	}
	for _, st := range p.sitesIn(from, to) {
		if st.name != c.Place && !slices.Contains(c.Places, st.name) {
			continue
		}
		known := "named in the text, in no gazetteer"
		if st.found {
			known = "gazetteer: " + st.known.ID + ", " + strings.Join(st.known.Path(), " > ")
		}
		add("place", st.name, st.first, st.last, known)
	}
	for i := from; i < to; i++ {
		p.whyWord(c, i, to, add)
	}
	if c.Speaker != "" && !slices.ContainsFunc(out, func(x Because) bool { return x.Field == "speaker" }) {
		out = append(out, Because{Field: "speaker", Value: c.Speaker, CharStart: c.CharStart, CharEnd: c.CharStart, Known: "carried over from the sentences before: " + strings.Join(c.Attribution, " > ")})
	}
	return out
}

// whyWord names the entries of the lexicon that token i begins, for the fields they fill.
func (p *page) whyWord(c *Claim, i, to int, add func(field, value string, i, j int, known string)) {
	if p.tok[i].Kind != lang.Word {
		return
	}
	for _, e := range p.entries(p.tok[i].Lower) {
		j := i + 1 + len(e.rest)
		if j > to || !p.own[i].has(e.class) || !p.matches(i, e.rest) {
			continue
		}
		field := e.class.field()
		if field == "" || !c.has(field) {
			continue
		}
		known := fmt.Sprintf("lexicon/%s/%s: %s (%s)", p.language, p.lex.files[e.group&^hides], p.words(i, j), classNames()[e.class])
		add(field, e.value, i, j, known)
	}
}

// tokensOf finds the tokens that lie in a range of code points.
func (p *page) tokensOf(start, end int) (a, b int) {
	for a < len(p.tok) && int(p.tok[a].Rune) < start {
		a++
	}
	for b = a; b < len(p.tok) && p.tok[b].RuneEnd() <= end; {
		b++
	}
	return a, max(b, a+1)
}

// field is the field of a claim that a measure fills.
func (m measure) field() string {
	return [...]string{"", "killed", "injured", "combined_total", "missing", "detained", "displaced", "bodies_found"}[m]
}

// field is the field of a claim that words of a class fill.
func (c class) field() string {
	switch c {
	case cKill, cDie, cDead, cDeath, cInjure, cInjury, cEither, cCasualty, cBody, cMissing, cDetain, cDisplace, cToll, cTollKilled, cFind, cAttack, cHit, cRuin, cSite, cSiteBody, cEvidence, cEvidenceWeak, cShow, cAct, cActNeeds, cPattern, cPatternNeeds:
		return "kind"
	case cVictim:
		return "victim_status"
	case cObject:
		return "object_types"
	case cWeapon, cWeaponSome:
		return "weapons"
	case cLabel, cLabelAttack, cLabelDeliberate, cLabelWeak:
		return "legal_labels"
	case cDeny, cDenyWord, cReject, cStanding, cStandingWord:
		return "denial_kind"
	case cHedge, cFuture:
		return "modality"
	case cStatus:
		return "count_status"
	case cCumulative, cSince, cWide:
		return "cumulative"
	case cActor, cForce, cNational:
		return "actor_accused"
	case cSay, cTell, cAccording, cCount, cPerson, cRole, cBodyName, cBodyUN, cBodyNoun, cOfficial, cWitness:
		return "speaker"
	case cCiting, cOutlet, cOutletIn, cOutletTold, cHearsay:
		return "attribution"
	}
	return ""
}

// has reports whether the claim has the field, so that words that filled nothing are not shown.
func (c *Claim) has(field string) bool {
	switch field {
	case "victim_status":
		return c.VictimStatus != ""
	case "object_types":
		return len(c.ObjectTypes) > 0
	case "weapons":
		return len(c.Weapons) > 0
	case "legal_labels":
		return len(c.LegalLabels) > 0
	case "denial_kind":
		return c.DenialKind != ""
	case "modality":
		return c.Modality != "" && c.Modality != "asserted"
	case "count_status":
		return c.CountStatus != ""
	case "cumulative":
		return c.Cumulative != nil
	case "actor_accused":
		return c.ActorAccused != ""
	case "speaker":
		return c.Speaker != ""
	case "attribution":
		return len(c.Attribution) > 0
	}
	return true
}

// classNames gives the classes by the names that the lexicon files use.
func classNames() map[class]string {
	out := map[class]string{cPerson: "person"}
	for name, c := range classIndex() {
		out[c] = name
	}
	return out
}
