package slack

import (
	"encoding/json"
	"fmt"
	"regexp"
	"strings"
	"testing"

	"quorum/polls"

	slackgo "github.com/slack-go/slack"
	"pgregory.net/rapid"
)

func viewOf(view slackgo.ModalViewRequest, _ error) slackgo.ModalViewRequest { return view }

// everything that this poll can look like.
func everything(p *polls.Poll, s scene) map[string]any {
	who := p.Stakeholders()[0].Person
	all := map[string]any{
		"card": s.card(p), "cancelled": s.cancelled(p), "stuck": s.stuck(p), "doubt": s.doubt(p), "together": s.together([]excerpt{s.excerpt(p, who), s.excerpt(p, ana), s.excerpt(p, who)}, true), "unreachable": s.unreachable(p),
		"undelivered card": s.undelivered(p, polls.NoticeCard, p.Context), "asked": s.asked(p, p.Context), "help": help(),
		"status of asker": s.status(p, ana), "status": s.status(p, who), "reminder": s.question(p, who, asReminder),
		"changing": s.question(p, who, asChanging), "question": s.question(p, who, asAsked), "asker": s.question(p, ana, asAsked),
		"deputy form": viewOf(s.deputyForm(p, who)), "add form": viewOf(s.addForm(p, who)), "lower form": viewOf(s.lowerForm(p, who)),
		"reopen":    s.reopen(p, append(p.Kind.Choices(p.Options), "17")[0]),
		"scheduled": s.scheduled(repeated(p)), "schedules": s.schedules(thirty(repeated(p)), who), "word": s.word(p.Context + p.Question),
		"answer form": s.answerForm(p, who), "note": noteForm("Your answer", p.Context+"."),
	}
	p.Round = &polls.Round{Schedule: 2, Before: 7, At: p.OpenedAt, Card: p.Card, Leader: p.Question, Outcome: p.Question}
	defer func() { p.Round = nil }()
	all["card of a round"] = s.card(p)
	if !p.Published.IsZero() {
		all["summary"] = s.summary(p)
		all["flip"] = s.flip(p, append(p.Kind.Choices(p.Options), "17")[0])
		all["undelivered summary"] = s.undelivered(p, polls.NoticeSummary, p.Context)
	}
	return all
}

// TestWhateverPeopleWriteFits renders polls full of hostile text: every message and form is within Slack's limits, and
// nothing in it mentions or notifies anybody, links to another place than it shows, or breaks out of its text.
func TestWhateverPeopleWriteFits(t *testing.T) {
	loose := looseFinder()
	rapid.Check(t, func(t *rapid.T) {
		p, s := drawn(t)
		live(t, p)
		for name, v := range everything(p, s) {
			if err := checkAny(v); err != nil {
				t.Errorf("%s: %v", name, err)
			}
			for _, text := range markedTexts(t, v) {
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
			return clip(text[at:], 20)
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
	if m, ok := v.(Message); ok {
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
		for _, e := range s.controls(p, p.Stakeholders()[0], asAsked) {
			b, ok := e.(*slackgo.ButtonBlockElement)
			if !ok {
				continue
			}
			a, ok := readAct(b.ActionID, b.Value)
			if !ok || a.Poll != p.ID {
				t.Fatalf("%s %s reads %+v", b.ActionID, b.Value, a)
			}
			if a.Kind == wantsChoice {
				got = append(got, a.Choice)
			}
		}
		want := p.Choices(who)
		if p.Kind.Way() != polls.OneOf || !byButtons(p) {
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
	for i := range polls.MaxOptions {
		d.Options = append(d.Options, strings.Repeat("&", polls.MaxOptionLen-2)+itoa(10+i))
	}
	asked := []polls.Invite{{Person: ana}}
	for i := range 100 {
		asked = append(asked, polls.Invite{Person: polls.Person(fmt.Sprintf("U%d", i)), Source: itoa(i / 2)})
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
	s := eyes(monday())
	s.names = func(polls.Person) string { return strings.Repeat("&", 80) }
	for name, v := range everything(p, s) {
		if err := checkAny(v); err != nil {
			t.Errorf("%s: %v", name, err)
		}
	}
	if text := aloud(t, s.summary(p)); !strings.Contains(text, "more reasons_") || !strings.Contains(text, "answers in") {
		t.Errorf("the summary lost its end:\n%s", text)
	}
}
