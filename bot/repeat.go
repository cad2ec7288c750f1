package bot

import (
	"context"
	"errors"
	"time"

	"quorum/polls"
)

// How many schedules are dealt with at once, and how long to wait for a surface that could not be asked.
const (
	schedulesAtOnce = 8
	schedulesAtMost = 100
	maxRetrySoon    = time.Minute
)

// Repeat asks what schedules ask when their time has come, and tells askers what became of them, until ctx ends. It sleeps
// until the next one is due. Any number of programs may do so with one database: each time is asked once.
func (b *Bot) Repeat(ctx context.Context, g Guide) error {
	return b.guard.Keep(ctx, "schedules", func(ctx context.Context) error { return b.repeat(ctx, g) })
}

func (b *Bot) repeat(ctx context.Context, g Guide) error {
	changed, stop := b.store.Subscribe()
	defer stop()
	pause := retryAfterFault
	for ctx.Err() == nil {
		next, err := b.repeatDue(ctx, g)
		if err == nil {
			pause = retryAfterFault
			wait(ctx, changed, next)
			wait(ctx, nil, time.Now().Add(calm))
			continue
		}
		if ctx.Err() == nil {
			b.log.Warn("a schedule waits", "err", err, "again in", pause)
		}
		again := time.Now().Add(pause)
		if !next.IsZero() && next.Before(again) {
			again = next
		}
		wait(ctx, nil, again)
		pause = min(2*pause, maxRetrySoon)
	}
	return nil
}

// repeatDue deals with every schedule that is due and returns when the next one is; the zero time when none is. One that
// cannot be dealt with now keeps no other one waiting.
func (b *Bot) repeatDue(ctx context.Context, g Guide) (next time.Time, err error) {
	now := time.Now()
	ids, err := b.store.DueSchedules(ctx, now, schedulesAtMost)
	if err != nil {
		return next, err
	}
	faults := make([]error, len(ids))
	all, _ := b.guard.Group(ctx)
	all.Limit(schedulesAtOnce)
	for i, id := range ids {
		all.Go("schedules", func() error {
			faults[i] = b.guard.Try("schedules", func() error { return b.repeatOne(ctx, id, g) })
			return nil
		})
	}
	if err = errors.Join(all.Wait(), errors.Join(faults...)); err == nil && len(ids) == schedulesAtMost {
		return now, nil
	}
	next, _, fault := b.store.NextSchedule(ctx, now)
	return next, errors.Join(err, fault)
}

// repeatOne does for one schedule what is due. An error says that it is to be tried again.
func (b *Bot) repeatOne(ctx context.Context, id polls.ScheduleID, g Guide) error {
	ctx, cancel := context.WithTimeout(ctx, b.opts.Lease)
	defer cancel()
	err := b.turn(ctx, id, g)
	if errors.Is(err, errChanged) {
		err = b.turn(ctx, id, g)
	}
	return errors.Join(err, b.tellAsker(ctx, id, g))
}

// turn asks what a schedule asks if its time has come, or records why not.
func (b *Bot) turn(ctx context.Context, id polls.ScheduleID, g Guide) error {
	s, err := b.store.Schedule(ctx, id)
	if err != nil {
		return err
	}
	turn, ok := s.Turn(time.Now())
	if !ok {
		return nil
	}
	if turn.Late {
		return b.after(ctx, s, func(s *polls.Schedule) { s.Pass(time.Now(), turn) })
	}
	_, err = b.askFor(ctx, s, turnKey(id, turn.At), g, func(s *polls.Schedule, poll polls.ID) error {
		s.Asked(time.Now(), turn, poll.Number)
		return nil
	})
	if mistake := (*polls.Error)(nil); errors.As(err, &mistake) {
		return b.after(ctx, s, func(s *polls.Schedule) { s.Fail(time.Now(), turn, mistake.Text) })
	}
	return err
}

// after changes a schedule that is still as it was read.
func (b *Bot) after(ctx context.Context, read polls.Schedule, change func(s *polls.Schedule)) error {
	_, err := b.store.UpdateSchedule(ctx, read.ID, func(s *polls.Schedule) error {
		if s.Version != read.Version {
			return errChanged
		}
		change(s)
		return nil
	})
	return err
}
