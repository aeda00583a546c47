package claim

import "testing"

func TestOnePersonKilledIsCountedAsOne(t *testing.T) {
	one := func(c Claim) bool { return num(c.Killed) == 1 && c.Qualifier == "exact" }
	fires(t, Casualty, one,
		"Adam Haroun was shot dead in Nyala on 3 May 2024.",
		"The driver died at the scene in Kherson, police said.",
		"Salih Osman, 34, a mechanic, was killed when a shell hit his workshop in Sumy.",
		"A 62-year-old woman was killed in her garden in Nikopol.",
		"Gunmen shot dead his brother in Nyala.")
	silent(t, Casualty,
		"Adam Haroun was not killed, his family said.",
		"If the governor was killed, nobody has said so.",
		"Salih Osman, who visited Kherson, spoke about the attacks.")
}

func TestWhatIsUndertakenOrCalledForIsAnAction(t *testing.T) {
	tookAs(t, []made{
		{"The government ordered an inquiry into the raid.", Action, "action.investigation", true},
		{"Sanctions were imposed on two commanders on Monday.", Action, "action.sanctions", true},
		{"The union sent monitors to Nyala.", Action, "action.investigation", true},
		{"The minister said that no investigators were sent.", Action, "action", false},
		{"The United Nations urged all sides to spare hospitals.", Action, "action.call", true},
		{"The mayor called for a truce.", Action, "action.call", true},
		{"Amnesty International demanded that the hostages be freed.", Action, "action.call", true},
		{"The mayor urged residents to stay indoors.", Action, "action.call", false},
	})
}

func TestOnlyMilitaryThingsAndNothingThereAreDenials(t *testing.T) {
	tookAs(t, []made{
		{"The ministry insisted that only military sites had been hit in Sumy.", Denial, "denial", true},
		{"The army said its jets strike exclusively at military targets.", Denial, "denial", true},
		{"The spokesman said that the brigade had struck only armed groups in Nyala.", Denial, "denial", true},
		{"The spokesman said there were no troops in the village.", Denial, "denial", true},
		{"The army said that there had been no flights over Nyala.", Denial, "denial", true},
		{"The general said there had been no operations near the town.", Denial, "denial", true},
		{"The mayor said that only two military hospitals are open.", Denial, "denial", false},
		{"The teacher said there were no books in the school.", Denial, "denial", false},
	})
}

func TestRefusalsOfOtherThingsAreNoDenials(t *testing.T) {
	silent(t, Denial,
		"The court dismissed the appeal on Monday.",
		"The rebels rejected a proposal for a truce in Nyala.",
		"Aid workers were denied access to the camp, the agency said.")
	tookAs(t, []made{
		{"The army brushed aside the reports of shelling in Nyala.", Denial, "denial", true},
		{"The minister rubbished claims that soldiers had burned homes.", Denial, "denial", true},
		{"The governor waved away the allegations of torture.", Denial, "denial", true},
	})
}

func TestBreakingALawIsALabel(t *testing.T) {
	tookAs(t, []made{
		{"The strike violated the laws of war, the lawyer said.", LegalLabel, "legal", true},
		{"The blockade is contrary to the Geneva Conventions, the minister said.", LegalLabel, "legal", true},
		{"Amnesty International said the siege breaches international humanitarian law.", LegalLabel, "legal", true},
		{"What happened in the prison amounts to murder, the commissioner said.", LegalLabel, "legal", true},
		{"The raid was despicable, the bishop said.", LegalLabel, "legal", true},
		{"The president called the strike heinous.", LegalLabel, "legal", true},
		{"Soldiers bombed the school in Sumy in violation of the truce.", LegalLabel, "legal", false},
		{"The court opened a murder case.", LegalLabel, "legal", false},
	})
}

func TestConductNightAfterNightIsAPattern(t *testing.T) {
	tookAs(t, []made{
		{"For the third night running drones have struck homes in Kherson.", Pattern, "pattern.running", true},
		{"The market has been shelled five days in a row.", Pattern, "pattern.running", true},
		{"Schools in Sumy were hit on four consecutive days.", Pattern, "pattern.running", true},
		{"Men were running from the market when it was shelled.", Pattern, "pattern.running", false},
	})
}

func TestMaterialLookedAtOrFoundIsEvidence(t *testing.T) {
	tookAs(t, []made{
		{"Human Rights Watch reviewed 38 videos of the raid.", EvidenceMention, "evidence", true},
		{"Fragments of a cluster bomb were found in the school yard.", EvidenceMention, "evidence", true},
		{"Satellite imagery suggests that the camp was emptied in June.", EvidenceMention, "evidence", true},
		{"Medical records show that the prisoners had been starved.", EvidenceMention, "evidence", true},
		{"The ministry gave no video of the strike.", EvidenceMention, "evidence", false},
	})
}

func TestASpeakerWhomNoListKnowsIsNamedByTheWords(t *testing.T) {
	for _, c := range []struct{ text, speaker string }{
		{"A shell hit the market in Nyala, a deminer said.", "deminer"},
		{"People who reached Adre say that soldiers burned homes in Nyala.", "People who reached Adre"},
		{"My cousin told us that two women were killed in Nyala.", "My cousin"},
		{"Three men were killed in Sumy.", ""},
		{"The command post in Sumy was attacked on 3 May 2024.", ""},
	} {
		got := read(t, c.text).Claims
		if len(got) == 0 || got[0].Speaker != c.speaker {
			t.Errorf("%q: want %q: %s", c.text, c.speaker, summary(read(t, c.text)))
		}
	}
}
