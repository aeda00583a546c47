package exhibit

import (
	"bufio"
	"bytes"
	"crypto/ed25519"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"strconv"
	"strings"

	"golang.org/x/mod/sumdb/tlog"
)

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
	s.versions.take(s.c, submissionEntries, l, e)
	if e == nil {
		return
	}
	s.allowed.take(s.c, submissionEntries, e)
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
	f, err := s.c.open(proofsPath)
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
