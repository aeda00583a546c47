package generate

import (
	"crypto/sha256"
	"encoding/hex"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"
)

func TestSameSeedAndNumberGiveTheSameBytes(t *testing.T) {
	// Backwards the second time: a report must not depend on those written before it.
	const n = 500
	var first [n]string
	for i := range n {
		name, body := Report(7, i)
		first[i] = name + "\n" + string(body)
	}
	for i := n - 1; i >= 0; i-- {
		if name, body := Report(7, i); name+"\n"+string(body) != first[i] {
			t.Fatalf("report %d differs the second time", i)
		}
	}
	if _, a := Report(1, 0); func() bool { _, b := Report(2, 0); return string(a) == string(b) }() {
		t.Error("two seeds give one text")
	}
}

// Published figures name a seed and a number of reports. Whoever changes the stream changes this digest, knowing that
// figures from before cannot be compared with those after.
func TestStreamIsTheOneThatPublishedFiguresName(t *testing.T) {
	const want = "abef1411813cd10ea7b89893473224e098b9468dda74dae849bbdee1b86b99d8"
	h := sha256.New()
	for i := range 2_000 {
		name, body := Report(1, i*20)
		h.Write([]byte(name))
		h.Write(body)
	}
	if got := hex.EncodeToString(h.Sum(nil)); got != want {
		t.Errorf("digest of the stream is %s, not %s", got, want)
	}
}

func TestReportsAreUniqueInNameAndLookLikeText(t *testing.T) {
	seen := make(map[string]bool)
	sum := 0
	const n = 4_000
	for i := range n {
		name, body := Report(1, i*10)
		if seen[name] {
			t.Fatalf("%s twice", name)
		}
		seen[name] = true
		sum += len(body)
		s := string(body)
		if !utf8.ValidString(s) || !strings.HasSuffix(s, lastLine) {
			t.Errorf("%s is no text or does not say that it is generated", name)
		}
		for _, bad := range []string{"[", "]", "  ", "%!", "no one were", "one were", "than no one", "Another one"} {
			if strings.Contains(s, bad) {
				t.Errorf("%s holds %q:\n%s", name, bad, s)
			}
		}
	}
	if mean := sum / n; mean < 1_600 || mean > 2_400 {
		t.Errorf("a report has %d bytes on average, not about 2,000", mean)
	}
}

func TestOneTownHasATenthAndOneDayAHundredth(t *testing.T) {
	const n = 10_000 // events of 40,000 reports
	places, days := make(map[string]int), make(map[string]int)
	for e := range n {
		ev := eventOf(1, e)
		places[ev.place.name]++
		days[ev.day.Format("2006-01-02")]++
	}
	if got := places["Kharkiv"]; got < n/12 || got > n/8 {
		t.Errorf("Kharkiv has %d of %d events", got, n)
	}
	if got := days[heavyDay.Format("2006-01-02")]; got < n/125 || got > n/60 {
		t.Errorf("the heavy day has %d of %d events", got, n)
	}
	var counts []int
	for name, c := range places {
		if name != "Kharkiv" {
			counts = append(counts, c)
		}
	}
	slices.Sort(counts)
	if top := counts[len(counts)-1]; top > n/12 || top < 10*counts[0] {
		t.Errorf("towns have from %d to %d events: no skew, or a second heavy town", counts[0], top)
	}
	if len(allTowns()) < 150 {
		t.Errorf("%d towns", len(allTowns()))
	}
}

func TestPeriodGrowsWithTheNumberOfReports(t *testing.T) {
	early, late := eventOf(1, 10_000/reportsPerEvent), eventOf(1, 40_000/reportsPerEvent)
	if days := late.known.Sub(early.known).Hours() / 24; days < 300 {
		t.Errorf("30,000 further reports cover %.0f further days", days)
	}
}

func TestRunningTotalOnlyRises(t *testing.T) {
	k, j := total(0)
	for d := 1; d <= 1_000; d++ {
		k2, j2 := total(d)
		if k2 <= k || j2 <= j {
			t.Fatalf("total falls on day %d: %d/%d after %d/%d", d, k2, j2, k, j)
		}
		k, j = k2, j2
	}
}

func TestOneEventIsToldByMoreThanOneReport(t *testing.T) {
	ev := eventOf(1, 1_000)
	told := 0
	for i := 1_000 * reportsPerEvent; i < (1_000+window)*reportsPerEvent; i++ {
		if _, body := Report(1, i); strings.Contains(string(body), ev.place.name) && strings.Contains(string(body), ev.object) {
			told++
		}
	}
	if told < 2 {
		t.Errorf("%d reports tell of event 1000 (%s in %s)", told, ev.object, ev.place.name)
	}
}

func TestReprintsOfAnEventShareTheirWords(t *testing.T) {
	shared := make(map[string]int)
	for i := range 4_000 {
		_, body := Report(1, i)
		for _, line := range strings.Split(string(body), "\n") {
			if strings.Contains(line, "(Northline Agency) - ") {
				shared[line]++
			}
		}
	}
	repeated := 0
	for _, n := range shared {
		if n > 1 {
			repeated++
		}
	}
	if repeated < 20 {
		t.Errorf("%d agency leads appear in more than one report", repeated)
	}
}

func BenchmarkReport(b *testing.B) {
	for i := 0; b.Loop(); i++ {
		Report(1, i%40_000)
	}
}
