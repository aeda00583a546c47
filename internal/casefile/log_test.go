package casefile_test

import (
	"bytes"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"testing"

	"exhibit"
	"exhibit/internal/casefile"
	"exhibit/internal/intake/sheet"
	"exhibit/internal/store"
)

// said collects what a person is told.
func said(cfg casefile.Config) (casefile.Config, *[]string) {
	var all []string
	cfg.Notice = func(s string) { all = append(all, s) }
	return cfg, &all
}

func TestWordsThatLiveOnInTheLogAreSaidAndGoneWithTheNextWriting(t *testing.T) {
	cfg, told := said(config(t, store.Disk{}, t.TempDir(), "rules/1"))
	c := newCase(t, cfg)
	in := write(t, t.TempDir(), map[string]string{"a.txt": "one", "b.txt": "two"})
	rows := []sheet.Row{{Line: 2, Path: "a.txt", Values: map[string]string{"title": erasedByOrder}}}
	if _, err := c.Add(t.Context(), []string{in}, casefile.AddOptions{Sheet: rows, Name: "items.csv"}); err != nil {
		t.Fatal(err)
	}
	reader, err := casefile.Open(t.Context(), c.Dir(), cfg, casefile.ReadOnly)
	if err != nil {
		t.Fatal(err)
	}
	reader.View(t.Context()) // one moment of the ledger, held
	if _, err := c.Erase(t.Context(), exhibit.RefOf([]byte("one")), "order 1", "asked for"); err != nil {
		t.Fatal(err)
	}
	if len(*told) != 1 {
		t.Errorf("told %q", *told)
	}
	if held, err := c.WordsInLog(t.Context()); err != nil || !held {
		t.Errorf("the log is said to hold nothing: %t, %v", held, err)
	}
	if !inFiles(t, c.Dir(), erasedByOrder) {
		t.Error("the words are in no file: this test proves nothing")
	}
	if err := errors.Join(c.Close(), reader.Close()); err != nil {
		t.Fatal(err)
	}
	again := opened(t, c.Dir(), cfg)
	defer again.Close()
	if held, err := again.WordsInLog(t.Context()); err != nil || held || len(*told) != 1 {
		t.Errorf("after the next opening for writing: %t, %v, told %q", held, err, *told)
	}
	if inFiles(t, c.Dir(), erasedByOrder) {
		t.Error("the words live on")
	}
}

// inFiles reports whether a file of the case holds the words.
func inFiles(t testing.TB, dir, words string) (found bool) {
	t.Helper()
	err := filepath.WalkDir(dir, func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		b, err := os.ReadFile(name)
		found = found || bytes.Contains(b, []byte(words))
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return found
}
