package ledger

import (
	"context"
	"crypto/ed25519"
	"database/sql"
	"encoding/json"
	"fmt"

	"exhibit"
)

// SignedKey is a key as the entries introduce it, not as a table says: what is sealed to people rests on it.
type SignedKey struct {
	exhibit.KeyBody
	Retired bool
	Lost    bool // retired because it is not to be relied on any more
}

type rowsQuerier interface {
	QueryContext(ctx context.Context, query string, args ...any) (*sql.Rows, error)
}

// SignedKeys returns the keys that the ledger's entries introduce, each checked: the words give the leaf, and the leaf
// is signed by a key introduced before. The first key signs itself.
func (l *Ledger) SignedKeys(ctx context.Context) ([]SignedKey, error) { return l.signedKeys(ctx, l.db) }

// SignedKeys is the same inside the transaction, with the keys it introduces itself.
func (tx *Tx) SignedKeys() ([]SignedKey, error) {
	keys, err := tx.l.signedKeys(tx.ctx, tx.sql)
	if err != nil {
		return nil, err
	}
	for _, d := range tx.drafts {
		if k, ok := d.Body.(exhibit.KeyBody); ok {
			keys = introduce(keys, d.Type, k)
		}
	}
	return keys, nil
}

func (l *Ledger) signedKeys(ctx context.Context, q rowsQuerier) ([]SignedKey, error) {
	rows, err := q.QueryContext(ctx, `SELECT `+lineColumns+` FROM entries WHERE type IN ('case.created', 'key.added', 'key.rotated', 'key.lost') ORDER BY n`)
	if err != nil {
		return nil, fmt.Errorf("reading the entries of keys: %w", err)
	}
	defer rows.Close()
	var keys []SignedKey
	for rows.Next() {
		line, err := scanLine(rows)
		if err != nil {
			return nil, fmt.Errorf("reading the entries of keys: %w", err)
		}
		e, err := line.Open()
		if err != nil {
			return nil, fmt.Errorf("%w; run exhibit verify", err)
		}
		var k exhibit.KeyBody
		if err := json.Unmarshal(e.Body, &k); err != nil {
			return nil, fmt.Errorf("entry %d (%s) has a body of another shape: %w", e.N, e.Type, err)
		}
		if !l.signedByKnown(keys, &line, &k) {
			return nil, fmt.Errorf("entry %d (%s) is not signed by a key of this case; run exhibit verify", e.N, e.Type)
		}
		if e.Type == exhibit.KeyRotated && k.Replaces != line.Key {
			return nil, fmt.Errorf("entry %d replaces a key by another's signature; run exhibit verify", e.N)
		}
		keys = introduce(keys, e.Type, k)
	}
	return keys, rows.Err()
}

// signedByKnown reports whether a key in use signed the line; entry 0 is signed by the key it introduces.
func (l *Ledger) signedByKnown(keys []SignedKey, line *exhibit.EntryLine, k *exhibit.KeyBody) bool {
	if line.N == 0 {
		return exhibit.VerifyEntry(ed25519.PublicKey(k.PublicKey), l.cfg.Origin, 0, line.Leaf, line.Sig)
	}
	for _, known := range keys {
		if known.Fingerprint == line.Key && !known.Retired {
			return exhibit.VerifyEntry(ed25519.PublicKey(known.PublicKey), l.cfg.Origin, line.N, line.Leaf, line.Sig)
		}
	}
	return false
}

func introduce(keys []SignedKey, typ string, k exhibit.KeyBody) []SignedKey {
	gone := k.Replaces
	if typ == exhibit.KeyLost {
		gone = k.Fingerprint
	}
	for i := range keys {
		if keys[i].Fingerprint == gone {
			keys[i].Retired, keys[i].Lost = true, typ == exhibit.KeyLost
		}
	}
	if typ == exhibit.KeyLost {
		return keys
	}
	return append(keys, SignedKey{KeyBody: k})
}
