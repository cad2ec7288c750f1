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

// repeat asks the question of a schedule that is due. When the schedule is changed meanwhile, it is read again. Several programs on one
// database ask each time once.
func (b *Bot) repeat(ctx context.Context, t storage.Timer, g Guide) error {
	id := schedule.ID{Workspace: t.Workspace, Number: t.Number}
	ctx, cancel := context.WithTimeout(ctx, b.opts.Lease)
	defer cancel()
	err := b.turn(ctx, id, g)
	if errors.Is(err, errChanged) {
		err = b.turn(ctx, id, g)
	}
	return err
}

// turn asks the question of a schedule if its time has come, or records the reason why not.
func (b *Bot) turn(ctx context.Context, id schedule.ID, g Guide) error {
	s, err := b.readSchedule(ctx, id)
	if err != nil {
		return err
	}
	turn, ok := s.Turn(time.Now())
	if !ok {
		return nil
	}
	if s.Rests(turn) {
		return b.after(ctx, s, func(s *schedule.Schedule) { s.Leave(turn) })
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

// after changes a schedule, unless it was changed since it was read.
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

// ofSchedule delivers a notice to the asker of a schedule. It is dropped when the schedule was deleted.
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
