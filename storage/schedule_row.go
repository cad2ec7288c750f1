package storage

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"time"

	"quorum/polls/schedule"
	"quorum/polls/worktime"
)

const scheduleColumns = `workspace, number, version, asker, channel, draft, every, zone, state, next_at, skipped_at, last, last_at,
  failed`

// readSchedule reads the columns of a schedule.
func readSchedule(r *sql.Rows) (s schedule.Schedule, err error) {
	var draft, every, zone string
	var next, skipped, last, lastAt sql.NullInt64
	err = r.Scan(&s.ID.Workspace, &s.ID.Number, &s.Version, &s.Asker, &s.Channel, &draft, &every, &zone, &s.State, &next, &skipped,
		&last, &lastAt, &s.Failed)
	if err != nil {
		return s, err
	}
	s.Next, s.Skipped, s.Last, s.LastAt = moment(next.Int64), moment(skipped.Int64), last.Int64, moment(lastAt.Int64)
	if s.Draft, err = schedule.DecodeDraft(draft); err != nil {
		return s, fmt.Errorf("storage: %w: what %s asks: %w", ErrUnreadable, s.ID.Key(), err)
	}
	if s.Every, err = worktime.ParseEvery(every); err != nil {
		return s, fmt.Errorf("storage: %w: when %s asks: %w", ErrUnreadable, s.ID.Key(), err)
	}
	if s.Zone, err = worktime.LoadZone(zone); err != nil { // this machine does not know the zone
		s.Zone, err = time.FixedZone(zone, 0), nil // its name is kept for a machine that does
	}
	return s, err
}

const insertSchedule = `
insert into schedules (workspace, number, version, asker, channel, question, draft, every, zone, state, next_at, skipped_at,
  last, last_at, failed, request)
values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16)`

const updateSchedule = `
update schedules set version = $3, asker = $4, channel = $5, question = $6, draft = $7, every = $8, zone = $9, state = $10,
  next_at = $11, skipped_at = $12, last = $13, last_at = $14, failed = $15
where workspace = $1 and number = $2`

// scheduleRow returns the columns of a schedule, the key first.
func scheduleRow(s schedule.Schedule) ([]any, error) {
	draft, err := schedule.EncodeDraft(s.Draft)
	if err != nil {
		return nil, fmt.Errorf("storage: %w", err)
	}
	var last any
	if s.Last != 0 {
		last = s.Last
	}
	return []any{
		s.ID.Workspace, s.ID.Number, int64(s.Version), string(s.Asker), s.Channel, s.Draft.Question, draft, s.Every.String(),
		s.Zone.String(), string(s.State), orNull(s.Next), orNull(s.Skipped), last, orNull(s.LastAt),
		int64(s.Failed),
	}, nil
}

// Schedule returns a schedule as it is committed. An unknown id is a [*phrase.Error].
func (s *Store) Schedule(ctx context.Context, id schedule.ID) (schedule.Schedule, error) {
	found, err := s.schedules(ctx, selectSchedule, id.Workspace, id.Number)
	if err == nil && len(found) == 0 {
		err = noSchedule(id)
	}
	if err != nil {
		return schedule.Schedule{}, err
	}
	return found[0], nil
}

const selectSchedules = `
select ` + scheduleColumns + ` from schedules
where workspace = $1 and state <> 'deleted' and (asker = $2 or channel = $3 and channel <> '')
order by number limit $4`

// Schedules returns up to n schedules that a viewer may see, by number: the viewer's own, and those that ask in the channel in which
// they will be shown. Deleted and unreadable ones are left out; the unreadable ones are the error, a [*Skipped], beside the others.
func (s *Store) Schedules(ctx context.Context, workspace string, seen Viewer, n int) ([]schedule.Schedule, error) {
	return s.schedules(ctx, selectSchedules, workspace, string(seen.Person), seen.Channel, int64(n))
}

func (s *Store) schedules(ctx context.Context, query string, args ...any) (all []schedule.Schedule, err error) {
	var skipped Skipped
	err = s.read(ctx, func(r *sql.Rows) error {
		one, err := readSchedule(r)
		switch {
		case err == nil:
			all = append(all, one)
		case errors.Is(err, ErrUnreadable):
			return skipped.skip(ctx, one.ID.Key(), err)
		}
		return err
	}, query, args...)
	if err == nil {
		err = skipped.orNil()
	}
	return all, err
}
