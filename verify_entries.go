package exhibit

import (
	"bufio"
	"bytes"
	"crypto/ed25519"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"strings"
	"sync"
)

// maxLine is the longest line of an entries file: a release of very many items has a long one.
const maxLine = 64 << 20

// entries walks an entries file: lines are read and opened, and signatures checked, on all workers; what depends on
// order is done by one goroutine.
type entries struct {
	c      *checker
	path   string
	origin string // may be empty until the first line tells
	dense  bool   // a whole ledger: 0, 1, 2 …
	ring   *keyring
	next   int64 // the least number the next line may have
	count  int64
	each   func(l *EntryLine, e *Entry) // in order; e is nil when the line holds no entry that can be trusted

	erased map[int64]bool // lines whose entry is gone
	named  map[int64]int64
}

// parsed is a line on its way through the pipeline.
type parsed struct {
	raw   []byte
	line  EntryLine
	entry Entry
	bad   error // the line cannot be read
	open  error // the entry cannot be opened
	key   *key
}

type batch struct {
	lines []parsed
	done  chan struct{}
}

// A batch is full at either bound: many lines, or few that are long, so that memory stays bounded whatever the file.
const (
	batchLines = 128
	batchBytes = 4 << 20
)

// walk reads the whole file. It fails only when the file cannot be opened or read.
func (w *entries) walk() error {
	f, err := w.c.open(w.path)
	if err != nil {
		return fmt.Errorf("opening the entries: %w", err)
	}
	defer f.Close()
	w.erased, w.named = map[int64]bool{}, map[int64]int64{}
	jobs := make(chan func())
	var workers sync.WaitGroup
	for range w.c.opt.Workers {
		workers.Go(func() {
			for job := range jobs {
				job()
			}
		})
	}
	order := make(chan *batch, 2*w.c.opt.Workers)
	var readErr error
	go func() {
		defer close(order)
		readErr = w.readBatches(f, func(b *batch) {
			order <- b
			jobs <- func() { b.parse(); close(b.done) }
		})
	}()
	var checks sync.WaitGroup
	for b := range order {
		<-b.done
		for i := range b.lines {
			w.take(&b.lines[i])
		}
		checks.Add(1)
		origin := w.origin
		jobs <- func() { defer checks.Done(); w.checkSignatures(b, origin) }
	}
	checks.Wait()
	close(jobs)
	workers.Wait()
	if readErr != nil {
		return readErr
	}
	w.checkErasures()
	return w.c.ctx.Err()
}

// readBatches cuts the file into lines.
func (w *entries) readBatches(f io.Reader, emit func(*batch)) error {
	r := bufio.NewReaderSize(f, 1<<20)
	b, size := &batch{done: make(chan struct{})}, 0
	for w.c.ctx.Err() == nil {
		line, err := readLine(r)
		if len(line) > 0 {
			b.lines, size = append(b.lines, parsed{raw: line}), size+len(line)
		}
		if len(b.lines) == batchLines || size >= batchBytes || err != nil && len(b.lines) > 0 {
			emit(b)
			b, size = &batch{done: make(chan struct{})}, 0
		}
		switch {
		case errors.Is(err, io.EOF):
			return nil
		case errors.Is(err, errLongLine):
			w.c.find("entry-line", w.path, -1, "a line is longer than %d bytes; what follows was not read", maxLine)
			return nil
		case err != nil:
			return fmt.Errorf("reading the entries: %w", err)
		}
	}
	return nil
}

var errLongLine = errors.New("line too long")

// readLine returns a line with its newline, if it has one.
func readLine(r *bufio.Reader) ([]byte, error) {
	var line []byte
	for {
		part, err := r.ReadSlice('\n')
		line = append(line, part...)
		if err != bufio.ErrBufferFull {
			return line, err
		}
		if len(line) > maxLine {
			return nil, errLongLine
		}
	}
}

func (b *batch) parse() {
	for i := range b.lines {
		p := &b.lines[i]
		text, whole := bytes.CutSuffix(p.raw, []byte("\n"))
		if !whole {
			p.bad = errors.New("the last line has no newline: it was cut off")
			continue
		}
		if p.line, p.bad = ParseEntryLine(text); p.bad != nil {
			continue
		}
		if again, err := p.line.Marshal(); err != nil || !bytes.Equal(again, text) {
			p.bad = errors.New("the line is not written as the format says")
			continue
		}
		if p.line.Erased {
			if len(p.line.Salt) > 0 || p.line.Entry != "" {
				p.bad = errors.New("the line says it was erased and still holds an entry or a salt")
			}
			continue
		}
		if p.entry, p.open = p.line.Open(); p.open == nil {
			p.open = unambiguous(&p.entry, p.line.Entry)
		}
		p.raw = nil
	}
}

// unambiguous refuses an entry that two JSON readers may read differently: the same name twice, or names that differ
// only in case.
func unambiguous(e *Entry, text string) error {
	if again, err := e.Marshal(); err != nil || string(again) != text {
		if err := uniqueNames([]byte(text)); err != nil {
			return err
		}
	} else if len(e.Body) > 0 && meaningful(e.Type) {
		return uniqueNames(e.Body)
	}
	return nil
}

// meaningful says which entries have a body that is read here.
func meaningful(typ string) bool {
	switch typ {
	case CaseCreated, KeyAdded, KeyRotated, KeyLost, Received, Restricted, Cleared, VersionStated, Decided, Erased, Anchored, ReleasedEntry:
		return true
	}
	return false
}

var errAmbiguous = errors.New("the entry has the same name twice in one object")

// uniqueNames checks every object in b.
func uniqueNames(b []byte) error {
	dec := json.NewDecoder(bytes.NewReader(b))
	dec.UseNumber()
	type level struct {
		names map[string]bool // nil for a list
		value bool            // a value is due, not a name
	}
	var stack []level
	for {
		tok, err := dec.Token()
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err != nil {
			return err
		}
		if top := len(stack) - 1; top >= 0 && stack[top].names != nil {
			if name, ok := tok.(string); ok && !stack[top].value {
				name = strings.ToLower(name)
				if stack[top].names[name] {
					return errAmbiguous
				}
				stack[top].names[name], stack[top].value = true, true
				continue
			}
			stack[top].value = false
		}
		switch tok {
		case json.Delim('{'):
			stack = append(stack, level{names: map[string]bool{}})
		case json.Delim('['):
			stack = append(stack, level{})
		case json.Delim('}'), json.Delim(']'):
			stack = stack[:len(stack)-1]
		}
	}
}

// take does for one line what depends on the lines before it.
func (w *entries) take(p *parsed) {
	n := p.line.N
	if p.bad != nil {
		w.c.find("entry-line", w.path, w.next, "line %d: %v", w.count+1, p.bad)
		w.count, w.next = w.count+1, w.next+1
		if w.dense && w.each != nil {
			w.each(&EntryLine{N: w.next - 1}, nil)
		}
		return
	}
	w.count++
	if w.dense && n != w.next || n < w.next {
		w.c.find("entry-number", w.path, n, "entry %d stands where entry %d is due", n, w.next)
	}
	w.next = max(w.next, n) + 1
	if p.line.Erased {
		w.erased[n] = true
		p.key = w.keyFor(p, nil)
		if w.each != nil {
			w.each(&p.line, nil)
		}
		return
	}
	entry := &p.entry
	if p.open != nil {
		code := "entry-form"
		if errors.Is(p.open, ErrLeaf) {
			code = "entry-leaf"
		}
		w.c.find(code, w.path, n, "entry %d: %v", n, p.open)
		entry = nil
	} else {
		if w.origin == "" {
			w.origin = entry.Log
		}
		if entry.Log != w.origin {
			w.c.find("origin-differs", w.path, n, "entry %d is of ledger %q; this is ledger %q", n, entry.Log, w.origin)
		}
	}
	p.key = w.keyFor(p, entry)
	if entry != nil {
		w.keys(p, entry)
		w.erasure(entry)
	}
	if w.each != nil {
		w.each(&p.line, entry)
	}
}

// keyFor returns the key that may have signed the line.
func (w *entries) keyFor(p *parsed, entry *Entry) *key {
	n := p.line.N
	if n == 0 && entry != nil && entry.Type == CaseCreated && len(w.ring.order) == 0 {
		if k := w.introduce(entry, n); k != nil {
			k.by = k
			w.ring.add(k)
		}
	}
	k := w.ring.by[p.line.Key]
	if k == nil {
		w.c.find("entry-key", w.path, n, "entry %d is signed with key %q, which no earlier entry introduces", n, p.line.Key)
		return nil
	}
	if !k.signs(n) {
		w.c.find("entry-key", w.path, n, "entry %d is signed with key %s, which entry %d had retired", n, k.fingerprint, k.retired)
	}
	return k
}

// introduce reads the key in the body of an entry.
func (w *entries) introduce(e *Entry, n int64) *key {
	var b KeyBody
	if err := json.Unmarshal(e.Body, &b); err != nil || len(b.PublicKey) != ed25519.PublicKeySize || Fingerprint(b.PublicKey) != b.Fingerprint {
		w.c.find("key-form", w.path, n, "entry %d (%s) does not carry a key and its fingerprint", n, e.Type)
		return nil
	}
	if w.ring.by[b.Fingerprint] != nil {
		w.c.find("key-form", w.path, n, "entry %d (%s) introduces key %s a second time", n, e.Type, b.Fingerprint)
		return nil
	}
	return &key{pub: b.PublicKey, fingerprint: b.Fingerprint, actor: b.Actor, role: b.Role, entry: n, retired: -1}
}

// keys introduces and retires keys.
func (w *entries) keys(p *parsed, e *Entry) {
	switch e.Type {
	case CaseCreated:
		if e.N != 0 {
			w.c.find("entry-form", w.path, e.N, "entry %d creates a case that entry 0 has created", e.N)
		}
	case KeyAdded, KeyRotated:
		k := w.introduce(e, e.N)
		if k == nil || p.key == nil {
			return
		}
		k.by = p.key
		w.ring.add(k)
		if e.Type == KeyRotated {
			var b KeyBody
			if json.Unmarshal(e.Body, &b) == nil && b.Replaces == "" {
				b.Replaces = p.key.fingerprint
			}
			if b.Replaces != p.key.fingerprint {
				w.c.find("key-form", w.path, e.N, "entry %d replaces key %q, which did not sign it: an actor rotates their own key only", e.N, b.Replaces)
			}
			w.retire(b.Replaces, e)
		}
	case KeyLost:
		var b KeyBody
		if err := json.Unmarshal(e.Body, &b); err != nil {
			w.c.find("key-form", w.path, e.N, "entry %d (%s) does not name a key", e.N, e.Type)
			return
		}
		w.retire(b.Fingerprint, e)
	}
}

func (w *entries) retire(fingerprint string, e *Entry) {
	k := w.ring.by[fingerprint]
	if k == nil || k.entry == e.N {
		w.c.find("key-form", w.path, e.N, "entry %d (%s) retires key %q, which no earlier entry introduces", e.N, e.Type, fingerprint)
		return
	}
	if k.retired < 0 {
		k.retired = e.N
	}
}

// erasure notes which entries an erased entry names.
func (w *entries) erasure(e *Entry) {
	if e.Type != Erased {
		return
	}
	var b ErasedBody
	if err := json.Unmarshal(e.Body, &b); err != nil {
		w.c.find("entry-form", w.path, e.N, "entry %d (erased) does not say what was erased", e.N)
		return
	}
	for _, n := range b.Entries {
		if n >= e.N {
			w.c.find("entry-form", w.path, e.N, "entry %d says that entry %d was erased, which is not an earlier one", e.N, n)
			continue
		}
		if w.named[n] == 0 {
			w.named[n] = e.N
		}
	}
	w.c.mu.Lock()
	defer w.c.mu.Unlock()
	w.c.rep.Erased = append(w.c.rep.Erased, Erasure{By: e.N, Entries: append([]int64{}, b.Entries...), Reason: b.Reason, Order: b.Order})
}

// checkErasures compares the lines that are gone with what erased entries name.
func (w *entries) checkErasures() {
	for n := range w.erased {
		if w.named[n] == 0 {
			w.c.find("erasure-unnamed", w.path, n, "entry %d is gone and no later entry says that it was erased", n)
		}
	}
	if !w.dense {
		return
	}
	for n, by := range w.named {
		if !w.erased[n] && n < w.next {
			w.c.find("erasure-undone", w.path, n, "entry %d is said to have been erased by entry %d and is still here", n, by)
		}
	}
}

func (w *entries) checkSignatures(b *batch, origin string) {
	for i := range b.lines {
		p := &b.lines[i]
		if p.bad != nil || p.key == nil || w.c.ctx.Err() != nil {
			continue
		}
		if !VerifyEntry(p.key.pub, origin, p.line.N, p.line.Leaf, p.line.Sig) {
			w.c.find("entry-signature", w.path, p.line.N, "entry %d: the signature is not key %s's on this leaf", p.line.N, p.key.fingerprint)
		}
	}
}
