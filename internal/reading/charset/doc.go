// Package charset turns bytes into text when nobody says, or nobody can be believed, how the characters were written.
//
// The rule it guards: the words of an original are shown as they were written, and how they were decoded is said.
// A byte order mark is believed first, then validity as UTF-8, then a declaration by the original (a mail header, a
// meta element), then the look of the text. A byte that stands for no character becomes U+FFFD and is counted.
//
// It never changes a character that was decoded, and never lets a declaration overrule valid UTF-8.
//
//	s, how, err := charset.Decode(b, "windows-1251") // how.Name == "windows-1251", how.By == "declared"
package charset
