package polls

import (
	"errors"
	"testing"
	"unicode/utf8"

	"quorum/polls/phrase"

	"github.com/google/go-cmp/cmp"
)

// FuzzRule checks that whatever can be read as a rule is printed so that it is read as the same rule, and that
// everything else is refused with a sentence.
func FuzzRule(f *testing.F) {
	for _, c := range goodRules() {
		f.Add(c.text)
	}
	for _, text := range badRules() {
		f.Add(text)
	}
	for _, text := range []string{
		"2, 1 from @sec, with @Ana, 95% sure", "1 from @a and @b", "1 from @a or", "all from @a or @Ben or @a, within 2h", "with @a", "0 from @a",
	} {
		f.Add(named(text))
	}
	f.Add("1 from<!subteam^S1|a, b>or<@U1|x>,with <@W2>")
	f.Fuzz(func(t *testing.T, text string) {
		r, err := ParseRule(text)
		if err != nil {
			sentence(t, err)
			return
		}
		again, err := ParseRule(r.String())
		if err != nil {
			t.Fatalf("%q printed as %q: %v", text, r, err)
		}
		if diff := cmp.Diff(r, again, ruleParts()); diff != "" {
			t.Fatalf("%q printed as %q (-read +read again):\n%s", text, r, diff)
		}
	})
}

// FuzzDraft checks the same of a command's text. What could not be read is lost only together with an error.
func FuzzDraft(f *testing.F) {
	for _, c := range goodDrafts() {
		f.Add(c.text)
	}
	for _, text := range badDrafts() {
		f.Add(text)
	}
	for _, text := range []string{
		"Use a || b? <@U1> | options: \"x, y\", C:\\, D:\\", "x | y: z <@U1>", `Go? <@U1> | options: “a, b”, 'c, d', "e`,
		`a\|b \\|kind: choice|options: a\,b\\, c`, `<@U1> x <@U2> and`, "a <@U2>\u00a0<@U3>", `\<a\|b>`, `[<@U1>] [ <@U2>`, "| |", `<@U1|a\|b> \`, `And <@U0>&`, "Go? <@U1> | brief <@U1|a>: x \\| y | brief @b: : ", "x | brief\u00a0@b: \n",
	} {
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		d, err := ParseDraft(text)
		if err != nil {
			sentence(t, err)
		}
		printed := d.String()
		again, errAgain := ParseDraft(printed)
		if err == nil && errAgain != nil {
			t.Fatalf("%q printed as %q: %v", text, printed, errAgain)
		}
		if diff := cmp.Diff(d, again); diff != "" {
			t.Fatalf("%q printed as %q (-read +read again):\n%s", text, printed, diff)
		}
	})
}

// sentence checks that an error is one for people.
func sentence(t *testing.T, err error) {
	t.Helper()
	var e *phrase.Error
	if !errors.As(err, &e) {
		t.Fatalf("%v is not for people", err)
	}
	if last := e.Text[len(e.Text)-1]; last != '.' && last != '?' && last != 'n' || !utf8.ValidString(e.Text) || len(e.Text) > 600 {
		t.Errorf("not a sentence: %q", e.Text)
	}
}
