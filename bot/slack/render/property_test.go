package render

import (
	"encoding/json"
	"fmt"
	"maps"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"quorum/bot/slack/webapi"
	"quorum/polls"
	"quorum/polls/kind"
	"quorum/polls/phrase"

	slackgo "github.com/slack-go/slack"
	"pgregory.net/rapid"
)

// everything that this poll can look like, to be made when it is looked at.
func everything(p *polls.Poll, s Scene) map[string]func() any {
	who := p.Stakeholders()[0].Person
	all := map[string]func() any{
		"card": func() any { return s.Card(p) }, "cancelled": func() any { return s.Cancelled(p) },
		"stuck": func() any { return s.Stuck(p) }, "doubt": func() any { return s.Doubt(p) }, "together": func() any {
			return s.Gathered([]Excerpt{s.Excerpt(p, who), s.Excerpt(p, ana), s.Excerpt(p, who)}, true, 7)
		}, "unreachable": func() any { return s.Unreachable(p) },
		"undelivered card": func() any { return s.Undelivered(p, polls.NoticeCard, p.Context) },
		"asked":            func() any { return s.Asked(p, p.Context, p.Context) }, "help": func() any { return Help(someHelp()) },
		"status of asker": func() any { return s.Status(p, ana) }, "status": func() any { return s.Status(p, who) },
		"reminder":    func() any { return s.Question(p, who, AsReminder) },
		"changing":    func() any { return s.Question(p, who, AsChanging) },
		"question":    func() any { return s.Question(p, who, AsAsked) },
		"asker":       func() any { return s.Question(p, ana, AsAsked) },
		"deputy form": func() any { return s.ChangeForm(FormDeputy, p) }, "add form": func() any { return s.ChangeForm(FormAdd, p) },
		"lower form": func() any { return s.ChangeForm(FormLower, p) }, "reopen": func() any { return s.Reopen(p) },
		"scheduled": func() any { return repeated(p).shown(s) },
		"schedules": func() any { return s.Schedules(thirty(repeated(p)), who, 10, "/quorum") },
		"word":      func() any { return s.ScheduleNotice(p.Context + p.Question) }, "answer form": func() any { return s.AnswerForm(p, who, "") },
		"note": func() any { return NoteForm("Your answer", p.Context+".") }, "card of a round": func() any { return ofARound(p, s) },
	}
	if !p.Published.IsZero() {
		all["summary"] = func() any { return s.Summary(p) }
		all["flip"], all["flip before"] = func() any { return s.Flip(p, true) }, func() any { return s.Flip(p, false) }
		for _, me := range p.Stakeholders() {
			all["reason of "+string(me.Person)] = func() any { return s.Reason(p, me) }
			all["reason form of "+string(me.Person)] = func() any { return s.ReasonForm(p, me) }
		}
		all["undelivered summary"] = func() any { return s.Undelivered(p, polls.NoticeSummary, p.Context) }
	}
	return all
}

// ofARound is the card of a poll as if a schedule had asked it.
func ofARound(p *polls.Poll, s Scene) any {
	p.Round = &polls.Round{Schedule: 2, Before: 7, At: p.OpenedAt, Card: p.Card, Leader: p.Question, Outcome: p.Question}
	defer func() { p.Round = nil }()
	return s.Card(p)
}

// sights is how many of the things that a drawn poll can look like are looked at: over all that is drawn, each is.
const sights = 8

// TestWhateverPeopleWriteFits renders polls full of hostile text: every message and form is within Slack's limits, and
// nothing in it mentions or notifies anybody, links to another place than it shows, or breaks out of its text.
func TestWhateverPeopleWriteFits(t *testing.T) {
	loose := looseFinder()
	rapid.Check(t, func(t *rapid.T) {
		p, s := drawn(t)
		live(t, p)
		all := everything(p, s)
		names := rapid.Permutation(slices.Sorted(maps.Keys(all))).Draw(t, "looked at")
		for _, name := range names[:sights] {
			v := all[name]()
			if err := checkAny(v); err != nil {
				t.Errorf("%s: %v", name, err)
			}
			for _, text := range markedTexts(t, v) {
				text = strings.Replace(text, s.askedBy(p), "", 1) // which notifies the asker, as it is to
				if rest := loose(text); rest != "" {
					t.Errorf("%s: %q is loose in %q", name, rest, text)
				}
			}
		}
	})
}

// looseFinder finds angle brackets that are not ours: ours are links that show where they lead or have our words, links to
// channels, dates, and quotations.
func looseFinder() func(mrkdwn string) string {
	ours := regexp.MustCompile(`<(https?://[^<>|\s]+|https://example\.slack\.com/[^<>|]+\|(Open|Open the thread|To the question|Q\d+)|mailto:[^<>|]+|tel:[^<>|]+|#C0SHIP|!date\^\d+\^[^<>|]+\|[^<>|]+)>`)
	return func(mrkdwn string) string {
		text := strings.ReplaceAll("\n"+ours.ReplaceAllString(mrkdwn, ""), "\n> ", "\n")
		if at := strings.IndexAny(text, "<>"); at >= 0 {
			return phrase.Clip(text[at:], 20)
		}
		return ""
	}
}

// markedTexts are all texts in which Slack looks for mentions, and all must ask Slack not to look for more.
func markedTexts(t *rapid.T, v any) []string {
	raw, err := json.Marshal(wire(v))
	if err != nil {
		t.Fatal(err)
	}
	var tree any
	if err := json.Unmarshal(raw, &tree); err != nil {
		t.Fatal(err)
	}
	var all []string
	if m, ok := v.(webapi.Message); ok {
		all = append(all, m.Text)
	}
	var walk func(any)
	walk = func(v any) {
		switch v := v.(type) {
		case []any:
			for _, one := range v {
				walk(one)
			}
		case map[string]any:
			if v["type"] == "mrkdwn" {
				all = append(all, v["text"].(string))
				if v["verbatim"] != true {
					t.Errorf("not verbatim: %v", v)
				}
			}
			for _, one := range v {
				walk(one)
			}
		}
	}
	walk(tree)
	return all
}

// TestButtonsCarryTheLabel checks that a click on a button or an option records exactly the option, whatever is in it.
func TestButtonsCarryTheLabel(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		p, s := drawn(t)
		who := p.Stakeholders()[0].Person
		var got []string
		for _, e := range s.controls(p, p.Stakeholders()[0], AsAsked) {
			b, ok := e.(*slackgo.ButtonBlockElement)
			if !ok {
				continue
			}
			a, ok := ReadAct(b.ActionID, b.Value)
			if !ok || a.Poll != p.ID {
				t.Fatalf("%s %s reads %+v", b.ActionID, b.Value, a)
			}
			if a.Kind == WantsChoice {
				got = append(got, a.Choice)
			}
		}
		want := p.Choices(who)
		if p.Kind.Way() != kind.OneOf || !byButtons(p) {
			want = nil
		}
		if fmt.Sprint(got) != fmt.Sprint(want) {
			t.Errorf("the buttons say %q, the options are %q", got, want)
		}
	})
}

// TestTheWorstSummaryFits has as many people, options, names and reasons as there can be, of letters that all must be
// escaped.
func TestTheWorstSummaryFits(t *testing.T) {
	d := polls.Draft{Question: strings.Repeat("&", polls.MaxQuestion), Context: strings.Repeat("<", polls.MaxContext), Rule: "all"}
	for i := range kind.MaxOptions {
		d.Options = append(d.Options, strings.Repeat("&", kind.MaxOptionLen-2)+strconv.Itoa(10+i))
	}
	asked := []polls.Invite{{Person: ana}}
	for i := range 100 {
		asked = append(asked, polls.Invite{Person: polls.Person(fmt.Sprintf("U%d", i)), Source: strconv.Itoa(i / 2)})
	}
	d.Asked = []polls.Party{{Mentions: []polls.Mention{{ID: "U0"}}}}
	p, _, err := polls.Open(monday(), polls.Opening{ID: polls.ID{Workspace: "T1", Number: 1}, Asker: ana, Channel: "C1", Draft: d, Asked: asked})
	if err != nil {
		t.Fatal(err)
	}
	for i, one := range asked {
		if i%10 > 6 {
			_, err = p.Decline(monday(), one.Person, []polls.State{polls.NotMe, polls.NoOpinion, polls.Recused}[i%3])
		} else {
			_, err = p.Answer(monday(), one.Person, polls.Response{
				Position: d.Options[i%len(d.Options)], Reason: strings.Repeat("&", polls.MaxReason), Confidence: polls.Sure, Exposed: i%4 == 1,
			})
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	if err := weighed(p, p.Deadline, func() error { p.Tick(p.Deadline); return nil }); err != nil { // some took a way out
		t.Fatal(err)
	}
	s := eyes(monday())
	s.Names = func(polls.Person) string { return strings.Repeat("&", 80) }
	for name, look := range everything(p, s) {
		if err := checkAny(look()); err != nil {
			t.Errorf("%s: %v", name, err)
		}
	}
	if text := aloud(t, s.Summary(p)); !strings.Contains(text, "more reasons_") || !strings.Contains(text, "answers in") {
		t.Errorf("the summary lost its end:\n%s", text)
	}
}
