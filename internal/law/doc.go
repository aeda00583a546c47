// Package law lays what reports assert beside the elements of crimes.
//
// It holds, as versioned data, a paraphrase in our own words of the crimes of the Rome Statute and their elements
// (data/law.json), the kinds of fact that bear on each element, weapons with what may and may not be said of them, and
// standards of proof; and rules (data/rules.json) that say which claims bear on which kinds of fact and which crimes are
// worth a sheet. What was written down from memory and not looked up again is marked and shown as unverified.
//
// The rule it guards: the court establishes guilt. The status of an element is the set of what is there, contrary facts
// first: contrary fact, disputed, several origins, one origin, alleged, no fact yet. It is never "proved" and never a
// percentage, and a number of origins is not sufficiency. A speaker's label ("war crime", "genocide") fills no element: no
// rule reads labels. Contrary and exonerating facts are asked for on every sheet and shown as asked for and not found.
// A denial of the fact stands beside the fact and makes it disputed; a denial of the label or of the speaker's standing
// does not. All parties are read by the same rules.
//
// Support counts independent origins with a first-hand basis of knowledge that words state. Everything else — an unknown
// basis, hearsay, a hedged claim — is alleged, however many repeat it.
//
// It never decides which crime was committed, never says who is guilty, and lays out a crime only when a fact bears on its
// conduct. Where nothing is stated on the kind of conflict the sheet for an international one is laid out with that
// element empty, and names its twin for the other kind.
//
//	l, err := law.Load()
//	sheets := law.Sheets(law.Input{Law: l, Incidents: incidents, Claims: claims, Origins: origins})
//	fmt.Println(sheets[0].Title, sheets[0].Elements[0].Status) // Attacking protected objects … [disputed one origin alleged]
package law
