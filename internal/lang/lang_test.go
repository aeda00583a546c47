package lang

import (
	"strings"
	"testing"
	"unicode/utf8"

	"pgregory.net/rapid"
)

func at(day string) Anchor {
	d := ParseDay(day)
	return Anchor{Report: Interval{Min: d, Max: d}}
}

func TestDatesAreResolvedAgainstTheReportsDay(t *testing.T) {
	for _, c := range []struct{ text, min, max string }{ // the report's day is a Wednesday
		{"They met on Monday.", "2021-05-10", "2021-05-10"},
		{"They met on Thursday.", "2021-05-06", "2021-05-06"},
		{"They met on Wednesday.", "2021-05-12", "2021-05-12"},
		{"They met last Wednesday.", "2021-05-05", "2021-05-05"},
		{"On Friday (7), they met.", "2021-05-07", "2021-05-07"},
		{"On Friday (30), they met.", "2021-04-30", "2021-04-30"},
		{"It began on May 3.", "2021-05-03", "2021-05-03"},
		{"It began on December 30.", "2020-12-30", "2020-12-30"},
		{"Sunday, May 9, was quiet.", "2021-05-09", "2021-05-09"},
		{"On 9 May 2020 it began.", "2020-05-09", "2020-05-09"},
		{"On the 9th of May it began.", "2021-05-09", "2021-05-09"},
		{"From May 3-7 they sat.", "2021-05-03", "2021-05-07"},
		{"Last week it rained.", "2021-05-03", "2021-05-09"},
		{"This week it rained.", "2021-05-10", "2021-05-12"},
		{"Last month it rained.", "2021-04-01", "2021-04-30"},
		{"In the past two weeks it rained.", "2021-04-28", "2021-05-12"},
		{"Yesterday it rained.", "2021-05-11", "2021-05-11"},
		{"Two days ago it rained.", "2021-05-10", "2021-05-10"},
		{"It was 2019-11-02 then.", "2019-11-02", "2019-11-02"},
		{"It was 22.03.2020 then.", "2020-03-22", "2020-03-22"},
		{"It was 22/03/2020 then.", "2020-03-22", "2020-03-22"},
		{"In March 2020 it rained.", "2020-03-01", "2020-03-31"},
	} {
		got := English().Dates(Tokenize(c.text), at("2021-05-12"))
		if len(got) != 1 || got[0].Min.String() != c.min || got[0].Max.String() != c.max || got[0].Basis == "" {
			t.Errorf("%q: got %+v, want %s..%s", c.text, got, c.min, c.max)
		}
	}
}

func TestADayThatIsNotInTheCalendarIsNoDay(t *testing.T) {
	for _, text := range []string{"On 31 February 2021 it rained.", "On February 30 it rained.", "It was 2021-02-31.", "On May 32 it rained.", "On 31.04.2021 it rained."} {
		for _, m := range English().Dates(Tokenize(text), at("2021-05-12")) {
			if !m.IsZero() {
				t.Errorf("%q: %s..%s", text, m.Min, m.Max)
			}
		}
	}
}

func TestADayThatMayBeTwoDaysIsNone(t *testing.T) {
	for _, m := range English().Dates(Tokenize("On 03/04/2020 it rained."), at("2021-05-12")) {
		if m.IsDay() {
			t.Errorf("taken for %s", m.Min)
		}
	}
}

func TestWithoutTheReportsDayRelativeDatesStayOpen(t *testing.T) {
	for _, text := range []string{"on Friday", "last week", "yesterday", "two days ago", "on May 3", "on Friday (4)"} {
		for _, m := range English().Dates(Tokenize("It rained "+text+"."), Anchor{}) {
			if !m.IsZero() {
				t.Errorf("%q: %s..%s", text, m.Min, m.Max)
			}
		}
	}
}

func TestADayToldFromTheDayBeforeItFollowsIt(t *testing.T) {
	for text, want := range map[string]string{
		"On May 7 it rained. A day earlier it snowed.":           "2021-05-06",
		"On May 7 it rained. The following day it snowed.":       "2021-05-08",
		"On May 7 it rained. Two days later it snowed.":          "2021-05-09",
		"On May 7 it rained. On the same day it snowed.":         "2021-05-07",
		"On May 7 it rained. The previous day it had been fine.": "2021-05-06",
	} {
		got := English().Dates(Tokenize(text), at("2021-05-12"))
		if len(got) != 2 || got[1].Min.String() != want || !got[1].Relative {
			t.Errorf("%q: %+v", text, got)
		}
	}
}

func TestWhatStandsBeforeADateIsKept(t *testing.T) {
	for text, want := range map[string]string{
		"since May 3": "since", "As of May 3": "as-of", "as of midnight on May 3": "as-of", "a letter dated May 3": "dated", "by May 3": "by", "the war began on May 3": "began",
	} {
		got := English().Dates(Tokenize(text), at("2021-05-12"))
		if len(got) != 1 || got[0].Prep != want {
			t.Errorf("%q: %+v", text, got)
		}
	}
}

func TestNumbersKeepTheirHedges(t *testing.T) {
	const none = -1
	for _, c := range []struct {
		text             string
		exact, low, high int
		qualifier        string
	}{
		{"410", 410, 410, 410, "exact"},
		{"2,500", 2500, 2500, 2500, "exact"},
		{"at least 410", 410, 410, none, "at_least"},
		{"no fewer than twelve", 12, 12, none, "at_least"},
		{"more than 2,500", 2500, 2501, none, "more_than"},
		{"nearly 5,000", 5000, none, 4999, "nearly"},
		{"up to 60", 60, none, 60, "up_to"},
		{"fewer than 60", 60, none, 59, "fewer_than"},
		{"about 60", 60, none, none, "approx"},
		{"between 12 and 15", none, 12, 15, "range"},
		{"12 to 15", none, 12, 15, "range"},
		{"12-15", none, 12, 15, "range"},
		{"hundreds of", none, 200, 999, "hundreds"},
		{"tens of thousands of", none, 20000, 99999, "tens_of_thousands"},
		{"dozens", none, 24, 99, "dozens"},
		{"several", none, 3, 9, "several"},
		{"twenty-one", 21, 21, 21, "exact"},
		{"four hundred and ten", 410, 410, 410, "exact"},
		{"two thousand five hundred", 2500, 2500, 2500, "exact"},
		{"two dozen", 24, 24, 24, "exact"},
		{"1.5 million", 1500000, 1500000, 1500000, "exact"},
		{"three million", 3000000, 3000000, 3000000, "exact"},
		{"12 or more", 12, 12, none, "at_least"},
	} {
		v, next, ok := English().Number(Tokenize(c.text), 0)
		get := func(p *int) int {
			if p == nil {
				return none
			}
			return *p
		}
		if !ok || next != len(Tokenize(c.text)) || get(v.Exact) != c.exact || get(v.Low) != c.low || get(v.High) != c.high || v.Qualifier != c.qualifier {
			t.Errorf("%q: %v %d exact %d low %d high %d %s", c.text, ok, next, get(v.Exact), get(v.Low), get(v.High), v.Qualifier)
		}
	}
	for _, text := range []string{"people", "99999999999999", "2.3.4", "and", "hundred", "between 15 and 12 no"} {
		if v, next, ok := English().Number(Tokenize(text), 0); ok && next > 0 && v.Exact != nil && text != "between 15 and 12 no" {
			t.Errorf("%q was read as %d", text, *v.Exact)
		}
	}
}

func TestASentenceEndsWhereAReaderWouldEndIt(t *testing.T) {
	for text, want := range map[string]int{
		"It rained. It snowed.": 2,
		"Mr. Smith met Dr. Jones in the U.S. capital. They spoke.": 2,
		"He lives in the U.S. The house is old.":                   2,
		"“It rained.” He left.":                                    2,
		"“Did it rain?” he asked.":                                 1,
		"The price rose 2.5 percent. It fell.":                     2,
		"A heading\n\nA sentence of its own.":                      2,
		"It ended.Nothing came after it.":                          2,
		"J. R. Miller wrote it.":                                   1,
		"It rose to 3.\nThe next line began.":                      2,
	} {
		if got := Sentences(Tokenize(text), text); len(got) != want {
			t.Errorf("%q: %d sentences, want %d", text, len(got), want)
		}
	}
}

func TestLinesWrappedAtAWidthAreOneParagraph(t *testing.T) {
	text := "The first line of this paragraph goes on for a while and then\nThe second line carries it further without any stop at all and\nThe third line also runs up to the margin of the page before\nThe fourth line ends it here in the middle of the page."
	if got := Sentences(Tokenize(text), text); len(got) != 1 {
		t.Errorf("%d sentences", len(got))
	}
}

func TestTheLanguageIsNamedOrLeftOpen(t *testing.T) {
	for want, text := range map[string]string{
		"en": "The people of the town said that it was quiet and they were in the street.",
		"uk": "Місто було тихим, і люди вийшли на вулицю, щоб побачити, що сталося.",
		"ru": "Город был тихим, и люди вышли на улицу, чтобы увидеть, что случилось. Это было утром.",
		"ar": "كانت المدينة هادئة وخرج الناس إلى الشارع",
		"es": "La ciudad estaba tranquila y los vecinos salieron a la calle para ver que pasaba por la noche.",
		"fr": "La ville était calme et les habitants sont sortis dans la rue pour voir ce qui se passait avec les enfants.",
		"de": "Die Stadt war ruhig und die Leute gingen auf die Straße, um zu sehen, was mit dem Haus ist.",
		"pl": "Miasto było spokojne i ludzie wyszli na ulicę, żeby zobaczyć, co się stało, nie wiedząc nic.",
		"":   "Xxx yyy zzz 123 www",
	} {
		if got := Detect(Tokenize(text)); got != want {
			t.Errorf("%q: %q, want %q", text, got, want)
		}
	}
}

func TestALineOfEqualMarksIsOneToken(t *testing.T) {
	for text, want := range map[string]int{
		"Chapter one ........................ 4": 4,
		"He said ... nothing":                    6,
		"««««««««««««««««":                       1,
		strings.Repeat(".", 1<<20):               1,
		strings.Repeat("!", 7):                   7,
	} {
		if got := Tokenize(text); len(got) != want {
			t.Errorf("%.40q gives %d tokens and should give %d", text, len(got), want)
		}
	}
}

func TestEveryByteIsInOneTokenOrIsWhiteSpace(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) { checkTokens(rt, rapid.String().Draw(rt, "text")) })
}

// checkTokens fails when tokens overlap, leave out a letter, or miscount code points.
func checkTokens(t interface{ Fatalf(string, ...any) }, text string) {
	end := 0
	for _, tk := range Tokenize(text) {
		if int(tk.Start) < end || tk.End <= tk.Start || int(tk.End) > len(text) {
			t.Fatalf("token %d..%d after %d in %q", tk.Start, tk.End, end, text)
		}
		for _, r := range text[end:tk.Start] {
			if !isSpace(r) && !isHidden(r) {
				t.Fatalf("%q left out of %q", r, text)
			}
		}
		if got := utf8.RuneCountInString(text[:tk.Start]); got != int(tk.Rune) {
			t.Fatalf("token at byte %d of %q: code point %d, counted %d", tk.Start, text, tk.Rune, got)
		}
		if int(tk.Runes) != utf8.RuneCountInString(text[tk.Start:tk.End]) {
			t.Fatalf("token of %d code points in %q", tk.Runes, text)
		}
		end = int(tk.End)
	}
}
