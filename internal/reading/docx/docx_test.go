package docx

import (
	"archive/zip"
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"maps"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"

	"exhibit/internal/reading/text"
)

const (
	rels = `<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">` +
		`<Relationship Id="a" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/></Relationships>`
	core = `<cp:coreProperties xmlns:cp="c" xmlns:dc="d" xmlns:dcterms="t"><dc:title>Daily summary</dc:title><dc:creator>Duty officer</dc:creator>` +
		`<dcterms:created>2022-03-08T21:30:00Z</dcterms:created><dc:language>uk-UA</dc:language></cp:coreProperties>`
	body = `<w:p><w:pPr><w:pStyle w:val="Title"/></w:pPr><w:r><w:t>Зведення за добу</w:t></w:r></w:p>` +
		`<w:p><w:pPr><w:tabs><w:tab w:val="left"/></w:tabs></w:pPr><w:r><w:t xml:space="preserve">Two people were </w:t></w:r><w:r><w:t>killed</w:t></w:r>` +
		`<w:del><w:r><w:delText>, three missing</w:delText></w:r></w:del><w:ins><w:r><w:t>, five wounded</w:t></w:r></w:ins><w:r><w:footnoteReference w:id="2"/><w:t>.</w:t></w:r></w:p>` +
		`<w:tbl><w:tr><w:tc><w:p><w:r><w:t>Day</w:t></w:r></w:p></w:tc><w:tc><w:p><w:r><w:t>Killed</w:t></w:r></w:p></w:tc></w:tr>` +
		`<w:tr><w:tc><w:p><w:r><w:t>7 March</w:t></w:r></w:p></w:tc><w:tc><w:p><w:r><w:t>2</w:t></w:r></w:p></w:tc></w:tr></w:tbl>` +
		`<w:p><w:r><mc:AlternateContent><mc:Choice><w:txbxContent><w:p><w:r><w:t>In a box.</w:t></w:r></w:p></w:txbxContent></mc:Choice>` +
		`<mc:Fallback><w:txbxContent><w:p><w:r><w:t>In a box.</w:t></w:r></w:p></w:txbxContent></mc:Fallback></mc:AlternateContent></w:r></w:p>`
	footnotes = `<w:footnotes xmlns:w="w"><w:footnote w:type="separator" w:id="0"><w:p><w:r><w:t>---</w:t></w:r></w:p></w:footnote>` +
		`<w:footnote w:id="2"><w:p><w:r><w:t>As of 20:00.</w:t></w:r></w:p></w:footnote></w:footnotes>`
)

func inBody(s string) string {
	return `<w:document xmlns:w="w" xmlns:mc="mc"><w:body>` + s + `</w:body></w:document>`
}

// made writes the ZIP file; files are added to or replace the usual ones.
func made(t testing.TB, files map[string]string) []byte {
	t.Helper()
	all := map[string]string{"[Content_Types].xml": "<Types/>", "_rels/.rels": rels, "word/document.xml": inBody(body)}
	maps.Copy(all, files)
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	for _, name := range slices.Sorted(maps.Keys(all)) {
		w, err := z.Create(name)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := io.WriteString(w, all[name]); err != nil {
			t.Fatal(err)
		}
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func parse(ctx context.Context, b []byte) (*text.Text, error) {
	return text.Guard(func() (*text.Text, error) { return Parse(ctx, bytes.NewReader(b), int64(len(b))) })
}

func code(err error) string {
	var f *text.Failure
	if errors.As(err, &f) {
		return f.Code
	}
	return ""
}

// TestWordsOfAllPlacesAreRead shows paragraphs, rows, boxes, notes, headers and footers, in this order, each once.
func TestWordsOfAllPlacesAreRead(t *testing.T) {
	head := `<w:hdr xmlns:w="w"><w:p><w:r><w:t>For official use</w:t></w:r></w:p></w:hdr>`
	got, err := parse(t.Context(), made(t, map[string]string{
		"docProps/core.xml": core, "word/footnotes.xml": footnotes, "word/header1.xml": head, "word/header2.xml": head, "word/footer1.xml": strings.Replace(head, "For official use", "Page", 1),
	}))
	if err != nil {
		t.Fatal(err)
	}
	want := "For official use\n\nЗведення за добу\n\nTwo people were killed, five wounded.\n\nDay\tKilled\n7 March\t2\n\nIn a box.\n\nAs of 20:00.\n\nPage"
	if d := cmp.Diff(want, got.Body); d != "" {
		t.Error(d)
	}
	runes := []rune(got.Body)
	var parts []string
	for _, p := range got.Parts {
		parts = append(parts, fmt.Sprintf("%s %d %s=%s", p.Kind, p.N, p.Label, string(runes[p.Start:p.End])))
	}
	if d := cmp.Diff([]string{
		"page-header 0 =For official use", "title 0 =Зведення за добу", "paragraph 1 =Two people were killed, five wounded.",
		"cell 1 row 1=Day", "cell 2 row 1=Killed", "row 1 =Day\tKilled", "cell 1 row 2=7 March", "cell 2 row 2=2", "row 2 =7 March\t2",
		"paragraph 2 =In a box.", "footnote 2 =As of 20:00.", "page-footer 0 =Page",
	}, parts); d != "" {
		t.Error(d)
	}
	got.Body, got.Parts = "", nil
	if d := cmp.Diff(&text.Text{Title: "Daily summary", Author: "Duty officer", Lang: "uk", PublishedMin: "2022-03-08", PublishedMax: "2022-03-08",
		PublishedBasis: "docx dcterms:created (made, not necessarily published)", Notes: []string{"the document has tracked changes; the text is as if all were accepted"}}, got); d != "" {
		t.Error(d)
	}
}

// TestEmptyCellsKeepTheirColumns shows that a figure stays under its heading.
func TestEmptyCellsKeepTheirColumns(t *testing.T) {
	cell := func(s string) string { return "<w:tc><w:p><w:r><w:t>" + s + "</w:t></w:r></w:p></w:tc>" }
	got, err := parse(t.Context(), made(t, map[string]string{"word/document.xml": inBody("<w:tbl><w:tr>" + cell("") + cell("a") + cell("") + cell("b") + "</w:tr><w:tr>" + cell("only") + "</w:tr></w:tbl>")}))
	if err != nil || got.Body != "\ta\t\tb\n\nonly" {
		t.Errorf("%+v, %v", got, err)
	}
}

// TestActiveContentIsFlagged shows what counts and that a link to a page does not.
func TestActiveContentIsFlagged(t *testing.T) {
	rel := func(kind, mode string) string {
		return `<Relationships><Relationship Id="x" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/` + kind + `" Target="http://a.example/x" TargetMode="` + mode + `"/></Relationships>`
	}
	for name, c := range map[string]struct {
		files map[string]string
		want  bool
	}{
		"macro":            {map[string]string{"word/vbaProject.bin": "x"}, true},
		"control":          {map[string]string{"word/activeX/activeX1.xml": "<a/>"}, true},
		"distant template": {map[string]string{"word/_rels/settings.xml.rels": rel("attachedTemplate", "External")}, true},
		"distant picture":  {map[string]string{"word/_rels/document.xml.rels": rel("image", "External")}, true},
		"dynamic exchange": {map[string]string{"word/document.xml": inBody(`<w:p><w:r><w:instrText>DDE</w:instrText><w:instrText>AUTO c:\\a</w:instrText><w:t>x</w:t></w:r></w:p>`)}, true},
		"link to a page":   {map[string]string{"word/_rels/document.xml.rels": rel("hyperlink", "External")}, false},
		"own picture":      {map[string]string{"word/_rels/document.xml.rels": rel("image", "Internal")}, false},
	} {
		got, err := parse(t.Context(), made(t, c.files))
		if err != nil || (len(got.Flags) == 1) != c.want {
			t.Errorf("%s: %+v, %v", name, got, err)
		}
	}
}

// TestEachBadDocumentHasItsOutcome shows the codes.
func TestEachBadDocumentHasItsOutcome(t *testing.T) {
	good := made(t, nil)
	twice := func() []byte {
		var b bytes.Buffer
		z := zip.NewWriter(&b)
		for range 2 {
			w, _ := z.Create("word/document.xml")
			io.WriteString(w, inBody(body))
		}
		z.Close()
		return b.Bytes()
	}
	many := map[string]string{}
	for i := range maxEntries + 1 {
		many[fmt.Sprintf("a/%d", i)] = ""
	}
	flipped := bytes.Clone(good)
	i := bytes.Index(flipped, []byte("PK\x01\x02"))
	flipped[i/2] ^= 0xFF
	for name, c := range map[string]struct {
		b    []byte
		want []string
	}{
		"empty":             {nil, []string{text.Empty}},
		"cut":               {good[:len(good)-30], []string{text.Truncated}},
		"no ZIP":            {[]byte("words"), []string{text.Malformed}},
		"password":          {[]byte("\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1 and so on"), []string{text.Encrypted}},
		"flipped bits":      {flipped, []string{text.Malformed, text.TooLarge}},
		"no words":          {made(t, map[string]string{"word/document.xml": inBody("<w:p/>")}), []string{text.Empty}},
		"broken XML":        {made(t, map[string]string{"word/document.xml": "<w:document><w:p>"}), []string{text.Malformed}},
		"nested XML":        {made(t, map[string]string{"word/document.xml": strings.Repeat("<a>", 2000)}), []string{text.Malformed}},
		"own entities":      {made(t, map[string]string{"word/document.xml": `<!DOCTYPE d [<!ENTITY e "eeee">]><d>&e;</d>`}), []string{text.Malformed}},
		"bomb":              {made(t, map[string]string{"word/document.xml": strings.Repeat(" ", maxUnpacked+1)}), []string{text.TooLarge}},
		"many entries":      {made(t, many), []string{text.TooLarge}},
		"two texts":         {twice(), []string{text.Malformed}},
		"another package":   {made(t, map[string]string{"_rels/.rels": "<a/>", "word/document.xml": ""}), []string{text.Empty, text.Malformed}},
		"relation outwards": {made(t, map[string]string{"_rels/.rels": strings.Replace(rels, `Target="`, `TargetMode="External" Target="../`, 1)}), []string{""}},
	} {
		t.Run(name, func(t *testing.T) {
			if _, err := parse(t.Context(), c.b); !slices.Contains(c.want, code(err)) {
				t.Errorf("got %v", err)
			}
		})
	}
}

// TestReaderOpensOnlyWhatItNeeds shows reading through a file rather than memory, and its limit.
func TestReaderOpensOnlyWhatItNeeds(t *testing.T) {
	b := made(t, map[string]string{"word/media/image1.png": strings.Repeat("x", 1<<20)})
	in := text.Input{Name: "a.docx", Size: int64(len(b)), Open: func() (io.ReadSeekCloser, error) { return nopCloser{bytes.NewReader(b)}, nil }}
	if got, err := (Reader{Limit: 64 << 20}).Read(t.Context(), in); err != nil || !strings.Contains(got.Body, "five wounded") {
		t.Errorf("%+v, %v", got, err)
	}
	if _, err := (Reader{Limit: 100}).Read(t.Context(), in); code(err) != text.TooLarge {
		t.Errorf("limit: %v", err)
	}
}

type nopCloser struct{ *bytes.Reader }

func (nopCloser) Close() error { return nil }

// FuzzWords gives the parser the text part itself, which a fuzzer cannot reach through compression and checksums.
func FuzzWords(f *testing.F) {
	f.Add(inBody(body), footnotes)
	f.Add(inBody("<w:tbl><w:tr><w:tc><w:tbl><w:tr><w:tc><w:p><w:t>x"), "<a></b>")
	f.Add("</w:tc></w:tr><w:p></w:p></w:p>", "<w:del/><w:t>x</w:t>")
	f.Fuzz(func(t *testing.T, main, notes string) {
		got, err := Parse(context.Background(), bytes.NewReader(nil), 0)
		if err == nil {
			t.Fatal(got)
		}
		b := made(t, map[string]string{"word/document.xml": main, "word/footnotes.xml": notes})
		got, err = Parse(context.Background(), bytes.NewReader(b), int64(len(b)))
		if err != nil {
			if code(err) == "" {
				t.Fatal(err)
			}
			return
		}
		check(t, got)
	})
}

func FuzzParse(f *testing.F) {
	f.Add(made(f, map[string]string{"docProps/core.xml": core}))
	f.Add([]byte("PK\x05\x06" + strings.Repeat("\x00", 18)))
	f.Fuzz(func(t *testing.T, b []byte) {
		got, err := Parse(context.Background(), bytes.NewReader(b), int64(len(b)))
		if err != nil {
			if code(err) == "" {
				t.Fatal(err)
			}
			return
		}
		check(t, got)
	})
}

func check(t *testing.T, got *text.Text) {
	t.Helper()
	n := utf8.RuneCountInString(got.Body)
	for _, p := range got.Parts {
		if p.Start < 0 || p.End <= p.Start || p.End > n {
			t.Fatalf("part %+v of %d", p, n)
		}
	}
	if !utf8.ValidString(got.Body+got.Title+got.Author) || strings.Contains(got.Body, "\x00") {
		t.Fatalf("not valid: %+v", got)
	}
}

// FuzzAbout gives the parts that say what the document is and what it refers to.
func FuzzAbout(f *testing.F) {
	f.Add(core, rels)
	f.Add("<a><title>x<title>y</title></a>", `<Relationships><Relationship Type="officeDocument" Target="../../a"/></Relationships>`)
	f.Add("<created>2022-03-08T00:00:00+99:99</created>", `<Relationship Type="x/officeDocument" Target=""/>`)
	f.Add("<!DOCTYPE a [<!ENTITY b \"c\">]><title>&b;</title>", `<Relationship TargetMode="External"/>`)
	f.Fuzz(func(t *testing.T, about, refers string) {
		b := made(t, map[string]string{"docProps/core.xml": about, "_rels/.rels": refers, "word/_rels/document.xml.rels": refers})
		got, err := Parse(context.Background(), bytes.NewReader(b), int64(len(b)))
		if err != nil {
			if code(err) == "" {
				t.Fatal(err)
			}
			return
		}
		check(t, got)
	})
}

func TestAnElementAsLargeAsABookIsRefused(t *testing.T) {
	for name, main := range map[string]string{
		"attributes": inBody("<w:p " + strings.Repeat(`a="b" `, maxToken/3) + "/>"),
		"comment":    inBody("<!--" + strings.Repeat("x", 2*maxToken) + "-->"),
	} {
		b := made(t, map[string]string{"word/document.xml": main})
		if _, err := Parse(t.Context(), bytes.NewReader(b), int64(len(b))); code(err) != text.TooLarge {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func TestAParagraphOfManyRunsKeepsThemInOrder(t *testing.T) {
	var main, want strings.Builder
	for i := range 100_000 {
		fmt.Fprintf(&main, "<w:r><w:t>%d </w:t></w:r><w:r><w:br/></w:r>", i)
		fmt.Fprintf(&want, "%d \n", i)
	}
	b := made(t, map[string]string{"word/document.xml": inBody("<w:p>" + main.String() + "</w:p>")})
	got, err := Parse(t.Context(), bytes.NewReader(b), int64(len(b)))
	if err != nil {
		t.Fatal(err)
	}
	if got.Body != strings.TrimSpace(want.String()) {
		t.Errorf("%.100q", got.Body)
	}
}

func TestAVeryWideRowKeepsItsColumns(t *testing.T) {
	row := func(cells ...string) string {
		var b strings.Builder
		for _, c := range cells {
			b.WriteString("<w:tc><w:p><w:r><w:t>" + c + "</w:t></w:r></w:p></w:tc>")
		}
		return "<w:tbl><w:tr>" + b.String() + "</w:tr></w:tbl>"
	}
	wide := append([]string{"a"}, make([]string, 200_000)...)
	wide[len(wide)-1] = "z"
	for want, main := range map[string]string{"\t\ta\t\tb": row("", "", "a", "", "b", ""), "a" + strings.Repeat("\t", 200_000) + "z": row(wide...)} {
		b := made(t, map[string]string{"word/document.xml": inBody("<w:p><w:r><w:t>Table</w:t></w:r></w:p>" + main)})
		got, err := Parse(t.Context(), bytes.NewReader(b), int64(len(b)))
		if err != nil || got.Body != "Table"+text.Gap+want {
			t.Errorf("%v, want %.40q", err, want)
		}
	}
}
