package place

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestSpellingsOfOneCityLeadToOnePlace(t *testing.T) {
	g := Default()
	for _, row := range []string{
		"Kyiv|Kiev|Київ|Киев|KYIV|Kyyiv",
		"Kharkiv|Kharkov|Харків|Харьков",
		"Mariupol|Маріуполь|Мариуполь|Mariupol’",
		"Odesa|Odessa|Одеса|Одесса",
		"Lviv|Lvov|Львів|Львов",
		"Chernihiv|Chernigov|Чернігів|Чернигов",
		"Mykolaiv|Nikolaev|Mykolayiv|Миколаїв|Николаев",
		"Zaporizhzhia|Zaporozhye|Zaporizhia|Zaporizhzhya|Запоріжжя|Запорожье",
		"Izium|Izyum|Ізюм|Изюм",
		"Hostomel|Gostomel|Гостомель",
		"Borodianka|Borodyanka|Бородянка",
		"Irpin|Irpen|Ірпінь|Ирпень",
		"Bakhmut|Artemivsk|Бахмут|Артемовск",
		"Sievierodonetsk|Severodonetsk|Сєвєродонецьк|Северодонецк",
		"Sloviansk|Slavyansk|Слов'янськ|Слов’янськ|Славянск",
		"Kryvyi Rih|Krivoy Rog|Kryvyi-Rih|Кривий Ріг|Кривой Рог",
		"Dnipro|Dnipropetrovsk|Днепропетровск",
		"Kyiv oblast|Kyiv region|Kiev region|Київська область|Київщина",
		"Bucha raion|Bucha district|Buchanskyi raion|Бучанський район",
	} {
		names := strings.Split(row, "|")
		want := g.Lookup(names[0])
		if len(want) == 0 {
			t.Errorf("%q is not in the table", names[0])
			continue
		}
		if want[0].Name != names[0] {
			t.Errorf("%q is called %q", names[0], want[0].Name)
		}
		for _, n := range names[1:] {
			got := g.Lookup(n)
			if len(got) == 0 || got[0].ID != want[0].ID {
				t.Errorf("%q does not lead to %s first: %v", n, want[0].Name, got)
			}
		}
	}
}

func TestParentsGoFromWidestToNarrowest(t *testing.T) {
	p := Default().Lookup("Bucha")[0]
	want := []string{"Ukraine", "Kyiv oblast", "Bucha raion", "Bucha hromada"}
	if d := cmp.Diff(want, p.Parents); d != "" {
		t.Error(d)
	}
	if p.Country != "UA" || p.Precision != PrecisionTown || p.Kind != KindCity || !p.HasPoint {
		t.Errorf("%+v", p)
	}
}
