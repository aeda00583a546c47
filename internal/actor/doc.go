// Package actor keeps the keys of the people who work on cases, in EXHIBIT_HOME, outside every case.
//
// The rule it guards: nobody signs in another's name. A key file holds an Ed25519 key, with which entries and
// checkpoints are signed, and an X25519 identity (age), to which names and restricted originals are sealed. It is
// protected by a passphrase (age's own file format, scrypt) unless its owner said otherwise when it was made. A missing
// key is an error that says so; none is made silently.
//
// The folder also keeps heads/: the last checkpoint of every ledger written from here. A ledger whose tail was cut off
// is shorter than its head; only something outside the case can show that.
//
//	home := actor.Home{Dir: dir, Files: store.Disk{}}
//	key, err := actor.Generate(rand.Reader)
//	err = home.Save(key, passphrase)
//	key, err = home.Load(fingerprint, func() (string, error) { … })
package actor
