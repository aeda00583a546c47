package casefile_test

import (
	"context"
	"crypto/rand"
	"database/sql"
	"os"
	"path/filepath"
	"testing"
	"time"

	"exhibit"
	"exhibit/internal/actor"
	"exhibit/internal/casefile"
	"exhibit/internal/claim"
	"exhibit/internal/ledger"
	"exhibit/internal/ledger/sqlite"
	"exhibit/internal/place"
	"exhibit/internal/reading"
	"exhibit/internal/store"
)

// rules is the claim reader under a version of the test's choice.
type rules struct {
	*claim.Reader
	version string
}

func (r rules) Version() string { return r.version }

func config(t testing.TB, files store.Files, home, version string) casefile.Config {
	t.Helper()
	reader, err := claim.New(claim.Config{Gazetteer: place.Default()})
	if err != nil {
		t.Fatal(err)
	}
	return casefile.Config{
		Program: "exhibit test", Files: files, Home: actor.Home{Dir: home, Files: store.Disk{}}, Clock: time.Now, Random: rand.Reader,
		OpenDB: func(ctx context.Context, path string, create, readOnly bool) (*sql.DB, error) {
			return sqlite.Open(ctx, path, ledger.Migrations(), create, readOnly)
		},
		Passphrase: func() (string, error) { return "", nil },
		Readers:    func() *reading.Set { return reading.New(reading.Config{}) },
		Claims:     rules{reader, version},
		Alive:      func(int) bool { return false },
	}
}

func write(t testing.TB, dir string, files map[string]string) string {
	t.Helper()
	for name, body := range files {
		p := filepath.Join(dir, filepath.FromSlash(name))
		if err := os.MkdirAll(filepath.Dir(p), 0o700); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(p, []byte(body), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	return dir
}

var reports = map[string]string{
	"01.txt":     "2022-03-10\n\nAt least 12 civilians were killed and 30 injured when shells hit a market in Okhtyrka on March 9, 2022, regional officials said.\n",
	"02.txt":     "2022-03-11\n\nShelling of a market in Okhtyrka on March 9 killed 12 civilians, the governor said.\n",
	"sub/03.txt": "2022-03-10\n\nAt least 12 civilians were killed and 30 injured when shells hit a market in Okhtyrka on March 9, 2022, regional officials said.\n",
	"empty.txt":  "",
}

func newCase(t testing.TB, cfg casefile.Config) *casefile.Case {
	t.Helper()
	c, err := casefile.Create(t.Context(), filepath.Join(t.TempDir(), "case"), cfg, "test", "T. Ester", "")
	if err != nil {
		t.Fatal(err)
	}
	return c
}

func runAll(t testing.TB, c *casefile.Case) {
	t.Helper()
	if _, err := c.Read(t.Context(), false); err != nil {
		t.Fatal(err)
	}
	if _, err := c.Assert(t.Context()); err != nil {
		t.Fatal(err)
	}
	if _, err := c.Weigh(t.Context()); err != nil {
		t.Fatal(err)
	}
}

func TestEveryFileHasAnOutcomeAndTheCaseVerifies(t *testing.T) {
	cfg := config(t, store.Disk{}, t.TempDir(), "rules/1")
	c := newCase(t, cfg)
	done, err := c.Add(t.Context(), []string{write(t, t.TempDir(), reports)}, casefile.AddOptions{})
	if err != nil {
		t.Fatal(err)
	}
	if done.Received != 4 || done.New != 3 || done.Duplicates != 1 {
		t.Errorf("received %d, new %d, duplicates %d; want 4, 3, 1", done.Received, done.New, done.Duplicates)
	}
	runAll(t, c)
	counts := map[string]int{}
	outcomes, err := c.Outcomes(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	for _, o := range outcomes {
		counts[o.Outcome]++
	}
	if counts["read"] != 2 || counts["duplicate"] != 1 || counts["failed"] != 1 {
		t.Errorf("outcomes %v", counts)
	}
	verified(t, c, nil)
	if err := c.Close(); err != nil {
		t.Fatal(err)
	}
	again, err := casefile.Open(t.Context(), c.Dir(), cfg, casefile.Write)
	if err != nil {
		t.Fatal(err)
	}
	defer again.Close()
	before, _ := again.Ledger().Size(t.Context())
	runAll(t, again)
	if after, _ := again.Ledger().Size(t.Context()); after != before {
		t.Errorf("running again with nothing outstanding made %d entries", after-before)
	}
}

func verified(t testing.TB, c *casefile.Case, want []string) *exhibit.Report {
	t.Helper()
	r, err := exhibit.Verify(t.Context(), c.View(t.Context()), exhibit.Options{})
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, f := range r.Findings {
		got = append(got, f.Code)
	}
	if len(want) == 0 && len(got) > 0 {
		t.Errorf("findings: %+v", r.Findings)
	}
	return r
}
