package main

import (
	"fmt"
	"path/filepath"

	"exhibit/internal/casefile"
)

// actorFlags say who makes a case.
type actorFlags struct {
	Actor        string `placeholder:"NAME" help:"Who answers for the entries; kept in the case's protected annex."`
	NoPassphrase bool   `help:"Leave the new key unprotected on this machine."`
	Title        string `help:"Title of the case; the folder's name when left out."`
}

type initCmd struct {
	Dir string `arg:"" name:"case" help:"Folder to make."`
	actorFlags
	JSON bool `help:"As JSON."`
}

func (initCmd) Help() string {
	return `Makes a folder with an empty ledger, and in EXHIBIT_HOME a new key protected by a passphrase.

Examples:
  exhibit init bucha --actor "A. Analyst"
  EXHIBIT_PASSPHRASE=… exhibit init bucha --actor "A. Analyst" --title "Bucha, April 2022"`
}

func (c *initCmd) Run(a *app) error {
	made, err := a.create(c.Dir, c.actorFlags)
	if err != nil {
		return err
	}
	fp, origin := made.Fingerprint(), made.Origin()
	if err := made.Close(); err != nil {
		return err
	}
	if c.JSON {
		return a.json(map[string]string{"case": c.Dir, "origin": origin, "key": fp})
	}
	home, err := a.home()
	if err != nil {
		return err
	}
	a.printf("Made case %s (%s).\nKey %s is in %s; keep a copy of it somewhere else: without it nobody can add to the case in your name.\nNext: exhibit add --case %s PATH\n",
		c.Dir, origin, fp, filepath.Join(home.Dir, "keys"), c.Dir)
	return nil
}

func (a *app) create(dir string, f actorFlags) (*casefile.Case, error) {
	passphrase := ""
	if !f.NoPassphrase {
		var err error
		if passphrase, err = a.passphrase(true); err != nil {
			return nil, err
		}
	}
	cfg, err := a.config()
	if err != nil {
		return nil, err
	}
	abs, err := filepath.Abs(dir)
	if err != nil {
		return nil, fmt.Errorf("finding the case: %w", err)
	}
	title := f.Title
	if title == "" {
		title = filepath.Base(abs)
	}
	return casefile.Create(a.ctx, abs, cfg, title, f.Actor, passphrase)
}
