// Package exhibit holds the formats of a body of evidence and checks them: references to bytes, signed entries of a
// ledger, checkpoints, submissions, published ledgers, time stamps. It is for anyone who receives such a thing and has
// no reason to trust who made it.
//
// The rule it guards: integrity is not authenticity. Verify says whether bytes, entries and their order are unaltered
// since they were recorded, which keys signed and which times are anchored; it says in words what it cannot tell, and
// it never says who made an item, where it was before, or whether what it says is true. It writes nothing, fetches
// nothing, and shares with the code that writes packages only the formats, which are specified to the byte in
// docs/format and can be checked with standard tools.
//
//	report, err := exhibit.Verify(ctx, os.DirFS("submission"), exhibit.Options{Keys: []string{fingerprint}})
//	if err != nil {
//		return err // it could not be checked at all
//	}
//	for _, f := range report.Findings {
//		fmt.Println(f.Code, f.Path, f.Sentence, f.Rule)
//	}
//
// The package depends on the standard library and golang.org/x/mod/sumdb alone.
package exhibit
