package claim

import "testing"

func TestArabicNumbersThatBelongToThingsCountNobody(t *testing.T) {
	checkTold(t, "ar", []toldIn{
		{"قصفت قوات الفوج 46 بلدة النهر وقتلت 3 مدنيين.", "casualty", "killed=3"},
		{"عقدت المحكمة الجلسة 12 في القاعة 4.", "", ""},
		{"أصيب جندي في الدقيقة 60 من الاشتباك.", "casualty", "injured=1"},
		{"أصيب طفل في الغارة 7 على المدينة.", "casualty", "injured=1"},
		{"اعتقلت القوات 35 مدنيا في البلدة.", "casualty", "detained=35"},
	})
}

func TestArabicDaysBehindPeopleLeaveTheirNumberStanding(t *testing.T) {
	checkTold(t, "ar", []toldIn{
		{"سقط 6 شهداء و11 جريحا اليوم الأربعاء في قصف على المدينة.", "casualty", "killed=6; injured=11"},
		{"أصيب 14 جريحا اليوم في البلدة.", "casualty", "injured=14"},
		{"وصل 3 قتلى اليوم إلى المستشفى.", "casualty", "killed=3"},
		{"استمر الاجتماع 3 ساعات.", "", ""},
	})
}

func TestArabicDeadWhoseBodiesAreRecoveredAreBodiesFound(t *testing.T) {
	checkTold(t, "ar", []toldIn{
		{"انتشلت فرق الإسعاف جثامين 9 شهداء من الشارع.", "casualty", "bodies=9; killed="},
		{"تمكن المتطوعون من انتشال جثث 4 قتلى من البئر.", "casualty", "bodies=4; killed="},
		{"وصلت جثامين 5 شهداء إلى المستشفى.", "casualty", "bodies=5; killed="},
		{"وصل إلى المستشفى 5 شهداء.", "casualty", "killed=5; bodies="},
	})
}

func TestArabicPeopleStillMissingAreNotDead(t *testing.T) {
	checkTold(t, "ar", []toldIn{
		{"ارتفعت الحصيلة إلى 23 قتيلا فيما لا يزال 7 آخرون مفقودين.", "casualty", "killed=23; missing=7"},
		{"قتل 4 مدنيين ولا يزال 12 آخرون في عداد المفقودين.", "casualty", "killed=4; missing=12"},
		{"قتل رجلان وما زال 3 آخرون مفقودين.", "casualty", "killed=2; missing=3"},
		{"قتل 4 مدنيين وأصيب 12 آخرون.", "casualty", "killed=4; injured=12; missing="},
	})
}

func TestArabicNamesInLawStandBesideWhatTheyName(t *testing.T) {
	checkTold(t, "ar", []toldIn{
		{"وقالت المنظمة إن القوات قصفت مدرسة في القرية، وهو ما يشكل جريمة حرب.", "legal-characterisation", "label=war crime"},
		{"وقال المكتب إن الجيش استخدم الفوسفور الأبيض قرب البلدة، وهو ما قد يرقى إلى جريمة حرب.", "legal-characterisation", "label=war crime"},
		{"استهدفت الغارات سوقا في المدينة، ما يمثل انتهاكا للقانون الدولي.", "legal-characterisation", "label=violation of international law"},
		{"استهدفت الغارات سوقا في المدينة، وهو أكبر أسواقها.", "attack", "object=market"},
	})
}

func TestAnArabicAttackMayBeOfACountry(t *testing.T) {
	for text, actor := range map[string]string{
		"أصيب رجلان في غارة إسرائيلية على سوق في البلدة.":          "Israel",
		"استهدفت ضربة جوية أمريكية منزلا في القرية.":               "United States",
		"تعرضت مدرسة في القرية لقصف مدفعي تركي.":                   "Turkey",
		"تعرضت مدرسة في القرية لقصف مدفعي.":                        "",
		"تعرضت مدرسة في القرية لقصف مدفعي أصاب سوقا لبنانية أيضا.": "",
	} {
		ok := false
		for _, c := range readIn(t, "ar", text).Claims {
			ok = ok || c.ActorAccused == actor
		}
		if !ok {
			t.Errorf("%q: want %q accused: %s", text, actor, summary(readIn(t, "ar", text)))
		}
	}
}

func TestArabicPlacesAreToldFromOrdinaryWords(t *testing.T) {
	for _, c := range []struct{ text, place string }{
		{"قصفت المدفعية منازل في قرية الشركة صباح اليوم.", "الشركة"},
		{"قتل رجلان في قصف على بلدة الجديدة.", "الجديدة"},
		{"قتل رجلان في انفجار في حي الوحدة.", "الوحدة"},
		{"قتل رجلان في غارة على حي تسيطر عليه القوات.", ""},
		{"قتل رجلان في القرية المجاورة.", ""},
		{"قتل رجلان في قصف على مدينة كبيرة.", ""},
	} {
		got := only(readIn(t, "ar", c.text), Casualty)
		got = append(got, only(readIn(t, "ar", c.text), Attack)...)
		if len(got) == 0 || got[0].Place != c.place {
			t.Errorf("%q: want %q: %s", c.text, c.place, summary(readIn(t, "ar", c.text)))
		}
	}
}
