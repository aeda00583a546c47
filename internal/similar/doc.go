// Package similar sees that several items carry one text.
//
// An agency sends a text, forty outlets print it, some change the headline or drop the last paragraph. Counting forty
// outlets as forty sources would be wrong; this package finds the forty, so that package origin can count one.
//
// A text is cut into overlapping runs of five words. A signature keeps, for each of 64 fixed orderings of all possible
// runs, the first one that occurs in the text (MinHash). The share of equal places in two signatures estimates the share of
// runs the texts have in common. Signatures that agree in one whole band of four places are compared; no others are, so
// the cost grows with the number of texts and not with the number of pairs.
//
// Terms holds the words of a text that are rare in its language, and the ages it states: what two reports of one event in different
// words share all the same.
//
// It guards the rule "count origins, not mentions". It never says who wrote a text first, never reads meaning, and two
// reports of one event in different words have no similar signatures: what their terms say is weighed by package incident.
//
//	a := similar.Signature("The bridge over the river was hit at noon, the mayor said.")
//	b := similar.Signature("The bridge over the river was hit at noon, the mayor said. (Agency)")
//	similar.Share(a, b) // about 0.9
package similar
