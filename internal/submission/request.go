package submission

import (
	"context"
	"io"

	"golang.org/x/mod/sumdb/tlog"

	"exhibit"
	"exhibit/internal/store"
)

// Ledger is what a package needs of the ledger. Calls come one at a time.
type Ledger interface {
	// Origin names the ledger.
	Origin() string
	// Lines gives fn the lines of these entries, in this order.
	Lines(ctx context.Context, numbers []int64, fn func(exhibit.EntryLine) error) error
	// Release appends a released entry with this body and returns its number. It is durable on return.
	Release(ctx context.Context, body exhibit.ReleasedBody) (int64, error)
	// Checkpoint returns the latest signed checkpoint, which covers every entry Release returned. It is kept for ever
	// from here on, because it leaves the house.
	Checkpoint(ctx context.Context) ([]byte, error)
	// Hashes reads the tree.
	Hashes(ctx context.Context) tlog.HashReader
}

// Blobs opens originals and derivations; *store.Store is one.
type Blobs interface {
	Open(shelf store.Shelf, ref exhibit.Ref) (store.ReadFile, int64, error)
}

// Request says what is handed over to whom.
type Request struct {
	Recipient string
	Purpose   string
	Program   string // "exhibit/" and its version
	Date      string // of today, 2026-01-31, as the operator states it
	Items     []Item
	Entries   []int64 // handed over beside those of the items: the case's creation, keys, erasures, anchors, decisions and assessments
	Withheld  []Withheld
	Analysis  []Analysis
	Since     []int64 // sizes of earlier checkpoints that left the house: the package proves that it continues them
	MD5       bool    // write manifest-md5.txt too, for the receiver's tools
}

// Item is one original that is handed over.
type Item struct {
	Ref           exhibit.Ref
	Entry         int64   // by which it was first received
	Entries       []int64 // all that concern it
	Name          string  // as it was added; the file's name comes from its last part
	Type          string  // of evidence: report, photograph, video …
	MediaType     string
	Title         string
	Date          string // ISO 8601, as far as it is known
	Source        string // identity of the source, or the code that stands for it
	Relevance     string // why it is handed over
	MD5, SHA1     string
	Custody       string // summary of the chain of custody
	ActiveContent bool
	Graphic       string        // yes, no, or empty: nobody stated it
	VersionOf     []exhibit.Ref // commitments to the restricted originals it stands in for, in the order of their entries
	Derivations   []Derivation
}

// Derivation is something made of an item that goes with it.
type Derivation struct {
	Ref  exhibit.Ref
	Name string // text.txt
}

// Withheld is one row of the schedule of what was left out.
type Withheld struct {
	Category  string
	Reference string // of the item, when it may be named
	Item      *int64 // entry by which it was received, when one item is meant
	Count     int64  // when things are left out together
	Reason    string
	Entry     *int64 // of the decision
}

// Analysis is one file of the sender's reading of the evidence.
type Analysis struct {
	Name  string // below data/analysis/
	Write func(io.Writer) error
}

// Result says what was written.
type Result struct {
	Entry    int64       // released
	Manifest exhibit.Ref // digest of manifest-sha256.txt
	Items    int
	Files    int
	Bytes    int64 // of the payload
}
