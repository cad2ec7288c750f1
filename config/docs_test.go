package config

import (
	"os"
	"regexp"
	"strings"
	"testing"

	"golang.org/x/tools/txtar"
)

// TestSettingsAreDocumented compares docs/operating.md with the table of settings. The page must name every setting,
// and the file that it shows must load.
func TestSettingsAreDocumented(t *testing.T) {
	text, err := os.ReadFile("../docs/operating.md")
	if err != nil {
		t.Fatal(err)
	}
	page := string(text)
	example := regexp.MustCompile("(?s)```toml\n(.*?)```").FindStringSubmatch(page)
	if example == nil {
		t.Fatal("the page shows no file")
	}
	for _, s := range settings() {
		if s.env != "" {
			if !strings.Contains(page, "| `"+s.env+"` | `"+s.key+"` |") {
				t.Errorf("%s and %s are not in one row", s.env, s.key)
			}
			continue
		}
		name := s.key[strings.LastIndex(s.key, ".")+1:]
		if !regexp.MustCompile(`(?m)^` + name + ` = `).MatchString(example[1]) {
			t.Errorf("%s is not in the file that the page shows", s.key)
		}
	}
	archive := txtar.Format(&txtar.Archive{Files: []txtar.File{{Name: "quorum.toml", Data: []byte(example[1])}}})
	if _, err := load(t, archive); err != nil {
		t.Errorf("the file that the page shows: %v", err)
	}
}
