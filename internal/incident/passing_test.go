package incident

import (
	"testing"

	"exhibit/internal/claim"
)

func TestADeedToldInPassingIsNoIncidentOfItsOwn(t *testing.T) {
	in := Input{Events: []claim.Event{
		{ID: "passing", Report: "r.txt", Ref: "r", Anchor: "two men were shot", Type: "shooting", Basis: "event.deed@en/1 (claim-rules/2)"},
		{ID: "dated", Report: "r.txt", Ref: "r", Anchor: "a man was shot in Sumy on 3 March", Type: "shooting", Place: "Sumy", Precision: "town", DateMin: "2021-03-03", DateMax: "2021-03-03", Basis: "event.deed@en/1 (claim-rules/2)"},
	}}
	out := Weigh(in)
	if len(out.Incidents) != 0 {
		t.Errorf("%+v", out.Incidents)
	}
	if len(out.Aside) != 2 || out.Aside[0].Reason != inPassing || out.Aside[1].Reason != inPassing {
		t.Errorf("%+v", out.Aside)
	}
}
