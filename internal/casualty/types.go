package casualty

// Measure is what a number counts. Unlike measures are never added.
type Measure string

// The measures.
const (
	Killed      Measure = "killed"
	Injured     Measure = "injured"
	Combined    Measure = "combined"
	Missing     Measure = "missing"
	Detained    Measure = "detained"
	Displaced   Measure = "displaced"
	BodiesFound Measure = "bodies_found"
)

// Series is one counting body's running total for one scope and measure.
type Series struct {
	ID           string   `json:"id"`
	CountingBody string   `json:"counting_body"`
	Scope        string   `json:"scope"`
	Measure      Measure  `json:"measure"`
	Status       string   `json:"status,omitempty"`
	Points       []Point  `json:"points"` // in the order of the day the data run to
	Caveats      []string `json:"caveats,omitempty"`
	Checkable    bool     `json:"checkable"`
}

// Point is one stated value of a series.
type Point struct {
	AsOf        string   `json:"as_of,omitempty"`
	AsOfMin     string   `json:"as_of_min,omitempty"`
	AsOfMax     string   `json:"as_of_max,omitempty"`
	DataThrough string   `json:"data_through,omitempty"`
	Published   string   `json:"published,omitempty"`
	Value       int      `json:"value"`
	Qualifier   string   `json:"qualifier,omitempty"`
	Claims      []string `json:"claims"`
	Supersedes  string   `json:"supersedes,omitempty"`  // as_of of the point it replaces
	Order       string   `json:"order_basis,omitempty"` // why it stands after the point before, where the days do not say so
	Correction  bool     `json:"correction,omitempty"`  // the total fell
}

// Refusal is a sum that somebody might make and that the house refuses, with why.
type Refusal struct {
	ID     string `json:"id"`
	Terms  []Term `json:"terms"`
	Rule   string `json:"rule"`   // unlike-measures running-total overlapping-scope bodies-not-deaths unlike-status
	Reason string `json:"reason"` // one sentence for a reader
}

// Term is one figure of a refused sum.
type Term struct {
	Value     int     `json:"value"`
	Measure   Measure `json:"measure"`
	Qualifier string  `json:"qualifier,omitempty"`
	Status    string  `json:"status,omitempty"`
	Body      string  `json:"body,omitempty"`
	Scope     string  `json:"scope,omitempty"`
	AsOf      string  `json:"as_of,omitempty"`
	Claim     string  `json:"claim"`
	// Also are claims that state the same figure, or another one of the same measure for the same scope, in other reports.
	Also []string `json:"also,omitempty"`
}
