package phrase

import (
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"pgregory.net/rapid"
)

func TestPlurals(t *testing.T) {
	for n, want := range map[int]string{0: "0 people are", 1: "1 person is", 2: "2 people are", 21: "21 people are"} {
		if got := Counted(n, "person", "people") + " " + Are(n); got != want {
			t.Errorf("%q, want %q", got, want)
		}
	}
}

func TestList(t *testing.T) {
	for want, words := range map[string][]string{
		"": nil, "a": {"a"}, "a and b": {"a", "b"}, "a, b and c": {"a", "b", "c"}, "a, b, c and d": {"a", "b", "c", "d"},
	} {
		before := slices.Clone(words)
		if got := List(words); got != want || !slices.Equal(words, before) {
			t.Errorf("%q: %q", words, got)
		}
	}
}

func TestCapitalized(t *testing.T) {
	for text, want := range map[string]string{
		"": "", "a": "A", "nobody answered": "Nobody answered", "Ana": "Ana", "élan": "Élan", "4 of 5": "4 of 5", "ǆungla": "Ǆungla",
	} {
		if got := Capitalized(text); got != want {
			t.Errorf("%q: %q, want %q", text, got, want)
		}
	}
}

func TestClip(t *testing.T) {
	for _, c := range []struct {
		text string
		most int
		want string
	}{
		{"", 3, ""},
		{"abc", 3, "abc"},
		{"abcd", 3, "ab…"},
		{"über", 3, "üb…"},
		{"über", 4, "über"},
		{"ab", 1, "…"},
	} {
		if got := Clip(c.text, c.most); got != c.want {
			t.Errorf("%q to %d: %q, want %q", c.text, c.most, got, c.want)
		}
	}
}

// A text that is cut is as long as it may be, begins as it did, and shows that it is cut.
func TestClipOfAnything(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		text, most := rapid.String().Draw(t, "text"), rapid.IntRange(1, 12).Draw(t, "most")
		got := Clip(text, most)
		start, cut := strings.CutSuffix(got, "…")
		switch {
		case utf8.RuneCountInString(text) <= most:
			if got != text {
				t.Fatalf("%q was cut to %q", text, got)
			}
		case !cut || !strings.HasPrefix(text, start) || utf8.RuneCountInString(got) != most:
			t.Fatalf("%q became %q", text, got)
		}
	})
}

func TestClean(t *testing.T) {
	for text, want := range map[string][2]string{
		"  a  b ":        {"a  b", "a b"},
		"a\n\n b\tc\r\n": {"a\n\n b\tc", "a b c"},
		"a\x00b":         {"ab", "ab"},
		"a\xffb":         {"a\uFFFDb", "a\uFFFDb"},
		"\u00a0a\u2003b": {"a\u2003b", "a b"}, // spaces of other widths
		" \x00 ":         {"", ""},
	} {
		if got := [2]string{Clean(text), Line(text)}; got != want {
			t.Errorf("%q: %q, want %q", text, got, want)
		}
	}
}

// What is clean can be kept anywhere, and cleaning it again changes nothing.
func TestCleanOfAnything(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		text := string(rapid.SliceOf(rapid.Byte()).Draw(t, "bytes"))
		clean, line := Clean(text), Line(text)
		for _, got := range []string{clean, line} {
			if !utf8.ValidString(got) || strings.ContainsRune(got, 0) || strings.TrimSpace(got) != got {
				t.Fatalf("%q is not clean: %q", text, got)
			}
		}
		if Clean(clean) != clean || Line(line) != line || Line(clean) != line {
			t.Fatalf("%q is cleaned to %q and %q, and those to something else", text, clean, line)
		}
		if strings.ContainsAny(line, "\n\t\r") || strings.Contains(line, "  ") {
			t.Fatalf("not one line of single spaces: %q", line)
		}
	})
}
