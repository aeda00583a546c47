package main

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"

	"exhibit/internal/casefile"
	"exhibit/internal/dossier"
	"exhibit/internal/origin"
	"exhibit/sample"
)

type demoCmd struct {
	Dir  string `default:"demo" help:"Folder to make; removed first if an earlier demo made it."`
	JSON bool   `help:"As JSON."`
}

func (demoCmd) Help() string {
	return `Writes the bundled reports into a folder, makes a case of them, hands over a submission and verifies it. Its key is unprotected and stays in the folder.

Examples:
  exhibit demo
  exhibit demo --dir /tmp/look`
}

// marker says that a folder was made by an earlier demo and may be removed.
const marker = ".exhibit-demo"

func (d *demoCmd) Run(a *app) error {
	reports, err := d.prepare()
	if err != nil {
		return err
	}
	getenv := a.getenv
	a.getenv = func(k string) string {
		if k == "EXHIBIT_HOME" {
			return filepath.Join(d.Dir, "home")
		}
		return getenv(k)
	}
	dir := filepath.Join(d.Dir, "case")
	made, err := a.create(dir, actorFlags{Actor: "Demo Analyst", NoPassphrase: true, Title: "Ukraine, February to April 2022 (bundled sample)"})
	if err != nil {
		return err
	}
	if err := made.Close(); err != nil {
		return err
	}
	opt, err := readSheet(filepath.Join(d.Dir, "items.csv"))
	if err != nil {
		return err
	}
	var done ran
	err = a.with(dir, casefile.Write, func(cf *casefile.Case) error {
		done, err = a.runCase(cf, []string{reports}, opt)
		if err != nil {
			return err
		}
		return d.pictures(a, cf)
	})
	if err != nil {
		return err
	}
	if !d.JSON {
		a.printAdded(done.Added)
	}
	out := filepath.Join(d.Dir, "submission.zip")
	sub := submitCmd{caseFlag: caseFlag{Case: dir}, To: "Demo Recipient", Out: out, WithAnalysis: true, quiet: true}
	if err := sub.Run(a); err != nil {
		return err
	}
	report, err := (&verifyCmd{Path: out}).verify(a)
	if err != nil {
		return err
	}
	if d.JSON && report.Unaltered() {
		return a.json(map[string]any{"run": done, "submission": out})
	}
	a.printf("%d claims, %d reported events, %d incidents, %d origins, %d series, %d sums refused.\n", done.Counts.Claims, done.Counts.Events, done.Counts.Incidents, done.Counts.Origins, done.Counts.Series, done.Counts.Refusals)
	if !report.Unaltered() {
		a.printReport(report)
		return errors.New("the submission that was just made does not verify; please report this")
	}
	a.printf("\nDossier:    %s  (open it in a browser)\nSubmission: %s  (verified: unaltered)\nPictures:   %s\nNext:       exhibit verify %s\n            EXHIBIT_HOME=%s exhibit show incident --case %s\n",
		done.Path, out, filepath.Join(d.Dir, "pictures"), out, filepath.Join(d.Dir, "home"), dir)
	return nil
}

// prepare writes the bundled reports into the folder and returns where they are.
func (d *demoCmd) prepare() (string, error) {
	if _, err := os.Stat(d.Dir); err == nil {
		if _, err := os.Stat(filepath.Join(d.Dir, marker)); err != nil {
			return "", fmt.Errorf("%q is there and was not made by a demo; name another folder with --dir", d.Dir)
		}
		if err := os.RemoveAll(d.Dir); err != nil {
			return "", fmt.Errorf("removing the earlier demo: %w", err)
		}
	}
	if err := os.MkdirAll(d.Dir, 0o700); err != nil {
		return "", fmt.Errorf("making the demo folder: %w", err)
	}
	if err := os.WriteFile(filepath.Join(d.Dir, marker), nil, 0o600); err != nil {
		return "", fmt.Errorf("making the demo folder: %w", err)
	}
	return filepath.Join(d.Dir, "reports"), writeSample(sample.FS(), d.Dir)
}

func writeSample(from fs.FS, dir string) error {
	return fs.WalkDir(from, ".", func(name string, e fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		to := filepath.Join(dir, filepath.FromSlash(name))
		if e.IsDir() {
			return os.MkdirAll(to, 0o700)
		}
		b, err := fs.ReadFile(from, name)
		if err != nil {
			return err
		}
		return os.WriteFile(to, b, 0o600)
	})
}

// pictures writes the two pictures of the README: the proposition with the most mentions that go back to one origin, and
// the first sum that was refused because its parts are unlike.
func (d *demoCmd) pictures(a *app, cf *casefile.Case) error {
	f, err := cf.File(a.ctx)
	if err != nil {
		return err
	}
	dir := filepath.Join(d.Dir, "pictures")
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return fmt.Errorf("making the pictures: %w", err)
	}
	var tree *origin.Proposition
	for i := range f.Snapshot.Propositions {
		p := &f.Snapshot.Propositions[i]
		if p.OriginsMax == 1 && (tree == nil || p.Mentions > tree.Mentions) {
			tree = p
		}
	}
	if tree != nil {
		svg := dossier.OriginTreeSVG(*tree, f.Snapshot.Origins, f.Snapshot.Claims, f.Items)
		if err := os.WriteFile(filepath.Join(dir, "origin-tree.svg"), []byte(svg), 0o600); err != nil {
			return fmt.Errorf("making the pictures: %w", err)
		}
	}
	for _, r := range f.Snapshot.Refusals {
		if r.Rule == "unlike-measures" {
			return os.WriteFile(filepath.Join(dir, "refused-sum.svg"), []byte(dossier.RefusalSVG(r)), 0o600)
		}
	}
	return nil
}
