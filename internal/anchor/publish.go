package anchor

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strconv"
	"strings"

	"golang.org/x/mod/sumdb/tlog"

	"exhibit"
	"exhibit/internal/store"
)

// Public are the files of a folder that others may read: a published ledger is for everyone, and a web server runs
// under an account of its own. In all else it is the disk.
type Public struct{ store.Disk }

// Create makes a new file that everyone may read.
func (Public) Create(name string) (store.File, error) {
	return os.OpenFile(name, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o444)
}

// Mkdir makes a folder that everyone may enter.
func (d Public) Mkdir(name string) error {
	if err := os.Mkdir(name, 0o755); errors.Is(err, fs.ErrExist) {
		return d.Disk.Mkdir(name)
	} else {
		return err
	}
}

const checkpointName = "checkpoint"

// Publish writes the first size hashes of a ledger into the folder dir, in the layout of C2SP tlog-tiles: checkpoint and
// tile/<L>/<N>, no entries. It makes dir when it is not there; its parent must be. checkpoint is the signed checkpoint
// of that size, which the hashes must give; whose signature it bears is for the caller to know. It returns the number of
// files that were written: tiles that are there already are compared and not written again.
//
// It refuses, and leaves everything as it was, when dir holds something else, another ledger, a longer one, or one that
// this ledger does not continue.
func Publish(ctx context.Context, files store.Files, hashes tlog.HashReader, size int64, checkpoint []byte, dir string) (written int, err error) {
	cp, err := readCheckpoint(checkpoint)
	if err != nil {
		return 0, fmt.Errorf("publishing: %w", err)
	}
	if cp.Size != size {
		return 0, fmt.Errorf("publishing %d entries: the checkpoint is of %d; nothing was written", size, cp.Size)
	}
	p := &publication{ctx: ctx, files: files, hashes: hashes, dir: dir, made: map[string]bool{}, touched: map[string]bool{}}
	same, err := p.open(cp, checkpoint)
	if err != nil {
		return 0, err
	}
	defer p.clear()
	if err := p.stage(cp); err != nil {
		return 0, err
	}
	if err := p.commit(); err != nil {
		return 0, fmt.Errorf("publishing in %q: %w; publish again", dir, err)
	}
	if same {
		return len(p.staged), nil
	}
	if err := store.WriteFile(files, dir, checkpointName, checkpoint); err != nil {
		return len(p.staged), fmt.Errorf("publishing in %q: %w; publish again", dir, err)
	}
	return len(p.staged) + 1, nil
}

// readCheckpoint reads a signed checkpoint without judging who signed it.
func readCheckpoint(signed []byte) (exhibit.Checkpoint, error) {
	text, _, ok := strings.Cut(string(signed), "\n\n")
	if !ok {
		return exhibit.Checkpoint{}, errors.New("the checkpoint bears no signature")
	}
	return exhibit.ParseCheckpoint(text + "\n")
}

// publication is one run of Publish.
type publication struct {
	ctx     context.Context
	files   store.Files
	hashes  tlog.HashReader
	dir     string
	staged  []staged
	made    map[string]bool // folders that are there
	touched map[string]bool // folders whose names must become durable
}

// staged is a tile under its temporary name.
type staged struct{ tmp, path string }

// tmpPrefix begins the names of folders with temporary files. The rest is the number of the process, so that two that
// publish at once never give a name to the other's half-written file.
const tmpPrefix = ".tmp-"

func (p *publication) tmpDir() string {
	return filepath.Join(p.dir, tmpPrefix+strconv.Itoa(os.Getpid()))
}

// open looks at what the folder holds, makes it when it is not there, and reports whether it has this very checkpoint.
func (p *publication) open(cp exhibit.Checkpoint, signed []byte) (same bool, err error) {
	if _, err := p.files.Stat(p.dir); errors.Is(err, fs.ErrNotExist) {
		if err := p.files.Mkdir(p.dir); err != nil {
			return false, fmt.Errorf("making the folder to publish in: %w; make the folders above it first", err)
		}
		if err := p.files.SyncDir(filepath.Dir(p.dir)); err != nil {
			return false, fmt.Errorf("making the folder to publish in: %w", err)
		}
	}
	entries, err := p.files.ReadDir(p.dir)
	if err != nil {
		return false, fmt.Errorf("looking into the folder to publish in: %w", err)
	}
	for _, e := range entries {
		switch name := e.Name(); {
		case name == checkpointName, name == "tile", name == "."+checkpointName+".tmp", strings.HasPrefix(name, tmpPrefix):
		default:
			return false, fmt.Errorf("%q holds %q, which is no part of a published ledger; name an empty folder or one that was published before", p.dir, name)
		}
	}
	if same, err = p.compare(cp, signed); err != nil {
		return false, err
	}
	return same, p.clear()
}

// maxCheckpoint is more than a checkpoint with the signatures of many witnesses has.
const maxCheckpoint = 1 << 20

// compare holds the checkpoint that is already published against the new one.
func (p *publication) compare(cp exhibit.Checkpoint, signed []byte) (same bool, err error) {
	b, err := p.read(checkpointName, maxCheckpoint)
	if errors.Is(err, fs.ErrNotExist) {
		return false, nil
	}
	if err != nil {
		return false, err
	}
	old, err := readCheckpoint(b)
	if err != nil {
		return false, fmt.Errorf("the checkpoint in %q cannot be read: %w; name an empty folder", p.dir, err)
	}
	if old.Origin != cp.Origin {
		return false, fmt.Errorf("%q holds another ledger, %q, and this one is %q; name another folder", p.dir, old.Origin, cp.Origin)
	}
	if old.Size > cp.Size {
		return false, fmt.Errorf("%q holds %d entries of this ledger, and only %d were to be published: either a later version was published already, or the end of the ledger was cut off here; run verify on the case with --since %s", p.dir, old.Size, cp.Size, filepath.Join(p.dir, checkpointName))
	}
	root, err := tlog.TreeHash(old.Size, p.hashes)
	if err != nil {
		return false, fmt.Errorf("reading the ledger's hashes: %w", err)
	}
	if root != old.Root {
		return false, fmt.Errorf("%q holds a ledger of the same name that this one does not continue: its first %d entries are others; nothing was written; keep both and run verify on the case", p.dir, old.Size)
	}
	return bytes.Equal(b, signed), nil
}

// read returns a file of the folder, of at most limit bytes. The error wraps fs.ErrNotExist when there is none.
func (p *publication) read(name string, limit int64) ([]byte, error) {
	path := filepath.Join(p.dir, filepath.FromSlash(name))
	fi, err := p.files.Stat(path)
	if err != nil {
		return nil, fmt.Errorf("reading what is published: %w", err)
	}
	if !fi.Mode().IsRegular() || fi.Size() > limit {
		return nil, fmt.Errorf("%q is not a file that was published by this program; name another folder", path)
	}
	f, err := p.files.Open(path)
	if err != nil {
		return nil, fmt.Errorf("reading what is published: %w", err)
	}
	defer f.Close()
	b, err := io.ReadAll(io.LimitReader(f, limit+1))
	if err != nil {
		return nil, fmt.Errorf("reading what is published: %w", err)
	}
	return b, nil
}
