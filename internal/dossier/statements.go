package dossier

import (
	"sort"
	"strings"

	"exhibit/internal/casefile"
	"exhibit/internal/claim"
	"exhibit/internal/origin"
)

// Statement is what somebody is reported to have said: exact words, when, where they stand, where they go back to, and
// what others say against them.
type Statement struct {
	Claim       string      `json:"claim"`
	Kind        claim.Kind  `json:"kind"`
	Speaker     string      `json:"speaker"`
	Role        string      `json:"speaker_role,omitempty"`
	Day         string      `json:"date,omitempty"` // empty where only a range, or nothing, is known
	DayMin      string      `json:"date_min,omitempty"`
	DayMax      string      `json:"date_max,omitempty"`
	DayBasis    string      `json:"date_basis,omitempty"`
	Quote       string      `json:"quote"`
	Lang        string      `json:"lang,omitempty"`
	Voice       string      `json:"voice,omitempty"`
	Report      string      `json:"report"`
	Ref         string      `json:"ref"`
	CharStart   int         `json:"char_start"`
	CharEnd     int         `json:"char_end"`
	Attribution []string    `json:"attribution,omitempty"` // from the origin to the outlet
	Origin      string      `json:"origin,omitempty"`
	First       string      `json:"first_origin,omitempty"` // to which the origin goes back
	FirstBy     string      `json:"first_origin_speaker,omitempty"`
	FirstBasis  []string    `json:"first_origin_basis,omitempty"` // of each step back
	Places      []string    `json:"places,omitempty"`
	Incidents   []string    `json:"incidents,omitempty"`
	Denies      string      `json:"denies,omitempty"` // words or the claim that are denied, as stated
	DenialKind  string      `json:"denial_kind,omitempty"`
	Against     []Statement `json:"against,omitempty"` // denials of it and replies to it
	Tie         string      `json:"tie,omitempty"`     // of a denial or reply: how it is tied to what it stands beside
	Of          []string    `json:"of,omitempty"`      // of a denial: the claims that it answers
	Status      string      `json:"status"`
	DecidedBy   string      `json:"decided_by,omitempty"`
	Stamp       string      `json:"stamp,omitempty"` // where nobody decided
}

// Unreviewed is the stamp of whatever no person decided.
const Unreviewed = "UNREVIEWED MACHINE PROPOSAL"

// denialsBeside is how many denials and replies stand beside one statement.
const denialsBeside = 100

// Statements lists what speakers are reported to have said, by day, with the undated at the end. Denials and replies
// stand beside what they deny and, as they are statements too, in their own place. What an outlet tells itself is no
// statement; what a person rejected as misread is none either.
func Statements(f *casefile.File) []Statement {
	b := open(f)
	t := b.ties()
	in := incidentsOf(f)
	beside, answers := b.besideInReport(t)
	var out []Statement
	for i := range f.Snapshot.Claims {
		c := &f.Snapshot.Claims[i]
		if c.Speaker == "" || c.Status == "rejected" {
			continue
		}
		s := b.statement(c)
		s.Incidents = in[c.ID]
		if isDenial(c) {
			if s.Of, s.Tie = t.assertionsOf(c.ID); s.Tie == tieNone && len(answers[c.ID]) > 0 {
				s.Of, s.Tie = answers[c.ID], tieReport
			}
		}
		for _, d := range t.denialsOf(c.ID, denialsBeside) {
			a := b.statement(b.claim(d.denial))
			a.Tie = d.why
			s.Against = append(s.Against, a)
		}
		for _, d := range beside[c.ID] {
			a := b.statement(b.claim(d))
			a.Tie = tieReport
			s.Against = append(s.Against, a)
		}
		out = append(out, s)
	}
	sort.SliceStable(out, func(i, j int) bool {
		x, y := &out[i], &out[j]
		if c := compareDays(x.DayMin, x.DayMax, y.DayMin, y.DayMax); c != 0 {
			return c < 0
		}
		if x.Speaker != y.Speaker {
			return x.Speaker < y.Speaker
		}
		if x.Report != y.Report {
			return x.Report < y.Report
		}
		return x.CharStart < y.CharStart
	})
	return out
}

// tieReport ties a denial that nothing closer ties to what the same report tells of the same place.
const tieReport = "the same report tells it of the same place; the words name no single assertion"

// besideInReport ties denials of a fact to the attacks and casualties that the same report tells of the same town, by
// others and not of later days. It gives the denials of each assertion and the assertions of each denial.
func (b *book) besideInReport(t *ties) (denials, asserted map[string][]string) {
	denials, asserted = map[string][]string{}, map[string][]string{}
	told := map[[2]string][]*claim.Claim{} // by item and place
	s := &b.f.Snapshot
	for i := range s.Claims {
		c := &s.Claims[i]
		if (c.Kind == claim.Attack || c.Kind == claim.Casualty) && !isDenial(c) && c.Status != "rejected" && c.Place != "" {
			at := [2]string{c.Ref, fold(c.Place)}
			told[at] = append(told[at], c)
		}
	}
	for i := range s.Claims {
		d := &s.Claims[i]
		if !t.counts(d) || d.DenialKind != "fact" || d.PlacePrecision != "town" && d.PlacePrecision != "point" {
			continue
		}
		if _, why := t.assertionsOf(d.ID); why != tieNone {
			continue
		}
		for _, c := range told[[2]string{d.Ref, fold(d.Place)}] {
			later := d.SpeechDateMax != "" && c.IncidentDateMin > d.SpeechDateMax
			if !later && !b.oneSide(d, c) && len(denials[c.ID]) < denialsBeside {
				denials[c.ID] = append(denials[c.ID], d.ID)
				asserted[d.ID] = append(asserted[d.ID], c.ID)
			}
		}
	}
	return denials, asserted
}

func (b *book) statement(c *claim.Claim) Statement {
	s := Statement{Claim: c.ID, Kind: c.Kind, Speaker: c.Speaker, Role: c.SpeakerRole, Day: c.SpeechDate, DayMin: c.SpeechDateMin, DayMax: c.SpeechDateMax,
		DayBasis: c.SpeechDateBasis, Quote: c.Quote, Lang: c.Lang, Voice: c.Voice, Report: c.Report, Ref: c.Ref, CharStart: c.CharStart, CharEnd: c.CharEnd,
		Attribution: c.Attribution, Origin: c.Origin, Denies: c.Denies, DenialKind: c.DenialKind, Status: c.Status, DecidedBy: c.DecidedBy}
	if s.Day != "" {
		s.DayMin, s.DayMax = s.Day, s.Day
	}
	for _, p := range append([]string{c.Place}, c.Places...) {
		if p != "" {
			s.Places = append(s.Places, p)
		}
	}
	if c.DecidedBy == "" {
		s.Stamp = Unreviewed
	}
	if first, basis := b.firstOrigin(c.Origin); first != nil {
		s.First, s.FirstBy, s.FirstBasis = first.ID, first.Speaker, basis
	}
	return s
}

// firstOrigin follows an origin back to the one that depends on no other, with the basis of each step. Where an origin
// depends on several the way is open, and it stops there.
func (b *book) firstOrigin(id string) (first *origin.Origin, basis []string) {
	o := b.origin(id)
	seen := map[string]bool{id: true}
	for o != nil && len(o.DependsOn) == 1 {
		next := b.origin(o.DependsOn[0].Origin)
		if next == nil || seen[next.ID] {
			break
		}
		basis = append(basis, o.DependsOn[0].Basis)
		seen[next.ID], o = true, next
	}
	return o, basis
}

// incidentsOf lists the incidents of each claim.
func incidentsOf(f *casefile.File) map[string][]string {
	out := map[string][]string{}
	for i := range f.Snapshot.Incidents {
		for _, id := range f.Snapshot.Incidents[i].Claims {
			out[id] = append(out[id], f.Snapshot.Incidents[i].ID)
		}
	}
	return out
}

// compareDays orders two intervals of ISO days, of which any end may be unknown: by the first day on which each may have
// been, the narrower first, the undated last.
func compareDays(lo1, hi1, lo2, hi2 string) int {
	if none1, none2 := lo1 == "" && hi1 == "", lo2 == "" && hi2 == ""; none1 || none2 {
		switch {
		case none1 && none2:
			return 0
		case none1:
			return 1
		}
		return -1
	}
	if lo1 == "" {
		lo1 = hi1
	}
	if lo2 == "" {
		lo2 = hi2
	}
	if c := strings.Compare(lo1, lo2); c != 0 {
		return c
	}
	return strings.Compare(endOf(lo1, hi1), endOf(lo2, hi2))
}

// endOf puts an interval without an end behind every one that has an end.
func endOf(lo, hi string) string {
	if hi == "" && lo != "" {
		return "~"
	}
	return hi
}
