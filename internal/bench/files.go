package main

import (
	"context"
	"encoding/binary"
	"fmt"
	"io"
	"math/rand/v2"
	"os"
	"path/filepath"
	"time"
)

// random gives bytes that nothing compresses, the same for the same number.
func random(n uint64) io.Reader {
	var seed [32]byte
	binary.LittleEndian.PutUint64(seed[:], n)
	return rand.NewChaCha8(seed)
}

func writeRandom(path string, number uint64, size int64) error {
	f, err := os.Create(path)
	if err != nil {
		return err
	}
	_, err = io.CopyN(f, random(number), size)
	if e := f.Close(); err == nil {
		err = e
	}
	return err
}

// makeFiles writes the files of add and verify once, a hundred to a folder. Just written, they are in memory: the cache is
// warm for both sides.
func (b *bench) makeFiles(ctx context.Context) error {
	if b.files != "" {
		return nil
	}
	b.say("making %s files of %s", number(b.sizes.files), bytesText(int64(b.sizes.fileBytes)))
	dir := b.fresh("files")
	for i := range b.sizes.files {
		if err := ctx.Err(); err != nil {
			return err
		}
		folder := filepath.Join(dir, fmt.Sprintf("%03d", i/100))
		if err := os.MkdirAll(folder, 0o700); err != nil {
			return fmt.Errorf("making files: %w", err)
		}
		if err := writeRandom(filepath.Join(folder, fmt.Sprintf("%06d.bin", i)), uint64(i), int64(b.sizes.fileBytes)); err != nil {
			return fmt.Errorf("making files: %w", err)
		}
	}
	b.files = dir
	return nil
}

// newCase makes an empty case with keys of its own.
func (b *bench) newCase(ctx context.Context) (dir, home string, err error) {
	dir, home = b.fresh("case"), b.fresh("home")
	if _, err = b.exhibit(ctx, home, nil, "init", dir, "--actor", "Bench", "--no-passphrase"); err != nil {
		return "", "", err
	}
	return dir, home, b.settle(ctx)
}

// added is what exhibit says of an add.
type added struct {
	New     int `json:"new"`
	Refused int `json:"refused"`
}

// addTo adds a path to a new case and insists on the number of items.
func (b *bench) addTo(ctx context.Context, dir, home, path string, items int) (measured, error) {
	var got added
	m, err := b.exhibit(ctx, home, &got, "add", "--case", dir, "--json", path)
	if err == nil && (got.New != items || got.Refused != 0) {
		err = fmt.Errorf("exhibit add took %d items and refused %d; there were %d", got.New, got.Refused, items)
	}
	return m, err
}

// add compares the adding of many files, durable on return, with copying, syncing and hashing them.
func (b *bench) add(ctx context.Context) ([]row, error) {
	if err := b.makeFiles(ctx); err != nil {
		return nil, err
	}
	// Nothing is removed between rounds: ext4 leaves the numbers of removed files alone for seconds and looks past each
	// of them for every new one, which would be measured instead.
	var before []string
	defer func() { b.remove(context.WithoutCancel(ctx), before...) }()
	ours := func(ctx context.Context, _ int) (measured, error) {
		if b.filled != "" {
			before = append(before, b.filled, b.home)
		}
		return b.fill(ctx)
	}
	other := func(ctx context.Context, _ int) (measured, error) {
		dir := b.fresh("copy")
		before = append(before, dir)
		m, err := b.copyAndSync(ctx, b.files, dir)
		if err != nil {
			return m, err
		}
		hashed, err := b.hashdeep(ctx, b.fresh("hashes"), "-c", "sha256", "-r", dir)
		return m.plus(hashed), err
	}
	s, err := b.alternate(ctx, contestant{"exhibit", ours}, contestant{"cp, sync, hashdeep", other})
	if err != nil {
		return nil, err
	}
	times := ratio(s[0], s[1])
	return []row{{
		what: fmt.Sprintf("adding %s files of %s, durable on return", number(b.sizes.files), bytesText(int64(b.sizes.fileBytes))),
		ours: s[0].String() + ", " + bytesText(s[0].peak), other: s[1].String(),
		ratio: timesText(times), bar: atMost(times, 1.3),
		command: "exhibit add --case CASE FILES", against: "cp -r FILES COPY; sync; hashdeep -c sha256 -r COPY",
	}}, nil
}

// fill makes the case that holds the files.
func (b *bench) fill(ctx context.Context) (measured, error) {
	var err error
	if b.filled, b.home, err = b.newCase(ctx); err != nil {
		return measured{}, err
	}
	return b.addTo(ctx, b.filled, b.home, b.files, b.sizes.files)
}

func (b *bench) copyAndSync(ctx context.Context, from, to string) (measured, error) {
	m, err := b.command(ctx, "", nil, "cp", "-r", from, to)
	if err != nil {
		return m, err
	}
	synced, err := b.command(ctx, "", nil, "sync")
	return m.plus(synced), err
}

// hashdeep runs hashdeep with its list going to a file, as people use it.
func (b *bench) hashdeep(ctx context.Context, list string, args ...string) (measured, error) {
	f, err := os.Create(list)
	if err != nil {
		return measured{}, err
	}
	defer f.Close()
	return b.command(ctx, "", f, "hashdeep", args...)
}

// verify compares the checking of that case, signatures and proofs included, with an audit of the very originals in it.
func (b *bench) verify(ctx context.Context) ([]row, error) {
	if err := b.makeFiles(ctx); err != nil {
		return nil, err
	}
	if b.filled == "" {
		b.say("filling a case")
		if _, err := b.fill(ctx); err != nil {
			return nil, err
		}
	}
	originals, known := filepath.Join(b.filled, "originals"), b.fresh("known")
	if _, err := b.hashdeep(ctx, known, "-c", "sha256", "-r", originals); err != nil {
		return nil, err
	}
	ours := func(ctx context.Context, _ int) (measured, error) {
		var got struct {
			Items    int   `json:"items"`
			Findings []any `json:"findings"`
		}
		m, err := b.exhibit(ctx, b.home, &got, "verify", "--json", b.filled)
		if err == nil && (got.Items != b.sizes.files || len(got.Findings) != 0) {
			err = fmt.Errorf("exhibit verify saw %d items and had %d findings; there are %d items", got.Items, len(got.Findings), b.sizes.files)
		}
		return m, err
	}
	other := func(ctx context.Context, _ int) (measured, error) {
		return b.hashdeep(ctx, b.fresh("audit"), "-a", "-k", known, "-r", originals)
	}
	s, err := b.alternate(ctx, contestant{"exhibit", ours}, contestant{"hashdeep -a", other})
	if err != nil {
		return nil, err
	}
	times := ratio(s[1], s[0])
	return []row{{
		what: "verifying that case, signatures and proofs included", ours: s[0].String() + ", " + bytesText(s[0].peak), other: s[1].String(),
		ratio: timesText(times) + " as fast", bar: atLeast(times, 1.4),
		command: "exhibit verify CASE", against: "hashdeep -a -k KNOWN -r CASE/originals",
	}}, nil
}

// addBig compares the adding of one large file with copying and syncing it.
func (b *bench) addBig(ctx context.Context) ([]row, error) {
	b.say("making one file of %s", bytesText(b.sizes.big))
	dir := b.fresh("big")
	file := filepath.Join(dir, "big.bin")
	if err := os.Mkdir(dir, 0o700); err != nil {
		return nil, err
	}
	defer os.RemoveAll(dir)
	if err := writeRandom(file, 1<<32, b.sizes.big); err != nil {
		return nil, fmt.Errorf("making one large file: %w", err)
	}
	ours := func(ctx context.Context, _ int) (measured, error) {
		c, home, err := b.newCase(ctx)
		if err != nil {
			return measured{}, err
		}
		defer os.RemoveAll(c)
		return b.addTo(ctx, c, home, file, 1)
	}
	other := func(ctx context.Context, _ int) (measured, error) {
		to := b.fresh("copy")
		defer os.RemoveAll(to)
		return b.copyAndSync(ctx, file, to)
	}
	s, err := b.alternate(ctx, contestant{"exhibit", ours}, contestant{"cp, sync", other})
	if err != nil {
		return nil, err
	}
	const command = "exhibit add --case CASE FILE"
	times := ratio(s[0], s[1])
	return []row{
		{what: "adding one file of " + bytesText(b.sizes.big), ours: s[0].String(), other: s[1].String(), ratio: timesText(times), bar: atMost(times, 1.3),
			command: command, against: "cp -r FILE COPY; sync"},
		memory("memory of that", s[0].peak, 200_000_000, command),
	}, nil
}

// ratio is how many times as long a took as b, by their medians.
func ratio(a, b series) float64 {
	return float64(a.median()) / float64(max(b.median(), time.Nanosecond))
}
