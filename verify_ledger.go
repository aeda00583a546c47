package exhibit

import (
	"bytes"
	"crypto/ed25519"
	"errors"
	"fmt"
	"io/fs"
	"slices"
	"strings"

	"golang.org/x/mod/sumdb/tlog"
)

// checkLedger checks a published ledger: a checkpoint and the tiles of hashes it covers (docs/format/published-ledger.md).
func (c *checker) checkLedger() error {
	signed, err := c.read("checkpoint")
	if err != nil {
		return fmt.Errorf("reading the checkpoint: %w", err)
	}
	cp, err := unsignedCheckpoint(signed)
	if err != nil {
		return fmt.Errorf("this cannot be checked as a published ledger: %w", err)
	}
	c.rep.Origin, c.rep.Size, c.rep.Root, c.rep.Entries = cp.Origin, cp.Size, cp.Root.String(), cp.Size
	keys := c.checkLedgerKeys(signed, cp)
	if cp.Size > 1<<40 {
		return fmt.Errorf("the checkpoint claims %d entries, more than any ledger here can have", cp.Size)
	}
	t := &tiles{c: c, size: cp.Size}
	if err := t.check(cp); err != nil {
		return err
	}
	root := t.rootAt
	c.continues("the earlier checkpoint you gave", c.opt.Since, cp.Origin, cp.Size, keys, root)
	c.continues("the head kept outside", c.opt.Head, cp.Origin, cp.Size, keys, root)
	if c.opt.Since == nil && c.opt.Head == nil {
		c.limit("Whether entries were cut off at the end cannot be excluded: no earlier checkpoint was at hand (--since).")
	}
	c.limit("A published ledger holds hashes only: what its entries say is not checked here.")
	return nil
}

// checkLedgerKeys checks the signature with the keys the caller gave: a published ledger introduces none.
func (c *checker) checkLedgerKeys(signed []byte, cp Checkpoint) []ed25519.PublicKey {
	var keys []ed25519.PublicKey
	for _, k := range c.told {
		if k != nil {
			keys = append(keys, k)
		}
	}
	if len(keys) == 0 {
		c.limit("Who signed the checkpoint was not checked: a published ledger does not carry its keys. Give the key itself with --key, not its fingerprint.")
		return nil
	}
	_, signer, err := OpenCheckpoint(signed, keys...)
	if err != nil {
		c.find("checkpoint-signature", "checkpoint", -1, "the checkpoint is not signed by a key you gave")
		return keys
	}
	c.rep.Keys = append(c.rep.Keys, KeySeen{Fingerprint: Fingerprint(signer), Trusted: true})
	return keys
}

// tiles checks tiles level by level: a level's hashes are made again from the full tiles of the level below.
type tiles struct {
	c      *checker
	size   int64
	levels [][]tlog.Hash // per level of tiles, the hashes in it
}

func (t *tiles) check(cp Checkpoint) error {
	due := map[string]bool{"checkpoint": true}
	var below []tlog.Hash // hashes of the full tiles of the level below
	for level := 0; ; level++ {
		n := t.size >> (TileHeight * level)
		if level > 0 && n == 0 || t.size == 0 {
			break
		}
		hashes, err := t.level(level, n, below, due)
		if err != nil {
			return err
		}
		t.levels = append(t.levels, hashes)
		below = below[:0:0]
		for full := range slices.Chunk(hashes, 1<<TileHeight) {
			if len(full) == 1<<TileHeight {
				below = append(below, tileRoot(full))
			}
		}
	}
	if root, ok := t.rootAt(t.size); ok && root != cp.Root {
		t.c.find("checkpoint-root", "checkpoint", -1, "the root is %s, and the tiles give %s", cp.Root, root)
	}
	return t.strays(due)
}

// level reads the n hashes of a level and compares them with what the level below gives.
func (t *tiles) level(level int, n int64, below []tlog.Hash, due map[string]bool) ([]tlog.Hash, error) {
	var out []tlog.Hash
	for at := int64(0); at<<TileHeight < n; at++ {
		if err := t.c.ctx.Err(); err != nil {
			return nil, err
		}
		tile := tlog.Tile{H: TileHeight, L: level, N: at, W: int(min(n-at<<TileHeight, 1<<TileHeight))}
		p := TilePath(tile)
		due[p] = true
		b, err := t.c.read(p)
		t.c.advance(1, int64(len(b)))
		if err != nil {
			t.c.find("tile-missing", p, at<<TileHeight<<(TileHeight*level), "the tile: %s", why(err))
			return t.fallback(out, below, n)
		}
		if len(b) != tile.W*tlog.HashSize {
			t.c.find("tile-wrong", p, at<<TileHeight<<(TileHeight*level), "the tile has %d bytes and should have %d", len(b), tile.W*tlog.HashSize)
			return t.fallback(out, below, n)
		}
		for i := range tile.W {
			h := tlog.Hash(b[i*tlog.HashSize:])
			if k := int(at)<<TileHeight + i; level > 0 && k < len(below) && below[k] != h {
				t.c.find("tile-wrong", p, int64(k)<<(TileHeight*level), "hash %d of the tile is %s, and the tile below gives %s", i, h, below[k])
			}
			out = append(out, h)
		}
	}
	return out, nil
}

// fallback goes on with what the level below gives, where a tile cannot be read.
func (t *tiles) fallback(out, below []tlog.Hash, n int64) ([]tlog.Hash, error) {
	if int64(len(below)) == n {
		return below, nil
	}
	return out, nil
}

// tileRoot is the hash of a full tile's subtree.
func tileRoot(h []tlog.Hash) tlog.Hash {
	if len(h) == 1 {
		return h[0]
	}
	return tlog.NodeHash(tileRoot(h[:len(h)/2]), tileRoot(h[len(h)/2:]))
}

// rootAt is the root of the first size entries.
func (t *tiles) rootAt(size int64) (tlog.Hash, bool) {
	h, err := tlog.TreeHash(size, t)
	return h, err == nil
}

// ReadHashes gives stored hashes out of the tiles.
func (t *tiles) ReadHashes(indexes []int64) ([]tlog.Hash, error) {
	out := make([]tlog.Hash, len(indexes))
	for i, x := range indexes {
		level, n := tlog.SplitStoredHashIndex(x)
		row, up := level/TileHeight, level%TileHeight
		from, to := n<<up, (n+1)<<up
		if row >= len(t.levels) || to > int64(len(t.levels[row])) {
			return nil, errors.New("a tile that is needed is missing")
		}
		out[i] = tileRoot(t.levels[row][from:to])
	}
	return out, nil
}

// strays names what does not belong to a published ledger. Partial tiles of earlier sizes may stay: they are prefixes
// of what replaced them. Tiles come before the checkpoint that covers them, so that some may be ahead of it.
func (t *tiles) strays(due map[string]bool) error {
	ahead := 0
	err := fs.WalkDir(t.c.fsys, ".", func(p string, d fs.DirEntry, err error) error {
		switch {
		case err != nil:
			return err
		case p != "." && strings.HasPrefix(p, "."):
			t.c.limit("%s was not looked at: an interrupted publication leaves such names behind.", p)
			if d.IsDir() {
				return fs.SkipDir
			}
			return nil
		case d.IsDir() || due[p]:
			return t.c.ctx.Err()
		}
		tile, err := ParseTilePath(p)
		if err != nil || !d.Type().IsRegular() {
			t.c.find("tile-unexpected", p, -1, "a published ledger holds a checkpoint and tiles of hashes; this is neither")
			return nil
		}
		if t.beyond(tile) {
			ahead++
		} else if b, err := t.c.read(p); err != nil || !t.prefix(tile, b) {
			t.c.find("tile-unexpected", p, -1, "the tile is not part of a ledger of %d entries", t.size)
		}
		return t.c.ctx.Err()
	})
	if ahead > 0 {
		t.c.limit("%d tiles go beyond the checkpoint and are covered by none: they were not judged.", ahead)
	}
	return err
}

// beyond reports whether a tile has hashes of more entries than the checkpoint covers.
func (t *tiles) beyond(tile tlog.Tile) bool {
	return TileHeight*tile.L >= 63 || tile.N<<TileHeight+int64(tile.W) > t.size>>(TileHeight*tile.L)
}

// prefix reports whether b is the beginning of a tile that the checkpoint covers.
func (t *tiles) prefix(tile tlog.Tile, b []byte) bool {
	from := tile.N << TileHeight
	if len(b) != tile.W*tlog.HashSize || tile.L >= len(t.levels) || from < 0 || from+int64(tile.W) > int64(len(t.levels[tile.L])) {
		return false
	}
	for i, h := range t.levels[tile.L][from : from+int64(tile.W)] {
		if !bytes.Equal(h[:], b[i*tlog.HashSize:(i+1)*tlog.HashSize]) {
			return false
		}
	}
	return true
}
