package exhibit

import (
	"bufio"
	"crypto/ed25519"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"slices"
	"strings"

	"golang.org/x/mod/sumdb/tlog"
)

// caseFile is case.json.
type caseFile struct {
	Format string `json:"format"`
	Origin string `json:"origin"`
}

const (
	entriesPath        = "ledger/entries.jsonl"
	hashesPath         = "ledger/hashes"
	ledgerHeadPath     = "ledger/checkpoint"
	diskCheckpointPath = "checkpoint"
)

// checkCase checks a case in the layout of docs/format/case.md.
func (c *checker) checkCase() error {
	origin, err := c.caseOrigin()
	if err != nil {
		return err
	}
	c.rep.Origin = origin
	tree := &tree{}
	held := newHeld()
	w := &entries{c: c, path: entriesPath, origin: origin, dense: true, ring: newKeyring(), each: func(l *EntryLine, e *Entry) {
		tree.append(l.Leaf)
		held.take(c, l, e)
	}}
	if err := w.walk(); err != nil {
		return err
	}
	c.rep.Entries = w.count
	if w.count == 0 {
		c.find("entry-number", entriesPath, 0, "entry 0 is missing: the ledger is empty")
	}
	c.checkHashes(tree)
	signer := c.checkHead(ledgerHeadPath, w, tree)
	c.reportKeys(w.ring, signer, ledgerHeadPath)
	c.checkDiskCheckpoint(w, tree)
	root := func(size int64) (tlog.Hash, bool) { return tree.root(size) }
	c.continues("the earlier checkpoint you gave", c.opt.Since, origin, w.count, w.ring.all(), root)
	c.continues("the head kept outside the case", c.opt.Head, origin, w.count, w.ring.all(), root)
	if c.opt.Head == nil && c.opt.Since == nil {
		c.limit("Whether entries were cut off at the end cannot be excluded: no head kept outside the case and no earlier checkpoint was at hand (--since).")
	}
	c.checkAnchors(held, w, tree)
	held.versions.check(c, entriesPath)
	return c.checkShelves(held)
}

func (c *checker) caseOrigin() (string, error) {
	b, err := c.read("case.json")
	if err != nil {
		return "", fmt.Errorf("reading case.json: %w", err)
	}
	var f caseFile
	if err := json.Unmarshal(b, &f); err != nil {
		return "", fmt.Errorf("case.json is not JSON of the expected shape, so this cannot be checked as a case: %w", err)
	}
	if f.Format != CaseFormat {
		if strings.HasPrefix(f.Format, "exhibit.case/") {
			return "", fmt.Errorf("case.json says format %q: %w", f.Format, ErrNewer)
		}
		return "", fmt.Errorf("case.json says format %q, which is not a case's", f.Format)
	}
	if !ValidOrigin(f.Origin) {
		c.find("case-form", "case.json", -1, "origin %q is not \"exhibit.case/\" and 16 hex digits", f.Origin)
	}
	return f.Origin, nil
}

// tree holds the hashes that the entries give, in the order in which they are stored.
type tree struct {
	size   int64
	hashes []tlog.Hash
}

func (t *tree) ReadHashes(indexes []int64) ([]tlog.Hash, error) {
	out := make([]tlog.Hash, len(indexes))
	for i, x := range indexes {
		if x < 0 || x >= int64(len(t.hashes)) {
			return nil, fmt.Errorf("no hash %d", x)
		}
		out[i] = t.hashes[x]
	}
	return out, nil
}

func (t *tree) append(leaf Ref) {
	h := RecordHash(leaf)
	t.hashes = append(t.hashes, h)
	// A record that ends a pair, a pair of pairs … completes their hashes; the left halves are already there.
	for level, n := 0, t.size; n&1 == 1; level, n = level+1, n>>1 {
		left := t.hashes[tlog.StoredHashIndex(level, n-1)]
		h = tlog.NodeHash(left, h)
		t.hashes = append(t.hashes, h)
	}
	t.size++
}

// root returns the root of the first size entries.
func (t *tree) root(size int64) (tlog.Hash, bool) {
	if size < 0 || size > t.size {
		return tlog.Hash{}, false
	}
	h, err := tlog.TreeHash(size, t)
	return h, err == nil
}

// checkHashes compares the stored hashes with those that the entries give.
func (c *checker) checkHashes(t *tree) {
	f, err := c.open(hashesPath)
	if err != nil {
		c.find("hash-missing", hashesPath, -1, "the file of hashes: %s", why(err))
		return
	}
	defer f.Close()
	r := bufio.NewReaderSize(f, blockSize)
	var have tlog.Hash
	for i, want := range t.hashes {
		if _, err := io.ReadFull(r, have[:]); err != nil {
			c.find("hash-missing", hashesPath, -1, "%d hashes are there and %d are due", i, len(t.hashes))
			return
		}
		if have != want {
			level, n := tlog.SplitStoredHashIndex(int64(i))
			first := n << level
			c.find("hash-wrong", hashesPath, first, "hash %d, over entries %d to %d, is %x and should be %x", i, first, first+1<<level-1, have[:], want[:])
		}
	}
	if n, err := io.Copy(io.Discard, io.LimitReader(r, blockSize)); n > 0 || err != nil {
		c.find("hash-wrong", hashesPath, -1, "more hashes are there than %d entries give", t.size)
	}
}

// checkHead checks the checkpoint that covers all entries and returns who signed it.
func (c *checker) checkHead(path string, w *entries, t *tree) ed25519.PublicKey {
	signed, err := c.read(path)
	if err != nil {
		c.find("checkpoint-form", path, -1, "the checkpoint: %s", why(err))
		return nil
	}
	cp, signer, ok := c.openCheckpoint(path, signed, w)
	if !ok {
		return signer
	}
	c.rep.Size, c.rep.Root = cp.Size, cp.Root.String()
	if cp.Size != w.count {
		code := "checkpoint-size"
		if cp.Size > w.count {
			code = "tail-cut"
		}
		c.find(code, path, -1, "the checkpoint counts %d entries and %d are there", cp.Size, w.count)
	}
	if root, ok := t.root(cp.Size); ok && root != cp.Root {
		c.find("checkpoint-root", path, -1, "the root is %s, and the entries give %s", cp.Root, root)
	}
	return signer
}

// openCheckpoint checks form, origin and signature.
func (c *checker) openCheckpoint(path string, signed []byte, w *entries) (Checkpoint, ed25519.PublicKey, bool) {
	cp, err := unsignedCheckpoint(signed)
	if err != nil {
		c.find("checkpoint-form", path, -1, "the checkpoint cannot be read: %v", err)
		return Checkpoint{}, nil, false
	}
	if cp.Origin != w.origin {
		c.find("origin-differs", path, -1, "the checkpoint is of ledger %q; this is ledger %q", cp.Origin, w.origin)
		return cp, nil, false
	}
	_, signer, err := OpenCheckpoint(signed, w.ring.closing(cp.Size)...)
	if err != nil {
		c.find("checkpoint-signature", path, -1, "the checkpoint of size %d is not signed by a key of this ledger that was in use then", cp.Size)
	}
	return cp, signer, true
}

// checkDiskCheckpoint checks the copy beside the database. It may lag behind after a crash; it may not contradict.
func (c *checker) checkDiskCheckpoint(w *entries, t *tree) {
	signed, err := c.read(diskCheckpointPath)
	if errors.Is(err, fs.ErrNotExist) {
		c.find("checkpoint-form", diskCheckpointPath, -1, "the checkpoint file is missing")
		return
	}
	if err != nil {
		c.find("checkpoint-form", diskCheckpointPath, -1, "the checkpoint file: %s", why(err))
		return
	}
	cp, _, ok := c.openCheckpoint(diskCheckpointPath, signed, w)
	if !ok {
		return
	}
	root, known := t.root(cp.Size)
	switch {
	case !known:
		c.find("tail-cut", diskCheckpointPath, -1, "the checkpoint file counts %d entries and %d are there: the last %d are missing", cp.Size, w.count, cp.Size-w.count)
	case root != cp.Root:
		c.find("history-rewritten", diskCheckpointPath, -1, "the first %d entries are not those the checkpoint file covers: its root is %s, theirs is %s", cp.Size, cp.Root, root)
	}
}

// held is what should be held, as the entries say, after the last of them.
type held struct {
	items    map[Ref]*heldItem
	derived  map[Ref]int64 // entry that brought it into being; only those not destroyed
	gone     map[Ref]int64 // derivations destroyed, by entry
	anchored []anchored
	versions versions
}

type heldItem struct {
	entry  int64         // latest received
	sealed map[Ref]int64 // ciphertexts that stand for it
	erased int64         // entry, or 0
	closed bool          // restricted, and not cleared since
}

type anchored struct {
	entry int64
	body  AnchoredBody
}

func newHeld() *held {
	return &held{items: map[Ref]*heldItem{}, derived: map[Ref]int64{}, gone: map[Ref]int64{}}
}

func (h *held) take(c *checker, l *EntryLine, e *Entry) {
	h.versions.take(c, entriesPath, l, e)
	if e == nil {
		return
	}
	for _, r := range e.Derived {
		h.derived[r] = e.N
		delete(h.gone, r)
	}
	bad := func(err error) bool {
		if err != nil {
			c.find("entry-form", entriesPath, e.N, "entry %d (%s) has a body of another shape: %v", e.N, e.Type, err)
		}
		return err != nil
	}
	switch e.Type {
	case Received:
		h.received(c, e, bad)
	case Restricted:
		var b RestrictedBody
		if bad(json.Unmarshal(e.Body, &b)) {
			return
		}
		it := h.items[e.Item]
		if it == nil {
			c.find("entry-form", entriesPath, e.N, "entry %d restricts %s, which was never received", e.N, e.Item)
			return
		}
		it.seal(b.Sealed, e.N)
		it.closed = true
		h.destroy(b.Derived, e.N)
	case Cleared:
		if it := h.items[e.Item]; it != nil {
			it.closed = false
		}
	case Erased:
		var b ErasedBody
		if bad(json.Unmarshal(e.Body, &b)) {
			return
		}
		for _, r := range b.Items {
			if it := h.items[r]; it != nil {
				it.erased = e.N
			}
		}
		h.destroy(b.Derived, e.N)
	case Anchored:
		var b AnchoredBody
		if !bad(json.Unmarshal(e.Body, &b)) {
			h.anchored = append(h.anchored, anchored{e.N, b})
		}
	}
}

func (h *held) received(c *checker, e *Entry, bad func(error) bool) {
	if e.Item.IsZero() {
		c.find("entry-form", entriesPath, e.N, "entry %d received no item", e.N)
		return
	}
	it := h.items[e.Item]
	if it == nil {
		it = &heldItem{}
		h.items[e.Item] = it
	}
	it.entry, it.erased = e.N, 0
	var b ReceivedBody
	if len(e.Body) > 0 && bad(json.Unmarshal(e.Body, &b)) {
		return
	}
	if !b.Sealed.IsZero() {
		it.seal(b.Sealed, e.N)
	}
}

func (it *heldItem) seal(cipher Ref, n int64) {
	if it.sealed == nil {
		it.sealed = map[Ref]int64{}
	}
	it.sealed[cipher] = n
}

func (h *held) destroy(refs []Ref, n int64) {
	for _, r := range refs {
		delete(h.derived, r)
		h.gone[r] = n
	}
}

// checkAnchors checks every time stamp against the ledger.
func (c *checker) checkAnchors(h *held, w *entries, t *tree) {
	for _, a := range h.anchored {
		path := shelfPath("derived", a.body.Token)
		if h.gone[a.body.Token] != 0 {
			continue
		}
		token, err := c.read(path)
		if err != nil {
			continue // the missing derivation is a finding of its own
		}
		cp, ok := c.checkToken(path, a.entry, token, []byte(a.body.Checkpoint), w)
		if !ok {
			continue
		}
		if root, known := t.root(cp.Size); !known || root != cp.Root || cp.Size > a.entry {
			c.find("anchor-checkpoint", path, a.entry, "entry %d anchors a checkpoint of size %d that these entries do not give", a.entry, cp.Size)
		}
	}
	c.sayAnchors(w.count)
}

// sayAnchors says which times nobody but the operator vouches for.
func (c *checker) sayAnchors(size int64) {
	slices.SortFunc(c.rep.Anchors, func(a, b Anchor) int { return strings.Compare(a.Time, b.Time) })
	var top int64
	for _, a := range c.rep.Anchors {
		top = max(top, a.Size)
	}
	switch {
	case len(c.rep.Anchors) == 0:
		c.limit("Every time here is stated by the operator, not independently anchored.")
	case top < size:
		c.limit("The times of entries from %d on are stated by the operator, not independently anchored.", top)
	}
	if len(c.rep.Anchors) > 0 && c.opt.Roots == nil {
		c.limit("Whether the time-stamping authorities are who they say was not judged: no root certificates were given.")
	}
}

func shelfPath(shelf string, r Ref) string {
	h := r.Hex()
	return shelf + "/" + h[:2] + "/" + h
}
