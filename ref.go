package exhibit

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"strings"
)

// Ref names bytes by their SHA-256 digest: "sha256-" and 64 lower-case hex digits.
// The zero Ref names nothing.
type Ref [sha256.Size]byte

const refPrefix = "sha256-"

// RefOf returns the Ref of b.
func RefOf(b []byte) Ref { return sha256.Sum256(b) }

// ParseRef reads the form that String writes and nothing else.
func ParseRef(s string) (Ref, error) {
	digits, ok := strings.CutPrefix(s, refPrefix)
	if !ok {
		return Ref{}, fmt.Errorf("reference %q does not begin with %q", s, refPrefix)
	}
	return ParseHex(digits)
}

// ParseHex reads 64 lower-case hex digits.
func ParseHex(s string) (Ref, error) {
	var r Ref
	if len(s) != 2*len(r) {
		return Ref{}, fmt.Errorf("digest %q has %d characters, not %d", s, len(s), 2*len(r))
	}
	if s != strings.ToLower(s) {
		return Ref{}, fmt.Errorf("digest %q is not lower case", s)
	}
	if _, err := hex.Decode(r[:], []byte(s)); err != nil {
		return Ref{}, fmt.Errorf("digest %q is not hexadecimal", s)
	}
	return r, nil
}

func (r Ref) String() string { return refPrefix + r.Hex() }

// Hex returns the digest alone, as sha256sum prints it.
func (r Ref) Hex() string { return hex.EncodeToString(r[:]) }

// IsZero reports whether r names nothing.
func (r Ref) IsZero() bool { return r == Ref{} }

func (r Ref) MarshalText() ([]byte, error) {
	if r.IsZero() {
		return nil, nil
	}
	return []byte(r.String()), nil
}

func (r *Ref) UnmarshalText(b []byte) error {
	if len(b) == 0 {
		*r = Ref{}
		return nil
	}
	v, err := ParseRef(string(b))
	if err != nil {
		return err
	}
	*r = v
	return nil
}
