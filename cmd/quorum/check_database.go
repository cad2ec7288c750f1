package main

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"time"

	"quorum/bot/slack"
	"quorum/config"
	"quorum/storage"
)

// checkDatabase finds out whether answers can be stored: the database is one of ours and not of a newer version, and a
// write into it is durable. One that is not there yet is not made; it has to be possible to.
func checkDatabase(ctx context.Context, c config.Config) slack.CheckFinding {
	if _, err := os.Stat(c.Database); !c.OnPostgres() && errors.Is(err, fs.ErrNotExist) {
		return checkPlace(c.Database)
	}
	store, err := storage.Open(ctx, c.Database, storage.Options{})
	if err != nil {
		return slack.CheckFinding{Level: slack.CheckFail, What: err.Error(), WayOut: "see \"Backup and restore\" in docs/operating.md"}
	}
	ctx, cancel := context.WithTimeout(ctx, 5*time.Second)
	defer cancel()
	if err := errors.Join(store.Writable(ctx), store.Close()); err != nil {
		return slack.CheckFinding{
			Level: slack.CheckFail, What: fmt.Sprintf("the database %s cannot be written: %v", c.DatabaseName(), err),
			WayOut: "look at the disk, and at who may write the file and its folder",
		}
	}
	return slack.CheckFinding{Level: slack.CheckOK, What: "the database " + c.DatabaseName() + " can be written, and this version knows its tables"}
}

// checkPlace finds out whether a database could be made there.
func checkPlace(file string) slack.CheckFinding {
	folder := filepath.Dir(file)
	try, err := os.CreateTemp(folder, ".quorum-check-")
	if err == nil {
		err = errors.Join(try.Close(), os.Remove(try.Name()))
	}
	if err != nil {
		return slack.CheckFinding{
			Level: slack.CheckFail, What: fmt.Sprintf("the database %s cannot be made: %v", file, err),
			WayOut: "make the folder " + folder + " and let the bot's user write in it, or set QUORUM_DATABASE",
		}
	}
	return slack.CheckFinding{Level: slack.CheckOK, What: "there is no database " + file + " yet; the first start makes it"}
}
