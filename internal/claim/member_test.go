package claim

import (
	"slices"
	"testing"
)

func TestWhoseMembersDidItIsSaid(t *testing.T) {
	for text, want := range map[string]string{
		"Two teachers were shot dead in Sumy on Monday by members of the armed forces.": "armed forces",
		"Members of the Taliban killed three farmers in Kherson on Tuesday.":            "Taliban",
		"A bomb planted by fighters of Boko Haram killed two teachers in Nyala.":        "Boko Haram",
	} {
		res := read(t, text)
		if len(res.Events) != 1 || !slices.ContainsFunc(res.Events[0].Alleged, func(a Accused) bool { return a.Name == want && a.Kind == "organisation" }) {
			t.Errorf("%q: want %q: %+v", text, want, res.Events)
		}
	}
	if res := read(t, "Two members of the teachers' union were shot dead in Sumy on Monday."); len(res.Events) != 1 || len(res.Events[0].Alleged) != 0 {
		t.Errorf("members who suffer: %+v", res.Events)
	}
}

func TestAReportFromAbroadTellsOfTheCountryItNamesAgainAndAgain(t *testing.T) {
	for text, want := range map[string]string{
		"PARIS (FRANCE), 4 JUNE 91 (AGENCY) -- A SUDANESE JUDGE WAS MURDERED YESTERDAY BY SUDANESE GUNMEN, THE SUDANESE OPPOSITION SAID.":                      "Sudan",
		"HIDDEN, 4 JUNE 91 (RADIO OF THE NORTH) -- GUNMEN MURDERED TWO SYRIAN TEACHERS. THE SYRIAN ARMY SEALED OFF THE TOWN. THE SYRIAN PRESS WAS SILENT.":     "Syria",
		"PARIS (FRANCE), 4 JUNE 91 (AGENCY) -- TWO FRENCH TEACHERS WERE MURDERED YESTERDAY BY GUNMEN. A UKRAINIAN NEIGHBOR SAW THEM RUN.":                      "France",
		"KHERSON, 4 JUNE 91 (AGENCY) -- TWO TEACHERS WERE MURDERED YESTERDAY BY GUNMEN. THE RUSSIAN EMBASSY SENT ITS SYMPATHY TO THE RUSSIAN SCHOOL IN PARIS.": "Ukraine",
	} {
		res := read1(t, text)
		if len(res.Events) != 1 || len(res.Events[0].Places) == 0 || res.Events[0].Places[0] != want {
			t.Errorf("%q: want %q: %+v", text, want, res.Events)
		}
	}
}

func TestFightingBetweenForcesIsNoAttackOnCivilians(t *testing.T) {
	for _, text := range []string{
		"Three soldiers and two guerrillas were killed in clashes near Sumy on Monday.",
		"Five soldiers were killed in fighting with the rebels in Kherson on Tuesday.",
		"Four people died in a battle between guerrillas and the army in Nyala on Sunday.",
	} {
		if res := read(t, text); len(res.Events) != 0 {
			t.Errorf("%q: %+v", text, res.Events)
		}
	}
	if res := read(t, "Two teachers were killed in clashes between the army and the rebels in Sumy on Monday."); len(res.Events) != 1 {
		t.Errorf("teachers between the lines: %+v", res.Events)
	}
}

func TestTheGuerrillasAreThoseOfTheOneGroupThatIsNamed(t *testing.T) {
	group := func(text string) string {
		for _, e := range read1(t, text).Events {
			for _, a := range e.Alleged {
				if a.Kind == "organisation" {
					return a.Name
				}
			}
		}
		return ""
	}
	for text, want := range map[string]string{
		"SUMY, 4 JUNE 91 (AGENCY) -- GUERRILLAS SHOT TWO TEACHERS DEAD IN SUMY YESTERDAY. THE TALIBAN HAVE CAMPS IN THE HILLS.":                             "Taliban",
		"SUMY, 4 JUNE 91 (AGENCY) -- THE RAINS CAME LATE IN THE HILLS OF BOKO HARAM. REBELS MURDERED TWO JUDGES IN SUMY YESTERDAY.":                         "Boko Haram",
		"SUMY, 4 JUNE 91 (AGENCY) -- TWO FARMERS WERE MURDERED IN KHERSON YESTERDAY BY INSURGENTS. HAMAS OPENED AN OFFICE.":                                 "Hamas",
		"SUMY, 4 JUNE 91 (AGENCY) -- GUERRILLAS SHOT TWO TEACHERS DEAD IN SUMY YESTERDAY. THE TALIBAN AND BOKO HARAM HAVE CAMPS IN THE HILLS.":              "",
		"SUMY, 4 JUNE 91 (AGENCY) -- TWO TEACHERS WERE SHOT DEAD IN SUMY YESTERDAY BY MEN NOBODY KNEW. THE TALIBAN HAVE CAMPS IN THE HILLS FAR FROM THERE.": "",
	} {
		if got := group(text); got != want {
			t.Errorf("%q: %q, want %q", text, got, want)
		}
	}
}

func TestWhatIsOnlyMentionedBesideAnEventIsNone(t *testing.T) {
	const told = "Two teachers were shot dead in Sumy on Monday by gunmen. "
	for _, beside := range []string{
		"Three farmers were murdered too.",
		"The man remembered that four nurses were killed.",
		"Two buses were burned.",
	} {
		for _, e := range read(t, told+beside).Events {
			if e.Place != "Sumy" {
				t.Errorf("%q: %+v", beside, e)
			}
		}
	}
	if res := read(t, told+"Three farmers were murdered in Kherson on Tuesday."); len(res.Events) != 2 {
		t.Errorf("told of with its own day and town: %+v", res.Events)
	}
}
