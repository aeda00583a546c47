package claim

import "testing"

// speakers maps what a claim says to who must be its speaker.
func TestEachWordHasItsSpeaker(t *testing.T) {
	for _, c := range []struct{ text, speaker, voice string }{
		{"Governor Maria Kovalenko said that rockets hit a school in Sumy.", "Maria Kovalenko", "indirect"},
		{"Rockets hit a school in Sumy, Governor Maria Kovalenko said.", "Maria Kovalenko", "indirect"},
		{"“Rockets hit two schools in Sumy this morning,” said Governor Maria Kovalenko.", "Maria Kovalenko", "direct"},
		{"Governor Maria Kovalenko said: “Rockets hit two schools in Sumy this morning.”", "Maria Kovalenko", "direct"},
		{"According to Human Rights Watch, soldiers burned down a hospital in Nyala.", "Human Rights Watch", "indirect"},
		{"Soldiers burned down a hospital in Nyala, according to Human Rights Watch.", "Human Rights Watch", "indirect"},
		{"The Red Cross's report says that a shell hit an ambulance in Kherson.", "Red Cross", "indirect"},
		{"A shell hit an ambulance in Kherson.", "", "narration"},
		{"In Sumy, Defence Minister Oleksii Reznikov, on Monday, May 10, accused Russia of shelling a hospital.", "Oleksii Reznikov", "indirect"},
	} {
		res := read(t, c.text)
		if len(res.Claims) == 0 || res.Claims[0].Speaker != c.speaker || res.Claims[0].Voice != c.voice {
			t.Errorf("%q: %s", c.text, summary(res))
		}
	}
}

func TestAPronounAndAPostLeadBackToTheirPerson(t *testing.T) {
	for _, second := range []string{
		"He said that a hospital was shelled too.",
		"The mayor said that a hospital was shelled too.",
		"“A hospital was shelled by the troops as well,” he added.",
		"“A hospital was shelled by the troops as well,” the mayor continued.",
	} {
		text := "The mayor of Sumy, Ivan Bondar, said on Monday that a school was destroyed.\n\n" + second
		res := read(t, text)
		if len(res.Claims) != 2 || res.Claims[1].Speaker != "Ivan Bondar" {
			t.Errorf("%q: %s", second, summary(res))
		}
		if len(res.Claims) == 2 && res.Claims[1].SpeechDate != "2021-05-10" {
			t.Errorf("%q: said on %s", second, res.Claims[1].SpeechDate)
		}
	}
}

func TestAQuotationInsideAQuotationBelongsToTheInnermost(t *testing.T) {
	for _, text := range []string{
		"Minister Ann Baker said: “The shelling of the hospital, according to President Zelenskyy, “has brought misery and bloodshed to the whole town.”",
		"“President Zelenskyy said that a hospital was shelled in Sumy,” Minister Ann Baker said.",
	} {
		res := read(t, text)
		n := len(res.Claims)
		if n == 0 || res.Claims[n-1].Speaker != "Volodymyr Zelenskyy" {
			t.Errorf("%q: %s", text, summary(res))
		}
	}
}

func TestAnUnclosedQuotationEndsWithItsParagraph(t *testing.T) {
	text := "Minister Ann Baker said: “The army shelled a hospital in Nyala and a school.\n\nLater that day a market in Nyala was bombed.\n\nShops stayed closed."
	res := read(t, text)
	if len(res.Claims) != 2 || res.Claims[0].Voice != "direct" || res.Claims[1].Voice == "direct" || res.Claims[1].Speaker != "" {
		t.Errorf("%s", summary(res))
	}
}

func TestAQuotationGoesOnOverAParagraph(t *testing.T) {
	text := "Minister Ann Baker said: “The army shelled a hospital in Nyala.\n\nThe same day it bombed a market in the town.”\n\nShops stayed closed."
	res := read(t, text)
	if len(res.Claims) != 2 || res.Claims[1].Speaker != "Ann Baker" || res.Claims[1].Voice != "direct" {
		t.Errorf("%s", summary(res))
	}
}

func TestTwoSpellingsOfOneOfficialAreOneSpeaker(t *testing.T) {
	for _, name := range []string{"Antony Blinken", "Anthony Blinken", "Blinken"} {
		res := read(t, "Secretary of State "+name+" said that troops shelled a hospital in Sumy.")
		if len(res.Claims) != 1 || res.Claims[0].Speaker != "Antony Blinken" {
			t.Errorf("%s: %s", name, summary(res))
		}
	}
}

func TestAMisprintIsNoNewPerson(t *testing.T) {
	text := "Spokesman Viktor Haltner said the army shelled a school in Nyala. Haltmer said a market was bombed too."
	res := read(t, text)
	for _, c := range res.Claims {
		if c.Speaker != "Viktor Haltner" {
			t.Errorf("%s", summary(res))
		}
	}
}

func TestTheDayOfSayingIsNotTheDayOfTheDeed(t *testing.T) {
	for _, c := range []struct{ text, said, happened string }{
		{"On Tuesday, the minister said that a school in Sumy was shelled on May 3.", "2021-05-11", "2021-05-03"},
		{"A school in Sumy was shelled on May 3, the minister said on Tuesday.", "2021-05-11", "2021-05-03"},
		{"The minister said Tuesday that a school in Sumy was shelled.", "2021-05-11", ""},
		{"A school in Sumy was shelled on Sunday.", "2021-05-12", "2021-05-09"},
	} {
		got := only(read(t, c.text), Attack)
		if len(got) != 1 || got[0].SpeechDate != c.said || got[0].IncidentDate != c.happened {
			t.Errorf("%q: said %q happened %q", c.text, got[0].SpeechDate, got[0].IncidentDate)
		}
	}
}

func TestABareWeekdayWithoutTheReportsDayStaysOpen(t *testing.T) {
	res := reader(t).Read(Doc{Ref: "r", Text: "On Friday, soldiers shelled a school in Sumy and the people of the town hid in the cellars."})
	got := only(res, Attack)
	if len(got) != 1 || got[0].IncidentDate != "" || got[0].IncidentDateMin != "" {
		t.Errorf("%s %+v", summary(res), got)
	}
}

func TestACaptionSpeaksForItsPhotographer(t *testing.T) {
	text := "SUMY, UKRAINE – MAY 09: A school stands in ruins after Russian shelling in Sumy, Ukraine on May 09, 2021. (Photo by A. Lens/Example Agency via Stock)\n\nThe minister spoke about grain and the harvest of the year."
	res := read(t, text)
	if len(res.Claims) == 0 || res.Claims[0].Voice != "caption" || res.Claims[0].Speaker != "A. Lens/Example Agency" || res.Claims[0].IncidentDate != "2021-05-09" {
		t.Errorf("%s", summary(res))
	}
}

func TestHeIsTheOneWhoSpokeNotTheOneSpokenOf(t *testing.T) {
	text := "Minister Paul Baker said that President Zelenskyy announced the bombing of a school in Sumy.\n\nHe added that a hospital was shelled too."
	res := read(t, text)
	if n := len(res.Claims); n != 2 || res.Claims[0].Speaker != "Volodymyr Zelenskyy" || res.Claims[1].Speaker != "Paul Baker" {
		t.Errorf("%s", summary(res))
	}
}

func TestTheSecondHalfOfASentenceMayHaveItsOwnSpeaker(t *testing.T) {
	for _, text := range []string{
		"The minister condemned the shelling of a hospital in Nyala, while the Sudanese army rejected the accusation as baseless.",
		"The minister condemned the shelling of a hospital in Nyala, but the Sudanese army denied that any hospital was shelled.",
		"The minister condemned the bombing of a market in Nyala, although the Sudanese army dismissed the report of the bombing.",
	} {
		got := only(read(t, text), Denial)
		if len(got) != 1 || got[0].Speaker != "Sudanese army" {
			t.Errorf("%q: %s", text, summary(read(t, text)))
		}
	}
}

func TestAParagraphAboutTheAuthorClaimsNothing(t *testing.T) {
	for _, text := range []string{
		"Soldiers shelled a school in Sumy.\n\nAnn Lee is a freelance journalist who reports on war crimes and attacks on hospitals.",
		"Soldiers shelled a school in Sumy.\n\nReporting by Ann Lee on the massacre in Nyala; editing by Bob Ray",
	} {
		if res := read(t, text); len(res.Claims) != 1 {
			t.Errorf("%q: %s", text, summary(res))
		}
	}
}

func TestAQuotationIsNeverGivenToSomebodyElse(t *testing.T) {
	before := "“The army must stop,” President Volodymyr Zelenskyy said.\n\n"
	for _, quote := range []string{
		"“I saw how they shelled the school in Sumy,” said one bus driver who hid in a cellar.",
		"“I saw how they shelled the school in Sumy,” a bus driver told reporters.",
		"“They shelled the school in Sumy,” an elderly shopkeeper said.",
	} {
		res := read(t, before+quote)
		if n := len(res.Claims); n != 1 || res.Claims[0].Speaker == "Volodymyr Zelenskyy" || res.Claims[0].Speaker == "" {
			t.Errorf("%q: %s", quote, summary(res))
		}
	}
}

func TestASpeakerInTheMiddleSpeaksForBothSides(t *testing.T) {
	for _, text := range []string{
		"The shelling of Sumy killed 12 people on Monday, officials said, with one rocket hitting a hospital near the river and the old town.",
		"A bombing in Nyala killed nine people on Monday, the governor said, adding that a school was shelled in the same district of the town.",
	} {
		res := read(t, text)
		for _, c := range res.Claims {
			if c.Speaker == "" {
				t.Errorf("%q: %s", text, summary(res))
			}
		}
		if len(res.Claims) < 2 || res.Claims[0].IncidentDate != "2021-05-10" {
			t.Errorf("%q: %s", text, summary(res))
		}
	}
}
