package storage

import (
	"context"
	"database/sql"
	"slices"
	"time"
)

// Known is what is known of a person of a workspace, or a list of it.
type Known struct {
	Workspace string
	ID        string // of the person, or the name of the list
	Profile   string // JSON
}

// knownAtOnce is how many are stored with one change.
const knownAtOnce = 1000

const upsertKnown = `
insert into directory (workspace, id, profile, at) values ($1, $2, $3, $4)
on conflict (workspace, id) do update set profile = excluded.profile, at = excluded.at where directory.profile <> excluded.profile`

// Remember stores what is known since a time, in place of what was known of the same before. It returns when that is durable.
func (s *Store) Remember(ctx context.Context, all []Known, at time.Time) error {
	for some := range slices.Chunk(all, knownAtOnce) {
		err := s.do(ctx, changing, func(b *batch) error {
			b.wrote = true
			for _, k := range some {
				if err := b.tx.exec(upsertKnown, k.Workspace, k.ID, k.Profile, at.UnixMilli()); err != nil {
					return err
				}
			}
			return nil
		})
		if err != nil {
			return err
		}
	}
	return nil
}

const selectKnown = `select workspace, id, profile from directory order by workspace, id`

// Remembered calls each with everything that is known of all workspaces.
func (s *Store) Remembered(ctx context.Context, each func(Known)) error {
	return s.read(ctx, func(r *sql.Rows) error {
		var k Known
		err := r.Scan(&k.Workspace, &k.ID, &k.Profile)
		if err == nil {
			each(k)
		}
		return err
	}, selectKnown)
}
