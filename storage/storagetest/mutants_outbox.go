package storagetest

import (
	"context"
	"errors"
	"slices"
	"strconv"
	"time"

	"quorum/polls"
	"quorum/storage"
)

// misled is a store whose outbox and timers get wrong arguments or return wrong results.
type misled struct {
	Store
	ask    func(q *leasing)
	leased func([]storage.Delivery) []storage.Delivery
	settle func(ctx context.Context, s Store, d storage.Delivery, r storage.Result, do change) error
	due    func(from, to polls.Lane, at time.Time, ok bool) (polls.Lane, polls.Lane, time.Time, bool)
	tick   func(at time.Time, ok bool) (time.Time, bool)
	over   func(now *time.Time, n *int)
	timers func(t storage.Timer) bool
	listen func() (<-chan struct{}, func())
}

type leasing struct {
	now, until time.Time
	from, to   polls.Lane
	n          int
}

func (m misled) Lease(ctx context.Context, now, until time.Time, from, to polls.Lane, n int) ([]storage.Delivery, error) {
	q := leasing{now, until, from, to, n}
	if m.ask != nil {
		m.ask(&q)
	}
	got, err := m.Store.Lease(ctx, q.now, q.until, q.from, q.to, q.n)
	if m.leased != nil {
		got = m.leased(got)
	}
	return got, err
}

func (m misled) Claim(from, to polls.Lane, n int, last time.Duration) *storage.Claim {
	q := leasing{from: from, to: to, n: n, until: time.Time{}.Add(last)}
	if m.ask != nil {
		m.ask(&q)
	}
	return m.Store.Claim(q.from, q.to, q.n, q.until.Sub(q.now))
}

func (m misled) Settle(ctx context.Context, d storage.Delivery, r storage.Result, do func(*polls.Poll) ([]polls.Event, error)) error {
	if m.settle == nil {
		return m.Store.Settle(ctx, d, r, do)
	}
	return m.settle(ctx, m.Store, d, r, do)
}

func (m misled) NextDue(ctx context.Context, from, to polls.Lane) (time.Time, bool, error) {
	if m.due != nil {
		from, to, _, _ = m.due(from, to, time.Time{}, false)
	}
	at, ok, err := m.Store.NextDue(ctx, from, to)
	if m.due != nil {
		_, _, at, ok = m.due(from, to, at, ok)
	}
	return at, ok, err
}

func (m misled) NextTimer(ctx context.Context, after time.Time) (time.Time, bool, error) {
	at, ok, err := m.Store.NextTimer(ctx, after)
	if m.tick != nil {
		at, ok = m.tick(at, ok)
	}
	return at, ok, err
}

func (m misled) DueTimers(ctx context.Context, now time.Time, n int) ([]storage.Timer, error) {
	if m.over != nil {
		m.over(&now, &n)
	}
	all, err := m.Store.DueTimers(ctx, now, n)
	if m.timers != nil {
		all = slices.DeleteFunc(all, func(t storage.Timer) bool { return !m.timers(t) })
	}
	return all, err
}

func (m misled) Subscribe() (<-chan struct{}, func()) {
	if m.listen == nil {
		return m.Store.Subscribe()
	}
	return m.listen()
}

// asks returns a mutant that leases with other arguments.
func asks(ask func(q *leasing)) func(Store) Store {
	return func(s Store) Store { return misled{Store: s, ask: ask} }
}

// says returns a mutant that changes each leased delivery.
func says(say func(d *storage.Delivery)) func(Store) Store {
	return func(s Store) Store {
		return misled{Store: s, leased: func(all []storage.Delivery) []storage.Delivery {
			for i := range all {
				say(&all[i])
			}
			return all
		}}
	}
}

// settles returns a mutant that stores other results.
func settles(settle func(ctx context.Context, s Store, d storage.Delivery, r storage.Result, do change) error) func(Store) Store {
	return func(s Store) Store { return misled{Store: s, settle: settle} }
}

func outboxMutants() []mutant {
	return []mutant{
		{"lanes are ignored", "notices are leased by lane and by time", asks(func(q *leasing) { q.from, q.to = 0, anyLane })},
		{"what is not due is leased", "what did not arrive is due again", asks(func(q *leasing) { q.now = q.now.Add(100 * time.Hour) })},
		{"more is leased than was asked for", "notices are leased by lane and by time", asks(func(q *leasing) { q.n++ })},
		{"a lease never runs out", "a lease that has run out is to be recovered", asks(func(q *leasing) { q.until = q.until.Add(1000 * time.Hour) })},
		{"a lease runs out at once", "a lease is one holder's", asks(func(q *leasing) { q.until = q.now })},
		{"claims are of any lane", "what comes is leased for who claims it", asks(func(q *leasing) { q.from, q.to = 0, anyLane })},
		{"more is claimed than was asked for", "a claim gets what it asked for", asks(func(q *leasing) { q.n++ })},
		{"a claim of nothing leases", "a claim gets what it asked for", asks(func(q *leasing) { q.n = max(q.n, 1) })},
		{"what was claimed never runs out", "what was claimed and not settled is to be recovered", asks(func(q *leasing) { q.until = q.until.Add(1000 * time.Hour) })},
		{"what was claimed runs out at once", "what comes is leased for who claims it", asks(func(q *leasing) { q.until = q.now })},
		{"a delivery is leased twice", "a crowd is told, each once", func(s Store) Store {
			return misled{Store: s, leased: func(all []storage.Delivery) []storage.Delivery { return append(all, all...) }}
		}},
		{"a summary is never leased", "a crowd is told, each once", hideIf(func(d storage.Delivery) bool { return d.Kind == polls.NoticeSummary })},
		{"what is armed again is forgotten", "what was sent and is armed again is a new sending", hideIf(func(d storage.Delivery) bool { return d.Revision > 0 })},
		{"what is to be recovered looks new", "a lease that has run out is to be recovered", says(func(d *storage.Delivery) { d.Recover = false })},
		{"unknown outcomes are not counted", "what may have arrived is looked for", says(func(d *storage.Delivery) { d.Unknown = 0 })},
		{"attempts are not counted", "what did not arrive is due again", says(func(d *storage.Delivery) { d.Attempts = 0 })},
		{"the first try's time is lost", "what may have arrived is looked for", says(func(d *storage.Delivery) { d.Started = time.Time{} })},
		{"where it stands is lost", "what was sent and is armed again is a new sending", says(func(d *storage.Delivery) { d.At = polls.Place{} })},
		{"a new sending has the old id", "what was sent and is armed again is a new sending", says(func(d *storage.Delivery) { d.ID = d.Topic.Key() + d.Key + "0000000000000000000000000" })},
		{"every try has another id", "a lease that has run out is to be recovered", says(func(d *storage.Delivery) { d.ID = d.ID[:35] + strconv.Itoa(d.Attempts+d.Unknown) })},
	}
}

func fateMutants() []mutant {
	return []mutant{
		{"what was sent is sent again", "what was sent is not sent again", settles(func(ctx context.Context, s Store, d storage.Delivery, r storage.Result, do change) error {
			if r.State == storage.Sent {
				r = storage.Result{State: storage.Retry, Next: d.Due}
			}
			return s.Settle(ctx, d, r, do)
		})},
		{"a pause is ignored", "what did not arrive is due again", settles(func(ctx context.Context, s Store, d storage.Delivery, r storage.Result, do change) error {
			r.Next = time.Time{}
			return s.Settle(ctx, d, r, do)
		})},
		{"the meaning of a fate is forgotten", "the fate of a notice and what it means are one", settles(func(ctx context.Context, s Store, d storage.Delivery, r storage.Result, _ change) error {
			return s.Settle(ctx, d, r, nil)
		})},
		{"what is told next is forgotten", "what is told next is one with the fate", settles(func(ctx context.Context, s Store, d storage.Delivery, r storage.Result, do change) error {
			r.Then = nil
			return s.Settle(ctx, d, r, do)
		})},
		{"a fate is stored before its meaning", "a failed meaning leaves the fate open", settles(func(ctx context.Context, s Store, d storage.Delivery, r storage.Result, do change) error {
			if err := s.Settle(ctx, d, r, nil); err != nil || do == nil {
				return err
			}
			return s.Update(ctx, d.Topic.Poll(), do)
		})},
		{"a meaning is stored without its fate", "a crowd is told, each once", settles(func(ctx context.Context, s Store, d storage.Delivery, _ storage.Result, do change) error {
			return s.Update(ctx, d.Topic.Poll(), do)
		})},
		{"a late settle is taken for good", "a late settle changes only what it knows", settles(func(ctx context.Context, s Store, d storage.Delivery, r storage.Result, do change) error {
			if err := s.Settle(ctx, d, r, do); !errors.Is(err, storage.ErrLeaseLost) {
				return err
			}
			return nil
		})},
		{"any result is taken", "a wrong result is refused", settles(func(ctx context.Context, s Store, d storage.Delivery, r storage.Result, do change) error {
			if err := s.Settle(ctx, d, r, do); err != nil && r.State != "lost" {
				return err
			}
			return nil
		})},
	}
}

func timerMutants() []mutant {
	return []mutant{
		{"nothing is ever next", "the outbox says when it has something next", func(s Store) Store {
			return misled{Store: s, due: func(from, to polls.Lane, _ time.Time, _ bool) (polls.Lane, polls.Lane, time.Time, bool) {
				return from, to, time.Time{}, false
			}}
		}},
		{"what is next is that of every lane", "the outbox says when it has something next", func(s Store) Store {
			return misled{Store: s, due: func(_, _ polls.Lane, at time.Time, ok bool) (polls.Lane, polls.Lane, time.Time, bool) {
				return 0, anyLane, at, ok
			}}
		}},
		{"no deadline is known", "the next deadline is known", func(s Store) Store {
			return misled{Store: s, tick: func(time.Time, bool) (time.Time, bool) { return time.Time{}, false }}
		}},
		{"deadlines are a minute late", "the next deadline is known", func(s Store) Store {
			return misled{Store: s, tick: func(at time.Time, ok bool) (time.Time, bool) { return at.Add(time.Minute), ok }}
		}},
		{"everything is overdue", "what is overdue comes in order", func(s Store) Store {
			return misled{Store: s, over: func(now *time.Time, _ *int) { *now = now.Add(100 * time.Hour) }}
		}},
		{"all that is overdue comes", "what is overdue comes in order", func(s Store) Store {
			return misled{Store: s, over: func(_ *time.Time, n *int) { *n = 100 }}
		}},
		{"digests are never due", "there are timers of each kind", func(s Store) Store {
			return misled{Store: s, timers: func(t storage.Timer) bool { return t.Kind != polls.AboutPerson }}
		}},
		{"nobody is told of news", "who subscribes is told", func(s Store) Store {
			return misled{Store: s, listen: func() (<-chan struct{}, func()) { return make(chan struct{}), func() {} }}
		}},
		{"one of two is told of news", "who subscribes is told", func(s Store) Store {
			c, _ := s.Subscribe()
			return misled{Store: s, listen: func() (<-chan struct{}, func()) { return c, func() {} }}
		}},
	}
}

// hideIf returns a mutant that never leases some deliveries.
func hideIf(hidden func(d storage.Delivery) bool) func(Store) Store {
	return func(s Store) Store {
		return misled{Store: s, leased: func(all []storage.Delivery) (rest []storage.Delivery) {
			for _, d := range all {
				if !hidden(d) {
					rest = append(rest, d)
				}
			}
			return rest
		}}
	}
}
