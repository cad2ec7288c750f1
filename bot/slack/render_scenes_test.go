package slack

import (
	"testing"
	"time"

	"quorum/bot"
	"quorum/polls"
)

// shown is one thing that somebody may see, by the name of its file.
type shown struct {
	name string
	make func(*testing.T) any
}

func scenes() []shown {
	var all []shown
	for _, some := range [][]shown{cardScenes(), questionScenes(), moreQuestionScenes(), summaryScenes(), noteScenes(), seatScenes(), formScenes(), replyScenes(), kindScenes(), scheduleScenes()} {
		all = append(all, some...)
	}
	return all
}

func cardOf(make func(*testing.T) *story) func(*testing.T) any {
	return func(t *testing.T) any { s := make(t); return s.eyes().card(s.p) }
}

func cardScenes() []shown {
	return []shown{
		{"card-asked", cardOf(ship)},
		{"card-progress", cardOf(func(t *testing.T) *story { return ship(t).says(ben, "Yes").declines(cyn, polls.NotMe) })},
		{"card-sources", cardOf(queues)},
		{"card-published", cardOf(func(t *testing.T) *story { return decided(t) })},
		{"card-closed", cardOf(func(t *testing.T) *story { return decided(t).ends() })},
		{"card-cancelled", cardOf(func(t *testing.T) *story { return ship(t).says(ben, "Yes").cancels() })},
		{"card-asker-answers-too", cardOf(askerToo)},
		{"card-forty", cardOf(func(t *testing.T) *story { return crowd(t, 40) })},
	}
}

// decided has enough answers and open ends.
func decided(t *testing.T) *story {
	t.Helper()
	return ship(t).says(ben, "Yes", "The rehearsal went well.", "sure").
		says(cyn, "No", "Nobody is on call this weekend.\nAnd the migration was never rehearsed with full data.", "think so").
		declines(eva, polls.Recused).says(dee, "Yes")
}

func askerToo(t *testing.T) *story {
	t.Helper()
	return told(t, "Ship 4.2 on Friday? "+mention(ana, ben, cyn)+" | quorum: 2, within 1d", nil)
}

func crowd(t *testing.T, n int) *story {
	t.Helper()
	text := "Move the offsite to June?"
	for i := range n {
		text += " <@U1" + string(rune('A'+i/26)) + string(rune('A'+i%26)) + ">"
	}
	return told(t, text+" | quorum: majority, within 3d", nil)
}

func questionOf(who polls.Person, moment asking, make func(*testing.T) *story) func(*testing.T) any {
	return func(t *testing.T) any { s := make(t); return s.eyes().question(s.p, who, moment) }
}

func questionScenes() []shown {
	return []shown{
		{"question-asked", questionOf(ben, asAsked, ship)},
		{"question-choice", questionOf(dee, asAsked, queues)},
		{"question-one-source", questionOf(ben, asAsked, queues)},
		{"question-many-options", questionOf(ben, asAsked, many)},
		{"question-only-one", questionOf(ben, asAsked, func(t *testing.T) *story {
			return told(t, "Ship it? "+mention(ben)+" | quorum: 1, by 12:00", nil)
		})},
		{"question-asker", questionOf(ana, asAsked, askerToo)},
		{"question-reminder", questionOf(dee, asReminder, func(t *testing.T) *story { return ship(t).says(ben, "Yes") })},
		{"question-answered", questionOf(ben, asAsked, func(t *testing.T) *story { return ship(t).says(ben, "Yes") })},
		{"question-answered-why", questionOf(ben, asAsked, func(t *testing.T) *story {
			return ship(t).says(ben, "No", "Nobody is on call.\nAsk again on Monday.", "think so")
		})},
		{"question-changing", questionOf(ben, asChanging, func(t *testing.T) *story { return ship(t).says(ben, "Yes", "Go.", "sure") })},
		{"question-declined", questionOf(ben, asAsked, func(t *testing.T) *story { return ship(t).declines(ben, polls.NotMe) })},
	}
}

func moreQuestionScenes() []shown {
	return []shown{
		{"question-published-pending", questionOf(fay, asAsked, decided)},
		{"question-published-counted", questionOf(ben, asAsked, decided)},
		{"question-published-declined", questionOf(eva, asAsked, decided)},
		{"question-late", questionOf(fay, asAsked, func(t *testing.T) *story { return decided(t).says(fay, "No", "Too late, I know.") })},
		{"question-late-change", questionOf(ben, asAsked, func(t *testing.T) *story { return decided(t).says(ben, "No") })},
		{"question-closed-counted", questionOf(ben, asAsked, func(t *testing.T) *story { return decided(t).ends() })},
		{"question-closed-pending", questionOf(fay, asAsked, func(t *testing.T) *story { return decided(t).ends() })},
		{"question-cancelled", questionOf(ben, asAsked, func(t *testing.T) *story { return ship(t).says(ben, "Yes").cancels() })},
	}
}

func summaryOf(make func(*testing.T) *story) func(*testing.T) any {
	return func(t *testing.T) any { s := make(t); return s.eyes().summary(s.p) }
}

func summaryScenes() []shown {
	return []shown{
		{"summary-leaning", summaryOf(decided)},
		{"summary-decided", summaryOf(func(t *testing.T) *story {
			return ship(t).says(ben, "No").says(cyn, "Yes", "Let us.").says(ben, "Yes").says(dee, "Yes")
		})},
		{"summary-choice", summaryOf(func(t *testing.T) *story {
			return queues(t).says(ben, "nats").says(dee, "kafka", "We run it already.", "guess")
		})},
		{"summary-no-quorum", summaryOf(func(t *testing.T) *story { return ship(t).says(ben, "Yes").ends() })},
		{"summary-nobody", summaryOf(func(t *testing.T) *story { return ship(t).ends() })},
		{"summary-closed", summaryOf(func(t *testing.T) *story {
			return ship(t).says(ben, "No", "Not yet.").declines(dee, polls.NoOpinion).closes()
		})},
		{"summary-asker-too", summaryOf(func(t *testing.T) *story {
			return askerToo(t).says(ana, "Yes", "I built it.", "sure").says(ben, "No").says(cyn, "No", "It is Friday.")
		})},
		{"summary-hundred", summaryOf(hundred)},
	}
}

// hundred people answer with the longest reasons there can be.
func hundred(t *testing.T) *story {
	t.Helper()
	s := crowd(t, 100)
	for i, one := range s.p.Stakeholders()[:60] {
		position := "Yes"
		if i%4 == 0 {
			position = "No"
		}
		if s.p.Phase == polls.PhaseOpen {
			s.says(one.Person, position, long(polls.MaxReason), "sure")
		}
	}
	return s
}

// long makes a reason of so many letters.
func long(n int) string {
	const words = "It costs more than it brings & nobody asked for it < or did they > "
	var text string
	for len(text) < n {
		text += words
	}
	return text[:n-1] + "."
}

func noteScenes() []shown {
	return []shown{
		{"note-flip", func(t *testing.T) any {
			s := decided(t).says(fay, "No", "I was away.").says(ben, "No", "The rehearsal failed after all.")
			return s.eyes().flip(s.p, "No")
		}},
		{"note-flip-tie", func(t *testing.T) any {
			s := decided(t).says(fay, "No")
			return s.eyes().flip(s.p, string(polls.Tied))
		}},
		{"note-reopen", func(t *testing.T) any {
			s := decided(t).says(fay, "No", "I was away.").says(ben, "No", "The rehearsal failed after all.")
			return s.eyes().reopen(s.p, "No")
		}},
		{"note-cancelled", func(t *testing.T) any { s := ship(t).says(ben, "Yes").cancels(); return s.eyes().cancelled(s.p) }},
		{"note-stuck", func(t *testing.T) any {
			s := ship(t).says(ben, "Yes").declines(cyn, polls.NotMe).declines(dee, polls.NoOpinion).declines(eva, polls.NotMe)
			return s.eyes().stuck(s.p)
		}},
		{"note-unreachable", func(t *testing.T) any {
			d, _ := polls.ParseDraft("Ship it? " + mention(ben, cyn, dee) + " | quorum: 1, within 1d")
			s := opened(t, d, nil).unreachable(ben, "the account is deactivated").unreachable(cyn, "Slack does not let the bot write to this person")
			return s.eyes().unreachable(s.p)
		}},
		{"note-undelivered-card", func(t *testing.T) any {
			s := ship(t)
			return s.eyes().undelivered(s.p, polls.NoticeCard, "the bot is not in the channel")
		}},
		{"note-undelivered-summary", func(t *testing.T) any {
			s := decided(t)
			return s.eyes().undelivered(s.p, polls.NoticeSummary, "the channel is archived")
		}},
	}
}

func replyScenes() []shown {
	return []shown{
		{"reply-asked", func(t *testing.T) any {
			s := ship(t)
			return s.eyes().asked(s.p, "Gus Ek was left out: the account is deactivated.")
		}},
		{"reply-status-asker", func(t *testing.T) any {
			s := ship(t).says(ben, "Yes").declines(cyn, polls.NotMe)
			return s.eyes().status(s.p, ana)
		}},
		{"reply-status-expected", func(t *testing.T) any {
			s := ship(t).says(ben, "Yes")
			return s.eyes().expecting(ahead(s.p)).status(s.p, ana)
		}},
		{"reply-asked-unlikely", func(t *testing.T) any {
			s := ship(t)
			f := ahead(s.p)
			f.Chance, f.Likely = .72, time.Time{}
			return s.eyes().expecting(f).asked(s.p)
		}},
		{"reply-status-other", func(t *testing.T) any {
			s := ship(t).says(ben, "Yes", "Go.").declines(cyn, polls.NotMe)
			return s.eyes().expecting(ahead(s.p)).status(s.p, ben) // for others nothing is foretold
		}},
		{"reply-status-published", func(t *testing.T) any {
			s := decided(t)
			return s.eyes().expecting(ahead(s.p)).status(s.p, ana) // nor is it once there is a summary
		}},
		{"reply-help", func(*testing.T) any { return help() }},
		{"reply-refused", func(*testing.T) any {
			return eyes(monday()).refused("There is no \"quorm\" here. Did you mean \"quorum\"?", "/quorum", "Ship it? <@U0BEN> | quorm: 3 <!channel>")
		}},
		{"reply-list", func(*testing.T) any { return eyes(monday()).list(linesOf()[:2], linesOf()) }},
		{"reply-list-empty", func(*testing.T) any { return eyes(monday()).list(nil, nil) }},
		{"reply-log", func(*testing.T) any { return eyes(monday()).log(linesOf()[2:], "ship it") }},
		{"reply-stats", func(*testing.T) any { return eyes(monday()).stats(statsOf(), periods()[2]) }},
		{"reply-stats-few", func(*testing.T) any {
			of := statsOf()
			of.Trend, of.Partial, of.Figures = nil, false, polls.Figures{Asked: 2, Decisions: 1, Needed: 3}
			return eyes(monday()).stats(of, periods()[0])
		}},
		{"reply-stats-empty", func(*testing.T) any { return eyes(monday()).stats(bot.Stats{}, periods()[0]) }},
		{"home", func(*testing.T) any { return eyes(monday()).home(linesOf()[:2], linesOf()) }},
		{"home-empty", func(*testing.T) any { return eyes(monday()).home(nil, nil) }},
	}
}

// statsOf are figures of a busy quarter.
func statsOf() bot.Stats {
	hours := func(elapsed, work int) polls.Lasted {
		return polls.Lasted{Elapsed: time.Duration(elapsed) * time.Hour, Work: time.Duration(work) * time.Hour}
	}
	of := bot.Stats{Partial: true, Figures: polls.Figures{
		From: monday().AddDate(0, 0, -91), To: monday(),
		Asked: 2100, Decisions: 1988, Unmet: 12, Cancelled: 3, Median: hours(5, 3), Halfway: true,
		Parallel: hours(9000, 2700), Quorum: hours(12000, 3300), SoFar: true, Certainty: hours(700, 190),
		Needed: 6200, Spare: 4100, Answered: 2900, Reversed: 41, Firm: 230, Held: 226,
		Flow: polls.Flow{Window: 91 * 24 * time.Hour, Open: 8000 * time.Hour, Questions: 2100},
	}}
	for i := range 13 {
		of.Trend = append(of.Trend, polls.Week{Monday: monday().AddDate(0, 0, 7*(i-13)), Asked: 160, Median: hours(9-i/2, 5-i/3)})
	}
	return of
}

// ahead is a forecast of a poll.
func ahead(p *polls.Poll) *polls.Forecast {
	return &polls.Forecast{Chance: .94, Deadline: p.Deadline, Half: p.OpenedAt.Add(100 * time.Minute), Likely: p.OpenedAt.Add(5 * time.Hour)}
}

func linesOf() []bot.Line {
	line := func(n int64, question string) bot.Line {
		return bot.Line{
			ID: polls.ID{Workspace: "T024BE7LD", Number: n}, Question: question, Asker: ben, Channel: "C0SHIP", Phase: polls.PhaseOpen,
			OpenedAt: monday(), Deadline: monday().Add(8 * time.Hour), Answered: 2, Asked: 5,
			Card: polls.Place{Channel: "C0SHIP", Message: "1790000000.000200"}, QuestionAt: polls.Place{Channel: "D0BEN", Message: "1790000000.000100"},
		}
	}
	published := line(9, "Rename the *public* API & its docs?")
	published.Phase, published.PublishedAt, published.Label, published.Leader = polls.PhasePublished, monday(), polls.Leaning, "Yes"
	tied := line(8, "Which queue?")
	tied.Phase, tied.PublishedAt, tied.Label = polls.PhaseClosed, monday(), polls.Tied
	cancelled := line(7, "Ship it?")
	cancelled.Phase = polls.PhaseCancelled
	return []bot.Line{line(12, "Ship 4.2 on Friday?"), line(11, "Who is on call over <#C0SHIP>?"), published, tied, cancelled}
}

func formScenes() []shown {
	draft := func(text string) polls.Draft { d, _ := polls.ParseDraft(text); return plainDraft(d) }
	answer := func(who polls.Person, make func(*testing.T) *story) func(*testing.T) any {
		return func(t *testing.T) any { s := make(t); return s.eyes().answerForm(s.p, who) }
	}
	return []shown{
		{"form-ask-empty", func(*testing.T) any { return eyes(monday()).askForm(askFields{Here: true}) }},
		{"form-ask-filled", func(*testing.T) any {
			return eyes(monday()).askForm(askFields{
				Draft:   draft("Which queue? <@U0BEN> [<@U0CYN> <@U0DEE>] <!subteam^S0SECURITY> | options: nats, kafka | quorum: 2 independent | context: R&amp;D asks"),
				Channel: "C0SHIP", Preview: "2 of 3 sources, by tomorrow 14:00", Groups: true,
				Warning: "The rule says 3 of 5, and 4 people are asked whose answers count.",
			})
		}},
		{"form-ask-problem", func(*testing.T) any {
			f, err := readCommand("Ship R&amp;D's? <@U0BEN|ben> [<@U0CYN> <@U0DEE>] | quorm: 3 &lt;!channel&gt;")
			f.Channel, f.Problem = "C0SHIP", err.Error()
			return eyes(monday()).askForm(f)
		}},
		{"form-ask-no-rule", func(*testing.T) any {
			return eyes(monday()).askForm(askFields{
				Draft:   draft("Ship it? <@U0BEN> | quorum: 3"),
				Warning: "3 of 1 answers can never be met: 1 person is asked whose answer counts. Ask more people or lower the rule.",
			})
		}},
		{"form-loading", func(*testing.T) any { return loadingForm("Your answer") }},
		{"form-note", func(*testing.T) any {
			return noteForm("Your answer", "Q12 was cancelled, so there is nothing left to answer.")
		}},
		{"form-answer", answer(ben, ship)},
		{"form-answer-again", answer(ben, func(t *testing.T) *story { return ship(t).says(ben, "No", "Nobody is on call.", "guess") })},
		{"form-answer-many", answer(ben, many)},
		{"form-answer-late", answer(fay, decided)},
	}
}
