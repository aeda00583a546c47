// Package plain reads text files.
//
// The rule it guards: no words, no claim. For a UTF-8 file the text is the file, byte for byte, so every quote can
// be checked with an editor and nothing else; the derivation is the original itself (Text.Same). Any other charset
// is decoded, and a note says which one and how it was found.
//
// It never joins, trims or reorders lines, and takes no byte away: a NUL or a broken character becomes U+FFFD.
//
//	t, err := plain.Reader{Limit: 64 << 20}.Read(ctx, in)
package plain
