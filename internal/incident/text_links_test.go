package incident

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"exhibit/internal/claim"
	"exhibit/internal/origin"
	"exhibit/internal/similar"
)

// told is a report of a killing whose place the words leave open.
func told(ref, day, text string) (claim.Event, origin.Source) {
	return claim.Event{ID: ref, Ref: ref, Report: ref + ".txt", Anchor: "a man was killed " + ref, Type: "killing"},
		origin.Source{Ref: ref, Report: ref + ".txt", PublishedMin: day, PublishedMax: day, Terms: similar.NewTerms(text)}
}

func weighTold(all ...[3]string) Weighed {
	var in Input
	for _, r := range all {
		e, s := told(r[0], r[1], r[2])
		in.Events, in.Sources = append(in.Events, e), append(in.Sources, s)
		id := "c" + r[0]
		in.Claims = append(in.Claims, claim.Claim{ID: id, Ref: r[0], Report: r[0] + ".txt", Kind: claim.Casualty, Quote: e.Anchor})
		in.Events[len(in.Events)-1].Claims = []string{id}
	}
	return Weigh(in)
}

var aboutTheFerry = []string{
	"Watchman Teodor Brimlow died when the Larkspur ferry landing at Quillon was shelled, the harbour office said.",
	"The harbour office of Quillon named the dead watchman of the ferry landing as Teodor Brimlow; the Larkspur lies sunk.",
	"Two days after shells hit the Larkspur, colleagues of Brimlow laid flowers at the Quillon landing.",
}

var aboutOthers = []string{
	"A baker was killed in his shop on Tanner Row, neighbours said, and the police are looking for witnesses.",
	"Police said a driver was killed on the road to the airport and asked witnesses to come forward.",
	"Residents said that a man was killed when the roof of a warehouse fell in after the shelling.",
}

func TestReportsThatShareRareWordsAreOneIncidentWithoutAPlace(t *testing.T) {
	var all [][3]string
	for i, text := range append(append([]string{}, aboutTheFerry...), aboutOthers...) {
		all = append(all, [3]string{fmt.Sprintf("r%d", i), fmt.Sprintf("2022-03-%02d", 5+i%3), text})
	}
	w := weighTold(all...)
	if diff := cmp.Diff([][]string{{"r0", "r1", "r2"}, {"r3"}, {"r4"}, {"r5"}}, groups(w), anyOrder); diff != "" {
		t.Error(diff)
	}
	for _, in := range w.Incidents {
		for _, l := range in.Links {
			if !strings.Contains(l.Basis, "rare words in common +") || !strings.Contains(l.Basis, "joining/") {
				t.Errorf("basis %q", l.Basis)
			}
		}
	}
}

func TestTextsAlikeAndMonthsApartAreNotOne(t *testing.T) {
	w := weighTold([3]string{"r0", "2022-03-05", aboutTheFerry[0]}, [3]string{"r1", "2023-11-20", aboutOthers[1] + " The ferry was not hit."})
	if len(w.Incidents) != 2 {
		t.Error(groups(w))
	}
}

func TestOneTextLendsItselfToOneOfItsEvents(t *testing.T) {
	var in Input
	for i, text := range aboutTheFerry[:2] {
		e, s := told(fmt.Sprintf("r%d", i), "2022-03-05", text)
		e.Place, e.Precision, e.DateMin, e.DateMax = "Quillon", "town", "2022-03-05", "2022-03-05"
		other := e
		other.ID, other.Anchor, other.CharStart, other.Place = e.ID+"b", "another was killed "+e.Ref, 500, []string{"Ostry", "Velm"}[i]
		in.Events, in.Sources = append(in.Events, e, other), append(in.Sources, s)
	}
	for i := range in.Events {
		id := fmt.Sprint("c", i)
		in.Claims = append(in.Claims, claim.Claim{ID: id, Ref: in.Events[i].Ref, Report: in.Events[i].Report, Kind: claim.Casualty, CharStart: i})
		in.Events[i].Claims = []string{id}
	}
	if diff := cmp.Diff([][]string{{"r0", "r1"}, {"r0b"}, {"r1b"}}, groups(Weigh(in)), anyOrder); diff != "" {
		t.Error(diff)
	}
}

func TestJoiningByTextsDoesNotDependOnOrder(t *testing.T) {
	var all [][3]string
	for i := range 24 {
		text := append(append([]string{}, aboutTheFerry...), aboutOthers...)[i%6]
		all = append(all, [3]string{fmt.Sprintf("r%02d", i), fmt.Sprintf("2022-03-%02d", 1+i), text})
	}
	want := groups(weighTold(all...))
	for seed := range uint64(5) {
		r := rand.New(rand.NewPCG(seed, 0))
		r.Shuffle(len(all), func(i, k int) { all[i], all[k] = all[k], all[i] })
		if diff := cmp.Diff(want, groups(weighTold(all...)), anyOrder); diff != "" {
			t.Fatal(diff)
		}
	}
}

func TestEveryAgreementSpeaksForAndEveryDifferenceAgainst(t *testing.T) {
	w, err := frozen()
	if err != nil {
		t.Fatal(err)
	}
	for known := range w.of {
		for i, v := range w.of[known] {
			against := strings.HasPrefix(featureNames[i][0], "other_") || feature(i) == fGap || feature(i) == fEvents
			if against && v > 0 || !against && v < 0 {
				t.Errorf("%s has the weight %v", featureNames[i][0], v)
			}
		}
	}
}

func TestDamagedWeightsAreRefused(t *testing.T) {
	for name, data := range map[string]string{
		"empty":       "",
		"one missing": strings.Replace(weightsData, "first\t", "#first\t", 1),
		"twice":       weightsData + "rare\t1\t1\n",
		"no number":   strings.Replace(weightsData, "rare\t", "rare\tx", 1),
		"not finite":  strings.Replace(weightsData, "rare\t", "rare\tNaN\t1\n#", 1),
		"unknown":     weightsData + "rumour\t1\t1\n",
		"no version":  strings.Replace(weightsData, "\nversion", "\n#version", 1),
	} {
		if _, err := parseWeights(data); err == nil {
			t.Errorf("%s: taken", name)
		}
	}
}
