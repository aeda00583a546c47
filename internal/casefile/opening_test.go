package casefile_test

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/google/go-cmp/cmp"

	"exhibit"
	"exhibit/internal/casefile"
	"exhibit/internal/submission"
)

// looks lists the access log as act and items.
func looks(t *testing.T, c *casefile.Case) [][]any {
	t.Helper()
	var out [][]any
	broken, err := c.AccessLog(t.Context(), func(a casefile.Access) error {
		if a.Actor != "A1" || a.At == "" || a.Tool != "exhibit test" {
			t.Errorf("%+v", a)
		}
		out = append(out, []any{a.Act, len(a.Items), a.Names})
		return nil
	})
	if err != nil || broken != 0 {
		t.Fatalf("%d broken lines, %v", broken, err)
	}
	return out
}

func TestOpeningARestrictedOriginalIsEnteredInTheAccessLog(t *testing.T) {
	c := withSheet(t, witnessed, map[string]map[string]string{"note.txt": {"restriction": "restricted"}})
	runAll(t, c)
	if got := looks(t, c); got != nil {
		t.Errorf("nothing restricted was opened, and the log says %v", got)
	}
	clearItem(t, c, "note.txt")
	if _, err := c.ActorName(t.Context(), "A1"); err != nil {
		t.Fatal(err)
	}
	ref := refOf(t, c, "note.txt")
	if err := c.AllowRelease(t.Context(), ref, "Court", "the source agreed"); err != nil {
		t.Fatal(err)
	}
	runAll(t, c)
	handOver(t, c, "Court", submission.Selection{Release: map[exhibit.Ref]bool{ref: true}})
	if d := cmp.Diff([][]any{{casefile.Opened, 1, ""}, {casefile.Named, 0, "A1"}}, looks(t, c)); d != "" {
		t.Error(d)
	}
}

func TestWhatCannotBeEnteredInTheAccessLogIsNotOpened(t *testing.T) {
	c := withSheet(t, witnessed, map[string]map[string]string{"note.txt": {"restriction": "restricted"}})
	if err := os.Mkdir(filepath.Join(c.Dir(), casefile.AccessFile), 0o700); err != nil {
		t.Fatal(err)
	}
	if _, err := c.ActorName(t.Context(), "A1"); err == nil {
		t.Error("a name was opened, and no log says so")
	}
	if _, err := c.Clear(t.Context(), refOf(t, c, "note.txt"), exhibit.Ref{}, "the source agreed"); err == nil {
		t.Error("a restricted original was opened, and no log says so")
	}
}

func TestTheAccessLogIsNoEvidence(t *testing.T) {
	c := withSheet(t, witnessed, nil)
	if err := c.Access(t.Context(), casefile.Access{Act: casefile.Showed, What: "item"}); err != nil {
		t.Fatal(err)
	}
	before := verified(t, c, nil)
	if err := c.Access(t.Context(), casefile.Access{Act: casefile.Showed, What: "item"}); err != nil {
		t.Fatal(err)
	}
	after := verified(t, c, nil)
	if before.Size != after.Size || before.Files != after.Files {
		t.Errorf("a look changed what is checked: %d entries and %d files, then %d and %d", before.Size, before.Files, after.Size, after.Files)
	}
	if _, err := c.View(t.Context()).Open(casefile.AccessFile); err == nil {
		t.Error("the log is part of what is checked")
	}
}
