package submission

import (
	"bytes"
	"flag"
	"os"
	"path/filepath"
	"testing"
)

var update = flag.Bool("update", false, "write the vectors of docs/format again")

// docs/format/submission.md is written about this very file; the root package checks the document against it.
func TestPackageIsTheVectorOfTheDocument(t *testing.T) {
	h := newHouse(t)
	h.req.Recipient, h.req.Program = "Example Court", "exhibit/0.0.0"
	target := filepath.Join(t.TempDir(), "submission.zip")
	if _, err := h.writer().Write(t.Context(), target, h.req); err != nil {
		t.Fatal(err)
	}
	got, err := os.ReadFile(target)
	if err != nil {
		t.Fatal(err)
	}
	const vector = "../../testdata/vectors/submission.zip"
	if *update {
		if err := os.WriteFile(vector, got, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(vector)
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(got, want) {
		t.Error("the package differs from the vector: the format changed, or run this test with -update and read docs/format/submission.md again")
	}
}
