package custody

import (
	"encoding/json"
	"fmt"
	"time"

	"exhibit"
)

// ReceivedBody is the body of a received entry: bytes arrived and were preserved.
type ReceivedBody struct {
	Report     string      `json:"report"`           // path as added, relative to the folder given
	Parent     string      `json:"parent,omitempty"` // report of the archive or e-mail it came out of
	Bytes      int64       `json:"bytes"`
	MD5        string      `json:"md5"`
	SHA1       string      `json:"sha1"`
	MediaType  string      `json:"media_type"`
	ModTime    *time.Time  `json:"mtime,omitempty"` // as found
	BirthTime  *time.Time  `json:"btime,omitempty"` // as found, where the file system keeps one
	Mode       string      `json:"mode,omitempty"`
	How        string      `json:"how"` // "added from a file", "taken out of an archive" …
	Duplicate  bool        `json:"duplicate,omitempty"`
	Sealed     exhibit.Ref `json:"sealed,omitzero"` // ciphertext, when it was restricted on arrival
	Originator string      `json:"originator,omitempty"`
}

// NotReceivedBody says what was offered and could not be taken.
type NotReceivedBody struct {
	Report string `json:"report"`
	Parent string `json:"parent,omitempty"`
	Code   string `json:"code"`
	Reason string `json:"reason"`
	// Preserved says that this is a remark: the thing itself was received.
	Preserved bool `json:"preserved,omitempty"`
}

// SheetBody is a statement of provenance; a field that is absent is not stated.
type SheetBody struct {
	Fields map[string]string `json:"fields"`
	From   string            `json:"from,omitempty"` // name of the sheet and its line
}

// ReadBody says that a text was made of an item. Derived of the entry names it, unless the text is the item itself.
type ReadBody struct {
	Reader string          `json:"reader"` // name and version
	Text   exhibit.Ref     `json:"text"`
	Layout json.RawMessage `json:"layout,omitempty"` // title, author, dates, flags, notes; parts lie in a derivation
	Parts  exhibit.Ref     `json:"parts,omitzero"`
}

// FailedBody says why a stage could not be done.
type FailedBody struct {
	Stage  string `json:"stage"` // text, claims, second, picture
	Tool   string `json:"tool"`
	Code   string `json:"code"`
	Reason string `json:"reason"`
}

// AssertedBody says that claims were proposed from a text.
type AssertedBody struct {
	Reader string      `json:"reader"`
	Text   exhibit.Ref `json:"text"`
	Claims exhibit.Ref `json:"claims"`
	Inputs string      `json:"inputs"` // digest of all the reader was given beside the text
	Count  int         `json:"count"`
	// Language and day of the report as the reader found them.
	Lang           string `json:"lang,omitempty"`
	PublishedMin   string `json:"published_min,omitempty"`
	PublishedMax   string `json:"published_max,omitempty"`
	PublishedBasis string `json:"published_basis,omitempty"`
}

// SecondBody says that a second reader proposed claims from a text: the model that was asked, where, by whose leave, what
// was sent, and what of its answer the text did not bear out.
type SecondBody struct {
	Reader     string          `json:"reader"` // model and version of the question
	Endpoint   string          `json:"endpoint"`
	Allowed    int64           `json:"allowed_by"` // entry of the decision
	Text       exhibit.Ref     `json:"text"`
	Claims     exhibit.Ref     `json:"claims"`
	Inputs     string          `json:"inputs"` // digest of what the reader was given, as in AssertedBody
	Count      int             `json:"count"`
	Thrown     json.RawMessage `json:"thrown,omitempty"` // counted by reason
	Requests   int             `json:"requests"`
	Characters int             `json:"characters"`
}

// PicturedBody says that the perceptual hash of a picture was made. It stands in the derivation and not here, so that it is
// destroyed when the picture is restricted.
type PicturedBody struct {
	Reader  string      `json:"reader"`
	Picture exhibit.Ref `json:"picture"`
}

// WeighedBody says that a snapshot of the case was derived, from what and by which versions.
type WeighedBody struct {
	Snapshot exhibit.Ref `json:"snapshot"`
	Inputs   exhibit.Ref `json:"inputs"` // digest of the sorted list of claim derivations
	Entries  int64       `json:"entries"`
	Rules    string      `json:"rules"`
	Count    int         `json:"claims"`
}

// Target names words, never a derived id, so that a decision outlives re-reading.
type Target struct {
	Ref        exhibit.Ref `json:"ref,omitzero"`
	Quote      string      `json:"quote,omitempty"`
	Occurrence int         `json:"occurrence"`
	Kind       string      `json:"kind,omitempty"`
	Field      string      `json:"field,omitempty"`
}

// DecisionBody is what a person decided.
type DecisionBody struct {
	Action string            `json:"action"`
	Target Target            `json:"target"`
	Other  *Target           `json:"other,omitempty"`
	Set    map[string]string `json:"set,omitempty"`
	Undoes *int64            `json:"undoes,omitempty"`
	Reason string            `json:"reason"`
}

// AssessmentBody is a person's or body's dated conclusion on a question, "on the information currently available".
type AssessmentBody struct {
	Question   string   `json:"question"`
	Conclusion string   `json:"conclusion"`
	Value      string   `json:"value,omitempty"`
	Standard   string   `json:"standard_of_proof"`
	AsOf       string   `json:"as_of"`
	Basis      []string `json:"basis"`
	Contrary   string   `json:"contrary_considered"`
	Dissent    string   `json:"dissent,omitempty"`
	Authorised string   `json:"authorised_by,omitempty"`
	Supersedes *int64   `json:"supersedes,omitempty"`
	Anchors    []Target `json:"anchors,omitempty"` // words of the events of the incident it concerns
}

// ObservationBody is what a named person sees in a page, region or interval of an item.
type ObservationBody struct {
	Where  string `json:"where"`
	Sees   string `json:"sees"`
	Method string `json:"method"`
}

// RestrictedBody says that an original was sealed under its own key. Derivations made of it are destroyed.
type RestrictedBody struct {
	Sealed     exhibit.Ref   `json:"sealed"`
	Originator string        `json:"originator,omitempty"`
	Derived    []exhibit.Ref `json:"derived,omitempty"` // destroyed with it
	Reason     string        `json:"reason"`
}

// ClearedBody says that a person cleared a restricted item, or which version of it may be read.
type ClearedBody struct {
	Version exhibit.Ref `json:"version,omitzero"` // zero: the item itself
	// Commitment ties the version to the item, and Salt opens it. The version's own entry has the commitment alone.
	Commitment exhibit.Ref     `json:"commitment,omitzero"`
	Salt       exhibit.HexSalt `json:"salt,omitempty"`
	Reason     string          `json:"reason"`
}

// Bodies that an outsider reads too have their shape in the root package: exhibit.ErasedBody, exhibit.AnchoredBody,
// exhibit.ReleasedBody and exhibit.VersionBody.

// decode turns the body of an entry read back from the ledger into its struct.
func decode(e exhibit.Entry) (any, error) {
	var v any
	switch e.Type {
	case exhibit.Received:
		v = &ReceivedBody{}
	case exhibit.NotReceived:
		v = &NotReceivedBody{}
	case exhibit.SheetStated:
		v = &SheetBody{}
	case exhibit.ReadDone:
		v = &ReadBody{}
	case exhibit.ReadFailed:
		v = &FailedBody{}
	case exhibit.AssertedDone:
		v = &AssertedBody{}
	case exhibit.SecondDone:
		v = &SecondBody{}
	case exhibit.PicturedDone:
		v = &PicturedBody{}
	case exhibit.Restricted:
		v = &RestrictedBody{}
	case exhibit.Cleared:
		v = &ClearedBody{}
	case exhibit.VersionStated:
		v = &exhibit.VersionBody{}
	case exhibit.Erased:
		v = &exhibit.ErasedBody{}
	case exhibit.CaseCreated, exhibit.KeyAdded, exhibit.KeyRotated, exhibit.KeyLost:
		v = &exhibit.KeyBody{}
	default:
		return nil, nil
	}
	if err := json.Unmarshal(e.Body, v); err != nil {
		return nil, fmt.Errorf("entry %d (%s) has a body of another shape: %w", e.N, e.Type, err)
	}
	return v, nil
}
