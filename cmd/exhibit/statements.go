package main

import (
	"maps"
	"slices"
	"strings"

	"exhibit/internal/casefile"
	"exhibit/internal/dossier"
)

type statementsCmd struct {
	caseFlag
	Speaker string `placeholder:"NAME" help:"Only this speaker: name or role, or a part of them."`
	JSON    bool   `help:"As JSON."`
}

func (statementsCmd) Help() string {
	return `Denials and replies stand beside what they deny, with how they are tied to it. What an outlet tells itself is no statement.

Examples:
  exhibit statements --case bucha
  exhibit statements --case bucha --speaker "human rights office"`
}

func (c *statementsCmd) Run(a *app) error {
	return a.withFile(c.Case, func(cf *casefile.Case, f *casefile.File, w *words) error {
		all := dossier.Statements(f)
		shown := slices.DeleteFunc(append([]dossier.Statement{}, all...), func(s dossier.Statement) bool { return !c.by(&s) })
		a.looked(cf, casefile.Access{Act: casefile.Showed, What: "statements", Items: w.in(shown)})
		if c.JSON {
			return a.json(shown)
		}
		if len(shown) == 0 {
			a.printf("Nobody of that name speaks in this case%s; exhibit statements lists who does.\n", speakersNear(all, c.Speaker))
			return nil
		}
		for i := range shown {
			a.statement(&shown[i])
		}
		return nil
	})
}

// by reports whether the speaker of a statement is the one asked for.
func (c *statementsCmd) by(s *dossier.Statement) bool {
	want := strings.ToLower(oneLine(c.Speaker))
	for _, have := range []string{s.Speaker, s.Role, s.FirstBy} {
		if strings.Contains(strings.ToLower(oneLine(have)), want) {
			return true
		}
	}
	return false
}

func speakersNear(all []dossier.Statement, name string) string {
	names := map[string]bool{}
	for i := range all {
		names[all[i].Speaker] = true
	}
	return near(slices.Sorted(maps.Keys(names)), name, func(s *string) string { return *s })
}

// statement prints one statement, where it comes from, and what is said against it.
func (a *app) statement(s *dossier.Statement) {
	a.said(s, "")
	if s.First != "" && s.First != s.Origin {
		a.printf("    first origin %s  %s: %s\n", s.First, oneLine(s.FirstBy), oneLine(strings.Join(s.FirstBasis, "; ")))
	} else if s.Origin != "" {
		a.printf("    first origin %s\n", s.Origin)
	}
	if s.Denies != "" {
		a.printf("    denies “%s”\n", oneLine(s.Denies))
	}
	if s.Tie != "" {
		a.printf("    stands beside %s (%s)\n", orNothing(strings.Join(s.Of, ", ")), s.Tie)
	}
	for i := range s.Against {
		a.printf("    AGAINST IT (%s)\n", s.Against[i].Tie)
		a.said(&s.Against[i], "      ")
	}
	a.printf("\n")
}

func (a *app) said(s *dossier.Statement, indent string) {
	who := s.Speaker
	if s.Role != "" {
		who += ", " + s.Role
	}
	mark := "  " + s.Stamp
	if s.DecidedBy != "" {
		mark = "  (" + s.Status + " by " + s.DecidedBy + ")"
	}
	a.printf("%s%s  %s%s\n", indent, dayOr(s.Day, s.DayMin, s.DayMax, "undated"), oneLine(who), mark)
	a.printf("%s  “%s”\n", indent, oneLine(s.Quote))
	a.printf("%s    %s  %s [%d:%d]  %s\n", indent, s.Claim, oneLine(s.Report), s.CharStart, s.CharEnd, oneLine(strings.Join(s.Attribution, " → ")))
}

func orNothing(s string) string {
	if s == "" {
		return "nothing"
	}
	return s
}
