package law

import (
	"bytes"
	_ "embed"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"strings"
	"sync"
)

//go:embed data/law.json
var lawJSON []byte

//go:embed data/rules.json
var rulesJSON []byte

// Schema and RulesSchema are the versions of the data this program reads.
const (
	Schema      = "law/1"
	RulesSchema = "law-rules/1"
)

// Law is the law data: read-only, shared by all callers.
type Law struct {
	Schema        string            `json:"schema"`
	Provenance    Provenance        `json:"provenance"`
	Principles    []string          `json:"rules"`
	ConflictTypes map[string]string `json:"conflict_types"`
	FactKinds     []FactKind        `json:"fact_kinds"`
	Crimes        []Crime           `json:"crimes"`
	Modes         []Mode            `json:"modes_of_liability"`
	RelatedRules  []Rule            `json:"related_rules"`
	IHLRules      []Rule            `json:"ihl_rules"`
	Standards     []Standard        `json:"standards_of_proof"`
	Weapons       []Weapon          `json:"weapons"`
	Jurisdiction  Jurisdiction      `json:"jurisdiction"`

	rules  *rules
	crimes map[string]int
	kinds  map[string]int
}

// Provenance says where the data comes from and what of it nobody has looked up again.
type Provenance struct {
	LookedUp []string `json:"looked_up"`
	Memory   []string `json:"memory"`
	Licence  string   `json:"licence"`
}

// FactKind is a kind of fact that may bear on an element, such as act.killed.
type FactKind struct {
	ID   string `json:"id"`
	Text string `json:"text"`
}

// Crime is one crime with its elements, in our own words.
type Crime struct {
	ID           string    `json:"id"`
	Article      string    `json:"article"`
	Title        string    `json:"title"`
	Category     string    `json:"category"`
	ConflictType string    `json:"conflict_type"`
	Elements     []Element `json:"elements"` // none where the law has defined none yet: such a crime gets no sheet
	Contrary     []string  `json:"contrary_facts"`
	Source       string    `json:"source"`
	Notes        string    `json:"notes,omitempty"`
}

// Verified reports whether the whole entry was looked up in its source.
func (c Crime) Verified() bool { return verified(c.Source) }

// Element is one element of a crime with the kinds of fact that bear on it.
type Element struct {
	N     int      `json:"n"`
	Text  string   `json:"text"`
	Type  string   `json:"type"` // conduct context mental circumstance consequence
	Facts []string `json:"facts"`
}

// Mode is a mode of liability, with its own elements where it has several.
type Mode struct {
	ID       string   `json:"id"`
	Title    string   `json:"title"`
	Elements []string `json:"elements,omitempty"`
	Facts    []string `json:"facts"`
}

// Rule is a rule of law beside the crimes: of the Statute's general part, or of humanitarian law.
type Rule struct {
	ID     string   `json:"id"`
	Title  string   `json:"title"`
	Text   string   `json:"text"`
	Facts  []string `json:"facts"`
	Source string   `json:"source"`
	Note   string   `json:"note,omitempty"`
}

// Verified reports whether the entry was looked up in its source; a note that speaks of memory makes it unverified too.
func (r Rule) Verified() bool { return verified(r.Source) && verified(r.Note) }

// Standard is a standard of proof and the stage at which it is asked for.
type Standard struct {
	Stage    string `json:"stage"`
	Standard string `json:"standard"`
	Source   string `json:"src"`
}

// Verified reports whether the entry was looked up in its source.
func (s Standard) Verified() bool { return verified(s.Source) }

// Weapon is a weapon with the law on it and a caveat that travels with it wherever it is named.
type Weapon struct {
	ID          string   `json:"id"`
	Names       []string `json:"names"`
	Treaty      string   `json:"treaty"`
	Rule        string   `json:"rule"`
	PartyStatus string   `json:"party_status"`
	Caveat      string   `json:"caveat"`
	Source      string   `json:"source"`
}

// Verified reports whether the whole entry was looked up; "rest memory" is not enough.
func (w Weapon) Verified() bool { return verified(w.Source) }

// Jurisdiction holds notes on which courts may act.
type Jurisdiction struct {
	Note  string   `json:"note"`
	Items []string `json:"items"`
}

// verified reports whether a source speaks of no part that was written from memory.
func verified(source string) bool { return !strings.Contains(source, "memory") }

var load = sync.OnceValues(func() (*Law, error) { return parse(lawJSON, rulesJSON) })

// Load returns the embedded law data and rules, parsed and checked on first call.
func Load() (*Law, error) { return load() }

func parse(law, rulesData []byte) (*Law, error) {
	l := new(Law)
	if err := strict(law, l); err != nil {
		return nil, fmt.Errorf("reading law data: %w", err)
	}
	if err := l.check(); err != nil {
		return nil, fmt.Errorf("reading law data: %w", err)
	}
	r, err := parseRules(rulesData, l)
	if err != nil {
		return nil, fmt.Errorf("reading law rules: %w", err)
	}
	l.rules = r
	return l, nil
}

// strict decodes one JSON value and refuses fields nobody knows, so that data cannot hold what nobody shows.
func strict(b []byte, v any) error {
	d := json.NewDecoder(bytes.NewReader(b))
	d.DisallowUnknownFields()
	if err := d.Decode(v); err != nil {
		return err
	}
	if _, err := d.Token(); err != io.EOF {
		return errors.New("more than one value")
	}
	return nil
}

var elementTypes = map[string]bool{"conduct": true, "context": true, "mental": true, "circumstance": true, "consequence": true}

// check holds that every fact kind that is used exists and that no two crimes share an id.
func (l *Law) check() error {
	if l.Schema != Schema {
		return fmt.Errorf("schema is %q, not %q", l.Schema, Schema)
	}
	l.kinds, l.crimes = map[string]int{}, map[string]int{}
	for i, k := range l.FactKinds {
		if _, twice := l.kinds[k.ID]; twice || k.ID == "" {
			return fmt.Errorf("fact kind %q is there twice", k.ID)
		}
		l.kinds[k.ID] = i
	}
	for i, c := range l.Crimes {
		if _, twice := l.crimes[c.ID]; twice || c.ID == "" {
			return fmt.Errorf("crime %q is there twice", c.ID)
		}
		l.crimes[c.ID] = i
		if err := l.known("crime "+c.ID, c.Contrary); err != nil {
			return err
		}
		for _, e := range c.Elements {
			if !elementTypes[e.Type] {
				return fmt.Errorf("crime %q element %d has the unknown type %q", c.ID, e.N, e.Type)
			}
			if err := l.known("crime "+c.ID, e.Facts); err != nil {
				return err
			}
		}
	}
	for _, m := range l.Modes {
		if err := l.known("mode "+m.ID, m.Facts); err != nil {
			return err
		}
	}
	for _, r := range append(l.RelatedRules[:len(l.RelatedRules):len(l.RelatedRules)], l.IHLRules...) {
		if err := l.known("rule "+r.ID, r.Facts); err != nil {
			return err
		}
	}
	return nil
}

func (l *Law) known(who string, kinds []string) error {
	for _, k := range kinds {
		if _, ok := l.kinds[k]; !ok {
			return fmt.Errorf("%s asks for the unknown fact kind %q", who, k)
		}
	}
	return nil
}

// Crime returns the crime with this id.
func (l *Law) Crime(id string) (Crime, bool) {
	i, ok := l.crimes[id]
	if !ok {
		return Crime{}, false
	}
	return l.Crimes[i], true
}

// FactKind returns the kind of fact with this id.
func (l *Law) FactKind(id string) (FactKind, bool) {
	i, ok := l.kinds[id]
	if !ok {
		return FactKind{}, false
	}
	return l.FactKinds[i], true
}

// Weapon returns the entry whose id or names equal this one, without regard to case and spelling; its caveat has to be
// shown with it.
func (l *Law) Weapon(name string) (Weapon, bool) {
	key := fold(name)
	for _, w := range l.Weapons {
		if fold(w.ID) == key {
			return w, true
		}
		for _, n := range w.Names {
			if fold(n) == key {
				return w, true
			}
		}
	}
	return Weapon{}, false
}
