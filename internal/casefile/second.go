package casefile

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"

	"exhibit"
	"exhibit/internal/claim"
	"exhibit/internal/claim/second"
	"exhibit/internal/custody"
	"exhibit/internal/store"
)

// SecondReader proposes claims from a text by asking somebody else's machine. What it proposes is shown beside what the
// first reader proposes and weighed only where a person accepts it.
type SecondReader interface {
	Read(context.Context, claim.Doc) (second.Reading, error)
	// Version names the model and the question.
	Version() string
}

// SecondAllowance is a lead's decision that a second reader may be asked.
type SecondAllowance struct {
	Entry    int64  `json:"entry"`
	Endpoint string `json:"endpoint"`
	Model    string `json:"model"`
}

// ErrSecondNotAllowed says that nothing may be sent.
var ErrSecondNotAllowed = errors.New(`no second reader is allowed in this case, and nothing was sent; a lead allows one with: exhibit decide second-reader --endpoint URL --model NAME --reason "…"`)

// AllowSecond records that the texts of the case may be sent to an address. Only a lead may say so.
func (c *Case) AllowSecond(ctx context.Context, endpoint, model, reason string) (int64, error) {
	if _, err := second.CheckEndpoint(endpoint); err != nil {
		return 0, err
	}
	if err := second.CheckModel(model); err != nil {
		return 0, err
	}
	return c.decideSecond(ctx, custody.DecisionBody{Action: custody.SecondReader, Set: map[string]string{custody.SetEndpoint: endpoint, custody.SetModel: model}, Reason: reason})
}

// ForbidSecond records that from here on nothing is sent.
func (c *Case) ForbidSecond(ctx context.Context, reason string) (int64, error) {
	return c.decideSecond(ctx, custody.DecisionBody{Action: custody.SecondReaderOff, Reason: reason})
}

func (c *Case) decideSecond(ctx context.Context, b custody.DecisionBody) (int64, error) {
	if err := c.mustProtect(); err != nil {
		return 0, err
	}
	if s := c.ledger.Signer(); b.Action == custody.SecondReader && s.Role != lead {
		return 0, fmt.Errorf("only a lead may allow a second reader; you act as %s (%s)", s.Actor, s.Role)
	}
	n, err := c.Decide(ctx, b)
	if err != nil {
		return 0, err
	}
	return n[0], nil
}

const lead = "lead"

// SecondAllowed returns the decision by which a second reader may be asked; nil when there is none. The latest decision
// on it holds, and it allows only when a lead made it and nobody took it back: undoing one never brings an earlier
// leave, or one that was taken away, back to life.
func (c *Case) SecondAllowed(ctx context.Context) (*SecondAllowance, error) {
	all, err := c.Decisions(ctx)
	if err != nil {
		return nil, err
	}
	var last *Decision
	for i := range all {
		if a := all[i].Action; a == custody.SecondReader || a == custody.SecondReaderOff {
			last = &all[i]
		}
	}
	if last == nil || last.Action != custody.SecondReader || last.Role != lead || last.Undone != 0 {
		return nil, nil
	}
	return &SecondAllowance{last.Entry, last.Set[custody.SetEndpoint], last.Set[custody.SetModel]}, nil
}

// SecondDone says what a run of the second reader did.
type SecondDone struct {
	SecondAllowance
	Done       int           `json:"done"`
	Failed     int           `json:"failed"`
	Waiting    int           `json:"waiting"` // for another run
	Claims     int           `json:"claims"`
	Thrown     second.Thrown `json:"thrown"`
	Requests   int           `json:"requests"`
	Characters int           `json:"characters"`
	Restricted int           `json:"restricted_not_sent"`
	Conditions int           `json:"under_conditions_not_sent"`
	Stopped    string        `json:"stopped,omitempty"` // why the rest was not asked about
}

// stopAfter is how many texts in a row may find no answer before the rest is left for another run.
const stopAfter = 3

// ReadSecond asks the second reader for the claims of the texts that are outstanding, one by one. Each outcome is
// recorded before the next text is sent. With retry, answers that were none are asked for again.
func (c *Case) ReadSecond(ctx context.Context, retry bool, open func(endpoint, model string) (SecondReader, error)) (SecondDone, error) {
	var done SecondDone
	allowed, err := c.SecondAllowed(ctx)
	if err != nil {
		return done, err
	}
	if allowed == nil {
		return done, ErrSecondNotAllowed
	}
	done.SecondAllowance = *allowed
	r, err := open(allowed.Endpoint, allowed.Model)
	if err != nil {
		return done, err
	}
	jobs, err := c.forSecond(ctx, r.Version(), retry, &done)
	if err != nil {
		return done, err
	}
	silent := 0
	for i := range jobs {
		c.progress(Progress{What: "asking", Done: int64(i), Total: int64(len(jobs))})
		if err := ctx.Err(); err != nil {
			return done, err
		}
		f, err := c.secondOne(ctx, r, &jobs[i], &done)
		if err != nil {
			return done, err
		}
		if f == nil || f.Code != second.Unreachable {
			silent = 0
		} else {
			silent++
		}
		if f != nil && f.Code == second.Refused || silent == stopAfter {
			done.Stopped, done.Waiting = f.Reason, done.Waiting+len(jobs)-i-1
			break
		}
	}
	return done, nil
}

// forSecond lists the texts that may be sent and are outstanding. What is restricted is never among them, cleared or
// not, and neither is what was given under conditions.
func (c *Case) forSecond(ctx context.Context, version string, retry bool, done *SecondDone) ([]job, error) {
	all, err := c.readable(ctx, custody.SecondStage)
	if err != nil {
		return nil, err
	}
	if err := c.db.QueryRowContext(ctx, `SELECT count(*) FROM items WHERE restriction <> 'open'`).Scan(&done.Restricted); err != nil {
		return nil, fmt.Errorf("looking for outstanding work: %w", err)
	}
	s := custody.NewState()
	if err := c.ledger.Lines(ctx, 0, s.Add); err != nil {
		return nil, err
	}
	var jobs []job
	for _, j := range all {
		it := s.Item(j.ref)
		switch {
		case j.sealed || it == nil || it.Sealed:
		case s.Conditions(it) != "":
			done.Conditions++
		case j.failed && j.have == version && j.code == second.NoAnswer && !retry:
		case j.failed, j.have != version, j.inputs != c.doc(&j).inputs:
			jobs = append(jobs, j)
		}
	}
	return jobs, nil
}

// secondOne asks about one text and records what came of it.
func (c *Case) secondOne(ctx context.Context, r SecondReader, j *job, done *SecondDone) (*second.Failure, error) {
	if may, err := c.maySend(ctx, j.ref, done.Entry); err != nil || !may {
		return nil, err
	}
	d := c.doc(j)
	text, err := c.textBytes(j.text.Text)
	if err != nil {
		return nil, err
	}
	d.Text = string(text)
	got, err := r.Read(ctx, d.Doc)
	done.Requests, done.Characters = done.Requests+got.Requests, done.Characters+got.Characters
	var f *second.Failure
	if err != nil && !errors.As(err, &f) {
		return nil, err
	}
	res, err := c.secondResult(r, j, d, got, f, *done)
	if err != nil {
		return nil, err
	}
	var counted Done
	if f != nil && f.Code == second.OverBudget {
		done.Waiting++
		if j.got != "" {
			return f, nil // what an earlier version proposed stays in sight until there is something newer
		}
	}
	if err := c.recordResults(context.WithoutCancel(ctx), []result{res}, &counted); err != nil {
		return nil, err
	}
	switch {
	case f == nil:
		done.Done, done.Claims = done.Done+counted.Done, done.Claims+len(got.Claims)
		done.Thrown.Add(got.Thrown)
	case f.Code != second.OverBudget:
		done.Failed++
	}
	return f, nil
}

// maySend looks once more, right before words leave the house: another process may have restricted the item or taken
// the leave back.
func (c *Case) maySend(ctx context.Context, ref exhibit.Ref, entry int64) (bool, error) {
	allowed, err := c.SecondAllowed(ctx)
	if err != nil {
		return false, err
	}
	if allowed == nil || allowed.Entry != entry {
		return false, ErrSecondNotAllowed
	}
	var open int
	err = c.db.QueryRowContext(ctx, `SELECT count(*) FROM items WHERE ref = $1 AND restriction = 'open'`, ref.Hex()).Scan(&open)
	return open == 1, err
}

func (c *Case) secondResult(r SecondReader, j *job, d docOf, got second.Reading, f *second.Failure, run SecondDone) (result, error) {
	if f != nil {
		return result{job: j, body: &custody.FailedBody{Stage: custody.SecondStage, Tool: r.Version(), Code: f.Code, Reason: f.Reason}}, nil
	}
	b, err := encodeResult(claim.Result{Lang: d.Lang, Claims: got.Claims})
	if err != nil {
		return result{}, fmt.Errorf("encoding the claims of %q: %w", j.report, err)
	}
	thrown, err := json.Marshal(got.Thrown)
	if err != nil {
		return result{}, fmt.Errorf("encoding the claims of %q: %w", j.report, err)
	}
	out := newDerived(b)
	return result{job: j, derived: []derived{out}, body: &custody.SecondBody{Reader: r.Version(), Endpoint: run.Endpoint, Allowed: run.Entry, Text: j.text.Text, Claims: out.ref,
		Inputs: d.inputs, Count: len(got.Claims), Thrown: thrown, Requests: got.Requests, Characters: got.Characters}}, nil
}

// secondRefs calls fn with what the second reader made of every item whose text is still the one it was asked about.
func (c *Case) secondRefs(ctx context.Context, fn func(item string, body custody.SecondBody) error) error {
	rows, err := c.db.QueryContext(ctx, `SELECT i.ref, d.extra, t.ref FROM items i JOIN derivations d ON d.item = i.ref AND d.stage = 'second' JOIN derivations t ON t.item = i.ref AND t.stage = 'text'
		WHERE d.ref IS NOT NULL AND i.restriction = 'open' ORDER BY i.entry`)
	if err != nil {
		return fmt.Errorf("listing claims of the second reader: %w", err)
	}
	defer rows.Close()
	for rows.Next() {
		var item, extra, text string
		if err := rows.Scan(&item, &extra, &text); err != nil {
			return fmt.Errorf("listing claims of the second reader: %w", err)
		}
		var body custody.SecondBody
		if err := json.Unmarshal([]byte(extra), &body); err != nil {
			return fmt.Errorf("listing claims of the second reader: %w", err)
		}
		if body.Text.Hex() != text {
			continue
		}
		if err := fn(item, body); err != nil {
			return err
		}
	}
	return rows.Err()
}

// addSecond reads what the second reader proposed.
func (l *loaded) addSecond(ctx context.Context, c *Case, in io.Writer, same once) error {
	return c.secondRefs(ctx, func(item string, body custody.SecondBody) error {
		fmt.Fprintln(in, "second", item, body.Claims.Hex())
		b, err := c.store.Read(store.Derived, body.Claims)
		if err != nil {
			return fmt.Errorf("reading claims of the second reader: %w", err)
		}
		r, err := decodeResult(b, same)
		if err != nil {
			return fmt.Errorf("claims derivation %s cannot be read: %w", body.Claims, err)
		}
		for i := range r.Claims {
			r.Claims[i].Reader = body.Reader
		}
		l.second = append(l.second, r.Claims...)
		return nil
	})
}

// promote lets what a person accepted or corrected be weighed.
func (l *loaded) promote() {
	var rest []claim.Claim
	for _, c := range l.second {
		if c.Status == "accepted" || c.Status == "corrected" {
			l.claims = append(l.claims, c)
		} else {
			rest = append(rest, c)
		}
	}
	l.second = rest
}
