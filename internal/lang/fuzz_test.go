package lang

import (
	"testing"
	"unicode/utf8"
)

var seeds = []string{
	"", "U.S. troops", "it’s 3.5-4", "a\x00b\xff", "73-year-old", "2022-02-31", "«да»", "‘x’s’", "@a #b", "1,2,3.4", "п`ять VIP-особа 15-го 2022р.", "وبال١٤", "ﺪﻤﺤﻣ ﻻ", "e\u0301\u200be\u00ad", "a.a.a.",
	"Friday (4), March 3, 2022", "31.02.2022", "9999-12-31", "two hundred thousand million billion billion", "between 9 and 3", "a day earlier", "1.5 million", "last week", "0001-01-01 a day ago", "overnight into 1 January 0001",
	"в ніч на 1 січня", "з 3 по 5 березня", "перші два дні", "2,5 тис. 1 000 000", "من 14 مارس/آذار عام 2022", "قبل يومين", "del 3 al 5 de mayo de 2022", "mid-April", "10^30 mil millones", "١٬٢٣٤٫٥", "12-13-2022", "a dozen dozen",
}

func addSeeds(f *testing.F) {
	for i, s := range seeds {
		f.Add(s, uint8(i))
	}
}

func languageOf(n uint8) *Words { return For(Languages()[int(n)%len(Languages())]) }

// knownHere makes Split cut as often as it can.
func knownHere(s string) bool { return len(s)%3 != 0 }

func FuzzTokens(f *testing.F) {
	addSeeds(f)
	f.Fuzz(func(t *testing.T, text string, n uint8) {
		checkTokens(t, text)
		end, runes := int32(0), int32(0)
		tokens := languageOf(n).Tokenize(text, knownHere)
		for _, tk := range tokens {
			if tk.Start < end || tk.End <= tk.Start || int(tk.End) > len(text) || tk.Rune < runes || tk.Lower == "" {
				t.Fatalf("token %+v after byte %d of %q", tk, end, text)
			}
			if int(tk.Runes) != utf8.RuneCountInString(text[tk.Start:tk.End]) || int(tk.Rune) != utf8.RuneCountInString(text[:tk.Start]) {
				t.Fatalf("code points of %+v in %q", tk, text)
			}
			end, runes = tk.End, tk.Rune+tk.Runes
		}
	})
}

func FuzzSentences(f *testing.F) {
	addSeeds(f)
	f.Fuzz(func(t *testing.T, text string, n uint8) {
		w := languageOf(n)
		tokens := w.Tokenize(text, knownHere)
		last, block := 0, 0
		for _, s := range w.Sentences(tokens, text) {
			if s.First != last || s.Last <= s.First || s.Block < block {
				t.Fatalf("sentence %+v after %d", s, last)
			}
			last, block = s.Last, s.Block
		}
		if last != len(tokens) {
			t.Fatalf("%d of %d tokens in sentences", last, len(tokens))
		}
	})
}

func FuzzDates(f *testing.F) {
	addSeeds(f)
	f.Fuzz(func(t *testing.T, text string, n uint8) {
		w := languageOf(n)
		tokens := w.Tokenize(text, knownHere)
		for _, a := range []Anchor{{}, at("2021-05-12"), at("0001-01-02"), at("9999-12-31"), {Year: 2021, Why: "test"}} {
			last := 0
			for _, m := range w.Dates(tokens, a) {
				if m.First < last || m.Last <= m.First || m.Last > len(tokens) || m.Min > m.Max && m.Max != 0 {
					t.Fatalf("%q: %+v", text, m)
				}
				if !m.IsZero() && m.Basis == "" {
					t.Fatalf("%q: no basis in %+v", text, m)
				}
				last = m.Last
			}
		}
	})
}

func FuzzNumber(f *testing.F) {
	addSeeds(f)
	f.Fuzz(func(t *testing.T, text string, n uint8) {
		w := languageOf(n)
		tokens := w.Tokenize(text, knownHere)
		for i := range tokens {
			v, next, ok := w.Number(tokens, i)
			if !ok {
				continue
			}
			if next <= i || next > len(tokens) || v.Exact == nil && v.Low == nil && v.High == nil || v.Exact != nil && *v.Exact < 0 || v.Low != nil && v.High != nil && *v.Low > *v.High {
				t.Fatalf("%q at %d: %+v", text, i, v)
			}
			for _, p := range []*int{v.Low, v.High, v.Exact} {
				if p != nil && (*p > maxCount+1 || *p < -1) {
					t.Fatalf("%q at %d: %d", text, i, *p)
				}
			}
		}
	})
}

func FuzzDetect(f *testing.F) {
	addSeeds(f)
	f.Fuzz(func(t *testing.T, text string, n uint8) {
		tokens := Tokenize(text)
		for _, l := range []string{Detect(tokens), DetectBlock(tokens, "")} {
			switch l {
			case "", "en", "uk", "ru", "ar", "es", "fr", "de", "pl":
			default:
				t.Fatalf("%q", l)
			}
		}
	})
}
