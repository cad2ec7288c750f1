package bot

import (
	"context"
	"errors"
	"time"

	"quorum/polls"
	"quorum/storage"
)

// Accepted is what a person asked for by a command or a form, kept before anything is looked up. It is done, or its person is
// told why not, whatever happens to this program.
type Accepted struct {
	Workspace string
	Key       string // of the command or form: the same key is done once
	Person    polls.Person
	Kind      string // how the surface reads Payload
	Payload   string // what was typed, and where
	At        time.Time
}

// How accepted requests are carried out. The caller that accepted one has tryFirst to do it. Then the loop tries it, with growing
// pauses, up to carriedAtOnce requests at a time. It gives up after carryPatience, which is less than the life of a response URL.
const (
	tryFirst       = 3 * time.Second
	carriedAtOnce  = 8
	firstCarry     = 500 * time.Millisecond
	maxCarry       = 30 * time.Second
	carryPatience  = 25 * time.Minute
	leasesOfACarry = 2 // how many leases of a letter one try may take
)

// Accept keeps what a person asked for, and returns when that is durable. The caller then does it with a context from
// [Bot.Serving] within two seconds, or calls [Bot.GiveOver].
func (b *Bot) Accept(ctx context.Context, a Accepted) error {
	return b.store.Accept(ctx, storage.Request{
		Workspace: a.Workspace, Key: a.Key, Person: a.Person, Kind: a.Kind, Payload: a.Payload, At: a.At, Due: a.At.Add(tryFirst),
	})
}

// Serving returns a context for doing what was accepted: its change, and that the request is done, are one commit.
func (b *Bot) Serving(ctx context.Context, a Accepted) context.Context {
	return storage.Serving(ctx, a.Workspace, a.Key)
}

// GiveOver leaves what was accepted to the loop that carries it out, at once.
func (b *Bot) GiveOver(ctx context.Context, a Accepted) error {
	return b.store.DeferRequest(ctx, a.Workspace, a.Key, time.Now())
}

// IsDone reports whether an error says that what was accepted is done already.
func IsDone(err error) bool { return errors.Is(err, storage.ErrDone) }

// Over ends what was accepted: it is done or refused, and its person is told by the caller.
func (b *Bot) Over(ctx context.Context, a Accepted) error {
	return b.store.EndRequest(ctx, a.Workspace, a.Key)
}

// AcceptedFrom returns what a person asked for, to go on from what they typed; ok is false when it is not kept any more, or
// was another person's.
func (b *Bot) AcceptedFrom(ctx context.Context, workspace, key string, who polls.Person) (a Accepted, ok bool, err error) {
	r, ok, err := b.store.Request(ctx, workspace, key)
	return acceptedOf(r), ok && r.Person == who, err
}

func acceptedOf(r storage.Request) Accepted {
	return Accepted{Workspace: r.Workspace, Key: r.Key, Person: r.Person, Kind: r.Kind, Payload: r.Payload, At: r.At}
}

// carrying has what was accepted and not done at once carried out, so much at once, until ctx ends. It sleeps until something
// is due.
func (b *Bot) carrying(ctx context.Context, g Guide) error {
	changed, stop := b.store.Subscribe()
	defer stop()
	under := make(chan struct{}, carriedAtOnce) // one for each that is under way
	workers, _ := b.guard.Group(ctx)
	defer func() { _ = workers.Wait() }() // a panic has been logged
	for ctx.Err() == nil {
		next, err := b.carryDue(ctx, g, workers, under)
		if err != nil {
			if ctx.Err() == nil {
				b.log.Error("what people asked for cannot be read now", "err", err)
			}
			next = time.Now().Add(retryAfterFault)
		}
		wait(ctx, changed, next)
		if calm := time.Now().Add(calm); next.IsZero() || next.After(calm) {
			wait(ctx, nil, calm)
		}
	}
	return nil
}

// carryDue begins to carry out what is due, as much as there is room for, and returns when to look again; the zero time when
// nothing waits.
func (b *Bot) carryDue(ctx context.Context, g Guide, workers *Group, under chan struct{}) (time.Time, error) {
	for {
		now := time.Now()
		next, ok, err := b.store.NextRequest(ctx)
		if err != nil || !ok || next.After(now) {
			return next, err
		}
		room := cap(under) - len(under)
		if room == 0 {
			return now.Add(calm), nil
		}
		limit := leasesOfACarry * b.opts.Lease
		leased, err := b.store.LeaseRequests(ctx, now, now.Add(limit+tryFirst), room)
		if err != nil {
			return time.Time{}, err
		}
		for _, r := range leased {
			under <- struct{}{}
			workers.Go("requests", func() error {
				defer func() { <-under }()
				ctx, cancel := context.WithTimeout(ctx, limit)
				defer cancel()
				b.carry(ctx, g, r)
				return nil
			})
		}
	}
}

// carry carries out one. What fails is due again after a pause; if that cannot be stored, when its lease ends.
func (b *Bot) carry(ctx context.Context, g Guide, r storage.Request) {
	a, now := acceptedOf(r), time.Now()
	last := now.Sub(r.At) > carryPatience
	var reply string
	err := b.guard.Try("requests", func() (err error) {
		reply, err = g.Carry(b.Serving(ctx, a), a, last)
		return err
	})
	storing := context.WithoutCancel(ctx)
	switch {
	case err == nil:
		err = b.store.EndRequest(storing, a.Workspace, a.Key, replyTo(a, reply, time.Now()))
	case last: // not even why it was not done could be said
		b.log.Error("what a person asked for is given up, and they are not told", "err", err)
		err = b.store.EndRequest(storing, a.Workspace, a.Key)
	}
	if err == nil {
		return
	}
	again := time.Now().Add(min(firstCarry<<min(r.Tries-1, 20), maxCarry))
	if f := (*Failure)(nil); errors.As(err, &f) && f.RetryAfter > 0 {
		again = time.Now().Add(min(f.RetryAfter, maxCarry))
	}
	b.log.Info("what a person asked for could not be done yet", "tries", r.Tries, "again", again, "err", err)
	if err := b.store.DeferRequest(storing, a.Workspace, a.Key, again); err != nil {
		b.log.Error("what a person asked for is tried again when its lease ends", "err", err)
	}
}

func replyTo(a Accepted, reply string, now time.Time) polls.Notice {
	about := polls.Topic{Kind: polls.AboutPerson, Workspace: a.Workspace, Person: a.Person}
	key := string(polls.NoticeReply) + "/" + a.Key
	return polls.Notice{Topic: about, Key: key, Kind: polls.NoticeReply, To: a.Person, Detail: reply, Lane: polls.LaneAck, Due: now}
}

// reply delivers what a person reads of what they asked for.
func (c courier) reply(ctx context.Context, d storage.Delivery) outcome {
	letter, err := c.bot.surface.ComposeReply(shown(d))
	switch {
	case err != nil:
		return outcomeOf(c.unrenderable(d, err))
	case letter == nil:
		return outcome{result: storage.Result{State: storage.Dropped}}
	}
	return outcomeOf(c.send(ctx, d, letter))
}
