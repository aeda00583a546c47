package main

import (
	"bytes"
	"context"
	"errors"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"
)

// program builds what is measured, once.
var program = sync.OnceValues(func() (string, error) {
	dir, err := os.MkdirTemp("", "exhibit-bench-test-")
	if err != nil {
		return "", err
	}
	path := filepath.Join(dir, "exhibit")
	out, err := exec.Command("go", "build", "-o", path, "exhibit/cmd/exhibit").CombinedOutput()
	if err != nil {
		return "", errors.New(string(out))
	}
	return path, nil
})

func TestMain(m *testing.M) {
	if len(os.Args) > 1 && os.Args[1] == readVerb { // the test is its own reader of reports
		if err := readReports(os.Args[2:], os.Stdout); err != nil {
			os.Exit(1)
		}
		os.Exit(0)
	}
	code := m.Run()
	if built != "" {
		os.RemoveAll(filepath.Dir(built))
	}
	os.Exit(code)
}

var built string // what program made, for TestMain to delete

// tiny measures next to nothing.
func tiny(t *testing.T, only string) config {
	t.Helper()
	path, err := program()
	if err != nil {
		t.Fatal(err)
	}
	built = path
	return config{program: path, dir: t.TempDir(), only: only, rounds: 2, limit: 5 * time.Minute,
		sizes: sizes{files: 120, fileBytes: 1000, big: 200_000, entries: 250, batch: 100, proofs: 20, starts: 2, reports: 12, manyReports: 30, text: 20_000}, gold: "../claim/testdata/gold"}
}

func measure(t *testing.T, c config) string {
	t.Helper()
	var out, log bytes.Buffer
	if err := c.run(t.Context(), &out, &log); err != nil {
		t.Fatalf("%v\n%s", err, log.String())
	}
	left, err := os.ReadDir(c.dir)
	if err != nil || len(left) != 0 {
		t.Errorf("left behind: %v, %v", left, err)
	}
	if strings.Contains(out.String(), c.dir) || strings.Contains(out.String(), c.program) {
		t.Errorf("a path of this machine is on the page:\n%s", out.String())
	}
	return out.String()
}

// table is the rows of the page's second table.
func table(page string) []string {
	_, rest, _ := strings.Cut(page, "| what | ours |")
	var rows []string
	for line := range strings.Lines(rest) {
		if strings.HasPrefix(line, "| ") && strings.Count(line, " | ") == 5 {
			rows = append(rows, strings.TrimSpace(line))
		}
	}
	return rows
}

func TestProgramAndLedgerAreMeasuredAndNothingIsLeft(t *testing.T) {
	rows := table(measure(t, tiny(t, "version,five,growth,ledger")))
	if len(rows) != 9 {
		t.Fatalf("%d rows:\n%s", len(rows), strings.Join(rows, "\n"))
	}
	for i, want := range []string{"| starting", "| memory", "| 5 reports", "| 12 generated", "| 30 generated", "| memory", "| one report of 30", "| 250 signed entries", "| inclusion proof"} {
		if !strings.HasPrefix(rows[i], want) {
			t.Errorf("row %d is %q, want %q", i, rows[i], want)
		}
	}
}

func TestReadingIsMeasuredByLanguageCoreAndSize(t *testing.T) {
	rows := table(measure(t, tiny(t, "reading")))
	if len(rows) != 3*3+7+1 {
		t.Fatalf("%d rows:\n%s", len(rows), strings.Join(rows, "\n"))
	}
	for i, want := range []string{"| English text", "| the same, two cores", "| the same in one report", "| Ukrainian text"} {
		if !strings.HasPrefix(rows[i], want) {
			t.Errorf("row %d is %q, want %q", i, rows[i], want)
		}
	}
}

func TestTextToBeReadIsTheSameEveryTimeAndOfTheSizeAsked(t *testing.T) {
	of := []string{"one.", "two.", "three."}
	a, b := shuffled(of, 9000), shuffled(of, 9000)
	if !bytes.Equal(join(a), join(b)) || len(a) != 3 {
		t.Errorf("%d and %d reports, not the same", len(a), len(b))
	}
	for _, h := range hostile(of) {
		if n := len(h.text(5000)); n < 5000 || n > 5000+2*reportBytes {
			t.Errorf("%s: %d bytes", h.what, n)
		}
	}
}

func TestFilesAreMeasuredBesideHashdeep(t *testing.T) {
	if _, err := exec.LookPath("hashdeep"); err != nil {
		t.Skip("hashdeep is not installed (Debian package hashdeep)")
	}
	rows := table(measure(t, tiny(t, "add,verify,big")))
	if len(rows) != 4 {
		t.Fatalf("%d rows:\n%s", len(rows), strings.Join(rows, "\n"))
	}
	for _, i := range []int{0, 1, 2} {
		if !strings.Contains(rows[i], " × ") {
			t.Errorf("no ratio in %q", rows[i])
		}
	}
}

func TestStoppingLeavesNothing(t *testing.T) {
	c := tiny(t, "growth")
	c.sizes.manyReports = 2000
	ctx, cancel := context.WithCancel(t.Context())
	defer cancel()
	log := writer(func(p []byte) { // the first round is over, the second begins
		if strings.Contains(string(p), "round 1") {
			cancel()
		}
	})
	if err := c.run(ctx, io.Discard, log); !errors.Is(err, context.Canceled) {
		t.Errorf("error %v", err)
	}
	if left, err := os.ReadDir(c.dir); err != nil || len(left) != 0 {
		t.Errorf("left behind: %v, %v", left, err)
	}
}

type writer func([]byte)

func (w writer) Write(p []byte) (int, error) { w(p); return len(p), nil }

// A program that does not do the work gives no figure, however fast it was.
func TestNoFigureWithoutTheWork(t *testing.T) {
	fake := filepath.Join(t.TempDir(), "exhibit")
	if err := os.WriteFile(fake, []byte("#!/bin/sh\necho '{\"added\": {\"new\": 11}}'\n"), 0o700); err != nil {
		t.Fatal(err)
	}
	c := tiny(t, "growth")
	c.program = fake
	var out bytes.Buffer
	err := c.run(t.Context(), &out, io.Discard)
	if err == nil || !strings.Contains(err.Error(), "took 11 items; there were 12") {
		t.Errorf("error %v", err)
	}
	if rows := table(out.String()); len(rows) != 0 {
		t.Errorf("figures: %q", rows)
	}
}

func TestWrongFlagsAreNamedBeforeAnythingIsMeasured(t *testing.T) {
	for _, c := range []struct{ args, want string }{
		{"-only add,speed", `no part "speed"`},
		{"-write -small", "leave out -small"},
		{"-write -only add", "leave out -small and -only"},
		{"-rounds 0", "at least 1"},
		{"everything", `"everything" is not understood`},
		{"-exhibit /nowhere/exhibit -only version", "run: make build"},
	} {
		err := run(t.Context(), strings.Fields(c.args), io.Discard, io.Discard)
		if err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s: %v, want %q", c.args, err, c.want)
		}
	}
}

func TestMedianIsTheMiddle(t *testing.T) {
	for _, c := range []struct {
		in   []time.Duration
		want time.Duration
	}{{nil, 0}, {[]time.Duration{7}, 7}, {[]time.Duration{9, 1, 2}, 2}, {[]time.Duration{4, 1, 2, 100}, 3}} {
		if got := median(c.in); got != c.want {
			t.Errorf("median of %v: %v, want %v", c.in, got, c.want)
		}
	}
}

func TestFiguresAreThreeAndUnitsDecimal(t *testing.T) {
	for d, want := range map[time.Duration]string{
		192 * time.Microsecond: "0.192 ms", 8420 * time.Microsecond: "8.42 ms", 945200 * time.Microsecond: "945 ms",
		3204 * time.Millisecond: "3.20 s", 31260 * time.Millisecond: "31.3 s", 475 * time.Second: "475 s", 2 * time.Hour: "7200 s",
	} {
		if got := duration(d); got != want {
			t.Errorf("%v is written %q, want %q", int64(d), got, want)
		}
	}
	for n, want := range map[int64]string{999: "1 KB", 200_000_000: "200 MB", 4_000_000_000: "4.00 GB"} {
		if got := bytesText(n); got != want {
			t.Errorf("%d bytes are written %q, want %q", n, got, want)
		}
	}
	if got := number(1_040_000); got != "1,040,000" {
		t.Errorf("number %q", got)
	}
}

func TestMissedBarIsPrintedAsMissed(t *testing.T) {
	for b, want := range map[bar]string{
		atMost(1.2, 1.3): "at most 1.3 ×: held", atMost(1.31, 1.3): "at most 1.3 ×: **missed**", atLeast(1.3, 1.4): "at least 1.4 × as fast: **missed**",
		underTime(31*time.Millisecond, 30*time.Millisecond): "under 30 ms: **missed**", underTime(time.Second, 2*time.Second): "under 2 s: held",
		memory("", 0, 40_000_000, "").bar: "under 40 MB", memory("", 39_000_000, 40_000_000, "").bar: "under 40 MB: held", noBar(): "",
	} {
		if got := b.String(); got != want {
			t.Errorf("%+v is written %q, want %q", b, got, want)
		}
	}
}
