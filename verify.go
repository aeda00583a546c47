package exhibit

import (
	"cmp"
	"context"
	"crypto/ed25519"
	"crypto/x509"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"runtime"
	"slices"
	"strings"
	"sync"

	"golang.org/x/mod/sumdb/tlog"
)

// Options say what the caller knows beside the bytes to be checked. The zero value is useful.
type Options struct {
	// Keys are those the caller trusts: fingerprints, note verifier keys, minisign public keys, or 32 bytes in base64.
	Keys []string
	// Since is an earlier signed checkpoint that the ledger must continue.
	Since []byte
	// Head is the latest signed checkpoint kept outside the case; nil when none is at hand.
	Head []byte
	// Open decrypts a sealed item, named by the digest of its plain bytes; nil when no key is at hand.
	Open func(plain Ref, ciphertext io.Reader) (io.Reader, error)
	// Roots are the certificates that time-stamping authorities must lead to; nil leaves their chain unjudged.
	Roots *x509.CertPool
	// Workers is the number of files read and signatures checked at once; 0 is one for each processor.
	Workers int
	// Progress is told how far the reading of files has come, by one goroutine at a time.
	Progress func(Progress)
}

// Progress says how much has been read. Totals are 0 while they are not known.
type Progress struct{ Files, FilesTotal, Bytes, BytesTotal int64 }

// Report is what Verify found. It never says who made an item, where it was before, or whether what it says is true.
type Report struct {
	Kind     string     `json:"kind"` // case submission ledger bag
	Findings []Finding  `json:"findings"`
	Limits   []string   `json:"limits"` // what this check cannot tell
	Origin   string     `json:"origin,omitempty"`
	Size     int64      `json:"size"` // of the ledger, as its checkpoint says
	Root     string     `json:"root,omitempty"`
	Keys     []KeySeen  `json:"keys"`
	Anchors  []Anchor   `json:"anchors"`
	Erased   []Erasure  `json:"erased"`
	Orphans  []string   `json:"orphans"` // whole files that no entry names; no finding
	Released *ReleaseOf `json:"released,omitempty"`
	Versions []Version  `json:"versions,omitempty"` // items that stand in for a restricted original
	Items    int64      `json:"items"`
	Entries  int64      `json:"entries"`
	Files    int64      `json:"files"`
	Bytes    int64      `json:"bytes"`
}

// Unaltered reports whether nothing was found.
func (r *Report) Unaltered() bool { return len(r.Findings) == 0 }

// Finding is one thing that is not as the format says.
type Finding struct {
	Code     string `json:"code"`
	Path     string `json:"path,omitempty"`
	Entry    *int64 `json:"entry,omitempty"`
	Sentence string `json:"sentence"`
	Rule     string `json:"rule"` // document and section
}

// KeySeen is a key that the ledger introduces.
type KeySeen struct {
	Fingerprint string `json:"fingerprint"`
	Actor       string `json:"actor"`
	Role        string `json:"role"`
	Entry       int64  `json:"entry"` // that introduces it
	Retired     *int64 `json:"retired,omitempty"`
	Trusted     bool   `json:"trusted"` // the caller named it, or a key that vouches for it
}

// Anchor is an independent statement that the first Size entries existed at Time.
type Anchor struct {
	Authority string `json:"authority"`
	Time      string `json:"time"` // RFC 3339
	Size      int64  `json:"size"`
	Entry     int64  `json:"entry"`
	Chain     bool   `json:"chain"` // its certificate leads to one of Options.Roots
}

// Erasure is what one erased entry says.
type Erasure struct {
	By      int64   `json:"by"`
	Entries []int64 `json:"entries"`
	Reason  string  `json:"reason"`
	Order   string  `json:"order,omitempty"`
}

// ReleaseOf says to whom a submission was released.
type ReleaseOf struct {
	Entry     int64  `json:"entry"`
	At        string `json:"at"` // stated by the operator
	Recipient string `json:"recipient"`
	Key       string `json:"key"` // fingerprint of the key that signed the package
}

// ErrNewer says that what is to be checked was made by a newer version.
var ErrNewer = errors.New("made by a newer version of exhibit; check it with that version")

// Verify checks a case, a submission, a published ledger or any BagIt bag, offline and reading only. It fails only when
// it cannot check at all; everything that is wrong is a finding.
func Verify(ctx context.Context, fsys fs.FS, opt Options) (*Report, error) {
	c, err := newChecker(ctx, opt)
	if err != nil {
		return nil, err
	}
	return c.verify(fsys)
}

func (c *checker) verify(fsys fs.FS) (*Report, error) {
	fsys, err := descend(fsys)
	if err != nil {
		return nil, err
	}
	c.fsys = fsys
	switch {
	case c.has("case.json"):
		c.rep.Kind = "case"
		err = c.checkCase()
	case c.has("machine/checkpoint") || c.has("bagit.txt") && c.marksSubmission():
		c.rep.Kind, err = "submission", c.checkSubmission()
		if c.archive != nil {
			c.archive()
		}
	case c.has("bagit.txt") || c.isBag():
		c.rep.Kind, err = "bag", c.checkForeignBag()
	case c.has("checkpoint"):
		c.rep.Kind, err = "ledger", c.checkLedger()
	default:
		return nil, errors.New("this is no case (case.json), submission or bag (bagit.txt) and no published ledger (checkpoint): name the folder or file that holds one")
	}
	if err != nil {
		return nil, err
	}
	if err := c.ctx.Err(); err != nil {
		return nil, err
	}
	c.finish()
	return c.rep, nil
}

// descend goes into the only folder of what was unpacked from an archive.
func descend(fsys fs.FS) (fs.FS, error) {
	top, err := fs.ReadDir(fsys, ".")
	if err != nil {
		return nil, fmt.Errorf("reading what is to be checked: %w", err)
	}
	if len(top) == 1 && top[0].IsDir() && fs.ValidPath(top[0].Name()) {
		return fs.Sub(fsys, top[0].Name())
	}
	return fsys, nil
}

type checker struct {
	ctx  context.Context
	fsys fs.FS
	opt  Options
	told map[string]ed25519.PublicKey // by fingerprint; nil where only the fingerprint was told
	mu   sync.Mutex
	rep  *Report
	seen map[string]int // findings of a code, the uncounted ones too
	prog Progress

	archive func() // checks the form of the archive a submission came in; nil for a folder
}

func newChecker(ctx context.Context, opt Options) (*checker, error) {
	if opt.Workers <= 0 {
		opt.Workers = runtime.GOMAXPROCS(0)
	}
	c := &checker{ctx: ctx, opt: opt, told: map[string]ed25519.PublicKey{}, seen: map[string]int{}}
	c.rep = &Report{Findings: []Finding{}, Limits: []string{}, Keys: []KeySeen{}, Anchors: []Anchor{}, Erased: []Erasure{}, Orphans: []string{}}
	for _, s := range opt.Keys {
		fp, key, err := parseTold(s)
		if err != nil {
			return nil, err
		}
		if c.told[fp] == nil {
			c.told[fp] = key
		}
	}
	return c, nil
}

// maxFindings is how many findings of one code are listed; the rest is counted.
const maxFindings = 500

// find records a finding; entry -1 says that it concerns none.
func (c *checker) find(code, path string, entry int64, format string, args ...any) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.seen[code]++
	if c.seen[code] > maxFindings {
		return
	}
	f := Finding{Code: code, Path: path, Sentence: fmt.Sprintf(format, args...), Rule: ruleOf(code)}
	if entry >= 0 {
		f.Entry = &entry
	}
	c.rep.Findings = append(c.rep.Findings, f)
}

func (c *checker) limit(format string, args ...any) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if s := fmt.Sprintf(format, args...); !slices.Contains(c.rep.Limits, s) {
		c.rep.Limits = append(c.rep.Limits, s)
	}
}

// finish puts the report in an order that does not depend on how the work was shared out.
func (c *checker) finish() {
	entry := func(f Finding) int64 {
		if f.Entry == nil {
			return -1
		}
		return *f.Entry
	}
	for code, n := range c.seen {
		if n > maxFindings {
			c.rep.Findings = append(c.rep.Findings, Finding{Code: code, Sentence: fmt.Sprintf("%d more findings of this kind are not listed", n-maxFindings), Rule: ruleOf(code)})
		}
	}
	slices.SortStableFunc(c.rep.Findings, func(a, b Finding) int {
		return cmp.Or(strings.Compare(a.Path, b.Path), cmp.Compare(entry(a), entry(b)), strings.Compare(a.Code, b.Code), strings.Compare(a.Sentence, b.Sentence))
	})
	slices.Sort(c.rep.Orphans)
	c.rep.Files, c.rep.Bytes = c.prog.Files, c.prog.Bytes
	c.limit("Unaltered is not authentic: this does not say who made an item, where it was before it was received, or whether what it says is true.")
}

func (c *checker) has(path string) bool {
	fi, err := fs.Stat(c.fsys, path)
	return err == nil && fi.Mode().IsRegular()
}

// open opens a file. A pipe or device in its place is refused before it is opened, as opening it might never end.
func (c *checker) open(path string) (fs.File, error) {
	fi, err := fs.Stat(c.fsys, path)
	if err != nil {
		return nil, err
	}
	if !fi.Mode().IsRegular() {
		return nil, fmt.Errorf("%s is not a regular file", path)
	}
	return c.fsys.Open(path)
}

const (
	smallFile = 16 << 20  // the most that is read of a file that has no reason to be large
	largeFile = 256 << 20 // … of a list of files, which is read whole
)

// read returns the bytes of a small file.
func (c *checker) read(path string) ([]byte, error) { return c.readUpTo(path, smallFile) }

func (c *checker) readUpTo(path string, limit int64) ([]byte, error) {
	f, err := c.open(path)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	b, err := io.ReadAll(io.LimitReader(f, limit+1))
	if err != nil {
		return nil, err
	}
	if int64(len(b)) > limit {
		return nil, fmt.Errorf("%s is larger than %d bytes", path, limit)
	}
	return b, nil
}

// each runs fn for every element on the checker's workers and stops early when the context ends.
func each[T any](c *checker, all []T, fn func(T)) {
	next := make(chan T)
	var wg sync.WaitGroup
	for range min(c.opt.Workers, len(all)) {
		wg.Go(func() {
			for v := range next {
				fn(v)
			}
		})
	}
	for _, v := range all {
		if c.ctx.Err() != nil {
			break
		}
		next <- v
	}
	close(next)
	wg.Wait()
}

// continues checks that the ledger, whose root at a size root gives, continues an earlier checkpoint.
func (c *checker) continues(what string, signed []byte, origin string, size int64, keys []ed25519.PublicKey, root func(size int64) (tlog.Hash, bool)) {
	if signed == nil {
		return
	}
	cp, err := unsignedCheckpoint(signed)
	if err != nil {
		c.find("checkpoint-form", "", -1, "%s cannot be read: %v", what, err)
		return
	}
	if cp.Origin != origin {
		c.find("origin-differs", "", -1, "%s is of ledger %q; this is ledger %q", what, cp.Origin, origin)
		return
	}
	if len(keys) == 0 {
		c.limit("Who signed %s was not checked.", what)
	} else if _, _, err := OpenCheckpoint(signed, keys...); err != nil {
		c.find("since-unknown-key", "", -1, "%s is not signed by a key of this ledger", what)
	}
	if cp.Size > size {
		c.find("tail-cut", "", -1, "%s counts %d entries; here are %d: the last %d are missing", what, cp.Size, size, cp.Size-size)
		return
	}
	have, known := root(cp.Size)
	switch {
	case !known:
		c.limit("Whether this continues %s (size %d) cannot be told: no proof between the two is at hand.", what, cp.Size)
	case have != cp.Root:
		c.find("history-rewritten", "", -1, "the first %d entries are not those that %s covers: its root is %s, theirs is %s", cp.Size, what, cp.Root, have)
	}
}
