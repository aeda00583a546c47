// Package storetest proves that what a case acknowledged survives: a recorder of file operations whose every prefix can
// be replayed as a crash, wrappers that fail on purpose, and the suite that whatever a case is stored through must pass.
//
// The rule it guards: nothing counts as stored because it was written; it counts because it was synced. A test that
// looks only at a folder after a program ended cannot tell the two apart. A Recorder can.
//
//	r, err := storetest.NewRecorder(root, "case/record.db") // store.Files for everything below root
//	… work on the case through r …
//	rec := r.Recording()
//	for k := range rec.Len() + 1 {
//		err := rec.After(k, storetest.Lost()).Build(dir)    // the folder as a crash after operation k may leave it
//		… open the case in dir: what was acknowledged must be there …
//	}
//
// # What a crash may take
//
// The model is what POSIX promises, and no more; file systems in use promise more.
//
//   - The bytes of a file are safe once the file was synced (fsync), or everything was (syncfs). Of what was written
//     since, any number of the writes may be gone, from the last one back, and one of them may be cut.
//   - A name (made by create or mkdir, given by rename, taken away by remove) is safe once the folder it stands in was
//     synced (fsync of the folder), or everything was. Syncing a file does not make its name safe, and syncing a folder
//     makes safe neither the bytes of its files nor its own name in the folder above.
//   - A rename is a new name and the end of an old one. After a crash both names may be there, or either, or none; but
//     a name that was there before is replaced whole or not at all.
//   - Changes of names that were not synced survive or not, each by itself. Two changes of the same name keep their
//     order.
//
// A Policy chooses among what is possible: Lost takes everything that was not synced, Kept takes nothing (the program
// was killed and the machine lives), Mixed throws dice.
//
// # What is trusted
//
// A database that keeps its own promises (SQLite with synchronous=FULL) does not write through store.Files. Its file is
// trusted: the recorder is given its content whenever it changed, before the operation that followed the change, and a
// replay finds the latest content that was given.
//
// It never serves the product: only tests import it.
package storetest
