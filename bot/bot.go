package bot

import (
	"context"
	"errors"
	"log/slog"
	"slices"
	"sync/atomic"
	"time"

	"quorum/polls"
	"quorum/polls/figures"
	"quorum/polls/forecast"
	"quorum/polls/worktime"
	"quorum/storage"

	"github.com/prometheus/client_golang/prometheus"
)

// Options are what an operator may set. The zero Options work.
type Options struct {
	Admins  []polls.Person    // may close, cancel and remind everybody's polls
	Default polls.Rule        // for what an asker does not say; zero: that of [polls.Rule.Complete]
	Work    worktime.Calendar // of whoever has said nothing else: hours, and the region of public holidays
	Log     *slog.Logger      // nil: nothing is logged
	Metrics prometheus.Registerer
	Guard   *Guard        // of what runs in the background; nil: one that logs to Log and counts in Metrics
	Workers int           // questions under way at once; 0: 8
	Lease   time.Duration // how long a letter may be under way before another process may ask after it; 0: 30 s
}

// Bot runs polls: see the package. It is safe for concurrent use.
type Bot struct {
	store   *storage.Store
	surface Surface
	opts    Options
	log     *slog.Logger
	meter   *meter
	guard   *Guard
	acts    *memory
	pace    *worked[forecast.Pace]
	books   *worked[[]figures.Account]
	heavy   retries[polls.ID] // of weighing
	gate    gate
	awake   atomic.Int64 // since when it runs, in unix nanoseconds
}

// New makes a bot over a store and a surface. [Bot.Run] starts its background work.
func New(store *storage.Store, surface Surface, opts Options) *Bot {
	if opts.Workers == 0 {
		opts.Workers = 8
	}
	if opts.Lease == 0 {
		opts.Lease = 30 * time.Second
	}
	if opts.Log == nil {
		opts.Log = slog.New(slog.DiscardHandler)
	}
	if opts.Guard == nil {
		opts.Guard = NewGuard(opts.Log, opts.Metrics)
	}
	b := &Bot{
		store: store, surface: surface, opts: opts, log: opts.Log, meter: newMeter(opts.Metrics), guard: opts.Guard, acts: newMemory(),
	}
	b.pace = newWorked(b.guard, "forecasts", paceLasts, b.learn)
	b.books = newWorked(b.guard, "figures", accountsLast, b.accounts)
	return b
}

// How many letters that somebody waits for, and how many of the rest, are under way at once. Each kind has workers of
// its own: a summary is never behind a thousand questions, nor is the number on a card.
const (
	ackWorkers    = 32 // a hundred clicks a second are shown at once, also when each call takes Slack 300 ms
	urgentWorkers = 16
	otherWorkers  = 4
)

// Run delivers notices, keeps deadlines and asks what schedules ask, with guide, until ctx ends; what is under way then is
// finished first, for at most the length of a lease. Without a guide schedules ask nothing. Run returns nil after ctx ends,
// and an error when the work cannot go on.
func (b *Bot) Run(ctx context.Context, guide Guide) error {
	b.wake(ctx)
	g, ctx := b.guard.Group(ctx)
	for _, c := range []courier{
		{bot: b, from: polls.LaneAck, to: polls.LaneAck, workers: ackWorkers}, // these may wait for chat.update's scarce turns
		{bot: b, from: polls.LaneCard, to: polls.LaneCard, workers: urgentWorkers},
		{bot: b, from: polls.LaneQuestion, to: polls.LaneQuestion, workers: b.opts.Workers},
		{bot: b, from: polls.LaneReminder, to: polls.LaneReminder, workers: otherWorkers}, // these may wait to learn who is not to be disturbed
		{bot: b, from: polls.LaneUpdate, to: polls.LaneUpdate, workers: otherWorkers},
		{bot: b, from: polls.LaneRefresh, to: polls.LaneRefresh, workers: 1},
	} {
		g.Keep(ctx, "couriers", c.run)
	}
	g.Keep(ctx, "timers", b.clock(guide).run)
	g.Keep(ctx, "weighing", b.keepWeighing)
	err := g.Wait()
	if ctx.Err() != nil && (err == nil || errors.Is(err, context.Canceled)) {
		return nil
	}
	return err
}

// wake finds out whether what is to be sent may have been sent already.
func (b *Bot) wake(ctx context.Context) {
	now := time.Now()
	b.awake.Store(now.UnixNano())
	gone, err := b.store.Wake(ctx, now)
	switch {
	case err != nil && ctx.Err() == nil:
		b.log.Error("it could not be found out whether the database was put back; what it has to send may be sent twice", "err", err)
	case gone > 0:
		b.log.Info("nothing was stored for a while; what was asked before is looked for before it is posted", "for", gone.Round(time.Second))
	}
}

// Ready says whether answers can be stored now.
func (b *Bot) Ready(ctx context.Context) error { return b.store.Writable(ctx) }

// Work is when people work of whom nothing else is known.
func (b *Bot) Work() worktime.Calendar { return b.opts.Work }

func (b *Bot) actor(who polls.Person) polls.Actor {
	return polls.Actor{Person: who, Admin: slices.Contains(b.opts.Admins, who)}
}
