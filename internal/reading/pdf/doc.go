// Package pdf reads the text layer of PDF documents.
//
// The rule it guards: no words, no claim. The words are those the document holds, page by page, in the order in which
// PDFium finds them; each page and paragraph is a part. A page without words is named in the notes, and a
// document without any is an outcome (a scan needs a person or character recognition), never an empty text.
//
// PDF is the format most used to attack its readers. So it is parsed by PDFium inside a WebAssembly machine that has
// a bounded memory and none of this machine's files, network, clock or environment. Every document gets a fresh
// instance: a bad one cannot poison the next. Time, pages and memory are limited, and each limit is an outcome with its
// own code. Documents read at the same time share their memory: one may have much of it, and no document fails because
// of another. Nothing of the machine is set up before the first PDF is read.
//
// It never runs JavaScript of a document, opens what is attached to it, or tries passwords.
//
// Line breaks are those of the page. Paragraphs are told apart by short last lines, which is a guess about layout and
// changes no word. A word divided at a line's end is joined; its hyphen stays unless the page also has the word without.
//
//	r := pdf.New(pdf.Config{CacheDir: dir})
//	defer r.Close()
//	t, err := r.Read(ctx, in)
package pdf
