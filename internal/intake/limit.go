package intake

import (
	"context"
	"fmt"
	"io"
)

// budget is what all that comes out of one file on disk may still expand to.
type budget struct {
	total, left int64
	spent       bool // no more is unpacked
	strikes     int  // members refused because what is left would not hold them
}

// maxStrikes is how many members may be refused one by one for want of room before the rest is left out by one outcome.
const maxStrikes = 100

// newBudget allows a large file more than a small one, and no file more than Limits.Expanded.
func newBudget(l Limits, size int64) *budget {
	total := 16 * l.Free
	if size > total/l.Ratio {
		total = l.Expanded
		if size < total/l.Ratio {
			total = size * l.Ratio
		}
	}
	total = min(total, l.Expanded)
	return &budget{total: total, left: total}
}

// allows looks at what the container states of a member, before a byte of it is unpacked.
func (b *budget) allows(m member, l Limits) *verdict {
	switch {
	case m.size > l.Free && m.packed >= 0 && m.size/l.Ratio > m.packed:
		return &verdict{Bomb, fmt.Sprintf("states %d bytes packed into %d, more than %d to one, and is not unpacked; if that is honest, unpack it where there is room and add it", m.size, m.packed, l.Ratio)}
	case m.size > b.left:
		b.strikes++
		b.spent = b.strikes >= maxStrikes
		return &verdict{Bomb, fmt.Sprintf("states %d bytes, more than the %d that may still be unpacked; unpack it where there is room and add it", m.size, b.left)}
	}
	return nil
}

// meter reads a member, counts what comes out against the limits, and turns errors into outcomes.
type meter struct {
	ctx     context.Context
	r       io.ReadCloser
	a       Arrival
	s       *source
	m       member
	b       *budget
	limits  Limits
	n       int64
	charged *int64 // the most that any reading of this member has been charged for
}

func (t *meter) Read(p []byte) (int, error) {
	if err := t.ctx.Err(); err != nil {
		return 0, err
	}
	n, err := t.r.Read(p)
	t.n += int64(n)
	if more := t.n - *t.charged; more > 0 {
		*t.charged = t.n
		t.b.left -= more
	}
	switch {
	case t.b.left < 0:
		t.b.spent = true
		return n, t.bomb(fmt.Sprintf("was given up, as what comes out of %q is more than the %d bytes allowed", t.a.Parent, t.b.total))
	case t.m.packed >= 0 && t.n > t.limits.Free && t.n/t.limits.Ratio > t.m.packed:
		return n, t.bomb(fmt.Sprintf("was given up after %d bytes out of %d packed ones, more than %d to one", t.n, t.m.packed, t.limits.Ratio))
	case err != nil && err != io.EOF:
		return n, memberError(t.a, t.s, err)
	}
	return n, err
}

func (t *meter) Close() error { return t.r.Close() }

func (t *meter) bomb(how string) error {
	return &Refusal{Outcome: Outcome{Report: t.a.Report, Parent: t.a.Parent, Code: Bomb, Reason: how + "; unpack it where there is room, look at it, and add what belongs to the case"}}
}

// memberError says what an error while reading a member means: the preserved bytes cannot be read (the walk ends), the walk was
// ended, or the archive is damaged (an outcome).
func memberError(a Arrival, s *source, err error) error {
	if s.err != nil {
		return s.err
	}
	if ctxErr := contextError(err); ctxErr != nil {
		return ctxErr
	}
	o := Outcome{Code: BadArchive, Reason: fmt.Sprintf("could not be unpacked (%v), its archive is damaged or breaks off; ask for another copy", err)}
	if r, ok := asRefusal(err); ok {
		o = r.Outcome
	}
	o.Report, o.Parent = a.Report, a.Parent
	return &Refusal{Outcome: o, Err: err}
}

// ratioGuard stops a packed stream that expands out of proportion.
type ratioGuard struct {
	r      io.Reader
	packed *counter
	n      int64
	limits Limits
}

func (g *ratioGuard) Read(p []byte) (int, error) {
	n, err := g.r.Read(p)
	g.n += int64(n)
	if g.n > g.limits.Free && g.n/g.limits.Ratio > g.packed.n {
		return n, &Refusal{Outcome: Outcome{Code: Bomb, Reason: fmt.Sprintf(
			"was given up after %d bytes out of %d packed ones, more than %d to one; if that is honest, unpack it where there is room and add what comes out", g.n, g.packed.n, g.limits.Ratio)}}
	}
	return n, err
}

// counter counts the bytes read through it.
type counter struct {
	r io.Reader
	n int64
}

func (c *counter) Read(p []byte) (int, error) {
	n, err := c.r.Read(p)
	c.n += int64(n)
	return n, err
}
