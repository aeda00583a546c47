package casefile_test

import (
	"archive/zip"
	"bytes"
	"database/sql"
	"errors"
	"io/fs"
	"maps"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"exhibit"
	"exhibit/internal/casefile"
	"exhibit/internal/custody"
	"exhibit/internal/intake/sheet"
	"exhibit/internal/ledger"
	"exhibit/internal/ledger/sqlite"
	"exhibit/internal/store"
)

func scratch(t testing.TB) *sql.DB {
	t.Helper()
	db, err := sqlite.Open(t.Context(), filepath.Join(t.TempDir(), "scratch.db"), ledger.Migrations(), true, false)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { db.Close() })
	return db
}

// asEntriesSay checks that the records are those the entries give.
func asEntriesSay(t testing.TB, c *casefile.Case) {
	t.Helper()
	differ, err := c.CheckRecords(t.Context(), scratch(t))
	if err != nil {
		t.Fatal(err)
	}
	for _, s := range differ {
		t.Error(s)
	}
}

// withLink is an archive with a link in it, which is refused.
func withLink(t testing.TB, link string, files map[string]string) string {
	t.Helper()
	var b bytes.Buffer
	w := zip.NewWriter(&b)
	h := &zip.FileHeader{Name: link}
	h.SetMode(fs.ModeSymlink | 0o777)
	f, err := w.CreateHeader(h)
	if err == nil {
		_, err = f.Write([]byte("/etc/hostname"))
	}
	for _, name := range slices.Sorted(maps.Keys(files)) {
		if err == nil {
			f, err = w.Create(name)
		}
		if err == nil {
			_, err = f.Write([]byte(files[name]))
		}
	}
	if err := errors.Join(err, w.Close()); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

func TestAnErasureTakesWhatWasRefusedOfTheItem(t *testing.T) {
	cfg := config(t, store.Disk{}, t.TempDir(), "rules/1")
	c := newCase(t, cfg)
	defer c.Close()
	inner := withLink(t, "out-of-the-inner", map[string]string{"deep.txt": "words of the deep\n"})
	outer := withLink(t, "the-boy-from-the-well", map[string]string{"kept.txt": "words that stay\n", "inner.zip": inner})
	in := write(t, t.TempDir(), map[string]string{"outer.zip": outer, "other.zip": withLink(t, "another", nil)})
	if _, err := c.Add(t.Context(), []string{in}, casefile.AddOptions{}); err != nil {
		t.Fatal(err)
	}
	done, err := c.Erase(t.Context(), exhibit.RefOf([]byte(outer)), "order 1", "asked for")
	if err != nil {
		t.Fatal(err)
	}
	outcomes, err := c.Outcomes(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	var named []int64
	for _, o := range outcomes {
		if strings.HasPrefix(o.Report, "outer.zip!") && o.Ref != "" {
			named = append(named, o.Entry)
		}
	}
	slices.Sort(named)
	if !slices.Equal(done.Named, named) || len(named) != 3 {
		t.Errorf("entries %v are said to name it, want %v", done.Named, named)
	}
	for _, n := range done.Entries {
		if line, err := c.Ledger().Line(t.Context(), n); err != nil || !line.Erased {
			t.Errorf("entry %d: %+v, %v", n, line, err)
		}
	}
	if inFiles(t, c.Dir(), "the-boy-from-the-well") {
		t.Error("the name of a refused member lives on")
	}
	for _, kept := range []string{"out-of-the-inner", "another"} {
		if !inFiles(t, c.Dir(), kept) {
			t.Errorf("the refusal of %s, which is not about the erased item, is gone", kept)
		}
	}
	verified(t, c, nil)
	asEntriesSay(t, c)
}

func TestWhatAnErasedVersionStoodInForIsNotClearedAnyMore(t *testing.T) {
	cfg := config(t, store.Disk{}, t.TempDir(), "rules/1")
	c := newCase(t, cfg)
	defer c.Close()
	in := write(t, t.TempDir(), map[string]string{"full.txt": "the full words\n", "redacted.txt": "the r. words\n"})
	rows := []sheet.Row{{Line: 2, Path: "full.txt", Values: map[string]string{"restriction": custody.RestrictedItem}}}
	if _, err := c.Add(t.Context(), []string{in}, casefile.AddOptions{Sheet: rows, Name: "items.csv"}); err != nil {
		t.Fatal(err)
	}
	full, redacted := exhibit.RefOf([]byte("the full words\n")), exhibit.RefOf([]byte("the r. words\n"))
	for _, version := range []exhibit.Ref{{}, redacted} { // first itself, then narrowed to the redacted version
		if _, err := c.Clear(t.Context(), full, version, "the witness agreed"); err != nil {
			t.Fatal(err)
		}
	}
	if _, err := c.Erase(t.Context(), redacted, "order 1", "asked for"); err != nil {
		t.Fatal(err)
	}
	items, err := c.Items(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	if len(items) != 1 || items[0].Restriction != custody.RestrictedItem || items[0].Cleared != "" {
		t.Errorf("items %+v", items)
	}
	if done, err := c.Read(t.Context(), false); err != nil || done.Done+done.Failed > 0 {
		t.Errorf("read %+v, %v", done, err)
	}
	err = c.Ledger().Lines(t.Context(), 0, func(l exhibit.EntryLine) error {
		if !l.Erased && containsRef(l.Entry, redacted) {
			t.Errorf("entry %d still names what was erased: %s", l.N, l.Entry)
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	verified(t, c, nil)
	asEntriesSay(t, c)
}

func containsRef(entry string, ref exhibit.Ref) bool { return strings.Contains(entry, ref.Hex()) }
