package lang

import "testing"

func TestABrokenUpArabicWordIsOneWord(t *testing.T) {
	for _, c := range []struct{ broken, whole string }{
		{"قصـ.ـف", "قصف"}, {"ق*صف", "قصف"}, {"مق*تل", "مقتل"}, {"قتـ.لى", "قتلى"}, {"الغـ ـارة", "الغارة"}, {"اعتـ/ـقال", "اعتقال"}, {"#قصـ.ـف", "#قصف"}, {"شهـ..ـداء", "شهداء"},
	} {
		got, want := Tokenize(c.broken), Tokenize(c.whole)
		if len(got) != len(want) || got[0].Lower != want[0].Lower {
			t.Errorf("%q is %+v, and %q is %+v", c.broken, got, c.whole, want)
		}
	}
	for text, n := range map[string]int{"انتهى القصف.وقال": 4, "كتاب ـ قلم": 3, "U.S.A.": 1, "*قصف*": 3, "مدينة / بلدة": 3, "2*3": 3} {
		if got := Tokenize(text); len(got) != n {
			t.Errorf("%q: %d tokens, want %d: %+v", text, len(got), n, got)
		}
	}
}

func TestAWordEndsWhereTheScriptChanges(t *testing.T) {
	for text, second := range map[string]string{"Publicاستهدف": "استهدف", "المدينةJune": "june", "حلبAll": "all", "TVقصف": "قصف"} {
		got := Tokenize(text)
		if len(got) != 2 || got[1].Lower != second || got[1].Newlines != 1 {
			t.Errorf("%q: %+v", text, got)
		}
	}
	for _, text := range []string{"VIP-особа", "iPhone", "café", "Київ", "وقصف"} {
		if got := Tokenize(text); len(got) != 1 {
			t.Errorf("%q: %+v", text, got)
		}
	}
}

func TestAnArabicLineIsASentenceOfItsOwn(t *testing.T) {
	for text, n := range map[string]int{
		"مقتل شخصين في قصف على محطة قطارات\nبريد الميناء\nقال شهود إنهم سمعوا انفجارا.": 3,
		"أسماء الضحايا\nأحمد\nخالد":         3,
		"قال المتحدث باسم\nالوزارة":         2,
		"وصل الجرحى إلى\nالمستشفى":          1,
		"قصف على المدينة، وسقط في\nحي قديم": 1,
	} {
		w := For("ar")
		if got := w.Sentences(w.Tokenize(text, nil), text); len(got) != n {
			t.Errorf("%q: %d sentences, want %d", text, len(got), n)
		}
	}
}
