package main

import (
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"maps"
	"os"
	"path"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
)

// The house: which packages there are, what each may import, and what none may do. The table is explained in
// docs/architecture.md; a package that is not in it fails the test.
func house() map[string]room {
	const (
		metrics = "github.com/prometheus/client_golang/"
		sync    = "golang.org/x/sync/"
	)
	sql := []string{"github.com/mattn/go-sqlite3", "github.com/jackc/pgx/v5", "github.com/pressly/goose/v3", "github.com/google/uuid", sync}
	tests := []string{"github.com/google/go-cmp/", "pgregory.net/rapid"}
	rooms := map[string]room{
		"storage":             {ours: domainRooms(), others: sql, without: []string{"testing"}},
		"polls/pollstest":     {ours: []string{"polls"}, without: []string{"os", "net", "context", "log", "io/fs"}},
		"storage/storagetest": {ours: append(domainRooms(), "storage"), others: tests},
		"bot":                 {ours: append(domainRooms(), "storage"), others: []string{metrics, sync}, without: []string{"database/sql", "testing"}},
		"config":              {ours: domainRooms(), others: []string{"github.com/BurntSushi/toml"}, without: []string{"testing"}},
		"cmd/quorum": {
			others: []string{"github.com/alecthomas/kong", metrics, sync}, without: []string{"database/sql", "testing"},
		},
	}
	maps.Copy(rooms, domain())
	maps.Copy(rooms, slackRooms(metrics, sync))
	program := rooms["cmd/quorum"]
	for pkg := range rooms {
		if pkg != "cmd/quorum" && !strings.HasSuffix(pkg, "test") {
			program.ours = append(program.ours, pkg)
		}
	}
	rooms["cmd/quorum"] = program
	return rooms
}

// domain is polls and what is below and above it: each may import only those that were named before.
func domain() map[string]room {
	times := []string{"github.com/robfig/cron/v3", "github.com/rickar/cal/v2"}
	rooms := map[string]room{
		"polls/phrase":   {},
		"polls/worktime": {ours: []string{"polls/phrase"}, others: times},
		"polls/kind":     {ours: []string{"polls/phrase", "polls/worktime"}},
		"polls":          {ours: []string{"polls/phrase", "polls/worktime", "polls/kind"}},
		"polls/schedule": {ours: []string{"polls/phrase", "polls/worktime", "polls/kind", "polls"}},
		"polls/forecast": {ours: []string{"polls/phrase", "polls/worktime", "polls/kind", "polls"}},
		"polls/figures":  {ours: []string{"polls/phrase", "polls/worktime", "polls/kind", "polls", "polls/schedule", "polls/forecast"}},
	}
	for pkg, r := range rooms {
		r.without = []string{"os", "net", "database/sql", "context", "log", "io/fs", "testing"}
		rooms[pkg] = r
	}
	return rooms
}

func domainRooms() []string { return slices.Sorted(maps.Keys(domain())) }

// slackRooms are those of everything that is about Slack.
func slackRooms(metrics, sync string) map[string]room {
	const (
		slackGo = "github.com/slack-go/slack"
		sockets = "github.com/gorilla/websocket"
		pacing  = "golang.org/x/time/"
	)
	rooms := map[string]room{
		"bot/slack/mrkdwn":  {ours: []string{"polls/phrase"}},
		"bot/slack/inbound": {ours: []string{"bot", "bot/slack/mrkdwn"}, others: []string{slackGo, sockets, metrics, sync, pacing}},
		"bot/slack/webapi": {
			ours: append(domainRooms(), "bot", "bot/slack/mrkdwn", "bot/slack/inbound"), others: []string{slackGo, metrics, sync},
		},
		"bot/slack/app": {others: []string{slackGo, "go.yaml.in/yaml/v3"}},
		"bot/slack/render": {
			ours: append(domainRooms(), "bot", "bot/slack/mrkdwn", "bot/slack/inbound", "bot/slack/webapi"), others: []string{slackGo},
		},
		"bot/slack": {
			ours: append(domainRooms(), "bot", "bot/slack/mrkdwn", "bot/slack/inbound", "bot/slack/webapi", "bot/slack/render", "bot/slack/app"), others: []string{slackGo},
		},
		"bot/slack/slacksim": {others: []string{slackGo, sockets}},
	}
	for pkg, r := range rooms {
		r.without = []string{"database/sql", "testing"}
		rooms[pkg] = r
	}
	return rooms
}

// room is one package's place in the house.
type room struct {
	ours    []string // packages of this module that it may import
	others  []string // packages of other modules, by their beginning
	without []string // packages of the standard library that it may not import, with what is below them
}

const root = "../.."

// TestImports holds every file that is not a test to the table. Test files may import what they like, except that only
// the rooms that have the SQL drivers and slack-go may have them in tests.
func TestImports(t *testing.T) {
	rooms, found := house(), map[string]bool{}
	goFiles(t, "", parser.ImportsOnly, func(file string, f *ast.File, _ *token.FileSet) {
		pkg := path.Dir(file)
		found[pkg] = true
		r, known := rooms[pkg]
		if !known {
			t.Errorf("%s: there is no package %s in the house", file, pkg)
			return
		}
		for _, spec := range f.Imports {
			name, _ := strconv.Unquote(spec.Path.Value)
			if why := r.refuses(name, strings.HasSuffix(file, "_test.go")); why != "" {
				t.Errorf("%s imports %s: %s", file, name, why)
			}
		}
	})
	for pkg := range rooms {
		if !found[pkg] {
			t.Logf("%s is in the table and not yet in the tree", pkg)
		}
	}
}

// refuses says why a package may not be imported here, or "".
func (r room) refuses(name string, test bool) string {
	first, _, _ := strings.Cut(name, "/")
	switch {
	case strings.Contains(first, "."): // another module's
		if slices.ContainsFunc(r.others, func(p string) bool { return strings.HasPrefix(name, p) }) {
			return ""
		}
		if test && !strings.Contains(name, "slack-go") && !strings.Contains(name, "sqlite3") && !strings.Contains(name, "pgx") {
			return ""
		}
		return "not among the libraries of this package"
	case first == "quorum":
		if ours := strings.TrimPrefix(name, "quorum/"); !test && !slices.Contains(r.ours, ours) {
			return "this package may not know " + ours
		}
	case !test && slices.ContainsFunc(r.without, func(p string) bool { return name == p || strings.HasPrefix(name, p+"/") }):
		return "this package does without it"
	}
	return ""
}

// TestNoClockInTheDomain keeps the domain from asking what time it is: now is a parameter there.
func TestNoClockInTheDomain(t *testing.T) {
	clocks := []string{"Now", "Since", "Until", "After", "AfterFunc", "Tick", "NewTimer", "NewTicker", "Sleep"}
	goFiles(t, "polls/", parser.SkipObjectResolution, func(file string, f *ast.File, set *token.FileSet) {
		if strings.HasSuffix(file, "_test.go") {
			return
		}
		ast.Inspect(f, func(n ast.Node) bool {
			if sel, ok := n.(*ast.SelectorExpr); ok {
				if x, ok := sel.X.(*ast.Ident); ok && x.Name == "time" && slices.Contains(clocks, sel.Sel.Name) {
					t.Errorf("%s: time.%s", set.Position(sel.Pos()), sel.Sel.Name)
				}
			}
			return true
		})
	})
}

// TestNothingRunsUnguarded finds goroutines in which a panic would end the program: they are begun by bot.Guard, and in
// the store by begin. What tests and the demonstration play is not the bot.
func TestNothingRunsUnguarded(t *testing.T) {
	apart := []string{"bot/guard.go", "storage/survive.go", "storage/storagetest/", "bot/slack/slacksim/", "cmd/quorum/demo", "cmd/quorum/replay"}
	goFiles(t, "", parser.SkipObjectResolution, func(file string, f *ast.File, set *token.FileSet) {
		if strings.HasSuffix(file, "_test.go") || slices.ContainsFunc(apart, func(p string) bool { return strings.HasPrefix(file, p) }) {
			return
		}
		ast.Inspect(f, func(n ast.Node) bool {
			switch n := n.(type) {
			case *ast.GoStmt:
				t.Errorf("%s: a bare goroutine", set.Position(n.Pos()))
			case *ast.SelectorExpr:
				if isSelector(n, "errgroup", n.Sel.Name) || isSelector(n, "sync", "WaitGroup") {
					t.Errorf("%s: a group of bare goroutines", set.Position(n.Pos()))
				}
			}
			return true
		})
	})
}

// TestOneReaderOfLocalTime keeps out what reads the local time of a zone otherwise than schedules do: package time does not say
// what it makes of a time that does not exist, or comes twice.
func TestOneReaderOfLocalTime(t *testing.T) {
	goFiles(t, "", parser.SkipObjectResolution, func(file string, f *ast.File, set *token.FileSet) {
		if strings.HasSuffix(file, "_test.go") || strings.HasPrefix(file, "bot/slack/slacksim/") {
			return
		}
		ast.Inspect(f, func(n ast.Node) bool {
			call, ok := n.(*ast.CallExpr)
			if !ok {
				return true
			}
			zoned := isSelector(call.Fun, "time", "Date") && !isSelector(call.Args[len(call.Args)-1], "time", "UTC")
			if zoned || isSelector(call.Fun, "time", "ParseInLocation") {
				t.Errorf("%s: the local time of a zone", set.Position(n.Pos()))
			}
			return true
		})
	})
}

// TestNoInit keeps out what runs before main and what any package may change behind another's back.
func TestNoInit(t *testing.T) {
	goFiles(t, "", parser.SkipObjectResolution, func(file string, f *ast.File, _ *token.FileSet) {
		for _, decl := range f.Decls {
			switch d := decl.(type) {
			case *ast.FuncDecl:
				if d.Recv == nil && d.Name.Name == "init" {
					t.Errorf("%s: func init", file)
				}
			case *ast.GenDecl:
				if d.Tok == token.VAR && !strings.HasSuffix(file, "_test.go") {
					variables(t, file, d)
				}
			}
		}
	})
}

// variables reports the package variables that could be changed: all but errors, embedded files, patterns, and what is
// made once for tests.
func variables(t *testing.T, file string, d *ast.GenDecl) {
	for _, spec := range d.Specs {
		v := spec.(*ast.ValueSpec)
		for i, name := range v.Names {
			embedded := v.Type != nil && isSelector(v.Type, "embed", "FS")
			constant := i < len(v.Values) && (isCall(v.Values[i], "errors", "New") || isCall(v.Values[i], "regexp", "MustCompile"))
			once := strings.HasPrefix(file, "storage/storagetest/") && i < len(v.Values) && isCall(v.Values[i], "sync", "OnceValues")
			if name.Name != "_" && !embedded && !constant && !once {
				t.Errorf("%s: the package variable %s", file, name.Name)
			}
		}
	}
}

func isCall(e ast.Expr, pkg, name string) bool {
	call, ok := e.(*ast.CallExpr)
	return ok && isSelector(call.Fun, pkg, name)
}

func isSelector(e ast.Expr, pkg, name string) bool {
	sel, ok := e.(*ast.SelectorExpr)
	if !ok {
		return false
	}
	x, ok := sel.X.(*ast.Ident)
	return ok && x.Name == pkg && sel.Sel.Name == name
}

// TestNoLumberRooms keeps out folders whose name says nothing of what is in them.
func TestNoLumberRooms(t *testing.T) {
	names := []string{"internal", "pkg", "util", "utils", "common", "models", "mocks", "helpers", "misc"}
	files(t, func(file string) {
		for part := range strings.SplitSeq(path.Dir(file), "/") {
			if slices.Contains(names, part) {
				t.Errorf("%s: a folder called %s", file, part)
			}
		}
	})
}

// TestNoMachinePaths keeps the paths of the machine that somebody works on out of every file.
func TestNoMachinePaths(t *testing.T) {
	machine := regexp.MustCompile(`/(` + `work|root|home|Users` + `)/[A-Za-z0-9]`)
	files(t, func(file string) {
		data, err := os.ReadFile(filepath.Join(root, file))
		if err != nil {
			t.Fatal(err)
		}
		for n, line := range strings.Split(string(data), "\n") {
			if machine.MatchString(line) {
				t.Errorf("%s:%d: %s", file, n+1, strings.TrimSpace(line))
			}
		}
	})
}

// goFiles parses every Go file of the module whose name begins so.
func goFiles(t *testing.T, begins string, mode parser.Mode, each func(file string, f *ast.File, set *token.FileSet)) {
	t.Helper()
	files(t, func(file string) {
		if path.Ext(file) != ".go" || !strings.HasPrefix(file, begins) {
			return
		}
		set := token.NewFileSet()
		f, err := parser.ParseFile(set, filepath.Join(root, file), nil, mode)
		if err != nil {
			t.Fatal(err)
		}
		each(file, f, set)
	})
}

// files names every file of the project, relative to its root and with slashes. Databases and what was built are not
// the project's.
func files(t *testing.T, each func(file string)) {
	t.Helper()
	err := filepath.WalkDir(root, func(name string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if d.IsDir() && (d.Name() == ".git" || d.Name() == "bin") {
			return filepath.SkipDir
		}
		if d.Name() == ".git" { // of a second working tree: a file
			return nil
		}
		built := d.Name() == "quorum" || strings.Contains(d.Name(), ".db")
		if d.Type().IsRegular() && !built {
			rel, err := filepath.Rel(root, name)
			if err != nil {
				return err
			}
			each(filepath.ToSlash(rel))
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}
