package casefile_test

import (
	"bytes"
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"testing"
	"time"

	"exhibit"
	"exhibit/internal/actor"
	"exhibit/internal/casefile"
	"exhibit/internal/custody"
	"exhibit/internal/store"
)

// token stands for what an authority gives. It is kept to the byte; that it is none is the one finding of this story.
const token = "the token of an authority"

// keyPlot is a story of few reports and many keys: what is told is that no crash leaves a key, a sealed name, a time
// stamp, a restriction or a clearance half done.
func keyPlot(custodian *actor.Key) []step {
	once := func(typ string, do func(context.Context, *story, *casefile.Case) error) func(context.Context, *story, *casefile.Case) error {
		return func(ctx context.Context, s *story, c *casefile.Case) error {
			if n, err := count(ctx, c, typ); err != nil || n > 0 {
				return err
			}
			return do(ctx, s, c)
		}
	}
	return []step{
		{"add", func(ctx context.Context, s *story, c *casefile.Case) error {
			if have, err := byReport(ctx, c); err != nil || len(have) == 3 {
				return err
			}
			_, err := c.Add(ctx, []string{s.in}, casefile.AddOptions{Sheet: s.rows[:1], Name: "items.csv"})
			return err
		}},
		{"timestamp", once(exhibit.Anchored, func(ctx context.Context, _ *story, c *casefile.Case) error {
			size, signed, err := c.Ledger().Checkpoint(ctx)
			if err == nil {
				_, err = c.Anchor(ctx, size, signed, []byte(token), "an authority", time.Now())
			}
			return err
		})},
		{"key add", once(exhibit.KeyAdded, func(ctx context.Context, _ *story, c *casefile.Case) error {
			_, err := c.AddActor(ctx, casefile.PublicHalf(custodian), "C. Ustodian", "custodian")
			return err
		})},
		{"restrict", once(exhibit.Restricted, func(ctx context.Context, s *story, c *casefile.Case) error {
			have, err := byReport(ctx, c)
			if err != nil {
				return err
			}
			ref, err := exhibit.ParseRef(have["later.txt"].Ref)
			if err != nil {
				return err
			}
			return c.Restrict(ctx, ref, "unit 4", "the source asked for it")
		})},
		{"rotate", rotateKey},
		{"lose", once(exhibit.KeyLost, func(ctx context.Context, _ *story, c *casefile.Case) error {
			return c.LoseKey(ctx, custodian.Fingerprint(), "a laptop was stolen")
		})},
		{"clear", once(exhibit.Cleared, func(ctx context.Context, s *story, c *casefile.Case) error {
			have, err := byReport(ctx, c)
			if err != nil {
				return err
			}
			ref, err := exhibit.ParseRef(have["later.txt"].Ref)
			if err != nil {
				return err
			}
			_, err = c.Clear(ctx, ref, exhibit.Ref{}, "the source agrees now")
			return err
		})},
		{"run", runCase},
	}
}

// keysHold checks what a crash left of the story of keys.
func keysHold(ctx context.Context, s *story, done doneBy) (err error) {
	c, err := casefile.Open(ctx, s.dir, s.cfg, casefile.Write)
	if err != nil {
		return fmt.Errorf("opening: %w", err)
	}
	defer func() { err = errors.Join(err, c.Close()) }()
	if err := nothingTemporary(s); err != nil {
		return err
	}
	have, err := byReport(ctx, c)
	if err != nil {
		return err
	}
	if err := wholeBut(ctx, c, "anchor-token"); err != nil {
		return err
	}
	n := map[string]int{}
	for step, typ := range map[string]string{"timestamp": exhibit.Anchored, "key add": exhibit.KeyAdded, "restrict": exhibit.Restricted, "rotate": exhibit.KeyRotated, "lose": exhibit.KeyLost, "clear": exhibit.Cleared} {
		if n[typ], err = count(ctx, c, typ); err != nil || n[typ] > 1 || done(step) && n[typ] == 0 {
			return fmt.Errorf("%d entries of type %s: %w", n[typ], typ, err)
		}
	}
	if n[exhibit.Anchored] > 0 {
		if b, err := c.Store().Read(store.Derived, exhibit.RefOf([]byte(token))); err != nil || string(b) != token {
			return fmt.Errorf("the token of the time stamp is %q: %w", b, err)
		}
	}
	if done("add") && len(have) != 3 {
		return fmt.Errorf("%d items are there", len(have))
	}
	if restricted := have["later.txt"].Restriction == custody.RestrictedItem; restricted != (n[exhibit.Restricted] > 0) {
		return fmt.Errorf("restricted: %t, and %d entries say so", restricted, n[exhibit.Restricted])
	} else if restricted && n[exhibit.Cleared] == 0 {
		return noFileHolds(s.dir, sealedLater)
	}
	return namesOpen(ctx, c, 1+n[exhibit.KeyAdded])
}

// wholeBut verifies a case with what is sealed in it, and its records.
func wholeBut(ctx context.Context, c *casefile.Case, code string) error {
	report, err := exhibit.Verify(ctx, c.View(ctx), exhibit.Options{Workers: 1})
	if err != nil {
		return fmt.Errorf("verifying: %w", err)
	}
	for _, f := range report.Findings {
		if f.Code != code {
			return fmt.Errorf("finding %s %s: %s", f.Code, f.Path, f.Sentence)
		}
	}
	sealed, err := c.CheckSealed(ctx)
	if err != nil || len(sealed) > 0 {
		return fmt.Errorf("sealed: %q: %w", sealed, err)
	}
	return nil
}

// namesOpen checks that the key in use opens the names of all actors and every restricted item.
func namesOpen(ctx context.Context, c *casefile.Case, actors int) error {
	for i := range actors {
		if name, err := c.ActorName(ctx, fmt.Sprintf("A%d", i+1)); err != nil || name == "" {
			return fmt.Errorf("name %d: %q: %w", i+1, name, err)
		}
	}
	items, err := c.Items(ctx)
	if err != nil {
		return err
	}
	for _, it := range items {
		if it.Restriction != custody.RestrictedItem {
			continue
		}
		ref, err := exhibit.ParseRef(it.Ref)
		if err != nil {
			return err
		}
		f, _, err := c.Handover(map[exhibit.Ref]bool{ref: true}).Open(store.Originals, ref)
		if err != nil {
			return err
		}
		f.Close()
	}
	return nil
}

// noFileHolds checks that no file of the case but its database holds the words.
func noFileHolds(dir, words string) error {
	for _, pattern := range []string{"originals/*/*", "derived/*/*", "tmp/*"} {
		names, err := filepath.Glob(filepath.Join(dir, pattern))
		if err != nil {
			return err
		}
		for _, name := range names {
			if b, err := os.ReadFile(name); err != nil || bytes.Contains(b, []byte(words)) {
				return fmt.Errorf("%s holds what is restricted: %w", name, err)
			}
		}
	}
	return nil
}

func TestKeysTimeStampsAndRestrictionsSurviveEveryCrash(t *testing.T) {
	root := t.TempDir()
	in := write(t, t.TempDir(), map[string]string{
		"30-restricted.html": page("On March 4, 2022, shells killed 3 civilians in Izium, said "+sealedOnArrival+".", "a"),
		"later.txt":          "2022-03-08\n\nOn March 8, 2022, shells killed 7 civilians in Chernihiv, said " + sealedLater + ".\n",
		"open.txt":           reports["01.txt"],
	})
	custodian, err := actor.Generate(rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	s := newStory(t, root, in)
	s.plot = keyPlot(custodian)
	r := recorder(t, root, true)
	s.at(root, r)
	s.mark = r.Mark
	r.Mark("begin")
	if err := s.tell(t.Context()); err != nil {
		t.Fatal(err)
	}
	want, err := s.end(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	rec := r.Recording()
	all, total := points(rec, 3)
	t.Logf("%d operations, %d crashes, %d to be looked at", rec.Len(), total, len(all))
	for _, err := range crashes(t, s, rec, all, 10, func(ctx context.Context, s *story, done doneBy, i int) error {
		if err := keysHold(ctx, s, done); err != nil || i%5 != 0 {
			return err
		}
		if err := s.tell(ctx); err != nil {
			return fmt.Errorf("going on: %w", err)
		}
		if err := keysHold(ctx, s, everything); err != nil {
			return fmt.Errorf("having gone on: %w", err)
		}
		got, err := s.end(ctx)
		if err == nil && fmt.Sprint(got) != fmt.Sprint(want) {
			err = fmt.Errorf("the end is %v, and without a crash %v", got, want)
		}
		return err
	}) {
		t.Error(err)
	}
}
