package exhibit

import (
	"errors"
	"io"
	"io/fs"
	"maps"
	"slices"
	"strconv"
	"sync"

	"crypto/sha256"
)

// shelfFile is one file on one of the three shelves of a case.
type shelfFile struct {
	shelf, path string
	ref         Ref // of its name; zero when the name is none
}

// checkShelves reads every file held and compares what is there with what the entries say should be.
func (c *checker) checkShelves(h *held) error {
	var files []shelfFile
	have := map[string]map[Ref]bool{}
	for _, shelf := range []string{"originals", "derived", "sealed"} {
		have[shelf] = map[Ref]bool{}
		list, err := c.listShelf(shelf)
		if err != nil {
			return err
		}
		for _, f := range list {
			if f.ref.IsZero() {
				c.find("file-unexpected", f.path, -1, "no file of this name belongs on a shelf: names are ab/ and the 64 hex digits of a SHA-256 beginning with ab")
				continue
			}
			have[shelf][f.ref] = true
			files = append(files, f)
		}
	}
	var unopened struct {
		sync.Mutex
		n   int
		err error
	}
	bufs := newBuffers()
	each(c, files, func(f shelfFile) {
		buf := bufs.pool.Get().(*[]byte)
		defer bufs.pool.Put(buf)
		defer c.advance(1, 0)
		if f.shelf != "sealed" {
			c.checkPlain(f, h, *buf)
			return
		}
		if err := c.checkSealed(f, h, *buf); err != nil {
			unopened.Lock()
			defer unopened.Unlock()
			unopened.n++
			if unopened.err == nil || err.Error() < unopened.err.Error() {
				unopened.err = err
			}
		}
	})
	if unopened.n > 0 {
		c.limit("Sealed items that were checked as ciphertext only: %d; %v.", unopened.n, unopened.err)
	}
	c.checkHeld(h, have)
	c.rep.Items = int64(len(h.items))
	return nil
}

// listShelf lists a shelf. A missing shelf is an empty one: what should lie on it will be missed.
func (c *checker) listShelf(shelf string) ([]shelfFile, error) {
	dirs, err := fs.ReadDir(c.fsys, shelf)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	var out []shelfFile
	for _, d := range dirs {
		if !d.IsDir() {
			out = append(out, shelfFile{shelf: shelf, path: shelf + "/" + d.Name()})
			continue
		}
		list, err := fs.ReadDir(c.fsys, shelf+"/"+d.Name())
		if err != nil {
			return nil, err
		}
		c.expect(list)
		for _, e := range list {
			f := shelfFile{shelf: shelf, path: shelf + "/" + d.Name() + "/" + e.Name()}
			if ref, err := ParseHex(e.Name()); err == nil && e.Name()[:2] == d.Name() && e.Type().IsRegular() {
				f.ref = ref
			}
			out = append(out, f)
		}
	}
	return out, nil
}

// checkPlain checks that a file's bytes give its name.
func (c *checker) checkPlain(f shelfFile, h *held, buf []byte) {
	entry, named := int64(-1), false
	if f.shelf == "originals" {
		if it := h.items[f.ref]; it != nil {
			entry, named = it.entry, it.erased == 0
		}
	} else if n, ok := h.derived[f.ref]; ok {
		entry, named = n, true
	}
	got, _, err := c.sha256Of(f.path, buf)
	switch {
	case err != nil:
		c.find(f.code("missing"), f.path, entry, "the file cannot be read: %s", why(err))
	case got != f.ref && (named || entry >= 0):
		c.find(f.code("altered"), f.path, entry, "the bytes have the digest %s and should have %s", got.Hex(), f.ref.Hex())
	case got != f.ref:
		c.find("file-unexpected", f.path, -1, "no entry names this file, and its bytes have the digest %s, which is not its name", got.Hex())
	case !named:
		c.orphan(f, h)
	}
}

func (f shelfFile) code(what string) string {
	switch f.shelf {
	case "originals":
		return "item-" + what
	case "sealed":
		return "sealed-" + what
	}
	return "derivation-" + what
}

// orphan notes a whole file that no entry names: left by a crash before its entry was durable, adopted by the next
// arrival of the same bytes. What an entry says was destroyed must not be here.
func (c *checker) orphan(f shelfFile, h *held) {
	by := h.gone[f.ref]
	if it := h.items[f.ref]; it != nil && it.erased != 0 {
		by = it.erased
	}
	if by != 0 {
		c.find("erasure-undone", f.path, by, "entry %d says that this was destroyed, and it is still here", by)
		return
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	c.rep.Orphans = append(c.rep.Orphans, f.path)
}

var errNoOpen = errors.New("no key to open them was at hand")

// checkSealed checks a ciphertext and, when the caller can open it, the plain bytes. The error says why it could not be
// opened.
func (c *checker) checkSealed(f shelfFile, h *held, buf []byte) error {
	it := h.items[f.ref]
	if it == nil || len(it.sealed) == 0 || it.erased != 0 {
		c.orphan(f, h)
		return nil
	}
	got, _, err := c.sha256Of(f.path, buf)
	if err != nil {
		c.find("sealed-missing", f.path, it.entry, "the ciphertext cannot be read: %s", why(err))
		return nil
	}
	if _, ok := it.sealed[got]; !ok {
		want := slices.SortedFunc(maps.Keys(it.sealed), func(a, b Ref) int { return int(it.sealed[b] - it.sealed[a]) })[0]
		c.find("sealed-altered", f.path, it.sealed[want], "the ciphertext has the digest %s and should have %s", got.Hex(), want.Hex())
		return nil
	}
	if c.opt.Open == nil {
		return errNoOpen
	}
	file, err := c.open(f.path)
	if err != nil {
		return err
	}
	defer file.Close()
	plain, err := c.opt.Open(f.ref, file)
	if err != nil {
		return err
	}
	digest := sha256.New()
	if _, err := io.CopyBuffer(digest, struct{ io.Reader }{plain}, buf); err != nil {
		return err
	}
	if r := Ref(digest.Sum(nil)); r != f.ref {
		c.find("sealed-altered", f.path, it.entry, "the bytes under the seal have the digest %s and should have %s", r.Hex(), f.ref.Hex())
	}
	return nil
}

// checkHeld names what should be held and is not.
func (c *checker) checkHeld(h *held, have map[string]map[Ref]bool) {
	for r, it := range h.items {
		open, sealed := have["originals"][r], have["sealed"][r]
		switch {
		case it.erased != 0:
			continue
		case sealed && len(it.sealed) > 0:
			if open && it.closed {
				c.limit("%s is restricted and still lies there unsealed.", shelfPath("originals", r))
			}
		case !open && len(it.sealed) > 0:
			c.find("sealed-missing", shelfPath("sealed", r), it.entry, "the restricted item received with entry %d is held neither sealed nor open", it.entry)
		case !open:
			c.find("item-missing", shelfPath("originals", r), it.entry, "the item received with entry %s is not held", strconv.FormatInt(it.entry, 10))
		}
	}
	for r, n := range h.derived {
		if !have["derived"][r] && !have["originals"][r] {
			if it := h.items[r]; it != nil && (it.erased != 0 || have["sealed"][r]) {
				continue
			}
			c.find("derivation-missing", shelfPath("derived", r), n, "the derivation that entry %d brought into being is not held", n)
		}
	}
}
