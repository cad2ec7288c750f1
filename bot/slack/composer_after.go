package slack

import (
	"strconv"

	"quorum/bot"
	"quorum/bot/slack/render"
	"quorum/bot/slack/webapi"
	"quorum/polls"
	"quorum/polls/schedule"
)

// maxRevisions is how often it is tried to update a summary of which it is not known where it stands.
const maxRevisions = 10

// revised updates the summary where it stands. One that could not be posted is left to the asker, who has it.
func (c *Composer) revised(p *polls.Poll, d bot.Delivery) (bot.Letter, error) {
	_, lost := p.Undelivered(polls.NoticeSummary)
	switch {
	case lost, p.Summary.IsZero() && d.Attempts >= maxRevisions:
		return nil, nil
	case p.Summary.IsZero():
		return nil, bot.ErrNotYet
	}
	s := c.scene(p.ID.Workspace)
	m := s.Summary(p)
	if c.inherited(p) {
		m = s.Inherited(p, "")
	}
	return c.again(d, p.Summary, m), nil
}

// reason posts a reason that was added after the summary, or updates it where it stands.
func (c *Composer) reason(p *polls.Poll, d bot.Delivery) (bot.Letter, error) {
	s, ok := p.Stakeholder(polls.Person(d.Detail))
	if !ok || d.At.IsZero() && s.Latest().Reason == "" {
		return nil, nil
	}
	return c.note(p, d, c.scene(p.ID.Workspace).Reason(p, s))
}

// flip posts what late answers would make of the outcome, or updates it where it stands. The last note says what is so now;
// the ones before give way to it, or are not posted at all.
func (c *Composer) flip(p *polls.Poll, d bot.Delivery) (bot.Letter, error) {
	n, err := strconv.Atoi(d.Detail)
	last := err != nil || n >= p.FlipNotes() // an earlier version wrote the leader there
	if d.At.IsZero() && (!last || p.LateLeader() == "") {
		return nil, nil // later answers made it untrue
	}
	return c.note(p, d, c.scene(p.ID.Workspace).Flip(p, last))
}

// reopen tells the asker what the thread was told first, with a way to ask again. It is one notice, kept up to date.
func (c *Composer) reopen(p *polls.Poll, d bot.Delivery) (bot.Letter, error) {
	if d.At.IsZero() && (p.LateLeader() == "" || p.AskedAgain != 0) {
		return nil, nil
	}
	m := c.scene(p.ID.Workspace).Reopen(p)
	if d.At.IsZero() {
		return c.toAsker(p, d, m)
	}
	return c.again(d, d.At, m), nil
}

// copies updates another message in which the question stands to one person.
func (c *Composer) copies(p *polls.Poll, d bot.Delivery) (bot.Letter, error) {
	if _, ok := p.Stakeholder(d.To); !ok || d.At.IsZero() {
		return nil, nil
	}
	at := to(d, d.At.Channel)
	at.Message = d.At.Message
	return c.sender.Replace(at, c.scene(p.ID.Workspace).Question(p, d.To, render.AsAsked)), nil
}

// note posts in the thread, or updates what was posted before.
func (c *Composer) note(p *polls.Poll, d bot.Delivery, m webapi.Message) (bot.Letter, error) {
	if d.At.IsZero() {
		return c.inThread(p, d, m)
	}
	return c.again(d, d.At, m), nil
}

// again puts a message in the place of an earlier one.
func (c *Composer) again(d bot.Delivery, stands polls.Place, m webapi.Message) bot.Letter {
	at := to(d, c.moved.now(stands.Channel))
	at.Message = stands.Message
	return c.sender.Update(at, m)
}

// ComposeSchedule implements [bot.Surface].
func (c *Composer) ComposeSchedule(s schedule.Schedule, d bot.Delivery) bot.Letter {
	return c.sender.Post(to(d, string(d.To)), c.scene(d.Topic.Workspace).Word(hinted(d.Detail, s.Hints())))
}
