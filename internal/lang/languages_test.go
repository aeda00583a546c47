package lang

import (
	"fmt"
	"strings"
	"testing"
)

// told writes a value as "qualifier exact low-high", an open end as a dot.
func told3(v Value) string {
	get := func(p *int) string {
		if p == nil {
			return "."
		}
		return fmt.Sprint(*p)
	}
	return v.Qualifier + " " + get(v.Exact) + " " + get(v.Low) + "-" + get(v.High)
}

// numbersIn are all numbers of a text, in order.
func numbersIn(l, text string) string {
	w := For(l)
	tokens := w.Tokenize(text, nil)
	var out []string
	for i := 0; i < len(tokens); {
		v, next, ok := w.Number(tokens, i)
		if !ok {
			i++
			continue
		}
		out, i = append(out, told3(v)), next
	}
	return strings.Join(out, "; ")
}

func TestNumbersAreReadInEveryLanguage(t *testing.T) {
	for l, cases := range map[string][][2]string{
		"en": {
			{"10 to 12 thousand people", "range . 10000-12000"}, {"300+ people", "at_least 300 300-."}, {"tens of millions of people", "tens_of_millions . 20000000-99999999"},
			{"a thousand five hundred people", "exact 1500 1500-1500"}, {"dozens of billions", ""},
		},
		"uk": {
			{"понад 300 осіб", "more_than 300 301-."}, {"Більше ніж двадцять поранених", "more_than 20 21-."}, {"більш як сто будинків", "more_than 100 101-."},
			{"щонайменше 12 людей", "at_least 12 12-."}, {"не менше п'яти осіб", "at_least 5 5-."}, {"Принаймні троє дітей", "at_least 3 3-."},
			{"близько п'яти тисяч мешканців", "approx 5000 .-."}, {"приблизно 40 машин", "approx 40 .-."}, {"орієнтовно двісті п'ятдесят людей", "approx 250 .-."},
			{"майже 1 000 будинків", "nearly 1000 .-999"}, {"до 60 поранених", "up_to 60 .-60"}, {"менше десяти осіб", "fewer_than 10 .-9"},
			{"від 12 до 15 осіб", "range . 12-15"}, {"між 12 та 15 людьми", "range . 12-15"}, {"12–15 поранених", "range . 12-15"}, {"двоє-троє людей", "range . 2-3"}, {"5-7 тисяч людей", "range . 5000-7000"},
			{"двоє загиблих", "exact 2 2-2"}, {"Загинуло троє", "exact 3 3-3"}, {"семеро рибалок", "exact 7 7-7"},
			{"десятки поранених", "dozens . 20-99"}, {"сотнями снарядів", "hundreds . 200-999"}, {"десятки тисяч людей", "tens_of_thousands . 20000-99999"}, {"кілька осіб", "several . 3-9"}, {"кілька сотень", "hundreds . 300-999"},
			{"2,5 тис. осіб", "exact 2500 2500-2500"}, {"12 тис. осіб", "exact 12000 12000-12000"}, {"півтори тисячі людей", "exact 1500 1500-1500"}, {"тисяча двісті тридцять чотири", "exact 1234 1234-1234"},
			{"1.000 осіб", "exact 1000 1000-1000"}, {"12 500 осіб", "exact 12500 12500-12500"}, {"20-ти людей", "exact 20 20-20"}, {"12 або більше", "at_least 12 12-."},
			{"У залі було людно", ""}, {"мільйон мільйонів", ""}, {"10^30 осіб", ""}, {"99999999999999", ""}, {"2,5 людини", ""}, {"дорога до лікарні", ""},
		},
		"ru": {
			{"не менее 12 человек", "at_least 12 12-."}, {"По меньшей мере двадцать раненых", "at_least 20 20-."}, {"как минимум трое детей", "at_least 3 3-."},
			{"более 300 домов", "more_than 300 301-."}, {"свыше двух тысяч человек", "more_than 2000 2001-."}, {"больше сотни машин", "more_than 100 101-."}, {"более сотен тысяч", "hundreds_of_thousands . 200000-."},
			{"около сорока человек", "approx 40 .-."}, {"почти пятьсот домов", "nearly 500 .-499"}, {"до 60 раненых", "up_to 60 .-60"}, {"менее десяти", "fewer_than 10 .-9"},
			{"двое детей", "exact 2 2-2"}, {"пятеро рыбаков", "exact 5 5-5"}, {"четверо погибших", "exact 4 4-4"},
			{"десятки раненых", "dozens . 20-99"}, {"сотни домов", "hundreds . 200-999"}, {"несколько тысяч человек", "thousands . 3000-9999"},
			{"от 12 до 15 человек", "range . 12-15"}, {"между 12 и 15", "range . 12-15"}, {"два-три человека", "range . 2-3"},
			{"1,5 млн человек", "exact 1500000 1500000-1500000"}, {"двести двадцать пять", "exact 225 225-225"}, {"полторы тысячи", "exact 1500 1500-1500"}, {"3 тыс. человек", "exact 3000 3000-3000"},
			{"На улице было тихо", ""}, {"миллиард миллиардов", ""}, {"10^30", ""},
		},
		"ar": {
			{"ما لا يقل عن 12 شخصا", "at_least 12 12-."}, {"لا يقل عن عشرين مدنيا", "at_least 20 20-."}, {"على الأقل ثلاثة", "at_least 3 3-."},
			{"أكثر من 300 جريح", "more_than 300 301-."}, {"ما يزيد على مئة", "more_than 100 101-."}, {"أكثر من ألفين", "more_than 2000 2001-."},
			{"نحو ٤٠ شخصا", "approx 40 .-."}, {"حوالي خمسة عشر", "approx 15 .-."}, {"قرابة 60", "approx 60 .-."}, {"أقل من 10", "fewer_than 10 .-9"}, {"ما يقرب من 50", "nearly 50 .-49"},
			{"بين 12 و15 قتيلا", "range . 12-15"}, {"بين ١٢ و ١٥", "range . 12-15"}, {"من 12 إلى 15", "range . 12-15"},
			{"عشرات الجرحى", "dozens . 20-99"}, {"مئات المنازل", "hundreds . 200-999"}, {"عشرات الآلاف", "tens_of_thousands . 20000-99999"}, {"عدة قذائف", "several . 3-9"},
			{"ثلاثة أطفال", "exact 3 3-3"}, {"خمسة وعشرون شخصا", "exact 25 25-25"}, {"مئة وخمسة وعشرون", "exact 125 125-125"}, {"ثلاثة آلاف ومئتان", "exact 3200 3200-3200"}, {"ثلاثمائة", "exact 300 300-300"}, {"ألفان", "exact 2000 2000-2000"},
			{"١٬٥٠٠ منزل", "exact 1500 1500-1500"}, {"1.500 منزل", "exact 1500 1500-1500"}, {"وقف في الشارع", ""}, {"مليار مليار", ""},
		},
		"es": {
			{"al menos doce personas", "at_least 12 12-."}, {"Por lo menos 30 heridos", "at_least 30 30-."}, {"no menos de veintiún civiles", "at_least 21 21-."},
			{"más de 2.500 casas", "more_than 2500 2501-."}, {"más de treinta y cinco", "more_than 35 36-."}, {"más de mil", "more_than 1000 1001-."},
			{"casi 5.000 personas", "nearly 5000 .-4999"}, {"unos 300 vecinos", "approx 300 .-."}, {"alrededor de cuarenta", "approx 40 .-."}, {"hasta 60 muertos", "up_to 60 .-60"}, {"menos de diez", "fewer_than 10 .-9"},
			{"entre 12 y 15 heridos", "range . 12-15"}, {"de 12 a 15 heridos", "range . 12-15"}, {"entre cinco y siete mil", "range . 5000-7000"},
			{"decenas de heridos", "dozens . 20-99"}, {"cientos de casas", "hundreds . 200-999"}, {"decenas de miles de vecinos", "tens_of_thousands . 20000-99999"}, {"varias personas", "several . 3-9"},
			{"dos mil quinientos", "exact 2500 2500-2500"}, {"1,5 millones de personas", "exact 1500000 1500000-1500000"}, {"ciento veinte", "exact 120 120-120"}, {"12 o más", "at_least 12 12-."}, {"dos docenas de casas", "exact 24 24-24"},
			{"La calle estaba tranquila", ""}, {"mil millones de habitantes", "exact 1000000000 1000000000-1000000000"}, {"mil millones de billones", ""}, {"10^30", ""},
		},
	} {
		for _, c := range cases {
			if got := numbersIn(l, c[0]); got != c[1] {
				t.Errorf("%s %q: %q, want %q", l, c[0], got, c[1])
			}
		}
	}
}

func datesIn(l, text string, a Anchor) []Mention {
	w := For(l)
	return w.Dates(w.Tokenize(text, nil), a)
}

func TestDatesAreReadInEveryLanguage(t *testing.T) {
	for l, cases := range map[string][][2]string{ // the report's day is Wednesday, 12 May 2021
		"en": {
			{"Overnight into 10 May it rained.", "2021-05-09..2021-05-10"}, {"It rained overnight into Friday.", "2021-05-06..2021-05-07"}, {"They left in the night to May 3.", "2021-05-02..2021-05-03"},
			{"In early April it rained.", "2021-04-01..2021-04-10"}, {"It rained in late April 2020.", "2020-04-20..2020-04-30"}, {"By mid-April they had left.", "2021-04-10..2021-04-20"}, {"At the beginning of May it was dry.", "2021-05-01..2021-05-10"},
			{"In the last 24 hours it rained.", "2021-05-11..2021-05-12"}, {"It rained between 3 and 5 May.", "2021-05-03..2021-05-05"}, {"From 3 to 5 May it rained.", "2021-05-03..2021-05-05"}, {"In the first two days of May it rained.", "2021-05-01..2021-05-02"},
			{"They came early.", ""}, {"He worked late on the house.", ""},
		},
		"uk": {
			{"14 березня 2022 року йшов дощ.", "2022-03-14..2022-03-14"}, {"Дощ ішов 14 березня.", "2021-03-14..2021-03-14"}, {"Це було 14.03.2022 зранку.", "2022-03-14..2022-03-14"}, {"Станом на 14.03.21 тихо.", "2021-03-14..2021-03-14"},
			{"У п'ятницю йшов дощ.", "2021-05-07..2021-05-07"}, {"Минулої суботи було сухо.", "2021-05-08..2021-05-08"}, {"В понеділок, 10 травня, вони пішли.", "2021-05-10..2021-05-10"},
			{"Минулого тижня йшов дощ.", "2021-05-03..2021-05-09"}, {"Вчора йшов дощ.", "2021-05-11..2021-05-11"}, {"Сьогодні сухо.", "2021-05-12..2021-05-12"}, {"За минулу добу дощу не було.", "2021-05-11..2021-05-12"},
			{"В ніч на 10 травня йшов дощ.", "2021-05-09..2021-05-10"}, {"Уночі проти 3 травня було тихо.", "2021-05-02..2021-05-03"}, {"У ніч з 8 на 9 травня йшов дощ.", "2021-05-08..2021-05-09"},
			{"На початку квітня йшов дощ.", "2021-04-01..2021-04-10"}, {"Наприкінці квітня 2020 року було сухо.", "2020-04-20..2020-04-30"}, {"У середині квітня було сухо.", "2021-04-10..2021-04-20"},
			{"З 24 лютого йде дощ.", "2021-02-24..2021-02-24"}, {"Два дні тому йшов дощ.", "2021-05-10..2021-05-10"}, {"Три тижні тому було сухо.", "2021-04-18..2021-04-24"}, {"У березні 2020 року було сухо.", "2020-03-01..2020-03-31"}, {"З 3 по 5 травня йшов дощ.", "2021-05-03..2021-05-05"},
			{"15-го квітня йшов дощ.", "2021-04-15..2021-04-15"}, {"Лютий голод скінчився.", ""}, {"31 лютого не буває.", ".."}, {"У березні 12 осіб пішли.", "2021-03-01..2021-03-31"},
		},
		"ru": {
			{"14 марта 2022 года шёл дождь.", "2022-03-14..2022-03-14"}, {"Дождь шёл 14 марта.", "2021-03-14..2021-03-14"}, {"Это было 14.03.2022 утром.", "2022-03-14..2022-03-14"}, {"14-го марта 2022 г. шёл дождь.", "2022-03-14..2022-03-14"},
			{"В пятницу шёл дождь.", "2021-05-07..2021-05-07"}, {"В среду, 5 мая, было сухо.", "2021-05-05..2021-05-05"}, {"К понедельнику стихло.", "2021-05-10..2021-05-10"},
			{"На прошлой неделе шёл дождь.", "2021-05-03..2021-05-09"}, {"Вчера шёл дождь.", "2021-05-11..2021-05-11"}, {"Две недели назад было сухо.", "2021-04-25..2021-05-01"}, {"За минувшие сутки дождя не было.", "2021-05-11..2021-05-12"},
			{"В ночь на 10 мая шёл дождь.", "2021-05-09..2021-05-10"}, {"В начале апреля было сухо.", "2021-04-01..2021-04-10"}, {"С 24 февраля идёт дождь.", "2021-02-24..2021-02-24"}, {"С 3 по 5 мая шёл дождь.", "2021-05-03..2021-05-05"},
			{"Окружающая среда чиста.", ""}, {"31 февраля не бывает.", ".."},
		},
		"ar": {
			{"هطل المطر في ١٤ مارس ٢٠٢٢", "2022-03-14..2022-03-14"}, {"في 14 آذار هطل المطر", "2021-03-14..2021-03-14"}, {"في 14 مارس/آذار 2022", "2022-03-14..2022-03-14"}, {"بتاريخ 14/3/2022", "2022-03-14..2022-03-14"}, {"١٤-٣-٢٠٢٢", "2022-03-14..2022-03-14"},
			{"يوم الجمعة هطل المطر", "2021-05-07..2021-05-07"}, {"هطل المطر الاثنين", "2021-05-10..2021-05-10"}, {"السبت الماضي كان جافا", "2021-05-08..2021-05-08"},
			{"أمس هطل المطر", "2021-05-11..2021-05-11"}, {"هطل المطر أول أمس", "2021-05-10..2021-05-10"}, {"الأسبوع الماضي هطل المطر", "2021-05-03..2021-05-09"}, {"قبل يومين هطل المطر", "2021-05-10..2021-05-10"}, {"قبل ثلاثة أيام", "2021-05-09..2021-05-09"},
			{"منذ 24 شباط", "2021-02-24..2021-02-24"}, {"في مطلع نيسان", "2021-04-01..2021-04-10"}, {"في أواخر أبريل 2020", "2020-04-20..2020-04-30"}, {"الأول من أيار", "2021-05-01..2021-05-01"},
			{"ذهب إلى السوق", ""}, {"31 شباط", ".."},
		},
		"es": {
			{"El 14 de marzo de 2022 llovió.", "2022-03-14..2022-03-14"}, {"Llovió el 14 de marzo.", "2021-03-14..2021-03-14"}, {"Fue el 14/03/2022 por la tarde.", "2022-03-14..2022-03-14"}, {"El 1º de mayo llovió.", "2021-05-01..2021-05-01"}, {"El primero de mayo llovió.", "2021-05-01..2021-05-01"},
			{"El viernes llovió.", "2021-05-07..2021-05-07"}, {"Llovió el lunes, 10 de mayo.", "2021-05-10..2021-05-10"}, {"El sábado pasado llovió.", "2021-05-08..2021-05-08"},
			{"Ayer llovió.", "2021-05-11..2021-05-11"}, {"La semana pasada llovió.", "2021-05-03..2021-05-09"}, {"Hace dos días llovió.", "2021-05-10..2021-05-10"}, {"Llovió hace una semana.", "2021-05-02..2021-05-08"},
			{"Desde el 24 de febrero llueve.", "2021-02-24..2021-02-24"}, {"A principios de abril llovió.", "2021-04-01..2021-04-10"}, {"Del 3 al 5 de mayo llovió.", "2021-05-03..2021-05-05"}, {"A finales de abril de 2020 llovió.", "2020-04-20..2020-04-30"}, {"En marzo de 2020 llovió.", "2020-03-01..2020-03-31"},
			{"El señor Domingo cantó.", ""}, {"El 31 de febrero no existe.", ".."},
		},
	} {
		for _, c := range cases {
			var got []string
			for _, m := range datesIn(l, c[0], at("2021-05-12")) {
				got = append(got, m.Min.String()+".."+m.Max.String())
				if !m.IsZero() && m.Basis == "" {
					t.Errorf("%s %q: no basis", l, c[0])
				}
			}
			if strings.Join(got, " ") != c[1] {
				t.Errorf("%s %q: %q, want %q", l, c[0], got, c[1])
			}
		}
	}
}

func TestAWeekdayThatContradictsItsDateIsNamedInTheBasis(t *testing.T) {
	for l, text := range map[string]string{"en": "on Friday, May 3, 2021", "uk": "у п'ятницю, 3 травня 2021 року", "ru": "в пятницу, 3 мая 2021 года", "ar": "الجمعة 3 مايو 2021", "es": "el viernes 3 de mayo de 2021"} {
		got := datesIn(l, text, Anchor{})
		if len(got) != 1 || !strings.Contains(got[0].Basis, "the weekday written is another") {
			t.Errorf("%s: %+v", l, got)
		}
	}
}

func TestWithoutTheReportsDayNoLanguageSettlesToday(t *testing.T) {
	for l, text := range map[string]string{"en": "today and yesterday, in early April", "uk": "сьогодні, вчора, у п'ятницю, минулого тижня, на початку квітня", "ru": "сегодня, вчера, в пятницу, на прошлой неделе",
		"ar": "اليوم، أمس، يوم الجمعة، الأسبوع الماضي", "es": "hoy, ayer, el viernes, la semana pasada, hace dos días"} {
		got := datesIn(l, text, Anchor{})
		if len(got) < 3 {
			t.Errorf("%s: %d dates", l, len(got))
		}
		for _, m := range got {
			if !m.IsZero() {
				t.Errorf("%s: %s..%s", l, m.Min, m.Max)
			}
		}
	}
}

func TestTheFirstDaysAreCountedFromTheBeginningTheTextTells(t *testing.T) {
	for l, text := range map[string]string{"en": "The war began on February 24. In the first two days it rained.", "uk": "З 24 лютого триває війна. За перші два дні було тихо.", "ru": "С 24 февраля идёт война. В первые два дня было тихо.", "es": "Desde el 24 de febrero hay guerra. En los dos primeros días llovió."} {
		got := datesIn(l, text, at("2022-03-20"))
		if len(got) != 2 || got[1].Min.String() != "2022-02-24" || got[1].Max.String() != "2022-02-25" {
			t.Errorf("%s: %+v", l, got)
		}
	}
	for _, m := range datesIn("en", "In the first two days it rained.", at("2022-03-20")) {
		if !m.IsZero() {
			t.Errorf("counted from nothing: %+v", m)
		}
	}
}

func TestWhatStandsBeforeADateIsKnownByItsGloss(t *testing.T) {
	for _, c := range [][3]string{
		{"uk", "з 24 лютого", "since"}, {"uk", "до 24 лютого", "until"}, {"uk", "станом на 24 лютого", "as-of"}, {"uk", "лист, датований 24 лютого", "dated"},
		{"ru", "с 24 февраля", "since"}, {"ru", "по состоянию на 24 февраля", "as-of"}, {"ru", "к 24 февраля", "by"}, {"ar", "منذ 24 شباط", "since"}, {"ar", "حتى 24 شباط", "until"}, {"ar", "بحلول 24 شباط", "by"},
		{"es", "desde el 24 de febrero", "since"}, {"es", "hasta el 24 de febrero", "until"}, {"es", "fechada el 24 de febrero", "dated"}, {"en", "since the invasion began on February 24", "since"},
	} {
		got := datesIn(c[0], c[1], at("2021-05-12"))
		if len(got) != 1 || got[0].Prep != c[2] {
			t.Errorf("%s %q: %+v", c[0], c[1], got)
		}
	}
}

func TestASentenceEndsWhereAReaderOfItsLanguageWouldEndIt(t *testing.T) {
	for l, cases := range map[string]map[string]int{
		"uk": {
			"Це м. Київ, вул. Садова. Там тихо.": 2, "У 2022 р. було тихо. Потім почався дощ.": 2, "Тут хліб, вода і т.д. У місті тихо.": 2, "«Тихо!» — сказав він. Пішов дощ.": 2, "Прийшло 5 тис. осіб з обл. центру.": 1, "І. П. Котляр пішов.": 1,
		},
		"ru": {"Это г. Москва, ул. Садовая. Там тихо.": 2, "В 2022 г. было тихо. Потом пошёл дождь.": 2, "«Тихо!» — сказал он.": 1, "Пришло 5 тыс. человек. Они ушли.": 2},
		"ar": {"هطل المطر. خرج الناس.": 2, "هل هطل المطر؟ نعم.": 2, "قال د. سامي إن المطر هطل.": 1, "هطل المطر، وخرج أ. سامي؛ ثم عاد.": 1},
		"es": {"El Sr. López y la Dra. Ruiz salieron. Llovía.": 2, "¿Llueve? Sí.": 2, "Vive en EE.UU. desde 2001.": 1, "La Av. Central está vacía.": 1},
		"en": {"THE TOWN WAS QUIET. NOBODY CAME OUT.": 2},
	} {
		w := For(l)
		for text, want := range cases {
			if got := w.Sentences(w.Tokenize(text, nil), text); len(got) != want {
				t.Errorf("%s %q: %d sentences, want %d", l, text, len(got), want)
			}
		}
	}
}

func TestFormsOfOneWordFoldToOne(t *testing.T) {
	for _, forms := range [][]string{
		{"п'ять", "п’ять", "пʼять", "П`ЯТЬ"}, {"область", "oблaсть", "о\u0301бласть", "об\u200bласть", "об\u00adласть", "ОБЛАСТЬ"}, {"їжак", "і\u0308жак"}, {"еще", "ещё", "Ещё"}, {"Київ", "Киї\u200fв"},
		{"مدرسة", "مدرسه", "مَدْرَسَة", "مـدرسـة"}, {"أحمد", "احمد", "إحمد"}, {"مستشفى", "مستشفي"}, {"سلام", "ﺳﻼﻡ", "ﺳﻠﺎﻡ"}, {"محمد", "ﻣﺤﻤﺪ", "ﺪﻤﺤﻣ"}, {"café", "cafe\u0301", "CAFÉ"}, {"office", "oﬃce"},
	} {
		for _, f := range forms {
			tokens := Tokenize(f)
			if len(tokens) != 1 || tokens[0].Lower != Tokenize(forms[0])[0].Lower {
				t.Errorf("%q is %+v, and %q is %q", f, tokens, forms[0], Tokenize(forms[0])[0].Lower)
			}
		}
	}
	for _, text := range []string{"VIP-особа", "iPhone"} {
		if got := Tokenize(text)[0].Lower; got != strings.ToLower(text) {
			t.Errorf("%q became %q", text, got)
		}
	}
}

func TestDigitsOfEveryScriptAreNumbers(t *testing.T) {
	for text, want := range map[string]string{"٢٠٢٢": "2022", "۲۰۲۲": "2022", "١٬٢٣٤٫٥": "1,234.5", "12": "12"} {
		got := Tokenize(text)
		if len(got) != 1 || got[0].Kind != Number || got[0].Lower != want {
			t.Errorf("%q: %+v", text, got)
		}
	}
}

func TestAnUnknownWordIsNotTakenForAnEnglishOne(t *testing.T) {
	for l, text := range map[string]string{"es": "has me can red", "uk": "has кіт me", "ru": "кот of стул", "ar": "قلم of دفتر"} {
		for _, tk := range For(l).Tokenize(text, nil) {
			if tk.Gloss != "_" {
				t.Errorf("%s: %q is known as %q", l, tk.Lower, tk.Gloss)
			}
		}
	}
	for _, tk := range English().Tokenize("It rained since May", nil) {
		if tk.Gloss != tk.Lower {
			t.Errorf("%q is known as %q", tk.Lower, tk.Gloss)
		}
	}
}

func TestAnArabicPrefixIsCutOffWhereTheRestIsKnown(t *testing.T) {
	known := func(s string) bool {
		return s == "مدينه" || s == "مستشفي" || s == "قصف" || s == "والد"
	}
	for text, want := range map[string]string{
		"وقصف": "و/and قصف/bombing", "للمدينة": "ل/to ل/the مدينة/city", "بالمستشفى": "ب/in ال/the مستشفى/_", "والمدينة": "و/and ال/the مدينة/city", "فقصف": "ف/so قصف/bombing",
		"والد": "والد/father", "وردة": "وردة/_", "بيت": "بيت/_", "و15": "و/and 15/15", "وَقَصف": "وَ/and قَصف/bombing",
	} {
		var got []string
		tokens := For("ar").Tokenize(text, known)
		end := 0
		for _, tk := range tokens {
			got = append(got, text[tk.Start:tk.End]+"/"+tk.Gloss)
			if int(tk.Start) != end || int(tk.Rune) != len([]rune(text[:tk.Start])) || int(tk.Runes) != len([]rune(text[tk.Start:tk.End])) {
				t.Errorf("%q: token %+v", text, tk)
			}
			end = int(tk.End)
		}
		if strings.Join(got, " ") != want {
			t.Errorf("%q: %q, want %q", text, got, want)
		}
	}
}

func TestADualNounSaysTwo(t *testing.T) {
	known := func(s string) bool { return s == "شخص" || s == "طفله" }
	for form, want := range map[string]string{"شخصان": "شخص", "شخصين": "شخص", "طفلتان": "طفله", "طفلتين": "طفله", "انسان": "", "مدينتان": ""} {
		if got, ok := For("ar").Dual(form, known); got != want || ok != (want != "") {
			t.Errorf("%q: %q", form, got)
		}
	}
	if _, ok := English().Dual("شخصان", known); ok {
		t.Error("English has no dual")
	}
}

func TestALanguageThatOnlyResemblesOneIsLeftOpen(t *testing.T) {
	for name, text := range map[string]string{
		"Belarusian": "Людзі выйшлі на вуліцу, каб убачыць, што адбылося, і ўсе гаварылі пра гэта.", "Bulgarian": "Хората излязоха на улицата, за да видят какво се е случило, и казаха, че това е лошо.",
		"Serbian": "Људи су изашли на улицу да виде шта се десило, и рекли су да је то лоше.", "Portuguese": "As pessoas saíram à rua para ver o que não foi uma coisa boa em toda a cidade.",
		"Italian": "Le persone sono uscite per la strada per vedere che cosa è successo nel centro della città.", "Persian": "مردم به خیابان آمدند تا ببینند چه شده است و گفتند که پنج نفر گم شده‌اند و چیزی پیدا نشد",
	} {
		if got := Detect(Tokenize(text)); got != "" {
			t.Errorf("%s was taken for %q", name, got)
		}
	}
}

func TestAParagraphHasItsOwnLanguage(t *testing.T) {
	for _, c := range [][3]string{
		{"uk", "The people of the town said that it was quiet.", "en"}, {"uk", "Тиша.", "uk"}, {"uk", "Reuters", ""}, {"en", "Город был тихим, и люди вышли на улицу.", "ru"}, {"ar", "خبر", "ar"}, {"en", "2022", "en"},
	} {
		if got := DetectBlock(Tokenize(c[1]), c[0]); got != c[2] {
			t.Errorf("%q in a text in %q: %q, want %q", c[1], c[0], got, c[2])
		}
	}
}

func TestALanguageWithoutWordsFindsNothing(t *testing.T) {
	w := For("fr")
	if w != nil {
		t.Fatal("there are words of French")
	}
	tokens := w.Tokenize("le 14 mars 2022, douze personnes.", nil)
	if len(w.Dates(tokens, at("2022-03-20"))) != 0 || w.Begins(&tokens[0]) || w.IsDateWord(tokens, 2) || w.Has("le") || w.Language() != "" || len(w.Sentences(tokens, "le 14 mars 2022, douze personnes.")) != 1 {
		t.Error("something was found without words")
	}
	if _, _, ok := w.Number(tokens, 1); ok {
		t.Error("a number was read without words")
	}
}

func TestARowOfMarksIsOneToken(t *testing.T) {
	for text, want := range map[string]int{strings.Repeat(".,", 1<<10): 1, strings.Repeat("«»", 100): 1, "“...?!”": 7, strings.Repeat("=-", 15): 30} {
		if got := Tokenize(text); len(got) != want {
			t.Errorf("%.20q: %d tokens, want %d", text, len(got), want)
		}
	}
}
