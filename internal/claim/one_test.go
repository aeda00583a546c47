package claim

import "testing"

func TestPeopleWhomNoNumberCounts(t *testing.T) {
	checkTold(t, "uk", []toldIn{
		{"Поліція повідомила про загибель 34-річного водія автобуса.", "casualty", "killed=1"},
		{"У селищі під завалами рятувальники виявили тіло жінки.", "casualty", "bodies=1"},
		{"Прокурори повідомили про поранення 5-річної дитини.", "casualty", "injured=1"},
		{"Підліток 14 років дістав важкі опіки обличчя.", "casualty", "injured=1"},
		{"Уламкові поранення дістала 45-річна мешканка села.", "casualty", "injured=1"},
		{"У селі внаслідок удару поранено подружжя.", "casualty", "injured=2"},
		{"Внаслідок обстрілу загинули мати та її п'ятирічний син.", "casualty", "killed=2"},
		{"Поранення отримали чоловік і жінка, які стояли на зупинці.", "casualty", "injured=2"},
		{"Унаслідок удару в місті загинули чоловік, жінка та двоє дітей.", "casualty", "killed=4"},
		{"Під обстрілом загинули вчителька та троє учнів.", "casualty", "killed=4"},
		{"Загинула жінка, двоє дітей поранені.", "casualty", "killed=1; injured=2"},
		{"Поранено водія та трьох пасажирів автобуса.", "casualty", "injured=4"},
		{"Поліцейський та двоє медиків загинули на дорозі.", "casualty", "killed=3"},
		{"Солдати вбили чоловіка та його сина.", "casualty", "killed=2"},
		{"Поліція повідомила про загибель водія та двох пасажирів.", "casualty", "killed=3"},
		{"Водій та двоє пасажирів вийшли, троє загинули.", "casualty", "killed=3"},
		{"Водій та пасажири автобуса чекали на станції.", "", ""},
		{"Мати та її син виїхали до Польщі потягом.", "", ""},
	})
	for _, text := range []string{"Поранення дістали водій та пасажири автобуса.", "Загинули вчителька та учні школи."} {
		for _, c := range only(readIn(t, "uk", text), Casualty) {
			if c.Killed != nil || c.Injured != nil {
				t.Errorf("%q: a number that nobody gave", text)
			}
		}
	}
}

func TestTheNumberThatATollRoseTo(t *testing.T) {
	checkTold(t, "uk", []toldIn{
		{"Кількість загиблих унаслідок удару по будинку в Сумах зросла до 23.", "casualty", "killed=23"},
		{"Кількість поранених унаслідок нічної атаки на місто зросла до восьми.", "casualty", "injured=8"},
		{"Число травмованих через обстріл громади збільшилося до 14.", "casualty", "injured=14"},
		{"Кількість запитів до ради зросла до 23.", "", ""},
	})
}

func TestWhoIsTakenAwayIsHeldOnlyByAParty(t *testing.T) {
	checkTold(t, "uk", []toldIn{
		{"Росія вивезла з області понад 300 дітей.", "casualty", "detained=300"},
		{"Окупанти вивезли з інтернату 46 дітей.", "casualty", "detained=46"},
		{"З міста вивезли 120 людей до Росії.", "casualty", "detained=120"},
		{"Волонтери вивезли з міста 120 людей.", "", ""},
	})
}

func TestANameForADeedIsALabelOfIt(t *testing.T) {
	checkTold(t, "uk", []toldIn{
		{"Amnesty International назвала удар по театру явним воєнним злочином.", "legal-characterisation", "speaker=Amnesty International"},
		{"Дмитро Кулеба назвав обстріл лікарні актом тероризму.", "legal-characterisation", "speaker=Dmytro Kuleba"},
		{"Human Rights Watch назвала атаку на вокзал воєнним злочином.", "legal-characterisation", "speaker=Human Rights Watch"},
		{"Росія вивезла понад 300 дітей — це геноцид, наголосив Дмитро Кулеба.", "legal-characterisation", "speaker=Dmytro Kuleba"},
		{"Ворог атакував школу та вбив двох людей — це воєнний злочин.", "legal-characterisation", ""},
		{"Прокуратура повідомила про обстріл лікарні в Сумах.", "attack", ""},
	})
}

func TestSuspicionIsNotifiedAndBombsAreDropped(t *testing.T) {
	checkTold(t, "uk", []toldIn{
		{"Прокурори повідомили про підозру командиру, який наказав обстріляти колону.", "action", ""},
		{"Слідчі заочно повідомили про підозру офіцеру за удар по школі.", "action", ""},
		{"СБУ повідомила про підозру двом навідникам удару по школі.", "action", ""},
		{"Сьогодні о 9:40 ворог скинув три КАБи на місто Синівка.", "attack", ""},
		{"Росіяни випустили дві ракети по селу Синівка.", "attack", ""},
		{"Армія РФ скинула вибухівку з дрона на село Синівка.", "attack", ""},
		{"Правозахисники розповіли про побиття та зґвалтування.", "attack", ""},
		{"Дмитро Лубінець розповів про тортури електрострумом.", "attack", ""},
		{"Омбудсмен розповів про сексуальне насильство в полоні.", "attack", ""},
		{"Речник повідомив про погоду на вихідні.", "", ""},
	})
}

func TestANightIntoADayIsOfThatDay(t *testing.T) {
	for language, texts := range map[string][]string{
		"uk": {"У ніч проти 3 травня ворог атакував дронами лікарню в селі Синівка.", "В ніч на 3 травня росіяни обстріляли школу в селі Синівка."},
		"ru": {"В ночь на 3 мая войска обстреляли школу в селе Ивановка."},
		"en": {"Overnight into 3 May shells hit a school in Sumy."},
	} {
		for _, text := range texts {
			got := only(readIn(t, language, text), Attack)
			if len(got) != 1 || got[0].IncidentDate != "2021-05-03" || got[0].IncidentDateMin != "2021-05-02" || got[0].IncidentDateMax != "2021-05-03" {
				t.Errorf("%q: %+v", text, got)
			}
		}
	}
	for _, c := range only(readIn(t, "en", "Between 2 and 3 May shells hit a school in Sumy."), Attack) {
		if c.IncidentDate != "" {
			t.Errorf("two days are told of, and %s is taken", c.IncidentDate)
		}
	}
}
