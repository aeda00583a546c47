package claim

import (
	"os"
	"strings"
	"testing"
)

func TestEveryLineOfTheReliabilityTableIsAFigure(t *testing.T) {
	lines := strings.Split(strings.TrimSuffix(reliability, "\n"), "\n")
	if lines[0] != ReliabilityHead {
		t.Errorf("the first line is %q", lines[0])
	}
	for _, l := range lines[1:] {
		f, err := parseFigure(l)
		if err != nil || f.String() != l || f.Date == "" || f.How == "" {
			t.Errorf("%q: %v", l, err)
		}
	}
	if len(Reliability("")) != len(lines)-1 {
		t.Error("figures are passed over")
	}
}

func TestEveryLanguageWithMarkedReportsHasItsFigures(t *testing.T) {
	dirs, err := os.ReadDir("testdata/gold")
	if err != nil {
		t.Fatal(err)
	}
	for _, d := range dirs {
		if d.IsDir() && len(Reliability(d.Name())) == 0 {
			t.Errorf("no figure for %s; run make quality", d.Name())
		}
	}
	if len(Reliability("xx")) != 0 {
		t.Error("a language nobody measured has figures")
	}
}
