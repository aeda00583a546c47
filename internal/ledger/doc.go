// Package ledger is the append-only, signed record of what was done in a case.
//
// The rule it guards: an entry, its hashes in the Merkle tree, the records that follow from it and the checkpoint over
// all of it become durable in ONE transaction, or none of them does. Entries are numbered from 0 without gaps. What was
// committed is never changed; by lawful order an entry's words and salt can be destroyed while its leaf, its signature
// and the reason stay. It knows nothing of what entries mean.
//
//	err := l.Write(ctx, func(tx *ledger.Tx) error {
//		n := tx.Append(ledger.Draft{Type: exhibit.Received, Item: ref, Body: body})
//		return tx.Exec(ctx, `INSERT INTO items …`)
//	})
//
// # On a crash
//
// The database's own journal decides: after Write returned nil the transaction survives loss of power
// (synchronous=FULL is asserted by the driver). The checkpoint file beside the database and the head kept outside the
// case are copies written after the commit; a crash between leaves them behind by some entries, which is consistent and
// is mended by the next Write.
//
// # Several processes
//
// One writes at a time, by the database's own lock. A second waits, says so through Config.Waiting, and gives up after
// Config.Patience. Readers never wait.
package ledger
