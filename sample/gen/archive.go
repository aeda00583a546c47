package main

import (
	"archive/zip"
	"bytes"
	"encoding/xml"
	"fmt"
	"hash/crc32"
	"strings"
	"time"
)

// member is one file of an archive.
type member struct {
	name string
	body []byte
	time time.Time
}

// archive writes a ZIP whose members are stored, not compressed: what a compressor writes may change with its version.
func archive(members []member) ([]byte, error) {
	var b bytes.Buffer
	w := zip.NewWriter(&b)
	for _, m := range members {
		h := &zip.FileHeader{
			Name:               m.name,
			Method:             zip.Store,
			Modified:           m.time,
			CRC32:              crc32.ChecksumIEEE(m.body),
			CompressedSize64:   uint64(len(m.body)),
			UncompressedSize64: uint64(len(m.body)),
			CreatorVersion:     20,
			ReaderVersion:      20,
		}
		// CreateRaw takes the two old fields for the time as they are; nothing else sets them.
		h.ModifiedDate, h.ModifiedTime = dosTime(m.time)
		f, err := w.CreateRaw(h)
		if err != nil {
			return nil, fmt.Errorf("adding %q: %w", m.name, err)
		}
		if _, err := f.Write(m.body); err != nil {
			return nil, fmt.Errorf("adding %q: %w", m.name, err)
		}
	}
	if err := w.Close(); err != nil {
		return nil, fmt.Errorf("closing the archive: %w", err)
	}
	return b.Bytes(), nil
}

// dosTime gives the date and time words of a ZIP header (APPNOTE 4.4.6).
func dosTime(t time.Time) (date, clock uint16) {
	y, m, d := t.Date()
	date = uint16(y-1980)<<9 | uint16(m)<<5 | uint16(d)
	clock = uint16(t.Hour())<<11 | uint16(t.Minute())<<5 | uint16(t.Second()/2)
	return date, clock
}

// docx sets the blocks of a source text as a WordprocessingML document with its properties, and nothing more than the
// format asks for.
func docx(author, text string, created time.Time) ([]byte, error) {
	ps := paragraphs(text)
	const head = `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>` + "\n"
	var body strings.Builder
	for _, p := range ps {
		style := ""
		if p.kind == title {
			style = `<w:pPr><w:outlineLvl w:val="0"/></w:pPr>`
		}
		run := ""
		if p.kind == title || p.kind == heading {
			run = `<w:rPr><w:b/></w:rPr>`
		}
		fmt.Fprintf(&body, `<w:p>%s<w:r>%s<w:t xml:space="preserve">%s</w:t></w:r></w:p>`, style, run, escape(p.text))
	}
	parts := []struct{ name, text string }{
		{"[Content_Types].xml", head + `<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">` +
			`<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>` +
			`<Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/>` +
			`<Override PartName="/docProps/core.xml" ContentType="application/vnd.openxmlformats-package.core-properties+xml"/></Types>`},
		{"_rels/.rels", head + `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">` +
			`<Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/>` +
			`<Relationship Id="rId2" Type="http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties" Target="docProps/core.xml"/></Relationships>`},
		{"docProps/core.xml", head + `<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">` +
			`<dc:title>` + escape(firstTitle(ps)) + `</dc:title><dc:creator>` + escape(author) + `</dc:creator><dc:language>en</dc:language>` +
			`<dcterms:created xsi:type="dcterms:W3CDTF">` + created.UTC().Format(time.RFC3339) + `</dcterms:created></cp:coreProperties>`},
		{"word/document.xml", head + `<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>` +
			body.String() + `<w:sectPr><w:pgSz w:w="11906" w:h="16838"/></w:sectPr></w:body></w:document>`},
	}
	var members []member
	for _, p := range parts {
		members = append(members, member{p.name, []byte(p.text), created})
	}
	return archive(members)
}

// escape writes a text as XML character data.
func escape(s string) string {
	var b bytes.Buffer
	if err := xml.EscapeText(&b, []byte(s)); err != nil {
		panic(err) // a bytes.Buffer does not fail
	}
	return b.String()
}
