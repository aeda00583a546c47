package exhibit

import (
	"encoding/csv"
	"errors"
	"io"
	"slices"
	"strings"
)

// IndexColumns are the columns of data/evidence/index.csv, one row for each item (docs/format/submission.md, 5).
func IndexColumns() []string {
	return []string{"reference", "file", "type", "media_type", "source", "date", "title", "relevance", "sha256", "md5", "sha1", "bytes",
		"custody_summary", "active_content", "graphic", "version_of", "derivations", "entries"}
}

// checkIndex checks that the index lists the items that are there, under the digests they have.
func (s *submission) checkIndex() {
	const name = "data/evidence/index.csv"
	f, err := s.c.open(name)
	if err != nil {
		s.c.find("index-differs", name, -1, "the index of items: %s", why(err))
		return
	}
	defer f.Close()
	r := csv.NewReader(skipMark(f))
	r.ReuseRecord = true
	if head, err := r.Read(); err != nil || !slices.Equal(head, IndexColumns()) {
		s.c.find("index-differs", name, -1, "the first row should name the columns %s", strings.Join(IndexColumns(), ", "))
		return
	}
	fileAt, sumAt := slices.Index(IndexColumns(), "file"), slices.Index(IndexColumns(), "sha256")
	versionAt := slices.Index(IndexColumns(), "version_of")
	listed := map[string]bool{}
	for {
		row, err := r.Read()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			s.c.find("index-differs", name, -1, "the index cannot be read: %v", err)
			return
		}
		p := "data/evidence/" + row[fileAt]
		if s.payload.sums[p] != row[sumAt] || !strings.HasPrefix(p, itemsFolder) || listed[p] {
			s.c.find("index-differs", name, -1, "the row of %q does not go with the manifest", row[fileAt])
		}
		if want := s.versions.cell(row[sumAt]); row[versionAt] != want {
			s.c.find("index-differs", name, -1, "the row of %q says %q of the original it stands in for, and its entries say %q", row[fileAt], row[versionAt], want)
		}
		listed[strings.Clone(p)] = true
	}
	for p := range s.payload.sums {
		if strings.HasPrefix(p, itemsFolder) && !listed[p] {
			s.c.find("index-differs", name, -1, "item %q is not in the index", p)
		}
	}
}

// skipMark passes over the byte-order mark that makes spreadsheet programs read UTF-8.
func skipMark(r io.Reader) io.Reader {
	var head [3]byte
	n, _ := io.ReadFull(r, head[:])
	if n == 3 && string(head[:]) == "\ufeff" {
		return r
	}
	return io.MultiReader(strings.NewReader(string(head[:n])), r)
}
