package claim

import "testing"

// made lists texts with the kind and the rule that must, or must not, take them.
type made struct {
	text string
	kind Kind
	rule string
	want bool
}

func tookAs(t *testing.T, cases []made) {
	t.Helper()
	for _, c := range cases {
		got := false
		for _, g := range only(read(t, c.text), c.kind) {
			got = got || len(g.Basis) >= len(c.rule) && g.Basis[:len(c.rule)] == c.rule
		}
		if got != c.want {
			t.Errorf("%q: %s %s = %v, want %v: %s", c.text, c.kind, c.rule, got, c.want, summary(read(t, c.text)))
		}
	}
}

func TestTheKindOfWeaponIsAWeaponClaim(t *testing.T) {
	tookAs(t, []made{
		{"The ministry said the weapon was a Kalibr cruise missile.", Weapon, "weapon.identified", true},
		{"Investigators said the rocket was probably a Soviet-made Uragan.", Weapon, "weapon.identified", true},
		{"Police said the drone was an Iranian-made Shahed.", Weapon, "weapon.identified", true},
		{"The officer said the price was a missile crisis for the budget.", Weapon, "weapon.identified", false},
	})
}

func TestASuspectArrestedIsProsecutedNotCounted(t *testing.T) {
	tookAs(t, []made{
		{"Deputies arrested a 31-year-old suspect on Friday.", Action, "action.prosecution", true},
		{"Police arrested two men in connection with the shooting in Sumy.", Action, "action.prosecution", true},
		{"Detectives arrested a man on suspicion of murder.", Action, "action.prosecution", true},
		{"Soldiers arrested 40 villagers near Nyala, residents said.", Action, "action.prosecution", false},
		{"Soldiers arrested 40 villagers near Nyala, residents said.", Casualty, "casualty.count", true},
	})
}

func TestExhumingIsWhatIsDoneAboutTheDead(t *testing.T) {
	tookAs(t, []made{
		{"Experts began exhuming bodies from a field outside Kherson on Monday.", Action, "action.documentation", true},
		{"Forensic teams are exhuming the dead at the cemetery in Sumy.", Action, "action.documentation", true},
		{"The exhumation of the mass grave near Sumy will begin on Monday.", Action, "action.documentation", true},
		{"The bodies of 12 civilians were exhumed near Sumy, police said.", Action, "action.documentation", false},
	})
}

func TestOneAttackAmongManyIsAPattern(t *testing.T) {
	tookAs(t, []made{
		{"It was the third attack on Sumy in as many days.", Pattern, "pattern.ordinal", true},
		{"It was the town's sixth fatal shooting this year.", Pattern, "pattern.ordinal", true},
		{"This is the 14th strike on a hospital since March, the ministry said.", Pattern, "pattern.ordinal", true},
		{"The second missile attack on Sumy hit a school.", Pattern, "pattern.ordinal", false},
	})
}

func TestANameForADeedIsALabel(t *testing.T) {
	tookAs(t, []made{
		{"Poland condemned what it called deliberate attacks on civilians.", LegalLabel, "legal.named", true},
		{"The mayor described the shelling as a war crime.", LegalLabel, "legal.", true},
		{"The union denounced what they termed an indiscriminate bombardment.", LegalLabel, "legal.named", true},
		{"The minister called it a deliberate attack on civilians.", LegalLabel, "legal.named", true},
		{"The army shelled what it called a depot in Sumy.", LegalLabel, "legal.named", false},
	})
}

func TestConductAgainAndAgainIsAPattern(t *testing.T) {
	tookAs(t, []made{
		{"Hospitals in Sumy are being hit again and again, the charity said.", Pattern, "pattern.again", true},
		{"The militia kills the men in every village it takes, survivors said.", Pattern, "pattern.again", true},
		{"Attacks on schools have become routine, the teachers say.", Pattern, "pattern.again", true},
		{"Night after night, 12 people were killed in Sumy, doctors said.", Pattern, "pattern.again", false},
	})
}

func TestWeaponsSeizedAndPicturesThatShowAreEvidence(t *testing.T) {
	tookAs(t, []made{
		{"Police recovered a handgun at the scene.", EvidenceMention, "evidence.seized", true},
		{"Soldiers seized grenades and two rifles in Nyala.", EvidenceMention, "evidence.seized", true},
		{"A video posted by the group shows men shooting a prisoner.", EvidenceMention, "evidence.shown", true},
		{"Soldiers shot a prisoner in Nyala, the group said.", EvidenceMention, "evidence.", false},
	})
}

func TestACallToStopIsAnAction(t *testing.T) {
	tookAs(t, []made{
		{"The president said the attacks had to stop.", Action, "action.call", true},
		{"“The killing must end,” the minister said.", Action, "action.call", true},
		{"Please send help to our village, they are bombing us.", Action, "action.call", true},
		{"The minister said that the shelling of the school did not stop.", Action, "action.call", false},
	})
}

func TestADenialByAnybodyIsADenial(t *testing.T) {
	tookAs(t, []made{
		{"Separatist-appointed officials denied any killings, saying the graves were old.", Denial, "denial.", true},
		{"The suspect's lawyer said his client was not at the scene.", Denial, "denial.", true},
		{"The radio says 20 fighters were killed, which is a lie.", Denial, "denial.", true},
		{"The radio says 20 fighters were killed in Sumy.", Denial, "denial.", false},
	})
}

func TestWhatWasLeftBehindIsEvidence(t *testing.T) {
	tookAs(t, []made{
		{"Officers recovered nine shell casings from the street.", EvidenceMention, "evidence.", true},
		{"Some of the victims had their hands tied, the governor said.", EvidenceMention, "evidence.", true},
		{"Neighbours have videos on their phones.", EvidenceMention, "evidence.", true},
		{"Police found no shell casings in the street.", EvidenceMention, "evidence.", false},
	})
}

func TestWeaponsSentAgainstSomebodyAreAnAttack(t *testing.T) {
	tookAs(t, []made{
		{"“They sent drones against our towns again,” the governor said.", Attack, "attack.sent", true},
		{"“They have aimed rockets at the port,” the mayor said.", Attack, "attack.sent", true},
		{"The army sent missiles into Kherson, the mayor said.", Attack, "attack.sent", true},
		{"“They sent drones to our army,” the minister said.", Attack, "attack.sent", false},
	})
}

func TestAnAttackThatIsConfirmedIsToldOf(t *testing.T) {
	tookAs(t, []made{
		{"The army spokesman confirmed the strike on Sunday.", Attack, "attack.", true},
		{"The ministry confirmed the shelling in a statement.", Attack, "attack.", true},
		{"The minister confirmed this attack on television.", Attack, "attack.", true},
		{"The minister confirmed the report on Sunday.", Attack, "attack.", false},
	})
}

func TestHarmAndTheAttackThatDidItAreTwoClaims(t *testing.T) {
	for _, c := range []struct {
		text string
		want int
	}{
		{"At least nine people were killed when two missiles hit a school in Sumy, the ministry said.", 1},
		{"Four people were wounded after a shell struck a bus in Kherson, police said.", 1},
		{"Six people were killed in a strike on a market in Nyala, doctors said.", 1},
		{"Six people were killed in Nyala, doctors said.", 0},
	} {
		r := read(t, c.text)
		if a, h := len(only(r, Attack)), len(only(r, Casualty)); a != c.want || h != 1 {
			t.Errorf("%q: %d attacks, want %d, %d casualties, want 1: %s", c.text, a, c.want, h, summary(r))
		}
	}
}
