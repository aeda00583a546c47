package main

import (
	"encoding/json"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"

	"exhibit"
	"exhibit/internal/casefile"
	"exhibit/internal/claim"
	"exhibit/internal/dossier"
	"exhibit/internal/incident"
	"exhibit/internal/law"
	"exhibit/internal/submission"
)

type submitCmd struct {
	caseFlag
	To            string            `required:"" help:"Who receives it."`
	Out           string            `required:"" placeholder:"PATH" help:"New folder, or a file whose name ends in .zip."`
	Purpose       string            `help:"What it is handed over for."`
	WithAnalysis  bool              `help:"Add the dossier and the machine-readable analysis."`
	Incident      []string          `sep:"none" help:"Only what concerns this incident, and what bears against it; may be repeated."`
	Item          []string          `sep:"none" help:"Only this item, and what bears against what it tells; may be repeated."`
	LeaveOut      map[string]string `mapsep:"none" placeholder:"ITEM=REASON" help:"Leave an item out; the reason is signed and listed."`
	Restricted    map[string]string `mapsep:"none" placeholder:"ITEM=REASON" help:"Hand this restricted item over all the same; the decision is signed."`
	ConditionsMet map[string]string `mapsep:"none" name:"conditions-met" placeholder:"ITEM=REASON" help:"Say that the conditions under which this item was given are met for this recipient; the decision is signed."`
	MD5           bool              `name:"md5" help:"Write manifest-md5.txt too, for the receiver's tools."`
	JSON          bool              `help:"As JSON."`

	quiet bool
	held  int // items left out because of their conditions
}

func (submitCmd) Help() string {
	return `A BagIt package: originals, what was made of them, the entries that concern them, proofs, a signature. Restricted items stay out, and so do items given under conditions until a person says that they are met for this recipient. What is left out is listed in it.

Examples:
  exhibit submit --case bucha --to "Office of the Prosecutor" --out bucha.zip
  exhibit submit --case bucha --to "Commission of Inquiry" --out handover/ --with-analysis --incident 3f2a
  exhibit submit --case bucha --to "Court" --out court.zip --leave-out "19.txt=duplicate of 18 in another layout"`
}

func (c *submitCmd) Run(a *app) error {
	return a.with(c.Case, casefile.Write, func(cf *casefile.Case) error {
		res, err := c.submit(a, cf)
		if err != nil || c.quiet {
			return err
		}
		if c.JSON {
			return a.json(map[string]any{"path": c.Out, "entry": res.Entry, "manifest": res.Manifest, "items": res.Items, "files": res.Files, "bytes": res.Bytes, "key": cf.Fingerprint()})
		}
		a.endProgress()
		a.printf("Handed over %d items (%d files, %s) as %s, released by entry %d.\nSigned with key %s: tell the recipient this fingerprint by another way.\nNext: exhibit verify %s\n",
			res.Items, res.Files, size(res.Bytes), c.Out, res.Entry, cf.Fingerprint(), c.Out)
		if c.held > 0 {
			a.printf("%d items were left out because of the conditions under which they were given; to say that these are met for this recipient: --conditions-met 'ITEM=REASON'\n", c.held)
		}
		return nil
	})
}

func (c *submitCmd) submit(a *app, cf *casefile.Case) (submission.Result, error) {
	var none submission.Result
	if _, err := os.Lstat(c.Out); err == nil { // before anything is decided and signed
		return none, fmt.Errorf("%q is there already: name another place, nothing is overwritten", c.Out)
	}
	sel, err := c.selection(a, cf)
	if err != nil {
		return none, err
	}
	h := cf.Handover(sel.Release)
	state, err := h.State(a.ctx)
	if err != nil {
		return none, err
	}
	req := submission.Request{Recipient: c.To, Purpose: c.Purpose, Program: "exhibit/" + version, Date: a.clock().UTC().Format("2006-01-02"), Since: state.Released, MD5: c.MD5}
	req.Items, req.Entries, req.Withheld = submission.Select(state, sel)
	for _, w := range req.Withheld {
		if w.Category == submission.CategoryConditions {
			c.held++
		}
	}
	if len(req.Items) == 0 && c.held > 0 {
		return none, fmt.Errorf("nothing can be handed over: %d items were given under conditions, and nobody has said that these are met for %q; say so with --conditions-met 'ITEM=REASON'", c.held, c.To)
	}
	if c.WithAnalysis {
		dir, remove, err := cf.TempDir()
		if err != nil {
			return none, fmt.Errorf("making room for the analysis: %w", err)
		}
		defer remove()
		if req.Analysis, err = c.analysis(a, cf, req, dir); err != nil {
			return none, err
		}
	}
	protected, err := cf.Protected(a.ctx)
	if err != nil {
		return none, err
	}
	x := casefile.Access{Act: casefile.Submitted, What: "submission", To: c.To}
	for _, it := range req.Items {
		if p, ok := protected[it.Ref.String()]; ok {
			x.Items = append(x.Items, p.Entry)
		}
	}
	a.looked(cf, x)
	out, err := filepath.Abs(c.Out)
	if err != nil {
		return none, fmt.Errorf("finding where to write: %w", err)
	}
	w := submission.Writer{Files: a.files, Ledger: h, Blobs: h, Key: h.Signer(), Progress: func(done, total int64) {
		a.progress(casefile.Progress{What: "writing", Bytes: done, TotalBytes: total})
	}}
	return w.Write(a.ctx, out, req)
}

// stamp is put on whatever no person decided.
const stamp = dossier.Unreviewed

// analysis lists the files of the analysis, worked out from the items that are handed over alone.
func (c *submitCmd) analysis(a *app, cf *casefile.Case, req submission.Request, dir string) ([]submission.Analysis, error) {
	keep := map[exhibit.Ref]bool{}
	for _, it := range req.Items {
		keep[it.Ref] = true
	}
	f, err := cf.FileOf(a.ctx, keep, "submission to "+c.To)
	if err != nil {
		return nil, err
	}
	for _, w := range req.Withheld {
		out := casefile.Withheld{Ref: w.Reference, Category: w.Category, Reason: w.Reason, Count: w.Count}
		if w.Entry != nil {
			out.Entry = *w.Entry
		}
		f.LeftOut = append(f.LeftOut, out)
	}
	quoteOnly(&f, handedOver(req))
	s := &f.Snapshot
	out := []submission.Analysis{
		{Name: "dossier.html", Write: func(w io.Writer) error { return dossier.Write(w, f) }},
		{Name: "claims.jsonl", Write: jsonl(s.Claims, func(x *claim.Claim) any {
			if x.Status == "proposed" {
				return stamped[claim.Claim]{stamp, x}
			}
			return x
		})},
		{Name: "events.jsonl", Write: jsonl(s.Events, func(x *claim.Event) any { return stamped[claim.Event]{stamp, x} })},
		{Name: "incidents.jsonl", Write: jsonl(s.Incidents, func(x *incident.Incident) any {
			if !x.Reviewed {
				return stamped[incident.Incident]{stamp, x}
			}
			return x
		})},
		{Name: "series.jsonl", Write: jsonl(s.Series, plainOf)},
		{Name: "origins.jsonl", Write: jsonl(s.Origins, plainOf)},
		{Name: "propositions.jsonl", Write: jsonl(s.Propositions, plainOf)},
		{Name: "sheets.jsonl", Write: func(w io.Writer) error {
			enc := json.NewEncoder(w)
			enc.SetEscapeHTML(false)
			return s.EachSheet(func(x *law.Sheet) error { return enc.Encode(x) })
		}},
		{Name: "refusals.jsonl", Write: jsonl(s.Refusals, plainOf)},
		{Name: "decisions.jsonl", Write: jsonl(f.Decisions, plainOf)},
	}
	more, err := annexes(f, dir)
	return append(out, more...), err
}

// handedOver are the numbers of the entries that go with a submission.
func handedOver(req submission.Request) map[int64]bool {
	out := map[int64]bool{}
	for _, n := range req.Entries {
		out[n] = true
	}
	for _, it := range req.Items {
		for _, n := range it.Entries {
			out[n] = true
		}
	}
	return out
}

// quoteOnly takes out of a file what people said in entries that are not handed over: it may quote what stays.
func quoteOnly(f *casefile.File, entries map[int64]bool) {
	f.Decisions = slices.DeleteFunc(f.Decisions, func(d casefile.Decision) bool { return !entries[d.Entry] })
	f.Assessments = slices.DeleteFunc(f.Assessments, func(a casefile.Assessment) bool { return !entries[a.Entry] })
	for i := range f.Snapshot.Incidents {
		if x := f.Snapshot.Incidents[i].Assessment; x != nil && !entries[x.Entry] {
			f.Snapshot.Incidents[i].Assessment = nil
		}
	}
}

func plainOf[T any](x *T) any { return x }

// stamped is a thing with the stamp as its first field.
type stamped[T any] struct {
	Stamp string
	Thing *T
}

func (s stamped[T]) MarshalJSON() ([]byte, error) {
	b, err := json.Marshal(s.Thing)
	if err != nil {
		return nil, err
	}
	head, err := json.Marshal(s.Stamp)
	if err != nil {
		return nil, err
	}
	return slices.Concat([]byte(`{"stamp":`), head, []byte(","), b[1:]), nil
}

func jsonl[T any](all []T, line func(*T) any) func(io.Writer) error {
	return func(w io.Writer) error {
		enc := json.NewEncoder(w)
		enc.SetEscapeHTML(false)
		for i := range all {
			if err := enc.Encode(line(&all[i])); err != nil {
				return err
			}
		}
		return nil
	}
}

// annexes writes the annexes of a dossier into a folder for the time being and lists them. The stamped claims.jsonl
// stands in for the annex of that name.
func annexes(f casefile.File, dir string) ([]submission.Analysis, error) {
	var out []submission.Analysis
	err := dossier.Annexes(func(name string) (io.WriteCloser, error) {
		if name != "claims.jsonl" {
			out = append(out, submission.Analysis{Name: name, Write: func(w io.Writer) error { return copyFile(w, filepath.Join(dir, name)) }})
		}
		return os.Create(filepath.Join(dir, name))
	}, f)
	if err != nil {
		return nil, fmt.Errorf("writing the annexes: %w", err)
	}
	return out, nil
}

func copyFile(w io.Writer, name string) error {
	f, err := os.Open(name)
	if err != nil {
		return err
	}
	defer f.Close()
	_, err = io.Copy(w, f)
	return err
}
