// Package dossier writes the readable file of a case: what a lawyer, an editor or a judge opens first.
//
// It is one HTML page without script that asks nothing of the network and carries its own style, its pictures and
// every word its figures rest on. It opens with "What this file shows and does not" and then follows the three
// questions of those who investigate: what happened, who is said to be responsible, what it may amount to.
//
// The rules it guards:
//
//   - No words, no figure. A figure whose claims cannot be opened is not printed; the page says so in its place.
//   - Unlike counts are never added, and there is no percentage of proof. The sums somebody might make and the
//     house refused stand in the file as refusals, terms side by side.
//   - Support, assessment and dispute are three separate statements, never one score.
//   - Contrary facts come first. Denials stand beside assertions, with what they deny. All parties have one form.
//   - What no person decided is stamped as an unreviewed machine proposal.
//   - Words that are withheld, erased or restricted are not printed, nor the digest of such an item. Words that
//     name an individual as alleged perpetrator are not printed until a person has accepted them.
//
// It never reads files, clocks or sockets: all it knows is the casefile.File it is given, and the same File gives the
// same bytes.
//
//	var page bytes.Buffer
//	if err := dossier.Write(&page, file); err != nil {
//		return err
//	}
//
// What does not fit a page that a person can open goes into annexes beside it (Annexes): tables for a spreadsheet,
// the same as JSON Lines, and further pages of incidents.
//
// SeriesSVG, OriginTreeSVG and RefusalSVG draw single pictures that stand on their own.
package dossier
