package pdf

import (
	"bytes"
	"fmt"
	"strings"
)

// document writes a PDF by hand: one page per text, each line shown with Tj in Helvetica. extra goes into the catalog.
func document(extra string, pages ...string) []byte {
	var objects []string
	add := func(s string) int { objects = append(objects, s); return len(objects) }
	catalog := add("")
	tree := add("")
	font := add("<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>")
	info := add("<< /Title (Situation report 7) /Author (Monitoring team) /CreationDate (D:20220308231500-05'00') >>")
	var kids []string
	for _, p := range pages {
		var c strings.Builder
		c.WriteString("BT /F1 11 Tf 60 780 Td 14 TL\n")
		for line := range strings.SplitSeq(p, "\n") {
			fmt.Fprintf(&c, "(%s) Tj T*\n", strings.NewReplacer("\\", "\\\\", "(", "\\(", ")", "\\)").Replace(line))
		}
		c.WriteString("ET")
		content := add(fmt.Sprintf("<< /Length %d >>\nstream\n%s\nendstream", c.Len(), c.String()))
		page := add(fmt.Sprintf("<< /Type /Page /Parent %d 0 R /MediaBox [0 0 595 842] /Resources << /Font << /F1 %d 0 R >> >> /Contents %d 0 R >>", tree, font, content))
		kids = append(kids, fmt.Sprintf("%d 0 R", page))
	}
	objects[catalog-1] = fmt.Sprintf("<< /Type /Catalog /Pages %d 0 R /Lang (en-GB) %s >>", tree, extra)
	objects[tree-1] = fmt.Sprintf("<< /Type /Pages /Count %d /Kids [%s] >>", len(kids), strings.Join(kids, " "))

	return assemble(objects, fmt.Sprintf("/Root %d 0 R /Info %d 0 R", catalog, info))
}

func assemble(objects []string, trailer string) []byte {
	var b bytes.Buffer
	b.WriteString("%PDF-1.7\n%\xE2\xE3\xCF\xD3\n")
	var at []int
	for i, o := range objects {
		at = append(at, b.Len())
		fmt.Fprintf(&b, "%d 0 obj\n%s\nendobj\n", i+1, o)
	}
	xref := b.Len()
	fmt.Fprintf(&b, "xref\n0 %d\n0000000000 65535 f \n", len(objects)+1)
	for _, a := range at {
		fmt.Fprintf(&b, "%010d 00000 n \n", a)
	}
	fmt.Fprintf(&b, "trailer\n<< /Size %d %s >>\nstartxref\n%d\n%%%%EOF\n", len(objects)+1, trailer, xref)
	return b.Bytes()
}

// locked is a document whose standard security handler wants a password nobody here has.
func locked() []byte {
	key := strings.Repeat("A", 32)
	return assemble([]string{
		"<< /Type /Catalog /Pages 2 0 R >>",
		"<< /Type /Pages /Count 1 /Kids [3 0 R] >>",
		"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] >>",
		fmt.Sprintf("<< /Filter /Standard /V 1 /R 2 /O (%s) /U (%s) /P -44 >>", key, key),
	}, "/Root 1 0 R /Encrypt 4 0 R /ID [(0123456789abcdef) (0123456789abcdef)]")
}
