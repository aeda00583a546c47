package casefile_test

import (
	"bytes"
	"context"
	"database/sql"
	"errors"
	"flag"
	"fmt"
	"io"
	"io/fs"
	"math/rand/v2"
	"net/url"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"

	"github.com/google/go-cmp/cmp"

	"exhibit"
	"exhibit/internal/casefile"
	"exhibit/internal/custody"
	"exhibit/internal/store"
	"exhibit/internal/store/storetest"
)

// watched gives the content of a database whenever a transaction was committed.
type watched struct {
	t       testing.TB
	conn    *sql.Conn
	copy    string
	name    string
	version int64
}

func watch(t testing.TB, path, name string) *watched {
	t.Helper()
	db, err := sql.Open("sqlite", "file:"+(&url.URL{Path: path}).EscapedPath()+"?_pragma=busy_timeout(10000)")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { db.Close() })
	conn, err := db.Conn(context.Background())
	if err != nil {
		t.Fatal(err)
	}
	return &watched{t, conn, filepath.Join(t.TempDir(), "copy.db"), name, -1}
}

// changed is storetest.Recorder.Changed. Every commit moves data_version, those without entries too.
func (w *watched) changed() map[string][]byte {
	ctx := context.Background()
	var version int64
	err := w.conn.QueryRowContext(ctx, `PRAGMA data_version`).Scan(&version)
	if err == nil && version == w.version {
		return nil
	}
	if err == nil {
		_, err = w.conn.ExecContext(ctx, `VACUUM INTO $1`, w.copy)
	}
	var b []byte
	if err == nil {
		b, err = os.ReadFile(w.copy)
	}
	if err == nil {
		err = os.Remove(w.copy)
	}
	if err != nil {
		w.t.Error("copying the database: ", err)
		return nil
	}
	w.version = version
	return map[string][]byte{w.name: b}
}

// recorded tells a story through a recorder, with wrap between the two, and returns the recording and how it ended.
func recorded(t testing.TB, oneByOne bool, wrap func(store.Files) store.Files) (*story, *storetest.Recording, end) {
	t.Helper()
	root := t.TempDir()
	s := newStory(t, root, input(t))
	r, err := storetest.NewRecorder(root, "case/record.db")
	if err != nil {
		t.Fatal(err)
	}
	r.OneByOne = oneByOne
	r.Changed = watch(t, filepath.Join(root, "case/record.db"), "case/record.db").changed
	s.at(root, wrap(r))
	s.mark = r.Mark
	r.Mark("begin")
	if err := s.tell(t.Context()); err != nil {
		t.Fatal(err)
	}
	e, err := s.end(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	return s, r.Recording(), e
}

func asIs(f store.Files) store.Files { return f }

// unsynced is the disk without waiting for it: what is looked at after a crash is not lost a second time.
type unsynced struct{ store.Disk }

func (unsynced) Sync(string) error    { return nil }
func (unsynced) SyncDir(string) error { return nil }
func (unsynced) SyncAll(string) error { return nil }

// point is one crash.
type point struct {
	k      int
	policy func() storetest.Policy
	swept  bool // differs from another point in temporary files alone: it is enough that these are swept
}

var crashSeeds = flag.Int("crash-seeds", 1, "how often dice are thrown at every point of a recorded case")

// points lists the crashes that leave different things behind: every prefix under every policy, each state once. Within
// a run of operations that do the same to the same place between two commits, those between the first and the last leave
// states that differ in how many files have got how far, and prove the same: some of them are enough, chosen by dice that
// always fall alike. Of those that differ from another in temporary files alone, which are swept unread, one in sixteen
// is enough.
func points(rec *storetest.Recording, seeds int) (all []point, total int) {
	seen := map[uint64]bool{}
	dice := rand.New(rand.NewPCG(1, 2))
	for k := rec.Marked("begin"); k <= rec.Len(); k++ {
		policies := []func() storetest.Policy{storetest.Lost, storetest.Kept}
		for i := range seeds {
			policies = append(policies, func() storetest.Policy { return storetest.Mixed(uint64(k*seeds + i)) })
		}
		within := insideRun(rec, k)
		for _, p := range policies {
			total++
			left := rec.After(k, p())
			if sum := left.Sum(""); seen[sum] {
				continue
			} else {
				seen[sum] = true
			}
			sum := left.Sum("case/tmp/")
			swept := seen[sum]
			seen[sum] = true
			if chance := dice.IntN(16); swept && chance == 0 || !swept && (!within || chance < 3) {
				all = append(all, point{k, p, swept})
			}
		}
	}
	return all, total
}

// insideRun reports whether the operations before and after point k do the same to the same place.
func insideRun(rec *storetest.Recording, k int) bool {
	if k == 0 || k == rec.Len() {
		return false
	}
	before, after := rec.Op(k-1), rec.Op(k)
	return whereOf(before) == whereOf(after) && (before.Kind == after.Kind || isWrite(before) && isWrite(after))
}

// isWrite reports whether an operation is part of making a file.
func isWrite(o storetest.Op) bool {
	return slices.Contains([]storetest.Kind{storetest.Create, storetest.Write, storetest.Close, storetest.Sync}, o.Kind)
}

// whereOf is where an operation has its effect: a shelf, or a folder beside the case. What differs among commits and marks
// is a place of its own.
func whereOf(o storetest.Op) string {
	name := o.Name
	switch o.Kind {
	case storetest.Rename:
		name = o.To
	case storetest.Trusted, storetest.Mark, storetest.SyncAll:
		return string(o.Kind) + fmt.Sprintf("%p", o.Data) + o.Name
	}
	parts := strings.SplitN(name, "/", 3)
	return strings.Join(parts[:min(2, len(parts))], "/")
}

func oneIn(n int, all []point) (some []point) {
	for i := 0; i < len(all); i += n {
		some = append(some, all[i])
	}
	return some
}

// crashes looks at every point on two folders at once and returns what was wrong; after that many it stops.
func crashes(t testing.TB, s *story, rec *storetest.Recording, all []point, enough int, check func(ctx context.Context, s *story, done doneBy, i int) error) []error {
	t.Helper()
	var mu sync.Mutex
	var found []error
	next := 0
	var wg sync.WaitGroup
	for range 2 {
		root := filepath.Join(t.TempDir(), "after")
		wg.Go(func() {
			for {
				mu.Lock()
				i := next
				next++
				stop := len(found) >= enough
				mu.Unlock()
				if i >= len(all) || stop {
					return
				}
				p := all[i]
				err := rec.After(p.k, p.policy()).Build(root)
				if err == nil && p.swept {
					err = sweeps(t.Context(), s.copyTo(root, unsynced{}))
				} else if err == nil {
					err = check(t.Context(), s.copyTo(root, unsynced{}), doneAt(rec, p.k), i)
				}
				if err != nil {
					last := "nothing"
					if p.k > 0 {
						last = rec.Op(p.k - 1).String()
					}
					mu.Lock()
					found = append(found, fmt.Errorf("crash %d, after operation %d (%s), %s: %w", i, p.k, last, p.policy(), err))
					mu.Unlock()
				}
			}
		})
	}
	wg.Wait()
	return found
}

// sweeps checks that a case opens and that nothing temporary is left.
func sweeps(ctx context.Context, s *story) error {
	c, err := casefile.Open(ctx, s.dir, s.cfg, casefile.Write)
	if err != nil {
		return fmt.Errorf("opening: %w", err)
	}
	return errors.Join(nothingTemporary(s), c.Close())
}

func nothingTemporary(s *story) error {
	left, err := os.ReadDir(filepath.Join(s.dir, "tmp"))
	if err != nil {
		return err
	}
	if len(left) > 0 {
		return fmt.Errorf("%d temporary files are left", len(left))
	}
	return nil
}

// doneBy says whether a step of the story was over, and said so, before the crash.
type doneBy func(step string) bool

func doneAt(rec *storetest.Recording, k int) doneBy {
	return func(step string) bool { m := rec.Marked(step); return m > 0 && k >= m }
}

func everything(string) bool { return true }

// survives checks a case after a crash: it opens for writing, holds what was acknowledged, and holds nothing of what
// was destroyed.
func survives(ctx context.Context, s *story, done doneBy) (err error) {
	c, err := casefile.Open(ctx, s.dir, s.cfg, casefile.Write)
	if err != nil {
		return fmt.Errorf("opening: %w", err)
	}
	defer func() {
		if e := c.Close(); err == nil {
			err = e
		}
	}()
	if err := nothingTemporary(s); err != nil {
		return err
	}
	head, err := s.cfg.Home.Head(c.Origin())
	if err != nil {
		return err
	}
	report, err := exhibit.Verify(ctx, c.View(ctx), exhibit.Options{Head: head, Workers: 1, Open: func(plain exhibit.Ref, _ io.Reader) (io.Reader, error) {
		f, _, err := c.Handover(map[exhibit.Ref]bool{plain: true}).Open(store.Originals, plain)
		return f, err
	}})
	if err != nil {
		return fmt.Errorf("verifying: %w", err)
	}
	for _, f := range report.Findings {
		return fmt.Errorf("finding %s %s: %s", f.Code, f.Path, f.Sentence)
	}
	for _, l := range report.Limits {
		if strings.Contains(l, "checked as ciphertext only") || strings.Contains(l, "lies there unsealed") {
			return errors.New(l)
		}
	}
	have, err := byReport(ctx, c)
	if err != nil {
		return err
	}
	if err := acknowledged(ctx, s, c, done, have); err != nil {
		return err
	}
	if err := destroyed(ctx, s, c, have); err != nil {
		return err
	}
	return packages(ctx, s)
}

// acknowledged checks that what a command said was done is there.
func acknowledged(ctx context.Context, s *story, c *casefile.Case, done doneBy, have map[string]casefile.Item) error {
	for report, it := range have {
		if it.Restriction == custody.RestrictedItem || it.Outcome == casefile.OutcomeRefused {
			continue
		}
		ref, err := exhibit.ParseRef(it.Ref)
		if err != nil {
			return err
		}
		b, err := c.Store().Read(store.Originals, ref)
		if err != nil {
			return fmt.Errorf("%s: %w", report, err)
		}
		want, err := os.ReadFile(filepath.Join(s.in, filepath.FromSlash(report)))
		if err == nil && !bytes.Equal(b, want) {
			return fmt.Errorf("%s is held with other bytes", report)
		}
	}
	if done("add") && !done("decide") && len(have) != things {
		return fmt.Errorf("%d things were acknowledged and %d are there", things, len(have))
	}
	for report, restricted := range map[string]bool{"30-restricted.html": done("add"), "34-same-as-33.txt": done("add"), "40-later.html": done("restrict")} {
		if restricted && have[report].Restriction != custody.RestrictedItem {
			return fmt.Errorf("%s was restricted and is %s", report, have[report].Restriction)
		}
	}
	if _, there := have["50-order.html"]; there && done("erase") {
		return errors.New("an item is there whose erasure was acknowledged")
	}
	if n, err := count(ctx, c, exhibit.Decided); err != nil || done("decide") && n != 2 {
		return fmt.Errorf("%d of 2 decisions are there: %w", n, err)
	}
	return nil
}

// destroyed checks that no file holds words of what is restricted or erased.
func destroyed(ctx context.Context, s *story, c *casefile.Case, have map[string]casefile.Item) error {
	gone := map[string]bool{}
	restricted := func(report string) bool { return have[report].Restriction == custody.RestrictedItem }
	gone["the witness from the blue house on Sadova street."] = restricted("30-restricted.html")
	gone[sealedOnArrival+", who asked"] = restricted("33-open-at-first.txt")
	gone[sealedOnArrival+" when asked"] = restricted("35-sealed-first.txt")
	gone[sealedLater] = restricted("40-later.html")
	if n, err := count(ctx, c, exhibit.Erased); err != nil {
		return err
	} else if n >= 2 {
		gone[erasedByOrder] = true
	}
	return filepath.WalkDir(s.dir, func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || strings.HasPrefix(d.Name(), "record.db") {
			return err
		}
		b, err := os.ReadFile(name)
		if err != nil {
			return err
		}
		for words, hidden := range gone {
			if hidden && bytes.Contains(b, []byte(words)) {
				return fmt.Errorf("%s still holds %q", strings.TrimPrefix(name, s.dir), words)
			}
		}
		return nil
	})
}

// packages checks that a submission is whole or absent; what is half-made begins with a dot.
func packages(ctx context.Context, s *story) error {
	names, err := os.ReadDir(s.out)
	if err != nil {
		return err
	}
	for _, n := range names {
		if strings.HasPrefix(n.Name(), ".") {
			if !strings.HasSuffix(n.Name(), ".partial") && !strings.HasSuffix(n.Name(), ".stage") {
				return fmt.Errorf("%s is left over", n.Name())
			}
			continue
		}
		report, err := checked(ctx, filepath.Join(s.out, n.Name()), n.IsDir())
		if err != nil {
			return fmt.Errorf("verifying %s: %w", n.Name(), err)
		}
		for _, f := range report.Findings {
			return fmt.Errorf("package %s: finding %s %s: %s", n.Name(), f.Code, f.Path, f.Sentence)
		}
	}
	return nil
}

func checked(ctx context.Context, name string, folder bool) (*exhibit.Report, error) {
	if folder {
		return exhibit.Verify(ctx, os.DirFS(name), exhibit.Options{Workers: 1})
	}
	f, err := os.Open(name)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	fi, err := f.Stat()
	if err != nil {
		return nil, err
	}
	return exhibit.VerifyZip(ctx, f, fi.Size(), exhibit.Options{Workers: 1})
}

// goesOn checks a case after a crash and, at some points, tells the rest of the story and compares the ends.
func goesOn(want end, every int) func(context.Context, *story, doneBy, int) error {
	return func(ctx context.Context, s *story, done doneBy, i int) error {
		if err := survives(ctx, s, done); err != nil || i%every != 0 {
			return err
		}
		return ends(ctx, s, want)
	}
}

// ends tells the rest of the story and compares its end with that of one without a crash.
func ends(ctx context.Context, s *story, want end) error {
	if err := clearPartial(s.out); err != nil {
		return err
	}
	if err := s.tell(ctx); err != nil {
		return fmt.Errorf("going on: %w", err)
	}
	if err := survives(ctx, s, everything); err != nil {
		return fmt.Errorf("having gone on: %w", err)
	}
	got, err := s.end(ctx)
	if err != nil {
		return fmt.Errorf("having gone on: %w", err)
	}
	if d := cmp.Diff(want, got); d != "" {
		return fmt.Errorf("the end differs from that of a story without a crash: %s", d)
	}
	return nil
}

// clearPartial removes what a crash left of a submission, as the person would who finds it.
func clearPartial(out string) error {
	names, err := os.ReadDir(out)
	for _, n := range names {
		if strings.HasPrefix(n.Name(), ".") {
			err = errors.Join(err, os.RemoveAll(filepath.Join(out, n.Name())))
		}
	}
	return err
}

func TestWhatWasAcknowledgedSurvivesEveryCrash(t *testing.T) {
	for name, oneByOne := range map[string]bool{"synced together": false, "synced one by one": true} {
		t.Run(name, func(t *testing.T) {
			if testing.Short() && oneByOne {
				t.Skip("looked at without -short")
			}
			s, rec, want := recorded(t, oneByOne, asIs)
			seeds, every := *crashSeeds, 50
			if oneByOne {
				seeds--
			}
			if testing.Short() {
				seeds, every = 0, 25
			}
			all, total := points(rec, seeds)
			if testing.Short() {
				all = oneIn(8, all)
			}
			whole := 0
			for _, p := range all {
				if !p.swept {
					whole++
				}
			}
			t.Logf("%d operations, %d crashes, %d to be looked at, %d of them with the whole check", rec.Len(), total, len(all), whole)
			for _, err := range crashes(t, s, rec, all, 10, goesOn(want, every)) {
				t.Error(err)
			}
		})
	}
}

// The recorder has to see what these disks get wrong; else the test above would prove nothing.

// nameless forgets to make names durable.
type nameless struct{ store.Files }

func (nameless) SyncDir(string) error { return nil }

// hasty gives files their names before their bytes are durable.
type hasty struct{ store.Files }

func (hasty) Sync(string) error { return nil }

// idle says that everything is durable, and does nothing.
type idle struct{ store.Files }

func (idle) SyncAll(string) error { return nil }

func TestABrokenDiskIsFoundByTheSameReplay(t *testing.T) {
	if testing.Short() {
		t.Skip("looked at without -short")
	}
	for name, broken := range map[string]struct {
		oneByOne bool
		wrap     func(store.Files) store.Files
	}{
		"names are not synced": {true, func(f store.Files) store.Files { return nameless{f} }},
		"bytes are not synced": {true, func(f store.Files) store.Files { return hasty{f} }},
		"nothing is synced":    {false, func(f store.Files) store.Files { return idle{f} }},
	} {
		t.Run(name, func(t *testing.T) {
			s, rec, _ := recorded(t, broken.oneByOne, broken.wrap)
			all, _ := points(rec, 0)
			found := crashes(t, s, rec, all, 1, func(ctx context.Context, s *story, done doneBy, _ int) error { return survives(ctx, s, done) })
			if len(found) == 0 {
				t.Errorf("%d crashes, and all of them are survived", len(all))
			}
		})
	}
}

func TestANewCaseIsWholeOrNoCase(t *testing.T) {
	if testing.Short() {
		t.Skip("looked at without -short")
	}
	root := t.TempDir()
	if err := os.MkdirAll(filepath.Join(root, "user", "out"), 0o700); err != nil {
		t.Fatal(err)
	}
	r, err := storetest.NewRecorder(root, "user/case/record.db")
	if err != nil {
		t.Fatal(err)
	}
	s := &story{in: t.TempDir(), cfg: config(t, store.Disk{}, "", "rules/1"), mark: func(string) {}}
	s.at(filepath.Join(root, "user"), r)
	open := s.cfg.OpenDB
	s.cfg.OpenDB = func(ctx context.Context, path string, create, readOnly bool) (*sql.DB, error) {
		db, err := open(ctx, path, create, readOnly)
		if err == nil && create {
			r.Changed = watch(t, path, "user/case/record.db").changed
		}
		return db, err
	}
	c, err := casefile.Create(t.Context(), s.dir, s.cfg, "new", "T. Ester", "")
	if err == nil {
		err = c.Close()
	}
	if err != nil {
		t.Fatal(err)
	}
	r.Mark("created")
	s.cfg.OpenDB = open
	rec, after := r.Recording(), filepath.Join(t.TempDir(), "after")
	seen := map[uint64]bool{}
	for k := range rec.Len() + 1 {
		if name := rec.Op(max(k-1, 0)).Name; strings.Count(name, "/") > 2 && k%50 != 0 {
			continue // one more of the 768 folders of the shelves
		}
		for _, p := range []func() storetest.Policy{storetest.Lost, storetest.Kept, func() storetest.Policy { return storetest.Mixed(uint64(k)) }} {
			left := rec.After(k, p())
			if seen[left.Sum("")] {
				continue
			}
			seen[left.Sum("")] = true
			if err := left.Build(after); err != nil {
				t.Fatal(err)
			}
			s := s.copyTo(filepath.Join(after, "user"), unsynced{})
			if k < rec.Marked("created") {
				if _, err := os.Stat(filepath.Join(s.dir, "case.json")); err != nil {
					if _, err := casefile.Open(t.Context(), s.dir, s.cfg, casefile.Write); !errors.Is(err, casefile.ErrNoCase) {
						t.Errorf("after operation %d, %s: %v", k, p(), err)
					}
					continue
				}
			}
			if err := survives(t.Context(), s, func(string) bool { return false }); err != nil {
				t.Errorf("after operation %d (%s), %s: %v", k, rec.Op(max(k-1, 0)), p(), err)
			}
		}
	}
	t.Logf("%d operations, %d different states", rec.Len(), len(seen))
}
