package casefile

import (
	"context"
	"encoding/json"
	"fmt"
	"image"
	"io"

	"exhibit"
	"exhibit/internal/custody"
	"exhibit/internal/reading"
	"exhibit/internal/reading/picture"
	"exhibit/internal/similar/pdq"
	"exhibit/internal/store"
)

// pictureTool names what makes the hash of a picture; a new version makes earlier hashes stale.
const pictureTool = pdq.Version + " " + picture.Version

// hashedPicture is the derivation of a picture: its hash, and those it has when it is turned and mirrored, in the order of
// pdq.Positions.
type hashedPicture struct {
	PDQ     string   `json:"pdq"`
	Quality int      `json:"quality"`
	Width   int      `json:"width"`
	Height  int      `json:"height"`
	Turned  []string `json:"turned"`
}

// hashPictures makes the hashes that are outstanding. A restricted item has none before a person clears it.
func (c *Case) hashPictures(ctx context.Context, retry bool) error {
	all, err := c.readable(ctx, custody.PictureStage)
	if err != nil {
		return err
	}
	var jobs []job
	for _, j := range all {
		if picture.Is(j.media) && (c.force || j.have != pictureTool || j.failed && (retry || j.code == CannotOpen)) {
			jobs = append(jobs, j)
		}
	}
	if len(jobs) == 0 {
		return nil
	}
	d := picture.New(picture.Config{})
	_, err = c.stage(ctx, "looking at pictures", jobs, func(ctx context.Context, j *job) result { return c.hashPicture(ctx, d, j) })
	return err
}

func (c *Case) hashPicture(ctx context.Context, d *picture.Decoder, j *job) result {
	var h hashedPicture
	_, size, err := c.peek(ctx, j)
	if err == nil {
		in := reading.Input{Name: j.report, MediaType: j.media, Size: size, Open: func() (io.ReadSeekCloser, error) {
			f, _, err := c.openBytes(ctx, j)
			return f, err
		}}
		err = d.Use(ctx, in, func(img image.Image) { h = hashOf(img) })
	}
	if err != nil {
		r := failed(j, pictureTool, err)
		if b, ok := r.body.(*custody.FailedBody); ok {
			b.Stage = custody.PictureStage
		}
		return r
	}
	b, err := json.Marshal(h)
	if err != nil {
		return result{job: j, err: fmt.Errorf("encoding the hash of %q: %w", j.report, err)}
	}
	out := newDerived(append(b, '\n'))
	return result{job: j, derived: []derived{out}, body: &custody.PicturedBody{Reader: pictureTool, Picture: out.ref}}
}

func hashOf(img image.Image) hashedPicture {
	all, quality := pdq.Dihedral(img)
	h := hashedPicture{PDQ: all[0].String(), Quality: quality, Width: img.Bounds().Dx(), Height: img.Bounds().Dy()}
	for _, t := range all[1:] {
		h.Turned = append(h.Turned, t.String())
	}
	return h
}

// pictured is the outcome of one picture.
type pictured struct {
	item   string // hex
	ref    exhibit.Ref
	reason string // why there is no hash
	hashedPicture
	hashes [8]pdq.Hash
}

// pictures lists the outcomes of the pictures that may be read, in the order they arrived.
func (c *Case) pictures(ctx context.Context) ([]pictured, error) {
	rows, err := c.db.QueryContext(ctx, `SELECT d.item, coalesce(d.ref, ''), coalesce(d.code, ''), coalesce(d.reason, '') FROM derivations d JOIN items i ON i.ref = d.item
		WHERE d.stage = 'picture' AND (i.restriction = 'open' OR i.cleared = i.ref) ORDER BY i.entry`)
	if err != nil {
		return nil, fmt.Errorf("listing pictures: %w", err)
	}
	defer rows.Close()
	var out []pictured
	for rows.Next() {
		var p pictured
		var ref, code, reason string
		if err := rows.Scan(&p.item, &ref, &code, &reason); err != nil {
			return nil, fmt.Errorf("listing pictures: %w", err)
		}
		if ref == "" {
			p.reason = code + ": " + reason
		} else if p.ref, err = exhibit.ParseHex(ref); err != nil {
			return nil, fmt.Errorf("listing pictures: %w", err)
		}
		out = append(out, p)
	}
	return out, rows.Err()
}

// read takes the hashes of a picture out of the store.
func (p *pictured) read(c *Case) error {
	b, err := c.store.Read(store.Derived, p.ref)
	if err != nil {
		return fmt.Errorf("reading the hash of a picture: %w; exhibit rebuild makes it again", err)
	}
	if err := json.Unmarshal(b, &p.hashedPicture); err != nil || len(p.Turned) != len(p.hashes)-1 {
		return fmt.Errorf("the hash of a picture in derivation %s cannot be read; exhibit rebuild makes it again", p.ref)
	}
	for i, s := range append([]string{p.PDQ}, p.Turned...) {
		if p.hashes[i], err = pdq.Parse(s); err != nil {
			return fmt.Errorf("derivation %s: %w; exhibit rebuild makes it again", p.ref, err)
		}
	}
	return nil
}

// compared reports whether there is enough to see in a picture for its hash to say something.
func (p *pictured) compared() bool { return p.reason == "" && p.Quality >= pdq.LeastUseful }
