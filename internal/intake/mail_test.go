package intake

import (
	"bytes"
	"encoding/base64"
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func crlf(s string) []byte { return []byte(strings.ReplaceAll(s, "\n", "\r\n")) }

const mailHead = "From: desk@example.org\nTo: unit@example.net\nSubject: =?utf-8?B?0JHRg9GH0LA=?=\nDate: Mon, 7 Mar 2022 10:00:00 +0200\nMIME-Version: 1.0\n"

func TestPartsOfAMailAreThingsOfTheirOwnAndItsTextIsNot(t *testing.T) {
	photo := bytes.Repeat([]byte{0xff, 0xd8, 0, 1, 2, 3, '\r', '\n'}, 50)
	cp1251 := "\xd1\xef\xe8\xf1\xee\xea" // a list in windows-1251: must not be converted
	mail := mailHead + `Content-Type: multipart/mixed; boundary="outer"

Preamble.
--outer
Content-Type: multipart/related; boundary=rel

--rel
Content-Type: multipart/alternative; boundary=alt

--alt
Content-Type: text/plain; charset=utf-8

The text.
--alt
Content-Type: text/html; charset=utf-8

<p>The text.</p>
--alt--
--rel
Content-Type: image/png
Content-ID: <logo>
Content-Transfer-Encoding: base64

iVBORw0KGgo=
--rel
Content-Type: text/html

<p>a frame</p>
--rel--
--outer
Content-Type: image/jpeg; name="=?utf-8?B?0YTQvtGC0L4uanBn?="
Content-Disposition: attachment
Content-Transfer-Encoding: base64

` + wrapped(photo) + `
--outer
Content-Type: text/plain; charset=windows-1251
Content-Disposition: attachment; filename*=utf-8''%D1%81%D0%BF%D0%B8%D1%81%D0%BE%D0%BA.txt

` + cp1251 + `
--outer
Content-Type: application/octet-stream
Content-Disposition: attachment; filename="..\..\evil.exe"
Content-Transfer-Encoding: quoted-printable

M=5A=
 end=0D=0A
--outer
Content-Type: image/jpeg
Content-Disposition: inline; filename="same.jpg"

one
--outer
Content-Type: image/jpeg
Content-Disposition: attachment; filename="same.jpg"

two
--outer
Content-Type: message/rfc822
Content-Disposition: attachment; filename="Fwd: earlier"

From: other@example.org
Subject: earlier
MIME-Version: 1.0
Content-Type: multipart/mixed; boundary=inner

--inner
Content-Type: text/plain

Inner text.
--inner
Content-Type: application/pdf
Content-Disposition: attachment; filename="order.pdf"

%PDF
--inner--
--outer--
Epilogue.
`
	m := one(t, Config{}, "m.eml", crlf(mail))
	got := map[string]string{}
	for _, r := range m.order[1:] {
		got[r] = string(m.bytes[r])
	}
	inner := "m.eml!Fwd: earlier.eml"
	if !strings.HasPrefix(got[inner], "From: other@example.org\r\n") || !strings.HasSuffix(got[inner], "--inner--") {
		t.Errorf("the attached mail is %q", got[inner])
	}
	delete(got, inner)
	want := map[string]string{
		"m.eml!part-1.2.png": "\x89PNG\r\n\x1a\n", "m.eml!part-1.3.html": "<p>a frame</p>", "m.eml!фото.jpg": string(photo),
		"m.eml!список.txt": cp1251, "m.eml!..%5C..%5Cevil.exe": "MZ end\r\n", "m.eml!same.jpg": "one", "m.eml!same~2.jpg": "two",
		inner + "!order.pdf": "%PDF",
	}
	if d := cmp.Diff(want, got); d != "" {
		t.Error(d)
	}
	if d := cmp.Diff(map[string][]string{
		"m.eml": {Expanded}, inner: {Expanded}, "m.eml!same~2.jpg": {DuplicateName}, "m.eml!..%5C..%5Cevil.exe": {UnsafePath},
	}, m.remarks); d != "" {
		t.Error(d)
	}
}

func wrapped(b []byte) string {
	s := base64.StdEncoding.EncodeToString(b)
	var lines []string
	for len(s) > 76 {
		lines, s = append(lines, s[:76]), s[76:]
	}
	return strings.Join(append(lines, s), "\n")
}

func TestAMailWithoutPartsIsOneThing(t *testing.T) {
	for _, body := range []string{"Content-Type: text/plain; charset=koi8-r\n\n\xf0\xf2\xe9", "Content-Type: text/html\n\n<p>x", "\nno type at all", "Content-Type: multipart/mixed\n\nno boundary"} {
		m := one(t, Config{}, "m.eml", crlf(mailHead+body))
		if strings.Contains(body, "multipart") {
			continue // its content is kept as a part: nobody reads it otherwise
		}
		if len(m.order) != 1 || len(m.remarks) > 0 {
			t.Errorf("%q: arrived %v, remarks %v", body, m.order, m.reasons)
		}
	}
}

func TestABrokenMailGivesWhatCanBeHadAndSaysSo(t *testing.T) {
	attachment := "Content-Type: application/pdf\nContent-Disposition: attachment; filename=a.pdf\n"
	for name, c := range map[string]struct {
		mail    string
		content string // of a.pdf
		code    string // on the mail or on the part
	}{
		"breaks off":           {"Content-Type: multipart/mixed; boundary=b\n\n--b\n\ntext\n--b\n" + attachment + "\n%PDF and no en", "%PDF and no en", BadMail},
		"broken base64":        {"Content-Type: multipart/mixed; boundary=b\n\n--b\n" + attachment + "Content-Transfer-Encoding: base64\n\nJVBE***Rg==\n--b--\n", "%PDF", BadMail},
		"base64 in pieces":     {"Content-Type: multipart/mixed; boundary=b\n\n--b\n" + attachment + "Content-Transfer-Encoding: base64\n\nJVA=\nREY=\n--b--\n", "%PDF", ""},
		"unknown encoding":     {"Content-Type: multipart/mixed; boundary=b\n\n--b\n" + attachment + "Content-Transfer-Encoding: x-rot13\n\n%CQS\n--b--\n", "%CQS", BadMail},
		"bad quoting":          {"Content-Type: multipart/mixed; boundary=b\n\n--b\n" + attachment + "Content-Transfer-Encoding: quoted-printable\n\n%P=44F=ZZ\n--b--\n", "%PDF=ZZ", BadMail},
		"unknown charset":      {"Content-Type: multipart/mixed; boundary=b; charset=no-such-set\n\n--b\nContent-Type: text/plain; charset=nonsense\n\n\xff\xfe\n--b\n" + attachment + "\n%PDF\n--b--\n", "%PDF", ""},
		"boundary never":       {"Content-Type: multipart/mixed; boundary=b\n\n--c\n" + attachment + "\n%PDF\n--c--\n", "", BadMail},
		"a type with boundary": {"Content-Type: multipart/mixed; boundary=b\n\n--b\nContent-Type: application/pdf; name=a.pdf; boundary=z\n\n%PDF\n--b--\n", "%PDF", ""},
		"a type of nonsense":   {"Content-Type: multipart/mixed; boundary=b\n\n--b\nContent-Type: ;;;=/\"\nContent-Disposition: attachment; filename=a.pdf\n\n%PDF\n--b--\n", "%PDF", ""},
		"the attachment only":  {attachment + "\n%PDF", "%PDF", ""},
	} {
		t.Run(name, func(t *testing.T) {
			m := one(t, Config{}, "m.eml", crlf(mailHead+c.mail))
			if got := string(m.bytes["m.eml!a.pdf"]); got != c.content {
				t.Errorf("a.pdf is %q, arrived %v", got, m.order)
			}
			codes := strings.Join(append(m.remarks["m.eml"], m.remarks["m.eml!a.pdf"]...), " ")
			if strings.Contains(codes, BadMail) != (c.code == BadMail) {
				t.Errorf("remarks %v", m.reasons)
			}
		})
	}
}

func TestAMailMadeToExhaustIsLeftWhole(t *testing.T) {
	var nested strings.Builder
	nested.WriteString(mailHead)
	for i := range 5000 {
		fmt.Fprintf(&nested, "Content-Type: multipart/mixed; boundary=b%d\n\n--b%d\n", i, i)
	}
	nested.WriteString("Content-Type: application/pdf; name=deep.pdf\n\n%PDF")
	m := one(t, Config{}, "m.eml", crlf(nested.String()))
	if len(m.order) != 2 || !strings.Contains(string(m.bytes[m.order[1]]), "deep.pdf") {
		t.Errorf("arrived %d: what lies too deep must be kept whole", len(m.order))
	}
	if !strings.Contains(strings.Join(m.remarks["m.eml"], " "), BadMail) {
		t.Errorf("remarks %v", m.reasons)
	}
	many := mailHead + "Content-Type: multipart/mixed; boundary=b\n\n" + strings.Repeat("--b\n\n", 200_000)
	m = one(t, Config{}, "m.eml", crlf(many))
	if d := cmp.Diff([]string{TooMany}, m.remarks["m.eml"]); d != "" {
		t.Error(d)
	}
	several := mailHead + "Content-Type: multipart/mixed; boundary=top\n\n"
	for i := range 15 {
		several += fmt.Sprintf("--top\nContent-Type: multipart/mixed; boundary=b%d\n\n", i) + strings.Repeat(fmt.Sprintf("--b%d\n\n", i), maxParts/3)
	}
	m = one(t, Config{}, "m.eml", crlf(several))
	if d := cmp.Diff([]string{TooMany}, m.remarks["m.eml"]); d != "" {
		t.Errorf("many parts in several multiparts: %s", d)
	}
	for _, before := range []string{"", "Content-Type: multipart/mixed; boundary=b\n\n--b\n"} {
		m = one(t, Config{}, "m.eml", crlf(mailHead+before+strings.Repeat("X: y\n", maxHeaders/5)+"\nwords"))
		if d := cmp.Diff([]string{TooMany}, m.remarks["m.eml"]); d != "" {
			t.Errorf("headers without end: %s", d)
		}
	}
	m = one(t, Config{Limits: Limits{Mail: 100}}, "m.eml", crlf(mailHead+"\n"+strings.Repeat("x", 100)))
	if d := cmp.Diff([]string{TooLarge}, m.remarks["m.eml"]); d != "" {
		t.Error(d)
	}
}

// The library asks about one part several times: what counts is how many multiparts there are, not how often it asks.
func TestMultipartsAreCountedOnce(t *testing.T) {
	nest := func(levels int, closed bool) string {
		head, tail := mailHead, ""
		for i := range levels {
			head += fmt.Sprintf("Content-Type: multipart/mixed; boundary=b%d\n\n--b%d\n", i, i)
			tail = fmt.Sprintf("\n--b%d--\n", i) + tail
		}
		if !closed {
			tail = ""
		}
		return head + "Content-Type: application/pdf; name=deep.pdf\n\n%PDF" + tail
	}
	for levels, want := range map[int]string{maxMultiparts: "m.eml!deep.pdf", maxMultiparts + 1: "m.eml!part-" + strings.TrimSuffix(strings.Repeat("1.", maxMultiparts), ".") + ".bin"} {
		for _, closed := range []bool{true, false} {
			m := one(t, Config{}, "m.eml", crlf(nest(levels, closed)))
			if d := cmp.Diff([]string{"m.eml", want}, m.order); d != "" {
				t.Errorf("%d levels, closed %t: %s", levels, closed, d)
			}
			if whole := levels <= maxMultiparts && closed; strings.Contains(strings.Join(m.remarks["m.eml"], " "), BadMail) == whole {
				t.Errorf("%d levels, closed %t: remarks %v", levels, closed, m.reasons)
			}
		}
	}
	digest := mailHead + "Content-Type: multipart/digest; boundary=top\n\n"
	for i := range 100 {
		digest += fmt.Sprintf("--top\nContent-Type: multipart/mixed; boundary=same\n\n--same\nContent-Type: application/pdf; name=%d.pdf\n\n%%PDF %d\n--same--\n", i, i)
	}
	if m := one(t, Config{}, "m.eml", crlf(digest+"--top--\n")); len(m.order) != 101 {
		t.Errorf("of 100 attachments %d arrived: %v", len(m.order)-1, m.reasons)
	}
}

func TestMessagesOfAMailboxAreThingsOfTheirOwn(t *testing.T) {
	first := "From: a@example.org\nSubject: 1\n\nFrom the morning on shells fell.\n\nFrom what Mon said it was a Sunday.\n>From the edge\n"
	second := mailHead + "Content-Type: application/pdf; name=x.pdf\n\n%PDF\n"
	third := "From: b@example.org\nSubject: 3\n\nno newline at the end"
	box := "From a@example.org Mon Mar  7 12:00:00 2022\n" + first + "\nFrom - Tue Mar 08 09:00:00 2022\n" + second + "\nFrom 17@xxx Wed Mar 09 12:00:00 +0000 2022\n" + third
	for _, c := range []struct{ name, ending string }{{"old.mbox", "\n"}, {"windows", "\r\n"}} {
		m := one(t, Config{}, c.name, []byte(strings.ReplaceAll(box, "\n", c.ending)))
		want := map[string]string{
			c.name + "!0001.eml": first, c.name + "!0002.eml": second, c.name + "!0002.eml!x.pdf": "%PDF\n", c.name + "!0003.eml": third,
		}
		got := map[string]string{}
		for _, r := range m.order[1:] {
			got[r] = strings.ReplaceAll(string(m.bytes[r]), c.ending, "\n")
		}
		if d := cmp.Diff(want, got); d != "" {
			t.Error(d)
		}
	}
}

func TestWhatIsAMailAndWhatIsNot(t *testing.T) {
	for _, c := range []struct {
		name, head string
		want       kind
	}{
		{"x", mailHead, mailFile},
		{"x.txt", "Received: from a\n\tby b\nFrom: c\n\nx", mailFile},
		{"x.eml", "Subject: only\n\nx", mailFile},
		{"x.txt", "From: the ministry\nDate: 7 March\nSubject: shelling\n\nText", single},
		{"x.txt", "Witness: one\nPlace: Bucha\n\nText", single},
		{"x.txt", "From the morning on, Mon Mar was told", single},
		{"x.txt", "", single},
		{"x.html", "<html>\nContent-Type: text/html", single},
		{"x", "From a@b Mon Mar  7 12:00:00 2022\n", mboxFile},
	} {
		if got := sniff([]byte(c.head), c.name); got != c.want {
			t.Errorf("%s %q is %q, want %q", c.name, c.head, got, c.want)
		}
	}
}

func FuzzMail(f *testing.F) {
	f.Add([]byte(mailHead + "Content-Type: multipart/mixed; boundary=b\n\n--b\n\ntext\n--b\nContent-Type: application/pdf; name=a.pdf\n\n%PDF\n--b--\n"))
	f.Add([]byte(mailHead + "Content-Type: multipart/mixed; boundary=\"\"\n\n--\n"))
	f.Add([]byte("From: a\nContent-Type: multipart/mixed; boundary=b\n\n--b\nContent-Type: multipart/mixed; boundary=b\n\n--b\n--b--"))
	f.Add([]byte("From a@b Mon Mar  7 12:00:00 2022\nFrom: a\n\nx\n\nFrom a@b Mon Mar  7 12:00:00 2022\n"))
	f.Add([]byte("Content-Type: =?x?q?=\nContent-Disposition: attachment; filename*0*=utf-8''%ff; filename*1=x\n\n\xff"))
	f.Fuzz(func(t *testing.T, b []byte) {
		parts, _, err := readMail(bytes.NewReader(b))
		if err == nil {
			for _, p := range parts {
				p.member()
			}
		}
		fuzzed(t, "m.eml", b)
	})
}
