package polls

import (
	"encoding/json"
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

func badDrafts() []struct{ text, want string } {
	long := strings.Repeat("x", 3000)
	const bracket = "One bracket is missing around those who count as one source. Write it like [@ana @ben]."
	return []struct{ text, want string }{
		{"", "Write the question first, like: Ship 4.2 on Friday? @ana @ben"},
		{"<@U1> <@U2>", "Write the question first, like: Ship 4.2 on Friday? @ana @ben"},
		{"Go?", "Say who to ask: mention people or groups, like @ana @security."},
		{"Go? @ana", "@ana did not become a mention. Pick people and groups from the list that appears as you type @."},
		{"Go? [<@U1> <@U2>", bracket},
		{"Go? <@U1> [<@U2>, <@U3>", bracket},
		{"Go? <@U1> <@U2>] <@U3>", bracket},
		{"Go? [<@U1> [<@U2> <@U3>]", bracket},
		{"[<@U1> go? <@U2>", bracket},
		{"Go? @channel", "@channel names nobody in particular. Mention the people or groups whose answers count, like @ana @security."},
		{"Go? @here", "@here names nobody in particular. Mention the people or groups whose answers count, like @ana @security."},
		{long + "? <@U1>", "The question has 3001 characters; at most 1000 fit. Put details into the context."},
		{"Go? <@U1> | context: " + long, "The context has 3000 characters; at most 2000 fit. Link to the details instead."},
		{"Go? <@U1> | oprions: a, b", `There is no "oprions" here. Did you mean "options"? You can write options, kind, quorum, pass, context, deputies, every, brief @x, anonymous and announce.`},
		{"Go? <@U1> | rules: 3", `There is no "rules" here. Did you mean "rule"? You can write options, kind, quorum, pass, context, deputies, every, brief @x, anonymous and announce.`},
		{"Go? <@U1> | breif <@U1>: the port", `There is no "breif" here. Did you mean "brief"? You can write options, kind, quorum, pass, context, deputies, every, brief @x, anonymous and announce.`},
		{"Go? <@U1> | announce: loudly", `"loudly" does not say whether the summary is shown in the channel. Write: announce, or leave it out.`},
		{"Go? <@U1> | anonymus: yes", `There is no "anonymus" here. Did you mean "anonymous"? You can write options, kind, quorum, pass, context, deputies, every, brief @x, anonymous and announce.`},
		{"Go? <@U1> | a, b", `"a, b" needs a word before it that says what it is, like options: red, green | quorum: 3 of 5.`},
		{"Go? <@U1> | : b", `": b" needs a word before it that says what it is, like options: red, green | quorum: 3 of 5.`},
		{"Go? <@U1> | quorum: 1 | rule: 2", `"quorum" is there twice. Keep one.`},
		{"Go? <@U1> | every: mon", "Every mon needs a time of day. Write it like every: mon 09:00."},
		{"Go? <@U1> | every:", "Say when to ask again. Write it like every: mon 09:00, every: weekday 16:30 or every: day 9:00."},
		{"Go? <@U1> | kind: choise", `There is no kind of question called "choise". Did you mean "choice"?`},
		{"Go? <@U1> | kind: choice", "A choice needs 2 to 20 options, and there are 0. Write them as options: red, green, blue."},
		{"Go? <@U1> | options: a", "A choice needs 2 to 20 options, and there is 1. Write them as options: red, green, blue."},
		{"Go? <@U1> | options: " + strings.Repeat("a,", 20) + "b", "A choice needs 2 to 20 options, and there are 21. Write them as options: red, green, blue."},
		{"Go? <@U1> | options: a,, b", "One option is empty. Write them as options: red, green, blue."},
		{"Go? <@U1> | options: Nats, kafka, nats", `The options "Nats" and "nats" are the same but for their letters' case. Make them different or drop one.`},
		{"Go? <@U1> | options: a, b, a", `The option "a" is there twice. Drop one.`},
		{"Go? <@U1> | options: a, " + long[:76], `The option "xxxxxxxxxxxxxxxxxxxxxxxxxxxxx…" has 76 characters; a button shows at most 75. Shorten it and put the rest into the context.`},
		{"Go? <@U1> | kind: yes/no | options: a, b", "A yes/no question has no options of its own. Leave them out, or make it kind: choice."},
		{"Go? <@U1> | quorum: lots", `"lots" is not a quorum rule. Write a number (3), a share (60%), majority, all, 3 independent or decided; then, if you like, 1 from @security, 95% sure, no block, within 2h or by fri 12:00.`},
	}
}

func TestDraftsThatCannotBeMeant(t *testing.T) {
	for _, c := range badDrafts() {
		d, err := ParseDraft(c.text)
		if err == nil || err.Error() != c.want {
			t.Errorf("%q\n got %v\nwant %s", c.text, err, c.want)
		}
		if strings.HasPrefix(c.text, "Go?") && !strings.HasPrefix(d.Question, "Go?") {
			t.Errorf("%q: the question was lost: %q", c.text, d.Question)
		}
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
		return rapid.Map(rapid.StringOfN(rapid.RuneFrom([]rune(`ab |\,:<>[]@#!é`+"\n\t"+"\u00a0")), 0, max, -1), phrase.Clean)
	}
	return rapid.Custom(func(t *rapid.T) Draft {
		d := Draft{
			Question: text(40).Filter(func(s string) bool { return strings.Trim(s, " \t\n,:;&[]\u00a0") == s }).Draw(t, "question"),
			Asked:    rapid.SliceOfN(anyParty(), 1, 5).Draw(t, "asked"),
			Context:  text(40).Draw(t, "context"),
			Kind:     rapid.SampledFrom([]string{"", "choice", "yes/no"}).Draw(t, "kind"),
			Rule:     anyRule().Draw(t, "rule").String(),
		}
		d.Options = rapid.SliceOfN(rapid.Map(text(12), phrase.Line), 0, 5).Draw(t, "options")
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
