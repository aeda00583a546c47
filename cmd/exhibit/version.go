package main

import (
	"runtime"
	"runtime/debug"
)

// version is the release; a build from a checkout adds the commit.
const version = "0.1.0"

func programName() string { return "exhibit " + version }

type versionCmd struct {
	JSON bool `help:"As JSON."`
}

func (versionCmd) Help() string {
	return "Examples:\n  exhibit version\n  exhibit version --json"
}

func (v *versionCmd) Run(a *app) error {
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
