package html

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"os"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/text/encoding/charmap"

	"exhibit/internal/reading/text"
)

func page(t *testing.T) []byte {
	t.Helper()
	b, err := os.ReadFile("testdata/article.html")
	if err != nil {
		t.Fatal(err)
	}
	return b
}

// TestArticleIsToldFromThePage shows that the reporter's words stay and the site's own go.
func TestArticleIsToldFromThePage(t *testing.T) {
	got, err := Parse(t.Context(), page(t))
	if err != nil {
		t.Fatal(err)
	}
	for _, in := range []string{
		"at least five were wounded on Monday evening", "«We ran to the cellar,» one of them said", "The waiting room after the strike",
		"What is known about the weapon", "7 March\t2\t5", "denied on Tuesday", "tickets that were bought",
	} {
		if !strings.Contains(got.Body, in) {
			t.Errorf("missing %q", in)
		}
	}
	for _, out := range []string{"Subscribe now", "Cup final", "Sport", "window.track", "color: black", "All rights reserved", "NewsArticle"} {
		if strings.Contains(got.Body, out) {
			t.Errorf("kept %q", out)
		}
	}
	if strings.Count(got.Body, "Two killed as shells hit") != 1 {
		t.Error("the title is not there exactly once")
	}
}

// TestPageIsQuotedOnItself shows where title, author, outlet, day, language and address come from.
func TestPageIsQuotedOnItself(t *testing.T) {
	got, err := Parse(t.Context(), page(t))
	if err != nil {
		t.Fatal(err)
	}
	got.Body, got.Parts = "", nil
	want := &text.Text{
		Title: "Two killed as shells hit bus station in Tavrivka", Author: "A. Reporter, B. Editor", Outlet: "The Example Courier", Lang: "en",
		URL: "https://courier.example/2022/03/08/tavrivka", PublishedMin: "2022-03-08", PublishedMax: "2022-03-08",
		PublishedBasis: "html meta article:published_time", Flags: []string{text.ActiveContent},
	}
	if d := cmp.Diff(want, got); d != "" {
		t.Error(d)
	}
}

// TestPartsCutOutWholeParagraphs shows the order and the kinds.
func TestPartsCutOutWholeParagraphs(t *testing.T) {
	got, err := Parse(t.Context(), page(t))
	if err != nil {
		t.Fatal(err)
	}
	runes := []rune(got.Body)
	var kinds []string
	for _, p := range got.Parts {
		words := string(runes[p.Start:p.End])
		if strings.TrimSpace(words) != words || words == "" {
			t.Errorf("part %+v is %q", p, words)
		}
		kinds = append(kinds, p.Kind)
	}
	want := "title paragraph paragraph caption paragraph heading paragraph row row paragraph"
	if have := strings.Join(kinds, " "); have != want && have != strings.Replace(want, "paragraph ", "", 1) {
		t.Errorf("kinds: %s", have)
	}
	if got.Body[:len(got.Title)] != got.Title {
		t.Error("the title is not first")
	}
}

// TestShortPageKeepsAllItsWords shows the fallback where no article stands out.
func TestShortPageKeepsAllItsWords(t *testing.T) {
	got, err := Parse(t.Context(), []byte(`<html><title>Notice</title><body><div>The bridge is closed.</div><table><tr><td>Day<td>Killed<tr><td>7 March<td>2</table>last<br><br>line`))
	if err != nil {
		t.Fatal(err)
	}
	if want := "Notice\n\nThe bridge is closed.\n\nDay\tKilled\n7 March\t2\n\nlast\n\nline"; got.Body != want {
		t.Errorf("got %q", got.Body)
	}
}

// TestDaysAreReadAsWritten shows which forms count, that zones do not shift a day, and that doubt is a range or nothing.
func TestDaysAreReadAsWritten(t *testing.T) {
	for s, want := range map[string]string{
		"2022-03-06T23:30:00Z": "2022-03-06 2022-03-06", "2022-03-06T00:30:00+0300": "2022-03-06 2022-03-06", "2022-03-06 08:00": "2022-03-06 2022-03-06",
		"20220306T0800Z": "2022-03-06 2022-03-06", "2022/03/06": "2022-03-06 2022-03-06", "March 6, 2022": "2022-03-06 2022-03-06",
		"Sun, 06 Mar 2022 08:00:00 GMT": "2022-03-06 2022-03-06", "2022-03": "2022-03-01 2022-03-31", "2022": "2022-01-01 2022-12-31",
		"03/04/2022": "", "0001-01-01T00:00:00Z": "", "1970-01-01T00:00:00Z": "", "yesterday": "", "": "", "2022-02-30": "",
	} {
		lo, hi, ok := day(s)
		if got := strings.TrimSpace(lo + " " + hi); ok != (want != "") || ok && got != want {
			t.Errorf("%q: %s %v", s, got, ok)
		}
	}
}

// TestContradictingDaysAreNoted shows that the second statement is not lost.
func TestContradictingDaysAreNoted(t *testing.T) {
	got, err := Parse(t.Context(), []byte(`<html><meta name="date" content="2022-03-06"><time datetime="2022-04-01">1 April</time><p>Words.`))
	if err != nil || got.PublishedMin != "2022-03-06" || !strings.Contains(strings.Join(got.Notes, " "), "2022-04-01") {
		t.Errorf("%+v, %v", got, err)
	}
}

// TestCharsetOfThePageIsFound shows a declared and an undeclared one.
func TestCharsetOfThePageIsFound(t *testing.T) {
	body := "<p>Увечері снаряди влучили у житловий будинок, повідомив речник міської ради.</p>"
	for _, head := range []string{`<html><head><meta charset="windows-1251"></head>`, `<html>`} {
		b, err := charmap.Windows1251.NewEncoder().Bytes([]byte(head + body))
		if err != nil {
			t.Fatal(err)
		}
		got, err := Parse(t.Context(), b)
		if err != nil || !strings.Contains(got.Body, "Увечері снаряди") || !strings.Contains(strings.Join(got.Notes, " "), "windows-1251") {
			t.Errorf("%s: %+v, %v", head, got, err)
		}
	}
}

// TestScriptShellIsEmpty shows that a page without words is an outcome with a next step.
func TestScriptShellIsEmpty(t *testing.T) {
	_, err := Parse(t.Context(), []byte(`<html><body><div id="root"></div><script>render()</script></body></html>`))
	var f *text.Failure
	if !errors.As(err, &f) || f.Code != text.Empty {
		t.Errorf("got %v", err)
	}
}

// TestCostlyPagesAreReadInOnePass shows pages built, or grown, to exhaust a tree: they keep their words.
func TestCostlyPagesAreReadInOnePass(t *testing.T) {
	for name, s := range map[string]string{
		"one long line":      "<html><head><title>Long</title></head><body>" + strings.Repeat("<p>A paragraph of words.</p>", 400_000) + "<p>last words</p>",
		"deep nesting":       strings.Repeat("<div>", 50_000) + "<p>last words</p>",
		"unclosed tables":    strings.Repeat("<table><tr><td>", 20_000) + "<p>last words</p>",
		"copied formatting":  "<div>" + unclosed(400) + "</div>" + strings.Repeat("<p>x</p>", 20_000) + "<p>last words</p>",
		"unclosed script":    strings.Repeat("<p>words</p>", 120_000) + "<p>last words</p><script>" + strings.Repeat("x", 1<<20),
		"one endless tag":    "<p>last words</p><a " + strings.Repeat(`b="c" `, 1<<18),
		"attributes by name": "<p>last words</p>" + strings.Repeat("<a onclick=x>", 110_000),
	} {
		t.Run(name, func(t *testing.T) {
			got, err := Parse(t.Context(), []byte(s))
			if err != nil {
				t.Fatal(err)
			}
			if !strings.Contains(got.Body, "last words") {
				t.Error("the last words are lost")
			}
		})
	}
}

func unclosed(n int) string {
	var b strings.Builder
	for i := range n {
		fmt.Fprintf(&b, "<b class=c%d>", i)
	}
	return b.String()
}

// TestOverTimeIsAnOutcome shows that the page parser looks at the clock it was given.
func TestOverTimeIsAnOutcome(t *testing.T) {
	ctx, cancel := context.WithTimeout(t.Context(), -1)
	defer cancel()
	_, err := Page(ctx, "<p>words")
	var f *text.Failure
	if !errors.As(err, &f) || f.Code != text.TimeLimit {
		t.Errorf("got %v", err)
	}
}

// TestOnePassAndTreeAgreeOnWords shows that the cheap way gives the words that the costly one gives.
func TestOnePassAndTreeAgreeOnWords(t *testing.T) {
	s := "<title>T</title><body><h2>Head</h2><p>One <b>two</b> three<br>four</p><ul><li>five</li><li>six</li></ul><table><tr><td>a<td>b</tr></table><pre>x\n  y</pre>"
	tree, err := Page(t.Context(), s)
	if err != nil {
		t.Fatal(err)
	}
	pass, err := inOnePass(t.Context(), s)
	if err != nil {
		t.Fatal(err)
	}
	if d := cmp.Diff(strings.Fields(tree.Body), strings.Fields(pass.Body)); d != "" {
		t.Error(d)
	}
}

func FuzzParse(f *testing.F) {
	if b, err := os.ReadFile("testdata/article.html"); err == nil {
		f.Add(b)
	}
	f.Add([]byte("<table><tr><td>a<table><tr><td>b</td></table><p>c"))
	f.Add([]byte("<title>a</title><b><i><p>x</b>y</i><br><br>z<script>q"))
	f.Add([]byte(`<script type="application/ld+json">{"@type":["Report"],"author":{"name":[1,{"name":"a"}]}}</script>x`))
	f.Add([]byte("\xff\xfe<\x00p\x00>\x00a\x00"))
	f.Fuzz(func(t *testing.T, b []byte) {
		got, err := Parse(context.Background(), b)
		if err != nil {
			return
		}
		check(t, got)
		if one, err := inOnePass(context.Background(), text.Clean(string(bytes.ToValidUTF8(b, nil)))); err == nil {
			check(t, one)
		}
	})
}

func check(t *testing.T, got *text.Text) {
	t.Helper()
	if !utf8.ValidString(got.Body) || strings.Contains(got.Body, "\x00") || !utf8.ValidString(got.Title+got.Author+got.Outlet+got.Lang+got.URL) {
		t.Fatalf("not valid: %+v", got)
	}
	n, last := utf8.RuneCountInString(got.Body), 0
	for _, p := range got.Parts {
		if p.Start < last || p.End <= p.Start || p.End > n {
			t.Fatalf("part %+v of %d", p, n)
		}
		last = p.End
	}
}

// FuzzLinked gives what a page says of itself to machines, and the days in it.
func FuzzLinked(f *testing.F) {
	for _, s := range []string{
		`{"@type":"NewsArticle","headline":"h","author":[{"name":"a"},"b",{"name":{"name":["c"]}}],"publisher":{"name":"p"},"datePublished":"2022-03-08T10:00:00+02:00","inLanguage":"uk"}`,
		`[{"@graph":[{"@type":["WebPage"],"url":"u"}]},{"mainEntity":{"@type":"Report","datePublished":"2022-03"}}]`,
		strings.Repeat(`{"@graph":[`, 50), `{"@type":1}`, "8 March 2022", "2022-03-08 25:61", "",
	} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		var l linked
		l.read(s)
		for _, v := range []string{s, l.published} {
			if lo, hi, ok := day(v); ok && (len(lo) != 10 || len(hi) != 10 || lo > hi) {
				t.Errorf("%q is from %q to %q", v, lo, hi)
			}
		}
		for _, v := range []string{l.headline, l.author, l.outlet, l.lang, l.url} {
			if strings.ContainsAny(v, "\n\x00") {
				t.Errorf("%q holds more than a line: %q", s, v)
			}
		}
	})
}
