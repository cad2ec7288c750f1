package bot

import (
	"context"
	"errors"
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

func (c *courier) run(ctx context.Context) error {
	changed, stop := c.bot.store.Subscribe()
	defer stop()
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
		batch, err := c.lease(ctx, n)
		for range n - len(batch) {
			free <- struct{}{}
		}
		for _, d := range batch {
			underWay.Go(func() {
				c.deliver(context.WithoutCancel(ctx), d)
				free <- struct{}{}
			})
		}
		if len(batch) < n {
			wait(ctx, changed, c.next(ctx, err))
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

func (c *courier) lease(ctx context.Context, n int) ([]storage.Delivery, error) {
	now := time.Now()
	batch, err := c.bot.store.Lease(ctx, now, now.Add(c.bot.opts.Lease), c.from, c.to, n)
	if err != nil && ctx.Err() == nil {
		c.bot.log.Error("the outbox cannot be read now", "err", err)
	}
	return batch, err
}

// next says when to look again: when the next notice is due, or soon after a fault.
func (c *courier) next(ctx context.Context, fault error) time.Time {
	at, ok, err := c.bot.store.NextDue(ctx, c.from, c.to)
	switch {
	case fault != nil || err != nil:
		return time.Now().Add(retryAfterFault)
	case !ok:
		return time.Time{}
	}
	return at
}

// deliver takes one notice as far as it goes now, and notes how far that was. ctx outlives the order to stop: what was
// begun is finished, within the lease.
func (c *courier) deliver(ctx context.Context, d storage.Delivery) {
	ctx, cancel := context.WithTimeout(ctx, c.bot.opts.Lease)
	defer cancel()
	result, change := c.attempt(ctx, d)
	c.bot.meter.delivered(d, result)
	if err := c.bot.store.Settle(ctx, d, result, change); err != nil {
		c.bot.log.Error("the fate of a notice was not stored; it will be looked for",
			"poll", d.Poll.Key(), "notice", d.Key, "fate", result.State, "err", err)
	}
}

// change is what the fate of a notice means for its poll.
type change func(*polls.Poll) ([]polls.Event, error)

func (c *courier) attempt(ctx context.Context, d storage.Delivery) (storage.Result, change) {
	letter, err := c.compose(ctx, d)
	switch {
	case errors.Is(err, ErrNotYet):
		return storage.Result{State: storage.Waiting, Next: time.Now().Add(soon)}, nil
	case err != nil:
		return c.unrendered(d, err)
	case letter == nil:
		return storage.Result{State: storage.Dropped}, nil
	}
	if d.Recover {
		at, found, err := letter.Find(ctx, d.Started)
		switch {
		case err != nil:
			return c.failed(d, err)
		case found:
			return sent(d, at)
		case time.Since(d.Started) < secondLook:
			return storage.Result{State: storage.Uncertain, Next: d.Started.Add(secondLook)}, nil
		case d.Unknown >= maxUnknown:
			return parked(d)
		}
	}
	at, err := letter.Send(ctx)
	if err != nil {
		return c.failed(d, err)
	}
	return sent(d, at)
}

func (c *courier) compose(ctx context.Context, d storage.Delivery) (letter Letter, err error) {
	err = c.bot.store.View(ctx, d.Poll, func(p *polls.Poll) error {
		letter, err = c.bot.surface.Compose(p, d)
		return err
	})
	return letter, err
}
