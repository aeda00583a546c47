package main

import (
	"fmt"
	"runtime"
	"runtime/debug"
	"text/tabwriter"

	"exhibit/internal/claim"
)

// version is the release; a build from a checkout adds the commit.
const version = "0.1.0"

func programName() string { return "exhibit " + version }

type versionCmd struct {
	Readers bool `help:"How often the reader of claims errs, by language."`
	JSON    bool `help:"As JSON."`
}

func (versionCmd) Help() string {
	return "Examples:\n  exhibit version\n  exhibit version --json\n  exhibit version --readers"
}

func (v *versionCmd) Run(a *app) error {
	if v.Readers {
		return v.readers(a)
	}
	commit := ""
	if b, ok := debug.ReadBuildInfo(); ok {
		for _, s := range b.Settings {
			if s.Key == "vcs.revision" {
				commit = s.Value
			}
		}
	}
	if v.JSON {
		return a.json(map[string]string{"version": version, "commit": commit, "go": runtime.Version(), "platform": runtime.GOOS + "/" + runtime.GOARCH})
	}
	a.printf("exhibit %s\n", version)
	return nil
}

// readers prints the measured error of the reader of claims.
func (v *versionCmd) readers(a *app) error {
	all := claim.Reliability("")
	if v.JSON {
		return a.json(all)
	}
	a.printf("The reader of claims is %s. A figure says how often it read as people did on reports they had marked, and nothing about any single report.\n", claim.Version)
	w := tabwriter.NewWriter(a.stdout, 0, 8, 2, ' ', 0)
	for _, f := range all {
		fmt.Fprintf(w, "%s\t%s\t%s\tof %d\t%s\t%s\t%s\n", f.Lang, f.Name, f.Value, f.N, f.How, f.Version, f.Date)
	}
	return w.Flush()
}
