// Package second asks a language model, at an address that somebody named and allowed, for the claims of a text. It is
// the second reader of a case: optional, off by default, and never the one that counts.
//
// The rule it guards: no words, no claim. Nothing the model says is believed. A claim whose quote does not stand in the
// text, but for differences of white space, is thrown away and counted; where the quote stands is worked out here. A
// number that does not stand in the quote, a name that does not stand in the text, a day that no words of the text
// give, a label, a weapon or an object that the quote does not name is dropped and counted.
//
// What it never does: send anything before Config names an address, follow a redirect, use a proxy, tell the address
// more than the text, its language and its day, or wait for ever. Which items may be sent is for the case to say
// (package casefile): never one that is restricted or was given under conditions.
//
//	reader, err := second.New(second.Config{Endpoint: "http://127.0.0.1:11434/v1", Model: "llama3.1:8b"})
//	got, err := reader.Read(ctx, claim.Doc{Ref: ref, Text: text})
//	fmt.Println(len(got.Claims), "claims;", got.Thrown.Quotes, "thrown away: their words are not in the text")
//
// Any server that understands POST {endpoint}/chat/completions will do. Long texts are sent in windows that overlap.
package second
