package phrase

import (
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

func TestSplit(t *testing.T) {
	for text, want := range map[string][]string{
		``:                            {``},
		`a`:                           {`a`},
		`a | b`:                       {`a `, ` b`},
		`a||b`:                        {`a`, ``, `b`},
		`|`:                           {``, ``},
		`a \| b`:                      {`a | b`},     // guarded
		`a \\| b`:                     {`a \`, ` b`}, // a backslash at the end
		`a \\\| b`:                    {`a \| b`},
		`C:\dir | b\`:                 {`C:\dir `, ` b\`}, // backslashes elsewhere are letters
		`<@U1|ana> and <#C1|ops> | b`: {`<@U1|ana> and <#C1|ops> `, ` b`},
		`<https://x.test/|a page> |b`: {`<https://x.test/|a page> `, `b`},
		`<@U1|ana`:                    {`<@U1`, `ana`}, // no mention
		`a < b | c > d`:               {`a < b `, ` c > d`},
	} {
		if got := Split(text, '|'); !slices.Equal(got, want) {
			t.Errorf("%s: %q, want %q", text, got, want)
		}
	}
}

func TestSplitList(t *testing.T) {
	for text, want := range map[string][]string{
		``:                      nil,
		`nats`:                  {"nats"},
		`nats, kafka,sqs`:       {"nats", "kafka", "sqs"},
		` nats ,  big   kafka `: {"nats", "big kafka"},
		`a,,b`:                  {"a", "", "b"},
		`yes\, but later, no`:   {"yes, but later", "no"},
		`<@U1|ana, b>, c`:       {"<@U1|ana", "b>", "c"}, // commas separate in mentions too
	} {
		if got := SplitList(text); !slices.Equal(got, want) {
			t.Errorf("%s: %q, want %q", text, got, want)
		}
	}
}

// anyTyped draws texts of what is special here, and a few letters.
func anyTyped() *rapid.Generator[string] {
	return rapid.Custom(func(t *rapid.T) string {
		parts := rapid.SampledFrom([]string{`\`, `\\`, `|`, `,`, `<`, `>`, `<@U1>`, `<@U1|a>`, `<https://x|y>`, ` `, "a", "ü", "\n"})
		return strings.Join(rapid.SliceOfN(parts, 0, 12).Draw(t, "parts"), "")
	})
}

// Whatever is escaped is read back as it was, in one piece.
func TestEscapeIsTotal(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		text, sep := anyTyped().Draw(t, "text"), rapid.SampledFrom([]byte("|,;")).Draw(t, "separator")
		if got := Split(Escape(text, sep), sep); len(got) != 1 || got[0] != text {
			t.Fatalf("%q is escaped %q and read %q", text, Escape(text, sep), got)
		}
	})
}

// Splitting loses no letter but separators and what guards them.
func TestSplitKeepsWhatIsTyped(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		text := anyTyped().Draw(t, "text")
		letters := func(s string) string { return strings.NewReplacer(`\`, "", "|", "").Replace(s) }
		if got := strings.Join(Split(text, '|'), ""); letters(got) != letters(text) {
			t.Fatalf("%q became %q", text, got)
		}
	})
}

func TestListsAreReadAsTheyAreWritten(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		options := rapid.SliceOfN(rapid.Map(anyTyped(), Line), 2, 5).Draw(t, "options")
		if got := SplitList(JoinList(options)); !slices.Equal(got, options) {
			t.Fatalf("%q is written %q and read %q", options, JoinList(options), got)
		}
	})
}
