package storage_test

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"quorum/polls"
	"quorum/storage"
	"quorum/storage/storagetest"
)

// raw is the database past the store.
func raw(t *testing.T, file string) *sql.DB {
	t.Helper()
	db, err := sql.Open("sqlite3", "file:"+file+"?_txlock=immediate&_foreign_keys=1&_busy_timeout=5000")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { db.Close() })
	return db
}

func TestOpenRefuses(t *testing.T) {
	dir := t.TempDir()
	newer, text := storagetest.Empty(t), filepath.Join(dir, "letter.txt")
	sabotage(t, newer, "insert into goose_db_version (version_id, is_applied) values (99, 1)")
	if err := os.WriteFile(text, []byte(strings.Repeat("Dear Ada, this is not a database. ", 99)), 0o600); err != nil {
		t.Fatal(err)
	}
	for name, c := range map[string]struct{ database, says string }{
		"a newer database":   {newer, "Run the newer version"},
		"no database at all": {text, "not a database"},
		"a missing folder":   {filepath.Join(dir, "missing", "quorum.db"), "folder"},
		"a folder":           {dir, "unable to open"},
		"no name":            {"", "has no name"},
		"another kind":       {"mysql://ada@localhost/quorum", "no database for mysql"},
	} {
		s, err := storage.Open(t.Context(), c.database, storage.Options{Wait: 50 * time.Millisecond})
		if err == nil {
			t.Errorf("%s was opened: %v", name, s.Close())
			continue
		}
		t.Log(err)
		if !strings.Contains(err.Error(), c.says) {
			t.Errorf("%s is refused with %q, which does not say %q", name, err, c.says)
		}
	}
	if data, err := os.ReadFile(text); err != nil || !strings.HasPrefix(string(data), "Dear Ada") {
		t.Errorf("the letter is now %.20q (%v)", data, err)
	}
}

// TestPrivate checks that a database, its log and its backup are for their owner alone.
func TestPrivate(t *testing.T) {
	dir := t.TempDir()
	s, err := storage.Open(t.Context(), filepath.Join(dir, "quorum.db"), storage.Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	ask(t, s, 1, 1)
	if err := s.Backup(t.Context(), filepath.Join(dir, "backup.db")); err != nil {
		t.Fatal(err)
	}
	files, err := os.ReadDir(dir)
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range files {
		if info, err := f.Info(); err != nil || info.Mode().Perm() != 0o600 {
			t.Errorf("%s: %v (%v)", f.Name(), info.Mode(), err)
		}
	}
	if len(files) < 3 {
		t.Errorf("there are only %v", files)
	}
}

// TestOpenTogether has several programs make the same database.
func TestOpenTogether(t *testing.T) {
	file := filepath.Join(t.TempDir(), "quorum.db")
	var all sync.WaitGroup
	for range 4 {
		all.Go(func() {
			s, err := storage.Open(t.Context(), file, storage.Options{Wait: 20 * time.Second})
			if err != nil {
				t.Error(err)
				return
			}
			ask(t, s, 3, 2)
			if err := s.Close(); err != nil {
				t.Error(err)
			}
		})
	}
	all.Wait()
	if got := rows(t, file, "select count(*), max(number) from polls"); fmt.Sprint(got) != "[[12 12]]" {
		t.Errorf("the polls are %v", got)
	}
}

// TestLocked has another program hold the database.
func TestLocked(t *testing.T) {
	file := filepath.Join(t.TempDir(), "quorum.db")
	s, err := storage.Open(t.Context(), file, storage.Options{Wait: 100 * time.Millisecond})
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	ids := ask(t, s, 1, 10)
	other, err := raw(t, file).Begin()
	if err != nil {
		t.Fatal(err)
	}
	update := func(ctx context.Context) error {
		return s.Update(ctx, ids[0], func(p *polls.Poll) ([]polls.Event, error) {
			return p.Answer(time.Now(), person(1), polls.Response{Position: "yes"})
		})
	}
	if err := update(t.Context()); !errors.Is(err, storage.ErrUnavailable) {
		t.Errorf("an answer while another program has the lock returned %v", err)
	}
	soon, cancel := context.WithTimeout(t.Context(), time.Millisecond)
	defer cancel()
	if err := update(soon); !errors.Is(err, storage.ErrUnavailable) { // it never began, so it is known not to be saved
		t.Errorf("an answer of somebody in a hurry returned %v", err)
	}
	err = s.View(t.Context(), ids[0], func(p *polls.Poll) error {
		if p.Version != 1 {
			t.Errorf("the version is %d", p.Version)
		}
		return nil
	})
	if err != nil {
		t.Errorf("looking while another program has the lock: %v", err)
	}
	if err := other.Rollback(); err != nil {
		t.Fatal(err)
	}
	if err := update(t.Context()); err != nil {
		t.Error(err)
	}
}

// TestCulprit has one answer of many violate what the database demands: it alone fails.
func TestCulprit(t *testing.T) {
	file := storagetest.Empty(t)
	sabotage(t, file, "create trigger no before insert on answers when new.person = '"+string(person(7))+"' begin select raise(abort, 'not this one'); end")
	s, err := storage.Open(t.Context(), file, storage.Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	ids := ask(t, s, 1, 65)
	together(64, 64, func(i int) {
		err := s.Update(t.Context(), ids[0], func(p *polls.Poll) ([]polls.Event, error) {
			return p.Answer(time.Now(), person(i), polls.Response{Position: "yes"})
		})
		if (err != nil) != (i == 7) || errors.Is(err, storage.ErrUnavailable) {
			t.Errorf("answer %d returned %v", i, err)
		}
	})
	if got := rows(t, file, "select count(*), (select answered from polls) from answers"); fmt.Sprint(got) != "[[63 63]]" {
		t.Errorf("the answers are %v", got)
	}
}

// TestTablesDefendThemselves changes rows as nobody should.
func TestTablesDefendThemselves(t *testing.T) {
	file := storagetest.Empty(t)
	s, err := storage.Open(t.Context(), file, storage.Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	answers(t, s, ask(t, s, 1, 3), 1, 2)
	db := raw(t, file)
	for statement, says := range map[string]string{
		"update events set data = '{}'": "events are never changed",
		"delete from events":            "events are never deleted",
		"insert into events select workspace, number, 9, at, by, acted, fact, 'x' from events limit 1": "event_data",
		"insert into events select workspace, 77, 1, at, by, acted, fact, data from events limit 1":    "FOREIGN KEY",
		"insert into events select workspace, number, seq, at, by, acted, fact, data from events":      "UNIQUE",
		"update polls set state = 'lost'":        "poll_state",
		"update polls set state = 'closed'":      "poll_published",
		"update polls set answered = asked + 1":  "poll_counts",
		"update polls set deadline = 'tomorrow'": "cannot store TEXT",
		"update polls set outcome = 'Decided'":   "poll_outcome",
		"update answers set late = 2":            "answer_flags",
		"update answers set position = ''":       "answer_position",
		"update stakeholders set has_left = 7":   "stakeholder_left",
		"update outbox set state = 'gone'":       "outbox_state",
		"update outbox set due = null":           "outbox_due",
		"update outbox set again_due = 1":        "outbox_again",
		"update workspaces set last = -1":        "last_number",
		"insert into probe values (2, 1)":        "probe_single",
		"delete from polls":                      "FOREIGN KEY",
		"insert into answers select workspace, number, 'eve', 0, 'Yes', '', '', 0, 1, '' from polls": "FOREIGN KEY",
		"insert into polls select * from polls where 0 union all select * from polls":                "UNIQUE",
		"update polls set due = 1, state = 'cancelled', closed_at = 1":                               "poll_due",
		"update outbox set recover = 2":                                                              "outbox_flags",
		"update polls set version = 0":                                                               "poll_version",
		"update stakeholders set reminders = -1":                                                     "stakeholder_counts",
	} {
		if _, err := db.Exec(statement); err == nil || !strings.Contains(err.Error(), says) {
			t.Errorf("%s: %v, which does not say %s", statement, err, says)
		}
	}
}

// TestBubble runs two days of timers and answers in a bubble.
func TestBubble(t *testing.T) {
	file := storagetest.Empty(t)
	synctest.Test(t, func(t *testing.T) {
		s, err := storage.Open(t.Context(), file, storage.Options{})
		if err != nil {
			t.Fatal(err)
		}
		begun := time.Now()
		ids := ask(t, s, 2, 3)
		news, stop := s.Subscribe()
		defer stop()
		for hour := range 48 {
			time.Sleep(time.Hour)
			due, err := s.DueTimers(t.Context(), time.Now(), 9)
			if err != nil {
				t.Fatal(err)
			}
			for _, one := range due {
				if err := s.Update(t.Context(), one.Poll(), func(p *polls.Poll) ([]polls.Event, error) { return p.Tick(time.Now()), nil }); err != nil {
					t.Fatal(err)
				}
			}
			if want := hour == 1; want != (len(due) == 2) {
				t.Errorf("after %v, %d polls are overdue", time.Since(begun), len(due))
			}
			answers(t, s, ids, 2, 2)
			<-news
		}
		if _, ok, err := s.NextTimer(t.Context(), time.Time{}); ok || err != nil {
			t.Errorf("there is another tick (%v)", err)
		}
		if err := s.Close(); err != nil {
			t.Error(err)
		}
	})
}
