// Package text says what reading an original gives: its text, with positions, or the reason why there is none.
//
// The rule it guards: no words, no claim. Whatever is later asserted points at code points of Text.Body, and the
// same reader at the same version finds the same words at the same place in the same original. An original that
// cannot be read is not passed over: it gives a Failure with a stable code and a sentence a person can act on.
//
// It never opens a file by itself, never looks at a clock, and never guesses what an original is; that is done by
// package reading and its formats.
//
//	var b text.Builder
//	b.Add(text.Part{Kind: "title"}, "Market hit")
//	b.Add(text.Part{Kind: "paragraph", N: 1}, "Two people were hurt.")
//	t := b.Text() // t.Body == "Market hit\n\nTwo people were hurt."
package text
