package main

import (
	"fmt"
	"strconv"
	"strings"

	"exhibit/internal/casualty"
	"exhibit/internal/dossier"
)

func seriesID(s *casualty.Series) string { return s.ID }

// findSeries shows a series by its id, its number in the list, or its counting body where that has one.
func (v *viewer) findSeries() error {
	all, want := v.s.Series, v.c.ID
	if n, err := strconv.Atoi(want); err == nil {
		if n < 1 || n > len(all) {
			return fmt.Errorf("there is no series %d: this case has %d; exhibit show series lists them", n, len(all))
		}
		return showOne(v, &all[n-1], v.series)
	}
	var of []*casualty.Series
	for i := range all {
		if want != "" && strings.EqualFold(oneLine(all[i].CountingBody), oneLine(want)) {
			of = append(of, &all[i])
		}
	}
	switch len(of) {
	case 0:
		n := 0
		return show(v, "series", all, seriesID, func(s *casualty.Series) string {
			n++
			return fmt.Sprintf("%d  %s", n, seriesLine(s))
		}, v.series)
	case 1:
		return showOne(v, of[0], v.series)
	}
	v.look(of)
	if v.c.JSON {
		return v.json(of)
	}
	if v.c.Svg {
		var list []casualty.Series
		for _, s := range of {
			list = append(list, *s)
		}
		v.printf("%s", dossier.SeriesSVG(list...))
		return nil
	}
	for n, s := range of {
		if n > 0 {
			v.printf("\n")
		}
		if err := v.series(s); err != nil {
			return err
		}
	}
	return nil
}

// series prints the page of a series: each point with its days and words, what fell, and what the body says about its
// own figures.
func (v *viewer) series(s *casualty.Series) error {
	if v.c.Svg {
		v.printf("%s", dossier.SeriesSVG(*s))
		return nil
	}
	v.printf("%s: %s, %s\n", oneLine(s.CountingBody), plainWords(string(s.Measure)), oneLine(s.Scope))
	var ids []string
	for _, p := range s.Points {
		ids = append(ids, p.Claims...)
	}
	v.unreviewed(ids)
	v.line("id", s.ID)
	v.line("status", plainWords(s.Status))
	v.line("read as", "each point replaces the one before; never summed, and nothing is known of the days between")
	checkable := "no: there is no breakdown by incident"
	if s.Checkable {
		checkable = "by incident: there is a breakdown"
	}
	v.line("checkable", checkable)
	for _, c := range s.Caveats {
		v.line("caveat", c)
	}
	v.printf("Points\n")
	for i := range s.Points {
		v.point(&s.Points[i])
	}
	return nil
}

func (v *viewer) point(p *casualty.Point) {
	v.printf("  %s  %s\n", oneLine(plainWords(p.Qualifier)+" "+strconv.Itoa(p.Value)), dayOr(p.AsOf, p.AsOfMin, p.AsOfMax, "as of a day that is not stated"))
	for _, x := range [][2]string{{"data to", p.DataThrough}, {"published", p.Published}, {"replaces", p.Supersedes}, {"order", p.Order}} {
		v.line("  "+x[0], x[1])
	}
	if p.Correction {
		v.line("  correction", "the total fell")
	}
	v.quotes(p.Claims)
}
