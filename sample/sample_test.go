package sample

import (
	"encoding/csv"
	"io/fs"
	"net/url"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

// columns are the fields of the provenance sheet, in the order of its template.
var columns = []string{
	"path", "url", "title", "author", "account", "outlet", "created", "created_precision", "published",
	"collected_at", "collected_by", "how_collected", "provider", "custody_before", "how_obtained", "language",
	"restriction", "originator", "conditions", "legal_basis", "consent", "relevance", "graphic", "notes", "identity_code",
}

// sheet reads items.csv into one map a row.
func sheet(t *testing.T) []map[string]string {
	t.Helper()
	f, err := FS().Open("items.csv")
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	rows, err := csv.NewReader(f).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(columns, rows[0]); diff != "" {
		t.Fatalf("columns (-want +got):\n%s", diff)
	}
	var out []map[string]string
	for _, r := range rows[1:] {
		m := make(map[string]string)
		for i, c := range columns {
			m[c] = r[i]
		}
		out = append(out, m)
	}
	return out
}

// reports lists the files under reports/, relative to it.
func reports(t *testing.T) []string {
	t.Helper()
	var out []string
	err := fs.WalkDir(FS(), "reports", func(path string, d fs.DirEntry, err error) error {
		if err == nil && !d.IsDir() {
			out = append(out, strings.TrimPrefix(path, "reports/"))
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return out
}

func read(t *testing.T, name string) string {
	t.Helper()
	b, err := fs.ReadFile(FS(), name)
	if err != nil {
		t.Fatal(err)
	}
	return string(b)
}

func TestSheetAndReportsNameTheSameFiles(t *testing.T) {
	var stated []string
	for _, r := range sheet(t) {
		stated = append(stated, r["path"])
	}
	slices.Sort(stated)
	if diff := cmp.Diff(reports(t), stated); diff != "" {
		t.Errorf("files (-) and rows (+):\n%s", diff)
	}
}

func TestSheetIsWellFormed(t *testing.T) {
	for _, r := range sheet(t) {
		switch r["restriction"] {
		case "open":
		case "restricted":
			if r["originator"] == "" || r["conditions"] == "" {
				t.Errorf("%s is restricted and states no originator or no conditions", r["path"])
			}
		default:
			t.Errorf("%s: restriction is %q", r["path"], r["restriction"])
		}
		if r["url"] != "" {
			u, err := url.Parse(r["url"])
			if err != nil || !strings.HasSuffix(u.Host, "example.org") && !strings.HasSuffix(u.Host, "example.net") {
				t.Errorf("%s: %q is no address under example.org or example.net", r["path"], r["url"])
			}
		}
		if p := r["published"]; p != "" {
			if _, err := time.Parse(time.DateOnly, p); err != nil {
				t.Errorf("%s: published %q is no day", r["path"], p)
			}
		}
		if _, err := time.Parse(time.RFC3339, r["collected_at"]); err != nil {
			t.Errorf("%s: collected_at: %v", r["path"], err)
		}
		if (r["created"] == "") != (r["created_precision"] == "") {
			t.Errorf("%s states created or its precision without the other", r["path"])
		}
	}
}

func TestSheetHasGaps(t *testing.T) {
	empty := make(map[string]int)
	for _, r := range sheet(t) {
		for c, v := range r {
			if v == "" {
				empty[c]++
			}
		}
	}
	for _, c := range []string{"url", "outlet", "published", "how_collected", "language", "custody_before", "legal_basis"} {
		if empty[c] == 0 {
			t.Errorf("column %s is stated everywhere, so no gap would be shown", c)
		}
	}
}

func TestReadmeNamesEveryReport(t *testing.T) {
	readme := read(t, "README.md")
	for _, name := range reports(t) {
		if !strings.Contains(readme, "`"+name+"`") {
			t.Errorf("README.md does not name %s", name)
		}
	}
}

// The words that make each trap must survive an editor's hand.
func TestTrapsAreInTheirReports(t *testing.T) {
	for _, row := range []struct{ file, words string }{
		{"01-northline-assessment.txt", "more than 2,400 civilians had been killed in the city as of 22 March"},
		{"01-northline-assessment.txt", "more than 2,500 civilians were killed or injured"},
		{"02-harbour-herald.html", "according to Northline Agency"},
		{"03-field-desk-weekly.txt", "Anthony Blinken"},
		{"07-lantern-post-kremlin.txt", "had no right to make such statements"},
		{"08-clipping-undated.txt", "Dmitry Petkov"},
		{"09-geneva-circular-3-march.txt", "249 people killed and 553 injured"},
		{"10-geneva-circular-4-march.html", "331 civilians killed and 675 injured"},
		{"10-geneva-circular-4-march.html", "249 killed and 553 injured"},
		{"12-tidewater-maternity-hospital.txt", "fighters of the Azov battalion had been in the hospital"},
		{"14-meridian-theatre.html", `the Russian word for "children"`},
		{"16-steppe-post-volnovakha.txt", "Hundreds of people are reported dead in Volnovakha"},
		{"17-donetsk-notice-14-march.txt", "fired by Ukrainian forces"},
		{"19-northline-410-bodies.txt", "The bodies of 410 people"},
		{"20-quayside-bucha.html", "At least 410 bodies"},
	} {
		if !strings.Contains(read(t, "reports/"+row.file), row.words) {
			t.Errorf("%s no longer says %q", row.file, row.words)
		}
	}
	if read(t, "reports/01-northline-assessment.txt") != read(t, "reports/inbox/forwarded copy.txt") {
		t.Error("the forwarded copy is no copy")
	}
}
