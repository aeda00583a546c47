package responsibility

import (
	"cmp"
	"slices"
	"strings"

	"exhibit/internal/claim"
	"exhibit/internal/origin"
	"exhibit/internal/place"
)

// Level says what sort of actor is accused.
type Level string

// The levels, widest first.
const (
	State      Level = "state"
	Force      Level = "force"        // armed forces, troops, police, an armed group without further name
	Unit       Level = "unit"         // a named or numbered unit
	Office     Level = "office"       // a holder of a public office, in that role
	Other      Level = "organisation" // a body or group of another kind, or not known
	Individual Level = "individual"   // a person outside a public role; the name is withheld
)

// Withheld stands where a private individual is accused by name.
const Withheld = "a named individual (name withheld: not in a public role)"

// Accusation is one row of the table: everything said against one actor.
type Accusation struct {
	Actor    string   `json:"actor"` // as the words give it most often; Withheld for private individuals
	Level    Level    `json:"level"`
	Party    string   `json:"party,omitempty"` // the State the actor is called after or named as, when words say so
	Claims   []string `json:"claims"`          // accusing claims, by id
	Origins  []string `json:"origins"`         // origins they go back to, by id
	Speakers []string `json:"speakers"`        // who accuses; empty string is never listed: the outlet's own voice is in Origins
	Denials  []Denial `json:"denials"`         // what answers these accusations
}

// Denial is a claim that answers an accusation, with what it denies and why it stands here.
type Denial struct {
	Claim string `json:"claim"`
	Kind  string `json:"kind"`  // fact label standing counter_accusation; empty: not stated
	Basis string `json:"basis"` // rule that set it beside the accusation
}

// The rules by which a denial is set beside accusations.
const (
	basisNamed = "denial/1: names this assertion"
	basisParty = "denial/1: made for the party accused"
)

// row gathers one actor's accusation while claims are read.
type row struct {
	Accusation
	spelled map[string]int
}

// Accusations makes the table from all claims of a case. Rejected claims are left out. Rows are ordered by level, widest
// first, then by name; the order of the input does not matter.
func Accusations(claims []claim.Claim, origins []origin.Origin) []Accusation {
	g := place.Default()
	roles := publicRoles(g, claims)
	rows := map[string]*row{}
	accuses := map[string]*row{} // by claim
	for i := range claims {
		c := &claims[i]
		if strings.TrimSpace(c.ActorAccused) == "" || c.Status == "rejected" || isDenial(c) {
			continue
		}
		a := classify(g, roles, c.ActorAccused)
		key := string(a.level) + "\x00" + place.Fold(a.name)
		r := rows[key]
		if r == nil {
			r = &row{Accusation: Accusation{Level: a.level, Party: a.party, Denials: []Denial{}}, spelled: map[string]int{}}
			rows[key] = r
		}
		r.spelled[a.name]++
		r.Claims = append(r.Claims, c.ID)
		r.Origins = appendNonEmpty(r.Origins, c.Origin)
		r.Speakers = appendNonEmpty(r.Speakers, c.Speaker)
		accuses[c.ID] = r
	}
	parties := make(map[string]string, len(origins))
	for _, o := range origins {
		parties[o.ID] = partyName(g, o.Party)
	}
	for i := range claims {
		if c := &claims[i]; isDenial(c) && c.Status != "rejected" {
			deny(c, speaksFor(g, c, parties), rows, accuses)
		}
	}
	out := make([]Accusation, 0, len(rows))
	for _, r := range rows {
		out = append(out, r.finish())
	}
	slices.SortFunc(out, func(x, y Accusation) int {
		return cmp.Or(cmp.Compare(slices.Index(order, x.Level), slices.Index(order, y.Level)), strings.Compare(x.Actor, y.Actor))
	})
	return out
}

var order = []Level{State, Force, Unit, Office, Other, Individual}

func isDenial(c *claim.Claim) bool { return c.Kind == claim.Denial || c.DenialKind != "" }

// deny sets a denial beside the row whose claim it names; one that names none stands beside every row of the party it is
// made for.
func deny(c *claim.Claim, party string, rows map[string]*row, accuses map[string]*row) {
	if r := accuses[c.Denies]; r != nil {
		r.Denials = append(r.Denials, Denial{c.ID, c.DenialKind, basisNamed})
		return
	}
	if party == "" {
		return
	}
	for _, r := range rows {
		if r.Party == party {
			r.Denials = append(r.Denials, Denial{c.ID, c.DenialKind, basisParty})
		}
	}
}

// speaksFor is the party a denial is made for: that of its origin, else the State its speaker or the speaker's role names.
func speaksFor(g *place.Gazetteer, c *claim.Claim, parties map[string]string) string {
	return cmp.Or(parties[c.Origin], partyOf(g, c.SpeakerRole), partyOf(g, c.Speaker))
}

func (r *row) finish() Accusation {
	best := ""
	for name, n := range r.spelled {
		if best == "" || n > r.spelled[best] || n == r.spelled[best] && name < best {
			best = name
		}
	}
	r.Actor = best
	for _, list := range []*[]string{&r.Claims, &r.Origins, &r.Speakers} {
		slices.Sort(*list)
		*list = slices.Compact(*list)
	}
	slices.SortFunc(r.Denials, func(x, y Denial) int {
		return cmp.Or(strings.Compare(x.Claim, y.Claim), strings.Compare(x.Basis, y.Basis))
	})
	r.Denials = slices.Compact(r.Denials)
	return r.Accusation
}

func appendNonEmpty(list []string, s string) []string {
	if s = strings.TrimSpace(s); s == "" {
		return list
	}
	return append(list, s)
}
