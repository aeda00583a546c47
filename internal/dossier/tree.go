package dossier

import (
	"path"
	"sort"
	"strings"

	"exhibit/internal/casefile"
	"exhibit/internal/claim"
	"exhibit/internal/origin"
)

// tree is who says one thing, and through whom: speaker, channel, those who pass it on, the reports at the end.
type tree struct {
	Text     string
	Mentions int
	Min, Max int
	Groups   []*node // independent groups, one root each
	Leaves   int
	Hidden   int // reports not drawn, because a picture of more than maxLeaves is not looked at
}

// node is one station of an assertion on its way to a report.
type node struct {
	Kind    string // origin channel relay report more
	Label   string
	Sub     string
	Lang    string
	Stated  bool     // an origin whose basis of knowledge is stated
	Claims  []string // of a report: the words in it
	ItemN   int
	Kids    []*node
	y       float64
	leaves  int
	dropped int
}

const maxLeaves = 60

// finder looks up what a tree needs; each function may return nil or zero.
type finder struct {
	origin func(id string) *origin.Origin
	claim  func(id string) *claim.Claim
	item   func(ref, report string) (int, *casefile.Item)
	words  func(c *claim.Claim) bool // may the speaker and the report be named?
	mask   func(s string) string
}

// newTree builds the tree of one proposition.
func newTree(p *origin.Proposition, f finder) *tree {
	t := &tree{Text: p.Text, Mentions: p.Mentions, Min: p.OriginsMin, Max: p.OriginsMax}
	if t.Mentions == 0 {
		t.Mentions = len(p.Claims)
	}
	byOrigin := map[string][]*claim.Claim{}
	for _, id := range p.Claims {
		if c := f.claim(id); c != nil {
			byOrigin[c.Origin] = append(byOrigin[c.Origin], c)
		}
	}
	seen := map[string]bool{}
	for _, group := range p.Origins {
		if root := groupNode(group, byOrigin, seen, f); root != nil {
			t.Groups = append(t.Groups, root...)
		}
	}
	var rest []*claim.Claim // claims whose origin is in no group: shown, never dropped
	for _, id := range p.Claims {
		if c := f.claim(id); c != nil && !seen[c.Origin] {
			rest = append(rest, c)
		}
	}
	if len(rest) > 0 {
		n := &node{Kind: "origin", Label: "Origin not traced"}
		addReports(n, rest, "", f)
		t.Groups = append(t.Groups, n)
	}
	for _, g := range t.Groups {
		t.Leaves += g.count()
	}
	t.trim()
	return t
}

// groupNode builds one independent group: origins that others in the group depend on carry them as branches.
func groupNode(ids []string, byOrigin map[string][]*claim.Claim, seen map[string]bool, f finder) []*node {
	in := map[string]bool{}
	for _, id := range ids {
		in[id] = true
	}
	parent := map[string]string{}
	for _, id := range ids {
		if o := f.origin(id); o != nil {
			for _, d := range o.DependsOn {
				if in[d.Origin] && d.Origin != id && !reaches(parent, d.Origin, id) {
					parent[id] = d.Origin
					break
				}
			}
		}
	}
	nodes := map[string]*node{}
	tail := map[string]*node{} // where branches and reports of an origin hang
	for _, id := range ids {
		if seen[id] {
			continue
		}
		seen[id] = true
		nodes[id], tail[id] = originNode(id, byOrigin[id], f)
	}
	var roots []*node
	for _, id := range ids {
		n := nodes[id]
		if n == nil {
			continue
		}
		if p := tail[parent[id]]; p != nil && parent[id] != "" {
			p.Kids = append(p.Kids, n)
		} else {
			roots = append(roots, n)
		}
		delete(nodes, id)
	}
	return roots
}

// reaches reports whether following parents from a leads to b: a ring of origins must not become an endless tree.
func reaches(parent map[string]string, a, b string) bool {
	for i := 0; a != "" && i <= len(parent); i++ {
		if a == b {
			return true
		}
		a = parent[a]
	}
	return false
}

func originNode(id string, claims []*claim.Claim, f finder) (top, tail *node) {
	top = &node{Kind: "origin", Label: "Speaker not stated"}
	o := f.origin(id)
	if o == nil {
		addReports(top, claims, "", f)
		return top, top
	}
	if o.Speaker != "" {
		top.Label = f.mask(o.Speaker)
	}
	top.Stated = o.BasisOfKnowledge != "" && o.BasisOfKnowledge != origin.Unknown
	top.Sub = "basis not stated"
	if top.Stated {
		top.Sub = basisWords(string(o.BasisOfKnowledge))
	}
	when := shortDay(o.Date)
	if o.Date == "" {
		when = days(o.DateMin, o.DateMax)
	}
	tail = top
	if o.Channel != "" || when != "" {
		ch := &node{Kind: "channel", Label: plain(o.Channel), Sub: when}
		if ch.Label == "" {
			ch.Label, ch.Sub = when, ""
		}
		top.Kids = []*node{ch}
		tail = ch
	}
	addReports(tail, claims, o.Speaker, f)
	return top, tail
}

// addReports hangs the reports of claims below n, through those who passed the words on.
func addReports(n *node, claims []*claim.Claim, speaker string, f finder) {
	relays := map[string]*node{}
	reports := map[string]*node{}
	for _, c := range claims {
		at := n
		if !f.words(c) {
			at.Kids = append(at.Kids, &node{Kind: "report", Label: "Item held back", Claims: []string{c.ID}})
			continue
		}
		itemN, item := f.item(c.Ref, c.Report)
		outlet := outletOf(c, item)
		for i, via := range c.Attribution {
			via = strings.TrimSpace(via)
			if via == "" || strings.EqualFold(via, speaker) || strings.EqualFold(via, outlet) || i == 0 && speaker != "" {
				continue
			}
			if relays[via] == nil {
				relays[via] = &node{Kind: "relay", Label: f.mask(via), Sub: "passed on by"}
				at.Kids = append(at.Kids, relays[via])
			}
			at = relays[via]
			break // one station is shown; the whole chain stands with the words
		}
		key := at.Label + "\x00" + c.Ref + "\x00" + c.Report
		if r := reports[key]; r != nil {
			r.Claims = append(r.Claims, c.ID)
			continue
		}
		r := &node{Kind: "report", Label: f.mask(outlet), ItemN: itemN, Claims: []string{c.ID}, Lang: c.Lang}
		if itemN > 0 {
			r.Sub = "item " + number(itemN)
		}
		if item != nil && item.Published != "" {
			r.Sub = join(", ", r.Sub, shortDay(item.Published))
		}
		reports[key] = r
		at.Kids = append(at.Kids, r)
	}
}

// outletOf names who published the words, as far as anything states it.
func outletOf(c *claim.Claim, item *casefile.Item) string {
	if item != nil {
		for _, field := range []string{"publisher", "outlet", "account"} {
			if v := strings.TrimSpace(item.Sheet[field]); v != "" {
				return visible(v)
			}
		}
	}
	if n := len(c.Attribution); n > 1 {
		return visible(c.Attribution[n-1])
	}
	if item != nil && item.Author != "" {
		return visible(item.Author)
	}
	if item != nil && item.Title != "" {
		return visible(item.Title)
	}
	return visible(path.Base(c.Report))
}

func basisWords(b string) string {
	switch b {
	case "eyewitness":
		return "says they saw it"
	case "participant":
		return "says they took part"
	case "record":
		return "from a record"
	case "forensic":
		return "forensic examination"
	case "imagery":
		return "from images"
	case "hearsay":
		return "heard it from a named other"
	case "anonymous_hearsay":
		return "heard it from someone not named"
	}
	return "basis of knowledge not stated"
}

func (n *node) count() int {
	if n.Kind == "report" {
		n.leaves = 1
		return 1
	}
	n.leaves = 0
	for _, k := range n.Kids {
		n.leaves += k.count()
	}
	return n.leaves
}

// trim keeps at most maxLeaves reports: every station first gives up the reports beyond a common limit, then whole
// groups beyond the first ones are gathered into one line that says how many they are.
func (t *tree) trim() {
	if t.Leaves <= maxLeaves {
		return
	}
	const maxGroups = 24
	if len(t.Groups) > maxGroups {
		sort.SliceStable(t.Groups, func(i, j int) bool { return t.Groups[i].leaves > t.Groups[j].leaves })
		gone := 0
		for _, g := range t.Groups[maxGroups:] {
			gone += g.leaves
		}
		n := len(t.Groups) - maxGroups
		t.Groups = append(t.Groups[:maxGroups:maxGroups], &node{Kind: "more",
			Label: "and " + plural(n, "further origin", "further origins"), Sub: "with " + plural(gone, "report", "reports")})
		t.Hidden += gone
	}
	for limit := maxLeaves; limit >= 1; limit-- {
		drawn := 0
		for _, g := range t.Groups {
			drawn += g.drawn(limit)
		}
		if drawn <= maxLeaves || limit == 1 {
			for _, g := range t.Groups {
				t.Hidden += g.cut(limit)
			}
			return
		}
	}
}

// drawn counts the rows a node takes when each station shows at most limit reports.
func (n *node) drawn(limit int) int {
	if len(n.Kids) == 0 {
		return 1
	}
	rows, reports := 0, 0
	for _, k := range n.Kids {
		if k.Kind == "report" {
			reports++
		} else {
			rows += k.drawn(limit)
		}
	}
	if reports > limit {
		return rows + limit + 1
	}
	return rows + reports
}

func (n *node) cut(limit int) int {
	var kids []*node
	shown, gone := 0, 0
	for _, k := range n.Kids {
		if k.Kind != "report" {
			gone += k.cut(limit)
			kids = append(kids, k)
		} else if shown < limit {
			shown++
			kids = append(kids, k)
		} else {
			n.dropped++
		}
	}
	if n.dropped > 0 {
		kids = append(kids, &node{Kind: "more", Label: "and " + plural(n.dropped, "more report", "more reports")})
	}
	n.Kids = kids
	return gone + n.dropped
}

// join puts the parts that are not empty together.
func join(sep string, parts ...string) string {
	var some []string
	for _, p := range parts {
		if p != "" {
			some = append(some, p)
		}
	}
	return strings.Join(some, sep)
}
