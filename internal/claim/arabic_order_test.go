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
