// Package casefile is a case as a whole: it opens one, does what is outstanding, records what people decide, and hands
// the rest of the house what it needs.
//
// The rule it guards: only originals and the ledger are durable; everything else is derived and can be made again.
// What is outstanding is therefore never a list of jobs but a difference: items that may be read, less those whose
// text the present reader made; texts, less those whose claims the present rules proposed; and so on. A run that was
// cut off is continued by running again.
//
//	c, err := casefile.Open(ctx, dir, cfg, casefile.Write)
//	report, err := c.Add(ctx, paths, casefile.AddOptions{})
//	err = c.Read(ctx, false); err = c.Assert(ctx); err = c.Weigh(ctx)
//
// # A case on disk
//
//	case.json     format and origin of the ledger
//	record.db     entries, hashes, checkpoints and the records that follow from them (SQLite)
//	checkpoint    a copy of the latest signed checkpoint
//	originals/ derived/ sealed/ tmp/   see package store
//	out/          what is written for people: dossier and annexes; may be deleted
//
// # On a crash
//
// Originals become durable first, then one transaction with their entries, hashes and records; both under the write
// lock, so that what no entry speaks of was left by a crash and by nobody at work. A crash between leaves originals no
// entry speaks of; they are whole, verify lists them as orphans, and the next add of the same bytes adopts them.
// Restricting and erasing go the other way round: the entry first, then the destruction, and Open finishes what was cut
// off.
package casefile
