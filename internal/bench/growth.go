package main

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"time"

	"exhibit/sample/generate"
)

// seed of the generated reports; another stream would do as well.
const seed = 1

// growth measures whether a report costs more in a large case than in a small one. The small case's reports are the
// first of the large one's.
func (b *bench) growth(ctx context.Context) ([]row, error) {
	small, err := b.size(ctx, b.sizes.reports)
	if err != nil {
		return nil, err
	}
	large, err := b.size(ctx, b.sizes.manyReports)
	if err != nil {
		return nil, err
	}
	s, err := b.alternate(ctx, small, large)
	if err != nil {
		return nil, err
	}
	few, many := each(s[0], b.sizes.reports), each(s[1], b.sizes.manyReports)
	times := float64(many) / float64(max(few, 1))
	const command = "exhibit run REPORTS --case CASE --init"
	fewText := number(b.sizes.reports) + " generated reports"
	manyText := number(b.sizes.manyReports) + " generated reports"
	return []row{
		{what: fewText + ", from folder to dossier", ours: s[0].String() + ", " + bytesText(s[0].peak), bar: noBar(), command: command},
		{what: manyText + ", from folder to dossier", ours: s[1].String(), bar: noBar(), command: command},
		memory("memory of that", s[1].peak, 1_000_000_000, command),
		{what: "one report of " + number(b.sizes.manyReports) + ", beside one of " + number(b.sizes.reports), ours: duration(many), other: duration(few) + " (ours)", ratio: timesText(times), bar: atMost(times, 1.15), command: command},
	}, nil
}

func each(s series, n int) time.Duration { return s.median() / time.Duration(n) }

// size is a run on that many reports.
func (b *bench) size(ctx context.Context, n int) (contestant, error) {
	b.say("writing %s reports", number(n))
	dir := b.fresh("reports")
	for i := range n {
		if err := ctx.Err(); err != nil {
			return contestant{}, err
		}
		name, body := generate.Report(seed, i)
		path := filepath.Join(dir, filepath.FromSlash(name))
		if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
			return contestant{}, fmt.Errorf("writing reports: %w", err)
		}
		if err := os.WriteFile(path, body, 0o600); err != nil {
			return contestant{}, fmt.Errorf("writing reports: %w", err)
		}
	}
	return contestant{number(n) + " reports", func(ctx context.Context, _ int) (measured, error) {
		c := b.fresh("case")
		defer os.RemoveAll(c)
		return b.runOn(ctx, dir, c, b.fresh("home"), n)
	}}, nil
}
