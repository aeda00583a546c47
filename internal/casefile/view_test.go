package casefile_test

import (
	"testing"

	"exhibit"
	"exhibit/internal/casefile"
	"exhibit/internal/store"
)

func TestWhatIsWrittenDuringACheckIsNoFinding(t *testing.T) {
	cfg := config(t, store.Disk{}, t.TempDir(), "rules/1")
	c := newCase(t, cfg)
	defer c.Close()
	if _, err := c.Add(t.Context(), []string{write(t, t.TempDir(), reports)}, casefile.AddOptions{}); err != nil {
		t.Fatal(err)
	}
	before, err := c.Ledger().Size(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	reader, err := casefile.Open(t.Context(), c.Dir(), cfg, casefile.ReadOnly)
	if err != nil {
		t.Fatal(err)
	}
	defer reader.Close()
	view := reader.View(t.Context())
	defer view.Close()
	if _, err := c.Add(t.Context(), []string{write(t, t.TempDir(), map[string]string{"late.txt": "late\n"})}, casefile.AddOptions{}); err != nil {
		t.Fatal(err)
	}
	r, err := exhibit.Verify(t.Context(), view, exhibit.Options{})
	if err != nil {
		t.Fatal(err)
	}
	if len(r.Findings) > 0 || r.Entries != before || r.Size != before {
		t.Errorf("%d entries, size %d, want %d of both; findings %+v", r.Entries, r.Size, before, r.Findings)
	}
	if len(r.Orphans) != 1 {
		t.Errorf("orphans %v, want the one that arrived during the check", r.Orphans)
	}
	verified(t, reader, nil)
}
