package dossier

import (
	"sort"
	"strings"

	"exhibit/internal/casefile"
	"exhibit/internal/casualty"
	"exhibit/internal/claim"
	"exhibit/internal/incident"
)

// happening is one incident as the page shows it.
type happening struct {
	N, Anchor, Title   string
	When, Short, Place string
	Precision          string
	Kind               string
	Reviewed           bool
	Mentions           int
	Reports            int
	Origins            string
	Support            string
	Assessment         string
	Assessed           bool
	Assessments        []verdict
	Disputed           string
	IsDisputed         bool
	Figures            []figure
	Refused            []refused
	Objects, Weapons   string
	Alleged            []allegedBy
	Words              []words
	MoreWords          int
	Conflicts          []conflict
	Links              []joint
	MoreLinks          int
	Proposals          []joint
	Part               string // of a wider incident
	PartAnchor         string
	Brief              string // the figures in a few words, for the schedule
}

// figure is one number of an incident, never without the words that state it.
type figure struct {
	Measure string
	Range   string
	Rule    string
	Note    string
	Words   []words
	More    int
}

// NoWords reports a figure that cannot be opened; the page withholds it.
func (f figure) NoWords() bool { return len(f.Words) == 0 }

type allegedBy struct {
	Name  string
	Words []words
	More  int
}

type conflict struct {
	Field  string
	Values []conflictValue
}

type conflictValue struct {
	Value string
	Words []words
	More  int
}

type joint struct {
	A, B  itemLink
	Basis string
	Score string
}

// ranked lists the places of the incidents to show, the best supported first: by the lower bound of origins, then the
// upper, then mentions, then date and id. The rank decides what comes into the main page, not what is true.
func (b *book) ranked() []int {
	all := b.f.Snapshot.Incidents
	var keep map[string]bool
	if b.f.Selected != nil {
		keep = map[string]bool{}
		for _, id := range b.f.Selected {
			keep[id] = true
		}
	}
	var out []int
	for i := range all {
		if keep == nil || keep[all[i].ID] {
			out = append(out, i)
		}
	}
	sort.SliceStable(out, func(i, j int) bool {
		x, y := &all[out[i]], &all[out[j]]
		switch {
		case x.OriginsMin != y.OriginsMin:
			return x.OriginsMin > y.OriginsMin
		case x.OriginsMax != y.OriginsMax:
			return x.OriginsMax > y.OriginsMax
		case len(x.Claims) != len(y.Claims):
			return len(x.Claims) > len(y.Claims)
		case x.DateMin != y.DateMin:
			return x.DateMin < y.DateMin
		}
		return x.ID < y.ID
	})
	return out
}

// byDate puts incidents in the order of their days.
func (b *book) byDate(list []int) []int {
	out := append([]int(nil), list...)
	all := b.f.Snapshot.Incidents
	sort.SliceStable(out, func(i, j int) bool {
		x, y := &all[out[i]], &all[out[j]]
		if x.DateMin != y.DateMin {
			return x.DateMin != "" && (y.DateMin == "" || x.DateMin < y.DateMin)
		}
		if x.DateMax != y.DateMax {
			return x.DateMax < y.DateMax
		}
		return x.ID < y.ID
	})
	return out
}

const (
	wordsPerFigure   = 12
	wordsPerIncident = 16
	linksPerIncident = 10
)

func (b *book) happening(in *incident.Incident, n string, shown map[string]bool) happening {
	h := happening{N: n, Anchor: anchor("incident", in.ID), Title: b.mask(in.Title), When: days(in.DateMin, in.DateMax),
		Short: shortDays(in.DateMin, in.DateMax), Place: b.mask(in.Place), Precision: precisionWords(in.Precision), Kind: plain(in.Type), Reviewed: in.Reviewed,
		Mentions: len(in.Claims), Reports: len(in.Reports), Origins: originsWords(in.OriginsMin, in.OriginsMax),
		Objects: plainList(in.ObjectTypes), Weapons: plainList(in.Weapons), IsDisputed: in.Disputed}
	if h.Title == "" {
		h.Title = "Untitled incident"
	}
	h.Support = supportWords(in.Support)
	h.Assessment = "unassessed: no person has drawn a conclusion"
	if a := in.Assessment; a != nil {
		h.Assessed = true
		h.Assessment = b.mask(join("; ", a.Value, "standard of proof: "+a.Standard, "by "+a.By+", "+day(a.Date), a.Reason, "entry "+number(int(a.Entry))))
	}
	h.Disputed = "no contradiction found among the words read"
	if in.Disputed {
		h.Disputed = "yes: a factual contradiction exists"
		if n := len(in.Conflicts); n > 0 {
			var fields []string
			for _, c := range in.Conflicts {
				fields = append(fields, plain(c.Field))
			}
			h.Disputed += " on " + strings.Join(fields, ", ")
		}
	}
	if in.Parent != "" && shown[in.Parent] {
		h.Part, h.PartAnchor = "part of a wider incident", anchor("incident", in.Parent)
	}
	ids := b.inOrder(in.Claims)
	used := map[string]bool{}
	h.Figures = b.figures(in, ids, used)
	h.Alleged = b.allegedIn(in, ids)
	var others []string
	for _, id := range ids {
		if c := b.claim(id); !used[id] && (c == nil || c.Kind != claim.Casualty) {
			others = append(others, id)
		}
	}
	h.Words, h.MoreWords = b.citeSome(others, wordsPerIncident)
	h.Conflicts = b.conflicts(in, 8)
	h.Links, h.MoreLinks = b.joints(in.Links)
	h.Proposals, _ = b.joints(in.Proposals)
	for _, a := range b.f.Assessments {
		if a.Incident == in.ID {
			h.Assessments = append(h.Assessments, b.verdict(a))
		}
	}
	return h
}

// figures gathers the counts of an incident, each measure for itself. Where the joining made a range, its rule is
// named; a measure without one is shown as the statements that name it.
func (b *book) figures(in *incident.Incident, ids []string, used map[string]bool) []figure {
	var out []figure
	for _, m := range []struct {
		measure casualty.Measure
		lo, hi  *int
	}{
		{casualty.Killed, in.KilledMin, in.KilledMax}, {casualty.Injured, in.InjuredMin, in.InjuredMax},
		{casualty.Combined, nil, nil}, {casualty.BodiesFound, in.BodiesMin, in.BodiesMax},
		{casualty.Missing, nil, nil}, {casualty.Detained, nil, nil}, {casualty.Displaced, nil, nil},
	} {
		var with []string
		for _, id := range ids {
			if c := b.claim(id); c != nil && states(c, m.measure) {
				with = append(with, id)
				used[id] = true
			}
		}
		fig := figure{Measure: measureWords(m.measure), Range: span(m.lo, m.hi)}
		if fig.Range == "" && len(with) == 0 {
			continue
		}
		fig.Words, fig.More = b.citeSome(with, wordsPerFigure)
		if fig.Range != "" {
			fig.Rule = visible(in.CountRule)
		}
		switch m.measure {
		case casualty.BodiesFound:
			fig.Note = "Bodies found are not attributed deaths."
		case casualty.Combined:
			fig.Note = "Killed and injured were stated together; the figure is added to neither."
		}
		if fig.Range == "" && len(fig.Words) == 0 {
			continue // every statement was rejected by a person
		}
		out = append(out, fig)
	}
	return out
}

func (b *book) allegedIn(in *incident.Incident, ids []string) []allegedBy {
	var out []allegedBy
	for _, name := range in.Alleged {
		var with []string
		for _, id := range ids {
			if c := b.claim(id); c != nil && fold(c.ActorAccused) == fold(name) {
				with = append(with, id)
			}
		}
		a := allegedBy{Name: b.mask(name)}
		if a.Words, a.More = b.citeSome(with, 6); len(a.Words) > 0 {
			out = append(out, a)
		}
	}
	return out
}

func (b *book) conflicts(in *incident.Incident, limit int) []conflict {
	var out []conflict
	for _, c := range in.Conflicts {
		k := conflict{Field: plain(c.Field)}
		for _, v := range c.Values {
			val := conflictValue{Value: b.mask(strings.ReplaceAll(v.Value, "_", " "))}
			val.Words, val.More = b.citeSome(v.Claims, limit)
			k.Values = append(k.Values, val)
		}
		out = append(out, k)
	}
	return out
}

func (b *book) joints(links []incident.Link) (out []joint, more int) {
	for i, l := range links {
		if i == linksPerIncident {
			return out, len(links) - i
		}
		j := joint{Basis: b.mask(l.Basis), Score: score(l.Score)}
		for side, id := range []string{l.A, l.B} {
			link := itemLink{Name: "a report that is not in this file"}
			if e := b.event(id); e != nil {
				link = b.link(b.itemAt(e.Ref, e.Report))
			}
			if side == 0 {
				j.A = link
			} else {
				j.B = link
			}
		}
		out = append(out, j)
	}
	return out, 0
}

// verdict is a person's or body's assessment as the page shows it.
type verdict struct {
	N, Anchor string
	casefile.Assessment
	Day, When, Role string
	Incidents       []namedAnchor
}

type namedAnchor struct{ Name, Anchor string }

func (b *book) verdict(a casefile.Assessment) verdict {
	for _, s := range []*string{&a.Question, &a.Conclusion, &a.Value, &a.Standard, &a.Contrary, &a.Dissent, &a.Authorised, &a.By} {
		*s = visible(*s)
	}
	return verdict{Assessment: a, Day: day(a.AsOf), When: moment(a.At), Role: visible(a.Role)}
}

func supportWords(s string) string {
	switch s {
	case "none":
		return "no origin with a stated basis"
	case "one":
		return "one origin"
	case "several":
		return "several origins"
	}
	return "not worked out"
}

func precisionWords(p string) string {
	switch p {
	case "":
		return "precision not stated"
	case "point":
		return "known to the point"
	}
	return "known to the " + plain(p)
}

func plainList(list []string) string {
	var out []string
	for _, s := range list {
		out = append(out, visible(plain(s)))
	}
	return strings.Join(out, ", ")
}
