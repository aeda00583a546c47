package main

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"slices"
	"strings"
)

// row is one figure on the page.
type row struct{ set, figure, value, baseline, date, command string }

func (r row) String() string {
	return fmt.Sprintf("| %s | %s | %s | %s | %s | `%s` |", r.set, r.figure, r.value, r.baseline, r.date, r.command)
}

func parseRow(line string) (row, bool) {
	f := strings.Split(line, " | ")
	if len(f) != 6 || !strings.HasPrefix(f[0], "| ") {
		return row{}, false
	}
	return row{strings.TrimPrefix(f[0], "| "), f[1], f[2], f[3], f[4], strings.TrimSuffix(strings.TrimPrefix(strings.TrimSuffix(f[5], " |"), "`"), "`")}, true
}

// The table stands between these two lines; everything else on the page is written by people.
const (
	begin = "<!-- figures: written by make quality -->"
	end   = "<!-- end of figures -->"
	head  = "| set | figure | value | baseline | date | command |\n|---|---|---|---|---|---|"
)

const emptyPage = `# How reliable is the machine

Measured, with the date and the command that gives the figure. Percentages unless counts are given. A figure says how often the machine read as people did on that set, and nothing about any single report.

The sample and our own reports (` + "`" + `internal/claim/testdata/gold` + "`" + `) are part of this project; the other sets are not and are not handed on with it. The rules were written with these sets at hand, but for the half of our own reports that was set aside: on reports nobody has looked at, expect less.

` + begin + "\n" + end + "\n"

// writeRows puts rows on the page: those of a set that was measured replace all earlier ones of that set.
func writeRows(page string, rows []row) error {
	b, err := os.ReadFile(page)
	if errors.Is(err, fs.ErrNotExist) {
		b, err = []byte(emptyPage), nil
	}
	if err != nil {
		return err
	}
	out, err := merge(string(b), rows)
	if err != nil {
		return fmt.Errorf("%s: %w", page, err)
	}
	return os.WriteFile(page, []byte(out), 0o644)
}

func merge(page string, rows []row) (string, error) {
	before, rest, ok := strings.Cut(page, begin)
	table, after, ok2 := strings.Cut(rest, end)
	if !ok || !ok2 {
		return "", fmt.Errorf("has no lines %q and %q to write between", begin, end)
	}
	measured := map[string]bool{}
	for _, r := range rows {
		measured[r.set] = true
	}
	var all []row
	for line := range strings.Lines(table) {
		if r, ok := parseRow(strings.TrimRight(line, "\n")); ok && r.set != "set" && !measured[r.set] {
			all = append(all, r)
		}
	}
	all = append(all, rows...)
	// The sample first, then sets by name; within one in the order of measuring.
	slices.SortStableFunc(all, func(a, b row) int {
		if (a.set == "sample") != (b.set == "sample") {
			if a.set == "sample" {
				return -1
			}
			return 1
		}
		return strings.Compare(a.set, b.set)
	})
	lines := []string{head}
	for _, r := range all {
		lines = append(lines, r.String())
	}
	return before + begin + "\n" + strings.Join(lines, "\n") + "\n" + end + after, nil
}
