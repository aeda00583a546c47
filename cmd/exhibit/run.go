package main

import (
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"

	"exhibit/internal/casefile"
	"exhibit/internal/dossier"
)

type runCmd struct {
	caseFlag
	Folder string `arg:"" optional:"" help:"Folder (or file) of reports; left out: only what is outstanding."`
	Init   bool   `help:"Make the case first."`
	actorFlags
	Sheet string `placeholder:"CSV" help:"Provenance sheet."`
	JSON  bool   `help:"As JSON."`
}

func (runCmd) Help() string {
	return `Does everything that is outstanding, from arrival to dossier. Running it again does only what is new.

Examples:
  exhibit run reports/ --case bucha --init --actor "A. Analyst"
  exhibit run more/ --case bucha
  exhibit run --case bucha`
}

// ran is what a run did.
type ran struct {
	Case   string         `json:"case"`
	Added  casefile.Added `json:"added"`
	Read   casefile.Done  `json:"read"`
	Claims casefile.Done  `json:"asserted"`
	Counts counts         `json:"counts"`
	Path   string         `json:"dossier"`
}

type counts struct {
	Items, Claims, Events, Incidents, Series, Origins, Refusals int
}

func (c *runCmd) Run(a *app) error {
	opt, err := readSheet(c.Sheet)
	if err != nil {
		return err
	}
	if c.Folder == "" && (c.Init || c.Sheet != "") {
		return &exitError{exitCannot, errors.New("say which folder: exhibit run FOLDER --case CASE")}
	}
	if c.Init {
		made, err := a.create(c.Case, c.actorFlags)
		if err != nil {
			return err
		}
		if err := made.Close(); err != nil {
			return err
		}
	}
	return a.with(c.Case, casefile.Write, func(cf *casefile.Case) error {
		var paths []string
		if c.Folder != "" {
			paths = append(paths, c.Folder)
		}
		done, err := a.runCase(cf, paths, opt)
		if err != nil {
			return err
		}
		if c.JSON {
			return a.json(done)
		}
		if len(paths) > 0 {
			a.printAdded(done.Added)
		}
		a.printRan(done)
		return nil
	})
}

// runCase does the main job up to the dossier.
func (a *app) runCase(cf *casefile.Case, paths []string, opt casefile.AddOptions) (ran, error) {
	out := ran{Case: cf.Dir()}
	var err error
	if len(paths) > 0 {
		if out.Added, err = cf.Add(a.ctx, paths, opt); err != nil {
			return out, err
		}
	}
	if out.Read, err = cf.Read(a.ctx, false); err != nil {
		return out, err
	}
	if out.Claims, err = cf.Assert(a.ctx); err != nil {
		return out, err
	}
	if _, err = cf.Weigh(a.ctx); err != nil {
		return out, err
	}
	f, err := cf.File(a.ctx)
	if err != nil {
		return out, err
	}
	s := &f.Snapshot
	out.Counts = counts{len(f.Items), len(s.Claims), len(s.Events), len(s.Incidents), len(s.Series), len(s.Origins), len(s.Refusals)}
	out.Path, err = writeDossier(f, filepath.Join(cf.Dir(), "out"))
	return out, err
}

func (a *app) printRan(r ran) {
	a.printf("Read %d, without a text %d. %d claims, %d reported events, %d incidents, %d origins, %d series, %d sums refused.\nDossier: %s\nNext: exhibit submit --case %s --to \"Recipient\" --out submission.zip --with-analysis\n",
		r.Read.Done, r.Read.Failed, r.Counts.Claims, r.Counts.Events, r.Counts.Incidents, r.Counts.Origins, r.Counts.Series, r.Counts.Refusals, r.Path, r.Case)
}

// writeDossier writes the dossier and its annexes into a folder that may be deleted at any time.
func writeDossier(f casefile.File, dir string) (string, error) {
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return "", fmt.Errorf("writing the dossier: %w", err)
	}
	page := filepath.Join(dir, "dossier.html")
	err := writeWhole(page, func(w io.Writer) error { return dossier.Write(w, f) })
	if err != nil {
		return "", fmt.Errorf("writing the dossier: %w", err)
	}
	err = dossier.Annexes(func(name string) (io.WriteCloser, error) { return createWhole(filepath.Join(dir, name)) }, f)
	if err != nil {
		return "", fmt.Errorf("writing the annexes: %w", err)
	}
	return page, nil
}

// writeWhole writes a file under a temporary name and renames it when it is complete.
func writeWhole(name string, write func(io.Writer) error) error {
	tmp := name + ".tmp"
	f, err := os.Create(tmp)
	if err != nil {
		return err
	}
	err = write(f)
	if e := f.Close(); err == nil {
		err = e
	}
	if err == nil {
		return os.Rename(tmp, name)
	}
	return errors.Join(err, os.Remove(tmp))
}

// whole is a file that gets its name when it is closed, unless a write failed: half a table is never taken for one.
type whole struct {
	file *os.File
	name string
	err  error
}

func createWhole(name string) (*whole, error) {
	f, err := os.Create(name + ".tmp")
	return &whole{file: f, name: name}, err
}

func (w *whole) Write(p []byte) (int, error) {
	n, err := w.file.Write(p)
	if w.err == nil {
		w.err = err
	}
	return n, err
}

func (w *whole) Close() error {
	err := w.file.Close()
	if w.err == nil && err == nil {
		return os.Rename(w.file.Name(), w.name)
	}
	return errors.Join(err, os.Remove(w.file.Name()))
}

type dossierCmd struct {
	caseFlag
	Out  string `placeholder:"DIR" help:"Folder to write into (default: out in the case)."`
	JSON bool   `help:"As JSON."`
}

func (dossierCmd) Help() string {
	return "Examples:\n  exhibit dossier --case bucha\n  exhibit dossier --case bucha --out /tmp/bucha"
}

func (c *dossierCmd) Run(a *app) error {
	return a.with(c.Case, casefile.ReadOnly, func(cf *casefile.Case) error {
		f, err := cf.File(a.ctx)
		if err != nil {
			return err
		}
		protected, err := cf.Protected(a.ctx)
		if err != nil {
			return err
		}
		a.looked(cf, casefile.Access{Act: casefile.Exported, What: "dossier", Items: newWords(protected, nil).all(true)})
		dir := c.Out
		if dir == "" {
			dir = filepath.Join(cf.Dir(), "out")
		}
		page, err := writeDossier(f, dir)
		if err != nil {
			return err
		}
		if c.JSON {
			return a.json(map[string]string{"dossier": page})
		}
		a.printf("%s\n", page)
		return nil
	})
}
