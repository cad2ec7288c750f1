package storagetest

import (
	"fmt"
	"slices"
	"time"

	"quorum/polls"
)

// step is one change of a poll.
type step func(p *polls.Poll, now time.Time, who polls.Person) ([]polls.Event, error)

// steps returns all changes, some of them in several variants.
func steps() []step { return slices.Concat(ofPeople(), ofTheAsker(), ofTheBot()) }

// ofPeople returns what stakeholders do.
func ofPeople() []step {
	answer := func(position string, c polls.Confidence) step {
		return func(p *polls.Poll, now time.Time, who polls.Person) ([]polls.Event, error) {
			return p.Answer(now, who, polls.Response{Position: position, Reason: "at " + now.String(), Confidence: c})
		}
	}
	decline := func(way polls.State) step {
		return func(p *polls.Poll, now time.Time, who polls.Person) ([]polls.Event, error) {
			return p.Decline(now, who, way)
		}
	}
	return []step{
		answer("yes", polls.Sure), answer("no", ""), answer("yes", polls.Guess), decline(polls.Recused), decline(polls.NoOpinion),
		func(p *polls.Poll, now time.Time, who polls.Person) ([]polls.Event, error) {
			return p.Answer(now, who, polls.Response{Position: "no", Exposed: true})
		},
		func(p *polls.Poll, now time.Time, who polls.Person) ([]polls.Event, error) {
			return p.Depute(now, who, polls.Invite{Person: "for " + who, Source: "deputies"})
		},
		func(p *polls.Poll, now time.Time, who polls.Person) ([]polls.Event, error) {
			return p.Answer(now, "for "+who, polls.Response{Position: "yes"})
		},
		func(p *polls.Poll, now time.Time, who polls.Person) ([]polls.Event, error) {
			return p.Withdraw(now, who)
		},
	}
}

// ofTheAsker returns what the asker does.
func ofTheAsker() []step {
	actor := polls.Actor{Person: "ada"}
	return []step{
		func(p *polls.Poll, now time.Time, who polls.Person) ([]polls.Event, error) {
			return p.Add(now, actor, []polls.Invite{{Person: "more of " + who}})
		},
		func(p *polls.Poll, now time.Time, _ polls.Person) ([]polls.Event, error) {
			return p.Amend(now, actor, "2, within 3h")
		},
		func(p *polls.Poll, now time.Time, _ polls.Person) ([]polls.Event, error) { return p.Remind(now, actor) },
	}
}

// ofTheBot returns what happens to messages and people, and what time changes.
func ofTheBot() []step {
	return []step{
		func(p *polls.Poll, now time.Time, who polls.Person) ([]polls.Event, error) {
			return p.MarkDelivered(now, who, polls.Place{Channel: "D" + string(who), Message: fmt.Sprint(now.UnixMilli())}), nil
		},
		func(p *polls.Poll, now time.Time, who polls.Person) ([]polls.Event, error) {
			return p.MarkUnreachable(now, who, "user_not_found"), nil
		},
		func(p *polls.Poll, now time.Time, who polls.Person) ([]polls.Event, error) {
			return p.MarkLeft(now, who), nil
		},
		func(p *polls.Poll, now time.Time, _ polls.Person) ([]polls.Event, error) {
			return p.PlaceCard(now, polls.Place{Channel: "C1", Message: "1.2"}), nil
		},
		func(p *polls.Poll, now time.Time, _ polls.Person) ([]polls.Event, error) {
			return p.MarkUndelivered(now, polls.NoticeCard, "is_archived"), nil
		},
		func(p *polls.Poll, now time.Time, _ polls.Person) ([]polls.Event, error) { return p.Tick(now), nil },
	}
}
