package app

import (
	"bytes"
	"encoding/json"
	"errors"
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/santhosh-tekuri/jsonschema/v6"
	"go.yaml.in/yaml/v3"
)

// manifestSchema compiles Slack's own schema of manifests.
func manifestSchema(t *testing.T) *jsonschema.Schema {
	t.Helper()
	const file = "../../../shared/data/slack/manifest.schema.2.0.0.json"
	if _, err := os.Stat(file); err != nil {
		if os.Getenv("CI") == "true" {
			t.Fatalf("Slack's manifest schema is needed here: %v", err)
		}
		t.Skipf("without Slack's manifest schema nothing is validated: %v", err)
	}
	c := jsonschema.NewCompiler()
	c.UseRegexpEngine(func(pattern string) (jsonschema.Regexp, error) {
		// The schema's pattern of domains looks ahead, which Go's regexp cannot; the manifest has no domains.
		return regexp.Compile(strings.ReplaceAll(pattern, `(?![\.\-])`, ""))
	})
	schema, err := c.Compile(file)
	if err != nil {
		t.Fatal(err)
	}
	return schema
}

func modes(t *testing.T) map[string]Manifest {
	t.Helper()
	socket, err := NewManifest(Socket, "")
	if err != nil {
		t.Fatal(err)
	}
	http, err := NewManifest(HTTP, "https://quorum.example.com/bot/")
	if err != nil {
		t.Fatal(err)
	}
	return map[string]Manifest{"socket": socket, "http": http}
}

// TestManifestIsWhatSlackAccepts validates both manifests, and that the schema is not one that accepts anything.
func TestManifestIsWhatSlackAccepts(t *testing.T) {
	schema := manifestSchema(t)
	validate := func(m Manifest) error {
		text, err := m.JSON()
		if err != nil {
			t.Fatal(err)
		}
		v, err := jsonschema.UnmarshalJSON(bytes.NewReader(text))
		if err != nil {
			t.Fatal(err)
		}
		return schema.Validate(v)
	}
	for mode, m := range modes(t) {
		if err := validate(m); err != nil {
			t.Errorf("%s: %v", mode, err)
		}
		for name, spoil := range map[string]func(*Manifest){
			"a name of 36":         func(m *Manifest) { m.Display.Name = strings.Repeat("q", 36) },
			"a description of 141": func(m *Manifest) { m.Display.Description = strings.Repeat("q", 141) },
			"a shortcut of 25": func(m *Manifest) {
				m.Features.Shortcuts = []manifestShortcut{{strings.Repeat("q", 25), "a", "b", "global"}}
			},
		} {
			bad := m
			spoil(&bad)
			if validate(bad) == nil {
				t.Errorf("%s: %s was accepted", mode, name)
			}
		}
	}
}

func TestManifestURLs(t *testing.T) {
	m := modes(t)["http"]
	got := []string{
		m.Features.Commands[0].URL, m.Settings.Events.URL, m.Settings.Interactivity.URL, m.Settings.Interactivity.Options,
	}
	want := []string{
		"https://quorum.example.com/bot/slack/commands", "https://quorum.example.com/bot/slack/events",
		"https://quorum.example.com/bot/slack/interactions", "https://quorum.example.com/bot/slack/interactions",
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
	if m.Settings.SocketMode {
		t.Error("with Socket Mode on, Slack would not use the URLs")
	}
	text, err := modes(t)["socket"].JSON()
	if err != nil || bytes.Contains(text, []byte("url")) {
		t.Errorf("Socket Mode has no URL, but %s (%v)", text, err)
	}
}

func TestManifestRefusesAddressesSlackCannotUse(t *testing.T) {
	for _, bad := range []string{"", "quorum.example.com", "http://quorum.example.com", "https://", "https://a?b=c", "https://u:p@a", "https://a#b"} {
		if _, err := NewManifest(HTTP, bad); err == nil {
			t.Errorf("%q was accepted", bad)
		}
	}
	if _, err := NewManifest(Socket, "https://quorum.example.com"); err == nil {
		t.Error("a URL in Socket Mode was accepted")
	}
}

// TestManifestHolds what the rest of the program relies on.
func TestManifestHolds(t *testing.T) {
	for mode, m := range modes(t) {
		if !m.Features.Home.Messages || m.Features.Home.ReadOnly {
			t.Errorf("%s: without the Messages tab, direct messages fail", mode)
		}
		if !m.Features.Commands[0].Escape {
			t.Errorf("%s: mentions would arrive as names", mode)
		}
		if m.Settings.TokenRotation {
			t.Errorf("%s: token rotation cannot be switched off again", mode)
		}
		for _, scope := range m.OAuth.Scopes.Optional {
			if !slices.Contains(m.OAuth.Scopes.Bot, scope) {
				t.Errorf("%s: %s is optional and not asked for", mode, scope)
			}
		}
	}
}

func TestManifestYAMLSaysWhatJSONSays(t *testing.T) {
	for mode, m := range modes(t) {
		text, err := m.YAML()
		if err != nil {
			t.Fatal(err)
		}
		want, err := m.JSON()
		if err != nil {
			t.Fatal(err)
		}
		var fromJSON, read, fromYAML any
		if err := errors.Join(json.Unmarshal(want, &fromJSON), yaml.Unmarshal(text, &read)); err != nil {
			t.Fatal(err)
		}
		text, err = json.Marshal(read) // numbers as in JSON
		if err := errors.Join(err, json.Unmarshal(text, &fromYAML)); err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(fromJSON, fromYAML); diff != "" {
			t.Errorf("%s (-json +yaml):\n%s", mode, diff)
		}
	}
}
