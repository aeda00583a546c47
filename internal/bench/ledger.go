package main

import (
	"context"
	"crypto/ed25519"
	"crypto/rand"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"time"

	"golang.org/x/mod/sumdb/tlog"

	"exhibit"
	"exhibit/internal/custody"
	"exhibit/internal/ledger"
	"exhibit/internal/ledger/sqlite"
)

// ledger measures the appending of signed entries, every batch one durable transaction with its checkpoint, and the
// proving of single entries.
func (b *bench) ledger(ctx context.Context) ([]row, error) {
	var proofs []time.Duration
	round := func(ctx context.Context, _ int) (measured, error) {
		dir := b.fresh("ledger")
		if err := os.Mkdir(dir, 0o700); err != nil {
			return measured{}, err
		}
		defer os.RemoveAll(dir)
		took, proved, err := b.oneLedger(ctx, filepath.Join(dir, "record.db"))
		proofs = append(proofs, proved...)
		return measured{took: took}, err
	}
	s, err := b.alternate(ctx, contestant{"exhibit", round})
	if err != nil {
		return nil, err
	}
	slices.Sort(proofs)
	most := proofs[len(proofs)*99/100]
	b.say("proofs: %s, 99 of 100 within %s", duration(median(proofs)), duration(most))
	const command = "internal/ledger, in one process"
	return []row{
		{what: fmt.Sprintf("%s signed entries in batches of %s, each durable", number(b.sizes.entries), number(b.sizes.batch)), ours: s[0].String(),
			bar: underTime(s[0].median(), 4*time.Second), command: command},
		{what: fmt.Sprintf("inclusion proof of one entry of %s, made and checked", number(b.sizes.entries)), ours: fmt.Sprintf("%s (99 of 100 within %s)", duration(median(proofs)), duration(most)),
			bar: underTime(median(proofs), time.Millisecond), command: command},
	}, nil
}

func (b *bench) oneLedger(ctx context.Context, path string) (took time.Duration, proofs []time.Duration, err error) {
	_, key, err := ed25519.GenerateKey(rand.Reader)
	if err != nil {
		return 0, nil, err
	}
	db, err := sqlite.Open(ctx, path, ledger.Migrations(), true, false)
	if err != nil {
		return 0, nil, err
	}
	defer db.Close()
	cfg := ledger.Config{Origin: "exhibit.case/0123456789abcdef", Tool: "bench", Clock: time.Now, Salt: func(p []byte) { rand.Read(p) }}
	l, err := ledger.New(db, cfg, &ledger.Signer{Key: key, Actor: "A1", Role: "lead"})
	if err != nil {
		return 0, nil, err
	}
	if err := l.Create(ctx, "bench", "exhibit.case/1"); err != nil {
		return 0, nil, err
	}
	started := time.Now()
	for first := 0; first < b.sizes.entries; first += b.sizes.batch {
		if err := appendBatch(ctx, l, first, min(first+b.sizes.batch, b.sizes.entries)); err != nil {
			return 0, nil, err
		}
	}
	took = time.Since(started)
	proofs, err = b.prove(ctx, l, key.Public().(ed25519.PublicKey))
	return took, proofs, err
}

// appendBatch appends entries as `add` writes them.
func appendBatch(ctx context.Context, l *ledger.Ledger, from, to int) error {
	return l.Write(ctx, func(tx *ledger.Tx) error {
		for i := from; i < to; i++ {
			item := exhibit.RefOf(fmt.Append(nil, i))
			tx.Append(ledger.Draft{Type: exhibit.Received, Item: item, Body: custody.ReceivedBody{
				Report: fmt.Sprintf("reports/%03d/%06d.txt", i/1000, i), Bytes: 2048, MD5: item.Hex()[:32], SHA1: item.Hex()[:40], MediaType: "text/plain", Mode: "-rw-r--r--", How: "added from a file",
			}})
		}
		return nil
	})
}

// prove takes entries from all over the ledger, makes the proof of each and checks it against the signed checkpoint.
func (b *bench) prove(ctx context.Context, l *ledger.Ledger, public ed25519.PublicKey) ([]time.Duration, error) {
	size, signed, err := l.Checkpoint(ctx)
	if err != nil {
		return nil, err
	}
	cp, _, err := exhibit.OpenCheckpoint(signed, public)
	if err != nil {
		return nil, err
	}
	if want := int64(b.sizes.entries) + 1; size != want || cp.Size != want {
		return nil, fmt.Errorf("the ledger has %d entries and a checkpoint over %d; %d were written", size, cp.Size, want)
	}
	var out []time.Duration
	for i := range int64(b.sizes.proofs) {
		n := i * 7919 % size // a prime step, so that neighbours do not help each other
		line, err := l.Line(ctx, n)
		if err != nil {
			return nil, err
		}
		started := time.Now()
		p, err := l.Proof(ctx, n, size)
		if err != nil {
			return nil, err
		}
		if err := tlog.CheckRecord(p, size, cp.Root, n, exhibit.RecordHash(line.Leaf)); err != nil {
			return nil, fmt.Errorf("entry %d: %w", n, err)
		}
		out = append(out, time.Since(started))
	}
	return out, nil
}
