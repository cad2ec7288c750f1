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

// Export calls each for every poll with its log, by workspace and number. It holds no lock while it runs: each poll is
// as it was at one moment, and not all at the same. An error from each ends it. Polls that cannot be read are left out; when
// all others have been given, they are the error, a [*Skipped].
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

// Backup copies the database into a new file as it is at one moment, while everything goes on. It refuses to overwrite
// a file. When it fails, it leaves none.
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
) as alive order by +number desc limit $3` // of a unary plus no index has the order: those that closed long ago are not read

// History calls each for up to n polls of a workspace that were open at some time since then, or open for late answers,
// with their logs: the newest first. Of anonymous ones it has not what was answered. It holds no lock while it runs:
// each poll is as it was at one moment, and not all at the same. An error from each ends it.
// Polls that cannot be read are left out; when all others have been given, they are the error, a [*Skipped].
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

// unboxed reads a poll with its whole log. Of an anonymous one it has not what was answered.
func (s *Store) unboxed(ctx context.Context, id polls.ID) (*polls.Poll, []polls.Event, error) {
	var events []polls.Event
	p := &polls.Poll{}
	err := s.read(ctx, collect(id, &events), selectEvents, id.Workspace, id.Number, 0)
	if err == nil {
		err = follow(p, id, events)
	}
	return p, events, err
}
