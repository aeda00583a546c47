package main

import (
	"io"

	"exhibit/internal/dossier"
)

type mapCmd struct {
	caseFlag
	Format     string `enum:"geojson,html" default:"html" help:"html, a page that works offline; or geojson."`
	Restricted bool   `help:"Take in incidents that rest on words of restricted items."`
	Out        string `placeholder:"PATH" help:"File to write. Standard output when left out."`
}

func (mapCmd) Help() string {
	return `Circles whose radius is how finely a place is known, over lines of latitude and longitude: no tiles are fetched and no borders drawn.

Examples:
  exhibit map --case bucha --out map.html
  exhibit map --format geojson --case bucha --out incidents.geojson`
}

func (c *mapCmd) Run(a *app) error {
	return a.passOn(c.Case, "map as "+c.Format, c.Out, c.Restricted, func(x *dossier.Abroad, w io.Writer) error {
		if c.Format == "geojson" {
			return x.GeoJSON(w)
		}
		return x.HTML(w)
	})
}
