package intake

import (
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestAThingThatCouldNotBeOpenedIsOpenedLater(t *testing.T) {
	dir := t.TempDir()
	put(t, dir, "x.zip", zipOf(t, pair{"a.txt", "x"}, pair{"in.zip", string(zipOf(t, pair{"b.txt", "y"}))}))
	m := newMemory(t)
	var kept Arrival
	var got Received
	m.received = func(a Arrival, r *Received) {
		if a.Report == "x.zip" {
			kept, got = a, *r
			r.Open = nil
		}
	}
	if err := Walk(t.Context(), m, Config{}, dir); err != nil {
		t.Fatal(err)
	}
	if d := cmp.Diff(map[string][]string{"x.zip": {NotOpened}}, m.remarks); d != "" {
		t.Fatal(d)
	}
	if err := Again(t.Context(), m, Config{}, Arrival{Report: kept.Report, Name: kept.Name, Size: kept.Size}, got); err != nil {
		t.Fatal(err)
	}
	if d := cmp.Diff([]string{"x.zip", "x.zip!a.txt", "x.zip!in.zip", "x.zip!in.zip!b.txt"}, m.order); d != "" {
		t.Error(d)
	}
	if d := cmp.Diff([]string{NotOpened, Expanded}, m.remarks["x.zip"]); d != "" {
		t.Error(d)
	}
}
