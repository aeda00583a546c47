// Package docx reads documents of word processors in the Office Open XML format (ECMA-376).
//
// The rule it guards: no words, no claim. Paragraphs, headings, table rows, footnotes, page headers and footers become
// text, each a part of its own; the cells of a row are divided by a tab and are parts too. What somebody deleted while changes were
// tracked is not text of the document; that there are tracked changes, comments or hidden words is noted.
//
// A document is a ZIP file from a stranger: the number of its entries, what they unpack to, and how deep its XML nests are
// all limited. Macros, embedded controls and parts that the document would fetch from elsewhere set the flag active-content.
// Nothing is ever run or fetched.
//
// The day is that of the document's creation, as its properties state it. It is the author's machine that says so.
//
//	t, err := docx.Reader{Limit: 64 << 20}.Read(ctx, in)
package docx
