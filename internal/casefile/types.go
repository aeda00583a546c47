package casefile

import (
	"exhibit/internal/casualty"
	"exhibit/internal/claim"
	"exhibit/internal/incident"
	"exhibit/internal/law"
	"exhibit/internal/origin"
)

// Snapshot is all that is derived from the reports of a case at one moment.
type Snapshot struct {
	Claims       []claim.Claim        `json:"claims,omitempty"`
	Second       []claim.Claim        `json:"second,omitempty"` // what a second reader proposed and no person accepted: shown, and counted nowhere
	Events       []claim.Event        `json:"events,omitempty"`
	Incidents    []incident.Incident  `json:"incidents,omitempty"`
	Series       []casualty.Series    `json:"series,omitempty"`
	Refusals     []casualty.Refusal   `json:"refusals,omitempty"`
	Origins      []origin.Origin      `json:"origins,omitempty"`
	Propositions []origin.Proposition `json:"propositions,omitempty"`
	Sheets       []law.Sheet          `json:"sheets,omitempty"`
	Aside        []incident.Aside     `json:"aside,omitempty"`     // reported events that are no incidents, each with the reason
	Orphans      []incident.Pair      `json:"orphans,omitempty"`   // decided joins whose words no reported event is anchored on
	Overruled    []incident.Pair      `json:"overruled,omitempty"` // decided joins that later decisions make impossible
}

// Item is one thing received, as `export items` writes it (docs/format/export.md).
type Item struct {
	Ref            string   `json:"ref"`
	Reports        []string `json:"reports"` // paths as added; the first stands where one is asked for
	Parent         string   `json:"parent,omitempty"`
	Outcome        string   `json:"outcome"` // read preserved duplicate failed refused
	Reason         string   `json:"reason,omitempty"`
	MediaType      string   `json:"media_type,omitempty"`
	Bytes          int64    `json:"bytes"`
	MD5            string   `json:"md5,omitempty"`
	SHA1           string   `json:"sha1,omitempty"`
	Lang           string   `json:"lang,omitempty"`
	Published      string   `json:"published,omitempty"`
	PublishedMin   string   `json:"published_min,omitempty"`
	PublishedMax   string   `json:"published_max,omitempty"`
	PublishedBasis string   `json:"published_basis,omitempty"`
	Title          string   `json:"title,omitempty"`
	Author         string   `json:"author,omitempty"`
	Text           string   `json:"text,omitempty"`     // file name under texts
	TextRef        string   `json:"text_ref,omitempty"` // derivation in the store; the item itself for plain UTF-8 text
	Reader         string   `json:"reader,omitempty"`
	Restriction    string   `json:"restriction"` // open restricted
	Originator     string   `json:"originator,omitempty"`
	Cleared        string   `json:"cleared_version,omitempty"` // ref of the version that may be read
	Erased         int64    `json:"erased_by,omitempty"`       // entry number
	Flags          []string `json:"flags,omitempty"`           // active-content, graphic
	Sheet          Sheet    `json:"sheet"`
	Gaps           []string `json:"gaps,omitempty"` // sheet fields nobody stated
	Entries        []int64  `json:"entries"`
	// Pictures fills these in.
	PDQ        string `json:"pdq,omitempty"`         // perceptual hash of a picture
	PDQQuality *int   `json:"pdq_quality,omitempty"` // 0 to 100; 49 and less is not compared
	PDQReason  string `json:"pdq_reason,omitempty"`  // why there is no hash, or why it is not compared
	Twins      []Twin `json:"twins,omitempty"`       // items that show the same picture, the nearest first
	TwinsMore  int    `json:"twins_more,omitempty"`  // how many are not listed
	Earliest   *Copy  `json:"earliest_copy,omitempty"`
}

// Copy is one copy of a picture, and the day by which it is known to have been there: the earliest of those that are stated,
// with the statement that says so.
type Copy struct {
	Ref    string `json:"ref"`
	Report string `json:"report"`
	By     string `json:"known_by"`
	Basis  string `json:"known_by_basis"`
}

// Twin is an item that shows the same picture as another. That two hashes match is no proof; a person looks at both.
type Twin struct {
	Copy
	Distance int    `json:"distance"`         // bits of 256 in which the hashes differ
	Turned   string `json:"turned,omitempty"` // how the other has to be turned or mirrored to look like this one
}

// Sheet is the provenance sheet: what is known of an item before it reached us. Empty means not stated.
// The JSON names are also the columns of the CSV that `add --sheet` reads.
type Sheet map[string]string

// File is everything a reader of the case is shown: the dossier is written from it and from nothing else.
type File struct {
	Case        Info
	Items       []Item
	Snapshot    Snapshot
	Decisions   []Decision
	Assessments []Assessment
	Observed    []Observation
	Checkpoint  Head
	Anchors     []Anchor
	Selected    []string // incident ids, when the file is for a submission; nil: all
	LeftOut     []Withheld
	Quality     []Measured
}

// Info says which case this is.
type Info struct {
	Origin  string // log origin: exhibit.case/<16 hex>
	Title   string
	Created string // RFC 3339, stated by the operator
	Program string // program and version
	Purpose string // "case" or "submission to …"
}

// Head is the ledger at a moment.
type Head struct {
	Size int64
	Root string // base64, as in the checkpoint
	At   string // RFC 3339
	Key  string // fingerprint of the signing key
}

// Anchor is an independent statement that the ledger existed by a time.
type Anchor struct {
	Kind      string // rfc3161
	Authority string
	Time      string
	Size      int64
}

// Decision is what a person decided, on words that outlive re-reading.
type Decision struct {
	Entry  int64             `json:"entry"`
	By     string            `json:"by"`
	Role   string            `json:"role"`
	At     string            `json:"at"`
	Action string            `json:"action"` // accept reject correct merge split link unlink restrict clear …
	Target Target            `json:"target"`
	Other  *incident.Anchor  `json:"other,omitempty"`
	Set    map[string]string `json:"set,omitempty"` // corrected fields
	Reason string            `json:"reason"`
	Bound  bool              `json:"bound"` // false: no current proposal has these words
	Undone int64             `json:"undone_by,omitempty"`
	// Overruled: a join that later decisions make impossible. It stands in the ledger and has no effect.
	Overruled bool `json:"overruled,omitempty"`
}

// Target names words, never a derived id.
type Target struct {
	Ref        string `json:"ref"`
	Quote      string `json:"quote,omitempty"`
	Occurrence int    `json:"occurrence"`
	Kind       string `json:"kind,omitempty"`
	Field      string `json:"field,omitempty"`
}

// Assessment is a person's or body's dated conclusion on a question.
type Assessment struct {
	Entry      int64    `json:"entry"`
	Question   string   `json:"question"`
	Conclusion string   `json:"conclusion"`
	Value      string   `json:"value,omitempty"` // corroborated verified inconclusive rejected
	Standard   string   `json:"standard"`
	AsOf       string   `json:"as_of"`
	Basis      []string `json:"basis"`
	Contrary   string   `json:"contrary_considered"`
	Dissent    string   `json:"dissent,omitempty"`
	Authorised string   `json:"authorised_by,omitempty"`
	Supersedes int64    `json:"supersedes,omitempty"`
	Incident   string   `json:"incident,omitempty"`
	By         string   `json:"by"`
	Role       string   `json:"role"`
	At         string   `json:"at"`
	Superseded int64    `json:"superseded_by,omitempty"`
}

// Observation is what a named person sees in a page, region or interval of an original.
type Observation struct {
	Entry  int64  `json:"entry"`
	Ref    string `json:"ref"`
	Report string `json:"report"`
	Where  string `json:"where"` // page 3 / region 10,20,300,200 / interval 00:01:02-00:01:10
	Sees   string `json:"sees"`
	Method string `json:"method"`
	By     string `json:"by"`
	Role   string `json:"role"`
	At     string `json:"at"`
}

// Withheld is one thing a submission leaves out, or several that are not named, with category and signed reason.
type Withheld struct {
	Ref      string `json:"ref"`      // empty: not named
	Category string `json:"category"` // restricted conditions contrary left-out not-selected erased not-received
	Reason   string `json:"reason"`
	Count    int64  `json:"count,omitempty"` // of the things in a row that names none; 0: one
	Entry    int64  `json:"entry,omitempty"`
}

// Measured is one figure on how reliable the machine is, with the command that gives it.
type Measured struct {
	Lang    string // of the texts it was measured on; empty: of several
	What    string
	Figure  string
	N       int    // out of how many; 0: not stated
	How     string // on what
	Rules   string // version of what was measured
	Date    string
	Command string
}
