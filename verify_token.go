package exhibit

import (
	"errors"
	"time"
)

// checkToken checks a time stamp and the signed checkpoint it is about, and reports the anchor. It returns the
// checkpoint; whether the ledger gives it is for the caller to check.
func (c *checker) checkToken(path string, entry int64, token, signed []byte, w *entries) (Checkpoint, bool) {
	cp, _, ok := c.openCheckpoint(path, signed, w)
	if !ok {
		return cp, false
	}
	t, err := VerifyToken(token, signed, TokenOptions{})
	if err != nil {
		c.find("anchor-token", path, entry, "the time stamp of entry %d does not hold: %v", entry, err)
		return cp, false
	}
	chain := false
	if c.opt.Roots != nil {
		if _, err := VerifyToken(token, signed, TokenOptions{Roots: c.opt.Roots}); err != nil {
			c.find("anchor-chain", path, entry, "the time stamp of entry %d: %v", entry, errors.Unwrap(err))
		} else {
			chain = true
		}
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	c.rep.Anchors = append(c.rep.Anchors, Anchor{Authority: t.Authority, Time: t.Time.Format(time.RFC3339Nano), Size: cp.Size, Entry: entry, Chain: chain})
	return cp, true
}
