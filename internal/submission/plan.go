package submission

import (
	"bytes"
	"cmp"
	"context"
	"errors"
	"fmt"
	"io"
	"path"
	"slices"
	"strings"

	"exhibit"
	"exhibit/internal/store"
)

// part is one file of the package before it is written.
type part struct {
	path string
	size int64
	ref  exhibit.Ref // digest it must have; zero: any
	open func() (io.ReadCloser, error)
}

func inMemory(path string, b []byte) part {
	return part{path: path, size: int64(len(b)), open: func() (io.ReadCloser, error) { return io.NopCloser(bytes.NewReader(b)), nil }}
}

// itemFile says where an item came to lie, relative to data/evidence/.
type itemFile struct {
	path        string
	size        int64
	derivations []string
}

// plan is a request with every file it means.
type plan struct {
	w         *Writer
	req       Request
	numbers   []int64 // entries handed over beside the released one, ascending
	parts     []part  // payload in the order of paths
	itemFiles []itemFile
	anchors   []anchor
}

type anchor struct {
	entry int64
	body  exhibit.AnchoredBody
}

const evidence = "data/evidence/"

// check refuses a request that would make a package nobody can use.
func (r *Request) check() error {
	switch {
	case strings.TrimSpace(r.Recipient) == "":
		return errors.New("a submission needs a recipient (--to)")
	case len(r.Items) == 0:
		return errors.New("nothing is selected, so there is nothing to hand over")
	case !strings.HasPrefix(r.Program, "exhibit/"):
		return fmt.Errorf("program %q does not say which exhibit wrote the package", r.Program)
	}
	seen := map[exhibit.Ref]bool{}
	for _, it := range r.Items {
		if seen[it.Ref] {
			return fmt.Errorf("item %s is selected twice", it.Ref)
		}
		seen[it.Ref] = true
		if !slices.Contains(it.Entries, it.Entry) {
			return fmt.Errorf("item %s: entry %d, which received it, is not among the entries to hand over", it.Ref, it.Entry)
		}
	}
	for _, w := range r.Withheld {
		if w.Category == "" || w.Reason == "" {
			return errors.New("something is left out without a category and a reason")
		}
	}
	return nil
}

func newPlan(ctx context.Context, w *Writer, req Request) (*plan, error) {
	if err := req.check(); err != nil {
		return nil, err
	}
	p := &plan{w: w, req: req}
	slices.SortFunc(p.req.Items, func(a, b Item) int { return bytes.Compare(a.Ref[:], b.Ref[:]) })
	p.numbers = slices.Clone(req.Entries)
	for i := range p.req.Items {
		it := &p.req.Items[i]
		it.Entries = slices.Compact(slices.Sorted(slices.Values(it.Entries)))
		p.numbers = append(p.numbers, it.Entries...)
	}
	slices.Sort(p.numbers)
	p.numbers = slices.Compact(p.numbers)
	if len(p.numbers) == 0 || p.numbers[0] != 0 {
		return nil, errors.New("entry 0, which introduces the first key, is not among the entries to hand over")
	}
	if err := p.items(); err != nil {
		return nil, err
	}
	return p, p.tables(ctx)
}

// items gives every item and derivation its place.
func (p *plan) items() error {
	taken := names{}
	for _, it := range p.req.Items {
		short := it.Ref.Hex()[:12] + "/"
		f := itemFile{path: strings.TrimPrefix(taken.take(evidence+"items/"+short, safeName(it.Name)), evidence)}
		size, err := p.blob(store.Originals, it.Ref, evidence+f.path)
		if err != nil {
			return fmt.Errorf("item %q: %w", it.Name, err)
		}
		f.size = size
		for _, d := range it.Derivations {
			if d.Ref == it.Ref {
				continue // the item is its own text
			}
			dp := taken.take(evidence+"derivations/"+short, safeName(d.Name))
			if _, err := p.blob(store.Derived, d.Ref, dp); err != nil {
				return fmt.Errorf("%s of item %q: %w", d.Name, it.Name, err)
			}
			f.derivations = append(f.derivations, strings.TrimPrefix(dp, evidence))
		}
		p.itemFiles = append(p.itemFiles, f)
	}
	return nil
}

// blob adds something the store holds.
func (p *plan) blob(shelf store.Shelf, ref exhibit.Ref, name string) (int64, error) {
	f, size, err := p.w.Blobs.Open(shelf, ref)
	if err != nil {
		return 0, err
	}
	f.Close()
	p.parts = append(p.parts, part{path: name, size: size, ref: ref, open: func() (io.ReadCloser, error) {
		f, _, err := p.w.Blobs.Open(shelf, ref)
		return f, err
	}})
	return size, nil
}

// tables adds what the writer says about the items.
func (p *plan) tables(ctx context.Context) error {
	lines := map[int64]exhibit.EntryLine{}
	var wanted []int64
	for _, it := range p.req.Items {
		wanted = append(wanted, it.Entries...)
	}
	slices.Sort(wanted)
	if err := p.w.Ledger.Lines(ctx, slices.Compact(wanted), func(l exhibit.EntryLine) error { lines[l.N] = l; return nil }); err != nil {
		return fmt.Errorf("reading the entries of the items: %w", err)
	}
	custody, err := p.custody(lines)
	if err != nil {
		return err
	}
	p.parts = append(p.parts, inMemory(evidence+"index.csv", p.index()), inMemory(evidence+"custody.csv", custody), inMemory(evidence+"withheld.csv", p.withheld()))
	return nil
}

// analysis adds the sender's files, which were staged because their size must be known before they are written.
func (p *plan) analysis(ctx context.Context, stage *stage) error {
	taken := names{}
	for _, a := range p.req.Analysis {
		dir, base := path.Split(path.Clean(a.Name))
		if !safeFolder(dir) {
			return fmt.Errorf("analysis file %q does not lie below data/analysis", a.Name)
		}
		part, err := stage.write(ctx, taken.take("data/analysis/"+dir, safeName(base)), a.Write)
		if err != nil {
			return fmt.Errorf("writing %s: %w", a.Name, err)
		}
		p.parts = append(p.parts, part)
	}
	return nil
}

func safeFolder(dir string) bool {
	for s := range strings.SplitSeq(strings.TrimSuffix(dir, "/"), "/") {
		if s != "" && safeName(s) != s {
			return false
		}
	}
	return !strings.HasPrefix(dir, "/")
}

// sort puts the payload in the order of its paths, which is the order in which it is written.
func (p *plan) sort() (bytes int64) {
	slices.SortFunc(p.parts, func(a, b part) int { return cmp.Compare(a.path, b.path) })
	for _, f := range p.parts {
		bytes += f.size
	}
	return bytes
}

// body is what the released entry says.
func (p *plan) body(manifest exhibit.Ref) exhibit.ReleasedBody {
	b := exhibit.ReleasedBody{Format: exhibit.SubmissionFormat, Manifest: manifest, Recipient: p.req.Recipient, Purpose: p.req.Purpose,
		Items: []int64{}, Entries: p.numbers, Analysis: len(p.req.Analysis) > 0}
	for _, it := range p.req.Items {
		b.Items = append(b.Items, it.Entry)
	}
	slices.Sort(b.Items)
	for _, w := range p.req.Withheld {
		b.LeftOut = append(b.LeftOut, exhibit.LeftOut{Category: w.Category, Item: w.Item, Count: w.Count, Reason: w.Reason})
	}
	return b
}
