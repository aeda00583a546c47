package main

import (
	"slices"
	"testing"
)

func TestNationalRomanisationIsThatOf2010(t *testing.T) {
	for uk, want := range map[string]string{
		"Згорани": "Zghorany", "Розгін": "Rozghin", "Єнакієве": "Yenakiieve", "Їжакевич": "Yizhakevych", "Йосипівка": "Yosypivka",
		"Юрій": "Yurii", "Ямпіль": "Yampil", "Костянтинівка": "Kostiantynivka", "Слов’янськ": "Sloviansk", "Щастя": "Shchastia",
		"Великий Ключ": "Velykyi Kliuch", "Івано-Франківськ": "Ivano-Frankivsk", "Ґалаґан": "Galagan", "Запоріжжя": "Zaporizhzhia",
	} {
		if got := romanise(uk, national2010); got != want {
			t.Errorf("%s became %s, not %s", uk, got, want)
		}
	}
}

func TestRussianFormsFollowTheUsualEndings(t *testing.T) {
	for uk, want := range map[string]string{
		"Петрівка": "Петровка", "Бахмутське": "Бахмутское", "Нова Каховка": "Новая Каховка", "Миколаїв": "Миколаев",
		"Сватове": "Сватовое", "Верхній Рогачик": "Верхний Рогачик", "Краматорськ": "Краматорск",
	} {
		if got := russianForm(uk); got != want {
			t.Errorf("%s became %s, not %s", uk, got, want)
		}
	}
}

func TestSpellingsHoldWhatNewsWrites(t *testing.T) {
	for uk, want := range map[string][]string{
		"Бородянка":   {"Borodianka", "Borodyanka", "Бородянка"},
		"Вишневе":     {"Vyshneve", "Vishnevoe"},
		"Балаклія":    {"Balakliia", "Balakliya"},
		"Маріуполь":   {"Mariupol", "Мариуполь"},
		"Зарічний":    {"Zarichnyi", "Zarichnyy", "Zarichny"},
		"Васильківка": {"Vasylkivka", "Vasilkovka"},
	} {
		got := spellings(uk, true)
		for _, w := range want {
			if !slices.Contains(got, w) {
				t.Errorf("%s is not spelled %s: %q", uk, w, got)
			}
		}
	}
}
