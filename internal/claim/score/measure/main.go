// Command measure reads our own reports (internal/claim/testdata/gold), compares the claims with those that people
// marked in them, and writes the figures into internal/claim/reliability.tsv, which travels with the reader, and the digest of all
// that was read into internal/claim/testdata/readings.sum. Each half is measured apart: build was read freely while rules were written, aside was not. It needs nothing outside the repository.
package main

import (
	"errors"
	"flag"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"time"

	"exhibit/internal/claim"
	"exhibit/internal/claim/score"
	"exhibit/internal/place"
)

func main() {
	gold := flag.String("gold", "internal/claim/testdata/gold", "folder with a folder for each language")
	out := flag.String("out", "internal/claim/reliability.tsv", "the file to write")
	date := flag.String("date", time.Now().UTC().Format(time.DateOnly), "date of the measurement")
	flag.Parse()
	if err := run(*gold, *out, *date); err != nil {
		fmt.Fprintln(os.Stderr, "measure:", err)
		os.Exit(1)
	}
}

// halves are the files of a language, and what they are.
func halves() [][2]string {
	return [][2]string{{"aside", "own reports, set aside while rules were written"}, {"build", "own reports, read while rules were written"}}
}

func run(gold, out, date string) error {
	r, err := claim.New(claim.Config{Gazetteer: place.Default()})
	if err != nil {
		return err
	}
	dirs, err := os.ReadDir(gold)
	if err != nil {
		return fmt.Errorf("looking for marked reports: %w", err)
	}
	lines := []string{claim.ReliabilityHead}
	for _, d := range dirs {
		if !d.IsDir() {
			continue
		}
		for _, half := range halves() {
			res, err := readHalf(r, filepath.Join(gold, d.Name()), half[0])
			if errors.Is(err, fs.ErrNotExist) {
				continue
			}
			if err != nil {
				return err
			}
			for _, f := range figures(res) {
				f.Lang, f.Version, f.Date, f.How = d.Name(), claim.Version, date, half[1]
				lines = append(lines, f.String())
				fmt.Printf("%-3s %-6s %-72s %6s  of %d\n", d.Name(), half[0], f.Name, f.Value, f.N)
			}
		}
	}
	readings, err := score.Readings(r, os.DirFS(gold))
	if err != nil {
		return err
	}
	if err := os.WriteFile(filepath.Join(gold, "..", "readings.sum"), []byte(readings), 0o644); err != nil {
		return err
	}
	return os.WriteFile(out, []byte(strings.Join(lines, "\n")+"\n"), 0o644)
}

// readHalf reads one half of the reports of a language.
func readHalf(r *claim.Reader, dir, half string) (score.Result, error) {
	f, err := os.Open(filepath.Join(dir, half+".json"))
	if err != nil {
		return score.Result{}, err
	}
	defer f.Close()
	g, err := score.Load(f)
	if err != nil {
		return score.Result{}, fmt.Errorf("%s/%s.json: %w", filepath.Base(dir), half, err)
	}
	var claims []claim.Claim
	for _, d := range g.Documents {
		text, err := os.ReadFile(filepath.Join(dir, half, d.Doc))
		if err != nil {
			return score.Result{}, err
		}
		claims = append(claims, r.Read(claim.Doc{Report: d.Doc, Text: string(text)}).Claims...)
	}
	return score.Claims(g, claims), nil
}

func figures(r score.Result) []claim.Figure {
	percent := func(v float64) string { return fmt.Sprintf("%.1f %%", v) }
	return []claim.Figure{
		{Name: "claims, F1 (span and kind)", Value: percent(r.Claims.F1()), N: r.Gold},
		{Name: "claims, precision", Value: percent(r.Claims.Precision()), N: r.Claims.Right + r.Claims.Wrong},
		{Name: "claims, recall", Value: percent(r.Claims.Recall()), N: r.Gold},
		{Name: "casualty, attack and weapon claims, F1", Value: percent(r.Tolls.F1()), N: r.Tolls.Right + r.Tolls.Missed},
		{Name: "killed, injured and both together, as stated, on casualty claims found", Value: percent(r.Numbers.Percent()), N: r.Numbers.Of},
		{Name: "claims made of words that assert nothing", Value: fmt.Sprint(r.Negatives), N: r.Predicted},
	}
}
