package casefile

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"

	"exhibit/internal/claim"
	"exhibit/internal/law"
)

// Exports are the names that Export takes, beside "texts".
var Exports = []string{"items", "claims", "events", "incidents", "series", "origins", "propositions", "decisions", "sheets", "refusals"}

// Export writes one kind of thing as JSON Lines (docs/format/export.md).
func (c *Case) Export(ctx context.Context, what string, w io.Writer) error {
	enc := json.NewEncoder(w)
	enc.SetEscapeHTML(false)
	if what == "items" {
		items, err := c.Items(ctx)
		if err != nil {
			return err
		}
		if err := c.Pictures(ctx, items, func(*Item) bool { return true }); err != nil {
			return err
		}
		return lines(enc, items)
	}
	s, decisions, err := c.Snapshot(ctx)
	if err != nil {
		return err
	}
	switch what {
	case "claims":
		return errors.Join(lines(enc, s.Claims), lines(enc, s.Second))
	case "events":
		return exportEvents(enc, &s)
	case "incidents":
		return lines(enc, s.Incidents)
	case "series":
		return lines(enc, s.Series)
	case "origins":
		return lines(enc, s.Origins)
	case "propositions":
		return lines(enc, s.Propositions)
	case "decisions":
		return lines(enc, decisions)
	case "sheets":
		return s.EachSheet(func(x *law.Sheet) error { return enc.Encode(x) })
	case "refusals":
		return lines(enc, s.Refusals)
	}
	return fmt.Errorf("nothing called %q is exported", what)
}

// exportEvents writes the reported events, and of those that are no incidents why.
func exportEvents(enc *json.Encoder, s *Snapshot) error {
	aside := map[string]string{}
	for _, a := range s.Aside {
		aside[a.Event] = a.Reason
	}
	for i := range s.Events {
		line := struct {
			*claim.Event
			Aside string `json:"aside,omitempty"`
		}{&s.Events[i], aside[s.Events[i].ID]}
		if err := enc.Encode(line); err != nil {
			return fmt.Errorf("exporting: %w", err)
		}
	}
	return nil
}

func lines[T any](enc *json.Encoder, all []T) error {
	for i := range all {
		if err := enc.Encode(&all[i]); err != nil {
			return fmt.Errorf("exporting: %w", err)
		}
	}
	return nil
}

// ExportTexts writes the text of every item that was read into a folder, one UTF-8 file each, under the names that
// export items gives in "text".
func (c *Case) ExportTexts(ctx context.Context, dir string) (int, error) {
	items, err := c.Items(ctx)
	if err != nil {
		return 0, err
	}
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return 0, fmt.Errorf("exporting texts: %w", err)
	}
	n := 0
	for _, it := range items {
		if err := ctx.Err(); err != nil {
			return n, err
		}
		if it.TextRef == "" {
			continue
		}
		b, err := c.textBytes(refOf(it.TextRef))
		if err != nil {
			return n, err
		}
		if err := os.WriteFile(filepath.Join(dir, it.Text), b, 0o600); err != nil {
			return n, errors.Join(fmt.Errorf("exporting texts"), err)
		}
		n++
	}
	return n, nil
}
