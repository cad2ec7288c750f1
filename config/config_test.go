package config

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"quorum/polls/worktime"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
	"golang.org/x/tools/txtar"
)

// TestMistakes reads one bad configuration per mistake and compares every word that the operator would read.
func TestMistakes(t *testing.T) {
	files, err := filepath.Glob("testdata/*.txtar")
	if err != nil || len(files) == 0 {
		t.Fatalf("no bad files: %v", err)
	}
	for _, file := range files {
		data, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		t.Run(strings.TrimSuffix(filepath.Base(file), ".txtar"), func(t *testing.T) {
			_, err := load(t, data)
			if diff := cmp.Diff(section(data, "want"), describe(err)); diff != "" {
				t.Errorf("mistakes (-want +got):\n%s", diff)
			}
		})
	}
}

// load writes the archive's quorum.toml into a new directory, and loads it with the archive's environment.
func load(t *testing.T, archive []byte) (Config, error) {
	t.Helper()
	t.Chdir(t.TempDir())
	env := strings.Split(section(archive, "env"), "\n")
	if text := section(archive, "quorum.toml"); text != "" {
		if err := os.WriteFile("quorum.toml", []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
		env = append(env, "QUORUM_CONFIG=quorum.toml")
	}
	need := ForDatabase
	if strings.TrimSpace(section(archive, "need")) == "slack" {
		need = ForSlack
	}
	return Load(env, need)
}

func section(archive []byte, name string) string {
	for _, f := range txtar.Parse(archive).Files {
		if f.Name == name {
			return string(f.Data)
		}
	}
	return ""
}

// describe returns an error in the form of the test files: each mistake, and its hint after a tab on the next line.
func describe(err error) string {
	mistakes, _ := err.(Mistakes)
	var b strings.Builder
	for _, m := range mistakes {
		b.WriteString(m.String() + "\n\t" + m.Hint + "\n")
	}
	return b.String()
}

func TestNothingSet(t *testing.T) {
	c, err := Load(nil, ForDatabase)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(Defaults(), c, cmp.AllowUnexported(Secret{}), cmpopts.IgnoreFields(Config{}, "Zone", "Rule")); diff != "" {
		t.Errorf("(-defaults +got):\n%s", diff)
	}
}

// TestEverythingSet sets every setting in the file, and every variable to another value.
func TestEverythingSet(t *testing.T) {
	const file = `
-- quorum.toml --
database = "from-file.db"
listen = "127.0.0.1:9000"
time_zone = "Asia/Kolkata"
default_rule = "3 of 5, within 2h"
admins = ["U012AB3CD", "W9"]
[slack]
bot_token = "xoxb-1-file"
app_token = "xapp-1-file"
signing_secrets = ["new", "old"]
api_url = "http://127.0.0.1:1234/api"
transport = "http"
[log]
format = "json"
level = "debug"
[working_hours]
start = "08:30"
end = "16:45"
[limits]
posts_per_second = 2.5
start_per_second = 1
burst = 7
max_stakeholders = 40
`
	c, err := load(t, []byte(file))
	if err != nil {
		t.Fatal(err)
	}
	want := Config{
		Slack: Slack{
			BotToken: NewSecret("xoxb-1-file"), AppToken: NewSecret("xapp-1-file"),
			SigningSecrets: []Secret{NewSecret("new"), NewSecret("old")}, APIURL: "http://127.0.0.1:1234/api/",
		},
		Transport: HTTP, Database: "from-file.db", Listen: "127.0.0.1:9000", Log: Log{Format: "json", Level: -4},
		Hours:  worktime.Hours{Start: 8*time.Hour + 30*time.Minute, End: 16*time.Hour + 45*time.Minute, Days: worktime.MondayToFriday},
		Admins: []string{"U012AB3CD", "W9"},
		Limits: Limits{PostsPerSecond: 2.5, StartPerSecond: 1, Burst: 7, MaxStakeholders: 40},
	}
	if diff := cmp.Diff(want, c, cmpopts.IgnoreFields(Config{}, "Zone", "Rule"), cmp.AllowUnexported(Secret{})); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	if c.Zone.String() != "Asia/Kolkata" || c.Rule.String() != "3 of 5, within 2h" {
		t.Errorf("zone is %v, rule %v", c.Zone, c.Rule)
	}

	c, err = load(t, []byte(file+`
-- env --
SLACK_BOT_TOKEN=xoxb-2-env
SLACK_SIGNING_SECRET=one, two
SLACK_API_URL=https://example.com/api/
QUORUM_TRANSPORT=socket
QUORUM_DATABASE=postgres://u:secret@db/quorum
QUORUM_LOG=text
QUORUM_LISTEN=
`))
	if err != nil {
		t.Fatal(err)
	}
	got := []string{
		c.Slack.BotToken.Reveal(), c.Slack.SigningSecrets[1].Reveal(), c.Slack.APIURL, string(c.Transport),
		c.DatabaseName(), c.Log.Format, c.Listen,
	}
	wantEnv := []string{"xoxb-2-env", "two", "https://example.com/api/", "socket", "postgres://u:xxxxx@db/quorum", "text", "127.0.0.1:9000"}
	if diff := cmp.Diff(wantEnv, got); diff != "" {
		t.Errorf("the environment wins, an empty variable is not set (-want +got):\n%s", diff)
	}
}

func TestTransportFollowsFromTheSecrets(t *testing.T) {
	bot := "SLACK_BOT_TOKEN=xoxb-1-2"
	for _, test := range []struct {
		variable string
		want     Transport
		listen   string
	}{
		{"SLACK_APP_TOKEN=xapp-1-2", Socket, "127.0.0.1:8080"},
		{"SLACK_SIGNING_SECRET=8f742231b10e8888abcd99yyyzzz85a5", HTTP, ":8080"},
	} {
		c, err := Load([]string{bot, test.variable}, ForSlack)
		if err != nil || c.Transport != test.want || c.Listen != test.listen {
			t.Errorf("%s: transport %q, listening on %s, %v", test.variable, c.Transport, c.Listen, err)
		}
		c, err = Load([]string{bot, test.variable, "QUORUM_LISTEN=10.1.2.3:9000"}, ForSlack)
		if err != nil || c.Listen != "10.1.2.3:9000" {
			t.Errorf("%s: listening on %s though told otherwise, %v", test.variable, c.Listen, err)
		}
	}
}

func TestLowCapAloneIsNoMistake(t *testing.T) {
	c, err := load(t, []byte("-- quorum.toml --\nlimits.posts_per_second = 1\n"))
	if err != nil || c.Limits.StartPerSecond != 1 {
		t.Errorf("starts at %v, %v", c.Limits.StartPerSecond, err)
	}
}

// Hours are written as people write them. Those that end before they begin end on the next day, if that can be meant.
func TestWorkingHoursAsTyped(t *testing.T) {
	for hours, want := range map[string]string{
		"start = \"9am\"\nend = \"5pm\"\ndays = \"weekdays\"":       "09:00-17:00 mon-fri",
		"start = \"22:00\"\nend = \"6\"\ndays = \"fri - mon\"":      "22:00-06:00 fri-mon",
		"start = \"noon\"\nend = \"24:00\"\ndays = \"mon and sat\"": "12:00-24:00 mon, sat",
		"start = \"09:00\"\nend = \"09:30\"":                        "09:00-09:30 mon-fri", // as earlier versions took it
	} {
		c, err := load(t, []byte("-- quorum.toml --\n[working_hours]\n"+hours+"\n"))
		if err != nil || c.Hours.String() != want {
			t.Errorf("%s\n is %s (%v), want %s", hours, c.Hours, err, want)
		}
	}
}
