// Package anchor lets others vouch for when the ledger was what it is: it asks a time-stamping authority to sign the
// current checkpoint (RFC 3161), and it publishes the hashes of the ledger so that anybody can keep a copy of them.
//
// The rule it guards: the ledger proves without telling. What an authority is sent is one SHA-256 and a random number;
// what is published is hashes and a checkpoint. No entry, no name and no word of one leaves the house here. Nothing is
// sent unless the caller named the address, and it is sent there and nowhere else: no other host or scheme is followed.
//
//	token, err := anchor.Request(ctx, anchor.Config{URL: "https://tsa.example/tsr", Roots: roots}, checkpoint)
//	// token.DER holds: these bytes existed at token.Time, says token.Authority
//
//	written, err := anchor.Publish(ctx, anchor.Public{}, l.Reader(ctx), size, checkpoint, "published")
//
// A token is returned only when all of it was checked: that it answers this request and no other, that it is about
// these bytes, that its signature holds, that its certificate is for time stamps alone and was valid at the stated
// time. Whether the certificate leads to somebody whom the caller trusts is checked when the caller said whom; when not,
// Token.Trusted is false, and whoever shows the time has to say so. Because the token proves itself, plain http will do.
//
// A time stamp says "not later than". It never says when an entry was made, nor that what it says is true.
//
// Publishing only ever adds. A folder that holds another ledger, a longer one, or one that this ledger does not
// continue is refused and left as it was.
//
// # On a crash
//
// Request keeps nothing. Publish writes every tile under a temporary name, checks all of them against the checkpoint,
// makes their bytes durable, gives them their names, makes those durable, and only then replaces the checkpoint. After a
// crash the folder holds the earlier checkpoint with everything it covers, and perhaps tiles that go beyond it or
// temporary files; the next Publish adopts the first and removes the second.
package anchor
