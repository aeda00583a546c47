package claim

import (
	"io/fs"

	"exhibit/internal/lang"
	"exhibit/internal/place"
)

// Version names the rules of this reader; it is part of every Basis.
const Version = "claim-rules/1"

// Gazetteer finds places by a name exactly as it stands in a text, best known first; nothing for a name it does not
// know. *place.Gazetteer satisfies it. It must be safe for concurrent use.
type Gazetteer interface {
	Lookup(name string) []place.Place
}

// Config says what a Reader reads with.
type Config struct {
	Gazetteer Gazetteer // nil: no place is recognised
	Lexicons  fs.FS     // holds lexicon/<language>/*.tsv; nil: the ones that come with the program
}

// Reader reads claims. It is safe for concurrent use.
type Reader struct {
	places   Gazetteer
	lexicons fs.FS
}

// New makes a Reader.
func New(cfg Config) (*Reader, error) {
	return &Reader{places: cfg.Gazetteer, lexicons: cfg.Lexicons}, nil
}

// Read returns what the document asserts. It is pure and deterministic.
func (r *Reader) Read(d Doc) Result {
	tokens := lang.Tokenize(d.Text)
	return Result{Lang: lang.Detect(tokens)}
}
