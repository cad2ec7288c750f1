package slack_test

import (
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
