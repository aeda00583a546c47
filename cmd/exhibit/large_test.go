package main

import (
	"fmt"
	"testing"

	"exhibit"
	"exhibit/internal/casefile"
	"exhibit/internal/claim"
	"exhibit/internal/incident"
	"exhibit/internal/submission"
)

// large is a snapshot of more incidents than it holds the sheets of; what bears against the last of them stands in its
// sheets only.
func large() *casefile.Snapshot {
	s := &casefile.Snapshot{}
	for i := range 1001 {
		id := fmt.Sprintf("hit-%d", i)
		s.Claims = append(s.Claims, claim.Claim{ID: id, Ref: refFor(id).String(), Kind: claim.Attack, Quote: "shells hit the hospital", ObjectTypes: []string{"hospital"}, Modality: "asserted"})
		s.Incidents = append(s.Incidents, incident.Incident{ID: fmt.Sprintf("i%d", i), Type: "shelling", Title: "hospital shelled", Claims: []string{id}})
	}
	s.Claims = append(s.Claims, claim.Claim{ID: "fighters", Ref: refFor("fighters").String(), Kind: claim.Attack, Quote: "the hospital was a military base",
		ObjectTypes: []string{"hospital", "military"}, VictimStatus: "combatant", Modality: "asserted"})
	last := &s.Incidents[len(s.Incidents)-1]
	last.Claims = append(last.Claims, "fighters")
	return s
}

func TestWhatBearsAgainstAnyIncidentOfALargeCaseIsFound(t *testing.T) {
	s := large()
	sel := submission.Selection{Only: map[exhibit.Ref]string{refFor("hit-1000"): "selected by name"}, Contrary: map[exhibit.Ref]string{}}
	if err := gather(s, &sel, nil); err != nil {
		t.Fatal(err)
	}
	if _, ok := sel.Contrary[refFor("fighters")]; !ok || len(sel.Contrary) != 1 {
		t.Errorf("bears against: %v", sel.Contrary)
	}
}
