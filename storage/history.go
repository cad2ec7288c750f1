package storage

import (
	"context"
	"database/sql"
	"time"

	"quorum/polls"
)

const selectHistory = `
select number from (
  select number from polls where workspace = $1 and closed_at is null
  union all
  select number from polls where workspace = $1 and closed_at >= $2
) as alive order by number desc limit $3`

// History calls each for up to n polls of a workspace that were open at some time since then, or open for late answers,
// with their logs: the newest first. Of anonymous ones it has not what was answered. It holds no lock while it runs:
// each poll is as it was at one moment, and not all at the same. An error from each ends it.
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
	for _, number := range numbers {
		var events []polls.Event
		p, id := &polls.Poll{}, polls.ID{Workspace: workspace, Number: number}
		if err := s.read(ctx, collect(id, &events), selectEvents, workspace, number, 0); err != nil {
			return err
		}
		if err := follow(p, id, events); err != nil {
			return err
		}
		if err := each(p, events); err != nil {
			return err
		}
	}
	return nil
}
