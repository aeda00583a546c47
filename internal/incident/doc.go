// Package incident joins what many reports tell of into incidents, and weighs a case as a whole.
//
// A reported event is what one report says happened. Two of them are one incident when place, days and kind of thing agree;
// what was hit, with what, and how many were killed speaks for or against it. Every link carries its basis in words and a
// score that orders links and is no probability. Two objects in one town are two incidents; two towns and two days are two;
// a total over towns or weeks is never joined with an event; an event without a place or a day is proposed to a person and
// not joined, unless one report tells of it twice, what was found stays where it was found, or the texts speak for it. Of a running total, of a count
// over a country and of an opinion no incident is made; Weighed.Aside lists them with the reason. A strike of which only the
// country is told is given to the one incident it can be by its day and object, and to none when there are two.
//
// Reports name places and days badly, and share rare words. So events are also compared by the texts that tell of them: words that
// are rare in the language and in the case, ages, days of publication, beside what is told. The weights are data and frozen.
// One text lends itself to one event of another; two contradictions of place, days and object are not outvoted by words.
//
// A person's decision that two anchors are, or are not, one stands before all of this, the later one before the earlier.
// With the same weights, the same reports in any order give the same incidents.
//
// Weigh puts it together: origins of all claims, incidents, propositions with their independent origins as a range, series of
// running totals and the sums that are refused. Three things stay apart: support, which the machine counts; assessment,
// which only a person makes; and disputed, which says that claims contradict each other.
//
//	w := incident.Weigh(incident.Input{Claims: claims, Events: events, Sources: sources})
//	w.Incidents[0].Title // "Bodies found, Kyiv region, 3 April 2022"
package incident
