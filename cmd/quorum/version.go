package main

import (
	"fmt"
	"runtime"
	"runtime/debug"
	"strings"
)

type versionCommand struct{}

// Run prints one line: the version, the commit, and how the program was built.
func (versionCommand) Run(p *program) error {
	info, ok := debug.ReadBuildInfo()
	if !ok {
		info = &debug.BuildInfo{}
	}
	_, err := fmt.Fprintln(p.stdout, versionLine(info))
	return err
}

func versionLine(info *debug.BuildInfo) string {
	version := info.Main.Version
	if version == "" {
		version = "(devel)"
	}
	built := []string{info.GoVersion, runtime.GOOS + "/" + runtime.GOARCH}
	for _, s := range info.Settings {
		switch {
		case s.Key == "vcs.revision":
			built = append(built, "commit "+s.Value[:min(12, len(s.Value))])
		case s.Key == "vcs.modified" && s.Value == "true":
			built = append(built, "with local changes")
		}
	}
	return fmt.Sprintf("quorum %s (%s)", version, strings.Join(built, ", "))
}
