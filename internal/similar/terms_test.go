package similar

import (
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func rarityOf(word string) float64 { return Rarity(TermsOf(word)[0]) }

func TestUsualWordsOfEachLanguageAreCommonAndNamesAreRare(t *testing.T) {
	for common, rare := range map[string]string{"the": "Obolonska", "было": "Оболонская", "було": "Оболонська", "كان": "أوبولونسكا", "fue": "Obolonska"} {
		if c, r := rarityOf(common), rarityOf(rare); c > 4 || r < 9 {
			t.Errorf("%s %.1f, %s %.1f", common, c, rare, r)
		}
	}
}

func TestSpellingsOfOneWordAreOneTerm(t *testing.T) {
	for _, same := range [][]string{{"SHELLING", "shelling"}, {"المدرسة", "مدرسه", "والمدرسة", "ٱلْمَدْرَسَة"}, {"Пётр", "петр"}, {"O’Brien", "OBrien"}} {
		for _, s := range same[1:] {
			if !cmp.Equal(TermsOf(same[0]), TermsOf(s)) {
				t.Errorf("%q and %q are two", same[0], s)
			}
		}
	}
	if cmp.Equal(TermsOf("школа"), TermsOf("лікарня")) {
		t.Error("two words are one")
	}
}

func TestAgesAreReadWhereTheyAreStated(t *testing.T) {
	for text, want := range map[string][]uint8{
		"A 62-year-old woman and her grandson, 9 years old":      {9, 62},
		"Ivan Example, 34, and Petro Sample, 7.":                 {7, 34},
		"постраждала 71-річна жінка і хлопець, якому 15 років":   {15, 71},
		"ранена 71-летняя женщина":                               {71},
		"طفل عمره ٩ سنوات":                                       {9},
		"un hombre de 40 años":                                   {40},
		"5 March 2022, 17 were killed, 152 mm, 12.5 years, $300": nil,
		"a 300-year-old church, 1234567 years":                   nil,
		"On Monday, 14, 15 and 16 people came":                   {14}, // a day of the month after a capital is taken for an age: it costs nothing
	} {
		if got := NewTerms(text).Ages; !cmp.Equal(got, want) {
			t.Errorf("%q: %v, want %v", text, got, want)
		}
	}
}

func FuzzTermsAreSortedAndCounted(f *testing.F) {
	for _, s := range []string{"", "a 5-year-old", "٩ سنوات", "\xff\xfe 12", "Ivan, 34,"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, text string) {
		got := NewTerms(text)
		if len(got.Words) != len(got.Counts) || len(got.Words) > mostTerms || !slices.IsSorted(got.Words) || !slices.IsSorted(got.Ages) {
			t.Errorf("%+v", got)
		}
		for _, a := range got.Ages {
			if a == 0 || a > oldest {
				t.Errorf("age %d", a)
			}
		}
	})
}
