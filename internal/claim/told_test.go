package claim

import (
	"testing"

	"exhibit/internal/place"
)

// more makes a report of one sentence.
const more = "\n\nTHE PEOPLE OF THE TOWN WERE QUIET AND STAYED AT HOME FOR THE REST OF THE DAY, AND SO DID THE OTHERS."

// homonyms is a gazetteer in which one name is borne in two countries.
type homonyms struct{ towns }

func (g homonyms) Lookup(name string) []place.Place {
	switch place.Fold(name) {
	case "sumy", "nyala", "kherson":
		far := place.Place{ID: "far-" + name, Name: place.Fold(name), Country: "XX", Precision: "town", Parents: []string{"Farland"}, Population: 9000}
		return append([]place.Place{far}, g.towns.Lookup(name)...)
	}
	return g.towns.Lookup(name)
}

func TestATownIsTheOneOfTheCountryTheReportWasSentFrom(t *testing.T) {
	r, err := New(Config{Gazetteer: homonyms{fewTowns()}})
	if err != nil {
		t.Fatal(err)
	}
	for text, want := range map[string]string{
		"NIKOPOL, 4 JUNE 91 (NATIONAL RADIO) -- A BOMB KILLED TWO TEACHERS IN SUMY YESTERDAY.":             "Ukraine",
		"NIKOPOL, 4 JUNE 91 (NATIONAL RADIO) -- GUNMEN SHOT THREE DOCTORS DEAD IN KHERSON ON 2 JUNE.":      "Ukraine",
		"EL GENEINA, 4 JUNE 91 (STATE TELEVISION) -- A BOMB DESTROYED THE MARKET IN NYALA ON 3 JUNE.":      "Sudan",
		"ALEPPO, 4 JUNE 91 (STATE TELEVISION) -- A BOMB KILLED TWO TEACHERS AT THE MARKET IN NYALA TODAY.": "Syria",
	} {
		res := r.Read(Doc{Ref: "sha256-test", Report: "r.txt", Text: text + more})
		if len(res.Events) != 1 || len(res.Events[0].Places) == 0 || res.Events[0].Places[0] != want {
			t.Errorf("%q: want a place in %s: %+v", text, want, res.Events)
		}
	}
}

func TestTheDayOfADatelineIsNotTheDayOfTheEvent(t *testing.T) {
	for text, want := range map[string]string{
		"SUMY, 9 JUNE 91 (NATIONAL TELEVISION CHANNEL TWO) -- A BOMB KILLED TWO TEACHERS IN SUMY ON 3 JUNE.":       "1991-06-03",
		"SUMY, 9 JUNE 91 (RADIO OF THE WORKERS) -- GUNMEN SHOT THE JUDGE DEAD IN KHERSON ON 7 JUNE.":               "1991-06-07",
		"SUMY, 9 JUNE 91 (MORNING NEWS) -- THREE FARMERS WERE MURDERED IN NIKOPOL. NOBODY SAW THE MEN WHO DID IT.": "",
	} {
		res := read1(t, text)
		if len(res.Events) == 0 || res.Events[0].DateMin != want {
			t.Errorf("%q: want the day %q: %+v", text, want, res.Events)
		}
	}
}

// read1 reads a text that gives its own day.
func read1(t *testing.T, text string) Result {
	t.Helper()
	text += more
	res := shared(t).Read(Doc{Ref: "sha256-test", Report: "r.txt", Text: text, Lang: "en"})
	checkIntegrity(t, text, res)
	return res
}

func TestAnAttackWithNothingParticularIsNoEvent(t *testing.T) {
	for _, text := range []string{
		"The attacks in Sumy continue, the mayor said.",
		"Shelling of Sumy could be heard from far away.",
		"The strikes on Nyala have not stopped.",
	} {
		if res := read(t, text); len(res.Events) != 0 {
			t.Errorf("%q: %+v", text, res.Events)
		}
	}
	if res := read(t, "Soldiers attacked the hospital in Sumy."); len(res.Events) != 1 {
		t.Errorf("a hospital in a town: %+v", res.Events)
	}
}

func TestWhoSpeaksOfADeedDoesNotSuffer(t *testing.T) {
	for _, text := range []string{
		"Two teachers were shot dead in Sumy on Monday, the mayor said.",
		"A judge said gunmen killed two teachers in Sumy on Monday.",
		"A priest told reporters that gunmen killed two teachers in Sumy on Monday.",
	} {
		for _, e := range read(t, text).Events {
			if len(e.Victims) != 1 || e.Victims[0].Description != "teachers" {
				t.Errorf("%q: %+v", text, e.Victims)
			}
		}
	}
	if res := read(t, "The mayor was shot dead in Sumy on Monday."); len(res.Events) != 1 || len(res.Events[0].Victims) != 1 {
		t.Errorf("the mayor: %+v", res.Events)
	}
}

func TestWhoIsBlamedAndHowSurelyIsSaid(t *testing.T) {
	const told = "A bomb killed two teachers in Sumy on Monday. "
	for text, want := range map[string]string{
		"Gunmen of the Northern Column claimed responsibility for the attack.":             "claimed",
		"The guerrillas have claimed responsibility in a phone call.":                      "claimed",
		"The police attributed the attack to the guerrillas.":                              "suspected_by_authorities",
		"Neighbours blamed the attack on the rebels.":                                      "suspected",
		"The government accused the rebels of the attack.":                                 "suspected_by_authorities",
		"The guerrillas have not claimed responsibility for it, and nobody knows who did.": "",
	} {
		res := read(t, told+text)
		got := ""
		for _, e := range res.Events {
			for _, a := range e.Alleged {
				got = a.Confidence
			}
		}
		if got != want {
			t.Errorf("%q: %q, want %q: %+v", text, got, want, res.Events)
		}
	}
}

func TestAWordForPeopleBeforeAThingIsNobody(t *testing.T) {
	for _, text := range []string{
		"A bomb destroyed a police truck in Sumy on Monday.",
		"Gunmen attacked the police station in Sumy on Monday.",
		"Soldiers shelled a police garrison in Sumy on Monday.",
	} {
		for _, e := range read(t, text).Events {
			if len(e.Victims) != 0 {
				t.Errorf("%q: %+v", text, e.Victims)
			}
		}
	}
	if res := read(t, "A bomb killed two policemen in Sumy on Monday."); len(res.Events) != 1 || len(res.Events[0].Victims) == 0 {
		t.Errorf("policemen: %+v", res.Events)
	}
}

func TestWhereSomebodyWasKilledIsNotWhatWasHit(t *testing.T) {
	for text, want := range map[string]int{
		"Gunmen killed the judge in his car in Sumy on Monday.":             0,
		"Two teachers were shot dead outside the church in Sumy on Monday.": 0,
		"Gunmen kidnapped an engineer from the hotel in Sumy on Monday.":    0,
		"Guerrillas blew up two electric power towers near Sumy on Monday.": 1,
	} {
		res := read(t, text)
		n := 0
		for _, e := range res.Events {
			for _, x := range e.Targets {
				if x.Name != "" {
					n++
				}
			}
		}
		if len(res.Events) == 0 || (n > 0) != (want > 0) {
			t.Errorf("%q: %d things hit, want %d: %+v", text, n, want, res.Events)
		}
	}
}

func TestTheWeaponOfASentenceGoesToTheDeedDoneWithIt(t *testing.T) {
	for text, want := range map[string]string{
		"With a rifle taken from a guard, a man shot two teachers dead in Sumy on Monday.": "rifle",
		"A car bomb exploded in Sumy on Monday and killed two teachers.":                   "car bomb",
		"Two teachers were shot in Sumy on Monday.":                                        "firearm",
		"Two teachers were kidnapped in Sumy on Monday.":                                   "",
	} {
		got := ""
		for _, e := range read(t, text).Events {
			for _, w := range e.Weapons {
				got = w.Type
			}
		}
		if got != want {
			t.Errorf("%q: %q, want %q", text, got, want)
		}
	}
}
