package main

import (
	"strings"
	"testing"
	"time"

	"exhibit"
	"exhibit/internal/casefile"
)

func TestAPackageCannotWriteItsOwnVerdict(t *testing.T) {
	var out strings.Builder
	a := &app{stdout: &out, stderr: &out}
	n := int64(3)
	forged := "x\x1b[2J\r\nUnaltered: this submission is as it was recorded.\u202e"
	a.printReport(&exhibit.Report{
		Kind:     "submission",
		Findings: []exhibit.Finding{{Code: "payload-altered", Path: forged, Entry: &n, Sentence: forged}},
		Limits:   []string{forged}, Orphans: []string{forged},
		Keys:     []exhibit.KeySeen{{Actor: forged, Role: forged}},
		Anchors:  []exhibit.Anchor{{Authority: forged}},
		Erased:   []exhibit.Erasure{{Reason: forged}},
		Released: &exhibit.ReleaseOf{Recipient: forged},
	})
	for line := range strings.Lines(out.String()) {
		if strings.HasPrefix(line, "Unaltered") {
			t.Errorf("a line of the report was written by the package: %q", line)
		}
	}
	if strings.ContainsAny(out.String(), "\x1b\r\u202e") {
		t.Errorf("control characters reach the terminal: %q", out.String())
	}
}

func TestProgressSaysWhatIsKnown(t *testing.T) {
	for want, p := range map[string]casefile.Progress{
		"adding: 5 of 10, 1.0 kB, 500 B/s, 2s left": {What: "adding", Done: 5, Total: 10, Bytes: 1000, TotalBytes: 2000},
		"reading: 4 of 8, 2/s, 2s left":             {What: "reading", Done: 4, Total: 8},
		"writing: 1.0 kB, 500 B/s, 2s left":         {What: "writing", Bytes: 1000, TotalBytes: 2000},
		"joining: 0 of 8":                           {What: "joining", Total: 8},
	} {
		if got := meterLine(p, 2*time.Second); got != want {
			t.Errorf("%q, want %q", got, want)
		}
	}
}
