package storagetest

import (
	"bufio"
	"fmt"
	"io"
	"maps"
	"math/rand/v2"
	"os"
	"os/exec"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"quorum/polls"
	"quorum/storage"
)

// childDatabase is the environment variable that makes a test binary a child.
const childDatabase = "QUORUM_STORAGETEST_CHILD"

// Kill starts the test binary many times as a child that asks, answers and delivers in one database, and kills it at random moments,
// while this process works in the same database. Nothing that either reported as done may be lost or done twice. test is the name
// of a test that calls [Child].
func Kill(t *testing.T, db Database, test string, rounds int) {
	r := rand.New(rand.NewPCG(uint64(time.Now().UnixNano()), 1))
	said := newSaid()
	for round := range rounds {
		w := newWorld(t, db, intact, 20*time.Second)
		stop := said.bystand(w)
		said.listen(t, child(t, db, test, round), 20+r.IntN(300), time.Duration(r.IntN(2000))*time.Microsecond)
		stop()
		said.check(w)
		w.close()
		w.close = func() {}
	}
	if len(said.answered) == 0 || len(said.settled) == 0 {
		t.Errorf("the child said too little: %d answers, %d deliveries", len(said.answered), len(said.settled))
	}
	w := newWorld(t, db, intact, 20*time.Second)
	nothingUnweighed(w)
	nothingLost(w)
	t.Logf("%d polls, %d answers, %d deliveries outlived %d kills", len(said.opened), len(said.answered), len(said.settled), rounds)
}

func child(t *testing.T, db Database, test string, round int) *exec.Cmd {
	program, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	c := exec.Command(program, "-test.run=^"+test+"$", "-test.timeout=60s")
	c.Env = append(os.Environ(), childDatabase+"="+db.Name, fmt.Sprintf("QUORUM_STORAGETEST_ROUND=%d", round))
	c.Stderr = os.Stderr
	return c
}

// said is what children have reported before they were killed.
type said struct {
	opened   map[string]string // request: poll
	answered map[string]int    // poll and person: the number of the last answer
	settled  map[string]int    // poll and notice: the revision that was sent
	checked  map[polls.ID]int  // the version that was checked last
	turn     chan struct{}     // signalled now and then for the bystander
}

func newSaid() *said {
	return &said{opened: map[string]string{}, answered: map[string]int{}, settled: map[string]int{}, checked: map[polls.ID]int{}, turn: make(chan struct{}, 1)}
}

// listen reads the reports of a child, and kills it a moment after some number of them.
func (s *said) listen(t *testing.T, c *exec.Cmd, things int, moment time.Duration) {
	t.Helper()
	out, err := c.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := c.Start(); err != nil {
		t.Fatal(err)
	}
	lines := bufio.NewReader(out)
	for n := 0; ; n++ {
		if n == things {
			time.AfterFunc(moment, func() { _ = c.Process.Kill() })
		}
		line, err := lines.ReadString('\n')
		if err == io.EOF {
			break // a report that was cut off does not count
		}
		if err != nil {
			t.Fatal(err)
		}
		s.take(t, strings.Fields(line))
		if n%10 == 0 {
			select {
			case s.turn <- struct{}{}:
			default:
			}
		}
	}
	if err := c.Wait(); err == nil || !strings.Contains(err.Error(), "killed") {
		t.Fatalf("the child was not killed: %v", err)
	}
}

func (s *said) take(t *testing.T, words []string) {
	var n int
	if len(words) == 4 {
		if _, err := fmt.Sscan(words[3], &n); err != nil {
			t.Fatal(err)
		}
	}
	switch {
	case len(words) == 3 && words[0] == "opened":
		s.opened[words[1]] = words[2]
	case len(words) == 4 && words[0] == "answered":
		s.answered[words[1]+" "+words[2]] = n
	case len(words) == 4 && words[0] == "settled":
		s.settled[words[1]+" "+words[2]] = max(n, s.settled[words[1]+" "+words[2]])
	default:
		t.Fatalf("the child said %q", words)
	}
}

// bystand answers a poll, while a child works and is killed, until stopped.
func (s *said) bystand(w *world) (stop func()) {
	people := crowd(6)
	id := w.ask(question{people: people, rule: "all, within 9h"})
	end, ended := make(chan struct{}), make(chan struct{})
	answered := map[string]int{}
	go func() {
		defer close(ended)
		for n := 1; ; n++ {
			select {
			case <-end:
				return
			case <-s.turn:
			}
			who := people[n%len(people)]
			if err := w.store.Update(w.ctx(), id, numbered(who, n)); err != nil {
				w.Errorf("answering beside a child: %v", err)
				return
			}
			answered[id.Key()+" "+string(who)] = n
		}
	}()
	return func() {
		close(end)
		<-ended
		maps.Copy(s.answered, answered)
	}
}

// numbered returns an answer that differs from all others.
func numbered(who polls.Person, n int) change {
	return func(p *polls.Poll) ([]polls.Event, error) {
		return p.Answer(time.Now(), who, polls.Response{Position: []string{"yes", "no"}[n/2%2], Reason: fmt.Sprintf("answer %d", n)})
	}
}

// check checks that everything reported is stored.
func (s *said) check(w *world) {
	w.Helper()
	logs := w.logs()
	for request, key := range s.opened {
		id, fresh, err := w.create(question{request: request})
		w.must(err)
		if fresh || id.Key() != key {
			w.Errorf("the request %s opened %s, and now %s", request, key, id.Key())
		}
	}
	for id := range logs {
		if len(logs[id]) == s.checked[id] {
			continue
		}
		s.checked[id] = len(logs[id])
		w.consistentWith(logs[id])
		for _, p := range w.seen(id).People {
			last := max(numberIn(p.Answer.Reason), numberIn(p.Late.Reason), numberIn(p.Added.Reason))
			if want := s.answered[id.Key()+" "+string(p.Person)]; last < want {
				w.Errorf("answer %d of %s to %s was acknowledged, and %d is the last one", want, p.Person, id.Key(), last)
			}
		}
	}
	for _, r := range w.db.Rows(w, "select workspace || '/' || number || ' ' || key, state, revision from outbox") {
		sent, was := s.settled[r[0]]
		var revision int
		if _, err := fmt.Sscan(r[2], &revision); err != nil {
			w.Fatal(err)
		}
		if was && (revision < sent || revision == sent && r[1] != string(storage.Sent)) {
			w.Errorf("revision %d of %s was sent, and its row says %v", sent, r[0], r)
		}
	}
}

// consistentWith compares a poll with its log and its rows, and its outbox with its events.
func (w *world) consistentWith(log []polls.Event) {
	w.Helper()
	p, err := polls.Fold(log)
	w.must(err)
	s := stateOf(p)
	if diff := cmp.Diff(w.seen(p.ID), s); diff != "" {
		w.Errorf("%s looks different: %s", p.ID.Key(), diff)
	}
	w.projected(s)
	want := map[string]bool{"card": true}
	for i, e := range log {
		then, err := polls.Fold(log[:i+1]) // the notices of an event depend on the poll at that time
		w.must(err)
		for _, n := range then.Notices([]polls.Event{e}) {
			want[n.Key] = true
		}
	}
	is := map[string]bool{}
	for _, r := range w.db.Rows(w, fmt.Sprintf("select key from outbox where number = %d", p.ID.Number)) {
		is[r[0]] = true
	}
	if diff := cmp.Diff(want, is); diff != "" {
		w.Errorf("the outbox of %s has not what happened: %s", p.ID.Key(), diff)
	}
	if n := count(log, "published"); n > 1 || is["summary"] != (n == 1) {
		w.Errorf("%s was published %d times, and that there is a summary is %v", p.ID.Key(), n, is["summary"])
	}
}

// nothingUnweighed weighs the polls that wait for it, so that polls that have enough answers are published.
func nothingUnweighed(w *world) {
	w.Helper()
	ids, err := w.store.Unweighed(w.ctx(), 1000)
	w.must(err)
	for _, id := range ids {
		w.weigh(id)
	}
	for id, log := range w.logs() {
		s := w.seen(id)
		if enough := s.Standing.Answered >= 3 && !tiedYet(s); enough != (count(log, "published") == 1) && s.Rule == "3 of 6, within 9h" {
			w.Errorf("%s has %d answers of 3 and was published %d times", id.Key(), s.Standing.Answered, count(log, "published"))
		}
	}
}

// tiedYet reports whether a poll waits because a pending person may break a tie.
func tiedYet(s state) bool {
	return s.Standing.Pending > 0 && len(s.Tally) == 2 && s.Tally[0].N == s.Tally[1].N
}

// nothingLost delivers the remaining notices, each once.
func nothingLost(w *world) {
	w.Helper()
	later := time.Now().Add(100 * hour)
	for {
		got, err := w.store.Lease(w.ctx(), later, later.Add(hour), 0, anyLane, 1000)
		w.must(err)
		if len(got) == 0 {
			break
		}
		for _, d := range got {
			w.settle(d, storage.Result{State: storage.Sent})
		}
	}
	for _, r := range w.db.Rows(w, "select workspace, number, key, state from outbox where state <> 'sent'") {
		w.Errorf("%v is never delivered", r)
	}
}

func numberIn(reason string) (n int) {
	_, _ = fmt.Sscanf(reason, "answer %d", &n)
	return n
}
