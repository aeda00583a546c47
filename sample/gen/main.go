// Command gen writes the reports of the sample that a text editor cannot: the PDF, the DOCX, the ZIP, the e-mail with
// its attachment, the windows-1251 text and the photograph.
//
// Usage, from the module's root:
//
//	go run ./sample/gen            # writes into sample/reports
//	go run ./sample/gen -dir DIR
//
// Their words are in gen/source. The output depends on nothing but these words: no clock, no random number, no
// compressor whose output may change with the version of Go. A test compares it with the committed files byte for byte.
package main

import (
	"embed"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"time"
)

//go:embed source
var source embed.FS

// file is one report to write: its name under sample/reports and its bytes.
type file struct {
	name string
	body []byte
}

func main() {
	dir := flag.String("dir", filepath.Join("sample", "reports"), "folder to write into")
	flag.Parse()
	if err := run(*dir); err != nil {
		fmt.Fprintln(os.Stderr, "gen:", err)
		os.Exit(1)
	}
}

func run(dir string) error {
	files, err := build()
	if err != nil {
		return err
	}
	for _, f := range files {
		path := filepath.Join(dir, f.name)
		if err := os.WriteFile(path, f.body, 0o644); err != nil {
			return fmt.Errorf("writing %q: %w", path, err)
		}
		fmt.Printf("%7d %s\n", len(f.body), path)
	}
	return nil
}

// build makes every generated report of the sample.
func build() ([]file, error) {
	words := func(name string) string {
		b, err := source.ReadFile("source/" + name)
		if err != nil {
			panic(err) // embedded: cannot be missing in a program that was built
		}
		return string(b)
	}
	day := func(y int, m time.Month, d, hour int) time.Time { return time.Date(y, m, d, hour, 0, 0, 0, time.UTC) }

	note, err := pdf("Morning Docket", words("04-note.txt"), day(2022, 3, 24, 6))
	if err != nil {
		return nil, err
	}
	brief, err := pdf("Legal Observer Brief", words("05-brief.txt"), day(2022, 3, 28, 9))
	if err != nil {
		return nil, err
	}
	notice, err := windows1251(words("13-cp1251.txt"))
	if err != nil {
		return nil, err
	}
	saturday, sunday := day(2022, 3, 26, 16), day(2022, 3, 27, 10)
	dispatches, err := archive([]member{
		{"kestrel-radio-notes.txt", []byte(words("06a-kestrel.txt")), saturday},
		{"canal-street-post.html", []byte(words("06b-canal.html")), sunday},
	})
	if err != nil {
		return nil, err
	}
	digest, err := docx("The Plain Table", words("11-digest.txt"), day(2022, 3, 7, 8))
	if err != nil {
		return nil, err
	}
	return []file{
		{"04-morning-docket.eml", message(words("04-body.txt"), "note-on-running-totals.pdf", note)},
		{"05-legal-observer-brief.pdf", brief},
		{"06-weekend-dispatches.zip", dispatches},
		{"11-plain-table-digest.docx", digest},
		{"13-russian-windows-1251.txt", notice},
		{"28-square.jpg", photograph()},
	}, nil
}

// paragraph is one block of a source text: "# " a title, "= " a byline, "## " a heading, "%page" a new page.
type paragraph struct {
	kind paragraphKind
	text string
}

type paragraphKind int

const (
	plain paragraphKind = iota
	title
	byline
	heading
	newPage
)

// paragraphs reads the blocks of a source text: every line that is not blank is one.
func paragraphs(s string) []paragraph {
	var out []paragraph
	for _, line := range strings.Split(s, "\n") {
		line = strings.TrimSpace(line)
		switch {
		case line == "":
		case line == "%page":
			out = append(out, paragraph{kind: newPage})
		case strings.HasPrefix(line, "## "):
			out = append(out, paragraph{heading, line[3:]})
		case strings.HasPrefix(line, "# "):
			out = append(out, paragraph{title, line[2:]})
		case strings.HasPrefix(line, "= "):
			out = append(out, paragraph{byline, line[2:]})
		default:
			out = append(out, paragraph{plain, line})
		}
	}
	return out
}

// firstTitle returns the text of the title block.
func firstTitle(ps []paragraph) string {
	for _, p := range ps {
		if p.kind == title {
			return p.text
		}
	}
	return ""
}
