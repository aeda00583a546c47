package origin

import (
	"testing"

	"exhibit/internal/claim"
)

// labels makes a claim that says of somebody's forces what they committed.
func labels(id, ref, speaker, role, day, quote string) claim.Claim {
	c := said(id, ref, speaker, day)
	c.SpeakerRole, c.Quote, c.LegalLabels, c.Place = role, quote, []string{"war crimes"}, "Ukraine"
	return c
}

func TestALabelSaidOfOneArmyIsNotTheLabelSaidOfAnotherOrOfNobody(t *testing.T) {
	claims := []claim.Claim{
		labels("1", "r1", "Olena Koval", "", "2022-03-06", "members of the Russian armed forces committed war crimes"),
		labels("22", "r2", "Ivan Lis", "", "2022-03-06", "Russia's forces are guilty of a war crime"),
		labels("333", "r3", "Petro Moroz", "", "2022-03-06", "Ukrainian troops committed war crimes"),
		labels("4444", "r4", "Anna Vovk", "", "2022-03-06", "these are war crimes"),
	}
	claims[1].LegalLabels = []string{"war crime"}
	n := map[string]int{}
	for _, p := range Read(claims, outlets("r1", "r2", "r3", "r4")).Propositions(nil) {
		n[p.Text] = p.Mentions
	}
	if len(n) != 3 || n["“war crimes” said of the forces of Russia, Ukraine"] != 2 {
		t.Errorf("%v", n)
	}
}

func TestAHeadlineAndItsTextMentionAThingOnce(t *testing.T) {
	claims := []claim.Claim{said("1", "r1", "Olena Koval", "2022-03-06"), said("22", "r1", "Olena Koval", "2022-03-06"), said("333", "r2", "Koval", "2022-03-06")}
	p := Read(claims, outlets("r1", "r2")).Propositions(nil)
	if len(p) != 1 || p[0].Mentions != 2 || len(p[0].Claims) != 3 || p[0].OriginsMax != 1 {
		t.Errorf("%+v", p)
	}
}

func TestWhatAGovernmentIsSaidToAssessIsWhatItsOfficerSaidThatDay(t *testing.T) {
	words := "members of Russia's forces committed war crimes"
	minister := labels("1", "r1", "Jane Doyle", "British Foreign Secretary", "2022-03-06", words)
	government := labels("22", "r2", "the British government", "", "2022-03-07", words)
	late := labels("333", "r3", "the British government", "", "2022-04-20", words)
	other := labels("4444", "r4", "the French government", "", "2022-03-06", words)
	r := Read([]claim.Claim{minister, government, late, other}, outlets("r1", "r2", "r3", "r4"))
	p := r.Propositions(nil)
	if len(p) != 1 || p[0].OriginsMax != 2 || p[0].Mentions != 4 {
		t.Errorf("%+v", p)
	}
	// Two officers who say the same: nobody knows whose words the government's are.
	second := labels("55555", "r5", "John Marsh", "British Prime Minister", "2022-03-06", words)
	second.SpeakerRole = "Foreign and Defence Secretary of Britain"
	p = Read([]claim.Claim{minister, second, government}, outlets("r1", "r2", "r5")).Propositions(nil)
	if len(p) != 1 || p[0].OriginsMax != 3 {
		t.Errorf("%+v", p)
	}
}

func TestOrgansOfStatesWhoseForcesActSpeakForAPartyOnEverySide(t *testing.T) {
	shell := claim.Claim{ID: "a", Ref: "r1", Report: "r1.txt", Kind: claim.Attack, Place: "Brodva", Quote: "Russian artillery shelled Brodva"}
	answer := claim.Claim{ID: "b", Ref: "r1", Report: "r1.txt", Kind: claim.Attack, Place: "Hora", Quote: "a Ukrainian missile came down in Hora", CharStart: 5}
	claims := []claim.Claim{shell, answer}
	roles := map[string]string{"Ivan Lis": "Russian Defence Ministry spokesman", "Olena Koval": "Prosecutor General of Ukraine", "Petro Moroz": "mayor"}
	want := map[string]string{"Ivan Lis": "Russia", "Olena Koval": "Ukraine", "Petro Moroz": "", "General Staff of the Armed Forces of Ukraine": "Ukraine", "Kremlin": "Russia",
		"Brodva city council": "", "US Department of State": "", "OHCHR": "", "Ukrainian Hiking Association": ""}
	id := "s"
	for name := range want {
		c := said(id, "r2", name, "2022-03-06")
		c.SpeakerRole, c.Kind, c.LegalLabels = roles[name], claim.EvidenceMention, nil
		claims = append(claims, c)
		id += "s"
	}
	for _, o := range Assign(claims, outlets("r1", "r2")) {
		if w, ok := want[o.Speaker]; ok && o.Party != w {
			t.Errorf("%s: party %q, want %q", o.Speaker, o.Party, w)
		}
	}
	for _, o := range Assign(claims[2:], outlets("r2")) {
		if o.Party != "" {
			t.Errorf("%s is a party where nobody's forces act", o.Speaker)
		}
	}
}

func TestABareTitleIsItsOneHolderInTheReport(t *testing.T) {
	a, b := said("1", "r1", "Olena Koval", "2022-03-06"), said("22", "r1", "prosecutor", "2022-03-06")
	a.SpeakerRole = "Prosecutor General of Ruthenia"
	claims := []claim.Claim{a, b}
	Assign(claims, outlets("r1"))
	if claims[0].Origin != claims[1].Origin {
		t.Error("the prosecutor is not the prosecutor named")
	}
	c := said("333", "r1", "Ivan Lis", "2022-03-07")
	c.SpeakerRole = "Prosecutor of Brodva"
	claims = []claim.Claim{a, b, c}
	Assign(claims, outlets("r1"))
	if claims[1].Origin == claims[0].Origin || claims[1].Origin == claims[2].Origin {
		t.Error("one of two prosecutors was chosen")
	}
}

func TestTheSpellingThatMostReportsUseIsShown(t *testing.T) {
	var claims []claim.Claim
	for i, name := range []string{"Olena Kowal", "Olena Kowal", "Olena Kowal", "Olena Koval", "Olena Koval"} {
		ref := "r1"
		if i > 2 {
			ref = "r" + string(rune('0'+i))
		}
		claims = append(claims, said("12345"[:i+1], ref, name, "2022-03-06"))
	}
	if o := Assign(claims, outlets("r1", "r3", "r4")); len(o) != 1 || o[0].Speaker != "Olena Koval" {
		t.Errorf("%+v", o)
	}
}
