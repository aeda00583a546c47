package lang

import "testing"

func TestDatesAreResolvedAgainstTheReportsDay(t *testing.T) {
	report := ParseDay("2021-05-12") // a Wednesday
	a := Anchor{Report: Interval{Min: report, Max: report}}
	for _, c := range []struct{ text, min, max string }{
		{"They met on Monday.", "2021-05-10", "2021-05-10"},
		{"They met on Thursday.", "2021-05-06", "2021-05-06"},
		{"On Friday (7), they met.", "2021-05-07", "2021-05-07"},
		{"It began on May 3.", "2021-05-03", "2021-05-03"},
		{"It began on December 30.", "2020-12-30", "2020-12-30"},
		{"Sunday, May 9, was quiet.", "2021-05-09", "2021-05-09"},
		{"On 9 May 2020 it began.", "2020-05-09", "2020-05-09"},
		{"Last week it rained.", "2021-05-03", "2021-05-09"},
		{"Yesterday it rained.", "2021-05-11", "2021-05-11"},
		{"Two days ago it rained.", "2021-05-10", "2021-05-10"},
		{"It was 2019-11-02 then.", "2019-11-02", "2019-11-02"},
		{"It was 22.03.2020 then.", "2020-03-22", "2020-03-22"},
		{"In March 2020 it rained.", "2020-03-01", "2020-03-31"},
	} {
		got := English().Dates(Tokenize(c.text), a)
		if len(got) != 1 || got[0].Min.String() != c.min || got[0].Max.String() != c.max {
			t.Errorf("%q: got %+v, want %s..%s", c.text, got, c.min, c.max)
		}
	}
}
