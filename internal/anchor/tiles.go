package anchor

import (
	"bytes"
	"errors"
	"fmt"
	"io/fs"
	"path/filepath"
	"slices"
	"strconv"
	"strings"

	"golang.org/x/mod/sumdb/tlog"

	"exhibit"
)

// stage compares every tile that is there, writes every one that is not under a temporary name, and checks that all of
// them together give the checkpoint. Nothing has its name yet.
func (p *publication) stage(cp exhibit.Checkpoint) error {
	edge := edge{}
	for _, t := range exhibit.NewTiles(0, cp.Size) {
		if err := p.ctx.Err(); err != nil {
			return err
		}
		data, err := p.tile(t)
		if err != nil {
			return err
		}
		edge.add(t, data)
		held, err := p.read(exhibit.TilePath(t), int64(len(data)))
		switch {
		case errors.Is(err, fs.ErrNotExist):
			if err := p.write(t, data); err != nil {
				return fmt.Errorf("publishing in %q: %w", p.dir, err)
			}
		case err != nil:
			return err
		case !bytes.Equal(held, data):
			return fmt.Errorf("%s in %q is not what the ledger gives: it was altered there; remove that file and publish again", exhibit.TilePath(t), p.dir)
		}
	}
	root, err := tlog.TreeHash(cp.Size, edge)
	if err != nil {
		return fmt.Errorf("publishing %d entries: %w", cp.Size, err)
	}
	if root != cp.Root {
		return fmt.Errorf("the ledger's hashes do not give its checkpoint of %d entries; nothing was published; run verify on the case", cp.Size)
	}
	return nil
}

// tile returns the hashes of a tile and checks that a full one gives the hash above it, so that one damaged hash of the
// ledger is not published.
func (p *publication) tile(t tlog.Tile) ([]byte, error) {
	data, err := tlog.ReadTileData(t, p.hashes)
	if err != nil {
		return nil, fmt.Errorf("reading the ledger's hashes: %w", err)
	}
	if t.W < 1<<exhibit.TileHeight {
		return data, nil
	}
	above, err := p.hashes.ReadHashes([]int64{tlog.StoredHashIndex(exhibit.TileHeight*(t.L+1), t.N)})
	if err != nil {
		return nil, fmt.Errorf("reading the ledger's hashes: %w", err)
	}
	top := exhibit.TileHeight*(t.L+1) - 1
	left, err := tlog.HashFromTile(t, data, tlog.StoredHashIndex(top, 2*t.N))
	if err != nil {
		return nil, fmt.Errorf("reading the ledger's hashes: %w", err)
	}
	right, err := tlog.HashFromTile(t, data, tlog.StoredHashIndex(top, 2*t.N+1))
	if err != nil {
		return nil, fmt.Errorf("reading the ledger's hashes: %w", err)
	}
	if tlog.NodeHash(left, right) != above[0] {
		return nil, fmt.Errorf("a hash of the ledger at or below %s is damaged; nothing was published; run verify on the case", exhibit.TilePath(t))
	}
	return data, nil
}

// edge is the last tile of each level: the root follows from these alone.
type edge map[int]struct {
	tile tlog.Tile
	data []byte
}

func (e edge) add(t tlog.Tile, data []byte) {
	e[t.L] = struct {
		tile tlog.Tile
		data []byte
	}{t, data}
}

// ReadHashes implements tlog.HashReader.
func (e edge) ReadHashes(indexes []int64) ([]tlog.Hash, error) {
	out := make([]tlog.Hash, len(indexes))
	for i, x := range indexes {
		level, _ := tlog.SplitStoredHashIndex(x)
		last, ok := e[level/exhibit.TileHeight]
		if !ok {
			return nil, fmt.Errorf("no tile has hash %d", x)
		}
		var err error
		if out[i], err = tlog.HashFromTile(last.tile, last.data, x); err != nil {
			return nil, fmt.Errorf("reading the last tile of a level: %w", err)
		}
	}
	return out, nil
}

// write stages a tile.
func (p *publication) write(t tlog.Tile, data []byte) error {
	if err := p.mkdir(p.tmpDir()); err != nil {
		return err
	}
	tmp := filepath.Join(p.tmpDir(), strconv.Itoa(len(p.staged)))
	f, err := p.files.Create(tmp)
	if err != nil {
		return err
	}
	p.staged = append(p.staged, staged{tmp, filepath.Join(p.dir, filepath.FromSlash(exhibit.TilePath(t)))})
	_, err = f.Write(data)
	if e := f.Close(); err == nil {
		err = e
	}
	return err
}

// mkdir makes a folder below dir, and those above it.
func (p *publication) mkdir(path string) error {
	if path == p.dir || p.made[path] {
		return nil
	}
	above := filepath.Dir(path)
	if err := p.mkdir(above); err != nil {
		return err
	}
	if err := p.files.Mkdir(path); err != nil {
		return err
	}
	p.made[path] = true
	p.touched[above] = true
	return nil
}

// oneByOne is the number of tiles up to which each is synced by itself; beyond, the file system is asked once.
const oneByOne = 8

// commit makes the bytes of the staged tiles durable, gives them their names and makes these durable.
func (p *publication) commit() error {
	if len(p.staged) == 0 {
		return nil
	}
	all, err := p.syncBytes()
	if err != nil {
		return err
	}
	for _, s := range p.staged {
		folder := filepath.Dir(s.path)
		if err := p.mkdir(folder); err != nil {
			return err
		}
		if err := p.files.Rename(s.tmp, s.path); err != nil {
			return err
		}
		p.touched[folder] = true
	}
	if all {
		return p.files.SyncAll(p.dir)
	}
	var folders []string
	for f := range p.touched {
		folders = append(folders, f)
	}
	slices.Sort(folders)
	for _, f := range folders {
		if err := p.files.SyncDir(f); err != nil {
			return err
		}
	}
	return nil
}

// syncBytes makes the bytes of the staged tiles durable and reports whether it did so by asking the file system once.
func (p *publication) syncBytes() (all bool, err error) {
	if len(p.staged) > oneByOne {
		if err := p.files.SyncAll(p.dir); !errors.Is(err, errors.ErrUnsupported) {
			return true, err
		}
	}
	for _, s := range p.staged {
		if err := p.files.Sync(s.tmp); err != nil {
			return false, err
		}
	}
	return false, nil
}

// clear removes temporary files: those of this run, and those that one left which did not come to its end.
func (p *publication) clear() error {
	entries, err := p.files.ReadDir(p.dir)
	if err != nil {
		return fmt.Errorf("looking into the folder to publish in: %w", err)
	}
	for _, e := range entries {
		if !strings.HasPrefix(e.Name(), tmpPrefix) {
			continue
		}
		folder := filepath.Join(p.dir, e.Name())
		left, err := p.files.ReadDir(folder)
		for _, f := range left {
			if err == nil {
				err = p.files.Remove(filepath.Join(folder, f.Name()))
			}
		}
		if err == nil {
			err = p.files.Remove(folder)
		}
		if err != nil {
			return fmt.Errorf("removing temporary files: %w", err)
		}
		delete(p.made, folder)
	}
	return nil
}
