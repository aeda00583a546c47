package exhibit

import (
	"crypto/ed25519"
	"encoding/base64"
	"encoding/binary"
	"errors"
	"fmt"
	"strconv"
	"strings"

	"crypto/sha256"

	"golang.org/x/mod/sumdb/note"
	"golang.org/x/mod/sumdb/tlog"
)

// Checkpoint is the size and root hash of a ledger at a moment: three lines of a signed note (C2SP tlog-checkpoint):
// origin, size in decimal, root in base64.
type Checkpoint struct {
	Origin string
	Size   int64
	Root   tlog.Hash
}

// Text returns the body of the note.
func (c Checkpoint) Text() string {
	return c.Origin + "\n" + strconv.FormatInt(c.Size, 10) + "\n" + base64.StdEncoding.EncodeToString(c.Root[:]) + "\n"
}

// ParseCheckpoint reads the body of a note. Lines after the third are extensions and are kept by nobody here.
func ParseCheckpoint(text string) (Checkpoint, error) {
	lines := strings.Split(text, "\n")
	if len(lines) < 4 || lines[0] == "" {
		return Checkpoint{}, errors.New("checkpoint has fewer than three lines")
	}
	size, err := strconv.ParseInt(lines[1], 10, 64)
	if err != nil || size < 0 || strconv.FormatInt(size, 10) != lines[1] {
		return Checkpoint{}, fmt.Errorf("checkpoint size %q is not a decimal number", lines[1])
	}
	root, err := base64.StdEncoding.DecodeString(lines[2])
	if err != nil || len(root) != tlog.HashSize || base64.StdEncoding.EncodeToString(root) != lines[2] {
		return Checkpoint{}, fmt.Errorf("checkpoint root %q is not a base64 SHA-256", lines[2])
	}
	c := Checkpoint{Origin: lines[0], Size: size}
	copy(c.Root[:], root)
	return c, nil
}

// noteEd25519 is the algorithm byte of Ed25519 in a note key.
const noteEd25519 = 1

// noteHash is the key id of sumdb/note for an Ed25519 key.
func noteHash(name string, key ed25519.PublicKey) uint32 {
	h := sha256.New()
	h.Write([]byte(name))
	h.Write([]byte{'\n', noteEd25519})
	h.Write(key)
	return binary.BigEndian.Uint32(h.Sum(nil))
}

// VerifierKey returns the key in the encoding of sumdb/note, under the ledger's origin as its name.
func VerifierKey(origin string, key ed25519.PublicKey) string {
	return fmt.Sprintf("%s+%08x+%s", origin, noteHash(origin, key), base64.StdEncoding.EncodeToString(append([]byte{noteEd25519}, key...)))
}

type noteSigner struct {
	name string
	hash uint32
	key  ed25519.PrivateKey
}

func (s noteSigner) Name() string                    { return s.name }
func (s noteSigner) KeyHash() uint32                 { return s.hash }
func (s noteSigner) Sign(msg []byte) ([]byte, error) { return ed25519.Sign(s.key, msg), nil }

// SignCheckpoint returns the signed note (C2SP signed-note) of c.
func SignCheckpoint(c Checkpoint, key ed25519.PrivateKey) ([]byte, error) {
	pub := key.Public().(ed25519.PublicKey)
	b, err := note.Sign(&note.Note{Text: c.Text()}, noteSigner{c.Origin, noteHash(c.Origin, pub), key})
	if err != nil {
		return nil, fmt.Errorf("signing checkpoint of size %d: %w", c.Size, err)
	}
	return b, nil
}

// OpenCheckpoint checks a signed note against the keys that may sign for its origin and returns the checkpoint and the
// key that signed it. It fails when none of the keys did.
func OpenCheckpoint(signed []byte, keys ...ed25519.PublicKey) (Checkpoint, ed25519.PublicKey, error) {
	text, _, _ := strings.Cut(string(signed), "\n\n")
	c, err := ParseCheckpoint(text + "\n")
	if err != nil {
		return Checkpoint{}, nil, err
	}
	var verifiers []note.Verifier
	byHash := map[uint32]ed25519.PublicKey{}
	for _, k := range keys {
		v, err := note.NewVerifier(VerifierKey(c.Origin, k))
		if err != nil {
			return Checkpoint{}, nil, fmt.Errorf("key of checkpoint %q: %w", c.Origin, err)
		}
		if _, twice := byHash[v.KeyHash()]; twice {
			continue
		}
		verifiers = append(verifiers, v)
		byHash[v.KeyHash()] = k
	}
	n, err := note.Open(signed, note.VerifierList(verifiers...))
	if err != nil {
		return Checkpoint{}, nil, fmt.Errorf("checkpoint of size %d is not signed by a known key: %w", c.Size, err)
	}
	return c, byHash[n.Sigs[0].Hash], nil
}
