package pdf

import (
	"context"
	"time"

	"github.com/tetratelabs/wazero/experimental"
)

// room is the memory that the documents being read share. Each may have a share without asking; one at a time may have
// more, up to the limit of a document, and the others that want more wait for it. So all together take at most one
// limit and a share for each of the others, and what one document gives never depends on what is read beside it.
type room struct {
	share uint64
	large chan struct{} // held by the document that has more than a share
}

func newRoom(share int64) *room { return &room{share: uint64(share), large: make(chan struct{}, 1)} }

// tenant is the memory of one document's machine.
type tenant struct {
	experimental.LinearMemory
	ctx   context.Context
	room  *room
	clock *clock
	large bool
}

// Reallocate waits where the document has to, and gives nil when its time is over first.
func (t *tenant) Reallocate(size uint64) []byte {
	if size > t.room.share && !t.large {
		t.clock.stop()
		select {
		case t.room.large <- struct{}{}:
			t.large = true
			t.clock.start()
		case <-t.ctx.Done():
			return nil
		}
	}
	return t.LinearMemory.Reallocate(size)
}

func (t *tenant) Free() {
	t.LinearMemory.Free()
	if t.large {
		<-t.room.large
		t.large = false
	}
}

// clock ends the reading of a document that takes too long. It stands while the document waits for others, so that a
// slow document costs none but itself. It belongs to the goroutine that reads the document; nil has no limit.
type clock struct {
	end   func()
	left  time.Duration
	since time.Time // of the last start
	timer *time.Timer
}

// timed is ctx until reading took as long as limit; no limit is given as zero.
func timed(ctx context.Context, limit time.Duration) (context.Context, *clock, func()) {
	ctx, cancel := context.WithCancelCause(ctx)
	if limit == 0 {
		return ctx, nil, func() { cancel(nil) }
	}
	c := &clock{end: func() { cancel(context.DeadlineExceeded) }, left: limit}
	c.start()
	return ctx, c, func() { c.stop(); cancel(nil) }
}

func (c *clock) start() {
	if c != nil {
		c.since, c.timer = time.Now(), time.AfterFunc(c.left, c.end)
	}
}

func (c *clock) stop() {
	if c != nil && c.timer.Stop() {
		c.left -= time.Since(c.since)
	}
}
