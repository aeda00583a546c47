package sheet

import (
	"encoding/binary"
	"errors"
	"io"
	"strings"
	"testing"
	"testing/iotest"
	"unicode/utf16"

	"github.com/google/go-cmp/cmp"
)

func read(t testing.TB, s string) ([]Row, []Problem) {
	t.Helper()
	rows, problems, err := Read(strings.NewReader(s))
	if err != nil {
		t.Fatal(err)
	}
	return rows, problems
}

func TestTheTemplateIsAnEmptySheetOfAllFields(t *testing.T) {
	rows, problems := read(t, string(Template()))
	if len(rows) > 0 || len(problems) > 0 {
		t.Errorf("rows %v, problems %v", rows, problems)
	}
	if got := strings.Count(string(Template()), ","); got != len(Fields())-1 {
		t.Errorf("%d separators for %d fields", got, len(Fields()))
	}
	for _, f := range Fields() {
		if f.What == "" {
			t.Errorf("nothing says what %q is for", f.Name)
		}
	}
}

func utf16le(s string) string {
	b := []byte("\xff\xfe")
	for _, u := range utf16.Encode([]rune(s)) {
		b = binary.LittleEndian.AppendUint16(b, u)
	}
	return string(b)
}

func utf16be(s string) string {
	b := []byte("\xfe\xff")
	for _, u := range utf16.Encode([]rune(s)) {
		b = binary.BigEndian.AppendUint16(b, u)
	}
	return string(b)
}

func TestASheetIsReadAsTheUsualProgramsSaveIt(t *testing.T) {
	comma := "path,Title,Collected At,restriction\r\na.txt,\"Буча, вул.\nЯблунська\",2022-03-06, OPEN \r\n\r\n,,,\r\nb.txt,,,\r\n"
	title := "Буча, вул.\nЯблунська"
	want := []Row{
		{Path: "a.txt", Values: map[string]string{"title": title, "collected_at": "2022-03-06", "restriction": "open"}},
		{Path: "b.txt", Values: map[string]string{}},
	}
	semicolon := "path;title;collected-at;restriction\na.txt;\"Буча, вул.\nЯблунська\";2022-03-06;open\nb.txt;;;\n"
	for name, s := range map[string]string{
		"comma": comma, "byte order mark": "\ufeff" + comma, "semicolon": semicolon, "tab": strings.ReplaceAll(semicolon, ";", "\t"),
		"separator named": "sep=;\r\n" + semicolon, "UTF-16 little": utf16le(strings.ReplaceAll(semicolon, ";", "\t")), "UTF-16 big": utf16be(comma),
		"no last line break": strings.TrimSuffix(semicolon, "\n"), "quoted names": strings.Replace(semicolon, "path;title", `"path";"title"`, 1),
	} {
		t.Run(name, func(t *testing.T) {
			rows, problems := read(t, s)
			if len(problems) > 0 {
				t.Fatal(problems)
			}
			for i := range rows {
				rows[i].Line = 0
			}
			if d := cmp.Diff(want, rows); d != "" {
				t.Error(d)
			}
		})
	}
}

func TestWhatIsWrongIsNamedByLineAndColumnAndNothingIsUsed(t *testing.T) {
	for name, c := range map[string]struct {
		sheet  string
		line   int
		column string
		words  string
	}{
		"a column nobody knows":     {"path,tittle\na.txt,x\n", 1, "tittle", "not known"},
		"a column twice":            {"path,title,Title\na.txt,x,y\n", 1, "Title", "twice"},
		"a column without name":     {"path,,title\na.txt,x,y\n", 1, "", "column 2"},
		"no path":                   {"title,url\nx,y\n", 1, "", `"path"`},
		"two rows for one item":     {"path,title\na/b.txt,x\nc.txt,z\n.\\a\\b.txt,y\n", 4, "path", "line 2"},
		"a row for no item":         {"path,title\n,x\n", 2, "path", "of which"},
		"a cell too few":            {"path,title,url\na.txt,x\n", 2, "", "2 cells"},
		"a cell too many":           {"path,title\na.txt,x,y\n", 2, "", "3 cells"},
		"a restriction of his own":  {"path,restriction\na.txt,secret\n", 2, "restriction", "neither"},
		"graphic in other words":    {"path,graphic\na.txt,very\n", 2, "graphic", "neither"},
		"a date with two meanings":  {"path,published\na.txt,06/03/2022\n", 2, "published", "2022-03-06"},
		"a date that is none":       {"path,collected_at\na.txt,2022-02-30\n", 2, "collected_at", "2022-02-30"},
		"a date in words":           {"path,created\na.txt,yesterday\n", 2, "created", "yesterday"},
		"a precision of his own":    {"path,created,created_precision\na.txt,2022,roughly\n", 2, "created_precision", "one of"},
		"more precise than it is":   {"path,created,created_precision\na.txt,2022-03,day\n", 2, "created_precision", "month"},
		"a precision of nothing":    {"path,created,created_precision\na.txt,,day\n", 2, "created_precision", "no date"},
		"a quotation mark too few":  {"path,title\na.txt,\"x\nb.txt,y\n", 2, "", "quotation"},
		"another character set":     {"path,title\na.txt,x\nb.txt,\xc1\xf3\xf7\xe0\n", 3, "", "UTF-8"},
		"a spreadsheet":             {"PK\x03\x04…", 0, "", "CSV UTF-8"},
		"nothing":                   {"", 0, "", "empty"},
		"nothing but separators":    {",,,\n,,\n", 0, "", "empty"},
		"half a UTF-16 sheet":       {"\xff\xfep\x00a\x00t\x00h\x00\x00\xd8\n", 0, "", "UTF-16"},
		"the line counts in quotes": {"path,title\na.txt,\"x\ny\nz\"\nb.txt,u,v\n", 5, "", "3 cells"},
	} {
		t.Run(name, func(t *testing.T) {
			rows, problems := read(t, c.sheet)
			if rows != nil || len(problems) != 1 {
				t.Fatalf("rows %v, problems %v", rows, problems)
			}
			if p := problems[0]; p.Line != c.line || p.Column != c.column || !strings.Contains(p.String(), c.words) {
				t.Errorf("%+v: %s", p, p)
			}
		})
	}
}

func TestManyProblemsAreToldAtOnceButNotWithoutEnd(t *testing.T) {
	_, problems := read(t, "path,published\n"+strings.Repeat("a.txt,today\n", 5000))
	if len(problems) != maxProblems {
		t.Errorf("%d problems", len(problems))
	}
}

func TestTheFormOfADateSaysHowExactItIs(t *testing.T) {
	for date, want := range map[string]string{
		"2022": "year", "2022-03": "month", "2022-03-06": "day", "2022-03-06T14:05Z": "minute", "2022-03-06 14:05": "minute",
		"2022-03-06T14:05:33+02:00": "second", "2022-3-6": "", "06.03.2022": "", "2022-03-06T25:00": "", "0001": "",
	} {
		if got, ok := Precision(date); got != want || ok != (want != "") {
			t.Errorf("%s: %q %v, want %q", date, got, ok, want)
		}
	}
	rows, problems := read(t, "path,created,created_precision\na,2022-03,\nb,2022-03-01,Month\nc,2022,approximate\n")
	if len(problems) > 0 {
		t.Fatal(problems)
	}
	for i, want := range []string{"month", "month", "approximate"} {
		if got := rows[i].Values["created_precision"]; got != want {
			t.Errorf("%s: %q, want %q", rows[i].Path, got, want)
		}
	}
}

func TestRowsFindTheirItems(t *testing.T) {
	reports := []string{"a/b.txt", "a/b.zip", "a/b.zip!c d.jpg", "100%25.txt", "Help%21.txt", "x.zip!%2E%2E/evil.sh", "й.txt", "twice.txt", "twice.txt", "only/here.pdf"}
	for path, want := range map[string]string{
		"a/b.txt": "a/b.txt", "./a/b.txt": "a/b.txt", `a\b.txt`: "a/b.txt", `.\a\b.txt`: "a/b.txt", "a/b.zip!c d.jpg": "a/b.zip!c d.jpg",
		`a\b.zip!c d.jpg`: "a/b.zip!c d.jpg", "100%.txt": "100%25.txt", "100%25.txt": "100%25.txt", "Help!.txt": "Help%21.txt",
		"x.zip!%2E%2E/evil.sh": "x.zip!%2E%2E/evil.sh", "и\u0306.txt": "й.txt",
		"missing.txt": "", "twice.txt": "", "A/B.TXT": "", "here.pdf": "",
	} {
		found, problems := Match([]Row{{Line: 7, Path: path}}, reports)
		if want == "" {
			if len(found) > 0 || len(problems) != 1 || problems[0].Line != 7 || problems[0].Path != path {
				t.Errorf("%q: found %v, problems %v", path, found, problems)
			}
			if path == "here.pdf" && !strings.Contains(problems[0].Text, "only/here.pdf") {
				t.Errorf("no suggestion: %s", problems[0])
			}
			continue
		}
		if _, ok := found[want]; !ok || len(problems) > 0 {
			t.Errorf("%q: found %v, problems %v", path, found, problems)
		}
	}
	_, problems := Match([]Row{{Line: 2, Path: "Help!.txt"}, {Line: 3, Path: "Help%21.txt"}}, reports)
	if len(problems) != 1 || problems[0].Line != 3 {
		t.Errorf("two rows for one item: %v", problems)
	}
}

func TestGapsAreTheFieldsNobodyStated(t *testing.T) {
	rows, _ := read(t, "path,url,created\na.txt,https://example.org,2022\n")
	gaps := strings.Join(rows[0].Missing(), " ")
	if strings.Contains(gaps, "url") || strings.Contains(gaps, "created") || !strings.Contains(gaps, "consent") || strings.Contains(gaps, "path") {
		t.Errorf("gaps: %s", gaps)
	}
}

func TestAFailingReaderIsAnError(t *testing.T) {
	broken := errors.New("medium removed")
	if _, _, err := Read(io.MultiReader(strings.NewReader("path\n"), iotest.ErrReader(broken))); !errors.Is(err, broken) {
		t.Errorf("error %v", err)
	}
}

func FuzzSheet(f *testing.F) {
	f.Add([]byte("path,title\na.txt,\"x\ny\"\n"))
	f.Add([]byte("\ufeffpath;published;restriction\r\n.\\a\\b.txt;2022-03;restricted\r\n"))
	f.Add([]byte(utf16le("path\turl\nи\u0306\thttps://example.org\n")))
	f.Add([]byte("sep=\t\npath\tcreated\tcreated_precision\na\t2022\tapproximate\n"))
	f.Add(Template())
	known := map[string]bool{}
	for _, fd := range Fields() {
		known[fd.Name] = true
	}
	f.Fuzz(func(t *testing.T, b []byte) {
		rows, problems, err := Read(strings.NewReader(string(b)))
		if err != nil || rows != nil && problems != nil {
			t.Fatalf("rows %v, problems %v, error %v", rows, problems, err)
		}
		var paths []string
		for _, r := range rows {
			if r.Path == "" || r.Line < 1 {
				t.Errorf("row without path or line: %+v", r)
			}
			for name, value := range r.Values {
				if !known[name] || value == "" {
					t.Errorf("field %q holds %q", name, value)
				}
			}
			paths = append(paths, r.Path)
		}
		if found, problems := Match(rows, paths); len(found)+len(problems) != len(rows) {
			t.Errorf("%d rows: %d found, %d problems", len(rows), len(found), len(problems))
		}
	})
}
