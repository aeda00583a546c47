// Package reading turns an original into text with positions: it finds out what the original is and chooses the
// reader for it. Each format has a small package of its own below this one.
//
// The rule it guards: no words, no claim. Every reader says its name and version, so that a derivation can be made
// again; the same bytes, reader and version give the same text on every machine. Nothing is lost silently: what
// cannot be read gives a Failure with a stable code and a sentence, and what has no reader is Unsupported, which
// means preserved and listed, not dropped.
//
// Originals are written by strangers. So the name is never trusted alone, every reader has a limit on bytes, text and
// time, a parser's panic is a Failure of that one original, and PDF is parsed inside a WebAssembly machine that has
// no files, no network and bounded memory.
//
// It never changes an original, never runs what is inside one, and never reads the items inside an archive or a
// message: those are items of their own.
//
//	set := reading.New(reading.Config{})
//	defer set.Close()
//	t, err := set.Read(ctx, reading.Input{Name: "a.html", Size: n, Open: open})
//	var f *reading.Failure
//	if errors.As(err, &f) { outcome = f.Code + ": " + f.Reason }
package reading
