package main

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"

	"exhibit/internal/casefile"
	"exhibit/internal/intake/sheet"
)

type addCmd struct {
	caseOptional
	Paths      []string `arg:"" optional:"" name:"path" help:"Files and folders."`
	Sheet      string   `placeholder:"CSV" help:"Provenance sheet: what is known of the items before they reached us."`
	PrintSheet bool     `help:"Print an empty provenance sheet and stop."`
	JSON       bool     `help:"As JSON."`
}

// caseOptional is for commands that can do something without a case.
type caseOptional struct {
	Case string `placeholder:"DIR" env:"EXHIBIT_CASE" help:"Folder of the case."`
}

func (addCmd) Help() string {
	return `Everything found has an outcome: received, duplicate, or refused and why. Archives and e-mails are preserved whole, and what is in them as items of their own. Nothing is interpreted.

Examples:
  exhibit add --case bucha reports/
  exhibit add --print-sheet > items.csv
  exhibit add --case bucha --sheet items.csv reports/`
}

func (c *addCmd) Run(a *app) error {
	if c.PrintSheet {
		_, err := a.stdout.Write(sheet.Template())
		return err
	}
	if c.Case == "" {
		return &exitError{exitCannot, errors.New("say which case: --case DIR")}
	}
	if len(c.Paths) == 0 {
		return &exitError{exitCannot, errors.New("say what to add: exhibit add --case " + c.Case + " PATH…")}
	}
	opt, err := readSheet(c.Sheet)
	if err != nil {
		return err
	}
	return a.with(c.Case, casefile.Write, func(cf *casefile.Case) error {
		done, err := cf.Add(a.ctx, c.Paths, opt)
		if c.JSON {
			return errors.Join(err, a.json(done))
		}
		a.printAdded(done)
		return err
	})
}

// readSheet reads a provenance sheet before anything is added: a sheet with a problem adds nothing.
func readSheet(path string) (casefile.AddOptions, error) {
	var opt casefile.AddOptions
	if path == "" {
		return opt, nil
	}
	f, err := os.Open(path)
	if err != nil {
		return opt, fmt.Errorf("opening the provenance sheet: %w", err)
	}
	defer f.Close()
	rows, problems, err := sheet.Read(f)
	if err != nil {
		return opt, fmt.Errorf("provenance sheet %q: %w", path, err)
	}
	if len(problems) > 0 {
		msg := ""
		for i, p := range problems {
			if i == 20 {
				msg += fmt.Sprintf("\n  and %d more", len(problems)-i)
				break
			}
			msg += "\n  " + p.String()
		}
		return opt, fmt.Errorf("provenance sheet %q was not taken and nothing was added; mend these lines:%s", path, msg)
	}
	opt.Sheet, opt.Name = rows, filepath.Base(path)
	return opt, nil
}

func (a *app) printAdded(d casefile.Added) {
	a.endProgress()
	a.printf("Received %d (%s): %d new, %d already held", d.Received, size(d.Bytes), d.New, d.Duplicates)
	if d.Restricted > 0 {
		a.printf(", %d restricted", d.Restricted)
	}
	a.printf(". Refused %d.\n", d.Refused)
	for i, o := range d.Outcomes {
		if i == 20 {
			a.printf("  … exhibit status --outcomes lists all\n")
			break
		}
		a.printf("  %s: %s\n", o.Report, o.Reason)
	}
	for _, p := range d.Unmatched {
		a.printf("  sheet: nothing was found under %q; its row was not used\n", p)
	}
}

type readCmd struct {
	caseFlag
	RetryFailed bool `help:"Try again what failed with the present version of its reader."`
	secondFlags
	JSON bool `help:"As JSON."`
}

func (readCmd) Help() string {
	return "Examples:\n  exhibit read --case bucha\n  exhibit read --case bucha --retry-failed\n  exhibit read --case bucha --second --max-requests 50"
}

func (c *readCmd) Run(a *app) error {
	return a.with(c.Case, casefile.Write, func(cf *casefile.Case) error {
		done, err := cf.Read(a.ctx, c.RetryFailed)
		if err != nil {
			return err
		}
		if c.Second {
			return c.askSecond(a, cf)
		}
		if c.JSON {
			return a.json(done)
		}
		a.printf("Read %d; %d without a text (exhibit status --outcomes says why).\n", done.Done, done.Failed)
		return nil
	})
}
