// Package sample is the bundled case that `exhibit demo` and the tests work on: some 30 reports that were written for
// it, about what was reported from Ukraine between February and April 2022.
//
// The events, the dates, the public figures and what public officials said in public are real and are told in our own
// words. The newspapers, agencies, newsletters, readers and analysts are invented, and so is the witness of report 25.
// No private person is named. It is material to learn and test with. It is evidence of nothing.
//
// The rule it guards is number 5 of docs/design.md, unlike counts are never added: most of the reports hold a trap for a
// program that counts too eagerly. README.md lists the traps, expected.md says what a careful reader would find.
//
// What it never does: it never reaches for a network, and it is never changed to please a program. When a reading of
// it is wrong, the reader is corrected.
//
// The tree that FS gives:
//
//	README.md     what is in it, and the traps
//	expected.md   what a careful reader gets out of it
//	items.csv     provenance sheet; its paths are relative to reports/
//	reports/      the reports
//
// Example:
//
//	reports, err := fs.Sub(sample.FS(), "reports")
//
// The reports that a text editor cannot write come from the program in gen; the test compares them byte for byte.
package sample
