package main

import (
	"errors"
	"fmt"
	"io"
	"strings"

	"exhibit/internal/casefile"
)

type exportCmd struct {
	What string `arg:"" enum:"items,texts,claims,events,incidents,series,origins,propositions,decisions,sheets,refusals" help:"items, texts, claims, events, incidents, series, origins, propositions, decisions, sheets or refusals."`
	caseFlag
	Out string `placeholder:"PATH" help:"File to write; a folder for texts. Standard output when left out."`
}

func (exportCmd) Help() string {
	return "JSON Lines, one object a line; docs/format/export.md says what each field means.\n\nExamples:\n  exhibit export claims --case bucha --out claims.jsonl\n  exhibit export texts --case bucha --out texts/"
}

func (c *exportCmd) Run(a *app) error {
	if c.What == "texts" && c.Out == "" {
		return &exitError{exitCannot, errors.New("say into which folder: --out DIR")}
	}
	return a.with(c.Case, casefile.ReadOnly, func(cf *casefile.Case) error {
		protected, err := cf.Protected(a.ctx)
		if err != nil {
			return err
		}
		w := newWords(protected, nil)
		a.looked(cf, casefile.Access{Act: casefile.Exported, What: c.What, Items: w.all(c.What != "items")})
		switch {
		case c.What == "texts":
			n, err := cf.ExportTexts(a.ctx, c.Out)
			if err == nil {
				a.printf("Wrote %d texts to %s\n", n, c.Out)
			}
			return err
		case c.Out == "" || c.Out == "-":
			return cf.Export(a.ctx, c.What, a.stdout)
		}
		err = writeWhole(c.Out, func(w io.Writer) error { return cf.Export(a.ctx, c.What, w) })
		if err != nil {
			return fmt.Errorf("exporting %s: %w", strings.ToLower(c.What), err)
		}
		return nil
	})
}
