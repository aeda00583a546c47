package plain

import (
	"context"
	"strings"
	"time"
	"unicode/utf8"

	"exhibit/internal/reading/charset"
	"exhibit/internal/reading/text"
)

// Version changes whenever the same bytes could give another text.
const Version = "plain/1"

// MaxParts bounds the paragraphs that are numbered; a text with more of them still has all its words.
const MaxParts = 100_000

// Reader reads text in any charset. Limit bounds the bytes of an original.
type Reader struct{ Limit int64 }

func (Reader) Name() string    { return "plain" }
func (Reader) Version() string { return Version }

// Read gives the text of in.
func (r Reader) Read(ctx context.Context, in text.Input) (*text.Text, error) {
	b, err := text.Bytes(ctx, in, r.Limit)
	if err != nil {
		return nil, err
	}
	return Parse(b)
}

// Parse gives the text of the bytes of a text file.
func Parse(b []byte) (*text.Text, error) {
	s, how, err := charset.Decode(b, "")
	if err != nil {
		return nil, err
	}
	t := &text.Text{Body: text.Valid(s)}
	t.Same = t.Body == string(b)
	if how.String() != "" {
		t.Note("%s", how)
	}
	if t.Body != s {
		t.Note("NUL bytes stand as U+FFFD")
	}
	if strings.TrimSpace(strings.Trim(t.Body, "\uFEFF\uFFFD")) == "" {
		return nil, text.Fail(text.Empty, "the file has no words in it; look at it in an editor and ask the source for the right one")
	}
	t.Parts = paragraphs(t.Body)
	if len(t.Parts) == MaxParts {
		t.Note("only the first %d paragraphs are numbered", MaxParts)
	}
	if day := dateLine(t.Body); day != "" {
		t.PublishedMin, t.PublishedMax, t.PublishedBasis = day, day, "date line at the top of the text"
	}
	return t, nil
}

// paragraphs are what blank lines separate.
func paragraphs(s string) []text.Part {
	var parts []text.Part
	pos, start, end := 0, -1, 0 // code points
	for line := range strings.Lines(s) {
		n := utf8.RuneCountInString(line)
		words := strings.TrimRight(line, " \t\r\n\v\f")
		if strings.Trim(words, " \t\uFEFF") == "" {
			if start >= 0 {
				parts = append(parts, text.Part{Kind: "paragraph", N: len(parts) + 1, Start: start, End: end})
				start = -1
			}
			if len(parts) == MaxParts {
				return parts
			}
		} else {
			if start < 0 {
				start = pos + utf8.RuneCountInString(words) - utf8.RuneCountInString(strings.TrimLeft(words, " \t\uFEFF"))
			}
			end = pos + utf8.RuneCountInString(words)
		}
		pos += n
	}
	if start >= 0 {
		parts = append(parts, text.Part{Kind: "paragraph", N: len(parts) + 1, Start: start, End: end})
	}
	return parts
}

// dateLine finds the day in a first line such as "date 2022-04-04 …" or "Published: 2022-04-04", which collectors of
// articles put before the text. Nothing is worked out here from other forms.
func dateLine(s string) string {
	s = strings.TrimLeft(s[:min(len(s), 200)], "\uFEFF \t\r\n")
	line, _, _ := strings.Cut(s, "\n")
	word, rest, ok := strings.Cut(line, " ")
	if !ok {
		return ""
	}
	switch strings.ToLower(strings.TrimSuffix(word, ":")) {
	case "date", "published":
	default:
		return ""
	}
	rest = strings.TrimLeft(rest, " \t")
	if len(rest) < len(time.DateOnly) {
		return ""
	}
	day := rest[:len(time.DateOnly)]
	if _, err := time.Parse(time.DateOnly, day); err != nil {
		return ""
	}
	return day
}
