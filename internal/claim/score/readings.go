package score

import (
	"crypto/sha256"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"path"

	"exhibit/internal/claim"
)

// Readings is a line that names the version of the rules and the SHA-256 of all they read in the reports under gold (one folder for
// each language, in it folders of texts): every claim and reported event, every field. While the line stands, claims that a case
// holds are those the rules would make, and measured figures are figures of these rules; another line asks for another version.
func Readings(r *claim.Reader, gold fs.FS) (string, error) {
	texts, err := fs.Glob(gold, "*/*/*.txt")
	if err != nil {
		return "", fmt.Errorf("looking for marked reports: %w", err)
	}
	if len(texts) == 0 {
		return "", errors.New("no marked reports there; say where they lie: -gold DIR")
	}
	sum := sha256.New()
	enc := json.NewEncoder(sum)
	for _, name := range texts {
		text, err := fs.ReadFile(gold, name)
		if err != nil {
			return "", fmt.Errorf("reading a marked report: %w", err)
		}
		res := r.Read(claim.Doc{Ref: "sha256-" + path.Base(name), Report: path.Base(name), Text: string(text)})
		if err := enc.Encode(res); err != nil {
			return "", fmt.Errorf("writing what was read in %s: %w", name, err)
		}
	}
	return fmt.Sprintf("%s %x\n", claim.Version, sum.Sum(nil)), nil
}
