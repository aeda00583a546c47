package claim

import "testing"

func TestEachNumberStandsUnderWhatItCounts(t *testing.T) {
	for _, c := range []struct {
		text                                     string
		killed, injured, combined, bodies, other int
		qualifier                                string
	}{
		{"Officials in Sumy said that 14 civilians were killed and 31 wounded.", 14, 31, -1, -1, -1, "exact"},
		{"The ministry confirmed 212 deaths and 480 injuries in Sudan.", 212, 480, -1, -1, -1, "exact"},
		{"A strike on Kherson killed at least nine people and injured 22 others.", 9, 22, -1, -1, -1, "at_least"},
		{"More than 1,300 people died in the fighting around Nyala.", 1300, -1, -1, -1, -1, "more_than"},
		{"The blast in Sumy left three people dead.", 3, -1, -1, -1, -1, "exact"},
		{"The death toll in Kherson rose to 57.", 57, -1, -1, -1, -1, "exact"},
		{"The rocket claimed the lives of six villagers near Sumy.", 6, -1, -1, -1, -1, "exact"},
		{"Some 640 people were killed or wounded in Nyala since Monday.", -1, -1, 640, -1, -1, "approx"},
		{"The agency recorded 90 civilian casualties in the town of Kherson.", -1, -1, 90, -1, -1, "exact"},
		{"Up to 70 soldiers were killed and wounded near Sumy.", -1, -1, 70, -1, -1, "up_to"},
		{"Rescuers found the bodies of 23 civilians in a cellar in Sumy.", -1, -1, -1, 23, -1, "exact"},
		{"Searchers recovered 88 bodies from the ruins in Nyala.", -1, -1, -1, 88, -1, "exact"},
		{"Two men and a child were killed in Kherson.", 3, -1, -1, -1, -1, "exact"},
		{"A woman, named by neighbours only as Olha, was killed in Sumy.", 1, -1, -1, -1, -1, "exact"},
		{"Soldiers detained 45 residents in Kherson.", -1, -1, -1, -1, 45, "exact"},
		{"In Nyala, 19 people are still missing.", -1, -1, -1, -1, 19, "exact"},
		{"Fighting in Sudan has displaced 900,000 people.", -1, -1, -1, -1, 900000, "exact"},
	} {
		got := only(read(t, c.text), Casualty)
		if len(got) != 1 {
			t.Errorf("%q: %d casualty claims", c.text, len(got))
			continue
		}
		g := got[0]
		other := max(num(g.Missing), num(g.Detained), num(g.Displaced))
		if num(g.Killed) != c.killed || num(g.Injured) != c.injured || num(g.CombinedTotal) != c.combined || num(g.BodiesFound) != c.bodies || other != c.other || g.Qualifier != c.qualifier {
			t.Errorf("%q: killed %d injured %d combined %d bodies %d other %d %s", c.text, num(g.Killed), num(g.Injured), num(g.CombinedTotal), num(g.BodiesFound), other, g.Qualifier)
		}
	}
}

func TestAWordForManyGivesARangeAndNoNumber(t *testing.T) {
	for _, text := range []string{
		"Hundreds of civilians were killed or injured in Nyala.",
		"Dozens of people were killed in Sumy.",
		"Thousands of residents died in Kherson.",
		"Several villagers were wounded near Sumy.",
	} {
		got := only(read(t, text), Casualty)
		if len(got) != 1 {
			t.Errorf("%q: %d casualty claims", text, len(got))
			continue
		}
		g := got[0]
		if g.Killed != nil || g.Injured != nil || g.CombinedTotal != nil {
			t.Errorf("%q: a number was invented", text)
		}
		if g.KilledMin == nil && g.InjuredMin == nil && g.CombinedTotalMin == nil {
			t.Errorf("%q: no range", text)
		}
	}
}

func TestARangeKeepsItsEnds(t *testing.T) {
	for _, text := range []string{
		"Between 12 and 15 people were killed in Sumy.",
		"From 12 to 15 civilians died in Sumy.",
		"An attack on Sumy killed 12 to 15 people.",
	} {
		got := only(read(t, text), Casualty)
		if len(got) != 1 || num(got[0].KilledMin) != 12 || num(got[0].KilledMax) != 15 || got[0].Killed != nil || got[0].Qualifier != "range" {
			t.Errorf("%q: %+v", text, got)
		}
	}
}

func TestNumbersThatCountNoVictimsMakeNoCasualtyClaim(t *testing.T) {
	for _, text := range []string{
		"The delegation left on a three-day trip from May 8-10.",
		"The 67-year-old alliance met in the capital.",
		"In the assembly 141 countries voted for the resolution and five against it.",
		"The government will send 300 drones and 12 tanks to the army.",
		"Parliament approved $800 million in aid for the region.",
		"The speech lasted 15 minutes and was heard by 2,000 people.",
		"The convoy is 64 kilometres long.",
		"The hospital has 120 beds and 40 doctors.",
		"Since 2014 the court has sat 30 times.",
		"The man, 28, lives in the 900 block of the street.",
		"Two of the ministers, aged 51 and 60, resigned.",
	} {
		for _, c := range only(read(t, text), Casualty) {
			t.Errorf("%q: casualty claim on %q", text, c.Quote)
		}
	}
}

func TestPeopleWhoFledInAPictureCaptionAreNoCasualties(t *testing.T) {
	caption := "NIKOPOL, UKRAINE – MAY 10: Families cross the river after the shelling of the town, while more than 40,000 people have fled the district. (Photo by A. Photographer/Some Agency)"
	for _, c := range only(read(t, caption), Casualty) {
		t.Errorf("casualty claim on %q", c.Quote)
	}
}

func TestTheCaveatIsAClaimOfItsOwn(t *testing.T) {
	for _, text := range []string{
		"The office said 40 people were killed in Sudan, but warned that the actual number is likely much higher.",
		"Officials believe that the true toll is considerably higher.",
		"The ministry noted that the real figures could be higher.",
	} {
		found := false
		for _, c := range only(read(t, text), Casualty) {
			if c.Killed == nil && c.CombinedTotal == nil && c.Modality == "possible" {
				found = true
			}
		}
		if !found {
			t.Errorf("%q: no caveat", text)
		}
	}
	for _, c := range only(read(t, "Prices in the shops of the town are much higher than last year."), Casualty) {
		t.Errorf("caveat made of %q", c.Quote)
	}
}

func TestTheStatusOfACountIsTheCountingBodys(t *testing.T) {
	for _, c := range []struct{ text, status, source string }{
		{"The United Nations has confirmed 300 deaths in Sudan.", "confirmed", "United Nations"},
		{"The World Health Organization said it had verified 26 deaths in Sudan.", "confirmed", "World Health Organization"},
		{"The Red Cross said there were unverified reports of 40 people killed in Nyala.", "unverified", "Red Cross"},
		{"The Ukrainian Defence Ministry said that 12 civilians were killed in Sumy.", "claimed", "Ukrainian Defence Ministry"},
		{"Sudanese officials claimed that 80 people died in Nyala.", "claimed", "Sudanese officials"},
		{"According to Ukrainian authorities, 19 people were killed in Kherson.", "claimed", "Ukrainian authorities"},
	} {
		got := only(read(t, c.text), Casualty)
		if len(got) != 1 || got[0].CountStatus != c.status || got[0].CountSource != c.source {
			t.Errorf("%q: %+v", c.text, got)
		}
	}
	if got := only(read(t, "On that day 12 people were killed in Sumy."), Casualty); len(got) != 1 || got[0].CountStatus != "" {
		t.Errorf("a count without a source got a status: %+v", got)
	}
}

func TestARunningTotalSaysUpToWhichDay(t *testing.T) {
	text := "The UN human rights office put the toll in Sudan on Monday at 120 civilians killed and 300 hurt since fighting began on 15 April. " +
		"On Sunday (9), the office had verified 101 deaths and 277 injuries across the country. Two days earlier, 90 residents had been killed and 250 injured."
	got := only(read(t, text), Casualty)
	want := []struct {
		killed, injured int
		asOf            string
	}{{120, 300, "2021-05-10"}, {101, 277, "2021-05-09"}, {90, 250, "2021-05-07"}}
	if len(got) != len(want) {
		t.Fatalf("%d claims", len(got))
	}
	for i, w := range want {
		g := got[i]
		if num(g.Killed) != w.killed || num(g.Injured) != w.injured || g.AsOf != w.asOf || g.Cumulative == nil || !*g.Cumulative || g.CountSource != "UN human rights office (OHCHR)" || g.Scope != "Sudan since 2021-04-15" || g.CountStatus != "confirmed" {
			t.Errorf("point %d: %+v", i, g)
		}
	}
}

func TestAFigureBesideAnotherExcludesItsScope(t *testing.T) {
	text := "More than 2,000 residents had died in Nyala as of May 8, local officials said. On top of that figure, the UN has verified over 3,100 casualties in Sudan, dead and wounded together."
	got := only(read(t, text), Casualty)
	if len(got) != 2 {
		t.Fatalf("%d claims", len(got))
	}
	a, b := got[0], got[1]
	if num(a.Killed) != 2000 || a.AsOf != "2021-05-08" || a.Place != "Nyala" {
		t.Errorf("first: %+v", a)
	}
	if b.Killed != nil || b.Injured != nil || num(b.CombinedTotal) != 3100 || b.Scope != "Sudan, excluding Nyala" || b.CountStatus != "confirmed" {
		t.Errorf("second: %+v", b)
	}
}

func TestSomeOfTheDeadAreNoTollOfTheirOwn(t *testing.T) {
	for _, text := range []string{"Seven of the dead were women.", "Three of those killed in Sumy were children.", "Two of the victims were nurses."} {
		for _, c := range only(read(t, text), Casualty) {
			if c.Killed != nil {
				t.Errorf("%q: killed %d", text, *c.Killed)
			}
		}
	}
}

func TestPartsOfAFigureAreABreakdown(t *testing.T) {
	for _, text := range []string{
		"A strike killed 12 people, including three children, in Sumy.",
		"In Kherson 12 residents were killed, among them three children.",
		"The shelling of Nyala killed 12 civilians, including three boys.",
	} {
		got := only(read(t, text), Casualty)
		if len(got) != 1 || num(got[0].Killed) != 12 || got[0].ByAge["child"] != 3 {
			t.Errorf("%q: %+v", text, got)
		}
	}
}

func TestTwoTollsInOneSentenceKeepTheirOwnPlaceAndDay(t *testing.T) {
	got := only(read(t, "In Sumy, a strike on the station killed 18 people on May 3, and in Kherson 26 people were killed and at least 40 were wounded on May 5."), Casualty)
	if len(got) != 2 || num(got[0].Killed) != 18 || got[0].Place != "Sumy" || got[0].IncidentDate != "2021-05-03" ||
		num(got[1].Killed) != 26 || num(got[1].Injured) != 40 || got[1].Place != "Kherson" || got[1].IncidentDate != "2021-05-05" {
		t.Errorf("%+v", got)
	}
}

func TestAHeadlineRestatesTheFigureOfItsText(t *testing.T) {
	text := "More than 410 killed in Sudan, says UN\n\nThe UN human rights office said on Monday it had verified 410 deaths in Sudan since the war began on 15 April."
	got := only(read(t, text), Casualty)
	if len(got) != 2 || got[0].Voice != "headline" || got[0].CountSource != got[1].CountSource || got[0].AsOf != "2021-05-10" || got[0].CountStatus != "confirmed" {
		t.Errorf("%+v", got)
	}
	text = "More than 410 killed in Sudan, says Red Cross\n\nThe UN human rights office said on Monday it had verified 410 deaths in Sudan since the war began on 15 April."
	if got := only(read(t, text), Casualty); len(got) != 2 || got[0].CountSource != "Red Cross" {
		t.Errorf("another body's figure was taken over: %+v", got)
	}
}
