package exhibit

import (
	"bufio"
	"bytes"
	"crypto"
	"crypto/ed25519"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"maps"
	"path"
	"slices"
	"strconv"
	"strings"

	"golang.org/x/mod/sumdb/tlog"
)

// Paths in a submission (docs/format/submission.md, 1).
const (
	bagitText         = "BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n"
	payloadManifest   = "manifest-sha256.txt"
	payloadMD5        = "manifest-md5.txt"
	tagManifest       = "tagmanifest-sha256.txt"
	signaturePath     = "tagmanifest-sha256.txt.minisig"
	submissionEntries = "machine/entries.jsonl"
	proofsPath        = "machine/proofs.jsonl"
	submissionHead    = "machine/checkpoint"
	keysPath          = "machine/keys.txt"
	itemsFolder       = "data/evidence/items/"
	derivationsFolder = "data/evidence/derivations/"
)

// marksSubmission reports whether bag-info.txt says that exhibit made the bag.
func (c *checker) marksSubmission() bool {
	b, err := c.read("bag-info.txt")
	return err == nil && (bytes.Contains(b, []byte("External-Identifier: exhibit.submission/")) || bytes.Contains(b, []byte("Bag-Software-Agent: exhibit/")))
}

// submission is a package while it is checked.
type submission struct {
	c        *checker
	files    map[string]bool
	payload  manifest // manifest-sha256.txt
	tags     manifest
	manifest Ref // digest of manifest-sha256.txt
	walk     *entries
	lines    map[int64]Ref // leaf of every line handed over
	items    map[Ref][]int64
	first    map[int64]Ref // item of every received entry
	derived  map[Ref]bool
	anchors  []anchored
	release  *Entry
	released ReleasedBody
	releaser *key
}

// checkSubmission checks a package in the form of docs/format/submission.md.
func (c *checker) checkSubmission() error {
	files, err := c.bagFiles()
	if err != nil {
		return err
	}
	s := &submission{c: c, files: files, lines: map[int64]Ref{}, items: map[Ref][]int64{}, first: map[int64]Ref{}, derived: map[Ref]bool{}}
	if err := s.form(); err != nil {
		return err
	}
	s.hash()
	if err := s.ledger(); err != nil {
		return err
	}
	s.checkRelease()
	s.checkEvidence()
	s.checkIndex()
	s.signature()
	c.rep.Items = int64(len(s.items))
	return nil
}

// form checks the files that make the package a bag, to the byte.
func (s *submission) form() error {
	b, err := s.c.read("bagit.txt")
	if err != nil {
		s.c.find("bag-declaration", "bagit.txt", -1, "the bag's declaration: %s", why(err))
	} else if string(b) != bagitText {
		s.c.find("package-form", "bagit.txt", -1, "the file should be %q", bagitText)
	}
	s.payload = s.manifestFile(payloadManifest, false)
	s.tags = s.manifestFile(tagManifest, true)
	if raw, err := s.c.readUpTo(payloadManifest, largeFile); err == nil {
		s.manifest = RefOf(raw)
	}
	for _, p := range slices.Sorted(maps.Keys(s.files)) {
		inData := strings.HasPrefix(p, "data/")
		switch _, tagged := s.tags.sums[p]; {
		case inData && s.payload.sums[p] == "":
			s.c.find("payload-unlisted", p, -1, "the file is in no manifest")
		case !inData && p != tagManifest && p != signaturePath && !tagged:
			s.c.find("tag-unlisted", p, -1, "the file is not in %s", tagManifest)
		case !inData && !knownTagFile(p):
			s.c.find("package-form", p, -1, "no file of this name belongs to a submission")
		}
	}
	s.listedButMissing(s.payload, "payload-missing")
	s.listedButMissing(s.tags, "tag-missing")
	return s.info()
}

func (s *submission) listedButMissing(m manifest, code string) {
	for p := range m.sums {
		if !s.files[p] {
			s.c.find(code, p, -1, "the file is in %s and is not here", m.name)
		}
	}
}

func knownTagFile(p string) bool {
	switch p {
	case "bagit.txt", "bag-info.txt", "README.txt", payloadManifest, payloadMD5, tagManifest, signaturePath, submissionEntries, proofsPath, submissionHead, keysPath:
		return true
	}
	name, ok := strings.CutPrefix(p, "machine/tokens/")
	n, ext, _ := strings.Cut(name, ".")
	v, err := strconv.ParseInt(n, 10, 64)
	return ok && (ext == "tsr" || ext == "checkpoint") && err == nil && strconv.FormatInt(v, 10) == n
}

// manifestFile reads a manifest that must be canonical: lower-case hex, two spaces, the path, LF, sorted by path.
func (s *submission) manifestFile(name string, tag bool) manifest {
	m := manifest{name: name, hash: crypto.SHA256, sums: map[string]string{}}
	b, err := s.c.readUpTo(name, largeFile)
	if err != nil {
		s.c.find("manifest-missing", name, -1, "the manifest: %s", why(err))
		return m
	}
	s.canonical(name, b, 64, tag, m.sums)
	return m
}

// canonical reads the lines of a manifest into sums and reports the first way in which its form is not ours.
func (s *submission) canonical(name string, b []byte, sumLength int, tag bool, sums map[string]string) {
	bad, last := "", ""
	say := func(format string, args ...any) {
		if bad == "" {
			bad = fmt.Sprintf(format, args...)
		}
	}
	text, whole := strings.CutSuffix(string(b), "\n")
	if !whole {
		say("it does not end with a line end")
	}
	for i, line := range strings.Split(text, "\n") {
		if len(line) < sumLength+3 || line[sumLength:sumLength+2] != "  " || strings.Trim(line[:sumLength], "0123456789abcdef") != "" {
			say("line %d is not a checksum in %d lower-case hex digits, two spaces and a path", i+1, sumLength)
			continue
		}
		p := line[sumLength+2:]
		if !safePath(p) || strings.ContainsAny(p, "%\r") || strings.HasPrefix(p, "data/") == tag {
			s.c.find("path-unsafe", name, -1, "line %d names %q, which a submission cannot hold there", i+1, p)
			continue
		}
		if p <= last {
			say("line %d is not in the order of paths", i+1)
		}
		if _, twice := sums[p]; twice {
			s.c.find("manifest-form", name, -1, "%q is listed twice", p)
		}
		sums[p], last = line[:sumLength], p
	}
	if bad != "" {
		s.c.find("package-form", name, -1, "the manifest is not written as a submission's is: %s", bad)
	}
}

// info checks bag-info.txt: these elements, in this order, each once.
func (s *submission) info() error {
	b, err := s.c.read("bag-info.txt")
	if err != nil {
		s.c.find("bag-info", "bag-info.txt", -1, "the file: %s", why(err))
		return nil
	}
	values := map[string]string{}
	rest := string(b)
	for _, label := range []string{"Bag-Software-Agent", "Bagging-Date", "External-Description", "External-Identifier", "Internal-Sender-Identifier", "Payload-Oxum"} {
		line, more, ok := strings.Cut(rest, "\n")
		value, labelled := strings.CutPrefix(line, label+": ")
		if !ok || !labelled {
			s.c.find("package-form", "bag-info.txt", -1, "a line %q is due where %q stands", label+": …", line)
			break
		}
		values[label], rest = value, more
	}
	if len(values) == 6 && rest != "" {
		s.c.find("package-form", "bag-info.txt", -1, "more stands after Payload-Oxum")
	}
	format := values["External-Identifier"]
	if strings.HasPrefix(format, "exhibit.submission/") && format != SubmissionFormat {
		return fmt.Errorf("bag-info.txt says format %q: %w", format, ErrNewer)
	}
	if format != SubmissionFormat || !strings.HasPrefix(values["Bag-Software-Agent"], "exhibit/") {
		s.c.find("package-form", "bag-info.txt", -1, "the file does not say that this is a submission of format %s made by exhibit", SubmissionFormat)
	}
	s.c.rep.Origin = values["Internal-Sender-Identifier"]
	if oxum, ok := values["Payload-Oxum"]; ok {
		s.oxum(oxum)
	}
	return nil
}

func (s *submission) oxum(want string) {
	var bytes, count int64
	for p := range s.files {
		if !strings.HasPrefix(p, "data/") {
			continue
		}
		count++
		if f, err := s.c.fsys.Open(p); err == nil {
			if fi, err := f.Stat(); err == nil {
				bytes += fi.Size()
			}
			f.Close()
		}
	}
	if have := fmt.Sprintf("%d.%d", bytes, count); have != want {
		s.c.find("bag-oxum", "bag-info.txt", -1, "Payload-Oxum is %s, and the payload has %s", want, have)
	}
}

// hash reads every file and compares it with the manifests.
func (s *submission) hash() {
	payload := []manifest{s.payload}
	if s.files[payloadMD5] {
		m := manifest{name: payloadMD5, hash: crypto.MD5, sums: map[string]string{}}
		if b, err := s.c.readUpTo(payloadMD5, largeFile); err != nil {
			s.c.find("manifest-missing", payloadMD5, -1, "the manifest: %s", why(err))
		} else {
			s.canonical(payloadMD5, b, 32, false, m.sums)
		}
		for p := range s.payload.sums {
			if m.sums[p] == "" {
				s.c.find("payload-unlisted", p, -1, "the file is not in %s", payloadMD5)
			}
		}
		s.listedButMissing(m, "payload-missing")
		payload = append(payload, m)
	}
	bufs := newBuffers()
	each(s.c, slices.Sorted(maps.Keys(s.files)), func(p string) {
		buf := bufs.pool.Get().(*[]byte)
		defer bufs.pool.Put(buf)
		switch {
		case strings.HasPrefix(p, "data/"):
			s.c.compare(p, "payload", payload, *buf)
		default:
			s.c.compare(p, "tag", []manifest{s.tags}, *buf)
		}
	})
}

// ledger checks the entries handed over, the checkpoint, the proofs, the keys and the time stamps.
func (s *submission) ledger() error {
	s.walk = &entries{c: s.c, path: submissionEntries, origin: s.c.rep.Origin, ring: newKeyring(), each: s.take}
	if err := s.walk.walk(); err != nil {
		if s.c.ctx.Err() != nil {
			return err
		}
		s.c.find("entry-line", submissionEntries, -1, "the entries: %s", why(err))
	}
	s.c.rep.Entries = s.walk.count
	if _, ok := s.lines[0]; !ok {
		s.c.find("entry-number", submissionEntries, 0, "entry 0, which introduces the first key, is not handed over")
	}
	signed, err := s.c.read(submissionHead)
	if err != nil {
		s.c.find("checkpoint-form", submissionHead, -1, "the checkpoint: %s", why(err))
		return nil
	}
	cp, signer, ok := s.c.openCheckpoint(submissionHead, signed, s.walk)
	s.c.rep.Size, s.c.rep.Root = cp.Size, cp.Root.String()
	s.c.reportKeys(s.walk.ring, signer, submissionHead)
	if !ok {
		return nil
	}
	trees := s.proofs(cp)
	s.tokens(cp, trees)
	s.keys()
	root := func(size int64) (tlog.Hash, bool) {
		if size == cp.Size {
			return cp.Root, true
		}
		return tlog.Hash{}, false
	}
	s.earlier(cp, trees, root)
	return nil
}

// earlier checks that the ledger continues a checkpoint the caller holds. A submission can show it for the sizes to
// which it brings a proof.
func (s *submission) earlier(cp Checkpoint, trees map[int64]tlog.TreeProof, root func(int64) (tlog.Hash, bool)) {
	for what, signed := range map[string][]byte{"the earlier checkpoint you gave": s.c.opt.Since, "the head kept outside": s.c.opt.Head} {
		known := root
		if old, err := unsignedCheckpoint(signed); err == nil {
			if p, ok := trees[old.Size]; ok {
				if err := checkTree(p, cp, old); err == nil {
					known = func(int64) (tlog.Hash, bool) { return old.Root, true }
				} else {
					known = func(int64) (tlog.Hash, bool) { return tlog.Hash{}, true }
				}
			}
		}
		s.c.continues(what, signed, cp.Origin, cp.Size, s.walk.ring.all(), known)
	}
	s.c.limit("Entries that were not handed over cannot be judged: a submission brings those that concern its items, each proved to be in the ledger.")
}

// checkTree reports whether now continues old. A tree of nothing is continued by every tree, which proves nothing.
func checkTree(p tlog.TreeProof, now, old Checkpoint) error {
	if old.Size == now.Size && len(p) == 0 && old.Root != now.Root {
		return errors.New("two trees of one size have different roots")
	}
	return tlog.CheckTree(p, now.Size, now.Root, old.Size, old.Root)
}

func (s *submission) take(l *EntryLine, e *Entry) {
	s.lines[l.N] = l.Leaf
	if e == nil {
		return
	}
	for _, r := range e.Derived {
		s.derived[r] = true
	}
	switch e.Type {
	case Received:
		s.items[e.Item] = append(s.items[e.Item], e.N)
		s.first[e.N] = e.Item
	case Anchored:
		var b AnchoredBody
		if err := json.Unmarshal(e.Body, &b); err != nil {
			s.c.find("entry-form", submissionEntries, e.N, "entry %d (anchored) has a body of another shape: %v", e.N, err)
			return
		}
		s.anchors = append(s.anchors, anchored{e.N, b})
	case ReleasedEntry:
		var b ReleasedBody
		if err := json.Unmarshal(e.Body, &b); err == nil && b.Manifest == s.manifest {
			entry := *e
			s.release, s.released, s.releaser = &entry, b, s.walk.ring.by[l.Key]
		}
	}
}

// Proof is one line of machine/proofs.jsonl: that entry N is in the checkpoint's tree, or that the tree continues the
// one of Size entries.
type Proof struct {
	N     *int64      `json:"n,omitempty"`
	Size  *int64      `json:"size,omitempty"`
	Proof []tlog.Hash `json:"proof"`
}

// Marshal returns the line without its newline.
func (p *Proof) Marshal() ([]byte, error) {
	if p.Proof == nil {
		p.Proof = []tlog.Hash{}
	}
	b, err := json.Marshal(p)
	if err != nil {
		return nil, fmt.Errorf("encoding a proof: %w", err)
	}
	return b, nil
}

// proofs checks an inclusion proof for every entry and returns the proofs of continuation.
func (s *submission) proofs(cp Checkpoint) map[int64]tlog.TreeProof {
	trees, proved := map[int64]tlog.TreeProof{}, map[int64]bool{}
	f, err := s.c.fsys.Open(proofsPath)
	if err != nil {
		s.c.find("proof-missing", proofsPath, -1, "the proofs: %s", why(err))
		return trees
	}
	defer f.Close()
	r := bufio.NewReaderSize(f, 1<<20)
	for i := 1; s.c.ctx.Err() == nil; i++ {
		line, err := readLine(r)
		if len(line) == 0 && err != nil {
			if !errors.Is(err, io.EOF) {
				s.c.find("proof-missing", proofsPath, -1, "the proofs: %s", why(err))
			}
			break
		}
		var p Proof
		text, whole := bytes.CutSuffix(line, []byte("\n"))
		again, err := []byte(nil), json.Unmarshal(text, &p)
		if err == nil {
			again, err = p.Marshal()
		}
		switch {
		case err != nil || !whole || !bytes.Equal(again, text) || (p.N == nil) == (p.Size == nil):
			s.c.find("proof-wrong", proofsPath, -1, "line %d is not written as the format says", i)
		case p.Size != nil:
			trees[*p.Size] = tlog.TreeProof(p.Proof)
		default:
			s.inclusion(cp, *p.N, tlog.RecordProof(p.Proof))
			proved[*p.N] = true
		}
	}
	for n := range s.lines {
		if !proved[n] {
			s.c.find("proof-missing", proofsPath, n, "entry %d is handed over without a proof that it is in the ledger", n)
		}
	}
	return trees
}

func (s *submission) inclusion(cp Checkpoint, n int64, p tlog.RecordProof) {
	leaf, ok := s.lines[n]
	if !ok {
		s.c.find("proof-wrong", proofsPath, n, "the proof is for entry %d, which is not handed over", n)
		return
	}
	if n < 0 || n >= cp.Size {
		s.c.find("proof-wrong", proofsPath, n, "entry %d is not among the %d that the checkpoint covers", n, cp.Size)
		return
	}
	if err := tlog.CheckRecord(p, cp.Size, cp.Root, n, RecordHash(leaf)); err != nil {
		s.c.find("proof-wrong", proofsPath, n, "the proof does not show that entry %d is in the ledger of size %d", n, cp.Size)
	}
}

// tokens checks the time stamps handed over.
func (s *submission) tokens(cp Checkpoint, trees map[int64]tlog.TreeProof) {
	due := map[string]bool{}
	for _, a := range s.anchors {
		base := "machine/tokens/" + strconv.FormatInt(a.entry, 10)
		due[base+".tsr"], due[base+".checkpoint"] = true, true
		token, err := s.c.read(base + ".tsr")
		if err != nil {
			s.c.find("anchor-token", base+".tsr", a.entry, "the time stamp of entry %d: %s", a.entry, why(err))
			continue
		}
		note, err := s.c.read(base + ".checkpoint")
		if err != nil || string(note) != a.body.Checkpoint || RefOf(token) != a.body.Token {
			s.c.find("anchor-token", base+".checkpoint", a.entry, "the time stamp or its checkpoint is not the one entry %d names", a.entry)
			continue
		}
		old, ok := s.c.checkToken(base+".tsr", a.entry, token, note, s.walk)
		if !ok {
			continue
		}
		proof, have := trees[old.Size]
		if !have && old.Size != cp.Size || old.Size > a.entry || checkTree(proof, cp, old) != nil {
			s.c.find("anchor-checkpoint", base+".checkpoint", a.entry, "no proof shows that the ledger of size %d continues the checkpoint of size %d that entry %d anchors", cp.Size, old.Size, a.entry)
		}
	}
	for p := range s.files {
		if strings.HasPrefix(p, "machine/tokens/") && !due[p] {
			s.c.find("package-form", p, -1, "no entry handed over names this time stamp")
		}
	}
	s.c.sayAnchors(s.c.rep.Size)
}

// KeyLine is one line of machine/keys.txt for a key that entry n introduces, without its newline: fingerprint, entry,
// actor, minisign public key, note verifier key.
func KeyLine(origin string, n int64, actor string, key ed25519.PublicKey) string {
	return fmt.Sprintf("%s %d %s %s %s", Fingerprint(key), n, strings.Join(strings.Fields(actor), "_"), MinisignKey(key), VerifierKey(origin, key))
}

// keys checks machine/keys.txt, which repeats what entries say, for tools that read no entries.
func (s *submission) keys() {
	var want strings.Builder
	for _, k := range s.walk.ring.order {
		want.WriteString(KeyLine(s.walk.origin, k.entry, k.actor, k.pub) + "\n")
	}
	if have, err := s.c.read(keysPath); err != nil || string(have) != want.String() {
		s.c.find("keys-differ", keysPath, -1, "the file should list the %d keys that the entries introduce, and nothing else", len(s.walk.ring.order))
	}
}

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
	s.c.rep.Released.Key = s.releaser.fingerprint
	if len(s.c.told) > 0 && !s.c.trusted(s.releaser) {
		s.c.find("key-untrusted", signaturePath, -1, "the package is signed by key %s, which is none of those you trust and was not introduced by one of them", s.releaser.fingerprint)
	}
}

// SignatureComment is the trusted comment of the signature over a package.
func SignatureComment(origin string, entry int64) string {
	return fmt.Sprintf("%s %s entry %d", SubmissionFormat, origin, entry)
}
