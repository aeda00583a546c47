package dossier

import (
	"html/template"
	"sort"
	"strings"

	"exhibit/internal/casefile"
	"exhibit/internal/origin"
)

// cover is the opening page: what this file shows and what it does not.
type cover struct {
	Items       int
	Types       []tally
	Lead        bool // made of articles and other written reports only
	Outcomes    []tally
	Basis       []tally
	BasisBar    template.HTML
	Origins     int
	Mentions    int
	Claims      review
	Incidents   review
	Sheets      int
	HeldBack    []tally
	HeldTotal   int
	Contrary    int
	Denials     int
	Refusals    int
	Wanted      int
	Anchored    string
	Authority   string
	AnchorSize  string
	Assessments int
	Earliest    string // of the checkpoint, stated by the operator
}

type tally struct {
	Name  string
	N     int
	Words string
}

// review says how much of a kind a person has decided on. It is a count of work done, not of truth.
type review struct {
	Total, Reviewed int
	Bar             template.HTML
}

func (r review) Unreviewed() int { return r.Total - r.Reviewed }

func (b *book) cover() cover {
	f := b.f
	c := cover{Items: len(f.Items), Origins: len(f.Snapshot.Origins), Sheets: len(f.Snapshot.Sheets),
		Refusals: len(f.Snapshot.Refusals), Assessments: len(f.Assessments), Earliest: moment(f.Checkpoint.At)}
	b.countItems(&c)
	b.countBasis(&c)
	for i := range f.Snapshot.Claims {
		k := &f.Snapshot.Claims[i]
		c.Claims.Total++
		if k.Status != "" && k.Status != "proposed" {
			c.Claims.Reviewed++
		}
		if isDenial(k) {
			c.Denials++
		}
		if k.Kind == "evidence-mention" && k.Status != "rejected" {
			c.Wanted++
		}
	}
	c.Mentions = c.Claims.Total
	for _, i := range b.ranked() {
		c.Incidents.Total++
		if b.incidentAt(i).Reviewed {
			c.Incidents.Reviewed++
		}
	}
	c.Claims.Bar = bar([]int{c.Claims.Reviewed, c.Claims.Unreviewed()}, "reviewed by a person, not reviewed")
	c.Incidents.Bar = bar([]int{c.Incidents.Reviewed, c.Incidents.Unreviewed()}, "reviewed by a person, not reviewed")
	for _, a := range f.Anchors {
		if c.Anchored == "" || a.Time < c.Anchored {
			c.Anchored, c.Authority, c.AnchorSize = a.Time, visible(a.Authority), number(int(a.Size))
		}
	}
	c.Anchored = moment(c.Anchored)
	return c
}

func (b *book) countItems(c *cover) {
	types, outcomes, held := map[kindOf]int{}, map[string]int{}, map[string]int{}
	c.Lead = len(b.f.Items) > 0
	for i := range b.f.Items {
		it := &b.f.Items[i]
		kind := typeOf(it)
		types[kind]++
		c.Lead = c.Lead && kind.written
		outcomes[it.Outcome]++
	}
	b.eachHeld(func(h heldBack, n int) {
		held[categoryWords(h.Category)] += n
		c.HeldTotal += n
	})
	named := map[string]int{}
	for kind, n := range types {
		name := kind.many
		if n == 1 {
			name = kind.one
		}
		named[name] += n
	}
	c.Types, c.Outcomes, c.HeldBack = tallies(named), tallies(outcomes), tallies(held)
	for i := range c.HeldBack {
		c.HeldBack[i].Words = strings.Join(b.heldReasons(c.HeldBack[i].Name), "; ")
	}
	c.Contrary = b.contraryCount()
}

// heldReasons lists the different reasons for one category, at most five.
func (b *book) heldReasons(category string) []string {
	seen := map[string]bool{}
	b.eachHeld(func(h heldBack, _ int) {
		if categoryWords(h.Category) == category && h.Reason != "" && h.Reason != h.Category {
			r := visible(h.Reason)
			if h.Entry > 0 {
				r += " (entry " + number(int(h.Entry)) + ")"
			}
			seen[r] = true
		}
	})
	var out []string
	for r := range seen {
		out = append(out, r)
	}
	sort.Strings(out)
	if len(out) > 5 {
		out = append(out[:5], "and "+plural(len(out)-5, "further reason", "further reasons"))
	}
	return out
}

// contraryCount counts the items with contrary words, and those left out for them, without citing any.
func (b *book) contraryCount() int {
	seen := map[int]bool{}
	for _, id := range b.contraryClaims() {
		c := b.claim(id)
		seen[b.itemAt(c.Ref, c.Report)] = true
	}
	elsewhere := 0 // left out and not in this file
	for _, w := range b.f.LeftOut {
		if w.Category != contraryLeftOut {
			continue
		}
		if at := b.itemAt(w.Ref, ""); at >= 0 {
			seen[at] = true
		} else {
			elsewhere++
		}
	}
	return len(seen) + elsewhere
}

// kindOf is what an item is, in the singular and the plural, and whether it is a written report, which is lead
// material and no more.
type kindOf struct {
	one, many string
	written   bool
}

// typeOf goes by the sheet's own word for the type, else by the media type.
func typeOf(it *casefile.Item) kindOf {
	report := kindOf{"article or other written report", "articles and other written reports", true}
	for _, field := range []string{"type", "kind"} {
		switch v := strings.ToLower(strings.TrimSpace(it.Sheet[field])); v {
		case "":
		case "article", "report", "press release", "web page", "post", "news":
			return report
		default:
			return kindOf{visible(v), visible(v), false}
		}
	}
	m, _, _ := strings.Cut(it.MediaType, ";")
	m = strings.ToLower(strings.TrimSpace(m))
	has := func(parts ...string) bool {
		for _, p := range parts {
			if strings.Contains(m, p) {
				return true
			}
		}
		return false
	}
	switch {
	case strings.HasPrefix(m, "image/"):
		return kindOf{"photograph or image", "photographs and images", false}
	case strings.HasPrefix(m, "video/"):
		return kindOf{"video", "videos", false}
	case strings.HasPrefix(m, "audio/"):
		return kindOf{"sound recording", "sound recordings", false}
	case m == "message/rfc822" || has("ms-outlook", "mbox"):
		return kindOf{"message", "messages", true}
	case has("zip", "tar", "7z", "rar-compressed"):
		return kindOf{"archive that holds other items", "archives that hold other items", true}
	case m == "text/csv" || has("spreadsheet", "excel"):
		return kindOf{"table", "tables", false}
	case strings.HasPrefix(m, "text/") || has("pdf", "word", "html", "opendocument.text", "rtf"):
		return report
	case m == "":
		return kindOf{"item of unknown type", "items of unknown type", true}
	}
	return kindOf{"item of another type", "items of other types", false}
}

func (b *book) countBasis(c *cover) {
	var first, heard, unknown int
	for i := range b.f.Snapshot.Origins {
		switch b.f.Snapshot.Origins[i].BasisOfKnowledge {
		case origin.Eyewitness, origin.Participant, origin.Record, origin.Forensic, origin.Imagery:
			first++
		case origin.Hearsay, origin.AnonymousHearsay:
			heard++
		default:
			unknown++
		}
	}
	c.Basis = []tally{{"first-hand", first, "saw it, took part, or holds the record, the examination or the images"},
		{"hearsay", heard, "heard it from another, named or not"}, {"unknown", unknown, "the words do not say how the speaker knows"}}
	c.BasisBar = bar([]int{first, heard, unknown}, "origins that are first-hand, hearsay, unknown")
}

func tallies(m map[string]int) []tally {
	var out []tally
	for k, n := range m {
		if k == "" {
			k = "outcome not recorded"
		}
		out = append(out, tally{Name: plain(visible(k)), N: n})
	}
	sort.Slice(out, func(i, j int) bool {
		if out[i].N != out[j].N {
			return out[i].N > out[j].N
		}
		return out[i].Name < out[j].Name
	})
	return out
}

// bar draws parts of a whole as one quiet strip; the numbers stand beside it.
//
// The first part is dark, the last pale; one in between is of a middle tone.
func bar(parts []int, said string) template.HTML {
	total := 0
	for _, n := range parts {
		total += n
	}
	if total == 0 {
		return ""
	}
	c := &canvas{width: 300, height: 8}
	x := 0.0
	for i, n := range parts {
		tone := i
		if i == len(parts)-1 {
			tone = 2
		}
		w := 300 * float64(n) / float64(total)
		if n > 0 {
			c.put(`<rect x="%s" y="0" width="%s" height="8" class="x-part%d" fill="%s"/>`, px(x), px(max(1, w-1.5)), tone,
				[3]string{"#1f4e79", "#8fa9c0", "#d8d2c4"}[tone])
		}
		x += w
	}
	var numbers []string
	for _, n := range parts {
		numbers = append(numbers, number(n))
	}
	c.title, c.desc = said, strings.Join(numbers, ", ")
	return template.HTML(c.inline())
}
