package exhibit

import (
	"encoding/hex"
	"fmt"
	"path"
	"slices"
	"strings"
)

// checkRelease checks that the last entry handed over released this very payload.
func (s *submission) checkRelease() {
	if s.release == nil {
		s.c.find("release-manifest", payloadManifest, -1, "no released entry names the digest of this payload manifest, %s", s.manifest)
		return
	}
	e, n := s.release, s.release.N
	s.c.rep.Released = &ReleaseOf{Entry: n, At: e.At, Recipient: s.released.Recipient}
	if s.released.Format != SubmissionFormat {
		s.c.find("release-format", submissionEntries, n, "entry %d released a package of format %q, and this is %q", n, s.released.Format, SubmissionFormat)
	}
	var have []int64
	for m := range s.lines {
		if m != n {
			have = append(have, m)
		}
	}
	slices.Sort(have)
	if !slices.Equal(have, s.released.Entries) {
		s.c.find("release-entries", submissionEntries, n, "entry %d released %d entries beside itself, and %d others are here, or not the same", n, len(s.released.Entries), len(have))
	}
}

// checkEvidence checks that what is shown as evidence is what the entries handed over say was received or derived.
func (s *submission) checkEvidence() {
	held := map[Ref]bool{}
	analysis := false
	for p, sum := range s.payload.sums {
		digest, _ := hex.DecodeString(sum)
		ref := Ref(digest)
		rest, item := strings.CutPrefix(p, itemsFolder)
		switch {
		case item:
			held[ref] = true
			if len(s.items[ref]) == 0 {
				s.c.find("item-unrecorded", p, -1, "no entry handed over says that this file was received")
			}
			if dir, name, ok := strings.Cut(rest, "/"); !ok || dir != sum[:12] || strings.Contains(name, "/") {
				s.c.find("package-form", p, -1, "an item lies at %s%s/ and its name", itemsFolder, sum[:12])
			}
		case strings.HasPrefix(p, derivationsFolder):
			if !s.derived[ref] && len(s.items[ref]) == 0 {
				s.c.find("derivation-unrecorded", p, -1, "no entry handed over says that this was made")
			}
		case path.Dir(p) == "data/evidence" && slices.Contains([]string{"index.csv", "custody.csv", "withheld.csv"}, path.Base(p)):
		case strings.HasPrefix(p, "data/analysis/"):
			analysis = true
		default:
			s.c.find("package-form", p, -1, "no file of this name belongs to a submission")
		}
	}
	if s.release == nil {
		return
	}
	s.allowed.check(s.c, submissionEntries, held, s.released.Recipient)
	named := map[Ref]bool{}
	for _, n := range s.released.Items {
		ref, ok := s.first[n]
		named[ref] = true
		if !ok || !held[ref] {
			s.c.find("release-items", submissionEntries, n, "entry %d released the item received with entry %d, which is not here", s.release.N, n)
		}
	}
	for ref := range held {
		if !named[ref] {
			s.c.find("release-items", submissionEntries, s.release.N, "item %s is here, and entry %d does not release it", ref, s.release.N)
		}
	}
	if analysis != s.released.Analysis {
		s.c.find("release-items", submissionEntries, s.release.N, "entry %d says about an analysis what is not so", s.release.N)
	}
	if analysis {
		s.c.limit("What stands under data/analysis is the sender's reading of the evidence: this check says only that it was not altered.")
	}
}

// signature checks who signed the whole.
func (s *submission) signature() {
	message, err := s.c.readUpTo(tagManifest, largeFile)
	if err != nil {
		return // a finding already
	}
	sig, err := s.c.read(signaturePath)
	if err != nil {
		s.c.find("package-signature", signaturePath, -1, "the signature over the package: %s", why(err))
		return
	}
	if s.release == nil || s.releaser == nil {
		s.c.find("package-signature", signaturePath, -1, "the signature cannot be judged: no entry released this payload")
		return
	}
	_, comment, err := OpenMinisign(message, sig, s.releaser.pub)
	if err != nil {
		s.c.find("package-signature", signaturePath, -1, "the signature is not that of key %s, which released the package: %v", s.releaser.fingerprint, err)
		return
	}
	if want := SignatureComment(s.walk.origin, s.release.N); comment != want {
		s.c.find("package-signature", signaturePath, -1, "the signature's comment is %q and should be %q", comment, want)
	}
	// Minisign signs all but the first line; ours has one form.
	if first, _, _ := strings.Cut(string(sig), "\n"); first != untrustedComment(s.releaser.pub) {
		s.c.find("package-signature", signaturePath, -1, "the first line of the signature is %q and should be %q", first, untrustedComment(s.releaser.pub))
	}
	s.c.rep.Released.Key = s.releaser.fingerprint
	if len(s.c.told) > 0 && !s.c.trusted(s.releaser) {
		s.c.find("key-untrusted", signaturePath, -1, "the package is signed by key %s, which is none of those you trust and was not introduced by one of them", s.releaser.fingerprint)
	}
}

// SignatureComment is the trusted comment of the signature over a package.
func SignatureComment(origin string, entry int64) string {
	return fmt.Sprintf("%s %s entry %d", SubmissionFormat, origin, entry)
}
