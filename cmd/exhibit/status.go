package main

import (
	"fmt"
	"text/tabwriter"

	"exhibit/internal/casefile"
)

type statusCmd struct {
	caseFlag
	Outcomes bool `help:"List the outcome of every thing offered."`
	JSON     bool `help:"As JSON."`
}

func (statusCmd) Help() string {
	return "Examples:\n  exhibit status --case bucha\n  exhibit status --case bucha --outcomes --json"
}

// status is what `status --json` prints.
type status struct {
	Case      string             `json:"case"`
	Origin    string             `json:"origin"`
	Entries   int64              `json:"entries"`
	Items     int                `json:"items"`
	Offered   int                `json:"offered"`
	Counts    map[string]int     `json:"counts"` // by outcome; they add up to offered
	Remarks   int                `json:"remarks"`
	Gaps      map[string]int     `json:"gaps"` // provenance fields not stated, in how many items
	Restrict  int                `json:"restricted"`
	Stale     bool               `json:"stale"`
	Orphaned  int                `json:"decisions_orphaned"`
	Decisions int                `json:"decisions"`
	Outcomes  []casefile.Outcome `json:"outcomes,omitempty"`
}

func (c *statusCmd) Run(a *app) error {
	return a.with(c.Case, casefile.ReadOnly, func(cf *casefile.Case) error {
		s, err := a.statusOf(cf)
		if err != nil {
			return err
		}
		outcomes := s.Outcomes
		if !c.Outcomes {
			s.Outcomes = nil
		}
		if c.JSON {
			return a.json(s)
		}
		a.printStatus(s)
		if !c.Outcomes {
			return nil
		}
		w := tabwriter.NewWriter(a.stdout, 0, 8, 2, ' ', 0)
		for _, o := range outcomes {
			fmt.Fprintf(w, "%d\t%s\t%s\t%s\n", o.Entry, o.Outcome, plain(oneLine(o.Report)), plain(oneLine(o.Reason)))
		}
		return w.Flush()
	})
}

func (a *app) statusOf(cf *casefile.Case) (status, error) {
	s := status{Case: cf.Dir(), Origin: cf.Origin(), Counts: map[string]int{}, Gaps: map[string]int{}}
	var err error
	if s.Entries, err = cf.Ledger().Size(a.ctx); err != nil {
		return s, err
	}
	items, err := cf.Items(a.ctx)
	if err != nil {
		return s, err
	}
	for _, it := range items {
		if it.Ref == "" {
			continue
		}
		s.Items++
		if it.Restriction != "open" {
			s.Restrict++
		}
		for _, g := range it.Gaps {
			s.Gaps[g]++
		}
	}
	if s.Outcomes, err = cf.Outcomes(a.ctx); err != nil {
		return s, err
	}
	for _, o := range s.Outcomes {
		if o.Outcome == "remark" {
			s.Remarks++
			continue
		}
		s.Offered++
		s.Counts[o.Outcome]++
	}
	fresh, decisions, err := cf.Standing(a.ctx)
	if err != nil {
		return s, err
	}
	s.Stale, s.Decisions = !fresh, len(decisions)
	for _, d := range decisions {
		if !d.Bound {
			s.Orphaned++
		}
	}
	return s, nil
}

func (a *app) printStatus(s status) {
	a.printf("%s (%s)\n%d entries in the ledger, %d items, %d restricted\n%d things offered:", s.Case, s.Origin, s.Entries, s.Items, s.Restrict, s.Offered)
	for _, k := range []string{casefile.OutcomeRead, casefile.OutcomePreserved, casefile.OutcomeDuplicate, casefile.OutcomeFailed, casefile.OutcomeRefused} {
		a.printf(" %s %d", k, s.Counts[k])
	}
	a.printf("; remarks %d\n", s.Remarks)
	if s.Decisions > 0 {
		a.printf("%d decisions, %d of them find no words any more\n", s.Decisions, s.Orphaned)
	}
	if s.Stale {
		a.printf("Something is outstanding; next: exhibit run, or exhibit rebuild --case %s\n", s.Case)
	}
}
