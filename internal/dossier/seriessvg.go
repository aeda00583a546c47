package dossier

import (
	"fmt"
	"math"
	"sort"
	"strings"
	"time"

	"exhibit/internal/casualty"
)

// SeriesSVG draws running totals over time: one panel for each counting body and scope, one stepped line for each
// measure, every point with its value. A step says what was last stated; nothing is drawn between two statements as if
// it had been counted. It is a picture that stands alone, and the caveats travel inside it.
func SeriesSVG(series ...casualty.Series) string { return drawSeries(series).standing() }

const (
	plotWidth  = 860.0
	plotHeight = 240.0
	plotLeft   = 70.0
	plotRight  = 150.0 // room for the names at the line ends
)

// plotted is one point with a day.
type plotted struct {
	at        time.Time
	lo, hi    time.Time // where only a range is known
	point     *casualty.Point
	x, y      float64
	x1, x2    float64
	uncertain bool
}

// track is one series in a panel.
type track struct {
	series  *casualty.Series
	points  []plotted
	undated int
	slot    int
}

func drawSeries(series []casualty.Series) *canvas {
	c := &canvas{width: plotWidth}
	panels := panelsOf(series)
	var titles, spoken []string
	y := 0.0
	for _, p := range panels {
		s := p[0].series
		titles = append(titles, join(", ", s.CountingBody, s.Scope))
		for _, t := range p {
			spoken = append(spoken, t.spoken())
		}
		y = c.panel(p, y)
	}
	c.title = "Running totals"
	if len(titles) > 0 {
		c.title += ": " + visible(strings.Join(titles, "; "))
	}
	c.desc = strings.Join(spoken, " ")
	if len(panels) == 0 {
		c.text(24, 40, soft, font{size: 14, serif: true, italic: true}, "No running total.")
		y = 64
	}
	c.height = y
	return c
}

// panelsOf puts series of one body and one scope into one panel, in the order in which they come.
func panelsOf(series []casualty.Series) [][]track {
	var order []string
	panels := map[string][]track{}
	for i := range series {
		s := &series[i]
		key := s.CountingBody + "\x00" + s.Scope
		if _, ok := panels[key]; !ok {
			order = append(order, key)
		}
		panels[key] = append(panels[key], newTrack(s, freeSlot(panels[key], s.Measure)))
	}
	out := make([][]track, 0, len(order))
	for _, k := range order {
		out = append(out, panels[k])
	}
	return out
}

// freeSlot gives each measure the same colour on every chart; where a panel has it already, the next that is free.
func freeSlot(taken []track, m casualty.Measure) int {
	slot := 5
	for i, k := range []casualty.Measure{casualty.Killed, casualty.Injured, casualty.Combined, casualty.BodiesFound, casualty.Missing} {
		if k == m {
			slot = i
		}
	}
	for range 6 {
		free := true
		for _, t := range taken {
			free = free && t.slot != slot
		}
		if free {
			break
		}
		slot = (slot + 1) % 6
	}
	return slot
}

func newTrack(s *casualty.Series, slot int) track {
	t := track{series: s, slot: slot}
	for i := range s.Points {
		p := &s.Points[i]
		at, lo, hi, ok := dayOf(p)
		if !ok {
			t.undated++
			continue
		}
		t.points = append(t.points, plotted{at: at, lo: lo, hi: hi, point: p, uncertain: !lo.Equal(hi)})
	}
	sort.SliceStable(t.points, func(i, j int) bool { return t.points[i].at.Before(t.points[j].at) })
	return t
}

// dayOf finds the day a point stands for: the day the data run to, else the day it is said to hold, else the middle
// of the range, else the day it was published.
func dayOf(p *casualty.Point) (at, lo, hi time.Time, ok bool) {
	for _, s := range []string{p.DataThrough, p.AsOf} {
		if d, err := time.Parse("2006-01-02", s); err == nil {
			return d, d, d, true
		}
	}
	a, errA := time.Parse("2006-01-02", p.AsOfMin)
	b, errB := time.Parse("2006-01-02", p.AsOfMax)
	switch {
	case errA == nil && errB == nil && !b.Before(a):
		return a.Add(b.Sub(a) / 2), a, b, true
	case errA == nil:
		return a, a, a, true
	case errB == nil:
		return b, b, b, true
	}
	if d, err := time.Parse("2006-01-02", p.Published); err == nil {
		return d, d, d, true
	}
	return at, lo, hi, false
}

func (t track) spoken() string {
	var parts []string
	for _, p := range t.points {
		parts = append(parts, qualified(p.point.Value, p.point.Qualifier)+" as of "+p.at.Format("2 January 2006"))
	}
	return visible(measureWords(t.series.Measure)) + ": " + strings.Join(parts, ", ") + "."
}

// panel draws one panel below y and returns the y after it.
func (c *canvas) panel(tracks []track, y float64) float64 {
	s := tracks[0].series
	y += 32
	for _, l := range wrap(visible(s.CountingBody), 16, plotWidth-48, 2) {
		c.text(24, y, ink, font{size: 16, serif: true, bold: true}, l)
		y += 20
	}
	for _, l := range wrap(visible(s.Scope), 13, plotWidth-48, 2) {
		c.text(24, y, soft, font{size: 13, serif: true, italic: true}, l)
		y += 17
	}
	top := y + 22
	from, to, highest, any := reach(tracks)
	tall := plotHeight
	if !to.After(from) {
		tall = plotHeight / 2 // one day needs no landscape
	}
	base := top + tall
	if !any {
		c.text(24, top, soft, font{size: 13}, "No point of this series has a day; the table lists the values.")
		return c.caveats(tracks, top+26)
	}
	step, ceiling := niceScale(highest)
	sx := func(t time.Time) float64 {
		if !to.After(from) {
			return (plotLeft + plotWidth - plotRight) / 2
		}
		return plotLeft + 14 + (plotWidth-plotRight-plotLeft-28)*float64(t.Sub(from))/float64(to.Sub(from))
	}
	sy := func(v float64) float64 { return base - tall*v/ceiling }
	for v := 0.0; v <= ceiling+step/2; v += step {
		p := hair
		if v == 0 {
			p = axis
		}
		c.put(`<path d="M%s %sH%s" %s/>`, px(plotLeft), px(sy(v)), px(plotWidth-plotRight), p)
		c.text(plotLeft-10, sy(v)+4, soft, font{size: 11.5, anchor: "end"}, number(int(v)))
	}
	c.days(tracks, from, to, sx, base)
	for i := range tracks {
		for j := range tracks[i].points {
			p := &tracks[i].points[j]
			p.x, p.y, p.x1, p.x2 = sx(p.at), sy(float64(p.point.Value)), sx(p.lo), sx(p.hi)
		}
		c.steps(tracks[i])
	}
	c.labels(tracks, top, base)
	return c.caveats(tracks, base+48)
}

func reach(tracks []track) (from, to time.Time, highest int, any bool) {
	for _, t := range tracks {
		for _, p := range t.points {
			if !any || p.lo.Before(from) {
				from = p.lo
			}
			if !any || p.hi.After(to) {
				to = p.hi
			}
			highest, any = max(highest, p.point.Value), true
		}
	}
	return from, to, highest, any
}

// niceScale returns a step of 1, 2 or 5 times a power of ten that gives four to six lines, and the top of the scale.
func niceScale(highest int) (step, ceiling float64) {
	v := math.Max(float64(highest), 4)
	step = math.Pow(10, math.Floor(math.Log10(v/4)))
	for _, m := range []float64{1, 2, 5, 10} {
		if v/(step*m) <= 5.5 {
			step *= m
			break
		}
	}
	return step, math.Ceil(v*1.06/step) * step
}

// days writes the days under the axis: those of the points where they are few, else some at even distances.
func (c *canvas) days(tracks []track, from, to time.Time, sx func(time.Time) float64, base float64) {
	n := int(to.Sub(from).Hours()/24 + 0.5)
	var marks []time.Time
	have := map[time.Time]bool{}
	for _, t := range tracks {
		for _, p := range t.points {
			if !have[p.at] {
				have[p.at] = true
				marks = append(marks, p.at)
			}
		}
	}
	if len(marks) > 8 {
		marks = marks[:0]
		every := max(1, (n+5)/6)
		for i := 0; i <= n; i += every {
			marks = append(marks, from.AddDate(0, 0, i))
		}
	}
	sort.Slice(marks, func(i, j int) bool { return marks[i].Before(marks[j]) })
	last, year := -1e9, 0
	for _, d := range marks {
		form := "2 Jan"
		if n > 700 {
			form = "Jan 2006"
		} else if d.Year() != year {
			form = "2 Jan 2006"
		}
		words := d.Format(form)
		x, w := sx(d), textWidth(words, 11.5)
		c.put(`<path d="M%s %sv5" %s/>`, px(x), px(base), axis)
		if x-w/2 < last+10 {
			continue
		}
		last, year = x+w/2, d.Year()
		c.text(x, base+20, soft, font{size: 11.5, anchor: "middle"}, words)
	}
}

func (c *canvas) steps(t track) {
	color := lineColor(t.slot)
	var b strings.Builder
	for i, p := range t.points {
		if i == 0 {
			fmt.Fprintf(&b, "M%s %s", px(p.x), px(p.y))
		} else {
			fmt.Fprintf(&b, "H%sV%s", px(p.x), px(p.y))
		}
	}
	dash := ""
	if t.slot%2 == 1 {
		dash = ` stroke-dasharray="7 4"`
	}
	if len(t.points) > 1 {
		c.put(`<path d="%s" fill="none" stroke="%s" stroke-width="2"%s class="x-line%d"/>`, b.String(), color, dash, t.slot)
	}
	for _, p := range t.points {
		if p.uncertain {
			c.put(`<path d="M%s %sH%sM%s %sv8M%s %sv8" fill="none" stroke="%s" stroke-width="1.3" class="x-line%d"/>`,
				px(p.x1), px(p.y), px(p.x2), px(p.x1), px(p.y-4), px(p.x2), px(p.y-4), color, t.slot)
		}
		if p.point.Correction {
			c.put(`<circle cx="%s" cy="%s" r="5" %s/>`, px(p.x), px(p.y), hollow)
			continue
		}
		r := 4.0
		if len(t.points) > 24 {
			r = 2.4
		}
		c.put(`<circle cx="%s" cy="%s" r="%s" fill="%s" class="x-dot%d"/>`, px(p.x), px(p.y), px(r), color, t.slot)
	}
}

func lineColor(slot int) string {
	return [6]string{"#1f4e79", "#9a3412", "#2f6b3a", "#6b3a8a", "#7a5c00", "#4a463e"}[slot]
}

type box struct{ x1, y1, x2, y2 float64 }

func (a box) hits(b box) bool { return a.x1 < b.x2 && b.x1 < a.x2 && a.y1 < b.y2 && b.y1 < a.y2 }

// labels writes each value where it touches nothing already written; a value that finds no room is left to the table.
// The first and the last of a line choose before the rest.
func (c *canvas) labels(tracks []track, top, base float64) {
	var taken []box
	for _, t := range tracks {
		for i, p := range t.points {
			taken = append(taken, box{p.x - 5, p.y - 5, p.x + 5, p.y + 5})
			if i > 0 {
				q := t.points[i-1]
				taken = append(taken, box{q.x, q.y - 1.5, p.x, q.y + 1.5}, box{p.x - 1.5, min(p.y, q.y), p.x + 1.5, max(p.y, q.y)})
			}
		}
	}
	c.names(tracks, &taken)
	for _, ends := range []bool{true, false} {
		for _, t := range tracks {
			for i, p := range t.points {
				if end := i == 0 || i == len(t.points)-1; end == ends {
					c.value(t, p, top, base, &taken)
				}
			}
		}
	}
}

// value tries above, above left, below, below right of the point.
func (c *canvas) value(t track, p plotted, top, base float64, taken *[]box) {
	words := shortValue(p.point)
	w := textWidth(words, 12) * 1.06
	for _, at := range []struct{ dx, dy float64 }{{-w / 2, -10}, {-w - 2, -8}, {-w / 2, 19}, {6, 16}, {7, -7}} {
		b := box{p.x + at.dx - 1, p.y + at.dy - 10, p.x + at.dx + w + 1, p.y + at.dy + 3}
		if b.y1 < top-22 || b.x1 < plotLeft-4 || b.y2 > base-2 && at.dy > 0 {
			continue
		}
		free := true
		for _, o := range *taken {
			if b.hits(o) {
				free = false
				break
			}
		}
		if free {
			*taken = append(*taken, b)
			c.put(`<text x="%s" y="%s" %s font-size="12" font-weight="600" fill="%s" class="x-dot%d">%s</text>`,
				px(p.x+at.dx), px(p.y+at.dy), sans, lineColor(t.slot), t.slot, xmlText(words))
			return
		}
	}
}

// shortValue is a value with its qualifier as a sign; the table has the words.
func shortValue(p *casualty.Point) string {
	n := number(p.Value)
	switch p.Qualifier {
	case "at_least":
		return "≥ " + n
	case "more_than":
		return "> " + n
	case "less_than", "fewer_than":
		return "< " + n
	case "approx", "about":
		return "≈ " + n
	case "up_to", "at_most":
		return "≤ " + n
	}
	return n
}

// names writes the measure at the end of each line, moved apart where two lines end close together.
func (c *canvas) names(tracks []track, taken *[]box) {
	type name struct {
		y     float64
		x     float64
		t     track
		lines []string
	}
	var names []name
	for _, t := range tracks {
		if n := len(t.points); n > 0 {
			p := t.points[n-1]
			words := join(", ", measureWords(t.series.Measure), plain(t.series.Status))
			names = append(names, name{p.y, p.x, t, wrap(visible(words), 12.5, plotRight-34, 3)})
		}
	}
	sort.SliceStable(names, func(i, j int) bool { return names[i].y < names[j].y })
	below := -1e9
	for _, n := range names {
		h := float64(len(n.lines)) * 15
		y := max(n.y-h/2, below+5)
		below = y + h
		x := plotWidth - plotRight + 20
		c.put(`<path d="M%s %sH%s" %s/>`, px(n.x+7), px(n.y), px(x-16), hair)
		c.put(`<path d="M%s %sL%s %s" %s/>`, px(x-16), px(n.y), px(x-4), px(y+h/2), hair)
		for i, l := range n.lines {
			c.put(`<text x="%s" y="%s" %s font-size="12.5" font-weight="600" fill="%s" class="x-dot%d">%s</text>`,
				px(x), px(y+11+float64(i)*15), sans, lineColor(n.t.slot), n.t.slot, xmlText(isolate(l)))
		}
		*taken = append(*taken, box{x - 2, y, plotWidth, y + h})
	}
}

// caveats writes what has to travel with the figures and returns the y after it.
func (c *canvas) caveats(tracks []track, y float64) float64 {
	undated := 0
	for _, t := range tracks {
		undated += t.undated
	}
	if undated > 0 {
		c.text(24, y, soft, font{size: 12}, plural(undated, "value has", "values have")+" no day; see the table.")
		y += 18
	}
	for _, words := range caveatsOf(tracks) {
		for _, l := range wrap(visible(words), 12.5, plotWidth-56, 4) {
			c.text(24, y, soft, font{size: 12.5, serif: true, italic: true}, l)
			y += 17
		}
	}
	return y + 8
}

// caveatsOf gathers the counting body's own caveats, each once, behind the one that always travels.
func caveatsOf(tracks []track) []string {
	out := []string{probablyHigher}
	seen := map[string]bool{strings.ToLower(strings.Trim(probablyHigher, ". ")): true}
	for _, t := range tracks {
		for _, s := range t.series.Caveats {
			if key := strings.ToLower(strings.Trim(s, ". ")); key != "" && !seen[key] {
				seen[key] = true
				out = append(out, s)
			}
		}
	}
	return out
}

// probablyHigher travels with every recorded total.
const probablyHigher = "Recorded, not estimated: what the body had recorded by that day. The true number is probably higher."
