package casefile_test

import (
	"bytes"
	"testing"

	"exhibit"
	"exhibit/internal/casefile"
	"exhibit/internal/claim"
	"exhibit/internal/custody"
	"exhibit/internal/intake/sheet"
	"exhibit/internal/store"
)

// meddling is a claim reader during whose work another process does something.
type meddling struct {
	rules
	once func()
}

func (m *meddling) Read(d claim.Doc) claim.Result {
	if m.once != nil {
		m.once()
		m.once = nil
	}
	return m.rules.Read(d)
}

func TestWhatIsRestrictedOrErasedWhileItIsReadLeavesNothing(t *testing.T) {
	for name, do := range map[string]func(*casefile.Case, exhibit.Ref) error{
		"restricted": func(c *casefile.Case, r exhibit.Ref) error { return c.Restrict(t.Context(), r, "unit 4", "asked for") },
		"erased": func(c *casefile.Case, r exhibit.Ref) error {
			_, err := c.Erase(t.Context(), r, "order 1", "asked for")
			return err
		},
	} {
		t.Run(name, func(t *testing.T) {
			cfg := config(t, store.Disk{}, t.TempDir(), "rules/1")
			c := newCase(t, cfg)
			defer c.Close()
			text := map[string]string{"a.txt": "2022-03-10\n\nShells killed 12 civilians in Okhtyrka on March 9, 2022, said the nurse of the market.\n"}
			if _, err := c.Add(t.Context(), []string{write(t, t.TempDir(), text)}, casefile.AddOptions{}); err != nil {
				t.Fatal(err)
			}
			ref := exhibit.RefOf([]byte(text["a.txt"]))
			late := cfg
			m := &meddling{rules: cfg.Claims.(rules)}
			m.once = func() {
				if err := do(c, ref); err != nil {
					t.Error(err)
				}
			}
			late.Claims = m
			other, err := casefile.Open(t.Context(), c.Dir(), late, casefile.Write)
			if err != nil {
				t.Fatal(err)
			}
			defer other.Close()
			runAll(t, other)
			r := verified(t, other, nil)
			if len(r.Orphans) > 0 {
				t.Errorf("left behind: %v", r.Orphans)
			}
			err = other.Store().List(store.Derived, func(d exhibit.Ref, _ string) error {
				b, err := other.Store().Read(store.Derived, d)
				if err == nil && bytes.Contains(b, []byte("nurse of the market")) {
					t.Errorf("derivation %s holds its words", d)
				}
				return err
			})
			if err != nil {
				t.Fatal(err)
			}
			if _, err := other.Handover(nil).State(t.Context()); err != nil {
				t.Errorf("the case cannot be handed over any more: %v", err)
			}
		})
	}
}

func TestNobodyDecidesOnAnItemThatIsNotHere(t *testing.T) {
	c := newCase(t, config(t, store.Disk{}, t.TempDir(), "rules/1"))
	defer c.Close()
	if _, err := c.Decide(t.Context(), custody.DecisionBody{Action: casefile.Accept, Target: custody.Target{Ref: exhibit.RefOf([]byte("x"))}, Reason: "r"}); err == nil {
		t.Error("a decision on an item the case never had was recorded")
	}
}

func TestNothingLeavesWhenWhatMayGoChangedMeanwhile(t *testing.T) {
	for name, c := range map[string]struct {
		do    func(*casefile.Case, exhibit.Ref) error
		stops bool
	}{
		"nothing":    {func(*casefile.Case, exhibit.Ref) error { return nil }, false},
		"restricted": {func(c *casefile.Case, r exhibit.Ref) error { return c.Restrict(t.Context(), r, "unit 4", "asked for") }, true},
		"erased": {func(c *casefile.Case, r exhibit.Ref) error {
			_, err := c.Erase(t.Context(), r, "order 1", "asked for")
			return err
		}, true},
		"another restricted": {func(c *casefile.Case, _ exhibit.Ref) error {
			return c.Restrict(t.Context(), exhibit.RefOf([]byte("stays")), "unit 4", "asked for")
		}, false},
		"conditions": {func(c *casefile.Case, _ exhibit.Ref) error {
			rows := []sheet.Row{{Line: 2, Path: "a.txt", Values: map[string]string{"conditions": "by courier only"}}}
			_, err := c.Add(t.Context(), []string{write(t, t.TempDir(), map[string]string{"a.txt": "goes"})}, casefile.AddOptions{Sheet: rows, Name: "items.csv"})
			return err
		}, true},
	} {
		t.Run(name, func(t *testing.T) {
			cfg := config(t, store.Disk{}, t.TempDir(), "rules/1")
			one := newCase(t, cfg)
			defer one.Close()
			if _, err := one.Add(t.Context(), []string{write(t, t.TempDir(), map[string]string{"a.txt": "goes", "b.txt": "stays"})}, casefile.AddOptions{}); err != nil {
				t.Fatal(err)
			}
			ref := exhibit.RefOf([]byte("goes"))
			h := one.Handover(nil)
			state, err := h.State(t.Context())
			if err != nil {
				t.Fatal(err)
			}
			other, err := casefile.Open(t.Context(), one.Dir(), cfg, casefile.Write)
			if err != nil {
				t.Fatal(err)
			}
			defer other.Close()
			if err := c.do(other, ref); err != nil {
				t.Fatal(err)
			}
			_, err = h.Release(t.Context(), exhibit.ReleasedBody{Recipient: "Court", Items: []int64{state.Item(ref).Entry}})
			if (err != nil) != c.stops {
				t.Errorf("released with %v", err)
			}
		})
	}
}
