package claim

import "testing"

func TestOneEventForEachThingTold(t *testing.T) {
	for _, c := range []struct {
		text  string
		types []string
	}{
		{"Soldiers shelled a school in Sumy on Monday. A market in Kherson was bombed on Sunday.", []string{"shelling", "bombing"}},
		{"Soldiers shelled a school in Sumy on Monday. The shelling in Sumy killed four people.", []string{"shelling"}},
		{"Gunmen opened fire on passengers in Nyala, killing six people.", []string{"shooting"}},
		{"A mass grave was found in Nyala. Soldiers bombed a bakery in El Geneina.", []string{"site_found", "bombing"}},
		{"Rescuers found 40 bodies in Sumy. The mayor said 40 bodies were recovered in towns around Sumy.", []string{"site_found"}},
	} {
		res := read(t, c.text)
		var got []string
		for _, e := range res.Events {
			got = append(got, e.Type)
		}
		if len(got) != len(c.types) {
			t.Errorf("%q: %v, want %v%s", c.text, got, c.types, summary(res))
			continue
		}
		for i := range got {
			if got[i] != c.types[i] {
				t.Errorf("%q: %v, want %v", c.text, got, c.types)
			}
		}
	}
}

func TestTotalsPlansLabelsAndComparisonsAreNoEvents(t *testing.T) {
	for _, text := range []string{
		"The UN has confirmed 300 deaths in Sudan since the war began on April 15.",
		"The president described the war as genocide.",
		"The court will investigate war crimes in Sudan.",
		"“The Russian army repeats the same tactics as in Aleppo,” the president said.",
		"Schools and hospitals were destroyed across Ukraine.",
		"The army denied shelling the market in Nyala.",
	} {
		if res := read(t, text); len(res.Events) != 0 {
			t.Errorf("%q: %+v", text, res.Events)
		}
	}
}

func TestAnEventKeepsPlaceNumbersAndWhoIsSaidToHaveActed(t *testing.T) {
	res := read(t, "Russian troops shelled a school in Sumy on Monday, killing four children and injuring nine people.")
	if len(res.Events) != 1 {
		t.Fatalf("%+v", res.Events)
	}
	e := res.Events[0]
	if e.Place != "Sumy" || e.PlaceID != "sumy" || e.Places[0] != "Ukraine" || e.DateMin != "2021-05-10" || num(e.KilledMin) != 4 || num(e.InjuredMax) != 9 || len(e.Alleged) != 1 || e.Alleged[0].Name != "Russian troops" || e.Alleged[0].Confidence != "reported" {
		t.Errorf("%+v", e)
	}
}

func TestSeveralTownsTogetherAreNoOneTown(t *testing.T) {
	res := read(t, "The ministry said that its searchers had recovered 300 bodies in Sumy, Nikopol and other places.")
	if len(res.Events) != 1 || res.Events[0].PlaceID != "" || res.Events[0].Lat != nil {
		t.Errorf("%+v", res.Events)
	}
}
