package bot

import (
	"context"
	"errors"
	"fmt"
	"runtime/debug"
	"sync"
	"time"

	"quorum/polls"
	"quorum/storage"
)

// courier delivers the notices of some lanes. It leases as many as it has free workers, so that what is urgent is never
// behind more than those.
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
	var underWay sync.WaitGroup
	defer underWay.Wait()
	for {
		n := take(ctx, free)
		if n == 0 {
			return nil
		}
		batch := c.next(ctx, n)
		for range n - len(batch) {
			free <- struct{}{}
		}
		for _, d := range batch {
			underWay.Go(func() {
				c.deliver(ctx, d)
				free <- struct{}{}
			})
		}
	}
}

// take waits for one free worker and returns how many are free; 0 when ctx ended.
func take(ctx context.Context, free chan struct{}) int {
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

// next waits until something is due, or may be, and leases up to n of it; nothing when ctx has ended, or when it is worth
// looking how many workers are free by now.
func (c courier) next(ctx context.Context, n int) []storage.Delivery {
	if at, shut := c.bot.gate.opens(time.Now()); shut {
		wait(ctx, nil, at)
		return nil
	}
	claim := c.bot.store.Claim(c.from, c.to, c.claims(n), c.bot.opts.Lease)
	at := c.nextDue(ctx) // asking what is due is cheaper than leasing nothing
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

// gathers says that nobody waits for what is in these lanes, so that several changes can be told as one.
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

// nextDue is when the next notice is due, or soon after a fault.
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

// deliver takes one notice as far as it goes now, and stores how far that was. What was begun is finished after ctx has
// ended, as long as the lease lasts.
func (c courier) deliver(ctx context.Context, d storage.Delivery) {
	ends := time.Now().Add(c.bot.opts.Lease)
	trying, cancel := context.WithDeadline(context.WithoutCancel(ctx), ends.Add(-c.bot.opts.Lease/5))
	defer cancel()
	result, change := c.try(trying, d)
	c.bot.meter.delivered(d, result)
	c.settle(ctx, ends, d, result, change)
}

// settle stores what became of a notice. While the store cannot, it tries again until the lease ends, since what is sent
// and not stored has to be looked for.
func (c courier) settle(ctx context.Context, ends time.Time, d storage.Delivery, result storage.Result, change change) {
	storing, cancel := context.WithDeadline(context.WithoutCancel(ctx), ends)
	defer cancel()
	for {
		err := c.bot.store.Settle(storing, d, result, change)
		switch {
		case err == nil:
			return
		case errors.Is(err, storage.ErrLeaseLost):
			c.bot.log.Info("a notice took so long that it was given to somebody else", "poll", d.Poll.Key(), "notice", d.Key)
			return
		case errors.Is(err, storage.ErrUnavailable) && ctx.Err() == nil && time.Now().Add(retryAfterFault).Before(ends):
			wait(ctx, nil, time.Now().Add(retryAfterFault))
		default:
			c.bot.log.Error("the fate of a notice was not stored; it will be looked for",
				"poll", d.Poll.Key(), "notice", d.Key, "fate", result.State, "err", err)
			return
		}
	}
}

// change is what a caller does to a poll, or what the fate of a notice means for it.
type change = func(*polls.Poll) ([]polls.Event, error)

// try is attempt, which it survives.
func (c courier) try(ctx context.Context, d storage.Delivery) (result storage.Result, change change) {
	defer func() {
		if fault := recover(); fault != nil {
			result, change = c.unwritten(d, fmt.Errorf("panic: %v\n%s", fault, debug.Stack()))
		}
	}()
	return c.attempt(ctx, d)
}

func (c courier) attempt(ctx context.Context, d storage.Delivery) (storage.Result, change) {
	letter, wrong, err := c.compose(ctx, d)
	if first := (*Unprepared)(nil); errors.As(wrong, &first) {
		if err := first.Prepare(ctx); err != nil {
			return c.failed(d, err)
		}
		letter, wrong, err = c.compose(ctx, d)
	}
	switch {
	case err != nil:
		return c.unread(d, err)
	case errors.Is(wrong, ErrNotYet), errors.As(wrong, new(*Unprepared)):
		return storage.Result{State: storage.Waiting, Next: time.Now().Add(patience(d.Attempts)), Counted: true}, nil
	case wrong != nil:
		return c.unwritten(d, wrong)
	case letter == nil:
		return storage.Result{State: storage.Dropped}, nil
	}
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

// recover looks for a letter that may have arrived. known is false when it has not and is to be sent again.
func (c courier) recover(ctx context.Context, d storage.Delivery, letter Letter) (result storage.Result, change change, known bool) {
	at, found, err := letter.Find(ctx, d.Started)
	switch {
	case err != nil:
		result, change = c.failed(d, err)
	case found:
		result, change = sent(d, at)
	case d.Unknown >= maxUnknown && d.At.IsZero(): // what stands somewhere is changed, and that can be done twice
		result, change = parked(d)
	case time.Since(d.Started) < secondLook:
		result = storage.Result{State: storage.Uncertain, Next: d.Started.Add(secondLook)}
	default:
		return storage.Result{}, nil, false
	}
	return result, change, true
}

// compose has a notice written. wrong says that it cannot be, err that its poll cannot be read now.
func (c courier) compose(ctx context.Context, d storage.Delivery) (letter Letter, wrong, err error) {
	err = c.bot.store.View(ctx, d.Poll, func(p *polls.Poll) error {
		letter, wrong = c.bot.surface.Compose(p, d)
		return nil
	})
	return letter, wrong, err
}
