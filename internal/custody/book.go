package custody

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"maps"

	"exhibit"
	"exhibit/internal/ledger"
)

// Restrictions.
const (
	Open           = "open"
	RestrictedItem = "restricted"
)

// Stages of derivation.
const (
	TextStage   = "text"
	ClaimsStage = "claims"
	SecondStage = "second" // claims of a second reader
	// PictureStage makes the perceptual hash of a picture.
	PictureStage = "picture"
)

// execer is what records are written through: a transaction of the ledger, or a plain database when records are made
// again elsewhere.
type execer interface {
	ExecContext(ctx context.Context, query string, args ...any) (sql.Result, error)
	QueryRowContext(ctx context.Context, query string, args ...any) *sql.Row
	PrepareContext(ctx context.Context, query string) (*sql.Stmt, error)
}

// Book writes entries and the records that follow from them. One Book serves one transaction.
type Book struct {
	ctx   context.Context
	tx    *ledger.Tx
	ex    execer
	stmts map[string]*sql.Stmt
}

// NewBook returns a book for a transaction of the ledger.
func NewBook(ctx context.Context, tx *ledger.Tx) *Book {
	return &Book{ctx: ctx, tx: tx, ex: tx.SQL(), stmts: map[string]*sql.Stmt{}}
}

// Record appends an entry and writes the records that follow from it. body is one of this package's structs.
func (b *Book) Record(typ string, item exhibit.Ref, derived []exhibit.Ref, body any) (int64, error) {
	switch typ {
	case exhibit.Decided, exhibit.Observed, exhibit.Restricted, exhibit.Cleared, exhibit.VersionStated:
		if err := b.mustHold(item); err != nil {
			return 0, err
		}
	}
	n := b.tx.Append(ledger.Draft{Type: typ, Item: item, Derived: derived, Body: body})
	return n, b.apply(n, typ, item, body)
}

// mustHold refuses to speak of an item that the case does not have, or that another process erased a moment ago.
func (b *Book) mustHold(item exhibit.Ref) error {
	if item.IsZero() {
		return nil
	}
	known, err := b.Item(item)
	if err == nil && known == nil {
		err = fmt.Errorf("no item %s in this case; exhibit status --outcomes lists what there is", item)
	}
	return err
}

// Close frees what the book prepared.
func (b *Book) Close() {
	for _, s := range b.stmts {
		s.Close()
	}
}

func (b *Book) exec(query string, args ...any) error {
	s, ok := b.stmts[query]
	if !ok {
		var err error
		if s, err = b.ex.PrepareContext(b.ctx, query); err != nil {
			return fmt.Errorf("writing records: %w", err)
		}
		b.stmts[query] = s
	}
	if _, err := s.ExecContext(b.ctx, args...); err != nil {
		return fmt.Errorf("writing records: %w", err)
	}
	return nil
}

// apply writes the records that follow from entry n. It must depend on nothing but its arguments and earlier records.
func (b *Book) apply(n int64, typ string, item exhibit.Ref, body any) error {
	switch v := body.(type) {
	case *ReceivedBody:
		return b.received(n, item, v)
	case *NotReceivedBody:
		return b.exec(`INSERT INTO refusals (entry, report, parent, code, reason, remark) VALUES ($1, $2, $3, $4, $5, $6)`, n, v.Report, null(v.Parent), v.Code, v.Reason, v.Preserved)
	case *SheetBody:
		return b.sheet(item, v)
	case *ReadBody:
		extra, err := json.Marshal(v)
		if err != nil {
			return fmt.Errorf("encoding what was read of %s: %w", item, err)
		}
		return b.derivation(n, item, TextStage, v.Reader, v.Text, string(extra), "", "")
	case *FailedBody:
		return b.derivation(n, item, v.Stage, v.Tool, exhibit.Ref{}, "", v.Code, v.Reason)
	case *AssertedBody:
		extra, err := json.Marshal(v)
		if err != nil {
			return fmt.Errorf("encoding what was asserted in %s: %w", item, err)
		}
		return b.derivation(n, item, ClaimsStage, v.Reader, v.Claims, string(extra), "", "")
	case *SecondBody:
		extra, err := json.Marshal(v)
		if err != nil {
			return fmt.Errorf("encoding what was asserted in %s: %w", item, err)
		}
		return b.derivation(n, item, SecondStage, v.Reader, v.Claims, string(extra), "", "")
	case *PicturedBody:
		return b.derivation(n, item, PictureStage, v.Reader, v.Picture, "", "", "")
	case *RestrictedBody:
		if err := b.exec(`DELETE FROM derivations WHERE item = $1`, item.Hex()); err != nil {
			return err
		}
		return b.exec(`UPDATE items SET restriction = 'restricted', originator = $1, sealed = $2, cleared = NULL WHERE ref = $3`, null(v.Originator), v.Sealed.Hex(), item.Hex())
	case *ClearedBody:
		cleared := v.Version
		if cleared.IsZero() {
			cleared = item
		}
		return b.exec(`UPDATE items SET cleared = $1 WHERE ref = $2`, cleared.Hex(), item.Hex())
	case *exhibit.ErasedBody:
		return b.erased(n, v)
	case *exhibit.KeyBody:
		return ledger.RecordKey(b.exec, typ, *v, n)
	}
	return nil
}

func (b *Book) received(n int64, item exhibit.Ref, v *ReceivedBody) error {
	restriction, sealed := Open, ""
	if !v.Sealed.IsZero() {
		restriction, sealed = RestrictedItem, v.Sealed.Hex()
	}
	if err := b.exec(`INSERT INTO items (ref, entry, bytes, media_type, md5, sha1, restriction, originator, sealed) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9) ON CONFLICT (ref) DO NOTHING`,
		item.Hex(), n, v.Bytes, v.MediaType, v.MD5, v.SHA1, restriction, null(v.Originator), null(sealed)); err != nil {
		return err
	}
	return b.exec(`INSERT INTO arrivals (entry, ref, report, parent) VALUES ($1, $2, $3, $4)`, n, item.Hex(), v.Report, null(v.Parent))
}

func (b *Book) sheet(item exhibit.Ref, v *SheetBody) error {
	have, err := b.Sheet(item)
	if err != nil {
		return err
	}
	maps.Copy(have, v.Fields)
	s, err := json.Marshal(have)
	if err != nil {
		return fmt.Errorf("encoding the sheet of %s: %w", item, err)
	}
	return b.exec(`UPDATE items SET sheet = $1 WHERE ref = $2`, string(s), item.Hex())
}

// Known is what the records say of an item.
type Known struct {
	Entry       int64
	Restriction string
	Cleared     bool
}

// Item returns what is known of an item; nil when the case has none.
func (b *Book) Item(ref exhibit.Ref) (*Known, error) {
	var k Known
	var cleared sql.NullString
	err := b.ex.QueryRowContext(b.ctx, `SELECT entry, restriction, cleared FROM items WHERE ref = $1`, ref.Hex()).Scan(&k.Entry, &k.Restriction, &cleared)
	if errors.Is(err, sql.ErrNoRows) {
		return nil, nil
	}
	if err != nil {
		return nil, fmt.Errorf("looking for item %s: %w", ref, err)
	}
	k.Cleared = cleared.Valid
	return &k, nil
}

// Sheet returns what is stated of an item so far.
func (b *Book) Sheet(item exhibit.Ref) (map[string]string, error) {
	var s sql.NullString
	err := b.ex.QueryRowContext(b.ctx, `SELECT sheet FROM items WHERE ref = $1`, item.Hex()).Scan(&s)
	if errors.Is(err, sql.ErrNoRows) {
		return nil, fmt.Errorf("no item %s in this case", item)
	}
	if err != nil {
		return nil, fmt.Errorf("reading the sheet of %s: %w", item, err)
	}
	out := map[string]string{}
	if s.Valid {
		if err := json.Unmarshal([]byte(s.String), &out); err != nil {
			return nil, fmt.Errorf("reading the sheet of %s: %w", item, err)
		}
	}
	return out, nil
}

func (b *Book) derivation(n int64, item exhibit.Ref, stage, tool string, ref exhibit.Ref, extra, code, reason string) error {
	hex := ""
	if !ref.IsZero() {
		hex = ref.Hex()
	}
	return b.exec(`INSERT INTO derivations (item, stage, tool, ref, extra, code, reason, entry) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)
		ON CONFLICT (item, stage) DO UPDATE SET tool = excluded.tool, ref = excluded.ref, extra = excluded.extra, code = excluded.code, reason = excluded.reason, entry = excluded.entry`,
		item.Hex(), stage, tool, null(hex), null(extra), null(code), null(reason), n)
}

// erased removes the records of items all of whose arrivals were erased.
func (b *Book) erased(n int64, v *exhibit.ErasedBody) error {
	for _, e := range v.Entries {
		for _, q := range []string{
			`DELETE FROM item_keys WHERE ref IN (SELECT ref FROM items WHERE entry = $1)`,
			`DELETE FROM derivations WHERE item IN (SELECT ref FROM items WHERE entry = $1)`,
			`DELETE FROM arrivals WHERE ref IN (SELECT ref FROM items WHERE entry = $1)`,
			`DELETE FROM items WHERE entry = $1`,
			`DELETE FROM refusals WHERE entry = $1`,
		} {
			if err := b.exec(q, e); err != nil {
				return err
			}
		}
	}
	return nil
}

func null(s string) any {
	if s == "" {
		return nil
	}
	return s
}

// Replayer makes records again from many entries.
type Replayer struct{ b *Book }

// NewReplayer returns a replayer into ex.
func NewReplayer(ctx context.Context, ex execer) *Replayer {
	return &Replayer{&Book{ctx: ctx, ex: ex, stmts: map[string]*sql.Stmt{}}}
}

// Entry makes the records of one entry.
func (r *Replayer) Entry(e exhibit.Entry) error {
	body, err := decode(e)
	if err != nil || body == nil {
		return err
	}
	return r.b.apply(e.N, e.Type, e.Item, body)
}

// Close frees what the replayer prepared.
func (r *Replayer) Close() { r.b.Close() }
