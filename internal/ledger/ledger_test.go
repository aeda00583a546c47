package ledger_test

import (
	"context"
	"crypto/ed25519"
	"crypto/rand"
	"database/sql"
	"errors"
	"fmt"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"golang.org/x/mod/sumdb/tlog"

	"exhibit"
	"exhibit/internal/ledger"
	"exhibit/internal/ledger/sqlite"
)

type clock struct{ now time.Time }

func (c *clock) Now() time.Time { return c.now }

func open(t testing.TB, path string, create bool) *sql.DB {
	t.Helper()
	db, err := sqlite.Open(t.Context(), path, ledger.Migrations(), create, false)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { db.Close() })
	return db
}

const origin = "exhibit.case/0123456789abcdef"

func newLedger(t testing.TB, db *sql.DB, clk *clock, waiting func()) (*ledger.Ledger, ledger.Signer) {
	t.Helper()
	_, key, err := ed25519.GenerateKey(rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	s := ledger.Signer{Key: key, Actor: "A1", Role: "lead"}
	return with(t, db, clk, s, waiting), s
}

func with(t testing.TB, db *sql.DB, clk *clock, s ledger.Signer, waiting func()) *ledger.Ledger {
	t.Helper()
	l, err := ledger.New(db, ledger.Config{Origin: origin, Tool: "exhibit test", Clock: clk.Now, Salt: func(b []byte) { rand.Read(b) }, Waiting: waiting, Patience: 700 * time.Millisecond}, &s)
	if err != nil {
		t.Fatal(err)
	}
	return l
}

func start() *clock { return &clock{time.Date(2022, 4, 3, 10, 0, 0, 0, time.UTC)} }

func appendN(t testing.TB, l *ledger.Ledger, n int) {
	t.Helper()
	err := l.Write(context.Background(), func(tx *ledger.Tx) error {
		for i := range n {
			tx.Append(ledger.Draft{Type: exhibit.Received, Item: exhibit.RefOf(fmt.Append(nil, tx.Next(), i)), Body: map[string]any{"report": fmt.Sprintf("reports/%06d.txt", i), "bytes": 1234}})
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}

func TestEveryEntryIsProvenByTheCheckpointAndSigned(t *testing.T) {
	l, s := newLedger(t, open(t, filepath.Join(t.TempDir(), "record.db"), true), start(), nil)
	if err := l.Create(t.Context(), "case", "exhibit.case/1"); err != nil {
		t.Fatal(err)
	}
	for _, n := range []int{1, 2, 300, 1, 513} {
		appendN(t, l, n)
	}
	size, signed, err := l.Checkpoint(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	cp, _, err := exhibit.OpenCheckpoint(signed, s.Public())
	if err != nil || cp.Size != size || size != 818 {
		t.Fatalf("checkpoint %+v, size %d, %v", cp, size, err)
	}
	var leaves []tlog.Hash
	err = l.Lines(t.Context(), 0, func(line exhibit.EntryLine) error {
		if _, err := line.Open(); err != nil {
			return err
		}
		if !exhibit.VerifyEntry(s.Public(), origin, line.N, line.Leaf, line.Sig) {
			return fmt.Errorf("entry %d is not signed", line.N)
		}
		leaves = append(leaves, exhibit.RecordHash(line.Leaf))
		if line.N%37 != 0 {
			return nil
		}
		p, err := l.Proof(t.Context(), line.N, size)
		if err != nil {
			return err
		}
		return tlog.CheckRecord(p, size, cp.Root, line.N, exhibit.RecordHash(line.Leaf))
	})
	if err != nil {
		t.Fatal(err)
	}
	if got := mth(leaves); got != cp.Root {
		t.Errorf("root %v, RFC 6962 gives %v", cp.Root, got)
	}
}

// mth is the Merkle tree hash as RFC 6962, 2.1 writes it, for comparison.
func mth(d []tlog.Hash) tlog.Hash {
	if len(d) == 1 {
		return d[0]
	}
	k := 1
	for k*2 < len(d) {
		k *= 2
	}
	return tlog.NodeHash(mth(d[:k]), mth(d[k:]))
}

func TestNothingOfAFailedTransactionRemains(t *testing.T) {
	l, _ := newLedger(t, open(t, filepath.Join(t.TempDir(), "record.db"), true), start(), nil)
	if err := l.Create(t.Context(), "case", "exhibit.case/1"); err != nil {
		t.Fatal(err)
	}
	boom := errors.New("boom")
	err := l.Write(t.Context(), func(tx *ledger.Tx) error {
		tx.Append(ledger.Draft{Type: exhibit.Received})
		if err := tx.Exec(`INSERT INTO meta (key, value) VALUES ('x', 'y')`); err != nil {
			return err
		}
		return boom
	})
	if !errors.Is(err, boom) {
		t.Fatal(err)
	}
	if n, _ := l.Size(t.Context()); n != 1 {
		t.Errorf("%d entries, want 1", n)
	}
	var rows int
	if err := l.DB().QueryRow(`SELECT count(*) FROM meta`).Scan(&rows); err != nil || rows != 0 {
		t.Errorf("%d records remain, %v", rows, err)
	}
}

func TestClockThatRunsBackwardsIsSaidInTheEntry(t *testing.T) {
	clk := start()
	l, _ := newLedger(t, open(t, filepath.Join(t.TempDir(), "record.db"), true), clk, nil)
	if err := l.Create(t.Context(), "case", "exhibit.case/1"); err != nil {
		t.Fatal(err)
	}
	clk.now = clk.now.Add(-2 * time.Hour)
	appendN(t, l, 1)
	line, err := l.Line(t.Context(), 1)
	if err != nil {
		t.Fatal(err)
	}
	e, err := line.Open()
	if err != nil || e.Clock != "system, 2h0m0s behind entry 0" {
		t.Errorf("clock %q, %v", e.Clock, err)
	}
}

func TestSecondWriterWaitsAndSaysSo(t *testing.T) {
	path := filepath.Join(t.TempDir(), "record.db")
	clk := start()
	l, s := newLedger(t, open(t, path, true), clk, nil)
	if err := l.Create(t.Context(), "case", "exhibit.case/1"); err != nil {
		t.Fatal(err)
	}
	told := make(chan struct{}, 1)
	second := with(t, open(t, path, false), clk, s, func() { told <- struct{}{} })
	err := l.Write(t.Context(), func(tx *ledger.Tx) error {
		tx.Append(ledger.Draft{Type: exhibit.Received})
		err := second.Write(t.Context(), func(*ledger.Tx) error { return nil })
		if !errors.Is(err, ledger.ErrBusy) {
			t.Errorf("second writer: %v, want ErrBusy", err)
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	select {
	case <-told:
	default:
		t.Error("the second writer did not say that it waits")
	}
	if err := second.Write(t.Context(), func(tx *ledger.Tx) error { tx.Append(ledger.Draft{Type: exhibit.Received}); return nil }); err != nil {
		t.Errorf("second writer after the first is done: %v", err)
	}
}

func TestRetiredAndUnknownKeysCannotWrite(t *testing.T) {
	db := open(t, filepath.Join(t.TempDir(), "record.db"), true)
	clk := start()
	l, old := newLedger(t, db, clk, nil)
	if err := l.Create(t.Context(), "case", "exhibit.case/1"); err != nil {
		t.Fatal(err)
	}
	_, fresh, _ := ed25519.GenerateKey(rand.Reader)
	next := with(t, db, clk, ledger.Signer{Key: fresh, Actor: "A1", Role: "lead"}, nil)
	if err := next.Write(t.Context(), func(tx *ledger.Tx) error { tx.Append(ledger.Draft{Type: exhibit.Received}); return nil }); err == nil || !strings.Contains(err.Error(), "not known") {
		t.Errorf("unknown key: %v", err)
	}
	if err := l.Write(t.Context(), func(tx *ledger.Tx) error {
		_, err := tx.RotateKey(fresh.Public().(ed25519.PublicKey), "", "yearly")
		return err
	}); err != nil {
		t.Fatal(err)
	}
	appendN(t, next, 3)
	if err := with(t, db, clk, old, nil).Write(t.Context(), func(tx *ledger.Tx) error { tx.Append(ledger.Draft{Type: exhibit.Received}); return nil }); err == nil || !strings.Contains(err.Error(), "retired") {
		t.Errorf("retired key: %v", err)
	}
}

func TestErasedEntryKeepsLeafAndSignatureOnly(t *testing.T) {
	l, s := newLedger(t, open(t, filepath.Join(t.TempDir(), "record.db"), true), start(), nil)
	if err := l.Create(t.Context(), "case", "exhibit.case/1"); err != nil {
		t.Fatal(err)
	}
	appendN(t, l, 2)
	before, _ := l.Line(t.Context(), 1)
	if err := l.Write(t.Context(), func(tx *ledger.Tx) error {
		tx.Append(ledger.Draft{Type: exhibit.Erased, Body: exhibit.ErasedBody{Entries: []int64{1}, Reason: "order"}})
		return tx.Erase(1)
	}); err != nil {
		t.Fatal(err)
	}
	after, err := l.Line(t.Context(), 1)
	if err != nil || !after.Erased || after.Entry != "" || len(after.Salt) != 0 || after.Leaf != before.Leaf {
		t.Errorf("line %+v, %v", after, err)
	}
	if !exhibit.VerifyEntry(s.Public(), origin, 1, after.Leaf, after.Sig) {
		t.Error("the signature no longer stands")
	}
}

func BenchmarkAppendInBatches(b *testing.B) {
	l, _ := newLedger(b, open(b, filepath.Join(b.TempDir(), "record.db"), true), start(), nil)
	if err := l.Create(b.Context(), "case", "exhibit.case/1"); err != nil {
		b.Fatal(err)
	}
	for b.Loop() {
		appendN(b, l, 1000)
	}
	b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N)/1000, "ns/entry")
}

func BenchmarkProveAndCheck(b *testing.B) {
	l, _ := newLedger(b, open(b, filepath.Join(b.TempDir(), "record.db"), true), start(), nil)
	if err := l.Create(b.Context(), "case", "exhibit.case/1"); err != nil {
		b.Fatal(err)
	}
	for range 20 {
		appendN(b, l, 5000)
	}
	size, _ := l.Size(b.Context())
	root, err := l.Root(b.Context(), size)
	if err != nil {
		b.Fatal(err)
	}
	n := int64(0)
	for b.Loop() {
		n = (n + 7919) % size
		line, err := l.Line(b.Context(), n)
		if err != nil {
			b.Fatal(err)
		}
		p, err := l.Proof(b.Context(), n, size)
		if err != nil {
			b.Fatal(err)
		}
		if err := tlog.CheckRecord(p, size, root, n, exhibit.RecordHash(line.Leaf)); err != nil {
			b.Fatal(err)
		}
	}
}
