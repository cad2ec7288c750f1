package render

import (
	"bytes"
	"encoding/json"
	"errors"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"quorum/bot/slack/webapi"

	"github.com/google/go-cmp/cmp"
	"github.com/rogpeppe/go-internal/txtar"
	"github.com/santhosh-tekuri/jsonschema/v6"
	slackgo "github.com/slack-go/slack"
)

// TestRendered compares everything that can be rendered with testdata/render, one file each: how it reads aloud, and
// the JSON that Slack gets. Each has the required fields, is within Slack's limits, and is valid by Slack's schema where that is
// at hand. UPDATE_RENDERED=1 rewrites the
// files; read what changed aloud before committing it.
func TestRendered(t *testing.T) {
	schemas := loadSchemas(t)
	seen := map[string]bool{}
	for _, scene := range scenes() {
		seen[scene.name+".txtar"] = true
		t.Run(scene.name, func(t *testing.T) {
			v := scene.make(t)
			if err := checkAny(v); err != nil {
				t.Error(err)
			}
			schemas.validate(t, v)
			compare(t, filepath.Join("testdata", "render", scene.name+".txtar"), archive(t, v))
		})
	}
	for _, name := range files(t) {
		if !seen[name] {
			t.Errorf("testdata/render/%s belongs to no scene", name)
		}
	}
}

func files(t *testing.T) []string {
	t.Helper()
	entries, err := os.ReadDir(filepath.Join("testdata", "render"))
	if err != nil {
		t.Fatal(err)
	}
	var names []string
	for _, e := range entries {
		names = append(names, e.Name())
	}
	return names
}

func checkAny(v any) error {
	switch v := v.(type) {
	case webapi.Message:
		return checkMessage(v)
	case slackgo.ModalViewRequest:
		return checkModal(v)
	case slackgo.HomeTabViewRequest:
		return checkHome(v)
	}
	return errors.New("nothing that can be checked")
}

func archive(t *testing.T, v any) []byte {
	t.Helper()
	return txtar.Format(&txtar.Archive{Files: []txtar.File{
		{Name: "aloud", Data: []byte(aloud(t, v))},
		{Name: "json", Data: jsonOf(t, wire(v))},
	}})
}

// wire is what goes over the wire.
func wire(v any) any {
	if m, ok := v.(webapi.Message); ok {
		return m.Blocks
	}
	return v
}

func jsonOf(t *testing.T, v any) []byte {
	t.Helper()
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	e.SetIndent("", "  ")
	if err := e.Encode(v); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func compare(t *testing.T, file string, got []byte) {
	t.Helper()
	if os.Getenv("UPDATE_RENDERED") != "" {
		if err := os.WriteFile(file, got, 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	want, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(string(want), string(got)); diff != "" {
		t.Errorf("%s differs :\n%s", file, diff)
	}
}

// slackSchemas are Slack's own, as far as they are at hand.
type slackSchemas struct{ message, modal, home *jsonschema.Schema }

func loadSchemas(t *testing.T) slackSchemas {
	t.Helper()
	dir := filepath.Join("..", "..", "..", "shared", "data", "slack")
	if _, err := os.Stat(dir); err != nil {
		t.Logf("Slack's schemas are missing: checked by our own list of limits and required fields alone: %v", err)
		return slackSchemas{}
	}
	load := func(name string) *jsonschema.Schema {
		s, err := jsonschema.NewCompiler().Compile(filepath.Join(dir, name))
		if err != nil {
			t.Fatal(err)
		}
		return s
	}
	return slackSchemas{load("schema.Blocks.json"), load("schema.Modal.json"), load("schema.Home.json")}
}

// validate leaves out charts, which are younger than the schemas.
func (s slackSchemas) validate(t *testing.T, v any) {
	t.Helper()
	if s.message == nil {
		return
	}
	var err error
	switch v := v.(type) {
	case webapi.Message:
		plain, _ := v.WithoutPictures()
		charts := func(b slackgo.Block) bool { return b.BlockType() == slackgo.MBTDataVisualization }
		err = errors.Join(validate(t, s.message, slices.DeleteFunc(slices.Clone(v.Blocks), charts)), validate(t, s.message, plain.Blocks))
	case slackgo.ModalViewRequest:
		// The schema of a modal also takes any block with a type; that of messages does not.
		err = errors.Join(validate(t, s.modal, v), validate(t, s.message, v.Blocks.BlockSet))
	case slackgo.HomeTabViewRequest:
		err = errors.Join(validate(t, s.home, v), validate(t, s.message, v.Blocks.BlockSet))
	}
	if err != nil {
		t.Errorf("not what Slack's schema describes: %v", err)
	}
}

func TestSchemasRefuse(t *testing.T) {
	schemas := loadSchemas(t)
	if schemas.message == nil {
		t.Skip("Slack's schemas are missing; TestLimitsAreKept tries the same by our own list")
	}
	wrong := slackgo.NewSectionBlock(marked("x"), nil, nil)
	wrong.Type = "paragraph"
	if validate(t, schemas.message, []slackgo.Block{wrong}) == nil {
		t.Error("a block that does not exist is taken")
	}
	if validate(t, schemas.modal, slackgo.ModalViewRequest{Type: "dialog", Title: label("x"), Blocks: slackgo.Blocks{BlockSet: []slackgo.Block{}}}) == nil {
		t.Error("a form that is no modal is taken")
	}
}

func validate(t *testing.T, s *jsonschema.Schema, v any) error {
	t.Helper()
	tree, err := jsonschema.UnmarshalJSON(strings.NewReader(string(jsonOf(t, v))))
	if err != nil {
		t.Fatal(err)
	}
	return s.Validate(tree)
}
