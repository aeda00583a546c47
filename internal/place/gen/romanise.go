package main

import "strings"

// The rules by which Ukrainian names are written in news: the national romanisation of 2010, the older habits of English
// agencies, and the Russian form, in Cyrillic and in Latin letters. A spelling that nobody uses costs a few bytes;
// one that is missing costs a place.

type letters struct {
	plain  map[rune]string
	start  map[rune]string // at the beginning of a word
	digraf map[string]string
}

var national2010 = letters{
	plain: map[rune]string{
		'а': "a", 'б': "b", 'в': "v", 'г': "h", 'ґ': "g", 'д': "d", 'е': "e", 'є': "ie", 'ж': "zh", 'з': "z", 'и': "y",
		'і': "i", 'ї': "i", 'й': "i", 'к': "k", 'л': "l", 'м': "m", 'н': "n", 'о': "o", 'п': "p", 'р': "r", 'с': "s",
		'т': "t", 'у': "u", 'ф': "f", 'х': "kh", 'ц': "ts", 'ч': "ch", 'ш': "sh", 'щ': "shch", 'ь': "", 'ю': "iu", 'я': "ia",
		'ы': "y", 'э': "e", 'ё': "io", 'ъ': "",
	},
	start:  map[rune]string{'є': "ye", 'ї': "yi", 'й': "y", 'ю': "yu", 'я': "ya"},
	digraf: map[string]string{"зг": "zgh"},
}

// agencies is the habit of English-language agencies before 2010 and after: y before every soft vowel.
var agencies = letters{
	plain: with(national2010.plain, map[rune]string{'є': "ye", 'ї': "yi", 'й': "y", 'ю': "yu", 'я': "ya"}),
}

// mixed is agencies with the й of 2010, which many desks write.
var mixed = letters{
	plain: with(agencies.plain, map[rune]string{'й': "i"}),
}

var russian = letters{
	plain: with(national2010.plain, map[rune]string{
		'г': "g", 'и': "i", 'й': "y", 'ю': "yu", 'я': "ya", 'ё': "yo", 'ы': "y", 'е': "e",
	}),
	start: map[rune]string{'е': "ye"},
}

func with(base, changes map[rune]string) map[rune]string {
	out := make(map[rune]string, len(base))
	for k, v := range base {
		out[k] = v
	}
	for k, v := range changes {
		out[k] = v
	}
	return out
}

// romanise writes a Cyrillic name in Latin letters, each word capitalised as in the original.
func romanise(name string, l letters) string {
	var b strings.Builder
	rs := []rune(name)
	start := true
	for i := 0; i < len(rs); i++ {
		r := rs[i]
		switch r {
		case '\'', '’', 'ʼ', '`':
			continue
		case ' ', '-', '(', ')':
			b.WriteRune(r)
			start = true
			continue
		}
		low := []rune(strings.ToLower(string(r)))[0]
		out, ok := l.plain[low]
		if v, has := l.start[low]; start && has {
			out = v
		}
		step := 0
		if i+1 < len(rs) {
			if v, has := l.digraf[strings.ToLower(string(rs[i:i+2]))]; has {
				out, ok, step = v, true, 1
			}
		}
		if !ok {
			out = string(r)
		} else if low != r && out != "" {
			out = strings.ToUpper(out[:1]) + out[1:]
		}
		b.WriteString(out)
		start = false
		i += step
	}
	return b.String()
}

// endings of Ukrainian place names and the Russian form each takes, longest first.
var endings = [][2]string{
	{"ївка", "евка"}, {"івка", "овка"}, {"івці", "овцы"}, {"инці", "инцы"}, {"івськ", "овск"}, {"ївськ", "евск"},
	{"ський", "ский"}, {"цький", "цкий"}, {"зький", "зкий"}, {"ське", "ское"}, {"цьке", "цкое"}, {"зьке", "зкое"},
	{"ська", "ская"}, {"цька", "цкая"}, {"ськ", "ск"}, {"цьк", "цк"}, {"їв", "ев"}, {"ів", "ов"}, {"ній", "ний"},
	{"ий", "ый"}, {"ове", "овое"}, {"еве", "евое"}, {"не", "ное"}, {"ці", "цы"}, {"ецьк", "ецк"},
}

// firstWords of compound names, which are adjectives.
var firstWords = map[string]string{
	"Нова": "Новая", "Нове": "Новое", "Новий": "Новый", "Нові": "Новые", "Стара": "Старая", "Старе": "Старое", "Старий": "Старый",
	"Старі": "Старые", "Велика": "Большая", "Велике": "Большое", "Великий": "Большой", "Великі": "Большие", "Мала": "Малая",
	"Мале": "Малое", "Малий": "Малый", "Малі": "Малые", "Біла": "Белая", "Біле": "Белое", "Білий": "Белый", "Чорна": "Чёрная",
	"Червона": "Красная", "Червоне": "Красное", "Червоний": "Красный", "Зелена": "Зелёная", "Зелене": "Зелёное", "Зелений": "Зелёный",
	"Верхня": "Верхняя", "Верхнє": "Верхнее", "Верхній": "Верхний", "Нижня": "Нижняя", "Нижнє": "Нижнее", "Нижній": "Нижний", "Крива": "Кривая",
	"Кривий": "Кривой", "Суха": "Сухая", "Довга": "Долгая", "Широка": "Широкая", "Друга": "Вторая", "Перша": "Первая",
}

// russianForm gives the usual Russian form of a Ukrainian place name, by rule.
func russianForm(name string) string {
	words := strings.Fields(name)
	for i, w := range words {
		if v, ok := firstWords[w]; ok && (i == 0 || len(words) > 1) {
			words[i] = v
			continue
		}
		parts := strings.Split(w, "-")
		for j, p := range parts {
			parts[j] = russianWord(p)
		}
		words[i] = strings.Join(parts, "-")
	}
	return strings.Join(words, " ")
}

func russianWord(w string) string {
	tail := ""
	for _, e := range endings {
		if s, ok := strings.CutSuffix(w, e[0]); ok && s != "" {
			w, tail = s, e[1]
			break
		}
	}
	r := strings.NewReplacer("’я", "ья", "'я", "ья", "’ю", "ью", "’є", "ье", "’ї", "ьи", "’", "ъ", "'", "ъ",
		"и", "и", "і", "и", "ї", "и", "є", "е", "ґ", "г", "И", "И", "І", "И", "Ї", "И", "Є", "Е", "Ґ", "Г", "йо", "ё", "ьо", "ё")
	return r.Replace(w) + tail
}

// spellings lists the names by rule of one Ukrainian name; few for a village, more for what news writes often.
func spellings(uk string, wellKnown bool) []string {
	ru := russianForm(uk)
	out := []string{uk, ru, romanise(uk, national2010), romanise(uk, agencies)}
	if !wellKnown {
		return append(out, romanise(ru, russian))
	}
	out = append(out, romanise(ru, russian), romanise(uk, mixed))
	for _, s := range out[2:] {
		out = append(out, loosened(s)...)
	}
	return out
}

// loosened gives what hurried writers make of a Latin spelling.
func loosened(s string) []string {
	var out []string
	for _, change := range [][2]string{{"zhzh", "zh"}, {"yi", "y"}, {"yy", "y"}, {"yi", "yy"}, {"iy", "y"}, {"ii", "i"}, {"iia", "ia"}, {"iya", "ia"}, {"nn", "n"}, {"ll", "l"}, {"ss", "s"}} {
		if t := strings.ReplaceAll(s, change[0], change[1]); t != s {
			out = append(out, t)
		}
	}
	return out
}
