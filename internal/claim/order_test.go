package claim

import (
	"strings"
	"testing"
)

// readIn reads a text in the language, dated Wednesday 12 May 2021.
func readIn(t testing.TB, language, text string) Result {
	t.Helper()
	res := shared(t).Read(Doc{Ref: "sha256-test", Report: "report.txt", Text: text, Lang: language, PublishedMin: "2021-05-12", PublishedMax: "2021-05-12", PublishedBasis: "sheet"})
	if res.Lang != language {
		t.Fatalf("%q is read as %s", text, res.Lang)
	}
	checkIntegrity(t, text, res)
	return res
}

func TestTheSpeakerMayStandBehindTheVerb(t *testing.T) {
	for _, c := range []struct{ language, text, speaker string }{
		{"uk", "Унаслідок обстрілу загинули п'ятеро жителів, ще дев'ять було поранено, повідомила обласна адміністрація.", "Regional Administration"},
		{"uk", "Двоє людей загинули у понеділок, сказав у вівторок міністр Дмитро Кулеба журналістам.", "Dmytro Kuleba"},
		{"uk", "У селі загинули троє дітей. Про це в середу повідомила прокуратура області.", "Regional Prosecutor's Office"},
		{"ru", "В результате обстрела погибли пять жителей, ещё девять были ранены, сообщила прокуратура.", "Prosecutor's Office"},
		{"ru", "Два человека погибли в понедельник, заявил во вторник министр Сергей Лавров.", "Sergei Lavrov"},
		{"ru", "В селе погибли трое детей. Об этом в среду сообщила мэрия.", "City Council"},
	} {
		got := only(readIn(t, c.language, c.text), Casualty)
		if len(got) == 0 || got[0].Speaker != c.speaker {
			t.Errorf("%q: want %s: %s", c.text, c.speaker, summary(readIn(t, c.language, c.text)))
		}
	}
	for _, c := range []struct{ language, text string }{
		{"uk", "Унаслідок обстрілу загинули п'ятеро жителів. Прокуратура працює щодня, крім неділі, у новому приміщенні міста."},
		{"ru", "В результате обстрела погибли пять жителей. Прокуратура работает ежедневно, кроме воскресенья, в новом здании города."},
	} {
		for _, g := range only(readIn(t, c.language, c.text), Casualty) {
			if g.Speaker != "" {
				t.Errorf("%q: %s said nothing", c.text, g.Speaker)
			}
		}
	}
}

func TestOnePersonNeedsNoNumber(t *testing.T) {
	for _, c := range []struct {
		language, text  string
		killed, injured int
	}{
		{"uk", "Учора в селі від удару дрона загинула жінка.", 1, -1},
		{"uk", "Солдати застрелили сусіда біля воріт, коли він ішов по воду.", 1, -1},
		{"uk", "Загинув чоловік, ще троє людей дістали поранення.", 1, 3},
		{"ru", "Вчера в селе от удара дрона погибла женщина.", 1, -1},
		{"ru", "Солдаты застрелили соседа у ворот, когда он шёл за водой.", 1, -1},
		{"ru", "Погиб мужчина, ещё три человека получили ранения.", 1, 3},
		{"uk", "Ніхто не загинув, люди були в укритті всю ніч.", -1, -1},
		{"ru", "Никто не погиб, люди были в укрытии всю ночь.", -1, -1},
		{"uk", "У місті загинуло двадцять людей за один день.", 20, -1},
		{"ru", "В городе погибло двадцать человек за один день.", 20, -1},
	} {
		got := only(readIn(t, c.language, c.text), Casualty)
		killed, injured := -1, -1
		for _, g := range got {
			killed, injured = max(killed, num(g.Killed)), max(injured, num(g.Injured))
		}
		if killed != c.killed || injured != c.injured {
			t.Errorf("%q: want %d and %d, have %d and %d", c.text, c.killed, c.injured, killed, injured)
		}
	}
}

func TestWhereOfIsAnEndingTheNumberFollowsTheNoun(t *testing.T) {
	for _, c := range []struct {
		language, text                    string
		killed, injured, combined, bodies int
	}{
		{"uk", "На околиці знайшли тіла 17 цивільних, повідомила поліція.", -1, -1, -1, 17},
		{"uk", "Рятувальники підтвердили загибель 8 осіб і поранення 29.", 8, 29, -1, -1},
		{"uk", "Місія ООН каже, що разом жертв серед цивільних уже 3105.", -1, -1, 3105, -1},
		{"ru", "На окраине нашли тела 17 гражданских, сообщила полиция.", -1, -1, -1, 17},
		{"ru", "Спасатели подтвердили гибель 8 человек и ранения 29.", 8, 29, -1, -1},
		{"ru", "К маю подтверждены 50 жертв, из них 20 убитых и 30 раненых.", 20, 30, 50, -1},
		{"uk", "На околиці знайшли 17 снарядів, повідомила поліція.", -1, -1, -1, -1},
		{"ru", "На окраине нашли 17 снарядов, сообщила полиция.", -1, -1, -1, -1},
	} {
		killed, injured, combined, bodies := -1, -1, -1, -1
		for _, g := range only(readIn(t, c.language, c.text), Casualty) {
			killed, injured, combined, bodies = max(killed, num(g.Killed)), max(injured, num(g.Injured)), max(combined, num(g.CombinedTotal)), max(bodies, num(g.BodiesFound))
		}
		if killed != c.killed && c.combined != 50 || injured != c.injured && c.combined != 50 || combined != c.combined || bodies != c.bodies {
			t.Errorf("%q: have %d killed, %d hurt, %d together, %d bodies", c.text, killed, injured, combined, bodies)
		}
	}
}

func TestWhatIsDoneAgainAndAgainIsAPattern(t *testing.T) {
	for _, c := range []struct {
		language, text string
		kind           Kind
	}{
		{"uk", "Мер каже, що російські військові щодня обстрілюють місто з артилерії.", Pattern},
		{"uk", "Росія раз за разом б'є по лікарнях, сказав міністр.", Pattern},
		{"uk", "За словами мера, російські військові систематично бомблять школи.", Pattern},
		{"ru", "Мэр говорит, что российские военные ежедневно обстреливают город из артиллерии.", Pattern},
		{"ru", "Россия раз за разом бьёт по больницам, сказал министр.", Pattern},
		{"ru", "По словам мэра, российские военные систематически бомбят школы.", Pattern},
		{"uk", "Мер каже, що російські військові вчора обстріляли лікарню з артилерії.", Attack},
		{"ru", "Мэр говорит, что российские военные вчера обстреляли больницу из артиллерии.", Attack},
	} {
		res := readIn(t, c.language, c.text)
		if len(res.Claims) != 1 || res.Claims[0].Kind != c.kind {
			t.Errorf("%q: want one %s: %s", c.text, c.kind, summary(res))
		}
	}
}

func TestAPostSpeaksForItsAuthor(t *testing.T) {
	for _, c := range []struct{ language, text, speaker string }{
		{"uk", "Віталій Кличко: Сьогодні вранці ракета влучила в лікарню. Двоє людей загинули.", "Vitali Klitschko"},
		{"uk", "Олег Синєгубов, Telegram, 12 травня\nВночі дрони вдарили по школі. Троє жителів дістали поранення.", "Oleh Syniehubov"},
		{"uk", "Брифінг Ірини Венедіктової. У місті знайшли тіла 12 цивільних.", "Iryna Venediktova"},
		{"ru", "Вячеслав Гладков: Сегодня утром снаряд попал в школу. Два человека погибли.", "Vyacheslav Gladkov"},
		{"ru", "Виталий Кличко, Telegram, 12 мая\nНочью дроны ударили по школе. Трое жителей получили ранения.", "Vitali Klitschko"},
		{"ru", "Брифинг МВД Украины. В городе найдены тела 12 гражданских.", "Ukrainian Interior Ministry"},
		{"en", "Vitali Klitschko: This morning a missile hit a hospital in Sumy. Two people were killed.", "Vitali Klitschko"},
		{"en", "Vitali Klitschko, Telegram, 12 May\nDrones hit a school in Sumy. Three residents were wounded.", ""},
		{"uk", "Війна, день сьомий: ракета влучила в лікарню. Двоє людей загинули.", ""},
		{"ru", "Война, день седьмой: снаряд попал в школу. Два человека погибли.", ""},
	} {
		got := only(readIn(t, c.language, c.text), Casualty)
		if len(got) == 0 || c.speaker != "" && got[0].Speaker != c.speaker || c.speaker == "" && strings.Contains(got[0].Speaker, " ") && c.language != "en" {
			t.Errorf("%q: want %q: %s", c.text, c.speaker, summary(readIn(t, c.language, c.text)))
		}
	}
}

func TestADenialIsToldFromWhatIsDenied(t *testing.T) {
	for _, c := range []struct {
		language, text string
		want           bool
	}{
		{"uk", "«Ми рішуче відкидаємо всі ці звинувачення», — сказав Дмитро Пєсков.", true},
		{"uk", "Марія Захарова назвала ці кадри фейком.", true},
		{"uk", "У Кремлі кажуть, що російських військових у місті не було.", true},
		{"ru", "«Мы решительно отвергаем все эти обвинения», — сказал Дмитрий Песков.", true},
		{"ru", "Мария Захарова назвала эти кадры фейком.", true},
		{"ru", "В Кремле говорят, что российских военных в городе не было.", true},
		{"uk", "Дмитро Кулеба назвав цей удар воєнним злочином.", false},
		{"ru", "Дмитрий Кулеба назвал этот удар военным преступлением.", false},
	} {
		if got := only(readIn(t, c.language, c.text), Denial); (len(got) == 1) != c.want {
			t.Errorf("%q: want a denial %v: %s", c.text, c.want, summary(readIn(t, c.language, c.text)))
		}
	}
}

func TestCapitalsThroughoutAreNoNames(t *testing.T) {
	for _, c := range []struct{ language, text, speaker string }{
		{"uk", "ЗАГИНУЛИ ЩОНАЙМЕНШЕ 20 ЛЮДЕЙ, СЕРЕД НИХ ТРОЄ ДІТЕЙ, ПОВІДОМИЛА ДСНС УВЕЧЕРІ.", "State Emergency Service"},
		{"ru", "ПОГИБЛИ НЕ МЕНЕЕ 20 ЧЕЛОВЕК, СРЕДИ НИХ ТРОЕ ДЕТЕЙ, СООБЩИЛА ПРОКУРАТУРА ВЕЧЕРОМ.", "Prosecutor's Office"},
	} {
		got := only(readIn(t, c.language, c.text), Casualty)
		if len(got) != 1 || got[0].Speaker != c.speaker || num(got[0].Killed) != 20 {
			t.Errorf("%q: %s", c.text, summary(readIn(t, c.language, c.text)))
		}
	}
}

func TestANameBehindAccordingToStandsByItself(t *testing.T) {
	for _, c := range []struct{ language, text, speaker string }{
		{"uk", "За словами мера Петра Василенка, унаслідок обстрілу загинули п'ятеро людей.", "Петро Василенко"},
		{"uk", "За словами речниці Олени Гнатівської, унаслідок обстрілу загинули п'ятеро людей.", "Олена Гнатівська"},
		{"ru", "По словам мэра Ивана Васильцова, в результате обстрела погибли пять человек.", "Иван Васильцов"},
		{"ru", "По словам губернатора Сергея Зареченского, в результате обстрела погибли пять человек.", "Сергей Зареченский"},
		{"ru", "Мэр Иван Васильцова не видел, в результате обстрела погибли пять человек.", ""},
	} {
		got := only(readIn(t, c.language, c.text), Casualty)
		if len(got) != 1 || got[0].Speaker != c.speaker {
			t.Errorf("%q: want %q: %s", c.text, c.speaker, summary(readIn(t, c.language, c.text)))
		}
	}
}

func TestWhatStruckAndWhomItHarmedAreTwo(t *testing.T) {
	for _, c := range []struct {
		language, text  string
		attacks, harmed int
	}{
		{"uk", "Ракета влучила в школу, загинули троє людей.", 1, 1},
		{"uk", "Дрони вдарили по лікарні, п'ятеро пацієнтів поранені.", 1, 1},
		{"uk", "П'ятеро людей, серед них двоє дітей, загинули в місті.", 0, 1},
		{"ru", "Снаряд попал в школу, погибли три человека.", 1, 1},
		{"ru", "Дроны ударили по больнице, пять пациентов ранены.", 1, 1},
		{"ru", "Пять человек, включая двоих детей, погибли в городе.", 0, 1},
		{"uk", "Через обстріл школи, загинули троє людей.", 0, 1},
		{"ru", "После обстрела школы, погибли три человека.", 0, 1},
	} {
		res := readIn(t, c.language, c.text)
		if len(only(res, Attack)) != c.attacks || len(only(res, Casualty)) != c.harmed {
			t.Errorf("%q: %s", c.text, summary(res))
		}
	}
}
