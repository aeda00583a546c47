package text

import (
	"strings"
	"unicode/utf8"
)

// Builder puts a Text together part by part and counts code points as it goes. The zero Builder is ready.
type Builder struct {
	t     Text
	body  strings.Builder
	runes int
	last  Part
	full  bool // MaxParts is reached, and noted
}

// Gap is what separates two parts: a blank line, so that a sentence never runs from one into the next.
const Gap = "\n\n"

// Add appends s as a part of its own after a Gap. Nothing is added for a string without words.
func (b *Builder) Add(p Part, s string) bool { return b.AddAfter(Gap, "", p, s) }

// AddAfter appends sep (except at the very beginning), lead, and s as a part; the part covers s alone.
func (b *Builder) AddAfter(sep, lead string, p Part, s string) bool {
	s = strings.TrimSpace(Clean(s))
	if s == "" {
		return false
	}
	if b.runes > 0 {
		b.write(sep)
	}
	b.write(lead)
	p.Start = b.runes
	b.write(s)
	p.End = b.runes
	b.part(p)
	return true
}

// Join appends the words, parts, flags and notes of another Text after a Gap.
func (b *Builder) Join(t *Text) {
	if b.runes > 0 && t.Body != "" {
		b.write(Gap)
	}
	for _, p := range t.Parts {
		p.Start, p.End = p.Start+b.runes, p.End+b.runes
		b.part(p)
	}
	b.write(t.Body)
	for _, f := range t.Flags {
		b.t.Flag(f)
	}
	b.t.Notes = append(b.t.Notes, t.Notes...)
}

// Mark adds a part over what was written since start, without writing. It is how pages enclose paragraphs.
func (b *Builder) Mark(p Part, start int) {
	p.Start, p.End = start, b.runes
	b.part(p)
}

// MaxParts bounds the parts of one text. A text with more still has all its words.
const MaxParts = 200_000

func (b *Builder) part(p Part) {
	b.last = p
	if len(b.t.Parts) < MaxParts {
		b.t.Parts = append(b.t.Parts, p)
		return
	}
	if !b.full {
		b.t.Note("only the first %d parts (paragraphs, rows, cells) have positions of their own", MaxParts)
		b.full = true
	}
}

// Last is the part added most recently.
func (b *Builder) Last() Part { return b.last }

// Len is the number of code points written, Bytes that of bytes.
func (b *Builder) Len() int   { return b.runes }
func (b *Builder) Bytes() int { return b.body.Len() }

// Text gives the result; the Builder is not used afterwards. What the caller sets on it before is kept.
func (b *Builder) Text() *Text {
	b.t.Body = b.body.String()
	return &b.t
}

// About is the Text under construction, for title, author, notes and flags.
func (b *Builder) About() *Text { return &b.t }

func (b *Builder) write(s string) {
	b.body.WriteString(s)
	b.runes += utf8.RuneCountInString(s)
}

// Clean gives s as valid UTF-8 without NUL, with lines that end in LF. What is not a character becomes U+FFFD, so
// that its absence can be seen.
func Clean(s string) string {
	if strings.Contains(s, "\r") {
		s = strings.ReplaceAll(strings.ReplaceAll(s, "\r\n", "\n"), "\r", "\n")
	}
	return Valid(s)
}

// Valid gives s as valid UTF-8 without NUL and touches nothing else.
func Valid(s string) string {
	if strings.IndexByte(s, 0) >= 0 {
		s = strings.ReplaceAll(s, "\x00", "\uFFFD")
	}
	return strings.ToValidUTF8(s, "\uFFFD")
}

// OneLine folds every run of white space into one space, as a title or a name is shown.
func OneLine(s string) string { return strings.Join(strings.Fields(Clean(s)), " ") }
