package main

import (
	"fmt"
	"testing"
)

// kindOnPage is a kind of question, how two people answer it on the page, and what the page shows then.
type kindOnPage struct {
	name, options string
	answers       [2]func(*tab)
	shown         [2]string // what each person's message says after the answer
	summary       string
}

// TestPageOfEachKind asks a question of each kind through the form, in a real browser, and answers it as two people.
func TestPageOfEachKind(t *testing.T) {
	t.Parallel()
	browserPath(t)
	demo := start(t, t.TempDir(), nil, "demo", "--manual", "--addr", "127.0.0.1:0", "--db", "demo.db")
	b := openBrowser(t, demo.waitForLine(`(http://127\.0\.0\.1:\d+)$`)[1])
	for i, k := range kindsOnThePage() {
		question := fmt.Sprintf("Question %d: %s?", i+1, k.name)
		b.askInForm(question, k)
		for j, name := range []string{"Ada Okafor", "Cy Tanaka"} {
			b.becomeAsked(name)
			b.waitForText("#main .messages", question)
			k.answers[j](b)
			b.waitForText("#main .messages", k.shown[j])
		}
		b.becomePerson("Ben Ortiz")
		b.click("channel releases")
		b.clickOn(fmt.Sprintf(`[...document.querySelectorAll("#main .message")].find((e) => e.innerText.includes(%q))?.querySelector(".thread-link")`, question))
		b.waitForText("#thread", k.summary)
	}
	if problems := demo.err.all(); len(problems) > 0 {
		t.Errorf("it complained: %q", problems)
	}
}

func kindsOnThePage() []kindOnPage {
	clicking := func(label string) func(*tab) {
		return func(b *tab) {
			b.clickOn(fmt.Sprintf(`[...document.querySelectorAll("#main button")].filter((e) => e.innerText.trim() === %q).at(-1)`, label))
		}
	}
	filling := func(said ...string) func(*tab) {
		return func(b *tab) {
			clicking("Answer")(b)
			b.waitForText("dialog h2", "Your answer")
			for i := 0; i < len(said); i += 2 {
				b.choose(said[i], said[i+1])
			}
			b.click("Save")
			b.wait(`!document.querySelector("dialog")`)
		}
	}
	mine := func(said string) func(*tab) { return filling("Your answer", said) }
	return []kindOnPage{
		{"yes/no", "", [2]func(*tab){clicking("Yes"), clicking("Yes")}, [2]string{"Your answer: Yes", "Your answer: Yes"}, "Decided: Yes, 2 of 2 answers"},
		{"choice", "nats, kafka, sqs", [2]func(*tab){clicking("kafka"), clicking("sqs")}, [2]string{"Your answer: kafka", "Your answer: sqs"}, "Tied: kafka and sqs have 1 answer each"},
		{
			"multi", "scope, cost, dates",
			[2]func(*tab){filling("Your answer", "scope", "Your answer", "cost"), mine("cost")},
			[2]string{"Your answer: scope and cost", "Your answer: cost"},
			"Decided: cost, approved in 2 of 2 answers",
		},
		{
			"rank", "nats, kafka, sqs",
			[2]func(*tab){filling("kafka", "1 (best)", "sqs", "2"), filling("kafka", "1 (best)", "nats", "1 (best)")},
			[2]string{"Your answer: kafka > sqs", "Your answer: nats = kafka"},
			"Decided: kafka, ahead of every other option in 2 rankings",
		},
		{"1-5", "", [2]func(*tab){clicking("4"), clicking("5")}, [2]string{"Your answer: 4", "Your answer: 5"}, "Decided: 4, the median of 2 answers"},
		{"fist", "", [2]func(*tab){clicking("0"), clicking("5")}, [2]string{"Your answer: 0", "Your answer: 5"}, "Blocked: 1 of 2 blocks it"},
		{"estimate", "days", [2]func(*tab){mine("3.5"), mine("8")}, [2]string{"Your answer: 3.5 days", "Your answer: 8 days"}, "Decided: 5.75 days, the median of 2 estimates"},
		{"probability", "", [2]func(*tab){mine("70%"), mine("70")}, [2]string{"Your answer: 70%", "Your answer: 70%"}, "Decided: 70 %, 2 answers pooled by their odds"},
		{"text", "", [2]func(*tab){mine("The status call."), mine("Estimates.")}, [2]string{"The status call.", "Estimates."}, "Heard: 2 answers in people's own words"},
		{
			"dates", "Mon 14:00, Tue 10:00",
			[2]func(*tab){filling("Mon 14:00", "Yes", "Tue 10:00", "If need be"), filling("Mon 14:00", "Yes")},
			[2]string{"Mon 14:00: yes; Tue 10:00: if need be", "Mon 14:00: yes; Tue 10:00: no"},
			"Decided: Mon 14:00, when 2 of 2 people can",
		},
		{"consent", "", [2]func(*tab){clicking("No objection"), func(b *tab) {
			clicking("Objection")(b)
			b.waitForText("dialog h2", "Your answer")
			b.fill("Reason", "Two clients break.")
			b.click("Save")
		}}, [2]string{"Your answer: No objection", "Your answer: Objection"}, "Blocked: 1 of 2 objects"},
	}
}

// askInForm asks Ada and Cy as Ben, in the channel releases.
func (b *tab) askInForm(question string, k kindOnPage) {
	b.t.Helper()
	b.becomePerson("Ben Ortiz")
	b.click("channel releases")
	b.click("Ask")
	b.waitForText("dialog h2", "Ask stakeholders")
	b.fill("Question", question)
	for _, one := range [][3]string{{"Ada", "Ada Okafor", "It takes the one answer"}, {"Cy", "Cy Tanaka", "It takes both sources"}} {
		b.fill("Who to ask", one[0])
		b.click(one[1])
		b.waitForText("dialog", one[2])
	}
	b.choose("Kind of answer", k.name)
	if k.options != "" {
		b.fill("Options", k.options)
	}
	b.fill("Quorum rule", "2, within 2h")
	b.click("Ask")
	b.wait(`!document.querySelector("dialog")`)
	b.waitForText("#main .messages", question)
}

// choose sets a field of the open form: it chooses the option with this label, or types it into a text field.
func (b *tab) choose(field, label string) {
	b.t.Helper()
	in := fmt.Sprintf(`[...document.querySelectorAll("dialog[open] .field")].find((f) => f.querySelector(".label").innerText.replace(" (optional)", "").trim() === %q)`, field)
	b.wait(in)
	kind := b.value(fmt.Sprintf(`((f) => f.querySelector(".boxes") ? "boxes" : f.querySelector("[role=combobox]") ? "menu" : "text")(%s)`, in))
	switch kind {
	case "boxes":
		b.clickOn(fmt.Sprintf(`[...%s.querySelectorAll(".box")].find((e) => e.innerText.trim() === %q)`, in, label))
	case "menu":
		b.clickOn(in + `?.querySelector("[role=combobox]")`)
		b.clickOn(fmt.Sprintf(`[...document.querySelectorAll("dialog[open] [role=option]")].find((e) => e.querySelector(".option-words > span").innerText === %q && e.checkVisibility())`, label))
		b.wait(fmt.Sprintf(`%s.querySelector("[role=combobox]").value === %q`, in, label))
	default:
		b.clickOn(in + `?.querySelector("input, textarea")`)
		b.press(label)
	}
}
