package dossier

import (
	"strings"

	"exhibit/internal/casualty"
)

// RefusalSVG draws a sum that was refused: the figures side by side, a crossed plus between them, and the reason. It
// is a picture that stands alone. Four figures are drawn; the rest is named in words.
func RefusalSVG(r casualty.Refusal) string { return drawRefusal(r).standing() }

const (
	refusalWidth = 860.0
	refusalSide  = 24.0
)

func drawRefusal(r casualty.Refusal) *canvas {
	c := &canvas{width: refusalWidth, title: "A sum that was refused"}
	terms, more := r.Terms, 0
	if len(terms) > 6 {
		terms, more = terms[:6], len(terms)-6
	}
	var said []string
	for _, t := range r.Terms {
		said = append(said, visible(join(", ", qualified(t.Value, t.Qualifier)+" "+measureWords(t.Measure), t.Body, t.Scope, shortDay(t.AsOf))))
	}
	c.desc = "Not added: " + strings.Join(said, "; ") + ". Reason: " + visible(r.Reason)
	c.text(refusalSide, 34, rust, font{size: 12.5, bold: true}, "THE SUM WE REFUSED")

	perRow := len(terms)
	if perRow > 3 {
		perRow = (perRow + 1) / 2
	}
	y := 58.0
	for i := 0; i < len(terms); i += perRow {
		if i > 0 {
			c.crossedPlus(refusalWidth/2, y+32)
			y += 64
		}
		y = c.figureRow(terms[i:min(i+perRow, len(terms))], y)
	}
	y += 36
	if more > 0 {
		c.text(refusalWidth/2, y, soft, font{size: 13, italic: true, anchor: "middle"}, "and "+plural(more, "further figure", "further figures")+", equally not to be added")
		y += 26
	}
	for _, l := range wrap(visible(r.Reason), 16, refusalWidth-2*refusalSide-60, 5) {
		c.text(refusalWidth/2, y, ink, font{size: 16, serif: true, anchor: "middle"}, l)
		y += 22
	}
	c.text(refusalWidth/2, y+4, soft, font{size: 11.5, anchor: "middle"}, ruleWords(r.Rule))
	c.height = y + 26
	return c
}

// figureRow draws up to three figures with crossed pluses between them and returns the y below.
func (c *canvas) figureRow(terms []casualty.Term, top float64) float64 {
	const gap = 74.0
	n := float64(len(terms))
	width := min(330, (refusalWidth-2*refusalSide-gap*(n-1))/n)
	left := (refusalWidth - n*width - gap*(n-1)) / 2
	height := 0.0
	cards := make([]figureCard, len(terms))
	for i, t := range terms {
		cards[i] = newFigureCard(t, width-36)
		height = max(height, cards[i].height())
	}
	for i, k := range cards {
		x := left + float64(i)*(width+gap)
		c.put(`<rect x="%s" y="%s" width="%s" height="%s" rx="5" %s/>`, px(x), px(top), px(width), px(height), card)
		k.draw(c, x+width/2, top)
		if i > 0 {
			c.crossedPlus(x-gap/2, top+height/2)
		}
	}
	return top + height
}

// figureCard is one figure with all that tells it apart from the next.
type figureCard struct {
	qualifier, value string
	size             float64
	measure, about   []string
}

func newFigureCard(t casualty.Term, room float64) figureCard {
	k := figureCard{value: number(t.Value), size: 50}
	if q := qualified(t.Value, t.Qualifier); q != k.value {
		k.qualifier = strings.TrimSpace(strings.TrimSuffix(q, k.value))
		if strings.HasPrefix(q, k.value) { // a qualifier that stands behind
			k.qualifier = strings.Trim(strings.TrimPrefix(q, k.value), " ()")
		}
	}
	for textWidth(k.value, k.size) > room && k.size > 18 {
		k.size -= 2
	}
	k.measure = wrap(measureWords(t.Measure), 17, room, 2)
	for _, s := range []string{t.Body, t.Scope, statusWords(t.Status), asOfWords(t.AsOf)} {
		if s != "" {
			k.about = append(k.about, wrap(visible(s), 12.5, room, 3)...)
		}
	}
	return k
}

func (k figureCard) height() float64 {
	return 24 + 18 + k.size*0.92 + 12 + float64(len(k.measure))*21 + 6 + float64(len(k.about))*17 + 14
}

func (k figureCard) draw(c *canvas, x, top float64) {
	y := top + 36
	if k.qualifier != "" {
		c.text(x, y, soft, font{size: 14, serif: true, italic: true, anchor: "middle"}, k.qualifier)
	}
	y += 6 + k.size*0.78
	c.text(x, y, ink, font{size: k.size, serif: true, anchor: "middle"}, k.value)
	y += 30
	y = c.lines(x, y, ink, font{size: 17, serif: true, bold: true, anchor: "middle"}, 21, k.measure)
	c.lines(x, y+5, soft, font{size: 12.5, anchor: "middle"}, 17, k.about)
}

func (c *canvas) crossedPlus(x, y float64) {
	c.put(`<path d="M%s %sh26M%s %sv26" fill="none" stroke="#8d8678" stroke-width="3.5" stroke-linecap="round" class="x-axis"/>`,
		px(x-13), px(y), px(x), px(y-13))
	c.put(`<circle cx="%s" cy="%s" r="24" %s/>`, px(x), px(y), strike)
	c.put(`<path d="M%s %sL%s %s" %s/>`, px(x-17), px(y+17), px(x+17), px(y-17), strike)
}

func ruleWords(rule string) string {
	switch rule {
	case "unlike-measures":
		return "Rule: unlike measures are never added"
	case "running-total":
		return "Rule: a later running total replaces the earlier one; the two are not summed"
	case "overlapping-scope":
		return "Rule: figures whose places, periods or populations overlap are not summed"
	case "bodies-not-deaths":
		return "Rule: bodies found are not attributed deaths"
	case "unlike-status":
		return "Rule: confirmed, claimed and unverified figures stay apart"
	}
	if rule == "" {
		return ""
	}
	return "Rule: " + visible(plain(rule))
}

func statusWords(s string) string {
	if s == "" {
		return ""
	}
	return "given as " + plain(s)
}

func asOfWords(iso string) string {
	if iso == "" {
		return ""
	}
	return "as of " + shortDay(iso)
}
