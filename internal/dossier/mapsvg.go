package dossier

import (
	"cmp"
	"fmt"
	"math"
	"slices"
	"strconv"
)

const (
	mapWidth     = 860.0
	mapTallest   = 620.0
	kmPerDegree  = 111.2 // of latitude
	smallestMark = 3.0   // pixels; smaller circles could not be seen
	labelsOnMap  = 60
)

// mark is one circle of the map: all incidents that are known no better than to lie in it.
type mark struct {
	spot
	Place string
	Rows  []int // numbers of the incidents in the table
}

// marks gathers incidents of one spot into one circle, the widest circles first, so that they lie below.
func marks(rows []mapRow) []mark {
	at := map[spot]int{}
	var out []mark
	for _, r := range rows {
		if !r.Placed {
			continue
		}
		i, have := at[r.spot]
		if !have {
			i = len(out)
			at[r.spot] = i
			out = append(out, mark{spot: r.spot, Place: r.Place})
		}
		out[i].Rows = append(out[i].Rows, r.N)
	}
	slices.SortStableFunc(out, func(a, b mark) int { return cmp.Compare(b.Km, a.Km) })
	return out
}

// frame is what the map shows of the earth: equal distances on both axes at its middle.
type frame struct {
	west, north   float64
	perLon, scale float64 // pixels for a degree of longitude and of latitude
	width, height float64
}

// frameOf takes in every circle but those of whole countries, unless there are no others.
func frameOf(all []mark) frame {
	south, north, west, east := 90.0, -90.0, 180.0, -180.0
	narrow := slices.ContainsFunc(all, func(m mark) bool { return m.Km < 500 })
	for _, m := range all {
		if narrow && m.Km >= 500 {
			continue
		}
		up := m.Km * 1.3 / kmPerDegree
		side := up / math.Max(math.Cos(m.Lat*math.Pi/180), 0.1)
		south, north = min(south, m.Lat-up), max(north, m.Lat+up)
		west, east = min(west, m.Lon-side), max(east, m.Lon+side)
	}
	high, wide := (north-south)*0.06, (east-west)*0.06 // air at the edges
	south, north, west, east = south-high, north+high, west-wide, east+wide
	squeeze := math.Max(math.Cos((south+north)/2*math.Pi/180), 0.1)
	f := frame{west: west, north: north, scale: min(mapWidth/((east-west)*squeeze), mapTallest/(north-south))}
	f.perLon = f.scale * squeeze
	f.width, f.height = (east-west)*f.perLon, (north-south)*f.scale
	if f.width < mapWidth { // the room beside shows more of the earth
		f.west -= (mapWidth - f.width) / 2 / f.perLon
		f.width = mapWidth
	}
	return f
}

func (f frame) at(lat, lon float64) (x, y float64) {
	return (lon - f.west) * f.perLon, (f.north - lat) * f.scale
}

func (f frame) px(km float64) float64 { return km / kmPerDegree * f.scale }

// drawMap draws the circles of incidents over lines of latitude and longitude. There is no coast and no border: the
// program fetches nothing, and draws no line that somebody might dispute.
func drawMap(rows []mapRow) *canvas {
	c := &canvas{width: mapWidth, title: "Where the incidents lie"}
	all := marks(rows)
	c.desc = fmt.Sprintf("%d circles. The radius is how finely the place is known.", len(all))
	if len(all) == 0 {
		c.text(24, 40, soft, font{size: 14, serif: true, italic: true}, "No incident of which it is known where it lies.")
		c.height = 64
		return c
	}
	f := frameOf(all)
	c.height = f.height + 44
	c.put(`<svg x="0" y="0" width="%s" height="%s">`, px(f.width), px(f.height))
	c.lattice(f)
	for _, m := range all {
		x, y := f.at(m.Lat, m.Lon)
		c.put(`<circle cx="%s" cy="%s" r="%s" class="x-rust" fill="#9a3412" fill-opacity="0.16" stroke="#9a3412" stroke-width="1.2"><title>%s</title></circle>`,
			px(x), px(y), px(max(smallestMark, f.px(m.Km))), xmlText(m.words()))
	}
	c.markNames(f, all)
	c.put(`</svg>`)
	c.scaleBar(f)
	return c
}

func (m mark) words() string {
	s := fmt.Sprintf("%s: %s, within about %s km; in the table ", m.Place, plural(len(m.Rows), "incident", "incidents"), strconv.FormatFloat(m.Km, 'f', -1, 64))
	for i, n := range m.Rows {
		if i > 0 {
			s += ", "
		}
		if i == 20 {
			return s + "…"
		}
		s += strconv.Itoa(n)
	}
	return s
}

// lattice draws lines of latitude and longitude at round degrees.
func (c *canvas) lattice(f frame) {
	step := roundBelow(max(f.width/f.perLon, f.height/f.scale) / 4)
	decimals := max(0, int(math.Ceil(-math.Log10(step))))
	write := func(v float64, pos, neg string) string {
		if v < 0 {
			pos = neg
		}
		return strconv.FormatFloat(math.Abs(v), 'f', decimals, 64) + "° " + pos
	}
	for v := math.Ceil(f.west/step) * step; (v-f.west)*f.perLon < f.width; v += step {
		x, _ := f.at(0, v)
		c.put(`<path d="M%s 0V%s" %s/>`, px(x), px(f.height), hair)
		c.text(x+3, f.height-5, soft, font{size: 10.5}, write(v, "E", "W"))
	}
	for v := math.Floor(f.north/step) * step; (f.north-v)*f.scale < f.height; v -= step {
		_, y := f.at(v, 0)
		c.put(`<path d="M0 %sH%s" %s/>`, px(y), px(f.width), hair)
		c.text(4, y-3, soft, font{size: 10.5}, write(v, "N", "S"))
	}
}

// roundBelow is the largest of 1, 2, 5 times a power of ten that is no more than v.
func roundBelow(v float64) float64 {
	p := math.Pow(10, math.Floor(math.Log10(v)))
	for _, m := range []float64{5, 2} {
		if p*m <= v {
			return p * m
		}
	}
	return p
}

// markNames writes the names of places with the most incidents where they touch no other name.
func (c *canvas) markNames(f frame, all []mark) {
	order := slices.Clone(all)
	slices.SortStableFunc(order, func(a, b mark) int { return cmp.Compare(len(b.Rows), len(a.Rows)) })
	var taken []box
	for _, m := range order[:min(labelsOnMap, len(order))] {
		name, _ := clip(visible(m.Place), 40)
		if len(m.Rows) > 1 {
			name += " (" + number(len(m.Rows)) + ")"
		}
		x, y := f.at(m.Lat, m.Lon)
		y += 4
		off, wide := min(max(smallestMark, f.px(m.Km)), 40)+4, textWidth(name, 12)
		if x += off; x+wide > f.width {
			x -= 2*off + wide
		}
		b := box{x, y - 11, x + wide, y + 3}
		if !slices.ContainsFunc(taken, b.hits) {
			taken = append(taken, b)
			c.text(x, y, ink, font{size: 12}, name)
		}
	}
}

func (c *canvas) scaleBar(f frame) {
	km := roundBelow(f.width / f.scale * kmPerDegree / 4)
	y := f.height + 18
	c.put(`<path d="M24 %sv6H%sv-6" %s/>`, px(y), px(24+f.px(km)), axis)
	c.text(24, y+20, soft, font{size: 11.5}, strconv.FormatFloat(km, 'f', -1, 64)+" km at the middle. A circle stands for all that the words may mean; its radius is nominal and no border.")
}
