package pdf

import (
	"strconv"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"exhibit/internal/reading/text"
)

// writer puts pages into a text: paragraphs as parts, and each page as a part over them.
type writer struct {
	b     text.Builder
	para  int
	blank []string
}

func (w *writer) page(n int, label, s string) {
	start := w.b.Len()
	for _, p := range paragraphs(tidy(s)) {
		if w.b.Add(text.Part{Kind: "paragraph", N: w.para + 1}, p) {
			w.para++
		}
	}
	if w.b.Len() == start {
		if len(w.blank) < 50 {
			w.blank = append(w.blank, strconv.Itoa(n))
		}
		return
	}
	if start > 0 {
		start += len(text.Gap)
	}
	if label == strconv.Itoa(n) {
		label = ""
	}
	w.b.Mark(text.Part{Kind: "page", N: n, Label: label}, start)
}

func (w *writer) text(pages int) (*text.Text, error) {
	if w.b.Len() == 0 {
		return nil, text.Fail(text.Empty, "the %d pages of the PDF document hold no words, only pictures; make a searchable copy with character recognition, or record what the pages show as an observation", pages)
	}
	t := w.b.Text()
	if len(w.blank) > 0 {
		t.Note("pages without words (pictures or blank): %s", strings.Join(w.blank, ", "))
	}
	if bad := strings.Count(t.Body, "\uFFFD"); bad > 0 {
		t.Note("%d characters have no meaning in the document's own fonts and stand as U+FFFD", bad)
	}
	return t, nil
}

// tidy joins words at line-end hyphens, which PDFium marks, and takes out characters without width or meaning. The
// hyphen stays ("conflict-related"), unless the page has the word without one as well.
func tidy(s string) string {
	s = text.Clean(s)
	var out strings.Builder
	out.Grow(len(s))
	joined := false
	asked := 0
	for i, r := range s {
		switch {
		case r == 0x02 || r == 0xFFFE: // line-end hyphen
			if asked++; asked > 200 || !strings.Contains(s, undivided(s[:i], s[i+utf8.RuneLen(r):])) {
				out.WriteByte('-')
			}
			joined = true
			continue
		case joined && (r == '\n' || r == ' '):
			continue
		case r == '\u00AD' || r == '\u200B' || r == '\uFEFF':
		case r == '\t' || r == '\u00A0':
			out.WriteByte(' ')
		case r == '\n' || !unicode.IsControl(r):
			out.WriteRune(r)
		}
		joined = false
	}
	return out.String()
}

// undivided is the word whose halves end before and begin after.
func undivided(before, after string) string {
	notLetter := func(r rune) bool { return !unicode.IsLetter(r) }
	left := before[strings.LastIndexFunc(before, notLetter)+1:]
	right := strings.TrimLeft(after, " \n")
	if i := strings.IndexFunc(right, notLetter); i >= 0 {
		right = right[:i]
	}
	return left + right
}

// paragraphs splits the lines of a page where a paragraph seems to end: after a line that is clearly shorter than the
// page's lines are and ends a sentence, or stands before a line that begins anew.
func paragraphs(s string) []string {
	lines := strings.Split(s, "\n")
	full := 0
	for i, l := range lines {
		lines[i] = strings.TrimSpace(l)
		full = max(full, utf8.RuneCountInString(lines[i]))
	}
	var out []string
	var p []string
	flush := func() {
		if len(p) > 0 {
			out = append(out, strings.Join(p, "\n"))
			p = nil
		}
	}
	for i, l := range lines {
		if l == "" {
			flush()
			continue
		}
		p = append(p, l)
		next := ""
		if i+1 < len(lines) {
			next = lines[i+1]
		}
		if ends(l, next, full) {
			flush()
		}
	}
	flush()
	return out
}

func ends(line, next string, full int) bool {
	n := utf8.RuneCountInString(line)
	last, _ := utf8.DecodeLastRuneInString(strings.TrimRight(line, `"'”’»)]0123456789`))
	sentence := strings.ContainsRune(".!?؟:", last)
	begin, _ := utf8.DecodeRuneInString(next)
	anew := unicode.IsUpper(begin) || unicode.IsDigit(begin) || strings.ContainsRune("•-–—*(", begin) || !unicode.IsLower(begin) && unicode.IsLetter(begin)
	return anew && (sentence && n*10 < full*9 || n*2 < full)
}

// calendar reports a day of the calendar that a computer may have written.
func calendar(d string) bool {
	t, err := time.Parse(time.DateOnly, d)
	return err == nil && t.Year() > 1985 && t.Year() < 2200
}
