package casefile_test

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync/atomic"
	"syscall"
	"testing"

	"github.com/google/go-cmp/cmp"

	"exhibit/internal/casefile"
	"exhibit/internal/custody"
	"exhibit/internal/store"
	"exhibit/internal/store/storetest"
)

// short is a story of few reports, so that it can be told often.
func short(t testing.TB) (in string, tell func(context.Context, *story) error) {
	t.Helper()
	files := map[string]string{
		"31-restricted.txt":    "2022-03-05\n\nA missile killed 2 civilians in Sumy on March 5, 2022, said " + sealedOnArrival + ".\n",
		"33-open-at-first.txt": "2022-03-06\n\nA missile killed 4 civilians in Sumy on March 6, 2022, said " + sealedOnArrival + ", who asked not to be named.\n",
		"34-same-as-33.txt":    "2022-03-06\n\nA missile killed 4 civilians in Sumy on March 6, 2022, said " + sealedOnArrival + ", who asked not to be named.\n",
		"40-later.html":        page("On March 8, 2022, shells killed 7 civilians in Chernihiv, said "+sealedLater+".", "a"),
		"41-twin.html":         page("On March 8, 2022, shells killed 5 civilians in Chernihiv, the governor said.", "one"),
		"50-order.html":        page("On March 9, 2022, an airstrike killed 9 civilians in Mariupol, said "+erasedByOrder+".", "a"),
	}
	for i := range 6 {
		files[fmt.Sprintf("reports/%02d.txt", i)] = fmt.Sprintf("2022-03-10\n\nAt least %d civilians were killed in %s on March 9, 2022, officials said.\n", 3+i, towns[i])
	}
	few := []step{{"add", func(ctx context.Context, s *story, c *casefile.Case) error {
		have, err := byReport(ctx, c)
		if err != nil || len(have) >= len(files)-1 { // all, or all but the one that was erased since
			return err
		}
		_, err = c.Add(ctx, []string{s.in}, casefile.AddOptions{Sheet: slices.Concat(s.rows[1:2], s.rows[3:4]), Name: "items.csv"})
		return err
	}}, {"run", runCase}, {"restrict", restrictOne}, {"erase", eraseTwo}, {"run again", runCase}}
	return write(t, t.TempDir(), files), func(ctx context.Context, s *story) error {
		for _, st := range few {
			if err := s.one(ctx, st); err != nil {
				return fmt.Errorf("%s: %w", st.name, err)
			}
		}
		return nil
	}
}

// copyCase makes another folder with the same untouched case.
func copyCase(t testing.TB, s *story) string {
	t.Helper()
	root := t.TempDir()
	if err := os.CopyFS(root, os.DirFS(filepath.Dir(s.dir))); err != nil {
		t.Fatal(err)
	}
	return root
}

// inOneSentence checks that a person can be shown an error.
func inOneSentence(err error) error {
	if s := err.Error(); s == "" || strings.ContainsAny(s, "\n\t") || strings.Contains(s, "goroutine") || strings.Contains(s, "%!") {
		return fmt.Errorf("the error is not one sentence: %q", s)
	}
	return nil
}

func TestADiskThatFillsUpLosesNothingAndRunningAgainCompletes(t *testing.T) {
	in, tell := short(t)
	model := newStory(t, t.TempDir(), in)
	whole := model.copyTo(copyCase(t, model), store.Disk{})
	room := &counting{Files: store.Disk{}}
	whole.at(filepath.Dir(whole.dir), room)
	if err := tell(t.Context(), whole); err != nil {
		t.Fatal(err)
	}
	want, err := whole.end(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	points := 12
	if testing.Short() {
		points = 3
	}
	for i := range points {
		n := int(room.bytes.Load()) * i / points
		t.Run(fmt.Sprintf("room for %d of %d bytes", n, room.bytes.Load()), func(t *testing.T) {
			t.Parallel()
			root := copyCase(t, model)
			full := storetest.NewFull(unsynced{}, n)
			s := model.copyTo(root, full)
			err := tell(t.Context(), s)
			if err == nil || full.Told() == 0 {
				t.Fatalf("the disk was full and was found so %d times: %v", full.Told(), err)
			}
			if !errors.Is(err, syscall.ENOSPC) {
				t.Errorf("the error does not say that the disk is full: %v", err)
			}
			if err := inOneSentence(err); err != nil {
				t.Error(err)
			}
			if err := reopened(t.Context(), s.copyTo(root, unsynced{}), tell, want); err != nil {
				t.Error(err)
			}
		})
	}
}

// counting counts the bytes that are written.
type counting struct {
	store.Files
	bytes atomic.Int64
}

func (c *counting) Create(name string) (store.File, error) {
	f, err := c.Files.Create(name)
	return &countingFile{f, c}, err
}

type countingFile struct {
	store.File
	c *counting
}

func (f *countingFile) Write(p []byte) (int, error) {
	f.c.bytes.Add(int64(len(p)))
	return f.File.Write(p)
}

// reopened checks the case as it is, tells the story to its end and compares.
func reopened(ctx context.Context, s *story, tell func(context.Context, *story) error, want end) error {
	if err := survives(ctx, s, func(string) bool { return false }); err != nil {
		return err
	}
	if err := tell(ctx, s); err != nil {
		return fmt.Errorf("running again: %w", err)
	}
	if err := survives(ctx, s, func(string) bool { return false }); err != nil {
		return fmt.Errorf("having run again: %w", err)
	}
	got, err := s.end(ctx)
	if err != nil {
		return err
	}
	if d := cmp.Diff(want, got); d != "" {
		return fmt.Errorf("the end differs from that of a story without a failure: %s", d)
	}
	return nil
}

func TestWhateverFailsIsSaidAndRunningAgainIsDurable(t *testing.T) {
	in, tell := short(t)
	model := newStory(t, t.TempDir(), in)
	for name, oneByOne := range map[string]bool{"synced together": false, "synced one by one": true} {
		if oneByOne && testing.Short() {
			continue
		}
		root := copyCase(t, model)
		seen := storetest.NewFaulty(recorder(t, root, oneByOne))
		s := model.copyTo(root, seen)
		if err := tell(t.Context(), s); err != nil {
			t.Fatal(err)
		}
		want, err := s.end(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		for _, f := range faults(seen, oneByOne, testing.Short()) {
			t.Run(name+"/"+f.String(), func(t *testing.T) {
				t.Parallel()
				root := copyCase(t, model)
				rec := recorder(t, root, oneByOne)
				faulty := storetest.NewFaulty(rec, f)
				s := model.copyTo(root, faulty)
				if err := tell(t.Context(), s); err != nil {
					if !errors.Is(err, storetest.ErrFault) {
						t.Errorf("the error hides its cause: %v", err)
					}
					if err := inOneSentence(err); err != nil {
						t.Error(err)
					}
				} else if mattered(f) {
					t.Error("nobody was told")
				}
				if left := faulty.Unused(); len(left) > 0 {
					t.Errorf("%v never came to pass", left)
				}
				if err := reopened(t.Context(), s.copyTo(root, rec), tell, want); err != nil {
					t.Error(err)
				}
				// What running again acknowledged survives loss of power, also where the first run had left it half done.
				after := filepath.Join(t.TempDir(), "after")
				recording := rec.Recording()
				if err := recording.After(recording.Len(), storetest.Lost()).Build(after); err != nil {
					t.Fatal(err)
				}
				if err := reopened(t.Context(), s.copyTo(after, unsynced{}), tell, want); err != nil {
					t.Errorf("after loss of power: %v", err)
				}
			})
		}
	}
}

func recorder(t testing.TB, root string, oneByOne bool) *storetest.Recorder {
	t.Helper()
	r, err := storetest.NewRecorder(root, "case/record.db")
	if err != nil {
		t.Fatal(err)
	}
	r.OneByOne = oneByOne
	r.Changed = watch(t, filepath.Join(root, "case/record.db"), "case/record.db").changed
	return r
}

// faults are some of every kind of operation, failing before and after they are done; where things are synced one by
// one only that is of interest.
func faults(seen *storetest.Faulty, oneByOne, few bool) []storetest.Fault {
	most := 3
	if few {
		most = 1
	}
	kinds := storetest.Kinds()
	if oneByOne {
		kinds = []storetest.Kind{storetest.Sync, storetest.SyncDir}
	}
	var out []storetest.Fault
	for _, kind := range kinds {
		n := min(seen.Count(kind), most)
		for i := range n {
			nth := 1 + i*seen.Count(kind)/n
			out = append(out, storetest.Fault{Kind: kind, Nth: nth, After: true})
			if !few {
				out = append(out, storetest.Fault{Kind: kind, Nth: nth})
			}
		}
	}
	return out
}

// mattered reports whether somebody had to be told: what could not be removed is swept when the case is opened again.
func mattered(f storetest.Fault) bool { return f.Kind != storetest.Remove && f.Kind != storetest.Mkdir }

func TestAnItemRestrictedWhenItArrivesAgainCanStillBeOpened(t *testing.T) {
	in := write(t, t.TempDir(), map[string]string{"a.txt": "A missile struck Sumy on March 5, 2022, said " + sealedOnArrival + ".\n"})
	s := newStory(t, t.TempDir(), in)
	rows := s.rows[:1]
	rows[0].Path = "a.txt"
	for _, opt := range []casefile.AddOptions{{}, {Sheet: rows, Name: "items.csv"}, {Sheet: rows, Name: "items.csv"}, {}} {
		err := s.one(t.Context(), step{"add", func(ctx context.Context, s *story, c *casefile.Case) error {
			_, err := c.Add(ctx, []string{in}, opt)
			return err
		}})
		if err != nil {
			t.Fatal(err)
		}
	}
	if err := survives(t.Context(), s, func(string) bool { return false }); err != nil {
		t.Error(err)
	}
	c, err := casefile.Open(t.Context(), s.dir, s.cfg, casefile.ReadOnly)
	if err != nil {
		t.Fatal(err)
	}
	defer c.Close()
	have, err := byReport(t.Context(), c)
	if err != nil || have["a.txt"].Restriction != custody.RestrictedItem {
		t.Errorf("the item is %v, %v", have["a.txt"], err)
	}
}
