package casefile_test

import (
	"errors"
	"testing"

	"exhibit/internal/casefile"
	"exhibit/internal/store"
)

func TestACaseWithNewerTablesIsRefusedInOneSentenceAlsoForReading(t *testing.T) {
	cfg := config(t, store.Disk{}, t.TempDir(), "rules/1")
	c := newCase(t, cfg)
	meddle(t, c, `INSERT INTO goose_db_version (version_id, is_applied) VALUES (99999, 1)`)
	if err := c.Close(); err != nil {
		t.Fatal(err)
	}
	for _, mode := range []casefile.Mode{casefile.ReadOnly, casefile.Write} {
		_, err := casefile.Open(t.Context(), c.Dir(), cfg, mode)
		if !errors.Is(err, casefile.ErrNewer) {
			t.Fatalf("mode %d: %v", mode, err)
		}
		if err := inOneSentence(err); err != nil {
			t.Error(err)
		}
	}
}
