package origin

import "exhibit/internal/similar"

// Source is what is known of the item that a claim stands in.
type Source struct {
	Ref          string
	Report       string // path as added
	Outlet       string // publisher, where known
	Title        string
	PublishedMin string // closed range of ISO days; empty when unknown
	PublishedMax string
	Sig          similar.Sig   // of the text; the zero Sig is like nothing
	Terms        similar.Terms // of the text
}

// Basis is how an origin is said to know, in the words of OHCHR casualty-recording practice.
type Basis string

// The bases of knowledge. Unknown is the default: a basis is counted only when words state it.
const (
	Eyewitness       Basis = "eyewitness"
	Participant      Basis = "participant"
	Record           Basis = "record"
	Forensic         Basis = "forensic"
	Imagery          Basis = "imagery"
	Hearsay          Basis = "hearsay"
	AnonymousHearsay Basis = "anonymous_hearsay"
	Unknown          Basis = "unknown"
)

// Origin is where assertions come from, behind outlets and agencies.
type Origin struct {
	ID               string       `json:"id"`
	Speaker          string       `json:"speaker"`
	Channel          string       `json:"channel,omitempty"` // speech statement interview narration agency document …
	Date             string       `json:"date,omitempty"`
	DateMin          string       `json:"date_min,omitempty"`
	DateMax          string       `json:"date_max,omitempty"`
	BasisOfKnowledge Basis        `json:"basis_of_knowledge"`
	Claims           []string     `json:"claims"`
	Reports          []string     `json:"reports"`         // paths of the reports that carry it
	Party            string       `json:"party,omitempty"` // party to the conflict, where the speaker is one
	DependsOn        []Dependency `json:"depends_on,omitempty"`
}

// Dependency says that one origin's assertions go back to another, and why.
type Dependency struct {
	Origin string `json:"origin"`
	Basis  string `json:"basis"`
}

// Proposition is one thing asserted, with everyone who asserts it and how many of them may be independent.
type Proposition struct {
	ID         string     `json:"id"`
	Text       string     `json:"text"`
	Claims     []string   `json:"claims"`
	Mentions   int        `json:"mentions"`    // reports that carry it, one for each independent group that a report has it from
	OriginsMin int        `json:"origins_min"` // only origins with a stated, separate basis of knowledge
	OriginsMax int        `json:"origins_max"`
	Origins    [][]string `json:"origins"` // one list of ids per independent group
	Incident   string     `json:"incident,omitempty"`
	Denials    []string   `json:"denials,omitempty"` // claim ids
}
