package mrkdwn

import (
	"testing"

	"pgregory.net/rapid"
)

func TestWhatWasTyped(t *testing.T) {
	for text, want := range map[string][2]string{
		"":                                      {"", ""},
		"Rails":                                 {"Rails", "Rails"},
		"R&amp;D &lt;5k&gt; &amp;amp; &amp;lt;": {"R&D <5k> &amp; &lt;", "R&D <5k> &amp; &lt;"},
		"<http://ASP.NET|ASP.NET>":              {"ASP.NET", "ASP.NET"},
		"<http://asp.net/|ASP.NET>, ok":         {"ASP.NET, ok", "ASP.NET, ok"},
		"<mailto:a@b.c|a@b.c>":                  {"a@b.c", "a@b.c"},
		"<mailto:a@b.c>":                        {"a@b.c", "a@b.c"},
		"<tel:+4930|+49 30>":                    {"+49 30 (+4930)", "+49 30"},
		"<https://x.y/z>":                       {"https://x.y/z", "https://x.y/z"},
		"<https://x.y/?a=1&amp;b=2>":            {"https://x.y/?a=1&b=2", "https://x.y/?a=1&b=2"},
		"see <https://x.y/z|the plan>.":         {"see the plan (https://x.y/z).", "see the plan."},
		"<https://x.y/|R&amp;D>":                {"R&D (https://x.y/)", "R&D"},
		"<@U1|ana> <#C1|r&amp;d> <!subteam^S1>": {"<@U1|ana> <#C1|r&d> <!subteam^S1>", "<@U1|ana> <#C1|r&d> <!subteam^S1>"},
		"a < b <c":                              {"a < b <c", "a < b <c"},
	} {
		if got := [2]string{Prose(text), Terms(text)}; got != want {
			t.Errorf("%s: %q, want %q", text, got, want)
		}
	}
}

// What Slack escaped is what was typed, whatever it was, and no entity is undone twice.
func TestEscapedTextIsReadAsItWasTyped(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		text := rapid.OneOf(rapid.String(), rapid.StringMatching(`(&(amp|lt|gt);|[&<>|@!a:/]){0,12}`)).Draw(t, "text")
		if Prose(Escape(text)) != text || Terms(Escape(text)) != text {
			t.Fatalf("%q is read as %q and %q", text, Prose(Escape(text)), Terms(Escape(text)))
		}
	})
}

func TestAddressesKeepTheirBrackets(t *testing.T) {
	for text, want := range map[string]string{
		"see https://x.y/a_(b).":   "see <https://x.y/a_(b)>.",
		"the plan (https://x.y/z)": "the plan (<https://x.y/z>)",
		"(https://x.y/a_(b))":      "(<https://x.y/a_(b)>)",
	} {
		if got := Linked(text); got != want {
			t.Errorf("%s: %s, want %s", text, got, want)
		}
	}
}
