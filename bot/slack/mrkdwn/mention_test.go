package mrkdwn

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"
)

func TestParseText(t *testing.T) {
	cases := []struct {
		text string
		want []Piece
	}{
		{"", nil},
		{"plain", []Piece{{Text: "plain"}}},
		{"Ship it? <@U1|ana> <@W2>", []Piece{
			{Text: "Ship it? "}, {Kind: Person, ID: "U1", Text: "ana"}, {Text: " "}, {Kind: Person, ID: "W2"},
		}},
		{"<!subteam^S1|@security><!subteam^S2>", []Piece{{Kind: Group, ID: "S1", Text: "@security"}, {Kind: Group, ID: "S2"}}},
		{"in <#C1|general> or <#G2|>", []Piece{
			{Text: "in "}, {Kind: Channel, ID: "C1", Text: "general"}, {Text: " or "}, {Kind: Channel, ID: "G2"},
		}},
		{"<!channel> <!here|@here>", []Piece{{Kind: Broadcast, ID: "channel"}, {Text: " "}, {Kind: Broadcast, ID: "here", Text: "@here"}}},
		{"<https://x.io/?a=1&amp;b=2|a &lt; b>", []Piece{{Kind: Link, ID: "https://x.io/?a=1&b=2", Text: "a < b"}}},
		{"<mailto:a@x.io|a@x.io>", []Piece{{Kind: Link, ID: "mailto:a@x.io", Text: "a@x.io"}}},
		{"1 &lt; 2 &amp;&amp; 3 &gt; 2", []Piece{{Text: "1 < 2 && 3 > 2"}}},
		{"twice &amp;lt;", []Piece{{Text: "twice &lt;"}}},
		// A typed "<@U1>" arrives escaped: it is words, not a mention.
		{"&lt;@U1&gt;", []Piece{{Text: "<@U1>"}}},
		{"<@U1", []Piece{{Text: "<@U1"}}},
		{"<@> <#c> <!now> <ftp://x> <>", []Piece{{Text: "<@> <#c> <!now> <ftp://x> <>"}}},
		{"a < <@U1>", []Piece{{Text: "a < "}, {Kind: Person, ID: "U1"}}},
		{"<https://x <@U1>", []Piece{{Text: "<https://x "}, {Kind: Person, ID: "U1"}}},
		{"<https://x\n>", []Piece{{Text: "<https://x\n>"}}},
		{"a> <https://x.io, of 1 a>", []Piece{{Text: "a> <https://x.io, of 1 a>"}}},
		{"<javascript:x>", []Piece{{Text: "<javascript:x>"}}},
	}
	for _, c := range cases {
		if diff := cmp.Diff(c.want, ParseText(c.text)); diff != "" {
			t.Errorf("%q (-want +got):\n%s", c.text, diff)
		}
	}
}

// TestTextRoundTrips: what was parsed and written again means the same.
func TestTextRoundTrips(t *testing.T) {
	alphabet := rapid.StringOfN(rapid.SampledFrom([]rune("<>&|@#!^;:/ab U1S\n")), 0, 40, -1)
	snippets := rapid.SampledFrom([]string{"<@U1|a>", "<!here>", "<#C1>", "&lt;", "&amp;", "<https://x|y>", "<!subteam^S1|@s>"})
	rapid.Check(t, func(t *rapid.T) {
		text := strings.Join(rapid.SliceOf(rapid.OneOf(alphabet, snippets)).Draw(t, "text"), "")
		pieces := ParseText(text)
		var written strings.Builder
		for _, p := range pieces {
			written.WriteString(p.String())
		}
		if diff := cmp.Diff(pieces, ParseText(written.String())); diff != "" {
			t.Fatalf("%q became %q:\n%s", text, written.String(), diff)
		}
	})
}

// TestEscapedTextMentionsNobody, whatever was typed.
func TestEscapedTextMentionsNobody(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		text := rapid.String().Draw(t, "text") + rapid.SampledFrom([]string{"<!channel>", "<@U1>", "&lt;!here&gt;"}).Draw(t, "trick")
		escaped := Escape(text)
		if strings.ContainsAny(escaped, "<>") {
			t.Fatalf("%q can mark up", escaped)
		}
		if got := Unescape(escaped); got != text {
			t.Fatalf("%q came back as %q", text, got)
		}
		if got := ParseText(escaped); len(got) != 1 || got[0] != (Piece{Text: text}) {
			t.Fatalf("%q is read as %v", escaped, got)
		}
	})
}

func TestForgedMarkupStaysInside(t *testing.T) {
	for _, p := range []Piece{
		{Kind: Person, ID: "U1> <!channel"},
		{Kind: Link, ID: "https://x|><!here>", Text: "a|b>\n<!channel>"},
		{Kind: Channel, ID: "C1|x><!everyone"},
	} {
		for _, q := range ParseText(p.String()) {
			if q.Kind == Broadcast {
				t.Errorf("%q broadcasts", p.String())
			}
		}
	}
}
