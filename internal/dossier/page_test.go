package dossier

import (
	"bytes"
	"crypto/sha256"
	"encoding/base64"
	"encoding/csv"
	"reflect"
	"strings"
	"testing"
	"unicode/utf8"

	"golang.org/x/net/html"

	"exhibit/internal/casefile"
	"exhibit/internal/claim"
)

// hostile returns texts that try to leave the place where they are printed.
func hostile() []string {
	return []string{
		`</title><script>alert(1)</script>`, `"><img src=x onerror=alert(1)>`, `' onmouseover='x`, `</style><script>1</script>`,
		`--><svg onload=alert(1)>`, `]]></svg><script>x</script>`, "\u202Egnp.exe", "\x00\x01\x1b[31m", `javascript:alert(1)`, `{{.Secret}}`,
		`</blockquote></article><h1>Verified</h1>`, `*/ } body { display:none } /*`, `\`, "a\nb\u2028c", strings.Repeat("щ", 3000), "&lt;&amp;", "\uFEFF\u2066x",
	}
}

func attr(n *html.Node, key string) string {
	for _, a := range n.Attr {
		if a.Key == key {
			return a.Val
		}
	}
	return ""
}

func walk(n *html.Node, do func(*html.Node)) {
	do(n)
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		walk(c, do)
	}
}

func hasClass(n *html.Node, class string) bool {
	for _, c := range strings.Fields(attr(n, "class")) {
		if c == class {
			return true
		}
	}
	return false
}

func text(n *html.Node) string {
	var b strings.Builder
	walk(n, func(n *html.Node) {
		if n.Type == html.TextNode {
			b.WriteString(n.Data)
		}
	})
	return b.String()
}

func parse(t testing.TB, page []byte) *html.Node {
	t.Helper()
	if !utf8.Valid(page) {
		t.Error("the page is not valid UTF-8")
	}
	root, err := html.Parse(bytes.NewReader(page))
	if err != nil {
		t.Fatal(err)
	}
	return root
}

// checkPage holds what is true of every page: nothing runs, nothing is fetched, every link inside the page has its
// target, the policy admits exactly the style that is there, and every figure opens to words.
func checkPage(t testing.TB, page []byte) {
	t.Helper()
	root := parse(t, page)
	ids, links := map[string]int{}, map[string]bool{}
	var policy, style string
	walk(root, func(n *html.Node) {
		if n.Type != html.ElementNode {
			return
		}
		switch n.Data {
		case "script", "iframe", "object", "embed", "link", "img", "image", "form", "input", "base", "audio", "video", "foreignObject", "use", "a:script":
			t.Errorf("element %q", n.Data)
		case "style":
			style += text(n)
		case "meta":
			if attr(n, "http-equiv") == "Content-Security-Policy" {
				policy = attr(n, "content")
			}
		}
		for _, a := range n.Attr {
			switch {
			case a.Key == "id":
				ids[a.Val]++
			case a.Key == "href" && strings.HasPrefix(a.Val, "#"):
				links[a.Val[1:]] = true
			case a.Key == "href" && !strings.HasPrefix(a.Val, "annex-incidents-"):
				t.Errorf("link to %q", a.Val)
			case a.Key == "src" || a.Key == "srcset" || a.Key == "style" || strings.HasPrefix(a.Key, "on"):
				t.Errorf("attribute %s=%q on %q", a.Key, a.Val, n.Data)
			}
		}
		if hasClass(n, "figure") {
			checkFigure(t, n)
		}
	})
	for id, times := range ids {
		if times > 1 {
			t.Errorf("id %q is there %d times", id, times)
		}
	}
	for id := range links {
		if ids[id] == 0 {
			t.Errorf("link to #%s, which is nowhere", id)
		}
	}
	sum := sha256.Sum256([]byte(style))
	if want := "'sha256-" + base64.StdEncoding.EncodeToString(sum[:]) + "'"; !strings.Contains(policy, "default-src 'none'") || !strings.Contains(policy, want) {
		t.Errorf("policy %q does not admit the style %s", policy, want)
	}
	if strings.Contains(style, "url(") || strings.Contains(style, "@import") {
		t.Error("the style fetches something")
	}
}

// checkFigure holds that a figure, or the row it stands in, has a link to a claim, or says that it is withheld.
func checkFigure(t testing.TB, n *html.Node) {
	t.Helper()
	at := n
	if n.Data == "td" {
		at = n.Parent
	}
	ok := false
	walk(at, func(n *html.Node) {
		ok = ok || n.Data == "a" && strings.HasPrefix(attr(n, "href"), "#claim-") || hasClass(n, "withheld")
	})
	if !ok {
		t.Errorf("figure without words: %q", text(at))
	}
}

func TestTheFirstPageSaysWhatTheFileIs(t *testing.T) {
	for name, want := range map[string][]string{
		"empty":         {"This case holds no item", "stated by the operator, not independently anchored", "The court establishes guilt", "Integrity is not authenticity"},
		"only-articles": {"Lead material", "1 of 21 assertions and 1 of 2 incidents"},
		"submission":    {"independently anchored", "25 March 2031, 16:44 UTC", "Port Saline Time Authority", "contrary item left out", "the originator has not agreed (entry 207)"},
		"whole":         {"3 first-hand", "0 hearsay", "2 unknown", "1 restricted", "stated by the operator, not independently anchored"},
	} {
		t.Run(name, func(t *testing.T) {
			page := coverText(t, render(t, stories()[name]()))
			for _, w := range want {
				if !strings.Contains(page, w) {
					t.Errorf("the first page lacks %q:\n%s", w, page)
				}
			}
		})
	}
	if strings.Contains(coverText(t, render(t, fixture())), "Lead material") {
		t.Error("a case with a photograph is called lead material")
	}
}

func coverText(t *testing.T, page []byte) string {
	t.Helper()
	out := ""
	walk(parse(t, page), func(n *html.Node) {
		if n.Data == "header" && attr(n, "id") == "cover" {
			out = strings.Join(strings.Fields(text(n)), " ")
		}
	})
	return out
}

func TestSectionsStandInTheirOrder(t *testing.T) {
	var got []string
	walk(parse(t, render(t, casefile.File{})), func(n *html.Node) {
		if n.Data == "section" && strings.HasPrefix(attr(n, "id"), "s") && len(attr(n, "id")) < 4 {
			got = append(got, attr(n, "id"))
		}
	})
	want := []string{"s1", "s2", "s3", "s4", "s5", "s6", "s7", "s8", "s9", "s10", "s11", "s12", "s13"}
	if !reflect.DeepEqual(got, want) {
		t.Errorf("sections %v", got)
	}
}

func TestTheSameFileGivesTheSameBytes(t *testing.T) {
	first := render(t, fixture())
	for range 8 {
		if !bytes.Equal(first, render(t, fixture())) {
			t.Fatal("two pages of one file differ")
		}
	}
}

func TestHostileTextStaysText(t *testing.T) {
	shape := func(page []byte) map[string]int {
		out := map[string]int{}
		walk(parse(t, page), func(n *html.Node) {
			if n.Type == html.ElementNode {
				out[n.Data]++
			}
		})
		return out
	}
	for _, s := range hostile() {
		f := submission()
		poison(reflect.ValueOf(&f).Elem(), s)
		page := render(t, f)
		checkPage(t, page)
		if n := shape(page); n["script"]+n["img"] > 0 || n["h1"] != 1 || n["style"] != 1 || n["title"] < 1 {
			t.Errorf("%q made elements: %v", s, n)
		}
		for name, b := range annexes(t, f) {
			if strings.HasSuffix(name, ".html") {
				checkPage(t, b.Bytes())
			}
		}
	}
}

// poison puts s before and after every text that File holds.
func poison(v reflect.Value, s string) {
	switch v.Kind() {
	case reflect.String:
		v.SetString(s + v.String() + s)
	case reflect.Struct:
		for i := range v.NumField() {
			poison(v.Field(i), s)
		}
	case reflect.Slice:
		for i := range v.Len() {
			poison(v.Index(i), s)
		}
	case reflect.Pointer:
		if !v.IsNil() {
			poison(v.Elem(), s)
		}
	case reflect.Map:
		if v.Type().Elem().Kind() == reflect.String && v.Len() > 0 {
			fresh := reflect.MakeMap(v.Type())
			for _, k := range v.MapKeys() {
				fresh.SetMapIndex(reflect.ValueOf(s+k.String()), reflect.ValueOf(s+v.MapIndex(k).String()))
			}
			v.Set(fresh)
		}
	}
}

func FuzzHostileTextStaysTextOnThePage(f *testing.F) {
	for _, s := range hostile() {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		if len(s) > 500 {
			t.Skip()
		}
		file := oneIncident()
		poison(reflect.ValueOf(&file).Elem(), s)
		checkPage(t, render(t, file))
	})
}

func TestFileNamesShowTheirHiddenMarks(t *testing.T) {
	f := fixture()
	f.Items[0].Reports[0] = "annex\u202Efdp.exe"
	if page := html.UnescapeString(string(render(t, f))); !strings.Contains(page, "annex⟨U+202E⟩fdp.exe") || strings.Contains(page, "\u202E") {
		t.Error("a mark that turns the direction of text is not shown as such")
	}
}

func TestQuotesCarryTheirLanguageAndDirection(t *testing.T) {
	langs := map[string]bool{}
	walk(parse(t, render(t, fixture())), func(n *html.Node) {
		if n.Data == "blockquote" {
			if attr(n, "dir") != "auto" {
				t.Errorf("a quote without dir: %q", text(n))
			}
			langs[attr(n, "lang")] = true
		}
	})
	for _, l := range []string{"en", "uk", "ar"} {
		if !langs[l] {
			t.Errorf("no quote is marked as %q", l)
		}
	}
}

func TestWithheldWordsAreNowhere(t *testing.T) {
	f := submission()
	all := [][]byte{render(t, f)}
	for _, b := range annexes(t, f) {
		all = append(all, b.Bytes())
	}
	secret := f.Items[13]
	for _, b := range all {
		for _, s := range []string{"The governor put the dead at twelve", "Our units did not fire", secret.Reports[0], strings.TrimPrefix(secret.Ref, "sha256-"), secret.Title} {
			if bytes.Contains(b, []byte(s)) {
				t.Errorf("%q is printed", s)
			}
		}
	}
	if !bytes.Contains(all[0], []byte("contrary item left out, handed over in full with the first submission (entry 209)")) {
		t.Error("the page does not say that and why the contrary item was left out")
	}
}

func TestWhatWasLeftOutIsCountedAlsoWhereNothingIsNamed(t *testing.T) {
	f := submission()
	f.Items = f.Items[:13] // as a submission has it: what is left out is not in the file
	gone := func(what string) string { return "sha256-" + strings.Repeat(what, 64) }
	f.LeftOut = []casefile.Withheld{
		{Category: "restricted", Reason: "at risk"}, {Category: "restricted", Reason: "at risk"},
		{Category: "not-selected", Reason: "does not concern what was selected", Count: 12},
		{Ref: gone("a"), Category: "conditions", Reason: "nobody has decided that they are met"},
		{Ref: gone("b"), Category: "contrary", Reason: "the witness withdrew it"},
		{Ref: gone("c"), Category: "contrary", Reason: "handed over before"},
	}
	page := render(t, f)
	cover := coverText(t, page)
	for _, want := range []string{"2 restricted", "12 not selected", "1 given under conditions", "2 contrary item left out"} {
		if !strings.Contains(cover, want) {
			t.Errorf("the first page lacks %q:\n%s", want, cover)
		}
	}
	for _, want := range []string{"contrary item left out, the witness withdrew it", "contrary item left out, handed over before"} {
		if !bytes.Contains(page, []byte(want)) {
			t.Errorf("section 8 lacks %q", want)
		}
	}
}

func TestAnErasedItemLeavesOnlyItsPlace(t *testing.T) {
	f := fixture()
	f.Items[4].Erased = 77
	page := string(render(t, f))
	if strings.Contains(page, "A week of shelling") || strings.Contains(page, strings.TrimPrefix(f.Items[4].Ref, "sha256-")) || strings.Contains(page, "Fourteen died") {
		t.Error("an erased item is still shown")
	}
	if !strings.Contains(page, "erased by order (entry 77)") {
		t.Error("the page does not say which entry erased the item")
	}
}

func TestAPrivateIndividualIsNotNamedAsPerpetrator(t *testing.T) {
	const name = "Ilvar Testname"
	f := fixture()
	f.Snapshot.Claims = append(f.Snapshot.Claims, say("z1", "reports/2031-03-08-gazette.pdf", claim.Action, name+" gave the order, a neighbour said.", func(c *claim.Claim) {
		c.ActorAccused = name
	}))
	f.Snapshot.Events[0].Alleged = []claim.Accused{{Name: name, Kind: "individual", Confidence: "reported"}}
	in := &f.Snapshot.Incidents[0]
	in.Title, in.Alleged, in.Claims = "Shelling ordered by "+name, append(in.Alleged, name), append(in.Claims, "z1")

	page := render(t, f)
	checkPage(t, page)
	if bytes.Contains(page, []byte(name)) {
		t.Error("the page names an individual whom nobody has accepted")
	}
	if !bytes.Contains(page, []byte("1 statement names an individual outside a public role")) {
		t.Error("the page does not say that an individual is named")
	}
	for file, b := range annexes(t, f) {
		if strings.Contains(b.String(), name) {
			t.Errorf("%s names the individual", file)
		}
	}

	z := &f.Snapshot.Claims[len(f.Snapshot.Claims)-1]
	z.Status, z.DecidedBy = "accepted", "A-01"
	if !bytes.Contains(render(t, f), []byte(name)) {
		t.Error("words that a person accepted are not printed")
	}
}

func TestAFigureWithoutWordsIsWithheld(t *testing.T) {
	f := oneIncident()
	f.Snapshot.Incidents[0].KilledMin, f.Snapshot.Incidents[0].KilledMax = num(7731), num(7732)
	for i := range f.Snapshot.Claims {
		f.Snapshot.Claims[i].Killed = nil
	}
	page := string(render(t, f))
	if strings.Contains(page, "7,731") || strings.Contains(page, "7,732") {
		t.Error("a figure without words is printed")
	}
	if !strings.Contains(page, "no words can be opened for it") {
		t.Error("the page does not say that a figure is withheld")
	}

	f = fixture()
	f.Snapshot.Series[0].Points[0].Claims, f.Snapshot.Series[0].Points[0].Value = []string{"gone"}, 88123
	page = string(render(t, f))
	if strings.Contains(page, "88,123") || !strings.Contains(page, "1 value is not shown because no words can be opened") {
		t.Error("a value of a running total without words is printed, or its absence is not said")
	}
}

func TestRejectedWordsLeaveTheFigures(t *testing.T) {
	f := fixture()
	for i := range f.Snapshot.Claims {
		if f.Snapshot.Claims[i].ID == "c3" {
			f.Snapshot.Claims[i].Status, f.Snapshot.Claims[i].DecidedBy = "rejected", "A-01"
		}
	}
	walk(parse(t, render(t, f)), func(n *html.Node) {
		if hasClass(n, "figure") && strings.Contains(text(n), "The governor put the dead at twelve") {
			t.Error("rejected words still stand under a figure")
		}
	})
}

func TestWhatNobodyDecidedIsStamped(t *testing.T) {
	stamped := map[string]bool{}
	walk(parse(t, render(t, fixture())), func(n *html.Node) {
		if n.Data == "article" && hasClass(n, "incident") {
			walk(n, func(k *html.Node) {
				if hasClass(k, "stamp") {
					stamped[attr(n, "id")] = true
				}
			})
		}
	})
	if !stamped["incident-i-dolmir"] || stamped["incident-i-orlanka"] {
		t.Errorf("stamped: %v", stamped)
	}
}

func TestContraryComesBeforeTheElements(t *testing.T) {
	page := string(render(t, fixture()))
	sheet := page[strings.Index(page, `id="sheet-`):]
	if c, e := strings.Index(sheet, "contrarybox"), strings.Index(sheet, `class="elements"`); c < 0 || e < 0 || c > e {
		t.Errorf("contrary facts at %d, elements at %d", c, e)
	}
	if d, o := strings.Index(sheet, `status disputed`), strings.Index(sheet, `status some`); d < 0 || d > o {
		t.Errorf("disputed at %d, supported at %d", d, o)
	}
}

func TestDenialStandsBesideWhatItDeniesAndNotBesideItsOwnAccusation(t *testing.T) {
	walk(parse(t, render(t, fixture())), func(n *html.Node) {
		if !hasClass(n, "party") {
			return
		}
		has := strings.Contains(text(n), "Our units did not fire")
		switch attr(n, "id") {
		case anchor("party", "armed forces of northmark"):
			if !has {
				t.Error("the denial does not stand beside the accusation")
			}
		case anchor("party", "armed forces of velmora"):
			if has {
				t.Error("a party's denial stands beside the accusation that it makes itself")
			}
		}
	})
}

func TestNoPercentageAndNoProof(t *testing.T) {
	f := fixture()
	f.Quality = nil // measured errors of the machine are percentages of texts, not of proof
	page := text(parse(t, render(t, f)))
	page = page[strings.Index(page, "What happened"):]
	if strings.Contains(page, "%") && !strings.Contains(page, "printf '%s") || strings.Count(page, "%") > 1 {
		t.Error("there is a percentage on the page")
	}
	if strings.Contains(strings.ReplaceAll(page, "provenance", ""), "proven") {
		t.Error("something is called proven")
	}
}

func TestAThousandIncidentsGiveAPageThatCanBeOpened(t *testing.T) {
	f := manyIncidents(2000)
	page := render(t, f)
	if len(page) > 8<<20 {
		t.Errorf("the main page has %d bytes", len(page))
	}
	shown := map[string]bool{}
	count := func(page []byte) {
		walk(parse(t, page), func(n *html.Node) {
			if n.Data == "article" && hasClass(n, "incident") {
				shown[attr(n, "id")] = true
			}
		})
	}
	count(page)
	if len(shown) != incidentsShown {
		t.Errorf("%d incidents on the main page", len(shown))
	}
	if !bytes.Contains(page, []byte("1,960 more in the annexes")) {
		t.Error("the page does not say how many incidents are elsewhere")
	}
	files := annexes(t, f)
	for name, b := range files {
		if strings.HasSuffix(name, ".html") {
			count(b.Bytes())
			if b.Len() > 8<<20 {
				t.Errorf("%s has %d bytes", name, b.Len())
			}
			if !bytes.Contains(page, []byte(`href="`+name+`"`)) {
				t.Errorf("the main page does not lead to %s", name)
			}
		}
	}
	if len(shown) != 2000 {
		t.Errorf("%d of 2000 incidents are on some page", len(shown))
	}
	for name, want := range map[string]int{"claims.csv": 10001, "incidents.csv": 2001, "items.csv": 10001} {
		rows, err := csv.NewReader(files[name]).ReadAll()
		if err != nil || len(rows) != want {
			t.Errorf("%s: %d rows, %v", name, len(rows), err)
		}
	}
}

func TestTheBestSupportedIncidentsAreOnTheMainPage(t *testing.T) {
	f := manyIncidents(300)
	f.Snapshot.Incidents[217].OriginsMin, f.Snapshot.Incidents[217].OriginsMax = 30, 40
	if !bytes.Contains(render(t, f), []byte(`id="incident-i217"`)) {
		t.Error("the incident with the most origins is not on the main page")
	}
}

func TestNoCellOfAnAnnexIsAFormula(t *testing.T) {
	f := fixture()
	f.Snapshot.Claims[0].Quote = `=HYPERLINK("x")`
	files := annexes(t, f)
	rows, err := csv.NewReader(files["claims.csv"]).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	for _, r := range rows {
		for _, c := range r {
			if c != "" && strings.ContainsRune("=+@", rune(c[0])) {
				t.Errorf("cell %q", c)
			}
		}
	}
	if !strings.Contains(files["claims.jsonl"].String(), `"=HYPERLINK(\"x\")"`) {
		t.Error("claims.jsonl does not have the quote to the letter")
	}
}

func TestAWriterThatFailsIsReported(t *testing.T) {
	if err := Write(failing{}, fixture()); err == nil || !strings.Contains(err.Error(), "writing the dossier") {
		t.Errorf("error %v", err)
	}
}

type failing struct{}

func (failing) Write([]byte) (int, error) { return 0, bytes.ErrTooLarge }
