package main

import (
	"strings"
	"syscall"
	"testing"
	"time"
)

// TestPage uses the demonstration as a viewer does, with the real program and a real browser: it asks through the
// form, answers as three people, and reads the summary.
func TestPage(t *testing.T) {
	t.Parallel()
	browserPath(t)
	demo := start(t, t.TempDir(), nil, "demo", "--manual", "--addr", "127.0.0.1:0", "--db", "demo.db")
	b := openBrowser(t, demo.waitForLine(`(http://127\.0\.0\.1:\d+)$`)[1])

	b.becomePerson("Ben Ortiz")
	b.click("channel releases")
	b.click("Ask")
	b.waitForText("dialog h2", "Ask stakeholders")
	b.fill("Question", "Ship 4.2 on Friday?")
	b.fill("Context", "The docs are not proofread yet.")
	for _, one := range []struct{ name, rule string }{
		{"Ada Okafor", "It takes the one answer"}, {"Cy Tanaka", "It takes both sources"}, {"Di Nguyen", "It takes 2 of 3 sources"},
	} {
		b.fill("Who to ask", strings.Fields(one.name)[0])
		b.click(one.name)
		b.waitForText("dialog", one.rule) // the form shows the rule before anybody is asked
	}
	b.fill("Quorum rule", "3 of 3, within 2h")
	b.click("Ask")
	b.wait(`!document.querySelector("dialog")`)
	b.waitForText("#main .messages", "0 of 3 answered")

	for i, one := range []struct{ name, answer string }{{"Ada Okafor", "Yes"}, {"Di Nguyen", "No"}, {"Cy Tanaka", "Yes"}} {
		if i == 2 { // so far the channel shows only how many answered
			b.becomePerson("Ben Ortiz")
			b.click("channel releases")
			b.waitForText("#main .messages", "2 of 3 answered")
			if shown := b.read("#main .messages"); strings.Contains(shown, "Yes") || strings.Contains(shown, "Decided") {
				t.Errorf("before the summary the channel reads\n%s", shown)
			}
		}
		b.becomeAsked(one.name)
		b.waitForText("#main .messages", "Ship 4.2 on Friday?")
		b.click(one.answer)
		b.waitForText("#main .messages", "Your answer: "+one.answer)
	}
	b.becomePerson("Ben Ortiz")
	b.click("channel releases")
	b.clickOn(`document.querySelector("#main .thread-link")`)
	b.waitForText("#thread", "Decided: Yes, 2 to 1.")
	b.waitForText("#thread", "No 1: ")

	if took, code := demo.stop(syscall.SIGINT); code != exitOK || took > 10*time.Second {
		t.Errorf("it took %s to end with %d\n%s", took, code, demo.output())
	}
	if problems := demo.err.all(); len(problems) > 0 {
		t.Errorf("it complained:\n%s", strings.Join(problems, "\n"))
	}
}
