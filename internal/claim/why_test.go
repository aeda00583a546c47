package claim

import (
	"slices"
	"strings"
	"testing"
)

func TestEveryFieldOfAClaimOpensToItsWords(t *testing.T) {
	text := "At least 12 civilians were killed in Sumy on Monday by cluster munitions, the Ukrainian Defence Ministry said."
	d := Doc{Ref: "sha256-test", Report: "report.txt", Text: text, Lang: "en", PublishedMin: "2021-05-12", PublishedMax: "2021-05-12"}
	res := shared(t).Read(d)
	i := slices.IndexFunc(res.Claims, func(c Claim) bool { return c.Kind == Casualty })
	if i < 0 {
		t.Fatalf("%+v", res.Claims)
	}
	rule, because, err := shared(t).Why(d, res.Claims[i].ID)
	if err != nil || rule != res.Claims[i].Basis {
		t.Fatalf("%q, %v", rule, err)
	}
	want := map[string]string{"killed": "At least 12", "incident_date": "Monday", "place": "Sumy", "kind": "killed", "victim_status": "civilians", "speaker": "Ukrainian Defence Ministry"}
	for _, b := range because {
		if b.Words == want[b.Field] {
			delete(want, b.Field)
		}
		if b.CharEnd > b.CharStart && string([]rune(text)[b.CharStart:b.CharEnd]) != b.Words {
			t.Errorf("%s: %q does not stand at %d", b.Field, b.Words, b.CharStart)
		}
		if b.Field == "kind" && !strings.HasPrefix(b.Known, "lexicon/en/") {
			t.Errorf("%+v", b)
		}
	}
	if len(want) > 0 {
		t.Errorf("nothing says what made %v: %+v", want, because)
	}
}

func TestAClaimThatTheReaderDoesNotMakeHasNoReason(t *testing.T) {
	d := Doc{Ref: "r", Report: "report.txt", Lang: "en", Text: "Two people were killed in Sumy."}
	if _, _, err := shared(t).Why(d, "c-none"); err == nil {
		t.Error("a reason was given for a claim that nobody made")
	}
	d.Lang, d.Text = "fr", "Deux personnes ont été tuées dans la ville, selon les autorités qui ont publié un communiqué."
	if _, _, err := shared(t).Why(d, "c-none"); err == nil {
		t.Error("a reason was given in a language without a lexicon")
	}
}

func TestAnOfficialWithOneLetterWrongIsTheOfficial(t *testing.T) {
	lex, err := shared(t).lexicons["ru"]()
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct{ first, last, want string }{
		{"энтони", "блинкин", "Antony Blinken"},
		{"дмитрий", "бестов", ""}, // another name
		{"сергей", "лавров", ""},  // rightly written: the list itself knows him
		{"иван", "блинкин", ""},
		{"антониу", "гутерриш", "Antonio Guterres"},
	} {
		got := ""
		if q := lex.misspelt(c.first, c.last); q != nil {
			got = q.name
		}
		if got != c.want {
			t.Errorf("%s %s: %q, want %q", c.first, c.last, got, c.want)
		}
	}
}

func TestAMisspeltOfficialIsNoTown(t *testing.T) {
	g := fewTowns()
	g["petkov"] = g["sumy"]
	r, err := New(Config{Gazetteer: g})
	if err != nil {
		t.Fatal(err)
	}
	res := r.Read(Doc{Ref: "r", Report: "r.txt", Lang: "en", Text: "Dmitry Petkov, the Kremlin spokesman, spoke on Thursday.\n\nAsked about the school that local officials say was hit, Petkov referred to the ministry."})
	for _, c := range res.Claims {
		if c.Place != "" {
			t.Errorf("%q lies in %q", c.Quote, c.Place)
		}
	}
}
