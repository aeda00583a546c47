package incident

import (
	"testing"

	"exhibit/internal/claim"
)

func TestADeedToldInPassingIsNoIncidentOfItsOwn(t *testing.T) {
	in := Input{Events: []claim.Event{
		{ID: "passing", Report: "r.txt", Ref: "r", Anchor: "two men were shot", Type: "shooting", Basis: "event.deed@en/1 (claim-rules/1)"},
		{ID: "dated", Report: "r.txt", Ref: "r", Anchor: "a man was shot in Sumy on 3 March", Type: "shooting", Place: "Sumy", Precision: "town", DateMin: "2021-03-03", DateMax: "2021-03-03", Basis: "event.deed@en/1 (claim-rules/1)"},
	}}
	out := Weigh(in)
	if len(out.Incidents) != 1 || len(out.Incidents[0].Events) != 1 || out.Incidents[0].Events[0] != "dated" {
		t.Errorf("%+v", out.Incidents)
	}
	if len(out.Aside) != 1 || out.Aside[0].Event != "passing" || out.Aside[0].Reason != inPassing {
		t.Errorf("%+v", out.Aside)
	}
}
