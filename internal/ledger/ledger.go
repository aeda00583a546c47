package ledger

import (
	"context"
	"crypto/ed25519"
	"database/sql"
	"errors"
	"fmt"
	"log/slog"
	"time"

	"exhibit"
)

// Config is what a ledger needs beside its database.
type Config struct {
	Origin string // name of the ledger, first line of every checkpoint
	Tool   string // program and version, stands in every entry
	Clock  func() time.Time
	// Salt fills a fresh salt; crypto/rand.Read except in tests.
	Salt func([]byte)
	// Checkpointed is called with every signed checkpoint after its transaction became durable.
	Checkpointed func(ctx context.Context, size int64, signed []byte) error
	// Waiting is called once when another process holds the database for longer than a moment.
	Waiting func()
	// Patience is how long to wait for that process; zero means a minute.
	Patience time.Duration
	Log      *slog.Logger
}

// Signer is the actor in whose name entries are written.
type Signer struct {
	Key   ed25519.PrivateKey
	Actor string // code
	Role  string
	// Recipient is the actor's age recipient; it stands in the entry that introduces the key.
	Recipient string
}

// Public returns the public key.
func (s Signer) Public() ed25519.PublicKey { return s.Key.Public().(ed25519.PublicKey) }

// Ledger is an open ledger. A Ledger without a Signer can be read and not written.
type Ledger struct {
	db     *sql.DB
	q      reader // the database, or one transaction of it for a ledger that stands still
	cfg    Config
	signer *Signer
}

// reader is what entries, hashes and keys are read through.
type reader interface {
	querier
	QueryContext(ctx context.Context, query string, args ...any) (*sql.Rows, error)
}

// New returns the ledger in db, whose tables are there (see Migrate). signer may be nil for reading.
func New(db *sql.DB, cfg Config, signer *Signer) (*Ledger, error) {
	if !exhibit.ValidOrigin(cfg.Origin) {
		return nil, fmt.Errorf("%q is not the origin of a ledger", cfg.Origin)
	}
	if cfg.Clock == nil || cfg.Salt == nil || cfg.Tool == "" {
		return nil, errors.New("ledger needs a clock, a source of salt and the name of the program")
	}
	if cfg.Patience == 0 {
		cfg.Patience = time.Minute
	}
	if cfg.Log == nil {
		cfg.Log = slog.New(slog.DiscardHandler)
	}
	return &Ledger{db: db, q: db, cfg: cfg, signer: signer}, nil
}

// Still returns the ledger as it stands now, for reading only: entries, hashes, checkpoint and keys of one moment,
// whatever is written meanwhile. end lets go of it; it must be called, and may be called twice.
func (l *Ledger) Still(ctx context.Context) (still *Ledger, end func(), err error) {
	tx, err := l.db.BeginTx(ctx, &sql.TxOptions{ReadOnly: true})
	if err != nil {
		return nil, nil, fmt.Errorf("beginning to read the ledger: %w", err)
	}
	still = &Ledger{db: l.db, q: tx, cfg: l.cfg}
	if _, err := still.Size(ctx); err != nil { // the moment is that of the first reading
		tx.Rollback()
		return nil, nil, err
	}
	return still, func() { tx.Rollback() }, nil
}

// DB returns the database, for reading records.
func (l *Ledger) DB() *sql.DB { return l.db }

// Origin returns the ledger's name.
func (l *Ledger) Origin() string { return l.cfg.Origin }

// Signer returns the actor entries are written for, nil when the ledger is open for reading.
func (l *Ledger) Signer() *Signer { return l.signer }

// ErrReadOnly says that a ledger was opened without a key.
var ErrReadOnly = errors.New("the case is open for reading only")

// ErrBusy says that another process held the database for longer than the patience configured.
var ErrBusy = errors.New("another process is writing to this case and did not finish; try again when it is done")

// Size returns the number of entries.
func (l *Ledger) Size(ctx context.Context) (int64, error) {
	var n sql.NullInt64
	if err := l.q.QueryRowContext(ctx, `SELECT max(n) FROM entries`).Scan(&n); err != nil {
		return 0, fmt.Errorf("counting entries: %w", err)
	}
	if !n.Valid {
		return 0, nil
	}
	return n.Int64 + 1, nil
}

// ErrNoCheckpoint says that nothing was ever committed.
var ErrNoCheckpoint = errors.New("the ledger has no checkpoint")

// Checkpoint returns the latest signed checkpoint.
func (l *Ledger) Checkpoint(ctx context.Context) (size int64, signed []byte, err error) {
	err = l.q.QueryRowContext(ctx, `SELECT size, note FROM checkpoints ORDER BY size DESC LIMIT 1`).Scan(&size, &signed)
	if errors.Is(err, sql.ErrNoRows) {
		return 0, nil, ErrNoCheckpoint
	}
	if err != nil {
		return 0, nil, fmt.Errorf("reading the checkpoint: %w", err)
	}
	return size, signed, nil
}

// CheckpointAt returns the signed checkpoint of that size, if it was kept.
func (l *Ledger) CheckpointAt(ctx context.Context, size int64) (signed []byte, err error) {
	err = l.q.QueryRowContext(ctx, `SELECT note FROM checkpoints WHERE size = $1`, size).Scan(&signed)
	if errors.Is(err, sql.ErrNoRows) {
		return nil, fmt.Errorf("no checkpoint of size %d was kept", size)
	}
	if err != nil {
		return nil, fmt.Errorf("reading the checkpoint of size %d: %w", size, err)
	}
	return signed, nil
}

const lineColumns = `n, leaf, salt, body, key, sig`

func scanLine(row interface{ Scan(...any) error }) (exhibit.EntryLine, error) {
	var l exhibit.EntryLine
	var leaf, salt, body []byte
	if err := row.Scan(&l.N, &leaf, &salt, &body, &l.Key, &l.Sig); err != nil {
		return l, err
	}
	if len(leaf) == len(l.Leaf) {
		copy(l.Leaf[:], leaf)
	}
	l.Salt, l.Entry, l.Erased = salt, string(body), body == nil
	return l, nil
}

// Line returns entry n as it is handed over.
func (l *Ledger) Line(ctx context.Context, n int64) (exhibit.EntryLine, error) {
	line, err := scanLine(l.q.QueryRowContext(ctx, `SELECT `+lineColumns+` FROM entries WHERE n = $1`, n))
	if errors.Is(err, sql.ErrNoRows) {
		return line, fmt.Errorf("no entry %d", n)
	}
	if err != nil {
		return line, fmt.Errorf("reading entry %d: %w", n, err)
	}
	return line, nil
}

// Lines calls fn with every entry from number `from` on, in order.
func (l *Ledger) Lines(ctx context.Context, from int64, fn func(exhibit.EntryLine) error) error {
	return l.lines(ctx, fn, `SELECT `+lineColumns+` FROM entries WHERE n >= $1 ORDER BY n`, from)
}

// LinesOf calls fn with the entries that concern an item, in order.
func (l *Ledger) LinesOf(ctx context.Context, item exhibit.Ref, fn func(exhibit.EntryLine) error) error {
	return l.lines(ctx, fn, `SELECT `+lineColumns+` FROM entries WHERE item = $1 ORDER BY n`, item.Hex())
}

// LinesOfType calls fn with the entries of one type, in order. It is meant for the rare types.
func (l *Ledger) LinesOfType(ctx context.Context, typ string, fn func(exhibit.EntryLine) error) error {
	return l.lines(ctx, fn, `SELECT `+lineColumns+` FROM entries WHERE type = $1 ORDER BY n`, typ)
}

func (l *Ledger) lines(ctx context.Context, fn func(exhibit.EntryLine) error, query string, args ...any) error {
	rows, err := l.q.QueryContext(ctx, query, args...)
	if err != nil {
		return fmt.Errorf("reading entries: %w", err)
	}
	defer rows.Close()
	for rows.Next() {
		line, err := scanLine(rows)
		if err != nil {
			return fmt.Errorf("reading entries: %w", err)
		}
		if err := fn(line); err != nil {
			return err
		}
	}
	if err := rows.Err(); err != nil {
		return fmt.Errorf("reading entries: %w", err)
	}
	return nil
}

// Key is a key that may sign, or once might.
type Key struct {
	Fingerprint string
	Public      ed25519.PublicKey
	Actor, Role string
	Entry       int64
	RetiredAt   sql.NullInt64
}

// Keys returns all keys in the order they were introduced.
func (l *Ledger) Keys(ctx context.Context) ([]Key, error) {
	rows, err := l.q.QueryContext(ctx, `SELECT fingerprint, public, actor, role, entry, retired_at FROM keys ORDER BY entry`)
	if err != nil {
		return nil, fmt.Errorf("reading keys: %w", err)
	}
	defer rows.Close()
	var out []Key
	for rows.Next() {
		var k Key
		if err := rows.Scan(&k.Fingerprint, &k.Public, &k.Actor, &k.Role, &k.Entry, &k.RetiredAt); err != nil {
			return nil, fmt.Errorf("reading keys: %w", err)
		}
		out = append(out, k)
	}
	return out, rows.Err()
}
