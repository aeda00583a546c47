// Package origin says where assertions come from, behind outlets and agencies, and how many independent origins stand behind a
// thing asserted.
//
// Five outlets that repeat one speech are one origin. An origin is one utterance of one voice: a person, a body, an agency's
// picture, or an outlet that tells something itself, on one occasion. Names of one person or body are brought together within
// the case (Antony and Anthony, Zelenskyy and Zelenskiy, the human rights office and OHCHR), always by rules that look at all
// names of the case at once, so that the order in which reports arrive changes nothing.
//
// An origin depends on another when it hands on what the other said, carries the same text or the same sentence, speaks of
// images the other shared, or says again what the same speaker said before. Every dependency has its basis in words.
//
// It guards two rules. Count origins, not mentions: a proposition carries mentions and a range of independent origins. And
// a basis of knowledge is only what words state: the lower end of the range counts an origin only when its words say that
// it saw, took part, examined, recorded or filmed; an outlet that names no source widens the upper end and nothing else.
//
// It never ranks sources, never decides who is right, and never guesses a name that no report gives.
//
//	reading := origin.Read(claims, sources)      // sets each claim's Origin
//	origins := reading.Origins()
//	things := reading.Propositions(nil)          // 7 mentions, 1 origin
package origin
