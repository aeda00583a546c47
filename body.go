package exhibit

// The bodies that an outsider has to understand. Every other body is the business of the type it belongs to; more
// fields may stand in any of them.

// ErasedBody is the body of an erased entry: what was destroyed by lawful order. Leaves, signatures and this stay.
type ErasedBody struct {
	Entries []int64 `json:"entries,omitempty"` // entries whose bytes and salts were destroyed
	Items   []Ref   `json:"items,omitempty"`   // originals, sealed ones too
	Derived []Ref   `json:"derived,omitempty"` // derivations
	Reason  string  `json:"reason"`
	Order   string  `json:"order,omitempty"` // the order's reference
}

// RestrictedBody is the body of a restricted entry: the entry's item is held only as the ciphertext Sealed from here.
type RestrictedBody struct {
	Sealed     Ref    `json:"sealed"`
	Originator string `json:"originator,omitempty"`
	Reason     string `json:"reason,omitempty"`
}

// AnchoredBody is the body of an anchored entry. Both refs are derivations (and stand in the entry's derived): the
// signed checkpoint to the byte, and the RFC 3161 token whose imprint is that checkpoint's digest.
type AnchoredBody struct {
	Checkpoint Ref    `json:"checkpoint"`
	Token      Ref    `json:"token"`
	Size       int64  `json:"size"`                // of the checkpoint
	Authority  string `json:"authority,omitempty"` // as the token names it
	Time       string `json:"time,omitempty"`      // RFC 3339, from the token
}

// ReleasedBody is the body of a released entry: the submission whose payload manifest has this digest left the house.
type ReleasedBody struct {
	Format   string  `json:"format"`   // exhibit.submission/1
	Manifest Ref     `json:"manifest"` // of manifest-sha256.txt
	To       string  `json:"to"`
	Purpose  string  `json:"purpose,omitempty"`
	Items    []Ref   `json:"items"`    // originals handed over, ascending
	Entries  []int64 `json:"entries"`  // entries handed over beside this one, ascending
	Withheld int64   `json:"withheld"` // rows of the schedule of what was left out
	Analysis bool    `json:"analysis"` // whether an analysis went with it
}

// Formats, as they are named inside.
const (
	CaseFormat       = "exhibit.case/1"
	SubmissionFormat = "exhibit.submission/1"
)
