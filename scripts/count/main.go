// Command count reads what `go test -json` writes, once or several times in a row, and says what it comes to: the
// output of what failed, the name of and reason for what was skipped, and as its last line
//
//	N passed, N failed, N skipped
//
// It ends with 1 when anything failed or nothing ran at all. A test that ran several times (with and without the race
// detector) counts once and with its worst outcome; a fuzz target counts once, not once for each seed; of a test with
// subtests the subtests count. What is not JSON is a message of the go command and is passed on.
package main

import (
	"bufio"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"slices"
	"strings"
)

func main() {
	t := newTally(os.Stdout)
	if err := t.read(os.Stdin); err != nil {
		fmt.Fprintln(os.Stderr, "count:", err)
		os.Exit(1)
	}
	if !t.report() {
		os.Exit(1)
	}
}

// event is one line of `go test -json` (go doc test2json).
type event struct {
	Action, Package, Test, Output, ImportPath, FailedBuild string
	Elapsed                                                float64
}

// outcome of a test; the larger one stands.
type outcome int

const (
	skipped outcome = iota
	passed
	failed
)

type name struct{ pkg, test string }

type tally struct {
	out      io.Writer
	result   map[name]outcome
	output   map[name][]string // of the run under way
	failures []string
	reasons  map[name]string // why skipped
	broken   []string        // packages that failed outside any test
	inTests  map[string]bool // packages with a failed test in the run under way
	builds   map[string][]string
}

func newTally(out io.Writer) *tally {
	return &tally{out: out, result: map[name]outcome{}, output: map[name][]string{}, reasons: map[name]string{}, inTests: map[string]bool{}, builds: map[string][]string{}}
}

func (t *tally) read(r io.Reader) error {
	in := bufio.NewReader(r)
	for {
		line, err := in.ReadString('\n')
		if line != "" {
			t.line(line)
		}
		if err == io.EOF {
			return nil
		}
		if err != nil {
			return fmt.Errorf("reading the outcomes of tests: %w", err)
		}
	}
}

func (t *tally) line(line string) {
	var e event
	if json.Unmarshal([]byte(line), &e) != nil || e.Action == "" {
		fmt.Fprint(t.out, line)
		return
	}
	n := name{e.Package, e.Test}
	switch e.Action {
	case "build-output":
		t.builds[e.ImportPath] = append(t.builds[e.ImportPath], e.Output)
	case "output":
		t.output[n] = append(t.output[n], e.Output)
	case "pass", "fail", "skip":
		if e.Test == "" {
			t.packageEnded(e)
		} else {
			t.testEnded(n, e.Action)
		}
		delete(t.output, n)
	}
}

func (t *tally) testEnded(n name, action string) {
	got := map[string]outcome{"pass": passed, "fail": failed, "skip": skipped}[action]
	if have, ok := t.result[n]; !ok || got > have {
		t.result[n] = got
	}
	switch got {
	case failed:
		t.inTests[n.pkg] = true
		t.failures = append(t.failures, "--- "+n.pkg+" "+n.test+"\n"+strings.Join(t.output[n], ""))
	case skipped:
		t.reasons[n] = reason(t.output[n])
	}
}

func (t *tally) packageEnded(e event) {
	if e.Action == "fail" && !t.inTests[e.Package] {
		t.broken = append(t.broken, e.Package)
		said := append(t.builds[e.FailedBuild], t.output[name{e.Package, ""}]...)
		t.failures = append(t.failures, "--- "+e.Package+"\n"+strings.Join(said, "")+t.unfinished(e.Package))
	}
	if e.Action != "skip" {
		word := "ok  "
		if e.Action == "fail" {
			word = "FAIL"
		}
		fmt.Fprintf(t.out, "%s %s (%.1f s)\n", word, e.Package, e.Elapsed)
	}
	delete(t.inTests, e.Package)
}

// unfinished returns what tests of a package said that never ended: it died under them.
func (t *tally) unfinished(pkg string) string {
	var b strings.Builder
	for n, said := range t.output {
		if n.pkg == pkg && n.test != "" {
			fmt.Fprintf(&b, "%s did not end:\n%s", n.test, strings.Join(said, ""))
			delete(t.output, n)
		}
	}
	return b.String()
}

// reason finds in a skipped test's output what it said: "    file_test.go:12: no minisign on this machine".
func reason(said []string) string {
	for _, line := range said {
		line = strings.TrimSpace(line)
		if file, rest, ok := strings.Cut(line, ": "); ok && strings.Contains(file, ".go:") {
			return rest
		}
	}
	return "no reason given"
}

// counts reports whether a test counts by itself: subtests do for their parent, unless the parent alone failed, and a
// fuzz target does for its seeds.
func (t *tally) counts(n name, parents map[name]outcome) bool {
	top, _, sub := strings.Cut(n.test, "/")
	if strings.HasPrefix(top, "Fuzz") {
		return !sub
	}
	worst, isParent := parents[n]
	return !isParent || t.result[n] == failed && worst != failed
}

// parents maps every test with subtests to the worst outcome of these.
func (t *tally) parents() map[name]outcome {
	out := map[name]outcome{}
	for n, o := range t.result {
		for test := n.test; ; {
			i := strings.LastIndexByte(test, '/')
			if i < 0 {
				break
			}
			test = test[:i]
			p := name{n.pkg, test}
			out[p] = max(out[p], o)
		}
	}
	return out
}

// report prints the whole and says whether all is well.
func (t *tally) report() bool {
	var count [3]int
	var skips []string
	parents := t.parents()
	for n, o := range t.result {
		if !t.counts(n, parents) {
			continue
		}
		count[o]++
		if o == skipped {
			skips = append(skips, fmt.Sprintf("skipped %s %s: %s", n.pkg, n.test, t.reasons[n]))
		}
	}
	count[failed] += len(t.broken)
	slices.Sort(skips)
	for _, s := range skips {
		fmt.Fprintln(t.out, s)
	}
	for _, f := range t.failures {
		fmt.Fprintf(t.out, "\n%s", f)
	}
	if len(t.result) == 0 {
		fmt.Fprintln(t.out, "no test ran")
	}
	fmt.Fprintf(t.out, "%d passed, %d failed, %d skipped\n", count[passed], count[failed], count[skipped])
	return count[failed] == 0 && len(t.result) > 0
}
