package submission

import (
	"crypto/ed25519"
	"fmt"
	"strings"

	"exhibit"
)

// readme is for the recipient: how to check the package with tools that are not ours, and what it does not show. Every
// command in it is run by a test.
func (p *plan) readme(key ed25519.PublicKey) string {
	analysis := ""
	if len(p.req.Analysis) > 0 {
		analysis = "  data/analysis/               the sender's reading of the evidence; it is no evidence\n"
	}
	return strings.NewReplacer(
		"{recipient}", oneLine(p.req.Recipient),
		"{purpose}", oneLine(cmpOr(p.req.Purpose, "not stated")),
		"{origin}", p.w.Ledger.Origin(),
		"{items}", fmt.Sprint(len(p.req.Items)),
		"{withheld}", fmt.Sprint(len(p.req.Withheld)),
		"{fingerprint}", exhibit.Fingerprint(key),
		"{key}", exhibit.MinisignKey(key),
		"{analysis}", analysis,
	).Replace(readmeText)
}

func cmpOr(s, other string) string {
	if strings.TrimSpace(s) == "" {
		return other
	}
	return s
}

const readmeText = `SUBMISSION TO {recipient}
Purpose: {purpose}
Items: {items}. Left out, by category and reason: {withheld} rows in data/evidence/withheld.csv.
Ledger: {origin}
Signing key: {fingerprint}

WHERE THINGS ARE
  data/evidence/items/         the originals, bit for bit, under the names they had
  data/evidence/derivations/   texts and other things made from them
  data/evidence/index.csv      one row for each item
  data/evidence/custody.csv    what happened to each item, step by step
  data/evidence/withheld.csv   what is not here, and why
{analysis}  machine/                     ledger entries, proofs, checkpoint, keys, time stamps

HOW TO CHECK IT WITHOUT OUR PROGRAM
Run these in this folder. Each must end without an error.

1. No file was altered (GNU coreutils):
     sha256sum --quiet --strict -c tagmanifest-sha256.txt
     sha256sum --quiet --strict -c manifest-sha256.txt

2. The holder of the signing key signed exactly this (minisign):
     minisign -V -P {key} -m tagmanifest-sha256.txt
   Ask the sender for the key by another way than this file, and compare.

3. The ledger says that exactly this was released to you (jq): the two lines must be the same.
     jq -r '.entry // empty | fromjson | select(.type == "released") | .body.manifest' machine/entries.jsonl | tail -n 1
     echo "sha256-$(sha256sum manifest-sha256.txt | cut -c 1-64)"

4. An entry is the one that its leaf in the ledger commits to (jq, xxd): here entry 0. The two lines must be the same.
     (jq -j 'select(.n == 0) | .salt' machine/entries.jsonl | xxd -r -p; jq -j 'select(.n == 0) | .entry' machine/entries.jsonl) | sha256sum | cut -c 1-64
     jq -r 'select(.n == 0) | .leaf' machine/entries.jsonl | cut -c 8-

5. A time stamp, where there is one (OpenSSL; N is its number, ROOT.pem the authority's root certificate):
     openssl ts -verify -token_in -in machine/tokens/N.tsr -data machine/tokens/N.checkpoint -CAfile ROOT.pem

6. A file that stands in for an original held back (column version_of of index.csv) is tied to that one by a commitment. When the sender
   discloses SALT, and ORIGINAL or its SHA-256, this gives the commitment after "sha256-":
     (printf SALT | xxd -r -p; sha256sum < ORIGINAL | cut -c 1-64 | xxd -r -p) | sha256sum | cut -c 1-64

All of this, the proofs and the signature of every entry at once, with our program, offline:
     exhibit verify . --key {fingerprint}

WHAT THIS DOES NOT SHOW
- Whose key it is. That you must know from elsewhere.
- When things happened, where no time stamp covers them: times are the sender's statement.
- Who made an item, where it was before the sender received it, or whether what it says is true.
- Whether something was never recorded. What was recorded and left out is in withheld.csv.

A file may carry active content or show what is hard to see: columns active_content and graphic of index.csv.
`
