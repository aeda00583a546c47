// Package store keeps originals and derivations, each under the SHA-256 of its bytes.
//
// The rule it guards: bytes that were acknowledged are there, unaltered, and can be found by their Ref; they are never
// overwritten and never changed. There is one way in, Batch.Put, which hashes while it reads, so that no driver can
// store bytes under a name that is not theirs. It never interprets bytes.
//
// # Durability
//
// Put writes to a temporary name. Nothing is promised until Batch.Commit returns: it makes all bytes of the batch
// durable, then gives every file its name, then makes the names durable. After a crash before that, a case holds
// temporary files, which Sweep removes once nobody holds the lock beside them, and perhaps files with names that no entry of the ledger speaks of: orphans,
// complete, which the next Put of the same bytes adopts: it reads them again, and Commit makes their names durable, as
// nobody knows how far the one that gave them got. A ciphertext is never adopted, since its key may have been lost with
// the crash; the next one replaces it.
//
//	b := s.NewBatch()
//	put, err := b.Put(ctx, store.Originals, file)   // put.Ref, put.Size, put.MD5, put.SHA1
//	err = b.Commit(ctx)                             // durable from here
//
// # Places
//
// Originals lie in originals/ab/<64 hex digits>, derivations in derived/ab/…, ciphertexts of restricted originals in
// sealed/ab/… under the Ref of the plain bytes. All are read-only for everyone.
package store
