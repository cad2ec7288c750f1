package storage

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"

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
