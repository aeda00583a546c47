package origin

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"exhibit/internal/claim"
	"exhibit/internal/similar"
)

func num(n int) *int { return &n }

// said makes a claim of a report by a speaker on a day.
func said(id, ref, speaker, day string) claim.Claim {
	return claim.Claim{ID: id, Ref: ref, Report: ref + ".txt", Kind: claim.LegalLabel, LegalLabels: []string{"war crime"}, Place: "Brodva", Speaker: speaker,
		SpeechDate: day, Quote: "what happened in Brodva is a war crime", CharStart: len(id)}
}

func outlets(refs ...string) []Source {
	var out []Source
	for _, r := range refs {
		out = append(out, Source{Ref: r, Report: r + ".txt", Outlet: "Outlet of " + r, PublishedMin: "2022-03-08", PublishedMax: "2022-03-08"})
	}
	return out
}

func originsOf(claims []claim.Claim) []string {
	var out []string
	for _, c := range claims {
		out = append(out, c.Origin)
	}
	return out
}

func TestFiveOutletsRepeatingOneSpeechAreOneOrigin(t *testing.T) {
	claims := []claim.Claim{said("1", "r1", "Antony Blinken", "2022-03-06"), said("2", "r2", "Anthony Blinken", "2022-03-06"), said("3", "r3", "Blinken", "2022-03-06"),
		said("4", "r4", "Secretary of State Antony Blinken", "2022-03-06"), said("5", "r5", "Secretary Blinken", "2022-03-06")}
	r := Read(claims, outlets("r1", "r2", "r3", "r4", "r5"))
	if len(r.Origins()) != 1 {
		t.Errorf("origins %v", originsOf(claims))
	}
	p := r.Propositions(nil)
	if len(p) != 1 || p[0].Mentions != 5 || p[0].OriginsMin != 0 || p[0].OriginsMax != 1 {
		t.Errorf("propositions %+v", p)
	}
}

func TestNameVariantsAreOnePerson(t *testing.T) {
	for _, c := range []struct {
		a, roleA, b, roleB string
		one                bool
	}{
		{"Volodymyr Zelenskyy", "", "President Volodymyr Zelenskiy", "", true},
		{"Volodymyr Zelenskyy", "", "Zelensky", "", true},
		{"Dmitry Peskov", "Kremlin spokesman", "Dmitri Peksov", "Kremlin spokesman", true},
		{"Dmitry Peskov", "Kremlin spokesman", "Peskov", "", true},
		{"@DmytroKuleba", "", "Foreign Minister Dmytro Kuleba", "", true},
		{"Olena Koval", "mayor", "Ivan Koval", "doctor", false},
		{"Olena Koval", "mayor", "Olena Kovach", "doctor", false},
		{"OHCHR", "", "the UN (United Nations) rights office", "", true},
		{"OHCHR", "", "Office of the UN High Commissioner for Human Rights", "", true},
		{"United Nations (OHCHR)", "", "UN human rights office", "", true},
		{"УВКПЧ ООН", "", "UN human rights office", "", true},
		{"OHCHR", "", "UNHCR", "", false},
		{"Ukrainian Defence Ministry", "", "Russian Defence Ministry", "", false},
		{"Ministry of Defence of Ukraine", "", "Ukrainian Defence Ministry", "", true},
	} {
		x, y := said("1", "r1", c.a, "2022-03-06"), said("2", "r2", c.b, "2022-03-06")
		x.SpeakerRole, y.SpeakerRole = c.roleA, c.roleB
		claims := []claim.Claim{x, y}
		Assign(claims, outlets("r1", "r2"))
		if one := claims[0].Origin == claims[1].Origin; one != c.one {
			t.Errorf("%s and %s: one is %v, want %v", c.a, c.b, one, c.one)
		}
	}
}

func TestASurnameOfTwoPersonsIsTheOneItsReportNames(t *testing.T) {
	claims := []claim.Claim{said("1", "r1", "Olena Koval", "2022-03-06"), said("22", "r1", "Koval", "2022-03-06"), said("3", "r2", "Ivan Koval", "2022-03-06"), said("44", "r2", "Koval", "2022-03-06"), said("5", "r3", "Koval", "2022-03-06")}
	Assign(claims, outlets("r1", "r2", "r3"))
	o := originsOf(claims)
	if o[0] != o[1] || o[2] != o[3] || o[0] == o[2] || o[4] == o[0] || o[4] == o[2] {
		t.Errorf("origins %v", o)
	}
}

func TestTheOriginIsTheFirstOfTheChainAndTheSpeakerDependsOnIt(t *testing.T) {
	relayed := said("1", "r1", "Maria Sokol", "2022-03-06")
	relayed.Attribution = []string{"Brodva city officials", "Maria Sokol (interview)", "outlet"}
	own := said("22", "r1", "Maria Sokol", "2022-03-06")
	own.Attribution = []string{"Maria Sokol (interview)", "outlet"}
	claims := []claim.Claim{relayed, own}
	origins := Assign(claims, outlets("r1"))
	byID := map[string]Origin{}
	for _, o := range origins {
		byID[o.ID] = o
	}
	if got := byID[claims[0].Origin].Speaker; got != "Brodva city officials" {
		t.Errorf("origin %q", got)
	}
	speaker := byID[claims[1].Origin]
	if speaker.Channel != "interview" || len(speaker.DependsOn) != 1 || speaker.DependsOn[0].Origin != claims[0].Origin || speaker.DependsOn[0].Basis == "" {
		t.Errorf("%+v", speaker)
	}
}

func TestNarrationWithoutASourceIsTheOutletItself(t *testing.T) {
	claims := []claim.Claim{said("1", "r1", "", ""), said("2", "r2", "", "")}
	claims[1].Quote = "other words"
	r := Read(claims, outlets("r1", "r2"))
	o := r.Origins()
	if len(o) != 2 || o[0].Channel != "narration" || o[0].BasisOfKnowledge != Unknown || !strings.HasPrefix(o[0].Speaker, "Outlet of") {
		t.Errorf("%+v", o)
	}
	if p := r.Propositions(nil)[0]; p.OriginsMin != 0 || p.OriginsMax != 2 {
		t.Errorf("unsourced reports: %d to %d origins, want 0 to 2", p.OriginsMin, p.OriginsMax)
	}
}

func TestACaptionGoesBackToItsAgency(t *testing.T) {
	a, b := said("1", "r1", "Jan Lis", "2022-03-06"), said("2", "r2", "", "2022-03-06")
	a.Voice, b.Voice = "caption", "caption"
	a.Attribution = []string{"Jan Lis", "Anadolu Agency", "Getty Images", "outlet"}
	b.Attribution = []string{"Anadolu", "outlet"}
	claims := []claim.Claim{a, b}
	for _, o := range Assign(claims, outlets("r1", "r2")) {
		if len(o.Claims) > 0 && (o.Speaker != "Anadolu Agency" || len(o.Claims) != 2) {
			t.Errorf("%+v", o)
		}
	}
}

func TestOneTextInTwoOutletsIsOneOrigin(t *testing.T) {
	text := strings.Repeat("The old bridge over the river was hit at noon and nobody could cross until the evening came. ", 3)
	claims := []claim.Claim{said("1", "r1", "", ""), said("2", "r2", "", ""), said("3", "r3", "", "")}
	claims[1].Quote, claims[2].Quote = "second", "third"
	s := outlets("r1", "r2", "r3")
	s[0].Sig, s[1].Sig = similar.Signature(text), similar.Signature("Headline of another kind. "+text)
	s[2].Sig = similar.Signature(strings.Repeat("Quite another text about the same bridge that was written by somebody who had been there that day himself. ", 3))
	r := Read(claims, s)
	if p := r.Propositions(nil)[0]; p.Mentions != 3 || p.OriginsMax != 2 {
		t.Errorf("%+v", p)
	}
	n := 0
	for _, o := range r.Origins() {
		for _, d := range o.DependsOn {
			n++
			if !strings.Contains(d.Basis, "near-identical text") {
				t.Errorf("basis %q", d.Basis)
			}
		}
	}
	if n != 1 {
		t.Errorf("%d dependencies, want 1", n)
	}
}

func TestASentenceTakenWordForWordIsACopy(t *testing.T) {
	claims := []claim.Claim{said("1", "r1", "", ""), said("2", "r2", "", "")}
	for i := range claims {
		claims[i].Quote = "At noon the old bridge over the river was hit and a bus burned."
	}
	r := Read(claims, outlets("r1", "r2"))
	if p := r.Propositions(nil)[0]; p.OriginsMax != 1 {
		t.Errorf("%+v", p)
	}
}

func TestOnlyAStatedBasisOfItsOwnRaisesTheLowerBound(t *testing.T) {
	a, b, c := said("1", "r1", "Olena Koval", "2022-03-06"), said("2", "r2", "Ivan Lis", "2022-03-06"), said("3", "r3", "", "")
	a.BasisOfKnowledge = "eyewitness"
	b.BasisOfKnowledge = "hearsay"
	r := Read([]claim.Claim{a, b, c}, outlets("r1", "r2", "r3"))
	if p := r.Propositions(nil)[0]; p.OriginsMin != 1 || p.OriginsMax != 3 {
		t.Errorf("%d to %d origins, want 1 to 3", p.OriginsMin, p.OriginsMax)
	}
}

func TestABasisOfKnowledgeIsReadFromWordsAndNeverAssumed(t *testing.T) {
	for quote, want := range map[string]Basis{
		"Witnesses said that shells fell on the market":                       Eyewitness,
		"forensic experts exhumed the bodies":                                 Forensic,
		"satellite images show burnt houses":                                  Imagery,
		"officials confirmed that the figure was verified":                    Unknown,
		"очевидцы рассказали о взрывах":                                       Eyewitness,
		"the mayor's witness statement was not read":                          Unknown,
		"according to hospital records nine people were treated for injuries": Record,
	} {
		if got := statedBasis(quote); got != want {
			t.Errorf("%q: %s, want %s", quote, got, want)
		}
	}
}

func TestAuthoritiesAndTheirMinistryStatingOneFigureAreOneOrigin(t *testing.T) {
	a, b := said("1", "r1", "Ruthenian authorities", ""), said("22", "r1", "Ruthenian Health Ministry", "2022-03-06")
	for _, c := range []*claim.Claim{&a, &b} {
		c.Kind, c.BodiesFound, c.LegalLabels = claim.Casualty, num(95), nil
	}
	claims := []claim.Claim{a, b}
	r := Read(claims, outlets("r1"))
	if claims[0].Origin != claims[1].Origin || r.Body(0) != "Ruthenian Health Ministry" {
		t.Errorf("%v, %s", originsOf(claims), r.Body(0))
	}
}

func TestAnOfficeOrAShortNameIsTheOneTheReportNamesInFull(t *testing.T) {
	for _, row := range []struct{ full, role, short string }{
		{"Antony Blinken", "US Secretary of State", "the US State Secretary"},
		{"Olena Koval", "Foreign Minister of Ruthenia", "Foreign Minister"},
		{"Ruthenian Health Ministry", "", "Health Ministry"},
		{"Brodva city council", "", "City council"},
	} {
		a, b := said("1", "r1", row.full, "2022-03-06"), said("22", "r1", row.short, "2022-03-06")
		a.SpeakerRole = row.role
		claims := []claim.Claim{a, b}
		Assign(claims, outlets("r1"))
		if claims[0].Origin != claims[1].Origin {
			t.Errorf("%s is not %s", row.short, row.full)
		}
	}
	claims := []claim.Claim{said("1", "r1", "Ukrainian Defence Ministry", ""), said("22", "r1", "Russian Defence Ministry", ""), said("333", "r1", "Defence Ministry", "")}
	Assign(claims, outlets("r1"))
	if o := originsOf(claims); o[2] == o[0] || o[2] == o[1] {
		t.Error("a short name that fits two bodies was given to one of them")
	}
}

func TestAnOfficerSpeaksForHisDepartmentAndForNoOther(t *testing.T) {
	for _, row := range []struct {
		role, body string
		want       bool
	}{
		{"US Secretary of State", "US Department of State", true}, {"US Secretary of State", "State Department", true},
		{"US Secretary of State", "United States government", true}, {"Kremlin spokesman", "Kremlin", true},
		{"Foreign Minister of Ukraine", "Ukrainian Defence Ministry", false}, {"US President", "US Department of State", false},
		{"Foreign Minister of Ukraine", "Ukrainian authorities", false}, {"", "Kremlin", false},
	} {
		if got := speaks(row.role, row.body); got != row.want {
			t.Errorf("%s speaks for %s: %v", row.role, row.body, got)
		}
	}
}

func TestUnnamedReportsMakeNobodyAnOrigin(t *testing.T) {
	c := said("1", "r1", "OHCHR", "2022-03-06")
	c.Attribution = []string{"unverified reports", "OHCHR", "outlet"}
	claims := []claim.Claim{c}
	o := Assign(claims, outlets("r1"))
	if len(o) != 1 || o[0].Speaker != "OHCHR" || o[0].BasisOfKnowledge != AnonymousHearsay {
		t.Errorf("%+v", o)
	}
}

func TestADenialStandsBesideWhatItDenies(t *testing.T) {
	a, d := said("1", "r1", "Olena Koval", "2022-03-06"), said("2", "r2", "Ivan Lis", "2022-03-06")
	d.Kind, d.Denies = claim.Denial, "1"
	r := Read([]claim.Claim{a, d}, outlets("r1", "r2"))
	p := r.Propositions(nil)
	if len(p) != 1 || p[0].Mentions != 1 || !cmp.Equal(p[0].Denials, []string{"2"}) {
		t.Errorf("%+v", p)
	}
}

func TestReadingDoesNotDependOnOrder(t *testing.T) {
	names := []string{"Olena Koval", "Olenna Koval", "Koval", "Ivan Koval", "O. Koval", "the office", "UN human rights office", "", "Ruthenian officials", "Ruthenian police", "sources"}
	rapid.Check(t, func(t *rapid.T) {
		var claims []claim.Claim
		for i := range rapid.IntRange(1, 12).Draw(t, "claims") {
			ref := "r" + string(rune('0'+rapid.IntRange(0, 3).Draw(t, "report")))
			c := said(string(rune('a'+i)), ref, rapid.SampledFrom(names).Draw(t, "speaker"), rapid.SampledFrom([]string{"", "2022-03-06", "2022-03-09"}).Draw(t, "day"))
			c.CharStart = i
			if rapid.Bool().Draw(t, "count") {
				c.Kind, c.Killed = claim.Casualty, num(rapid.IntRange(1, 3).Draw(t, "killed"))
			}
			if v := rapid.SampledFrom(names).Draw(t, "via"); v != "" {
				c.Attribution = []string{v, c.Speaker + " (interview)", "outlet"}
			}
			claims = append(claims, c)
		}
		other := rapid.Permutation(claims).Draw(t, "order")
		s := outlets("r0", "r1", "r2", "r3")
		x, y := Read(claims, s), Read(other, s)
		if diff := cmp.Diff(x.Origins(), y.Origins()); diff != "" {
			t.Fatal(diff)
		}
		if diff := cmp.Diff(x.Propositions(nil), y.Propositions(nil)); diff != "" {
			t.Fatal(diff)
		}
	})
}

func FuzzNames(f *testing.F) {
	for _, s := range []string{"Antony Blinken", "Minister Olena Koval (@OlenaKoval)", "U.S. State Department", "(", "X / (", "Foreign Minister", "пресс-секретарь Дмитрий Песков", "\xff"} {
		f.Add(s, s)
	}
	f.Fuzz(func(t *testing.T, name, other string) {
		c, d := said("1", "r1", name, ""), said("2", "r1", other, "")
		c.SpeakerRole, d.SpeakerRole = other, name
		c.Attribution = []string{other, name, "outlet"}
		claims := []claim.Claim{c, d}
		Read(claims, outlets("r1")).Propositions(nil)
		if claims[0].Origin == "" || claims[1].Origin == "" {
			t.Error("a claim without origin")
		}
	})
}

func TestWhoSpeaksOfImagesAnotherSharedDependsOnHim(t *testing.T) {
	shared, seen := said("1", "r1", "Olena Koval", "2022-03-06"), said("22", "r1", "Ivan Lis", "2022-03-06")
	for _, c := range []*claim.Claim{&shared, &seen} {
		c.Kind, c.LegalLabels, c.Wanted = claim.EvidenceMention, nil, "images"
	}
	shared.Quote, seen.Quote, seen.Place = "she shared images of the bodies", "the images are terrible", "Brodva region"
	claims := []claim.Claim{shared, seen}
	o := Assign(claims, outlets("r1"))
	for _, x := range o {
		if x.Speaker == "Ivan Lis" && (len(x.DependsOn) != 1 || x.DependsOn[0].Origin != claims[0].Origin) {
			t.Errorf("%+v", x)
		}
	}
}
