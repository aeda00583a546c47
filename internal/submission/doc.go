// Package submission writes what is handed over: originals under their names, what was made of them, the entries that
// concern them with proofs, and a signature, as a BagIt package that a stranger checks without trusting us
// (docs/format/submission.md).
//
// The rules it guards: what a court gets does not depend on anything that can be rebuilt, only on originals,
// derivations and the ledger; what is left out is listed with its signed reason; the ledger says "released" only when
// the whole payload lies on the disk, and nothing half-made is left behind when something fails. It never decides what
// is selected, and never opens what is restricted: the caller says what goes and what does not.
//
//	w := submission.Writer{Files: store.Disk{}, Ledger: l, Blobs: s, Key: key}
//	result, err := w.Write(ctx, "out.zip", submission.Request{Recipient: "…", Items: items, Entries: entries})
//
// # Order
//
// Payload, in the order of paths → manifest → made durable → released entry naming the manifest's digest → checkpoint
// and proofs → tag manifest → signature → made durable → the name that was asked for. A crash leaves at most a folder
// or file named .NAME.PID.partial beside the target, and after the released entry an entry about a package that never
// came to be: *Unfinished says so.
package submission
