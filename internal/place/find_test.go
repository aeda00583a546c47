package place

import (
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

// tokens splits a sentence as a tokenizer would: words, and each mark of punctuation by itself.
func tokens(s string) []string {
	var b strings.Builder
	for _, r := range s {
		if strings.ContainsRune(",.;:!?()«»\"،؛", r) {
			b.WriteString(" " + string(r) + " ")
		} else {
			b.WriteRune(r)
		}
	}
	return strings.Fields(b.String())
}

// namesIn scans a sentence and returns the English names of what it finds, best known first of each.
func namesIn(s string) []string {
	words := tokens(s)
	var out []string
	for i := 0; i < len(words); {
		m, n := Default().Find(words, i)
		if n == 0 {
			i++
			continue
		}
		out = append(out, m.Candidates[0].Name)
		i += n
	}
	return out
}

func TestUkrainianFormsLeadToTheTown(t *testing.T) {
	for sentence, want := range map[string]string{
		"Удар стався у Маріуполі вранці.":           "Mariupol",
		"Жителі Харкова чули вибухи.":               "Kharkiv",
		"Колона рухалась до Києва.":                 "Kyiv",
		"Снаряд влучив у школу в Бучі.":             "Bucha",
		"Під Ізюмом горів ліс.":                     "Izium",
		"Мешканців Ірпеня вивезли.":                 "Irpin",
		"Уламки впали в Запоріжжі.":                 "Zaporizhzhia",
		"У Черкасах пошкоджено будинок.":            "Cherkasy",
		"Вокзал у Сумах зачинено.":                  "Sumy",
		"Лікарня в Кривому Розі працює.":            "Kryvyi Rih",
		"Поранених доправили до Кривого Рогу.":      "Kryvyi Rih",
		"Міст у Новій Каховці зруйновано.":          "Nova Kakhovka",
		"Біля Волновахи стріляли.":                  "Volnovakha",
		"У Волновасі немає води.":                   "Volnovakha",
		"Аварія сталась у Харківській області.":     "Kharkiv oblast",
		"На Донеччині поранено двох людей.":         "Donetsk oblast",
		"Обстріли Херсонщини тривають.":             "Kherson oblast",
		"Рятувальники Київщини працюють.":           "Kyiv oblast",
		"У Бучанському районі знайшли уламки.":      "Bucha raion",
		"Пожежа у Слов’янську згасла.":              "Sloviansk",
		"Потяг прибув до Івано-Франківська вчасно.": "Ivano-Frankivsk",
		"У Чернівцях відкрили притулок.":            "Chernivtsi",
		"З Бахмута виїхали останні родини.":         "Bakhmut",
		"Вулиці Миколаєва порожні.":                 "Mykolaiv",
		"В Україні триває воєнний стан.":            "Ukraine",
		"У Сирії зруйновано лікарню.":               "Syria",
	} {
		if got := namesIn(sentence); !slices.Contains(got, want) {
			t.Errorf("%s: %v, not %s", sentence, got, want)
		}
	}
}

func TestRussianFormsLeadToTheTown(t *testing.T) {
	for sentence, want := range map[string]string{
		"Бои шли под Изюмом.":                "Izium",
		"Жители Харькова слышали взрывы.":    "Kharkiv",
		"Школу в Мариуполе восстановили.":    "Mariupol",
		"Из Горловки вывезли детей.":         "Horlivka",
		"Дом в Белой Церкви разрушен.":       "Bila Tserkva",
		"В Харьковской области ранены двое.": "Kharkiv oblast",
		"Под Киевом нашли снаряд.":           "Kyiv",
		"В Запорожье нет света.":             "Zaporizhzhia",
		"В Сумах закрыт вокзал.":             "Sumy",
		"Улицы Одессы пусты.":                "Odesa",
		"В Ирпене открыли мост.":             "Irpin",
		"Около Алеппо сбит самолёт.":         "Aleppo",
		"В Дамаске прошли переговоры.":       "Damascus",
		"Самолёты вылетели из России утром.": "Russia",
		"Беженцы покинули Идлиб.":            "Idlib",
	} {
		if got := namesIn(sentence); !slices.Contains(got, want) {
			t.Errorf("%s: %v, not %s", sentence, got, want)
		}
	}
}

func TestArabicParticlesAndArticlesAreSeenThrough(t *testing.T) {
	for sentence, want := range map[string]string{
		"قصف مدفعي على مدينة إدلب": "Idlib",
		"سقط جرحى بحلب فجر اليوم":  "Aleppo",
		"وصل النازحون الى الرقة":   "Raqqa",
		"انفجار في ريف حلب":        "Aleppo Governorate",
		"اشتباكات في محافظة درعا":  "Daraa Governorate",
		"غارة على بلدة سرمين":      "Sarmin",
		"وفي سراقب قتل رجل":        "Saraqib",
		"هجوم على مدينة الحسكة":    "Hasakah",
		"مظاهرة في بغداد":          "Baghdad",
		"أصيب طفل في غزة":          "Gaza City",
	} {
		if got := namesIn(sentence); !slices.Contains(got, want) {
			t.Errorf("%s: %v, not %s", sentence, got, want)
		}
	}
}

func TestLatinSpellingsOfArabicNamesLeadToOnePlace(t *testing.T) {
	g := Default()
	for _, row := range []string{
		"Idlib|Edlib|Idleb|إدلب", "Aleppo|Halab|حلب|Алеппо", "Saraqib|Saraqeb|Saraqueb|سراقب", "Homs|Hims|حمص",
		"Deir ez-Zor|Deir Ezzor|Dayr az Zawr|دير الزور", "Raqqa|Ar Raqqah|Al-Raqqa|الرقة", "Khan Shaykhun|Khan Sheikhoun|Khan Sheikhun|خان شيخون",
	} {
		names := strings.Split(row, "|")
		want := g.Lookup(names[0])
		if len(want) == 0 {
			t.Errorf("%q is not held", names[0])
			continue
		}
		for _, n := range names[1:] {
			if got := g.Lookup(n); len(got) == 0 || got[0].ID != want[0].ID {
				t.Errorf("%q does not lead to %s (%s) first: %v", n, want[0].Name, want[0].ID, got)
			}
		}
	}
}

func TestOrdinaryWordsAreNoPlaces(t *testing.T) {
	for _, sentence := range []string{
		"Same day. Was it so? Of course. In March and May. On Monday. He is out. As before.",
		"Mala suerte, dijo. La casa. El padre. Los niños. San José no.",
		"Мала дитина плакала. Нове поле. Перемога буде. Мир. Люди йшли. Після того. Вони бачили. Біля школи.",
		"Мир придёт. Новая школа. Победа. Люди шли. После этого. Они видели.",
		"The General said. President. Army. God knows. Minister.",
		"قال الشيخ في المدينة يوم السلام",
	} {
		for _, n := range namesIn(sentence) {
			if n != "San José" {
				t.Errorf("%s: took %s", sentence, n)
			}
		}
	}
	for _, w := range []string{"mala", "Mala", "Same", "Was", "Of", "In", "Мир", "Поле", "Jackson", "March", "Ill", "Mo"} {
		if got := Default().Lookup(w); len(got) != 0 {
			t.Errorf("%q alone leads to %s", w, got[0].ID)
		}
	}
}

func TestAnOrdinaryWordIsAPlaceWhereTheWordsBesideItSaySo(t *testing.T) {
	for sentence, want := range map[string]string{
		"A shop in Mobile, Alabama, burned.": "US.AL",
		"He came from Normal, Ill., alone.":  "US.IL",
		"Two men in Jackson, Miss., fled.":   "US.MS",
	} {
		words, found := tokens(sentence), false
		for i := range words {
			if m, n := Default().Find(words, i); n > 0 && len(m.Candidates) == 1 && Default().Within(m.Candidates[0].ID, want) && m.Words > m.Name {
				found = true
			}
		}
		if !found {
			t.Errorf("%s: nothing within %s", sentence, want)
		}
	}
}

func TestAContainerBehindTheNameSettlesIt(t *testing.T) {
	for sentence, want := range map[string][2]string{
		"Police in Chicago, Ill., said so.":            {"Chicago", "US.IL"},
		"A fire in Houston, TX":                        {"Houston", "US/texas"},
		"Shots in Cook County were heard.":             {"Cook County", "US.IL"},
		"It fell on Prince George's County, Maryland.": {"Prince George's County", "US.MD"},
		"A mine near San Miguel, El Salvador":          {"San Miguel", "SV"},
		"They met in Springfield, Missouri.":           {"Springfield", "US.MO"},
		"Люди в Зарічному (Сумська область) чекали.":   {"Zarichne", "UA"},
	} {
		words := tokens(sentence)
		var first Match
		for i := range words {
			if m, n := Default().Find(words, i); n > 0 {
				first = m
				break
			}
		}
		if len(first.Candidates) == 0 || first.Candidates[0].Name != want[0] || !Default().Within(first.Candidates[0].ID, want[1]) {
			t.Errorf("%s: %+v", sentence, first)
		}
	}
}

func TestALowerCaseWordIsNoName(t *testing.T) {
	for _, w := range []string{"kharkiv", "буча", "nice", ",", "", "12", "-"} {
		if m, n := Default().Find([]string{w, "x"}, 0); n > 0 {
			t.Errorf("%q: %v", w, m.Candidates)
		}
	}
	if _, n := Default().Find([]string{"Kyiv"}, 1); n != 0 {
		t.Error("found behind the end")
	}
	if _, n := Default().Find(nil, 0); n != 0 {
		t.Error("found in nothing")
	}
}

func TestTheLongestNameIsTaken(t *testing.T) {
	for words, want := range map[string]string{
		"New York City police": "New York", "Kharkiv oblast": "Kharkiv oblast", "San Salvador was": "San Salvador", "Gaza Strip": "Gaza Strip",
	} {
		m, n := Default().Find(strings.Fields(words), 0)
		if n == 0 || m.Candidates[0].Name != want {
			t.Errorf("%s: %d words, %v", words, n, m.Candidates)
		}
	}
}

func TestFindTakesOnlyWordsThatAreThere(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		pool := []string{"Kyiv", "New", "York", ",", "Ill", ".", "-", "Буча", "у", "حلب", "في", "San", "de", "", "’s", "(", ")", "Харківській", "області", "Cook", "County", "Al", "Bab"}
		words := rapid.SliceOfN(rapid.SampledFrom(pool), 0, 12).Draw(t, "words")
		for i := range words {
			m, n := Default().Find(words, i)
			if n < 0 || i+n > len(words) || n > 0 && (len(m.Candidates) == 0 || m.Name > m.Words || m.Words != n || m.Name < 1) {
				t.Fatalf("%q at %d: %d %+v", words, i, n, m)
			}
		}
	})
}

func TestAWordThatBeginsNoNameCostsNoMemory(t *testing.T) {
	words := strings.Fields("Yesterday Residents Qwertyuiop Офіцери Сталося زززززز")
	g := Default()
	if n := testing.AllocsPerRun(100, func() {
		for i := range words {
			g.Find(words, i)
		}
	}); n > 2 {
		t.Errorf("%v allocations for %d words", n, len(words))
	}
}

func FuzzFind(f *testing.F) {
	f.Add("Police in Chicago, Ill., said", 2)
	f.Add("у Кривому Розі", 1)
	f.Add("بحلب والرقة", 0)
	f.Fuzz(func(t *testing.T, s string, at int) {
		words := strings.Fields(s)
		if _, n := Default().Find(words, at); n < 0 || n > 0 && at+n > len(words) {
			t.Errorf("%d words of %d from %d", n, len(words), at)
		}
		Default().Lookup(s)
	})
}

func BenchmarkOpen(b *testing.B) {
	for b.Loop() {
		if _, err := openTable(embedded); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkLookup(b *testing.B) {
	g := Default()
	for name, s := range map[string]string{"exact": "Zaporizhzhia", "inflected": "Маріуполі", "arabic": "بحلب", "unknown": "Nowhereville"} {
		b.Run(name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				g.Lookup(s)
			}
		})
	}
}

func BenchmarkScan(b *testing.B) {
	g := Default()
	for name, s := range map[string]string{
		"english":   "Residents of two streets told our reporter that the shelling began before dawn and lasted until the school in Kharkiv was hit",
		"ukrainian": "Мешканці двох вулиць розповіли що обстріл почався до світанку і тривав доки не влучили у школу в Харкові",
		"arabic":    "قال سكان شارعين ان القصف بدأ قبل الفجر واستمر حتى اصيبت المدرسة في مدينة حلب",
	} {
		words := strings.Fields(s)
		b.Run(name, func(b *testing.B) {
			b.SetBytes(int64(len(s)))
			b.ReportAllocs()
			for b.Loop() {
				for i := range words {
					g.Find(words, i)
				}
			}
		})
	}
}
