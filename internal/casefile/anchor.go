package casefile

import (
	"bytes"
	"context"
	"time"

	"exhibit"
	"exhibit/internal/custody"
	"exhibit/internal/ledger"
	"exhibit/internal/store"
)

// Anchor records a time-stamping authority's token on a checkpoint of this case. The token is durable before the entry
// that names it; the stamped checkpoint is kept for ever.
func (c *Case) Anchor(ctx context.Context, size int64, checkpoint, token []byte, authority string, at time.Time) (int64, error) {
	batch := c.store.NewBatch()
	put, err := batch.Put(ctx, store.Derived, bytes.NewReader(token))
	if err != nil {
		batch.Discard()
		return 0, err
	}
	var n int64
	err = c.commit(ctx, batch, func(tx *ledger.Tx, book *custody.Book) error {
		var err error
		if n, err = book.Record(exhibit.Anchored, exhibit.Ref{}, []exhibit.Ref{put.Ref}, &exhibit.AnchoredBody{Size: size, Checkpoint: string(checkpoint), Token: put.Ref,
			Authority: authority, Time: at.UTC().Format(time.RFC3339Nano)}); err != nil {
			return err
		}
		return tx.KeepCheckpoint(size)
	})
	return n, err
}

// KeepCheckpoint keeps the checkpoint of that size for ever, because it leaves the house.
func (c *Case) KeepCheckpoint(ctx context.Context, size int64) error {
	return c.ledger.Write(ctx, func(tx *ledger.Tx) error { return tx.KeepCheckpoint(size) })
}
