package place

import "testing"

func TestBeginsIsTrueOfEveryNameOfSeveralWordsThatLookupKnows(t *testing.T) {
	g := Default()
	for _, c := range []struct{ word, name string }{
		{"Біла", "Біла Церква"}, {"Білій", "Білій Церкві"}, {"Кривого", "Кривого Рогу"}, {"Нова", "Нова Каховка"}, {"Новую", "Новую Каховку"},
		{"دير", "دير الزور"}, {"بدير", "بدير الزور"}, {"خان", "خان يونس"},
	} {
		if len(g.Lookup(c.name)) == 0 {
			t.Errorf("%s is not known", c.name)
		}
		if !g.Begins(c.word) {
			t.Errorf("%s is said to begin no name", c.word)
		}
	}
}

func TestBeginsTurnsMostWordsAwayThatBeginNoName(t *testing.T) {
	passed := 0
	words := []string{"повідомили", "розповідає", "зруйновано", "сообщили", "погибли", "объявлено", "واستهدفت", "استهدفت", "وقالت", "المصادر"}
	for _, w := range words {
		if Default().Begins(w) {
			passed++
		}
	}
	if passed > len(words)/2 {
		t.Errorf("%d of %d words are said to begin a name", passed, len(words))
	}
}
