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
	treeWidth = 960.0
	rootWidth = 178.0
)

// draw lays the tree out from left to right. Reports stand in one column at the right, each on a row of its own, and
// every station stands in the middle of what hangs on it: nothing can overlap because rows are handed out once.
func (t *tree) draw() *canvas {
	c := &canvas{width: treeWidth}
	c.title = plural(t.Mentions, "mention", "mentions") + ", " + originsWords(t.Min, t.Max)
	c.desc = "Tree of origins of: " + visible(t.Text) + ". " + t.spoken()

	depth := 1
	for _, g := range t.Groups {
		depth = max(depth, g.depth())
	}
	row := 40.0
	if t.Leaves > 24 {
		row = 32
	}
	left := rootWidth + 46
	column := (treeWidth - left - 20) / float64(depth)

	y := 34.0
	for i, g := range t.Groups {
		if i > 0 {
			y += row * 0.35
		}
		y = g.place(y, row)
	}
	bottom := y
	said := wrap(visible(t.Text), 13, rootWidth-4, 8)
	rootHeight := 34 + 34 + float64(len(said))*17
	if needed := rootHeight + 56; bottom < needed {
		shift := (needed - bottom) / 2
		for _, g := range t.Groups {
			g.shift(shift)
		}
		bottom = needed
	}

	middle := bottom / 2
	if n := len(t.Groups); n > 0 {
		middle = (t.Groups[0].y + t.Groups[n-1].y) / 2
	}
	top := clamp(middle-rootHeight/2, 26, bottom-rootHeight+6)
	c.root(t, top, said)
	join := clamp(middle, top+20, top+rootHeight-10)
	for _, g := range t.Groups {
		c.edge(22+rootWidth+4, join, left-7, g.y)
		c.branchOut(g, left, column, depth, 1)
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
	c.lines(x, y+76, soft, font{size: 13, serif: true, italic: true}, 17, said)
}

func (c *canvas) edge(x1, y1, x2, y2 float64) {
	mid := (x1 + x2) / 2
	c.put(`<path d="M%s %sC%s %s %s %s %s %s" %s/>`, px(x1), px(y1), px(mid), px(y1), px(mid), px(y2), px(x2), px(y2), branch)
}

// branchOut draws a station and what hangs on it. Reports, whatever their depth, stand in the last column.
func (c *canvas) branchOut(n *node, x, column float64, depth, level int) {
	room := column - 46
	if n.Kind == "report" || n.Kind == "more" || level == depth {
		room = treeWidth - 20 - x - 14
	}
	c.mark(n, x)
	c.label(n, x+11, room)
	end := x + 11 + min(room, max(textWidth(n.Label, 13), textWidth(n.Sub, 11))) + 6
	for _, k := range n.Kids {
		kx := x + column
		c.edge(end, n.y, kx-8, k.y)
		if k.Kind == "report" || k.Kind == "more" {
			kx += column * float64(depth-level-1)
		}
		if kx > x+column { // along a row that is this report's alone
			c.put(`<path d="M%s %sH%s" %s/>`, px(x+column-8), px(k.y), px(kx-8), branch)
		}
		c.branchOut(k, kx, column, depth, level+1)
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

func (c *canvas) label(n *node, x, room float64) {
	main := font{size: 13, bold: n.Kind == "origin", italic: n.Kind == "more"}
	size := 13.0
	if n.Kind == "origin" {
		size = 13.8 // bold runs wider
	}
	head := ellipsis(n.Label, size, room)
	if n.Sub == "" {
		c.text(x, n.y+4.5, ink, main, head)
		return
	}
	c.text(x, n.y-1, ink, main, head)
	c.text(x, n.y+12.5, soft, font{size: 11}, ellipsis(n.Sub, 11, room))
}

func (c *canvas) legend(t *tree, y float64) {
	x := 22.0
	put := func(draw func(x float64), words string) {
		draw(x + 5)
		c.text(x+16, y+4, soft, font{size: 11}, words)
		x += 16 + textWidth(words, 11) + 22
	}
	put(func(x float64) { c.put(`<circle cx="%s" cy="%s" r="5" %s/>`, px(x), px(y), rust) }, "origin, how it knows is stated")
	put(func(x float64) { c.put(`<circle cx="%s" cy="%s" r="4.5" %s/>`, px(x), px(y), hollow) }, "origin, how it knows is not stated")
	put(func(x float64) { c.put(`<circle cx="%s" cy="%s" r="3.2" %s/>`, px(x), px(y), soft) }, "channel")
	put(func(x float64) {
		c.put(`<rect x="%s" y="%s" width="7" height="9" rx="1" %s/>`, px(x-3.5), px(y-4.5), blue)
	}, "report")
	if t.Hidden > 0 {
		c.text(treeWidth-20, y+4, soft, font{size: 11, anchor: "end", italic: true}, plural(t.Hidden, "report", "reports")+" not drawn")
	}
}

// place hands out rows from y and returns the y after the last.
func (n *node) place(y, row float64) float64 {
	if len(n.Kids) == 0 {
		n.y = y + row/2
		return y + row
	}
	for _, k := range n.Kids {
		y = k.place(y, row)
	}
	n.y = (n.Kids[0].y + n.Kids[len(n.Kids)-1].y) / 2
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
