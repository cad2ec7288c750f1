package polls

import (
	"encoding/json"
	"errors"
	"reflect"
	"strings"
	"testing"

	"quorum/polls/phrase"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"
)

func ask(ids ...string) []Party {
	var all []Party
	for _, id := range ids {
		all = append(all, Party{Mentions: []Mention{mention(id)}})
	}
	return all
}

func together(ids ...string) Party {
	p := Party{OneSource: true}
	for _, id := range ids {
		p.Mentions = append(p.Mentions, mention(id))
	}
	return p
}

func mention(id string) Mention { return Mention{ID: id, Group: id[0] == 'S'} }

type draftCase struct {
	text string
	want Draft
}

func goodDrafts() []draftCase {
	return []draftCase{
		{
			"Ship 4.2 on Friday? <@U1> <@U2|ben> [<@U3> <@U4>] <!subteam^S1>",
			Draft{Question: "Ship 4.2 on Friday?", Asked: append(append(ask("U1", "U2"), together("U3", "U4")), ask("S1")...)},
		},
		{
			"Which queue? <!subteam^S1|@platform> <@W2> | options: nats, kafka, sqs | quorum: 3 of 5, within 2h",
			Draft{Question: "Which queue?", Asked: ask("S1", "W2"), Options: []string{"nats", "kafka", "sqs"}, Rule: "3 of 5, within 2h"},
		},
		{"Go? <@U1>, <@U2>, and <@U3>.", Draft{Question: "Go?", Asked: ask("U1", "U2", "U3")}},
		{"<@U1> and <@U2>: go?", Draft{Question: "go?", Asked: ask("U1", "U2")}},
		{"<@U1> and then what?", Draft{Question: "and then what?", Asked: ask("U1")}},
		{"<@U1> go? <@U2>", Draft{Question: "go?", Asked: ask("U1", "U2")}},
		{"Go?\n\n<@U1>\n<@U2>", Draft{Question: "Go?", Asked: ask("U1", "U2")}},
		{"Should <@U1> lead? <@U2> <@U3>", Draft{Question: "Should <@U1> lead?", Asked: ask("U2", "U3")}},
		{"Should <@U1|ana> lead?", Draft{Question: "Should <@U1|ana> lead?", Asked: ask("U1")}},
		{"Go? [<@U1>, <@U2> and <@U3>] & <@U4>", Draft{Question: "Go?", Asked: append([]Party{together("U1", "U2", "U3")}, ask("U4")...)}},
		{"Is [<@U1>'s draft] fine? <@U2>", Draft{Question: "Is [<@U1>'s draft] fine?", Asked: ask("U2")}},
		{"Is [1] fine? [<@U1> <@U2>]", Draft{Question: "Is [1] fine?", Asked: []Party{together("U1", "U2")}}},
		{"Go? [] <@U1>", Draft{Question: "Go? []", Asked: ask("U1")}},
		{"Go? <@U1> | rule: majority", Draft{Question: "Go?", Asked: ask("U1"), Rule: "majority"}},
		{"Go? <@U1> | announce | Anonymous: no", Draft{Question: "Go?", Asked: ask("U1"), Announce: true}},
		{"Go? <@U1> | anonymous | ANNOUNCE: yes", Draft{Question: "Go?", Asked: ask("U1"), Anonymous: true, Announce: true}},
		{"Go? <@U1> | every: mon 9:00", Draft{Question: "Go?", Asked: ask("U1"), Every: "mon 9:00"}},
		{"Go? <@U1> | kind: Yes/No", Draft{Question: "Go?", Asked: ask("U1"), Kind: "yes/no"}},
		{"Go? <@U1> | options: | quorum: ||", Draft{Question: "Go?", Asked: ask("U1")}},
		{"Go? <@U1> | CONTEXT : see <https://a.b/c|this> \\| that", Draft{Question: "Go?", Asked: ask("U1"), Context: "see <https://a.b/c|this> | that"}},
		{`Go? <@U1> | options: a\,b, c\|d, e\f`, Draft{Question: "Go?", Asked: ask("U1"), Options: []string{"a,b", "c|d", `e\f`}}},
		{`Go? <@U1> | options: "red, dark", “light, blue”, C:\, D:\`, Draft{Question: "Go?", Asked: ask("U1"), Options: []string{"red, dark", "light, blue", `C:\`, `D:\`}}},
		{"Go? <@U1> | options:\nred\n\ngreen, or so\nblue | quorum: 1", Draft{Question: "Go?", Asked: ask("U1"), Options: []string{"red", "green, or so", "blue"}, Rule: "1"}},
		{"Go? <@U1> | options: a,, Cafe\u0301, b\u200b, ", Draft{Question: "Go?", Asked: ask("U1"), Options: []string{"a", "Café", "b"}}},
		{"a < b? <@U1> | context: c > d", Draft{Question: "a < b?", Asked: ask("U1"), Context: "c > d"}},
		{"Go?\x00 \xff <@U1>", Draft{Question: "Go? \uFFFD", Asked: ask("U1")}},
	}
}

func TestDraftsThatCanBeTyped(t *testing.T) {
	for _, c := range goodDrafts() {
		got, err := ParseDraft(c.text)
		if err != nil {
			t.Errorf("%q: %v", c.text, err)
		}
		if diff := cmp.Diff(c.want, got); diff != "" {
			t.Errorf("%q (-want +got):\n%s", c.text, diff)
		}
	}
}

func badDrafts() []string {
	long := strings.Repeat("x", 3000)
	return []string{
		"",
		"<@U1> <@U2>",
		"Go?",
		"Go? @ana",
		"Go? [<@U1> <@U2>",
		"Go? <@U1> [<@U2>, <@U3>",
		"Go? <@U1> <@U2>] <@U3>",
		"Go? [<@U1> [<@U2> <@U3>]",
		"[<@U1> go? <@U2>",
		"Go? @channel",
		"Go? @here",
		long + "? <@U1>",
		"Go? <@U1> | context: " + long,
		"Go? <@U1> | oprions: a, b",
		"Go? Use a || b? <@U1> <@U2>",
		"Go? Use a | b? <@U1> <@U2> | quorum: 1",
		"Go? Use a | b: which? <@U1>",
		"Go? Use a || b <@U1> | options: x, y",
		"Go? <@U1> | rules: 3",
		"Go? <@U1> | breif <@U1>: the port",
		"Go? <@U1> | announce: loudly",
		"Go? <@U1> | anonymus: yes",
		"Go? <@U1> | a, b",
		"Go? <@U1> | : b",
		"Go? <@U1> | quorum: 1 | rule: 2",
		"Go? <@U1> | every: mon",
		"Go? <@U1> | every:",
		"Go? <@U1> | kind: choise",
		"Go? <@U1> | kind: choice",
		"Go? <@U1> | options: a",
		"Go? <@U1> | options: " + strings.Repeat("a,", 20) + "b",
		`Go? <@U1> | options: a, "", b`,
		`Go? <@U1> | options: "red, blue`,
		`Go? <@U1> | options: red, blue", green`,
		"Go? <@U1> | options: Café, Cafe\u0301",
		"Go? <@U1> | options: Yes, Yes\u200b",
		"Go? <@U1> | options: Yes, yes\u2060",
		"Go? <@U1> | options: ❤, ❤\ufe0f",
		"Go? <@U1> | options: Nats, kafka, nats",
		"Go? <@U1> | options: a, b, a",
		"Go? <@U1> | options: a, " + long[:76],
		"Go? <@U1> | kind: yes/no | options: a, b",
		"Go? <@U1> | quorum: lots",
	}
}

// Each earns a sentence, and the question stays.
func TestDraftsThatCannotBeMeant(t *testing.T) {
	for _, text := range badDrafts() {
		d, err := ParseDraft(text)
		if e := (*phrase.Error)(nil); !errors.As(err, &e) || e.Code != phrase.Invalid {
			t.Errorf("%q: %v is no mistake of a person", text, err)
			continue
		}
		if strings.HasPrefix(text, "Go?") && !strings.HasPrefix(d.Question, "Go?") {
			t.Errorf("%q: the question was lost: %q", text, d.Question)
		}
		words.Said(t, phrase.Clip(text, 80)+"\n\t"+err.Error())
	}
}

// A bar in a question is a mistake that says how to write one. The draft has the whole question, and who is asked.
func TestABarInAQuestion(t *testing.T) {
	for text, want := range map[string]Draft{
		"Use a || b? <@U1> <@U2>":           {Question: "Use a || b?", Asked: ask("U1", "U2")},
		"Use a | b? <@U1> | quorum: 1":      {Question: "Use a | b?", Asked: ask("U1"), Rule: "1"},
		"Use a | b | c? <@U1>":              {Question: "Use a | b | c?", Asked: ask("U1")},
		"<@U1> use a || b? | options: x, y": {Question: "use a || b?", Asked: ask("U1"), Options: []string{"x", "y"}},
	} {
		got, err := ParseDraft(text)
		if e := (*phrase.Error)(nil); !errors.As(err, &e) || e.Field != phrase.FieldQuestion || !strings.Contains(e.Text, phrase.Escape(want.Question, '|')) {
			t.Errorf("%q: %v", text, err)
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("%q (-want +got):\n%s", text, diff)
		}
	}
	if d, err := ParseDraft(`Use a \|\| b? <@U1>`); err != nil || d.Question != "Use a || b?" {
		t.Errorf("%q, %v", d.Question, err)
	}
}

func TestNothingTypedIsLostBehindAMistake(t *testing.T) {
	d, err := ParseDraft("Go? <@U1> | color: red | options: a, b | quorum: lots | context: c")
	want := Draft{Question: "Go?", Asked: ask("U1"), Options: []string{"a", "b"}, Rule: "lots", Context: "c"}
	if diff := cmp.Diff(want, d); diff != "" || err == nil {
		t.Errorf("%v (-want +got):\n%s", err, diff)
	}
}

func anyParty() *rapid.Generator[Party] {
	return rapid.Custom(func(t *rapid.T) Party {
		ids := rapid.SliceOfN(rapid.StringMatching(`[UWS][A-Z0-9]{1,8}`), 1, 4).Draw(t, "ids")
		if p := together(ids...); len(ids) > 1 || rapid.Bool().Draw(t, "alone in brackets") {
			return p
		}
		return ask(ids...)[0]
	})
}

// anyDraft draws drafts of free text as a form would give them; only the question is without mentions of its own.
func anyDraft() *rapid.Generator[Draft] {
	text := func(max int) *rapid.Generator[string] {
		return rapid.Map(rapid.StringOfN(rapid.RuneFrom([]rune(`ab |\,:<>[]@#!é"'“`+"\n\t"+"\u00a0")), 0, max, -1), phrase.Clean)
	}
	return rapid.Custom(func(t *rapid.T) Draft {
		d := Draft{
			Question: text(40).Filter(func(s string) bool { return strings.Trim(s, " \t\n,:;&[]\u00a0") == s }).Draw(t, "question"),
			Asked:    rapid.SliceOfN(anyParty(), 1, 5).Draw(t, "asked"),
			Context:  text(40).Draw(t, "context"),
			Kind:     rapid.SampledFrom([]string{"", "choice", "yes/no"}).Draw(t, "kind"),
			Rule:     anyRule().Draw(t, "rule").String(),
		}
		d.Options = rapid.SliceOfN(rapid.Map(text(12), phrase.Label), 0, 5).Draw(t, "options")
		if len(d.Options) < 2 {
			d.Options = nil
		}
		return d
	})
}

func TestPrintedDraftsAreReadBack(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		d := anyDraft().Draw(t, "draft")
		again, _ := ParseDraft(d.String())
		if diff := cmp.Diff(d, again); diff != "" {
			t.Fatalf("%q (-printed +read):\n%s", d, diff)
		}
	})
}

// TestPartyAsItIsStored holds the JSON of the people asked to what logs and schedules have had since the first version.
func TestPartyAsItIsStored(t *testing.T) {
	p := Party{Mentions: []Mention{{ID: "U1"}, {ID: "S1", Group: true}}, OneSource: true}
	const stored = `{"Mentions":[{"ID":"U1","Group":false},{"ID":"S1","Group":true}],"Together":true}`
	text, err := json.Marshal(p)
	if err != nil || string(text) != stored {
		t.Errorf("it is stored as %s (%v)", text, err)
	}
	var again Party
	if err := json.Unmarshal([]byte(stored), &again); err != nil || !reflect.DeepEqual(again, p) {
		t.Errorf("it is read as %+v (%v)", again, err)
	}
}

// Keys are keys without a bar, too: after the people asked, and at the beginning of a line.
func TestKeysWithoutABar(t *testing.T) {
	for text, want := range map[string]string{
		"Which? <@U1> <@U2> options: red, blue":               "Which? <@U1> <@U2> | options: red, blue",
		"Which? <@U1> <@U2> Options : red, blue":              "Which? <@U1> <@U2> | options: red, blue",
		"Which? <@U1> options: red, blue quorum: 1":           "Which? <@U1> | options: red, blue | quorum: 1",
		"Which? <@U1> options: red, blue <@U2>":               "Which? <@U1> <@U2> | options: red, blue",
		"Which? <@U1>, <@U2>: options: red, blue | quorum: 1": "Which? <@U1> <@U2> | options: red, blue | quorum: 1",
		"Which? <@U1> <@U2>\noptions: red, blue\nquorum: 2":   "Which? <@U1> <@U2> | options: red, blue | quorum: 2",
		"Which?\noptions: red, blue\n<@U1> <@U2>":             "Which? <@U1> <@U2> | options: red, blue",
		"Which?\nquorum: 1\n<@U1> <@U2>":                      "Which? <@U1> <@U2> | quorum: 1",
		"<@U1> <@U2> Which?\noptions: red, blue":              "Which? <@U1> <@U2> | options: red, blue",
		"Ship? <@U1> context: the freeze\nrule: 1":            "Ship? <@U1> | quorum: 1 | context: the freeze",
		"Ship? <@U1> <@U2> quorum: 1 from <!subteam^S1>":      "Ship? <@U1> <@U2> | quorum: 1 from <!subteam^S1>",
		"Ship? <@U1> <@U2> brief <@U1>: the port is 8443":     "Ship? <@U1> <@U2> | brief <@U1>: the port is 8443",
		"Ship? <@U1> <@U2> anonymous":                         "Ship? <@U1> <@U2> | anonymous",
		"Ship? <@U1> context: the freeze quorum: 1":           "Ship? <@U1> | quorum: 1 | context: the freeze",
		"Ship? <@U1> <@U2>\nannounce":                         "Ship? <@U1> <@U2> | announce",
		"Ship? <@U1> <@U2> | options: red, blue\nquorum: 1":   "Ship? <@U1> <@U2> | options: red, blue | quorum: 1",
		"Note: which?\nPros: cheap <@U1>":                     "Note: which?\nPros: cheap <@U1>",
		"Ship at 10:00? See https://x.de/options:a <@U1>":     "Ship at 10:00? See https://x.de/options:a <@U1>",
	} {
		d, err := ParseDraft(text)
		if got := d.String(); got != want || err != nil {
			t.Errorf("%q is read as\n%q, want\n%q: %v", text, got, want, err)
		}
		if _, err := d.Doubted(); err != nil {
			t.Errorf("%q is doubted: %v", text, err)
		}
	}
}

// A question with what looks like a key on a line of its own, as it may come from a form, is printed so that it is read as it was.
func TestQuestionsWithKeysArePrinted(t *testing.T) {
	for _, question := range []string{"Which?\nkind: a or b?", `Which?` + "\n" + `kind\: a`, "Which kind: a?", `Which kind\\: a?`, "Ship?\nby: me"} {
		want := Draft{Question: question, Asked: ask("U1")}
		if got, _ := ParseDraft(want.String()); got.Question != question {
			t.Errorf("%q is printed as %q and read as %q", question, want, got.Question)
		}
	}
}

// What is plainly malformed is doubted, with what can be understood in its fields.
func TestDoubtedQuestions(t *testing.T) {
	for text, want := range map[string]string{
		"Which kind: red or blue? <@U1>":        "Which kind: red or blue? <@U1>",
		"Which? options: red, blue <@U1> <@U2>": "Which? <@U1> <@U2> | options: red, blue",
		"Which?, <@U1> (options: a, b)":         "Which?, <@U1> (options: a, b) <@U1>",
		"Context: why? <@U1>":                   "Context: why? <@U1>",
		"Ship \"the thing? <@U1>":               "Ship \"the thing? <@U1>",
		"Ship “the thing? <@U1>":                "Ship “the thing? <@U1>",
	} {
		d, err := ParseDraft(text)
		if err != nil {
			t.Errorf("%q: %v", text, err)
		}
		if d, err = d.Doubted(); err == nil || d.String() != want {
			t.Errorf("%q is understood as\n%q, want\n%q: %v", text, d, want, err)
		}
	}
	for _, text := range []string{"Which option: red or blue? <@U1>", "A 19\" screen? <@U1>", "Ship \"it\"? <@U1>", "Ship “it”? <@U1>", "„Los“? <@U1>"} {
		if d, err := ParseDraft(text); err != nil {
			t.Errorf("%q: %v", text, err)
		} else if _, err = d.Doubted(); err != nil {
			t.Errorf("%q is doubted: %v", text, err)
		}
	}
}

// A deadline that is written as a key is put into the rule, and it is said how it is written.
func TestDeadlinesWrittenAsKeys(t *testing.T) {
	for typed, rule := range map[string]string{
		"| within: 2h": "within 2h", "| by: fri": "by fri", "| deadline: fri 12:00": "by fri 12:00", "| deadline: 2h": "within 2h", "| quorum: 1 | within: 2h": "1, within 2h",
		"| within: 2h | rule: 1": "1, within 2h", "within: 2h": "within 2h", "due: fri": "by fri", "quorum: 1\nDeadline: fri": "1, by fri", "| quorum: 1\nwithin: 2h": "1, within 2h",
	} {
		d, err := ParseDraft("Ship? <@U1> " + typed)
		if err == nil || d.Question != "Ship?" || d.Rule != rule || !strings.Contains(err.Error(), "quorum: ") {
			t.Errorf("%q: the rule is %q, want %q: %v", typed, d.Rule, rule, err)
		}
	}
	if d, err := ParseDraft("Ship? <@U1> optoins: red"); err == nil || d.Question != "Ship?" || !strings.Contains(err.Error(), `Did you mean "options"?`) {
		t.Errorf("a key with a slip after the people: %q, %v", d, err)
	}
}
