package exhibit

import (
	"crypto/ed25519"
	"encoding/base64"
	"encoding/hex"
	"errors"
	"fmt"
	"strings"
)

// parseTold reads a key in any of the forms in which people pass keys on. Of a fingerprint the key itself is not known.
func parseTold(s string) (fingerprint string, key ed25519.PublicKey, err error) {
	s = strings.TrimSpace(s)
	if b, err := hex.DecodeString(s); err == nil && len(b) == 16 {
		return strings.ToLower(s), nil, nil
	}
	if key, err := ParseMinisignKey(s); err == nil {
		return Fingerprint(key), key, nil
	}
	if key, err := ParseVerifierKey(s); err == nil {
		return Fingerprint(key), key, nil
	}
	if b, err := base64.StdEncoding.Strict().DecodeString(s); err == nil && len(b) == ed25519.PublicKeySize {
		return Fingerprint(b), b, nil
	}
	return "", nil, fmt.Errorf("%q is no key: give a fingerprint of 32 hex digits, a minisign public key, a note verifier key, or 32 bytes in base64", s)
}

// ParseVerifierKey reads an Ed25519 key in the encoding of sumdb/note, as VerifierKey writes it. The name before the
// first plus sign may be any.
func ParseVerifierKey(s string) (ed25519.PublicKey, error) {
	name, rest, _ := strings.Cut(s, "+")
	_, data, ok := strings.Cut(rest, "+")
	b, err := base64.StdEncoding.Strict().DecodeString(data)
	if !ok || err != nil || len(b) != 1+ed25519.PublicKeySize || b[0] != noteEd25519 {
		return nil, errors.New("not a note verifier key for Ed25519")
	}
	key := ed25519.PublicKey(b[1:])
	if VerifierKey(name, key) != s {
		return nil, errors.New("note verifier key does not carry its own hash")
	}
	return key, nil
}

// unsignedCheckpoint reads a checkpoint without looking at who signed it.
func unsignedCheckpoint(signed []byte) (Checkpoint, error) {
	text, _, ok := strings.Cut(string(signed), "\n\n")
	if !ok {
		return Checkpoint{}, errors.New("not a signed note: no empty line before signatures")
	}
	return ParseCheckpoint(text + "\n")
}

// key is a key the ledger introduced.
type key struct {
	pub         ed25519.PublicKey
	fingerprint string
	actor, role string
	entry       int64 // that introduces it
	retired     int64 // entry that retires it, or -1
	by          *key  // that signed the introducing entry; itself for the first
}

// signs reports whether the key may sign entry n. The entry that retires a key may be signed by it.
func (k *key) signs(n int64) bool {
	return (k.entry < n || k.entry == 0 && n == 0) && (k.retired < 0 || n <= k.retired)
}

// closes reports whether the key may sign a checkpoint of that size: it is known by then and not retired before the
// last entry covered.
func (k *key) closes(size int64) bool {
	return k.entry < size && (k.retired < 0 || k.retired >= size-1)
}

// keyring holds the keys in the order of their introduction.
type keyring struct {
	by    map[string]*key
	order []*key
}

func newKeyring() *keyring { return &keyring{by: map[string]*key{}} }

func (r *keyring) add(k *key) {
	r.by[k.fingerprint] = k
	r.order = append(r.order, k)
}

// closing returns the public keys that may sign a checkpoint of that size.
func (r *keyring) closing(size int64) []ed25519.PublicKey {
	var out []ed25519.PublicKey
	for _, k := range r.order {
		if k.closes(size) {
			out = append(out, k.pub)
		}
	}
	return out
}

// all returns every public key.
func (r *keyring) all() []ed25519.PublicKey {
	var out []ed25519.PublicKey
	for _, k := range r.order {
		out = append(out, k.pub)
	}
	return out
}

// trusted reports whether the caller named the key, or the key that introduced it, and so on.
func (c *checker) trusted(k *key) bool {
	for {
		if _, ok := c.told[k.fingerprint]; ok {
			return true
		}
		if k.by == nil || k.by == k {
			return false
		}
		k = k.by
	}
}

// reportKeys lists the keys and says what is known of whose they are. signer is the key that vouches for the whole.
func (c *checker) reportKeys(ring *keyring, signer ed25519.PublicKey, path string) {
	for _, k := range ring.order {
		s := KeySeen{Fingerprint: k.fingerprint, Actor: k.actor, Role: k.role, Entry: k.entry, Trusted: c.trusted(k)}
		if k.retired >= 0 {
			s.Retired = &k.retired
		}
		c.rep.Keys = append(c.rep.Keys, s)
	}
	if len(c.told) == 0 {
		if len(ring.order) > 0 {
			c.limit("Whose keys these are cannot be told: a stranger can sign everything again with a key of his own. Compare fingerprint %s with one you were given another way (--key).", ring.order[0].fingerprint)
		}
		return
	}
	if signer == nil {
		return
	}
	if k := ring.by[Fingerprint(signer)]; k != nil && c.trusted(k) {
		return
	}
	c.find("key-untrusted", path, -1, "signed by key %s, which is none of those you trust and was not introduced by one of them", Fingerprint(signer))
}
