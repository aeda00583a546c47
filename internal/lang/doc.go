// Package lang cuts text into sentences and words and understands the parts of language that mean the same in every
// report: which language a text is in, how many, and which day.
//
// The rule it guards: nothing is made more exact than the words. "Hundreds" is a range and a qualifier, never a number;
// "Friday" is a day only when the day of the report is known, and stays open otherwise; 31 February is no day at all.
// Every resolved date says how it was worked out.
//
// What it never does: guess a language from a name, a day from a file's age, or a number from a mood. It opens no
// files, looks at no clock and holds no state; all its functions are safe for concurrent use and linear in the text.
//
//	tokens := lang.Tokenize("At least 12 people died on Friday.")
//	value, next, ok := lang.English().Number(tokens, 0) // at_least, 12; next points at "people"
//
// The words of a language (months, number words, hedges) are data: data/<language>.tsv. A further language is a
// further file; the code knows of none.
package lang
