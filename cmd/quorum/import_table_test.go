package main

import (
	"go/ast"
	"go/parser"
	"go/token"
	"maps"
	"path"
	"slices"
	"strconv"
	"strings"
	"testing"
)

// importRule says what one package may import.
type importRule struct {
	own       []string // packages of this module
	foreign   []string // packages of other modules, by the beginning of their path
	forbidden []string // packages of the standard library that it may not import, nor what is below them
}

// importTable returns the rule of every package. A folder without a rule fails [TestImports], and so does a rule without a folder.
// docs/architecture.md explains the table; [TestArchitectureNamesPackages] compares its own column with that page.
func importTable() map[string]importRule {
	const (
		metrics = "github.com/prometheus/client_golang/"
		sync    = "golang.org/x/sync/"
	)
	sql := []string{"github.com/mattn/go-sqlite3", "github.com/jackc/pgx/v5", "github.com/pressly/goose/v3", "github.com/google/uuid", sync}
	tests := []string{"github.com/google/go-cmp/", "pgregory.net/rapid"}
	rules := map[string]importRule{
		"storage/sqlitefile":  {foreign: []string{"github.com/mattn/go-sqlite3"}, forbidden: []string{"testing"}},
		"storage":             {own: append(domainPackages(), "storage/sqlitefile"), foreign: sql, forbidden: []string{"testing"}},
		"polls/pollstest":     {own: []string{"polls"}, forbidden: []string{"os", "net", "context", "log", "io/fs", "database/sql"}},
		"polls/saidtest":      {foreign: []string{"github.com/rogpeppe/go-internal/"}, forbidden: []string{"net", "context", "log", "database/sql"}},
		"storage/storagetest": {own: append(domainPackages(), "storage"), foreign: tests},
		"bot":                 {own: append(domainPackages(), "storage"), foreign: []string{metrics, sync}, forbidden: []string{"database/sql", "testing"}},
		"config":              {own: domainPackages(), foreign: []string{"github.com/BurntSushi/toml"}, forbidden: []string{"database/sql", "testing"}},
		"cmd/quorum": {
			foreign: []string{"github.com/alecthomas/kong", metrics, sync}, forbidden: []string{"database/sql", "testing"},
		},
	}
	maps.Copy(rules, domainRules())
	maps.Copy(rules, slackRules(metrics, sync))
	program := rules["cmd/quorum"]
	for pkg := range rules {
		if pkg != "cmd/quorum" && !strings.HasSuffix(pkg, "test") {
			program.own = append(program.own, pkg)
		}
	}
	rules["cmd/quorum"] = program
	return rules
}

// domainRules returns the rules of polls and the packages below it. Each may import only packages of the rows above it.
func domainRules() map[string]importRule {
	times := []string{"github.com/robfig/cron/v3", "github.com/rickar/cal/v2"}
	return map[string]importRule{
		"polls/phrase":   {foreign: []string{"golang.org/x/text/"}},
		"polls/worktime": {own: []string{"polls/phrase"}, foreign: times},
		"polls/kind":     {own: []string{"polls/phrase", "polls/worktime"}},
		"polls":          {own: []string{"polls/phrase", "polls/worktime", "polls/kind"}},
		"polls/schedule": {own: []string{"polls/phrase", "polls/worktime", "polls/kind", "polls"}},
		"polls/forecast": {own: []string{"polls/phrase", "polls/worktime", "polls/kind", "polls"}},
		"polls/figures":  {own: []string{"polls/phrase", "polls/worktime", "polls/kind", "polls", "polls/schedule", "polls/forecast"}},
	}
}

// domainPackages returns the packages of [domainRules].
func domainPackages() []string { return slices.Sorted(maps.Keys(domainRules())) }

// slackRules returns the rules of the packages that know Slack.
func slackRules(metrics, sync string) map[string]importRule {
	const (
		slackGo = "github.com/slack-go/slack"
		sockets = "github.com/gorilla/websocket"
		pacing  = "golang.org/x/time/"
	)
	rules := map[string]importRule{
		"bot/slack/mrkdwn":  {own: []string{"polls/phrase"}},
		"bot/slack/inbound": {own: []string{"bot", "bot/slack/mrkdwn"}, foreign: []string{slackGo, sockets, metrics, sync, pacing}},
		"bot/slack/webapi": {
			own: append(domainPackages(), "bot", "bot/slack/mrkdwn", "bot/slack/inbound"), foreign: []string{slackGo, metrics, sync},
		},
		"bot/slack/app": {foreign: []string{slackGo, "go.yaml.in/yaml/v3"}},
		"bot/slack/render": {
			own: append(domainPackages(), "bot", "bot/slack/mrkdwn", "bot/slack/inbound", "bot/slack/webapi"), foreign: []string{slackGo},
		},
		"bot/slack": {
			own:     append(domainPackages(), "bot", "bot/slack/mrkdwn", "bot/slack/inbound", "bot/slack/webapi", "bot/slack/render", "bot/slack/app"),
			foreign: []string{slackGo},
		},
		"bot/slack/slacksim": {foreign: []string{slackGo, sockets}},
	}
	for pkg, r := range rules {
		r.forbidden = []string{"database/sql", "testing"}
		rules[pkg] = r
	}
	return rules
}

// computing returns the packages of the standard library that neither reach outside the program nor know the time of day. polls and
// every package below it may import no others, except those that are for tests.
func computing() []string {
	return []string{
		"bytes", "cmp", "container/heap", "encoding/json", "errors", "fmt", "hash/fnv", "iter", "maps", "math", "math/big", "math/bits", "math/rand/v2",
		"reflect", "regexp", "slices", "sort", "strconv", "strings", "time", "unicode", "unicode/utf8",
	}
}

// homes returns, for libraries that only one folder and the folders below it may import, that folder. Tests are bound by it too.
func homes() map[string]string {
	return map[string]string{
		"github.com/slack-go/slack":   "bot/slack",
		"github.com/mattn/go-sqlite3": "storage",
		"github.com/jackc/pgx/v5":     "storage",
		"github.com/pressly/goose/v3": "storage",
	}
}

// TestImports compares the imports of every file with the table. Tests may import what they like, apart from the libraries of
// [homes].
func TestImports(t *testing.T) {
	rules, found := importTable(), map[string]bool{}
	goFiles(t, "", parser.ImportsOnly, func(file string, f *ast.File, _ *token.FileSet) {
		pkg, test := path.Dir(file), strings.HasSuffix(file, "_test.go")
		rule, known := rules[pkg]
		if !known && !found[pkg] {
			t.Errorf("the folder %s has no rule in the table of imports", pkg)
		}
		found[pkg] = true
		for _, spec := range f.Imports {
			name, _ := strconv.Unquote(spec.Path.Value)
			why := awayFromHome(pkg, name)
			if why == "" && known && !test {
				why = rule.violation(pkg, name)
			}
			if why != "" {
				t.Errorf("%s imports %s: %s", file, name, why)
			}
		}
	})
	for pkg := range rules {
		if !found[pkg] {
			t.Errorf("the table of imports has a rule for %s, and there is no such folder", pkg)
		}
	}
}

// awayFromHome returns why a package may not import a library of [homes], or "".
func awayFromHome(pkg, name string) string {
	for library, home := range homes() {
		if isBelow(name, library) && !isBelow(pkg, home) {
			return "only " + home + " and what is below it may import it"
		}
	}
	return ""
}

// violation returns why a package may not import name, or "".
func (r importRule) violation(pkg, name string) string {
	first, _, _ := strings.Cut(name, "/")
	switch {
	case strings.Contains(first, "."): // a package of another module
		if !slices.ContainsFunc(r.foreign, func(p string) bool { return strings.HasPrefix(name, p) }) {
			return "it is not among the libraries of this package"
		}
	case first == "quorum":
		if own := strings.TrimPrefix(name, "quorum/"); !slices.Contains(r.own, own) {
			return "this package may not know " + own
		}
	case isBelow(pkg, "polls") && !strings.HasSuffix(pkg, "test"):
		if !slices.Contains(computing(), name) {
			return "the domain has no I/O, no clock and no context"
		}
	case slices.ContainsFunc(r.forbidden, func(p string) bool { return isBelow(name, p) }):
		return "this package does without it"
	}
	return ""
}

// isBelow reports whether a path is that of folder, or of something in it.
func isBelow(name, folder string) bool { return name == folder || strings.HasPrefix(name, folder+"/") }
