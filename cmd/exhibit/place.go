package main

import (
	"archive/zip"
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"exhibit/internal/casefile"
	"exhibit/internal/claim"
	"exhibit/internal/place"
)

type placeCmd struct {
	Import placeImport `cmd:"" help:"Add places from a file in the format of GeoNames."`
	Show   placeShow   `cmd:"" help:"Print what is known of a name, and from where."`
}

func (placeCmd) Help() string {
	return `Examples:
  exhibit place import SY.zip
  exhibit place show Ірпінь`
}

// maxPlaces bounds an imported file: a country of GeoNames is below it, the whole world is not.
const maxPlaces = 128 << 20

type placeImport struct {
	File string `arg:"" help:"Table of 19 columns with tabs between, or a ZIP archive of one."`
	JSON bool   `help:"As JSON."`
}

func (placeImport) Help() string {
	return `Keeps the file in EXHIBIT_HOME/places under its digest. From then on claims are read with these places too, and the version of
the reader that every derivation names says so; run what is read again with: exhibit run. Take the file away again by
deleting it there. Files for each country: https://download.geonames.org/export/dump/ (fetch them yourself; nothing is
contacted from here).

Example:
  exhibit place import SY.zip`
}

// imported is the answer to an import.
type imported struct {
	File     string          `json:"file"`
	Digest   string          `json:"digest"`
	Places   int             `json:"places"`
	Already  bool            `json:"already"`
	Refused  []place.Outcome `json:"refused"`
	Outcomes int             `json:"lines"`
}

func (c *placeImport) Run(a *app) error {
	b, err := readBounded(c.File)
	if err != nil {
		return err
	}
	in, err := readPlaces(b)
	if err != nil {
		return fmt.Errorf("reading %q: %w", c.File, err)
	}
	if len(in.Places) == 0 {
		return fmt.Errorf("%q holds no place that could be taken; it needs 19 columns with tabs between, as GeoNames writes them%s", c.File, firstReason(in))
	}
	home, err := a.home()
	if err != nil {
		return err
	}
	sum := sha256.Sum256(b)
	out := imported{File: c.File, Digest: hex.EncodeToString(sum[:]), Places: len(in.Places), Outcomes: len(in.Outcomes), Refused: []place.Outcome{}}
	if out.Already, err = keepPlaces(filepath.Join(home.Dir, "places"), out.Digest, b); err != nil {
		return err
	}
	for _, o := range in.Outcomes {
		if o.Reason != "" {
			out.Refused = append(out.Refused, o)
		}
	}
	if c.JSON {
		return a.json(out)
	}
	for _, o := range out.Refused {
		a.printf("line %d: not taken: %s\n", o.Line, o.Reason)
	}
	a.printf("%d places of %d lines, sha256 %s.\n", out.Places, out.Outcomes, out.Digest)
	if out.Already {
		a.printf("The file was imported before.\n")
	}
	return nil
}

func firstReason(in *place.Imported) string {
	if len(in.Outcomes) == 0 {
		return ""
	}
	return fmt.Sprintf(" (line %d: %s)", in.Outcomes[0].Line, in.Outcomes[0].Reason)
}

func readBounded(path string) ([]byte, error) {
	fi, err := os.Stat(path)
	if err != nil {
		return nil, fmt.Errorf("reading places: %w", err)
	}
	if !fi.Mode().IsRegular() {
		return nil, fmt.Errorf("%q is no file", path)
	}
	if fi.Size() > maxPlaces {
		return nil, fmt.Errorf("%q has more than %d MB; take the file of the country you need", path, maxPlaces>>20)
	}
	b, err := os.ReadFile(path)
	if err != nil {
		return nil, fmt.Errorf("reading places: %w", err)
	}
	return b, nil
}

// readPlaces reads a table, or the one table in an archive (GeoNames puts a readme.txt beside it).
func readPlaces(b []byte) (*place.Imported, error) {
	if !bytes.HasPrefix(b, []byte("PK\x03\x04")) {
		return place.ReadGeoNames(bytes.NewReader(b))
	}
	zr, err := zip.NewReader(bytes.NewReader(b), int64(len(b)))
	if err != nil {
		return nil, fmt.Errorf("opening the archive: %w", err)
	}
	var table *zip.File
	for _, f := range zr.File {
		if f.FileInfo().IsDir() || strings.EqualFold(filepath.Base(f.Name), "readme.txt") {
			continue
		}
		if table != nil {
			return nil, errors.New("the archive holds several files; unpack it and import them one by one")
		}
		table = f
	}
	if table == nil {
		return nil, errors.New("the archive holds no table")
	}
	r, err := table.Open()
	if err != nil {
		return nil, fmt.Errorf("opening the archive: %w", err)
	}
	defer r.Close()
	text, err := io.ReadAll(io.LimitReader(r, maxPlaces+1))
	if err != nil {
		return nil, fmt.Errorf("unpacking: %w", err)
	}
	if len(text) > maxPlaces {
		return nil, fmt.Errorf("it unpacks to more than %d MB; take the file of the country you need", maxPlaces>>20)
	}
	return place.ReadGeoNames(bytes.NewReader(text))
}

// keepPlaces writes the file under its digest, whole or not at all.
func keepPlaces(dir, digest string, b []byte) (already bool, err error) {
	name := filepath.Join(dir, digest)
	if have, err := os.ReadFile(name); err == nil && bytes.Equal(have, b) {
		return true, nil
	}
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return false, fmt.Errorf("making a folder for places: %w", err)
	}
	tmp, err := os.CreateTemp(dir, "partial-*")
	if err != nil {
		return false, fmt.Errorf("keeping the file: %w", err)
	}
	defer os.Remove(tmp.Name())
	_, err = tmp.Write(b)
	if err = errors.Join(err, tmp.Sync(), tmp.Close()); err == nil {
		err = os.Rename(tmp.Name(), name)
	}
	if err != nil {
		return false, fmt.Errorf("keeping the file: %w", err)
	}
	return false, nil
}

// importedFiles lists the digests of what was imported, in order. A home without any is no error.
func importedFiles(dir string) ([]string, error) {
	entries, err := os.ReadDir(dir)
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return nil, fmt.Errorf("looking for imported places: %w", err)
	}
	var out []string
	for _, e := range entries {
		if len(e.Name()) == 2*sha256.Size && e.Type().IsRegular() {
			out = append(out, e.Name())
		}
	}
	slices.Sort(out)
	return out, nil
}

// gazetteer is the embedded one with what was imported into this home.
func gazetteer(dir string) (*place.Gazetteer, []string, error) {
	digests, err := importedFiles(dir)
	if err != nil {
		return nil, nil, err
	}
	g := place.Default()
	for _, d := range digests {
		b, err := readBounded(filepath.Join(dir, d))
		if err != nil {
			return nil, nil, err
		}
		if sum := sha256.Sum256(b); hex.EncodeToString(sum[:]) != d {
			return nil, nil, fmt.Errorf("the imported places %q are not as they were imported; delete that file and import it again", filepath.Join(dir, d))
		}
		in, err := readPlaces(b)
		if err != nil {
			return nil, nil, fmt.Errorf("reading imported places: %w", err)
		}
		g = g.With(in)
	}
	return g, digests, nil
}

// withImports is the claim reader, told of imported places when there are any. Its version then names them.
func withImports(dir string, plain func() (casefile.ClaimReader, error)) (func() (casefile.ClaimReader, error), error) {
	digests, err := importedFiles(dir)
	if err != nil || len(digests) == 0 {
		return plain, err
	}
	return func() (casefile.ClaimReader, error) {
		g, digests, err := gazetteer(dir)
		if err != nil {
			return nil, err
		}
		r, err := claim.New(claim.Config{Gazetteer: g})
		if err != nil {
			return nil, err
		}
		sum := sha256.Sum256([]byte(strings.Join(digests, "\n")))
		return placed{rules{r}, hex.EncodeToString(sum[:8])}, nil
	}, nil
}

// placed is the rule-based reader with imported places.
type placed struct {
	rules
	places string
}

func (p placed) Version() string { return p.rules.Version() + "+places-" + p.places }

type placeShow struct {
	Name []string `arg:"" help:"The name, in any spelling, script or form; or an id."`
	JSON bool     `help:"As JSON."`
}

func (placeShow) Help() string {
	return `Examples:
  exhibit place show Ірпінь
  exhibit place show "Gary, Indiana"
  exhibit place show Edlib --json`
}

// shown is one place with its names and sources.
type shown struct {
	place.Place
	Names   []string `json:"names"`
	Sources []string `json:"sources"`
}

func (c *placeShow) Run(a *app) error {
	dir := ""
	if home, err := a.home(); err == nil {
		dir = filepath.Join(home.Dir, "places")
	}
	g, _, err := gazetteer(dir)
	if err != nil {
		return err
	}
	name := strings.Join(c.Name, " ")
	found := g.Lookup(name)
	if p, ok := g.ByID(name); ok {
		found = []place.Place{p}
	}
	if len(found) == 0 {
		return fmt.Errorf("no place of the name %q is held, or it is an ordinary word too; name what contains it behind a comma, or add places with: exhibit place import FILE", name)
	}
	var out []shown
	for _, p := range found {
		out = append(out, shown{p, g.Names(p.ID), g.Sources(p)})
	}
	if c.JSON {
		return a.json(out)
	}
	for _, p := range out {
		a.printf("%s  %s, %s\n", p.ID, strings.Join(p.Path(), " > "), p.Kind)
		if p.HasPoint {
			a.printf("  position %.4f, %.4f, good to the %s\n", p.Lat, p.Lon, p.Precision)
		} else {
			a.printf("  no position\n")
		}
		if p.Population > 0 {
			a.printf("  inhabitants %d\n", p.Population)
		}
		a.printf("  names %s\n  sources %s\n", strings.Join(p.Names, ", "), strings.Join(p.Sources, "; "))
	}
	return nil
}
