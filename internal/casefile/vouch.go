package casefile

import (
	"context"
	"crypto/ed25519"
	"database/sql"
	"fmt"
	"strings"

	"exhibit"
	"exhibit/internal/ledger"
)

// sealedTable is one of the two tables of things that are sealed and follow from no entry.
type sealedTable struct {
	name   string
	what   string // a row of it, for people
	put    string
	list   string // name, sealed bytes, key and signature of every row
	wanted string // names of the rows there must be
}

func annexTable() sealedTable {
	return sealedTable{"annex", "name of actor",
		`INSERT INTO annex (actor, sealed, key, sig) VALUES ($1, $2, $3, $4) ON CONFLICT (actor) DO UPDATE SET sealed = excluded.sealed, key = excluded.key, sig = excluded.sig`,
		`SELECT actor, sealed, key, sig FROM annex ORDER BY actor`, `SELECT DISTINCT actor FROM keys ORDER BY actor`}
}

func itemKeys() sealedTable {
	return sealedTable{"item_keys", "key of restricted item",
		`INSERT INTO item_keys (ref, wrapped, key, sig) VALUES ($1, $2, $3, $4) ON CONFLICT (ref) DO UPDATE SET wrapped = excluded.wrapped, key = excluded.key, sig = excluded.sig`,
		`SELECT ref, wrapped, key, sig FROM item_keys ORDER BY ref`, `SELECT ref FROM items WHERE sealed IS NOT NULL ORDER BY ref`}
}

// vouched is what the acting key signs of sealed bytes: their digest, and what they are.
func (t sealedTable) vouched(origin, name string, sealed []byte) []byte {
	return fmt.Appendf(nil, "exhibit.sealed/1\n%s\n%s %s\n%s\n", origin, t.name, name, exhibit.RefOf(sealed).Hex())
}

// putSealed keeps sealed bytes and the acting key's signature on them.
func putSealed(tx *ledger.Tx, t sealedTable, name string, sealed []byte) error {
	key, sig := tx.Vouch(t.vouched(tx.Origin(), name, sealed))
	return tx.Exec(t.put, name, sealed, key, sig)
}

// CheckSealed looks at the names in the annex and the keys of restricted items without opening them, and returns a
// sentence for each that is missing or is not what was sealed.
func (c *Case) CheckSealed(ctx context.Context) ([]string, error) {
	var signed int
	if err := c.db.QueryRowContext(ctx, `SELECT count(*) FROM pragma_table_info('annex') WHERE name = 'sig'`).Scan(&signed); err != nil {
		return nil, fmt.Errorf("looking at what is sealed: %w", err)
	}
	keys, err := c.ledger.SignedKeys(ctx)
	if err != nil {
		return []string{"the signatures on what is sealed cannot be checked: " + err.Error()}, nil
	}
	known := map[string]ledger.SignedKey{}
	for _, k := range keys {
		known[k.Fingerprint] = k
	}
	var out []string
	for _, t := range []sealedTable{annexTable(), itemKeys()} {
		if signed == 0 { // made before sealed things were signed and not opened for writing since, or meant to look so
			t.list = strings.Replace(t.list, "key, sig", "NULL, NULL", 1)
		}
		found, err := c.checkSealed(ctx, t, known)
		if err != nil {
			return out, fmt.Errorf("looking at what is sealed: %w", err)
		}
		out = append(out, found...)
	}
	return out, nil
}

func (c *Case) checkSealed(ctx context.Context, t sealedTable, known map[string]ledger.SignedKey) (out []string, err error) {
	have := map[string]bool{}
	rows, err := c.db.QueryContext(ctx, t.list)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	for rows.Next() {
		var name string
		var sealed, sig []byte
		var key sql.NullString
		if err := rows.Scan(&name, &sealed, &key, &sig); err != nil {
			return out, err
		}
		have[name] = true
		k := known[key.String]
		switch {
		case !key.Valid:
			out = append(out, fmt.Sprintf("nobody signed the sealed %s %s, as an earlier version of the program did not; exhibit key rotate seals and signs it anew", t.what, name))
		case len(k.PublicKey) != ed25519.PublicKeySize || !ed25519.Verify(k.PublicKey, t.vouched(c.origin, name, sealed), sig):
			out = append(out, fmt.Sprintf("the sealed %s %s is not what a key of this case sealed; restore record.db from a copy", t.what, name))
		case k.Lost: // declaring it lost seals anew what the declaring key opens
			out = append(out, fmt.Sprintf("the sealed %s %s is signed with key %s, which was lost and is not to be relied on; restore record.db from a copy, or let a lead who can open it run exhibit key rotate", t.what, name, key.String))
		}
	}
	if err := rows.Err(); err != nil {
		return out, err
	}
	wanted, err := c.db.QueryContext(ctx, t.wanted)
	if err != nil {
		return out, err
	}
	defer wanted.Close()
	for wanted.Next() {
		var name string
		if err := wanted.Scan(&name); err != nil {
			return out, err
		}
		if !have[name] {
			out = append(out, fmt.Sprintf("the sealed %s %s is missing; restore record.db from a copy", t.what, name))
		}
	}
	return out, wanted.Err()
}
