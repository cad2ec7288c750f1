package main

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"time"

	"quorum/bot/slack/app"
	"quorum/config"
	"quorum/storage"
	"quorum/storage/sqlitefile"
)

// checkDatabase reports whether answers can be stored: whether the database is one of ours and not of a newer
// version, whether a write into it is durable, and whether other users of this machine can read it. It does not make
// a database that does not exist; it reports whether one could be made.
func checkDatabase(ctx context.Context, c config.Config) []app.Finding {
	if info, err := os.Stat(c.Database); !c.OnPostgres() && (errors.Is(err, fs.ErrNotExist) || err == nil && info.Mode().IsRegular() && info.Size() == 0) {
		return append(checkServable(c.Database), checkPlace(c.Database))
	}
	found := []app.Finding{checkWritable(ctx, c)}
	if !c.OnPostgres() {
		found = append(append(found, checkServable(c.Database)...), checkPrivate(c.Database)...)
	}
	return found
}

func checkWritable(ctx context.Context, c config.Config) app.Finding {
	store, err := storage.OpenAsIs(ctx, c.Database, storage.Options{})
	if err != nil {
		return app.Finding{Level: app.Fail, What: err.Error(), WayOut: "see \"Backup and restore\" in docs/operating.md"}
	}
	ctx, cancel := context.WithTimeout(ctx, 5*time.Second)
	defer cancel()
	behind := store.Behind()
	if err := errors.Join(store.Writable(ctx), store.Close()); err != nil {
		return app.Finding{
			Level: app.Fail, What: fmt.Sprintf("the database %s cannot be written: %v", c.DatabaseName(), err),
			WayOut: "look at the disk, and at who may write the file and its folder",
		}
	}
	what := "the database " + c.DatabaseName() + " can be written, and this version knows its tables"
	if behind {
		what += "; they are of an older version, and the next start brings them up to date"
	}
	return app.Finding{Level: app.OK, What: what}
}

// checkServable reports whether this program could serve the database file, with no other program serving it.
func checkServable(file string) []app.Finding {
	err := sqlitefile.Servable(file)
	if err == nil {
		return nil
	}
	found := app.Finding{Level: app.Fail, What: fmt.Sprintf("the database %s cannot be served: %v", file, err), WayOut: serveHint(file, err)}
	if e := (*sqlitefile.LockError)(nil); errors.As(err, &e) && e.Usable {
		found.Level, found.What = app.Note, err.Error()
	}
	return []app.Finding{found}
}

// serveHint returns what to do about a database that cannot be served, or "" when the error says enough.
func serveHint(file string, err error) string {
	if errors.Is(err, sqlitefile.ErrTaken) {
		return "stop the other one first, or set QUORUM_DATABASE (for the demo: --db) to another file"
	}
	if errors.Is(err, sqlitefile.ErrLinked) {
		return "remove the other name, which find / -xdev -samefile " + file + " finds, or serve a copy of the file"
	}
	if e := (*sqlitefile.LockError)(nil); errors.As(err, &e) {
		return "give it the owner of the database (chown), or remove it while no program serves the database"
	}
	return ""
}

// checkPrivate warns when other users than the owner can read the database, since answers are in it.
func checkPrivate(file string) []app.Finding {
	files, everybody, err := sqlitefile.Exposed(file)
	switch {
	case err != nil:
		return []app.Finding{{Level: app.Note, What: "it cannot be found out who can read the database: " + err.Error()}}
	case len(files) == 0:
		return nil
	}
	who := "the group it belongs to"
	if everybody {
		who = "everybody on this machine"
	}
	return []app.Finding{{
		Level: app.Note, What: who + " can read the answers in " + strings.Join(files, " and "),
		WayOut: "chmod go-rwx " + strings.Join(files, " "),
	}}
}

// checkPlace reports whether a database file could be made at this path.
func checkPlace(file string) app.Finding {
	folder := filepath.Dir(file)
	try, err := os.CreateTemp(folder, ".quorum-check-")
	if err == nil {
		err = errors.Join(try.Close(), os.Remove(try.Name()))
	}
	if err != nil {
		return app.Finding{
			Level: app.Fail, What: fmt.Sprintf("the database %s cannot be made: %v", file, err),
			WayOut: "make the folder " + folder + " and let the bot's user write in it, or set QUORUM_DATABASE",
		}
	}
	return app.Finding{Level: app.OK, What: "there is no database " + file + " yet; the first start makes it"}
}
