package docx

import (
	"archive/zip"
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"path"
	"slices"
	"strings"
	"sync"

	"exhibit/internal/reading/text"
)

// Version changes whenever the same bytes could give another text.
const Version = "docx/2"

const (
	maxEntries  = 10_000
	maxUnpacked = 64 << 20 // of one entry that is read
	maxToken    = 8 << 20  // of one XML element with its attributes, or stretch of words
	maxNested   = 1000     // XML elements in each other
	maxParts    = 40       // page headers and footers read
)

// Reader reads documents. Limit bounds the bytes of an original, pictures included.
type Reader struct{ Limit int64 }

func (Reader) Name() string    { return "docx" }
func (Reader) Version() string { return Version }

// Read gives the text of in. Only the entries with words are unpacked; the file is never in memory whole.
func (r Reader) Read(ctx context.Context, in text.Input) (*text.Text, error) {
	f, err := in.Open()
	if err != nil {
		return nil, fmt.Errorf("opening %q: %w", in.Name, err)
	}
	defer f.Close()
	size, err := f.Seek(0, io.SeekEnd)
	if err != nil {
		return nil, fmt.Errorf("reading %q: %w", in.Name, err)
	}
	if size > r.Limit {
		return nil, text.Fail(text.TooLarge, "the document has %d bytes, more than the %d this reader takes; take out its pictures and add the result as a copy", size, r.Limit)
	}
	return Parse(ctx, &seeker{f: f}, size)
}

// seeker reads at a place by going there first.
type seeker struct {
	mu sync.Mutex
	f  io.ReadSeeker
}

func (s *seeker) ReadAt(b []byte, at int64) (int, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if _, err := s.f.Seek(at, io.SeekStart); err != nil {
		return 0, err
	}
	n, err := io.ReadFull(s.f, b)
	if errors.Is(err, io.ErrUnexpectedEOF) {
		err = io.EOF
	}
	return n, err
}

// Parse gives the text of a document.
func Parse(ctx context.Context, r io.ReaderAt, size int64) (*text.Text, error) {
	if size == 0 {
		return nil, text.Fail(text.Empty, "the file has no bytes; ask the source for it again")
	}
	if err := sound(r, size); err != nil {
		return nil, err
	}
	z, err := zip.NewReader(r, size)
	if err != nil && !errors.Is(err, zip.ErrInsecurePath) { // names are only compared here, never written to
		return nil, text.Fail(text.Malformed, "the document's ZIP directory is damaged; open it in a word processor, let it repair the document and add the result as a copy")
	}
	if len(z.File) > maxEntries {
		return nil, tooMany()
	}
	d := document{ctx: ctx, files: map[string]*zip.File{}}
	for _, f := range z.File {
		name := path.Clean(strings.TrimPrefix(strings.ReplaceAll(f.Name, "\\", "/"), "/"))
		if _, twice := d.files[name]; twice {
			return nil, text.Fail(text.Malformed, "the document holds %q twice, so that two programs may show two texts; ask the source how it was made", name)
		}
		d.files[name] = f
	}
	return d.read()
}

func tooMany() error {
	return text.Fail(text.TooLarge, "the document has more than %d entries, which no word processor makes; find out what it is before opening it", maxEntries)
}

// sound looks at both ends of the file before its directory is read into memory.
func sound(r io.ReaderAt, size int64) error {
	head := make([]byte, 8)
	n, _ := r.ReadAt(head, 0)
	if bytes.HasPrefix(head[:n], []byte("\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1")) {
		return text.Fail(text.Encrypted, "the document is protected by a password, or is an old .doc under a new name; ask the source for an open copy in .docx and add that as well")
	}
	if !bytes.HasPrefix(head[:n], []byte("PK")) {
		return text.Fail(text.Malformed, "the file is not a word processor's document; find out what it is and add it under its own name")
	}
	tail := make([]byte, min(size, 66<<10))
	n, _ = r.ReadAt(tail, size-int64(len(tail)))
	i := bytes.LastIndex(tail[:n], []byte("PK\x05\x06"))
	if i < 0 || i+22 > n {
		return text.Fail(text.Truncated, "the end of the document is missing; ask the source for the whole file")
	}
	if entries := int(tail[i+10]) | int(tail[i+11])<<8; entries > maxEntries {
		return tooMany()
	}
	return nil
}

// document is one being read.
type document struct {
	ctx   context.Context
	files map[string]*zip.File
	b     text.Builder
	row   int
	para  int
	seen  observed
}

// observed is what there was besides words.
type observed struct{ deleted, inserted, hidden, dde bool }

func (d *document) read() (*text.Text, error) {
	main, err := d.mainPart()
	if err != nil {
		return nil, err
	}
	folder := path.Dir(main)
	if err := d.properties(); err != nil {
		return nil, err
	}
	if err := d.repeated(folder, "header", "page-header"); err != nil {
		return nil, err
	}
	if err := d.story(main, ""); err != nil {
		return nil, err
	}
	for _, notes := range []string{"footnotes.xml", "endnotes.xml"} {
		if err := d.story(path.Join(folder, notes), "footnote"); err != nil {
			return nil, err
		}
	}
	if err := d.repeated(folder, "footer", "page-footer"); err != nil {
		return nil, err
	}
	if err := d.surroundings(folder); err != nil {
		return nil, err
	}
	if d.b.Len() == 0 {
		return nil, text.Fail(text.Empty, "the document has no words, only pictures or nothing; record what it shows as an observation")
	}
	return d.b.Text(), nil
}

// mainPart is the document part that the package's relations name.
func (d *document) mainPart() (string, error) {
	rels, err := d.relations("_rels/.rels")
	if err != nil {
		return "", err
	}
	for _, r := range rels {
		if strings.HasSuffix(r.Type, "/officeDocument") && r.Mode != "External" {
			if name := path.Clean(strings.TrimPrefix(r.Target, "/")); d.files[name] != nil {
				return name, nil
			}
		}
	}
	if d.files["word/document.xml"] != nil {
		return "word/document.xml", nil
	}
	return "", text.Fail(text.Malformed, "the document has no text part; open it in a word processor and save it anew")
}

// repeated reads page headers or footers. Documents keep the same one several times, for first and even pages; each
// wording is written once.
func (d *document) repeated(folder, prefix, kind string) error {
	var names []string
	for name := range d.files {
		if strings.HasPrefix(name, folder+"/"+prefix) && strings.HasSuffix(name, ".xml") && path.Dir(name) == folder {
			names = append(names, name)
		}
	}
	slices.SortFunc(names, func(a, b string) int { // header2 before header10
		if len(a) != len(b) {
			return len(a) - len(b)
		}
		return strings.Compare(a, b)
	})
	if len(names) > maxParts {
		d.b.About().Note("only the first %d of %d page %ss are read", maxParts, len(names), prefix)
		names = names[:maxParts]
	}
	said := map[string]bool{}
	for _, name := range names {
		err := d.words(name, func(p paragraph) {
			if w := strings.TrimSpace(p.words()); w != "" && !said[w] {
				said[w] = true
				d.b.Add(text.Part{Kind: kind}, w)
			}
		})
		if err != nil {
			return err
		}
	}
	return nil
}

// story writes the paragraphs and rows of one part; a missing part has none.
func (d *document) story(name, kind string) error {
	table := 0 // table of the row before
	return d.words(name, func(p paragraph) {
		switch {
		case kind != "":
			d.b.Add(text.Part{Kind: kind, N: p.note}, p.words())
		case len(p.cells) > 1:
			d.writeRow(p, p.table == table)
			table = p.table
			return
		case p.kind == "":
			if d.b.Add(text.Part{Kind: "paragraph", N: d.para + 1}, p.words()) {
				d.para++
			}
		default:
			d.b.Add(text.Part{Kind: p.kind}, p.words())
			if t := d.b.About(); p.kind == "title" && t.Title == "" {
				t.Title = text.OneLine(p.words())
			}
		}
		table = 0
	})
}

// writeRow writes the cells with tabs between them, each a part, and the row as a part over them.
func (d *document) writeRow(p paragraph, follows bool) {
	sep := text.Gap
	if follows {
		sep = "\n"
	}
	d.row++
	start, tabs := -1, 0
	for i, c := range p.cells {
		if strings.TrimSpace(c) != "" {
			cell, between := text.Part{Kind: "cell", N: i + 1, Label: fmt.Sprintf("row %d", d.row)}, strings.Repeat("\t", tabs)
			if start >= 0 {
				d.b.AddAfter(between, "", cell, c)
			} else if d.b.AddAfter(sep, between, cell, c) {
				start = d.b.Last().Start
			}
			tabs = 0
		}
		tabs++
	}
	if start >= 0 {
		d.b.Mark(text.Part{Kind: "row", N: d.row}, start)
	}
}
