package main

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"

	"quorum/config"
	"quorum/storage"
)

type backupCommand struct {
	File string `arg:"" help:"Where to write the copy; it must not exist yet."`
}

// Help returns the longer text of quorum backup --help.
func (backupCommand) Help() string {
	return `Writes a consistent copy of the database, also while the bot is running. To restore it, stop the bot, put the copy in
the database's place, and start the bot.`
}

// Run copies the database.
func (c backupCommand) Run(p *program) error {
	file, err := filepath.Abs(c.File)
	if err != nil {
		return err
	}
	store, err := p.openStore()
	if err != nil {
		return err
	}
	err = store.Backup(p.ctx, file)
	if err := errors.Join(err, store.Close()); err != nil {
		return err
	}
	_, err = fmt.Fprintln(p.stdout, "wrote", c.File)
	return err
}

// openStore opens the database that the settings name, in order to read it. It changes no table: only quorum serve
// and quorum demo do that. The database must exist, so that a typing mistake in its name does not make a new, empty
// one.
func (p *program) openStore() (*storage.Store, error) {
	settings, err := config.Load(p.env, config.ForDatabase)
	if err != nil {
		return nil, err
	}
	if _, err := os.Stat(settings.Database); !settings.OnPostgres() && errors.Is(err, fs.ErrNotExist) {
		return nil, &failure{
			err:  fmt.Errorf("there is no database %s", settings.Database),
			hint: "set QUORUM_DATABASE to the file that the bot writes, or start the bot once", code: exitFailed,
		}
	}
	return storage.OpenAsIs(p.ctx, settings.Database, storage.Options{})
}
