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
	Admins  []polls.Person    // people who may close, cancel and remind all polls
	Default polls.Rule        // fills in what an asker leaves out; zero: that of [polls.Rule.Complete]
	Work    worktime.Calendar // working hours and holidays of people who have set none
	Log     *slog.Logger      // nil: nothing is logged
	Metrics prometheus.Registerer
	Guard   *Guard        // of background work; nil: one that logs to Log and counts in Metrics
	Workers int           // how many questions are sent at once; 0: 8
	Lease   time.Duration // how long a delivery is leased; 0: 30 s
}

// Bot runs polls: see the package. It is safe for concurrent use.
type Bot struct {
	store     *storage.Store
	surface   Surface
	opts      Options
	log       *slog.Logger
	meter     *meter
	guard     *Guard
	acts      *memory
	pace      *worked[forecast.Pace]
	books     *worked[[]figures.Account]
	unweighed retries[polls.ID] // of polls that could not be weighed
	gate      gate
	begun     atomic.Int64 // when Run began, in unix nanoseconds
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

// How many letters of a lane are sent at once. Each lane has workers of its own, so that neither a summary nor the number on a card
// waits for a thousand questions.
const (
	ackWorkers    = 32 // enough for a hundred clicks a second when each call to Slack takes 300 ms
	urgentWorkers = 16
	otherWorkers  = 4
)

// Run delivers notices, keeps deadlines, asks what schedules ask and carries out what was accepted, until ctx ends; what is
// under way then is finished first, for at most the length of a lease. Without a guide schedules ask nothing, and nothing is
// carried out. Run returns nil after ctx ends, and an error when the work cannot go on.
func (b *Bot) Run(ctx context.Context, guide Guide) error {
	b.wake(ctx)
	g, ctx := b.guard.Group(ctx)
	for _, c := range []courier{
		{bot: b, from: polls.LaneAck, to: polls.LaneAck, workers: ackWorkers}, // the limit of chat.update may slow these
		{bot: b, from: polls.LaneCard, to: polls.LaneCard, workers: urgentWorkers},
		{bot: b, from: polls.LaneQuestion, to: polls.LaneQuestion, workers: b.opts.Workers},
		{bot: b, from: polls.LaneReminder, to: polls.LaneReminder, workers: otherWorkers}, // these may wait for a look-up of who must not be disturbed
		{bot: b, from: polls.LaneUpdate, to: polls.LaneUpdate, workers: otherWorkers},
		{bot: b, from: polls.LaneRefresh, to: polls.LaneRefresh, workers: 1},
	} {
		g.Keep(ctx, "couriers", c.run)
	}
	g.Keep(ctx, "timers", b.clock(guide).run)
	g.Keep(ctx, "weighing", b.keepWeighing)
	g.Keep(ctx, "purging", b.purging)
	if guide != nil {
		g.Keep(ctx, "requests", func(ctx context.Context) error { return b.carrying(ctx, guide) })
	}
	err := g.Wait()
	if ctx.Err() != nil && (err == nil || errors.Is(err, context.Canceled)) {
		return nil
	}
	return err
}

// wake prepares the store for delivering: after a gap, letters may have been sent already, see [storage.Store.Wake].
func (b *Bot) wake(ctx context.Context) {
	now := time.Now()
	b.begun.Store(now.UnixNano())
	gone, err := b.store.Wake(ctx, now)
	switch {
	case err != nil && ctx.Err() == nil:
		b.log.Error("it could not be found out whether the database was put back; what it has to send may be sent twice", "err", err)
	case gone > 0:
		b.log.Info("nothing was stored for a while; what was asked before is looked for before it is posted", "for", gone.Round(time.Second))
	}
}

// Ready returns an error unless answers can be stored now.
func (b *Bot) Ready(ctx context.Context) error { return b.store.Writable(ctx) }

// Work returns the working hours and holidays of people who have set none.
func (b *Bot) Work() worktime.Calendar { return b.opts.Work }

func (b *Bot) actor(who polls.Person) polls.Actor {
	return polls.Actor{Person: who, Admin: slices.Contains(b.opts.Admins, who)}
}
