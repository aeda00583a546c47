// Command gen makes the table of usual words that package similar embeds.
//
//	go run ./internal/similar/gen -source tika-eval-core-2.0.0.jar -out internal/similar/data/usual.bin
//
// The source (Maven coordinates org.apache.tika:tika-eval-core:2.0.0, Apache License 2.0) holds, for each language, the words that
// stand in the most documents of an encyclopaedia and the number of these documents. The same input gives the same bytes.
package main

import (
	"archive/zip"
	"bufio"
	"fmt"
	"os"
	"strconv"
	"strings"

	"exhibit/internal/similar"
)

var languages = []string{"ara", "deu", "eng", "fra", "pol", "rus", "spa", "ukr"}

// least is the share of documents below which a word counts as rare and is not held.
const least = 1e-4

func main() {
	if len(os.Args) != 5 || os.Args[1] != "-source" || os.Args[3] != "-out" {
		fmt.Fprintln(os.Stderr, "usage: gen -source tika-eval-core.jar -out FILE")
		os.Exit(2)
	}
	if err := run(os.Args[2], os.Args[4]); err != nil {
		fmt.Fprintln(os.Stderr, "gen:", err)
		os.Exit(1)
	}
}

func run(source, out string) error {
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
	b := similar.EncodeUsual(shares)
	fmt.Printf("%d words, %d bytes\n", len(shares), len(b))
	return os.WriteFile(out, b, 0o644)
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
