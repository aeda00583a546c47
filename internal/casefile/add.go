package casefile

import (
	"bytes"
	"context"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"runtime"
	"slices"
	"strings"
	"sync"

	"exhibit"
	"exhibit/internal/custody"
	"exhibit/internal/intake"
	"exhibit/internal/intake/sheet"
	"exhibit/internal/ledger"
	"exhibit/internal/reading"
	"exhibit/internal/store"
)

// AddOptions are what `add` may be told beside the paths.
type AddOptions struct {
	Sheet  []sheet.Row
	Name   string // of the sheet, for the entries
	Limits intake.Limits
}

// Added counts what became of the things offered.
type Added struct {
	Received   int              `json:"received"`
	New        int              `json:"new"`
	Duplicates int              `json:"duplicates"`
	Restricted int              `json:"restricted"`
	Refused    int              `json:"refused"`
	Remarks    int              `json:"remarks"`
	Bytes      int64            `json:"bytes"`
	Unmatched  []string         `json:"unmatched_rows,omitempty"` // rows of the sheet that named nothing
	Outcomes   []intake.Outcome `json:"outcomes,omitempty"`       // things refused and remarks, the first thousand
}

// Group limits: how much is made durable together. A group is one sync of the file system and one transaction.
const (
	groupThings = 2048
	groupBytes  = 512 << 20
)

// adder is the sink of one add.
type adder struct {
	c     *Case
	ctx   context.Context
	opt   AddOptions
	rows  map[string]sheet.Row // by report
	used  map[int]bool         // lines of the sheet that found their item
	known map[exhibit.Ref]bool // restricted items of the case
	done  Added

	batch   *store.Batch
	group   []*thing
	bytes   int64
	work    chan func()
	pending sync.WaitGroup
	gone    bool // something was marked for destruction
	within  *within
}

// thing is one line of a group: something received, or something refused.
type thing struct {
	arrival intake.Arrival
	outcome *intake.Outcome
	row     *sheet.Row
	media   string
	put     store.Put
	cipher  exhibit.Ref
	wrapped []byte
	err     error
}

// Add takes files and folders into the case. Every thing has an outcome. What was taken before an error or Ctrl-C stays
// taken, durable and recorded.
func (c *Case) Add(ctx context.Context, paths []string, opt AddOptions) (Added, error) {
	a := &adder{c: c, ctx: ctx, opt: opt, used: map[int]bool{}}
	var err error
	if a.rows, err = matchSheet(ctx, opt.Sheet, c.dir, paths); err != nil {
		return Added{}, err
	}
	return a.take(func() error {
		files, total, err := intake.Survey(ctx, paths...)
		if err != nil {
			return err
		}
		cfg := intake.Config{Limits: opt.Limits, Except: []string{c.dir}, Progress: func(p intake.Progress) {
			c.progress(Progress{What: "adding", Done: int64(p.Files), Total: int64(files), Bytes: p.Bytes, TotalBytes: total})
		}}
		return intake.Walk(ctx, a, cfg, paths...)
	})
}

// take preserves and records what a walk brings.
func (a *adder) take(walk func() error) (Added, error) {
	a.batch, a.work = a.c.store.NewBatch(), make(chan func())
	var err error
	if a.known, err = restrictedItems(a.ctx, a.c.db); err != nil {
		return Added{}, err
	}
	var workers sync.WaitGroup
	for range runtime.GOMAXPROCS(0) {
		workers.Go(func() {
			for f := range a.work {
				f()
			}
		})
	}
	err = walk()
	a.pending.Wait()
	close(a.work)
	workers.Wait()
	if err == nil {
		a.unmatched()
	}
	// What has arrived whole is recorded even when the walk was cut off.
	if e := a.flush(context.WithoutCancel(a.ctx)); err == nil {
		err = e
	}
	return a.done, err
}

// matchSheet finds out which row is about which file before anything is read, so that a restricted file never lies on
// the disk in plain. Rows about members of archives and mails are found by their exact report when these are opened.
func matchSheet(ctx context.Context, rows []sheet.Row, except string, paths []string) (map[string]sheet.Row, error) {
	if len(rows) == 0 {
		return nil, nil
	}
	var list lister
	if err := intake.Walk(ctx, &list, intake.Config{Except: []string{except}}, paths...); err != nil {
		return nil, err
	}
	var files, members []sheet.Row
	for _, r := range rows {
		if strings.Contains(r.Path, "!") {
			members = append(members, r)
		} else {
			files = append(files, r)
		}
	}
	// A row whose file is missing gets its outcome at the end of the walk; two rows for one file are a mistake to mend.
	found, problems := sheet.Match(files, list.reports)
	// Unless it restricts: what it means may lie there under another name and would be taken in the open.
	restricts := map[int]bool{}
	for _, r := range files {
		restricts[r.Line] = r.Values["restriction"] == custody.RestrictedItem
	}
	var doubled []string
	for _, p := range problems {
		if !p.Missing || restricts[p.Line] {
			doubled = append(doubled, p.String())
		}
	}
	if len(doubled) > 0 {
		return nil, fmt.Errorf("the provenance sheet is not clear and nothing was added; mend: %s", strings.Join(doubled, "; "))
	}
	for _, r := range members {
		found[r.Path] = r
	}
	return found, nil
}

// lister notes what a walk would meet on disk, without reading.
type lister struct{ reports []string }

func (l *lister) Arrived(_ context.Context, a intake.Arrival) (intake.Received, error) {
	l.reports = append(l.reports, a.Report)
	return intake.Received{}, nil
}

func (l *lister) Outcome(context.Context, intake.Outcome) error { return nil }

// unmatched records the rows of the sheet that named nothing.
func (a *adder) unmatched() {
	for _, r := range a.opt.Sheet {
		if a.used[r.Line] {
			continue
		}
		a.done.Unmatched = append(a.done.Unmatched, r.Path)
		a.group = append(a.group, &thing{outcome: &intake.Outcome{Report: r.Path, Code: "missing", Reason: fmt.Sprintf("line %d of the provenance sheet %q names it and nothing of that name was found; mend the path and add again", r.Line, a.opt.Name)}})
	}
}

// row returns what the sheet says of an arrival.
func (a *adder) row(arr intake.Arrival) *sheet.Row {
	if a.within != nil {
		return a.within.row
	}
	r, ok := a.rows[arr.Report]
	if !ok {
		return nil
	}
	a.used[r.Line] = true
	return &r
}

// Arrived preserves one thing. What cannot hold others is hashed and written beside the walk, on all cores.
func (a *adder) Arrived(ctx context.Context, arr intake.Arrival) (intake.Received, error) {
	if len(a.group) >= a.c.group(groupThings) || a.bytes >= groupBytes {
		if err := a.flush(ctx); err != nil {
			return intake.Received{}, err
		}
	}
	t := &thing{arrival: arr, row: a.row(arr)}
	r, err := arr.Open()
	if err != nil {
		return intake.Received{}, err
	}
	head := make([]byte, reading.HeadSize)
	n, err := io.ReadFull(r, head)
	if err != nil && err != io.EOF && err != io.ErrUnexpectedEOF { // these very values: a refusal may wrap one
		r.Close()
		return intake.Received{}, err
	}
	head = head[:n]
	t.media = reading.Detect(head, arr.Name)
	a.group = append(a.group, t)
	a.bytes += max(arr.Size, 0)
	rest := struct {
		io.Reader
		io.Closer
	}{io.MultiReader(bytes.NewReader(head), r), r}
	if arr.Depth == 0 && arr.Size <= wholeInMemory && !intake.MayHold(head, arr.Name) {
		return intake.Received{MediaType: t.media}, a.later(ctx, t, rest)
	}
	keep := a.within.keep(head, arr.Name, &rest.Reader)
	if err := a.preserve(ctx, t, rest); err != nil {
		a.group = a.group[:len(a.group)-1]
		return intake.Received{}, err
	}
	got := intake.Received{Head: head, MediaType: t.media, New: t.put.New}
	if shut, err := a.shut(ctx, t); err != nil {
		return intake.Received{}, err
	} else if !shut {
		got.Open = keep.open()
	}
	if t.cipher.IsZero() && !a.known[t.put.Ref] {
		got.Open = func() (io.ReadSeekCloser, int64, error) { return a.batch.Open(store.Originals, t.put.Ref) }
	}
	return got, nil
}

// wholeInMemory is the size up to which a thing is read whole by the walk, and hashed and written beside it.
const wholeInMemory = 1 << 20

// later reads a small thing to its end now, so that its outcome is known, and leaves hashing and writing to a worker.
func (a *adder) later(ctx context.Context, t *thing, r io.ReadCloser) error {
	b := make([]byte, 0, max(t.arrival.Size, 0)+bytes.MinRead)
	buf := bytes.NewBuffer(b)
	_, err := buf.ReadFrom(r)
	if e := r.Close(); err == nil {
		err = e
	}
	if err == nil {
		err = t.arrival.Check()
	}
	if err != nil {
		a.group = a.group[:len(a.group)-1]
		return err
	}
	a.pending.Add(1)
	a.work <- func() {
		defer a.pending.Done()
		t.err = a.store(ctx, t, buf)
	}
	return nil
}

// preserve reads the thing to its end into the batch.
func (a *adder) preserve(ctx context.Context, t *thing, r io.ReadCloser) (err error) {
	err = a.store(ctx, t, r)
	if e := r.Close(); err == nil {
		err = e
	}
	if err == nil {
		err = t.arrival.Check()
	}
	if err == nil {
		return nil
	}
	if re := (*store.ReadError)(nil); errors.As(err, &re) {
		err = re.Err
	}
	return err
}

// store puts bytes into the batch, sealed when the sheet says so.
func (a *adder) store(ctx context.Context, t *thing, r io.Reader) (err error) {
	if t.row != nil && t.row.Values["restriction"] == custody.RestrictedItem {
		return a.encrypt(ctx, t, r)
	}
	t.put, err = a.batch.Put(ctx, store.Originals, r)
	return err
}

func (a *adder) encrypt(ctx context.Context, t *thing, r io.Reader) error {
	to, err := a.c.recipients(ctx)
	if err != nil {
		return err
	}
	id, wrapped, err := newItemKey(to)
	if err != nil {
		return err
	}
	t.wrapped = wrapped
	t.put, t.cipher, err = a.batch.PutSealed(ctx, r, encryptTo(id))
	return err
}

// Outcome records something refused, or a remark on something taken.
func (a *adder) Outcome(ctx context.Context, o intake.Outcome) error {
	a.group = append(a.group, &thing{outcome: &o})
	return nil
}

// flush makes the group durable: originals first, then their entries.
func (a *adder) flush(ctx context.Context) error {
	a.pending.Wait()
	var fatal error
	keep := a.group[:0]
	for _, t := range a.group {
		if t.err != nil { // the store failed: what is whole is recorded all the same, and the error told
			if fatal == nil {
				fatal = t.err
			}
			continue
		}
		keep = append(keep, t)
	}
	a.group = keep
	before := a.done
	err := a.c.ledger.Write(ctx, func(tx *ledger.Tx) error {
		book := custody.NewBook(ctx, tx)
		defer book.Close()
		if err := a.protect(ctx, tx); err != nil {
			return err
		}
		if err := a.batch.Commit(ctx); err != nil {
			return err
		}
		return a.record(tx, book)
	})
	if err != nil {
		a.batch.Discard()
		a.done = before
	}
	a.batch, a.group, a.bytes = a.c.store.NewBatch(), nil, 0
	if err == nil && a.gone {
		a.gone = false
		err = a.c.finishDestroying(ctx)
	}
	if err == nil {
		err = fatal
	}
	return err
}

// protect decides, under the write lock, what of the group gets a name: no plain bytes of what is restricted or becomes
// so with this group, and one ciphertext of each, with the key that opens it.
func (a *adder) protect(ctx context.Context, tx *ledger.Tx) (err error) {
	if a.known, err = restrictedItems(ctx, tx.SQL()); err != nil {
		return err
	}
	sealed := map[exhibit.Ref]*thing{}
	for _, t := range a.group {
		if !t.cipher.IsZero() && t.put.New {
			sealed[t.put.Ref] = t
		}
	}
	for _, t := range a.group {
		s := sealed[t.put.Ref]
		switch {
		case t.outcome != nil:
		case t.cipher.IsZero() && (a.known[t.put.Ref] || s != nil):
			a.batch.Drop(store.Originals, t.put.Ref)
		case t.cipher.IsZero():
		case a.known[t.put.Ref]:
			a.batch.Drop(store.Sealed, t.put.Ref)
		default:
			t.cipher, t.wrapped = s.cipher, s.wrapped
		}
	}
	return nil
}

func (a *adder) record(tx *ledger.Tx, book *custody.Book) error {
	for _, t := range a.group {
		var err error
		if t.outcome != nil {
			err = a.recordOutcome(book, t.outcome)
		} else {
			err = a.recordReceived(tx, book, t)
		}
		if err != nil {
			return err
		}
	}
	return nil
}

func (a *adder) recordOutcome(book *custody.Book, o *intake.Outcome) error {
	if o.Preserved {
		a.done.Remarks++
	} else {
		a.done.Refused++
	}
	if len(a.done.Outcomes) < 1000 && o.Code != intake.Expanded {
		a.done.Outcomes = append(a.done.Outcomes, *o)
	}
	_, err := book.Record(exhibit.NotReceived, exhibit.Ref{}, nil, &custody.NotReceivedBody{Report: o.Report, Parent: o.Parent, Code: o.Code, Reason: o.Reason, Preserved: o.Preserved})
	return err
}

func (a *adder) recordReceived(tx *ledger.Tx, book *custody.Book, t *thing) error {
	known, err := book.Item(t.put.Ref)
	if err != nil {
		return err
	}
	body := &custody.ReceivedBody{Report: t.arrival.Report, Parent: t.arrival.Parent, Bytes: t.put.Size, MD5: hex.EncodeToString(t.put.MD5[:]),
		SHA1: hex.EncodeToString(t.put.SHA1[:]), MediaType: t.media, How: "added from a file", Duplicate: known != nil}
	if !t.arrival.ModTime.IsZero() {
		m := t.arrival.ModTime.UTC()
		body.ModTime = &m
	}
	if !t.arrival.BirthTime.IsZero() {
		b := t.arrival.BirthTime.UTC()
		body.BirthTime = &b
	}
	if t.arrival.Parent != "" {
		body.How = "taken out of " + t.arrival.Parent
	} else {
		body.Mode = t.arrival.Mode.String()
	}
	a.done.Received++
	a.done.Bytes += t.put.Size
	if known != nil {
		a.done.Duplicates++
	} else {
		a.done.New++
	}
	sealed := !t.cipher.IsZero()
	if sealed {
		a.done.Restricted++
		a.known[t.put.Ref] = true
	}
	if sealed && known == nil {
		body.Sealed, body.Originator = t.cipher, t.row.Values["originator"]
		if err := a.seal(tx, t, nil); err != nil {
			return err
		}
	}
	if _, err := book.Record(exhibit.Received, t.put.Ref, nil, body); err != nil {
		return err
	}
	closing := sealed && (known == nil || known.Restriction != custody.RestrictedItem)
	if closing && known != nil {
		if err := a.restrictLate(tx, book, t); err != nil {
			return err
		}
	}
	if t.row == nil {
		return nil
	}
	from := fmt.Sprintf("%s line %d", a.opt.Name, t.row.Line)
	if a.within != nil {
		from = "taken over from " + a.within.report
	}
	if _, err = book.Record(exhibit.SheetStated, t.put.Ref, nil, &custody.SheetBody{Fields: t.row.Values, From: from}); err != nil || a.within == nil || !closing {
		return err
	}
	_, err = book.Record(exhibit.Cleared, t.put.Ref, nil, &custody.ClearedBody{Reason: a.within.reason})
	return err
}

// seal records the key of what arrived as restricted. Plain bytes of it may lie here all the same, left by a crash.
func (a *adder) seal(tx *ledger.Tx, t *thing, made []exhibit.Ref) error {
	gone := made
	if a.c.store.Has(store.Originals, t.put.Ref) {
		gone = append(gone, t.put.Ref)
	}
	a.gone = a.gone || len(gone) > 0
	return sealAs(tx, t.put.Ref, t.wrapped, gone)
}

// restrictLate restricts an item that was open and arrived now as restricted.
func (a *adder) restrictLate(tx *ledger.Tx, book *custody.Book, t *thing) error {
	made, err := derivedFrom(tx, t.put.Ref)
	if err != nil {
		return err
	}
	left, err := a.c.unnamed(tx)
	if err != nil {
		return err
	}
	if err := a.seal(tx, t, slices.Concat(made, left)); err != nil {
		return err
	}
	reason := "the provenance sheet says so"
	if a.within != nil {
		reason = "it came out of a restricted item too"
	}
	_, err = book.Record(exhibit.Restricted, t.put.Ref, nil, &custody.RestrictedBody{Sealed: t.cipher, Originator: t.row.Values["originator"], Derived: made, Reason: reason})
	return err
}
