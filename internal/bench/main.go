// Command bench measures speed and memory beside the tools people use for the same work today, and prints one table:
// what, ours, the other, ratio, bar, command. `make bench` runs it; with -write the table becomes docs/benchmarks.md.
//
// The rule it guards: a figure can be repeated by anybody. Its input is random bytes or generated reports, the machine
// stands above the table, the command beside the figure. What is compared is measured in alternating rounds of one run,
// the first of the two changing with each round; what is given is the median, with the smallest and the largest. Every
// measured command must also have done its work: files received, nothing found altered. Otherwise there is no figure.
//
// What it never does: it asserts no time (a bar that was missed is printed as missed and is no error), it touches
// nothing outside the work folder but that page, and it leaves nothing in the work folder, after Ctrl-C neither.
//
// Units are decimal: 1 KB is 1,000 bytes. Memory is the largest resident set of the process, as the kernel counted it.
// The kernel counts in the program that started the process; ours is small, and so the figure is never too low.
//
// Examples:
//
//	go run ./internal/bench -exhibit bin/exhibit -small
//	go run ./internal/bench -exhibit bin/exhibit -only add,verify -dir /mnt/evidence
package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"os/exec"
	"os/signal"
	"path/filepath"
	"strings"
	"syscall"
	"time"
)

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	if len(os.Args) > 1 && os.Args[1] == readVerb {
		if err := readReports(os.Args[2:], os.Stdout); err != nil {
			fmt.Fprintln(os.Stderr, "bench:", err)
			os.Exit(1)
		}
		return
	}
	err := run(ctx, os.Args[1:], os.Stdout, os.Stderr)
	switch {
	case err == nil:
	case errors.Is(err, flag.ErrHelp):
		os.Exit(2)
	default:
		fmt.Fprintln(os.Stderr, "bench:", err)
		os.Exit(1)
	}
}

// page is where -write puts the figures.
const page = "docs/benchmarks.md"

// sizes say how much is measured.
type sizes struct {
	files, fileBytes     int   // of add and verify
	big                  int64 // bytes of the one file
	entries, batch       int   // of the ledger
	proofs, starts       int   // how many are timed
	reports, manyReports int   // of growth
	text                 int   // bytes of a language to be read
}

func whole() sizes {
	return sizes{files: 10_000, fileBytes: 100_000, big: 4_000_000_000, entries: 100_000, batch: 1000, proofs: 1000, starts: 20, reports: 10_000, manyReports: 40_000, text: 10_000_000}
}

// tenth is for trying: less to do, the same size of each thing.
func (s sizes) tenth() sizes {
	s.files, s.big, s.entries, s.reports, s.manyReports, s.text = s.files/10, s.big/10, s.entries/10, s.reports/10, s.manyReports/10, s.text/10
	return s
}

// part is one thing that can be measured alone.
type part struct {
	name     string
	hashdeep bool // is compared with hashdeep
	room     func(sizes) int64
	measure  func(*bench, context.Context) ([]row, error)
}

// parts are measured in this order. The ledger is last because it runs in this very process, and a process that has
// grown makes the memory of those it starts look larger.
func parts() []part {
	files := func(s sizes) int64 { return 3 * int64(s.files) * int64(s.fileBytes) }
	return []part{
		{"add", true, files, (*bench).add},
		{"verify", true, files, (*bench).verify},
		{"big", false, func(s sizes) int64 { return 3 * s.big }, (*bench).addBig},
		{"version", false, func(sizes) int64 { return 0 }, (*bench).version},
		{"five", false, func(sizes) int64 { return 50_000_000 }, (*bench).five},
		{"reading", false, func(s sizes) int64 { return 25 * int64(s.text) }, (*bench).reading},
		{"growth", false, func(s sizes) int64 { return 50_000 * int64(s.reports+s.manyReports) }, (*bench).growth},
		{"ledger", false, func(s sizes) int64 { return 2_000 * int64(s.entries) }, (*bench).ledger},
	}
}

// config is what the command line says.
type config struct {
	program, dir, reports string
	gold                  string
	only                  string
	rounds                int
	small, write          bool
	limit                 time.Duration
	sizes                 sizes
}

func parse(args []string, stderr io.Writer) (config, error) {
	var names []string
	for _, p := range parts() {
		names = append(names, p.name)
	}
	var c config
	f := flag.NewFlagSet("bench", flag.ContinueOnError)
	f.SetOutput(stderr)
	f.StringVar(&c.program, "exhibit", "bin/exhibit", "the program to measure")
	f.StringVar(&c.dir, "dir", os.TempDir(), "where the work folder is made; the disk of this folder is measured")
	f.StringVar(&c.reports, "reports", "", "folder of reports for five (default: five plain texts of the bundled sample)")
	f.StringVar(&c.gold, "gold", "internal/claim/testdata/gold", "folder of our own gold reports, whose paragraphs reading reads")
	f.StringVar(&c.only, "only", "", "measure only these parts, with commas: "+strings.Join(names, ","))
	f.IntVar(&c.rounds, "rounds", 3, "how often each is measured")
	f.BoolVar(&c.small, "small", false, "a tenth of everything, for trying; the figures mean little")
	f.BoolVar(&c.write, "write", false, "write "+page+" when everything was measured")
	f.DurationVar(&c.limit, "limit", 3*time.Hour, "stop after this time")
	if err := f.Parse(args); err != nil {
		return c, flag.ErrHelp // f has said what is wrong
	}
	switch c.sizes = whole(); {
	case f.NArg() > 0:
		return c, fmt.Errorf("%q is not understood; bench -h lists the flags", f.Arg(0))
	case c.rounds < 1:
		return c, errors.New("-rounds is at least 1")
	case c.write && (c.small || c.only != ""):
		return c, errors.New("-write needs the whole measurement: leave out -small and -only")
	case c.small:
		c.sizes = c.sizes.tenth()
	}
	return c, nil
}

// chosen are the parts -only names, or all.
func chosen(only string) ([]part, error) {
	all := parts()
	if only == "" {
		return all, nil
	}
	want := map[string]bool{}
	for name := range strings.SplitSeq(only, ",") {
		want[strings.TrimSpace(name)] = true
	}
	var out []part
	for _, p := range all {
		if want[p.name] {
			out = append(out, p)
			delete(want, p.name)
		}
	}
	for name := range want {
		return nil, fmt.Errorf("there is no part %q; bench -h lists them", name)
	}
	return out, nil
}

func run(ctx context.Context, args []string, stdout, stderr io.Writer) error {
	c, err := parse(args, stderr)
	if err != nil {
		return err
	}
	return c.run(ctx, stdout, stderr)
}

// run measures what was chosen and prints the table. A part that fails is named and the others are measured all the
// same.
func (c config) run(ctx context.Context, stdout, stderr io.Writer) error {
	do, err := chosen(c.only)
	if err != nil {
		return err
	}
	if c.program, err = filepath.Abs(c.program); err != nil {
		return err
	}
	if err := c.ready(do); err != nil {
		return err
	}
	work, err := os.MkdirTemp(c.dir, "exhibit-bench-")
	if err != nil {
		return fmt.Errorf("making a work folder: %w", err)
	}
	defer os.RemoveAll(work)
	if work, err = filepath.Abs(work); err != nil {
		return err
	}
	ctx, cancel := context.WithTimeout(ctx, c.limit)
	defer cancel()
	b := &bench{config: c, work: work, log: stderr}
	m := b.machine(ctx)
	var rows []row
	var failed error
	for _, p := range do {
		b.part = p.name
		got, err := p.measure(b, ctx)
		rows = append(rows, got...)
		if ctx.Err() != nil {
			return fmt.Errorf("stopped while measuring %s: %w", p.name, context.Cause(ctx))
		}
		if err != nil {
			b.say("failed: %v", err)
			failed = errors.Join(failed, fmt.Errorf("%s was not measured: %w", p.name, err))
		}
	}
	text := c.pageOf(m, rows)
	if _, err := io.WriteString(stdout, text); err != nil {
		return err
	}
	if failed != nil || !c.write {
		return failed
	}
	if err := os.WriteFile(page, []byte(text), 0o644); err != nil {
		return fmt.Errorf("writing the figures: %w", err)
	}
	b.say("written to %s", page)
	return nil
}

// ready says what is missing before anything is measured.
func (c config) ready(do []part) error {
	if _, err := os.Stat(c.program); err != nil {
		return fmt.Errorf("no program at %q; run: make build", c.program)
	}
	var need int64
	for _, p := range do {
		need += p.room(c.sizes)
		if !p.hashdeep {
			continue
		}
		if _, err := exec.LookPath("hashdeep"); err != nil {
			return fmt.Errorf("%s is compared with hashdeep, which is not installed; as root: apt-get install hashdeep", p.name)
		}
	}
	if free, ok := freeSpace(c.dir); ok && free < need {
		return fmt.Errorf("%q has %s free and %s are needed; name another folder with -dir, or less with -only or -small", c.dir, bytesText(free), bytesText(need))
	}
	return nil
}
