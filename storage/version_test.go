package storage

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"quorum/polls"
	"quorum/storage/sqlitefile"
)

// ofVersion makes a database as the program of that version made it, with one poll in it.
func ofVersion(t *testing.T, version int64) (file string) {
	t.Helper()
	d, err := sqliteDialect()
	if err != nil {
		t.Fatal(err)
	}
	file = filepath.Join(t.TempDir(), "quorum.db")
	pool, readers, err := d.open(file, Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer readers.Close()
	defer pool.Close()
	p, err := d.provider(pool)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := p.UpTo(t.Context(), version); err != nil {
		t.Fatal(err)
	}
	o := polls.Opening{ID: polls.ID{Workspace: "T1", Number: 1}, Asker: "ada", Asked: []polls.Invite{{Person: "ben"}}, Draft: polls.Draft{
		Question: "Ship 4.2?", Rule: "all, within 99h", Asked: []polls.Party{{Mentions: []polls.Mention{{ID: "ben"}}}},
	}}
	_, events, err := polls.Open(time.Now(), o)
	if err != nil {
		t.Fatal(err)
	}
	for _, statement := range []string{
		`insert into workspaces values ('T1', 1)`,
		`insert into polls (workspace, number, version, asker, question, context, kind, rule, channel, state, opened_at, deadline, closed_why,
			answered, asked, outcome, leader, lead, sources, card_channel, card_message)
			values ('T1', 1, 1, 'ada', 'Ship 4.2?', '', 'yes/no', 'all', '', 'open', 1, 2, '', 0, 1, '', '', 0, 0, '', '')`,
	} {
		if _, err := pool.Exec(statement); err != nil {
			t.Fatal(err)
		}
	}
	for _, e := range events {
		data, err := json.Marshal(e.Fact)
		if err != nil {
			t.Fatal(err)
		}
		_, err = pool.Exec(`insert into events values ('T1', 1, ?, ?, ?, null, ?, ?)`, e.Seq, e.At.UnixMilli(), string(e.By), e.Fact.Name(), string(data))
		if err != nil {
			t.Fatal(err)
		}
	}
	return file
}

// TestOnlyOpenMigrates reads, writes, exports and copies databases of every version that there was: they stay of it, and
// so does the copy. Then they are brought up to date.
func TestOnlyOpenMigrates(t *testing.T) {
	d, err := sqliteDialect()
	if err != nil {
		t.Fatal(err)
	}
	known, err := d.known()
	if err != nil || known < 5 {
		t.Fatal(known, err)
	}
	for version := int64(oldestRead); version <= known; version++ {
		file := ofVersion(t, version)
		copied := file + "-copy"
		look := func(file string) {
			s, err := OpenAsIs(t.Context(), file, Options{})
			if err != nil {
				t.Fatalf("version %d: %v", version, err)
			}
			var is int64
			var found []string
			err = errors.Join(sqliteVersion(t.Context(), s.readers, &is), s.Export(t.Context(), func(p *polls.Poll, _ []polls.Event) error {
				found = append(found, p.Question)
				return nil
			}), s.Writable(t.Context()))
			if file != copied {
				_ = os.Remove(copied)
				err = errors.Join(err, s.Backup(t.Context(), copied))
			}
			if err = errors.Join(err, s.Close()); err != nil || is != version || s.Behind() != (version < known) || fmt.Sprint(found) != "[Ship 4.2?]" {
				t.Errorf("version %d was read as version %d, behind %v, with %q (%v)", version, is, s.Behind(), found, err)
			}
		}
		look(file)
		look(copied)
		look(file)
		s, err := Open(t.Context(), file, Options{})
		if err != nil {
			t.Fatalf("version %d: %v", version, err)
		}
		if behind, err := s.standing(t.Context()); behind || err != nil || s.Close() != nil {
			t.Errorf("version %d was not brought up to date (%v)", version, err)
		}
	}
}

// TestOpenAsIsRefuses has what is no database of this program, or of a newer one: it stays as it is, and the way out is said.
func TestOpenAsIsRefuses(t *testing.T) {
	newer, empty := ofVersion(t, 5), filepath.Join(t.TempDir(), "empty.db")
	s, err := Open(t.Context(), newer, Options{})
	if err != nil {
		t.Fatal(err)
	}
	err = s.do(t.Context(), changing, func(b *batch) error {
		b.wrote = true
		return b.tx.exec("insert into goose_db_version (version_id, is_applied) values (999, 1)")
	})
	if err := errors.Join(err, s.Close(), os.WriteFile(empty, nil, 0o600)); err != nil {
		t.Fatal(err)
	}
	for file, says := range map[string]string{
		newer: "Run the newer version", empty: "Start quorum serve on it once", filepath.Join(t.TempDir(), "none.db"): "unable to open",
	} {
		before, _ := os.ReadFile(file)
		s, err := OpenAsIs(t.Context(), file, Options{})
		if err == nil {
			t.Errorf("%s was opened (%v)", file, s.Close())
			continue
		}
		if !strings.Contains(err.Error(), says) || strings.Contains(err.Error(), "\n") {
			t.Errorf("%s is refused with %q, which does not say %q", file, err, says)
		}
		if after, _ := os.ReadFile(file); string(after) != string(before) {
			t.Errorf("%s was changed", file)
		}
	}
}

// TestAlone has a second program that is to serve the same database, under this name and another; one that only looks is
// welcome.
func TestAlone(t *testing.T) {
	dir := t.TempDir()
	file, link := filepath.Join(dir, "quorum.db"), filepath.Join(t.TempDir(), "link.db")
	if err := os.Symlink(file, link); err != nil {
		t.Fatal(err)
	}
	alone := Options{Alone: true, Wait: 20 * time.Millisecond}
	for range 2 { // once it is closed, the next one can begin
		s, err := Open(t.Context(), file, alone)
		if err != nil {
			t.Fatal(err)
		}
		id := create(t, s, 2)
		for _, name := range []string{file, link} {
			if second, err := Open(t.Context(), name, alone); !errors.Is(err, sqlitefile.ErrTaken) {
				t.Errorf("a second program serves %s: %v, %v", name, second, err)
			}
			looking, err := OpenAsIs(t.Context(), name, Options{})
			if err != nil {
				t.Fatal(err)
			}
			if err := errors.Join(looking.View(context.Background(), id, func(*polls.Poll) error { return nil }), looking.Writable(t.Context()), looking.Close()); err != nil {
				t.Errorf("looking at %s: %v", name, err)
			}
		}
		if err := answer(t.Context(), s, id, 0, ""); err != nil {
			t.Error(err)
		}
		if err := s.Close(); err != nil {
			t.Fatal(err)
		}
	}
}

// TestSideFiles has a database that was opened up to others and closed again: its log never stays open to them.
func TestSideFiles(t *testing.T) {
	dir := t.TempDir()
	file := filepath.Join(dir, "quorum.db")
	if err := errors.Join(os.Chmod(filepath.Dir(dir), 0o755), os.Chmod(dir, 0o755)); err != nil { // others get as far as the files
		t.Fatal(err)
	}
	modes := func(want os.FileMode) {
		t.Helper()
		s, err := Open(t.Context(), file, Options{Alone: true})
		if err != nil {
			t.Fatal(err)
		}
		create(t, s, 2)
		for _, name := range []string{"quorum.db", "quorum.db-wal", "quorum.db-shm", "quorum.db-lock"} {
			info, err := os.Stat(filepath.Join(dir, name))
			if err != nil || info.Mode().Perm()&^want != 0 {
				t.Errorf("%s: %v, wider than %v (%v)", name, info.Mode(), want, err)
			}
		}
		files, everybody, err := sqlitefile.Exposed(file)
		if exposed := want&0o044 != 0; err != nil || everybody != (want&0o004 != 0) || exposed != (len(files) == 3) || !exposed && len(files) != 0 {
			t.Errorf("with %v, others can read %v, everybody %v (%v)", want, files, everybody, err)
		}
		if err := s.Close(); err != nil {
			t.Fatal(err)
		}
	}
	modes(0o600)
	for _, mode := range []os.FileMode{0o644, 0o640, 0o600} {
		if err := errors.Join(os.Chmod(file, mode), os.WriteFile(file+"-wal", nil, 0o600), os.Chmod(file+"-wal", 0o666)); err != nil {
			t.Fatal(err)
		}
		modes(mode)
	}
	if err := errors.Join(os.Chmod(file, 0o644), os.Chmod(dir, 0o700)); err != nil {
		t.Fatal(err)
	}
	if files, _, err := sqlitefile.Exposed(file); len(files) != 0 || err != nil {
		t.Errorf("in a folder that is closed to others, they can read %v (%v)", files, err)
	}
}
