package main

import (
	"fmt"
	"strings"
	"time"
)

// row is one figure of the table.
type row struct {
	what             string
	ours, other      string
	ratio            string
	bar              bar
	command, against string
}

// bar is what a figure is held to.
type bar struct {
	words string // empty: a figure for information
	known bool
	held  bool
}

func noBar() bar { return bar{} }

func atMost(got, limit float64) bar {
	return bar{fmt.Sprintf("at most %.4g ×", limit), true, got <= limit}
}

func atLeast(got, limit float64) bar {
	return bar{fmt.Sprintf("at least %.4g × as fast", limit), true, got >= limit}
}

func atRate(got, limit float64) bar {
	return bar{fmt.Sprintf("at least %.4g MB/s", limit), true, got >= limit}
}

func underTime(got, limit time.Duration) bar {
	return bar{"under " + round(duration(limit)), true, got < limit}
}

// round leaves out the places of a limit, which have nothing in them.
func round(limit string) string {
	return strings.Replace(strings.Replace(limit, ".00", "", 1), ".0", "", 1)
}

// memory is a row about the memory of the command above it.
func memory(what string, got, limit int64, command string) row {
	r := row{what: what, ours: bytesText(got), bar: bar{"under " + round(bytesText(limit)), got > 0, got < limit}, command: command}
	if got == 0 {
		r.ours = "not measured here"
	}
	return r
}

func (b bar) String() string {
	switch {
	case b.words == "":
		return ""
	case !b.known:
		return b.words
	case b.held:
		return b.words + ": held"
	}
	return b.words + ": **missed**"
}

func (r row) String() string {
	command := "`" + r.command + "`"
	if r.against != "" {
		command += "<br>`" + r.against + "`"
	}
	return fmt.Sprintf("| %s | %s | %s | %s | %s | %s |\n", cell(r.what), cell(r.ours), cell(r.other), cell(r.ratio), cell(r.bar.String()), command)
}

// cell keeps a text from breaking out of its cell.
func cell(s string) string { return strings.ReplaceAll(s, "|", "/") }

func timesText(r float64) string { return fmt.Sprintf("%.2f ×", r) }

// number writes 40000 as 40,000.
func number(n int) string {
	s := fmt.Sprint(n)
	for i := len(s) - 3; i > 0; i -= 3 {
		s = s[:i] + "," + s[i:]
	}
	return s
}

const opens = `# Speed and memory

Written by ` + "`make bench`" + ` with ` + "`-write`" + ` (` + "`scripts/bench -write`" + `), which measures everything below anew. Medians of %s, with the smallest and the largest; the sides of a comparison take turns in one run, and
the one to begin changes. Warm cache: the files were just written. Before each measured command the disk is brought to rest by a ` + "`sync`" + ` that is not counted.
Every command must have done its work, or there is no figure: all files received, nothing found altered, every proof checked.

*Ours* names the largest memory of a process beside the time where there is no row of its own for it. 1 KB is 1,000 bytes. *Ratio* is ours by the other, but for "as fast", which is the other by ours.

Measured on %s on this machine:

| | |
|---|---|
%s
| what | ours | the other | ratio | bar | command |
|---|---|---|---|---|---|
%s
`

const closes = `
## What the figures do not say

- ` + "`exhibit add`" + ` computes SHA-256, MD5 and SHA-1 of every file, signs an entry for it and grows the tree; the other side copies the files and computes SHA-256. Both are durable at the end.
- ` + "`exhibit verify`" + ` reads every original and checks every signature, the tree and the checkpoint; ` + "`hashdeep -a`" + ` reads the same files and compares SHA-256 with a list it trusts.
- The files to be added are random bytes, which no reader looks into. The generated reports (` + "`sample/generate`" + `) are text of about two kilobytes; nothing in them happened. PDF and images cost more.
- The text that is read to claims and events is made of the paragraphs of our own gold reports (the half that rules are written beside) and, in English, of the sample, in an order drawn by lot. It holds five to seven claims
  in 1,000 bytes, several times what an ordinary page of news holds, and costs more for it. The time of text made to be slow is given beside that of a tenth of it: what counts is that both cost the same per byte.
- On a file system that copies without copying (Btrfs, XFS) ` + "`cp`" + ` is faster than here and the ratios of adding are worse.
`

const trial = "> A trial: a tenth of everything. The bars are for the whole and say little here.\n\n"

// pageOf is the page of a measurement.
func (c config) pageOf(m machine, rows []row) string {
	var table strings.Builder
	for _, r := range rows {
		table.WriteString(r.String())
	}
	rounds := fmt.Sprintf("%d rounds", c.rounds)
	if c.rounds == 1 {
		rounds = "one round"
	}
	text := fmt.Sprintf(opens, rounds, time.Now().UTC().Format("2 January 2006"), m.lines(), strings.TrimSuffix(table.String(), "\n")) + closes
	if c.small {
		text = strings.Replace(text, "\n\n", "\n\n"+trial, 1)
	}
	return text
}
