package bot

import (
	"context"
	"errors"
	"time"

	"quorum/polls"
	"quorum/polls/phrase"
	"quorum/polls/schedule"
	"quorum/storage"
)

// How many schedules are dealt with side by side, and how many are read at once.
const (
	schedulesAtOnce = 8
	schedulesAtMost = 100
)

// Repeat asks what schedules ask when their time has come, until ctx ends. It sleeps
// until the next one is due. Any number of programs may do so with one database: each time is asked once.
func (b *Bot) Repeat(ctx context.Context, g Guide) error {
	return b.guard.Keep(ctx, "schedules", func(ctx context.Context) error { return b.repeat(ctx, g) })
}

func (b *Bot) repeat(ctx context.Context, g Guide) error {
	return b.keep(ctx, "schedules", func(ctx context.Context) (time.Time, error) { return b.repeatDue(ctx, g) })
}

// repeatDue deals with every schedule that is due and returns when the next one is; the zero time when none is. One that
// cannot be dealt with now keeps no other one waiting.
func (b *Bot) repeatDue(ctx context.Context, g Guide) (time.Time, error) {
	now := time.Now()
	ids, err := b.store.DueSchedules(ctx, now, schedulesAtMost+b.stuck.number())
	if err != nil {
		return time.Time{}, err
	}
	ids = b.stuck.ready(now, ids, schedulesAtMost)
	err = attend(ctx, b, "schedules", &b.stuck, ids, schedulesAtOnce, func(ctx context.Context, id schedule.ID) error { return b.repeatOne(ctx, id, g) })
	if err != nil || len(ids) >= schedulesAtMost {
		return now, err
	}
	next, _, err := b.store.NextSchedule(ctx, now)
	return b.stuck.soonest(next), err
}

// repeatOne does for one schedule what is due. An error says that it is to be tried again.
func (b *Bot) repeatOne(ctx context.Context, id schedule.ID, g Guide) error {
	ctx, cancel := context.WithTimeout(ctx, b.opts.Lease)
	defer cancel()
	err := b.turn(ctx, id, g)
	if errors.Is(err, errChanged) {
		err = b.turn(ctx, id, g)
	}
	return err
}

// turn asks what a schedule asks if its time has come, or records why not.
func (b *Bot) turn(ctx context.Context, id schedule.ID, g Guide) error {
	s, err := b.store.Schedule(ctx, id)
	if err != nil {
		return err
	}
	turn, ok := s.Turn(time.Now())
	if !ok {
		return nil
	}
	if turn.Late {
		return b.after(ctx, s, func(s *schedule.Schedule) { s.Pass(time.Now(), turn) })
	}
	_, err = b.askFor(ctx, s, turnKey(id, turn.At), g, func(s *schedule.Schedule, poll polls.ID) error {
		s.Asked(time.Now(), turn, poll.Number)
		return nil
	})
	if mistake := (*phrase.Error)(nil); errors.As(err, &mistake) {
		return b.after(ctx, s, func(s *schedule.Schedule) { s.Fail(time.Now(), turn, mistake.Text) })
	}
	return err
}

// after changes a schedule that is still as it was read.
func (b *Bot) after(ctx context.Context, read schedule.Schedule, change func(s *schedule.Schedule)) error {
	_, err := b.store.UpdateSchedule(ctx, read.ID, func(s *schedule.Schedule) error {
		if s.Version != read.Version {
			return errChanged
		}
		change(s)
		return nil
	})
	return err
}

// ofSchedule tells the asker of a schedule what became of it. Of a deleted one nothing is told.
func (c courier) ofSchedule(ctx context.Context, d storage.Delivery) (storage.Result, change) {
	s, err := c.bot.store.Schedule(ctx, schedule.ID{Workspace: d.Topic.Workspace, Number: d.Topic.Number})
	switch {
	case err != nil:
		return c.unread(d, err)
	case s.State == schedule.Deleted:
		return storage.Result{State: storage.Dropped}, nil
	}
	return c.send(ctx, d, c.bot.surface.ComposeSchedule(s, shown(d)))
}
