package casefile

import (
	"context"
	"crypto/ed25519"
	"database/sql"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"log/slog"
	"os"
	"path/filepath"
	"strings"
	"time"

	"filippo.io/age"

	"exhibit"
	"exhibit/internal/actor"
	"exhibit/internal/custody"
	"exhibit/internal/ledger"
	"exhibit/internal/reading"
	"exhibit/internal/store"
)

// Format is what case.json says.
const Format = "exhibit.case/1"

// Config is everything a case needs from outside. cmd fills it.
type Config struct {
	Program string // program and version, stands in every entry
	Home    actor.Home
	Files   store.Files
	OpenDB  func(ctx context.Context, path string, create, readOnly bool) (*sql.DB, error)
	Clock   func() time.Time
	Random  io.Reader
	// Passphrase is asked for only when the key is protected.
	Passphrase func() (string, error)
	Waiting    func()
	Patience   time.Duration
	// Readers makes the set of text readers; it is called when something is to be read.
	Readers func() *reading.Set
	Claims  ClaimReader
	// Group is how many things are made durable and recorded together; zero means a few thousand.
	Group int
	// Progress is told how far a long piece of work has come.
	Progress func(Progress)
	// Notice is told, in one sentence, what a person has to know although nothing failed.
	Notice func(sentence string)
	// Alive reports whether a process of this machine runs. It is asked where a file system has no locks, which show
	// whose left-overs may be swept.
	Alive func(pid int) bool
	Log   *slog.Logger
}

// Progress is how far a long piece of work has come. Total is 0 when nobody knows.
type Progress struct {
	What        string // adding, reading …
	Done, Total int64  // things
	Bytes       int64
	TotalBytes  int64
}

// Mode says what a case is opened for.
type Mode int

// The modes.
const (
	ReadOnly Mode = iota
	Write
)

// Case is an open case. Its methods are for one goroutine.
type Case struct {
	dir    string
	cfg    Config
	origin string
	db     *sql.DB
	ledger *ledger.Ledger
	store  *store.Store
	key    *actor.Key
	head   []byte // last checkpoint this process signed
	view   *View  // the latest, which must be let go of
	opens  opens

	force   bool // rebuild: do stages whether or not they are outstanding
	changed int  // outcomes recorded that differ from those before
}

type caseJSON struct {
	Format string `json:"format"`
	Origin string `json:"origin"`
}

// ErrNoCase says that a folder is not a case.
var ErrNoCase = errors.New("not a case")

// ErrNewer says that a case was made by a newer program.
var ErrNewer = ledger.ErrNewer

// Create makes a case in a folder that does not exist or is empty, with a new key for its first actor, the lead.
// An empty passphrase leaves the key unprotected; the caller has made sure that was said.
func Create(ctx context.Context, dir string, cfg Config, title, name, passphrase string) (*Case, error) {
	if strings.TrimSpace(name) == "" {
		return nil, errors.New("a case needs a named actor who answers for its entries; say --actor \"Name\"")
	}
	if err := emptyFolder(dir); err != nil {
		return nil, err
	}
	if err := store.MakeFolder(cfg.Files, dir); err != nil {
		return nil, fmt.Errorf("making the case folder: %w", err)
	}
	random := make([]byte, 8)
	if _, err := io.ReadFull(cfg.Random, random); err != nil {
		return nil, fmt.Errorf("naming the ledger: %w", err)
	}
	c := &Case{dir: dir, cfg: cfg, origin: exhibit.OriginPrefix + hex.EncodeToString(random)}
	var err error
	if c.key, err = actor.Generate(cfg.Random); err != nil {
		return nil, err
	}
	if err := cfg.Home.Save(c.key, passphrase); err != nil {
		return nil, err
	}
	if c.store, err = store.Init(cfg.Files, dir); err != nil {
		return nil, err
	}
	if c.db, err = cfg.OpenDB(ctx, c.path("record.db"), true, false); err != nil {
		return nil, err
	}
	if err := c.openLedger(&ledger.Signer{Key: c.key.Sign, Actor: "A1", Role: "lead", Recipient: c.key.Identity.Recipient().String()}); err != nil {
		c.db.Close()
		return nil, err
	}
	if err := c.create(ctx, title, name); err != nil {
		c.db.Close()
		return nil, err
	}
	return c, nil
}

func (c *Case) create(ctx context.Context, title, name string) error {
	if err := c.ledger.Create(ctx, title, Format); err != nil {
		return fmt.Errorf("creating the ledger: %w", err)
	}
	if err := c.putName(ctx, "A1", name, c.key.Identity.Recipient()); err != nil {
		return err
	}
	b, err := json.Marshal(caseJSON{Format, c.origin})
	if err != nil {
		return fmt.Errorf("encoding case.json: %w", err)
	}
	// case.json comes last: a folder without it is not a case, whatever else is in it.
	return store.WriteFile(c.cfg.Files, c.dir, "case.json", append(b, '\n'))
}

func emptyFolder(dir string) error {
	names, err := os.ReadDir(dir)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return nil
	case err != nil:
		return fmt.Errorf("looking into %q: %w", dir, err)
	case len(names) > 0:
		if _, err := os.Stat(filepath.Join(dir, "case.json")); err == nil {
			return fmt.Errorf("%q is a case already; leave --init out to go on with it", dir)
		}
		if _, err := os.Stat(filepath.Join(dir, string(store.Originals))); err == nil {
			return fmt.Errorf("%q holds a case whose making was cut off before anything was recorded in it; delete that folder and make the case again", dir)
		}
		return fmt.Errorf("%q is not empty; name a new folder for the case", dir)
	}
	return nil
}

// Open opens a case. Write needs a key of the case in EXHIBIT_HOME.
func Open(ctx context.Context, dir string, cfg Config, mode Mode) (*Case, error) {
	meta, err := readCaseJSON(dir)
	if err != nil {
		return nil, err
	}
	c := &Case{dir: dir, cfg: cfg, origin: meta.Origin}
	if c.store, err = store.Open(cfg.Files, dir); err != nil {
		return nil, err
	}
	if c.db, err = cfg.OpenDB(ctx, c.path("record.db"), false, mode == ReadOnly); err != nil {
		return nil, err
	}
	if err := c.open(ctx, mode); err != nil {
		c.db.Close()
		return nil, err
	}
	return c, nil
}

func (c *Case) open(ctx context.Context, mode Mode) error {
	if err := c.openLedger(nil); err != nil || mode == ReadOnly {
		return err
	}
	signer, err := c.findKey(ctx)
	if err != nil {
		return err
	}
	if err := c.openLedger(signer); err != nil {
		return err
	}
	if err := c.checkHead(ctx); err != nil {
		return err
	}
	if _, err := c.store.Sweep(c.cfg.Alive); err != nil {
		return err
	}
	return c.finishDestroying(ctx)
}

func readCaseJSON(dir string) (caseJSON, error) {
	b, err := os.ReadFile(filepath.Join(dir, "case.json"))
	if errors.Is(err, fs.ErrNotExist) {
		return caseJSON{}, fmt.Errorf("no case at %q; make one with: exhibit init %s --actor \"Name\": %w", dir, dir, ErrNoCase)
	}
	if err != nil {
		return caseJSON{}, fmt.Errorf("opening the case: %w", err)
	}
	return parseCaseJSON(dir, b)
}

func parseCaseJSON(dir string, b []byte) (caseJSON, error) {
	var meta caseJSON
	if err := json.Unmarshal(b, &meta); err != nil {
		return meta, fmt.Errorf("case.json of %q is damaged; restore it from a copy: %w", dir, err)
	}
	if strings.HasPrefix(meta.Format, "exhibit.case/") && meta.Format != Format {
		return meta, ErrNewer
	}
	if meta.Format != Format || !exhibit.ValidOrigin(meta.Origin) {
		return meta, fmt.Errorf("case.json of %q does not name a case of this program: %w", dir, ErrNoCase)
	}
	return meta, nil
}

func (c *Case) openLedger(s *ledger.Signer) error {
	var err error
	c.ledger, err = ledger.New(c.db, ledger.Config{
		Origin: c.origin, Tool: c.cfg.Program, Clock: c.cfg.Clock, Waiting: c.cfg.Waiting, Patience: c.cfg.Patience, Log: c.cfg.Log,
		Salt: func(b []byte) {
			if _, err := io.ReadFull(c.cfg.Random, b); err != nil {
				panic(err) // crypto/rand does not fail
			}
		},
		Checkpointed: c.checkpointed,
	}, s)
	return err
}

// checkpointed keeps a copy of the checkpoint beside the database, unless another process is writing: its own copy
// covers this one too. The head outside the case is written on Close: one command is one head.
func (c *Case) checkpointed(ctx context.Context, size int64, signed []byte) error {
	c.head = signed
	err := c.ledger.Quietly(context.WithoutCancel(ctx), false, func(_ int64, latest []byte) error {
		return store.WriteFile(c.cfg.Files, c.dir, "checkpoint", latest)
	})
	if errors.Is(err, ledger.ErrBusy) {
		return nil
	}
	return err
}

// saveHead keeps the latest checkpoint outside the case.
func (c *Case) saveHead() error {
	err := c.ledger.Quietly(context.Background(), true, func(_ int64, latest []byte) error {
		return c.cfg.Home.SaveHead(c.origin, latest)
	})
	if errors.Is(err, ledger.ErrBusy) {
		return c.cfg.Home.SaveHead(c.origin, c.head)
	}
	return err
}

// checkHead refuses to write to a case that does not continue the head kept outside it: the next head would cover up
// that its end was cut off.
func (c *Case) checkHead(ctx context.Context) error {
	signed, err := c.cfg.Home.Head(c.origin)
	if err != nil || signed == nil {
		return err
	}
	head := c.cfg.Home.HeadPath(c.origin)
	text, _, _ := strings.Cut(string(signed), "\n\n")
	cp, err := exhibit.ParseCheckpoint(text + "\n")
	if err != nil {
		return fmt.Errorf("the head kept outside the case in %q cannot be read; restore it from a copy, or move it away to go on without it: %w", head, err)
	}
	size, err := c.ledger.Size(ctx)
	if err != nil {
		return err
	}
	if cp.Size > size {
		return fmt.Errorf("%d entries were in this case's ledger and %d are here: its end was cut off, or this is an older copy; run exhibit verify %s, and to go on with this copy all the same move %q away", cp.Size, size, c.dir, head)
	}
	root, err := c.ledger.Root(ctx, cp.Size)
	if err != nil {
		return err
	}
	if root != cp.Root {
		return fmt.Errorf("the first %d entries of this case's ledger are not those that were here before; run exhibit verify %s, and to go on with this copy all the same move %q away", cp.Size, c.dir, head)
	}
	return nil
}

// findKey returns the signer among the case's keys that this home holds.
func (c *Case) findKey(ctx context.Context) (*ledger.Signer, error) {
	keys, err := c.ledger.Keys(ctx)
	if err != nil {
		return nil, err
	}
	var known []string
	for _, k := range keys {
		if k.RetiredAt.Valid {
			continue
		}
		known = append(known, k.Fingerprint+" ("+k.Actor+", "+k.Role+")")
		key, err := c.cfg.Home.Load(k.Fingerprint, c.cfg.Passphrase)
		if errors.Is(err, actor.ErrNoKey) {
			continue
		}
		if err != nil {
			return nil, err
		}
		c.key = key
		return &ledger.Signer{Key: key.Sign, Actor: k.Actor, Role: k.Role}, nil
	}
	return nil, fmt.Errorf("EXHIBIT_HOME %q holds none of the keys that may write to this case: %s; set EXHIBIT_HOME to where one of them is, or ask a lead to add yours with: exhibit key add",
		c.cfg.Home.Dir, strings.Join(known, ", "))
}

func (c *Case) path(name string) string { return filepath.Join(c.dir, name) }

// Dir returns the case's folder.
func (c *Case) Dir() string { return c.dir }

// Origin returns the name of the case's ledger.
func (c *Case) Origin() string { return c.origin }

// Ledger returns the case's ledger.
func (c *Case) Ledger() *ledger.Ledger { return c.ledger }

// Store returns the case's store.
func (c *Case) Store() *store.Store { return c.store }

// Fingerprint names the key the case is written with; empty when it is open for reading.
func (c *Case) Fingerprint() string {
	if c.key == nil {
		return ""
	}
	return c.key.Fingerprint()
}

// PublicKey returns the key the case is written with.
func (c *Case) PublicKey() ed25519.PublicKey { return c.key.Public() }

// Close keeps the head outside the case and closes the database.
func (c *Case) Close() error {
	c.endView()
	var err error
	if c.head != nil {
		err = c.saveHead()
	}
	if e := c.db.Close(); err == nil && e != nil {
		err = fmt.Errorf("closing the record database: %w", e)
	}
	if e := c.store.Close(); err == nil && e != nil {
		err = fmt.Errorf("clearing up temporary files: %w", e)
	}
	return err
}

// TempDir makes a folder inside the case for what is needed for the time being, so that words of the case are never
// left where nobody looks for them: what a crash leaves there is removed by the next opening for writing.
func (c *Case) TempDir() (dir string, remove func(), err error) { return c.store.TempDir() }

// commit gives the files of a batch their names and records what they are. Both happen under the write lock: what lies
// on a shelf and is named by no entry while the lock is held was left by a crash, and by nothing else.
func (c *Case) commit(ctx context.Context, batch *store.Batch, record func(*ledger.Tx, *custody.Book) error) error {
	err := c.ledger.Write(ctx, func(tx *ledger.Tx) error {
		if err := batch.Commit(ctx); err != nil {
			return err
		}
		book := custody.NewBook(ctx, tx)
		defer book.Close()
		return record(tx, book)
	})
	if err != nil {
		batch.Discard()
	}
	return err
}

// group is how many things are made durable and recorded together.
func (c *Case) group(most int) int {
	if c.cfg.Group > 0 {
		return c.cfg.Group
	}
	return most
}

func (c *Case) progress(p Progress) {
	if c.cfg.Progress != nil {
		c.cfg.Progress(p)
	}
}

// putName keeps the name behind an actor code in the annex, sealed to the case's leads and custodians.
func (c *Case) putName(ctx context.Context, code, name string, recipient *age.X25519Recipient) error {
	return c.ledger.Write(ctx, func(tx *ledger.Tx) error { return putNameIn(ctx, tx, code, name, recipient) })
}

func putNameIn(ctx context.Context, tx *ledger.Tx, code, name string, recipient *age.X25519Recipient) error {
	keys, err := tx.SignedKeys()
	if err != nil {
		return err
	}
	to, err := recipientsOf(keys)
	if err != nil {
		return err
	}
	sealed, err := actor.Seal([]byte(name), append(to, recipient)...)
	if err != nil {
		return err
	}
	return putSealed(tx, annexTable(), code, sealed)
}

// recipients returns those to whom protected things are sealed: every actor whose role is lead or custodian. They are
// taken from the signed entries alone: whoever can write to the database must not be able to have things sealed to
// himself.
func (c *Case) recipients(ctx context.Context) ([]age.Recipient, error) {
	keys, err := c.ledger.SignedKeys(ctx)
	if err != nil {
		return nil, err
	}
	return recipientsOf(keys)
}

func recipientsOf(keys []ledger.SignedKey) ([]age.Recipient, error) {
	var out []age.Recipient
	for _, k := range keys {
		if k.Retired || k.Role != "lead" && k.Role != "custodian" {
			continue
		}
		r, err := age.ParseX25519Recipient(k.Recipient)
		if err != nil {
			return nil, fmt.Errorf("recipient of %s (%s): %w", k.Actor, k.Fingerprint, err)
		}
		out = append(out, r)
	}
	return out, nil
}

// ActorName opens the annex: the name behind a code, for those who may.
func (c *Case) ActorName(ctx context.Context, code string) (string, error) {
	var sealed []byte
	if err := c.db.QueryRowContext(ctx, `SELECT sealed FROM annex WHERE actor = $1`, code).Scan(&sealed); err != nil {
		return "", fmt.Errorf("no actor %q in this case's annex: %w", code, err)
	}
	if c.key == nil {
		return "", ledger.ErrReadOnly
	}
	if err := c.Access(ctx, Access{Act: Named, Names: code}); err != nil {
		return "", fmt.Errorf("the name of %s is not opened: %w", code, err)
	}
	b, err := c.key.Unseal(sealed)
	return string(b), err
}
