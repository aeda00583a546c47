package lang

import "testing"

func TestSieveLetsEveryWordOfAListPassAndFewOthers(t *testing.T) {
	for _, language := range Languages() {
		w := For(language)
		for form := range w.first {
			if w.lookup(form) == nil {
				t.Errorf("%s: %q is turned away", language, form)
			}
		}
	}
	text := Tokenize("The quick brown foxes jumped over many lazy dogs while seventeen tired hunters watched them quietly from behind an old wooden fence near Riverton")
	passed := 0
	for i := range text {
		if English().sieve.May(text[i].Lower) {
			passed++
		}
	}
	if passed > len(text)/2 {
		t.Errorf("%d of %d words pass", passed, len(text))
	}
}
