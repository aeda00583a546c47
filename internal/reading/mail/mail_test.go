package mail

import (
	"context"
	"encoding/base64"
	"errors"
	"fmt"
	"strings"
	"testing"
	"unicode/utf8"

	"golang.org/x/text/encoding/charmap"

	"exhibit/internal/reading/text"
)

// message joins lines as mail programs do.
func lines(ss ...string) []byte { return []byte(strings.Join(ss, "\r\n")) }

func read(t *testing.T, b []byte) *text.Text {
	t.Helper()
	got, err := Parse(t.Context(), b)
	if err != nil {
		t.Fatal(err)
	}
	return got
}

var withAttachment = lines(
	"From: =?UTF-8?Q?Press_service_of_the_district?= <press@district.example>",
	"To: desk@courier.example, Second Desk <desk2@courier.example>",
	"Subject: =?utf-8?B?0J7QsdGB0YLRgNGW0Lsg0LDQstGC0L7QstC+0LrQt9Cw?= =?utf-8?B?0LvRgw==?=",
	"Date: Tue, 8 Mar 2022 00:20:00 +0200",
	"Message-ID: <1@district.example>",
	"MIME-Version: 1.0",
	"Content-Type: multipart/mixed; boundary=outer",
	"",
	"--outer",
	"Content-Type: multipart/alternative; boundary=inner",
	"",
	"--inner",
	"Content-Type: text/plain; charset=utf-8",
	"Content-Transfer-Encoding: quoted-printable",
	"",
	"Two people were killed=2C five were wounded.",
	"",
	"The list is attached=",
	".",
	"--inner",
	"Content-Type: text/html; charset=utf-8",
	"",
	"<p>Two people were killed, five were wounded.</p><p>The list is attached.</p>",
	"--inner--",
	"--outer",
	"Content-Type: application/pdf; name=\"list.pdf\"",
	"Content-Disposition: attachment; filename=\"list.pdf\"",
	"Content-Transfer-Encoding: base64",
	"",
	"JVBERi0xLjQK",
	"--outer--", "")

// TestHeadersAndPlainBodyAreTheText shows the order of the words, the parts, and what is only listed.
func TestHeadersAndPlainBodyAreTheText(t *testing.T) {
	got := read(t, withAttachment)
	want := "Subject: Обстріл автовокзалу\nFrom: Press service of the district <press@district.example>\n" +
		"To: desk@courier.example, Second Desk <desk2@courier.example>\nDate: Tue, 8 Mar 2022 00:20:00 +0200\n\n" +
		"Two people were killed, five were wounded.\n\nThe list is attached."
	if got.Body != want {
		t.Errorf("body %q", got.Body)
	}
	if got.PublishedMin != "2022-03-08" || got.PublishedBasis != "mail Date header" || got.Title != "Обстріл автовокзалу" {
		t.Errorf("%+v", got)
	}
	if notes := strings.Join(got.Notes, "\n"); notes != "attachment: list.pdf (application/pdf)" {
		t.Errorf("notes %q", notes)
	}
	runes := []rune(got.Body)
	var have []string
	for _, p := range got.Parts {
		have = append(have, p.Kind+" "+p.Label+"="+string(runes[p.Start:p.End]))
	}
	for _, part := range []string{
		"header Subject=Обстріл автовокзалу", "header Date=Tue, 8 Mar 2022 00:20:00 +0200", "paragraph =The list is attached.",
		"body =Two people were killed, five were wounded.\n\nThe list is attached.",
	} {
		if !strings.Contains(strings.Join(have, "\x00")+"\x00", part+"\x00") {
			t.Errorf("no part %q among %q", part, have)
		}
	}
}

// TestHTMLBodyIsReadWhenThereIsNoOther shows it with and without a trivial plain version.
func TestHTMLBodyIsReadWhenThereIsNoOther(t *testing.T) {
	page := "<html><body><p>First paragraph.</p><p>Second &amp; last.</p>" + strings.Repeat("<!-- layout -->", 200) + "</body></html>"
	alone := lines("From: a@b.example", "Subject: S", "Content-Type: text/html; charset=utf-8", "", page)
	both := lines("From: a@b.example", "Subject: S", "Content-Type: multipart/alternative; boundary=x", "",
		"--x", "Content-Type: text/plain", "", "See the HTML version.", "--x", "Content-Type: text/html", "", page, "--x--")
	for _, b := range [][]byte{alone, both} {
		if got := read(t, b); !strings.HasSuffix(got.Body, "\n\nFirst paragraph.\n\nSecond & last.") {
			t.Errorf("body %q", got.Body)
		}
	}
}

// TestBrokenCharsetCostsCharactersNotTheMessage shows the cases that mail brings.
func TestBrokenCharsetCostsCharactersNotTheMessage(t *testing.T) {
	words := "Увечері снаряди влучили у житловий будинок, повідомив речник міської ради."
	cp1251, _ := charmap.Windows1251.NewEncoder().String(words)
	koi8, _ := charmap.KOI8U.NewEncoder().String(words)
	for name, b := range map[string][]byte{
		"declared":          lines("Subject: S", "Content-Type: text/plain; charset=koi8-u", "", koi8),
		"declared wrongly":  lines("Subject: S", "Content-Type: text/plain; charset=utf-8", "", cp1251),
		"unknown name":      lines("Subject: S", "Content-Type: text/plain; charset=x-no-such-thing", "", cp1251),
		"no declaration":    lines("Subject: S", "", koi8),
		"raw bytes above":   lines("Subject: "+cp1251, "From: a@b.example", "", cp1251),
		"garbled type":      lines("Subject: S", "Content-Type: text/plain; charset=\"windows-1251; ;;=", "", cp1251),
		"unknown transfer":  lines("Subject: S", "Content-Transfer-Encoding: x-uuencode", "", cp1251),
		"base64 with noise": lines("Subject: S", "Content-Type: text/plain; charset=windows-1251", "Content-Transfer-Encoding: base64", "", "!!"+base64.StdEncoding.EncodeToString([]byte(cp1251))+" *"),
	} {
		got, err := Parse(t.Context(), b)
		if err != nil || !strings.Contains(got.Body, words) {
			t.Errorf("%s: %+v, %v", name, got, err)
		}
		if strings.HasPrefix(name, "unknown name") && len(got.Notes) == 0 {
			t.Errorf("%s is not noted", name)
		}
	}
}

// TestSubjectCutInsideACharacterIsWhole shows encoded words split by bytes.
func TestSubjectCutInsideACharacterIsWhole(t *testing.T) {
	subject := "Обстріл"
	enc := func(b string) string { return "=?UTF-8?B?" + base64.StdEncoding.EncodeToString([]byte(b)) + "?=" }
	for v, want := range map[string]string{
		enc(subject[:3]) + " " + enc(subject[3:]): subject,
		"=?utf-8?q?=D0?= =?utf-8?q?=9E=D0=B1?= x": "Об x",
		"=?koi8-r?B?79DB?=":                       "Опа",
		"=?no-such?B?79DB?=":                      "",
		"plain =?broken":                          "plain =?broken",
	} {
		got, lost := decodeHeader(v)
		if want != "" && got != want || lost != (want == "") && want == "" && got == "" {
			t.Errorf("%q: %q %v", v, got, lost)
		}
	}
}

// TestEncryptedMessageIsAnOutcome shows S/MIME and PGP.
func TestEncryptedMessageIsAnOutcome(t *testing.T) {
	for _, b := range [][]byte{
		lines("Subject: S", "Content-Type: application/pkcs7-mime; smime-type=enveloped-data; name=smime.p7m", "Content-Transfer-Encoding: base64", "", "MIIB"),
		lines("Subject: S", "Content-Type: multipart/encrypted; boundary=x; protocol=\"application/pgp-encrypted\"", "", "--x", "Content-Type: application/pgp-encrypted", "", "Version: 1", "--x--"),
	} {
		_, err := Parse(t.Context(), b)
		var f *text.Failure
		if !errors.As(err, &f) || f.Code != text.Encrypted {
			t.Errorf("got %v", err)
		}
	}
}

// TestCutMessageKeepsWhatIsThere shows a message whose end is missing: its words stay and the gap is noted.
func TestCutMessageKeepsWhatIsThere(t *testing.T) {
	whole := string(withAttachment)
	got := read(t, []byte(whole[:strings.Index(whole, "--inner\r\nContent-Type: text/html")]))
	if !strings.Contains(got.Body, "five were wounded") || !strings.Contains(strings.Join(got.Notes, " "), "no closing boundary") {
		t.Errorf("%+v", got)
	}
}

// TestUnreadableDateIsNoted shows that a day is not made up.
func TestUnreadableDateIsNoted(t *testing.T) {
	for _, d := range []string{"some day in March", "Thu, 1 Jan 1970 00:00:00 +0000", "Mon, 7 Mar 9999 00:00:00 +0000"} {
		got := read(t, lines("Subject: S", "Date: "+d, "", "Words."))
		if got.PublishedMin != "" || len(got.Notes) != 1 {
			t.Errorf("%q: %+v", d, got)
		}
	}
}

// TestSavedPageIsReadAsAPage shows MHTML: address and title are the page's, the day of saving is not its day.
func TestSavedPageIsReadAsAPage(t *testing.T) {
	got := read(t, lines("From: <Saved by a browser>", "Snapshot-Content-Location: https://courier.example/a", "Subject: Page", "Date: Fri, 1 Apr 2022 10:00:00 -0000",
		"MIME-Version: 1.0", "Content-Type: multipart/related; type=\"text/html\"; boundary=x", "", "--x", "Content-Type: text/html",
		"Content-Transfer-Encoding: quoted-printable", "", "<html><head><title>Page</title></head><body><p>Words of the page.</p></body></html>", "--x--"))
	if got.URL != "https://courier.example/a" || got.Title != "Page" || got.PublishedMin != "" || !strings.Contains(got.Body, "Words of the page.") {
		t.Errorf("%+v", got)
	}
}

// nested puts words into that many multiparts in each other.
func nested(depth int, closed bool) []byte {
	var b strings.Builder
	b.WriteString("Subject: S\r\nContent-Type: multipart/mixed; boundary=b0x\r\n\r\n")
	for i := range depth {
		fmt.Fprintf(&b, "--b%dx\r\nContent-Type: multipart/mixed; boundary=b%dx\r\n\r\n", i, i+1)
	}
	fmt.Fprintf(&b, "--b%dx\r\nContent-Type: text/plain\r\n\r\ninnermost words", depth)
	for i := depth; closed && i >= 0; i-- {
		fmt.Fprintf(&b, "\r\n--b%dx--\r\n", i)
	}
	return []byte(b.String())
}

// TestNestedPartsAreReadToALimit shows the deepest that is read, that more is said so, and that neither takes long.
func TestNestedPartsAreReadToALimit(t *testing.T) {
	if got := read(t, nested(maxMultiparts-1, true)); !strings.Contains(got.Body, "innermost words") || len(got.Notes) > 0 {
		t.Errorf("%+v", got)
	}
	if got := read(t, nested(maxMultiparts-1, false)); !strings.Contains(strings.Join(got.Notes, " "), "no closing boundary") {
		t.Errorf("cut: %+v", got)
	}
	for _, closed := range []bool{true, false} {
		if got := read(t, nested(5000, closed)); !strings.Contains(strings.Join(got.Notes, " "), "are not read") {
			t.Errorf("%+v", got)
		}
	}
}

// TestPartsWithoutEndAreRefused shows a message of a million parts, and that a list of as many dashes is none.
func TestPartsWithoutEndAreRefused(t *testing.T) {
	b := lines("Subject: S", "Content-Type: multipart/mixed; boundary=x", "", strings.Repeat("--x\r\n\r\na\r\n", 1_000_000))
	_, err := Parse(t.Context(), b)
	var f *text.Failure
	if !errors.As(err, &f) || f.Code != text.TooLarge {
		t.Errorf("got %v", err)
	}
	for _, before := range []string{"Subject: S", "Content-Type: multipart/mixed; boundary=x\r\n\r\n--x"} {
		_, err := Parse(t.Context(), lines(before, strings.Repeat("X: y\r\n", maxHeaders/5), "", "words"))
		if !errors.As(err, &f) || f.Code != text.TooLarge || !strings.Contains(f.Reason, "headers") {
			t.Errorf("headers without end: %v", err)
		}
	}
	var list strings.Builder
	for i := range 50_000 {
		fmt.Fprintf(&list, "--option-%d\n--\n", i)
	}
	if got := read(t, lines("Subject: S", "", list.String())); !strings.Contains(got.Body, "--option-49999") {
		t.Errorf("%.200q", got.Body)
	}
}

func FuzzParse(f *testing.F) {
	f.Add(withAttachment)
	f.Add(lines("Subject: =?utf-8?q?=D0?=", "Content-Type: text/html", "", "<b>x"))
	f.Add(lines("Content-Type: multipart/mixed; boundary=\"\"", "", "--", "x"))
	f.Add(lines("From: <Saved by x>", "Content-Type: text/html; charset=utf-16", "", "\xff\xfe<\x00"))
	f.Fuzz(func(t *testing.T, b []byte) {
		got, err := Parse(context.Background(), b)
		if err != nil {
			return
		}
		if !utf8.ValidString(got.Body+got.Title+got.Author+strings.Join(got.Notes, "")) || strings.Contains(got.Body, "\x00") {
			t.Fatalf("not valid: %+v", got)
		}
		n := utf8.RuneCountInString(got.Body)
		for _, p := range got.Parts {
			if p.Start < 0 || p.End <= p.Start || p.End > n {
				t.Fatalf("part %+v of %d", p, n)
			}
		}
	})
}
