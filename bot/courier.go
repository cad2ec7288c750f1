package bot

import (
	"context"
	"errors"
	"runtime/debug"
	"time"

	"quorum/polls"
	"quorum/storage"
)

// courier delivers the notices of some lanes. It leases only as many as it has free workers, so that an urgent notice waits for these
// at most.
type courier struct {
	bot      *Bot
	from, to polls.Lane
	workers  int
}

func (c courier) run(ctx context.Context) error {
	free := make(chan struct{}, c.workers)
	for range c.workers {
		free <- struct{}{}
	}
	underWay, _ := c.bot.guard.Group(ctx)
	defer func() { _ = underWay.Wait() }() // a panic in one does not end the others
	for {
		n := waitForFree(ctx, free)
		if n == 0 {
			return nil
		}
		groups := groupReminders(c.next(ctx, n))
		for range n - len(groups) {
			free <- struct{}{}
		}
		for i, g := range groups {
			underWay.Go("couriers", func() error {
				if i < n { // notices beyond n have no worker of their own
					defer func() { free <- struct{}{} }()
				}
				c.deliver(ctx, g)
				return nil
			})
		}
	}
}

// waitForFree waits for a free worker and returns how many are free; 0 when ctx has ended.
func waitForFree(ctx context.Context, free chan struct{}) int {
	select {
	case <-ctx.Done():
		return 0
	case <-free:
	}
	if ctx.Err() != nil {
		return 0
	}
	n := 1
	for {
		select {
		case <-free:
			n++
		default:
			return n
		}
	}
}

// next waits until notices are due and leases up to n. It returns nothing when ctx has ended, and when the caller should count its
// free workers again.
func (c courier) next(ctx context.Context, n int) []storage.Delivery {
	if at, shut := c.bot.gate.opens(time.Now()); shut {
		wait(ctx, nil, at)
		return nil
	}
	claim := c.bot.store.Claim(c.from, c.to, c.claims(n), c.bot.opts.Lease)
	at := c.nextDue(ctx) // this is cheaper than leasing nothing
	if !isDue(at) {
		wait(ctx, claim.Done(), at)
		if c.gathers() {
			wait(ctx, nil, time.Now().Add(calm))
		}
	}
	batch := claim.Take()
	if len(batch) > 0 || ctx.Err() != nil || !isDue(at) {
		return batch
	}
	return c.lease(ctx, n)
}

func isDue(at time.Time) bool { return !at.IsZero() && !at.After(time.Now()) }

// gathers reports whether the notices of these lanes are not urgent, so that several changes can be one message.
func (c courier) gathers() bool { return c.from > polls.LaneQuestion }

func (c courier) claims(n int) int {
	if c.gathers() {
		return 0
	}
	return n
}

// lease takes up to n notices that are due.
func (c courier) lease(ctx context.Context, n int) []storage.Delivery {
	now := time.Now()
	batch, err := c.bot.store.Lease(ctx, now, now.Add(c.bot.opts.Lease), c.from, c.to, n)
	if err != nil && ctx.Err() == nil {
		c.bot.log.Error("the outbox cannot be read now", "err", err)
		wait(ctx, nil, time.Now().Add(retryAfterFault))
	}
	return batch
}

// nextDue returns when the next notice is due; after a fault, a time soon.
func (c courier) nextDue(ctx context.Context) time.Time {
	at, ok, err := c.bot.store.NextDue(ctx, c.from, c.to)
	switch {
	case err != nil:
		return time.Now().Add(retryAfterFault)
	case !ok:
		return time.Time{}
	}
	return at
}

// deliver tries to deliver the notices of one message, mostly one notice, and stores the result. After ctx has ended it goes on while
// the lease lasts.
func (c courier) deliver(ctx context.Context, group []storage.Delivery) {
	ends := time.Now().Add(c.bot.opts.Lease)
	trying, cancel := context.WithDeadline(context.WithoutCancel(ctx), ends.Add(-c.bot.opts.Lease/5))
	defer cancel()
	for i, o := range c.try(ComingBack(trying), group) {
		c.bot.meter.delivered(group[i], o.result)
		c.settle(ctx, ends, group[i], o.result, o.change)
	}
}

// settle stores the result of a notice. When the store fails, it tries again until the lease ends, because a letter that is sent and
// not stored as sent has to be looked for.
func (c courier) settle(ctx context.Context, ends time.Time, d storage.Delivery, result storage.Result, change change) {
	if d.Topic.Kind != polls.AboutPoll {
		change = nil
	}
	if result.State == storage.Sent && (d.Kind == polls.NoticeRecorded || d.Kind == polls.NoticeCopies) { // updates, which may be sent twice
		c.bot.store.SettleLater(d, result)
		return
	}
	storing, cancel := context.WithDeadline(context.WithoutCancel(ctx), ends)
	defer cancel()
	for {
		err := c.bot.store.Settle(storing, d, result, change)
		switch {
		case err == nil:
			return
		case errors.Is(err, storage.ErrLeaseLost):
			c.bot.log.Info("a notice took so long that it was given to somebody else", "about", d.Topic.Key(), "notice", d.Key)
			return
		case errors.Is(err, storage.ErrUnreadable):
			c.bot.skip("notices", d.Topic.Key(), err)
			return
		case errors.Is(err, storage.ErrUnavailable) && ctx.Err() == nil && time.Now().Add(retryAfterFault).Before(ends):
			wait(ctx, nil, time.Now().Add(retryAfterFault))
		default:
			c.bot.log.Error("the fate of a notice was not stored; it will be looked for",
				"about", d.Topic.Key(), "notice", d.Key, "fate", result.State, "err", err)
			return
		}
	}
}

// change is a change of a poll.
type change = func(*polls.Poll) ([]polls.Event, error)

// outcome is the result of a notice, and the change of its poll that follows.
type outcome struct {
	result storage.Result
	change change
}

func outcomeOf(r storage.Result, then change) outcome { return outcome{r, then} }

// try tries to deliver the notices of one message. It survives a panic.
func (c courier) try(ctx context.Context, group []storage.Delivery) (all []outcome) {
	defer func() {
		if fault := recover(); fault != nil {
			err := c.bot.guard.Caught(loopOf(group[0].Kind), fault, debug.Stack())
			all = nil
			for _, d := range group {
				all = append(all, outcomeOf(c.unrenderable(d, err)))
			}
		}
	}()
	switch group[0].Kind {
	case polls.NoticeDigest:
		return []outcome{c.digest(ctx, group[0])}
	case polls.NoticeReply:
		return []outcome{c.reply(ctx, group[0])}
	case polls.NoticeSchedule:
		return []outcome{outcomeOf(c.ofSchedule(ctx, group[0]))}
	case polls.NoticeReminder:
		return c.remind(ctx, group)
	case polls.NoticeRefresh:
		return []outcome{outcomeOf(refreshed(group[0]))}
	case polls.NoticeCopies:
		return []outcome{outcomeOf(c.copies(ctx, group[0]))}
	}
	return []outcome{outcomeOf(c.attempt(ctx, group[0]))}
}

// loopOf returns the loop under which a panic over a notice is counted.
func loopOf(kind polls.NoticeKind) string {
	switch kind {
	case polls.NoticeDigest:
		return "digests"
	case polls.NoticeReply:
		return "requests"
	case polls.NoticeSchedule:
		return "schedules"
	case polls.NoticeReminder:
		return "reminders"
	}
	return "couriers"
}

func (c courier) attempt(ctx context.Context, d storage.Delivery) (storage.Result, change) {
	var letter Letter
	result, change, rendered := c.render(ctx, d, func(p *polls.Poll) (err error) {
		letter, err = c.bot.surface.Compose(p, shown(d))
		return err
	})
	switch {
	case !rendered:
		return result, change
	case letter == nil:
		return storage.Result{State: storage.Dropped}, nil
	}
	return c.send(ctx, d, letter)
}

// send sends a letter, unless it has already arrived.
func (c courier) send(ctx context.Context, d storage.Delivery, letter Letter) (storage.Result, change) {
	if d.Recover {
		if result, change, known := c.recover(ctx, d, letter); known {
			return result, change
		}
	}
	at, err := letter.Send(ctx)
	if err != nil {
		return c.failed(d, err)
	}
	return sent(d, at)
}

// render calls write with the poll of a notice, and again after a look-up if write needs one. When the notice cannot be rendered, or
// not yet, ok is false, and result and change are the outcome.
func (c courier) render(ctx context.Context, d storage.Delivery, write func(*polls.Poll) error) (result storage.Result, change change, ok bool) {
	wrong, err := c.look(ctx, d, write)
	if first := (*Unprepared)(nil); errors.As(wrong, &first) {
		if err := first.Prepare(ctx); err != nil {
			result, change = c.failed(d, err)
			return result, change, false
		}
		wrong, err = c.look(ctx, d, write)
	}
	switch later := (*Later)(nil); {
	case err != nil:
		result, change = c.unread(d, err)
	case errors.As(wrong, &later):
		result = storage.Result{State: storage.Retry, Next: later.At}
	case errors.Is(wrong, ErrNotYet), errors.As(wrong, new(*Unprepared)):
		result = storage.Result{State: storage.Retry, Next: time.Now().Add(noticeBackoff(d.Attempts)), Counted: true}
	case wrong != nil:
		result, change = c.unrenderable(d, wrong)
	default:
		return result, nil, true
	}
	return result, change, false
}

// look calls write with the poll of a notice. wrong is the error of write, err that of reading the poll.
func (c courier) look(ctx context.Context, d storage.Delivery, write func(*polls.Poll) error) (wrong, err error) {
	err = c.bot.store.View(ctx, d.Topic.Poll(), func(p *polls.Poll) error {
		wrong = write(p)
		return nil
	})
	return wrong, err
}
