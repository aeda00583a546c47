package main

import (
	"errors"
	"fmt"
	"io"
	"strings"

	"exhibit/internal/casefile"
	"exhibit/internal/dossier"
)

type exportCmd struct {
	What string `arg:"" enum:"items,texts,claims,events,incidents,series,origins,propositions,decisions,sheets,refusals" help:"items, texts, claims, events, incidents, series, origins, propositions, decisions, sheets or refusals."`
	caseFlag
	Format     string `enum:"jsonl,geojson,csv,kml" default:"jsonl" help:"Of incidents: jsonl, or geojson, csv or kml to pass on."`
	Restricted bool   `help:"In geojson, csv and kml: take in incidents that rest on words of restricted items."`
	Out        string `placeholder:"PATH" help:"File to write; a folder for texts. Standard output when left out."`
}

func (exportCmd) Help() string {
	return `JSON Lines, one object a line; docs/format/export.md says what each field means, docs/format/incidents.md what stands in the other formats.

Examples:
  exhibit export claims --case bucha --out claims.jsonl
  exhibit export texts --case bucha --out texts/
  exhibit export incidents --format csv --case bucha --out incidents.csv`
}

func (c *exportCmd) Run(a *app) error {
	if c.What == "texts" && c.Out == "" {
		return &exitError{exitCannot, errors.New("say into which folder: --out DIR")}
	}
	if c.Format != "jsonl" {
		return c.outward(a)
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

// outward writes incidents in a format made to be passed on.
func (c *exportCmd) outward(a *app) error {
	if c.What != "incidents" {
		return &exitError{exitCannot, fmt.Errorf("only incidents go out as %s; next: exhibit export incidents --format %s --case %s", c.Format, c.Format, c.Case)}
	}
	return a.passOn(c.Case, "incidents as "+c.Format, c.Out, c.Restricted, func(x *dossier.Abroad, w io.Writer) error {
		switch c.Format {
		case "geojson":
			return x.GeoJSON(w)
		case "csv":
			return x.CSV(w)
		}
		return x.KML(w)
	})
}

// passOn writes something made of the incidents of a case that may leave the house, and says what stays behind.
func (a *app) passOn(dir, what, out string, restricted bool, write func(*dossier.Abroad, io.Writer) error) error {
	return a.withFile(dir, func(cf *casefile.Case, f *casefile.File, w *words) error {
		x := dossier.Outward(f, func(ref string) bool {
			_, held := w.protected[ref]
			return held && !restricted
		})
		a.looked(cf, casefile.Access{Act: casefile.Exported, What: what, Items: w.in(x.Incidents())})
		if x.LeftOut > 0 {
			fmt.Fprintf(a.stderr, "exhibit: left out: %d of %d incidents, which rest on words of restricted items; --restricted takes them in\n", x.LeftOut, len(f.Snapshot.Incidents))
		}
		if out == "" || out == "-" {
			return write(x, a.stdout)
		}
		if err := writeWhole(out, func(w io.Writer) error { return write(x, w) }); err != nil {
			return fmt.Errorf("exporting %s: %w", what, err)
		}
		return nil
	})
}
