package casefile

import (
	"bytes"
	"context"
	"database/sql"
	"errors"
	"fmt"
	"io"
	"strings"

	"filippo.io/age"

	"exhibit"
	"exhibit/internal/custody"
	"exhibit/internal/intake"
	"exhibit/internal/intake/sheet"
	"exhibit/internal/reading"
	"exhibit/internal/store"
)

// What a restricted archive or mail holds is not looked for when it arrives: it is encrypted before anybody may read it.
// It is looked for when a person clears it. Members are restricted as their parent is, each under a key of its own, and
// cleared with it; their plain bytes never touch the disk.

// within is the restricted item whose members are taken.
type within struct {
	report string     // where it was
	row    *sheet.Row // the restriction and its originator, and nothing else: it holds for every member
	reason string     // why they are cleared
}

// expandCleared takes the members of an item that entry cleared, unless they were taken before.
func (c *Case) expandCleared(ctx context.Context, ref exhibit.Ref, cleared int64) (Added, error) {
	a, w, done, err := c.arrivalOf(ctx, ref)
	if err != nil || done {
		return Added{}, err
	}
	head, err := c.sealedHead(ctx, ref)
	if err != nil {
		return Added{}, err
	}
	if !intake.MayHold(head, a.Name) {
		return Added{}, nil
	}
	got := intake.Received{Head: head}
	if a.Size <= maxSealedInMemory {
		got.Open = func() (io.ReadSeekCloser, int64, error) { return c.openSealed(ctx, ref) }
	}
	w.reason = fmt.Sprintf("it came out of an item that entry %d cleared", cleared)
	sink := &adder{c: c, ctx: ctx, used: map[int]bool{}, within: w}
	return sink.take(func() error {
		if got.Open == nil {
			return sink.Outcome(ctx, intake.Outcome{Report: a.Report, Code: intake.NotOpened, Preserved: true,
				Reason: fmt.Sprintf("is preserved, but has %d bytes, and no more than %d are opened in memory to take the members of a restricted item; unpack it elsewhere and add what belongs to the case, as restricted", a.Size, maxSealedInMemory)})
		}
		return intake.Again(ctx, sink, intake.Config{}, a, got)
	})
}

// arrivalOf says where a restricted item was, and whether its members were taken before: to the end, from these bytes.
func (c *Case) arrivalOf(ctx context.Context, ref exhibit.Ref) (intake.Arrival, *within, bool, error) {
	var a intake.Arrival
	var done bool
	var originator sql.NullString
	err := c.db.QueryRowContext(ctx, `SELECT i.bytes, i.originator, a.report, EXISTS (
			SELECT 1 FROM arrivals x JOIN refusals r ON r.report = x.report AND r.remark AND r.code = $2 AND r.entry > x.entry
			WHERE x.ref = i.ref AND NOT EXISTS (SELECT 1 FROM arrivals y WHERE y.report = x.report AND y.ref <> x.ref AND y.entry > x.entry AND y.entry < r.entry))
		FROM items i JOIN arrivals a ON a.ref = i.ref WHERE i.ref = $1 ORDER BY a.entry LIMIT 1`, ref.Hex(), intake.Expanded).Scan(&a.Size, &originator, &a.Report, &done)
	if err != nil {
		return a, nil, false, fmt.Errorf("looking for item %s: %w", ref, err)
	}
	a.Name = a.Report[strings.LastIndexAny(a.Report, "/!")+1:]
	a.Depth = strings.Count(a.Report, "!")
	row := &sheet.Row{Path: a.Report, Values: map[string]string{"restriction": custody.RestrictedItem}}
	if originator.Valid {
		row.Values["originator"] = originator.String
	}
	return a, &within{report: a.Report, row: row}, done, nil
}

// sealedHead decrypts the first bytes of a restricted original.
func (c *Case) sealedHead(ctx context.Context, ref exhibit.Ref) ([]byte, error) {
	if err := c.opening(ctx, ref); err != nil {
		return nil, err
	}
	id, err := c.itemKey(ctx, ref)
	if err != nil {
		return nil, err
	}
	f, _, err := c.store.Open(store.Sealed, ref)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	head := make([]byte, reading.HeadSize)
	r, err := age.Decrypt(f, id)
	n := 0
	if err == nil {
		n, err = io.ReadFull(r, head)
	}
	if err != nil && !errors.Is(err, io.EOF) && !errors.Is(err, io.ErrUnexpectedEOF) {
		return nil, fmt.Errorf("opening restricted item %s: %w", ref, err)
	}
	return head[:n], nil
}

// kept are the plain bytes of a member that may hold others, in memory only; nil where none are kept.
type kept struct {
	b    bytes.Buffer
	over bool
}

func (k *kept) Write(p []byte) (int, error) {
	if k.over = k.over || k.b.Len()+len(p) > maxSealedInMemory; k.over {
		k.b = bytes.Buffer{}
	} else {
		k.b.Write(p)
	}
	return len(p), nil
}

// keep notes what is read of a member that may hold others. A nil within keeps nothing: what is not restricted is opened
// where it is stored.
func (w *within) keep(head []byte, name string, r *io.Reader) *kept {
	if w == nil || !intake.MayHold(head, name) {
		return nil
	}
	k := &kept{}
	*r = io.TeeReader(*r, k)
	return k
}

// open opens what was kept; nil when nothing was, or it was too large.
func (k *kept) open() func() (io.ReadSeekCloser, int64, error) {
	if k == nil || k.over {
		return nil
	}
	return func() (io.ReadSeekCloser, int64, error) {
		return memory{bytes.NewReader(k.b.Bytes())}, int64(k.b.Len()), nil
	}
}

// shut reports whether a member was restricted by itself before, and nobody has cleared it: that its parent was cleared
// says nothing of it.
func (a *adder) shut(ctx context.Context, t *thing) (bool, error) {
	if !a.known[t.put.Ref] {
		return false, nil
	}
	var n int
	if err := a.c.db.QueryRowContext(ctx, `SELECT count(*) FROM items WHERE ref = $1 AND restriction = 'restricted' AND cleared IS NULL`, t.put.Ref.Hex()).Scan(&n); err != nil {
		return false, fmt.Errorf("looking for item %s: %w", t.put.Ref, err)
	}
	return n > 0, nil
}
