package ledger

import (
	"bytes"
	"context"
	"crypto/ed25519"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"runtime"
	"strings"
	"sync/atomic"
	"time"

	"golang.org/x/mod/sumdb/tlog"

	"exhibit"
)

// Draft is an entry before it has a number, a time and a signature.
type Draft struct {
	Type    string
	Item    exhibit.Ref
	Derived []exhibit.Ref
	Body    any // encoded as JSON; nil for none
}

// Tx is a transaction of the ledger. It is used by one goroutine.
type Tx struct {
	ctx    context.Context
	sql    *sql.Tx
	l      *Ledger
	first  int64 // number of the first entry appended in this transaction
	drafts []Draft
	at     time.Time
	clock  string
	newKey *exhibit.KeyBody // set when this transaction creates the ledger
}

// Write runs fn in a transaction, then numbers, signs and hashes what it appended, signs a checkpoint and commits.
// When it returns nil everything is durable. When fn fails nothing happened. A transaction that appended nothing
// commits its records without a checkpoint.
func (l *Ledger) Write(ctx context.Context, fn func(tx *Tx) error) error {
	if l.signer == nil {
		return ErrReadOnly
	}
	stx, err := l.begin(ctx)
	if err != nil {
		return err
	}
	defer stx.Rollback()
	tx := &Tx{ctx: ctx, sql: stx, l: l}
	if err := tx.start(); err != nil {
		return err
	}
	if err := fn(tx); err != nil {
		return err
	}
	size, signed, err := tx.seal()
	if err != nil {
		return err
	}
	if err := stx.Commit(); err != nil {
		return fmt.Errorf("making entries durable: %w", err)
	}
	if signed == nil || l.cfg.Checkpointed == nil {
		return nil
	}
	return l.cfg.Checkpointed(ctx, size, signed)
}

// Quietly calls fn with the latest checkpoint while nobody writes, so that copies of it are made one after another and
// never go back. When somebody else is writing it waits, or without wait returns ErrBusy at once.
func (l *Ledger) Quietly(ctx context.Context, wait bool, fn func(size int64, signed []byte) error) error {
	var tx *sql.Tx
	var err error
	if wait {
		tx, err = l.begin(ctx)
	} else if tx, err = l.db.BeginTx(ctx, nil); err != nil && Busy(err) {
		err = ErrBusy
	}
	if err != nil {
		return err
	}
	defer tx.Rollback()
	now := &Ledger{db: l.db, q: tx, cfg: l.cfg}
	size, signed, err := now.Checkpoint(ctx)
	if err != nil {
		return err
	}
	return fn(size, signed)
}

// begin takes the database's write lock, waiting for another process as long as Patience says.
func (l *Ledger) begin(ctx context.Context) (*sql.Tx, error) {
	started, told := time.Now(), false
	for {
		tx, err := l.db.BeginTx(ctx, nil)
		if err == nil {
			return tx, nil
		}
		if !Busy(err) {
			return nil, fmt.Errorf("beginning a transaction: %w", err)
		}
		waited := time.Since(started)
		if waited > l.cfg.Patience {
			return nil, ErrBusy
		}
		if waited > 300*time.Millisecond && !told && l.cfg.Waiting != nil {
			told = true
			l.cfg.Waiting()
		}
		select {
		case <-ctx.Done():
			return nil, ctx.Err()
		case <-time.After(5 * time.Millisecond):
		}
	}
}

// Busy reports whether a database error says that another process holds the write lock. Drivers name it alike.
func Busy(err error) bool {
	s := err.Error()
	return strings.Contains(s, "SQLITE_BUSY") || strings.Contains(s, "database is locked")
}

func (tx *Tx) start() error {
	var n sql.NullInt64
	if err := tx.sql.QueryRowContext(tx.ctx, `SELECT max(n) FROM entries`).Scan(&n); err != nil {
		return fmt.Errorf("counting entries: %w", err)
	}
	tx.at, tx.clock = tx.l.cfg.Clock().UTC(), "system"
	if !n.Valid {
		return nil
	}
	tx.first = n.Int64 + 1
	return tx.checkClock()
}

// checkClock says in the entry when the clock stands before the time of the latest entry that can be read.
func (tx *Tx) checkClock() error {
	var last []byte
	var at int64
	err := tx.sql.QueryRowContext(tx.ctx, `SELECT n, body FROM entries WHERE body IS NOT NULL ORDER BY n DESC LIMIT 1`).Scan(&at, &last)
	if errors.Is(err, sql.ErrNoRows) {
		return nil
	}
	if err != nil {
		return fmt.Errorf("reading the latest entry: %w", err)
	}
	e, err := exhibit.ParseEntry(last)
	if err != nil {
		return fmt.Errorf("entry %d cannot be read; run exhibit verify: %w", at, err)
	}
	if t, err := time.Parse(time.RFC3339Nano, e.At); err == nil && tx.at.Before(t) {
		tx.clock = fmt.Sprintf("system, %s behind entry %d", t.Sub(tx.at).Round(time.Millisecond), at)
	}
	return nil
}

// Append adds an entry and returns the number it will have.
func (tx *Tx) Append(d Draft) int64 {
	tx.drafts = append(tx.drafts, d)
	return tx.first + int64(len(tx.drafts)) - 1
}

// SQL returns the database transaction, for records that follow from the entries.
func (tx *Tx) SQL() *sql.Tx { return tx.sql }

// Origin returns the ledger's name.
func (tx *Tx) Origin() string { return tx.l.cfg.Origin }

// Vouch signs a statement about records that follow from no entry, with the key that signs the entries of this
// transaction, and returns its fingerprint too. The statement names its format and the ledger in its first two lines, so
// that it cannot be taken for anything else that is signed.
func (tx *Tx) Vouch(statement []byte) (fingerprint string, sig []byte) {
	return exhibit.Fingerprint(tx.l.signer.Public()), ed25519.Sign(tx.l.signer.Key, statement)
}

// Next returns the number the next appended entry will have.
func (tx *Tx) Next() int64 { return tx.first + int64(len(tx.drafts)) }

// At returns the time that stands in this transaction's entries, as written.
func (tx *Tx) At() string { return tx.at.Format(time.RFC3339Nano) }

// Exec changes records in the same transaction.
func (tx *Tx) Exec(query string, args ...any) error {
	if _, err := tx.sql.ExecContext(tx.ctx, query, args...); err != nil {
		return fmt.Errorf("writing records: %w", err)
	}
	return nil
}

// Query reads records inside the transaction.
func (tx *Tx) Query(query string, args ...any) (*sql.Rows, error) {
	return tx.sql.QueryContext(tx.ctx, query, args...)
}

// QueryRow reads one record inside the transaction.
func (tx *Tx) QueryRow(query string, args ...any) *sql.Row {
	return tx.sql.QueryRowContext(tx.ctx, query, args...)
}

// Prepare prepares a statement for this transaction.
func (tx *Tx) Prepare(query string) (*sql.Stmt, error) { return tx.sql.PrepareContext(tx.ctx, query) }

// Erase destroys the words and the salt of an earlier entry. Leaf and signature stay. The caller appends, in the same
// transaction, the entry that says by what order.
func (tx *Tx) Erase(n int64) error {
	if n >= tx.first {
		return fmt.Errorf("entry %d is not yet written", n)
	}
	return tx.Exec(`UPDATE entries SET body = NULL, salt = NULL, item = NULL WHERE n = $1`, n)
}

// made is an entry ready to be written.
type made struct {
	draft Draft
	body  []byte
	salt  [exhibit.SaltSize]byte
	leaf  exhibit.Ref
	sig   []byte
}

// seal numbers, signs, hashes and writes what was appended and the checkpoint over it.
func (tx *Tx) seal() (size int64, signed []byte, err error) {
	if len(tx.drafts) == 0 {
		return 0, nil, nil
	}
	chunks, err := tx.make()
	if err != nil {
		return 0, nil, err
	}
	if err := tx.insert(chunks); err != nil {
		return 0, nil, err
	}
	size = tx.first + int64(len(tx.drafts))
	root, err := tx.grow(chunks)
	if err != nil {
		return 0, nil, err
	}
	cp := exhibit.Checkpoint{Origin: tx.l.cfg.Origin, Size: size, Root: root}
	signed, err = exhibit.SignCheckpoint(cp, tx.l.signer.Key)
	if err != nil {
		return 0, nil, err
	}
	// Every checkpoint that may have left the house is kept; of the others the latest is enough.
	if err := tx.Exec(`DELETE FROM checkpoints WHERE size NOT IN (SELECT CAST(value AS BIGINT) FROM meta WHERE key LIKE 'kept-checkpoint-%')`); err != nil {
		return 0, nil, err
	}
	if err := tx.Exec(`INSERT INTO checkpoints (size, note) VALUES ($1, $2)`, size, signed); err != nil {
		return 0, nil, err
	}
	return size, signed, nil
}

// chunk is a run of entries being made; done is closed when they are.
type chunk struct {
	entries []made
	first   int
	err     error
	done    chan struct{}
}

// make encodes, salts and signs the drafts, on all cores, a chunk after the other, while the caller writes those that
// are done. The caller must receive every chunk.
func (tx *Tx) make() ([]*chunk, error) {
	if err := tx.checkKey(exhibit.Fingerprint(tx.l.signer.Public())); err != nil {
		return nil, err
	}
	all := make([]made, len(tx.drafts))
	var chunks []*chunk
	for first := 0; first < len(all); first += rowsPerInsert {
		chunks = append(chunks, &chunk{entries: all[first:min(first+rowsPerInsert, len(all))], first: first, done: make(chan struct{})})
	}
	var next atomic.Int64
	for range min(runtime.GOMAXPROCS(0), len(chunks)) {
		go func() {
			for i := next.Add(1) - 1; i < int64(len(chunks)); i = next.Add(1) - 1 {
				c := chunks[i]
				for j := range c.entries {
					if c.err == nil {
						c.err = tx.makeOne(&c.entries[j], c.first+j)
					}
				}
				close(c.done)
			}
		}()
	}
	return chunks, nil
}

func (tx *Tx) makeOne(m *made, i int) error {
	d := tx.drafts[i]
	n := tx.first + int64(i)
	var body json.RawMessage
	if d.Body != nil {
		var b bytes.Buffer
		enc := json.NewEncoder(&b)
		enc.SetEscapeHTML(false)
		if err := enc.Encode(d.Body); err != nil {
			return fmt.Errorf("encoding entry %d: %w", n, err)
		}
		body = bytes.TrimSuffix(b.Bytes(), []byte("\n"))
	}
	e := exhibit.Entry{V: 1, Log: tx.l.cfg.Origin, N: n, At: tx.At(), Clock: tx.clock, Actor: tx.l.signer.Actor,
		Role: tx.l.signer.Role, Tool: tx.l.cfg.Tool, Type: d.Type, Item: d.Item, Derived: d.Derived, Body: body}
	b, err := e.Marshal()
	if err != nil {
		return err
	}
	m.draft, m.body = d, b
	tx.l.cfg.Salt(m.salt[:])
	m.leaf = exhibit.Leaf(m.salt, b)
	m.sig = exhibit.SignEntry(tx.l.signer.Key, tx.l.cfg.Origin, n, m.leaf)
	return nil
}

// checkKey refuses to sign with a key the ledger does not know or has retired.
func (tx *Tx) checkKey(fp string) error {
	if tx.newKey != nil {
		return nil
	}
	var retired sql.NullInt64
	err := tx.sql.QueryRowContext(tx.ctx, `SELECT retired_at FROM keys WHERE fingerprint = $1`, fp).Scan(&retired)
	if errors.Is(err, sql.ErrNoRows) {
		return fmt.Errorf("key %s is not known to this case; a lead adds it with: exhibit key add", fp)
	}
	if err != nil {
		return fmt.Errorf("reading keys: %w", err)
	}
	if retired.Valid && retired.Int64 < tx.first {
		return fmt.Errorf("key %s was retired by entry %d", fp, retired.Int64)
	}
	return nil
}

// rowsPerInsert is the number of entries in one statement: enough to make statements few, not so many that naming
// their parameters costs more than it saves.
const rowsPerInsert = 25

func (tx *Tx) insert(chunks []*chunk) error {
	var full *sql.Stmt
	var failed error
	args := make([]any, 0, 8*rowsPerInsert)
	for _, c := range chunks {
		<-c.done // also after a failure: the makers must have ended before the transaction does
		if failed = errors.Join(failed, c.err); failed != nil {
			continue
		}
		stmt := full
		if stmt == nil || len(c.entries) < rowsPerInsert {
			if stmt, failed = tx.Prepare(`INSERT INTO entries (n, type, item, leaf, salt, body, key, sig) VALUES ` + Placeholders(len(c.entries), 8)); failed != nil {
				continue
			}
			defer stmt.Close()
			if len(c.entries) == rowsPerInsert {
				full = stmt
			}
		}
		args = tx.rows(args[:0], c)
		_, failed = stmt.ExecContext(tx.ctx, args...)
	}
	if failed != nil {
		return fmt.Errorf("writing entries: %w", failed)
	}
	return nil
}

// rows appends the column values of a chunk's entries to args.
func (tx *Tx) rows(args []any, c *chunk) []any {
	fp := exhibit.Fingerprint(tx.l.signer.Public())
	for i := range c.entries {
		m := &c.entries[i]
		var item any
		if !m.draft.Item.IsZero() {
			item = m.draft.Item.Hex()
		}
		args = append(args, tx.first+int64(c.first+i), m.draft.Type, item, m.leaf[:], m.salt[:], m.body, fp, m.sig)
	}
	return args
}

// Placeholders returns "($1,$2,…),($3,…)" for rows of cols values.
func Placeholders(rows, cols int) string {
	var b strings.Builder
	for r := range rows {
		if r > 0 {
			b.WriteByte(',')
		}
		b.WriteByte('(')
		for c := range cols {
			if c > 0 {
				b.WriteByte(',')
			}
			fmt.Fprintf(&b, "$%d", r*cols+c+1)
		}
		b.WriteByte(')')
	}
	return b.String()
}

// grow adds the entries' leaves to the stored hashes and returns the new root.
func (tx *Tx) grow(chunks []*chunk) (tlog.Hash, error) {
	r := newHashReader(tx.ctx, tx.sql)
	next := tlog.StoredHashCount(tx.first)
	firstChunk := next / chunkHashes
	for i := range tx.drafts {
		n, m := tx.first+int64(i), &chunks[i/rowsPerInsert].entries[i%rowsPerInsert]
		hs, err := tlog.StoredHashes(n, m.leaf[:], r)
		if err != nil {
			return tlog.Hash{}, fmt.Errorf("adding entry %d to the tree: %w", n, err)
		}
		for _, h := range hs {
			c, err := r.chunk(next / chunkHashes)
			if err != nil {
				return tlog.Hash{}, err
			}
			r.chunks[next/chunkHashes] = append(c, h[:]...)
			next++
		}
	}
	stmt, err := tx.Prepare(`INSERT INTO hashes (chunk, data) VALUES ($1, $2) ON CONFLICT (chunk) DO UPDATE SET data = excluded.data`)
	if err != nil {
		return tlog.Hash{}, fmt.Errorf("writing hashes of the tree: %w", err)
	}
	defer stmt.Close()
	for c := firstChunk; c <= (next-1)/chunkHashes; c++ {
		if _, err := stmt.ExecContext(tx.ctx, c, r.chunks[c]); err != nil {
			return tlog.Hash{}, fmt.Errorf("writing hashes of the tree: %w", err)
		}
	}
	root, err := tlog.TreeHash(tx.first+int64(len(tx.drafts)), r)
	if err != nil {
		return tlog.Hash{}, fmt.Errorf("computing the root: %w", err)
	}
	return root, nil
}

// KeepCheckpoint notes, in this transaction, that the checkpoint of that size leaves the house or is anchored and must
// be kept.
func (tx *Tx) KeepCheckpoint(size int64) error {
	return tx.Exec(`INSERT INTO meta (key, value) VALUES ($1, $2) ON CONFLICT (key) DO NOTHING`, fmt.Sprintf("kept-checkpoint-%d", size), fmt.Sprint(size))
}

// Create writes entry 0: the case, its title and the first key.
func (l *Ledger) Create(ctx context.Context, title, format string) error {
	return l.Write(ctx, func(tx *Tx) error {
		if tx.first != 0 {
			return errors.New("the ledger has entries already")
		}
		s := tx.l.signer
		body := exhibit.KeyBody{PublicKey: s.Public(), Fingerprint: exhibit.Fingerprint(s.Public()), Actor: s.Actor, Role: s.Role, Recipient: s.Recipient, Title: title, Format: format}
		tx.newKey = &body
		n := tx.Append(Draft{Type: exhibit.CaseCreated, Body: body})
		return RecordKey(tx.Exec, exhibit.CaseCreated, body, n)
	})
}

// RecordKey writes, through exec, the records of keys that follow from entry n.
func RecordKey(exec func(query string, args ...any) error, typ string, k exhibit.KeyBody, n int64) error {
	retired := k.Replaces
	if typ == exhibit.KeyLost {
		retired = k.Fingerprint
	} else if err := exec(`INSERT INTO keys (fingerprint, public, actor, role, entry) VALUES ($1, $2, $3, $4, $5)`, k.Fingerprint, k.PublicKey, k.Actor, k.Role, n); err != nil {
		return err
	}
	if retired == "" {
		return nil
	}
	return exec(`UPDATE keys SET retired_at = $1 WHERE fingerprint = $2`, n, retired)
}

// AddKey introduces a further actor's key, and the age recipient under which things are sealed to them.
func (tx *Tx) AddKey(pub ed25519.PublicKey, recipient, actor, role string) (int64, error) {
	k := exhibit.KeyBody{PublicKey: pub, Fingerprint: exhibit.Fingerprint(pub), Actor: actor, Role: role, Recipient: recipient}
	n := tx.Append(Draft{Type: exhibit.KeyAdded, Body: k})
	return n, RecordKey(tx.Exec, exhibit.KeyAdded, k, n)
}

// RotateKey replaces the signing actor's key; later entries must be signed with the new one.
func (tx *Tx) RotateKey(pub ed25519.PublicKey, recipient, reason string) (int64, error) {
	s := tx.l.signer
	k := exhibit.KeyBody{PublicKey: pub, Fingerprint: exhibit.Fingerprint(pub), Actor: s.Actor, Role: s.Role, Recipient: recipient, Replaces: exhibit.Fingerprint(s.Public()), Reason: reason}
	n := tx.Append(Draft{Type: exhibit.KeyRotated, Body: k})
	return n, RecordKey(tx.Exec, exhibit.KeyRotated, k, n)
}

// LoseKey says that a key is no longer to be relied on from this entry on.
func (tx *Tx) LoseKey(fingerprint, reason string) (int64, error) {
	var actor, role string
	if err := tx.QueryRow(`SELECT actor, role FROM keys WHERE fingerprint = $1 AND retired_at IS NULL`, fingerprint).Scan(&actor, &role); err != nil {
		return 0, fmt.Errorf("no key %s in use in this case: %w", fingerprint, err)
	}
	k := exhibit.KeyBody{Fingerprint: fingerprint, Actor: actor, Role: role, Reason: reason}
	n := tx.Append(Draft{Type: exhibit.KeyLost, Body: k})
	return n, RecordKey(tx.Exec, exhibit.KeyLost, k, n)
}
