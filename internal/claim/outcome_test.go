package claim

import "testing"

// tolls reads one sentence of a report and gives how many were killed and hurt in its one event; -1 for what is not told.
func tolls(t *testing.T, sentence string) (killed, injured int) {
	t.Helper()
	es := eventsOf(t, sentence+"\n\nOfficers closed the street. People of the town were asked to stay at home.")
	killed, injured = -1, -1
	for _, e := range es {
		if e.KilledMin != nil {
			killed = max(killed, *e.KilledMin)
		}
		if e.InjuredMin != nil {
			injured = max(injured, *e.InjuredMin)
		}
	}
	return killed, injured
}

func TestHowManyAndHowItEndedIsReadFromTheWordsAroundADeed(t *testing.T) {
	for _, c := range []struct {
		text            string
		killed, injured int
	}{
		{"Police are investigating a double homicide in Sumy on Thursday night.", 2, -1},
		{"A triple homicide shocked the town of Sumy on Thursday.", 3, -1},
		{"A quadruple murder was reported in Sumy on Thursday.", 4, -1},
		{"Homicide detectives are looking into a shooting in Sumy on Thursday.", -1, -1},
		{"The number of double homicides in Sumy fell last year.", -1, -1},
		{"The driver was acquitted of a double homicide in Sumy on Thursday.", -1, -1},

		{"A man was charged with two counts of murder after a shooting in Sumy on Thursday.", 2, -1},
		{"Prosecutors charged the man with three counts of first-degree murder in the Sumy shooting on Thursday.", 3, -1},
		{"A woman faces two counts of murder in the shooting in Kherson on Thursday.", 2, -1},
		{"A man was charged with two counts of attempted murder after a shooting in Sumy on Thursday.", -1, -1},

		{"Three people were killed and a fourth was wounded in a shooting in Sumy on Thursday.", 3, 1},
		{"Two people were fatally shot in Sumy on Thursday and a third was injured.", 2, 1},
		{"A man was shot dead in Sumy on Thursday and a second was wounded.", 1, 1},
		{"A fourth attempt to reach the two men killed in Sumy on Thursday failed.", 2, -1},

		{"Three people were taken to hospitals after being shot in Sumy on Thursday, and all are expected to survive.", -1, 3},
		{"A man was shot in Sumy on Thursday and is expected to recover.", -1, 1},
		{"Two women were shot in Sumy on Thursday and both are expected to live.", -1, 2},
		{"A man was shot in Sumy on Thursday and is not expected to survive.", -1, -1},

		{"A man was shot several times and died in Sumy on Thursday.", 1, -1},
		{"A 20-year-old man was shot in the chest in Sumy on Thursday and pronounced dead at a hospital.", 1, -1},
		{"Two boys were shot outside a shop and died in Sumy on Thursday.", 2, -1},
		{"Two women were wounded in Sumy on Thursday; one of them died.", -1, 2},
	} {
		if k, i := tolls(t, c.text); k != c.killed || i != c.injured {
			t.Errorf("%q: want %d killed and %d injured, got %d and %d", c.text, c.killed, c.injured, k, i)
		}
	}
}
