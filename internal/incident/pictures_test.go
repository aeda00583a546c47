package incident_test

import (
	"slices"
	"strings"
	"testing"

	"exhibit/internal/claim"
	"exhibit/internal/incident"
)

// told is a report of one event, with one claim.
func told(ref, place, day string, killed int) (claim.Claim, claim.Event) {
	c := claim.Claim{ID: "c-" + ref, Ref: ref, Report: ref, Kind: claim.Casualty, Quote: "words of " + ref, Place: place, IncidentDate: day, Killed: &killed}
	e := claim.Event{ID: "e-" + ref, Ref: ref, Report: ref, Anchor: "words of " + ref, Claims: []string{c.ID}, Type: "shelling", Stage: "accomplished", DateMin: day, DateMax: day, Place: place, Places: []string{place}}
	return c, e
}

func weighPictures(pairs ...incident.SamePicture) []incident.Incident {
	var in incident.Input
	for _, r := range [][3]string{{"one", "Boromlia", "2022-03-14"}, {"two", "Kramatorsk", "2022-04-19"}, {"three", "Boromlia", "2022-03-14"}} {
		c, e := told(r[0], r[1], r[2], 14)
		in.Claims, in.Events = append(in.Claims, c), append(in.Events, e)
	}
	// The first and the third tell of one incident, as a person decided.
	in.Pairs = []incident.Pair{{A: incident.Anchor{Ref: "one", Quote: "words of one"}, B: incident.Anchor{Ref: "three", Quote: "words of three"}, Must: true, Entry: 1}}
	in.Pictures = pairs
	return incident.Weigh(in).Incidents
}

func same(a, b string) incident.SamePicture {
	return incident.SamePicture{A: incident.PictureIn{Ref: "p-" + a, Name: a + "!photo.jpg", In: a}, B: incident.PictureIn{Ref: "p-" + b, Name: b + "!photo.jpg", In: b}}
}

func shown(in *incident.Incident) []string {
	var out []string
	for _, c := range in.Conflicts {
		if c.Field == "picture" {
			for _, v := range c.Values {
				out = append(out, v.Value+" ["+strings.Join(v.Claims, " ")+"]")
			}
		}
	}
	return out
}

func TestOnePictureOfTwoIncidentsIsShownInBoth(t *testing.T) {
	all := weighPictures(same("one", "two"))
	if len(all) != 2 {
		t.Fatalf("%d incidents", len(all))
	}
	for i := range all {
		values := shown(&all[i])
		if len(values) != 2 || all[i].Disputed {
			t.Errorf("%s: %q, disputed %v", all[i].Title, values, all[i].Disputed)
		}
		own := "one"
		if slices.Contains(all[i].Reports, "two") {
			own = "two"
		}
		if !slices.Contains(values, own+"!photo.jpg, with a report of this incident [c-"+own+"]") {
			t.Errorf("%s: %q", all[i].Title, values)
		}
	}
}

func TestOnePictureOfOneIncidentIsNoConflict(t *testing.T) {
	for _, pairs := range [][]incident.SamePicture{nil, {same("one", "three")}, {same("one", "of no event")}} {
		all := weighPictures(pairs...)
		for i := range all {
			if values := shown(&all[i]); len(values) > 0 {
				t.Errorf("%v: %q", pairs, values)
			}
		}
	}
}
