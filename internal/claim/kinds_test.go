package claim

import (
	"strings"
	"testing"
)

// fires fails unless each text makes a claim of the kind that test accepts.
func fires(t *testing.T, kind Kind, test func(Claim) bool, texts ...string) {
	t.Helper()
	for _, text := range texts {
		ok := false
		for _, c := range only(read(t, text), kind) {
			ok = ok || test == nil || test(c)
		}
		if !ok {
			t.Errorf("%q: no such %s claim in %s", text, kind, summary(read(t, text)))
		}
	}
}

// silent fails when a text makes a claim of the kind.
func silent(t *testing.T, kind Kind, texts ...string) {
	t.Helper()
	for _, text := range texts {
		for _, c := range only(read(t, text), kind) {
			t.Errorf("%q: %s claim on %q (%s)", text, kind, c.Quote, c.Basis)
		}
	}
}

func summary(res Result) string {
	var b strings.Builder
	for _, c := range res.Claims {
		b.WriteString("\n  " + string(c.Kind) + " " + c.Basis + " speaker=" + c.Speaker + " place=" + c.Place + " actor=" + c.ActorAccused + " mod=" + c.Modality + ": " + c.Quote)
	}
	return b.String()
}

func TestAnAttackNeedsAnAimAVictimOrAPlace(t *testing.T) {
	fires(t, Attack, func(c Claim) bool { return len(c.ObjectTypes) > 0 },
		"Russian forces shelled a hospital in Kherson on Monday.",
		"Two schools and a bakery were destroyed in Sumy.",
		"A missile hit an apartment building in Nikopol overnight.",
		"Witnesses described air strikes on a market in Nyala.")
	silent(t, Attack,
		"The opposition attacked the budget in parliament.",
		"The patient had died of a heart attack.",
		"Following the attacks on the country, ministers from twelve states met to discuss the price of grain.",
		"Union members went on a hunger strike over pay.")
}

func TestTheAccusedIsWhoTheWordsNameAndNobodyElse(t *testing.T) {
	for _, c := range []struct{ text, actor string }{
		{"Russian troops shelled a school in Sumy.", "Russian troops"},
		{"A market in Nyala was bombed by the Sudanese army.", "Sudanese army"},
		{"The minister accused Syria of bombing a hospital in Aleppo.", "Syria"},
		{"Officials reported Israeli air strikes on a school in Aleppo.", "Israel"},
		{"A school in Sumy was destroyed.", ""},
		{"The attack against Ukraine hit a school in Sumy.", ""},
	} {
		got := only(read(t, c.text), Attack)
		if len(got) != 1 || got[0].ActorAccused != c.actor {
			t.Errorf("%q: %s", c.text, summary(read(t, c.text)))
		}
	}
}

func TestAWeaponClaimTellsOfUseNotOfSupply(t *testing.T) {
	fires(t, Weapon, func(c Claim) bool { return len(c.Weapons) == 1 && c.Weapons[0] == "cluster munition" },
		"Monitors said the army used cluster bombs near Nyala.",
		"The envoy accused Russia of firing cluster munitions.",
		"Cluster munitions were used in the fighting, the group said.")
	fires(t, Weapon, func(c Claim) bool { return len(c.Weapons) == 1 && c.Weapons[0] == "unspecified" },
		"The official said there were reports of the use of certain weapons.",
		"The minister said the army had used banned munitions in the war.",
		"She said that prohibited weapons had been used in the region.")
	silent(t, Weapon,
		"The government will deliver rockets and drones to the army.",
		"Parliament approved the purchase of cluster munitions.",
		"The ministers talked about the use of the airport.")
}

func TestALabelIsTheSpeakersWord(t *testing.T) {
	fires(t, LegalLabel, func(c Claim) bool { return c.Speaker != "" && len(c.LegalLabels) == 1 },
		"The president described the events as genocide.",
		"The minister said that the army had committed crimes against humanity.",
		"“This is ethnic cleansing and the world must know it,” the ambassador said.")
	fires(t, LegalLabel, nil, // the sentence is the verdict, the attack its subject
		"“Deliberately bombing a hospital is a war crime,” the minister said.",
		"The prosecutor said the shelling of the market was a crime against humanity.",
		"The envoy said that the attack on the school was a massacre.",
		"Experts said that an attack on a hospital could be a war crime.")
	silent(t, LegalLabel,
		"The minister told of attacks on a school in Sumy that would be a war crime.",
		"The film about crime won a prize at the festival.",
		"The minister spoke about trade and the harvest.")
	for _, text := range []string{"The minister spoke of alleged war crimes in Sudan.", "The judge spoke of possible war crimes in Sudan.", "The envoy described potential genocide in Sudan."} {
		got := only(read(t, text), LegalLabel)
		if len(got) != 1 || !strings.Contains(got[0].LegalLabels[0], " ") || got[0].Modality == "asserted" {
			t.Errorf("%q: the reserve was lost: %s", text, summary(read(t, text)))
		}
	}
}

func TestADenialSaysWhatItDenies(t *testing.T) {
	denies := func(kind string) func(Claim) bool {
		return func(c Claim) bool { return c.DenialKind == kind && c.Modality == "denied" }
	}
	fires(t, Denial, denies("fact"),
		"The Sudanese army denied shelling the market in Nyala.",
		"“Our troops do not attack civilians,” the spokesman said.",
		"The Russian Defence Ministry said the pictures from the town were fabricated and that no hospital was attacked.")
	fires(t, Denial, denies("standing"),
		"“That country has no right to accuse us of such things,” the spokesman said.",
		"The ministry said the United States had no moral right to speak of war crimes.",
		"The ambassador replied that such words from an aggressor were impermissible.")
	fires(t, Denial, denies("label"),
		"The president rejected the term genocide.",
		"The government denied that these were war crimes.",
		"The army dismissed talk of crimes against humanity.")
	silent(t, Denial,
		"The minister refused to confirm the report.",
		"It is undeniable that a massacre took place in Nyala.",
		"The court will hear the case in June.")
}

func TestAnActionIsWhatIsDoneAboutIt(t *testing.T) {
	fires(t, Action, nil,
		"The prosecutor has opened an investigation into the attack on the hospital.",
		"“We are documenting every crime and will hand over evidence,” the minister said.",
		"The president called for an international tribunal.",
		"Canada imposed sanctions on nine generals.")
	fires(t, Action, func(c Claim) bool { return c.Modality == "future" },
		"Those responsible will be held accountable, the minister said.",
		"The foreign minister will address the Security Council on Friday about the killings.",
		"The court will investigate war crimes, its president said.")
	silent(t, Action,
		"The minister travelled to the capital to attend a meeting on trade.",
		"The president will give a dinner for the guests.")
}

func TestAPatternIsNoEvent(t *testing.T) {
	for _, text := range []string{
		"“The Russian army repeats the same tactics as in Aleppo,” the president said.",
		"The group said the army carried out a systematic campaign of terror in Sudan.",
		"The envoy said the army had unleashed brutal violence in Sudan.",
	} {
		res := read(t, text)
		if len(only(res, Pattern)) != 1 || len(res.Events) != 0 {
			t.Errorf("%q: %s %v", text, summary(res), res.Events)
		}
	}
	silent(t, Pattern, "The team changed its tactics in the second half of the game.")
	if got := only(read(t, "“The Russian army repeats the same tactics as in Aleppo,” the president said."), Pattern); len(got) == 1 && got[0].Place == "Aleppo" {
		t.Error("the place of a comparison became the place of the claim")
	}
}

func TestEvidenceThatIsMentionedIsWanted(t *testing.T) {
	fires(t, EvidenceMention, func(c Claim) bool { return c.Wanted != "" },
		"Satellite images show a mass grave beside the road in Nyala.",
		"A video shows bodies in a street in Sumy.",
		"The assessment is based on open sources and witness testimony.",
		"A torture chamber was discovered in the cellar of a school in Kherson.")
	silent(t, EvidenceMention, "The museum shows photographs of the old harbour.")
}

func TestAParenthesisWithALabelIsTheOutlets(t *testing.T) {
	text := "The secretary accused Russia of using cluster bombs (weapons banned under international law) near Sumy."
	got := only(read(t, text), LegalLabel)
	if len(got) != 1 || got[0].Speaker != "" || got[0].Voice != "narration" {
		t.Errorf("%s", summary(read(t, text)))
	}
}
