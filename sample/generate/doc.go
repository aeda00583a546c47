// Package generate writes news reports without end, for measuring speed and memory. Nothing in them happened, and every one says so in its last line.
//
// A report is a function of a seed and a number: the same two give the same bytes on every machine, and report 39,999
// can be written without the 39,998 before it. What makes a case hard is in the stream on purpose:
//
//   - several reports tell of one event, with tolls that differ and that rise from day to day;
//   - one town has a tenth of all events, the next ones less and less, the last ones a handful;
//   - one day has a hundredth of all events, however long the stream gets; otherwise the period grows with the number
//     of the report, some fourteen events a day;
//   - some reports carry an agency's text word for word under another head;
//   - a UN running total that only rises is restated on many days;
//   - a speech a week is quoted by many outlets, in direct and indirect speech, behind an agency and without;
//   - denials, counter-accusations, unverified tolls, bare weekdays, images that are mentioned and not held;
//   - one report in twenty is about something else altogether, and every report has a paragraph of other matters.
//
// The rule it guards is that of the benches: a figure about speed can be repeated by anybody, because its input can.
//
// What it never does: it names no person, reads no clock and opens no file. The towns are real, the outlets are not.
//
// Example:
//
//	for i := range 10_000 {
//		name, body := generate.Report(1, i)
//		…
//	}
package generate
