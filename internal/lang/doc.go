// Package lang cuts text into sentences and words and understands the parts of language that mean the same in every
// report: which language a text is in, how many, and which day.
//
// The rule it guards: nothing is made more exact than the words. "Hundreds" is a range and a qualifier, never a number;
// "Friday" is a day only when the day of the report is known, and stays open otherwise; 31 February is no day at all;
// 10^30 is no number rather than a wrong one. Every resolved date says how it was worked out, and a weekday that
// contradicts its date is named there.
//
// What it never does: guess a language from a name, a day from a file's age, or a number from a mood. It opens no
// files, looks at no clock and holds no state; all its functions are safe for concurrent use and linear in the text.
//
//	w := lang.For("uk")                       // nil for a language without words; a nil *Words finds nothing
//	tokens := w.Tokenize("Щонайменше 12 людей загинули в п'ятницю.", nil)
//	value, next, ok := w.Number(tokens, 0)    // at_least, 12; next points at "людей"
//	dates := w.Dates(tokens, lang.Anchor{Report: lang.Interval{Min: day, Max: day}})
//
// Rules are written once. A token has its folded form (Lower: lower case, one form of each letter, digits in ASCII), by
// which word lists are looked up, and a gloss: the English name of a function word, by which rules compare. "Since",
// "з", "منذ" and "desde" all have the gloss "since" before a date; a word that is no function word has the gloss "_" in
// every language but English.
//
// The words of a language (months, number words, hedges, abbreviations, glosses) are data: data/<language>.tsv, described
// in data/README.md, read when the language is first asked for. English, Ukrainian, Russian, Arabic and Spanish have
// words; French, German and Polish are recognised.
package lang
