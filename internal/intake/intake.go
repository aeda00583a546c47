package intake

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"time"
)

// Arrival is one thing that arrived.
type Arrival struct {
	Report string // where it was, as a report name (see the package's documentation)
	Path   string // path as found on disk; "" for what came out of another thing
	Parent string // Report of the thing it came out of; "" for none
	Name   string // its own name as found, undecoded: the last part of the path, the member's name, the attachment's file name

	Size      int64     // bytes as stated by the file system or the archive; -1 where nothing states it
	ModTime   time.Time // as found; zero where nothing states it
	BirthTime time.Time // as found; zero where nothing states it
	Mode      fs.FileMode
	Depth     int // 0 for files on disk, 1 for what came out of them …

	// Open gives the bytes. It may be called again; for a member of a TAR or a compressed file that costs a second
	// pass over the archive. Every error of Open and of the reader is a *Refusal, or the context's error.
	Open func() (io.ReadCloser, error)

	check func() error
}

// Check says whether the thing stayed the same while it was read. A sink calls it once, after the reader gave io.EOF and was closed,
// and before it counts the thing as received. The error is a *Refusal with code Changed.
func (a Arrival) Check() error {
	if a.check == nil {
		return nil
	}
	return a.check()
}

// Received is what a sink says of a thing it has taken.
type Received struct {
	Head      []byte // the first bytes, 4 to 8 KiB; nil: do not look for children
	MediaType string // as far as the sink knows; intake goes by the bytes and the name
	New       bool   // false: the same bytes were here before

	// Expanded says that these very bytes were opened before, to the end (an outcome Expanded was recorded for them). Walk then does not open them
	// again and records an outcome SameAsBefore that names ExpandedAs, so that the children are found under their first parent.
	// A sink that wants one more receipt for every child leaves it false: that is always complete, and the only right answer
	// when an earlier expansion may have been cut short.
	Expanded   bool
	ExpandedAs string // report under which they were expanded

	// Open opens the preserved bytes. Children are read from these, never from the file on disk, which may have changed since.
	// If the value is an io.ReaderAt too, that is used. nil: the thing cannot be opened, which is recorded if it holds others.
	Open func() (io.ReadSeekCloser, int64, error)
}

// Outcome is what became of a thing that could not be taken, or a remark on one that was.
type Outcome struct {
	Report    string
	Parent    string
	Code      string
	Reason    string // one sentence, and what to do next
	Preserved bool   // true: a remark; the thing itself arrived and is preserved
}

// The codes of outcomes. Those of the first group mean that the thing was not taken; those of the second are remarks on a thing
// that was; those of the third are the one or the other, as Outcome.Preserved says.
const (
	Unreadable      = "unreadable"       // permission, disk error
	SymlinkOutside  = "symlink-outside"  // leads out of the folder given
	Symlink         = "symlink"          // leads to something that is taken under its own path
	SymlinkDangling = "symlink-dangling" // leads nowhere, or in a circle
	Link            = "link"             // a member that is a link: it has no bytes of its own
	SpecialFile     = "special-file"     // device, socket, pipe
	Excluded        = "excluded"         // the case's own folder
	Encrypted       = "encrypted"        // a member under a password
	Unsupported     = "unsupported"      // a member packed by a method that is not known here

	Expanded      = "expanded"       // its members were gone through to the end
	SameAsBefore  = "same-as-before" // its members are recorded under an earlier parent
	UnsafePath    = "unsafe-path"    // a member's name leads outside, or is no file name
	DuplicateName = "duplicate-name" // a second member under one name
	TooDeep       = "too-deep"       // holds others, but is nested too deep
	TooMany       = "too-many"       // has more members than are taken
	TooLarge      = "too-large"      // a mail too large to be taken apart
	NotOpened     = "not-opened"     // holds others, but the sink does not open it
	NoReader      = "no-reader"      // an archive or mailbox of a kind that is not opened here
	Document      = "document"       // named .zip, but a document by its bytes
	BadMail       = "bad-mail"       // a mail, or a part of it, that is damaged

	Vanished   = "vanished"    // gone before it was read; preserved: gone after it was read whole
	Changed    = "changed"     // other bytes while it was read; preserved: replaced after it was read whole
	Bomb       = "bomb"        // unpacks to more than the limits allow
	BadArchive = "bad-archive" // damaged, or breaks off
)

// Refusal is an outcome on its way to the sink, as an error.
type Refusal struct {
	Outcome
	Err error // what lies beneath; may be nil
}

func (r *Refusal) Error() string { return fmt.Sprintf("%s: %s", r.Report, r.Reason) }
func (r *Refusal) Unwrap() error { return r.Err }

// Sink takes what arrives. Walk calls it from one goroutine, one call after another: a parent first, then its children, depth first.
type Sink interface {
	// Arrived preserves the bytes of a; all reading is over when it returns, while making them durable may follow in groups. If Open, reading or Check gives a *Refusal, the sink throws away what it has of the thing and
	// returns that error (wrapped or not): Walk tells it to Outcome and goes on. Any other error ends the walk.
	Arrived(ctx context.Context, a Arrival) (Received, error)

	// Outcome records what became of a thing, or a remark on it. Remarks follow the Arrived of their thing. An error ends the walk.
	Outcome(ctx context.Context, o Outcome) error
}

// Config says how to walk. The zero Config is the default.
type Config struct {
	Limits Limits
	Except []string // folders that are not entered (the case itself); recorded as Excluded

	// Progress is called after every thing and every few megabytes. It must be quick.
	Progress func(Progress)
}

// Progress is how far a walk has come.
type Progress struct {
	Things int    // things met: arrived or refused
	Files  int    // of these, files on disk
	Bytes  int64  // bytes of files on disk read so far
	Report string // the thing being read
}

// Limits bound what one thing may unpack to. A zero field stands for the default.
type Limits struct {
	Depth    int   // nesting of archives and mails; a container at this depth is preserved and not opened. Default 8
	Members  int   // members taken from one container. Default 200,000
	Expanded int64 // bytes that all that comes out of one file on disk may have together. Default 64 GiB
	Ratio    int64 // expanded bytes per packed byte, of a member and of all that comes out of one file. Default 200
	Free     int64 // bytes a member may have before Ratio counts; sixteen times this for all members together. Default 64 MiB
	Mail     int64 // size of a mail that is taken apart (its parts are held in memory). Default 128 MiB
}

func (l Limits) withDefaults() Limits {
	set := func(v *int64, d int64) {
		if *v == 0 {
			*v = d
		}
	}
	if l.Depth == 0 {
		l.Depth = 8
	}
	if l.Members == 0 {
		l.Members = 200_000
	}
	set(&l.Expanded, 64<<30)
	set(&l.Ratio, 200)
	set(&l.Free, 64<<20)
	set(&l.Mail, 128<<20)
	return l
}

// asRefusal finds the refusal in err.
func asRefusal(err error) (*Refusal, bool) {
	var r *Refusal
	ok := errors.As(err, &r)
	return r, ok
}
