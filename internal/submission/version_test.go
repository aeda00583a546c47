package submission

import (
	"encoding/csv"
	"encoding/hex"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"exhibit"
	"exhibit/internal/custody"
)

// redacted is a house in which the first item stands in for an original; it returns salt and original too. The
// original's own entries go only where disclosed is set.
func redacted(t *testing.T, disclosed bool) (h *house, salt exhibit.HexSalt, original exhibit.Ref) {
	h = newHouse(t)
	version := &h.req.Items[0]
	salt, original = []byte(strings.Repeat("S", exhibit.SaltSize)), h.put("the note with the name in it")
	commitment := exhibit.VersionCommitment([exhibit.SaltSize]byte(salt), original)
	received := h.ledger.add(exhibit.Received, original, nil, custody.ReceivedBody{Report: "note.txt"})
	cleared := h.ledger.add(exhibit.Cleared, original, nil, custody.ClearedBody{Version: version.Ref, Commitment: commitment, Salt: salt, Reason: "the name is blackened"})
	n := h.ledger.add(exhibit.VersionStated, version.Ref, nil, exhibit.VersionBody{Commitment: commitment})
	version.Entries, version.VersionOf = append(version.Entries, n), []exhibit.Ref{commitment}
	if disclosed {
		h.req.Items = append(h.req.Items, Item{Ref: original, Entry: received, Entries: []int64{received, cleared}, Name: "note.txt", Type: "document"})
	}
	return h, salt, original
}

func verifyFS(t *testing.T, f fstest.MapFS) *exhibit.Report {
	t.Helper()
	r, err := exhibit.Verify(t.Context(), f, exhibit.Options{})
	if err != nil {
		t.Fatal(err)
	}
	return r
}

func TestARedactedVersionPointsToItsOriginalWithoutNamingIt(t *testing.T) {
	h, salt, original := redacted(t, false)
	version := h.req.Items[0].Ref
	f := packed(t, h)
	r := verifyFS(t, f)
	if !r.Unaltered() || len(r.Versions) != 1 || r.Versions[0].Item != version || !r.Versions[0].Original.IsZero() {
		t.Fatalf("findings %v, versions %+v", r.Findings, r.Versions)
	}
	for p, file := range f {
		for what, s := range map[string]string{"digest": original.Hex(), "salt": hex.EncodeToString(salt)} {
			if strings.Contains(string(file.Data), s) {
				t.Errorf("%s tells the %s of the original", p, what)
			}
		}
	}
	// Who learns salt and original later can check.
	if got := exhibit.VersionCommitment([exhibit.SaltSize]byte(salt), original); got != r.Versions[0].Commitment {
		t.Errorf("commitment %s, and salt and original give %s", r.Versions[0].Commitment, got)
	}
	if got := exhibit.VersionCommitment([exhibit.SaltSize]byte(salt), exhibit.RefOf([]byte("another note"))); got == r.Versions[0].Commitment {
		t.Error("another original gives the same commitment")
	}
}

func TestADisclosedOriginalIsCheckedAgainstItsVersion(t *testing.T) {
	h, _, original := redacted(t, true)
	r := verifyFS(t, packed(t, h))
	if !r.Unaltered() || len(r.Versions) != 1 || r.Versions[0].Original != original {
		t.Errorf("findings %v, versions %+v", r.Findings, r.Versions)
	}
}

func TestACommitmentThatDoesNotHoldIsReported(t *testing.T) {
	for name, c := range map[string]struct {
		change func(h *house, b *custody.ClearedBody)
	}{
		"another salt": {func(_ *house, b *custody.ClearedBody) { b.Salt = []byte(strings.Repeat("T", exhibit.SaltSize)) }},
		"a short salt": {func(_ *house, b *custody.ClearedBody) { b.Salt = []byte("short") }},
		"another commitment": {func(h *house, b *custody.ClearedBody) {
			b.Commitment = exhibit.VersionCommitment([exhibit.SaltSize]byte(b.Salt), h.req.Items[3].Ref)
		}},
	} {
		t.Run(name, func(t *testing.T) {
			h := newHouse(t)
			salt := []byte(strings.Repeat("S", exhibit.SaltSize))
			h.add("note.txt", "the note with the name in it", "")
			version, note := &h.req.Items[0], &h.req.Items[3]
			stated := exhibit.VersionCommitment([exhibit.SaltSize]byte(salt), h.req.Items[1].Ref) // not of the note
			b := custody.ClearedBody{Version: version.Ref, Commitment: stated, Salt: salt}
			c.change(h, &b)
			note.Entries = append(note.Entries, h.ledger.add(exhibit.Cleared, note.Ref, nil, b))
			version.Entries = append(version.Entries, h.ledger.add(exhibit.VersionStated, version.Ref, nil, exhibit.VersionBody{Commitment: stated}))
			version.VersionOf = []exhibit.Ref{stated}
			r := verifyFS(t, packed(t, h))
			if !slices.ContainsFunc(r.Findings, func(f exhibit.Finding) bool { return f.Code == "version-commitment" }) {
				t.Errorf("findings %v", r.Findings)
			}
		})
	}
}

func TestTheIndexSaysWhichItemsStandInForAnOriginal(t *testing.T) {
	h, _, _ := redacted(t, false)
	f := packed(t, h)
	rows, err := csv.NewReader(strings.NewReader(strings.TrimPrefix(string(f["data/evidence/index.csv"].Data), "\ufeff"))).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	at, count := slices.Index(rows[0], "version_of"), 0
	for _, row := range rows[1:] {
		if row[at] != "" {
			count++
		}
	}
	if count != 1 {
		t.Errorf("%d rows name an original", count)
	}
	h, _, _ = redacted(t, false)
	h.req.Items[0].VersionOf = nil // a sender who keeps it from the table
	out := filepath.Join(t.TempDir(), "out.zip")
	if _, err := h.writer().Write(t.Context(), out, h.req); err != nil {
		t.Fatal(err)
	}
	if r := verify(t, out, exhibit.Options{}); len(r.Findings) != 1 || r.Findings[0].Code != "index-differs" {
		t.Errorf("findings %v", r.Findings)
	}
}
