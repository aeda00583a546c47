package exhibit

// The bodies that an outsider has to understand. Every other body is the business of the type it belongs to; more
// fields may stand in any of them.

// ReceivedBody is what Verify reads in the body of a received entry.
type ReceivedBody struct {
	Sealed Ref `json:"sealed,omitzero"` // ciphertext, when the item was restricted on arrival
}

// RestrictedBody is what Verify reads in the body of a restricted entry: the entry's item is held only as the
// ciphertext Sealed from here, and derivations made of it were destroyed.
type RestrictedBody struct {
	Sealed  Ref   `json:"sealed"`
	Derived []Ref `json:"derived,omitempty"`
}

// ErasedBody is what was destroyed by lawful order. Leaves, signatures and this stay. It need name no item by digest:
// bytes that must be forgotten could be guessed back from it.
type ErasedBody struct {
	Entries []int64 `json:"entries"`           // their bytes and salts were destroyed
	Items   []Ref   `json:"items,omitempty"`   // originals, sealed ones too
	Derived []Ref   `json:"derived,omitempty"` // derivations that held their words
	// Releases are the entries of past submissions that held what was erased.
	Releases []int64 `json:"releases,omitempty"`
	Reason   string  `json:"reason"`
	Order    string  `json:"order,omitempty"` // the order's reference
}

// AnchoredBody is the body of an anchored entry. The token is a derivation and stands in the entry's derived; its
// imprint is the digest of Checkpoint, the signed note to the byte.
type AnchoredBody struct {
	Size       int64  `json:"size"` // of the checkpoint
	Checkpoint string `json:"checkpoint"`
	Token      Ref    `json:"token"`
	Authority  string `json:"authority"` // as the token names it
	Time       string `json:"time"`      // RFC 3339, from the token
}

// ReleasedBody is the body of a released entry: the submission whose payload manifest has this digest left the house.
type ReleasedBody struct {
	Format    string    `json:"format"`   // exhibit.submission/1
	Manifest  Ref       `json:"manifest"` // of manifest-sha256.txt
	Recipient string    `json:"recipient"`
	Purpose   string    `json:"purpose,omitempty"`
	Items     []int64   `json:"items"`   // entries by which the items handed over were first received, ascending
	Entries   []int64   `json:"entries"` // entries handed over beside this one, ascending
	LeftOut   []LeftOut `json:"left_out,omitempty"`
	Analysis  bool      `json:"analysis"` // whether an analysis went with it
}

// LeftOut is one row of the schedule of what a submission does not hold, signed with the released entry.
type LeftOut struct {
	Category string `json:"category"`
	Item     *int64 `json:"item,omitempty"`  // entry by which it was received; nil for a count
	Count    int64  `json:"count,omitempty"` // things left out together, when they are not named
	Reason   string `json:"reason"`
}

// Formats, as they are named inside.
const (
	CaseFormat       = "exhibit.case/1"
	SubmissionFormat = "exhibit.submission/1"
)
