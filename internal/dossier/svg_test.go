package dossier

import (
	"encoding/xml"
	"fmt"
	"io"
	"strconv"
	"strings"
	"testing"
	"unicode/utf8"

	"exhibit/internal/casefile"
	"exhibit/internal/casualty"
	"exhibit/internal/claim"
	"exhibit/internal/origin"
)

// pictures are the drawings that somebody should look at.
func pictures() map[string]string {
	f := fixture()
	s := &f.Snapshot
	out := map[string]string{
		"series":         SeriesSVG(s.Series...),
		"series-none":    SeriesSVG(),
		"series-one":     SeriesSVG(casualty.Series{CountingBody: "City council", Scope: "Orlanka", Measure: casualty.BodiesFound, Points: points("m", []int{410}, "2031-04-03")}),
		"series-long":    SeriesSVG(longSeries(60)...),
		"series-falling": SeriesSVG(fallingSeries()),
		"refusal":        RefusalSVG(s.Refusals[0]),
		"refusal-six":    RefusalSVG(bigRefusal()),
		"refusal-empty":  RefusalSVG(casualty.Refusal{}),
	}
	for i, p := range s.Propositions {
		out[fmt.Sprintf("tree-%d", i+1)] = OriginTreeSVG(p, s.Origins, s.Claims, f.Items)
	}
	for _, n := range []int{1, 7, 24, 60, 61, 400} {
		w := wideTree(n)
		out[fmt.Sprintf("tree-wide-%d", n)] = OriginTreeSVG(w.Snapshot.Propositions[0], w.Snapshot.Origins, w.Snapshot.Claims, w.Items)
	}
	w := manyOrigins(70)
	out["tree-many-origins"] = OriginTreeSVG(w.Snapshot.Propositions[0], w.Snapshot.Origins, w.Snapshot.Claims, w.Items)
	w = nestedOrigins()
	out["tree-nested"] = OriginTreeSVG(w.Snapshot.Propositions[0], w.Snapshot.Origins, w.Snapshot.Claims, w.Items)
	out["tree-empty"] = OriginTreeSVG(origin.Proposition{Text: "Nothing is known"}, nil, nil, nil)
	return out
}

func longSeries(n int) []casualty.Series {
	killed := casualty.Series{CountingBody: "Joint Monitoring Mission", Scope: "Velmora", Measure: casualty.Killed}
	hurt := casualty.Series{CountingBody: "Joint Monitoring Mission", Scope: "Velmora", Measure: casualty.Injured}
	for i := range n {
		day := fmt.Sprintf("20%02d-%02d-%02d", 31+i/12, i%12+1, 5)
		killed.Points = append(killed.Points, casualty.Point{AsOf: day, Value: 180 + i*i*3, Qualifier: "at_least"})
		hurt.Points = append(hurt.Points, casualty.Point{AsOf: day, Value: 190 + i*i*3 + i*5, Qualifier: "more_than"})
	}
	return []casualty.Series{killed, hurt}
}

func fallingSeries() casualty.Series {
	s := casualty.Series{CountingBody: "Міська рада Орланки", Scope: "місто Орланка", Measure: casualty.Missing, Points: points("m", []int{90, 130, 71}, "2031-03-01", "2031-03-09", "2031-03-20")}
	s.Points[2].Correction = true
	s.Points[1].DataThrough, s.Points[1].AsOf, s.Points[1].AsOfMin, s.Points[1].AsOfMax = "", "", "2031-03-06", "2031-03-12"
	s.Points = append(s.Points, casualty.Point{Value: 12})
	return s
}

func bigRefusal() casualty.Refusal {
	r := casualty.Refusal{Rule: "overlapping-scope", Reason: strings.Repeat("Each of these counts includes people whom another of them includes as well. ", 4)}
	for i := range 6 {
		r.Terms = append(r.Terms, casualty.Term{Value: 1234567 * (i + 1), Measure: casualty.Combined, Qualifier: "at_least", Status: "unverified",
			Body: "Directorate for the Recording of Losses of the Lower Orlanka Region", Scope: "all districts of the region except two", AsOf: "2031-03-14"})
	}
	return r
}

// manyOrigins is one thing said by n speakers, each in its own report.
func manyOrigins(n int) casefile.File {
	f := wideTree(n)
	p := &f.Snapshot.Propositions[0]
	p.Origins, f.Snapshot.Origins, p.OriginsMin, p.OriginsMax = nil, nil, 3, n
	for i := range f.Snapshot.Claims {
		c := &f.Snapshot.Claims[i]
		c.Origin, c.Attribution = fmt.Sprintf("o%d", i), nil
		f.Snapshot.Origins = append(f.Snapshot.Origins, origin.Origin{ID: c.Origin, Speaker: fmt.Sprintf("resident of block %d in %s", i, name(i))})
		p.Origins = append(p.Origins, []string{c.Origin})
	}
	return f
}

// nestedOrigins has origins that go back to others, and a ring.
func nestedOrigins() casefile.File {
	f := manyOrigins(6)
	o := f.Snapshot.Origins
	o[1].DependsOn = []origin.Dependency{{Origin: "o0", Basis: "quotes it"}}
	o[2].DependsOn = []origin.Dependency{{Origin: "o1", Basis: "quotes it"}}
	o[0].DependsOn = []origin.Dependency{{Origin: "o2", Basis: "quotes it"}}
	o[0].BasisOfKnowledge, o[0].Channel = origin.Eyewitness, "interview"
	f.Snapshot.Propositions[0].Origins = [][]string{{"o0", "o1", "o2"}, {"o3"}, {"o4", "o5"}}
	return f
}

type svgText struct {
	words          string
	x1, y1, x2, y2 float64
}

// checkPicture holds that a picture is well-formed XML that asks for nothing, has a title and a description, and that
// no two runs of text touch or leave the picture.
func checkPicture(t *testing.T, name, svg string) {
	t.Helper()
	d := xml.NewDecoder(strings.NewReader(svg))
	var title, desc, open string
	var width, height float64
	var at svgText
	var size float64
	var anchor string
	var texts []svgText
	for {
		tok, err := d.Token()
		if err == io.EOF {
			break
		}
		if err != nil {
			t.Fatalf("%s: %v\n%s", name, err, svg)
		}
		switch e := tok.(type) {
		case xml.StartElement:
			open = e.Name.Local
			at, anchor = svgText{}, ""
			for _, a := range e.Attr {
				v, _ := strconv.ParseFloat(a.Value, 64)
				switch {
				case a.Name.Local == "x":
					at.x1 = v
				case a.Name.Local == "y":
					at.y1 = v
				case a.Name.Local == "font-size":
					size = v
				case a.Name.Local == "text-anchor":
					anchor = a.Value
				case a.Name.Local == "width" && open == "svg":
					width = v
				case a.Name.Local == "height" && open == "svg":
					height = v
				case a.Name.Local == "href" || strings.HasPrefix(a.Name.Local, "on") || a.Name.Local == "style":
					t.Errorf("%s: attribute %s", name, a.Name.Local)
				}
				if strings.Contains(a.Value, "NaN") || strings.Contains(a.Value, "Inf") {
					t.Errorf("%s: coordinate %s=%q", name, a.Name.Local, a.Value)
				}
			}
			if open == "script" || open == "image" || open == "foreignObject" {
				t.Errorf("%s: element %s", name, open)
			}
		case xml.CharData:
			switch open {
			case "title":
				title += string(e)
			case "desc":
				desc += string(e)
			case "text":
				w := textWidth(string(e), size) / 1.04
				at.words, at.y1, at.y2 = string(e), at.y1-size*0.72, at.y1+size*0.18
				switch anchor {
				case "middle":
					at.x1 -= w / 2
				case "end":
					at.x1 -= w
				}
				at.x2 = at.x1 + w
				texts = append(texts, at)
			}
		case xml.EndElement:
			open = ""
		}
	}
	if strings.TrimSpace(title) == "" || desc == "" && !strings.Contains(name, "none") && !strings.Contains(name, "empty") {
		t.Errorf("%s: title %q, description %q", name, title, desc)
	}
	for i, a := range texts {
		if a.x1 < -1 || a.y1 < -1 || a.x2 > width+1 || a.y2 > height+1 {
			t.Errorf("%s: %q leaves the picture of %v by %v: %+v", name, a.words, width, height, a)
		}
		for _, b := range texts[i+1:] {
			if a.x1 < b.x2 && b.x1 < a.x2 && a.y1 < b.y2 && b.y1 < a.y2 {
				t.Errorf("%s: %q and %q overlap", name, a.words, b.words)
			}
		}
	}
}

func TestTreeOfManyLeavesIsCollapsed(t *testing.T) {
	for _, leaves := range []int{1, 59, 60, 61, 400} {
		f := wideTree(leaves)
		b := open(&f)
		p := f.Snapshot.Propositions[0]
		tr := newTree(&p, b.finder())
		drawn := 0
		var walk func(*node)
		walk = func(n *node) {
			if n.Kind == "report" {
				drawn++
			}
			for _, k := range n.Kids {
				walk(k)
			}
		}
		for _, g := range tr.Groups {
			walk(g)
		}
		if drawn > maxLeaves || drawn+tr.Hidden != leaves {
			t.Errorf("%d reports: %d drawn, %d said to be hidden", leaves, drawn, tr.Hidden)
		}
	}
}

func TestNoReportOfATreeIsLost(t *testing.T) {
	f := nestedOrigins()
	f.Snapshot.Claims[5].Origin = "nobody knows" // in no group
	svg := OriginTreeSVG(f.Snapshot.Propositions[0], f.Snapshot.Origins, f.Snapshot.Claims, f.Items)
	for i := range f.Items {
		if !strings.Contains(svg, "item "+strconv.Itoa(i+1)) {
			t.Errorf("item %d is not in the tree", i+1)
		}
	}
}

func TestSevenMentionsOneOriginIsSaid(t *testing.T) {
	f := wideTree(7)
	svg := OriginTreeSVG(f.Snapshot.Propositions[0], f.Snapshot.Origins, f.Snapshot.Claims, f.Items)
	for _, want := range []string{"7 mentions,", "1 origin"} {
		if !strings.Contains(svg, want) {
			t.Errorf("the picture does not say %q", want)
		}
	}
}

func TestCaveatTravelsInsideThePicture(t *testing.T) {
	f := fixture()
	svg := SeriesSVG(f.Snapshot.Series...)
	for _, want := range []string{"The true number is probably higher.", "still to be corroborated"} {
		if !strings.Contains(svg, want) {
			t.Errorf("the picture of a running total lacks %q", want)
		}
	}
}

func TestRefusedSumIsNeverComputed(t *testing.T) {
	svg := RefusalSVG(fixture().Snapshot.Refusals[0])
	if strings.Contains(svg, "4,900") || strings.Contains(svg, "4900") {
		t.Error("the picture of the refusal holds the sum")
	}
}

func TestRestrictedReportIsNotNamedInATree(t *testing.T) {
	f := wideTree(3)
	f.Items[1].Restriction = "restricted"
	svg := OriginTreeSVG(f.Snapshot.Propositions[0], f.Snapshot.Origins, f.Snapshot.Claims, f.Items)
	if strings.Contains(svg, "item 2") || !strings.Contains(svg, "Item held back") {
		t.Error("a restricted report is named in the picture")
	}
}

func FuzzHostileTextStaysTextInPictures(f *testing.F) {
	for _, s := range hostile() {
		f.Add(s, 2400)
	}
	f.Fuzz(func(t *testing.T, s string, v int) {
		if !utf8.ValidString(s) || len(s) > 2000 {
			t.Skip()
		}
		v &= 1<<40 - 1
		series := fallingSeries()
		series.CountingBody, series.Scope, series.Caveats = s, s, []string{s}
		series.Points[0].Qualifier, series.Points[0].Value = s, v
		wellFormed(t, SeriesSVG(series))
		wellFormed(t, RefusalSVG(casualty.Refusal{Rule: s, Reason: s, Terms: []casualty.Term{{Value: v, Qualifier: s, Measure: casualty.Measure(s), Body: s, Scope: s, Status: s, AsOf: s}, {}}}))
		wellFormed(t, OriginTreeSVG(origin.Proposition{Text: s, Claims: []string{s}, Origins: [][]string{{s}}},
			[]origin.Origin{{ID: s, Speaker: s, Channel: s, Date: s, BasisOfKnowledge: origin.Basis(s)}}, []claim.Claim{{ID: s, Origin: s, Report: s, Attribution: []string{s, s + "x", s}}}, nil))
	})
}

// wellFormed holds that a picture is XML with the elements that we draw with and no other.
func wellFormed(t *testing.T, svg string) {
	t.Helper()
	d := xml.NewDecoder(strings.NewReader(svg))
	for {
		tok, err := d.Token()
		if err == io.EOF {
			return
		}
		if err != nil {
			t.Fatalf("%v\n%s", err, svg)
		}
		if e, ok := tok.(xml.StartElement); ok {
			switch e.Name.Local {
			case "svg", "title", "desc", "style", "rect", "path", "circle", "text":
			default:
				t.Fatalf("element %q", e.Name.Local)
			}
		}
	}
}
