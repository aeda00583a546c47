package claim

import (
	"strings"
	"testing"
)

// hasSpeaker accepts a claim whose speaker's name holds the words.
func hasSpeaker(words string) func(Claim) bool {
	return func(c Claim) bool { return strings.Contains(c.Speaker, words) }
}

func TestWhoIsOnlyNamedIsNotAccused(t *testing.T) {
	for _, text := range []string{
		"Ukraine's chief prosecutor described attacks on schools in Sumy.",
		"A US citizen was killed in the shelling of Kherson.",
		"Sudan's health ministry reported that shells had hit a hospital in Nyala.",
		"Antony Blinken pointed to the destruction of schools and hospitals in Sumy.",
		"The United States government has determined that attacks on schools in Sumy were war crimes.",
	} {
		for _, c := range read(t, text).Claims {
			if c.ActorAccused != "" {
				t.Errorf("%q: %s is accused", text, c.ActorAccused)
			}
		}
	}
	for _, c := range []struct{ text, actor string }{
		{"Russia's ongoing attacks on schools in Sumy must end, the minister said.", "Russia"},
		{"The office recorded cases of Sudanese soldiers shooting villagers near Nyala.", "Sudanese soldiers"},
		{"Schools in Sumy were destroyed in a bombing by Russian aircraft.", "Russian aircraft"},
		{"Joe Biden called Vladimir Putin a war criminal.", "Vladimir Putin"},
	} {
		ok := false
		for _, g := range read(t, c.text).Claims {
			ok = ok || g.ActorAccused == c.actor
		}
		if !ok {
			t.Errorf("%q: want %s: %s", c.text, c.actor, summary(read(t, c.text)))
		}
	}
}

func TestAPostStandsWithItsTownAndIsNoPersonsName(t *testing.T) {
	for _, c := range []struct{ text, speaker, place string }{
		{"The mayor of Sumy estimated that 230 residents of his city had been killed.", "mayor of Sumy", "Sumy"},
		{"The Kherson governor said that three people had been killed.", "Kherson governor", "Ukraine"},
		{"Two women were wounded in Nikopol, the head of the Kherson region, Adam Haroun, said.", "Adam Haroun", "Nikopol"},
		{"A man was killed in the shelling of Sumy, the city's police said.", "police", "Sumy"},
	} {
		got := only(read(t, c.text), Casualty)
		if len(got) != 1 || got[0].Speaker != c.speaker || got[0].Place != c.place || strings.Contains(got[0].Quote, "region") || strings.Contains(got[0].Quote, "police") {
			t.Errorf("%q: %s", c.text, summary(read(t, c.text)))
		}
	}
	if got := only(read(t, "Adam Haroun of Sumy said that three people had been killed."), Casualty); len(got) != 1 || got[0].Speaker != "Adam Haroun" {
		t.Errorf("%+v", got)
	}
}

func TestAPronounIsWhoTheSentenceBeforeIsAbout(t *testing.T) {
	for _, c := range []struct{ text, speaker string }{
		{"Adam Haroun, the governor, said shells had hit a market in Nyala. Salih Osman, the mayor, said he was shocked. Haroun visited the wounded. Four women were among the dead, he said.", "Adam Haroun"},
		{"A spokesman for the ministry said a market had been bombed in Nyala. Three people were killed, he added.", "spokesman for the ministry"},
		{"President Joe Biden spoke first. Antony Blinken spoke second. Attacks on schools in Sumy were war crimes, he said.", "Antony Blinken"},
		{"Antony Blinken said Joe Biden had called the attacks war crimes. He said schools in Sumy had been bombed.", "Antony Blinken"},
	} {
		res := read(t, c.text)
		if n := len(res.Claims); n == 0 || res.Claims[n-1].Speaker != c.speaker {
			t.Errorf("%q: want %s: %s", c.text, c.speaker, summary(res))
		}
	}
}

func TestOtherWarsAreNotThisOne(t *testing.T) {
	silent(t, Casualty,
		"In Hiroshima more than 100,000 civilians were killed.",
		"Some 31,000 people died in Aleppo between 2012 and 2016.",
		"More than 40,000 residents were killed there in August 1945.",
		"He recalled Pearl Harbor and the raids in which 2,400 people were killed.")
	fires(t, Casualty, func(c Claim) bool { return num(c.Killed) == 12 },
		"In the worst attack since the Second World War, 12 people were killed in Sumy.",
		"Twelve people were killed in Aleppo in March 2021.",
		"Shells killed 12 people in Nyala, officials said.")
}

func TestPeopleInOneListAreCountedTogether(t *testing.T) {
	for _, c := range []struct {
		text            string
		killed, injured int
	}{
		{"A mortar shell fell in Sumy, killing a mother, her two children and a family friend.", 4, -1},
		{"Two little children and two adults died in Kherson.", 4, -1},
		{"At least 17 staff and patients were wounded in Nyala.", -1, 17},
		{"At least ten persons perished and 35 received injuries in Sumy.", 10, 35},
		{"A shell killed a woman, and two soldiers who saw it ran away, in Sumy.", 1, -1},
	} {
		got := only(read(t, c.text), Casualty)
		if len(got) != 1 || num(got[0].Killed) != c.killed || num(got[0].Injured) != c.injured {
			t.Errorf("%q: %+v", c.text, got)
		}
	}
}

func TestWhoGathersToFleeHasNotFledAndWhoIsBuriedWasNotKilled(t *testing.T) {
	silent(t, Casualty,
		"Thousands of civilians had gathered at the station in Sumy to flee to safer regions.",
		"Reporters could not verify how many people had been killed.",
		"Up to 1,000 people had been sheltering inside.")
	for _, text := range []string{
		"The mayor said that 280 people had been buried in mass graves in Sumy.",
		"Volunteers in Nyala said 280 residents were buried in the yard.",
		"About 280 people have been laid to rest in Kherson, officials said.",
	} {
		got := only(read(t, text), Casualty)
		if len(got) != 1 || num(got[0].BodiesFound) != 280 || got[0].Killed != nil {
			t.Errorf("%q: %s", text, summary(read(t, text)))
		}
	}
	silent(t, Casualty, "About 280 people were buried under the rubble in Kherson, officials said.")
}

func TestFlatDenials(t *testing.T) {
	fires(t, Denial, hasSpeaker("Peskov"),
		`"It is simply a fake, well directed and played for the cameras of others," Dmitry Peskov said.`,
		`Dmitry Peskov said that not a single local resident had come to harm while the town was held by its forces.`,
		`Dmitry Peskov said the images from Sumy were a "monstrous forgery" aimed at the army.`,
		`"Such rhetoric from a head of state is unacceptable and unforgivable," Dmitry Peskov said.`)
	fires(t, Denial, func(c Claim) bool { return c.DenialKind == "standing" },
		`"Such rhetoric from a head of state is unacceptable and unforgivable," Dmitry Peskov said.`)
	silent(t, Denial,
		"Liz Truss said that nobody would be allowed to hide these atrocities behind lies of state television.",
		"The mayor said that a kitchen with no staff had been found in the hospital that was shelled.")
}

func TestAnInterviewGivesEachAnswerItsSpeaker(t *testing.T) {
	text := "QUESTION: Did Russia commit war crimes?\n\nSECRETARY BLINKEN: We have seen schools in Sumy destroyed.\n\nIntentionally targeting civilians is a war crime.\n\nQUESTION: Are 5,000 people dead?\n\nSECRETARY BLINKEN: The number is not known."
	res := read(t, text)
	if len(res.Claims) != 2 {
		t.Errorf("%d claims: %s", len(res.Claims), summary(res))
	}
	for _, c := range res.Claims {
		if c.Speaker != "Antony Blinken" || c.Voice != "direct" || strings.Contains(c.Quote, "BLINKEN") {
			t.Errorf("%q by %q, %s", c.Quote, c.Speaker, c.Voice)
		}
	}
	for _, text := range []string{
		"Q: What happened?\n\nADAM HAROUN: Soldiers shelled a market in Nyala.\n\nQ: When?\n\nADAM HAROUN: On Monday.",
		"REPORTER: What happened?\n\nMR. HAROUN: Soldiers shelled a market in Nyala.\n\nREPORTER: When?\n\nMR. HAROUN: On Monday.",
	} {
		if res := read(t, text); len(res.Claims) != 1 || !strings.Contains(strings.ToLower(res.Claims[0].Speaker), "haroun") {
			t.Errorf("%q: %s", text, summary(res))
		}
	}
	// One line with a colon is no interview.
	if res := read(t, "SUDAN: Soldiers shelled a market in Nyala.\n\nThe market was closed."); len(res.Claims) != 1 || res.Claims[0].Speaker != "" {
		t.Error(summary(res))
	}
}

func TestAClaimWithoutAPlaceIsAboutTheTownToldOfAndNoOther(t *testing.T) {
	for _, text := range []string{
		"In Ukraine, prosecutors found five bodies in a cellar in Sumy. The men had been tortured before they were shot, a lawyer said.",
		"A missile hit a school in Sumy in the east of Ukraine.\n\nFour children were among the dead, doctors said.",
		"An air strike hit a clinic in Sumy, Ukraine.\n\nThe minister, speaking in Geneva, said the clinic had been bombed by Russia.",
	} {
		res := read(t, text)
		if n := len(res.Claims); n < 2 || res.Claims[n-1].Place != "Sumy" {
			t.Errorf("%q: %s", text, summary(res))
		}
	}
	for _, text := range []string{
		"An air strike hit a clinic in Sumy, Ukraine.\n\nUkraine's prosecutor general said that 117 children had died in Ukraine since 1 May.",
		"An air strike hit a clinic in Sumy, Ukraine.\n\nThe UN human rights office has recorded 90 people killed.",
	} {
		got := only(read(t, text), Casualty)
		if n := len(got); n == 0 || got[n-1].Place == "Sumy" {
			t.Errorf("%q: %s", text, summary(read(t, text)))
		}
	}
}

func TestAShareOfADeathTollIsNoEvent(t *testing.T) {
	for _, text := range []string{
		"The UN human rights office has recorded 90 people killed in Sudan since 1 May. Most of the deaths were caused by shelling in Nyala and air strikes.",
		"The office recorded 1,834 civilian casualties in Sudan since 1 May.\n\nIn Nyala: 771 casualties (171 killed and 600 injured)",
		"Police in Sudan said that 2,000 people had been killed in Sudan.",
		"Sudanese officials said that 820 people died in Sudan in one week.",
	} {
		for _, e := range read(t, text).Events {
			t.Errorf("%q: %s in %s from %q", text, e.Type, e.Place, e.Anchor)
		}
	}
	if res := read(t, "Police said that 20 people had been killed in Nyala."); len(res.Events) != 1 {
		t.Errorf("%d events", len(res.Events))
	}
}

func TestWhatOneSaysAndAnotherPassesOn(t *testing.T) {
	for _, text := range []string{
		"The health ministry has determined that 40 people were killed in Nyala, Adam Haroun, the governor, announced on Monday.",
		"The health ministry said 40 people were killed in Nyala, minister Adam Haroun told late on Monday.",
		"The health ministry reports that 40 people were killed in Nyala, President Adam Haroun said Monday.",
	} {
		got := only(read(t, text), Casualty)
		if len(got) != 1 || !strings.Contains(got[0].Speaker, "Health Ministry") || got[0].SpeechDate != "2021-05-10" || strings.Contains(got[0].Quote, "Haroun") {
			t.Errorf("%q: %+v", text, got)
		}
	}
	if got := only(read(t, "The health ministry said 40 people were killed in Nyala, where Adam Haroun lives."), Casualty); len(got) != 1 || !strings.Contains(got[0].Speaker, "Health Ministry") || got[0].SpeechDate != "" {
		t.Errorf("%+v", got)
	}
}

func TestAPostHeldOnTheReportsDayIsItsHolder(t *testing.T) {
	for _, c := range []struct{ text, speaker string }{
		{"The president of Ukraine said that schools in Sumy had been bombed.", "Volodymyr Zelenskyy"},
		{"The Ukrainian foreign minister said that schools in Sumy had been bombed.", "Dmytro Kuleba"},
		{"The Russian foreign minister denied the shelling of Sumy.", "Sergei Lavrov"},
		{"The former president of Ukraine said that schools in Sumy had been bombed.", "former president of Ukraine"},
		{"The deputy foreign minister of Ukraine said that schools in Sumy had been bombed.", "deputy foreign minister of Ukraine"},
	} {
		res := read(t, c.text)
		if len(res.Claims) != 1 || res.Claims[0].Speaker != c.speaker {
			t.Errorf("%q: want %s: %s", c.text, c.speaker, summary(res))
		}
	}
}

func TestATownMayBeWhatWasDestroyed(t *testing.T) {
	fires(t, Attack, func(c Claim) bool { return c.Place == "Sumy" },
		"The town of Sumy has been completely destroyed, the governor has said.",
		"Sumy was devastated by weeks of shelling.",
		"According to residents, Sumy had been flattened.")
	silent(t, Attack,
		"Plans to rebuild Sumy were destroyed by the finance ministry.",
		"The career of the mayor of Sumy was ruined.")
}

func TestWhatIsShownIsNotCounted(t *testing.T) {
	fires(t, EvidenceMention, hasSpeaker("Haroun"),
		"Adam Haroun, the governor, published a photograph showing several bodies on the ground in Nyala.",
		"Adam Haroun, the governor, showed a video of the destruction in Nyala.",
		"Adam Haroun, the governor, shared images of the dead in Nyala.")
	silent(t, Casualty, "Adam Haroun, the governor, published a photograph showing several bodies on the ground in Nyala.")
	fires(t, Casualty, func(c Claim) bool { return num(c.BodiesFound) == 20 }, "A photograph showed the bodies of 20 men in Nyala.")
}

func TestWhatIsFoundIsNotWhatIsDoneAboutIt(t *testing.T) {
	fires(t, LegalLabel, nil,
		"The group has documented several cases of Sudanese forces committing war crimes in Nyala.",
		"The cases that we documented amount to deliberate cruelty against civilians in Nyala.",
		"Any intentional targeting of civilians is a crime, the prosecutor said.")
	fires(t, Action, func(c Claim) bool { return c.Modality == "call" }, "Murder and other acts in Nyala should be investigated as war crimes, the group said.")
	fires(t, Action, nil, "The group is documenting war crimes in Nyala.")
}

func TestTheKilledAmongTheCasualtiesHaveTheirOwnNumber(t *testing.T) {
	for _, text := range []string{
		"The agency recorded 90 civilian casualties in Nyala, including 30 killed and 60 injured.",
		"Doctors counted 90 casualties in Nyala, among them 30 killed and 60 wounded.",
		"The group verified two raids in Nyala, including 30 deaths and 60 injuries.",
	} {
		got := only(read(t, text), Casualty)
		if len(got) != 1 || num(got[0].Killed) != 30 || num(got[0].Injured) != 60 {
			t.Errorf("%q: %s", text, summary(read(t, text)))
		}
	}
	if got := only(read(t, "In Nyala 30 people were killed, including five women."), Casualty); len(got) != 1 || num(got[0].Killed) != 30 || got[0].BySex["female"] != 5 {
		t.Errorf("%+v", got)
	}
}

func TestTheCountryOfATotalIsTheOneAttackedNotTheAttacker(t *testing.T) {
	for _, text := range []string{
		"Shells fell on Ukrainian towns. Ministers agreed sanctions against Russia and the suspension of Russia from the council. The UN human rights office has recorded 1,430 people killed.",
		"The invasion of Ukraine by the armed forces of Russia began in winter. The UN human rights office has recorded 1,430 people killed.",
		"After Russia invaded Ukraine, talks were held with the envoy of Russia. The UN human rights office has recorded 1,430 people killed.",
	} {
		got := only(read(t, text), Casualty)
		if len(got) != 1 || got[0].Place != "Ukraine" || got[0].Scope != "Ukraine" {
			t.Errorf("%q: %s", text, summary(read(t, text)))
		}
	}
	if got := only(read(t, "A fire in Syria made news. The agency has recorded 30 people killed in Sudan."), Casualty); len(got) != 1 || got[0].Place != "Sudan" {
		t.Errorf("%+v", got)
	}
}

func TestWhatHappenedADayEarlierIsNotWhereTheMinisterIs(t *testing.T) {
	for _, text := range []string{
		"The minister went to Kherson on Tuesday, a day after a strike on a train station killed 52 people.",
		"The envoy spoke in Kherson on Tuesday, two days after shells killed 12 people.",
		"Talks began in Kherson on Tuesday, hours after a rocket killed nine people.",
	} {
		got := only(read(t, text), Casualty)
		if len(got) != 1 || got[0].Place == "Kherson" || got[0].IncidentDate == "2021-05-11" && !strings.Contains(text, "hours") {
			t.Errorf("%q: %+v", text, got)
		}
	}
	if got := only(read(t, "A day after the vote a strike on a train station in Kherson killed 52 people."), Casualty); len(got) != 1 || got[0].Place != "Kherson" {
		t.Errorf("%+v", got)
	}
}

func TestTheSecondHalfOfASentenceIsWhoSaysIt(t *testing.T) {
	for _, text := range []string{
		"Ten people were killed in shelling in Sumy, the U.S. embassy in Kyiv said on Tuesday, but Moscow denied the report as a hoax.",
		"Ten people were killed in shelling in Sumy, officials said, but the Kremlin dismissed the report as fake news.",
		"Ten people were killed in shelling in Sumy, the mayor said, while Russia rejected the report.",
	} {
		res := read(t, text)
		if a, d := only(res, Casualty), only(res, Denial); len(a) != 1 || len(d) != 1 || num(a[0].Killed) != 10 || a[0].Speaker == "" || a[0].Speaker == d[0].Speaker {
			t.Errorf("%q: %s", text, summary(res))
		}
	}
	silent(t, Denial, "Ten people were killed in shelling in Sumy, the U.S. embassy in Kyiv said on Tuesday, but the market stayed open.")
}

func TestOnesOwnForcesWereNotThere(t *testing.T) {
	fires(t, Denial, nil,
		"Igor Konashenkov, the Russian Defence Ministry spokesman, said no Russian soldiers were in the city when Sumy was shelled.",
		"Dmitry Peskov said that no Russian troops had been near the hospital.",
		"Dmitry Peskov said the forces had no combat tasks in Sumy that day.")
	silent(t, Denial, "The mayor of Sumy said that no Russian soldiers were left in the city.")
}

func TestAnAmbassadorSpeaksForNobodyHeIsSentTo(t *testing.T) {
	for _, text := range []string{
		"Russia's ambassador to the United Nations denied the shelling of Sumy.",
		"Sudan's envoy to the European Union said that schools in Nyala had been bombed.",
		"The ambassador to NATO said that schools in Nyala had been bombed.",
	} {
		res := read(t, text)
		if len(res.Claims) != 1 || !strings.Contains(res.Claims[0].Speaker, "ambassador") && !strings.Contains(res.Claims[0].Speaker, "envoy") {
			t.Errorf("%q: %s", text, summary(res))
		}
	}
	if res := read(t, "The United Nations said that schools in Nyala had been bombed."); len(res.Claims) != 1 || res.Claims[0].Speaker != "United Nations" {
		t.Error(summary(res))
	}
}

func TestTheUpdateOfABodyIsTheDayOfItsFigures(t *testing.T) {
	for _, text := range []string{
		"The UN human rights office has recorded 364 people killed in Sudan. In its update of 4 May it had counted 331 killed.",
		"The UN human rights office has recorded 364 people killed in Sudan. In its 4 May update the totals were 331 killed.",
		"The UN human rights office has recorded 364 people killed in Sudan. On 4 May it had recorded 331 killed.",
	} {
		got := only(read(t, text), Casualty)
		if len(got) != 2 || num(got[1].Killed) != 331 || got[1].AsOf != "2021-05-04" || got[1].IncidentDateMin != "" || !strings.HasPrefix(got[1].CountSource, "UN human rights") {
			t.Errorf("%q: %+v", text, got)
		}
	}
	if got := only(read(t, "In the raid of 4 May soldiers killed 31 people in Nyala."), Casualty); len(got) != 1 || got[0].AsOf != "" || got[0].IncidentDate != "2021-05-04" {
		t.Errorf("%+v", got)
	}
}

func TestAFigureForAllButOneTownIsNotThatTowns(t *testing.T) {
	for _, text := range []string{
		"Outside Sumy, the United Nations has confirmed that more than 2,500 civilians were killed or injured in Ukraine.",
		"Beyond Sumy, officials in Ukraine say that 2,500 civilians were killed or injured in Ukraine.",
	} {
		got := only(read(t, text), Casualty)
		if len(got) != 1 || got[0].Place != "Ukraine" || !strings.Contains(got[0].Scope, "excluding Sumy") {
			t.Errorf("%q: %+v", text, got)
		}
	}
	if got := only(read(t, "Outside Sumy three people were killed."), Casualty); len(got) != 1 || strings.Contains(got[0].Scope, "excluding") {
		t.Errorf("%+v", got)
	}
}

func TestTheTownInAPostIsNotWhereItHappened(t *testing.T) {
	for _, text := range []string{
		"An air strike hit a hospital in Sumy on Sunday. The head of the Kherson regional administration, Adam Haroun, said that 17 people had been injured.",
		"An air strike hit a hospital in Sumy. The Kherson governor said on Monday that three people had been killed.",
		"An air strike hit a hospital in Sumy. On Thursday the city council said that three people had been killed.",
	} {
		got := only(read(t, text), Casualty)
		if len(got) != 1 || got[0].Place != "Sumy" || strings.Contains(got[0].Speaker, "Thursday") {
			t.Errorf("%q: %s", text, summary(read(t, text)))
		}
	}
	if got := only(read(t, "Officials in Kherson say that 24 civilians had been killed in the city."), Casualty); len(got) != 1 || got[0].Place != "Kherson" || got[0].Speaker != "Kherson officials" {
		t.Errorf("%+v", got)
	}
}

func TestACapitalNamedAsATownIsNotAccused(t *testing.T) {
	for _, text := range []string{
		"The bodies of 41 people have been recovered in towns around Kyiv.",
		"At least 41 bodies have been found near Kyiv.",
		"Shells hit a school in the suburbs of Kyiv.",
	} {
		for _, c := range read(t, text).Claims {
			if c.ActorAccused != "" {
				t.Errorf("%q: %s is accused", text, c.ActorAccused)
			}
		}
	}
	fires(t, Attack, func(c Claim) bool { return c.ActorAccused == "Russia" }, "Moscow bombed a school in Sumy.")
}

func TestTheMainClauseNamesTheSpeaker(t *testing.T) {
	for _, text := range []string{
		"After Joe Biden called the attack a war crime on Monday, Dmitry Peskov said that Washington had no right to make such statements.",
		"While Joe Biden spoke of war crimes, Dmitry Peskov said that Washington had no right to judge.",
		"When Joe Biden said that schools had been shelled, Dmitry Peskov replied that it was a fake.",
	} {
		fires(t, Denial, hasSpeaker("Peskov"), text)
	}
	silent(t, Denial, "After Joe Biden said it on Monday, ministers met to discuss the price of grain.")
}

func TestWhatIsNotThereIsNoEvidence(t *testing.T) {
	silent(t, EvidenceMention,
		"He gave no evidence of the massacre.",
		"The statement does not publish the intelligence on the attacks it relies on.",
		"The ministry gave its account without any proof of an attack.")
	fires(t, EvidenceMention, nil, "Satellite images show bodies in the streets of Sumy.")
	silent(t, Casualty, "The prosecutor did not say how many of the 410 had been killed in Sumy.")
	silent(t, Attack, "He neither admitted nor denied that the theatre in Sumy had been hit.")
	fires(t, Casualty, nil, "Hundreds of people are reported dead in Sumy.")
}

func TestSayingThatGoesWithTheSubjectOfTheSentence(t *testing.T) {
	for _, text := range []string{
		"Sudan's emergency service gave a far larger number, saying that more than 2,000 civilians had been killed in Nyala.",
		"The health ministry published a list on Monday, adding that more than 2,000 civilians had been killed in Nyala.",
		"The health ministry disagreed, claiming that more than 2,000 civilians had been killed in Nyala.",
	} {
		fires(t, Casualty, func(c Claim) bool {
			return strings.Contains(c.Speaker, "Service") || strings.Contains(c.Speaker, "Ministry")
		}, text)
	}
	fires(t, Casualty, hasSpeaker(""), "Rumours went round, saying that more than 2,000 civilians had been killed in Nyala.")
	for _, c := range only(read(t, "Rumours went round, saying that more than 2,000 civilians had been killed in Nyala."), Casualty) {
		if c.Speaker != "" {
			t.Errorf("%q speaks", c.Speaker)
		}
	}
	if got := only(read(t, "The UN human rights office has now recorded 331 civilians killed in Sudan, it said on 4 May, and 675 injured."), Casualty); len(got) != 1 || got[0].AsOf != "2021-05-04" {
		t.Errorf("%+v", got)
	}
}

func TestWhatWasDoneAndWhatIsDoneAboutItAreTwoClaims(t *testing.T) {
	for _, text := range []string{
		"The minister said soldiers had committed war crimes in Sumy, and they have been working to document the crimes.",
		"He said the army had bombed schools in Sumy, and it has begun collecting evidence for the court.",
		"The envoy said war crimes were committed in Nyala, and we are gathering evidence of these crimes.",
	} {
		res := read(t, text)
		if len(only(res, Action)) != 1 || len(only(res, LegalLabel))+len(only(res, Attack)) != 1 {
			t.Errorf("%q: %s", text, summary(res))
		}
	}
	if res := read(t, "He said the army had bombed schools in Sumy, and they were closed."); len(res.Claims) != 1 {
		t.Error(summary(res))
	}
}

func TestACounterAccusationHasNoPlaceHereAndIsNoEvent(t *testing.T) {
	for _, text := range []string{
		`"A state that has bombed people across the world has no say," Dmitry Peskov said.`,
		`"American bombs have killed hundreds of thousands of people around the world," Dmitry Peskov said.`,
		`Dmitry Peskov spoke of a state that has bombed villages around the world for years.`,
	} {
		res := read(t, text)
		for _, c := range res.Claims {
			if c.Place != "" || c.Kind == Casualty {
				t.Errorf("%q: %s", text, summary(res))
			}
		}
		if len(res.Events) > 0 {
			t.Errorf("%q: an event", text)
		}
	}
}

func TestBothSidesOfASpeakerAreRead(t *testing.T) {
	for _, text := range []string{
		"In Sumy, several missiles hit a power station, the city council said; there were no casualties.",
		"In Sumy, several missiles hit a power station, the city council said on Monday, with no casualties.",
		"In Sumy, several missiles hit a power station, the city council said with some delay, and nobody was killed.",
	} {
		fires(t, Attack, hasSpeaker("City Council"), text)
		silent(t, Casualty, text)
	}
	silent(t, Attack, "In Sumy, the city council said; there were no casualties.")
}

func TestWhoAccusesIsTheSubjectAndTheDayOfTellingIsBehindTheListener(t *testing.T) {
	for _, text := range []string{
		"Officials in Sumy postponed the convoy, accusing Russian forces of shelling the humanitarian corridor.",
		"Officials in Kherson closed the road, blaming Russian forces for the shelling of a school.",
		"The health ministry wrote a letter, accusing Russian forces of shelling a hospital in Sumy.",
	} {
		fires(t, Attack, func(c Claim) bool { return c.Speaker != "" && c.ActorAccused == "Russian forces" }, text)
	}
	fires(t, LegalLabel, func(c Claim) bool { return c.SpeechDate == "2021-05-11" },
		`"Yes, I have called it a genocide and I will say it again," Joe Biden told reporters in Iowa on Tuesday.`)
	fires(t, Attack, func(c Claim) bool { return c.Speaker == "" }, "Shells fell on a school in Sumy, accusing voices grew louder.")
}
