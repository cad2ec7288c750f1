package main

import (
	"log/slog"
	"os"
	"path"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"quorum/bot/slack/app"
	"quorum/config"
	"quorum/polls/kind"

	"github.com/google/go-cmp/cmp"
	"github.com/prometheus/client_golang/prometheus"
)

// TestArchitectureNamesPackages compares the table of packages in docs/architecture.md, row by row, with [importTable]. Every
// package that the page names must exist; the page writes packages with a slash at the end.
func TestArchitectureNamesPackages(t *testing.T) {
	text := read(t, "docs/architecture.md")
	for _, m := range regexp.MustCompile("`([a-z/]+)/`").FindAllStringSubmatch(text, -1) {
		if found, err := filepath.Glob(filepath.Join(root, m[1], "*.go")); err != nil || len(found) == 0 {
			t.Errorf("it names %s/, and there is no such package", m[1])
		}
	}
	rows := map[string][]string{}
	for _, m := range regexp.MustCompile("(?m)^\\| `([a-z/]+)/` \\|[^|]*\\|([^|]*)\\|$").FindAllStringSubmatch(text, -1) {
		if rows[m[1]] != nil {
			t.Errorf("it has two rows for %s/", m[1])
		}
		rows[m[1]] = words(m[2])
	}
	want := map[string][]string{}
	for pkg, r := range importTable() {
		want[pkg] = ownCell(pkg, r.own)
	}
	if diff := cmp.Diff(want, rows); diff != "" {
		t.Errorf("the table of imports and the page (-table +page):\n%s", diff)
	}
}

// ownCell returns the packages of this module that a package may import, in the short form of docs/architecture.md: "polls/…" for
// polls and everything below it, "all" for the program, and "nothing".
func ownCell(pkg string, own []string) []string {
	switch domain := domainPackages(); {
	case pkg == "cmd/quorum":
		return []string{"all"}
	case len(own) == 0:
		return []string{"nothing"}
	case !slices.ContainsFunc(domain, func(d string) bool { return !slices.Contains(own, d) }):
		own = append(slices.DeleteFunc(slices.Clone(own), func(o string) bool { return slices.Contains(domain, o) }), "polls/…")
	}
	return slices.Sorted(slices.Values(own))
}

// words returns the entries of a cell of a table, sorted, without backquotes and final slashes.
func words(cell string) []string {
	list := strings.Fields(strings.ReplaceAll(cell, "`", ""))
	for i := range list {
		list[i] = strings.TrimSuffix(list[i], "/")
	}
	slices.Sort(list)
	return list
}

// TestArchitectureNamesFiles fails for a Go file that docs/architecture.md names and that does not exist.
func TestArchitectureNamesFiles(t *testing.T) {
	for _, m := range regexp.MustCompile("`([a-z0-9_/]+\\.go)`").FindAllStringSubmatch(read(t, "docs/architecture.md"), -1) {
		if _, err := os.Stat(filepath.Join(root, m[1])); err != nil {
			t.Errorf("it names %s: %v", m[1], err)
		}
	}
}

// TestReadingMap compares the map of files in every package's doc.go with the package. The map must name each file that is not a
// test, by its name or by a pattern like api_*.go, and no file that does not exist.
func TestReadingMap(t *testing.T) {
	names := regexp.MustCompile(`(^|[^\w/.*-])([a-z0-9_*]+\.go)\b`)
	have := map[string][]string{} // by package: its files, without tests and doc.go
	files(t, func(file string) {
		if path.Ext(file) == ".go" && !strings.HasSuffix(file, "_test.go") && path.Base(file) != "doc.go" {
			have[path.Dir(file)] = append(have[path.Dir(file)], path.Base(file))
		}
	})
	for pkg, left := range have {
		if _, err := os.Stat(filepath.Join(root, pkg, "doc.go")); err != nil {
			t.Errorf("%s has no doc.go", pkg)
			continue
		}
		whole := slices.Clone(left)
		for _, m := range names.FindAllStringSubmatch(read(t, path.Join(pkg, "doc.go")), -1) {
			stands := func(file string) bool { ok, _ := path.Match(m[2], file); return ok }
			if !slices.ContainsFunc(whole, stands) {
				t.Errorf("%s/doc.go names %s, and there is no such file", pkg, m[2])
			}
			left = slices.DeleteFunc(left, stands)
		}
		for _, file := range left {
			t.Errorf("%s/doc.go does not name %s", pkg, file)
		}
	}
}

// TestMetricsDocumented compares the metrics of the program with the table in docs/operating.md.
func TestMetricsDocumented(t *testing.T) {
	settings := config.Defaults()
	settings.Transport, settings.Database = config.Socket, filepath.Join(t.TempDir(), "quorum.db")
	a, err := assemble(t.Context(), settings, slog.New(slog.DiscardHandler))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = a.store.Close() })
	described := make(chan *prometheus.Desc)
	go func() {
		a.metrics.Describe(described)
		close(described)
	}()
	name := regexp.MustCompile(`fqName: "(quorum_\w+)"`)
	var has []string
	for d := range described {
		if m := name.FindStringSubmatch(d.String()); m != nil {
			has = append(has, m[1])
		}
	}
	var says []string
	for _, m := range regexp.MustCompile("(?m)^\\| `(quorum_\\w+)` \\|").FindAllStringSubmatch(read(t, "docs/operating.md"), -1) {
		says = append(says, m[1])
	}
	slices.Sort(has)
	slices.Sort(says)
	if diff := cmp.Diff(slices.Compact(has), says); diff != "" {
		t.Errorf("the program and the page (-program +page):\n%s", diff)
	}
}

// TestScopesDocumented compares the scopes of the manifest with the tables in docs/slack-app.md.
func TestScopesDocumented(t *testing.T) {
	var asks, says []string
	for _, s := range app.Scopes() {
		asks = append(asks, s.Name)
	}
	row, scope := regexp.MustCompile("(?m)^\\| (`[a-z:., `]+`) \\|"), regexp.MustCompile("`([a-z]+(?::[a-z.]+)?)`")
	_, text, _ := strings.Cut(read(t, "docs/slack-app.md"), "## What the app may do")
	text, _, _ = strings.Cut(text, "\n## ")
	for _, cell := range row.FindAllStringSubmatch(text, -1) {
		for _, m := range scope.FindAllStringSubmatch(cell[1], -1) {
			says = append(says, m[1])
		}
	}
	slices.Sort(asks)
	slices.Sort(says)
	if diff := cmp.Diff(asks, says); diff != "" {
		t.Errorf("the manifest and the page (-manifest +page):\n%s", diff)
	}
}

// TestKindsDocumented compares the kinds of question with the list in the README.
func TestKindsDocumented(t *testing.T) {
	var names []string
	for _, k := range kind.All() {
		names = append(names, k.Name())
	}
	if want := "\nKinds of question: " + strings.Join(names, ", ") + "; "; !strings.Contains(read(t, "README.md"), want) {
		t.Errorf("the README has no list of kinds that begins with %q", want)
	}
}

// TestLinksLead fails for relative links of pages to files that do not exist.
func TestLinksLead(t *testing.T) {
	link := regexp.MustCompile(`\]\(([^)#:]+)(#[^)]*)?\)`)
	files(t, func(file string) {
		if path.Ext(file) != ".md" {
			return
		}
		for _, m := range link.FindAllStringSubmatch(read(t, file), -1) {
			if _, err := os.Stat(filepath.Join(root, path.Dir(file), m[1])); err != nil {
				t.Errorf("%s links to %s: %v", file, m[1], err)
			}
		}
	})
}

func read(t *testing.T, file string) string {
	t.Helper()
	text, err := os.ReadFile(filepath.Join(root, file))
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}
