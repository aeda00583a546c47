// Package claim reads a report and says what it asserts: who says what, about whom, where and when, each claim bound to
// the exact words that make it.
//
// The rule it guards: no words, no claim. text[char_start:char_end] is the quote, always, counted in code points; a
// number is never made from a word such as "hundreds"; killed, injured and "killed or injured" are never turned into
// one another; bodies found are not killings; whether a figure is confirmed is said by the body that counts, never by
// us; a speaker's label ("war crime") fills the label and nothing else.
//
// What it never does: judge whether a claim is true, rank sources, name a suspect of its own, or read a language whose
// lexicon it does not have (the language is named and no claim is made). It opens no files and looks at no clock: the
// same document gives the same result.
//
//	reader, err := claim.New(claim.Config{Gazetteer: places})
//	result := reader.Read(claim.Doc{Ref: ref, Report: "report.txt", Text: text})
//	for _, c := range result.Claims {
//		fmt.Println(c.Speaker, c.Kind, c.Quote)
//	}
//
// How it works: the text is cut into sentences and words (package lang) and every word that a lexicon knows is marked,
// in one pass. Quotations and words of saying give each stretch of text its speaker. Each clause is then offered to the
// rules of the eight kinds; the rule that takes it is named in the claim's Basis. The lexicons are data, one folder for
// each language under lexicon/; a folder given in Config replaces them.
package claim
