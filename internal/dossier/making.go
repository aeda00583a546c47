package dossier

import (
	"sort"

	"exhibit/internal/casefile"
)

// ruling is a person's decision as the page shows it.
type ruling struct {
	N        string
	Entry    string
	Action   string
	By       string
	When     string
	On       string
	Quote    string
	Item     itemLink
	Other    string
	Set      []pair
	Reason   string
	Orphaned bool
	// Overruled: later decisions make this one impossible.
	Overruled bool
	Undone    string
}

func (b *book) rulings() (out []ruling, more int) {
	for _, d := range b.f.Decisions {
		if len(out) == logShown {
			more++
			continue
		}
		at := b.itemAt(d.Target.Ref, "")
		r := ruling{N: b.next(11), Entry: number(int(d.Entry)), Action: visible(d.Action), By: by(d.By, d.Role), When: moment(d.At),
			On: plain(visible(join(", ", d.Target.Kind, d.Target.Field))), Item: b.link(at), Reason: b.mask(d.Reason), Orphaned: !d.Bound, Overruled: d.Overruled}
		_, heldBack := b.held[d.Target.Ref]
		if !heldBack {
			r.Quote = b.quoted(d.Target.Quote)
		}
		if d.Other != nil {
			if _, held := b.held[d.Other.Ref]; !held {
				r.Other = b.quoted(d.Other.Quote)
			}
		}
		if d.Undone > 0 {
			r.Undone = number(int(d.Undone))
		}
		for k, v := range d.Set {
			r.Set = append(r.Set, pair{plain(visible(k)), b.mask(v)})
		}
		sort.Slice(r.Set, func(i, j int) bool { return r.Set[i].Key < r.Set[j].Key })
		out = append(out, r)
	}
	return out, more
}

func (b *book) quoted(s string) string {
	q, left := clip(b.mask(s), 260)
	if left > 0 {
		q += "…"
	}
	return q
}

func by(who, role string) string {
	if role == "" {
		return visible(who)
	}
	return visible(who) + " (" + visible(role) + ")"
}

func (b *book) verdicts() (out []verdict, more int) {
	titles := map[string]string{}
	for i := range b.f.Snapshot.Incidents {
		titles[b.f.Snapshot.Incidents[i].ID] = b.mask(b.f.Snapshot.Incidents[i].Title)
	}
	for _, a := range b.f.Assessments {
		if len(out) == logShown {
			more++
			continue
		}
		v := b.verdict(a)
		v.N, v.Anchor = b.next(11), anchor("assessment", plainNumber(int(a.Entry)))
		if t := titles[a.Incident]; t != "" {
			v.Incidents = []namedAnchor{{t, ""}}
		}
		out = append(out, v)
	}
	return out, more
}

// seen is an observation as the page shows it.
type seen struct {
	N    string
	Item itemLink
	casefile.Observation
	Who, When string
}

func (b *book) observations() (out []seen, more int) {
	for _, o := range b.f.Observed {
		if len(out) == logShown {
			more++
			continue
		}
		at := b.itemAt(o.Ref, o.Report)
		v := seen{N: b.next(11), Item: b.link(at), Observation: o, Who: by(o.By, o.Role), When: moment(o.At)}
		v.Where, v.Sees, v.Method = visible(o.Where), b.mask(o.Sees), visible(o.Method)
		if h, held := b.held[o.Ref]; held {
			v.Sees, v.Method = h.words(), ""
		}
		out = append(out, v)
	}
	return out, more
}

// making says how the file was made: which readers and rules, and how often each was at work.
type making struct {
	Program  string
	Readers  []tally
	Rules    []tally
	Measured []casefile.Measured
	Unknown  []string // languages of this file's texts whose error was not measured
	Second   *readers // nil: there is no second reader
}

func (b *book) making() making {
	readers, rules := map[string]int{}, map[string]int{}
	for i := range b.f.Items {
		if r := b.f.Items[i].Reader; r != "" {
			readers[r]++
		}
	}
	for i := range b.f.Snapshot.Claims {
		r := b.f.Snapshot.Claims[i].Basis
		if r == "" {
			r = "rule not recorded"
		}
		rules[r]++
	}
	m := making{Program: visible(b.f.Case.Program), Readers: literal(readers), Rules: literal(rules), Measured: b.f.Quality, Unknown: b.unmeasured(), Second: b.readers()}
	if len(m.Rules) > 60 {
		n := 0
		for _, r := range m.Rules[60:] {
			n += r.N
		}
		m.Rules = append(m.Rules[:60:60], tally{Name: "further rules", N: n})
	}
	return m
}

// literal counts names that must stay as they are written.
func literal(m map[string]int) []tally {
	var out []tally
	for k, n := range m {
		out = append(out, tally{Name: visible(k), N: n})
	}
	sort.Slice(out, func(i, j int) bool {
		if out[i].N != out[j].N {
			return out[i].N > out[j].N
		}
		return out[i].Name < out[j].Name
	})
	return out
}

// unmeasured lists the languages that claims were read in and that no figure of the file is about.
func (b *book) unmeasured() []string {
	if len(b.f.Quality) == 0 {
		return nil // the page says that no figure came with the file
	}
	known := map[string]bool{"": true}
	for _, m := range b.f.Quality {
		known[m.Lang] = true
	}
	var out []string
	for i := range b.f.Snapshot.Claims {
		if l := b.f.Snapshot.Claims[i].Lang; !known[l] {
			known[l] = true
			out = append(out, visible(l))
		}
	}
	sort.Strings(out)
	return out
}
