package storage

import (
	"context"
	"database/sql"
	"time"

	"quorum/polls"
)

// Setting is a preference of a person or of a workspace.
type Setting struct {
	Workspace string
	Person    polls.Person // whose setting it is; empty: the workspace's
	Name      string
	Value     string
	By        polls.Person // who set it
	At        time.Time
}

const upsertSetting = `
insert into settings (workspace, person, name, value, set_by, at) values ($1, $2, $3, $4, $5, $6)
on conflict (workspace, person, name) do update set value = excluded.value, set_by = excluded.set_by, at = excluded.at`

const deleteSetting = `delete from settings where workspace = $1 and person = $2 and name = $3`

// Set stores a setting in place of the one of that name; an empty value deletes it. It returns when that is durable. The error is
// [ErrUnavailable], or that of ctx.
func (s *Store) Set(ctx context.Context, set Setting) error {
	return s.change(ctx, func(b *batch) error {
		b.wrote = true
		if set.Value == "" {
			return b.tx.exec(deleteSetting, set.Workspace, string(set.Person), set.Name)
		}
		return b.tx.exec(upsertSetting, set.Workspace, string(set.Person), set.Name, set.Value, string(set.By), set.At.UnixMilli())
	})
}

const selectSetting = `select value, set_by, at from settings where workspace = $1 and person = $2 and name = $3`

// Setting returns a setting; ok is false when it is not set.
func (s *Store) Setting(ctx context.Context, workspace string, person polls.Person, name string) (set Setting, ok bool, err error) {
	set = Setting{Workspace: workspace, Person: person, Name: name}
	err = s.read(ctx, func(r *sql.Rows) error {
		ok = true
		var at int64
		err := r.Scan(&set.Value, &set.By, &at)
		set.At = moment(at)
		return err
	}, selectSetting, workspace, string(person), name)
	return set, ok, err
}

const selectSettingsUnder = `
select name, value, set_by, at from settings
where workspace = $1 and person = $2 and substr(name, 1, length($3)) = $3 order by name`

// SettingsUnder returns the settings of a person whose names have the prefix, by name.
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

const selectSettings = `select person, value, set_by, at from settings where workspace = $1 and name = $2`

// Settings returns the settings of one name of all people in a workspace, by person; the workspace's own is under the empty person.
func (s *Store) Settings(ctx context.Context, workspace, name string) (map[polls.Person]Setting, error) {
	all := map[polls.Person]Setting{}
	err := s.read(ctx, func(r *sql.Rows) error {
		set := Setting{Workspace: workspace, Name: name}
		var at int64
		err := r.Scan(&set.Person, &set.Value, &set.By, &at)
		set.At = moment(at)
		all[set.Person] = set
		return err
	}, selectSettings, workspace, name)
	return all, err
}
