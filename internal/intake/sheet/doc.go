// Package sheet reads the provenance sheet: a table, one row per item, of what is known of the item before it reached us.
//
// The sheet is a CSV file that an analyst fills in with a spreadsheet program. Its first row names the columns (Fields lists them all, Template
// gives an empty sheet); "path" says which item a row is about, any other column may be left out or left empty. Empty means "not
// stated", and is shown as a gap later. Nothing is ever filled in by the program.
//
// The rule it guards is number 9 of docs/design.md, for the hand that types: nothing is lost silently. A column it does not know, a second row for
// one path, a row with a cell too few, a date that can be read in two ways: each is a Problem that names line and column, and as long
// as there is one, no row of the sheet is used. Rows for which no item arrived are Problems after the walk (Match).
//
// What it never does: it never guesses (06/03/22 is refused, not read as one day or another), never changes what was
// stated, never decides whether a statement is true.
//
// A sheet may be UTF-8 with or without a byte order mark, or UTF-16 with one; separated by comma, semicolon or tab; with quoted cells that
// hold line breaks. That is what the usual programs save.
//
//	path,url,published,collected_by,restriction
//	reports/a.txt,https://example.org/a,2022-03-06,unit 4,open
//	mail.eml!photo.jpg,,2022-03,unit 4,restricted
//
//	rows, problems, err := sheet.Read(f)
//	…
//	byReport, problems := sheet.Match(rows, reports)
package sheet
