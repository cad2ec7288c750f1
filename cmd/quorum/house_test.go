package main

import (
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
)

// root is the root of the repository, seen from this folder.
const root = "../.."

// TestNoClockInTheDomain fails for code in polls, or below it, that reads the clock. There the time is a parameter.
func TestNoClockInTheDomain(t *testing.T) {
	clocks := []string{"Now", "Since", "Until", "After", "AfterFunc", "Tick", "NewTimer", "NewTicker", "Sleep"}
	goFiles(t, "polls/", parser.SkipObjectResolution, func(file string, f *ast.File, set *token.FileSet) {
		if strings.HasSuffix(file, "_test.go") {
			return
		}
		ast.Inspect(f, func(n ast.Node) bool {
			switch n := n.(type) {
			case *ast.SelectorExpr:
				if isSelector(n, "time", n.Sel.Name) && slices.Contains(clocks, n.Sel.Name) {
					t.Errorf("%s: time.%s", set.Position(n.Pos()), n.Sel.Name)
				}
			case *ast.ImportSpec:
				if n.Name != nil && n.Path.Value == `"time"` {
					t.Errorf("%s: time has another name here", set.Position(n.Pos()))
				}
			}
			return true
		})
	})
}

// TestNoSurfaceInTheDomain keeps Slack's markup and the words of the slash command out of the domain, the store and the bot. One file has
// the spelling of a mention in the log, which is Slack's (docs/adr/0014-mentions.md).
func TestNoSurfaceInTheDomain(t *testing.T) {
	for _, folder := range []string{"polls/", "storage/", "bot/"} {
		goFiles(t, folder, parser.SkipObjectResolution, func(file string, f *ast.File, set *token.FileSet) {
			test := strings.HasSuffix(file, "_test.go") || strings.HasSuffix(path.Dir(file), "test") || strings.HasPrefix(file, "bot/slack/")
			ast.Inspect(f, func(n ast.Node) bool {
				text, ok := n.(*ast.BasicLit)
				if !ok || test || text.Kind != token.STRING {
					return true
				}
				markup := strings.Contains(text.Value, "<@") || strings.Contains(text.Value, "<!") || strings.Contains(text.Value, "subteam")
				if markup && file != "polls/mention.go" || strings.Contains(text.Value, "/quorum") {
					t.Errorf("%s: %s is a surface's", set.Position(n.Pos()), text.Value)
				}
				return true
			})
		})
	}
}

// TestNothingRunsUnguarded fails for goroutines in which a panic would end the program. The bot starts its goroutines with
// bot.Guard, and the store with begin. Tests and the demonstration may start others.
func TestNothingRunsUnguarded(t *testing.T) {
	apart := []string{"bot/guard.go", "storage/panic.go", "storage/storagetest/", "bot/slack/slacksim/", "cmd/quorum/demo", "cmd/quorum/replay"}
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

// TestOneReaderOfLocalTime fails for code that converts the local time of a zone with package time, whose result for a local
// time that does not exist, or exists twice, is not specified. polls/worktime does the conversion.
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

// TestNoInit fails for init functions and for package variables that can be changed.
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

// variables fails for each package variable that can be changed. Errors, embedded files, patterns, and values that are made once
// for tests are allowed.
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

// TestNoLumberRooms fails for folders whose name says nothing about their content.
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

// TestNoMachinePaths fails for files that contain a path of a developer's machine.
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

// goFiles parses every Go file of the module whose path begins with begins, and calls each for it.
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

// files calls each for every file of the project, with its path relative to the root. It leaves out databases and built programs.
func files(t *testing.T, each func(file string)) {
	t.Helper()
	err := filepath.WalkDir(root, func(name string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if d.IsDir() && (d.Name() == ".git" || d.Name() == "bin") {
			return filepath.SkipDir
		}
		if d.Name() == ".git" { // in a second working tree .git is a file
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
