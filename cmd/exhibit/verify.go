package main

import (
	"archive/zip"
	"context"
	"database/sql"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"exhibit"
	"exhibit/internal/anchor"
	"exhibit/internal/casefile"
	"exhibit/internal/ledger"
	"exhibit/internal/ledger/sqlite"
)

type verifyCmd struct {
	Path  string   `arg:"" help:"A case, a submission (folder or ZIP), a bag or a published ledger."`
	Key   []string `sep:"none" placeholder:"KEY" help:"A key you trust: file, fingerprint or public key. May be repeated."`
	Since string   `placeholder:"FILE" help:"An earlier signed checkpoint this must continue."`
	Roots string   `placeholder:"PEM" help:"Certificates of the time-stamping authorities you trust."`
	Deep  bool     `help:"Compare the derived records of a case with its entries too."`
	JSON  bool     `help:"As JSON."`
}

func (verifyCmd) Help() string {
	return `Says whether anything was altered since it was recorded, and names what it cannot tell. Exit code 0: unaltered; 1: findings; 2: cannot check.

Examples:
  exhibit verify submission.zip
  exhibit verify submission.zip --key 6f1c0a…
  exhibit verify bucha --deep`
}

func (c *verifyCmd) Run(a *app) error {
	report, err := c.verify(a)
	if err != nil {
		return &exitError{exitCannot, fmt.Errorf("cannot check %q: %w", c.Path, err)}
	}
	if c.JSON {
		if err := a.json(report); err != nil {
			return err
		}
	} else {
		a.printReport(report)
	}
	if !report.Unaltered() {
		return &exitError{exitFindings, nil}
	}
	return nil
}

func (c *verifyCmd) options(a *app) (exhibit.Options, error) {
	var opt exhibit.Options
	for _, k := range c.Key {
		if b, err := os.ReadFile(k); err == nil {
			k = strings.TrimSpace(string(b))
		}
		opt.Keys = append(opt.Keys, k)
	}
	if c.Since != "" {
		b, err := os.ReadFile(c.Since)
		if err != nil {
			return opt, fmt.Errorf("reading the earlier checkpoint: %w", err)
		}
		opt.Since = b
	}
	if c.Roots != "" {
		b, err := os.ReadFile(c.Roots)
		if err != nil {
			return opt, fmt.Errorf("reading the certificates: %w", err)
		}
		if opt.Roots, err = anchor.ParseRoots(b); err != nil {
			return opt, err
		}
	}
	opt.Progress = func(p exhibit.Progress) {
		a.progress(casefile.Progress{What: "verifying", Done: p.Files, Total: p.FilesTotal, Bytes: p.Bytes, TotalBytes: p.BytesTotal})
	}
	return opt, nil
}

func (c *verifyCmd) verify(a *app) (*exhibit.Report, error) {
	opt, err := c.options(a)
	if err != nil {
		return nil, err
	}
	fi, err := os.Stat(c.Path)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, errors.New("there is nothing at this path")
	}
	if err != nil {
		return nil, err
	}
	if !fi.IsDir() && !fi.Mode().IsRegular() {
		return nil, errNeither
	}
	if !fi.IsDir() {
		return verifyZip(a.ctx, c.Path, fi.Size(), opt)
	}
	if _, err := os.Stat(filepath.Join(c.Path, "case.json")); err == nil {
		return c.verifyCase(a, opt)
	}
	return exhibit.Verify(a.ctx, os.DirFS(c.Path), opt)
}

var errNeither = errors.New("this is neither a folder nor a ZIP file")

func verifyZip(ctx context.Context, path string, size int64, opt exhibit.Options) (*exhibit.Report, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	if _, err := zip.NewReader(f, size); errors.Is(err, zip.ErrFormat) {
		return nil, errNeither
	}
	return exhibit.VerifyZip(ctx, f, size, opt)
}

func (c *verifyCmd) verifyCase(a *app, opt exhibit.Options) (*exhibit.Report, error) {
	var report *exhibit.Report
	err := a.with(c.Path, casefile.ReadOnly, func(cf *casefile.Case) error {
		home, err := a.home()
		if err == nil {
			opt.Head, err = home.Head(cf.Origin())
		}
		if err != nil && !errors.Is(err, errNoHome) {
			return err
		}
		if report, err = exhibit.Verify(a.ctx, cf.View(a.ctx), opt); err != nil {
			return err
		}
		held, err := cf.WordsInLog(a.ctx)
		if held {
			report.Limits = append(report.Limits, casefile.LogNotice)
		}
		if err != nil {
			return err
		}
		sealed, err := cf.CheckSealed(a.ctx)
		for _, s := range sealed {
			report.Findings = append(report.Findings, exhibit.Finding{Code: "sealed-key-altered", Path: "record.db", Sentence: s, Rule: "docs/format/case.md, 6"})
		}
		if err != nil || !c.Deep {
			return err
		}
		return a.deep(cf, report)
	})
	return report, err
}

// deep compares the derived records with the entries, in a scratch database that is thrown away.
func (a *app) deep(cf *casefile.Case, report *exhibit.Report) error {
	dir, err := os.MkdirTemp("", "exhibit-deep-")
	if err != nil {
		return fmt.Errorf("making room for a scratch database: %w", err)
	}
	defer os.RemoveAll(dir)
	var db *sql.DB
	if db, err = sqlite.Open(a.ctx, filepath.Join(dir, "record.db"), ledger.Migrations(), true, false); err != nil {
		return err
	}
	defer db.Close()
	sentences, err := cf.CheckRecords(a.ctx, db)
	if err != nil {
		return err
	}
	for _, s := range sentences {
		report.Findings = append(report.Findings, exhibit.Finding{Code: "record-altered", Path: "record.db", Sentence: s, Rule: "docs/format/case.md, 6"})
	}
	damaged, err := cf.CheckDatabase(a.ctx)
	for _, s := range damaged {
		report.Findings = append(report.Findings, exhibit.Finding{Code: "database-damaged", Path: "record.db", Sentence: s, Rule: "docs/format/case.md, 6"})
	}
	return err
}
