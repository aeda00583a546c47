package exhibit

import (
	"fmt"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
)

// document is one file of docs/format.
func document(t *testing.T, name string) string {
	b, err := os.ReadFile(filepath.Join("docs", "format", name))
	if err != nil {
		t.Fatal(err)
	}
	return string(b)
}

// The examples of the documents are run in the folder of the vector, with the tools they name.
func TestExamplesOfTheFormatDocumentsSayWhatTheyShow(t *testing.T) {
	inside, _ := vector(t)
	dir := t.TempDir()
	if err := os.CopyFS(dir, inside); err != nil {
		t.Fatal(err)
	}
	documents, err := filepath.Glob("docs/format/*.md")
	if err != nil {
		t.Fatal(err)
	}
	example := regexp.MustCompile("(?s)```sh\n(.*?)```\n```output\n(.*?)```\n")
	count := 0
	for _, d := range documents {
		for i, m := range example.FindAllStringSubmatch(document(t, filepath.Base(d)), -1) {
			count++
			t.Run(fmt.Sprintf("%s %d", filepath.Base(d), i+1), func(t *testing.T) {
				for _, tool := range []string{"bash", "jq", "xxd", "sha256sum", "minisign", "openssl", "base64"} {
					if _, err := exec.LookPath(tool); err != nil && (strings.Contains(m[1], tool) || tool == "bash") {
						t.Skipf("%s is not installed", tool)
					}
				}
				cmd := exec.Command("bash", "-e", "-o", "pipefail", "-c", m[1])
				cmd.Dir = dir
				out, err := cmd.CombinedOutput()
				if err != nil || string(out) != m[2] {
					t.Errorf("%s\nerror %v, output\n%s\nthe document says\n%s", m[1], err, out, m[2])
				}
			})
		}
	}
	if count < 14 {
		t.Errorf("only %d examples were found", count)
	}
}

// What the documents show is also what this program makes, without any tool.
func TestFormatDocumentsShowTheVector(t *testing.T) {
	inside, _ := vector(t)
	read := func(name string) string {
		b, err := fs.ReadFile(inside, name)
		if err != nil {
			t.Fatal(err)
		}
		return string(b)
	}
	line := strings.Split(read("machine/entries.jsonl"), "\n")[1]
	l, err := ParseEntryLine([]byte(line))
	if err != nil {
		t.Fatal(err)
	}
	if _, err := l.Open(); err != nil {
		t.Fatal(err)
	}
	for doc, shown := range map[string][]string{
		"entry.md":      {line, l.Leaf.String(), "exhibit.entry/1\n" + testOrigin + "\n1\n" + l.Leaf.Hex() + "\n", l.Key},
		"checkpoint.md": {read("machine/checkpoint")},
		"submission.md": {RefOf([]byte(read("manifest-sha256.txt"))).String(), strings.Fields(read("machine/keys.txt"))[3]},
		"ref.md":        {RefOf([]byte("The first report.\n")).String()},
	} {
		for _, s := range shown {
			if !strings.Contains(document(t, doc), s) {
				t.Errorf("%s does not show %q", doc, s)
			}
		}
	}
}

func TestEveryCodeIsDocumentedWithItsRule(t *testing.T) {
	var want, have []string
	for _, r := range codeRules() {
		want = append(want, r.code+" "+r.rule)
		if doc, section, _ := strings.Cut(r.rule, ", "); strings.HasSuffix(doc, ".md") && !strings.Contains(document(t, doc), "\n## "+section+". ") {
			t.Errorf("%s points to section %s of %s, which is not there", r.code, section, doc)
		}
	}
	for _, m := range regexp.MustCompile("(?m)^\\| `([a-z-]+)` \\| [^|]+ \\| ([^|]+) \\|$").FindAllStringSubmatch(document(t, "verify-codes.md"), -1) {
		have = append(have, m[1]+" "+m[2])
	}
	if !slices.Equal(want, have) {
		t.Errorf("codes in the program:\n%s\nin the document:\n%s", strings.Join(want, "\n"), strings.Join(have, "\n"))
	}
}

// Every code that the program can report is in the table, and every one in the table can be reported.
func TestEveryCodeIsUsed(t *testing.T) {
	files, err := filepath.Glob("*.go")
	if err != nil {
		t.Fatal(err)
	}
	var all strings.Builder
	for _, f := range files {
		if strings.HasSuffix(f, "_test.go") || f == "verify_codes.go" {
			continue
		}
		b, err := os.ReadFile(f)
		if err != nil {
			t.Fatal(err)
		}
		all.Write(b)
	}
	text := all.String()
	for _, r := range codeRules() {
		kind, what, _ := strings.Cut(r.code, "-")
		built := strings.Contains(text, `"`+kind+`"`) && strings.Contains(text, `"-`+what+`"`) || strings.Contains(text, `"`+kind+`-" + `) && strings.Contains(text, `"`+what+`"`)
		if !strings.Contains(text, `"`+r.code+`"`) && !built {
			t.Errorf("no code reports %s", r.code)
		}
	}
	for _, m := range regexp.MustCompile(`find\("([a-z-]+)"`).FindAllStringSubmatch(text, -1) {
		ruleOf(m[1]) // panics when it is not in the table
	}
}
