package casefile

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"slices"
	"sync"
	"time"

	"exhibit"
	"exhibit/internal/store"
)

// AccessFile is the access log, in the folder of the case: who looked at what. It is apart from the ledger, which says
// what was done to the evidence: nobody signs it, it is handed to nobody, and whoever may write to the folder can change
// it. It is written at its end only, and speaks of items by the entry that received them, so that an erased item leaves
// no digest and no path in it.
const AccessFile = "access.jsonl"

// Acts of the access log.
const (
	Showed    = "show"
	Exported  = "export"
	Submitted = "submit"
	Opened    = "open"  // a restricted original was decrypted
	Named     = "names" // names behind actor codes were opened
)

// Access is one line of the access log: who looked at what, when.
type Access struct {
	At    string  `json:"at"`    // RFC 3339, UTC; the operator's statement
	Actor string  `json:"actor"` // code; empty when EXHIBIT_HOME holds no key of the case, so that nobody knows
	Tool  string  `json:"tool"`
	Act   string  `json:"act"`
	What  string  `json:"what,omitempty"`  // item, claims …
	Items []int64 `json:"items,omitempty"` // restricted items that were seen, as the entries that received them, ascending
	Names string  `json:"names,omitempty"` // actor code whose name was opened
	To    string  `json:"to,omitempty"`    // recipient
}

// Access adds a line to the access log: durable on return, and safe while others add theirs. Time, actor and tool are
// filled in here.
func (c *Case) Access(ctx context.Context, a Access) error {
	code, err := c.whoLooks(ctx)
	if err != nil {
		return err
	}
	a.At, a.Actor, a.Tool = c.cfg.Clock().UTC().Format(time.RFC3339), code, c.cfg.Program
	slices.Sort(a.Items)
	b, err := json.Marshal(a)
	if err != nil {
		return fmt.Errorf("encoding a line of the access log: %w", err)
	}
	if err := appendLine(c.dir, AccessFile, b); err != nil {
		return fmt.Errorf("writing to the access log: %w", err)
	}
	return nil
}

// whoLooks is the code of the acting person. Who only reads opens no key: then it is the first key of the case that lies
// in EXHIBIT_HOME.
func (c *Case) whoLooks(ctx context.Context) (string, error) {
	if s := c.ledger.Signer(); s != nil {
		return s.Actor, nil
	}
	if c.cfg.Home.Dir == "" || c.cfg.Home.Files == nil {
		return "", nil
	}
	have, err := c.cfg.Home.List()
	if err != nil {
		return "", nil // the look is recorded all the same
	}
	keys, err := c.ledger.Keys(ctx)
	if err != nil {
		return "", err
	}
	for _, k := range keys {
		if !k.RetiredAt.Valid && slices.Contains(have, k.Fingerprint) {
			return k.Actor, nil
		}
	}
	return "", nil
}

// appendLine adds a line to a file in a folder, which it makes when it is missing. A line that a crash broke off stays a
// line of its own. What is no regular file is left alone.
func appendLine(dir, name string, line []byte) error {
	root, err := os.OpenRoot(dir)
	if err != nil {
		return err
	}
	defer root.Close()
	fi, err := root.Lstat(name)
	if err == nil && !fi.Mode().IsRegular() {
		return fmt.Errorf("%s is no file but a link, a device or a folder; move it away", name)
	}
	fresh := errors.Is(err, fs.ErrNotExist)
	f, err := root.OpenFile(name, os.O_RDWR|os.O_APPEND|os.O_CREATE, 0o600)
	if err != nil {
		return err
	}
	line = append(bytes.Clone(line), '\n')
	if whole, err := endsWithLine(f); err == nil && !whole {
		line = append([]byte{'\n'}, line...)
	}
	_, err = f.Write(line) // in one piece, so that lines of two processes do not mix
	if err == nil {
		err = f.Sync()
	}
	if e := f.Close(); err == nil {
		err = e
	}
	if fresh && err == nil {
		err = store.Disk{}.SyncDir(dir)
	}
	return err
}

func endsWithLine(f *os.File) (bool, error) {
	fi, err := f.Stat()
	if err != nil || fi.Size() == 0 {
		return true, err
	}
	last := make([]byte, 1)
	_, err = f.ReadAt(last, fi.Size()-1)
	return last[0] == '\n', err
}

// AccessLog gives fn every line of the access log in order. broken counts those that cannot be read.
func (c *Case) AccessLog(ctx context.Context, fn func(Access) error) (broken int, err error) {
	fi, err := os.Lstat(c.path(AccessFile))
	if errors.Is(err, fs.ErrNotExist) {
		return 0, nil
	}
	if err == nil && !fi.Mode().IsRegular() {
		err = errors.New("it is no file but a link, a device or a folder")
	}
	var f *os.File
	if err == nil {
		f, err = os.Open(c.path(AccessFile))
	}
	if err != nil {
		return 0, fmt.Errorf("reading the access log: %w", err)
	}
	defer f.Close()
	return readAccess(ctx, f, fn)
}

// maxAccessLine is longer than any line that Access writes for a case of a million restricted items.
const maxAccessLine = 16 << 20

func readAccess(ctx context.Context, r io.Reader, fn func(Access) error) (broken int, err error) {
	s := bufio.NewScanner(r)
	s.Buffer(nil, maxAccessLine)
	for s.Scan() {
		var a Access
		switch err := json.Unmarshal(s.Bytes(), &a); {
		case len(s.Bytes()) == 0:
		case err != nil || a.At == "" || a.Act == "":
			broken++
		default:
			if err := fn(a); err != nil {
				return broken, err
			}
		}
		if err := ctx.Err(); err != nil {
			return broken, err
		}
	}
	if err := s.Err(); err != nil {
		return broken, fmt.Errorf("reading the access log: %w", err)
	}
	return broken, nil
}

// Protected is a restricted item, for the access log.
type Protected struct {
	Entry   int64 // that received it
	Cleared bool  // its words are read
}

// Protected lists the restricted items, by their references.
func (c *Case) Protected(ctx context.Context) (map[string]Protected, error) {
	rows, err := c.db.QueryContext(ctx, `SELECT ref, entry, cleared IS NOT NULL AND cleared = ref FROM items WHERE restriction = 'restricted'`)
	if err != nil {
		return nil, fmt.Errorf("reading restrictions: %w", err)
	}
	defer rows.Close()
	out := map[string]Protected{}
	for rows.Next() {
		var hex string
		var p Protected
		if err := rows.Scan(&hex, &p.Entry, &p.Cleared); err != nil {
			return nil, fmt.Errorf("reading restrictions: %w", err)
		}
		out[refPrefix+hex] = p
	}
	return out, rows.Err()
}

// opens notes which restricted originals this command has opened, so that each is one line.
type opens struct {
	mu   sync.Mutex
	seen map[exhibit.Ref]bool
}

// opening says in the access log that a restricted original is about to be decrypted. What cannot be said there is not
// opened: whoever has the key to open it has a case that can be written to.
func (c *Case) opening(ctx context.Context, ref exhibit.Ref) error {
	c.opens.mu.Lock()
	defer c.opens.mu.Unlock()
	if c.opens.seen[ref] {
		return nil
	}
	var n int64
	if err := c.db.QueryRowContext(ctx, `SELECT entry FROM items WHERE ref = $1`, ref.Hex()).Scan(&n); err != nil {
		return fmt.Errorf("looking for item %s: %w", ref, err)
	}
	if err := c.Access(ctx, Access{Act: Opened, What: "original", Items: []int64{n}}); err != nil {
		return fmt.Errorf("restricted item %s is not opened: %w", ref, err)
	}
	if c.opens.seen == nil {
		c.opens.seen = map[exhibit.Ref]bool{}
	}
	c.opens.seen[ref] = true
	return nil
}
