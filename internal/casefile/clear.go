package casefile

import (
	"context"
	"fmt"
	"io"
	"strings"

	"exhibit"
	"exhibit/internal/custody"
	"exhibit/internal/ledger"
)

// Clear lets a restricted item, or a version of it that is an item of its own, enter reading. A version is tied to its
// original by a commitment: the salt stands in the original's entry, which goes with the original and is destroyed with
// it; the version's own entry says the commitment and nothing else.
//
// What an archive or mail holds is taken when the item itself is cleared; how much that was is returned. When that is cut
// off, clearing it again goes on.
func (c *Case) Clear(ctx context.Context, ref, version exhibit.Ref, reason string) (Added, error) {
	if strings.TrimSpace(reason) == "" {
		return Added{}, ErrNoReason
	}
	if err := c.mustProtect(); err != nil {
		return Added{}, err
	}
	sealed, err := c.isSealed(ctx, ref)
	if err != nil {
		return Added{}, err
	}
	if !sealed {
		return Added{}, fmt.Errorf("item %s is not restricted", ref)
	}
	if version.IsZero() || version == ref {
		n, err := c.one(ctx, exhibit.Cleared, ref, &custody.ClearedBody{Reason: reason})
		if err != nil {
			return Added{}, err
		}
		return c.expandCleared(ctx, ref, n)
	}
	return Added{}, c.clearVersion(ctx, ref, version, reason)
}

func (c *Case) clearVersion(ctx context.Context, ref, version exhibit.Ref, reason string) error {
	sealed, err := c.isSealed(ctx, version)
	if err != nil {
		return err
	}
	if sealed {
		return fmt.Errorf("item %s is restricted itself and cannot stand in for another; name a version that may be read", version)
	}
	salt := make([]byte, exhibit.SaltSize)
	if _, err := io.ReadFull(c.cfg.Random, salt); err != nil {
		return fmt.Errorf("making a salt: %w", err)
	}
	commitment := exhibit.VersionCommitment([exhibit.SaltSize]byte(salt), ref)
	return c.ledger.Write(ctx, func(tx *ledger.Tx) error {
		book := custody.NewBook(ctx, tx)
		defer book.Close()
		if _, err := book.Record(exhibit.Cleared, ref, nil, &custody.ClearedBody{Version: version, Commitment: commitment, Salt: salt, Reason: reason}); err != nil {
			return err
		}
		_, err := book.Record(exhibit.VersionStated, version, nil, &exhibit.VersionBody{Commitment: commitment})
		return err
	})
}
