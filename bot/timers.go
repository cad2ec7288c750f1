package bot

import (
	"context"
	"sync/atomic"
	"time"

	"quorum/polls"
	"quorum/storage"
)

// clock is the loop that keeps time. It sleeps until the next timer is due, and begins a round with the timers that are due. Each kind
// has rounds of its own, so that a schedule that takes long to ask delays no deadline.
type clock struct {
	bot    *Bot
	chores map[polls.TopicKind]*chore
	ended  chan struct{} // signalled when a round has ended
}

// chore is how the timers of one kind are dealt with.
type chore struct {
	loop    string // its name in the log and in metrics
	atOnce  int    // how many timers are dealt with side by side
	deal    func(ctx context.Context, t storage.Timer) error
	off     retries[storage.Timer]
	running atomic.Bool
}

// clock returns the loop that keeps time. Without a guide schedules ask nothing.
func (b *Bot) clock(g Guide) *clock {
	c := &clock{bot: b, ended: make(chan struct{}, 1), chores: map[polls.TopicKind]*chore{
		polls.AboutPoll:   {loop: "deadlines", atOnce: 32, deal: b.tick}, // many at once share commits, for instance after a long sleep
		polls.AboutPerson: {loop: "digests", atOnce: 8, deal: b.list},
	}}
	if g != nil {
		c.chores[polls.AboutSchedule] = &chore{loop: "schedules", atOnce: 8, deal: func(ctx context.Context, t storage.Timer) error { return b.repeat(ctx, t, g) }}
	}
	return c
}

const (
	// dueAtOnce is how many timers of a kind are dealt with in one round.
	dueAtOnce = 100
	// calm is how long the loop lets changes gather when nothing is due soon.
	calm = 100 * time.Millisecond
	// retryAfterFault is how long background work pauses after the store failed.
	retryAfterFault = time.Second
)

// run keeps time until ctx ends.
func (c *clock) run(ctx context.Context) error {
	changed, stop := c.bot.store.Subscribe()
	defer stop()
	rounds, _ := c.bot.guard.Group(ctx)
	defer func() { _ = rounds.Wait() }() // a panic in one round does not end the others
	for ctx.Err() == nil {
		next, err := c.begin(ctx, rounds)
		if err != nil {
			if ctx.Err() == nil {
				c.bot.log.Error("what is due cannot be read now", "err", err)
			}
			next = time.Now().Add(retryAfterFault)
		}
		if ended := c.sleep(ctx, changed, next); ended {
			continue
		}
		if calm := time.Now().Add(calm); next.IsZero() || next.After(calm) {
			wait(ctx, nil, calm)
		}
	}
	return nil
}

// sleep waits for the given time, or for a change; the zero time never comes. It reports whether a round has ended.
func (c *clock) sleep(ctx context.Context, changed <-chan struct{}, until time.Time) (ended bool) {
	due, stop := at(until)
	defer stop()
	select {
	case <-ctx.Done():
	case <-due:
	case <-changed:
	case <-c.ended:
		return true
	}
	return false
}

// begin begins a round for each kind whose last round has ended, and returns when to call it again; the zero time when no timer is to
// come. The end of a running round is signalled.
func (c *clock) begin(ctx context.Context, rounds *Group) (next time.Time, err error) {
	putOff := 0
	for _, ch := range c.chores {
		putOff = max(putOff, ch.off.number())
	}
	now := time.Now()
	due, err := c.bot.store.DueTimers(ctx, now, dueAtOnce+putOff)
	if err != nil {
		return time.Time{}, err
	}
	next, _, err = c.bot.store.NextTimer(ctx, now)
	of := map[polls.TopicKind][]storage.Timer{}
	for _, t := range due {
		of[t.Kind] = append(of[t.Kind], t)
	}
	for kind, ch := range c.chores {
		if ch.running.Load() {
			continue
		}
		if ready := ch.off.ready(now, of[kind], dueAtOnce); len(ready) > 0 {
			ch.running.Store(true)
			rounds.Go(ch.loop, func() error { c.round(ctx, ch, ready); return nil })
			continue
		}
		next = ch.off.soonest(next)
	}
	return next, err
}

// round deals with timers that are due. A timer that fails does not hold up the others.
func (c *clock) round(ctx context.Context, ch *chore, due []storage.Timer) {
	defer func() {
		ch.running.Store(false)
		select {
		case c.ended <- struct{}{}:
		default:
		}
	}()
	if err := attend(ctx, c.bot, ch.loop, &ch.off, due, ch.atOnce, ch.deal); err != nil && ctx.Err() == nil {
		c.bot.log.Error(ch.loop+" cannot be kept now", "err", err)
		wait(ctx, nil, time.Now().Add(retryAfterFault))
	}
}

// tick closes a poll at its deadline, and reminds people before.
func (b *Bot) tick(ctx context.Context, t storage.Timer) error {
	id := t.Poll()
	var did []polls.Event
	err := b.store.Update(ctx, id, func(p *polls.Poll) ([]polls.Event, error) {
		did = p.Tick(time.Now())
		return did, nil
	})
	if err == nil && len(did) == 0 {
		err = errIdle
	}
	if err != nil {
		return err
	}
	if err := b.reminded(ctx, id, did); err != nil && ctx.Err() == nil {
		b.skip("deadlines", id.Key(), err) // the poll itself was changed
	}
	return nil
}

// wait returns when ctx ends, when something changed, or at the given time; the zero time never comes.
func wait(ctx context.Context, changed <-chan struct{}, until time.Time) {
	due, stop := at(until)
	defer stop()
	select {
	case <-ctx.Done():
	case <-changed:
	case <-due:
	}
}

// at returns a channel that is signalled at the given time, until stop is called.
func at(t time.Time) (due <-chan time.Time, stop func()) {
	if t.IsZero() {
		return nil, func() {}
	}
	timer := time.NewTimer(time.Until(t))
	return timer.C, func() { timer.Stop() }
}
