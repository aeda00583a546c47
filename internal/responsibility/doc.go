// Package responsibility makes the table of who is said to be responsible: which State, force, unit or holder of a public
// office is accused of what, by whom, going back to which origins, and who denies it.
//
// The rules it guards: the court establishes guilt, so every row is an accusation and never a finding; all parties to the
// conflict are recorded in the same form; denials stand beside the accusations they answer with what they deny; and the
// machine never names a private individual as alleged perpetrator. A person is named only together with a public office
// that the words state (president, minister, commander, spokesman …); any other person is given as
// "a named individual (name withheld: not in a public role)", and the claim still opens to its words for those who may
// read them.
//
// It never attributes responsibility, never turns a State's name into a person's or the reverse, never ranks parties and
// never counts mentions: it lists claims and the origins they go back to.
//
//	for _, a := range responsibility.Accusations(claims, origins) {
//		fmt.Println(a.Level, a.Actor, len(a.Origins), "origins;", len(a.Denials), "denials")
//	}
package responsibility
