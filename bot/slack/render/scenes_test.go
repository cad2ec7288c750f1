package render

import (
	"testing"

	"quorum/bot/slack/webapi"
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
	return func(t *testing.T) any { s := make(t); return s.eyes().Card(s.p) }
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

func questionOf(who polls.Person, moment Asking, make func(*testing.T) *story) func(*testing.T) any {
	return func(t *testing.T) any { s := make(t); return s.eyes().Question(s.p, who, moment) }
}

func questionScenes() []shown {
	return []shown{
		{"question-asked", questionOf(ben, AsAsked, ship)},
		{"question-choice", questionOf(dee, AsAsked, queues)},
		{"question-one-source", questionOf(ben, AsAsked, queues)},
		{"question-many-options", questionOf(ben, AsAsked, many)},
		{"question-only-one", questionOf(ben, AsAsked, func(t *testing.T) *story {
			return told(t, "Ship it? "+mention(ben)+" | quorum: 1, by 12:00", nil)
		})},
		{"question-asker", questionOf(ana, AsAsked, askerToo)},
		{"question-reminder", questionOf(dee, AsReminder, func(t *testing.T) *story { return ship(t).says(ben, "Yes") })},
		{"question-answered", questionOf(ben, AsAsked, func(t *testing.T) *story { return ship(t).says(ben, "Yes") })},
		{"question-answered-why", questionOf(ben, AsAsked, func(t *testing.T) *story {
			return ship(t).says(ben, "No", "Nobody is on call.\nAsk again on Monday.", "think so")
		})},
		{"question-changing", questionOf(ben, AsChanging, func(t *testing.T) *story { return ship(t).says(ben, "Yes", "Go.", "sure") })},
		{"question-declined", questionOf(ben, AsAsked, func(t *testing.T) *story { return ship(t).declines(ben, polls.NotMe) })},
	}
}

func moreQuestionScenes() []shown {
	return []shown{
		{"question-published-pending", questionOf(fay, AsAsked, decided)},
		{"question-published-counted", questionOf(ben, AsAsked, decided)},
		{"question-published-declined", questionOf(eva, AsAsked, decided)},
		{"question-late", questionOf(fay, AsAsked, func(t *testing.T) *story { return decided(t).says(fay, "No", "Too late, I know.") })},
		{"question-late-change", questionOf(ben, AsAsked, func(t *testing.T) *story { return decided(t).says(ben, "No") })},
		{"question-closed-counted", questionOf(ben, AsAsked, func(t *testing.T) *story { return decided(t).ends() })},
		{"question-closed-pending", questionOf(fay, AsAsked, func(t *testing.T) *story { return decided(t).ends() })},
		{"question-cancelled", questionOf(ben, AsAsked, func(t *testing.T) *story { return ship(t).says(ben, "Yes").cancels() })},
	}
}

func summaryOf(make func(*testing.T) *story) func(*testing.T) any {
	return func(t *testing.T) any { s := make(t); return s.eyes().Summary(s.p) }
}

func summaryScenes() []shown {
	return []shown{
		{"summary-leaning", summaryOf(decided)},
		{"summary-decided", summaryOf(func(t *testing.T) *story {
			return ship(t).says(ben, "No").says(cyn, "Yes", "Let us.").says(ben, "Yes").says(dee, "Yes")
		})},
		{"summary-choice", summaryOf(func(t *testing.T) *story {
			return queues(t).says(ben, "nats").says(dee, "kafka", "We run it already.", "guess").ends()
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
			return s.eyes().Flip(s.p, true)
		}},
		{"note-flip-tie", func(t *testing.T) any {
			s := decided(t).says(fay, "No")
			return s.eyes().Flip(s.p, true)
		}},
		{"note-flip-scale", func(t *testing.T) any {
			d, _ := polls.ParseDraft("How is the release? " + mention(ben, cyn, dee, fay) + " | kind: 1-5 | quorum: 2, within 2h")
			s := opened(t, d, nil).says(ben, "4").says(cyn, "5").says(dee, "2").says(fay, "1")
			return s.eyes().Flip(s.p, true)
		}},
		{"note-reopen", func(t *testing.T) any {
			s := decided(t).says(fay, "No", "I was away.").says(ben, "No", "The rehearsal failed after all.")
			return s.eyes().Reopen(s.p)
		}},
		{"note-reopen-no-longer", func(t *testing.T) any {
			s := decided(t).says(fay, "No").says(ben, "No").says(ben, "Yes").says(fay, "Yes")
			return s.eyes().Reopen(s.p)
		}},
		{"note-flip-before", func(t *testing.T) any {
			s := decided(t).says(fay, "No").says(ben, "No")
			return s.eyes().Flip(s.p, false)
		}},
		{"note-flip-no-longer", func(t *testing.T) any {
			s := decided(t).says(fay, "No").says(ben, "No").says(ben, "Yes").says(fay, "Yes")
			return s.eyes().Flip(s.p, true)
		}},
		{"note-reason", func(t *testing.T) any {
			s := decided(t).says(ben, "Yes", "The rehearsal went well, and <@U0EVA> agrees & <!channel>.")
			me, _ := s.p.Stakeholder(ben)
			return s.eyes().Reason(s.p, me)
		}},
		{"note-cancelled", func(t *testing.T) any { s := ship(t).says(ben, "Yes").cancels(); return s.eyes().Cancelled(s.p) }},
		{"note-stuck", func(t *testing.T) any {
			s := ship(t).says(ben, "Yes").declines(cyn, polls.NotMe).declines(dee, polls.NoOpinion).declines(eva, polls.NotMe)
			return s.eyes().Stuck(s.p)
		}},
		{"note-freed", func(t *testing.T) any {
			s := ship(t).says(ben, "Yes").declines(cyn, polls.NotMe).declines(dee, polls.NoOpinion).declines(eva, polls.NotMe)
			return s.says(cyn, "No").eyes().Stuck(s.p)
		}},
		{"note-doubt", func(t *testing.T) any { return ship(t).eyes().Doubt(ship(t).says(ben, "Yes").p) }},
		{"reminder-together", func(t *testing.T) any { return reminded(t) }},
		{"note-unreachable", func(t *testing.T) any {
			d, _ := polls.ParseDraft("Ship it? " + mention(ben, cyn, dee) + " | quorum: 1, within 1d")
			s := opened(t, d, nil).unreachable(ben, "the account is deactivated").unreachable(cyn, "Slack does not let the bot write to this person")
			return s.eyes().Unreachable(s.p)
		}},
		{"note-undelivered-card", func(t *testing.T) any {
			s := ship(t)
			return s.eyes().Undelivered(s.p, polls.NoticeCard, "the bot is not in the channel")
		}},
		{"note-undelivered-summary", func(t *testing.T) any {
			s := decided(t)
			return s.eyes().Undelivered(s.p, polls.NoticeSummary, "the channel is archived")
		}},
		{"note-inherited", func(t *testing.T) any { s := decided(t); return s.eyes().FallbackSummary(s.p, "") }},
		{"note-inherited-undelivered", func(t *testing.T) any {
			s := decided(t)
			s.p.MarkUndelivered(s.now, polls.NoticeSummary, "that channel is archived")
			return s.eyes().FallbackSummary(s.p, "they are not visible to this app")
		}},
	}
}

func formScenes() []shown {
	draft := func(text string) polls.Draft { d, _ := polls.ParseDraft(text); return PlainDraft(d) }
	answer := func(who polls.Person, make func(*testing.T) *story) func(*testing.T) any {
		return func(t *testing.T) any { s := make(t); return s.eyes().AnswerForm(s.p, who, "") }
	}
	return []shown{
		{"form-ask-empty", func(*testing.T) any { return eyes(monday()).AskForm(AskForm{Here: true}) }},
		{"form-ask-filled", func(*testing.T) any {
			return eyes(monday()).AskForm(AskForm{
				Draft:   draft("Which queue? <@U0BEN> [<@U0CYN> <@U0DEE>] <!subteam^S0SECURITY> | options: nats, kafka | quorum: 2 independent | context: R&amp;D asks"),
				Channel: "C0SHIP", Preview: "2 of 3 sources, by tomorrow 14:00", Groups: true,
				Warning: "The rule says 3 of 5, and 4 people are asked whose answers count.",
			})
		}},
		{"form-ask-problem", func(*testing.T) any {
			f, err := ReadCommand("Ship R&amp;D's? <@U0BEN|ben> [<@U0CYN> <@U0DEE>] | quorm: 3 &lt;!channel&gt;")
			f.Channel, f.Problem = "C0SHIP", err.Error()
			return eyes(monday()).AskForm(f)
		}},
		{"form-ask-no-rule", func(*testing.T) any {
			return eyes(monday()).AskForm(AskForm{
				Draft:   draft("Ship it? <@U0BEN> | quorum: 3"),
				Warning: "3 of 1 answers can never be met: 1 person is asked whose answer counts. Ask more people or lower the rule.",
			})
		}},
		{"form-pending", func(*testing.T) any { return PendingForm() }},
		{"form-loading", func(*testing.T) any { return LoadingForm("Your answer") }},
		{"form-note", func(*testing.T) any {
			return NoteForm("Your answer", "Q12 was cancelled, so there is nothing left to answer.")
		}},
		{"form-answer", answer(ben, ship)},
		{"form-answer-again", answer(ben, func(t *testing.T) *story { return ship(t).says(ben, "No", "Nobody is on call.", "guess") })},
		{"form-answer-many", answer(ben, many)},
		{"form-answer-late", answer(fay, decided)},
	}
}

// reminded is a reminder of several questions, of which one was answered by a click in it.
func reminded(t *testing.T) webapi.Message {
	s, other := ship(t).says(ben, "Yes"), queues(t)
	third := many(t)
	return s.eyes().Gathered([]Excerpt{s.eyes().Excerpt(s.p, ben), other.eyes().Excerpt(other.p, ben), third.eyes().Excerpt(third.p, ben)}, true, 0)
}
