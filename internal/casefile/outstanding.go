package casefile

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"runtime"
	"slices"
	"strings"
	"sync"
	"time"

	"exhibit"
	"exhibit/internal/claim"
	"exhibit/internal/custody"
	"exhibit/internal/ledger"
	"exhibit/internal/reading"
	"exhibit/internal/store"
)

// ClaimReader proposes claims and reported events from a text. It is pure and safe for use by several goroutines.
type ClaimReader interface {
	Read(claim.Doc) claim.Result
	// Version names the rules; a new version makes earlier claims stale.
	Version() string
}

// Layout is what a text reader found beside the text; it stands in the entry.
type Layout struct {
	Title          string   `json:"title,omitempty"`
	Author         string   `json:"author,omitempty"`
	Outlet         string   `json:"outlet,omitempty"`
	Lang           string   `json:"lang,omitempty"`
	URL            string   `json:"url,omitempty"`
	PublishedMin   string   `json:"published_min,omitempty"`
	PublishedMax   string   `json:"published_max,omitempty"`
	PublishedBasis string   `json:"published_basis,omitempty"`
	Flags          []string `json:"flags,omitempty"`
	Notes          []string `json:"notes,omitempty"`
}

// Done counts the outcomes of one stage.
type Done struct {
	Done   int `json:"done"`
	Failed int `json:"failed"`
}

// job is one item before a stage.
type job struct {
	ref    exhibit.Ref // the item
	bytes  exhibit.Ref // what may be read: the item, or its cleared version
	sealed bool
	media  string
	report string
	sheet  map[string]string
	text   custody.ReadBody // for the claims stage
	have   string           // tool of the outcome there is
	got    string           // its derivation
	failed bool
	code   string // why it failed
	inputs string
}

// readable lists the items whose words may enter reading, in the order they were received.
func (c *Case) readable(ctx context.Context, stage string) ([]job, error) {
	rows, err := c.db.QueryContext(ctx, `SELECT i.ref, i.media_type, i.restriction, i.cleared, i.sheet,
			(SELECT a.report FROM arrivals a WHERE a.ref = i.ref ORDER BY a.entry LIMIT 1),
			t.ref, t.extra, d.tool, d.ref, d.extra, d.code
		FROM items i
		LEFT JOIN derivations t ON t.item = i.ref AND t.stage = 'text'
		LEFT JOIN derivations d ON d.item = i.ref AND d.stage = $1
		WHERE i.restriction = 'open' OR i.cleared IS NOT NULL
		ORDER BY i.entry`, stage)
	if err != nil {
		return nil, fmt.Errorf("looking for outstanding work: %w", err)
	}
	defer rows.Close()
	var out []job
	for rows.Next() {
		j, ok, err := scanJob(rows, stage)
		if err != nil {
			return nil, fmt.Errorf("looking for outstanding work: %w", err)
		}
		if ok {
			out = append(out, j)
		}
	}
	return out, rows.Err()
}

func scanJob(rows *sql.Rows, stage string) (job, bool, error) {
	var j job
	var ref, restriction string
	var cleared, sheet, text, textExtra, tool, got, extra, code sql.NullString
	if err := rows.Scan(&ref, &j.media, &restriction, &cleared, &sheet, &j.report, &text, &textExtra, &tool, &got, &extra, &code); err != nil {
		return j, false, err
	}
	var err error
	if j.ref, err = exhibit.ParseHex(ref); err != nil {
		return j, false, err
	}
	j.bytes = j.ref
	if cleared.Valid {
		if j.bytes, err = exhibit.ParseHex(cleared.String); err != nil {
			return j, false, err
		}
		if j.bytes != j.ref {
			return j, false, nil // the cleared version is an item of its own and is read as such
		}
	}
	j.sealed = restriction == custody.RestrictedItem
	if sheet.Valid {
		if err := json.Unmarshal([]byte(sheet.String), &j.sheet); err != nil {
			return j, false, err
		}
	}
	j.have, j.got, j.failed, j.code = tool.String, got.String, tool.Valid && !got.Valid, code.String
	if stage == custody.TextStage || stage == custody.PictureStage {
		return j, true, nil
	}
	if !text.Valid {
		return j, false, nil // no text, no claims
	}
	if extra.Valid {
		var a custody.AssertedBody
		if err := json.Unmarshal([]byte(extra.String), &a); err != nil {
			return j, false, err
		}
		j.inputs = a.Inputs
	}
	return j, true, json.Unmarshal([]byte(textExtra.String), &j.text)
}

// openBytes opens what may be read of an item; a cleared restricted original is decrypted into memory only.
func (c *Case) openBytes(ctx context.Context, j *job) (io.ReadSeekCloser, int64, error) {
	if !j.sealed {
		return c.store.Open(store.Originals, j.bytes)
	}
	return c.openSealed(ctx, j.bytes)
}

// result is what a stage made of one item.
type result struct {
	job     *job
	body    any // custody body
	derived []derived
	err     error // not an outcome: the stage could not go on
}

type derived struct {
	ref   exhibit.Ref
	bytes []byte
}

func newDerived(b []byte) derived { return derived{exhibit.RefOf(b), b} }

// Stage limits: what is made durable together.
const (
	stageThings = 1024
	stageBytes  = 32 << 20
)

// stage runs work over jobs on all cores and records the results in groups, in the order of the jobs.
func (c *Case) stage(ctx context.Context, what string, jobs []job, work func(context.Context, *job) result) (Done, error) {
	var done Done
	total := int64(len(jobs))
	for len(jobs) > 0 {
		n := min(c.group(stageThings), len(jobs))
		before := total - int64(len(jobs))
		told := func(finished int) { c.progress(Progress{What: what, Done: before + int64(finished), Total: total}) }
		if err := c.stageGroup(ctx, jobs[:n], work, told, &done); err != nil {
			return done, err
		}
		jobs = jobs[n:]
	}
	return done, nil
}

func (c *Case) stageGroup(ctx context.Context, jobs []job, work func(context.Context, *job) result, told func(finished int), done *Done) error {
	results := make([]result, len(jobs))
	var next, finished int
	var mu sync.Mutex
	var wg sync.WaitGroup
	for range runtime.GOMAXPROCS(0) {
		wg.Go(func() {
			for {
				mu.Lock()
				i := next
				next++
				mu.Unlock()
				if i >= len(jobs) || ctx.Err() != nil {
					return
				}
				r := work(ctx, &jobs[i])
				mu.Lock()
				results[i] = r
				finished++
				told(finished)
				mu.Unlock()
			}
		})
	}
	wg.Wait()
	if err := c.recordGroup(context.WithoutCancel(ctx), results, done); err != nil {
		return err
	}
	return ctx.Err()
}

func (c *Case) recordGroup(ctx context.Context, results []result, done *Done) error {
	for len(results) > 0 {
		n, size := 0, 0
		for n < len(results) && (n == 0 || size < stageBytes) {
			for _, d := range results[n].derived {
				size += len(d.bytes)
			}
			n++
		}
		if err := c.recordResults(ctx, results[:n], done); err != nil {
			return err
		}
		results = results[n:]
	}
	return nil
}

func (c *Case) recordResults(ctx context.Context, results []result, done *Done) error {
	batch := c.store.NewBatch()
	for _, r := range results {
		if r.err != nil {
			batch.Discard()
			return r.err
		}
		for _, d := range r.derived {
			if _, err := batch.Put(ctx, store.Derived, strings.NewReader(string(d.bytes))); err != nil {
				batch.Discard()
				return err
			}
		}
	}
	gone := false
	err := c.commit(ctx, batch, func(tx *ledger.Tx, book *custody.Book) error {
		for _, r := range results {
			if r.body == nil {
				continue // cut off before this item's turn
			}
			closed, err := closedMeanwhile(book, r.job.ref)
			if err != nil {
				return err
			}
			if closed { // by another process: what was made of it must not stay
				gone = true
				if err := markForDestruction(tx, refsOf(r.derived)); err != nil {
					return err
				}
				continue
			}
			if r.job.same(r.body) {
				count(r.body, done)
				continue // a rebuild gave what is recorded already
			}
			c.changed++
			if err := recordResult(book, r, done); err != nil {
				return err
			}
		}
		return nil
	})
	if err == nil && gone {
		return c.finishDestroying(ctx)
	}
	return err
}

// closedMeanwhile reports whether an item may not be read any more, or is gone.
func closedMeanwhile(book *custody.Book, ref exhibit.Ref) (bool, error) {
	known, err := book.Item(ref)
	return known == nil || known.Restriction == custody.RestrictedItem && !known.Cleared, err
}

func refsOf(all []derived) []exhibit.Ref {
	var refs []exhibit.Ref
	for _, d := range all {
		refs = append(refs, d.ref)
	}
	return refs
}

func recordResult(book *custody.Book, r result, done *Done) error {
	count(r.body, done)
	typ := exhibit.ReadDone
	switch r.body.(type) {
	case *custody.FailedBody:
		typ = exhibit.ReadFailed
	case *custody.AssertedBody:
		typ = exhibit.AssertedDone
	case *custody.SecondBody:
		typ = exhibit.SecondDone
	case *custody.PicturedBody:
		typ = exhibit.PicturedDone
	}
	_, err := book.Record(typ, r.job.ref, refsOf(r.derived), r.body)
	return err
}

func count(body any, done *Done) {
	if _, failed := body.(*custody.FailedBody); failed {
		done.Failed++
	} else {
		done.Done++
	}
}

// same reports whether an outcome is the one recorded already.
func (j *job) same(body any) bool {
	switch b := body.(type) {
	case *custody.ReadBody:
		return j.have == b.Reader && j.got == b.Text.Hex()
	case *custody.AssertedBody:
		return j.have == b.Reader && j.got == b.Claims.Hex() && j.inputs == b.Inputs
	case *custody.PicturedBody:
		return j.have == b.Reader && j.got == b.Picture.Hex()
	case *custody.FailedBody:
		return j.have == b.Tool && j.failed && j.code == b.Code
	}
	return false
}

// noReader is the tool of an outcome for a type that nothing reads.
const noReader = "none"

// CannotOpen is the outcome of a restricted item that was cleared and that the acting key does not open.
const CannotOpen = "cannot-open"

// Read makes the texts that are outstanding, and the hashes of pictures, which it does not count. retry tries again what failed with the same version; what a key could not
// open is always tried, since another key may.
func (c *Case) Read(ctx context.Context, retry bool) (Done, error) {
	set := c.cfg.Readers()
	defer set.Close()
	all, err := c.readable(ctx, custody.TextStage)
	if err != nil {
		return Done{}, err
	}
	var jobs []job
	for _, j := range all {
		if c.force || j.have != toolFor(set, j.media) || j.failed && (retry && j.have != noReader || j.code == CannotOpen) {
			jobs = append(jobs, j)
		}
	}
	done, err := c.stage(ctx, "reading", jobs, func(ctx context.Context, j *job) result { return c.readOne(ctx, set, j) })
	if err != nil {
		return done, err
	}
	return done, c.hashPictures(ctx, retry)
}

func toolFor(set *reading.Set, media string) string {
	r, ok := set.For(media)
	if !ok {
		return noReader
	}
	return r.Name() + "/" + r.Version()
}

func (c *Case) readOne(ctx context.Context, set *reading.Set, j *job) result {
	tool := toolFor(set, j.media)
	_, size, err := c.peek(ctx, j)
	if err != nil {
		return failed(j, tool, err)
	}
	t, err := set.Read(ctx, reading.Input{Name: j.report, MediaType: j.media, Size: size, Open: func() (io.ReadSeekCloser, error) {
		f, _, err := c.openBytes(ctx, j)
		return f, err
	}})
	if err != nil {
		return failed(j, tool, err)
	}
	r := result{job: j}
	body := &custody.ReadBody{Reader: tool, Text: j.bytes}
	if !t.Same || j.sealed {
		d := newDerived([]byte(t.Body))
		body.Text = d.ref
		r.derived = append(r.derived, d)
		if parts := positions(t.Parts); parts != nil {
			p := newDerived(parts)
			body.Parts = p.ref
			r.derived = append(r.derived, p)
		}
	}
	body.Layout, r.err = json.Marshal(Layout{t.Title, t.Author, t.Outlet, t.Lang, t.URL, t.PublishedMin, t.PublishedMax, t.PublishedBasis, t.Flags, t.Notes})
	r.body = body
	return r
}

func (c *Case) peek(ctx context.Context, j *job) (io.Closer, int64, error) {
	f, size, err := c.openBytes(ctx, j)
	if err != nil {
		return nil, 0, err
	}
	return nil, size, f.Close()
}

func failed(j *job, tool string, err error) result {
	f := cannotOpen(err)
	if f != nil || errors.As(err, &f) {
		return result{job: j, body: &custody.FailedBody{Stage: custody.TextStage, Tool: tool, Code: f.Code, Reason: f.Reason}}
	}
	return result{job: j, err: fmt.Errorf("reading %q: %w", j.report, err)}
}

// positions encodes the parts of a text; nil when there are none.
func positions(parts []reading.Part) []byte {
	if len(parts) == 0 {
		return nil
	}
	b, err := json.Marshal(parts)
	if err != nil {
		return nil // parts are plain values
	}
	return append(b, '\n')
}

// Assert proposes the claims that are outstanding.
func (c *Case) Assert(ctx context.Context) (Done, error) {
	all, err := c.readable(ctx, custody.ClaimsStage)
	if err != nil {
		return Done{}, err
	}
	var jobs []job
	for _, j := range all {
		if c.force || j.have != c.cfg.Claims.Version() || j.inputs != c.doc(&j).inputs {
			jobs = append(jobs, j)
		}
	}
	return c.stage(ctx, "asserting", jobs, c.assertOne)
}

// docOf is a claim reader's input without the text, and the digest of it.
type docOf struct {
	claim.Doc
	inputs string
}

// doc puts together what is known of an item beside its text: a person's sheet first, then what the reader found.
func (c *Case) doc(j *job) docOf {
	var l Layout
	if len(j.text.Layout) > 0 {
		_ = json.Unmarshal(j.text.Layout, &l) // written by this program; an empty layout is a valid one
	}
	first := func(field, found string) string {
		if v := j.sheet[field]; v != "" {
			return v
		}
		return found
	}
	d := claim.Doc{Ref: j.ref.String(), Report: j.report, Title: first("title", l.Title), Author: first("author", l.Author),
		Outlet: first("outlet", l.Outlet), Lang: first("language", l.Lang), PublishedMin: l.PublishedMin, PublishedMax: l.PublishedMax, PublishedBasis: l.PublishedBasis}
	if lo, hi, ok := sheetDay(j.sheet["published"]); ok {
		d.PublishedMin, d.PublishedMax, d.PublishedBasis = lo, hi, "provenance sheet"
	}
	sum := exhibit.RefOf([]byte(strings.Join([]string{j.text.Text.String(), d.Report, d.Title, d.Author, d.Outlet, d.Lang, d.PublishedMin, d.PublishedMax, d.PublishedBasis}, "\x00")))
	return docOf{d, sum.Hex()[:16]}
}

// sheetDay turns a date of the sheet (a day, a month or a year) into a closed range of days.
func sheetDay(s string) (lo, hi string, ok bool) {
	switch len(s) {
	case len(time.DateOnly):
		lo, hi = s, s
	case len("2006-01"):
		lo, hi = s+"-01", lastOfMonth(s)
	case len("2006"):
		lo, hi = s+"-01-01", s+"-12-31"
	}
	_, err := time.Parse(time.DateOnly, lo) // the sheet of another program's entry may say anything
	if err != nil {
		return "", "", false
	}
	return lo, hi, true
}

func (c *Case) assertOne(ctx context.Context, j *job) result {
	d := c.doc(j)
	body, err := c.textBytes(j.text.Text)
	if err != nil {
		return result{job: j, err: err}
	}
	d.Text = string(body)
	res := c.cfg.Claims.Read(d.Doc)
	b, err := encodeResult(res)
	if err != nil {
		return result{job: j, err: fmt.Errorf("encoding the claims of %q: %w", j.report, err)}
	}
	out := newDerived(b)
	return result{job: j, derived: []derived{out}, body: &custody.AssertedBody{Reader: c.cfg.Claims.Version(), Text: j.text.Text, Claims: out.ref, Inputs: d.inputs, Count: len(res.Claims),
		Lang: res.Lang, PublishedMin: res.PublishedMin, PublishedMax: res.PublishedMax, PublishedBasis: res.PublishedBasis}}
}

// textBytes returns a text: a derivation, or the original itself.
func (c *Case) textBytes(ref exhibit.Ref) ([]byte, error) {
	if c.store.Has(store.Derived, ref) {
		return c.store.Read(store.Derived, ref)
	}
	return c.store.Read(store.Originals, ref)
}

// record of a claims derivation, one JSON object a line: first the head, then claims, then events.
type resultHead struct {
	Lang           string `json:"lang,omitempty"`
	PublishedMin   string `json:"published_min,omitempty"`
	PublishedMax   string `json:"published_max,omitempty"`
	PublishedBasis string `json:"published_basis,omitempty"`
	Claims         int    `json:"claims"`
	Events         int    `json:"events"`
}

func encodeResult(r claim.Result) ([]byte, error) {
	var b strings.Builder
	enc := json.NewEncoder(&b)
	enc.SetEscapeHTML(false)
	err := enc.Encode(resultHead{r.Lang, r.PublishedMin, r.PublishedMax, r.PublishedBasis, len(r.Claims), len(r.Events)})
	for i := range r.Claims {
		err = errors.Join(err, enc.Encode(&r.Claims[i]))
	}
	for i := range r.Events {
		err = errors.Join(err, enc.Encode(&r.Events[i]))
	}
	return []byte(b.String()), err
}

// leastClaim is less than the bytes of any claim as encodeResult writes it.
const leastClaim = 100

// decodeResult reads a claims derivation. same makes one of equal strings, which a large case has very many of.
func decodeResult(b []byte, same once) (claim.Result, error) {
	dec := json.NewDecoder(strings.NewReader(string(b)))
	var h resultHead
	if err := dec.Decode(&h); err != nil {
		return claim.Result{}, err
	}
	r := claim.Result{Lang: h.Lang, PublishedMin: h.PublishedMin, PublishedMax: h.PublishedMax, PublishedBasis: h.PublishedBasis}
	if h.Claims > 0 {
		r.Claims = slices.Grow(r.Claims, min(h.Claims, len(b)/leastClaim)) // as many as there can be, whatever the head says
	}
	for range h.Claims {
		var c claim.Claim
		if err := dec.Decode(&c); err != nil {
			return r, err
		}
		r.Claims = append(r.Claims, c)
	}
	for range h.Events {
		var e claim.Event
		if err := dec.Decode(&e); err != nil {
			return r, err
		}
		r.Events = append(r.Events, e)
	}
	same.result(&r)
	return r, nil
}
