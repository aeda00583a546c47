package casefile

import (
	"bytes"
	"context"
	"database/sql"
	"errors"
	"fmt"
	"io"
	"os"
	"slices"
	"time"

	"filippo.io/age"

	"exhibit"
	"exhibit/internal/actor"
	"exhibit/internal/custody"
	"exhibit/internal/ledger"
	"exhibit/internal/reading"
	"exhibit/internal/store"
)

// newItemKey makes the key of one restricted original, sealed to those who may open it.
func newItemKey(to []age.Recipient) (*age.X25519Identity, []byte, error) {
	if len(to) == 0 {
		return nil, nil, errors.New("the case has no lead or custodian to whom a restricted item could be sealed; add one with: exhibit key add")
	}
	id, err := age.GenerateX25519Identity()
	if err != nil {
		return nil, nil, fmt.Errorf("making the key of a restricted item: %w", err)
	}
	wrapped, err := actor.Seal([]byte(id.String()), to...)
	return id, wrapped, err
}

func encryptTo(id *age.X25519Identity) func(io.Writer) (io.WriteCloser, error) {
	return func(w io.Writer) (io.WriteCloser, error) { return age.Encrypt(w, id.Recipient()) }
}

// itemKey opens the key of a restricted original.
func (c *Case) itemKey(ctx context.Context, ref exhibit.Ref) (*age.X25519Identity, error) {
	if c.key == nil {
		return nil, ledger.ErrReadOnly
	}
	var wrapped []byte
	err := c.db.QueryRowContext(ctx, `SELECT wrapped FROM item_keys WHERE ref = $1`, ref.Hex()).Scan(&wrapped)
	if errors.Is(err, sql.ErrNoRows) {
		return nil, fmt.Errorf("no key for restricted item %s in this case: %w", ref, errSealed)
	}
	if err != nil {
		return nil, fmt.Errorf("reading the key of %s: %w", ref, err)
	}
	b, err := c.key.Unseal(wrapped)
	if err != nil {
		return nil, fmt.Errorf("restricted item %s: %w: %w", ref, errSealed, err)
	}
	return age.ParseX25519Identity(string(b))
}

// errSealed says that a restricted item stays shut for the acting key.
var errSealed = errors.New("it cannot be opened with the key in use")

// errTooLarge says that a restricted original is more than may be decrypted into memory.
var errTooLarge = errors.New("the restricted original is too large to be opened in memory; clear a version of it instead")

// cannotOpen makes an outcome of a restricted item that stays shut, so that it does not stop the reading of others; an
// error that says nothing about the item is none.
func cannotOpen(err error) *reading.Failure {
	switch {
	case errors.Is(err, errSealed):
		return &reading.Failure{Code: CannotOpen, Reason: "the key in use does not open this restricted item; read again with the key of a lead or custodian"}
	case errors.Is(err, errDamaged):
		return &reading.Failure{Code: CannotOpen, Reason: "what is held of this restricted item is damaged; exhibit verify says more, and reading again after it was restored from a copy completes it"}
	case errors.Is(err, errTooLarge):
		return &reading.Failure{Code: reading.TooLarge, Reason: errTooLarge.Error()}
	}
	return nil
}

// errDamaged says that a ciphertext does not give the bytes it stands for.
var errDamaged = errors.New("what is held of it is damaged; run exhibit verify")

// maxSealedInMemory bounds what is decrypted for reading; larger restricted originals are read from a cleared version.
const maxSealedInMemory = 256 << 20

type memory struct{ *bytes.Reader }

func (memory) Close() error { return nil }

// openSealed decrypts a restricted original into memory; plain bytes never touch the disk.
func (c *Case) openSealed(ctx context.Context, ref exhibit.Ref) (io.ReadSeekCloser, int64, error) {
	var b bytes.Buffer
	if err := c.unsealTo(ctx, ref, &limitedBuffer{&b, maxSealedInMemory}); err != nil {
		return nil, 0, err
	}
	return memory{bytes.NewReader(b.Bytes())}, int64(b.Len()), nil
}

type limitedBuffer struct {
	*bytes.Buffer
	max int
}

func (l *limitedBuffer) Write(p []byte) (int, error) {
	if l.Len()+len(p) > l.max {
		return 0, errTooLarge
	}
	return l.Buffer.Write(p)
}

func (c *Case) unsealTo(ctx context.Context, ref exhibit.Ref, w io.Writer) error {
	if err := c.opening(ctx, ref); err != nil {
		return err
	}
	id, err := c.itemKey(ctx, ref)
	if err != nil {
		return err
	}
	f, _, err := c.store.Open(store.Sealed, ref)
	if err != nil {
		return err
	}
	defer f.Close()
	r, err := age.Decrypt(f, id)
	if err != nil {
		return fmt.Errorf("opening restricted item %s: %w: %w", ref, errDamaged, err)
	}
	d := store.NewDigests(false)
	if _, err := io.Copy(io.MultiWriter(w, d), r); errors.Is(err, errTooLarge) {
		return fmt.Errorf("opening restricted item %s: %w", ref, err)
	} else if err != nil {
		return fmt.Errorf("opening restricted item %s: %w: %w", ref, errDamaged, err)
	}
	if d.Put().Ref != ref {
		return fmt.Errorf("restricted item %s decrypts to other bytes: %w", ref, errDamaged)
	}
	return nil
}

func restrictedItems(ctx context.Context, q queryer) (map[exhibit.Ref]bool, error) {
	rows, err := q.QueryContext(ctx, `SELECT ref FROM items WHERE restriction = 'restricted'`)
	if err != nil {
		return nil, fmt.Errorf("reading restrictions: %w", err)
	}
	defer rows.Close()
	out := map[exhibit.Ref]bool{}
	for rows.Next() {
		var hex string
		if err := rows.Scan(&hex); err != nil {
			return nil, fmt.Errorf("reading restrictions: %w", err)
		}
		ref, err := exhibit.ParseHex(hex)
		if err != nil {
			return nil, fmt.Errorf("reading restrictions: %w", err)
		}
		out[ref] = true
	}
	return out, rows.Err()
}

// restrict seals an original that was open. Order: the ciphertext is durable, then the entry, then the plain bytes and
// all that was made of them are destroyed. A crash between leaves the plain bytes; finishDestroying removes them.
func (c *Case) restrict(ctx context.Context, ref exhibit.Ref, originator, reason string) error {
	to, err := c.recipients(ctx)
	if err != nil {
		return err
	}
	id, wrapped, err := newItemKey(to)
	if err != nil {
		return err
	}
	f, _, err := c.store.Open(store.Originals, ref)
	if err != nil {
		return fmt.Errorf("restricting %s: %w", ref, err)
	}
	defer f.Close()
	batch := c.store.NewBatch()
	put, cipher, err := batch.PutSealed(ctx, f, encryptTo(id))
	if err == nil && put.Ref != ref {
		err = fmt.Errorf("original %s was altered; run exhibit verify", ref)
	}
	if err != nil {
		batch.Discard()
		return fmt.Errorf("restricting %s: %w", ref, err)
	}
	err = c.commit(ctx, batch, func(tx *ledger.Tx, book *custody.Book) error {
		made, err := derivedFrom(tx, ref)
		if err != nil {
			return err
		}
		left, err := c.unnamed(tx)
		if err != nil {
			return err
		}
		if err := sealAs(tx, ref, wrapped, slices.Concat(made, left, []exhibit.Ref{ref})); err != nil {
			return err
		}
		_, err = book.Record(exhibit.Restricted, ref, nil, &custody.RestrictedBody{Sealed: cipher, Originator: originator, Derived: made, Reason: reason})
		return err
	})
	if err != nil {
		return err
	}
	return c.finishDestroying(ctx)
}

// sealAs records the key of an item that is held as ciphertext from here on, and what has to go.
func sealAs(tx *ledger.Tx, ref exhibit.Ref, wrapped []byte, gone []exhibit.Ref) error {
	if err := putSealed(tx, itemKeys(), ref.Hex(), wrapped); err != nil {
		return err
	}
	return markForDestruction(tx, gone)
}

// unnamed lists the derivations that no entry names. A crash may have left them before their entry was durable, and
// nobody can tell whose words they hold.
func (c *Case) unnamed(tx *ledger.Tx) ([]exhibit.Ref, error) {
	named := map[exhibit.Ref]bool{}
	all, err := derivedIn(tx, exhibit.Ref{}, `SELECT body FROM entries WHERE body IS NOT NULL AND type IN ('read', 'asserted', 'asserted.second', 'pictured', 'weighed', 'anchored')`)
	if err != nil {
		return nil, err
	}
	for _, r := range all {
		named[r] = true
	}
	var out []exhibit.Ref
	err = c.store.List(store.Derived, func(ref exhibit.Ref, stray string) error {
		if stray == "" && !named[ref] {
			out = append(out, ref)
		}
		return nil
	})
	return out, err
}

// derivedFrom lists the derivations that hold words of an item: those of its own entries and every snapshot of the case.
// What another item gave too, word for word, is that item's and stays.
func derivedFrom(tx *ledger.Tx, ref exhibit.Ref) ([]exhibit.Ref, error) {
	own, err := derivedIn(tx, ref, `SELECT body FROM entries WHERE body IS NOT NULL AND item = $1 AND type IN ('read', 'asserted', 'asserted.second', 'pictured') ORDER BY n`, ref.Hex())
	if err != nil {
		return nil, err
	}
	var out []exhibit.Ref
	for _, d := range own {
		var others int
		if err := tx.QueryRow(`SELECT count(*) FROM derivations WHERE item <> $1 AND (ref = $2 OR extra LIKE '%' || $2 || '%')`, ref.Hex(), d.Hex()).Scan(&others); err != nil {
			return nil, fmt.Errorf("looking for what was made of %s: %w", ref, err)
		}
		if others == 0 {
			out = append(out, d)
		}
	}
	snapshots, err := snapshotsIn(tx, ref)
	return append(out, snapshots...), err
}

// snapshotsIn lists every snapshot of the case.
func snapshotsIn(tx *ledger.Tx, ref exhibit.Ref) ([]exhibit.Ref, error) {
	return derivedIn(tx, ref, `SELECT body FROM entries WHERE body IS NOT NULL AND type = 'weighed' ORDER BY n`)
}

// derivedIn lists what the entries of a query brought into being, without ref itself.
func derivedIn(tx *ledger.Tx, ref exhibit.Ref, query string, args ...any) ([]exhibit.Ref, error) {
	rows, err := tx.Query(query, args...)
	if err != nil {
		return nil, fmt.Errorf("looking for what was made of %s: %w", ref, err)
	}
	defer rows.Close()
	var out []exhibit.Ref
	for rows.Next() {
		var b []byte
		if err := rows.Scan(&b); err != nil {
			return nil, fmt.Errorf("looking for what was made of %s: %w", ref, err)
		}
		e, err := exhibit.ParseEntry(b)
		if err != nil {
			return nil, err
		}
		for _, d := range e.Derived {
			if d != ref {
				out = append(out, d)
			}
		}
	}
	return out, rows.Err()
}

// markForDestruction notes, durably with the entry, what has to go; finishDestroying takes it from there.
func markForDestruction(tx *ledger.Tx, refs []exhibit.Ref) error {
	for _, r := range refs {
		if err := tx.Exec(`INSERT INTO meta (key, value) VALUES ($1, '1') ON CONFLICT (key) DO NOTHING`, "destroy-"+r.Hex()); err != nil {
			return err
		}
	}
	return nil
}

// wordsInLog is the mark that the database's log may still hold rows that were overwritten.
const wordsInLog = "words-in-log"

// finishDestroying destroys what entries said is to go. It is called after such entries and whenever a case is opened
// for writing, so that a crash between entry and destruction is made good. It holds the write lock, so that nothing of
// the same bytes arrives meanwhile.
func (c *Case) finishDestroying(ctx context.Context) error {
	var n, log int
	if err := c.db.QueryRowContext(ctx, `SELECT count(*) FILTER (WHERE key LIKE 'destroy-%'), count(*) FILTER (WHERE key = $1) FROM meta`, wordsInLog).Scan(&n, &log); err != nil {
		return fmt.Errorf("looking for what is to be destroyed: %w", err)
	}
	if n > 0 {
		if err := c.ledger.Write(ctx, c.destroyMarked); err != nil {
			return err
		}
	} else if log == 0 {
		return nil
	}
	return c.emptyLog(ctx)
}

// destroyMarked destroys what is marked and leaves the mark that the log is to be emptied.
func (c *Case) destroyMarked(tx *ledger.Tx) error {
	refs, err := marked(tx)
	if err != nil {
		return err
	}
	for _, r := range refs {
		if err := c.destroy(tx, r); err != nil {
			return err
		}
	}
	// The dossier and its annexes, as they were last written, quote what is gone.
	if err := os.RemoveAll(c.path("out")); err != nil {
		return fmt.Errorf("removing the dossier that quotes what is destroyed: %w", err)
	}
	if err := tx.Exec(`INSERT INTO meta (key, value) VALUES ($1, '1') ON CONFLICT (key) DO NOTHING`, wordsInLog); err != nil {
		return err
	}
	return tx.Exec(`DELETE FROM meta WHERE key LIKE 'destroy-%'`)
}

// emptyLog empties the database's write-ahead log, in which overwritten rows live on. It cannot be emptied while
// somebody reads: then the mark stays, the user is told, and the next opening for writing tries again.
func (c *Case) emptyLog(ctx context.Context) error {
	c.endView()
	for range 10 {
		var busy, pages, moved int
		err := c.db.QueryRowContext(ctx, `PRAGMA wal_checkpoint(TRUNCATE)`).Scan(&busy, &pages, &moved)
		switch {
		case err != nil && !ledger.Busy(err):
			return fmt.Errorf("emptying the database's log: %w", err)
		case err == nil && busy == 0:
			return c.ledger.Write(ctx, func(tx *ledger.Tx) error { return tx.Exec(`DELETE FROM meta WHERE key = $1`, wordsInLog) })
		}
		select {
		case <-ctx.Done():
			return ctx.Err()
		case <-time.After(50 * time.Millisecond):
		}
	}
	if c.cfg.Notice != nil {
		c.cfg.Notice(LogNotice)
	}
	return nil
}

// LogNotice is what is said while WordsInLog.
const LogNotice = "the bytes are destroyed, and words of them may live on in the log of the database (record.db-wal) while another program holds the case open; close it, then open the case for writing, for instance with: exhibit read"

// WordsInLog reports whether words that were destroyed may live on in the database's log, because another program held
// the case open. The next opening for writing empties it.
func (c *Case) WordsInLog(ctx context.Context) (bool, error) {
	var n int
	if err := c.db.QueryRowContext(ctx, `SELECT count(*) FROM meta WHERE key = $1`, wordsInLog).Scan(&n); err != nil {
		return false, fmt.Errorf("asking whether the log was emptied: %w", err)
	}
	return n > 0, nil
}

// marked lists what has to go.
func marked(tx *ledger.Tx) ([]exhibit.Ref, error) {
	rows, err := tx.Query(`SELECT key FROM meta WHERE key LIKE 'destroy-%'`)
	if err != nil {
		return nil, fmt.Errorf("looking for what is to be destroyed: %w", err)
	}
	defer rows.Close()
	var refs []exhibit.Ref
	for rows.Next() {
		var key string
		if err := rows.Scan(&key); err != nil {
			return nil, fmt.Errorf("looking for what is to be destroyed: %w", err)
		}
		ref, err := exhibit.ParseHex(key[len("destroy-"):])
		if err != nil {
			return nil, fmt.Errorf("looking for what is to be destroyed: %w", err)
		}
		refs = append(refs, ref)
	}
	return refs, rows.Err()
}

// destroy removes the bytes of ref from every shelf where the records do not want them: an item that arrived again
// since keeps what it came with. It removes them also where they seem to be gone, as only Destroy makes that durable.
func (c *Case) destroy(tx *ledger.Tx, ref exhibit.Ref) error {
	var open, sealed, made int
	if err := tx.QueryRow(`SELECT count(*) FILTER (WHERE sealed IS NULL), count(sealed) FROM items WHERE ref = $1`, ref.Hex()).Scan(&open, &sealed); err != nil {
		return fmt.Errorf("looking for item %s: %w", ref, err)
	}
	if err := tx.QueryRow(`SELECT count(*) FROM derivations WHERE ref = $1 OR extra LIKE '%' || $1 || '%'`, ref.Hex()).Scan(&made); err != nil {
		return fmt.Errorf("looking for derivation %s: %w", ref, err)
	}
	for shelf, wanted := range map[store.Shelf]int{store.Originals: open, store.Sealed: sealed, store.Derived: made} {
		if wanted > 0 {
			continue
		}
		if err := c.store.Destroy(shelf, ref); err != nil {
			return err
		}
	}
	return nil
}

func (c *Case) isSealed(ctx context.Context, ref exhibit.Ref) (bool, error) {
	var n int
	if err := c.db.QueryRowContext(ctx, `SELECT count(*) FROM items WHERE ref = $1 AND sealed IS NOT NULL`, ref.Hex()).Scan(&n); err != nil {
		return false, fmt.Errorf("looking for item %s: %w", ref, err)
	}
	return n > 0, nil
}
