package storagetest

import (
	"context"
	"fmt"
	"time"

	"quorum/polls"
	"quorum/polls/schedule"
	"quorum/storage"
)

// unpunctual is a store whose schedules are wrong.
type unpunctual struct {
	Store
	update func(s Store, ctx context.Context, id schedule.ID, change func(s *schedule.Schedule) error) (schedule.Schedule, error)
	ask    func(s Store, ctx context.Context, id schedule.ID, request string, open func(s *schedule.Schedule, id polls.ID) (*polls.Poll, []polls.Event, error)) (polls.ID, bool, error)
	create func(s Store, ctx context.Context, workspace, request string, begin func(id schedule.ID) (schedule.Schedule, error)) (schedule.Schedule, bool, error)
	seen   func(s Store, ctx context.Context, workspace string, seen storage.Viewer, n int) ([]schedule.Schedule, error)
	next   func(s Store, ctx context.Context, after time.Time) (time.Time, bool, error)
}

func (u unpunctual) UpdateSchedule(ctx context.Context, id schedule.ID, change func(s *schedule.Schedule) error) (schedule.Schedule, error) {
	if u.update == nil {
		return u.Store.UpdateSchedule(ctx, id, change)
	}
	return u.update(u.Store, ctx, id, change)
}

func (u unpunctual) AskSchedule(ctx context.Context, id schedule.ID, request string, open func(s *schedule.Schedule, id polls.ID) (*polls.Poll, []polls.Event, error)) (polls.ID, bool, error) {
	if u.ask == nil {
		return u.Store.AskSchedule(ctx, id, request, open)
	}
	return u.ask(u.Store, ctx, id, request, open)
}

func (u unpunctual) CreateSchedule(ctx context.Context, workspace, request string, begin func(id schedule.ID) (schedule.Schedule, error)) (schedule.Schedule, bool, error) {
	if u.create == nil {
		return u.Store.CreateSchedule(ctx, workspace, request, begin)
	}
	return u.create(u.Store, ctx, workspace, request, begin)
}

func (u unpunctual) Schedules(ctx context.Context, workspace string, seen storage.Viewer, n int) ([]schedule.Schedule, error) {
	if u.seen == nil {
		return u.Store.Schedules(ctx, workspace, seen, n)
	}
	return u.seen(u.Store, ctx, workspace, seen, n)
}

func (u unpunctual) NextTimer(ctx context.Context, after time.Time) (time.Time, bool, error) {
	if u.next == nil {
		return u.Store.NextTimer(ctx, after)
	}
	return u.next(u.Store, ctx, after)
}

func scheduleMutants() []mutant { return append(askingMutants(), keepingMutants()...) }

func askingMutants() []mutant {
	return []mutant{
		{"a schedule is read, changed and then written", "changes of one schedule never overlap", func(s Store) Store {
			return unpunctual{Store: s, update: func(s Store, ctx context.Context, id schedule.ID, change func(s *schedule.Schedule) error) (schedule.Schedule, error) {
				read, err := s.Schedule(ctx, id)
				if err != nil {
					return read, err
				}
				changed := read
				if err := change(&changed); err != nil {
					return read, err
				}
				return s.UpdateSchedule(ctx, id, func(s *schedule.Schedule) error { *s = changed; return nil })
			}}
		}},
		{"each program asks", "a schedule asks each time once", func(s Store) Store {
			return unpunctual{Store: s, ask: func(s Store, ctx context.Context, id schedule.ID, request string, open func(s *schedule.Schedule, id polls.ID) (*polls.Poll, []polls.Event, error)) (polls.ID, bool, error) {
				return s.AskSchedule(ctx, id, fmt.Sprintf("%s by %p", request, s), open)
			}}
		}},
		{"it asks and does not go on", "a schedule asks each time once", func(s Store) Store {
			return unpunctual{Store: s, ask: func(s Store, ctx context.Context, id schedule.ID, request string, open func(s *schedule.Schedule, id polls.ID) (*polls.Poll, []polls.Event, error)) (polls.ID, bool, error) {
				return s.AskSchedule(ctx, id, request, func(s *schedule.Schedule, id polls.ID) (*polls.Poll, []polls.Event, error) {
					same := *s
					return open(&same, id)
				})
			}}
		}},
		{"it goes on though it could not ask", "a schedule that cannot ask stays as it was", func(s Store) Store {
			return unpunctual{Store: s, ask: func(s Store, ctx context.Context, id schedule.ID, request string, open func(s *schedule.Schedule, id polls.ID) (*polls.Poll, []polls.Event, error)) (polls.ID, bool, error) {
				poll, fresh, err := s.AskSchedule(ctx, id, request, open)
				if err != nil {
					_, _ = s.UpdateSchedule(ctx, id, func(s *schedule.Schedule) error { s.Failed++; return nil })
				}
				return poll, fresh, err
			}}
		}},
	}
}

func keepingMutants() []mutant {
	return []mutant{
		{"what a schedule tells is lost", "what a schedule tells is in the outbox", func(s Store) Store {
			return unpunctual{Store: s, update: func(s Store, ctx context.Context, id schedule.ID, change func(s *schedule.Schedule) error) (schedule.Schedule, error) {
				return s.UpdateSchedule(ctx, id, func(s *schedule.Schedule) error { err := change(s); s.Notice = nil; return err })
			}}
		}},
		{"each try makes a schedule", "a schedule that is asked for twice is made once", func(s Store) Store {
			return unpunctual{Store: s, create: func(s Store, ctx context.Context, workspace, _ string, begin func(id schedule.ID) (schedule.Schedule, error)) (schedule.Schedule, bool, error) {
				return s.CreateSchedule(ctx, workspace, "", begin)
			}}
		}},
		{"everybody sees everything", "one sees one's own schedules and those of the channel", func(s Store) Store {
			return unpunctual{Store: s, seen: func(s Store, ctx context.Context, workspace string, seen storage.Viewer, n int) ([]schedule.Schedule, error) {
				seen.Channel = "C1"
				return s.Schedules(ctx, workspace, seen, n)
			}}
		}},
		{"what is overdue is next", "the next schedule is known", func(s Store) Store {
			return unpunctual{Store: s, next: func(s Store, ctx context.Context, _ time.Time) (time.Time, bool, error) {
				return s.NextTimer(ctx, time.Time{})
			}}
		}},
	}
}
