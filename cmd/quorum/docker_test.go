package main

import (
	"debug/elf"
	"flag"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
)

var image = flag.Bool("image", false, "build as the Dockerfile does")

// TestImageBuild runs the Dockerfile's own build command, since no Docker engine can be had everywhere, and looks at
// what it made: a program that needs nothing from the image it is put in. `make image` asks for it.
func TestImageBuild(t *testing.T) {
	if !*image {
		t.Skip("links the whole program once more; make image does it")
	}
	out := t.TempDir()
	command := strings.ReplaceAll(dockerLine(t, `(?m)^RUN (CGO_ENABLED.* go build .*)$`), "/out/", out+"/")
	build := exec.CommandContext(t.Context(), "sh", "-c", command)
	build.Dir = root
	if text, err := build.CombinedOutput(); err != nil {
		t.Fatalf("%s: %v\n%s", command, err, text)
	}
	program := filepath.Join(out, "quorum")
	static(t, program)
	text, err := exec.CommandContext(t.Context(), program, "version").CombinedOutput()
	if err != nil || !strings.HasPrefix(string(text), "quorum ") {
		t.Errorf("version printed %q, %v", text, err)
	}
}

// static fails unless the program can run in an image that holds nothing else: no loader, no shared libraries.
func static(t *testing.T, program string) {
	t.Helper()
	f, err := elf.Open(program)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	for _, p := range f.Progs {
		if p.Type == elf.PT_INTERP {
			t.Error("the program asks for a loader")
		}
	}
	if libraries, err := f.ImportedLibraries(); err == nil && len(libraries) > 0 {
		t.Errorf("the program needs %v", libraries)
	}
}

// TestImageRuns what the program has, as the user it should be, with the Go version of the module.
func TestImageRuns(t *testing.T) {
	mod, err := os.ReadFile(filepath.Join(root, "go.mod"))
	if err != nil {
		t.Fatal(err)
	}
	version := regexp.MustCompile(`(?m)^go (\S+)$`).FindSubmatch(mod)
	if image := dockerLine(t, `(?m)^FROM golang:([0-9.]+)-`); version == nil || image != string(version[1]) {
		t.Errorf("the image builds with Go %s, the module asks for %s", image, version)
	}
	if user := dockerLine(t, `(?m)^USER (\d+)`); user == "0" {
		t.Error("the program runs as root")
	}
	if listen := dockerLine(t, `(?m)^ENV QUORUM_LISTEN=(.*)$`); listen != ":8080" {
		t.Errorf("the program listens on %s, where nobody outside the container reaches it", listen)
	}
	entry := dockerLine(t, `(?m)^ENTRYPOINT \["(.*)"\]$`)
	if health := dockerLine(t, `HEALTHCHECK .*CMD \[(.*)\]`); health != `"`+entry+`", "check", "--health"` {
		t.Errorf("the health check runs %s", health)
	}
}

// TestImageIsOfTheCommit leaves out of the image only what git does not hold: to the build a file that is missing is a
// local change, and the version would say so.
func TestImageIsOfTheCommit(t *testing.T) {
	read := func(name string) []string {
		text, err := os.ReadFile(filepath.Join(root, name))
		if err != nil {
			t.Fatal(err)
		}
		return strings.Split(strings.ReplaceAll(string(text), "/", ""), "\n")
	}
	ignored := read(".gitignore")
	for _, line := range read(".dockerignore") {
		if !strings.HasPrefix(line, "#") && !slices.Contains(ignored, line) {
			t.Errorf("%s is left out of the image, and git holds it", line)
		}
	}
}

// dockerLine returns the first group of a pattern that the Dockerfile must match.
func dockerLine(t *testing.T, pattern string) string {
	t.Helper()
	text, err := os.ReadFile(filepath.Join(root, "Dockerfile"))
	if err != nil {
		t.Fatal(err)
	}
	m := regexp.MustCompile(pattern).FindSubmatch(text)
	if m == nil {
		t.Fatalf("the Dockerfile has no line like %s", pattern)
	}
	return string(m[1])
}
