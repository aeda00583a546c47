package claim

import "testing"

func TestArabicCasualtiesAreCounted(t *testing.T) {
	checkTold(t, "ar", []toldIn{
		{"قتل تسعة مدنيين وأصيب 14 آخرون في قصف على قرية النخيل.", "casualty", "killed=9; injured=14; status=civilian"},
		{"وقالت وزارة الصحة إن 27 شخصا قتلوا في الغارة.", "casualty", "killed=27; speaker=Health Ministry"},
		{"استشهد طفلان وامرأة جراء سقوط قذيفة على منزل في حي البساتين.", "casualty", "killed=3"},
		{"أسفر الهجوم عن مقتل ما لا يقل عن 18 شخصا، بينهم خمسة أطفال.", "casualty", "killed=18; qualifier=at_least; children=5"},
		{"توفي رجل متأثرا بجراحه بعد إصابته برصاص قناص.", "casualty", "killed=1"},
		{"أصيب طبيب وممرضة بجروح خطيرة في القصف.", "casualty", "injured=2"},
		{"ارتفع عدد القتلى إلى 46، بحسب الدفاع المدني.", "casualty", "killed=46; speaker=Civil Defence"},
		{"انتشلت فرق الإنقاذ 12 جثة من تحت الأنقاض.", "casualty", "bodies=12"},
		{"لا يزال 8 أشخاص في عداد المفقودين بعد انهيار المبنى.", "casualty", "missing=8"},
		{"اعتقلت القوات 35 مدنيا في البلدة.", "casualty", "detained=35"},
		{"سقط عشرات الجرحى في قصف استهدف مخيما للنازحين.", "casualty", "qualifier=dozens"},
		{"سقط 60 مدنيا بين قتيل وجريح خلال أسبوع.", "casualty", "both=60"},
		{"وصل إلى المستشفى 5 شهداء و20 جريحا.", "casualty", "killed=5; injured=20"},
		{"خمسة قتلى من المدنيين بقصف مدفعي على البلدة.", "casualty", "killed=5"},
	})
}

func TestArabicAttacksAndWeaponsAreRead(t *testing.T) {
	checkTold(t, "ar", []toldIn{
		{"استهدفت طائرات حربية مدرسة في قرية السنديان صباح أمس.", "attack", "object=school; day=2021-05-11"},
		{"قصفت المدفعية سوقا شعبيا في المدينة.", "attack", "object=market"},
		{"شن الطيران غارات على مستشفى في بلدة النهر.", "attack", "object=hospital; weapon=airstrike"},
		{"أصاب صاروخ مبنى سكنيا في حلب.", "attack", "object=residential building; weapon=missile"},
		{"انفجرت سيارة مفخخة أمام مسجد في المدينة.", "attack", "object=religious building"},
		{"وقال شهود إن الجنود أطلقوا النار على المتظاهرين.", "attack", "speaker=witnesses"},
		{"ألحق القصف أضرارا بمدرستين ومنزل.", "attack", "object=house"},
		{"تعرضت محطة مياه لقصف بقذائف الهاون.", "attack", "object=water supply; weapon=mortar"},
		{"واتهم المرصد القوات بقصف قافلة مساعدات.", "attack", "modality=alleged; object=humanitarian convoy"},
		{"أحرق مسلحون منازل في القرية.", "attack", "object=house"},
		{"استخدمت القوات قنابل عنقودية في المنطقة.", "weapon", "weapon=cluster munition"},
		{"زرعت الجماعة ألغاما أرضية حول القرية.", "weapon", "weapon=landmine"},
		{"وقال خبراء إن الجيش استخدم غاز الكلور.", "weapon", "weapon=chemical; speaker=experts"},
	})
}

func TestArabicDenialsAreRead(t *testing.T) {
	checkTold(t, "ar", []toldIn{
		{"ونفى الجيش قصف المستشفى.", "denial", "denies=fact"},
		{"نفت وزارة الدفاع الروسية استهداف المدنيين.", "denial", "speaker=Russian Defence Ministry"},
		{"ورفضت الحكومة الاتهامات ووصفتها بأنها باطلة.", "denial", ""},
		{"وقال المتحدث باسم الجيش إن التقرير كاذب.", "denial", "denies=fact"},
		{"وقالت الوزارة إن هذه الصور مفبركة.", "denial", ""},
		{"وأنكرت قوات الدعم السريع مسؤوليتها عن الهجوم.", "denial", "speaker=Rapid Support Forces"},
		{"وقال السفير إن هذه الاتهامات لا أساس لها.", "denial", ""},
		{"وقال المتحدث إن المنظمة منحازة ولا يحق لها إصدار الأحكام.", "denial", "denies=standing"},
		{"وقالت القوات إنها لم تستهدف أي مدرسة.", "denial", ""},
		{"ونفت حركة حماس وجود مقاتلين في المبنى.", "denial", "speaker=Hamas"},
	})
}

func TestArabicLabelsAndPatternsAreRead(t *testing.T) {
	checkTold(t, "ar", []toldIn{
		{"ووصفت المنظمة ما جرى بأنه جريمة حرب.", "legal-characterisation", "label=war crime"},
		{"وقال المقرر الخاص إن هذه الأفعال ترقى إلى جرائم ضد الإنسانية.", "legal-characterisation", "label=crimes against humanity"},
		{"وقالت الرئاسة إن ما حدث مجزرة.", "legal-characterisation", "label=massacre"},
		{"واعتبرت الوزارة ذلك انتهاكا صارخا للقانون الدولي.", "legal-characterisation", "label=violation of international law"},
		{"وقال الوزير إن ما يجري إبادة جماعية.", "legal-characterisation", "label=genocide"},
		{"وقالت العفو الدولية إن ذلك تطهير عرقي.", "legal-characterisation", "label=ethnic cleansing"},
		{"وقال المكتب إن هذا عقاب جماعي للسكان.", "legal-characterisation", "label=collective punishment"},
		{"وقالت المنظمة إن الهجمات على المستشفيات ممنهجة.", "pattern", ""},
		{"وقال المكتب إن استهداف المدارس تكرر عدة مرات.", "pattern", ""},
		{"وقالت اللجنة إن القصف نمط متكرر في المنطقة.", "pattern", ""},
	})
}

func TestArabicActionsAndEvidenceAreRead(t *testing.T) {
	checkTold(t, "ar", []toldIn{
		{"ودعا الأمين العام إلى تحقيق مستقل في الهجوم.", "action", "action=investigation; modality=call"},
		{"فتحت النيابة العامة تحقيقا في الحادث.", "action", "action=investigation"},
		{"وطالبت المنظمة بمحاسبة المسؤولين عن الهجوم.", "action", "modality=call"},
		{"أصدرت المحكمة الجنائية الدولية مذكرة توقيف.", "action", "action=prosecution"},
		{"فرضت بريطانيا عقوبات على قادة الميليشيا.", "action", "action=sanctions"},
		{"ودعت الأمم المتحدة إلى وقف إطلاق النار.", "action", "action=ceasefire; speaker=United Nations"},
		{"ونشر ناشطون مقاطع مصورة تظهر جثثا في الشارع.", "evidence-mention", "speaker=activists"},
		{"وأظهرت صور الأقمار الصناعية دمارا في المستشفى.", "evidence-mention", ""},
		{"عثر السكان على مقبرة جماعية قرب البلدة.", "evidence-mention", ""},
		{"وجمع المحققون شظايا الصاروخ وشهادات الناجين.", "evidence-mention", ""},
	})
}

func TestArabicWordsThatCountNobodyMakeNoClaim(t *testing.T) {
	checkTold(t, "ar", []toldIn{
		{"يضم المستشفى 120 سريرا.", "", ""},
		{"تبعد القرية 30 كيلومترا عن المدينة.", "", ""},
		{"ولم يعلق الجيش على التقرير.", "", ""},
		{"بلغ سعر الخبز 500 ليرة.", "", ""},
		{"عقد المجلس جلسة في المدينة يوم الأحد.", "", ""},
		{"وصلت 40 شاحنة إلى المعبر.", "", ""},
		{"افتتح المحافظ مدرسة جديدة في البلدة.", "", ""},
		{"شارك 200 طالب في الحفل.", "", ""},
		{"وقال الوزير إن الأسعار سترتفع الشهر المقبل.", "", ""},
		{"لم يصدر تعليق من الوزارة.", "", ""},
	})
}
