package main

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"time"
)

// bench is one measurement.
type bench struct {
	config
	work string // everything it writes is below this folder
	log  io.Writer
	part string // what is being measured
	made int    // names given so far

	files, filled, home string // the files of add and verify, a case that holds them, and the keys of that case
}

// say writes a line of progress.
func (b *bench) say(format string, args ...any) {
	fmt.Fprintf(b.log, "%-8s %s\n", b.part+":", fmt.Sprintf(format, args...))
}

// fresh gives a path in the work folder that is not there yet.
func (b *bench) fresh(name string) string {
	b.made++
	return filepath.Join(b.work, fmt.Sprintf("%03d-%s", b.made, name))
}

// measured is what one command took, or several one after another.
type measured struct {
	took time.Duration
	peak int64 // bytes; 0 where the system does not say
}

func (m measured) plus(n measured) measured { return measured{m.took + n.took, max(m.peak, n.peak)} }

// command runs a program to its end. home is EXHIBIT_HOME; out takes the standard output, nil drops it.
func (b *bench) command(ctx context.Context, home string, out io.Writer, name string, args ...string) (measured, error) {
	var complaint bytes.Buffer
	cmd := exec.CommandContext(ctx, name, args...)
	cmd.Dir, cmd.Env, cmd.Stdout, cmd.Stderr = b.work, b.environment(home), out, &opening{buf: &complaint}
	cmd.Cancel = func() error { return cmd.Process.Signal(os.Interrupt) }
	cmd.WaitDelay = 20 * time.Second
	started := time.Now()
	err := cmd.Run()
	took := time.Since(started)
	if err != nil {
		return measured{}, fmt.Errorf("%s %s: %w: %s", filepath.Base(name), strings.Join(args, " "), err, bytes.TrimSpace(complaint.Bytes()))
	}
	return measured{took, peakOf(cmd.ProcessState)}, nil
}

// environment is the caller's, less what would change how the program runs.
func (b *bench) environment(home string) []string {
	var out []string
	for _, v := range os.Environ() {
		name, _, _ := strings.Cut(v, "=")
		switch {
		case strings.HasPrefix(name, "EXHIBIT_"), name == "GOMEMLIMIT", name == "GOGC", name == "GOMAXPROCS", name == "GODEBUG":
		default:
			out = append(out, v)
		}
	}
	return append(out, "EXHIBIT_HOME="+home, "TMPDIR="+b.work, "XDG_CACHE_HOME="+filepath.Join(b.work, "cache"))
}

// exhibit runs the measured program and reads what it says as JSON into v, nil for nothing.
func (b *bench) exhibit(ctx context.Context, home string, v any, args ...string) (measured, error) {
	var out bytes.Buffer
	m, err := b.command(ctx, home, &out, b.program, args...)
	if err != nil || v == nil {
		return m, err
	}
	if err := json.Unmarshal(out.Bytes(), v); err != nil {
		return m, fmt.Errorf("exhibit %s: its JSON is not understood: %w", args[0], err)
	}
	return m, nil
}

// settle waits until nothing is left to be written, so that no command pays for what was before it.
func (b *bench) settle(ctx context.Context) error {
	_, err := b.command(ctx, "", nil, "sync")
	return err
}

// remove deletes what a round made, and waits for the disk.
func (b *bench) remove(ctx context.Context, paths ...string) error {
	for _, p := range paths {
		if err := os.RemoveAll(p); err != nil {
			return fmt.Errorf("cleaning up: %w", err)
		}
	}
	return b.settle(ctx)
}

// opening keeps the beginning of what is written to it; a program that fails says why in its first lines.
type opening struct{ buf *bytes.Buffer }

func (t *opening) Write(p []byte) (int, error) {
	const keep = 2000
	t.buf.Write(p[:min(len(p), max(0, keep-t.buf.Len()))])
	return len(p), nil
}
