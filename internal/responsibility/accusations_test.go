package responsibility

import (
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"exhibit/internal/claim"
	"exhibit/internal/origin"
)

func accuse(id, actor, origin, speaker string) claim.Claim {
	return claim.Claim{ID: id, Kind: claim.Attack, ActorAccused: actor, Origin: origin, Speaker: speaker, Status: "proposed"}
}

func TestEveryPartyIsRecordedInTheSameForm(t *testing.T) {
	got := Accusations([]claim.Claim{
		accuse("c1", "Russian forces", "o1", "Governor A"),
		accuse("c2", "Ukrainian forces", "o2", "Ministry B"),
		accuse("c3", "Russian forces", "o1", "Governor A"),
		accuse("c4", "Russia", "o3", ""),
		accuse("c5", "Ukraine", "o4", ""),
		accuse("c6", "the Syrian government", "o5", ""),
	}, nil)
	want := []Accusation{
		{Actor: "Russia", Level: State, Party: "Russia", Claims: []string{"c4"}, Origins: []string{"o3"}, Denials: []Denial{}},
		{Actor: "Syria", Level: State, Party: "Syria", Claims: []string{"c6"}, Origins: []string{"o5"}, Denials: []Denial{}},
		{Actor: "Ukraine", Level: State, Party: "Ukraine", Claims: []string{"c5"}, Origins: []string{"o4"}, Denials: []Denial{}},
		{Actor: "Russian forces", Level: Force, Party: "Russia", Claims: []string{"c1", "c3"}, Origins: []string{"o1"}, Speakers: []string{"Governor A"}, Denials: []Denial{}},
		{Actor: "Ukrainian forces", Level: Force, Party: "Ukraine", Claims: []string{"c2"}, Origins: []string{"o2"}, Speakers: []string{"Ministry B"}, Denials: []Denial{}},
	}
	if d := cmp.Diff(want, got); d != "" {
		t.Error(d)
	}
}

func TestActorsAreGivenTheirLevel(t *testing.T) {
	for name, want := range map[string]Level{
		"Moscow": State, "the Russian government": State, "Kremlin": State, "Росія": State,
		"Russian troops": Force, "российские войска": Force, "police": Force, "separatist fighters": Force, "Wagner fighters": Force,
		"the 64th Motor Rifle Brigade": Unit, "Azov regiment": Unit, "Wagner group": Unit,
		"Russian Defence Ministry": Other, "Islamic State": Other, "Hamas": Other,
		"the Russian president": Office, "the commander of the garrison": Office, "the Syrian leader": Office,
		"unknown assailants": Other, "Russian Defence Ministry officials": Other, "the enemy": Other,
	} {
		got := Accusations([]claim.Claim{accuse("c", name, "", "")}, nil)
		if len(got) != 1 || got[0].Level != want {
			t.Errorf("%q: %+v, want %s", name, got, want)
		}
	}
}

func TestAPrivateIndividualIsNeverNamed(t *testing.T) {
	for _, name := range []string{
		"Petro Vymyslenko", "Vymyslenko", "Mr Petro Vymyslenko", "soldier Petro Vymyslenko", "Petro Vymyslenko, a Russian soldier",
		"Sergeant Vymyslenko", "soldiers Petro and Ivan Vymyslenko", "police officer Petro Vymyslenko", "Петро Вимисленко", "солдат Вимисленко",
		"a fighter named Vymyslenko", "gang leader Vymyslenko", "petro vymyslenko", "Defence Ministry official Petro Vymyslenko", "فلان الفلاني",
	} {
		got := Accusations([]claim.Claim{accuse("c", name, "o", "")}, nil)
		if len(got) != 1 || got[0].Actor != Withheld || got[0].Level != Individual {
			t.Errorf("%q became %+v", name, got)
		}
	}
}

func TestTheOwnerOfAForceIsWithheldToo(t *testing.T) {
	for name, want := range map[string]string{"Vymyslenko’s troops": "[name withheld]'s troops", "Russia's troops": "Russia's troops", "Kharkiv's police": "Kharkiv's police"} {
		if got := Accusations([]claim.Claim{accuse("c", name, "", "")}, nil); got[0].Actor != want || got[0].Level != Force {
			t.Errorf("%q became %+v", name, got)
		}
	}
	official := claim.Claim{ID: "r", Kind: claim.Action, Quote: "President Vyhadanyi spoke"}
	if got := Accusations([]claim.Claim{accuse("c", "Vyhadanyi's troops", "", ""), official}, nil); got[0].Actor != "Vyhadanyi's troops" {
		t.Errorf("%+v", got)
	}
}

func TestAPublicOfficialIsNamedOnlyWithTheRoleTheWordsState(t *testing.T) {
	accused := accuse("c1", "Vasyl Vyhadanyi", "o1", "")
	if got := Accusations([]claim.Claim{accused}, nil); got[0].Actor != Withheld {
		t.Errorf("named without a role: %+v", got)
	}
	inWords := claim.Claim{ID: "c2", Kind: claim.Action, Quote: "a statement by the Ruritanian minister Vasyl Vyhadanyi was read"}
	got := Accusations([]claim.Claim{accused, inWords}, nil)
	if len(got) != 1 || got[0].Level != Office || got[0].Actor != "Vasyl Vyhadanyi (minister)" {
		t.Errorf("%+v", got)
	}
	asSpeaker := claim.Claim{ID: "c3", Kind: claim.Action, Speaker: "Vasyl Vyhadanyi", SpeakerRole: "President of Moldova"}
	got = Accusations([]claim.Claim{accused, asSpeaker}, nil)
	if len(got) != 1 || got[0].Actor != "Vasyl Vyhadanyi (President of Moldova)" || got[0].Party != "Moldova" {
		t.Errorf("%+v", got)
	}
	apart := claim.Claim{ID: "c4", Kind: claim.Action, Quote: "said the minister. Vasyl Vyhadanyi was elsewhere"}
	if got := Accusations([]claim.Claim{accused, apart}, nil); got[0].Actor != Withheld {
		t.Errorf("a full stop between office and name was ignored: %+v", got)
	}
}

func TestDenialsStandBesideWhatTheyAnswer(t *testing.T) {
	claims := []claim.Claim{
		accuse("c1", "Russian forces", "o1", ""),
		accuse("c2", "Ukrainian forces", "o2", ""),
		{ID: "d1", Kind: claim.Denial, DenialKind: "fact", Denies: "c1"},
		{ID: "d2", Kind: claim.Denial, DenialKind: "standing", Origin: "o3"},
		{ID: "d3", Kind: claim.Denial, DenialKind: "fact", Speaker: "spokesman", SpeakerRole: "Ukrainian Defence Ministry"},
		{ID: "d4", Kind: claim.Denial, DenialKind: "fact"},
	}
	got := Accusations(claims, []origin.Origin{{ID: "o3", Party: "Russia"}})
	want := map[string][]Denial{
		"Russian forces":   {{"d1", "fact", basisNamed}, {"d2", "standing", basisParty}},
		"Ukrainian forces": {{"d3", "fact", basisParty}},
	}
	for _, a := range got {
		if d := cmp.Diff(want[a.Actor], a.Denials); d != "" {
			t.Errorf("%s: %s", a.Actor, d)
		}
	}
}

func TestPartiesAreUnderstoodFromAbbreviations(t *testing.T) {
	for name, want := range map[string]string{"US forces": "United States", "U.S. troops": "United States", "UK forces": "United Kingdom", "forces against us": "", "Russia's army": "Russia"} {
		if got := Accusations([]claim.Claim{accuse("c", name, "", "")}, nil); got[0].Party != want {
			t.Errorf("%q belongs to %q, not %q", name, got[0].Party, want)
		}
	}
}

func TestRejectedClaimsAccuseNobody(t *testing.T) {
	c := accuse("c1", "Russian forces", "o1", "")
	c.Status = "rejected"
	if got := Accusations([]claim.Claim{c}, nil); len(got) != 0 {
		t.Errorf("%+v", got)
	}
}

func TestTheOrderOfClaimsChangesNothing(t *testing.T) {
	var claims []claim.Claim
	for i, name := range strings.Split("Russian forces|Russia|Ukrainian troops|RUSSIAN FORCES|Petro Vymyslenko|Wagner group|Russian Forces", "|") {
		claims = append(claims, accuse(string(rune('a'+i)), name, "o"+string(rune('a'+i%3)), "S"))
	}
	claims = append(claims, claim.Claim{ID: "z", Kind: claim.Denial, DenialKind: "fact", Speaker: "Kremlin"})
	want := Accusations(slices.Clone(claims), nil)
	for range 20 {
		rand.Shuffle(len(claims), func(i, j int) { claims[i], claims[j] = claims[j], claims[i] })
		if d := cmp.Diff(want, Accusations(claims, nil)); d != "" {
			t.Fatal(d)
		}
	}
}
