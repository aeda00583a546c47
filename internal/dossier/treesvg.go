package dossier

import (
	"strings"

	"exhibit/internal/casefile"
	"exhibit/internal/claim"
	"exhibit/internal/origin"
)

// OriginTreeSVG draws who asserts one thing and through whom: on the left how many mentions and how many origins, then
// each origin, its channel, those who passed it on, and the reports. It is a picture that stands alone. More than 60
// reports are collapsed into "and N more reports".
//
// Items are numbered by their place in items.
func OriginTreeSVG(p origin.Proposition, origins []origin.Origin, claims []claim.Claim, items []casefile.Item) string {
	want := map[string]bool{}
	for _, id := range p.Claims {
		want[id] = true
	}
	byClaim := map[string]*claim.Claim{}
	for i := range claims {
		if want[claims[i].ID] {
			byClaim[claims[i].ID] = &claims[i]
		}
	}
	byOrigin := map[string]*origin.Origin{}
	for i := range origins {
		byOrigin[origins[i].ID] = &origins[i]
	}
	byRef := map[string]int{}
	for i := range items {
		if _, dup := byRef[items[i].Ref]; !dup {
			byRef[items[i].Ref] = i
		}
	}
	t := newTree(&p, finder{
		origin: func(id string) *origin.Origin { return byOrigin[id] },
		claim:  func(id string) *claim.Claim { return byClaim[id] },
		item: func(ref, _ string) (int, *casefile.Item) {
			if i, ok := byRef[ref]; ok {
				return i + 1, &items[i]
			}
			return 0, nil
		},
		words: func(c *claim.Claim) bool {
			i, ok := byRef[c.Ref]
			return !ok || !closed(&items[i])
		},
		mask: visible,
	})
	return t.draw().standing()
}

const (
	treeWidth  = 860.0 // of a tree of few levels; one of many is as wide as its words need
	treeWidest = 1680.0
	rootWidth  = 164.0
	treeMargin = 20.0
	labelSize  = 13.5
	boldSize   = labelSize * 1.07 // bold runs wider
	underSize  = 11.5
)

// columns are the left edges of the stations by level; the reports stand at the last.
type columns struct {
	at    []float64
	depth int
	width float64 // of the picture
}

// room is how wide the words of a station may run.
func (k columns) room(level int) float64 {
	if level >= k.depth {
		return k.width - treeMargin - k.at[k.depth-1] - 13
	}
	return k.at[level] - k.at[level-1] - 42
}

// column is the column of a station: its level, or the last one for a report.
func (k columns) column(n *node, level int) int {
	if level > 1 && (n.Kind == "report" || n.Kind == "more") {
		return k.depth
	}
	return level
}

// newColumns shares the width among the levels by what their words need.
func newColumns(t *tree) columns {
	k := columns{depth: 1}
	for _, g := range t.Groups {
		k.depth = max(k.depth, g.depth())
	}
	need := make([]float64, k.depth)
	var measure func(n *node, level int)
	measure = func(n *node, level int) {
		at := k.column(n, level)
		size := labelSize
		if n.Kind == "origin" {
			size = boldSize
		}
		w := textWidth(n.Label, size)
		if n.Kind == "origin" && w > 130 {
			w = max(130, w*0.6) // two lines
		}
		w = max(w, textWidth(n.Sub, underSize))
		need[at-1] = max(need[at-1], clamp(w+46, 100, 300))
		for _, kid := range n.Kids {
			measure(kid, level+1)
		}
	}
	for _, g := range t.Groups {
		measure(g, 1)
	}
	left := 22 + rootWidth + 34
	k.width = left + treeMargin
	for _, w := range need {
		k.width += w
	}
	k.width = clamp(k.width, treeWidth, treeWidest)
	for _, w := range shareOut(need, k.width-treeMargin-left) {
		k.at = append(k.at, left)
		left += w
	}
	return k
}

// shareOut gives each what it needs where there is room for all; else the largest give way first. Room to spare is
// shared evenly.
func shareOut(need []float64, room float64) []float64 {
	out := append([]float64(nil), need...)
	total := 0.0
	for _, w := range need {
		total += w
	}
	if spare := room - total; spare >= 0 {
		for i := range out {
			out[i] += min(spare/float64(len(out)), 60)
		}
		return out
	}
	lo, hi := 0.0, room
	for range 40 {
		limit, sum := (lo+hi)/2, 0.0
		for _, w := range need {
			sum += min(w, limit)
		}
		if sum > room {
			hi = limit
		} else {
			lo = limit
		}
	}
	for i := range out {
		out[i] = min(out[i], lo)
	}
	return out
}

// draw lays the tree out from left to right. Reports stand in one column at the right, each on a row of its own, and
// every station stands in the middle of what hangs on it: nothing can overlap because rows are handed out once.
func (t *tree) draw() *canvas {
	k := newColumns(t)
	c := &canvas{width: k.width}
	c.title = plural(t.Mentions, "mention", "mentions") + ", " + originsWords(t.Min, t.Max)
	c.desc = "Tree of origins of: " + visible(t.Text) + ". " + t.spoken()

	tall := t.Leaves > 24
	row := 42.0
	if tall {
		row = 34
	}
	for _, g := range t.Groups {
		if lines := wrap(g.Label, boldSize, k.room(1), 2); len(lines) > 1 {
			if row = max(row, 50); tall && len(t.Groups) == 1 {
				row = 34 // its lines run beside rows of its own
			}
			break
		}
	}
	y := 26.0
	for i, g := range t.Groups {
		if i > 0 {
			y += row * 0.35
		}
		y = g.place(y, row, tall)
	}
	bottom := y
	said := wrap(visible(t.Text), 13.5, rootWidth-4, 9)
	rootHeight := 70 + float64(len(said))*17
	if needed := rootHeight + 44; bottom < needed {
		for _, g := range t.Groups {
			g.shift((needed - bottom) / 2)
		}
		bottom = needed
	}

	middle := bottom / 2
	if n := len(t.Groups); n > 0 {
		middle = (t.Groups[0].y + t.Groups[n-1].y) / 2
		if tall { // who reads from the top finds the sentence at the top
			middle = t.Groups[0].y
		}
	}
	top := clamp(middle-rootHeight/2, 20, max(20, bottom-rootHeight))
	join := clamp(middle, top+20, top+rootHeight-10)
	c.root(t, top, said)
	c.edges(22+rootWidth+4, join, k.at[0]-9, t.Groups)
	for _, g := range t.Groups {
		c.branchOut(g, k, 1)
	}
	c.height = bottom + 46
	c.legend(t, c.height-20)
	return c
}

func (c *canvas) root(t *tree, y float64, said []string) {
	x := 22.0
	c.text(x, y+20, ink, font{size: 25, serif: true}, plural(t.Mentions, "mention", "mentions")+",")
	size := 25.0
	words := originsWords(t.Min, t.Max)
	for textWidth(words, size) > rootWidth && size > 15 {
		size--
	}
	c.text(x, y+50, rust, font{size: size, serif: true, bold: true}, words)
	c.lines(x, y+76, soft, font{size: 13.5, serif: true, italic: true}, 17, said)
}

func (c *canvas) edge(x1, y1, x2, y2 float64) {
	mid := (x1 + x2) / 2
	c.put(`<path d="M%s %sC%s %s %s %s %s %s" %s/>`, px(x1), px(y1), px(mid), px(y1), px(mid), px(y2), px(x2), px(y2), branch)
}

// edges joins a station to what hangs on it: by curves while they are few, else by a bracket, which stays clear where
// many curves would run into one.
func (c *canvas) edges(x1, y1, x2 float64, kids []*node) {
	if len(kids) <= 8 {
		for _, k := range kids {
			c.edge(x1, y1, x2, k.y)
		}
		return
	}
	spine := x2 - 9
	lo, hi := min(y1, kids[0].y), max(y1, kids[len(kids)-1].y)
	c.put(`<path d="M%s %sH%sM%s %sV%s" %s/>`, px(x1), px(y1), px(spine), px(spine), px(lo), px(hi), branch)
	for _, k := range kids {
		c.put(`<path d="M%s %sH%s" %s/>`, px(spine), px(k.y), px(x2), branch)
	}
}

// branchOut draws a station and what hangs on it. Reports, whatever their depth, stand in the last column.
func (c *canvas) branchOut(n *node, k columns, level int) {
	at := k.column(n, level)
	x, room := k.at[at-1], k.room(at)
	c.mark(n, x)
	end := x + 13 + c.label(n, x+11, room)
	if len(n.Kids) > 0 {
		c.edges(end, n.y, k.at[level]-9, n.Kids)
	}
	for _, kid := range n.Kids {
		next := k.at[level]
		if far := k.at[k.depth-1]; (kid.Kind == "report" || kid.Kind == "more") && far > next {
			c.put(`<path d="M%s %sH%s" %s/>`, px(next-9), px(kid.y), px(far-9), branch) // its row is its own
		}
		c.branchOut(kid, k, level+1)
	}
}

func (c *canvas) mark(n *node, x float64) {
	switch {
	case n.Kind == "origin" && n.Stated:
		c.put(`<circle cx="%s" cy="%s" r="6" %s/>`, px(x), px(n.y), rust)
	case n.Kind == "origin":
		c.put(`<circle cx="%s" cy="%s" r="5.5" %s/>`, px(x), px(n.y), hollow)
	case n.Kind == "report":
		c.put(`<rect x="%s" y="%s" width="7" height="9" rx="1" %s/>`, px(x-3.5), px(n.y-4.5), blue)
	case n.Kind == "more":
	default:
		c.put(`<circle cx="%s" cy="%s" r="3.2" %s/>`, px(x), px(n.y), soft)
	}
}

// label writes the words of a station and returns how wide they run.
func (c *canvas) label(n *node, x, room float64) float64 {
	main, size := font{size: labelSize, bold: n.Kind == "origin", italic: n.Kind == "more"}, labelSize
	rows := 1
	if n.Kind == "origin" {
		size, rows = boldSize, 2
	}
	lines := []string{ellipsis(n.Label, size, room)}
	if rows > 1 {
		lines = wrap(n.Label, size, room, rows)
	}
	sub := ellipsis(n.Sub, underSize, room)
	y := n.y + 4.5 - 7.5*float64(len(lines)-1)
	if sub != "" {
		y -= 5.5
	}
	wide := textWidth(sub, underSize)
	for _, l := range lines {
		c.text(x, y, ink, main, l)
		wide = max(wide, textWidth(l, size))
		y += 15
	}
	if sub != "" {
		c.text(x, y-1, soft, font{size: underSize}, sub)
	}
	return wide
}

// legend explains the marks that occur.
func (c *canvas) legend(t *tree, y float64) {
	occurs := map[string]bool{}
	var walk func(n *node)
	walk = func(n *node) {
		kind := n.Kind
		if kind == "origin" && n.Stated {
			kind = "stated"
		}
		occurs[kind] = true
		for _, kid := range n.Kids {
			walk(kid)
		}
	}
	for _, g := range t.Groups {
		walk(g)
	}
	x := 22.0
	for _, m := range []struct {
		kind, words string
		node        node
	}{
		{"stated", "origin, how it knows is stated", node{Kind: "origin", Stated: true}},
		{"origin", "origin, how it knows is not stated", node{Kind: "origin"}},
		{"channel", "channel", node{Kind: "channel"}},
		{"relay", "passed on by", node{Kind: "relay"}},
		{"report", "report", node{Kind: "report"}},
	} {
		if !occurs[m.kind] || m.kind == "relay" && occurs["channel"] {
			continue
		}
		if m.kind == "channel" && occurs["relay"] {
			m.words = "channel or agency"
		}
		m.node.y = y
		c.mark(&m.node, x+5)
		c.text(x+16, y+4, soft, font{size: underSize}, m.words)
		x += 16 + textWidth(m.words, underSize) + 20
	}
	if t.Hidden > 0 {
		c.text(c.width-treeMargin, y+4, soft, font{size: underSize, anchor: "end", italic: true}, plural(t.Hidden, "report", "reports")+" not drawn")
	}
}

// place hands out rows from y and returns the y after the last. In a tall tree a station stands beside its first
// branch instead of in the middle.
func (n *node) place(y, row float64, tall bool) float64 {
	if len(n.Kids) == 0 {
		n.y = y + row/2
		return y + row
	}
	for _, k := range n.Kids {
		y = k.place(y, row, tall)
	}
	n.y = (n.Kids[0].y + n.Kids[len(n.Kids)-1].y) / 2
	if tall {
		n.y = n.Kids[0].y
	}
	return y
}

func (n *node) shift(by float64) {
	n.y += by
	for _, k := range n.Kids {
		k.shift(by)
	}
}

func (n *node) depth() int {
	d := 0
	for _, k := range n.Kids {
		d = max(d, k.depth())
	}
	return d + 1
}

// spoken says the tree in a sentence per group, for those who hear the picture.
func (t *tree) spoken() string {
	var b strings.Builder
	for _, g := range t.Groups {
		b.WriteString(visible(g.Label))
		if g.Sub != "" {
			b.WriteString(" (" + g.Sub + ")")
		}
		if g.leaves > 0 {
			b.WriteString(": " + plural(g.leaves, "report", "reports"))
		}
		b.WriteString(". ")
	}
	return strings.TrimSpace(b.String())
}

func clamp(v, lo, hi float64) float64 { return max(lo, min(v, hi)) }
