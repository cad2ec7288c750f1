package storage

import (
	"context"
	"database/sql"
	"fmt"
	"slices"

	"quorum/polls"
	"quorum/polls/phrase"
	"quorum/polls/schedule"
)

const (
	keepWorkspace      = `insert into workspaces (workspace, last) values ($1, 0) on conflict (workspace) do nothing`
	selectLastSchedule = `select coalesce(max(number), 0) from schedules where workspace = $1`
	selectSchedule     = `select ` + scheduleColumns + ` from schedules where workspace = $1 and number = $2`
	selectScheduleBy   = `select ` + scheduleColumns + ` from schedules where workspace = $1 and request = $2`
)

// CreateSchedule stores the schedule that begin makes with the next number of the workspace, and returns it when it is durable. For
// a request that has made a schedule before, it returns that schedule as it is now, with fresh false; an empty request always makes
// one. Errors, panics and ctx are as for [Store.Create].
func (s *Store) CreateSchedule(ctx context.Context, workspace, request string, begin func(id schedule.ID) (schedule.Schedule, error)) (made schedule.Schedule, fresh bool, err error) {
	err = s.open(ctx, func(b *batch) (err error) {
		made, fresh, err = b.createSchedule(workspace, request, begin)
		return err
	})
	return made, fresh && err == nil, err
}

func (b *batch) createSchedule(workspace, request string, begin func(id schedule.ID) (schedule.Schedule, error)) (made schedule.Schedule, fresh bool, err error) {
	var asked any
	if request != "" {
		asked = request
		if made, ok, err := b.schedule(selectScheduleBy, workspace, request); ok || err != nil {
			return made, false, err
		}
	}
	if err := b.tx.exec(keepWorkspace, workspace); err != nil {
		return made, false, err
	}
	if _, err := b.newest(workspace); err != nil { // this also locks out other programs
		return made, false, err
	}
	id := schedule.ID{Workspace: workspace}
	if err := b.tx.query(func(r *sql.Rows) error { return r.Scan(&id.Number) }, selectLastSchedule, workspace); err != nil {
		return made, false, err
	}
	id.Number++
	made, err = contain(func() (schedule.Schedule, error) { return begin(id) })
	if err == nil && made.ID != id {
		err = fmt.Errorf("storage: %s was to be made, and something else was", id.Key())
	}
	if err != nil {
		return made, false, err
	}
	made.Version = 1
	row, err := scheduleRow(made)
	if err != nil {
		return made, false, err
	}
	b.wrote, b.news = true, true
	return made, true, b.tx.exec(insertSchedule, append(row, asked)...)
}

// schedule reads a schedule in the transaction.
func (b *batch) schedule(query string, args ...any) (found schedule.Schedule, ok bool, err error) {
	err = b.tx.query(func(r *sql.Rows) (err error) {
		ok = true
		found, err = readSchedule(r)
		return err
	}, query+b.w.dialect.lock, args...)
	return found, ok, err
}

// UpdateSchedule changes a schedule and returns it as it is then, when that is durable. Changes of one schedule never
// overlap. If change changes nothing, nothing is written. Errors, panics, ctx and the limits of change are as for
// [Store.Update]; an unknown id is a [*phrase.Error].
func (s *Store) UpdateSchedule(ctx context.Context, id schedule.ID, change func(s *schedule.Schedule) error) (now schedule.Schedule, err error) {
	err = s.change(ctx, func(b *batch) (err error) {
		now, err = b.changeSchedule(id, change)
		return err
	})
	return now, err
}

func (b *batch) changeSchedule(id schedule.ID, change func(s *schedule.Schedule) error) (schedule.Schedule, error) {
	now, ok, err := b.schedule(selectSchedule, id.Workspace, id.Number)
	if err == nil && !ok {
		err = noSchedule(id)
	}
	if err != nil {
		return now, err
	}
	before, err := scheduleRow(now)
	if err != nil {
		return now, err
	}
	changed, err := contain(func() (schedule.Schedule, error) { s := now; err := change(&s); return s, err })
	if err != nil {
		return now, err
	}
	changed.ID, changed.Version = now.ID, now.Version
	after, err := scheduleRow(changed)
	if err != nil || slices.Equal(before, after) {
		return now, err
	}
	if changed.Notice != nil {
		if err := b.addNotice(*changed.Notice); err != nil {
			return now, err
		}
		changed.Notice = nil
	}
	changed.Version++
	after[2] = int64(changed.Version)
	b.wrote, b.news = true, true
	return changed, b.tx.exec(updateSchedule, after...)
}

func noSchedule(id schedule.ID) error {
	return (&phrase.Error{Code: phrase.NotFound, Text: fmt.Sprintf("There is no schedule %s of yours.", id)}).Hint(phrase.ToSchedules, "")
}

// AskSchedule opens a poll and changes the schedule that asks it in one transaction. So each time is asked once, by one of several
// programs, and also after a crash. It is like [Store.Create], but open is given the schedule as well; a request that has opened a
// poll before changes nothing.
func (s *Store) AskSchedule(ctx context.Context, id schedule.ID, request string, open func(s *schedule.Schedule, id polls.ID) (*polls.Poll, []polls.Event, error)) (poll polls.ID, fresh bool, err error) {
	err = s.open(ctx, func(b *batch) (err error) {
		poll, fresh, err = b.askSchedule(id, request, open)
		return err
	})
	if err != nil {
		return polls.ID{}, false, err
	}
	return poll, fresh, nil
}

func (b *batch) askSchedule(id schedule.ID, request string, open func(s *schedule.Schedule, id polls.ID) (*polls.Poll, []polls.Event, error)) (poll polls.ID, fresh bool, err error) {
	var asks schedule.Schedule
	c := creation{workspace: id.Workspace, request: request, open: func(poll polls.ID) (*polls.Poll, []polls.Event, error) {
		var ok bool
		var err error
		if asks, ok, err = b.schedule(selectSchedule, id.Workspace, id.Number); err == nil && !ok {
			err = noSchedule(id)
		}
		if err != nil {
			return nil, nil, err
		}
		return open(&asks, poll)
	}}
	poll, fresh, err = b.create(c)
	if err != nil || !fresh {
		return poll, fresh, err
	}
	_, err = b.changeSchedule(id, func(s *schedule.Schedule) error { *s = asks; return nil })
	if err != nil {
		return poll, fresh, b.tx.fail(err) // then the poll is not opened either
	}
	return poll, fresh, nil
}
