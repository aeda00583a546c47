package casefile_test

import (
	"strings"
	"testing"

	"exhibit/internal/casefile"
	"exhibit/internal/store"
)

func TestTheHeadKeptOutsideNeverGoesBack(t *testing.T) {
	home := t.TempDir()
	cfg := config(t, store.Disk{}, home, "rules/1")
	first := newCase(t, cfg)
	second, err := casefile.Open(t.Context(), first.Dir(), cfg, casefile.Write)
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []*casefile.Case{first, second} {
		if _, err := c.Add(t.Context(), []string{write(t, t.TempDir(), map[string]string{"a.txt": "a"})}, casefile.AddOptions{}); err != nil {
			t.Fatal(err)
		}
	}
	_, want, err := second.Ledger().Checkpoint(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []*casefile.Case{second, first} {
		if err := c.Close(); err != nil {
			t.Fatal(err)
		}
	}
	got, err := cfg.Home.Head(first.Origin())
	if err != nil {
		t.Fatal(err)
	}
	if string(got) != string(want) {
		t.Errorf("the head is\n%s\nand should be the latest checkpoint\n%s", got, want)
	}
}

func TestACaseBehindItsHeadIsNotWrittenTo(t *testing.T) {
	cfg := config(t, store.Disk{}, t.TempDir(), "rules/1")
	c, other := newCase(t, cfg), newCase(t, cfg)
	if err := other.Close(); err != nil {
		t.Fatal(err)
	}
	_, signed, err := c.Ledger().Checkpoint(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	if err := c.Close(); err != nil {
		t.Fatal(err)
	}
	size, rest, _ := strings.Cut(strings.TrimPrefix(string(signed), c.Origin()+"\n"), "\n")
	for _, head := range []string{c.Origin() + "\n99\n" + rest, c.Origin() + "\n" + size + "\n" + strings.Repeat("A", 43) + "=\n\n— x y\n", "torn"} {
		if err := cfg.Home.SaveHead(c.Origin(), []byte(head)); err != nil {
			t.Fatal(err)
		}
		again, err := casefile.Open(t.Context(), c.Dir(), cfg, casefile.Write)
		if err == nil {
			again.Close()
			t.Errorf("a case was opened for writing although the head kept outside is\n%s", head)
		} else if !strings.Contains(err.Error(), cfg.Home.HeadPath(c.Origin())) {
			t.Errorf("the error does not say where the head is: %v", err)
		}
	}
}
