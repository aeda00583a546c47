package law

import (
	"fmt"
	"slices"
	"strings"

	"exhibit/internal/claim"
	"exhibit/internal/place"
)

// rules say which claims bear on which kinds of fact, and which facts make a crime worth a sheet.
type rules struct {
	Schema   string            `json:"schema"`
	Note     string            `json:"note"`
	Silent   []string          `json:"silent_modalities"` // claims that assert nothing
	Hedged   []string          `json:"hedged_modalities"` // claims that never count as an origin's assertion
	Force    []string          `json:"force_words"`
	Facts    []factRule        `json:"facts"`
	Generic  []string          `json:"generic"` // kinds that never alone make a crime worth a sheet
	Needs    []need            `json:"needs"`
	Twins    [][2]string       `json:"twins"`
	Contrary map[string]string `json:"contrary"` // kind → type of element it bears on
	Always   []string          `json:"always_asked"`

	generic map[string]bool
	needs   map[string][][]string
	twin    map[string]string
	force   []word
	silent  map[string]bool
	hedged  map[string]bool
}

// factRule takes claims that meet every stated condition as bearing on kinds of fact.
type factRule struct {
	ID      string    `json:"id"`
	When    condition `json:"when"`
	Facts   []string  `json:"facts"`
	Says    string    `json:"says"`
	Denials bool      `json:"denials"` // denials are read too: only rules for contrary facts may

	basis, whole string // what a fact says of the rule, without and with the version of the rules
}

// condition: conditions that are not stated hold; of several values of one condition any suffices.
type condition struct {
	Kinds          []string `json:"kinds"`
	IncidentTypes  []string `json:"incident_types"`
	ObjectTypes    []string `json:"object_types"`
	NotObjectTypes []string `json:"not_object_types"`
	Weapons        []string `json:"weapons"`
	AnyWeapon      bool     `json:"any_weapon"`
	VictimStatus   []string `json:"victim_status"`
	Count          []string `json:"count"` // killed injured combined_total bodies_found detained: the number is above zero
	Cumulative     *bool    `json:"cumulative"`
	Actor          string   `json:"actor"` // "force": an armed force; "foreign force": of another State than the place
	Words          []string `json:"words"`
	NotWords       []string `json:"not_words"`

	words, notWords                               []word
	objects, notObjects, weaponNames, victimNames []string // folded, with a space at the end
}

// need: of each list at least one kind of fact has to be there.
type need struct {
	Crimes []string   `json:"crimes"`
	All    [][]string `json:"all"`
}

// word is a folded phrase to find at word boundaries; open means that the last word may go on.
type word struct {
	text string
	open bool
}

func fold(s string) string { return place.Fold(s) }

func foldWords(list []string) []word {
	out := make([]word, len(list))
	for i, s := range list {
		// An asterisk inside a phrase splits it; only its end may stay open, so the rest is kept as it stands.
		stem, open := strings.CutSuffix(s, "*")
		out[i] = word{" " + fold(stem), open}
	}
	return out
}

// in reports whether the phrase is in text, which is folded and has a space at both ends.
func (w word) in(text string) bool {
	if w.open {
		return strings.Contains(text, w.text)
	}
	return strings.Contains(text, w.text+" ")
}

func anyWord(list []word, text string) bool {
	return slices.ContainsFunc(list, func(w word) bool { return w.in(text) })
}

func set(list []string) map[string]bool {
	m := make(map[string]bool, len(list))
	for _, s := range list {
		m[s] = true
	}
	return m
}

func parseRules(b []byte, l *Law) (*rules, error) {
	r := new(rules)
	if err := strict(b, r); err != nil {
		return nil, err
	}
	if r.Schema != RulesSchema {
		return nil, fmt.Errorf("schema is %q, not %q", r.Schema, RulesSchema)
	}
	if err := r.checkFacts(l); err != nil {
		return nil, err
	}
	if err := r.checkCrimes(l); err != nil {
		return nil, err
	}
	r.generic, r.force = set(r.Generic), foldWords(r.Force)
	r.silent, r.hedged = set(r.Silent), set(r.Hedged)
	return r, nil
}

func (r *rules) checkFacts(l *Law) error {
	for kind, on := range r.Contrary {
		if err := l.known("contrary", []string{kind}); err != nil {
			return err
		}
		if !elementTypes[on] {
			return fmt.Errorf("contrary kind %q bears on the unknown type %q", kind, on)
		}
	}
	if err := l.known("always asked", r.Always); err != nil {
		return err
	}
	if err := l.known("generic", r.Generic); err != nil {
		return err
	}
	seen := map[string]bool{}
	for i := range r.Facts {
		f := &r.Facts[i]
		if f.ID == "" || seen[f.ID] || f.Says == "" || len(f.Facts) == 0 || len(f.When.Kinds) == 0 {
			return fmt.Errorf("rule %q is there twice or says nothing", f.ID)
		}
		seen[f.ID] = true
		if err := l.known("rule "+f.ID, f.Facts); err != nil {
			return err
		}
		if slices.Contains(f.When.Kinds, string(claim.LegalLabel)) {
			return fmt.Errorf("rule %q reads legal labels: a label fills no element", f.ID)
		}
		for _, k := range f.Facts {
			if _, contrary := r.Contrary[k]; !contrary && (f.Denials || slices.Contains(f.When.Kinds, string(claim.Denial))) {
				return fmt.Errorf("rule %q reads denials for %q, which is no contrary fact", f.ID, k)
			}
		}
		for _, c := range f.When.Count {
			if _, ok := counts[c]; !ok {
				return fmt.Errorf("rule %q asks for the unknown count %q", f.ID, c)
			}
		}
		if a := f.When.Actor; a != "" && a != "force" && a != "foreign force" {
			return fmt.Errorf("rule %q asks for the unknown actor %q", f.ID, a)
		}
		f.basis = f.ID + ": " + f.Says
		f.whole = RulesSchema + " " + f.basis
		w := &f.When
		w.words, w.notWords = foldWords(w.Words), foldWords(w.NotWords)
		w.objects, w.notObjects = foldNames(w.ObjectTypes), foldNames(w.NotObjectTypes)
		w.weaponNames, w.victimNames = foldNames(w.Weapons), foldNames(w.VictimStatus)
	}
	return nil
}

func (r *rules) checkCrimes(l *Law) error {
	r.needs, r.twin = map[string][][]string{}, map[string]string{}
	for _, n := range r.Needs {
		for _, id := range n.Crimes {
			if _, ok := l.crimes[id]; !ok {
				return fmt.Errorf("needs are stated for the unknown crime %q", id)
			}
			for _, any := range n.All {
				if err := l.known("needs of "+id, any); err != nil {
					return err
				}
				r.needs[id] = append(r.needs[id], any)
			}
		}
	}
	for _, t := range r.Twins {
		a, okA := l.Crime(t[0])
		b, okB := l.Crime(t[1])
		if !okA || !okB || a.ConflictType != "IAC" || b.ConflictType != "NIAC" {
			return fmt.Errorf("%q and %q are no twins of an international and another conflict", t[0], t[1])
		}
		r.twin[t[0]], r.twin[t[1]] = t[1], t[0]
	}
	return nil
}

// counts read the numbers a claim states; a range counts when its upper end is above zero.
var counts = map[string]func(*claim.Claim) bool{
	"killed":         func(c *claim.Claim) bool { return stated(c.Killed, c.KilledMin, c.KilledMax) },
	"injured":        func(c *claim.Claim) bool { return stated(c.Injured, c.InjuredMin, c.InjuredMax) },
	"combined_total": func(c *claim.Claim) bool { return stated(c.CombinedTotal, c.CombinedTotalMin, c.CombinedTotalMax) },
	"bodies_found":   func(c *claim.Claim) bool { return stated(c.BodiesFound, c.BodiesFoundMin, c.BodiesFoundMax) },
	"detained":       func(c *claim.Claim) bool { return stated(c.Detained, c.DetainedMin, c.DetainedMax) },
}

func stated(numbers ...*int) bool {
	return slices.ContainsFunc(numbers, func(n *int) bool { return n != nil && *n > 0 })
}

// subject is one claim as the rules see it, folded once.
type subject struct {
	*claim.Claim
	text, actor               string   // folded, with a space at both ends
	objects, weapons, victims []string // folded, with a space at the end
	incident                  string   // type of the incident
	isForce, isForeign        bool     // the actor, looked up once
}

func (r *rules) subject(c *claim.Claim, incidentType string) *subject {
	s := &subject{
		Claim: c, text: " " + fold(c.Quote) + " ", actor: " " + fold(c.ActorAccused) + " ", incident: incidentType,
		objects: foldNames(c.ObjectTypes), weapons: foldNames(c.Weapons), victims: foldNames([]string{c.VictimStatus}),
	}
	s.isForce = anyWord(r.force, s.actor)
	s.isForeign = s.isForce && foreign(s)
	return s
}

func foldNames(list []string) []string {
	out := make([]string, 0, len(list))
	for _, n := range list {
		out = append(out, fold(n)+" ")
	}
	return out
}

// asserts reports whether the claim states that something is so, be it hedged.
func (r *rules) asserts(c *claim.Claim) bool {
	return c.Kind != claim.LegalLabel && c.Status != "rejected" && !r.silent[c.Modality]
}

func (r *rules) holds(f *factRule, s *subject) bool {
	w := &f.When
	denial := s.Kind == claim.Denial
	if denial && !f.Denials || !slices.Contains(w.Kinds, string(s.Kind)) {
		return false
	}
	if len(w.IncidentTypes) > 0 && !slices.Contains(w.IncidentTypes, s.incident) {
		return false
	}
	if len(w.objects) > 0 && !names(s.objects, w.objects) || names(s.objects, w.notObjects) {
		return false
	}
	if len(w.weaponNames) > 0 && !names(s.weapons, w.weaponNames) || w.AnyWeapon && !namedWeapon(s.weapons) {
		return false
	}
	if len(w.victimNames) > 0 && !names(s.victims, w.victimNames) {
		return false
	}
	if len(w.Count) > 0 && !slices.ContainsFunc(w.Count, func(n string) bool { return counts[n](s.Claim) }) {
		return false
	}
	if w.Cumulative != nil && (s.Cumulative != nil && *s.Cumulative) != *w.Cumulative {
		return false
	}
	if w.Actor != "" && (!s.isForce || w.Actor == "foreign force" && !s.isForeign) {
		return false
	}
	return (len(w.words) == 0 || anyWord(w.words, s.text)) && !anyWord(w.notWords, s.text)
}

// names reports whether one of the values is, or begins with, one of the wanted ones at a word boundary. All are folded.
func names(values, wanted []string) bool {
	return slices.ContainsFunc(values, func(v string) bool {
		return slices.ContainsFunc(wanted, func(w string) bool { return strings.HasPrefix(v, w) })
	})
}

func namedWeapon(list []string) bool {
	return slices.ContainsFunc(list, func(w string) bool {
		return w != " " && !strings.HasPrefix(w, "unspecified ") && !strings.HasPrefix(w, "unknown ")
	})
}

// foreign reports whether the actor is called after one State and the place lies in another.
func foreign(s *subject) bool {
	if len(s.Places) == 0 && s.Place == "" {
		return false
	}
	g := place.Default()
	where := ""
	for _, name := range append(s.Places[:len(s.Places):len(s.Places)], s.Place) {
		if found := g.Lookup(name); len(found) > 0 && (where == "" || found[0].Kind == place.KindCountry) {
			where = found[0].Country
			break
		}
	}
	if where == "" {
		return false
	}
	for w := range strings.FieldsSeq(s.actor) {
		of, ok := g.Demonym(w)
		if !ok {
			if found := g.Lookup(w); len(found) > 0 && found[0].Kind == place.KindCountry {
				of, ok = found[0].Country, true
			}
		}
		if ok {
			return of != where
		}
	}
	return false
}
