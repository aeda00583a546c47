package main

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"time"
)

// reader reads a file of reports in a process of its own and gives the time that the reading alone took. Loading the
// word lists, which every process does once, lies before it.
func (b *bench) reader(ctx context.Context, cores int, language string, files ...string) (measured, error) {
	self, err := os.Executable()
	if err != nil {
		return measured{}, err
	}
	var out bytes.Buffer
	m, err := b.command(ctx, "", &out, self, append([]string{readVerb, fmt.Sprint(cores), language}, files...)...)
	if err != nil {
		return m, err
	}
	var got reading
	if err := json.Unmarshal(out.Bytes(), &got); err != nil {
		return m, fmt.Errorf("reading reports: %w", err)
	}
	m.took = got.Took
	if got.Claims == 0 && language == "" {
		return m, errors.New("no claim was found in reports that hold many")
	}
	return m, nil
}

// corpus is reports of one language in a file, and how they are read.
type corpus struct {
	what     string
	language string // as stated to the reader; empty where it is to be found out
	file     string
	bytes    int
}

// rate is megabytes of text a second.
func (c corpus) rate(s series) float64 {
	return float64(c.bytes) / 1e6 / max(s.median(), time.Nanosecond).Seconds()
}

func (b *bench) corpus(what, language string, reports []string) (corpus, error) {
	c := corpus{what: what, language: language, file: b.fresh("reports.txt")}
	for _, r := range reports {
		c.bytes += len(r)
	}
	if err := os.WriteFile(c.file, join(reports), 0o600); err != nil {
		return c, fmt.Errorf("writing reports: %w", err)
	}
	return c, nil
}

func (b *bench) readBy(cores int, c corpus) contestant {
	name := c.what
	if cores > 1 {
		name += fmt.Sprintf(", %d cores", cores)
	}
	return contestant{name, func(ctx context.Context, _ int) (measured, error) { return b.reader(ctx, cores, c.language, c.file) }}
}

// reading measures how fast text becomes claims and events: each language on one core and on two, small reports beside
// one large one, text made to be slow, and the memory with all languages loaded.
func (b *bench) reading(ctx context.Context) ([]row, error) {
	var rows []row
	var all []string
	for _, l := range []struct{ code, name string }{{"en", "English"}, {"uk", "Ukrainian"}, {"ar", "Arabic"}} {
		paragraphs, err := b.paragraphs(l.code)
		if err != nil {
			return rows, err
		}
		got, file, err := b.language(ctx, l.name, shuffled(paragraphs, b.sizes.text))
		rows = append(rows, got...)
		if err != nil {
			return rows, err
		}
		all = append(all, file)
	}
	for _, measure := range []func(context.Context) ([]row, error){b.hostile, func(ctx context.Context) ([]row, error) { return b.resident(ctx, all) }} {
		got, err := measure(ctx)
		rows = append(rows, got...)
		if err != nil {
			return rows, err
		}
	}
	return rows, nil
}

const readCommand = "internal/claim, in one process"

// language measures one language: the same reports by one core and by two, and in one piece.
func (b *bench) language(ctx context.Context, name string, reports []string) ([]row, string, error) {
	small, err := b.corpus(name, "", reports)
	if err != nil {
		return nil, "", err
	}
	whole, err := b.corpus(name+" in one report", "", []string{string(bytes.ReplaceAll(join(reports), []byte{0}, nil))})
	if err != nil {
		return nil, "", err
	}
	s, err := b.alternate(ctx, b.readBy(1, small), b.readBy(2, small), b.readBy(1, whole))
	if err != nil {
		return nil, "", err
	}
	two, large := ratio(s[0], s[1]), ratio(s[2], s[0])
	return []row{
		{what: fmt.Sprintf("%s text to claims and events, %s in reports of 4 KB, one core", name, bytesText(int64(small.bytes))), ours: figures(small.rate(s[0])) + " MB/s",
			bar: atRate(small.rate(s[0]), 8), command: readCommand},
		{what: "the same, two cores", ours: figures(small.rate(s[1])) + " MB/s", other: figures(small.rate(s[0])) + " MB/s (one core)", ratio: timesText(two) + " as fast", bar: atLeast(two, 1.8), command: readCommand},
		{what: "the same in one report, one core", ours: figures(whole.rate(s[2])) + " MB/s", other: figures(small.rate(s[0])) + " MB/s (4 KB)", ratio: timesText(large), bar: atMost(large, 1.15), command: readCommand},
	}, small.file, nil
}

// hostile measures text made to be slow. What is told is the cost of a byte of a long one beside that of a byte of a
// tenth of it: where a rule looks back over all it has seen, the long one is ten times as dear.
func (b *bench) hostile(ctx context.Context) ([]row, error) {
	paragraphs, err := b.paragraphs("en")
	if err != nil {
		return nil, err
	}
	var rows []row
	for _, h := range hostile(paragraphs) {
		long, err := b.corpus(h.what, "en", []string{h.text(b.sizes.text)})
		if err != nil {
			return rows, err
		}
		short, err := b.corpus(h.what+", a tenth", "en", []string{h.text(b.sizes.text / 10)})
		if err != nil {
			return rows, err
		}
		s, err := b.alternate(ctx, b.readBy(1, long), b.readBy(1, short))
		if err != nil {
			return rows, err
		}
		times := short.rate(s[1]) / long.rate(s[0])
		rows = append(rows, row{what: fmt.Sprintf("%s of %s", bytesText(int64(long.bytes)), h.what), ours: figures(long.rate(s[0])) + " MB/s",
			other: figures(short.rate(s[1])) + " MB/s (a tenth of it)", ratio: timesText(times), bar: atMost(times, 1.5), command: readCommand})
	}
	return rows, nil
}

// resident measures the memory of a process that has read reports of every language there are gold reports of.
func (b *bench) resident(ctx context.Context, files []string) ([]row, error) {
	paragraphs, err := b.paragraphs("ru")
	if err != nil {
		return nil, err
	}
	c, err := b.corpus("Russian", "", shuffled(paragraphs, b.sizes.text/10))
	if err != nil {
		return nil, err
	}
	m, err := b.reader(ctx, 2, "", append(files, c.file)...)
	if err != nil {
		return nil, err
	}
	return []row{memory("memory of a process that reads all of these, two cores", m.peak, 250_000_000, readCommand)}, nil
}

// paragraphs are those of our own gold reports of a language that rules are written beside; those set aside are never
// opened.
func (b *bench) paragraphs(language string) ([]string, error) {
	files, err := filepath.Glob(filepath.Join(b.gold, language, "build", "*.txt"))
	if err != nil || len(files) == 0 {
		return nil, fmt.Errorf("no gold reports in %q; run this in the folder of the project", b.gold)
	}
	var out []string
	for _, f := range files {
		text, err := os.ReadFile(f)
		if err != nil {
			return nil, err
		}
		out = append(out, paragraphsOf(string(text))...)
	}
	if language == "en" {
		more, err := sampleParagraphs()
		return append(out, more...), err
	}
	return out, nil
}
