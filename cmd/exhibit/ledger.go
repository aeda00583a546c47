package main

import (
	"crypto/rand"
	"crypto/x509"
	"errors"
	"fmt"
	"os"
	"path/filepath"

	"exhibit/internal/anchor"
	"exhibit/internal/casefile"
)

type timestampCmd struct {
	caseFlag
	TSA   string `name:"tsa" required:"" placeholder:"URL" help:"Time-stamping authority (RFC 3161). Nothing else is contacted."`
	Roots string `placeholder:"PEM" help:"Certificates the authority's must lead to; left out, its chain is not judged."`
	JSON  bool   `help:"As JSON."`
}

func (timestampCmd) Help() string {
	return `Sends the digest of the signed checkpoint, and nothing else, to the authority; keeps its token. From then on the times before it are bounded by somebody other than the operator.

Example:
  exhibit timestamp --case bucha --tsa http://tsa.example.org --roots tsa-roots.pem`
}

func (c *timestampCmd) Run(a *app) error {
	var roots *x509.CertPool
	if c.Roots != "" {
		b, err := os.ReadFile(c.Roots)
		if err != nil {
			return fmt.Errorf("reading the certificates: %w", err)
		}
		if roots, err = anchor.ParseRoots(b); err != nil {
			return err
		}
	}
	return a.with(c.Case, casefile.Write, func(cf *casefile.Case) error {
		size, signed, err := cf.Ledger().Checkpoint(a.ctx)
		if err != nil {
			return err
		}
		token, err := anchor.Request(a.ctx, anchor.Config{URL: c.TSA, Roots: roots, Nonce: rand.Reader}, signed)
		if err != nil {
			return err
		}
		n, err := cf.Anchor(a.ctx, size, signed, token.DER, token.Authority, token.Time)
		if err != nil {
			return err
		}
		if c.JSON {
			return a.json(map[string]any{"entry": n, "size": size, "authority": token.Authority, "time": token.Time, "trusted": token.Trusted})
		}
		a.printf("The first %d entries existed on %s, says %s. Recorded as entry %d.\n", size, token.Time.UTC().Format("2006-01-02 15:04:05 UTC"), token.Authority, n)
		if !token.Trusted {
			a.printf("Whether the authority is what it says was not judged; name its root with --roots.\n")
		}
		return nil
	})
}

type ledgerCmd struct {
	Publish    ledgerPublish    `cmd:"" help:"Write hash tiles and checkpoint for others to check; no entries."`
	Checkpoint ledgerCheckpoint `cmd:"" help:"Print the latest signed checkpoint."`
}

func (ledgerCmd) Help() string {
	return `Examples:
  exhibit ledger publish public/ --case bucha
  exhibit ledger checkpoint --case bucha > bucha.checkpoint`
}

type ledgerPublish struct {
	Dir string `arg:"" help:"Folder to write into; publishing again adds to it."`
	caseFlag
	JSON bool `help:"As JSON."`
}

func (ledgerPublish) Help() string {
	return "Example:\n  exhibit ledger publish public/ --case bucha"
}

func (c *ledgerPublish) Run(a *app) error {
	if c.Dir == "" {
		return &exitError{exitCannot, errors.New("say where to: exhibit ledger publish DIR")}
	}
	return a.with(c.Case, casefile.Write, func(cf *casefile.Case) error {
		dir, err := filepath.Abs(c.Dir)
		if err != nil {
			return fmt.Errorf("finding where to publish: %w", err)
		}
		if err := os.MkdirAll(dir, 0o755); err != nil {
			return fmt.Errorf("publishing: %w", err)
		}
		size, signed, err := cf.Ledger().Checkpoint(a.ctx)
		if err != nil {
			return err
		}
		if err := cf.KeepCheckpoint(a.ctx, size); err != nil {
			return err
		}
		n, err := anchor.Publish(a.ctx, anchor.Public{}, cf.Ledger().Reader(a.ctx), size, signed, dir)
		if err != nil {
			return err
		}
		if c.JSON {
			return a.json(map[string]any{"files": n, "size": size, "folder": c.Dir})
		}
		a.printf("Wrote %d files for %d entries to %s. Hashes only: no entry, name or path is in them.\n", n, size, c.Dir)
		return nil
	})
}

type ledgerCheckpoint struct {
	caseFlag
	JSON bool `help:"As JSON."`
}

func (ledgerCheckpoint) Help() string {
	return "Example:\n  exhibit ledger checkpoint --case bucha > bucha.checkpoint"
}

func (c *ledgerCheckpoint) Run(a *app) error {
	return a.with(c.Case, casefile.ReadOnly, func(cf *casefile.Case) error {
		size, signed, err := cf.Ledger().Checkpoint(a.ctx)
		if err != nil {
			return err
		}
		if c.JSON {
			return a.json(map[string]any{"origin": cf.Origin(), "size": size, "checkpoint": string(signed)})
		}
		a.printf("%s", signed)
		return nil
	})
}
