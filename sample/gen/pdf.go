package main

import (
	"bytes"
	"fmt"
	"strings"
	"time"
)

// Page measures in points, A4.
const (
	pageWidth  = 595
	pageHeight = 842
	pageMargin = 72
	lineChars  = 84 // of 10.5 pt Helvetica between the margins, with room to spare
)

// pdf sets the blocks of a source text on as many pages as they say, with a running foot. It uses two of the fonts
// that every PDF reader has, leaves the page streams uncompressed, and writes a classic cross-reference table.
func pdf(author, text string, created time.Time) ([]byte, error) {
	ps := paragraphs(text)
	var pages [][]paragraph
	start := 0
	for i, p := range ps {
		if p.kind == newPage {
			pages = append(pages, ps[start:i])
			start = i + 1
		}
	}
	pages = append(pages, ps[start:])

	const firstPage = 6 // objects 1 to 5: catalogue, page tree, two fonts, information
	var kids []string
	for i := range pages {
		kids = append(kids, fmt.Sprintf("%d 0 R", firstPage+2*i))
	}
	when := created.UTC().Format("D:20060102150405Z")
	objects := []string{
		"<< /Type /Catalog /Pages 2 0 R /Lang (en) >>",
		fmt.Sprintf("<< /Type /Pages /Kids [%s] /Count %d >>", strings.Join(kids, " "), len(pages)),
		"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
		"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica-Bold /Encoding /WinAnsiEncoding >>",
		fmt.Sprintf("<< /Title %s /Author %s /Producer (Exhibit sample) /CreationDate (%s) >>",
			literal([]byte(firstTitle(ps))), literal([]byte(author)), when),
	}
	for i, blocks := range pages {
		foot := fmt.Sprintf("%s - page %d of %d", author, i+1, len(pages))
		content, err := pageContent(blocks, foot)
		if err != nil {
			return nil, err
		}
		objects = append(objects,
			fmt.Sprintf("<< /Type /Page /Parent 2 0 R /MediaBox [0 0 %d %d] /Resources << /Font << /F1 3 0 R /F2 4 0 R >> >> /Contents %d 0 R >>",
				pageWidth, pageHeight, firstPage+2*i+1),
			fmt.Sprintf("<< /Length %d >>\nstream\n%s\nendstream", len(content), content))
	}
	return assemble(objects), nil
}

// assemble numbers the objects from 1 and writes them with the table of their places.
func assemble(objects []string) []byte {
	var b bytes.Buffer
	b.WriteString("%PDF-1.4\n%\xe2\xe3\xcf\xd3\n")
	offsets := make([]int, len(objects))
	for i, o := range objects {
		offsets[i] = b.Len()
		fmt.Fprintf(&b, "%d 0 obj\n%s\nendobj\n", i+1, o)
	}
	table := b.Len()
	fmt.Fprintf(&b, "xref\n0 %d\n0000000000 65535 f \n", len(objects)+1)
	for _, at := range offsets {
		fmt.Fprintf(&b, "%010d 00000 n \n", at)
	}
	fmt.Fprintf(&b, "trailer\n<< /Size %d /Root 1 0 R /Info 5 0 R >>\nstartxref\n%d\n%%%%EOF\n", len(objects)+1, table)
	return b.Bytes()
}

// pageContent writes the text operators of one page.
func pageContent(blocks []paragraph, foot string) (string, error) {
	var b strings.Builder
	y := pageHeight - pageMargin
	show := func(font string, size float64, y int, line string) error {
		enc, err := winAnsi(line)
		if err != nil {
			return fmt.Errorf("setting %q: %w", line, err)
		}
		fmt.Fprintf(&b, "BT /%s %.1f Tf %d %d Td %s Tj ET\n", font, size, pageMargin, y, literal(enc))
		return nil
	}
	for _, p := range blocks {
		font, size, chars, step := "F1", 10.5, lineChars, 15
		switch p.kind {
		case title:
			font, size, chars, step = "F2", 16, 50, 21
		case heading:
			font, size, chars, step = "F2", 12, 70, 17
		}
		for _, line := range wrap(p.text, chars) {
			if y < pageMargin {
				return "", fmt.Errorf("page is full at %q", line)
			}
			if err := show(font, size, y, line); err != nil {
				return "", err
			}
			y -= step
		}
		y -= 8
	}
	if err := show("F1", 8, pageMargin/2, foot); err != nil {
		return "", err
	}
	return strings.TrimSuffix(b.String(), "\n"), nil
}

// wrap breaks a text at spaces into lines of at most n characters.
func wrap(s string, n int) []string {
	var lines []string
	line := ""
	for _, w := range strings.Fields(s) {
		switch {
		case line == "":
			line = w
		case len([]rune(line))+1+len([]rune(w)) > n:
			lines = append(lines, line)
			line = w
		default:
			line += " " + w
		}
	}
	return append(lines, line)
}

// literal writes bytes as a PDF literal string, everything outside printable ASCII as octal.
func literal(s []byte) string {
	var b strings.Builder
	b.WriteByte('(')
	for _, c := range s {
		switch {
		case c == '(' || c == ')' || c == '\\':
			b.WriteByte('\\')
			b.WriteByte(c)
		case c < 0x20 || c > 0x7E:
			fmt.Fprintf(&b, "\\%03o", c)
		default:
			b.WriteByte(c)
		}
	}
	b.WriteByte(')')
	return b.String()
}
