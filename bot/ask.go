package bot

import (
	"context"
	"math/rand/v2"
	"time"

	"quorum/polls"
	"quorum/polls/worktime"
)

// Request is a question from a surface, with its mentions looked up.
type Request struct {
	Workspace string
	Key       string // the request's id: one key asks once, however often it arrives
	Asker     polls.Person
	Channel   string // where the card goes; empty: the asker's own conversation
	Draft     polls.Draft
	Asked     []polls.Invite
	Reserve   polls.Invite   // the person whom the rule asks at the deadline without a quorum
	Zone      *time.Location // the asker's; nil: UTC
	Habits    Habits         // the asker's
}

// Plan returns what would be asked, for the asker to read before. Mistakes are [*phrase.Error]s.
func (b *Bot) Plan(r Request) (polls.Plan, error) {
	return polls.PlanFor(r.now(), b.opening(r, polls.ID{}))
}

// Ask opens a poll. When it returns without an error, the poll and its notices are stored. A request that was asked before returns its
// poll again.
func (b *Bot) Ask(ctx context.Context, r Request) (polls.ID, error) {
	id, fresh, err := b.store.Create(ctx, r.Workspace, r.Key, func(id polls.ID) (*polls.Poll, []polls.Event, error) {
		return polls.Open(r.now(), b.opening(r, id))
	})
	if err == nil && fresh {
		b.meter.asked.Inc()
	}
	return id, err
}

func (b *Bot) opening(r Request, id polls.ID) polls.Opening {
	return polls.Opening{
		ID: id, Asker: r.Asker, Channel: r.Channel, Draft: r.Draft, Asked: r.Asked, Reserve: r.Reserve,
		Default: b.opts.Default, Asking: b.works(r), Work: b.opts.Work, Seed: rand.Uint64(),
	}
}

// works returns the working hours of the asker, which deadlines are in.
func (b *Bot) works(r Request) worktime.Calendar {
	c := r.Habits.over(b.opts.Work)
	if r.Zone != nil {
		c.Zone = r.Zone
	}
	return c
}

func (r Request) now() time.Time {
	if r.Zone == nil {
		return time.Now().UTC()
	}
	return time.Now().In(r.Zone)
}
