package exhibit

import (
	"bytes"
	"crypto"
	"crypto/ed25519"
	"crypto/sha256"
	"encoding/base64"
	"errors"
	"fmt"
	"strings"
)

// A package is signed in minisign's legacy format ("Ed": Ed25519 over the file itself), so that a recipient can check
// it with a tool that is not ours (docs/format/submission.md, section 7).

const (
	minisignAlgorithm = "Ed"
	untrustedPrefix   = "untrusted comment: "
	trustedPrefix     = "trusted comment: "
)

// minisignID is the key id of minisign, eight bytes that anyone may choose: ours begin the key's fingerprint.
func minisignID(key ed25519.PublicKey) [8]byte {
	d := sha256.Sum256(key)
	return [8]byte(d[:8])
}

// MinisignKey returns key as minisign -P takes it.
func MinisignKey(key ed25519.PublicKey) string {
	id := minisignID(key)
	b := append([]byte(minisignAlgorithm), id[:]...)
	return base64.StdEncoding.EncodeToString(append(b, key...))
}

// ParseMinisignKey reads what MinisignKey writes, or a whole .pub file of minisign. The key id is not ours to judge.
func ParseMinisignKey(s string) (ed25519.PublicKey, error) {
	s = strings.TrimSpace(s)
	if strings.HasPrefix(s, untrustedPrefix) {
		_, s, _ = strings.Cut(s, "\n")
		s = strings.TrimSpace(s)
	}
	b, err := base64.StdEncoding.Strict().DecodeString(s)
	if err != nil || len(b) != 2+8+ed25519.PublicKeySize || string(b[:2]) != minisignAlgorithm {
		return nil, errors.New("not a minisign public key")
	}
	return ed25519.PublicKey(b[10:]), nil
}

// SignMinisign signs message and a trusted comment of one line.
func SignMinisign(key crypto.Signer, message []byte, comment string) ([]byte, error) {
	pub, ok := key.Public().(ed25519.PublicKey)
	if !ok {
		return nil, fmt.Errorf("signing with a %T: only Ed25519 keys sign here", key.Public())
	}
	if strings.ContainsAny(comment, "\r\n") {
		return nil, fmt.Errorf("comment %q has more than one line", comment)
	}
	sig, err := key.Sign(nil, message, crypto.Hash(0))
	if err != nil {
		return nil, fmt.Errorf("signing: %w", err)
	}
	global, err := key.Sign(nil, append(bytes.Clone(sig), comment...), crypto.Hash(0))
	if err != nil {
		return nil, fmt.Errorf("signing the comment: %w", err)
	}
	id := minisignID(pub)
	blob := append(append([]byte(minisignAlgorithm), id[:]...), sig...)
	return fmt.Appendf(nil, "%s\n%s\n%s%s\n%s\n", untrustedComment(pub),
		base64.StdEncoding.EncodeToString(blob), trustedPrefix, comment, base64.StdEncoding.EncodeToString(global)), nil
}

// untrustedComment is the first line of our signatures.
func untrustedComment(pub ed25519.PublicKey) string {
	return untrustedPrefix + "signature by key " + Fingerprint(pub)
}

// OpenMinisign checks a signature over message against the keys that may have made it and returns that key and the
// trusted comment.
func OpenMinisign(message, signature []byte, keys ...ed25519.PublicKey) (ed25519.PublicKey, string, error) {
	lines := strings.Split(string(signature), "\n")
	if len(lines) != 5 || lines[4] != "" || !strings.HasPrefix(lines[0], untrustedPrefix) || !strings.HasPrefix(lines[2], trustedPrefix) {
		return nil, "", errors.New("not a minisign signature: it has four lines, the first and third beginning with their comment's name")
	}
	enc := base64.StdEncoding.Strict()
	blob, err := enc.DecodeString(lines[1])
	if err != nil || len(blob) != 2+8+ed25519.SignatureSize {
		return nil, "", errors.New("not a minisign signature: the second line is not 74 bytes in base64")
	}
	if string(blob[:2]) != minisignAlgorithm {
		return nil, "", fmt.Errorf("signature algorithm %q is not %q", blob[:2], minisignAlgorithm)
	}
	global, err := enc.DecodeString(lines[3])
	if err != nil || len(global) != ed25519.SignatureSize {
		return nil, "", errors.New("not a minisign signature: the fourth line is not 64 bytes in base64")
	}
	sig, comment := blob[10:], strings.TrimPrefix(lines[2], trustedPrefix)
	for _, key := range keys {
		if len(key) != ed25519.PublicKeySize || !ed25519.Verify(key, message, sig) {
			continue
		}
		if id := minisignID(key); !bytes.Equal(blob[2:10], id[:]) {
			return nil, "", fmt.Errorf("signature names key %x, and key %x made it", blob[2:10], id)
		}
		if !ed25519.Verify(key, append(bytes.Clone(sig), comment...), global) {
			return nil, "", errors.New("the trusted comment is not the one that was signed")
		}
		return key, comment, nil
	}
	return nil, "", errors.New("no known key made this signature over these bytes")
}
