package render

import (
	"testing"

	"quorum/bot/slack/mrkdwn"
	"quorum/polls"

	"pgregory.net/rapid"
)

func TestSaid(t *testing.T) {
	s := eyes(monday())
	for _, c := range []struct{ text, said, plain string }{
		{"Ship it?", "Ship it?", "Ship it?"},
		{"R&D <3 > 2", "R&amp;D &lt;3 &gt; 2", "R&D <3 > 2"},
		{"typed &amp; and &lt;", "typed &amp;amp; and &amp;lt;", "typed &amp; and &lt;"},
		{"ask <@U0BEN> or <@U0BEN|boss>", "ask @Ben Ode or @Ben Ode", "ask @Ben Ode or @Ben Ode"},
		{"ask <@U9|lee> or <@U9>", "ask @lee or @someone", "ask @lee or @someone"},
		{"<!subteam^S0SECURITY|@x> and <!channel> and <!here|here>", "@security and @channel and @here", "@security and @channel and @here"},
		{"in <#C0SHIP|<b>", "in &lt;#C0SHIP|&lt;b&gt;", "in <#C0SHIP|<b>"},
		{"in <#C0SHIP|general>", "in <#C0SHIP>", "in #general"},
		{"<https://evil.example|https://bank.example>", "https://bank.example (<https://evil.example>)", "https://evil.example"},
		{"<https://a.example/?x=1&y=2>", "<https://a.example/?x=1&amp;y=2>", "https://a.example/?x=1&y=2"},
		{"see https://a.example/b?x=1&y=2, then (http://c.example).", "see <https://a.example/b?x=1&amp;y=2>, then (<http://c.example>).", "see https://a.example/b?x=1&y=2, then (http://c.example)."},
		{"http and http:// and https://!", "http and http:// and https://!", "http and http:// and https://!"},
		{"a\u202eb\x07c\u2066d", "abcd", "abcd"},
		{"two\nlines\tand", "two\nlines\tand", "two lines and"},
		{"\x07", "", "(blank)"},
		{"<javascript:x>", "&lt;javascript:x&gt;", "<javascript:x>"},
	} {
		if got := s.inMrkdwn(c.text); got != c.said {
			t.Errorf("said %q\n got %s\nwant %s", c.text, got, c.said)
		}
		if got := s.Plain(c.text); got != c.plain {
			t.Errorf("plain %q\n got %s\nwant %s", c.text, got, c.plain)
		}
	}
}

// TestSaidLosesNothing reads what was said back as Slack would show it.
func TestSaidLosesNothing(t *testing.T) {
	s := eyes(monday())
	rapid.Check(t, func(t *rapid.T) {
		text := rapid.StringMatching(`[a-z&<>|:/. #@!*\n-]{0,60}`).Draw(t, "text")
		shown := ""
		for _, p := range mrkdwn.ParseText(s.inMrkdwn(text)) {
			switch p.Kind {
			case mrkdwn.Words:
				shown += p.Text
			default:
				shown += p.ID
			}
		}
		want := ""
		for _, p := range mrkdwn.Pieces(text) {
			switch p.Kind {
			case mrkdwn.Words:
				want += p.Text
			default:
				return // mentions and links are shown in other words
			}
		}
		if shown != want {
			t.Errorf("%q reads %q", want, shown)
		}
	})
}

func TestSaidToCuts(t *testing.T) {
	s, loose := eyes(monday()), looseFinder()
	rapid.Check(t, func(t *rapid.T) {
		text, most := hostile(300).Draw(t, "text"), rapid.IntRange(1, 200).Draw(t, "most")
		got := s.Clipped(text, most)
		if mrkdwn.Length(got) > most {
			t.Errorf("%d characters of at most %d: %q", mrkdwn.Length(got), most, got)
		}
		if rest := loose(got); rest != "" {
			t.Errorf("%q is loose in %q", rest, got)
		}
		if cut := mrkdwn.Cut(s.inMrkdwn(text), most); mrkdwn.Length(cut) > most || loose(cut) != "" {
			t.Errorf("cut to %q", cut)
		}
	})
}

func TestNames(t *testing.T) {
	s := eyes(monday())
	s.Names = func(p polls.Person) string {
		return map[polls.Person]string{"U1": "Ann", "U2": "<!here> *Bo*", "U3": "Cy\nDecided: Yes"}[p]
	}
	for _, c := range []struct {
		who  []polls.Person
		most int
		want string
	}{
		{nil, 3, ""},
		{[]polls.Person{"U1"}, 3, "Ann"},
		{[]polls.Person{"U1", "U2", "U3"}, 3, "Ann, &lt;!here&gt; *Bo* and Cy Decided: Yes"},
		{[]polls.Person{"U1", "U2", "U3"}, 2, "Ann, &lt;!here&gt; *Bo* and Cy Decided: Yes"},
		{[]polls.Person{"U1", "U2", "U3", "U1"}, 2, "Ann, &lt;!here&gt; *Bo* and 2 more"},
		{[]polls.Person{"U1", "U8", "U9"}, 3, "Ann and 2 more"},
		{[]polls.Person{"U8", "U9"}, 3, "2 people"},
	} {
		if got := s.listNames(c.who, c.most); got != c.want {
			t.Errorf("%v: %s, want %s", c.who, got, c.want)
		}
	}
}

func TestReadCommand(t *testing.T) {
	f, err := ReadCommand(`R&amp;D or &lt;@U0CYN&gt;? <@U0BEN> | options: a &lt; b, c | quorm: &gt;3`)
	if err == nil || err.Error() != `There is no "quorm" here. Did you mean "quorum"? You can write options, kind, quorum, pass, context, deputies, every, brief @x, anonymous and announce.` {
		t.Errorf("the error is %v", err)
	}
	if f.Draft.Question != "R&D or <@U0CYN>?" || len(f.Draft.Asked) != 1 || f.Draft.Options[0] != "a < b" {
		t.Errorf("read %+v", f.Draft)
	}
	if f.Typed != `R&D or <@U0CYN>? <@U0BEN> | options: a < b, c | quorm: >3` {
		t.Errorf("typed %s", f.Typed)
	}
	f, err = ReadCommand("Ship <!here|here>? <!channel>")
	if err == nil || err.Error() != "@here names nobody in particular. Mention the people or groups whose answers count, like @ana @security." ||
		f.Draft.Question != "Ship @here? @channel" || f.Typed != "Ship <!here|here>? <!channel>" {
		t.Errorf("a broadcast: %+v, %v", f, err)
	}
}
