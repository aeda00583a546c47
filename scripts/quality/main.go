// Command quality measures how well the machine reads, and writes the figures into docs/quality.md: figure, baseline,
// date and the command that gives it.
//
// What may be measured with is mostly not ours to hand on, so it lies outside the repository: EXHIBIT_DATA names a
// folder of sets and EXHIBIT_TOOLS a folder of scorers (score_*.py). Without them the bundled sample and our own marked
// reports are measured and the rows of earlier measurements stay as they are. A set is known by what is in it:
//
//	texts/ dev-gold.json                  claims by hand: score_claims, score_series, score_origins, score_pairs
//	texts/ gold-pairs.jsonl facts.jsonl   which reports belong together: score_incidents, score_documents
//	texts-test.tar.gz corpora-test.tar.gz answer keys of events: score_muc4
//
// No path of the machine and no word of a set gets into the page.
package main

import (
	"context"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"io/fs"
	"os"
	"os/exec"
	"os/signal"
	"path/filepath"
	"strings"
	"time"
)

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	defer stop()
	q := quality{ctx: ctx, data: os.Getenv("EXHIBIT_DATA"), tools: os.Getenv("EXHIBIT_TOOLS")}
	flag.StringVar(&q.program, "exhibit", "bin/exhibit", "the program to measure")
	flag.StringVar(&q.page, "page", "docs/quality.md", "the page to write the figures into")
	flag.StringVar(&q.table, "own", "internal/claim/reliability.tsv", "the figures of our own marked reports, as internal/claim/score/measure wrote them")
	flag.StringVar(&q.date, "date", time.Now().UTC().Format(time.DateOnly), "date of the measurement")
	flag.Parse()
	if err := q.run(); err != nil {
		fmt.Fprintln(os.Stderr, "quality:", err)
		os.Exit(1)
	}
}

// quality is one measurement of everything.
type quality struct {
	ctx                   context.Context
	data, tools           string
	program, page, date   string
	table                 string
	scratch, caseDir, set string
	rows                  []row
}

func (q *quality) run() error {
	var err error
	if q.program, err = filepath.Abs(q.program); err != nil {
		return err
	}
	if _, err := os.Stat(q.program); err != nil {
		return fmt.Errorf("no program at %q; run: make build", q.program)
	}
	if q.scratch, err = os.MkdirTemp("", "exhibit-quality-"); err != nil {
		return err
	}
	defer os.RemoveAll(q.scratch)
	if err := q.sample(); err != nil {
		return fmt.Errorf("measuring the bundled sample: %w", err)
	}
	if err := q.own(); err != nil {
		return err
	}
	if err := q.sets(); err != nil {
		return err
	}
	return writeRows(q.page, q.rows)
}

// sets measures every set that is there, or says why none is.
func (q *quality) sets() error {
	switch {
	case q.data == "":
		fmt.Println("EXHIBIT_DATA is not set: only the bundled sample and our own reports were measured")
		return nil
	case q.tools == "":
		return errors.New("EXHIBIT_DATA is set and EXHIBIT_TOOLS is not: say where the scorers (score_*.py) are")
	}
	if _, err := exec.LookPath("python3"); err != nil {
		return errors.New("the scorers need python3; on Debian: apt-get install python3")
	}
	dirs, err := os.ReadDir(q.data)
	if err != nil {
		return fmt.Errorf("reading EXHIBIT_DATA: %w", err)
	}
	for _, d := range dirs {
		for _, k := range kinds() {
			if !d.IsDir() || !k.fits(filepath.Join(q.data, d.Name())) {
				continue
			}
			if err := q.measure(k, d.Name()); err != nil {
				return fmt.Errorf("measuring %s: %w", d.Name(), err)
			}
		}
	}
	return nil
}

// measure makes a case of a set's texts and runs the scorers on what comes out.
func (q *quality) measure(k kind, name string) error {
	q.set = filepath.Join(q.data, name)
	texts := filepath.Join(q.set, "texts")
	if k.unpack != nil {
		var err error
		if texts, err = k.unpack(q); err != nil {
			return err
		}
	}
	if err := q.makeCase(name, texts); err != nil {
		return err
	}
	for _, s := range k.scorers {
		if err := q.score(name, s); err != nil {
			return err
		}
	}
	return nil
}

// makeCase runs the main job over a folder and exports what scorers read.
func (q *quality) makeCase(name, texts string, flags ...string) error {
	q.caseDir = filepath.Join(q.scratch, name)
	args := append([]string{"run", texts, "--case", filepath.Join(q.caseDir, "case"), "--init", "--actor", "Quality", "--no-passphrase"}, flags...)
	if err := q.exhibit(args...); err != nil {
		return err
	}
	for _, what := range []string{"items", "claims", "events", "incidents", "series", "origins", "propositions"} {
		if err := q.exhibit("export", what, "--case", filepath.Join(q.caseDir, "case"), "--out", filepath.Join(q.caseDir, what+".jsonl")); err != nil {
			return err
		}
	}
	return q.exhibit("export", "texts", "--case", filepath.Join(q.caseDir, "case"), "--out", filepath.Join(q.caseDir, "texts"))
}

func (q *quality) exhibit(args ...string) error {
	cmd := exec.CommandContext(q.ctx, q.program, args...)
	cmd.Env = append(os.Environ(), "EXHIBIT_HOME="+filepath.Join(q.scratch, "home"))
	if out, err := cmd.CombinedOutput(); err != nil {
		return fmt.Errorf("exhibit %s: %w\n%s", args[0], err, out)
	}
	return nil
}

// score runs one scorer and takes its figures.
func (q *quality) score(name string, s scorer) error {
	script := filepath.Join(q.tools, s.script)
	if _, err := os.Stat(script); errors.Is(err, fs.ErrNotExist) {
		fmt.Printf("skip %s on %s: not among the scorers\n", s.script, name)
		return nil
	}
	args, err := q.expand(s.args)
	if err != nil {
		return err
	}
	out, err := exec.CommandContext(q.ctx, "python3", append(append([]string{script}, args...), "--json")...).Output()
	if err != nil {
		return fmt.Errorf("%s: %w", s.script, err)
	}
	var got any
	if err := json.Unmarshal(out, &got); err != nil {
		return fmt.Errorf("%s printed no JSON: %w", s.script, err)
	}
	command := s.script + " " + strings.NewReplacer("SET/", "$EXHIBIT_DATA/"+name+"/", "CASE/", "", "UNPACKED/", "").Replace(strings.Join(s.args, " "))
	for _, f := range s.figures {
		value, ok := f.read(got)
		if !ok {
			fmt.Printf("skip %s of %s: %s does not give it\n", f.name, name, s.script)
			continue
		}
		baseline, _ := f.readBaseline(got)
		q.add(row{name, f.name, value, baseline, q.date, command})
	}
	return nil
}

// expand turns SET/, CASE/ and UNPACKED/ into paths; a * is filled in.
func (q *quality) expand(args []string) ([]string, error) {
	var out []string
	r := strings.NewReplacer("SET/", q.set+"/", "CASE/", q.caseDir+"/", "UNPACKED/", filepath.Join(q.caseDir, "unpacked")+"/")
	for _, a := range args {
		p := r.Replace(a)
		if !strings.Contains(p, "*") {
			out = append(out, p)
			continue
		}
		found, err := filepath.Glob(p)
		if err != nil || len(found) == 0 {
			return nil, fmt.Errorf("nothing is called %s", a)
		}
		out = append(out, found...)
	}
	return out, nil
}

func (q *quality) add(r row) {
	fmt.Printf("%-24s %-56s %-10s %s\n", r.set, r.figure, r.value, r.baseline)
	q.rows = append(q.rows, r)
}
