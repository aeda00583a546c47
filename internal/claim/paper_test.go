package claim

import "testing"

// plain reads a text of which nothing is known but itself.
func plain(t *testing.T, text string) Result {
	t.Helper()
	res := shared(t).Read(Doc{Ref: "sha256-test", Report: "report.txt", Text: text, Lang: "en"})
	checkIntegrity(t, text, res)
	return res
}

func TestTheReportsDayStandsInItsDatelineOrTitle(t *testing.T) {
	for _, c := range []struct{ text, day string }{
		{"NIKOPOL, Ukraine, May 12, 2021 (Agency) - Three people were killed in Sumy, officials said.", "2021-05-12"},
		{"Harm to civilians: weekly update, 12 May 2021\n\nThree people were killed in Sumy, officials said.", "2021-05-12"},
		{"Nikopol, May 12 2021\n\nThree people were killed in Sumy, officials said.", "2021-05-12"},
		{"The raid of 12 May 2021\n\nThree people were killed in Sumy, officials said.", ""},
		{"Shells fell on Sumy on 12 May 2021\n\nThree people were killed, officials said.", ""},
	} {
		if res := plain(t, c.text); res.PublishedMin != c.day || res.PublishedMax != c.day {
			t.Errorf("%q: %s to %s (%s), want %q", c.text, res.PublishedMin, res.PublishedMax, res.PublishedBasis, c.day)
		}
	}
}

func TestALineEndInsideASentenceIsWhiteSpace(t *testing.T) {
	text := "As of midnight on 9\nMay 2021 the UN human rights\noffice had recorded 636 civilians\nkilled and 1,125\ninjured across Sudan.\n\nThe governor, Adam\nHaroun, said that\nshells had killed 56 people in\nNyala."
	res := plain(t, text)
	got := only(res, Casualty)
	if len(got) != 2 || num(got[0].Killed) != 636 || num(got[0].Injured) != 1125 || got[0].AsOf != "2021-05-09" || num(got[1].Killed) != 56 || got[1].Speaker != "Adam Haroun" {
		t.Errorf("%s", summary(res))
	}
	for _, text := range []string{
		"The office said that 14 civilians were killed in\nSumy on Monday.",
		"Officials in\nKherson said that 14 civilians were killed.",
	} {
		if got := only(read(t, text), Casualty); len(got) != 1 || num(got[0].Killed) != 14 || got[0].Place == "" {
			t.Errorf("%q: %s", text, summary(read(t, text)))
		}
	}
	// Titles on lines of their own are not run together.
	if got := only(read(t, "Deaths in Sumy\nMarket closed\n14 civilians killed in Kherson, officials say\nRain to come"), Casualty); len(got) != 1 || got[0].Place != "Kherson" {
		t.Errorf("%v", got)
	}
}

func TestATotalIsTrueUpToTheEndOfItsPeriod(t *testing.T) {
	for _, c := range []struct{ text, asOf string }{
		{"From 1 May, when the fighting began, to midnight on 9 May, the UN human rights office recorded 90 people killed in Sudan.", "2021-05-09"},
		{"Between 1 May and 9 May the World Health Organization verified four attacks on clinics in Sudan, in which 12 people were killed.", "2021-05-09"},
		{"By Sunday the UN human rights office had recorded 902 deaths in Sudan.", "2021-05-09"},
		{"The UN human rights office had recorded 902 deaths in Sudan since the start of the war on 1 May.", ""},
	} {
		got := only(read(t, c.text), Casualty)
		if len(got) != 1 || got[0].AsOf != c.asOf {
			t.Errorf("%q: want %q: %s", c.text, c.asOf, summary(read(t, c.text)))
			continue
		}
		if got[0].SpeechDate != "" {
			t.Errorf("%q: the day of the total is taken for the day of the saying, %s", c.text, got[0].SpeechDate)
		}
	}
	// The days between which something happened are its range, not the day of a total.
	got := only(read(t, "Between 3 May and 5 May soldiers in Nyala killed seven people."), Casualty)
	if len(got) != 1 || got[0].AsOf != "" || got[0].IncidentDate != "" || got[0].IncidentDateMin != "2021-05-03" || got[0].IncidentDateMax != "2021-05-05" {
		t.Errorf("%+v", got)
	}
}

func TestADayEarlierIsCountedFromTheDayOfTheTotal(t *testing.T) {
	got := only(read(t, "The UN human rights office said on Tuesday it had verified 953 deaths in Sudan since the start of the war on 1 May. That was up from 925 killed a day earlier."), Casualty)
	if len(got) != 2 || got[0].AsOf != "2021-05-11" || got[1].AsOf != "2021-05-10" {
		t.Errorf("%+v", got)
	}
}
