package storage

import (
	"context"
	"database/sql"
	"errors"

	"quorum/polls"
	"quorum/polls/schedule"
)

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

// Schedules returns up to n schedules that a viewer may see, by number: the viewer's own, and those that ask in the
// channel in which they will be shown. Deleted ones are left out. So are those that cannot be read: they are the error, a
// [*Skipped], beside the others.
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

const selectNewest = `select number from polls where workspace = $1 and asker = $2 order by number desc limit 1`

// Newest returns the poll that a person asked last; ok is false when there is none.
func (s *Store) Newest(ctx context.Context, workspace string, asker polls.Person) (id polls.ID, ok bool, err error) {
	id.Workspace = workspace
	err = s.read(ctx, func(r *sql.Rows) error { ok = true; return r.Scan(&id.Number) }, selectNewest, workspace, string(asker))
	return id, ok, err
}

const selectSettingsUnder = `
select name, value, set_by, at from settings
where workspace = $1 and person = $2 and substr(name, 1, length($3)) = $3 order by name`

// SettingsUnder returns what a person has set under names that begin so, by name.
func (s *Store) SettingsUnder(ctx context.Context, workspace string, person polls.Person, prefix string) (all []Setting, err error) {
	err = s.read(ctx, func(r *sql.Rows) error {
		set := Setting{Workspace: workspace, Person: person}
		var at int64
		err := r.Scan(&set.Name, &set.Value, &set.By, &at)
		set.At = moment(at)
		all = append(all, set)
		return err
	}, selectSettingsUnder, workspace, string(person), prefix)
	return all, err
}
