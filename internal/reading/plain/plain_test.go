package plain

import (
	"errors"
	"strings"
	"testing"
	"unicode/utf8"

	"exhibit/internal/reading/text"
)

// TestUTF8FileIsItsOwnText shows that not a byte differs, mark, line ends and trailing blanks included.
func TestUTF8FileIsItsOwnText(t *testing.T) {
	for _, s := range []string{
		"One line", "\uFEFFWith a mark\r\n\r\nSecond\r\n", " leading and trailing \n\n\n", "Ще п'ять осіб поранено.\n", "a\tb\vc\fd",
	} {
		got, err := Parse([]byte(s))
		if err != nil || !got.Same || got.Body != s {
			t.Errorf("%q: %+v, %v", s, got, err)
		}
	}
}

// TestNULIsShownNotSwallowed shows that the text then is a derivation of its own.
func TestNULIsShownNotSwallowed(t *testing.T) {
	got, err := Parse([]byte("before\x00after the zero byte there is more text than control, so this is still text: " + strings.Repeat("more words, ", 9)))
	if err != nil || got.Same || !strings.HasPrefix(got.Body, "before\uFFFDafter") || len(got.Notes) != 1 {
		t.Errorf("%+v, %v", got, err)
	}
}

// TestParagraphPositionsAreCodePoints shows that parts cut out exactly the words between blank lines.
func TestParagraphPositionsAreCodePoints(t *testing.T) {
	body := "\uFEFF Перший абзац\nйого другий рядок \r\n\r\n  \n\tSecond, after two blank lines\n\nثالث"
	got, err := Parse([]byte(body))
	if err != nil {
		t.Fatal(err)
	}
	want := []string{"Перший абзац\nйого другий рядок", "Second, after two blank lines", "ثالث"}
	if len(got.Parts) != len(want) {
		t.Fatalf("parts %+v", got.Parts)
	}
	runes := []rune(got.Body)
	for i, p := range got.Parts {
		if s := string(runes[p.Start:p.End]); s != want[i] || p.N != i+1 {
			t.Errorf("part %d is %q", i, s)
		}
	}
}

// TestDateLineGivesPublicationDay shows which first lines count, and that others do not.
func TestDateLineGivesPublicationDay(t *testing.T) {
	for s, want := range map[string]string{
		" date 2022-04-04 After the withdrawal": "2022-04-04",
		"Published: 2022-03-07\nText":           "2022-03-07",
		"date 2022-13-04 no such month":         "",
		"On 2022-04-04 something happened":      "",
		"date":                                  "",
	} {
		got, err := Parse([]byte(s))
		if err != nil || got.PublishedMin != want || got.PublishedMax != want {
			t.Errorf("%q: %+v, %v", s, got, err)
		}
	}
}

// TestBlankFileHasNoText shows that white space alone is reported as empty.
func TestBlankFileHasNoText(t *testing.T) {
	_, err := Parse([]byte("\uFEFF \n\t\n"))
	var f *text.Failure
	if !errors.As(err, &f) || f.Code != text.Empty {
		t.Errorf("got %v", err)
	}
}

func FuzzParse(f *testing.F) {
	f.Add([]byte("date 2022-04-04 One\n\nTwo\n"))
	f.Add([]byte("\xef\xbb\xbfмітка\r\n\r\n\x00"))
	f.Add([]byte("\xff\xfea\x00\n\x00\n\x00b\x00"))
	f.Add([]byte("\xc2\xe5\xf7\xe5\xf0\xee\xec"))
	f.Fuzz(func(t *testing.T, b []byte) {
		got, err := Parse(b)
		if err != nil {
			return
		}
		if !utf8.ValidString(got.Body) || strings.Contains(got.Body, "\x00") {
			t.Fatalf("bad body %q", got.Body)
		}
		if got.Same != (got.Body == string(b)) {
			t.Fatal("Same is wrong")
		}
		n, last := utf8.RuneCountInString(got.Body), 0
		for _, p := range got.Parts {
			if p.Start < last || p.End <= p.Start || p.End > n {
				t.Fatalf("part %+v of %d", p, n)
			}
			last = p.End
		}
	})
}
