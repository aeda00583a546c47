// Package html reads web pages: the words of the article, and what the page says of itself.
//
// The rule it guards: no words, no claim. The article is found by the readability method; menus, advertisements and
// scripts are left out. Where the method finds too little, all words of the page are kept and a note says so: a menu
// too many does less harm than a paragraph too few. Title, author, outlet, language, address and day of publication are
// what the page states about itself, each day with the place it was found in. Nothing is worked out from the words.
//
// Title, headings, paragraphs, captions and table rows are parts. The title stands first in the text.
//
// It never runs a script, fetches nothing the page refers to, and takes no time of day or zone from this machine: a
// page's "2022-03-06T23:30:00Z" gives the day 2022-03-06, as written.
//
// Pages that would cost much as a tree (very large, or built to be) are read in one pass instead: all words, in
// order, with the same parts, and a note.
//
//	t, err := html.Reader{Limit: 64 << 20}.Read(ctx, in)
package html
