// Package casualty keeps counts of people apart that must stay apart.
//
// A series is one counting body's running total for one scope and measure: the civilians killed in one country since one day,
// as one office confirms them. Its points stand in the order of the day the data run to; a later point supersedes the one before
// it and is never added to it; a day that nobody stated has no point. A total that falls is a correction. Where the days stated
// leave the order of two totals open the larger is taken as the later one, and the point says so.
//
// It guards the rule "never add unlike counts": killed, injured and combined are different measures, bodies found are not
// attributed deaths, a scope with an exclusion is another scope, and what a body confirms stays apart from what it passes on
// unverified. Sums that somebody might still make are listed as refusals, each with its reason in one sentence. A range
// carries the name of the rule that made it, and what the body says about its own undercount travels with the figure.
//
// It never adds, interpolates, estimates or chooses between bodies.
//
//	series := casualty.SeriesOf(claims, body)
//	refusals := casualty.Refusals(claims, body)
package casualty
