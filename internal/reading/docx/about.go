package docx

import (
	"encoding/xml"
	"path"
	"slices"
	"strings"
	"time"

	"exhibit/internal/reading/text"
)

// relation is one line of a .rels part: what a part refers to.
type relation struct{ Type, Target, Mode string }

func (d *document) relations(name string) ([]relation, error) {
	var out []relation
	err := d.tokens(name, func(tok xml.Token) {
		if t, ok := tok.(xml.StartElement); ok && t.Name.Local == "Relationship" && len(out) < maxEntries {
			out = append(out, relation{attr(t, "Type"), attr(t, "Target"), attr(t, "TargetMode")})
		}
	})
	return out, err
}

// properties reads what the document says of itself.
func (d *document) properties() error {
	t := d.b.About()
	var field string
	var value strings.Builder
	return d.tokens("docProps/core.xml", func(tok xml.Token) {
		switch x := tok.(type) {
		case xml.StartElement:
			field = x.Name.Local
			value.Reset()
		case xml.CharData:
			if value.Len() < 10_000 {
				value.Write(x)
			}
		case xml.EndElement:
			if x.Name.Local != field {
				return
			}
			v := text.OneLine(value.String())
			switch field {
			case "title":
				t.Title = v
			case "creator":
				t.Author = v
			case "language":
				if l, _, _ := strings.Cut(v, "-"); len(l) == 2 {
					t.Lang = strings.ToLower(l)
				}
			case "created":
				if at, err := time.Parse(time.RFC3339, v); err == nil && at.Year() > 1985 && at.Year() < 2200 {
					day := at.Format(time.DateOnly)
					t.PublishedMin, t.PublishedMax, t.PublishedBasis = day, day, "docx dcterms:created (made, not necessarily published)"
				}
			}
			field = ""
		}
	})
}

// surroundings notes and flags what the document holds besides words.
func (d *document) surroundings(folder string) error {
	t := d.b.About()
	embedded, comments := 0, false
	var rels []string
	for name := range d.files {
		low := strings.ToLower(name)
		switch {
		case strings.HasSuffix(low, ".rels"):
			rels = append(rels, name)
		case strings.HasSuffix(low, "vbaproject.bin") || strings.Contains(low, "/activex/"):
			t.Flag(text.ActiveContent)
		case strings.Contains(low, "/embeddings/"):
			embedded++
		case name == path.Join(folder, "comments.xml"):
			comments = true
		}
	}
	slices.Sort(rels)
	for _, name := range rels {
		list, err := d.relations(name)
		if err != nil {
			return err
		}
		for _, r := range list {
			if r.Mode == "External" && !strings.HasSuffix(r.Type, "/hyperlink") {
				t.Flag(text.ActiveContent)
			}
		}
	}
	if d.seen.dde {
		t.Flag(text.ActiveContent)
	}
	if d.seen.deleted || d.seen.inserted {
		t.Note("the document has tracked changes; the text is as if all were accepted")
	}
	if d.seen.hidden {
		t.Note("the document has words that are formatted as hidden; they are in the text")
	}
	if comments {
		t.Note("the document has comments, which are not in the text")
	}
	if embedded > 0 {
		t.Note("the document has %d embedded files, which are not in the text", embedded)
	}
	return nil
}
