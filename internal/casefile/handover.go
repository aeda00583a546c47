package casefile

import (
	"bytes"
	"context"
	"crypto"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"slices"

	"golang.org/x/mod/sumdb/tlog"

	"exhibit"
	"exhibit/internal/claim"
	"exhibit/internal/custody"
	"exhibit/internal/incident"
	"exhibit/internal/ledger"
	"exhibit/internal/origin"
	"exhibit/internal/store"
)

// Handover is what the writer of a submission needs of a case: its ledger and its blobs, and nothing that could be
// rebuilt.
type Handover struct {
	c        *Case
	release  map[exhibit.Ref]bool
	seen     int64 // size of the ledger when State read it
	released int64 // size of the ledger after the released entry
}

// Handover opens the case for handing over. release names restricted originals that may be decrypted for it.
func (c *Case) Handover(release map[exhibit.Ref]bool) *Handover {
	return &Handover{c: c, release: release}
}

// State reads the whole ledger.
func (h *Handover) State(ctx context.Context) (*custody.State, error) {
	s := custody.NewState()
	h.seen = 0
	err := h.c.ledger.Lines(ctx, 0, func(l exhibit.EntryLine) error {
		h.seen = l.N + 1
		return s.Add(l)
	})
	return s, err
}

// Signer returns the key of the acting person.
func (h *Handover) Signer() crypto.Signer { return h.c.key.Sign }

// Origin names the ledger.
func (h *Handover) Origin() string { return h.c.origin }

// Lines gives fn the lines of entries, in the order of their numbers given.
func (h *Handover) Lines(ctx context.Context, numbers []int64, fn func(exhibit.EntryLine) error) error {
	for _, n := range numbers {
		l, err := h.c.ledger.Line(ctx, n)
		if err != nil {
			return err
		}
		if err := fn(l); err != nil {
			return err
		}
	}
	return nil
}

// Release appends the entry by which a submission leaves the house. Its checkpoint is kept for ever. When somebody
// restricted, erased or put conditions on what is in it since State was read, or took a decision back by which it goes,
// nothing leaves.
func (h *Handover) Release(ctx context.Context, body exhibit.ReleasedBody) (int64, error) {
	var n int64
	err := h.c.ledger.Write(ctx, func(tx *ledger.Tx) error {
		book := custody.NewBook(ctx, tx)
		defer book.Close()
		var err error
		if err = h.stillStands(tx, body.Items); err != nil {
			return err
		}
		if n, err = book.Record(exhibit.ReleasedEntry, exhibit.Ref{}, nil, &body); err != nil {
			return err
		}
		return tx.KeepCheckpoint(n + 1)
	})
	h.released = n + 1
	return n, err
}

// stillStands fails when an entry since State stops one of the items, named by the entries that received them.
func (h *Handover) stillStands(tx *ledger.Tx, items []int64) error {
	if h.seen == 0 {
		return nil // nobody asked what may go
	}
	return eachBody(tx, func(n int64, item string, body []byte) error {
		e, err := exhibit.ParseEntry(body)
		if err != nil {
			return err
		}
		if e.Type == exhibit.Decided {
			var b custody.DecisionBody
			if err := json.Unmarshal(e.Body, &b); err != nil {
				return fmt.Errorf("entry %d (%s) has a body of another shape: %w", n, e.Type, err)
			}
			if b.Undoes == nil {
				return nil
			}
		}
		var first int64
		if e.Type != exhibit.Erased { // which names nothing
			err := tx.QueryRow(`SELECT entry FROM items WHERE ref = $1`, item).Scan(&first)
			if err != nil && !errors.Is(err, sql.ErrNoRows) {
				return fmt.Errorf("looking for item %s: %w", item, err)
			}
			if err == nil && !slices.Contains(items, first) {
				return nil
			}
		}
		return fmt.Errorf("what may go changed while the package was written (entry %d, %s), and nothing was handed over; run the command again", n, e.Type)
	}, `SELECT n, coalesce(item, ''), body FROM entries WHERE n >= $1 AND body IS NOT NULL AND type IN ('restricted', 'erased', 'decided', 'sheet.stated') ORDER BY n`, h.seen)
}

// Checkpoint returns the signed checkpoint that Release kept, whatever another process wrote since.
func (h *Handover) Checkpoint(ctx context.Context) ([]byte, error) {
	return h.c.ledger.CheckpointAt(ctx, h.released)
}

// Hashes reads the tree.
func (h *Handover) Hashes(ctx context.Context) tlog.HashReader { return h.c.ledger.Reader(ctx) }

// Open opens an original or a derivation; a restricted original only when it was named, decrypted into memory.
func (h *Handover) Open(shelf store.Shelf, ref exhibit.Ref) (store.ReadFile, int64, error) {
	if shelf != store.Originals || !h.release[ref] {
		return h.c.store.Open(shelf, ref)
	}
	var b bytes.Buffer
	if err := h.c.unsealTo(context.Background(), ref, &limitedBuffer{&b, maxSealedInMemory}); err != nil {
		return nil, 0, err
	}
	return plainFile{memory{bytes.NewReader(b.Bytes())}, int64(b.Len())}, int64(b.Len()), nil
}

type plainFile struct {
	memory
	size int64
}

func (p plainFile) Stat() (fs.FileInfo, error) { return info{name: "restricted", size: p.size}, nil }

// FileOf is File for some of the items: what is derived is worked out from their claims alone, so that no word and no
// count rests on an item the reader does not get.
func (c *Case) FileOf(ctx context.Context, keep map[exhibit.Ref]bool, purpose string) (File, error) {
	f, err := c.File(ctx)
	if err != nil {
		return f, err
	}
	f.Case.Purpose = purpose
	f.Items = only(f.Items, func(it *Item) bool { return it.Ref != "" && keep[refOf(it.Ref)] })
	f.Observed = only(f.Observed, func(o *Observation) bool { return keep[refOf(o.Ref)] })
	f.Decisions = only(f.Decisions, func(d *Decision) bool {
		return (d.Target.Ref == "" || keep[refOf(d.Target.Ref)]) && (d.Other == nil || keep[refOf(d.Other.Ref)])
	})
	l, err := c.load(ctx, true)
	if err != nil {
		return f, err
	}
	l.second = only(l.second, func(x *claim.Claim) bool { return keep[refOf(x.Ref)] })
	f.Snapshot.Second = l.second
	all := len(l.claims)
	l.claims = only(l.claims, func(x *claim.Claim) bool { return keep[refOf(x.Ref)] })
	pictures := len(l.pictures)
	l.pictures = only(l.pictures, func(x *incident.SamePicture) bool {
		return keep[refOf(x.A.Ref)] && keep[refOf(x.B.Ref)] && keep[refOf(x.A.In)] && keep[refOf(x.B.In)]
	})
	f.Quality = measured(l.claims)
	if len(l.claims) == all && len(l.pictures) == pictures {
		return f, nil
	}
	l.events = only(l.events, func(x *claim.Event) bool { return keep[refOf(x.Ref)] })
	l.sources = only(l.sources, func(x *origin.Source) bool { return keep[refOf(x.Ref)] })
	f.Snapshot = c.weigh(l).Snapshot
	if err := laySheets(&f.Snapshot); err != nil {
		return f, err
	}
	return f, c.applyAssessments(ctx, &f.Snapshot)
}

func only[T any](all []T, keep func(*T) bool) []T {
	var out []T
	for i := range all {
		if keep(&all[i]) {
			out = append(out, all[i])
		}
	}
	return out
}
