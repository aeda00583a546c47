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

func TestBeginsTurnsAwayWordsThatBeginNoName(t *testing.T) {
	for _, w := range []string{"повідомили", "واستهدفت", "сообщили"} {
		if Default().Begins(w) {
			t.Errorf("%s is said to begin a name", w)
		}
	}
}
