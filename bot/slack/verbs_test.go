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
		"add Q1 <@U1>": "add", "add <@U1>": "add", "add a button? <@U1>": "", "add Q1 a button? <@U1>": "",
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
		word, rest := cutWord(text)
		if v, _ := verbIn(word, rest); v.name != want && want != "" {
			t.Errorf("%q is the verb %q, want %q", text, v.name, want)
		} else if _, ok := verbIn(word, rest); ok != (want != "") {
			t.Errorf("%q: a verb: %v", text, ok)
		}
	}
}

// A sentence is a sentence, whatever it begins with. What may be either is asked of nobody before its asker has seen it.
func TestSentenceCommandOrDoubt(t *testing.T) {
	for is, texts := range map[reading][]string{
		isQuestion: {
			"Add Q1 numbers to the deck? <@U1> <@U2>", "add Q1 numbers to the deck <@U1>", "lower Q1 targets for the team <@U1>", "close Q1 books by friday? <@U1>",
			"remind Q1 owners of the deadline? <@U1>", "edit S1 for clarity? <@U1>", "save the date? <@U1>", "run it again? <@U1>", "cancel Q1 subscription? <@U1>",
			"Close Q1? Or wait? <@U1>", "status Q1 report: red or green? <@U1>", "pause S1 rollout until monday? <@U1>", "skip S2 on friday, yes? <@U1>",
			"add 2 tests to the suite? <@U1>", "lower 5 limits at once? <@U1>", "reopen Q1 hiring? <@U1>", "delete S3 buckets? <@U1>", "resume S4 work? <@U1>",
			"away day in May? <@U1>", "hours like these? <@U1>", "log in with SSO? <@U1>", "log\nin with SSO? <@U1>", "list of things? <@U1>", "deputy for the chair? <@U1>",
			"forget about it? <@U1>", "help us? <@U1>", "stats on the wall? <@U1>", "sources for this? <@U1>", "digest it first? <@U1>",
			"lower Q1 ceilings, all of them? <!subteam^S1>", "add Q1 <@U1> to the list of owners?", "use kafka?", "use kafka? <@U1>",
		},
		isCommand: {
			"add Q1 <@U1> <@U2>", "add Q1 <@U1> and <@U2>", "add Q1 @ben @cy", "add q1 [<@U1>, <@U2>]", "add Q1", "add <@U1>", "lower Q1 2 of 3", "lower Q1 2, 1 from <!subteam^S1>",
			"lower Q1 2 off 3", "lower Q1 2, with @security", "lower Q1 majority, by friday", "edit S1 | every: mon 9:00", "edit S1 All fine? <@U1> | quorum: 1",
			"edit S1 <@U1>", "edit S1 all fine", "save ship Ship … on friday? <@U1>", "save ship on friday", "save late Q1", "use kafka for this? <@U1>", "close Q1", "close books",
			"remind Q1 <@U1>", "away until monday", "log what we did", "CLOSE q1",
		},
		inDoubt: {
			"add Q1 too <@U1>", "add Q1 to <@U1>", "add Q1? <@U1>", "close Q1 now <@U1>", "close Q1 now", "status Q2?", "status Q2? <@U1>", "lower Q1 2 off 3, 1 from <!subteam^S1>",
			"lower Q1 all hands <@U1>", "edit S1 for clarity <@U1>", "Edit S1 Slides for Friday? <@U1>", "save money on hosting? <@U1>", "remind Q1 please <@U1>",
			"away until monday <@U1>", "log kafka <@U1>", "forget standup <@U1>", "run it <@U1>",
		},
	} {
		for _, text := range texts {
			if _, got := readVerb(cutWord(text)); got != is {
				t.Errorf("%q is read as %d, want %d", text, got, is)
			}
		}
	}
}

func TestMistypedVerbs(t *testing.T) {
	for text, want := range map[string]string{
		"lst": "list", "closse Q1": "close", "stat Q12": "status", "pawse S2": "pause", "weather": "", "lists?": "", "closse the door": "", "scedules": "schedules",
		"statsu Q2": "status", "ad Q1 <@U1>": "add", "lowr Q1 2 of 3": "lower", "clsoe q12": "close", "ad Q1 numbers to the deck? <@U1>": "", "and Q1? <@U1>": "", "edti S1 | every: mon 9:00": "edit",
	} {
		word, rest := cutWord(text)
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
