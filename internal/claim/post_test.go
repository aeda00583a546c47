package claim

import "testing"

func TestThePostsOwnStampIsTheReportsDay(t *testing.T) {
	for _, c := range []struct{ text, published, day string }{
		{"شبكة المدينة Facebook's Post شبكة المدينةJune 5, 2024 · Shared with Publicاستهدف القصف مدرسة في حلب صباح اليوم.", "2024-06-05", "2024-06-05"},
		{"City Voice's Post City Voice Verified accountJune 5, 2024 · Shared with PublicShells hit a school in Sumy on Tuesday.", "2024-06-05", "2024-06-04"},
		{"Post صوت البلد استهدف القصف مدرسة في حلب أمس 9:51 AM · Jun 5, 2024", "2024-06-05", "2024-06-04"},
		{"Shells hit a school in Sumy today, and the roof of the building fell in.\n9:51 AM · Jun 5, 2024", "2024-06-05", "2024-06-05"},
		{"City Voice's Post City VoiceJune 5 · Shared with Public Shells hit a school in Sumy today.", "", ""},
		{"Bread · Shared with neighbours on June 5, 2024. Shells hit a school in Sumy on Tuesday.", "", ""},
	} {
		res := shared(t).Read(Doc{Ref: "sha256-test", Report: "post.txt", Text: c.text})
		checkIntegrity(t, c.text, res)
		got := only(res, Attack)
		if res.PublishedMax != c.published || len(got) != 1 || got[0].IncidentDate != c.day {
			t.Errorf("%q: published %q, want %q: %+v", c.text, res.PublishedMax, c.published, got)
		}
	}
}

func TestBreakingNewsIsOfTheReportsDayOrTheNightBefore(t *testing.T) {
	read := func(text string) Event {
		res := shared(t).Read(Doc{Ref: "sha256-test", Report: "post.txt", Text: text, PublishedMin: "2021-05-12", PublishedMax: "2021-05-12"})
		if len(res.Events) != 1 {
			t.Fatalf("%q: %+v", text, res.Events)
		}
		return res.Events[0]
	}
	for _, text := range []string{
		"عاجل | مقتل طفلين بقصف مدفعي على مدينة حلب.",
		"#عاجل إصابة 3 مدنيين في غارة على حلب",
		"BREAKING: Two people were killed in the shelling of Sumy.",
	} {
		if e := read(text); e.DateMin != "2021-05-11" || e.DateMax != "2021-05-12" {
			t.Errorf("%q: %s to %s", text, e.DateMin, e.DateMax)
		}
	}
	for _, text := range []string{"قتل طفلان بقصف مدفعي على مدينة حلب.", "Two people were killed in the shelling of Sumy."} {
		if e := read(text); e.DateMin != "" {
			t.Errorf("%q: %s to %s", text, e.DateMin, e.DateMax)
		}
	}
}
