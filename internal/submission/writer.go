package submission

import (
	"bytes"
	"cmp"
	"context"
	"crypto"
	"crypto/ed25519"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"

	"golang.org/x/mod/sumdb/tlog"

	"exhibit"
	"exhibit/internal/store"
)

// Writer writes packages.
type Writer struct {
	Files    store.Files
	Ledger   Ledger
	Blobs    Blobs
	Key      crypto.Signer           // of the releasing actor, Ed25519; the same that signs the released entry
	Progress func(done, total int64) // bytes of the payload; may be nil
}

// Unfinished says that the ledger holds a released entry for a package that never came to be.
type Unfinished struct {
	Entry int64
	Err   error
}

func (e *Unfinished) Error() string {
	return fmt.Sprintf("the package could not be finished after entry %d released it: %v; nothing was left behind and nothing left the house: record that, and submit again", e.Entry, e.Err)
}
func (e *Unfinished) Unwrap() error { return e.Err }

// Write writes the package to target: a ZIP file when its name ends in .zip, else a folder. Either the whole package
// has that name when it returns nil, or nothing has.
func (w *Writer) Write(ctx context.Context, target string, req Request) (Result, error) {
	if err := refuseExisting(w.Files, target); err != nil {
		return Result{}, err
	}
	if _, ok := w.Key.Public().(ed25519.PublicKey); !ok {
		return Result{}, fmt.Errorf("a package is signed with an Ed25519 key, not a %T", w.Key.Public())
	}
	p, err := newPlan(ctx, w, req)
	if err != nil {
		return Result{}, err
	}
	if fi, err := w.Files.Stat(filepath.Dir(target)); err != nil || !fi.IsDir() {
		return Result{}, fmt.Errorf("%q is no folder to write to: make it first", filepath.Dir(target))
	}
	pid := os.Getpid()
	stage, err := newStage(w.Files, target, pid)
	if err != nil {
		return Result{}, errors.Join(err, stage.folder.abort())
	}
	res, err := w.write(ctx, target, pid, p, stage)
	return res, errors.Join(err, cleared(stage.folder.abort()))
}

// cleared says what could not be removed.
func cleared(err error) error {
	if err == nil {
		return nil
	}
	return fmt.Errorf("something half-made may be left behind, under a name that begins with a dot: %w", err)
}

func (w *Writer) write(ctx context.Context, target string, pid int, p *plan, stage *stage) (Result, error) {
	if err := p.analysis(ctx, stage); err != nil {
		return Result{}, err
	}
	var out sink
	var err error
	if isArchive(target) {
		out, err = newArchive(w.Files, target, pid, p.req.MD5)
	} else {
		out, err = newFolder(w.Files, target, pid, p.req.MD5)
	}
	if err != nil {
		return Result{}, writing(target, err)
	}
	s := &session{w: w, p: p, out: out}
	res, err := s.run(ctx)
	if err == nil {
		return res, nil
	}
	if s.entry >= 0 {
		err = &Unfinished{s.entry, err}
	}
	return Result{}, errors.Join(writing(target, err), cleared(out.abort()))
}

func writing(target string, err error) error {
	if errors.Is(err, context.Canceled) || errors.Is(err, context.DeadlineExceeded) {
		return fmt.Errorf("%q was not written: stopped", target)
	}
	return fmt.Errorf("%q was not written: %w", target, err)
}

// session is one package while it is written.
type session struct {
	w     *Writer
	p     *plan
	out   sink
	total int64 // bytes of the payload
	done  int64
	entry int64 // released, or -1
	tags  manifest
}

// manifest collects the lines of a manifest. Files come in the order of paths, so it is sorted as it grows.
type manifest struct{ sha256, md5 bytes.Buffer }

func (m *manifest) add(path string, s sums) {
	fmt.Fprintf(&m.sha256, "%s  %s\n", s.sha256.Hex(), path)
	fmt.Fprintf(&m.md5, "%s  %s\n", hex.EncodeToString(s.md5[:]), path)
}

func (s *session) run(ctx context.Context) (Result, error) {
	s.entry, s.total = -1, s.p.sort()
	if err := s.front(ctx); err != nil {
		return Result{}, err
	}
	payload, err := s.payload(ctx)
	if err != nil {
		return Result{}, err
	}
	if err := s.out.settle(); err != nil {
		return Result{}, fmt.Errorf("making the payload durable: %w", err)
	}
	digest := exhibit.RefOf(payload.sha256.Bytes())
	n, err := s.w.Ledger.Release(ctx, s.p.body(digest))
	if err != nil {
		return Result{}, fmt.Errorf("recording the release: %w", err)
	}
	s.entry = n
	if err := s.machine(ctx, n); err != nil {
		return Result{}, err
	}
	if err := s.back(ctx, payload); err != nil {
		return Result{}, err
	}
	if err := s.out.finish(); err != nil {
		return Result{}, fmt.Errorf("making the package durable: %w", err)
	}
	return Result{Entry: n, Manifest: digest, Items: len(s.p.req.Items), Files: len(s.p.parts), Bytes: s.total}, nil
}

// tag writes a tag file.
func (s *session) tag(ctx context.Context, name string, b []byte) error {
	sums, err := s.out.put(ctx, inMemory(name, b))
	if err != nil {
		return fmt.Errorf("writing %s: %w", name, err)
	}
	s.tags.add(name, sums)
	return nil
}

// front writes the tag files whose names come before data/.
func (s *session) front(ctx context.Context) error {
	pub := s.w.Key.Public().(ed25519.PublicKey)
	for _, f := range []struct{ name, text string }{
		{"README.txt", s.p.readme(pub)},
		{"bag-info.txt", s.p.bagInfo(s.total)},
		{"bagit.txt", "BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n"},
	} {
		if err := s.tag(ctx, f.name, []byte(f.text)); err != nil {
			return err
		}
	}
	return nil
}

func (p *plan) bagInfo(total int64) string {
	return fmt.Sprintf("Bag-Software-Agent: %s\nBagging-Date: %s\nExternal-Description: Submission to %s\nExternal-Identifier: %s\nInternal-Sender-Identifier: %s\nPayload-Oxum: %d.%d\n",
		oneLine(p.req.Program), oneLine(p.req.Date), oneLine(p.req.Recipient), exhibit.SubmissionFormat, p.w.Ledger.Origin(), total, len(p.parts))
}

// oneLine keeps what a person typed from becoming a line of its own.
func oneLine(s string) string { return strings.Join(strings.Fields(strings.ToValidUTF8(s, "?")), " ") }

func (s *session) payload(ctx context.Context) (*manifest, error) {
	var m manifest
	for _, f := range s.p.parts {
		sums, err := s.out.put(ctx, f)
		if err != nil {
			return nil, fmt.Errorf("writing %s: %w", f.path, err)
		}
		m.add(f.path, sums)
		s.done += f.size
		if s.w.Progress != nil {
			s.w.Progress(s.done, s.total)
		}
	}
	return &m, nil
}

// machine writes the entries with their proofs, now that the release is one of them.
func (s *session) machine(ctx context.Context, n int64) error {
	signed, err := s.w.Ledger.Checkpoint(ctx)
	if err != nil {
		return fmt.Errorf("taking a checkpoint: %w", err)
	}
	text, _, _ := strings.Cut(string(signed), "\n\n")
	cp, err := exhibit.ParseCheckpoint(text + "\n")
	if err != nil {
		return fmt.Errorf("taking a checkpoint: %w", err)
	}
	if cp.Size <= n {
		return fmt.Errorf("the checkpoint of size %d does not cover entry %d", cp.Size, n)
	}
	lines, keys, err := s.lines(ctx, n)
	if err != nil {
		return err
	}
	proofs, err := s.proofs(ctx, n, cp.Size)
	if err != nil {
		return err
	}
	for _, f := range []struct {
		name string
		b    []byte
	}{{"machine/checkpoint", signed}, {"machine/entries.jsonl", lines}, {"machine/keys.txt", keys}, {"machine/proofs.jsonl", proofs}} {
		if err := s.tag(ctx, f.name, f.b); err != nil {
			return err
		}
	}
	return s.tokens(ctx)
}

// lines makes entries.jsonl and keys.txt, and notes the time stamps that entries name.
func (s *session) lines(ctx context.Context, n int64) (lines, keys []byte, err error) {
	origin := s.w.Ledger.Origin()
	err = s.w.Ledger.Lines(ctx, append(slices.Clone(s.p.numbers), n), func(l exhibit.EntryLine) error {
		b, err := l.Marshal()
		if err != nil {
			return err
		}
		lines = append(append(lines, b...), '\n')
		if l.Erased {
			return nil
		}
		e, err := l.Open()
		if err != nil {
			return err
		}
		switch e.Type {
		case exhibit.CaseCreated, exhibit.KeyAdded, exhibit.KeyRotated:
			var k exhibit.KeyBody
			if err := json.Unmarshal(e.Body, &k); err != nil {
				return fmt.Errorf("entry %d does not carry a key: %w", e.N, err)
			}
			keys = append(append(keys, exhibit.KeyLine(origin, e.N, k.Actor, k.PublicKey)...), '\n')
		case exhibit.Anchored:
			var a exhibit.AnchoredBody
			if err := json.Unmarshal(e.Body, &a); err != nil {
				return fmt.Errorf("entry %d does not carry a time stamp: %w", e.N, err)
			}
			s.p.anchors = append(s.p.anchors, anchor{e.N, a})
		}
		return nil
	})
	if err != nil {
		return nil, nil, fmt.Errorf("reading entries: %w", err)
	}
	return lines, keys, nil
}

// proofs makes proofs.jsonl: that every entry is in the ledger, and that the ledger continues the checkpoints that were
// anchored or handed over earlier.
func (s *session) proofs(ctx context.Context, n, size int64) ([]byte, error) {
	var out []byte
	add := func(p exhibit.Proof) error {
		b, err := p.Marshal()
		out = append(append(out, b...), '\n')
		return err
	}
	hashes := s.w.Ledger.Hashes(ctx)
	for _, m := range append(slices.Clone(s.p.numbers), n) {
		proof, err := tlog.ProveRecord(size, m, hashes)
		if err == nil {
			err = add(exhibit.Proof{N: &m, Proof: proof})
		}
		if err != nil {
			return nil, fmt.Errorf("proving entry %d: %w", m, err)
		}
	}
	sizes := slices.Clone(s.p.req.Since)
	for _, a := range s.p.anchors {
		sizes = append(sizes, a.body.Size)
	}
	slices.Sort(sizes)
	for _, old := range slices.Compact(sizes) {
		if old <= 0 || old >= size {
			continue
		}
		proof, err := tlog.ProveTree(size, old, hashes)
		if err == nil {
			err = add(exhibit.Proof{Size: &old, Proof: proof})
		}
		if err != nil {
			return nil, fmt.Errorf("proving that the ledger continues its first %d entries: %w", old, err)
		}
	}
	return out, nil
}

// tokens writes the time stamps, in the order of their names.
func (s *session) tokens(ctx context.Context) error {
	slices.SortFunc(s.p.anchors, func(a, b anchor) int {
		return cmp.Compare(strconv.FormatInt(a.entry, 10)+".", strconv.FormatInt(b.entry, 10)+".")
	})
	for _, a := range s.p.anchors {
		base := "machine/tokens/" + strconv.FormatInt(a.entry, 10)
		if err := s.tag(ctx, base+".checkpoint", []byte(a.body.Checkpoint)); err != nil {
			return err
		}
		token, err := s.token(ctx, a)
		if err != nil {
			return fmt.Errorf("time stamp of entry %d: %w", a.entry, err)
		}
		if err := s.tag(ctx, base+".tsr", token); err != nil {
			return err
		}
	}
	return nil
}

func (s *session) token(ctx context.Context, a anchor) ([]byte, error) {
	f, _, err := s.w.Blobs.Open(store.Derived, a.body.Token)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	var b bytes.Buffer
	if err := copyTo(ctx, &b, f, make([]byte, 64<<10)); err != nil {
		return nil, err
	}
	if exhibit.RefOf(b.Bytes()) != a.body.Token {
		return nil, errors.New("the token was altered where it is kept; run exhibit verify")
	}
	return b.Bytes(), nil
}

// back writes the manifests and the signature over the whole.
func (s *session) back(ctx context.Context, payload *manifest) error {
	if s.p.req.MD5 {
		if err := s.tag(ctx, "manifest-md5.txt", payload.md5.Bytes()); err != nil {
			return err
		}
	}
	if err := s.tag(ctx, "manifest-sha256.txt", payload.sha256.Bytes()); err != nil {
		return err
	}
	message := bytes.Clone(s.tags.sha256.Bytes())
	signature, err := exhibit.SignMinisign(s.w.Key, message, exhibit.SignatureComment(s.w.Ledger.Origin(), s.entry))
	if err != nil {
		return err
	}
	if err := s.tag(ctx, "tagmanifest-sha256.txt", message); err != nil {
		return err
	}
	return s.tag(ctx, "tagmanifest-sha256.txt.minisig", signature)
}
