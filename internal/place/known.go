package place

import (
	"slices"
	"strings"
)

// Names lists what a place answers to, folded, in the order of the table. It walks the whole table: for a person who
// asks about one place, not for reading text.
func (g *Gazetteer) Names(id string) []string {
	want, ok := g.index(id)
	if !ok {
		return nil
	}
	var out []string
	for b := range len(g.names.starts) / 4 {
		c := g.names.block(b)
		var k entryKey
		for i := b * perBlock; i < min((b+1)*perBlock, g.names.n) && !c.bad; i++ {
			k.next(&c)
			for n := c.count(1); n > 0 && !c.bad; n-- {
				if name := string(k.b[:k.n]); uint32(c.number()>>1) == want && !strings.HasPrefix(name, SkeletonMark) {
					out = append(out, name)
				}
			}
		}
	}
	if g.extra != nil {
		for name, is := range g.extra.names {
			if slices.Contains(is, want) && !slices.Contains(out, name) {
				out = append(out, name)
			}
		}
	}
	slices.Sort(out)
	return out
}

// Sources says whose data a place rests on, by where its id comes from. data/ATTRIBUTION.md has the terms.
func (g *Gazetteer) Sources(p Place) []string {
	if g.extra != nil {
		if _, ok := g.extra.byID[p.ID]; ok {
			return []string{"imported file in the format of GeoNames"}
		}
	}
	_, rest, own := strings.Cut(p.ID, "/")
	switch {
	case p.Kind == KindCountry:
		return []string{"this project's table of countries", "Unicode CLDR (names)"}
	case p.Country == "UA" && len(p.ID) > 10:
		return []string{"KATOTTG, codifier of Ukraine of 16 May 2025", "GeoNames (positions, further names)"}
	case own && rest != "" && rest[0] >= '0' && rest[0] <= '9':
		return []string{"GeoNames, number " + rest}
	case own:
		return []string{"this project's table of cities", "GeoNames (further names)"}
	}
	return []string{"GeoNames (areas)", "Unicode CLDR (names)"}
}
