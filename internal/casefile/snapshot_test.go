package casefile

import (
	"bytes"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"exhibit/internal/casualty"
	"exhibit/internal/claim"
	"exhibit/internal/incident"
	"exhibit/internal/origin"
)

func TestASnapshotIsReadAsItWasWritten(t *testing.T) {
	n, lat := 3, 50.3
	link := incident.Link{A: "e1", B: "e2", Basis: "same place; same day", Score: 0.8}
	pair := incident.Pair{A: incident.Anchor{Ref: "r1", Quote: "<a> & \u2028"}, B: incident.Anchor{Ref: "r2", Quote: "b", Occurrence: 2}, Must: true, Entry: 7}
	want := Snapshot{
		Incidents: []incident.Incident{
			{ID: "in-1", Title: "Shelling, Brodva", Type: "shelling", Lat: &lat, ObjectTypes: []string{"school"}, Weapons: []string{"school"}, Events: []string{"e1", "e2"},
				Claims: []string{"c1"}, Reports: []string{"a.txt"}, Links: []incident.Link{link}, Proposals: []incident.Link{link}, KilledMin: &n,
				Conflicts: []incident.Conflict{{Field: "killed", Values: []incident.ConflictValue{{Value: "3", Claims: []string{"c1"}}}}}},
			{ID: "in-2", ObjectTypes: []string{"school"}, Events: []string{"e3"}, Assessment: &incident.Assessment{Value: "verified"}},
		},
		Series: []casualty.Series{{ID: "se-1", CountingBody: "UN", Points: []casualty.Point{{Value: 3, Claims: []string{"c1"}, Order: "the larger is later"}}}},
		Refusals: []casualty.Refusal{{ID: "re-1", Rule: casualty.RunningTotal, Reason: "…",
			Terms: []casualty.Term{{Value: 3, Claim: "c1", Also: []string{"c2"}}}}},
		Origins:      []origin.Origin{{ID: "or-1", Speaker: "the mayor", BasisOfKnowledge: origin.Eyewitness, Claims: []string{"c1"}, DependsOn: []origin.Dependency{{Origin: "or-2", Basis: "b"}}}},
		Propositions: []origin.Proposition{{ID: "pr-1", Text: "3 killed", Claims: []string{"c1"}, Origins: [][]string{{"or-1"}, {"or-2"}}, Incident: "in-1", Denials: []string{"c2"}}},
		Aside:        []incident.Aside{{Event: "e4", Reason: "it gives an opinion and tells of no deed"}},
		Orphans:      []incident.Pair{pair},
		Overruled:    []incident.Pair{pair, pair},
	}
	var b bytes.Buffer
	if err := writeSnapshot(&b, &want); err != nil {
		t.Fatal(err)
	}
	got, err := parseSnapshot(bytes.NewReader(b.Bytes()), once{})
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(want, got, cmpopts.EquateEmpty()); diff != "" {
		t.Error(diff)
	}
	b.Reset()
	if err := writeSnapshot(&b, &Snapshot{}); err != nil {
		t.Fatal(err)
	}
	if got, err = parseSnapshot(bytes.NewReader(b.Bytes()), once{}); err != nil || !cmp.Equal(got, Snapshot{}) {
		t.Errorf("an empty one: %v, %v", got, err)
	}
}

func TestEqualListsAreOneAndUnlikeOnesAreNot(t *testing.T) {
	same := once{}
	a, b := []string{"Ukraine", "Okhtyrka"}, []string{"Ukraine", "Okhtyrka"}
	same.list(&a, &b)
	if &a[0] != &b[0] {
		t.Error("two equal lists are held twice")
	}
	// Lists and strings that give one key, because they hold the byte that parts the strings of a list.
	c, d := []string{"a", "b"}, []string{"a\x00b"}
	e := "\x00a\x00b"
	same.list(&c, &d)
	same.one(&e)
	if !cmp.Equal(c, []string{"a", "b"}) || !cmp.Equal(d, []string{"a\x00b"}) || e != "\x00a\x00b" {
		t.Errorf("%q %q %q", c, d, e)
	}
}

func TestEventsShareTheWordsOfTheirClaims(t *testing.T) {
	r := claim.Result{Claims: []claim.Claim{{ID: "c1", Quote: "q"}}, Events: []claim.Event{{Anchor: "q", Claims: []string{"c1", "c9"}}}}
	once{}.result(&r)
	if e := r.Events[0]; e.Anchor != "q" || !cmp.Equal(e.Claims, []string{"c1", "c9"}) {
		t.Errorf("%+v", e)
	}
}
