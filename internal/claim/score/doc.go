// Package score compares claims that the machine read with claims that people marked, and gives precision, recall and F1.
//
// The rule it guards: a figure names the set, the day and the way it was worked out. A claim counts as found where span
// and kind agree, one to one; an optional claim is neither rewarded nor punished; a claim made of words that assert
// nothing is an error and is listed. It measures; it never changes what is measured.
//
//	gold, err := score.Load(file)
//	r := score.Claims(gold, claims)
//	fmt.Println(r.F1(), "of", r.Gold, "claims")
package score
