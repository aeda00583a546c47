package main

import (
	"io/fs"
	"math/rand/v2"
	"strings"

	"exhibit/sample"
)

// reportBytes is the size of a small report.
const reportBytes = 4000

func paragraphsOf(text string) []string {
	return strings.Split(strings.TrimSpace(strings.ReplaceAll(text, "\r\n", "\n")), "\n\n")
}

func sampleParagraphs() ([]string, error) {
	files, err := fs.Glob(sample.FS(), "reports/*.txt")
	if err != nil {
		return nil, err
	}
	var out []string
	for _, f := range files {
		text, err := fs.ReadFile(sample.FS(), f)
		if err != nil {
			return nil, err
		}
		out = append(out, paragraphsOf(string(text))...)
	}
	return out, nil
}

// shuffled makes reports of paragraphs in an order drawn by lot, the same on every machine.
func shuffled(paragraphs []string, size int) []string {
	lot := rand.New(rand.NewPCG(seed, uint64(len(paragraphs))))
	var out []string
	for made := 0; made < size; {
		var report strings.Builder
		for report.Len() < reportBytes {
			report.WriteString(paragraphs[lot.IntN(len(paragraphs))])
			report.WriteString("\n\n")
		}
		out, made = append(out, report.String()), made+report.Len()
	}
	return out
}

// join writes reports one behind the other, with a byte between that no text has.
func join(reports []string) []byte { return []byte(strings.Join(reports, "\x00")) }

// worst is a kind of text that would cost most if the reader looked back over all it has seen.
type worst struct {
	what string
	text func(size int) string
}

func hostile(paragraphs []string) []worst {
	prose := func(size int) string { return strings.Join(shuffled(paragraphs, size), "") }
	again := func(words string) func(int) string {
		return func(size int) string { return strings.Repeat(words, size/len(words)+1) }
	}
	return []worst{
		{"English in one line", func(size int) string { return strings.ReplaceAll(prose(size), "\n", " ") }},
		{"English IN CAPITALS", func(size int) string { return strings.ToUpper(prose(size)) }},
		{"words of weapons", again("rocket shell cluster munition mine drone artillery ")},
		{"names", again("John Smith Olena Kovalenko Kyiv Kharkiv Omar Hassan ")},
		{"numbers", again("12 five hundreds 1,200 at least 7 ")},
		{"words in capitals", again("BOMB KILLED IN KHARKIV ")},
		{"“said”", again("said ")},
	}
}
