package dossier

import (
	"html/template"
	"sort"
	"strconv"

	"exhibit/internal/casualty"
	"exhibit/internal/incident"
	"exhibit/internal/origin"
)

// total is the running totals of one body for one scope: the chart, the table beside it, the caveats.
type total struct {
	N, Anchor  string
	Body       string
	Scope      string
	Picture    template.HTML
	Rows       []totalRow
	More       int
	Caveats    []string
	Checkable  bool
	IDs        []string // anchors of the series gathered here
	Unopenable int      // values withheld because no words could be opened
}

type totalRow struct {
	Day, Published string
	Note           string
	Value          string
	Measure        string
	Status         string
	Words          []words
	More           int
	sortKey        string
}

const (
	totalsShown   = 40
	rowsPerTotal  = 120
	refusalsShown = 40
	alsoShown     = 3
	treesShown    = 30
)

func (b *book) totals() (out []total, more int) {
	panels := panelsOf(b.f.Snapshot.Series)
	for _, tracks := range panels {
		if len(out) == totalsShown {
			more++
			continue
		}
		s := tracks[0].series
		t := total{N: b.next(4), Anchor: anchor("totals", s.ID), Body: b.mask(s.CountingBody), Scope: b.mask(s.Scope), Checkable: true}
		var shown []casualty.Series
		for _, tr := range tracks {
			t.IDs = append(t.IDs, anchor("series", tr.series.ID))
			t.Checkable = t.Checkable && tr.series.Checkable
			kept := *tr.series
			kept.CountingBody, kept.Scope, kept.Points = t.Body, t.Scope, nil
			for i := range tr.series.Points {
				p := &tr.series.Points[i]
				row, ok := b.totalRow(tr.series, p)
				if !ok {
					t.Unopenable++
					continue
				}
				kept.Points = append(kept.Points, *p)
				t.Rows = append(t.Rows, row)
			}
			if len(kept.Points) > 0 {
				shown = append(shown, kept)
			}
		}
		sort.SliceStable(t.Rows, func(i, j int) bool { return t.Rows[i].sortKey < t.Rows[j].sortKey })
		if len(t.Rows) > rowsPerTotal {
			t.More = len(t.Rows) - rowsPerTotal
			t.Rows = t.Rows[:rowsPerTotal]
		}
		if len(shown) > 0 {
			t.Picture = template.HTML(drawSeries(shown).inline())
		}
		for _, c := range caveatsOf(tracks) {
			t.Caveats = append(t.Caveats, b.mask(c))
		}
		out = append(out, t)
	}
	return out, more
}

// totalRow shows one stated value; a value without words that can be opened is not shown.
func (b *book) totalRow(s *casualty.Series, p *casualty.Point) (totalRow, bool) {
	r := totalRow{Value: qualified(p.Value, p.Qualifier), Measure: measureWords(s.Measure), Status: plain(s.Status)}
	r.Words, r.More = b.citeSome(p.Claims, 6)
	known := false
	for _, w := range r.Words {
		known = known || w.Known
	}
	if !known {
		return r, false
	}
	switch {
	case p.DataThrough != "":
		r.Day, r.sortKey = day(p.DataThrough), p.DataThrough
	case p.AsOf != "":
		r.Day, r.sortKey = day(p.AsOf), p.AsOf
	case p.AsOfMin != "" || p.AsOfMax != "":
		r.Day, r.sortKey = days(p.AsOfMin, p.AsOfMax), p.AsOfMin
	default:
		r.Day = "day not stated"
		r.sortKey = p.Published
	}
	r.Published = day(p.Published)
	if p.Supersedes != "" {
		r.Note = "replaces the value as of " + day(p.Supersedes)
	}
	if p.Order != "" {
		r.Note = join("; ", r.Note, visible(p.Order))
	}
	if p.Correction {
		r.Note = join("; ", r.Note, "corrected: the total fell")
	}
	return r, true
}

// refused is a sum that was not made.
type refused struct {
	N, Anchor string
	Picture   template.HTML
	Terms     []refusedTerm
	Rule      string
	Reason    string
}

type refusedTerm struct {
	Value, Measure, About string
	Words                 words
	Also                  []words // the same count, in other words or other reports
	MoreAlso              int
}

func (b *book) refusals() (out []refused, more int) {
	for i := range b.f.Snapshot.Refusals {
		r := b.f.Snapshot.Refusals[i]
		if len(out) == refusalsShown {
			more++
			continue
		}
		v := refused{Rule: ruleWords(r.Rule), Reason: b.mask(r.Reason)}
		r.Reason = v.Reason
		terms := make([]casualty.Term, 0, len(r.Terms))
		for _, t := range r.Terms {
			w := b.cite(t.Claim)
			if !w.Known {
				continue
			}
			t.Body, t.Scope = b.mask(t.Body), b.mask(t.Scope)
			terms = append(terms, t)
			term := refusedTerm{Value: qualified(t.Value, t.Qualifier), Measure: measureWords(t.Measure),
				About: join(", ", t.Body, t.Scope, plain(t.Status), asOfWords(t.AsOf)), Words: w}
			term.Also, term.MoreAlso = b.citeSome(t.Also, alsoShown)
			v.Terms = append(v.Terms, term)
		}
		if len(v.Terms) < 2 {
			continue // one figure is no sum
		}
		r.Terms = terms
		v.N, v.Anchor = b.next(4), anchor("refusal", r.ID)
		v.Picture = template.HTML(drawRefusal(r).inline())
		out = append(out, v)
	}
	return out, more
}

// traced is one proposition with the tree of its origins.
type traced struct {
	N, Anchor string
	Text      string
	Mentions  string
	Origins   string
	Picture   template.HTML
	Tree      []branchView
	Incident  namedAnchor
	Denials   []words
	Depends   []dependence
	Hidden    int
}

// branchView is a station of the tree for the nested list.
type branchView struct {
	Kind, Label, Sub string
	Words            []words
	Kids             []branchView
}

type dependence struct{ From, On, Basis string }

// trees shows the propositions with the most mentions: there the difference between mentions and origins is largest.
// What has a single mention has no tree and is counted.
func (b *book) trees(shown map[string]string) (out []traced, more, single int) {
	props := b.f.Snapshot.Propositions
	order := make([]int, 0, len(props))
	for i := range props {
		p := &props[i]
		if p.Incident != "" && b.f.Selected != nil && !selected(b.f.Selected, p.Incident) {
			continue
		}
		if mentions(p) < 2 {
			single++
		} else {
			order = append(order, i)
		}
	}
	sort.SliceStable(order, func(i, j int) bool {
		x, y := &props[order[i]], &props[order[j]]
		if m, n := mentions(x), mentions(y); m != n {
			return m > n
		}
		return x.ID < y.ID
	})
	for _, i := range order {
		if len(out) == treesShown {
			return out, len(order) - treesShown, single
		}
		p := props[i]
		p.Text = b.mask(p.Text)
		t := newTree(&p, b.finder())
		if len(t.Groups) == 0 {
			continue
		}
		v := traced{N: b.next(5), Anchor: anchor("proposition", p.ID), Text: p.Text, Mentions: plural(t.Mentions, "mention", "mentions"),
			Origins: originsWords(t.Min, t.Max), Picture: template.HTML(t.draw().inline()), Hidden: t.Hidden}
		for _, g := range t.Groups {
			v.Tree = append(v.Tree, b.branch(g))
		}
		if title, ok := shown[p.Incident]; ok {
			v.Incident = namedAnchor{title, anchor("incident", p.Incident)}
		}
		v.Denials, _ = b.citeSome(p.Denials, 6)
		v.Depends = b.dependences(&p)
		out = append(out, v)
	}
	return out, 0, single
}

func mentions(p *origin.Proposition) int {
	if p.Mentions > 0 {
		return p.Mentions
	}
	return len(p.Claims)
}

func selected(list []string, id string) bool {
	for _, s := range list {
		if s == id {
			return true
		}
	}
	return false
}

func (b *book) branch(n *node) branchView {
	v := branchView{Kind: n.Kind, Label: n.Label, Sub: n.Sub}
	v.Words, _ = b.citeSome(n.Claims, 3)
	for _, k := range n.Kids {
		v.Kids = append(v.Kids, b.branch(k))
	}
	return v
}

func (b *book) dependences(p *origin.Proposition) []dependence {
	var out []dependence
	for _, group := range p.Origins {
		for _, id := range group {
			o := b.origin(id)
			if o == nil {
				continue
			}
			for _, d := range o.DependsOn {
				if on := b.origin(d.Origin); on != nil && len(out) < 12 {
					out = append(out, dependence{b.mask(o.Speaker), b.mask(on.Speaker), b.mask(d.Basis)})
				}
			}
		}
	}
	return out
}

func score(v float64) string { return strconv.FormatFloat(v, 'f', 2, 64) }

// incidentOf is short for the incidents of the snapshot.
func (b *book) incidentAt(i int) *incident.Incident { return &b.f.Snapshot.Incidents[i] }

func plainNumber(n int) string { return strconv.Itoa(n) }
