package main

import (
	"fmt"
	"maps"
	"slices"
	"time"

	"exhibit/internal/casefile"
	"exhibit/internal/dossier"
)

type timelineCmd struct {
	caseFlag
	From  string `placeholder:"DAY" help:"Only what may lie on or after this day (2022-03-14, 2022-03 or 2022)."`
	To    string `placeholder:"DAY" help:"Only what may lie on or before this day."`
	Place string `placeholder:"NAME" help:"Only what lies at this place or within it, as reports and gazetteer name it."`
	JSON  bool   `help:"As JSON."`
}

func (timelineCmd) Help() string {
	return `What is known only as a range of days is shown as one, where the range begins; what nobody dates stands apart at the end.

Examples:
  exhibit timeline --case bucha
  exhibit timeline --case bucha --from 2022-03 --to 2022-03-15 --place Mariupol`
}

func (c *timelineCmd) Run(a *app) error {
	from, err := dayFlag("from", c.From, false)
	if err != nil {
		return err
	}
	to, err := dayFlag("to", c.To, true)
	if err != nil {
		return err
	}
	if from != "" && to != "" && from > to {
		return &exitError{exitCannot, fmt.Errorf("--from %s lies after --to %s; turn them round", c.From, c.To)}
	}
	return a.withFile(c.Case, func(cf *casefile.Case, f *casefile.File, w *words) error {
		all := dossier.Timeline(f)
		shown := slices.DeleteFunc(append([]dossier.Moment{}, all...), func(m dossier.Moment) bool { return !m.May(from, to) || !m.At(c.Place) })
		a.looked(cf, casefile.Access{Act: casefile.Showed, What: "timeline", Items: w.in(shown)})
		if c.JSON {
			return a.json(shown)
		}
		if len(shown) == 0 {
			a.printf("Nothing of this case is found there%s.\n", placesNear(all, c.Place))
			return nil
		}
		a.timeline(shown)
		return nil
	})
}

// withFile opens a case for reading and gives fn all that readers of it are shown.
func (a *app) withFile(dir string, fn func(*casefile.Case, *casefile.File, *words) error) error {
	return a.with(dir, casefile.ReadOnly, func(cf *casefile.Case) error {
		f, err := cf.File(a.ctx)
		if err != nil {
			return err
		}
		protected, err := cf.Protected(a.ctx)
		if err != nil {
			return err
		}
		return fn(cf, &f, newWords(protected, &f.Snapshot))
	})
}

// dayFlag reads a day, a month or a year; last takes the last day of a month or year.
func dayFlag(name, s string, last bool) (string, error) {
	if s == "" {
		return "", nil
	}
	for layout, step := range map[string][3]int{time.DateOnly: {0, 0, 1}, "2006-01": {0, 1, 0}, "2006": {1, 0, 0}} {
		t, err := time.Parse(layout, s)
		if err != nil {
			continue
		}
		if last {
			t = t.AddDate(step[0], step[1], step[2]).AddDate(0, 0, -1)
		}
		return t.Format(time.DateOnly), nil
	}
	return "", &exitError{exitCannot, fmt.Errorf("--%s %q is no day; write 2022-03-14, 2022-03 or 2022", name, s)}
}

// placesNear names places of the case that are spelt nearly as the one asked for, as part of a sentence.
func placesNear(all []dossier.Moment, place string) string {
	names := map[string]bool{}
	for i := range all {
		for _, p := range all[i].Places {
			names[p] = true
		}
	}
	return near(slices.Sorted(maps.Keys(names)), place, func(s *string) string { return *s })
}

// timeline prints moments under their days.
func (a *app) timeline(all []dossier.Moment) {
	head := ""
	for i := range all {
		m := &all[i]
		if day := dayOr("", m.DateMin, m.DateMax, "Undated: the reports give no day, and none is made up"); day != head {
			head = day
			a.printf("%s\n", day)
		}
		mark := ""
		if m.Stamp != "" {
			mark = "  " + m.Stamp
		}
		if m.Kind == "incident" {
			disputed := ""
			if m.Disputed {
				disputed = ", disputed"
			}
			a.printf("  incident   %s  %s  (%s origins in %d reports%s)%s\n", m.ID, oneLine(m.Title), between(m.Origins[0], m.Origins[1]), len(m.Reports), disputed, mark)
			continue
		}
		more := ""
		if m.Quotes > 1 {
			more = fmt.Sprintf(" and %d more", m.Quotes-1)
		}
		a.printf("  statement  %s  %s: “%s”%s  (%d reports)%s\n", m.ID, oneLine(m.Speaker), oneLine(m.Quote), more, len(m.Reports), mark)
	}
}
