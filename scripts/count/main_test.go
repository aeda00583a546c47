package main

import (
	"bytes"
	"strings"
	"testing"
)

// stream writes events the way `go test -json` does, one "action package test output" a line.
func stream(lines ...string) string {
	var b strings.Builder
	for _, l := range lines {
		f := strings.SplitN(l, " ", 4)
		for len(f) < 4 {
			f = append(f, "")
		}
		b.WriteString(`{"Action":"` + f[0] + `","Package":"` + f[1] + `","Test":"` + f[2] + `","Output":"` + f[3] + `\n"}` + "\n")
	}
	return b.String()
}

func TestOutcomesAreCountedAsPromised(t *testing.T) {
	for _, c := range []struct {
		name, in, last string
		well           bool
	}{
		{"one of each", stream("pass p TestA", "output p TestB     a_test.go:3: wrong", "fail p TestB", "output p TestC     c_test.go:9: no openssl here", "skip p TestC", "fail p"), "1 passed, 1 failed, 1 skipped", false},
		{"a subtest counts for its parent", stream("pass p TestA/one", "pass p TestA/two", "pass p TestA", "pass p"), "2 passed, 0 failed, 0 skipped", true},
		{"a parent that alone fails counts", stream("pass p TestA/one", "fail p TestA", "fail p"), "1 passed, 1 failed, 0 skipped", false},
		{"a fuzz target counts once", stream("pass p FuzzA/seed#0", "pass p FuzzA/seed#1", "pass p FuzzA", "pass p"), "1 passed, 0 failed, 0 skipped", true},
		{"two runs count once, the worse outcome stands", stream("pass p TestA", "pass p", "fail p TestA", "fail p"), "0 passed, 1 failed, 0 skipped", false},
		{"skipped in one run only is not skipped", stream("pass p TestA", "pass p", "skip p TestA", "pass p"), "1 passed, 0 failed, 0 skipped", true},
		{"a package that dies is a failure", stream("output p TestA panic", "fail p"), "0 passed, 1 failed, 0 skipped", false},
		{"nothing ran", "", "0 passed, 0 failed, 0 skipped", false},
	} {
		t.Run(c.name, func(t *testing.T) {
			var out bytes.Buffer
			n := newTally(&out)
			if err := n.read(strings.NewReader(c.in)); err != nil {
				t.Fatal(err)
			}
			if well := n.report(); well != c.well {
				t.Errorf("all is well: %v, want %v", well, c.well)
			}
			lines := strings.Split(strings.TrimSpace(out.String()), "\n")
			if got := lines[len(lines)-1]; got != c.last {
				t.Errorf("last line %q, want %q", got, c.last)
			}
		})
	}
}

func TestSkipsAndFailuresAreExplained(t *testing.T) {
	var out bytes.Buffer
	n := newTally(&out)
	in := "go: downloading x\n" + stream("output p TestC     c_test.go:9: no openssl here", "skip p TestC", "output p TestB     a_test.go:3: eleven is not twelve", "fail p TestB", "fail p")
	if err := n.read(strings.NewReader(in)); err != nil {
		t.Fatal(err)
	}
	n.report()
	for _, want := range []string{"go: downloading x", "skipped p TestC: no openssl here", "eleven is not twelve"} {
		if !strings.Contains(out.String(), want) {
			t.Errorf("%q is not said in:\n%s", want, out.String())
		}
	}
}
