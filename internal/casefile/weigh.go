package casefile

import (
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strings"

	"exhibit"
	"exhibit/internal/claim"
	"exhibit/internal/custody"
	"exhibit/internal/incident"
	"exhibit/internal/law"
	"exhibit/internal/ledger"
	"exhibit/internal/origin"
	"exhibit/internal/similar"
	"exhibit/internal/store"
)

// weighRules names the rules of joining, counting and weighing; a change of them makes snapshots stale.
const weighRules = "weigh/4"

// loaded is what is asserted in the case, with decisions applied.
type loaded struct {
	claims    []claim.Claim
	second    []claim.Claim // of the second reader, but for those a person accepted
	events    []claim.Event
	sources   []origin.Source
	pairs     []incident.Pair
	pictures  []incident.SamePicture // the same picture in two reports
	decisions []Decision
	inputs    exhibit.Ref
}

// load reads the claims and events of every item. sources says whether the texts are to be looked at too.
func (c *Case) load(ctx context.Context, sources bool) (*loaded, error) {
	var l loaded
	in := store.NewDigests(false)
	fmt.Fprintln(in, weighRules)
	docs, same := map[string]*job{}, once{}
	if sources {
		jobs, err := c.readable(ctx, custody.ClaimsStage)
		if err != nil {
			return nil, err
		}
		for i := range jobs {
			docs[jobs[i].ref.Hex()] = &jobs[i]
		}
	}
	if err := l.makeRoom(ctx, c); err != nil {
		return nil, err
	}
	err := c.claimRefs(ctx, func(item string, body custody.AssertedBody) error {
		if err := ctx.Err(); err != nil {
			return err
		}
		fmt.Fprintln(in, item, body.Claims.Hex())
		b, err := c.store.Read(store.Derived, body.Claims)
		if err != nil {
			return fmt.Errorf("reading claims: %w; exhibit rebuild makes them again", err)
		}
		r, err := decodeResult(b, same)
		if err != nil {
			return fmt.Errorf("claims derivation %s cannot be read; exhibit rebuild makes it again: %w", body.Claims, err)
		}
		for i := range r.Claims {
			r.Claims[i].Reader = body.Reader
		}
		l.claims, l.events = append(l.claims, r.Claims...), append(l.events, r.Events...)
		if !sources {
			return nil
		}
		s, err := c.source(docs[item], r)
		l.sources = append(l.sources, s)
		return err
	})
	if err != nil {
		return nil, err
	}
	if err := l.addSecond(ctx, c, in, same); err != nil {
		return nil, err
	}
	if err := l.addPictures(ctx, c, in, sources); err != nil {
		return nil, err
	}
	if l.decisions, err = c.Decisions(ctx); err != nil {
		return nil, err
	}
	if n := lastWeighty(l.decisions); n >= 0 {
		fmt.Fprintln(in, "decisions to", n)
	}
	l.inputs = in.Put().Ref
	l.pairs = bind(l.decisions, l.claims, l.second, l.events)
	l.promote()
	return &l, nil
}

// lastWeighty is the entry of the last decision that may change what is weighed; -1 where there is none. That an item goes
// to a recipient changes nothing: were it otherwise, no submission could bring the decision and the analysis.
func lastWeighty(ds []Decision) int64 {
	allows := func(d *Decision) bool { return d.Action == custody.ReleaseTo || d.Action == custody.ConditionsMet }
	back := map[int64]bool{}
	for i := range ds {
		if allows(&ds[i]) {
			back[ds[i].Undone] = true
		}
	}
	for i := range slices.Backward(ds) {
		if d := &ds[i]; !allows(d) && !back[d.Entry] {
			return d.Entry
		}
	}
	return -1
}

// roomPerItem is the number of claims that makeRoom believes an entry to have; more are given room when they are read.
const roomPerItem = 64

// makeRoom asks for the memory of all claims at once: to grow by and by would take that of a large case twice.
func (l *loaded) makeRoom(ctx context.Context, c *Case) error {
	n := 0
	err := c.claimRefs(ctx, func(_ string, body custody.AssertedBody) error {
		n += max(0, min(body.Count, roomPerItem))
		return nil
	})
	l.claims = make([]claim.Claim, 0, n)
	return err
}

func (c *Case) source(j *job, r claim.Result) (origin.Source, error) {
	if j == nil {
		return origin.Source{}, errors.New("claims of an item that may not be read; run exhibit rebuild")
	}
	d := c.doc(j)
	text, err := c.textBytes(j.text.Text)
	if err != nil {
		return origin.Source{}, err
	}
	return origin.Source{Ref: d.Ref, Report: d.Report, Outlet: d.Outlet, Title: d.Title, PublishedMin: r.PublishedMin, PublishedMax: r.PublishedMax,
		Sig: similar.Signature(string(text)), Terms: similar.NewTerms(string(text))}, nil
}

// ErrStale says that the snapshot is older than what it was made of.
var ErrStale = errors.New("the case has changed since it was last weighed; next: exhibit run --case CASE")

// Weigh joins, counts and weighs all that is asserted, unless the latest snapshot was made of the same. It reports
// whether it made a new one.
func (c *Case) Weigh(ctx context.Context) (bool, error) {
	size, err := c.ledger.Size(ctx)
	if err != nil {
		return false, err
	}
	l, err := c.load(ctx, true)
	if err != nil {
		return false, err
	}
	if last, err := c.lastWeighed(ctx); err != nil || last != nil && last.Inputs == l.inputs && c.store.Has(store.Derived, last.Snapshot) {
		return false, err
	}
	c.progress(Progress{What: "joining", Total: int64(len(l.events))})
	s := c.weigh(l)
	count := len(l.claims)
	l = nil
	batch := c.store.NewBatch()
	put, err := batch.Put(ctx, store.Derived, encodeSnapshot(s))
	if err != nil {
		batch.Discard()
		return false, err
	}
	gone := 0
	err = c.commit(ctx, batch, func(tx *ledger.Tx, book *custody.Book) error {
		// What another process restricted or erased meanwhile may be quoted in this snapshot.
		if err := tx.QueryRow(`SELECT count(*) FROM entries WHERE n >= $1 AND type IN ('restricted', 'erased')`, size).Scan(&gone); err != nil {
			return fmt.Errorf("looking for what was restricted meanwhile: %w", err)
		}
		if gone > 0 {
			return markForDestruction(tx, []exhibit.Ref{put.Ref})
		}
		_, err := book.Record(exhibit.WeighedDone, exhibit.Ref{}, []exhibit.Ref{put.Ref}, &custody.WeighedBody{Snapshot: put.Ref, Inputs: s.inputs, Entries: tx.Next(), Rules: weighRules, Count: count})
		return err
	})
	if err == nil && gone > 0 {
		err = errors.Join(c.finishDestroying(ctx), errors.New("an item was restricted or erased while the case was weighed; run the same command again"))
	}
	return err == nil, err
}

type weighed struct {
	Snapshot
	inputs exhibit.Ref
}

func (c *Case) weigh(l *loaded) *weighed {
	w := incident.Weigh(incident.Input{Claims: l.claims, Events: l.events, Sources: l.sources, Pairs: l.pairs, Pictures: l.pictures})
	s := &weighed{inputs: l.inputs}
	s.Claims, s.Second, s.Events = w.Claims, l.second, l.events
	s.Incidents, s.Series, s.Refusals, s.Origins, s.Propositions = w.Incidents, w.Series, w.Refusals, w.Origins, w.Propositions
	s.Aside, s.Orphans, s.Overruled = w.Aside, w.Orphans, w.Overruled
	return s
}

// sheetsWhole is the number of incidents whose sheets a Snapshot holds; of a larger case it holds those of the
// incidents with the most origins, and EachSheet gives the rest.
const sheetsWhole = 1000

// laySheets lays the incidents out against the elements of crimes.
func laySheets(s *Snapshot) error {
	data, err := law.Load()
	if err != nil {
		return err
	}
	top := s.Incidents
	if len(top) > sheetsWhole {
		top = slices.Clone(top)
		slices.SortStableFunc(top, func(a, b incident.Incident) int {
			return cmp.Or(cmp.Compare(b.OriginsMin, a.OriginsMin), cmp.Compare(b.OriginsMax, a.OriginsMax), cmp.Compare(len(b.Claims), len(a.Claims)))
		})
		top = top[:sheetsWhole]
	}
	s.Sheets = law.Sheets(law.Input{Law: data, Incidents: top, Claims: s.Claims, Origins: s.Origins})
	return nil
}

// EachSheet calls fn with the sheets of every incident.
func (s *Snapshot) EachSheet(fn func(*law.Sheet) error) error {
	if len(s.Incidents) <= sheetsWhole {
		for i := range s.Sheets {
			if err := fn(&s.Sheets[i]); err != nil {
				return err
			}
		}
		return nil
	}
	data, err := law.Load()
	if err != nil {
		return err
	}
	return law.Each(law.Input{Law: data, Incidents: s.Incidents, Claims: s.Claims, Origins: s.Origins}, fn)
}

func (c *Case) lastWeighed(ctx context.Context) (*custody.WeighedBody, error) {
	var last *custody.WeighedBody
	err := entriesOf(ctx, c, exhibit.WeighedDone, func(e exhibit.Entry, b custody.WeighedBody) error {
		last = &b
		return nil
	})
	return last, err
}

// Snapshot returns all that is derived, with decisions applied and claims tied to their origins.
func (c *Case) Snapshot(ctx context.Context) (Snapshot, []Decision, error) {
	l, err := c.load(ctx, false)
	if err != nil {
		return Snapshot{}, nil, err
	}
	last, err := c.lastWeighed(ctx)
	if err != nil {
		return Snapshot{}, nil, err
	}
	if last == nil || last.Inputs != l.inputs {
		return Snapshot{}, nil, ErrStale
	}
	same := once{}
	same.known(l.claims, l.events)
	s, err := c.readSnapshot(last.Snapshot, same)
	if err != nil {
		return Snapshot{}, nil, fmt.Errorf("reading the snapshot: %w; exhibit rebuild makes it again", err)
	}
	s.Claims, s.Second, s.Events = l.claims, l.second, l.events
	s.tie()
	markOverruled(l.decisions, s.Overruled)
	if err := laySheets(&s); err != nil {
		return Snapshot{}, nil, err
	}
	return s, l.decisions, c.applyAssessments(ctx, &s)
}

// tie gives each claim the origin that counts it.
func (s *Snapshot) tie() {
	of := make(map[string]string, len(s.Claims))
	for i := range s.Origins {
		for _, id := range s.Origins[i].Claims {
			of[id] = s.Origins[i].ID
		}
	}
	for i := range s.Claims {
		s.Claims[i].Origin = of[s.Claims[i].ID]
	}
}

// markOverruled says of the decisions that joined or parted which ones have no effect, because later ones make them impossible.
func markOverruled(ds []Decision, overruled []incident.Pair) {
	entries := map[int64]bool{}
	for _, p := range overruled {
		entries[p.Entry] = true
	}
	for i := range ds {
		ds[i].Overruled = entries[ds[i].Entry]
	}
}

// applyAssessments puts a person's conclusion on the incidents whose words it names.
func (c *Case) applyAssessments(ctx context.Context, s *Snapshot) error {
	list, bodies, err := c.Assessments(ctx)
	if err != nil || len(list) == 0 {
		return err
	}
	event := map[incident.Anchor]string{}
	for i := range s.Events {
		e := &s.Events[i]
		event[incident.Anchor{Ref: e.Ref, Quote: e.Anchor, Occurrence: e.Occurrence}] = e.ID
	}
	of := map[string]*incident.Incident{}
	for i := range s.Incidents {
		for _, id := range s.Incidents[i].Events {
			of[id] = &s.Incidents[i]
		}
	}
	for i, a := range list {
		if a.Value == "" || a.Superseded != 0 {
			continue
		}
		for _, t := range bodies[i].Anchors {
			if in := of[event[incident.Anchor{Ref: t.Ref.String(), Quote: t.Quote, Occurrence: t.Occurrence}]]; in != nil {
				in.Assessment = &incident.Assessment{Value: a.Value, Standard: a.Standard, By: a.By, Date: a.At, Reason: a.Conclusion, Entry: a.Entry}
			}
		}
	}
	return nil
}

// File puts together everything a reader of the case is shown.
func (c *Case) File(ctx context.Context) (File, error) {
	f := File{Case: Info{Origin: c.origin, Program: c.cfg.Program, Purpose: "case"}}
	var err error
	if f.Items, err = c.Items(ctx); err != nil {
		return f, err
	}
	if f.Snapshot, f.Decisions, err = c.Snapshot(ctx); err != nil {
		return f, err
	}
	if f.Assessments, _, err = c.Assessments(ctx); err != nil {
		return f, err
	}
	if f.Observed, err = c.Observations(ctx, f.Items); err != nil {
		return f, err
	}
	f.Quality = measured(f.Snapshot.Claims)
	return f, c.describe(ctx, &f)
}

// measured gives the figures on how reliable the reader is in the languages of the claims.
func measured(claims []claim.Claim) []Measured {
	var out []Measured
	met := map[string]bool{}
	for i := range claims {
		l := claims[i].Lang
		if met[l] || l == "" {
			continue
		}
		met[l] = true
		for _, m := range claim.Reliability(l) {
			out = append(out, Measured{Lang: m.Lang, What: m.Name, Figure: m.Value, N: m.N, How: m.How, Rules: m.Version, Date: m.Date, Command: "make quality"})
		}
	}
	slices.SortStableFunc(out, func(a, b Measured) int { return cmp.Compare(a.Lang, b.Lang) })
	return out
}

// describe adds the case's title and the state of its ledger.
func (c *Case) describe(ctx context.Context, f *File) error {
	line, err := c.ledger.Line(ctx, 0)
	if err != nil {
		return err
	}
	e, err := line.Open()
	if err != nil {
		return err
	}
	var k exhibit.KeyBody
	if err := json.Unmarshal(e.Body, &k); err != nil {
		return fmt.Errorf("entry 0 has a body of another shape: %w", err)
	}
	f.Case.Title, f.Case.Created = k.Title, e.At
	size, signed, err := c.ledger.Checkpoint(ctx)
	if err != nil {
		return err
	}
	cp, err := exhibit.ParseCheckpoint(strings.SplitN(string(signed), "\n\n", 2)[0] + "\n")
	if err != nil {
		return err
	}
	f.Checkpoint = Head{Size: size, Root: strings.Split(cp.Text(), "\n")[2]}
	if last, err := c.ledger.Line(ctx, size-1); err == nil {
		f.Checkpoint.Key = last.Key
		if e, err := last.Open(); err == nil {
			f.Checkpoint.At = e.At
		}
	}
	return entriesOf(ctx, c, exhibit.Anchored, func(e exhibit.Entry, b exhibit.AnchoredBody) error {
		f.Anchors = append(f.Anchors, Anchor{Kind: "rfc3161", Authority: b.Authority, Time: b.Time, Size: b.Size})
		return nil
	})
}
