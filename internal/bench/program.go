package main

import (
	"context"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"time"

	"exhibit/sample"
)

// version measures how long the program takes to start: `exhibit version` does nothing else. The first start, which
// brings the program into memory, does not count.
func (b *bench) version(ctx context.Context) ([]row, error) {
	var s series
	for n := range b.sizes.starts + 1 {
		m, err := b.exhibit(ctx, "", nil, "version")
		if err != nil {
			return nil, err
		}
		if n > 0 {
			s.add(m)
		}
	}
	b.say("%d starts: %s, %s", b.sizes.starts, duration(s.median()), bytesText(s.peak))
	const command = "exhibit version"
	return []row{
		{what: fmt.Sprintf("starting and ending, median of %d", b.sizes.starts), ours: s.String(), bar: underTime(s.median(), 30*time.Millisecond), command: command},
		memory("memory of that", s.peak, 40_000_000, command),
	}, nil
}

// five measures the whole way of a handful of reports: from a folder to a submission that was verified.
func (b *bench) five(ctx context.Context) ([]row, error) {
	dir, count, err := b.handful()
	if err != nil {
		return nil, err
	}
	round := func(ctx context.Context, _ int) (measured, error) {
		c, home, out := b.fresh("case"), b.fresh("home"), b.fresh("submission")
		defer os.RemoveAll(c)
		defer os.RemoveAll(out)
		return b.fromFolderToSubmission(ctx, dir, c, home, out, count)
	}
	s, err := b.alternate(ctx, contestant{"exhibit", round})
	if err != nil {
		return nil, err
	}
	return []row{{what: fmt.Sprintf("%d reports from folder to verified submission", count), ours: s[0].String() + ", " + bytesText(s[0].peak), bar: underTime(s[0].median(), 2*time.Second),
		command: "exhibit run REPORTS --case CASE --init; exhibit submit --case CASE --out OUT --with-analysis; exhibit verify OUT"}}, nil
}

// ran is what exhibit says of a run.
type ran struct {
	Added added `json:"added"`
}

func (b *bench) runOn(ctx context.Context, dir, c, home string, items int) (measured, error) {
	var got ran
	m, err := b.exhibit(ctx, home, &got, "run", dir, "--case", c, "--init", "--actor", "Bench", "--no-passphrase", "--json")
	if err == nil && got.Added.New < items {
		err = fmt.Errorf("exhibit run took %d items; there were %d", got.Added.New, items)
	}
	return m, err
}

func (b *bench) fromFolderToSubmission(ctx context.Context, dir, c, home, out string, items int) (measured, error) {
	all, err := b.runOn(ctx, dir, c, home, items)
	if err != nil {
		return all, err
	}
	for _, args := range [][]string{
		{"submit", "--case", c, "--to", "Recipient", "--out", out, "--with-analysis"},
		{"verify", out}, // fails when there is any finding
	} {
		m, err := b.exhibit(ctx, home, nil, args...)
		if err != nil {
			return all, err
		}
		all = all.plus(m)
	}
	return all, nil
}

// handful is the folder of reports for five, and how many files are in it.
func (b *bench) handful() (dir string, count int, err error) {
	if b.reports != "" {
		dir, err = filepath.Abs(b.reports)
		if err != nil {
			return "", 0, err
		}
		err = filepath.WalkDir(dir, func(_ string, d fs.DirEntry, err error) error {
			if err == nil && d.Type().IsRegular() {
				count++
			}
			return err
		})
		return dir, count, err
	}
	dir = b.fresh("reports")
	if err := os.Mkdir(dir, 0o700); err != nil {
		return "", 0, err
	}
	found, err := fs.Glob(sample.FS(), "reports/*.txt")
	if err != nil {
		return "", 0, err
	}
	const handful = 5
	for _, name := range found[:min(handful, len(found))] {
		body, err := fs.ReadFile(sample.FS(), name)
		if err != nil {
			return "", 0, err
		}
		if err := os.WriteFile(filepath.Join(dir, strings.TrimPrefix(name, "reports/")), body, 0o600); err != nil {
			return "", 0, err
		}
		count++
	}
	return dir, count, nil
}
