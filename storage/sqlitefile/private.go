package sqlitefile

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
)

// MakePrivate creates a file that only its owner can read, because answers are private. An existing file is not even opened:
// closing it would end the locks that this process has on it.
func MakePrivate(path string) error { return private(path) }

// private is [MakePrivate], and calls more with a file that it creates.
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

// actual returns the path of a file without links: SQLite puts its other files beside that path.
func actual(file string) (string, error) {
	path, err := filepath.Abs(file)
	if err != nil {
		return "", err
	}
	if real, err := filepath.EvalSymlinks(path); err == nil {
		return real, nil
	}
	return path, nil // the file does not exist yet
}

// beside returns the files beside a database that may have parts of its data.
func beside(path string) []string { return []string{path + "-wal", path + "-shm", path + "-journal"} }

// Narrow gives the files beside a database at most the permissions of the database, as far as this program may. New files have them;
// those that a killed program left may be from a time when the permissions were wider.
func Narrow(path string) {
	path, _ = actual(path)
	info, err := os.Stat(path)
	if err != nil {
		return
	}
	for _, file := range beside(path) {
		side, err := os.Stat(file)
		if err == nil && side.Mode().Perm()&^info.Mode().Perm() != 0 {
			_ = os.Chmod(file, side.Mode().Perm()&info.Mode().Perm()) // when the owner is another user, quorum check reports it
		}
	}
}

// Exposed returns which files of a database other users can read, and whether all users can, or only the group.
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

// doors reports whether the group, and all users, may enter a folder and all folders above it.
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
