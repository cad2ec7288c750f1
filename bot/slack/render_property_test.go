package slack

import (
	"encoding/json"
	"fmt"
	"regexp"
	"strings"
	"testing"
	"time"

	"quorum/polls"

	slackgo "github.com/slack-go/slack"
	"pgregory.net/rapid"
)

// hostile draws text of at most so many letters from what has broken such programs.
func hostile(most int) *rapid.Generator[string] {
	bad := []string{
		"<!channel>", "<!here|here>", "&lt;!everyone&gt;", "<@U0BEN>", "<@U0XXX|boss>", "<!subteam^S0SEC|@sec>", "<#C0SHIP|x>",
		"<https://evil.example|https://bank.example>", "https://example.com/?a=1&b=<2>", "*", "_", "~", "`", "```", "> ", "\n", "\n\n", "\t",
		"&", "&amp;", "<", ">", "|", "\u202e", "\u2066", "\u200b", "😀", "👩‍👩‍👧‍👦", "שלום", "مرحبا", "é", "e\u0301", "\x07", "@channel", "#general",
		":boom:", "Decided: Yes", "\\", "\"", "[", "]", "word", " ", "&&&&&&&&&&&&&&&&&&&&&&&&&&&&&&&&&&&&&&&&", "<<<<<<<<<<<<<<<<<<<<<<<<<<<",
	}
	return rapid.Custom(func(t *rapid.T) string {
		one := rapid.OneOf(rapid.SampledFrom(bad), rapid.String())
		text := strings.Join(rapid.SliceOfN(one, 0, 12).Draw(t, "pieces"), "")
		if text != "" && rapid.IntRange(0, 3).Draw(t, "long") == 0 {
			text = strings.Repeat(text, most/len(text)+1)
		}
		return firstLetters(text, most)
	})
}

func firstLetters(s string, n int) string {
	letters := []rune(strings.ToValidUTF8(s, "?"))
	return string(letters[:min(n, len(letters))])
}

// drawn is a poll with hostile texts, and where it was when.
func drawn(t *rapid.T) (*polls.Poll, scene) {
	d := polls.Draft{
		Question: "Q" + hostile(polls.MaxQuestion-1).Draw(t, "question"),
		Context:  hostile(polls.MaxContext).Draw(t, "context"),
		Rule:     rapid.SampledFrom([]string{"1", "majority, within 2h", "all, within 3d", "2 independent", ""}).Draw(t, "rule"),
	}
	d.Kind = rapid.SampledFrom([]string{"", "", "multi", "rank", "1-5", "fist", "estimate", "probability", "text", "dates", "consent"}).Draw(t, "kind")
	for i := range rapid.SampledFrom(optionsOf(d.Kind)).Draw(t, "options") {
		d.Options = append(d.Options, string(rune('a'+i))+hostile(polls.MaxOptionLen-1).Draw(t, "option"))
		switch d.Kind {
		case "rank", "dates":
			d.Options[i] = strings.NewReplacer(">", "}", "=", "-", ";", "&").Replace(d.Options[i])
		case "estimate":
			d.Options[i] = firstLetters(d.Options[i], polls.MaxUnit)
		}
	}
	n := rapid.SampledFrom([]int{2, 3, 8, 100}).Draw(t, "people")
	var asked []polls.Invite
	for i := range n {
		asked = append(asked, polls.Invite{Person: polls.Person(fmt.Sprintf("U%d", i)), Source: rapid.SampledFrom([]string{"", "", "a", "b"}).Draw(t, "source")})
	}
	if rapid.Bool().Draw(t, "asker is asked") {
		asked = append(asked, polls.Invite{Person: ana})
	}
	if rapid.Bool().Draw(t, "with a brief") {
		d.Briefs = []polls.Brief{{To: "<@U0>", Text: "T" + hostile(polls.MaxBrief-1).Draw(t, "brief")}}
		asked[0].Briefs = []int{0}
	}
	if d.Kind == "" {
		d.Pass = rapid.SampledFrom([]string{"", "2/3", "60% of asked"}).Draw(t, "pass")
	}
	if d.Kind == "" && n > polls.SafeSize && len(asked) == n {
		d.Anonymous = rapid.Bool().Draw(t, "anonymous")
	}
	d.Asked = []polls.Party{{Mentions: []polls.Mention{{ID: "U0"}}}}
	opening := polls.Opening{
		ID: polls.ID{Workspace: "T024BE7LD", Number: 9223372036854775807}, Asker: ana,
		Channel: rapid.SampledFrom([]string{"", "C0SHIP"}).Draw(t, "channel"), Draft: d, Asked: asked, Seed: 1,
	}
	p, _, err := polls.Open(monday(), opening)
	if err != nil { // the rule asks for more sources than there are
		opening.Draft.Rule, opening.Draft.Anonymous = "1", false
		p, _, err = polls.Open(monday(), opening)
	}
	if err != nil {
		t.Fatalf("opening: %v", err)
	}
	names := rapid.SliceOfN(hostile(80), 4, 4).Draw(t, "names")
	s := eyes(monday())
	s.names = func(p polls.Person) string { return names[len(p)%len(names)] }
	s.group = func(string) string { return names[0] }
	return p, s
}

// live lets people act as they like.
func live(t *rapid.T, p *polls.Poll) {
	now := monday()
	everybody := p.Stakeholders()
	for range rapid.SampledFrom([]int{0, 1, 5, 20, 60}).Draw(t, "steps") {
		now = now.Add(time.Minute)
		who := rapid.SampledFrom(everybody).Draw(t, "who").Person
		switch rapid.IntRange(0, 12).Draw(t, "act") {
		case 0:
			_, _ = p.Decline(now, who, rapid.SampledFrom([]polls.State{polls.NoOpinion, polls.Recused, polls.NotMe}).Draw(t, "way"))
		case 1:
			_, _ = p.Withdraw(now, who)
		case 3:
			_, _ = p.Depute(now, who, polls.Invite{Person: "UDEP" + polls.Person(itoa(len(p.Stakeholders())))})
		case 2:
			p.Fail(now, who, hostile(300).Draw(t, "why"))
		default:
			position, reason := drawnPosition(t, p), hostile(polls.MaxReason).Draw(t, "reason")
			if position == polls.Objection { // it needs a reason of which something is left
				reason = "b" + clip(reason, polls.MaxReason-1)
			}
			_, err := p.Answer(now, who, polls.Response{
				Position: position, Reason: reason, Exposed: rapid.IntRange(0, 5).Draw(t, "exposed: 0") == 0,
				Confidence: rapid.SampledFrom([]polls.Confidence{"", polls.Sure, polls.Guess}).Draw(t, "confidence"),
			})
			if err != nil && !p.Anonymous {
				t.Fatalf("answering: %v", err)
			}
		}
	}
	switch rapid.IntRange(0, 4).Draw(t, "end") {
	case 0:
		_, _ = p.Close(now, polls.Actor{Person: ana})
	case 1:
		_, _ = p.Cancel(now, polls.Actor{Person: ana})
	case 2:
		p.Tick(p.Deadline)
	}
	p.Place(now, polls.Place{Channel: "C0SHIP", Message: "1.2"})
}

func viewOf(view slackgo.ModalViewRequest, _ error) slackgo.ModalViewRequest { return view }

// everything that this poll can look like.
func everything(p *polls.Poll, s scene) map[string]any {
	who := p.Stakeholders()[0].Person
	all := map[string]any{
		"card": s.card(p), "cancelled": s.cancelled(p), "stuck": s.stuck(p), "unreachable": s.unreachable(p),
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
