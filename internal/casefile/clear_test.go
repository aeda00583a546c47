package casefile_test

import (
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"exhibit"
	"exhibit/internal/casefile"
	"exhibit/internal/custody"
	"exhibit/internal/intake/sheet"
	"exhibit/internal/store"
	"exhibit/internal/submission"
)

// withSheet makes a case of files, some of them with a row of a provenance sheet.
func withSheet(t *testing.T, files map[string]string, rows map[string]map[string]string) *casefile.Case {
	t.Helper()
	c := newCase(t, config(t, store.Disk{}, t.TempDir(), "rules/1"))
	t.Cleanup(func() { c.Close() })
	opt := casefile.AddOptions{Name: "items.csv"}
	for name, values := range rows {
		opt.Sheet = append(opt.Sheet, sheet.Row{Line: len(opt.Sheet) + 2, Path: name, Values: values})
	}
	if _, err := c.Add(t.Context(), []string{write(t, t.TempDir(), files)}, opt); err != nil {
		t.Fatal(err)
	}
	return c
}

// refOf finds an item by its path.
func refOf(t *testing.T, c *casefile.Case, report string) exhibit.Ref {
	t.Helper()
	all, err := byReport(t.Context(), c)
	if err != nil {
		t.Fatal(err)
	}
	ref, err := exhibit.ParseRef(all[report].Ref)
	if err != nil {
		t.Fatalf("%s: %v", report, err)
	}
	return ref
}

// handOver writes a submission and verifies it.
func handOver(t *testing.T, c *casefile.Case, recipient string, sel submission.Selection) (*exhibit.Report, submission.Request) {
	t.Helper()
	h := c.Handover(sel.Release)
	state, err := h.State(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	sel.Recipient = recipient
	req := submission.Request{Recipient: recipient, Program: "exhibit/test", Date: "2026-01-31", Since: state.Released}
	req.Items, req.Entries, req.Withheld = submission.Select(state, sel)
	out := filepath.Join(t.TempDir(), "out.zip")
	w := submission.Writer{Files: store.Disk{}, Ledger: h, Blobs: h, Key: h.Signer()}
	if _, err := w.Write(t.Context(), out, req); err != nil {
		t.Fatal(err)
	}
	f, err := os.Open(out)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	fi, err := f.Stat()
	if err != nil {
		t.Fatal(err)
	}
	r, err := exhibit.VerifyZip(t.Context(), f, fi.Size(), exhibit.Options{})
	if err != nil {
		t.Fatal(err)
	}
	return r, req
}

var witnessed = map[string]string{
	"note.txt":      "2022-03-10\n\nMykola K. of Sadova street saw 3 civilians killed in Sumy on March 9, 2022.\n",
	"blackened.txt": "2022-03-10\n\nA witness saw 3 civilians killed in Sumy on March 9, 2022.\n",
}

func TestAClearedVersionIsTiedToItsOriginal(t *testing.T) {
	c := withSheet(t, witnessed, map[string]map[string]string{"note.txt": {"restriction": "restricted"}})
	note, version := refOf(t, c, "note.txt"), refOf(t, c, "blackened.txt")
	if _, err := c.Clear(t.Context(), note, version, "the name is blackened"); err != nil {
		t.Fatal(err)
	}
	r := verified(t, c, nil)
	if len(r.Versions) != 1 || r.Versions[0].Item != version || r.Versions[0].Original != note {
		t.Fatalf("versions of the case: %+v", r.Versions)
	}
	sub, req := handOver(t, c, "Court", submission.Selection{})
	if !sub.Unaltered() || len(sub.Versions) != 1 || sub.Versions[0].Commitment != r.Versions[0].Commitment || !sub.Versions[0].Original.IsZero() || len(req.Items) != 1 {
		t.Errorf("findings %v, versions %+v, %d items", sub.Findings, sub.Versions, len(req.Items))
	}
	// Later the sender discloses the salt: it stands in the original's entry.
	var b custody.ClearedBody
	err := c.Ledger().LinesOf(t.Context(), note, func(l exhibit.EntryLine) error {
		e, err := l.Open()
		if err == nil && e.Type == exhibit.Cleared {
			err = json.Unmarshal(e.Body, &b)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	if got := exhibit.VersionCommitment([exhibit.SaltSize]byte(b.Salt), note); got != sub.Versions[0].Commitment {
		t.Errorf("salt and original give %s, the package commits to %s", got, sub.Versions[0].Commitment)
	}
	// With the original destroyed the commitment stays, and nobody can open it any more.
	if _, err := c.Erase(t.Context(), note, "court order 1/2023", "consent withdrawn"); err != nil {
		t.Fatal(err)
	}
	if r := verified(t, c, nil); len(r.Versions) != 1 || !r.Versions[0].Original.IsZero() {
		t.Errorf("versions after the erasure: %+v", r.Versions)
	}
}

func TestARestrictedItemCannotStandInForAnother(t *testing.T) {
	closed := map[string]string{"restriction": "restricted"}
	c := withSheet(t, witnessed, map[string]map[string]string{"note.txt": closed, "blackened.txt": closed})
	_, err := c.Clear(t.Context(), refOf(t, c, "note.txt"), refOf(t, c, "blackened.txt"), "the name is blackened")
	if err == nil || !strings.Contains(err.Error(), "restricted itself") {
		t.Errorf("error %v", err)
	}
	if _, err := c.Clear(t.Context(), refOf(t, c, "note.txt"), exhibit.RefOf([]byte("never added")), "the name is blackened"); err == nil {
		t.Error("an item that is not there stands in for another")
	}
	if n, err := count(t.Context(), c, exhibit.Cleared); n != 0 || err != nil {
		t.Errorf("%d items cleared, %v", n, err)
	}
}
