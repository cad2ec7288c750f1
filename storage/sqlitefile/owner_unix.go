//go:build unix

package sqlitefile

import (
	"io/fs"
	"os"
	"syscall"
)

// links returns how many names a file has.
func links(info fs.FileInfo) uint64 {
	if s, ok := info.Sys().(*syscall.Stat_t); ok {
		return uint64(s.Nlink) //nolint:unconvert // it is narrower on other systems
	}
	return 1
}

// writable returns an error if this program may not read and write a file; it does not open the file.
func writable(file string) error {
	const read, write = 4, 2
	return syscall.Access(file, read|write)
}

func sameOwner(a, b fs.FileInfo) bool {
	one, ok := a.Sys().(*syscall.Stat_t)
	other, too := b.Sys().(*syscall.Stat_t)
	return !ok || !too || one.Uid == other.Uid
}

// giveTo gives a new file to the owner of a database; only root may do so.
func giveTo(f *os.File, database string) {
	info, err := os.Stat(database)
	if err != nil || os.Geteuid() != 0 {
		return
	}
	if s, ok := info.Sys().(*syscall.Stat_t); ok {
		_ = f.Chown(int(s.Uid), int(s.Gid)) // when it is refused, quorum check reports it
	}
}
