package slack

import (
	"flag"
	"os"
	"strings"
	"testing"

	"quorum/polls/phrase"
)

var update = flag.Bool("update", false, "write the table of verbs into the README")

// The README's list of commands is made from the table of verbs.
func TestReadmeHasTheVerbs(t *testing.T) {
	const file, begin, end = "../../README.md", "<!-- commands:begin (bot/slack/verbs.go) -->\n", "<!-- commands:end -->"
	text, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	before, rest, ok := strings.Cut(string(text), begin)
	shown, after, closed := strings.Cut(rest, end)
	if !ok || !closed {
		t.Fatalf("the README has no part between %s and %s", begin, end)
	}
	want := verbsForReadme()
	switch {
	case *update:
		if err := os.WriteFile(file, []byte(before+begin+want+end+after), 0o644); err != nil {
			t.Fatal(err)
		}
	case shown != want:
		t.Errorf("the README shows\n%s\nand the table of verbs has\n%s\nhint: go test -run TestReadme ./bot/slack -update", shown, want)
	}
}

func verbsForReadme() string {
	var b strings.Builder
	b.WriteString("| `/quorum …` | Does | For |\n| --- | --- | --- |\n")
	for _, v := range verbs() {
		b.WriteString("| `" + strings.TrimSpace(v.name+" "+v.usage) + "` | " + strings.ReplaceAll(v.does, "|", "\\|") + " | " + string(v.who) + " |\n")
	}
	return b.String()
}

// Everything in the help can be typed as it stands.
func TestHelpHasTheVerbs(t *testing.T) {
	said := map[string]string{}
	for _, g := range helpOf(verbGroups()) {
		for _, l := range g.Lines {
			said[l.Command] = l.Does
		}
	}
	for _, v := range verbs() {
		example := v.example()
		if said[example] != v.does || !strings.HasSuffix(v.does, ".") || v.who == "" {
			t.Errorf("the help on %s: %q", example, said[example])
		}
		word, rest, _ := strings.Cut(example, " ")
		if found, ok := verbIn(word, rest); !ok || found.name != v.name || !v.fits(rest) {
			t.Errorf("%q, as the help has it, would be a question", example)
		}
		for word := range strings.FieldsSeq(v.usage) {
			if _, known := arguments()[strings.Trim(word, "[]")]; !known {
				t.Errorf("%s %s: there is no argument %s", v.name, v.usage, word)
			}
		}
	}
}

func TestVerbOrQuestion(t *testing.T) {
	for text, want := range map[string]string{
		"list": "list", "LIST 2": "list", "list of what we ship?": "", "list <@U1>": "list",
		"status q12": "status", "status # 12": "", "status of the API <@U1>": "", "status <@U1> and Q2": "status",
		"add Q1 <@U1>": "add", "add <@U1>": "add", "add a button? <@U1>": "", "add Q1 a button? <@U1>": "add",
		"lower Q1 2 of 3": "lower", "lower the limit? <@U1>": "",
		"log queue and kafka": "log", "log <@U1> in? | within 2h": "",
		"hours 9-17 mon-fri": "hours", "hours like these?": "", "hours of one two three four five six": "",
		"away until mon 9:00": "away", "away on Monday? <@U1>": "",
		"deputy <@U1>": "deputy", "deputy off": "deputy", "deputy for ana? <@U1>": "",
		"sources <!subteam^S1>": "sources", "sources none": "sources", "sources for this? <@U1>": "",
		"edit S1 | every: mon 10:00": "edit", "edit the page? <@U1>": "", "run S1": "run", "run it on Friday? <@U1>": "",
		"save ship Ship … on Friday? <@U1>": "save", "save the date? <@U1>": "", "use kafka? <@U1>": "", "use kafka for this? <@U1>": "use",
		"help": "help", "help me with this": "", "weather": "",
	} {
		word, rest, _ := strings.Cut(text, " ")
		if v, _ := verbIn(word, rest); v.name != want && want != "" {
			t.Errorf("%q is the verb %q, want %q", text, v.name, want)
		} else if _, ok := verbIn(word, rest); ok != (want != "") {
			t.Errorf("%q: a verb: %v", text, ok)
		}
	}
}

func TestMistypedVerbs(t *testing.T) {
	for text, want := range map[string]string{
		"lst": "list", "closse Q1": "close", "stat Q12": "status", "pawse S2": "pause", "weather": "", "lists?": "", "closse the door": "", "scedules": "schedules",
	} {
		word, rest, _ := strings.Cut(text, " ")
		if got, _ := meantVerb(word, rest); got != want {
			if _, ok := meantVerb(word, rest); ok || want != "" {
				t.Errorf("%q is taken for %q, want %q", text, got, want)
			}
		}
	}
}

// What a sentence of the domain hints at is a verb.
func TestHintsAreVerbs(t *testing.T) {
	for _, hint := range []phrase.Verb{phrase.ToList, phrase.ToSchedules, phrase.ToReopen, phrase.ToClose, phrase.ToAdd, phrase.ToLower, phrase.ToResume, phrase.ToEdit, phrase.ToDeputy, phrase.ToForget} {
		if v, ok := verbIn(string(hint), ""); !ok || v.name != string(hint) {
			t.Errorf("there is no verb %s", hint)
		}
	}
}
