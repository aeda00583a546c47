package submission

import (
	"context"
	"crypto/ed25519"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"strings"
	"testing"

	"golang.org/x/mod/sumdb/tlog"

	"exhibit"
	"exhibit/internal/store"
)

const origin = "exhibit.case/00112233445566ff"

// memoryLedger is a ledger that is forgotten after the test.
type memoryLedger struct {
	t      testing.TB
	key    ed25519.PrivateKey
	lines  []exhibit.EntryLine
	hashes []tlog.Hash

	releases   int
	beforeDone func() error // runs when a release is asked for
	fail       error        // returned by Checkpoint
}

func newLedger(t testing.TB) *memoryLedger {
	l := &memoryLedger{t: t, key: ed25519.NewKeyFromSeed([]byte(strings.Repeat("k", ed25519.SeedSize)))}
	pub := l.key.Public().(ed25519.PublicKey)
	l.add(exhibit.CaseCreated, exhibit.Ref{}, nil, exhibit.KeyBody{PublicKey: pub, Fingerprint: exhibit.Fingerprint(pub), Actor: "A1", Role: "lead", Format: exhibit.CaseFormat})
	return l
}

func (l *memoryLedger) add(typ string, item exhibit.Ref, derived []exhibit.Ref, body any) int64 {
	n := int64(len(l.lines))
	raw, err := json.Marshal(body)
	if err != nil {
		l.t.Fatal(err)
	}
	e := exhibit.Entry{V: 1, Log: origin, N: n, At: "2026-01-02T03:04:05Z", Clock: "system", Actor: "A1", Role: "lead", Tool: "exhibit/test", Type: typ, Item: item, Derived: derived, Body: raw}
	b, err := e.Marshal()
	if err != nil {
		l.t.Fatal(err)
	}
	var salt [exhibit.SaltSize]byte
	copy(salt[:], fmt.Sprint("salt ", n))
	leaf := exhibit.Leaf(salt, b)
	l.lines = append(l.lines, exhibit.EntryLine{N: n, Leaf: leaf, Key: exhibit.Fingerprint(l.key.Public().(ed25519.PublicKey)), Sig: exhibit.SignEntry(l.key, origin, n, leaf), Salt: salt[:], Entry: string(b)})
	h, err := tlog.StoredHashesForRecordHash(n, exhibit.RecordHash(leaf), l)
	if err != nil {
		l.t.Fatal(err)
	}
	l.hashes = append(l.hashes, h...)
	return n
}

func (l *memoryLedger) ReadHashes(indexes []int64) ([]tlog.Hash, error) {
	out := make([]tlog.Hash, len(indexes))
	for i, x := range indexes {
		out[i] = l.hashes[x]
	}
	return out, nil
}

func (l *memoryLedger) Origin() string                         { return origin }
func (l *memoryLedger) Hashes(context.Context) tlog.HashReader { return l }

func (l *memoryLedger) Lines(_ context.Context, numbers []int64, fn func(exhibit.EntryLine) error) error {
	for _, n := range numbers {
		if n < 0 || n >= int64(len(l.lines)) {
			return errors.New("no such entry")
		}
		if err := fn(l.lines[n]); err != nil {
			return err
		}
	}
	return nil
}

func (l *memoryLedger) Release(_ context.Context, body exhibit.ReleasedBody) (int64, error) {
	if l.beforeDone != nil {
		if err := l.beforeDone(); err != nil {
			return 0, err
		}
	}
	l.releases++
	return l.add(exhibit.ReleasedEntry, exhibit.Ref{}, nil, body), nil
}

func (l *memoryLedger) Checkpoint(context.Context) ([]byte, error) {
	if l.fail != nil {
		return nil, l.fail
	}
	return l.at(int64(len(l.lines))), nil
}

func (l *memoryLedger) at(size int64) []byte {
	root, err := tlog.TreeHash(size, l)
	if err != nil {
		l.t.Fatal(err)
	}
	b, err := exhibit.SignCheckpoint(exhibit.Checkpoint{Origin: origin, Size: size, Root: root}, l.key)
	if err != nil {
		l.t.Fatal(err)
	}
	return b
}

// shelves holds blobs for the length of a test.
type shelves map[exhibit.Ref]string

func (s shelves) Open(shelf store.Shelf, ref exhibit.Ref) (store.ReadFile, int64, error) {
	b, ok := s[ref]
	if !ok {
		return nil, 0, fmt.Errorf("%s %s: %w", shelf, ref, store.ErrNotHeld)
	}
	return held{strings.NewReader(b)}, int64(len(b)), nil
}

type held struct{ *strings.Reader }

func (held) Close() error               { return nil }
func (held) Stat() (fs.FileInfo, error) { return nil, fs.ErrInvalid }

// house is a store and a ledger with a few items in them.
type house struct {
	t      testing.TB
	blobs  shelves
	ledger *memoryLedger
	req    Request
}

func newHouse(t testing.TB) *house {
	h := &house{t: t, blobs: shelves{}, ledger: newLedger(t), req: Request{Recipient: "Office of the Prosecutor", Purpose: "preliminary examination", Program: "exhibit/test", Date: "2026-01-31", Entries: []int64{0}}}
	h.add("reports/first.txt", "The first report.\n", "THE FIRST REPORT.\n")
	h.add("mail.eml!Фото (1).jpg", "not really a photograph", "")
	h.add("../../etc/passwd\n", "=cmd|' /C calc'!A0", "")
	n := int64(3)
	h.req.Withheld = []Withheld{{Category: "restricted", Item: &n, Reason: "source at risk", Entry: &n}, {Category: "not-selected", Count: 7, Reason: "about other places"}}
	return h
}

func (h *house) put(content string) exhibit.Ref {
	ref := exhibit.RefOf([]byte(content))
	h.blobs[ref] = content
	return ref
}

// add receives an item and selects it.
func (h *house) add(name, content, text string) {
	it := Item{Ref: h.put(content), Name: name, Type: "report", MediaType: "text/plain", Title: "=2+5", Date: "2022-03-06", Source: "S1", Relevance: "tells of the attack", Custody: "received, read"}
	it.Entry = h.ledger.add(exhibit.Received, it.Ref, nil, map[string]string{"report": name})
	it.Entries = []int64{it.Entry}
	if text != "" {
		d := h.put(text)
		it.Entries = append(it.Entries, h.ledger.add(exhibit.ReadDone, it.Ref, []exhibit.Ref{d}, map[string]string{"reader": "plain/1"}))
		it.Derivations = []Derivation{{d, "text.txt"}}
	}
	h.req.Items = append(h.req.Items, it)
}

func (h *house) writer() *Writer {
	return &Writer{Files: store.Disk{}, Ledger: h.ledger, Blobs: h.blobs, Key: h.ledger.key}
}
