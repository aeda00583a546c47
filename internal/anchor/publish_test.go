package anchor

import (
	"bytes"
	"context"
	"encoding/binary"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"golang.org/x/mod/sumdb/tlog"
	"pgregory.net/rapid"

	"exhibit"
	"exhibit/internal/store"
)

const origin = "exhibit.example/case"

// log is a ledger's hashes, kept as the ledger keeps them.
type log struct{ stored []tlog.Hash }

func newLog(t testing.TB, n int, salt string) *log {
	l := &log{}
	for i := range n {
		h, err := tlog.StoredHashes(int64(i), binary.BigEndian.AppendUint64([]byte(salt), uint64(i)), l)
		if err != nil {
			t.Fatal(err)
		}
		l.stored = append(l.stored, h...)
	}
	return l
}

func (l *log) ReadHashes(indexes []int64) ([]tlog.Hash, error) {
	out := make([]tlog.Hash, len(indexes))
	for i, x := range indexes {
		if x >= int64(len(l.stored)) {
			return nil, errors.New("no such hash")
		}
		out[i] = l.stored[x]
	}
	return out, nil
}

// checkpoint signs the first size entries under a name.
func (l *log) checkpoint(t testing.TB, name string, size int) []byte {
	root, err := tlog.TreeHash(int64(size), l)
	if err != nil {
		t.Fatal(err)
	}
	b, err := exhibit.SignCheckpoint(exhibit.Checkpoint{Origin: name, Size: int64(size), Root: root}, testKey())
	if err != nil {
		t.Fatal(err)
	}
	return b
}

func (l *log) publish(t testing.TB, files store.Files, size int, dir string) (int, error) {
	return Publish(context.Background(), files, l, int64(size), l.checkpoint(t, origin, size), dir)
}

func verify(t testing.TB, dir string) *exhibit.Report {
	t.Helper()
	rep, err := exhibit.Verify(context.Background(), os.DirFS(dir), exhibit.Options{Keys: []string{exhibit.VerifierKey(origin, publicKey())}})
	if err != nil {
		t.Fatal(err)
	}
	return rep
}

// tree reads a folder: paths with slashes, and bytes.
func tree(t testing.TB, dir string) map[string]string {
	t.Helper()
	out := map[string]string{}
	fsys := os.DirFS(dir)
	err := fs.WalkDir(fsys, ".", func(p string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		b, err := fs.ReadFile(fsys, p)
		out[p] = string(b)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return out
}

// checkFromScratch checks a published folder with nothing of ours and nothing of x/mod: every path, every tile from the
// one below, and the root on the third line of the checkpoint.
func checkFromScratch(t testing.TB, dir string, size int) []hash {
	t.Helper()
	files := tree(t, dir)
	var leaves, row []hash
	for level, n := 0, size; n > 0; level, n = level+1, n/256 {
		below := row
		row = nil
		for at := 0; at < n; at += 256 {
			width := min(256, n-at)
			name := tileName(level, at/256, width)
			b, ok := files[name]
			if !ok || len(b) != 32*width {
				t.Fatalf("%s: there %v, %d bytes", name, ok, len(b))
			}
			for i := 0; i < len(b); i += 32 {
				row = append(row, hash([]byte(b[i:i+32])))
			}
		}
		if level == 0 {
			leaves = row
			continue
		}
		for i := range row {
			if row[i] != treeHash(below[i*256:(i+1)*256]) {
				t.Fatalf("hash %d of level %d is not that of the tile below", i, level)
			}
		}
	}
	lines := strings.Split(files["checkpoint"], "\n")
	if root := treeHash(leaves); len(lines) < 3 || lines[2] != tlog.Hash(root).String() {
		t.Fatalf("the leaves give the root %s, the checkpoint says %q", tlog.Hash(root), lines)
	}
	return leaves
}

func TestWhatIsPublishedPassesASecondReadingAndVerify(t *testing.T) {
	sizes := []int{1, 2, 3, 255, 256, 257, 511, 512, 70_000}
	l := newLog(t, 70_000, "a")
	for _, size := range sizes {
		dir := filepath.Join(t.TempDir(), "published")
		written, err := l.publish(t, Public{}, size, dir)
		if err != nil {
			t.Fatalf("%d entries: %v", size, err)
		}
		checkFromScratch(t, dir, size)
		if got := len(tree(t, dir)); got != written {
			t.Errorf("%d entries: %d files written, %d are there", size, written, got)
		}
		if rep := verify(t, dir); !rep.Unaltered() || rep.Kind != "ledger" || rep.Size != int64(size) || len(rep.Keys) != 1 {
			t.Errorf("%d entries: %+v", size, rep)
		}
	}
}

// Paths of more than three digits only occur beyond 256,000 entries.
func TestPathsOfLongLedgersAreThoseOfTheStandard(t *testing.T) {
	size := 256*1001 + 5
	l := newLog(t, size, "long")
	dir := t.TempDir()
	if _, err := l.publish(t, quick{}, size, dir); err != nil {
		t.Fatal(err)
	}
	checkFromScratch(t, dir, size)
	for _, name := range []string{"tile/0/999", "tile/0/x001/000", "tile/0/x001/001.p/5", "tile/1/003.p/233", "tile/2/000.p/3"} {
		if _, err := os.Stat(filepath.Join(dir, name)); err != nil {
			t.Error(err)
		}
	}
	if rep := verify(t, dir); !rep.Unaltered() {
		t.Errorf("%+v", rep.Findings)
	}
}

// Anybody who holds the tiles can make the proofs that a submission carries.
func TestProofsMadeFromPublishedTilesHold(t *testing.T) {
	l := newLog(t, 600, "p")
	dir := t.TempDir()
	if _, err := l.publish(t, Public{}, 600, dir); err != nil {
		t.Fatal(err)
	}
	leaves := checkFromScratch(t, dir, 600)
	root := treeHash(leaves)
	for _, at := range []int{0, 1, 255, 256, 511, 512, 598, 599} {
		if err := tlog.CheckRecord(asTlog(inclusion(at, leaves)), 600, root, int64(at), leaves[at]); err != nil {
			t.Errorf("inclusion of %d: %v", at, err)
		}
		ours, err := tlog.ProveRecord(600, int64(at), l)
		if err != nil || !slices.Equal(ours, asTlog(inclusion(at, leaves))) {
			t.Errorf("inclusion of %d: the tiles give another proof than the ledger", at)
		}
		if err := tlog.CheckTree(asTlog(consistency(at+1, leaves, true)), 600, root, int64(at+1), treeHash(leaves[:at+1])); err != nil {
			t.Errorf("consistency with %d: %v", at+1, err)
		}
	}
}

func TestPublishingAgainWritesOnlyWhatIsNew(t *testing.T) {
	l := newLog(t, 900, "a")
	dir := t.TempDir()
	var before map[string]os.FileInfo
	for _, step := range []struct{ size, written int }{
		{300, 4}, // tile/0/000, tile/0/001.p/44, tile/1/000.p/1, checkpoint
		{300, 0},
		{301, 2}, // tile/0/001.p/45, checkpoint
		{600, 4}, // tile/0/001, tile/0/002.p/88, tile/1/000.p/2, checkpoint
		{768, 3}, // tile/0/002, tile/1/000.p/3, checkpoint
		{900, 2},
	} {
		written, err := l.publish(t, Public{}, step.size, dir)
		if err != nil || written != step.written {
			t.Errorf("%d entries: %d files written, %v; want %d", step.size, written, err, step.written)
		}
		checkFromScratch(t, dir, step.size)
		if rep := verify(t, dir); !rep.Unaltered() {
			t.Errorf("%d entries: %+v", step.size, rep.Findings)
		}
		after := map[string]os.FileInfo{}
		for p := range tree(t, dir) {
			fi, err := os.Stat(filepath.Join(dir, p))
			if err != nil {
				t.Fatal(err)
			}
			if after[p] = fi; before[p] != nil && p != "checkpoint" && !os.SameFile(fi, before[p]) {
				t.Errorf("%d entries: %s was written again", step.size, p)
			}
		}
		before = after
	}
}

func TestAnyOrderOfSizesEndsInTheSameFolder(t *testing.T) {
	l := newLog(t, 1500, "r")
	top := t.TempDir()
	rapid.Check(t, func(r *rapid.T) {
		dir, err := os.MkdirTemp(top, "published")
		if err != nil {
			r.Fatal(err)
		}
		sizes := rapid.SliceOfN(rapid.IntRange(1, 1500), 1, 5).Draw(r, "sizes")
		largest := 0
		for _, size := range sizes {
			if _, err := l.publish(t, quick{}, size, dir); (err == nil) != (size >= largest) {
				r.Fatalf("%d after %d: %v", size, largest, err)
			}
			largest = max(largest, size)
		}
		checkFromScratch(t, dir, largest)
		if rep := verify(t, dir); !rep.Unaltered() {
			r.Fatalf("%+v", rep.Findings)
		}
	})
}

func TestPublishingIntoWhatIsNotOursIsRefusedAndChangesNothing(t *testing.T) {
	ours, others := newLog(t, 700, "a"), newLog(t, 700, "b")
	put := func(name, text string) func(t *testing.T, dir string) {
		return func(t *testing.T, dir string) {
			if err := os.MkdirAll(filepath.Dir(filepath.Join(dir, name)), 0o700); err != nil {
				t.Fatal(err)
			}
			if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o600); err != nil {
				t.Fatal(err)
			}
		}
	}
	published := func(l *log, size int) func(t *testing.T, dir string) {
		return func(t *testing.T, dir string) {
			if _, err := l.publish(t, quick{}, size, dir); err != nil {
				t.Fatal(err)
			}
		}
	}
	for name, row := range map[string]struct {
		before func(t *testing.T, dir string)
		want   string
	}{
		"another ledger": {func(t *testing.T, dir string) {
			if _, err := Publish(t.Context(), quick{}, others, 300, others.checkpoint(t, "exhibit.example/other", 300), dir); err != nil {
				t.Fatal(err)
			}
		}, "another ledger"},
		"a ledger of the same name":         {published(others, 300), "does not continue"},
		"another of the same name and size": {published(others, 600), "does not continue"},
		"a longer one":                      {published(ours, 700), "the end of the ledger was cut off"},
		"something else":                    {put("holiday.jpg", "x"), "no part of a published ledger"},
		"a case":                            {put("originals/ab/x", "x"), "no part of a published ledger"},
		"a checkpoint that is none":         {put("checkpoint", "hello"), "no signature"},
		"a checkpoint without its lines":    {put("checkpoint", "hello\n\nworld"), "cannot be read"},
		"a checkpoint that is a folder":     {put("checkpoint/x", ""), "is not a file"},
		"a checkpoint without an end":       {put("checkpoint", strings.Repeat("a", 2<<20)), "is not a file"},
		"a tile that is another":            {put("tile/0/000", strings.Repeat("x", 8192)), "tile/0/000"},
		"a tile that is cut off":            {put("tile/0/001", "x"), "was altered there"},
		"a tile that is a folder":           {put("tile/0/001/x", "x"), "is not a file"},
		"a tile that is longer":             {put("tile/0/000", strings.Repeat("x", 8193)), "is not a file"},
	} {
		t.Run(name, func(t *testing.T) {
			dir := t.TempDir()
			row.before(t, dir)
			before := tree(t, dir)
			written, err := ours.publish(t, quick{}, 600, dir)
			expect(t, err, row.want)
			if written != 0 {
				t.Errorf("%d files written", written)
			}
			after := tree(t, dir)
			for p, b := range after {
				if before[p] != b {
					t.Errorf("%s was written", p)
				}
			}
			if len(after) != len(before) {
				t.Error("something was removed")
			}
		})
	}
}

func TestHashesThatDoNotGiveTheCheckpointAreNotPublished(t *testing.T) {
	for _, row := range []struct {
		name       string
		level, n   int
		checkpoint func(l *log) []byte
	}{
		{name: "leaf in a full tile", level: 0, n: 3},
		{name: "leaf at the edge", level: 0, n: 599},
		{name: "hash above a tile", level: 8, n: 1},
		{name: "leaf of another ledger's checkpoint", checkpoint: func(*log) []byte { return newLog(t, 600, "b").checkpoint(t, origin, 600) }},
		{name: "checkpoint of another size", checkpoint: func(l *log) []byte { return l.checkpoint(t, origin, 599) }},
		{name: "checkpoint without a signature", checkpoint: func(l *log) []byte {
			text, _, _ := bytes.Cut(l.checkpoint(t, origin, 600), []byte("\n\n"))
			return append(text, '\n')
		}},
	} {
		t.Run(row.name, func(t *testing.T) {
			l := newLog(t, 600, "a")
			var signed []byte
			if row.checkpoint != nil {
				signed = row.checkpoint(l)
			} else {
				signed = l.checkpoint(t, origin, 600)
				l.stored[tlog.StoredHashIndex(row.level, int64(row.n))][5] ^= 1
			}
			dir := t.TempDir()
			if written, err := Publish(t.Context(), quick{}, l, 600, signed, dir); err == nil || written != 0 {
				t.Errorf("published %d files, %v", written, err)
			} else {
				t.Log(err)
			}
			if left := tree(t, dir); len(left) != 0 {
				t.Errorf("left behind: %v", left)
			}
		})
	}
}

func TestAFlippedByteOfAPublishedTileIsFound(t *testing.T) {
	l := newLog(t, 700, "a")
	dir := t.TempDir()
	if _, err := l.publish(t, Public{}, 700, dir); err != nil {
		t.Fatal(err)
	}
	for name, bytes := range tree(t, dir) {
		path := filepath.Join(dir, name)
		for _, at := range []int{0, len(bytes) / 2, len(bytes) - 2} {
			b := []byte(bytes)
			b[at] ^= 1
			if err := os.Remove(path); err != nil {
				t.Fatal(err)
			}
			if err := os.WriteFile(path, b, 0o600); err != nil {
				t.Fatal(err)
			}
			rep, err := exhibit.Verify(t.Context(), os.DirFS(dir), exhibit.Options{Keys: []string{exhibit.VerifierKey(origin, publicKey())}})
			if err != nil {
				if name != "checkpoint" {
					t.Errorf("byte %d of %s: %v", at, name, err)
				}
				continue // a checkpoint that cannot be read is said so
			}
			codes := map[string]bool{}
			for _, f := range rep.Findings {
				codes[f.Code] = true
			}
			// A full tile is contradicted by the one above it, the last tile of a level only by the root.
			if want := map[bool]string{true: "tile-wrong", false: "checkpoint-root"}[!strings.Contains(name, ".p/")]; name != "checkpoint" && !codes[want] || len(codes) == 0 {
				t.Errorf("byte %d of %s: %+v", at, name, rep.Findings)
			}
		}
		if err := os.WriteFile(path, []byte(bytes), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	if rep := verify(t, dir); !rep.Unaltered() {
		t.Errorf("put right again: %+v", rep.Findings)
	}
}

func TestEverybodyMayReadWhatIsPublished(t *testing.T) {
	probe := filepath.Join(t.TempDir(), "probe")
	if err := os.WriteFile(probe, nil, 0o644); err != nil {
		t.Fatal(err)
	}
	if fi, err := os.Stat(probe); err != nil || fi.Mode().Perm() != 0o644 {
		t.Skip("the umask of this user, or this system, lets nobody else read new files")
	}
	l := newLog(t, 300, "a")
	dir := filepath.Join(t.TempDir(), "published")
	if _, err := l.publish(t, Public{}, 300, dir); err != nil {
		t.Fatal(err)
	}
	err := filepath.WalkDir(dir, func(p string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		fi, err := d.Info()
		if err == nil && (fi.Mode().Perm()&0o004 == 0 || fi.Mode().Perm()&0o222 != 0 && !d.IsDir()) {
			t.Errorf("%s is %s", p, fi.Mode())
		}
		return err
	})
	if err != nil {
		t.Error(err)
	}
}

func TestAMissingParentIsNotMade(t *testing.T) {
	_, err := newLog(t, 3, "a").publish(t, Public{}, 3, filepath.Join(t.TempDir(), "a", "b"))
	expect(t, err, "make the folders above it first")
}

func TestPublishingStopsWhenCalledOff(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	l := newLog(t, 300, "a")
	dir := t.TempDir()
	if _, err := Publish(ctx, quick{}, l, 300, l.checkpoint(t, origin, 300), dir); !errors.Is(err, context.Canceled) {
		t.Error(err)
	}
	if left := tree(t, dir); len(left) != 0 {
		t.Errorf("left behind: %v", left)
	}
}
