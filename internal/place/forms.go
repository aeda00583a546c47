package place

import (
	"strings"
	"unicode/utf8"
)

// How a name was found.
const (
	HowExact     = "exact"     // as the table has it, after folding
	HowInflected = "inflected" // a Ukrainian or Russian form led back to the name in the nominative
	HowPrefix    = "prefix"    // an Arabic particle or article taken off or put on
	HowSpelling  = "spelling"  // a Latin spelling of an Arabic name that sounds like one the table has
)

// ending is one class of inflected forms in folded letters (й is и, ї is і, ё is е): words ending so may be forms of a
// name ending in one of the others.
type ending struct {
	form string
	base string // endings of the nominative, separated by spaces; - is none
}

// endings of Ukrainian and Russian names. Both languages are in one list: what does not exist in the table is not found.
// They apply to the last letters of a word, all that fit, so that one class need not know of another.
var endings = [...]ending{
	// towns that are nouns: Харкова, Полтави, Маріуполі, Винницей, Запоріжжям
	{"а", "- о"}, {"у", "- о а"}, {"ю", "ь я и е"}, {"і", "- о а я ь"}, {"е", "- о а ь я"}, {"и", "а я ь"}, {"ы", "а"}, {"я", "ь и е"},
	{"ом", "- о"}, {"ем", "- ь е о"}, {"єм", "и"}, {"ям", "я і ы и"}, {"ою", "а"}, {"ею", "а я"}, {"єю", "я"}, {"ои", "а"}, {"еи", "а я"},
	{"ові", "- о"}, {"еві", "- ь"}, {"ью", "ь ье"}, {"ьем", "ье"}, {"ья", "ье"}, {"ьє", "ья"},
	{"ці", "ка"}, {"зі", "га г"}, {"сі", "ха"}, {"ца", "ец"}, {"цу", "ец"}, {"цом", "ец"}, {"це", "ец"}, {"ця", "ець"}, {"цю", "ець"}, {"цем", "ець"}, {"ці", "ець"},
	{"ка", "ок"}, {"ку", "ок"}, {"ке", "ок"}, {"ком", "ок"}, {"кви", "ковь"}, {"рла", "рел"}, {"рле", "рел"},
	// plurals: Сумах, Черкасами, Чернівців
	{"ах", "и ы і а"}, {"ях", "і и ы"}, {"ам", "и ы"}, {"ами", "и ы"}, {"ями", "і и"}, {"ів", "і и"}, {"", "и ы"}, {"ов", "ы"}, {"ев", "ы"},
	// towns that are adjectives, and adjectives before nouns: Рівного, Нової, Білій, Белую, Кривом
	{"ого", "ии е ыи ое ои"}, {"его", "ее ии"}, {"ому", "ии е ыи ое ои"}, {"ему", "ее ии"}, {"им", "ии е ое"}, {"ым", "ыи ое"}, {"ім", "ии е"},
	{"ом", "ыи ое ои ии"}, {"ем", "ее ии"}, {"оі", "а"}, {"іи", "а"}, {"ую", "ая"}, {"ои", "ая"}, {"еи", "яя"}, {"юю", "яя"}, {"ьоі", "я"},
	{"их", "и і ии"}, {"ых", "ые"}, {"ими", "і"}, {"ыми", "ые"},
}

// form is one possible base of a word, put together in place so that looking costs no memory.
type form struct {
	b   [96]byte
	n   int
	how string
}

// forms collects the possible bases of a word; the first is the word itself.
type forms struct {
	list [40]form
	n    int
}

func (f *forms) add(how string, parts ...string) {
	if f.n == len(f.list) {
		return
	}
	to := &f.list[f.n]
	to.n, to.how = 0, how
	for _, p := range parts {
		if to.n+len(p) > len(to.b) {
			return
		}
		to.n += copy(to.b[to.n:], p)
	}
	f.n++
}

// of fills f with what word, folded, may be a form of.
func (f *forms) of(b []byte) {
	word := string(b) // short, and on the stack
	f.n = 0
	f.add(HowExact, word)
	r, _ := utf8.DecodeRuneInString(word)
	switch {
	case 0x400 <= r && r < 0x530:
		f.inflected(word)
	case 0x600 <= r && r < 0x700:
		f.arabic(word)
	}
}

// shortest word that is taken apart, in letters.
const shortest = 3

func (f *forms) inflected(word string) {
	if utf8.RuneCountInString(word) < shortest {
		return
	}
	for i := range endings {
		e := &endings[i]
		stem, ok := strings.CutSuffix(word, e.form)
		if !ok || len(stem) < 4 { // two letters
			continue
		}
		for base := range strings.SplitSeq(e.base, " ") {
			if base == "-" {
				base = ""
			}
			f.add(HowInflected, stem, base)
			if base == "" || base == "ь" || base == "г" {
				f.closed(stem, base)
			}
		}
	}
}

// closed adds the base whose last syllable closes when the ending goes: Харкова, Харків; Ірпеня, Ірпінь; Рогу, Ріг.
func (f *forms) closed(stem, base string) {
	i := strings.LastIndexAny(stem, "оеєаиіуюяы")
	if i < 0 || len(stem)-i > 6 {
		return
	}
	r, size := utf8.DecodeRuneInString(stem[i:])
	if r == 'о' || r == 'е' || r == 'є' {
		f.add(HowInflected, stem[:i], "і", stem[i+size:], base)
	}
}

// arabic takes particles off (و ف ب ل ك) and the article off or puts it on: "بحلب", "والرقة", "للباب".
func (f *forms) arabic(word string) {
	f.article(word, HowPrefix)
	rest := word
	for _, p := range [...]string{"و", "ف", ""} {
		after, ok := strings.CutPrefix(rest, p)
		if !ok || p != "" && utf8.RuneCountInString(after) < shortest {
			continue
		}
		if p != "" {
			f.add(HowPrefix, after)
			f.article(after, HowPrefix)
		}
		for _, q := range [...]string{"ب", "ل", "ك"} {
			bare, ok := strings.CutPrefix(after, q)
			if !ok || utf8.RuneCountInString(bare) < shortest {
				continue
			}
			f.add(HowPrefix, bare)
			f.article(bare, HowPrefix)
			if x, ok := strings.CutPrefix(bare, "ل"); ok && q == "ل" && utf8.RuneCountInString(x) >= shortest {
				f.add(HowPrefix, "ال", x)
				f.add(HowPrefix, x)
			}
		}
	}
}

func (f *forms) article(word, how string) {
	if bare, ok := strings.CutPrefix(word, "ال"); ok {
		if utf8.RuneCountInString(bare) >= shortest {
			f.add(how, bare)
		}
		return
	}
	f.add(how, "ال", word)
}

// trimmedPossessive is a token without 's behind it, which folding would grow into the name.
func trimmedPossessive(token string) string {
	for _, s := range [...]string{"'s", "’s", "ʼs", "'S", "’S"} {
		if t, ok := strings.CutSuffix(token, s); ok {
			return t
		}
	}
	return token
}
