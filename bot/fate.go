package bot

import (
	"errors"
	"math/rand/v2"
	"time"

	"quorum/polls"
	"quorum/polls/phrase"
	"quorum/storage"
)

// How a send is tried again. A letter whose outcome is unknown is looked for after firstLook and again after secondLook, because a
// message may be visible only after a while. Then it is sent again and looked for after secondLook, until it has been tried
// maxUnknown times: a letter that never arrived, because the program was killed while it sent, must not be lost.
const (
	soon       = 500 * time.Millisecond // the first backoff of a notice that waits for another
	maxSoon    = 30 * time.Second
	firstLook  = 4 * time.Second
	secondLook = 15 * time.Second
	maxUnknown = 5
	maxBackoff = time.Minute
	barredFor  = time.Minute
)

// alreadyArrived returns the outcome of a letter that was found. It is not known which other polls are in it.
func alreadyArrived(d storage.Delivery, at polls.Place) (storage.Result, change) {
	if d.Kind == polls.NoticeReminder {
		return remindedAt(d, at, polls.Copy{})
	}
	return sent(d, at)
}

// remindedAt returns the outcome of a reminder that has arrived.
func remindedAt(d storage.Delivery, at polls.Place, c polls.Copy) (storage.Result, change) {
	return storage.Result{State: storage.Sent, At: at}, func(p *polls.Poll) ([]polls.Event, error) {
		return p.RecordReminder(time.Now(), d.To, c), nil
	}
}

func sent(d storage.Delivery, at polls.Place) (storage.Result, change) {
	return storage.Result{State: storage.Sent, At: at}, func(p *polls.Poll) ([]polls.Event, error) {
		switch d.Kind {
		case polls.NoticeCard:
			return p.PlaceCard(time.Now(), at), nil
		case polls.NoticeSummary:
			return p.PlaceSummary(time.Now(), at), nil
		case polls.NoticeQuestion:
			return p.MarkDelivered(time.Now(), d.To, at), nil
		case polls.NoticeReminder:
			return p.RecordReminder(time.Now(), d.To, polls.Copy{Place: at}), nil
		}
		return nil, nil
	}
}

// refreshed returns the outcome of a notice that stands for updating all questions: the notices of the next questions. It sends nothing.
func refreshed(d storage.Delivery) (storage.Result, change) {
	next := func(p *polls.Poll) []polls.Notice { return p.Refresh(d.Notice, time.Now()) }
	return storage.Result{State: storage.Sent, Then: next}, nil
}

// failed returns the outcome of a failure. It is the table of fates.
func (c courier) failed(d storage.Delivery, err error) (storage.Result, change) {
	f := &Failure{Fate: NotSent, Err: err}
	errors.As(err, &f)
	now := time.Now()
	switch f.Fate {
	case Limited:
		return storage.Result{State: storage.Retry, Next: now.Add(f.RetryAfter)}, nil
	case Barred:
		until := now.Add(barredFor)
		if c.bot.gate.close(now, until) {
			c.bot.log.Error("the credentials are refused; nothing can be delivered until they are mended", "err", f.Err)
		}
		return storage.Result{State: storage.Retry, Next: until, Why: f.Why}, nil
	case Refused:
		c.bot.log.Warn("a notice was refused", "about", d.Topic.Key(), "notice", d.Key, "err", f.Err)
		return storage.Result{State: storage.Failed, Why: f.Why}, lost(d, f.Why, f.Gone)
	case Unknown:
		look := firstLook
		if d.Unknown > 0 { // this look is the last one
			look = secondLook
		}
		return storage.Result{State: storage.Unknown, Next: now.Add(look), Counted: true, Why: f.Why}, nil
	case NotSent:
	}
	c.bot.log.Info("a notice could not be delivered yet", "about", d.Topic.Key(), "notice", d.Key, "tries", d.Attempts+1, "err", f.Err)
	return storage.Result{State: storage.Retry, Next: now.Add(backoff(d.Attempts)), Counted: true, Why: f.Why}, nil
}

// backoff doubles from one second to a minute. A random part keeps many letters from being tried again at the same time.
func backoff(attempts int) time.Duration {
	d := min(time.Second<<min(attempts, 10), maxBackoff)
	return d + rand.N(d/4)
}

// noticeBackoff returns how long to wait for another notice; it doubles from half a second to half a minute.
func noticeBackoff(attempts int) time.Duration { return min(soon<<min(attempts, 10), maxSoon) }

func givenUp(d storage.Delivery) (storage.Result, change) {
	const why = "nobody could say whether it arrived, though it was tried five times"
	return storage.Result{State: storage.Failed, Why: why}, lost(d, why, false)
}

// unread returns the outcome of a notice whose poll or schedule could not be read: it is tried again, unless the topic does not exist.
func (c courier) unread(d storage.Delivery, err error) (storage.Result, change) {
	c.bot.log.Error("a notice could not be written, since its poll could not be read", "about", d.Topic.Key(), "notice", d.Key, "err", err)
	if missing := (*phrase.Error)(nil); errors.As(err, &missing) {
		return storage.Result{State: storage.Failed, Why: missing.Text}, nil
	}
	if errors.Is(err, storage.ErrUnreadable) {
		c.bot.meter.skipped.WithLabelValues("notices").Inc()
		return storage.Result{State: storage.Retry, Next: time.Now().Add(min(firstRetry<<min(d.Attempts, 20), maxUnread)), Counted: true}, nil
	}
	return storage.Result{State: storage.Retry, Next: time.Now().Add(backoff(d.Attempts)), Counted: true}, nil
}

// unrenderable returns the outcome of a notice that cannot be rendered: it is given up, because trying again would not help.
func (c courier) unrenderable(d storage.Delivery, err error) (storage.Result, change) {
	c.bot.log.Error("a notice could not be written", "about", d.Topic.Key(), "notice", d.Key, "err", err)
	const why = "it could not be written; the log says why"
	return storage.Result{State: storage.Failed, Why: why}, lost(d, why, false)
}

// lost returns the change of a poll when a notice will never arrive. A stakeholder who was not asked is no longer waited for, and the
// asker is told of anything else that people would miss. An update that fails is not reported, except that of a card which no longer
// exists, because the summary would have been in its thread.
func lost(d storage.Delivery, why string, gone bool) change {
	return func(p *polls.Poll) ([]polls.Event, error) {
		switch {
		case d.Kind == polls.NoticeQuestion:
			return p.MarkUnreachable(time.Now(), d.To, why), nil
		case d.Kind == polls.NoticeCard && !p.Card.IsZero():
			if gone {
				return p.MarkCardGone(time.Now(), why), nil
			}
			return nil, nil
		case !d.At.IsZero():
			return nil, nil
		}
		return recordMissed(p, d, why), nil
	}
}

// recordMissed records a message that people will not get, once for each reason.
func recordMissed(p *polls.Poll, d storage.Delivery, why string) []polls.Event {
	known, noted := p.Undelivered(d.Kind)
	switch {
	case d.Kind == polls.NoticeCard || d.Kind.InThread():
		if !noted || known != why {
			return p.MarkUndelivered(time.Now(), d.Kind, why)
		}
	case d.Kind == polls.NoticeUndelivered && d.Detail == string(polls.NoticeSummary): // another person is told of a lost summary
		if !noted {
			return p.MarkUndelivered(time.Now(), d.Kind, why)
		}
	}
	return nil
}
