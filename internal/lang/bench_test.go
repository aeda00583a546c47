package lang

import (
	"strings"
	"testing"
)

// newsOf are paragraphs as reports have them, in each language.
var newsOf = map[string]string{
	"en": "At least 12 people were killed and more than 30 wounded on Friday when a missile struck a market in the centre of the town, the regional governor said. " +
		"“We have been looking for survivors since the early morning,” he told reporters, adding that two of the dead were children. The ministry’s spokesman denied it a day later.\n\n",
	"uk": "Щонайменше 12 людей загинули, ще понад 30 дістали поранення у п'ятницю, коли ракета влучила в ринок у центрі міста, повідомив голова обласної адміністрації. " +
		"«Ми шукаємо тих, хто вижив, із самого ранку», — сказав він журналістам і додав, що двоє загиблих — діти. Речник міністерства 15 березня 2022 року це заперечив.\n\n",
	"ru": "Не менее 12 человек погибли, более 30 были ранены в пятницу, когда ракета попала в рынок в центре города, сообщил глава областной администрации. " +
		"«Мы ищем выживших с самого утра», — сказал он журналистам и добавил, что двое погибших — дети. Представитель министерства 15 марта 2022 года это отрицал.\n\n",
	"ar": "قتل ما لا يقل عن 12 شخصا وأصيب أكثر من 30 آخرين يوم الجمعة عندما سقط صاروخ على سوق في وسط المدينة، حسبما قال محافظ المنطقة. " +
		"«نبحث عن ناجين منذ الصباح»، كما قال للصحفيين، مضيفا أن اثنين من القتلى طفلان. ونفى المتحدث باسم الوزارة ذلك في 15 مارس 2022.\n\n",
	"es": "Al menos 12 personas murieron y más de 30 resultaron heridas el viernes cuando un misil cayó en un mercado del centro de la ciudad, informó el gobernador de la región. " +
		"«Buscamos supervivientes desde la mañana», dijo a los periodistas, y añadió que dos de los muertos eran niños. Un portavoz del ministerio lo negó el 15 de marzo de 2022.\n\n",
}

func BenchmarkRead(b *testing.B) {
	for _, l := range Languages() {
		text := strings.Repeat(newsOf[l], 256)
		w := For(l)
		b.Run(l, func(b *testing.B) {
			b.SetBytes(int64(len(text)))
			b.ReportAllocs()
			for b.Loop() {
				tokens := w.Tokenize(text, nil)
				w.Sentences(tokens, text)
				w.Dates(tokens, at("2022-03-20"))
			}
		})
	}
}

func BenchmarkTokenize(b *testing.B) {
	for _, l := range Languages() {
		text := strings.Repeat(newsOf[l], 256)
		b.Run(l, func(b *testing.B) {
			b.SetBytes(int64(len(text)))
			b.ReportAllocs()
			for b.Loop() {
				Tokenize(text)
			}
		})
	}
}

// BenchmarkAdversarial reads texts that are built to cost much; bytes a second should not fall with their length.
func BenchmarkAdversarial(b *testing.B) {
	for name, unit := range map[string]string{
		"marks": ".,", "dots": "a.", "apart": "a . ", "hyphens": "a-", "apostrophes": "a'", "numbers": "1,", "twenty": "twenty ", "first": "the first ", "night": "overnight into ", "of": "as of ",
		"since": "since the ", "million": "million ", "open": "“ ", "controls": "a\u200b", "accents": "a\u0301", "prefix": "وبال",
	} {
		for _, n := range []int{1 << 14, 1 << 20} {
			text := strings.Repeat(unit, n/len(unit))
			b.Run(name+"/"+map[bool]string{true: "16KB", false: "1MB"}[n < 1<<20], func(b *testing.B) {
				b.SetBytes(int64(len(text)))
				b.ReportAllocs()
				for b.Loop() {
					for _, w := range []*Words{English(), For("ar")} {
						tokens := w.Tokenize(text, nil)
						w.Sentences(tokens, text)
						w.Dates(tokens, at("2022-03-20"))
						for i := range tokens {
							w.Number(tokens, i)
						}
						Detect(tokens)
					}
				}
			})
		}
	}
}

func BenchmarkLoad(b *testing.B) {
	for _, l := range Languages() {
		b.Run(l, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				mustWords(l)
			}
		})
	}
}
