package slack

import (
	"strconv"

	"quorum/bot"
	"quorum/bot/slack/webapi"
	"quorum/polls"
	"quorum/polls/schedule"
)

// maxRevisions is how often an update of the summary is tried while it is not known where the summary is.
const maxRevisions = 10

// revised updates the summary. If the summary could not be posted, the asker has it, and nothing is updated.
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
	if c.goesToFallback(p) {
		m = s.FallbackSummary(p, "")
	}
	return c.again(d, p.Summary, m), nil
}

// reason posts a reason that was added after the summary, or updates it.
func (c *Composer) reason(p *polls.Poll, d bot.Delivery) (bot.Letter, error) {
	s, ok := p.Stakeholder(polls.Person(d.Detail))
	if !ok || d.At.IsZero() && s.Latest().Reason == "" {
		return nil, nil
	}
	return c.note(p, d, c.scene(p.ID.Workspace).Reason(p, s))
}

// flip posts what late answers would make of the outcome, or updates it. Only the last note holds: earlier ones are changed to
// say so, or not posted at all.
func (c *Composer) flip(p *polls.Poll, d bot.Delivery) (bot.Letter, error) {
	n, err := strconv.Atoi(d.Detail)
	last := err != nil || n >= p.FlipNotes() // an earlier version stored the leader here
	if d.At.IsZero() && (!last || p.LateLeader() == "") {
		return nil, nil // it no longer holds, because of later answers
	}
	return c.note(p, d, c.scene(p.ID.Workspace).Flip(p, last))
}

// reopen tells the asker what the thread was told, with a button that asks again. There is one such message, which is updated.
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

// copies updates another message that shows the question to one person.
func (c *Composer) copies(p *polls.Poll, d bot.Delivery) (bot.Letter, error) {
	if _, ok := p.Stakeholder(d.To); !ok || d.At.IsZero() {
		return nil, nil
	}
	return c.questionAt(p, d, d.At), nil
}

// note posts in the thread, or updates what was posted before.
func (c *Composer) note(p *polls.Poll, d bot.Delivery, m webapi.Message) (bot.Letter, error) {
	if d.At.IsZero() {
		return c.inThread(p, d, m)
	}
	return c.again(d, d.At, m), nil
}

// again replaces an earlier message.
func (c *Composer) again(d bot.Delivery, stands polls.Place, m webapi.Message) bot.Letter {
	at := to(d, c.moved.current(stands.Channel))
	at.Message = stands.Message
	return c.sender.Update(at, m)
}

// ComposeSchedule implements [bot.Surface].
func (c *Composer) ComposeSchedule(s schedule.Schedule, d bot.Delivery) bot.Letter {
	return c.sender.Post(to(d, string(d.To)), c.scene(d.Topic.Workspace).ScheduleNotice(hinted(d.Detail, s.Hints())))
}
