package storage_test

import (
	"bytes"
	"compress/gzip"
	"fmt"
	"io"
	"math/rand/v2"
	"os"
	"path/filepath"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"quorum/polls"
	"quorum/storage"
)

// earlier is a database as version 5 of the tables has left it when it was killed: Q1 and Q4 are anonymous and open, with 17
// answers of 25 and 80 of 100, Q2 is anonymous and decided by 7, and Q3 is not anonymous.
func earlier(t testing.TB) string {
	t.Helper()
	file := filepath.Join(t.TempDir(), "quorum.db")
	for _, part := range []string{"", "-wal"} {
		packed, err := gzip.NewReader(bytes.NewReader(read(t, filepath.Join("testdata", "earlier.db"+part+".gz"))))
		if err != nil {
			t.Fatal(err)
		}
		data, err := io.ReadAll(packed)
		if err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(file+part, data, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	return file
}

// earlierTallies are counted in the answers that were given.
func earlierTallies() []string {
	return []string{
		"Q1 [{Yes 9} {No 8}] 17 \n", "Q2 [{Yes 5} {No 2}] 7 Decided\n", "Q3 [{Yes 2} {No 1}] 0 Leaning\n", "Q4 [{Yes 40} {No 40}] 80 \n",
	}
}

// tallies are what each poll has: the counted answers, how many of them are unsigned, and the outcome.
func tallies(t *testing.T, s *storage.Store) (all []string) {
	t.Helper()
	err := s.Export(t.Context(), func(p *polls.Poll, _ []polls.Event) error {
		all = append(all, fmt.Sprintln(p.ID, p.Tally(), len(p.AnonymousAnswers()), p.Outcome.Label))
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return all
}

// TestEarlierFilesAreErased brings a database of an earlier version up to date: it has all answers, and no longer tells in
// which order they came.
func TestEarlierFilesAreErased(t *testing.T) {
	t.Parallel()
	file := earlier(t)
	if len(disordered(read(t, file))) == 0 || len(disordered(read(t, file+"-wal"))) == 0 {
		t.Fatal("the attack finds nothing where there is something")
	}
	asIs, err := storage.OpenAsIs(t.Context(), file, storage.Options{})
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(earlierTallies(), tallies(t, asIs)); diff != "" {
		t.Errorf("as it is: (-want +got):\n%s", diff)
	}
	if err := asIs.Close(); err != nil {
		t.Fatal(err)
	}
	rows(t, file, "create table left_behind as select ballots.* from ballots, events")
	rows(t, file, "drop table left_behind")
	s := openFile(t, file)
	attack(t, "the file", read(t, file))
	if left := read(t, file+"-wal"); len(left) > 0 {
		t.Errorf("the log has %d bytes", len(left))
	}
	if diff := cmp.Diff(earlierTallies(), tallies(t, s)); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	for i := 80; i < 99; i++ {
		err := s.Update(t.Context(), polls.ID{Workspace: "T1", Number: 4}, func(p *polls.Poll) ([]polls.Event, error) {
			return p.Answer(p.OpenedAt.Add(time.Hour), polls.Person(fmt.Sprint("U", i)), said(p.ID, i*37%101))
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	attack(t, "the file after more answers", read(t, file))
	if n := rows(t, file, "select count(*) from ballots where number = 4 and reason like 'q4-%'")[0][0]; n != "99" {
		t.Errorf("%s ballots of Q4 are in the table", n)
	}
}

// TestBackupHasNoTraces backs up a file in which something is left in pages that nothing uses.
func TestBackupHasNoTraces(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	file := filepath.Join(dir, "quorum.db")
	s := openFile(t, file)
	id := askUnseen(t, s, 25)
	for who, n := range rand.New(rand.NewPCG(1, 2)).Perm(25) {
		give(t, s, id, who, n)
	}
	rows(t, file, "create table left_behind as select content from boxes")
	rows(t, file, "drop table left_behind")
	if len(traces(read(t, file)))+len(traces(read(t, file+"-wal"))) == 0 {
		t.Fatal("nothing is left behind in the file")
	}
	backup := filepath.Join(dir, "backup.db")
	if err := s.Backup(t.Context(), backup); err != nil {
		t.Fatal(err)
	}
	attack(t, "the backup", read(t, backup))
	if n := len(rows(t, backup, "select * from ballots")); n != 25 {
		t.Errorf("%d ballots are in the backup", n)
	}
}
