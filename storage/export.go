package storage

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"time"

	"quorum/polls"
)

const exportPage = 256

const selectPage = `
select workspace, number from polls where (workspace, number) > ($1, $2)
order by workspace, number limit $3`

// Export calls each for every poll with its log, by workspace and number. It holds no lock: each poll is as it was at one moment, but
// the moments differ. An error from each ends it. Unreadable polls are left out; after all others they are the error, a [*Skipped].
func (s *Store) Export(ctx context.Context, each func(p *polls.Poll, events []polls.Event) error) error {
	var last polls.ID
	var skipped Skipped
	for {
		var page []polls.ID
		if err := s.read(ctx, collectIDs(&page), selectPage, last.Workspace, last.Number, exportPage); err != nil {
			return err
		}
		for _, id := range page {
			p, events, err := s.fold(ctx, id)
			if err == nil {
				err = each(p, events)
			} else {
				err = skipped.skip(ctx, id.Key(), err)
			}
			if err != nil {
				return err
			}
		}
		if len(page) < exportPage {
			return skipped.orNil()
		}
		last = page[len(page)-1]
	}
}

// Backup copies the database as it is at one moment into a new file, while other work goes on. It refuses to overwrite a file. After
// an error there is no new file.
func (s *Store) Backup(ctx context.Context, file string) error {
	f, err := os.OpenFile(file, os.O_CREATE|os.O_EXCL|os.O_WRONLY, 0o600)
	switch {
	case errors.Is(err, fs.ErrExist):
		return fmt.Errorf("%s exists already, and a backup overwrites nothing; name another file", file)
	case err != nil:
		return fmt.Errorf("the backup cannot be written: %w", err)
	}
	err = f.Close()
	if err == nil {
		err = s.dialect.backup(ctx, s.readers, file)
	}
	if err != nil {
		return errors.Join(fmt.Errorf("the backup was not made: %w", err), os.Remove(file))
	}
	return nil
}

const selectHistory = `
select number from (
  select number from polls where workspace = $1 and closed_at is null
  union all
  select number from polls where workspace = $1 and closed_at >= $2
) as alive order by +number desc limit $3` // the plus keeps the planner from an index that has this order but also the polls that closed long ago

// History calls each for up to n polls of a workspace that were open, also for late answers, at some time after the given one, with
// their logs, the newest first. Anonymous polls come without their answers. Locks, errors and unreadable polls are as for
// [Store.Export].
func (s *Store) History(ctx context.Context, workspace string, since time.Time, n int, each func(p *polls.Poll, events []polls.Event) error) error {
	var numbers []int64
	err := s.read(ctx, func(r *sql.Rows) error {
		var number int64
		err := r.Scan(&number)
		numbers = append(numbers, number)
		return err
	}, selectHistory, workspace, millis(since), int64(n))
	if err != nil {
		return err
	}
	var skipped Skipped
	for _, number := range numbers {
		id := polls.ID{Workspace: workspace, Number: number}
		p, events, err := s.unboxed(ctx, id)
		if err == nil {
			err = each(p, events)
		} else {
			err = skipped.skip(ctx, id.Key(), err)
		}
		if err != nil {
			return err
		}
	}
	return skipped.orNil()
}

// unboxed reads a poll with its whole log, an anonymous one without its answers.
func (s *Store) unboxed(ctx context.Context, id polls.ID) (*polls.Poll, []polls.Event, error) {
	var events []polls.Event
	p := &polls.Poll{}
	err := s.read(ctx, collect(id, &events), selectEvents, id.Workspace, id.Number, 0)
	if err == nil {
		err = follow(p, id, events)
	}
	return p, events, err
}
