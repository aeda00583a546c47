// Command gen makes the table of usual words that package similar embeds.
//
//	go run ./internal/similar/gen -source tika-eval-core-2.0.0.jar -out internal/similar/data/usual.bin REPORTS…
//
// The source (Maven coordinates org.apache.tika:tika-eval-core:2.0.0, Apache License 2.0) holds, for each language, the words that
// stand in the most documents of an encyclopaedia and the number of these documents. Reports of violence use other words often
// than an encyclopaedia does; folders of such reports (*.txt) may be named, and a word of the lists that stands in a larger share of
// the reports of one folder gets that share. No word comes in that way. The same input gives the same bytes.
package main

import (
	"archive/zip"
	"bufio"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"

	"exhibit/internal/similar"
)

var languages = []string{"ara", "deu", "eng", "fra", "pol", "rus", "spa", "ukr"}

// least is the share of documents below which a word counts as rare and is not held.
const least = 1e-4

func main() {
	source := flag.String("source", "", "the archive with the lists")
	out := flag.String("out", "internal/similar/data/usual.bin", "file to write")
	flag.Parse()
	if err := run(*source, *out, flag.Args()); err != nil {
		fmt.Fprintln(os.Stderr, "gen:", err)
		os.Exit(1)
	}
}

func run(source, out string, reports []string) error {
	jar, err := zip.OpenReader(source)
	if err != nil {
		return err
	}
	defer jar.Close()
	shares := map[uint32]float64{}
	for _, lang := range languages {
		if err := read(jar, "common_tokens/"+lang, shares); err != nil {
			return fmt.Errorf("reading the words of %s: %w", lang, err)
		}
	}
	for w, share := range shares {
		if share < least {
			delete(shares, w)
		}
	}
	for _, dir := range reports {
		if err := raise(dir, shares); err != nil {
			return fmt.Errorf("counting the words of %s: %w", dir, err)
		}
	}
	b := similar.EncodeUsual(shares)
	fmt.Printf("%d words, %d bytes\n", len(shares), len(b))
	return os.WriteFile(out, b, 0o644)
}

// ordinary is the share of the reports of a folder from which a word is usual there.
const ordinary = 0.01

// raise gives words that stand in a larger share of a folder's reports that share.
func raise(dir string, shares map[uint32]float64) error {
	files, err := filepath.Glob(filepath.Join(dir, "*.txt"))
	if err != nil || len(files) == 0 {
		return fmt.Errorf("no reports there: %v", err)
	}
	in := map[uint32]int{}
	for _, f := range files {
		text, err := os.ReadFile(f)
		if err != nil {
			return err
		}
		words := similar.TermsOf(string(text))
		slices.Sort(words)
		for _, w := range slices.Compact(words) {
			in[w]++
		}
	}
	for w, n := range in {
		if share := float64(n) / float64(len(files)); share >= ordinary && shares[w] > 0 {
			shares[w] = max(shares[w], share)
		}
	}
	return nil
}

// read takes the share of documents in which a word stands; of one spelling in several languages the largest.
func read(jar *zip.ReadCloser, name string, shares map[uint32]float64) error {
	f, err := jar.Open(name)
	if err != nil {
		return err
	}
	defer f.Close()
	documents := 0.0
	lines := bufio.NewScanner(f)
	for lines.Scan() {
		fields := strings.Split(lines.Text(), "\t")
		switch {
		case fields[0] == "#DOC_COUNT" && len(fields) == 2:
			if documents, err = strconv.ParseFloat(fields[1], 64); err != nil {
				return err
			}
		case len(fields) == 3 && fields[0][0] != '#' && fields[0][0] != '_':
			n, err := strconv.ParseFloat(fields[1], 64)
			if err != nil {
				return err
			}
			for _, w := range similar.TermsOf(fields[0]) {
				shares[w] = max(shares[w], n/documents)
			}
		}
	}
	return lines.Err()
}
