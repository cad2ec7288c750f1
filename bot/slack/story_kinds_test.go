package slack_test

import (
	"strings"
	"testing"

	"quorum/bot/slack/slacksim"
)

// fill opens the form of a question, and sends it filled in.
func (w *world) fill(name, question string, fill func(*slacksim.Form)) *slacksim.Post {
	w.t.Helper()
	who := w.User(name)
	q := who.ExpectDM(question)
	q.Click("Answer")
	form := who.ExpectModal("Your answer").Expect(question)
	fill(form)
	form.Submit().ExpectClosed()
	return q
}

func choosing(labels ...string) func(*slacksim.Form) {
	return func(f *slacksim.Form) { f.Choose("Your answer", labels...) }
}

func writing(text string) func(*slacksim.Form) {
	return func(f *slacksim.Form) { f.Fill("Your answer", text) }
}

func TestMultipleChoice(t *testing.T) {
	t.Parallel()
	bothWays(t, func(w *world) {
		card := w.ask(`Which topics? @ben @cy @di | kind: multi | options: scope, risk\, cost, dates | quorum: 3`)
		q := w.fill("ben", "Which topics?", choosing("risk, cost", "scope"))
		q.ExpectUpdate("Your answer: scope and risk, cost")
		q.Click("Change")
		again := w.User("ben").ExpectModal("Your answer")
		if got := again.Value("Your answer"); !strings.Contains(got, "risk, cost") || !strings.Contains(got, "scope") || strings.Contains(got, "dates") {
			t.Errorf("the form is filled in with %q", got)
		}
		again.Choose("Your answer", "risk, cost").Fill("Reason", "It is what hurts.").Submit().ExpectClosed()
		q.ExpectUpdate("Your answer: risk, cost", "It is what hurts.")
		w.fill("cy", "Which topics?", choosing("dates", "risk, cost"))
		w.fill("di", "Which topics?", choosing("dates"))
		card.ExpectReply("Tied: risk, cost and dates are tied, approved in 2 of 3 answers each")
	})
}

func TestMultipleChoiceOfMany(t *testing.T) {
	t.Parallel()
	story(t, func(w *world) {
		card := w.ask("Which letters? @ben @cy | kind: multi | options: a, b, c, d, e, f, g, h, i, j, k, l | quorum: 2")
		w.fill("ben", "Which letters?", choosing("k", "a")).ExpectUpdate("Your answer: a and k")
		w.fill("cy", "Which letters?", choosing("k"))
		card.ExpectReply("Decided: k, approved in 2 of 2 answers")
	})
}

func TestRanking(t *testing.T) {
	t.Parallel()
	bothWays(t, func(w *world) {
		card := w.ask("Which queue? @ben @cy @di | kind: rank | options: nats, kafka, sqs | quorum: 3")
		ben := w.User("ben")
		q := ben.ExpectDM("Which queue?")
		q.Click("Answer")
		form := ben.ExpectModal("Your answer")
		form.Choose("nats", "1 (best)").Choose("kafka", "3").Fill("Reason", "It is small.").Submit()
		if told := form.Errors(); len(told) != 1 || !strings.Contains(strings.Join(values(told), ""), "no option in place 2") {
			t.Errorf("of a hole ben reads %q", told)
		}
		if form.Value("Reason") != "It is small." || form.Value("kafka") != "3" {
			t.Error("what ben filled in is lost")
		}
		form.Choose("kafka", "2").Choose("sqs", "2").Submit().ExpectClosed()
		q.ExpectUpdate("Your answer: nats > kafka = sqs")
		q.Click("Change")
		again := ben.ExpectModal("Your answer")
		if got := again.Value("nats") + again.Value("sqs"); got != "1 (best)2" {
			t.Errorf("the form is filled in with %q", got)
		}
		again.Choose("sqs", "No place").Submit().ExpectClosed()
		q.ExpectUpdate("Your answer: nats > kafka")
		w.fill("cy", "Which queue?", func(f *slacksim.Form) { f.Choose("nats", "1 (best)") })
		w.fill("di", "Which queue?", func(f *slacksim.Form) { f.Choose("kafka", "1 (best)").Choose("nats", "2") })
		card.ExpectReply("Decided: nats", "3 rankings", "kafka", "2–1", "1. nats | — | 2–1 | 3–0 | 2: ben and cy")
	})
}

func values(m map[string]string) (all []string) {
	for _, v := range m {
		all = append(all, v)
	}
	return all
}

func TestScales(t *testing.T) {
	t.Parallel()
	bothWays(t, func(w *world) {
		card := w.ask("How is it? @ben @cy @di | kind: 1-5 | quorum: 3")
		w.User("ben").ExpectDM("[1] [2] [3] [4] [5]").Click("4").ExpectUpdate("Your answer: 4")
		w.User("cy").ExpectDM("How is it?").Click("5")
		w.User("di").ExpectDM("How is it?").Click("2")
		card.ExpectReply("Decided: 4", "3 answers", "1 of them is 2")
		fist := w.ask("Go? @ben @cy | kind: fist | quorum: 2")
		w.User("ben").ExpectDM("[0] [1] [2] [3] [4] [5]").Click("0").ExpectUpdate("Your answer: 0")
		w.User("cy").ExpectDM("Go?").Click("5")
		fist.ExpectReply("Blocked: 1 of 2 blocks it")
	})
}

func TestEstimate(t *testing.T) {
	t.Parallel()
	bothWays(t, func(w *world) {
		card := w.ask("How long? @ben @cy @di | kind: estimate | options: days | quorum: 3")
		ben := w.User("ben")
		q := ben.ExpectDM("Answer with a number in days")
		q.Click("Answer")
		form := ben.ExpectModal("Your answer").Fill("Your answer", "about ten").Fill("Reason", "As last time.").Submit()
		form.ExpectError("Your answer", "Write one like 42 or 3.5.")
		form.Fill("Your answer", "4 weeks").Submit().ExpectError("Your answer", "more than a number of days")
		if form.Value("Reason") != "As last time." || form.Value("Your answer") != "4 weeks" {
			t.Error("what ben wrote is lost")
		}
		form.Fill("Your answer", "~3,5 days").Submit().ExpectClosed()
		q.ExpectUpdate("Your answer: 3.5 days", "As last time.")
		w.fill("cy", "How long?", writing("8"))
		w.fill("di", "How long?", writing("5"))
		card.ExpectReply("Decided: 5 days", "median", "8 days")
	})
}

func TestWhoIsFarFromTheOthersIsAskedWhy(t *testing.T) {
	t.Parallel()
	bothWays(t, func(w *world) {
		w.AddUser("fay")
		w.AddUser("gus")
		card := w.ask("How long? @ben @cy @di @eve @fay @gus | kind: estimate | options: days | quorum: all")
		var last *slacksim.Post
		for i, name := range []string{"ben", "cy", "di", "eve", "fay", "gus"} {
			last = w.fill(name, "How long?", writing([]string{"5", "5", "6", "5", "6", "40"}[i]))
		}
		card.ExpectReply("Far from the others: 40 days.", "gus", "far from")
		last.ExpectUpdate("far from the others")
	})
}

func TestProbability(t *testing.T) {
	t.Parallel()
	bothWays(t, func(w *world) {
		card := w.ask("Done by May? @ben @cy | kind: probability | quorum: 2")
		ben := w.User("ben")
		q := ben.ExpectDM("Done by May?")
		q.Click("Answer")
		form := ben.ExpectModal("Your answer").Fill("Your answer", "0.7").Submit().ExpectError("Your answer", "may mean 70% or 0.7%")
		form.Fill("Your answer", "70 %").Submit().ExpectClosed()
		q.ExpectUpdate("Your answer: 70%")
		w.fill("cy", "Done by May?", writing("70"))
		card.ExpectReply("Decided: 70 %", "2 answers", "pooled")
	})
}

func TestWords(t *testing.T) {
	t.Parallel()
	bothWays(t, func(w *world) {
		card := w.ask("What should we stop? @ben @cy | kind: text | quorum: 2")
		q := w.fill("ben", "What should we stop?", writing("The <status> call.\nNobody listens, <!channel>"))
		q.ExpectUpdate("The <status> call.", "Nobody listens, @channel")
		q.Click("Change")
		again := w.User("ben").ExpectModal("Your answer")
		if got := again.Value("Your answer"); got != "The <status> call.\nNobody listens, <!channel>" {
			t.Errorf("the form is filled in with %q", got)
		}
		again.Fill("Your answer", "The call. <!channel>").Submit().ExpectClosed()
		q.ExpectUpdate("The call.")
		w.fill("cy", "What should we stop?", writing("Estimates & minutes"))
		card.ExpectReply("Heard: 2 answers in people's own words", "The call. @channel", "Estimates & minutes")
		for _, p := range card.Replies() {
			if raw := string(p.Blocks()); strings.Contains(raw, "<!channel>") || strings.Contains(raw, `u003c!channel`) {
				t.Errorf("an answer wakes the channel: %s", raw)
			}
		}
	})
}

func TestDates(t *testing.T) {
	t.Parallel()
	bothWays(t, func(w *world) {
		card := w.ask("When do we meet? @ben @cy @di | kind: dates | options: Mon 14:00, Tue 10:00, Wed 9:30 | quorum: 3")
		ben := w.User("ben")
		q := ben.ExpectDM("Mon 14:00", "Tue 10:00", "Wed 9:30")
		q.Click("Answer")
		form := ben.ExpectModal("Your answer").Submit().ExpectError("Mon 14:00", "Say when you can")
		form.Choose("Mon 14:00", "Yes").Choose("Tue 10:00", "If need be").Submit().ExpectClosed()
		q.ExpectUpdate("Your answer: Mon 14:00: yes; Tue 10:00: if need be; Wed 9:30: no")
		w.fill("cy", "When do we meet?", func(f *slacksim.Form) { f.Choose("Tue 10:00", "Yes") })
		w.fill("di", "When do we meet?", func(f *slacksim.Form) { f.Choose("Tue 10:00", "Yes").Choose("Wed 9:30", "Yes") })
		card.ExpectReply("Decided: Tue 10:00", "2 of 3", "1 if need be", "When | Yes | If need be | No", "Tue 10:00 | 2: cy and di | 1: ben | 0")
	})
}

// Where Slack refuses a table, the summary is posted all the same and says it in words.
func TestATableIsRefused(t *testing.T) {
	t.Parallel()
	story(t, func(w *world) {
		w.Fail("chat.postMessage", slacksim.Before, slacksim.Error("invalid_blocks"), slacksim.When(func(c slacksim.Call) bool {
			return strings.Contains(c.Args["blocks"], `"type":"table"`)
		}))
		card := w.ask("When do we meet? @ben @cy | kind: dates | options: Mon, Tue | quorum: 2")
		w.fill("ben", "When do we meet?", func(f *slacksim.Form) { f.Choose("Mon", "Yes").Choose("Tue", "If need be") })
		w.fill("cy", "When do we meet?", func(f *slacksim.Form) { f.Choose("Mon", "Yes") })
		card.ExpectReply("Decided: Mon", "2 of 2", "Mon · 2: ben and cy", "Tue · 0; if need be 1: ben; cannot 1: cy")
	})
}

// Who is in another time zone than the asker reads whose times they are, and of whole dates what they are there.
func TestDatesElsewhere(t *testing.T) {
	t.Parallel()
	story(t, func(w *world) {
		w.AddUser("fay", slacksim.TZ("Asia/Tokyo"))
		w.AddUser("gus", slacksim.TZ("Europe/Paris"))
		w.AddUser("hal", slacksim.TZ("Europe/Paris"))
		w.User("gus").Slash("#releases", "/quorum When do we meet? @fay @hal | kind: dates | options: 2099-12-01 14:00, Fri 9:00 | quorum: 2")
		w.User("fay").ExpectDM("2099-12-01 14:00", "Fri 9:00", "Europe/Paris", "gus").Click("Answer")
		w.User("fay").ExpectModal("Your answer").Expect("Times are in Europe/Paris", "Where you are: Tue 1 Dec 22:00")
		w.User("hal").ExpectDM("Say when you can: 2099-12-01 14:00, Fri 9:00.").Click("Answer")
		if read := w.User("hal").ExpectModal("Your answer").Read(); strings.Contains(read, "Times are in") || strings.Contains(read, "Where you are") {
			t.Errorf("hal, who is there, reads %s", read)
		}
	})
}

func TestConsent(t *testing.T) {
	t.Parallel()
	bothWays(t, func(w *world) {
		card := w.ask("Rename the API? @ben @cy @di | kind: consent | quorum: 3")
		w.User("ben").ExpectDM("[No objection] [Objection] [Stand aside]").Click("No objection").ExpectUpdate("Your answer: No objection")
		cy := w.User("cy")
		q := cy.ExpectDM("Rename the API?").Click("Objection")
		form := cy.ExpectModal("Your answer").ExpectValue("Your answer", "Objection")
		form.Fill("Reason", " ").Submit().ExpectError("Reason", "Say what would go wrong")
		form.Fill("Reason", "Two clients break.").Submit().ExpectClosed()
		q.ExpectUpdate("Your answer: Objection", "Two clients break.")
		w.User("di").ExpectDM("Rename the API?").Click("Stand aside")
		card.ExpectReply("Blocked: 1 of 3 objects; 1 stands aside", "Two clients break.")
	})
}

// Every kind can be asked in the form, and what is wrong with its options is said beside them.
func TestAskingForAKindInTheForm(t *testing.T) {
	t.Parallel()
	story(t, func(w *world) {
		ada := w.User("ada")
		ada.Slash("#releases", "/quorum")
		form := ada.ExpectModal("Ask stakeholders")
		form.Fill("Question", "How long?").Pick("Who to ask", "ben", "cy").Choose("Kind of answer", "estimate").Fill("Options", "days\nweeks")
		form.Submit().ExpectError("Options", "An estimate has one unit")
		form.Fill("Options", "days").Submit().ExpectClosed()
		w.fill("ben", "How long?", writing("3")).ExpectUpdate("Your answer: 3 days")
	})
}
