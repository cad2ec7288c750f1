package slack_test

import (
	"strings"
	"testing"
)

// Options with commas, backslashes and quotation marks in them reach people as they were meant, from a command and from the
// form.
func TestOptionsAsPeopleTypeThem(t *testing.T) {
	t.Parallel()
	story(t, func(w *world) {
		for question, c := range map[string]struct {
			typed string
			want  []string
		}{
			"Colour?": {`options: "red, dark", blue`, []string{"red, dark", "blue"}},
			"Paint?":  {`options: “red, dark”, „light, blue“, `, []string{"red, dark", "light, blue"}},
			"Drive?":  {`options: C:\, D:\`, []string{`C:\`, `D:\`}},
			"Lines?":  {"options:\nred, dark\n\nblue\n", []string{"red, dark", "blue"}},
			"Pipe?":   {`options: 5" wide, 6" wide`, []string{`5" wide`, `6" wide`}},
		} {
			w.User("ada").Slash("#releases", "/quorum "+question+" @ben @cy | "+c.typed+" | quorum: 1")
			dm := w.User("ben").ExpectDM(question, c.want[1])
			dm.Click(c.want[0])
			dm.ExpectUpdate("Your answer: " + c.want[0])
		}
		ada := w.User("ada")
		ada.Slash("#releases", `/quorum Half? @ben @cy | options: "red, blue`)
		form := ada.ExpectModal("Ask stakeholders").Expect("One quotation mark has no other half.")
		form.ExpectValue("Options", "red\nblue").Fill("Options", "\"red, dark\"\nblue").Submit().ExpectClosed()
		w.User("ben").ExpectDM("Half?", "blue").Click("red, dark")
	}, calmly)
}

// Options that nobody can tell apart are refused as equal ones are, and what nobody sees is in no label.
func TestTwinsOfOptions(t *testing.T) {
	t.Parallel()
	story(t, func(w *world) {
		ada := w.User("ada")
		for options, reads := range map[string]string{
			"Café, Cafe\u0301":           `The option "Café" is there twice.`,
			"Yes, Yes\u200b":             `The option "Yes" is there twice.`,
			"Yes, \u2060YES":             `The options "Yes" and "YES" are the same but for their letters' case.`,
			"❤, ❤\ufe0f, 5":              "look the same. Make them different or drop one.",
			"big kafka, big\u00a0 kafka": `The option "big kafka" is there twice.`,
		} {
			ada.Slash("#releases", "/quorum Which? @ben | options: "+options)
			ada.ExpectModal("Ask stakeholders").Expect(reads).Close()
		}
		ada.Slash("#releases", "/quorum Which? @ben | options: Y\u200bes, Cafe\u0301 | quorum: 1")
		w.User("ben").ExpectDM("Which?").Click("Café")
		w.Channel("releases").ExpectMessage("Q1").ExpectReply("Café")
		ada.Slash("#releases", "/quorum")
		form := ada.ExpectModal("Ask stakeholders").Fill("Question", "Again?").Pick("Who to ask", "ben").Fill("Options", "Yes\nYes\u200b").Choose("Kind of answer", "choice")
		form.Submit().ExpectError("Options", `The option "Yes" is there twice.`)
	}, calmly)
}

// What Slack made of typed words, entities and links nobody asked for, is undone once: people read what was typed.
func TestWhatSlackMakesOfWords(t *testing.T) {
	t.Parallel()
	story(t, func(w *world) {
		ada, ben := w.User("ada"), w.User("ben")
		ada.Slash("#releases", "/quorum Is ASP.NET for R&D <5k> better? @ben @cy | options: ASP.NET, R&D <5k> | context: ask a@b.com, see https://x.org/a|b | quorum: 1")
		ada.ExpectModal("Ask stakeholders").ExpectValue("Question", "Is ASP.NET for R&D <5k> better?").ExpectValue("Options", "ASP.NET\nR&D <5k>").Close()
		ada.Slash("#releases", "/quorum Is ASP.NET for R&D <5k> &amp; you? @ben @cy | options: ASP.NET, R&D <5k> | context: ask a@b.com, see https://x.org/a?b=1&c=2 | brief @ben: R&D &lt; <5k> | quorum: 1")
		dm := ben.ExpectDM("Is ASP.NET for R&D <5k> &amp; you?", "ask a@b.com, see https://x.org/a?b=1&c=2", "R&D &lt; <5k>")
		dm.Click("ASP.NET")
		w.Channel("releases").ExpectMessage("Q1").ExpectReply("ASP.NET: 1", "R&D <5k> 0")
		ada.Slash("#releases", "/quorum save site Is … R&D <5k>? @ben @cy | options: ASP.NET, R&D | brief @ben: R&D <5k> | quorum: 1")
		ada.Slash("#releases", "/quorum use site golang.org for")
		ben.ExpectDM("Is golang.org for R&D <5k>?", "R&D <5k>").Click("R&D")
	}, calmly)
}

// A length is that of what was typed, not of what Slack made of it.
func TestLengthsOfWhatWasTyped(t *testing.T) {
	t.Parallel()
	story(t, func(w *world) {
		ada := w.User("ada")
		long := strings.Repeat("&", 73)
		ada.Slash("#releases", "/quorum Fit"+strings.Repeat("&", 900)+"? @ben | options: a"+long+"é, b | context: c"+strings.Repeat("<", 1999)+" | brief @ben: d"+strings.Repeat(">", 900)+" | quorum: 1")
		w.User("ben").ExpectDM("Fit&&&").Click("a" + long + "é")
		ada.Slash("#releases", "/quorum Fit? @ben | options: abc"+long+", b")
		ada.ExpectModal("Ask stakeholders").Expect("has 76 characters; a button shows at most 75.").ExpectValue("Options", "abc"+long+"\nb").Close()
	}, calmly)
}

// A bar in a question is named, and the form has the question as it was typed. There a bar is a bar.
func TestBarsInQuestions(t *testing.T) {
	t.Parallel()
	story(t, func(w *world) {
		ada := w.User("ada")
		ada.Slash("#releases", "/quorum Use a || b? @ben @cy")
		form := ada.ExpectModal("Ask stakeholders").Expect(`A bar | ends the question`, `Use a \|\| b?`)
		form.ExpectValue("Question", "Use a || b?").Submit().ExpectClosed()
		w.User("ben").ExpectDM("Use a || b?").Click("Yes")
		ada.Slash("#releases", `/quorum Pipe a \| b? @cy`)
		w.User("cy").ExpectDM("Pipe a | b?")
	}, calmly)
}
