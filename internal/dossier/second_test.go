package dossier

import (
	"strings"
	"testing"

	"exhibit/internal/casefile"
)

func TestWhereTwoReadersDifferIsShownAndNeitherIsTakenForRight(t *testing.T) {
	f := fixture()
	if strings.Contains(string(render(t, f)), "Where two readers differ") {
		t.Error("a file without a second reader speaks of one")
	}
	first := f.Snapshot.Claims[0]
	n := 9999
	other := first
	other.ID, other.Reader, other.Killed, other.ActorAccused = "s1", "small (second-prompt/1)", &n, ""
	accuses := first
	accuses.ID, accuses.Reader, accuses.CharStart, accuses.CharEnd, accuses.ActorAccused, accuses.Quote = "s2", other.Reader, 90000, 90040, "a neighbour", "words of an accusation nobody has decided on"
	f.Snapshot.Second = append(f.Snapshot.Second, other, accuses)
	page := string(render(t, f))
	for _, want := range []string{"Where two readers differ", "small (second-prompt/1)", "second <bdi>9999</bdi>", "a second reader takes them for an accusation"} {
		if !strings.Contains(page, want) {
			t.Errorf("the page does not say %q", want)
		}
	}
	for _, never := range []string{"words of an accusation nobody", "a neighbour"} {
		if strings.Contains(page, never) {
			t.Errorf("the page says %q", never)
		}
	}
}

func TestFiguresNameTheirLanguageAndSayNothingOfASingleReport(t *testing.T) {
	f := fixture()
	f.Quality = []casefile.Measured{{Lang: "uk", What: "claims, F1", Figure: "70.7 %", N: 119, How: "own reports, set aside", Rules: "claim-rules/2", Date: "2031-03-20", Command: "make quality"}}
	f.Snapshot.Claims[0].Lang = "pl"
	page := string(render(t, f))
	for _, want := range []string{"<td>uk</td>", "<b>70.7 %</b>", "<td>119</td>", "own reports, set aside, <code>claim-rules/2</code>", "<code>pl</code>", "was not measured", "nothing about any single report"} {
		if !strings.Contains(page, want) {
			t.Errorf("the page does not say %q", want)
		}
	}
}
