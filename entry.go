package exhibit

import (
	"bytes"
	"crypto/ed25519"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"strconv"
	"strings"

	"golang.org/x/mod/sumdb/tlog"
)

// Entry types. An outsider needs to know these few; every other type is checked by the general rules alone.
const (
	CaseCreated   = "case.created"    // entry 0; body names title and the first key
	KeyAdded      = "key.added"       // a further actor's key, signed by a key already known
	KeyRotated    = "key.rotated"     // the signing key is replaced by the one in the body
	KeyLost       = "key.lost"        // a key is no longer to be relied on from here
	Received      = "received"        // bytes arrived; item names them
	NotReceived   = "not-received"    // something offered could not be taken, and why
	SheetStated   = "sheet.stated"    // a provenance sheet
	ReadDone      = "read"            // a text was made of an item
	ReadFailed    = "read.failed"     // … could not be made, and why
	AssertedDone  = "asserted"        // claims were proposed from a text
	SecondDone    = "asserted.second" // a second reader, which a lead allowed, proposed claims from a text
	PicturedDone  = "pictured"        // the perceptual hash of a picture was made
	WeighedDone   = "weighed"         // a snapshot of the case was derived
	Decided       = "decided"         // a person decided
	Assessed      = "assessed"        // a person's or body's conclusion
	Observed      = "observed"        // what a named person sees
	Restricted    = "restricted"      // the original was sealed under its own key; body.sealed is the ciphertext
	Cleared       = "cleared"         // a version that may be read stands in for a restricted item
	VersionStated = "version"         // the item stands in for a restricted original; body.commitment ties it to that one
	Erased        = "erased"          // entries and bytes destroyed by lawful order
	Anchored      = "anchored"        // an RFC 3161 token on a checkpoint; derived names the token
	ReleasedEntry = "released"        // a submission left the house; body.manifest is the digest of its payload manifest
)

// Entry is one signed statement of what someone did. Its bytes, as written by Marshal, are what the leaf commits to;
// a reader keeps the bytes and never re-encodes them. Times are the operator's statement; order is the ledger's.
type Entry struct {
	V       int             `json:"v"`     // 1
	Log     string          `json:"log"`   // origin of the ledger, as on the first line of its checkpoints
	N       int64           `json:"n"`     // number in the ledger, from 0
	At      string          `json:"at"`    // RFC 3339, UTC
	Clock   string          `json:"clock"` // source of At, e.g. "system"
	Actor   string          `json:"actor"` // code; the name is in the case's annex
	Role    string          `json:"role"`
	Tool    string          `json:"tool"` // program and version
	Type    string          `json:"type"`
	Item    Ref             `json:"item,omitzero"`     // the original it concerns
	Derived []Ref           `json:"derived,omitempty"` // derivations this entry brings into being
	Body    json.RawMessage `json:"body,omitempty"`
}

// Marshal returns the entry's bytes: one line of JSON without a trailing newline.
func (e *Entry) Marshal() ([]byte, error) {
	var b bytes.Buffer
	enc := json.NewEncoder(&b)
	enc.SetEscapeHTML(false)
	if err := enc.Encode(e); err != nil {
		return nil, fmt.Errorf("encoding entry %d: %w", e.N, err)
	}
	return bytes.TrimSuffix(b.Bytes(), []byte("\n")), nil
}

// ParseEntry reads the bytes of an entry. Unknown fields are allowed: a later version may add some.
func ParseEntry(b []byte) (Entry, error) {
	var e Entry
	if err := json.Unmarshal(b, &e); err != nil {
		return Entry{}, fmt.Errorf("entry is not JSON of the expected shape: %w", err)
	}
	if e.V != 1 {
		return Entry{}, fmt.Errorf("entry has version %d; this program knows version 1", e.V)
	}
	return e, nil
}

// SaltSize is the length in bytes of the random salt in front of an entry.
const SaltSize = 32

// Leaf is what stands in the tree for an entry: SHA-256 over the salt and the entry's bytes. Without the salt nobody
// can guess an entry back from its leaf.
func Leaf(salt [SaltSize]byte, entry []byte) Ref {
	h := sha256.New()
	h.Write(salt[:])
	h.Write(entry)
	var r Ref
	h.Sum(r[:0])
	return r
}

// RecordHash is the RFC 6962 leaf hash of a leaf: SHA-256(0x00 || leaf).
func RecordHash(leaf Ref) tlog.Hash { return tlog.RecordHash(leaf[:]) }

// entryMessage is what an actor signs for entry n: the leaf, so that the signature stands after an erasure.
func entryMessage(log string, n int64, leaf Ref) []byte {
	b := make([]byte, 0, 160)
	b = append(b, "exhibit.entry/1\n"...)
	b = append(b, log...)
	b = append(b, '\n')
	b = strconv.AppendInt(b, n, 10)
	b = append(b, '\n')
	b = hex.AppendEncode(b, leaf[:])
	return append(b, '\n')
}

// SignEntry signs entry n of the ledger with an actor's key.
func SignEntry(key ed25519.PrivateKey, log string, n int64, leaf Ref) []byte {
	return ed25519.Sign(key, entryMessage(log, n, leaf))
}

// VerifyEntry reports whether sig is key's signature on entry n.
func VerifyEntry(key ed25519.PublicKey, log string, n int64, leaf Ref, sig []byte) bool {
	return len(key) == ed25519.PublicKeySize && ed25519.Verify(key, entryMessage(log, n, leaf), sig)
}

// Fingerprint names a public key: the first 32 hex digits of its SHA-256.
func Fingerprint(key ed25519.PublicKey) string {
	d := sha256.Sum256(key)
	return hex.EncodeToString(d[:16])
}

// EntryLine is one line of an entries file (docs/format/entry.md). An erased entry has no salt and no entry.
type EntryLine struct {
	N      int64   `json:"n"`
	Leaf   Ref     `json:"leaf"`
	Key    string  `json:"key"` // fingerprint of the signing key
	Sig    []byte  `json:"sig"` // base64
	Salt   HexSalt `json:"salt,omitempty"`
	Entry  string  `json:"entry,omitempty"` // the exact bytes
	Erased bool    `json:"erased,omitempty"`
}

// HexSalt is a salt in hex; empty once destroyed.
type HexSalt []byte

func (s HexSalt) MarshalText() ([]byte, error) { return hex.AppendEncode(nil, s), nil }

func (s *HexSalt) UnmarshalText(b []byte) error {
	v := make([]byte, hex.DecodedLen(len(b)))
	if _, err := hex.Decode(v, b); err != nil {
		return fmt.Errorf("salt is not hexadecimal: %w", err)
	}
	*s = v
	return nil
}

// Marshal returns the line without its newline.
func (l *EntryLine) Marshal() ([]byte, error) {
	var b bytes.Buffer
	enc := json.NewEncoder(&b)
	enc.SetEscapeHTML(false)
	if err := enc.Encode(l); err != nil {
		return nil, fmt.Errorf("encoding line of entry %d: %w", l.N, err)
	}
	return bytes.TrimSuffix(b.Bytes(), []byte("\n")), nil
}

// ParseEntryLine reads one line of an entries file.
func ParseEntryLine(b []byte) (EntryLine, error) {
	var l EntryLine
	if err := json.Unmarshal(b, &l); err != nil {
		return EntryLine{}, fmt.Errorf("line of an entries file: %w", err)
	}
	return l, nil
}

// ErrLeaf says that an entry and its salt do not give the leaf.
var ErrLeaf = errors.New("entry and salt do not give the leaf")

// Open checks that the line's entry and salt give its leaf and returns the entry. An erased line has none to open.
func (l *EntryLine) Open() (Entry, error) {
	if l.Erased {
		return Entry{}, fmt.Errorf("entry %d was erased", l.N)
	}
	if len(l.Salt) != SaltSize {
		return Entry{}, fmt.Errorf("entry %d has a salt of %d bytes, not %d", l.N, len(l.Salt), SaltSize)
	}
	if Leaf([SaltSize]byte(l.Salt), []byte(l.Entry)) != l.Leaf {
		return Entry{}, fmt.Errorf("entry %d: %w", l.N, ErrLeaf)
	}
	e, err := ParseEntry([]byte(l.Entry))
	if err != nil {
		return Entry{}, err
	}
	if e.N != l.N {
		return Entry{}, fmt.Errorf("entry says it is number %d and stands at %d", e.N, l.N)
	}
	return e, nil
}

// ValidOrigin reports whether s can name a ledger: "exhibit.case/" and 16 lower-case hex digits.
func ValidOrigin(s string) bool {
	d, ok := strings.CutPrefix(s, OriginPrefix)
	if !ok || len(d) != 16 {
		return false
	}
	_, err := hex.DecodeString(d)
	return err == nil && d == strings.ToLower(d)
}

// OriginPrefix begins every ledger's origin.
const OriginPrefix = "exhibit.case/"

// KeyBody is the body of the entries that introduce or retire a key.
type KeyBody struct {
	PublicKey   []byte `json:"public_key,omitempty"` // raw Ed25519, base64
	Fingerprint string `json:"fingerprint"`
	Actor       string `json:"actor"`
	Role        string `json:"role"`
	Recipient   string `json:"recipient,omitempty"` // age recipient to whom names and restricted originals are sealed
	Replaces    string `json:"replaces,omitempty"`  // fingerprint
	Title       string `json:"title,omitempty"`     // case.created only
	Format      string `json:"format,omitempty"`    // case.created only: exhibit.case/1
	Reason      string `json:"reason,omitempty"`
}
