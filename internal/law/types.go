package law

// Status is the set of what is there for an element; never "proved", never a percentage.
type Status string

// The statuses an element may carry, several at once. Contrary is shown first.
const (
	NoFact         Status = "no fact yet"
	Alleged        Status = "alleged"
	OneOrigin      Status = "one origin"
	SeveralOrigins Status = "several origins"
	Disputed       Status = "disputed"
	Contrary       Status = "contrary fact"
)

// Sheet holds one incident against the elements of one crime.
type Sheet struct {
	Incident     string         `json:"incident"`
	Crime        string         `json:"crime"` // id in the law data
	Article      string         `json:"article"`
	Title        string         `json:"title"`
	ConflictType string         `json:"conflict_type"`
	Twin         string         `json:"twin,omitempty"` // the like crime in the other kind of conflict, not laid out
	Verified     bool           `json:"verified"`       // false: the law data marks this part as unverified
	Source       string         `json:"source"`
	Notes        string         `json:"notes,omitempty"`
	Elements     []SheetElement `json:"elements"`
	Contrary     []Fact         `json:"contrary,omitempty"`
	ContraryAsk  []string       `json:"contrary_asked"` // contrary fact kinds that were asked for, found or not
}

// SheetElement is one element with the facts for and against it, and what is missing.
type SheetElement struct {
	N       int      `json:"n"`
	Text    string   `json:"text"`
	Type    string   `json:"type"` // conduct context mental circumstance consequence
	Status  []Status `json:"status"`
	Against []Fact   `json:"contrary,omitempty"` // contrary facts that bear on this element; also in Sheet.Contrary
	Facts   []Fact   `json:"facts,omitempty"`
	Missing []string `json:"missing,omitempty"` // fact kinds with no claim
}

// Fact is a claim taken as bearing on a fact kind, with the rule that took it so.
type Fact struct {
	Kind    string   `json:"kind"` // e.g. act.killed
	Claim   string   `json:"claim"`
	Origins []string `json:"origins,omitempty"`
	Basis   string   `json:"basis"`
	Denied  []string `json:"denied_by,omitempty"` // claims that deny it
}
