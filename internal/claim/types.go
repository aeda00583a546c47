package claim

import "strings"

// Kind says what sort of thing a claim asserts.
type Kind string

// The eight kinds.
const (
	Casualty        Kind = "casualty"
	Attack          Kind = "attack"
	Weapon          Kind = "weapon"
	LegalLabel      Kind = "legal-characterisation"
	Denial          Kind = "denial"
	Action          Kind = "action"
	Pattern         Kind = "pattern"
	EvidenceMention Kind = "evidence-mention"
)

// Claim is an assertion in a report, bound to its words. Field names are those of the machine-readable contract
// (docs/format/export.md). Dates are ISO 8601 days; where only a range is known the plain field is empty and
// _min and _max hold it. Offsets are 0-based, half-open, in Unicode code points of the item's text.
type Claim struct {
	ID         string `json:"id"`
	Report     string `json:"report"`
	Ref        string `json:"ref"`
	Quote      string `json:"quote"`
	CharStart  int    `json:"char_start"`
	CharEnd    int    `json:"char_end"`
	Occurrence int    `json:"occurrence"` // which of several equal quotes in the text, from 0
	Kind       Kind   `json:"kind"`
	Lang       string `json:"lang,omitempty"`
	Voice      string `json:"voice,omitempty"` // direct indirect nested narration headline caption

	Speaker          string   `json:"speaker,omitempty"` // empty: the outlet itself tells it
	SpeakerRole      string   `json:"speaker_role,omitempty"`
	Attribution      []string `json:"attribution,omitempty"` // from the origin to the outlet
	Origin           string   `json:"origin,omitempty"`
	BasisOfKnowledge string   `json:"basis_of_knowledge,omitempty"` // as the words state it; empty: unknown

	SpeechDate      string `json:"speech_date,omitempty"`
	SpeechDateMin   string `json:"speech_date_min,omitempty"`
	SpeechDateMax   string `json:"speech_date_max,omitempty"`
	SpeechDateBasis string `json:"speech_date_basis,omitempty"`

	Place          string   `json:"place,omitempty"`
	Places         []string `json:"places,omitempty"`
	Lat            *float64 `json:"lat,omitempty"`
	Lon            *float64 `json:"lon,omitempty"`
	PlacePrecision string   `json:"place_precision,omitempty"` // point town district region country

	IncidentDate      string `json:"incident_date,omitempty"`
	IncidentDateMin   string `json:"incident_date_min,omitempty"`
	IncidentDateMax   string `json:"incident_date_max,omitempty"`
	IncidentDateBasis string `json:"incident_date_basis,omitempty"`

	ObjectTypes  []string `json:"object_types,omitempty"`
	Weapons      []string `json:"weapons,omitempty"`
	LegalLabels  []string `json:"legal_labels,omitempty"`
	VictimStatus string   `json:"victim_status,omitempty"` // as stated; "unknown" otherwise, never assumed

	Killed           *int `json:"killed,omitempty"`
	KilledMin        *int `json:"killed_min,omitempty"`
	KilledMax        *int `json:"killed_max,omitempty"`
	Injured          *int `json:"injured,omitempty"`
	InjuredMin       *int `json:"injured_min,omitempty"`
	InjuredMax       *int `json:"injured_max,omitempty"`
	CombinedTotal    *int `json:"combined_total,omitempty"`
	CombinedTotalMin *int `json:"combined_total_min,omitempty"`
	CombinedTotalMax *int `json:"combined_total_max,omitempty"`
	Missing          *int `json:"missing,omitempty"`
	MissingMin       *int `json:"missing_min,omitempty"`
	MissingMax       *int `json:"missing_max,omitempty"`
	Detained         *int `json:"detained,omitempty"`
	DetainedMin      *int `json:"detained_min,omitempty"`
	DetainedMax      *int `json:"detained_max,omitempty"`
	Displaced        *int `json:"displaced,omitempty"`
	DisplacedMin     *int `json:"displaced_min,omitempty"`
	DisplacedMax     *int `json:"displaced_max,omitempty"`
	BodiesFound      *int `json:"bodies_found,omitempty"`
	BodiesFoundMin   *int `json:"bodies_found_min,omitempty"`
	BodiesFoundMax   *int `json:"bodies_found_max,omitempty"`

	BySex        map[string]int `json:"by_sex,omitempty"`
	ByAge        map[string]int `json:"by_age,omitempty"`
	Finder       string         `json:"finder,omitempty"`
	SearchPeriod string         `json:"search_period,omitempty"`

	Qualifier   string `json:"qualifier,omitempty"`    // exact at_least more_than approx hundreds thousands …
	CountStatus string `json:"count_status,omitempty"` // confirmed claimed unverified, as the counting body states it
	CountSource string `json:"count_source,omitempty"`
	Cumulative  *bool  `json:"cumulative,omitempty"`
	AsOf        string `json:"as_of,omitempty"`
	AsOfMin     string `json:"as_of_min,omitempty"`
	AsOfMax     string `json:"as_of_max,omitempty"`
	AsOfBasis   string `json:"as_of_basis,omitempty"`
	Scope       string `json:"scope,omitempty"`

	ActorAccused string `json:"actor_accused,omitempty"`
	ActionType   string `json:"action_type,omitempty"`
	Modality     string `json:"modality,omitempty"` // asserted alleged possible denied …
	Denies       string `json:"denies,omitempty"`
	DenialKind   string `json:"denial_kind,omitempty"` // fact label standing counter_accusation

	// Wanted is set on an evidence-mention: what is mentioned (photograph, report, video …) and not itself this item.
	Wanted string `json:"wanted,omitempty"`

	Basis     string `json:"basis"`            // rule id and version, or model id and version of the question
	Reader    string `json:"reader,omitempty"` // who proposed it, of several readers; set where claims are shown
	Status    string `json:"status"`
	DecidedBy string `json:"decided_by,omitempty"`
	Reason    string `json:"reason,omitempty"`
}

// Event is what one report says happened. An aggregate over a country and months is not an event.
type Event struct {
	ID          string    `json:"id"`
	Report      string    `json:"report"`
	Ref         string    `json:"ref"`
	Anchor      string    `json:"anchor"` // the quote that first tells of it
	CharStart   int       `json:"char_start"`
	CharEnd     int       `json:"char_end"`
	Occurrence  int       `json:"occurrence"`
	Claims      []string  `json:"claims"`
	Type        string    `json:"type"`
	Stage       string    `json:"stage,omitempty"`
	DateMin     string    `json:"date_min,omitempty"`
	DateMax     string    `json:"date_max,omitempty"`
	DateBasis   string    `json:"date_basis,omitempty"`
	Place       string    `json:"place,omitempty"`
	Places      []string  `json:"places,omitempty"`   // widest to narrowest: the country, what the words name, the place
	Around      []string  `json:"around,omitempty"`   // the larger places as the gazetteer knows them, widest first
	PlaceID     string    `json:"place_id,omitempty"` // gazetteer id, when the place was found
	Lat         *float64  `json:"lat,omitempty"`
	Lon         *float64  `json:"lon,omitempty"`
	Precision   string    `json:"place_precision,omitempty"`
	Weapons     []Named   `json:"weapons,omitempty"`
	ObjectTypes []string  `json:"object_types,omitempty"`
	Targets     []Party   `json:"targets,omitempty"`
	Victims     []Party   `json:"victims,omitempty"`
	Alleged     []Accused `json:"alleged_perpetrators,omitempty"`
	KilledMin   *int      `json:"killed_min,omitempty"`
	KilledMax   *int      `json:"killed_max,omitempty"`
	InjuredMin  *int      `json:"injured_min,omitempty"`
	InjuredMax  *int      `json:"injured_max,omitempty"`
	MissingMin  *int      `json:"missing_min,omitempty"`
	MissingMax  *int      `json:"missing_max,omitempty"`
	Category    string    `json:"category,omitempty"` // non_state state
	Basis       string    `json:"basis"`
}

// Named is a thing with a name as written and a type from the vocabulary.
type Named struct {
	Name string `json:"name"`
	Type string `json:"type,omitempty"`
}

// Party is a target or victim as the report describes it.
type Party struct {
	Name        string `json:"name,omitempty"`
	Description string `json:"description,omitempty"`
	Type        string `json:"type,omitempty"`
	NumberMin   *int   `json:"number_min,omitempty"`
	NumberMax   *int   `json:"number_max,omitempty"`
	Effect      string `json:"effect,omitempty"` // death injury death_or_injury missing none …
	Nationality string `json:"nationality,omitempty"`
}

// Accused is who the report says acted. Confidence is the report's word, never ours.
type Accused struct {
	Name       string `json:"name"`
	Kind       string `json:"kind"` // individual organisation
	Confidence string `json:"confidence"`
}

// Doc is what a claim reader is given: the text of one item and what is known of it.
type Doc struct {
	Ref    string
	Report string // path as added
	Text   string // valid UTF-8
	Lang   string // "" when unknown
	Title  string
	Author string
	Outlet string // publisher, where known
	// Published is the report's own day as stated outside its text (provenance sheet, mail header, metadata), as a
	// closed range of ISO days; all empty when unknown. The reader may find it in the text instead.
	PublishedMin, PublishedMax, PublishedBasis string
}

// Result is what a claim reader returns for one Doc.
type Result struct {
	Lang           string // of the text, as detected
	PublishedMin   string // the report's day as used, with its basis
	PublishedMax   string
	PublishedBasis string
	Claims         []Claim
	Events         []Event
}

// InPassing reports whether an event rests on a deed that is told of and on no claim.
func (e *Event) InPassing() bool {
	return len(e.Claims) == 0 && strings.HasPrefix(e.Basis, "event.deed@")
}
