package storage_test

import (
	"bufio"
	"fmt"
	"maps"
	"math/rand/v2"
	"os"
	"os/exec"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"quorum/polls"
	"quorum/storage"
)

// killedDatabase is the variable that makes this test binary a child to be killed.
const killedDatabase = "QUORUM_ANONYMOUS_CHILD"

// TestAnonymousKill kills a process again and again while people answer anonymously, and reads what it has left: the file
// tells no order, the log at most the answers of one commit, and everything that was said to be stored is there.
func TestAnonymousKill(t *testing.T) {
	t.Parallel()
	file := fresh(t).Name
	s, err := storage.Open(t.Context(), file, storage.Options{})
	if err != nil {
		t.Fatal(err)
	}
	id := askUnseen(t, s, 200)
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	stored := 0
	for round := range 6 {
		stored += answersUntilKilled(t, file, 5+rand.IntN(20), time.Duration(rand.IntN(4000))*time.Microsecond)
		left, log := read(t, file), read(t, file+"-wal")
		for _, found := range disordered(left) { // half moved into the file, one answer may be there twice
			t.Errorf("the file after a kill: %s", found)
		}
		if more := beyond(left, log); len(more) > atOnce {
			t.Errorf("the log has answers of more than one commit: %q", more)
		}
		s, err := storage.Open(t.Context(), file, storage.Options{})
		if err != nil {
			t.Fatal(err)
		}
		if log := read(t, file+"-wal"); len(log) > 0 {
			t.Errorf("the log has %d bytes after a new start", len(log))
		}
		attack(t, "the file after a new start", read(t, file))
		err = s.View(t.Context(), id, func(p *polls.Poll) error {
			n, _ := p.Progress()
			if n < stored || len(p.AnonymousAnswers()) != n {
				t.Errorf("round %d: %d answers were said to be stored, %d people have answered, and %d answers are there", round, stored, n, len(p.AnonymousAnswers()))
			}
			stored = n
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
		if err := s.Close(); err != nil {
			t.Fatal(err)
		}
	}
	t.Logf("%d answers outlived the kills", stored)
}

// atOnce is how many people answer at once in the child.
const atOnce = 3

// answersUntilKilled lets a child say that it has stored so many answers, and returns how many it said until it was dead.
func answersUntilKilled(t *testing.T, file string, many int, moment time.Duration) (said int) {
	t.Helper()
	program, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	c := exec.Command(program, "-test.run=^TestAnonymousKillChild$", "-test.timeout=60s")
	c.Env = append(os.Environ(), killedDatabase+"="+file)
	out, err := c.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := c.Start(); err != nil {
		t.Fatal(err)
	}
	for lines := bufio.NewScanner(out); lines.Scan(); {
		if lines.Text() != "stored" {
			t.Fatalf("the child said %q", lines.Text())
		}
		if said++; said == many {
			time.AfterFunc(moment, func() { _ = c.Process.Kill() })
		}
	}
	if err := c.Wait(); err == nil || !strings.Contains(err.Error(), "killed") {
		t.Fatalf("the child was not killed: %v", err)
	}
	return said
}

// TestAnonymousKillChild is what TestAnonymousKill starts: people who have not answered do, and other polls are opened.
func TestAnonymousKillChild(t *testing.T) {
	file := os.Getenv(killedDatabase)
	if file == "" {
		return
	}
	s := openFile(t, file)
	id := polls.ID{Workspace: "T1", Number: 1}
	var still []int
	err := s.View(t.Context(), id, func(p *polls.Poll) error {
		for i, one := range p.Stakeholders() {
			if one.State == polls.Pending {
				still = append(still, i)
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	together(atOnce, len(still), func(i int) {
		give(t, s, id, still[i], still[i]*37%211)
		fmt.Println("stored")
		if i%5 == 0 {
			askUnseen(t, s, 7)
		}
	})
	select {} // until it is killed
}

// beyond returns the answers that are in a log and not in its file.
func beyond(file, log []byte) []string {
	words := func(data []byte) map[string]bool {
		all := map[string]bool{}
		for _, w := range regexp.MustCompile(`q1-\d{3}`).FindAll(data, -1) {
			all[string(w)] = true
		}
		return all
	}
	more, has := words(log), words(file)
	maps.DeleteFunc(more, func(w string, _ bool) bool { return has[w] })
	return slices.Sorted(maps.Keys(more))
}
