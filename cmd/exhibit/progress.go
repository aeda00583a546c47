package main

import (
	"fmt"
	"os"
	"strings"
	"sync"
	"time"

	"golang.org/x/term"

	"exhibit/internal/casefile"
)

// meter shows how far a long piece of work has come, on a terminal, once it has taken more than a second.
type meter struct {
	mu      sync.Mutex
	what    string
	started time.Time
	shown   time.Time
	dirty   bool
}

const (
	meterAfter = time.Second
	meterEvery = 200 * time.Millisecond
)

func (a *app) progress(p casefile.Progress) {
	f, ok := a.stderr.(*os.File)
	if !ok || !term.IsTerminal(int(f.Fd())) {
		return
	}
	m := &a.meter
	m.mu.Lock()
	defer m.mu.Unlock()
	now := time.Now()
	if p.What != m.what {
		m.clear(f)
		m.what, m.started, m.shown = p.What, now, now
	}
	if now.Sub(m.started) < meterAfter || now.Sub(m.shown) < meterEvery {
		return
	}
	m.shown, m.dirty = now, true
	fmt.Fprintf(f, "\r\x1b[K%s", meterLine(p, now.Sub(m.started)))
}

func meterLine(p casefile.Progress, since time.Duration) string {
	line := p.What + ":"
	switch {
	case p.Total > 0:
		line += fmt.Sprintf(" %d of %d,", p.Done, p.Total)
	case p.Done > 0 || p.Bytes == 0:
		line += fmt.Sprintf(" %d,", p.Done)
	}
	if p.Bytes > 0 {
		line += fmt.Sprintf(" %s, %s/s", size(p.Bytes), size(int64(float64(p.Bytes)/since.Seconds())))
	} else if p.Done > 0 {
		line += fmt.Sprintf(" %.0f/s", float64(p.Done)/since.Seconds())
	}
	line = strings.TrimSuffix(line, ",")
	done, total := p.Done, p.Total
	if p.TotalBytes > 0 {
		done, total = p.Bytes, p.TotalBytes
	}
	if done > 0 && total > done {
		left := time.Duration(float64(since) * float64(total-done) / float64(done))
		line += fmt.Sprintf(", %s left", left.Round(time.Second))
	}
	return line
}

func (m *meter) clear(f *os.File) {
	if m.dirty {
		fmt.Fprint(f, "\r\x1b[K")
		m.dirty = false
	}
}

func (a *app) endProgress() {
	if f, ok := a.stderr.(*os.File); ok {
		a.meter.mu.Lock()
		a.meter.clear(f)
		a.meter.mu.Unlock()
	}
}

// size writes a number of bytes for people.
func size(n int64) string {
	switch {
	case n < 1000:
		return fmt.Sprintf("%d B", n)
	case n < 1000*1000:
		return fmt.Sprintf("%.1f kB", float64(n)/1e3)
	case n < 1000*1000*1000:
		return fmt.Sprintf("%.1f MB", float64(n)/1e6)
	}
	return fmt.Sprintf("%.1f GB", float64(n)/1e9)
}
