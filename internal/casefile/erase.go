package casefile

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strings"

	"exhibit"
	"exhibit/internal/custody"
	"exhibit/internal/ledger"
	"exhibit/internal/store"
)

// Restrict seals an item that was open.
func (c *Case) Restrict(ctx context.Context, ref exhibit.Ref, originator, reason string) error {
	if strings.TrimSpace(reason) == "" {
		return ErrNoReason
	}
	if err := c.mustProtect(); err != nil {
		return err
	}
	sealed, err := c.isSealed(ctx, ref)
	if err != nil {
		return err
	}
	if sealed {
		return fmt.Errorf("item %s is restricted already", ref)
	}
	return c.restrict(ctx, ref, originator, reason)
}

// mustProtect refuses those who may not decide on the protection of items.
func (c *Case) mustProtect() error {
	s := c.ledger.Signer()
	if s == nil {
		return ledger.ErrReadOnly
	}
	if s.Role != "lead" && s.Role != "custodian" {
		return fmt.Errorf("only a lead or a custodian may do this; you act as %s (%s)", s.Actor, s.Role)
	}
	return nil
}

// Erasure says what an erasure by order destroyed.
type Erasure struct {
	Entry    int64   `json:"entry"`
	Entries  []int64 `json:"entries"`
	Items    int     `json:"items"`
	Releases []int64 `json:"releases"` // past submissions that held it
	// Named are the entries by which other items arrived that came out of it: their paths say its name.
	Named []int64 `json:"named_by,omitempty"`
}

// Erase destroys an item by lawful order: its bytes, what was made of it, the entries that speak of it and their salts.
// Leaves, signatures and the reason stay. Children that came out of it are items of their own and are not touched; the
// entries that say its name in their paths are listed.
func (c *Case) Erase(ctx context.Context, ref exhibit.Ref, order, reason string) (Erasure, error) {
	var out Erasure
	if err := c.mustProtect(); err != nil {
		return out, err
	}
	if strings.TrimSpace(order) == "" {
		return out, errors.New(`an erasure names the order it obeys; say --order "court, date, number"`)
	}
	if strings.TrimSpace(reason) == "" {
		return out, ErrNoReason
	}
	releases, err := c.releasesOf(ctx, ref)
	if err != nil {
		return out, err
	}
	err = c.ledger.Write(ctx, func(tx *ledger.Tx) error {
		made, err := derivedFrom(tx, ref)
		if err != nil {
			return err
		}
		snapshots, err := snapshotsIn(tx, ref)
		if err != nil {
			return err
		}
		if out.Entries, err = entriesAbout(tx, ref); err != nil {
			return err
		}
		if len(out.Entries) == 0 {
			return fmt.Errorf("no item %s in this case", ref)
		}
		if out.Named, err = cameOutOf(tx, ref); err != nil {
			return err
		}
		for _, n := range out.Entries {
			if err := tx.Erase(n); err != nil {
				return err
			}
		}
		// What it stood in for is not cleared any more: the clearances are among the entries that go.
		if err := tx.Exec(`UPDATE items SET cleared = NULL WHERE cleared = $1`, ref.Hex()); err != nil {
			return err
		}
		left, err := c.unnamed(tx)
		if err != nil {
			return err
		}
		if err := markForDestruction(tx, slices.Concat(made, left, []exhibit.Ref{ref})); err != nil {
			return err
		}
		book := custody.NewBook(ctx, tx)
		defer book.Close()
		out.Items, out.Releases = 1, releases
		// Of what is destroyed only snapshots are named: of all else the entries that named it are gone too, and the digest
		// of a text tells whoever can guess the text that it was here.
		out.Entry, err = book.Record(exhibit.Erased, exhibit.Ref{}, nil, &exhibit.ErasedBody{Entries: out.Entries, Derived: snapshots, Releases: releases, Order: order, Reason: reason})
		return err
	})
	if err != nil {
		return out, err
	}
	return out, c.finishDestroying(ctx)
}

// releasesOf lists the past submissions that held an item.
func (c *Case) releasesOf(ctx context.Context, ref exhibit.Ref) ([]int64, error) {
	var first int64
	err := c.db.QueryRowContext(ctx, `SELECT entry FROM items WHERE ref = $1`, ref.Hex()).Scan(&first)
	if errors.Is(err, sql.ErrNoRows) {
		return nil, fmt.Errorf("no item %s in this case", ref)
	}
	if err != nil {
		return nil, fmt.Errorf("looking for item %s: %w", ref, err)
	}
	var out []int64
	err = entriesOf(ctx, c, exhibit.ReleasedEntry, func(e exhibit.Entry, b exhibit.ReleasedBody) error {
		if slices.Contains(b.Items, first) {
			out = append(out, e.N)
		}
		return nil
	})
	return out, err
}

// Rebuilt says what a rebuild did.
type Rebuilt struct {
	Records int64 `json:"entries_replayed"`
	Texts   Done  `json:"texts"`
	Claims  Done  `json:"claims"`
	Changed int   `json:"changed"` // outcomes that differ from those recorded before
	Bound   int   `json:"decisions_bound"`
	Orphans int   `json:"decisions_orphaned"`
}

// Rebuild makes everything derived again from originals and ledger: the records, then texts, claims and the snapshot.
// What comes out as before is not recorded again; what differs is written beside the old, never over it.
func (c *Case) Rebuild(ctx context.Context) (Rebuilt, error) {
	var out Rebuilt
	err := c.ledger.Write(ctx, func(tx *ledger.Tx) error {
		for _, table := range recordTables {
			if err := tx.Exec(`DELETE FROM ` + table); err != nil {
				return err
			}
		}
		r := custody.NewReplayer(ctx, tx.SQL())
		defer r.Close()
		return eachEntry(tx, func(e exhibit.Entry) error {
			out.Records++
			return r.Entry(e)
		})
	})
	if err != nil {
		return out, err
	}
	c.force = true
	defer func() { c.force = false }()
	before := c.changed
	if out.Texts, err = c.Read(ctx, true); err != nil {
		return out, err
	}
	if out.Claims, err = c.Assert(ctx); err != nil {
		return out, err
	}
	out.Changed = c.changed - before
	if _, err := c.Weigh(ctx); err != nil {
		return out, err
	}
	l, err := c.load(ctx, false)
	if err != nil {
		return out, err
	}
	for _, d := range l.decisions {
		if d.Bound {
			out.Bound++
		} else {
			out.Orphans++
		}
	}
	return out, nil
}

// recordTables are views of the entries and can be made again from them. item_keys and annex are not among them.
var recordTables = [...]string{"keys", "items", "arrivals", "refusals", "derivations"}

func eachEntry(tx *ledger.Tx, fn func(exhibit.Entry) error) error {
	const page = 4096
	for from := int64(0); ; from += page {
		rows, err := tx.Query(`SELECT body FROM entries WHERE n >= $1 AND n < $2 AND body IS NOT NULL ORDER BY n`, from, from+page)
		if err != nil {
			return fmt.Errorf("reading entries: %w", err)
		}
		var bodies [][]byte
		for rows.Next() {
			var b []byte
			if err := rows.Scan(&b); err != nil {
				rows.Close()
				return fmt.Errorf("reading entries: %w", err)
			}
			bodies = append(bodies, b)
		}
		if err := rows.Err(); err != nil {
			return fmt.Errorf("reading entries: %w", err)
		}
		for _, b := range bodies {
			e, err := exhibit.ParseEntry(b)
			if err != nil {
				return err
			}
			if err := fn(e); err != nil {
				return err
			}
		}
		if from+page >= tx.Next() {
			return nil
		}
	}
}

// CheckRecords compares the records with those the entries give, in a scratch database, and returns a sentence for
// each table that differs. It is the deep part of verify.
func (c *Case) CheckRecords(ctx context.Context, scratch *sql.DB) ([]string, error) {
	tx, err := scratch.BeginTx(ctx, nil)
	if err != nil {
		return nil, fmt.Errorf("making a scratch database: %w", err)
	}
	defer tx.Rollback()
	r := custody.NewReplayer(ctx, tx)
	defer r.Close()
	err = c.ledger.Lines(ctx, 0, func(l exhibit.EntryLine) error {
		if l.Erased {
			return nil
		}
		var e exhibit.Entry
		if err := json.Unmarshal([]byte(l.Entry), &e); err != nil {
			return nil // reported by Verify, which reads the same line
		}
		return r.Entry(e)
	})
	if err != nil {
		return []string{"the records cannot be made again from the entries: " + err.Error()}, nil
	}
	var out []string
	for _, table := range recordTables {
		want, err := tableDigest(ctx, tx, table)
		if err != nil {
			return nil, err
		}
		have, err := tableDigest(ctx, c.db, table)
		if err != nil {
			return nil, err
		}
		for key, row := range want {
			if have[key] != row {
				out = append(out, fmt.Sprintf("record %s of table %s is not what the entries say; exhibit rebuild makes it again", key, table))
			}
			delete(have, key)
		}
		for key := range have {
			out = append(out, fmt.Sprintf("record %s of table %s follows from no entry; exhibit rebuild removes it", key, table))
		}
	}
	slices.Sort(out)
	return out, nil
}

type queryer interface {
	QueryContext(ctx context.Context, query string, args ...any) (*sql.Rows, error)
}

// tableDigest maps each row's first column to a digest of the row.
func tableDigest(ctx context.Context, q queryer, table string) (map[string]exhibit.Ref, error) {
	key := "1"
	if table == "derivations" {
		key = "item || ' ' || stage"
	}
	rows, err := q.QueryContext(ctx, `SELECT `+key+`, * FROM `+table)
	if err != nil {
		return nil, fmt.Errorf("reading table %s: %w", table, err)
	}
	defer rows.Close()
	cols, err := rows.Columns()
	if err != nil {
		return nil, fmt.Errorf("reading table %s: %w", table, err)
	}
	out := map[string]exhibit.Ref{}
	vals := make([]sql.NullString, len(cols))
	ptrs := make([]any, len(cols))
	for i := range vals {
		ptrs[i] = &vals[i]
	}
	for rows.Next() {
		if err := rows.Scan(ptrs...); err != nil {
			return nil, fmt.Errorf("reading table %s: %w", table, err)
		}
		d := store.NewDigests(false)
		for _, v := range vals {
			fmt.Fprintf(d, "%t %d %s\n", v.Valid, len(v.String), v.String)
		}
		id := vals[0].String
		if key == "1" {
			id = vals[1].String
		}
		out[id] = d.Put().Ref
	}
	return out, rows.Err()
}
