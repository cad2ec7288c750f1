package app

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"
	"github.com/santhosh-tekuri/jsonschema/v6"
	"go.yaml.in/yaml/v3"
)

// manifestSchema compiles Slack's own schema of manifests.
func manifestSchema(t *testing.T) *jsonschema.Schema {
	t.Helper()
	const file = "../../../../shared/data/slack/manifest.schema.2.0.0.json"
	if _, err := os.Stat(file); err != nil {
		t.Skipf("Slack's schema of manifests is missing; TestManifestIsWithinSlacksLimits tries the same by our own list: %v", err)
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

// spoiled are manifests that Slack refuses, each made of one that it accepts.
func spoiled() map[string]func(*Manifest) {
	q := func(n int) string { return strings.Repeat("q", n) }
	shortcut := func(s manifestShortcut) func(*Manifest) {
		return func(m *Manifest) { m.Features.Shortcuts = []manifestShortcut{s} }
	}
	return map[string]func(*Manifest){
		"a name of 36":                      func(m *Manifest) { m.Display.Name = q(36) },
		"no name":                           func(m *Manifest) { m.Display.Name = "" },
		"a description of 141":              func(m *Manifest) { m.Display.Description = q(141) },
		"a bot's name of 81":                func(m *Manifest) { m.Features.Bot.Name = q(81) },
		"a shortcut of 25":                  shortcut(manifestShortcut{q(25), "a", "b", "global"}),
		"a shortcut's description of 151":   shortcut(manifestShortcut{"a", "a", q(151), "global"}),
		"a shortcut on what does not exist": shortcut(manifestShortcut{"a", "a", "b", "file"}),
	}
}

func TestManifestIsWhatSlackAccepts(t *testing.T) {
	schema := manifestSchema(t)
	tryManifests(t, func(m Manifest) error {
		text, err := m.JSON()
		if err != nil {
			t.Fatal(err)
		}
		v, err := jsonschema.UnmarshalJSON(bytes.NewReader(text))
		if err != nil {
			t.Fatal(err)
		}
		return schema.Validate(v)
	})
}

// tryManifests checks that the manifest of each mode is accepted, and that not every manifest is.
func tryManifests(t *testing.T, check func(Manifest) error) {
	t.Helper()
	for mode, m := range modes(t) {
		if err := check(m); err != nil {
			t.Errorf("%s: %v", mode, err)
		}
		for name, spoil := range spoiled() {
			bad := m
			spoil(&bad)
			if check(bad) == nil {
				t.Errorf("%s: %s was accepted", mode, name)
			}
		}
	}
}

// The limits are those that Slack documents: https://docs.slack.dev/reference/app-manifest.
func TestManifestIsWithinSlacksLimits(t *testing.T) {
	tryManifests(t, func(m Manifest) error {
		var problems []error
		within := func(what, text string, most int) {
			if n := utf8.RuneCountInString(text); n < 1 || n > most {
				problems = append(problems, fmt.Errorf("%s has %d characters of 1 to %d", what, n, most))
			}
		}
		within("the name", m.Display.Name, 35)
		within("the description", m.Display.Description, 140)
		within("the bot's name", m.Features.Bot.Name, 80)
		for _, s := range m.Features.Shortcuts {
			within("a shortcut", s.Name, 24)
			within("a shortcut's description", s.Description, 150)
			within("a shortcut's id", s.Callback, 255)
			if s.Type != "global" && s.Type != "message" {
				problems = append(problems, fmt.Errorf("a shortcut of type %q", s.Type))
			}
		}
		for _, c := range m.Features.Commands {
			within("the command", c.Command, 32)
			within("the command's description", c.Description, 2000)
			within("the command's hint", c.Hint, 1000)
		}
		return errors.Join(problems...)
	})
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
