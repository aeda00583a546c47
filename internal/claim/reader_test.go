package claim

import (
	"os"
	"strings"
	"sync"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"
)

func TestALanguageWithoutALexiconIsNamedAndGivesNoClaims(t *testing.T) {
	for want, text := range map[string]string{
		"fr": "Au moins 12 civils ont été tués et 30 blessés dimanche dans une attaque contre la ville, selon les autorités qui ont publié un communiqué.",
		"de": "Mindestens 12 Zivilisten wurden am Sonntag bei einem Angriff auf die Stadt getötet und 30 verletzt, wie die Behörden mitteilten.",
		"pl": "Co najmniej 12 cywilów zginęło w niedzielę w ataku na miasto, a 30 zostało rannych, poinformowały władze, które nie podały nazwisk.",
	} {
		res := shared(t).Read(Doc{Ref: "r", Text: text})
		if res.Lang != want || len(res.Claims) != 0 || len(res.Events) != 0 {
			t.Errorf("%s: read as %q with %d claims", want, res.Lang, len(res.Claims))
		}
	}
}

func TestAFigureIsReadInEveryLanguageOfALexicon(t *testing.T) {
	for l, text := range map[string]string{
		"uk": "У неділю внаслідок обстрілу міста загинули щонайменше 12 мирних жителів, повідомила обласна адміністрація. Рятувальники продовжують розбирати завали і шукати людей.",
		"ru": "В воскресенье в результате обстрела города погибли не менее 12 мирных жителей, ещё 30 были ранены, сообщила администрация. Спасатели продолжают разбирать завалы и искать людей.",
	} {
		res := shared(t).Read(Doc{Ref: "r", Text: text})
		found := false
		for _, c := range res.Claims {
			found = found || c.Kind == Casualty && num(c.Killed) == 12 && c.Qualifier == "at_least"
		}
		if res.Lang != l || !found {
			t.Errorf("%s, read as %q: %+v", l, res.Lang, res.Claims)
		}
	}
}

func TestTheHeaderGivesTheReportsDayAndIsNoClaim(t *testing.T) {
	for _, head := range []string{" date 2021-05-12 ", "Published: 12 May 2021\n\n", "Date: May 12, 2021\n", "The Example Press\n\nMay 12, 2021\n\n", "Updated on 12 May 2021 at 14:30 GMT\n\n"} {
		res := shared(t).Read(Doc{Ref: "r", Text: head + "Soldiers shelled a school in Sumy on Monday and the people of the town were in the cellars."})
		if res.PublishedMin != "2021-05-12" || res.PublishedMax != "2021-05-12" || res.PublishedBasis == "" {
			t.Errorf("%q: %+v", head, res)
		}
		if len(res.Claims) != 1 || res.Claims[0].IncidentDate != "2021-05-10" || strings.Contains(res.Claims[0].Quote, "2021") {
			t.Errorf("%q: %s", head, summary(res))
		}
	}
}

func TestTheSameTextGivesTheSameClaimsInEveryGoroutine(t *testing.T) {
	r := reader(t)
	d := Doc{Ref: "r", Text: sampleText, PublishedMin: "2021-05-12", PublishedMax: "2021-05-12"}
	want := r.Read(d)
	var wg sync.WaitGroup
	for range 8 {
		wg.Go(func() {
			if diff := cmp.Diff(want, r.Read(d)); diff != "" {
				t.Error(diff)
			}
		})
	}
	wg.Wait()
}

func TestEqualQuotesAreCountedInOrder(t *testing.T) {
	s := "Soldiers shelled a school in Sumy."
	res := read(t, s+"\n\nThe minister spoke about the harvest of the year.\n\n"+s)
	got := only(res, Attack)
	if len(got) != 2 || got[0].Occurrence != 0 || got[1].Occurrence != 1 || got[0].ID == got[1].ID {
		t.Errorf("%+v", got)
	}
}

func TestEveryClaimNamesItsRuleAndVersion(t *testing.T) {
	for _, c := range read(t, sampleText).Claims {
		if !strings.HasSuffix(c.Basis, "@en/1 ("+Version+")") || c.Status != "proposed" {
			t.Errorf("%+v", c)
		}
	}
}

func TestWordsStandWhereTheClaimSaysWhateverTheTextIsMadeOf(t *testing.T) {
	pieces := []string{
		"Soldiers shelled a school in Sumy.", "“At least 12 people were killed,” the mayor said.", "The UN has confirmed 300 deaths in Sudan.",
		"Он сказал, что мост взорван.", "naïve café – 5 €", "\n\n", "\n", " ", "“", "”", "\"", "(", ")", "—", "🏥", "é", "ﬁ", "\u00a0", "\u200b", "…", "’s", "U.S. officials denied it.",
		"According to Human Rights Watch, ", "On Friday (7), ", "killed or injured ", "410 ", "more than ", "bodies of ", "war crimes ", "the army ", "said ", "that ", ". ", ", ",
	}
	rapid.Check(t, func(rt *rapid.T) {
		parts := rapid.SliceOfN(rapid.SampledFrom(pieces), 0, 40).Draw(rt, "parts")
		text := strings.Join(parts, rapid.SampledFrom([]string{"", " "}).Draw(rt, "glue"))
		checkIntegrity(t, text, shared(t).Read(Doc{Ref: "r", Text: text, Lang: "en"}))
	})
}

func TestALexiconThatCannotBeReadIsAnErrorWithItsLine(t *testing.T) {
	for name, files := range map[string]fstest.MapFS{
		"no folder":     {},
		"unknown class": {"lexicon/en/harm.tsv": {Data: []byte("# words\nkill\tkilled-words\tx\n")}},
		"short person":  {"lexicon/en/person.tsv": {Data: []byte("Somebody\n")}},
	} {
		if _, err := New(Config{Lexicons: files}); err == nil || !strings.Contains(err.Error(), "lexicon") {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func TestALexiconOfOurOwnReplacesTheOneInside(t *testing.T) {
	files := fstest.MapFS{"lexicon/en/attack.tsv": {Data: []byte("pelt\tattack\tattack\tv\n")}, "lexicon/en/object.tsv": {Data: []byte("barn\tobject\tbarn\tn\n")}}
	r, err := New(Config{Lexicons: files})
	if err != nil {
		t.Fatal(err)
	}
	res := r.Read(Doc{Ref: "r", Lang: "en", Text: "The people of the town pelted the barn with stones, and it was the talk of the week."})
	if len(res.Claims) != 1 || res.Claims[0].ObjectTypes[0] != "barn" {
		t.Errorf("%s", summary(res))
	}
}

func TestAYearIsTakenFromDatedFactsOnlyWhenOneFits(t *testing.T) {
	base := "As of April 2, more than 900 civilians were killed in the town, according to officials of besieged Mariupol, and the fighting goes on. "
	got := only(shared(t).Read(Doc{Ref: "r", Text: base}), Casualty)
	if len(got) != 1 || got[0].AsOf != "2022-04-02" || !strings.Contains(got[0].AsOfBasis, "siege of Mariupol") {
		t.Errorf("%+v", got)
	}
	got = only(shared(t).Read(Doc{Ref: "r", Text: strings.ReplaceAll(base, "besieged Mariupol", "the harbour")}), Casualty)
	if len(got) != 1 || got[0].AsOf != "" {
		t.Errorf("a year was invented: %+v", got)
	}
}

// sampleText is a report of our own, with every kind of claim.
const sampleText = `KHERSON, Ukraine (Example Agency) - At least 14 people were killed and 31 injured when a rocket hit a market in Kherson on Monday, governor Maria Kovalenko said.

"Two schools and a hospital were shelled too," Kovalenko told reporters. "Our prosecutors are collecting evidence of war crimes."

The Russian Defence Ministry denied shelling the market and called the pictures fabricated.

The UN human rights office said on Tuesday it had confirmed 1,020 deaths and 2,300 injuries in Ukraine since the invasion began on February 24, but warned that the true figures are considerably higher.

According to Human Rights Watch, troops used cluster munitions in Nikopol. Satellite images show a mass grave beside the cemetery.
`

func FuzzRead(f *testing.F) {
	for _, s := range []string{sampleText, "", "“", "date 2022-02-31", "12", "\xff\xfe killed 12 people", "a\x00b", "“At least 12” killed ”, he said “", "(a crime against humanity, some say)", "killed or injured 99999999999999999999 people", "between 12 and 3", "Friday (99)", strings.Repeat("said ", 300), strings.Repeat("“", 200), "\u2028\u2029killed 5 people"} {
		f.Add(s, "2021-05-12")
	}
	r := shared(f)
	f.Fuzz(func(t *testing.T, text, day string) {
		checkIntegrity(t, text, r.Read(Doc{Ref: "r", Text: text, Lang: "en", PublishedMin: day, PublishedMax: day}))
	})
}

func BenchmarkRead(b *testing.B) {
	r := reader(b)
	text := sampleText
	for range 3 {
		text += text
	}
	if name := os.Getenv("EXHIBIT_BENCH_TEXT"); name != "" {
		raw, err := os.ReadFile(name)
		if err != nil {
			b.Fatal(err)
		}
		text = string(raw)
	}
	b.SetBytes(int64(len(text)))
	b.ReportAllocs()
	for b.Loop() {
		r.Read(Doc{Ref: "r", Text: text, PublishedMin: "2021-05-12", PublishedMax: "2021-05-12"})
	}
}
