package casefile_test

import (
	"context"
	"crypto/rand"
	"database/sql"
	"errors"
	"path/filepath"
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

// sealedCase is a case with two actors and a restricted item, whose lead has a new key.
func sealedCase(t testing.TB) *casefile.Case {
	t.Helper()
	cfg := config(t, store.Disk{}, t.TempDir(), "rules/1")
	c := newCase(t, cfg)
	t.Cleanup(func() { c.Close() })
	in := write(t, t.TempDir(), map[string]string{"a.txt": "shut", "b.txt": "open"})
	rows := []sheet.Row{{Line: 2, Path: "a.txt", Values: map[string]string{"restriction": custody.RestrictedItem}}}
	if _, err := c.Add(t.Context(), []string{in}, casefile.AddOptions{Sheet: rows, Name: "items.csv"}); err != nil {
		t.Fatal(err)
	}
	withAnalyst(t, c, cfg)
	fresh, err := actor.Generate(rand.Reader)
	if err == nil {
		err = cfg.Home.Save(fresh, "")
	}
	if err == nil {
		err = c.RotateKey(t.Context(), fresh, "once a year")
	}
	if err == nil {
		err = c.Restrict(t.Context(), exhibit.RefOf([]byte("open")), "unit 4", "asked for")
	}
	if err != nil {
		t.Fatal(err)
	}
	return c
}

// meddle changes the database behind the program's back.
func meddle(t testing.TB, c *casefile.Case, query string, args ...any) {
	t.Helper()
	db, err := sql.Open("sqlite", filepath.Join(c.Dir(), "record.db"))
	if err == nil {
		_, err = db.ExecContext(context.Background(), query, args...)
	}
	if err == nil {
		err = db.Close()
	}
	if err != nil {
		t.Fatal(err)
	}
}

func TestABitFlippedInWhatIsSealedIsFoundWithoutTheKey(t *testing.T) {
	c := sealedCase(t)
	check := func() []string {
		found, err := c.CheckSealed(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		return found
	}
	if found := check(); len(found) > 0 {
		t.Fatalf("nothing was altered, and: %q", found)
	}
	for _, column := range []string{"annex.sealed", "annex.sig", "item_keys.wrapped", "item_keys.sig"} {
		table, name, _ := strings.Cut(column, ".")
		var whole []byte
		var row int
		rows := c.Ledger().DB()
		if err := rows.QueryRowContext(t.Context(), `SELECT rowid, `+name+` FROM `+table+` ORDER BY rowid LIMIT 1`).Scan(&row, &whole); err != nil {
			t.Fatal(err)
		}
		for bit := 0; bit < 8*len(whole); bit += 1 + len(whole)/4 {
			flipped := slices.Clone(whole)
			flipped[bit/8] ^= 1 << (bit % 8)
			meddle(t, c, `UPDATE `+table+` SET `+name+` = $1 WHERE rowid = $2`, flipped, row)
			if found := check(); len(found) != 1 {
				t.Errorf("bit %d of %s: %q", bit, column, found)
			}
		}
		meddle(t, c, `UPDATE `+table+` SET `+name+` = $1 WHERE rowid = $2`, whole, row)
	}
	meddle(t, c, `DELETE FROM item_keys`)
	meddle(t, c, `DELETE FROM annex WHERE actor = 'A2'`)
	if found := check(); len(found) != 3 {
		t.Errorf("two keys and a name are missing, and: %q", found)
	}
}

func TestWhatALostKeySealedIsNotReliedOn(t *testing.T) {
	cfg := config(t, store.Disk{}, t.TempDir(), "rules/1")
	c := newCase(t, cfg)
	defer c.Close()
	theirs, err := casefile.Open(t.Context(), c.Dir(), withAnalyst(t, c, cfg), casefile.Write)
	if err != nil {
		t.Fatal(err)
	}
	in := write(t, t.TempDir(), map[string]string{"a.txt": "shut"})
	rows := []sheet.Row{{Line: 2, Path: "a.txt", Values: map[string]string{"restriction": custody.RestrictedItem}}}
	_, err = theirs.Add(t.Context(), []string{in}, casefile.AddOptions{Sheet: rows, Name: "items.csv"})
	fingerprint := theirs.Fingerprint()
	if err = errors.Join(err, theirs.Close()); err != nil {
		t.Fatal(err)
	}
	found := func() []string {
		t.Helper()
		found, err := c.CheckSealed(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		return found
	}
	var wrapped, sig []byte
	var key string
	if err := c.Ledger().DB().QueryRowContext(t.Context(), `SELECT wrapped, key, sig FROM item_keys`).Scan(&wrapped, &key, &sig); err != nil || key != fingerprint {
		t.Fatalf("signed by %s: %v", key, err)
	}
	if err := c.LoseKey(t.Context(), fingerprint, "a laptop was stolen"); err != nil {
		t.Fatal(err)
	}
	if f := found(); len(f) > 0 {
		t.Errorf("sealed anew when the key was lost, and: %q", f)
	}
	meddle(t, c, `UPDATE item_keys SET wrapped = $1, key = $2, sig = $3`, wrapped, key, sig)
	if f := found(); len(f) != 1 || !strings.Contains(f[0], "which was lost") {
		t.Errorf("signed with a lost key: %q", f)
	}
}

func TestSealedThingsWithoutAPlaceForSignaturesAreReported(t *testing.T) {
	c := sealedCase(t)
	for _, column := range []string{"annex DROP COLUMN key", "annex DROP COLUMN sig", "item_keys DROP COLUMN key", "item_keys DROP COLUMN sig"} {
		meddle(t, c, `ALTER TABLE `+column)
	}
	found, err := c.CheckSealed(t.Context())
	if err != nil || len(found) != 4 || !strings.HasPrefix(found[0], "nobody signed the sealed") {
		t.Errorf("two names and two keys that nobody signed: %q, %v", found, err)
	}
}

func TestATableOfKeysThatTheEntriesDoNotGiveIsFoundAndMadeAgain(t *testing.T) {
	c := sealedCase(t)
	asEntriesSay(t, c)
	for _, query := range []string{
		`UPDATE keys SET role = 'lead' WHERE actor = 'A2'`,
		`UPDATE keys SET retired_at = NULL`,
		`UPDATE keys SET public = zeroblob(32) WHERE actor = 'A2'`,
		`INSERT INTO keys (fingerprint, public, actor, role, entry) VALUES ('00', zeroblob(32), 'A3', 'lead', 3)`,
		`DELETE FROM keys WHERE actor = 'A2'`,
	} {
		meddle(t, c, query)
		found, err := c.CheckRecords(t.Context(), scratch(t))
		if err != nil || len(found) != 1 || !strings.Contains(found[0], "table keys") {
			t.Errorf("%s: %q, %v", query, found, err)
		}
		if _, err := c.Rebuild(t.Context()); err != nil {
			t.Fatal(err)
		}
		asEntriesSay(t, c)
	}
}
