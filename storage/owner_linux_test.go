package storage

import (
	"errors"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"syscall"
	"testing"
	"time"

	"quorum/storage/sqlitefile"
)

const nobody = 65534

// as runs f as another user, on a thread that ends with it.
func as(t *testing.T, uid int, f func()) {
	t.Helper()
	done := make(chan syscall.Errno)
	go func() {
		runtime.LockOSThread() // and never unlocked, so that nothing else runs on it
		_, _, err := syscall.RawSyscall(syscall.SYS_SETRESUID, uintptr(uid), uintptr(uid), uintptr(uid))
		if err == 0 {
			f()
		}
		done <- err
	}()
	if err := <-done; err != 0 {
		t.Fatal(err)
	}
}

// ofNobody returns a database whose folder belongs to another user than root, who runs the test.
func ofNobody(t *testing.T) string {
	t.Helper()
	if os.Geteuid() != 0 {
		t.Skip("only root can give a file away")
	}
	dir, err := os.MkdirTemp("", "owner") // others get through to it
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { os.RemoveAll(dir) })
	file := filepath.Join(dir, "quorum.db")
	s, err := Open(t.Context(), file, Options{})
	if err != nil {
		t.Fatal(err)
	}
	if err := errors.Join(s.Close(), os.Chown(dir, nobody, nobody), os.Chown(file, nobody, nobody)); err != nil {
		t.Fatal(err)
	}
	return file
}

// TestTheLockIsOfTheOwner has root serve once what is another user's, who serves it afterwards.
func TestTheLockIsOfTheOwner(t *testing.T) {
	file, alone := ofNobody(t), Options{Alone: true, Wait: 20 * time.Millisecond}
	s, err := Open(t.Context(), file, alone)
	if err != nil {
		t.Fatal(err)
	}
	create(t, s, 2)
	files, err := os.ReadDir(filepath.Dir(file))
	if err != nil || len(files) < 4 {
		t.Errorf("there are %v (%v)", files, err)
	}
	for _, f := range files {
		info, err := f.Info()
		if err != nil {
			t.Fatal(err)
		}
		if uid := info.Sys().(*syscall.Stat_t).Uid; uid != nobody || info.Mode().Perm() != 0o600 {
			t.Errorf("%s is of user %d, %v", f.Name(), uid, info.Mode())
		}
	}
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	as(t, nobody, func() {
		lock, err := sqlitefile.Alone(file, alone.wait())
		if err != nil {
			t.Errorf("the owner cannot serve it: %v", err)
			return
		}
		if err := errors.Join(lock.Close(), sqlitefile.Servable(file)); err != nil {
			t.Error(err)
		}
	})
}

// TestTheLockIsOfAnother has a lock file that another user has left, also one that can be read.
func TestTheLockIsOfAnother(t *testing.T) {
	file := ofNobody(t)
	for _, mode := range []os.FileMode{0o600, 0o644} {
		if err := errors.Join(os.WriteFile(file+"-lock", nil, mode), os.Chmod(file+"-lock", mode)); err != nil {
			t.Fatal(err)
		}
		as(t, nobody, func() {
			lock, err := sqlitefile.Alone(file, 20*time.Millisecond)
			for _, err := range []error{err, sqlitefile.Servable(file)} {
				if e := (*sqlitefile.LockError)(nil); !errors.As(err, &e) || e.Usable || !strings.HasSuffix(err.Error(), "quorum.db-lock cannot be written: permission denied") {
					t.Errorf("%v: %v, %v", mode, lock, err)
				}
			}
		})
	}
	if e := (*sqlitefile.LockError)(nil); !errors.As(sqlitefile.Servable(file), &e) || !e.Usable {
		t.Errorf("root is told %v", sqlitefile.Servable(file))
	}
	lock, err := sqlitefile.Alone(file, time.Second)
	if err != nil {
		t.Fatalf("root cannot serve it: %v", err)
	}
	if err := lock.Close(); err != nil {
		t.Error(err)
	}
}

// TestAnotherName has a database with a second name, under which a program could serve it beside the first.
func TestAnotherName(t *testing.T) {
	dir, alone := t.TempDir(), Options{Alone: true, Wait: 20 * time.Millisecond}
	file, link := filepath.Join(dir, "quorum.db"), filepath.Join(dir, "link.db")
	s, err := Open(t.Context(), file, alone)
	if err != nil {
		t.Fatal(err)
	}
	if err := os.Link(file, link); err != nil {
		t.Fatal(err)
	}
	if second, err := Open(t.Context(), link, alone); !errors.Is(err, sqlitefile.ErrLinked) {
		t.Errorf("a second program serves it: %v, %v", second, err)
	}
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	if again, err := Open(t.Context(), file, alone); !errors.Is(err, sqlitefile.ErrLinked) || !errors.Is(sqlitefile.Servable(file), sqlitefile.ErrLinked) {
		t.Errorf("it is served: %v, %v", again, err)
	}
	if err := os.Remove(link); err != nil {
		t.Fatal(err)
	}
	if s, err = Open(t.Context(), file, alone); err != nil {
		t.Fatal(err)
	}
	if err := s.Close(); err != nil {
		t.Error(err)
	}
}

// TestTheLockIsNoFile has a folder where the lock file is to be.
func TestTheLockIsNoFile(t *testing.T) {
	file := filepath.Join(t.TempDir(), "quorum.db")
	if err := os.Mkdir(file+"-lock", 0o700); err != nil {
		t.Fatal(err)
	}
	if _, err := Open(t.Context(), file, Options{Alone: true}); err == nil || !strings.HasSuffix(err.Error(), "quorum.db-lock is not a file") {
		t.Error(err)
	}
}
