package config

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"golang.org/x/tools/txtar"
)

// FuzzFile reads any file. Each mistake must have a place and a sentence, and none may repeat a secret.
func FuzzFile(f *testing.F) {
	files, err := filepath.Glob("testdata/*.txtar")
	if err != nil {
		f.Fatal(err)
	}
	for _, file := range files {
		data, err := os.ReadFile(file)
		if err != nil {
			f.Fatal(err)
		}
		for _, part := range txtar.Parse(data).Files {
			f.Add(part.Data)
		}
	}
	f.Add([]byte("[[limits]]\nburst = 1"))
	f.Add([]byte("slack = {bot_token = 'xoxb-canary'}\nlimits.burst = nan"))
	f.Fuzz(func(t *testing.T, data []byte) {
		r := &reader{config: Defaults(), origins: map[string]origin{}}
		r.readFile("fuzz.toml", data)
		c, err := r.finish(nil, ForSlack)
		if err == nil && !c.Slack.BotToken.IsSet() {
			t.Fatal("accepted without a bot token")
		}
		mistakes, _ := err.(Mistakes)
		for _, m := range mistakes {
			if m.Where == "" || m.What == "" || strings.Contains(m.What+m.Hint, "xoxb-canary") {
				t.Errorf("%+v", m)
			}
		}
	})
}
