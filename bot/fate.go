package bot

import (
	"errors"
	"math/rand/v2"
	"time"

	"quorum/polls"
	"quorum/storage"
)

// How patience works. A send whose outcome is unknown is looked for after firstLook and again after secondLook, since a
// message may take a while to be seen; then it is sent once more; after maxUnknown such sends it is parked.
const (
	soon       = 500 * time.Millisecond // for what waits on another notice
	firstLook  = 4 * time.Second
	secondLook = 15 * time.Second
	maxUnknown = 2
	maxBackoff = 5 * time.Minute
	barredFor  = time.Minute
)

func sent(d storage.Delivery, at polls.Place) (storage.Result, change) {
	return storage.Result{State: storage.Sent, At: at}, func(p *polls.Poll) ([]polls.Event, error) {
		switch d.Kind {
		case polls.NoticeCard:
			return p.Place(time.Now(), at), nil
		case polls.NoticeQuestion:
			return p.Deliver(time.Now(), d.To, at), nil
		}
		return nil, nil
	}
}

// failed turns a failure into what the outbox does next.
func (c *courier) failed(d storage.Delivery, err error) (storage.Result, change) {
	f := &Failure{Fate: NotSent, Err: err}
	errors.As(err, &f)
	now := time.Now()
	switch f.Fate {
	case Limited:
		return storage.Result{State: storage.Waiting, Next: now.Add(f.RetryAfter)}, nil
	case Barred:
		c.bot.log.Error("Slack refuses the credentials; nothing can be delivered until they are mended", "err", f.Err)
		return storage.Result{State: storage.Waiting, Next: now.Add(barredFor), Why: f.Why}, nil
	case Refused:
		c.bot.log.Warn("a notice was refused", "poll", d.Poll.Key(), "notice", d.Key, "err", f.Err)
		return storage.Result{State: storage.Failed, Why: f.Why}, lost(d, f.Why)
	case Unknown:
		return storage.Result{State: storage.Uncertain, Next: now.Add(firstLook), Counted: true, Why: f.Why}, nil
	case NotSent:
	}
	c.bot.log.Info("a notice could not be delivered yet", "poll", d.Poll.Key(), "notice", d.Key, "tries", d.Attempts+1, "err", f.Err)
	return storage.Result{State: storage.Waiting, Next: now.Add(backoff(d.Attempts)), Counted: true, Why: f.Why}, nil
}

// backoff doubles from one second to five minutes, with a little chance so that many do not come back at once.
func backoff(attempts int) time.Duration {
	d := min(time.Second<<min(attempts, 10), maxBackoff)
	return d + rand.N(d/4)
}

func parked(d storage.Delivery) (storage.Result, change) {
	const why = "Slack did not say whether it arrived, twice"
	return storage.Result{State: storage.Failed, Why: why}, lost(d, why)
}

// unrendered gives up on a notice that cannot be written: trying again would not help.
func (c *courier) unrendered(d storage.Delivery, err error) (storage.Result, change) {
	c.bot.log.Error("a notice could not be rendered", "poll", d.Poll.Key(), "notice", d.Key, "err", err)
	if errors.Is(err, storage.ErrUnavailable) {
		return storage.Result{State: storage.Waiting, Next: time.Now().Add(retryAfterFault)}, nil
	}
	return storage.Result{State: storage.Failed, Why: err.Error()}, nil
}

// lost is what it means for a poll that a notice will never arrive: who was not asked cannot be waited for, and the
// asker hears of anything else that people would miss.
func lost(d storage.Delivery, why string) change {
	return func(p *polls.Poll) ([]polls.Event, error) {
		switch d.Kind {
		case polls.NoticeQuestion:
			return p.Fail(time.Now(), d.To, why), nil
		case polls.NoticeCard, polls.NoticeSummary, polls.NoticeFlip, polls.NoticeCancelled:
			return p.Lose(time.Now(), d.Kind, why), nil
		}
		return nil, nil
	}
}
