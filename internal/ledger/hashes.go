package ledger

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"io"

	"golang.org/x/mod/sumdb/tlog"
)

// chunkHashes is the number of stored hashes in one row.
const chunkHashes = 256

type querier interface {
	QueryRowContext(ctx context.Context, query string, args ...any) *sql.Row
}

// hashReader reads stored hashes out of the database; it implements tlog.HashReader.
type hashReader struct {
	ctx    context.Context
	q      querier
	chunks map[int64][]byte
}

func newHashReader(ctx context.Context, q querier) *hashReader {
	return &hashReader{ctx: ctx, q: q, chunks: map[int64][]byte{}}
}

func (r *hashReader) chunk(c int64) ([]byte, error) {
	if b, ok := r.chunks[c]; ok {
		return b, nil
	}
	var b []byte
	err := r.q.QueryRowContext(r.ctx, `SELECT data FROM hashes WHERE chunk = $1`, c).Scan(&b)
	if err != nil && !errors.Is(err, sql.ErrNoRows) {
		return nil, fmt.Errorf("reading hashes of the tree: %w", err)
	}
	if len(b)%tlog.HashSize != 0 || len(b) > chunkHashes*tlog.HashSize {
		return nil, fmt.Errorf("row %d of the tree's hashes has %d bytes", c, len(b))
	}
	r.chunks[c] = b
	return b, nil
}

// ReadHashes implements tlog.HashReader.
func (r *hashReader) ReadHashes(indexes []int64) ([]tlog.Hash, error) {
	out := make([]tlog.Hash, len(indexes))
	for i, x := range indexes {
		b, err := r.chunk(x / chunkHashes)
		if err != nil {
			return nil, err
		}
		off := int(x%chunkHashes) * tlog.HashSize
		if off+tlog.HashSize > len(b) {
			return nil, fmt.Errorf("the tree has no hash number %d", x)
		}
		copy(out[i][:], b[off:])
	}
	return out, nil
}

// Proof returns the inclusion proof of entry n in the tree of the given size.
func (l *Ledger) Proof(ctx context.Context, n, size int64) (tlog.RecordProof, error) {
	p, err := tlog.ProveRecord(size, n, newHashReader(ctx, l.q))
	if err != nil {
		return nil, fmt.Errorf("proving entry %d in a tree of %d: %w", n, size, err)
	}
	return p, nil
}

// Root returns the root hash of the tree of the first size entries.
func (l *Ledger) Root(ctx context.Context, size int64) (tlog.Hash, error) {
	if size == 0 {
		return tlog.Hash{}, errors.New("a tree of no entries has no root here")
	}
	h, err := tlog.TreeHash(size, newHashReader(ctx, l.q))
	if err != nil {
		return tlog.Hash{}, fmt.Errorf("computing the root of %d entries: %w", size, err)
	}
	return h, nil
}

// Reader returns a tlog.HashReader over the ledger, for publishing tiles.
func (l *Ledger) Reader(ctx context.Context) tlog.HashReader { return newHashReader(ctx, l.q) }

// WriteHashes writes all stored hashes, 32 bytes each, in their order.
func (l *Ledger) WriteHashes(ctx context.Context, w io.Writer) error {
	rows, err := l.q.QueryContext(ctx, `SELECT data FROM hashes ORDER BY chunk`)
	if err != nil {
		return fmt.Errorf("reading hashes of the tree: %w", err)
	}
	defer rows.Close()
	for rows.Next() {
		var b sql.RawBytes
		if err := rows.Scan(&b); err != nil {
			return fmt.Errorf("reading hashes of the tree: %w", err)
		}
		if _, err := w.Write(b); err != nil {
			return err
		}
	}
	return rows.Err()
}
