// Package custody knows what happens to an item between its arrival and its release, and what each event's entry says.
//
// The rule it guards: whatever happened to an item is one signed entry, and the records people look things up in follow
// from the entries and from nothing else. Book.Record writes both in one transaction; Replay makes the same records
// again from the entries alone, which is how a case is checked (verify --deep) and how it is rebuilt.
//
// It never opens an item and never decides: restriction, clearance and erasure are done here because a person said so,
// and the entry says who and why.
//
// Provenance sheets say what is known of an item before it reached us. A field nobody stated is a gap and is shown as
// one; it is never filled in.
package custody
