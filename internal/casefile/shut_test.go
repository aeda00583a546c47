package casefile_test

import (
	"crypto/rand"
	"slices"
	"strings"
	"testing"

	"exhibit"
	"exhibit/internal/actor"
	"exhibit/internal/casefile"
	"exhibit/internal/custody"
	"exhibit/internal/intake/sheet"
	"exhibit/internal/store"
)

// withAnalyst adds an analyst with a home of their own, and returns how they open the case.
func withAnalyst(t testing.TB, c *casefile.Case, cfg casefile.Config) casefile.Config {
	t.Helper()
	theirs := cfg
	theirs.Home = actor.Home{Dir: t.TempDir(), Files: store.Disk{}}
	key, err := actor.Generate(rand.Reader)
	if err == nil {
		err = theirs.Home.Save(key, "")
	}
	if err == nil {
		_, err = c.AddActor(t.Context(), casefile.PublicHalf(key), "B. Analyst", "analyst")
	}
	if err != nil {
		t.Fatal(err)
	}
	return theirs
}

func TestARestrictedItemThatTheKeyDoesNotOpenStopsNobodyElse(t *testing.T) {
	cfg := config(t, store.Disk{}, t.TempDir(), "rules/1")
	c := newCase(t, cfg)
	shut := "2022-03-05\n\nA missile killed 2 civilians in Sumy on March 5, 2022, said " + sealedOnArrival + ".\n"
	in := write(t, t.TempDir(), map[string]string{"a.txt": reports["01.txt"], "b.txt": shut, "c.txt": reports["02.txt"]})
	rows := []sheet.Row{{Line: 2, Path: "b.txt", Values: map[string]string{"restriction": custody.RestrictedItem}}}
	if _, err := c.Add(t.Context(), []string{in}, casefile.AddOptions{Sheet: rows, Name: "items.csv"}); err != nil {
		t.Fatal(err)
	}
	if _, err := c.Clear(t.Context(), exhibit.RefOf([]byte(shut)), exhibit.Ref{}, "the witness agreed"); err != nil {
		t.Fatal(err)
	}
	theirs := withAnalyst(t, c, cfg)
	if err := c.Close(); err != nil {
		t.Fatal(err)
	}
	outcomes := func(c *casefile.Case) (out []string) {
		items, err := c.Items(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		for _, it := range items {
			code, _, _ := strings.Cut(it.Reason, ":")
			out = append(out, it.Reports[0]+" "+it.Outcome+" "+code)
		}
		return out
	}
	size := func(c *casefile.Case) int64 {
		n, err := c.Ledger().Size(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		return n
	}
	analyst := opened(t, c.Dir(), theirs)
	for range 2 {
		before := size(analyst)
		done, err := analyst.Read(t.Context(), false)
		if err != nil || done.Failed != 1 {
			t.Fatalf("the analyst reads %+v, %v", done, err)
		}
		if have, want := outcomes(analyst), []string{"a.txt read ", "b.txt failed " + casefile.CannotOpen, "c.txt read "}; !slices.Equal(have, want) {
			t.Fatalf("outcomes %q, want %q", have, want)
		}
		if done.Done == 0 && size(analyst) != before {
			t.Error("the same outcome was recorded twice")
		}
	}
	if err := analyst.Close(); err != nil {
		t.Fatal(err)
	}
	lead := opened(t, c.Dir(), cfg)
	defer lead.Close()
	if done, err := lead.Read(t.Context(), false); err != nil || done != (casefile.Done{Done: 1}) {
		t.Errorf("the lead reads %+v, %v", done, err)
	}
	if have, want := outcomes(lead), []string{"a.txt read ", "b.txt read ", "c.txt read "}; !slices.Equal(have, want) {
		t.Errorf("outcomes %q, want %q", have, want)
	}
	verified(t, lead, nil)
}

func opened(t testing.TB, dir string, cfg casefile.Config) *casefile.Case {
	t.Helper()
	c, err := casefile.Open(t.Context(), dir, cfg, casefile.Write)
	if err != nil {
		t.Fatal(err)
	}
	return c
}
