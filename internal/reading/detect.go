package reading

import (
	"bytes"
	"strings"

	"github.com/gabriel-vasile/mimetype"

	"exhibit/internal/reading/charset"
)

// HeadSize is how much of an original's beginning Detect should be shown; 4 KiB is the least that makes sense.
const HeadSize = 16 << 10

// Media types that Detect gives and the rest of the house asks for by name.
const (
	EmptyType = "application/x-empty" // no bytes
	MailType  = "message/rfc822"
	HTMLType  = "text/html"
	PDFType   = "application/pdf"
	DOCXType  = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
	MboxType  = "application/mbox"
)

// Detect says what an original is by its first bytes. The name decides only between things that the bytes allow
// equally: a table and a text, a page without its <html> and a text about pages. The result has no parameters.
func Detect(head []byte, name string) string {
	if len(head) == 0 {
		return EmptyType
	}
	if bytes.Contains(head[:min(len(head), 1024)], []byte("%PDF-")) {
		return PDFType
	}
	found, _, _ := strings.Cut(mimetype.Detect(head).String(), ";")
	switch {
	case found == "application/x-ole-storage" && hasSuffix(name, ".docx"):
		return DOCXType // a document under a password is wrapped so; its reader says that
	case found == "application/zip" || strings.HasPrefix(found, "application/vnd.openxmlformats-officedocument"):
		return office(head, name, found)
	case strings.HasPrefix(found, "text/") || found == MailType || found == "application/octet-stream" || strings.Contains(found, "xml") || strings.Contains(found, "json"):
		return words(head, name, found)
	}
	return found
}

// office looks for the folder of a word processor's document among the first names of a ZIP file. Many writers put
// other parts first; then [Content_Types].xml proves the family and the name may tell which member of it.
func office(head []byte, name, found string) string {
	if bytes.Contains(head, []byte("word/")) && bytes.Contains(head, []byte("_rels/")) || bytes.Contains(head, []byte("word/document.xml")) {
		return DOCXType
	}
	if bytes.Contains(head, []byte("[Content_Types].xml")) && (hasSuffix(name, ".docx") || hasSuffix(name, ".docm")) {
		return DOCXType
	}
	return found
}

// words tells apart what consists of characters: pages, messages, mailboxes, tables and running text, in any charset.
func words(head []byte, name, found string) string {
	if found == "text/rtf" {
		return found
	}
	s, _, err := charset.Decode(cut(head), "")
	if err != nil {
		if strings.HasPrefix(found, "text/") {
			return "text/plain" // the reader says what is wrong with its characters
		}
		return found
	}
	s = strings.TrimLeft(s, "\uFEFF \t\r\n")
	switch {
	case s == "":
		return "text/plain"
	case strings.HasPrefix(s, "From ") && headers(afterLine(s)) >= 2:
		return MboxType
	case isMail(s, hasSuffix(name, ".eml") || hasSuffix(name, ".mht") || hasSuffix(name, ".mhtml")):
		return MailType
	case isHTML(s, found == HTMLType, hasSuffix(name, ".html") || hasSuffix(name, ".htm") || hasSuffix(name, ".xhtml")):
		return HTMLType
	case found == "text/csv" || found == "text/tab-separated-values":
		if hasSuffix(name, ".csv") || hasSuffix(name, ".tsv") {
			return found
		}
		return "text/plain"
	case found == HTMLType || found == MailType || found == "application/octet-stream":
		return "text/plain"
	}
	return found
}

// cut drops the bytes of a character or unit that a full head breaks off.
func cut(head []byte) []byte {
	if len(head) < 4<<10 {
		return head
	}
	return head[:len(head)&^3]
}

func hasSuffix(name, suffix string) bool { return strings.HasSuffix(strings.ToLower(name), suffix) }

func afterLine(s string) string {
	_, rest, _ := strings.Cut(s, "\n")
	return rest
}

// isHTML wants the document element, or a page's opening marks; a fragment counts when the name says so as well.
func isHTML(s string, found, named bool) bool {
	low := strings.ToLower(s[:min(len(s), 8<<10)])
	if !strings.HasPrefix(low, "<") {
		return false
	}
	if strings.HasPrefix(low, "<!doctype html") || strings.Contains(low, "<html") {
		return true
	}
	if strings.HasPrefix(low, "<?xml") {
		return false
	}
	for _, tag := range []string{"<body", "<head", "<title", "<p>", "<div", "<h1", "<br", "<table", "<article"} {
		if strings.Contains(low, tag) && (found || named) {
			return true
		}
	}
	return false
}

// isMail wants a block of header fields, one of which only mail programs write. A report that opens with
// "Date: …" is a text.
func isMail(s string, named bool) bool {
	n := headers(s)
	return n >= 3 || n >= 1 && named
}

// headers weighs the header fields at the beginning of s: 2 for a field only mail has, 1 for one that also heads
// other texts, 0 when a line is no field.
func headers(s string) int {
	weight := 0
	for i := 0; i < 200 && s != ""; i++ {
		var line string
		line, s, _ = strings.Cut(s, "\n")
		line = strings.TrimSuffix(line, "\r")
		if line == "" {
			break
		}
		if line[0] == ' ' || line[0] == '\t' {
			if i == 0 {
				return 0
			}
			continue
		}
		field, value, ok := strings.Cut(line, ":")
		if !ok || field == "" || strings.ContainsAny(field, " \t<>()@,\"") {
			if s == "" && weight > 0 {
				break // the head ends inside a line
			}
			return 0
		}
		switch strings.ToLower(field) {
		case "received", "message-id", "mime-version", "return-path", "delivered-to", "dkim-signature", "in-reply-to", "references",
			"x-mailer", "x-original-to", "content-type", "content-transfer-encoding", "reply-to", "authentication-results":
			weight += 2
		case "from", "to", "cc", "sender":
			weight++
			if strings.Contains(value, "@") {
				weight++
			}
		case "date", "subject":
			weight++
		}
	}
	return weight
}
