package casefile_test

import (
	"context"
	"crypto/rand"
	"os"
	"os/exec"
	"slices"
	"strings"
	"testing"

	"exhibit"
	"exhibit/internal/casefile"
	"exhibit/internal/custody"
	"exhibit/internal/intake/sheet"
	"exhibit/internal/store"
	"exhibit/internal/submission"
)

// What is said in members of restricted things, and nowhere else.
const inTheArchive = "the driver of the grey van"

func packet(t *testing.T, open string) map[string]string {
	said := func(n string) string {
		return "2022-03-10\n\nShells killed " + n + " civilians in Sumy on March 9, 2022, said " + inTheArchive + ".\n"
	}
	inner := archived(t, map[string]string{"b.txt": said("4"), "deep.zip": archived(t, map[string]string{"c.txt": said("5")})})
	return map[string]string{
		"open.txt":   open,
		"packet.zip": archived(t, map[string]string{"a.txt": said("3"), "inner.zip": inner, "same.txt": open}),
		"letter.eml": "From: a@example.org\r\nTo: b@example.org\r\nSubject: list\r\nMIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=b1\r\n\r\n" +
			"--b1\r\nContent-Type: text/plain\r\n\r\nas agreed\r\n--b1\r\nContent-Type: text/plain; name=list.txt\r\nContent-Disposition: attachment; filename=list.txt\r\n\r\n" + said("6") + "\r\n--b1--\r\n",
	}
}

const openReport = "2022-03-11\n\nShelling killed 11 civilians in Kharkiv on March 9, 2022, the mayor said.\n"

var closedRow = map[string]string{"restriction": "restricted", "originator": "unit 4"}

func clearItem(t *testing.T, c *casefile.Case, report string) casefile.Added {
	t.Helper()
	done, err := c.Clear(t.Context(), refOf(t, c, report), exhibit.Ref{}, "the source agreed")
	if err != nil {
		t.Fatal(err)
	}
	return done
}

// onDisk reports whether words lie anywhere in the case in plain.
func onDisk(t *testing.T, c *casefile.Case, words string) bool {
	t.Helper()
	if _, err := exec.LookPath("grep"); err != nil {
		t.Skip("grep is not installed")
	}
	out, _ := exec.Command("grep", "-r", "-l", words, c.Dir()).Output()
	return len(out) > 0
}

func TestMembersOfARestrictedArchiveAreTakenWhenItIsCleared(t *testing.T) {
	c := withSheet(t, packet(t, openReport), map[string]map[string]string{"packet.zip": closedRow, "letter.eml": closedRow})
	before, err := byReport(t.Context(), c)
	if err != nil || len(before) != 3 {
		t.Fatalf("%d items before anything is cleared, %v", len(before), err)
	}
	runAll(t, c)
	if done := clearItem(t, c, "packet.zip"); done.Received != 6 || done.Refused != 0 || done.Restricted != 6 {
		t.Fatalf("taken: %+v", done)
	}
	if done := clearItem(t, c, "letter.eml"); done.Received != 1 {
		t.Fatalf("taken: %+v", done)
	}
	if onDisk(t, c, inTheArchive) {
		t.Error("plain bytes of a member lie on the disk before anything is read")
	}
	runAll(t, c)
	after, err := byReport(t.Context(), c)
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range []string{"packet.zip!a.txt", "packet.zip!inner.zip!b.txt", "packet.zip!inner.zip!deep.zip!c.txt", "packet.zip!same.txt", "letter.eml!list.txt"} {
		it := after[name]
		if it.Restriction != custody.RestrictedItem || it.Cleared != it.Ref || it.Originator != "unit 4" || it.Outcome != casefile.OutcomeRead {
			t.Errorf("%s: %+v", name, it)
		}
		if _, err := os.Stat(c.Dir() + "/originals/" + strings.TrimPrefix(it.Ref, "sha256-")[:2] + "/" + strings.TrimPrefix(it.Ref, "sha256-")); err == nil {
			t.Errorf("%s lies there in plain", name)
		}
	}
	verified(t, c, nil)
	h := c.Handover(nil)
	state, err := h.State(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	if items, _, withheld := submission.Select(state, submission.Selection{Recipient: "Court"}); len(items) != 0 {
		t.Errorf("handed over by default: %+v, schedule %+v", items, withheld)
	}
	// Clearing again takes nothing twice.
	size, err := c.Ledger().Size(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	clearItem(t, c, "packet.zip")
	if again, err := c.Ledger().Size(t.Context()); again != size+1 || err != nil {
		t.Errorf("clearing again made %d entries, %v", again-size, err)
	}
}

func TestAMemberRestrictedByItselfStaysClosedWhenItsArchiveIsCleared(t *testing.T) {
	files := packet(t, openReport)
	c := withSheet(t, files, map[string]map[string]string{"packet.zip": closedRow, "open.txt": closedRow})
	if done := clearItem(t, c, "packet.zip"); done.Received != 6 {
		t.Fatalf("taken: %+v", done)
	}
	all, err := byReport(t.Context(), c)
	if err != nil {
		t.Fatal(err)
	}
	if it := all["packet.zip!same.txt"]; it.Cleared != "" || !slices.Contains(it.Reports, "open.txt") {
		t.Errorf("what was restricted by itself was cleared with the archive: %+v", it)
	}
	if it := all["packet.zip!a.txt"]; it.Cleared != it.Ref {
		t.Errorf("%+v", it)
	}
	verified(t, c, nil)
}

func TestAnArchiveThatWasOpenOnceIsNotExpandedAgain(t *testing.T) {
	c := withSheet(t, packet(t, openReport), nil)
	before, err := byReport(t.Context(), c)
	if err != nil {
		t.Fatal(err)
	}
	if err := c.Restrict(t.Context(), refOf(t, c, "packet.zip"), "", "asked for"); err != nil {
		t.Fatal(err)
	}
	if done := clearItem(t, c, "packet.zip"); done.Received != 0 {
		t.Errorf("taken again: %+v", done)
	}
	after, err := byReport(t.Context(), c)
	if err != nil || len(after) != len(before) || after["packet.zip!a.txt"].Restriction != custody.Open {
		t.Errorf("%d items before, %d after, %v", len(before), len(after), err)
	}
}

// stopping is a source of randomness that stops a command once it has given so much.
type stopping struct {
	left int
	stop func()
}

func (s *stopping) Read(p []byte) (int, error) {
	if s.left--; s.left == 0 {
		s.stop()
	}
	return rand.Read(p)
}

func TestAnExpansionThatWasCutOffGoesOnWhenTheItemIsClearedAgain(t *testing.T) {
	partial := 0
	for left := 1; left < 40; left += 6 {
		ctx, stop := context.WithCancel(t.Context())
		source := &stopping{stop: stop}
		cfg := config(t, store.Disk{}, t.TempDir(), "rules/1")
		cfg.Random, cfg.Group = source, 1
		c := newCase(t, cfg)
		opt := casefile.AddOptions{Name: "items.csv", Sheet: []sheet.Row{{Line: 2, Path: "packet.zip", Values: closedRow}}}
		if _, err := c.Add(t.Context(), []string{write(t, t.TempDir(), packet(t, openReport))}, opt); err != nil {
			t.Fatal(err)
		}
		ref := refOf(t, c, "packet.zip")
		source.left = left
		_, err := c.Clear(ctx, ref, exhibit.Ref{}, "the source agreed")
		stop()
		if n, e := count(t.Context(), c, exhibit.Cleared); err != nil && n > 1 && e == nil {
			partial++ // some members were taken
		}
		clearItem(t, c, "packet.zip")
		all, err := byReport(t.Context(), c)
		if err != nil {
			t.Fatal(err)
		}
		for _, name := range []string{"packet.zip!a.txt", "packet.zip!inner.zip", "packet.zip!inner.zip!b.txt", "packet.zip!inner.zip!deep.zip!c.txt", "packet.zip!same.txt"} {
			if it := all[name]; it.Ref == "" || it.Cleared != it.Ref {
				t.Errorf("stopped after %d: %s is %+v", left, name, it)
			}
		}
		verified(t, c, nil)
		c.Close()
	}
	if partial == 0 {
		t.Error("no stop came amidst the members")
	}
}
