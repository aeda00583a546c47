package casefile

import (
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
)

func TestALineOfTheAccessLogIsAddedAndNothingBeforeItChanges(t *testing.T) {
	dir := t.TempDir()
	want := ""
	for _, line := range []string{`{"a":1}`, `{"b":2}`} {
		if err := appendLine(dir, AccessFile, []byte(line)); err != nil {
			t.Fatal(err)
		}
		want += line + "\n"
		if b, err := os.ReadFile(filepath.Join(dir, AccessFile)); err != nil || string(b) != want {
			t.Errorf("log %q, want %q, %v", b, want, err)
		}
	}
	if fi, err := os.Stat(filepath.Join(dir, AccessFile)); err != nil || fi.Mode().Perm() != 0o600 {
		t.Errorf("%v, %v", fi.Mode(), err)
	}
}

func TestABrokenLineOfTheAccessLogSpoilsNoOther(t *testing.T) {
	dir := t.TempDir()
	if err := os.WriteFile(filepath.Join(dir, AccessFile), []byte(`{"at":"2026-01-02T03:04:05Z","act":"sh`), 0o600); err != nil {
		t.Fatal(err)
	}
	if err := appendLine(dir, AccessFile, []byte(`{"at":"2026-01-02T03:04:06Z","actor":"A1","act":"show","what":"item"}`)); err != nil {
		t.Fatal(err)
	}
	var got []Access
	c := &Case{dir: dir}
	broken, err := c.AccessLog(t.Context(), func(a Access) error { got = append(got, a); return nil })
	if err != nil || broken != 1 || len(got) != 1 || got[0].What != "item" {
		t.Errorf("%d broken, %+v, %v", broken, got, err)
	}
}

func TestTheAccessLogIsNotWrittenThroughALink(t *testing.T) {
	dir, other := t.TempDir(), filepath.Join(t.TempDir(), "elsewhere")
	if err := os.WriteFile(other, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	if err := os.Symlink(other, filepath.Join(dir, AccessFile)); err != nil {
		t.Skip(err)
	}
	if err := appendLine(dir, AccessFile, []byte("{}")); err == nil {
		t.Error("written through a link")
	}
	if b, err := os.ReadFile(other); err != nil || len(b) > 0 {
		t.Errorf("%q, %v", b, err)
	}
	c := &Case{dir: dir}
	if _, err := c.AccessLog(t.Context(), func(Access) error { return nil }); err == nil {
		t.Error("read through a link")
	}
}

func TestTwoWhoLookAtOnceLoseNoLine(t *testing.T) {
	dir := t.TempDir()
	var all sync.WaitGroup
	for range 4 {
		all.Go(func() {
			for range 25 {
				if err := appendLine(dir, AccessFile, []byte(`{"at":"2026-01-02T03:04:06Z","act":"show"}`)); err != nil {
					t.Error(err)
				}
			}
		})
	}
	all.Wait()
	n := 0
	c := &Case{dir: dir}
	if broken, err := c.AccessLog(t.Context(), func(Access) error { n++; return nil }); err != nil || broken != 0 || n != 100 {
		t.Errorf("%d lines, %d broken, %v", n, broken, err)
	}
}

func FuzzAccessLog(f *testing.F) {
	f.Add("{\"at\":\"2026-01-02T03:04:06Z\",\"actor\":\"A1\",\"act\":\"show\",\"items\":[1,2]}\n")
	f.Add("{\"at\":\"x\"\n\n{}\n")
	f.Fuzz(func(t *testing.T, s string) {
		lines := 0
		broken, err := readAccess(t.Context(), strings.NewReader(s), func(Access) error { lines++; return nil })
		if err == nil && lines+broken > strings.Count(s, "\n")+1 {
			t.Errorf("%d lines and %d broken ones in %q", lines, broken, s)
		}
	})
}
