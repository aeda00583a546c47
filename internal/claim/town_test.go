package claim

import "testing"

func TestACountrysTollIsNoneOfTheTownTheReportComesFrom(t *testing.T) {
	for _, s := range []string{
		"GENEVA, 3 March 2022\n\nUkraine's emergency service gave a far larger number on 2 March, saying that more than 2,000 civilians had been killed.",
		"GENEVA, 3 March 2022\n\nThe ministry of health said that more than 2,000 civilians had been killed.",
		"ISTANBUL, 9 May 2019\n\nSyria's health ministry said that 14 people had been killed.",
	} {
		for _, c := range world(t).Read(Doc{Ref: "sha256-x", Report: "x.txt", Text: s}).Claims {
			if c.Kind == Casualty && (c.Place == "Geneva" || c.Place == "Istanbul") {
				t.Errorf("%q is put in %s", c.Quote, c.Place)
			}
		}
	}
	near := "KHARKIV, 3 March 2022\n\nThe rescue service said that 14 people had been killed."
	for _, c := range world(t).Read(Doc{Ref: "sha256-x", Report: "x.txt", Text: near}).Claims {
		if c.Kind == Casualty && c.Place != "Kharkiv" {
			t.Errorf("%q is put in %q", c.Quote, c.Place)
		}
	}
}
