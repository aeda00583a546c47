package incident

// Incident is what several reported events are about.
type Incident struct {
	ID          string      `json:"id"`
	Title       string      `json:"title"`
	Type        string      `json:"type"`
	Parent      string      `json:"parent,omitempty"`
	DateMin     string      `json:"date_min,omitempty"`
	DateMax     string      `json:"date_max,omitempty"`
	Place       string      `json:"place,omitempty"`
	Lat         *float64    `json:"lat,omitempty"`
	Lon         *float64    `json:"lon,omitempty"`
	Precision   string      `json:"place_precision,omitempty"`
	ObjectTypes []string    `json:"object_types,omitempty"`
	Weapons     []string    `json:"weapons,omitempty"`
	Alleged     []string    `json:"alleged_perpetrators,omitempty"`
	Events      []string    `json:"events"`
	Claims      []string    `json:"claims"`
	Reports     []string    `json:"reports"`
	Links       []Link      `json:"links"`
	Proposals   []Link      `json:"proposals,omitempty"` // joins a person should look at
	KilledMin   *int        `json:"killed_min,omitempty"`
	KilledMax   *int        `json:"killed_max,omitempty"`
	InjuredMin  *int        `json:"injured_min,omitempty"`
	InjuredMax  *int        `json:"injured_max,omitempty"`
	BodiesMin   *int        `json:"bodies_found_min,omitempty"`
	BodiesMax   *int        `json:"bodies_found_max,omitempty"`
	CountRule   string      `json:"count_rule,omitempty"`
	OriginsMin  int         `json:"origins_min"`
	OriginsMax  int         `json:"origins_max"`
	Support     string      `json:"support"` // none one several
	Assessment  *Assessment `json:"assessment"`
	Disputed    bool        `json:"disputed"`
	Conflicts   []Conflict  `json:"conflicts,omitempty"`
	Reviewed    bool        `json:"reviewed"` // a person confirmed or made it
}

// Link says why two reported events are one incident. A score is not a probability of truth.
type Link struct {
	A     string  `json:"a"`
	B     string  `json:"b"`
	Basis string  `json:"basis"`
	Score float64 `json:"score"`
}

// Assessment is a person's conclusion on an incident; only `exhibit assess` makes one.
type Assessment struct {
	Value    string `json:"value"` // corroborated verified inconclusive rejected
	Standard string `json:"standard"`
	By       string `json:"by"`
	Date     string `json:"date"`
	Reason   string `json:"reason"`
	Entry    int64  `json:"entry"`
}

// Conflict is a field on which claims of one incident disagree.
type Conflict struct {
	Field  string          `json:"field"`
	Values []ConflictValue `json:"values"`
}

// ConflictValue is one of the disagreeing values with the claims that state it.
type ConflictValue struct {
	Value  string   `json:"value"`
	Claims []string `json:"claims"`
}

// Pair is a person's decision that two anchors are, or are not, one incident.
type Pair struct {
	A     Anchor `json:"a"`
	B     Anchor `json:"b"`
	Must  bool   `json:"must"`  // true: must be one; false: must not
	Entry int64  `json:"entry"` // the later entry holds
}

// Anchor names a reported event by its words, so that a decision outlives re-reading.
type Anchor struct {
	Ref        string `json:"ref"`
	Quote      string `json:"quote"`
	Occurrence int    `json:"occurrence"`
}
