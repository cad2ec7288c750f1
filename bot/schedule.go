package bot

import (
	"context"
	"errors"
	"math/rand/v2"
	"strconv"
	"strings"
	"time"

	"quorum/polls"
	"quorum/polls/phrase"
	"quorum/polls/schedule"
	"quorum/storage"
)

// Guide is what a surface does for the loops of the bot, where something must be looked up that only the surface knows: who is
// in a group by now, who has left, whether the channel is still there. [Bot.Run] is given one.
type Guide interface {
	// Guide returns the request with all people whom its draft mentions, and a sentence for each who was left out. A
	// [*phrase.Error] says why it cannot be asked; any other error means that the look-up failed.
	Guide(ctx context.Context, r Request) (guided Request, notes []string, err error)
	// Carry does what a person asked for and returns what they read of it, see [Surface.ComposeReply]. What it changes with
	// ctx is stored with one commit as done. A [*Failure] says that something could not be looked up now; it is tried again,
	// unless last is set: then the reply says so.
	Carry(ctx context.Context, a Accepted, last bool) (reply string, err error)
}

// Schedule stores a question that is asked when its draft says; it asks nothing yet. The same request again returns the same schedule.
func (b *Bot) Schedule(ctx context.Context, r Request) (schedule.Schedule, error) {
	made, _, err := b.store.CreateSchedule(ctx, r.Workspace, r.Key, func(id schedule.ID) (schedule.Schedule, error) {
		return schedule.New(r.now(), id, r.Asker, r.Channel, r.Draft, b.works(r))
	})
	made.Work = b.works(r)
	return made, err
}

// PlanSchedule returns what a schedule would ask the first time. Mistakes are [*phrase.Error]s.
func (b *Bot) PlanSchedule(r Request) (polls.Plan, error) {
	s, err := schedule.New(r.now(), schedule.ID{Workspace: r.Workspace}, r.Asker, r.Channel, r.Draft, b.works(r))
	if err != nil {
		return polls.Plan{}, err
	}
	return polls.PlanFor(s.Next.In(s.Zone), b.opening(r, polls.ID{}))
}

// Schedules returns at most n schedules that a person may see from a channel. Unreadable ones are left out.
func (b *Bot) Schedules(ctx context.Context, workspace string, who polls.Person, channel string, n int) ([]schedule.Schedule, error) {
	all, err := b.store.Schedules(ctx, workspace, storage.Viewer{Person: who, Channel: channel}, n)
	return all, b.leftOut("schedules", err)
}

// LookSchedule returns a schedule if the person is its asker or an admin. For other people it returns the error of an unknown schedule.
func (b *Bot) LookSchedule(ctx context.Context, id schedule.ID, who polls.Person) (schedule.Schedule, error) {
	s, err := b.store.Schedule(ctx, id)
	if err == nil {
		err = s.MayManage(b.actor(who))
	}
	return s, err
}

// PauseSchedule stops a schedule from asking.
func (b *Bot) PauseSchedule(ctx context.Context, id schedule.ID, by polls.Person) (schedule.Schedule, error) {
	return b.changeSchedule(ctx, id, func(s *schedule.Schedule) error { return s.Pause(b.actor(by)) })
}

// ResumeSchedule lets a schedule ask again.
func (b *Bot) ResumeSchedule(ctx context.Context, id schedule.ID, by polls.Person) (schedule.Schedule, error) {
	return b.changeSchedule(ctx, id, func(s *schedule.Schedule) error { return s.Resume(time.Now(), b.actor(by)) })
}

// SkipSchedule leaves out the next time of a schedule.
func (b *Bot) SkipSchedule(ctx context.Context, id schedule.ID, by polls.Person) (schedule.Schedule, error) {
	return b.changeSchedule(ctx, id, func(s *schedule.Schedule) error { return s.Skip(time.Now(), b.actor(by)) })
}

// EditSchedule replaces what a schedule asks. A new time is read in the request's zone.
func (b *Bot) EditSchedule(ctx context.Context, id schedule.ID, by polls.Person, r Request) (schedule.Schedule, error) {
	return b.changeSchedule(ctx, id, func(s *schedule.Schedule) error { return s.Edit(r.now(), b.actor(by), r.Draft) })
}

// DeleteSchedule ends a schedule for good.
func (b *Bot) DeleteSchedule(ctx context.Context, id schedule.ID, by polls.Person) (schedule.Schedule, error) {
	return b.changeSchedule(ctx, id, func(s *schedule.Schedule) error { return s.Delete(b.actor(by)) })
}

// changeSchedule changes a schedule, which knows then when its asker works.
func (b *Bot) changeSchedule(ctx context.Context, id schedule.ID, change func(*schedule.Schedule) error) (schedule.Schedule, error) {
	read, err := b.readSchedule(ctx, id)
	if err != nil {
		return read, err
	}
	changed, err := b.store.UpdateSchedule(ctx, id, func(s *schedule.Schedule) error {
		s.Work = read.Work
		return change(s)
	})
	changed.Work = read.Work
	return changed, err
}

// readSchedule returns a schedule that knows when its asker works.
func (b *Bot) readSchedule(ctx context.Context, id schedule.ID) (schedule.Schedule, error) {
	s, err := b.store.Schedule(ctx, id)
	if err != nil {
		return s, err
	}
	h, err := b.HabitsOf(ctx, id.Workspace, s.Asker)
	s.Work = h.over(b.opts.Work)
	return s, err
}

// RunSchedule asks a schedule's question now, out of turn, and returns the poll. The same key again returns the same poll.
func (b *Bot) RunSchedule(ctx context.Context, id schedule.ID, by polls.Person, key string, g Guide) (polls.ID, error) {
	s, err := b.LookSchedule(ctx, id, by)
	if err != nil {
		return polls.ID{}, err
	}
	if key != "" {
		key = scheduleKey(s.ID) + "/now/" + key
	}
	return b.askFor(ctx, s, key, g, func(s *schedule.Schedule, poll polls.ID) error {
		return s.Now(time.Now(), b.actor(by), poll.Number)
	})
}

func scheduleKey(id schedule.ID) string { return "schedule/" + id.String() }

func turnKey(id schedule.ID, at time.Time) string {
	return scheduleKey(id) + "/" + strconv.FormatInt(at.UnixMilli(), 10)
}

// errChanged is the error of a schedule that was changed during its look-up.
var errChanged = errors.New("bot: the schedule was changed meanwhile")

// askFor asks the question of a schedule that was read; ran records that in the schedule.
func (b *Bot) askFor(ctx context.Context, s schedule.Schedule, key string, g Guide, ran func(s *schedule.Schedule, poll polls.ID) error) (polls.ID, error) {
	req, notes, err := g.Guide(ctx, Request{Workspace: s.ID.Workspace, Asker: s.Asker, Channel: s.Channel, Draft: s.Draft})
	if err != nil {
		return polls.ID{}, err
	}
	req.Zone = s.Zone
	round := &polls.Round{Schedule: s.ID.Number}
	if s.Last != 0 {
		err = b.store.View(ctx, polls.ID{Workspace: s.ID.Workspace, Number: s.Last}, func(p *polls.Poll) error {
			round = polls.RoundAfter(s.ID.Number, p)
			return nil
		})
		if errors.Is(err, storage.ErrUnreadable) { // it is asked all the same, without its last outcome
			b.skip("schedules", polls.ID{Workspace: s.ID.Workspace, Number: s.Last}.Key(), err)
			err = nil
		}
		if err != nil {
			return polls.ID{}, err
		}
	}
	id, fresh, err := b.store.AskSchedule(ctx, s.ID, key, func(is *schedule.Schedule, id polls.ID) (*polls.Poll, []polls.Event, error) {
		if is.Version != s.Version {
			return nil, nil, errChanged
		}
		if err := ran(is, id); err != nil {
			return nil, nil, err
		}
		opening := b.opening(req, id)
		opening.Round, opening.Seed = round, rand.Uint64()
		return polls.Open(req.now(), opening)
	})
	if err == nil && fresh {
		b.meter.asked.Inc()
	}
	if mistake := (*phrase.Error)(nil); errors.As(err, &mistake) && len(notes) > 0 { // the people who were left out may be the reason
		err = &phrase.Error{Code: mistake.Code, Field: mistake.Field, Text: strings.Join(notes, " ") + " " + mistake.Text}
	}
	return id, err
}
