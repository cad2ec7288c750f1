package render

import (
	"testing"
	"time"

	"quorum/bot"
	"quorum/polls"
	"quorum/polls/figures"
	"quorum/polls/forecast"
	"quorum/polls/worktime"
)

func replyScenes() []shown {
	return []shown{
		{"reply-asked", func(t *testing.T) any {
			s := ship(t)
			return s.eyes().Asked(s.p, "", "Gus Ek was left out: the account is deactivated.")
		}},
		{"reply-status-asker", func(t *testing.T) any {
			s := ship(t).says(ben, "Yes").declines(cyn, polls.NotMe)
			return s.eyes().Status(s.p, ana)
		}},
		{"reply-status-expected", func(t *testing.T) any {
			s := ship(t).says(ben, "Yes")
			return s.eyes().WithForecast(ahead(s.p)).Status(s.p, ana)
		}},
		{"reply-asked-unlikely", func(t *testing.T) any {
			s := ship(t)
			f := ahead(s.p)
			f.Chance, f.Likely = .72, time.Time{}
			return s.eyes().WithForecast(f).Asked(s.p, "")
		}},
		{"reply-asked-advice", func(t *testing.T) any {
			s := ship(t)
			return s.eyes().Asked(s.p, "Going by how people here have answered, the chance of a quorum by today 12:00 is about 30%. To make it 80%, ask 2 more people or give it until today 16:30.")
		}},
		{"reply-pending", func(*testing.T) any { return Pending(true) }},
		{"reply-pending-verb", func(*testing.T) any { return Pending(false) }},
		{"reply-not-asked", func(*testing.T) any {
			return eyes(monday()).NotAsked(NoAnswerInTime+" Nobody was asked.", "/quorum Ship it? @ben", "k1")
		}},
		{"reply-status-other", func(t *testing.T) any {
			s := ship(t).says(ben, "Yes", "Go.").declines(cyn, polls.NotMe)
			return s.eyes().WithForecast(ahead(s.p)).Status(s.p, ben) // for others nothing is foretold
		}},
		{"reply-status-published", func(t *testing.T) any {
			s := decided(t)
			return s.eyes().WithForecast(ahead(s.p)).Status(s.p, ana) // nor is it once there is a summary
		}},
		{"reply-help", func(*testing.T) any { return Help(someHelp()) }},
		{"reply-refused", func(*testing.T) any {
			return eyes(monday()).Refused("There is no \"quorm\" here. Did you mean \"quorum\"?", "/quorum", "Ship it? <@U0BEN> | quorm: 3 <!channel>")
		}},
		{"reply-list", func(*testing.T) any {
			return eyes(monday()).List(listing(linesOf()[:2], 0, 2), listing(linesOf(), 0, 5), "/quorum")
		}},
		{"reply-list-empty", func(*testing.T) any { return eyes(monday()).List(bot.Listing{}, bot.Listing{}, "/quorum") }},
		{"reply-list-long", func(*testing.T) any {
			return eyes(monday()).List(listing(linesOf()[:2], 0, 2), listing(linesOf(), 0, 1042), "/quorum")
		}},
		{"reply-list-page", func(*testing.T) any {
			return eyes(monday()).List(listing(nil, 10, 2), listing(linesOf(), 10, 37), "/quorum")
		}},
		{"reply-log", func(*testing.T) any { return eyes(monday()).Log(linesOf()[2:], false, "ship it", "/quorum") }},
		{"reply-log-long", func(*testing.T) any { return eyes(monday()).Log(linesOf()[2:], true, "ship <it>", "/quorum") }},
		{"reply-stats", func(*testing.T) any { return eyes(monday()).Stats(statsOf(), Periods()[2]) }},
		{"reply-stats-few", func(*testing.T) any {
			of := statsOf()
			of.Trend, of.Partial, of.Figures = nil, false, figures.Figures{Asked: 2, Decisions: 1, Needed: 3}
			return eyes(monday()).Stats(of, Periods()[0])
		}},
		{"reply-stats-empty", func(*testing.T) any { return eyes(monday()).Stats(bot.Stats{}, Periods()[0]) }},
		{"reply-stats-old", func(*testing.T) any {
			of := statsOf()
			of.At, of.Old = monday(), true
			return eyes(monday()).Stats(of, Periods()[2])
		}},
		{"reply-stats-empty-old", func(*testing.T) any { return eyes(monday()).Stats(bot.Stats{At: monday(), Old: true}, Periods()[0]) }},
		{"reply-stats-none-yet", func(*testing.T) any { return NoStats() }},
		{"home", func(*testing.T) any {
			return eyes(monday()).Home(listing(linesOf()[:2], 0, 2), listing(linesOf(), 0, 5))
		}},
		{"home-page", func(*testing.T) any {
			return eyes(monday()).Home(listing(linesOf()[:2], 0, 37), listing(linesOf(), 20, 1042))
		}},
		{"home-empty", func(*testing.T) any { return eyes(monday()).Home(bot.Listing{}, bot.Listing{}) }},
	}
}

// listing is a part of a list of so many.
func listing(lines []polls.ListEntry, skipped, total int) bot.Listing {
	return bot.Listing{Lines: lines, Skipped: skipped, Total: total}
}

// statsOf are figures of a busy quarter.
func statsOf() bot.Stats {
	hours := func(elapsed, work int) worktime.Duration {
		return worktime.Duration{Elapsed: time.Duration(elapsed) * time.Hour, Work: time.Duration(work) * time.Hour}
	}
	of := bot.Stats{Partial: true, Figures: figures.Figures{
		From: monday().AddDate(0, 0, -91), To: monday(),
		Asked: 2100, Decisions: 1988, Unmet: 12, Cancelled: 3, Median: hours(5, 3), Halfway: true,
		Parallel: hours(9000, 2700), Quorum: hours(12000, 3300), SoFar: true, Certainty: hours(700, 190),
		Needed: 6200, Spare: 4100, Answered: 2900, Reversed: 41, Firm: 230, Held: 226,
		Flow: figures.Flow{Window: 91 * 24 * time.Hour, Open: 8000 * time.Hour, Questions: 2100},
	}}
	for i := range 13 {
		of.Trend = append(of.Trend, figures.Week{Monday: monday().AddDate(0, 0, 7*(i-13)), Asked: 160, Median: hours(9-i/2, 5-i/3)})
	}
	return of
}

// forecast is a forecast of a poll.
func ahead(p *polls.Poll) *forecast.Forecast {
	return &forecast.Forecast{Chance: .94, Deadline: p.Deadline, Half: p.OpenedAt.Add(100 * time.Minute), Likely: p.OpenedAt.Add(5 * time.Hour)}
}

func linesOf() []polls.ListEntry {
	line := func(n int64, question string) polls.ListEntry {
		return polls.ListEntry{
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
	return []polls.ListEntry{line(12, "Ship 4.2 on Friday?"), line(11, "Who is on call over <#C0SHIP>?"), published, tied, cancelled}
}

func someHelp() []HelpGroup {
	return []HelpGroup{
		{Title: "Look after it", Lines: []HelpLine{{"list", "shows what waits for you and what you asked."}, {"add Q12 @dan", "asks further people."}}},
		{Title: "Yourself", Lines: []HelpLine{{"hours 9-17 mon-fri", "says when you work."}}},
	}
}
