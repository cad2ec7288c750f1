package sqlitefile

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
)

// MakePrivate makes a new file that only its owner reads, for answers are private. A file that is there is not even opened:
// closing it would end the locks that this process has on it.
func MakePrivate(path string) error { return private(path) }

// private is [MakePrivate], and does more to a file that it makes.
func private(path string, more ...func(*os.File)) error {
	f, err := os.OpenFile(path, os.O_CREATE|os.O_EXCL|os.O_WRONLY, 0o600)
	switch {
	case errors.Is(err, fs.ErrExist):
		return nil
	case errors.Is(err, fs.ErrNotExist):
		return fmt.Errorf("its folder does not exist, create it or name another file: %w", err)
	case err != nil:
		return err
	}
	for _, do := range more {
		do(f)
	}
	return f.Close()
}

// actual is where a file is, when its name is that of a link too: SQLite puts its other files there.
func actual(file string) (string, error) {
	path, err := filepath.Abs(file)
	if err != nil {
		return "", err
	}
	if real, err := filepath.EvalSymlinks(path); err == nil {
		return real, nil
	}
	return path, nil // it is not there yet
}

// beside returns the files that may stand beside a database and have some of what it has.
func beside(path string) []string { return []string{path + "-wal", path + "-shm", path + "-journal"} }

// Narrow keeps the files beside a database from being read by more people than itself, as far as this program may. New
// ones are as it is; those that a killed program left may be from a time when it was wider.
func Narrow(path string) {
	path, _ = actual(path)
	info, err := os.Stat(path)
	if err != nil {
		return
	}
	for _, file := range beside(path) {
		side, err := os.Stat(file)
		if err == nil && side.Mode().Perm()&^info.Mode().Perm() != 0 {
			_ = os.Chmod(file, side.Mode().Perm()&info.Mode().Perm()) // it is another owner's: quorum check tells of it
		}
	}
}

// Exposed returns which files of a database on this machine other people than their owner can read, and whether these are
// all or only their group's.
func Exposed(database string) (files []string, everybody bool, err error) {
	path, err := actual(database)
	if err != nil {
		return nil, false, err
	}
	group, all := doors(filepath.Dir(path))
	for _, file := range append([]string{path}, beside(path)...) {
		info, err := os.Stat(file)
		switch {
		case errors.Is(err, fs.ErrNotExist):
		case err != nil:
			return nil, false, err
		case all && info.Mode()&0o004 != 0:
			files, everybody = append(files, file), true
		case group && info.Mode()&0o040 != 0:
			files = append(files, file)
		}
	}
	return files, everybody, nil
}

// doors says whether the group and everybody get through the folders down to this one.
func doors(folder string) (group, everybody bool) {
	group, everybody = true, true
	for {
		if info, err := os.Stat(folder); err == nil {
			group, everybody = group && info.Mode()&0o011 != 0, everybody && info.Mode()&0o001 != 0
		}
		up := filepath.Dir(folder)
		if up == folder {
			return group, everybody
		}
		folder = up
	}
}
