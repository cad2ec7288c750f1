package render

import (
	"fmt"
	"strconv"
	"strings"
	"time"

	"quorum/polls"
	"quorum/polls/kind"
	"quorum/polls/phrase"

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
func drawn(t *rapid.T) (*polls.Poll, Scene) {
	d := polls.Draft{
		Question: "Q" + hostile(polls.MaxQuestion-1).Draw(t, "question"),
		Context:  hostile(polls.MaxContext).Draw(t, "context"),
		Rule:     rapid.SampledFrom([]string{"1", "majority, within 2h", "all, within 3d", "2 independent", ""}).Draw(t, "rule"),
	}
	d.Kind = rapid.SampledFrom([]string{"", "", "multi", "rank", "1-5", "fist", "estimate", "probability", "text", "dates", "consent"}).Draw(t, "kind")
	for i := range rapid.SampledFrom(optionsOf(d.Kind)).Draw(t, "options") {
		d.Options = append(d.Options, firstLetters(phrase.Label(string(rune('a'+i))+hostile(kind.MaxOptionLen-1).Draw(t, "option")), kind.MaxOptionLen))
		switch d.Kind {
		case "rank", "dates":
			d.Options[i] = strings.NewReplacer(">", "}", "=", "-", ";", "&").Replace(d.Options[i])
		case "estimate":
			d.Options[i] = firstLetters(d.Options[i], kind.MaxUnit)
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
	s.Names = func(p polls.Person) string { return names[len(p)%len(names)] }
	s.Group = func(string) string { return names[0] }
	return p, s
}

// live lets people act as they like.
func live(t *rapid.T, p *polls.Poll) {
	now := monday()
	weighs := rapid.Bool().Draw(t, "is weighed at once")
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
			_, _ = p.Depute(now, who, polls.Invite{Person: "UDEP" + polls.Person(strconv.Itoa(len(p.Stakeholders())))})
		case 2:
			p.MarkUnreachable(now, who, hostile(300).Draw(t, "why"))
		default:
			position, reason := drawnPosition(t, p), hostile(polls.MaxReason).Draw(t, "reason")
			if position == kind.Objection { // it needs a reason of which something is left
				reason = "b" + phrase.Clip(reason, polls.MaxReason-1)
			}
			_, err := p.Answer(now, who, polls.Response{
				Position: position, Reason: reason, Exposed: rapid.IntRange(0, 5).Draw(t, "exposed: 0") == 0,
				Confidence: rapid.SampledFrom([]polls.Confidence{"", polls.Sure, polls.Guess}).Draw(t, "confidence"),
			})
			if err != nil && !p.Anonymous {
				t.Fatalf("answering: %v", err)
			}
		}
		if weighs {
			_ = weighed(p, now, func() error { return nil })
		}
	}
	switch rapid.IntRange(0, 4).Draw(t, "end") {
	case 0:
		_ = weighed(p, now, func() error { _, err := p.Close(now, polls.Actor{Person: ana}); return err })
	case 1:
		_, _ = p.Cancel(now, polls.Actor{Person: ana})
	case 2:
		_ = weighed(p, p.Deadline, func() error { p.Tick(p.Deadline); return nil })
	}
	p.PlaceCard(now, polls.Place{Channel: "C0SHIP", Message: "1.2"})
}
