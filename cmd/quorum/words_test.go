package main

import (
	"go/ast"
	"go/parser"
	"go/token"
	"path"
	"regexp"
	"slices"
	"strings"
	"testing"
)

// TestNoDeadDocLinks finds links in comments, such as [polls.Poll.Answer], to a name that no package of ours declares. A single
// word in lower case may be no link.
func TestNoDeadDocLinks(t *testing.T) {
	names := declared(t)
	link := regexp.MustCompile(`(?:^|[\s(])\[\*?([A-Za-z]\w*(?:\.[A-Za-z]\w*){0,2})\]`)
	goFiles(t, "", parser.ParseComments, func(file string, f *ast.File, set *token.FileSet) {
		for _, group := range f.Comments {
			for _, m := range link.FindAllStringSubmatch(group.Text(), -1) {
				if !names.have(path.Dir(file), m[1]) {
					t.Errorf("%s: there is no [%s]", set.Position(group.Pos()), m[1])
				}
			}
		}
	})
}

// names are what each package declares: "Poll", "Poll.Answer", by the package's folder.
type names map[string]map[string]bool

// have reports whether a link in a package leads somewhere. A package that is not ours is taken to have everything.
func (n names) have(pkg, link string) bool {
	if n[pkg][link] || !strings.Contains(link, ".") && strings.ToLower(link) == link {
		return true
	}
	first, rest, _ := strings.Cut(link, ".")
	ours := false
	for other := range n {
		if path.Base(other) == first {
			ours = true
			if n[other][rest] {
				return true
			}
		}
	}
	return !ours && rest != "" && strings.ToLower(first) == first
}

func declared(t *testing.T) names {
	all := names{}
	goFiles(t, "", parser.SkipObjectResolution, func(file string, f *ast.File, _ *token.FileSet) {
		pkg := path.Dir(file)
		if all[pkg] == nil {
			all[pkg] = map[string]bool{}
		}
		for _, decl := range f.Decls {
			for _, name := range declares(decl) {
				all[pkg][name] = true
			}
		}
	})
	return all
}

// declares returns the names that a declaration makes, members of types included.
func declares(decl ast.Decl) (all []string) {
	switch d := decl.(type) {
	case *ast.FuncDecl:
		if d.Recv == nil {
			return []string{d.Name.Name}
		}
		return []string{receiver(d.Recv.List[0].Type) + "." + d.Name.Name}
	case *ast.GenDecl:
		for _, spec := range d.Specs {
			switch s := spec.(type) {
			case *ast.ValueSpec:
				for _, name := range s.Names {
					all = append(all, name.Name)
				}
			case *ast.TypeSpec:
				all = append(all, s.Name.Name)
				for _, member := range members(s.Type) {
					all = append(all, s.Name.Name+"."+member)
				}
			}
		}
	}
	return all
}

// receiver returns the name of a method's type.
func receiver(e ast.Expr) string {
	switch e := e.(type) {
	case *ast.StarExpr:
		return receiver(e.X)
	case *ast.IndexExpr:
		return receiver(e.X)
	case *ast.IndexListExpr:
		return receiver(e.X)
	case *ast.Ident:
		return e.Name
	}
	return ""
}

// members returns the fields of a struct, and the methods of an interface.
func members(e ast.Expr) (all []string) {
	var fields *ast.FieldList
	switch e := e.(type) {
	case *ast.StructType:
		fields = e.Fields
	case *ast.InterfaceType:
		fields = e.Methods
	default:
		return nil
	}
	for _, field := range fields.List {
		for _, name := range field.Names {
			all = append(all, name.Name)
		}
	}
	return all
}

// TestGlossary finds the words of the glossary in polls/doc.go that are in the design and must not be missing.
func TestGlossary(t *testing.T) {
	entry := regexp.MustCompile(`(?m)^//   - \[?([\w.]+(?: \w+)?)\]?:`)
	var words []string
	for _, m := range entry.FindAllStringSubmatch(read(t, "polls/doc.go"), -1) {
		if slices.Contains(words, m[1]) {
			t.Errorf("%s is explained twice", m[1])
		}
		words = append(words, m[1])
	}
	for _, word := range []string{
		"Poll", "Question", "Asker", "Stakeholder", "Source", "Answer", "Blind", "Rule", "Outcome", "Card", "Deputy", "Notice", "Outbox",
		"schedule.Schedule", "Event", "Seat", "Standing",
	} {
		if !slices.Contains(words, word) {
			t.Errorf("%s is not explained", word)
		}
	}
}
