package sheet

import (
	"bytes"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"strings"
	"unicode/utf8"

	"golang.org/x/text/encoding/unicode"
)

// Row is what the sheet states of one item.
type Row struct {
	Line   int               // where the row begins in the sheet
	Path   string            // as written
	Values map[string]string // by field name, without "path"; what is empty in the sheet is not there
}

// Problem is something in a sheet that a person has to put right.
type Problem struct {
	Line   int    // 0: the sheet as a whole
	Column string // "": the row as a whole
	Path   string // the row's path, where it is known
	Text   string // one sentence with a next step
	// Missing says that nothing arrived under the row's path; the row itself may be right.
	Missing bool
}

func (p Problem) String() string {
	var where []string
	if p.Line > 0 {
		where = append(where, fmt.Sprintf("line %d", p.Line))
	}
	if p.Column != "" {
		where = append(where, fmt.Sprintf("column %q", p.Column))
	}
	if p.Path != "" {
		where = append(where, fmt.Sprintf("item %q", p.Path))
	}
	if len(where) == 0 {
		return p.Text
	}
	return strings.Join(where, ", ") + ": " + p.Text
}

// MaxBytes is the largest sheet that is read.
const MaxBytes = 64 << 20

// maxProblems is how many problems are told at once; a sheet in the wrong form has one in every cell.
const maxProblems = 100

// Read reads a sheet. With any problem it gives no rows: a sheet is used whole or not at all. The error is one of reading r.
func Read(r io.Reader) ([]Row, []Problem, error) {
	raw, err := io.ReadAll(io.LimitReader(r, MaxBytes+1))
	if err != nil {
		return nil, nil, fmt.Errorf("reading the provenance sheet: %w", err)
	}
	text, problem := decode(raw)
	if problem != nil {
		return nil, []Problem{*problem}, nil
	}
	p := &parser{seen: map[string]int{}}
	p.parse(text)
	if len(p.problems) > 0 {
		return nil, p.problems, nil
	}
	return p.rows, nil, nil
}

// decode makes text of a sheet's bytes.
func decode(raw []byte) (string, *Problem) {
	whole := func(s string) (string, *Problem) { return "", &Problem{Text: s} }
	switch {
	case len(raw) > MaxBytes:
		return whole(fmt.Sprintf("the sheet is larger than %d MB; split it into several and add them one by one", MaxBytes>>20))
	case bytes.HasPrefix(raw, []byte("PK\x03\x04")), bytes.HasPrefix(raw, []byte("\xd0\xcf\x11\xe0")):
		return whole("this is a spreadsheet file, not a CSV; open it and save it as \"CSV UTF-8\"")
	case bytes.HasPrefix(raw, []byte("\xff\xfe")), bytes.HasPrefix(raw, []byte("\xfe\xff")):
		text, err := unicode.UTF16(unicode.LittleEndian, unicode.ExpectBOM).NewDecoder().Bytes(raw)
		if err != nil || bytes.ContainsRune(text, utf8.RuneError) {
			return whole("the sheet says that it is UTF-16 and is not; save it as \"CSV UTF-8\"")
		}
		raw = text
	}
	raw = bytes.TrimPrefix(raw, []byte("\ufeff"))
	if !utf8.Valid(raw) {
		line := 1
		for len(raw) > 0 {
			r, n := utf8.DecodeRune(raw)
			if r == utf8.RuneError && n == 1 {
				break
			}
			if r == '\n' {
				line++
			}
			raw = raw[n:]
		}
		return "", &Problem{Line: line, Text: "the sheet is not in UTF-8 and its letters would come out wrong; save it as \"CSV UTF-8\""}
	}
	if bytes.IndexByte(raw, 0) >= 0 {
		return whole("the sheet holds NUL bytes; save it as \"CSV UTF-8\"")
	}
	return string(raw), nil
}

// parser goes through a sheet and gathers what is wrong with it.
type parser struct {
	columns  []string
	rows     []Row
	seen     map[string]int // line of a path
	problems []Problem
}

func (p *parser) wrong(line int, column, path, format string, args ...any) {
	if len(p.problems) < maxProblems {
		p.problems = append(p.problems, Problem{Line: line, Column: column, Path: path, Text: fmt.Sprintf(format, args...)})
	}
}

func (p *parser) parse(text string) {
	skipped := 0
	if rest, ok := strings.CutPrefix(text, "sep="); ok { // some programs put the separator on a line of its own
		_, text, _ = strings.Cut(rest, "\n")
		skipped = 1
	}
	r := csv.NewReader(strings.NewReader(text))
	r.Comma = separator(text)
	r.FieldsPerRecord = -1
	r.ReuseRecord = true
	for {
		cells, err := r.Read()
		if err == io.EOF {
			break
		}
		var broken *csv.ParseError
		if errors.As(err, &broken) {
			p.wrong(broken.StartLine+skipped, "", "", "a quotation mark is not closed or stands within a cell; put the cell in quotation marks and double those within")
			return
		}
		if err != nil {
			p.wrong(0, "", "", "the sheet cannot be read (%v); save it as \"CSV UTF-8\"", err)
			return
		}
		line, _ := r.FieldPos(0)
		if blank(cells) {
			continue
		}
		if p.columns == nil {
			p.header(line+skipped, cells)
			if len(p.problems) > 0 {
				return // without columns no cell means anything
			}
			continue
		}
		p.row(line+skipped, cells)
	}
	if p.columns == nil {
		p.wrong(0, "", "", "the sheet is empty; its first row must name the columns")
	}
}

// separator is the one that the first row has most of, outside quotation marks.
func separator(text string) rune {
	counts := map[rune]int{}
	quoted, some := false, false
	for _, c := range text {
		if c == '"' {
			quoted = !quoted
		}
		if c == '\n' && !quoted && some {
			break
		}
		some = some || c > ' '
		if !quoted {
			counts[c]++
		}
	}
	best := ','
	for _, c := range []rune{';', '\t'} {
		if counts[c] > counts[best] {
			best = c
		}
	}
	return best
}

func blank(cells []string) bool {
	for _, c := range cells {
		if strings.TrimSpace(c) != "" {
			return false
		}
	}
	return true
}

func (p *parser) header(line int, cells []string) {
	known := map[string]bool{}
	for _, f := range Fields() {
		known[f.Name] = true
	}
	had := map[string]bool{}
	for i, c := range cells {
		name := strings.ToLower(strings.TrimSpace(c))
		name = strings.NewReplacer(" ", "_", "-", "_").Replace(name)
		switch {
		case name == "":
			p.wrong(line, "", "", "column %d has no name; name it or delete it", i+1)
		case !known[name]:
			p.wrong(line, c, "", "this column is not known and what it holds would be lost; rename it, move it to \"notes\", or delete it%s", nearest(name))
		case had[name]:
			p.wrong(line, c, "", "this column is there twice; delete one")
		}
		had[name] = true
		p.columns = append(p.columns, name)
	}
	if !had[Path] {
		p.wrong(line, "", "", "the first row names no column \"path\", which says what a row is about; add it")
	}
}

// nearest suggests a column whose name begins or ends alike.
func nearest(name string) string {
	for _, f := range Fields() {
		if strings.Contains(f.Name, name) || strings.Contains(name, f.Name) {
			return fmt.Sprintf(" (was %q meant?)", f.Name)
		}
	}
	return ""
}

func (p *parser) row(line int, cells []string) {
	row := Row{Line: line, Values: map[string]string{}}
	if len(cells) != len(p.columns) {
		p.wrong(line, "", "", "the row has %d cells and the first row has %d, so that cells would end up in the wrong column; put the separators right", len(cells), len(p.columns))
		return
	}
	for i, c := range cells {
		c = strings.TrimSpace(strings.ReplaceAll(c, "\r\n", "\n"))
		if p.columns[i] == Path {
			row.Path = c
		} else if c != "" {
			row.Values[p.columns[i]] = c
		}
	}
	if row.Path == "" {
		p.wrong(line, Path, "", "the row says something of an item and not of which; write the item's path")
		return
	}
	key := normal(row.Path)
	if first, twice := p.seen[key]; twice {
		p.wrong(line, Path, row.Path, "line %d is about the same item; make one row of the two", first)
		return
	}
	p.seen[key] = line
	p.check(&row)
	p.rows = append(p.rows, row)
}
